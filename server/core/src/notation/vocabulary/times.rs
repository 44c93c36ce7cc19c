//! The words of time: units, months, weekdays, numbers, and what joins the ends of a range.

use crate::notation::time::TimeUnit;

/// May stand before a number and make it an ordinal: "Week 3".
pub(crate) const ORDINAL: u8 = 1;
/// May stand behind a number and make it a length: "3 weeks".
pub(crate) const LENGTH: u8 = 2;
/// A plural form.
pub(crate) const MANY: u8 = 4;
/// Counts only where it touches its number: "3d", "W3".
pub(crate) const TIGHT: u8 = 8;
/// Behind a number with an ordinal dot or ending it makes an ordinal: "3. Woche", "3-я неделя".
pub(crate) const DOTTED: u8 = 16;
/// Behind a number it always makes an ordinal: "1日目", "3주차".
pub(crate) const AFTER: u8 = 32;
/// Counts only as written, in capitals: "W3".
pub(crate) const CAPITAL: u8 = 64;
/// Counts the weeks of a year, not those of a plan: "KW 12".
pub(crate) const OF_YEAR: u8 = 128;

const BOTH: u8 = ORDINAL | LENGTH | DOTTED;

/// Words of one unit in one role.
pub(crate) type UnitRow = (TimeUnit, u8, &'static [&'static str]);

/// Words of scripts with blanks.
#[rustfmt::skip]
pub(crate) static UNITS: &[UnitRow] = &[
    // Weeks
    (TimeUnit::Week, ORDINAL | LENGTH, &["week", "wk"]),
    (TimeUnit::Week, ORDINAL | LENGTH | MANY, &["weeks", "wks"]),
    (TimeUnit::Week, BOTH, &[
            "woche", "semaine", "semana", "settimana", "tydzień", "tygodnia", "tygodniu", "неделя", "недели",
            "неделе", "неделю", "неделей", "vecka", "hafta", "haftası", "tuần", "uge", "uke", "viikko",
        ],
    ),
    (TimeUnit::Week, BOTH | MANY, &[
            "wochen", "semaines", "semanas", "settimane", "weken", "tygodnie", "tygodni", "недель", "неделям",
            "неделях", "veckor", "haftalar",
        ],
    ),
    (TimeUnit::Week, ORDINAL | DOTTED | OF_YEAR, &["kw", "kalenderwoche", "kalenderwochen"]),
    (TimeUnit::Week, ORDINAL | LENGTH, &["sem", "нед", "tyg", "settim"]),
    (TimeUnit::Week, LENGTH, &["wo", "workweeks"]),
    (TimeUnit::Week, LENGTH | TIGHT, &["w"]),
    (TimeUnit::Week, ORDINAL | TIGHT | CAPITAL, &["w"]),
    // Days
    (TimeUnit::Day, ORDINAL | LENGTH, &["day"]),
    (TimeUnit::Day, ORDINAL | LENGTH | MANY, &["days"]),
    (TimeUnit::Day, BOTH, &["tag", "jour", "journée", "día", "giorno", "dag", "dzień", "dnia", "день", "дня", "gün", "ngày"]),
    (TimeUnit::Day, BOTH | MANY, &[
            "tage", "tagen", "jours", "journées", "días", "giorni", "dagen", "dagar", "dni", "дни", "дней", "дням",
            "günler",
        ],
    ),
    (TimeUnit::Day, LENGTH, &[
            "workday", "workdays", "werktag", "werktage", "arbeitstag", "arbeitstage", "werkdag", "werkdagen", "дн",
        ],
    ),
    (TimeUnit::Day, LENGTH | TIGHT, &["d", "j", "д"]),
    // Months
    (TimeUnit::Month, ORDINAL | LENGTH, &["month"]),
    (TimeUnit::Month, ORDINAL | LENGTH | MANY, &["months"]),
    (TimeUnit::Month, BOTH, &[
            "monat", "mois", "mes", "mês", "mese", "maand", "miesiąc", "miesiąca", "месяц", "месяца", "månad", "ay",
            "tháng",
        ],
    ),
    (TimeUnit::Month, BOTH | MANY, &[
            "monate", "monaten", "meses", "mesi", "maanden", "miesiące", "miesięcy", "месяцы", "месяцев", "månader",
            "aylar",
        ],
    ),
    (TimeUnit::Month, LENGTH, &["mo", "mos", "мес", "mies"]),
    (TimeUnit::Month, LENGTH | TIGHT, &["m"]),
    // Quarters
    (TimeUnit::Quarter, ORDINAL | LENGTH, &["quarter"]),
    (TimeUnit::Quarter, ORDINAL | LENGTH | MANY, &["quarters"]),
    (TimeUnit::Quarter, BOTH | AFTER, &[
            "quartal", "trimestre", "kwartaal", "kwartał", "квартал", "квартала", "квартале", "kvartal", "çeyrek",
            "quý",
        ],
    ),
    (TimeUnit::Quarter, BOTH | MANY, &["quartale", "trimestres", "trimestri", "kwartalen", "kwartały", "кварталы", "кварталов"]),
    (TimeUnit::Quarter, ORDINAL | TIGHT | CAPITAL, &["q"]),
    // Years
    (TimeUnit::Year, LENGTH, &["year", "jahr", "année", "año", "anno", "jaar", "rok", "год", "года", "yıl", "năm"]),
    (TimeUnit::Year, LENGTH | MANY, &["years", "jahre", "jahren", "années", "ans", "años", "anos", "anni", "lata", "лет", "годы"]),
    (TimeUnit::Year, LENGTH | TIGHT, &["y", "yr", "yrs"]),
    // Hours
    (TimeUnit::Hour, LENGTH, &[
            "hour", "hr", "stunde", "std", "heure", "hora", "ora", "uur", "godzina", "godz", "godziny", "час", "часа",
            "timme", "saat", "giờ", "tiếng", "h", "ч",
        ],
    ),
    (TimeUnit::Hour, LENGTH | MANY, &[
            "hours", "hrs", "stunden", "heures", "horas", "ore", "uren", "godzin", "часов", "часы", "timmar", "hs",
        ],
    ),
    // Minutes
    (TimeUnit::Minute, LENGTH, &[
            "minute", "min", "minuto", "minuut", "minuta", "минута", "минуты", "минуту", "мин", "minut", "dakika",
            "dk", "phút",
        ],
    ),
    (TimeUnit::Minute, LENGTH | MANY, &["minutes", "mins", "minuten", "minutos", "minuti", "minuty", "минут", "minuter"]),
];

/// Words of scripts without blanks; the longest that fits is taken.
#[rustfmt::skip]
pub(crate) static UNITS_CJK: &[UnitRow] = &[
    // ORDINAL here: an ordinal behind 第N. LENGTH: a length behind a bare N. AFTER: an ordinal behind a bare N too.
    (TimeUnit::Week, ORDINAL | LENGTH, &["周", "週", "星期", "주", "个星期", "個星期", "週間", "주간", "个周", "礼拜"]),
    (TimeUnit::Week, AFTER, &["週目", "周目", "주차", "주째", "週次"]),
    (TimeUnit::Day, ORDINAL | LENGTH, &["天", "日", "일"]),
    (TimeUnit::Day, LENGTH, &["日間", "일간", "个工作日", "個工作日", "工作日", "工作天", "営業日", "영업일", "근무일"]),
    (TimeUnit::Day, AFTER, &["日目", "天目", "일차", "일째"]),
    (TimeUnit::Month, ORDINAL | LENGTH, &["个月", "個月", "ヶ月", "か月", "カ月", "ケ月", "ヵ月", "箇月", "ヶ月間", "か月間", "개월", "달"]),
    (TimeUnit::Month, AFTER, &["ヶ月目", "か月目", "カ月目", "ケ月目", "개월차", "개월째"]),
    (TimeUnit::Quarter, AFTER, &["四半期", "季度", "분기"]),
    (TimeUnit::Year, LENGTH, &["年間", "년간"]),
    (TimeUnit::Hour, LENGTH, &["小时", "小時", "个小时", "個小時", "時間", "시간", "鐘頭", "个钟头"]),
    (TimeUnit::Minute, LENGTH, &["分钟", "分鐘", "分間", "分", "분"]),
];

/// Whole lengths in a word: the word, hundredths, the unit.
#[rustfmt::skip]
pub(crate) static LENGTHS: &[(&str, u32, TimeUnit)] = &[
    ("half a day", 50, TimeUnit::Day),
    ("half day", 50, TimeUnit::Day),
    ("half an hour", 50, TimeUnit::Hour),
    ("half hour", 50, TimeUnit::Hour),
    ("half a week", 50, TimeUnit::Week),
    ("half a month", 50, TimeUnit::Month),
    ("a fortnight", 200, TimeUnit::Week),
    ("fortnight", 200, TimeUnit::Week),
    ("halber tag", 50, TimeUnit::Day),
    ("halben tag", 50, TimeUnit::Day),
    ("halbe stunde", 50, TimeUnit::Hour),
    ("demi journée", 50, TimeUnit::Day),
    ("une demi journée", 50, TimeUnit::Day),
    ("demi heure", 50, TimeUnit::Hour),
    ("medio día", 50, TimeUnit::Day),
    ("media jornada", 50, TimeUnit::Day),
    ("media hora", 50, TimeUnit::Hour),
    ("meio dia", 50, TimeUnit::Day),
    ("meia hora", 50, TimeUnit::Hour),
    ("mezza giornata", 50, TimeUnit::Day),
    ("mezz'ora", 50, TimeUnit::Hour),
    ("halve dag", 50, TimeUnit::Day),
    ("half uur", 50, TimeUnit::Hour),
    ("pół dnia", 50, TimeUnit::Day),
    ("pół godziny", 50, TimeUnit::Hour),
    ("полдня", 50, TimeUnit::Day),
    ("полчаса", 50, TimeUnit::Hour),
    ("полтора часа", 150, TimeUnit::Hour),
    ("полтора дня", 150, TimeUnit::Day),
    ("полгода", 600, TimeUnit::Month),
];

/// The same in scripts without blanks.
#[rustfmt::skip]
pub(crate) static LENGTHS_CJK: &[(&str, u32, TimeUnit)] = &[
    ("半天", 50, TimeUnit::Day),
    ("半日", 50, TimeUnit::Day),
    ("半小时", 50, TimeUnit::Hour),
    ("半小時", 50, TimeUnit::Hour),
    ("半个月", 50, TimeUnit::Month),
    ("半個月", 50, TimeUnit::Month),
    ("半月", 50, TimeUnit::Month),
    ("半年", 600, TimeUnit::Month),
    ("반나절", 50, TimeUnit::Day),
    ("하루", 100, TimeUnit::Day),
    ("이틀", 200, TimeUnit::Day),
    ("사흘", 300, TimeUnit::Day),
    ("일주일", 100, TimeUnit::Week),
    ("한 달", 100, TimeUnit::Month),
];

/// A month's name or abbreviation.
pub(crate) struct MonthRow {
    pub(crate) month: u8,
    /// English, and so written before the day: "January 6".
    pub(crate) english: &'static [&'static str],
    /// Full names of other languages, declined forms among them.
    pub(crate) full: &'static [&'static str],
    /// Abbreviations that are no other word.
    pub(crate) short: &'static [&'static str],
    /// Abbreviations that are common words, too: they need a capital, a year or an ordinal day.
    pub(crate) weak: &'static [&'static str],
}

#[rustfmt::skip]
pub(crate) static MONTHS: &[MonthRow] = &[
    MonthRow {
        month: 1,
        english: &["january", "jan"],
        full: &[
            "januar", "jänner", "janvier", "enero", "janeiro", "gennaio", "januari", "styczeń", "stycznia",
            "styczniu", "январь", "января", "январе", "ocak",
        ],
        short: &["janv", "янв", "stycz", "sty", "ene", "oca"],
        weak: &["gen"],
    },
    MonthRow {
        month: 2,
        english: &["february", "feb"],
        full: &[
            "februar", "février", "febrero", "fevereiro", "febbraio", "februari", "luty", "lutego", "lutym",
            "февраль", "февраля", "феврале", "şubat",
        ],
        short: &["févr", "fév", "fev", "февр", "фев", "lut", "şub"],
        weak: &[],
    },
    MonthRow {
        month: 3,
        english: &["march"],
        full: &["märz", "marzo", "março", "maart", "marzec", "marca", "marcu", "март", "марта", "марте"],
        short: &["mrz", "mrt", "mars", "mart"],
        weak: &["mar"],
    },
    MonthRow {
        month: 4,
        english: &["april", "apr"],
        full: &[
            "avril", "abril", "aprile", "kwiecień", "kwietnia", "kwietniu", "апрель", "апреля", "апреле", "nisan",
        ],
        short: &["avr", "апр", "kwi", "abr"],
        weak: &[],
    },
    MonthRow {
        month: 5,
        english: &["may"],
        full: &["maggio", "maja", "maju", "май", "мая", "мае", "mayıs"],
        short: &["mai", "mayo", "maio", "mei", "maj"],
        weak: &["mag"],
    },
    MonthRow {
        month: 6,
        english: &["june", "jun"],
        full: &[
            "juni", "juin", "junio", "junho", "giugno", "czerwiec", "czerwca", "czerwcu", "июнь", "июня", "июне",
            "haziran",
        ],
        short: &["июн", "cze", "giu"],
        weak: &[],
    },
    MonthRow {
        month: 7,
        english: &["july", "jul"],
        full: &[
            "juli", "juillet", "julio", "julho", "luglio", "lipiec", "lipca", "lipcu", "июль", "июля", "июле",
            "temmuz",
        ],
        short: &["juil", "июл", "lip", "lug"],
        weak: &[],
    },
    MonthRow {
        month: 8,
        english: &["august", "aug"],
        full: &[
            "août", "agosto", "augustus", "augusti", "sierpień", "sierpnia", "sierpniu", "август", "августа",
            "августе", "ağustos",
        ],
        short: &["авг", "sie", "ağu"],
        weak: &["ago"],
    },
    MonthRow {
        month: 9,
        english: &["september", "sept", "sep"],
        full: &[
            "septembre", "septiembre", "setiembre", "setembro", "settembre", "wrzesień", "września", "wrześniu",
            "сентябрь", "сентября", "сентябре", "eylül",
        ],
        short: &["сент", "сен", "wrz"],
        weak: &["set"],
    },
    MonthRow {
        month: 10,
        english: &["october", "oct"],
        full: &[
            "oktober", "octobre", "octubre", "outubro", "ottobre", "październik", "października", "październiku",
            "октябрь", "октября", "октябре", "ekim",
        ],
        short: &["okt", "окт", "paź", "ott"],
        weak: &["out"],
    },
    MonthRow {
        month: 11,
        english: &["november", "nov"],
        full: &[
            "novembre", "noviembre", "novembro", "listopad", "listopada", "listopadzie", "ноябрь", "ноября", "ноябре",
            "kasım",
        ],
        short: &["нояб", "ноя", "lis", "kas"],
        weak: &[],
    },
    MonthRow {
        month: 12,
        english: &["december", "dec"],
        full: &[
            "dezember", "décembre", "diciembre", "dezembro", "dicembre", "grudzień", "grudnia", "grudniu", "декабрь",
            "декабря", "декабре", "aralık",
        ],
        short: &["dez", "déc", "дек", "gru", "dic"],
        weak: &[],
    },
];

/// Monday is 1.
#[rustfmt::skip]
pub(crate) static WEEKDAYS: &[(u8, &[&str])] = &[
    (
        1,
        &[
            "monday", "mon", "mondays", "montag", "mo", "lundi", "lun", "lunes", "segunda", "segunda feira", "lunedì",
            "maandag", "ma", "poniedziałek", "pon", "понедельник", "пн", "måndag", "pazartesi", "thứ hai", "周一",
            "星期一", "月曜日", "月曜", "월요일", "週一",
        ],
    ),
    (
        2,
        &[
            "tuesday", "tue", "tues", "dienstag", "di", "mardi", "martes", "terça", "terça feira", "martedì",
            "dinsdag", "wtorek", "wt", "вторник", "вт", "tisdag", "salı", "thứ ba", "周二", "星期二", "火曜日", "火曜", "화요일",
            "週二",
        ],
    ),
    (
        3,
        &[
            "wednesday", "wed", "mittwoch", "mi", "mercredi", "mer", "miércoles", "mié", "quarta", "quarta feira",
            "mercoledì", "woensdag", "wo", "środa", "śr", "среда", "среду", "ср", "onsdag", "çarşamba", "thứ tư",
            "周三", "星期三", "水曜日", "水曜", "수요일", "週三",
        ],
    ),
    (
        4,
        &[
            "thursday", "thu", "thur", "thurs", "donnerstag", "do", "jeudi", "jeu", "jueves", "jue", "quinta",
            "quinta feira", "giovedì", "gio", "donderdag", "czwartek", "czw", "четверг", "чт", "torsdag", "perşembe",
            "thứ năm", "周四", "星期四", "木曜日", "木曜", "목요일", "週四",
        ],
    ),
    (
        5,
        &[
            "friday", "fri", "freitag", "fr", "vendredi", "ven", "viernes", "vie", "sexta", "sexta feira", "venerdì",
            "vrijdag", "vr", "piątek", "pt", "пятница", "пятницу", "пт", "fredag", "cuma", "thứ sáu", "周五", "星期五",
            "金曜日", "金曜", "금요일", "週五",
        ],
    ),
    (
        6,
        &[
            "saturday", "sat", "samstag", "sa", "samedi", "sam", "sábado", "sáb", "sabato", "zaterdag", "za",
            "sobota", "sob", "суббота", "сб", "lördag", "cumartesi", "thứ bảy", "周六", "星期六", "土曜日", "土曜", "토요일", "週六",
        ],
    ),
    (
        7,
        &[
            "sunday", "sun", "sonntag", "so", "dimanche", "dim", "domingo", "dom", "domenica", "zondag", "zo",
            "niedziela", "ndz", "воскресенье", "вс", "söndag", "pazar", "chủ nhật", "周日", "星期日", "星期天", "日曜日", "日曜",
            "일요일", "週日",
        ],
    ),
];

/// Numbers in words: cardinals, ordinals.
#[rustfmt::skip]
pub(crate) static NUMBERS: &[(u32, &[&str], &[&str])] = &[
    (
        0,
        &["zero", "null", "zéro", "cero", "nul", "ноль", "零"],
        &[],
    ),
    (
        1,
        &[
            "one", "eins", "ein", "eine", "einen", "un", "une", "uno", "una", "um", "uma", "een", "één", "jeden",
            "jedna", "jedno", "один", "одна", "одну", "en", "ett", "bir", "một",
        ],
        &[
            "first", "erste", "erster", "erstes", "premier", "première", "primero", "primera", "primer",
            "primeiro", "primeira", "primo", "prima", "eerste", "pierwszy", "pierwsza", "первый", "первая",
            "первое", "första", "birinci", "nhất",
        ],
    ),
    (
        2,
        &[
            "two", "zwei", "deux", "dos", "dois", "duas", "due", "twee", "dwa", "dwie", "два", "две", "två", "iki",
            "hai",
        ],
        &[
            "second", "zweite", "zweiter", "zweites", "deuxième", "segundo", "segunda", "secondo", "seconda",
            "tweede", "drugi", "druga", "второй", "вторая", "второе", "andra", "ikinci",
        ],
    ),
    (
        3,
        &["three", "drei", "trois", "tres", "três", "tre", "drie", "trzy", "три", "üç", "ba"],
        &[
            "third", "dritte", "dritter", "drittes", "troisième", "tercero", "tercera", "tercer", "terceiro",
            "terceira", "terzo", "terza", "derde", "trzeci", "trzecia", "третий", "третья", "третье", "tredje",
            "üçüncü",
        ],
    ),
    (
        4,
        &[
            "four", "vier", "quatre", "cuatro", "quatro", "quattro", "cztery", "четыре", "fyra", "dört", "bốn",
        ],
        &[
            "fourth", "vierte", "vierter", "quatrième", "cuarto", "cuarta", "quarto", "quarta", "vierde",
            "czwarty", "czwarta", "четвёртый", "четвёртая", "fjärde",
        ],
    ),
    (
        5,
        &["five", "fünf", "cinq", "cinco", "cinque", "vijf", "pięć", "пять", "fem", "beş", "năm"],
        &[
            "fifth", "fünfte", "fünfter", "cinquième", "quinto", "quinta", "vijfde", "piąty", "piąta", "пятый",
            "пятая", "femte",
        ],
    ),
    (
        6,
        &["six", "sechs", "seis", "sei", "zes", "sześć", "шесть", "sex", "altı", "sáu"],
        &[
            "sixth", "sechste", "sixième", "sexto", "sexta", "sesto", "sesta", "zesde", "szósty", "szósta",
            "шестой", "шестая",
        ],
    ),
    (
        7,
        &[
            "seven", "sieben", "sept", "siete", "sete", "sette", "zeven", "siedem", "семь", "sju", "yedi", "bảy",
        ],
        &[
            "seventh", "siebte", "septième", "séptimo", "sétimo", "settimo", "zevende", "siódmy", "седьмой",
            "седьмая",
        ],
    ),
    (
        8,
        &["eight", "acht", "huit", "ocho", "oito", "otto", "osiem", "восемь", "åtta", "sekiz", "tám"],
        &["eighth", "achte", "huitième", "octavo", "oitavo", "ottavo", "achtste", "ósmy", "восьмой"],
    ),
    (
        9,
        &["nine", "neun", "neuf", "nueve", "nove", "negen", "dziewięć", "девять", "nio", "dokuz", "chín"],
        &["ninth", "neunte", "neuvième", "noveno", "nono", "negende", "dziewiąty", "девятый"],
    ),
    (
        10,
        &["ten", "zehn", "dix", "diez", "dez", "dieci", "tien", "dziesięć", "десять", "tio", "on", "mười"],
        &["tenth", "zehnte", "dixième", "décimo", "decimo", "tiende", "dziesiąty", "десятый"],
    ),
    (
        11,
        &["eleven", "elf", "onze", "once", "undici", "jedenaście", "одиннадцать"],
        &["eleventh"],
    ),
    (
        12,
        &["twelve", "zwölf", "douze", "doce", "doze", "dodici", "twaalf", "dwanaście", "двенадцать"],
        &["twelfth"],
    ),
    (
        13,
        &[
            "thirteen", "dreizehn", "treize", "trece", "treze", "tredici", "dertien", "trzynaście", "тринадцать",
        ],
        &[],
    ),
    (
        14,
        &[
            "fourteen", "vierzehn", "quatorze", "catorce", "catorze", "quattordici", "veertien", "czternaście",
            "четырнадцать",
        ],
        &[],
    ),
    (
        15,
        &["fifteen", "fünfzehn", "quinze", "quince", "quindici", "vijftien", "piętnaście", "пятнадцать"],
        &[],
    ),
    (
        16,
        &[
            "sixteen", "sechzehn", "seize", "dieciséis", "dezesseis", "sedici", "zestien", "szesnaście",
            "шестнадцать",
        ],
        &[],
    ),
    (
        17,
        &[
            "seventeen", "siebzehn", "dix sept", "diecisiete", "dezessete", "diciassette", "zeventien",
            "семнадцать",
        ],
        &[],
    ),
    (
        18,
        &[
            "eighteen", "achtzehn", "dix huit", "dieciocho", "dezoito", "diciotto", "achttien", "восемнадцать",
        ],
        &[],
    ),
    (
        19,
        &[
            "nineteen", "neunzehn", "dix neuf", "diecinueve", "dezenove", "diciannove", "negentien",
            "девятнадцать",
        ],
        &[],
    ),
    (
        20,
        &[
            "twenty", "zwanzig", "vingt", "veinte", "vinte", "venti", "twintig", "dwadzieścia", "двадцать",
            "tjugo", "yirmi",
        ],
        &[],
    ),
];

/// Words between the ends of a range.
#[rustfmt::skip]
pub(crate) static THROUGH: &[&str] = &[
    "to", "through", "thru", "until", "till", "bis", "à", "au", "aux", "a", "al", "até", "ao", "hasta", "do", "до",
    "по", "tot", "t/m", "tm", "till och med", "đến", "tới", "ile", "den", "jusqu'à", "jusqu'au", "fino a", "al fino",
];

/// The same in scripts without blanks.
#[rustfmt::skip]
pub(crate) static THROUGH_CJK: &[&str] = &["至", "到", "から", "부터", "에서"];

/// Full names of months that are other words, too: alone they are no date.
#[rustfmt::skip]
pub(crate) static NO_MONTH_ALONE: &[&str] =
    &["march", "sept", "março", "marca", "marcu", "maja", "maju", "luty", "ocak", "aralık", "ekim", "kasım"];

/// Words between two neighbours that make a range of two.
#[rustfmt::skip]
pub(crate) static AND: &[&str] = &["and", "und", "et", "y", "e", "en", "i", "oraz", "и", "och", "ve", "và"];

/// The same in scripts without blanks.
#[rustfmt::skip]
pub(crate) static AND_CJK: &[&str] = &["和", "と", "及", "与", "및", "와", "과"];

/// Words between day, month and year: "6 de enero de 2026", and what may stand before or behind a year.
#[rustfmt::skip]
pub(crate) static OF: &[&str] = &["of", "de", "del", "di", "do", "da"];

/// Words behind which no range's end may be, but time goes on: "Week 7 onwards".
#[rustfmt::skip]
pub(crate) static ONWARD: &[&str] = &["onward", "onwards", "and beyond", "and later", "ff"];

/// The same in scripts without blanks.
#[rustfmt::skip]
pub(crate) static ONWARD_CJK: &[&str] = &["以降", "以后", "以後", "之后", "之後", "이후", "及以后", "起"];

/// Words before a length that make it an interval: "every 2 weeks".
#[rustfmt::skip]
pub(crate) static EVERY: &[&str] = &[
    "every", "each", "alle", "jede", "cada", "chaque", "ogni", "elke", "co", "каждые", "каждый", "varje", "her",
    "mỗi",
];

/// Words behind a length that make it a rate: "5 hours per week".
#[rustfmt::skip]
pub(crate) static PER: &[&str] = &["per", "pro", "par", "por", "ago"];

/// Words for nothing, where a list of names is asked for.
#[rustfmt::skip]
pub(crate) static NONE: &[&str] = &[
    "none", "nothing", "nil", "null", "n/a", "na", "n.a.", "no", "not applicable", "no dependencies", "no dependency",
    "no prerequisites", "no blockers", "none known", "none yet", "none required", "no deps", "nobody", "independent",
    "standalone", "can start immediately", "tbd", "tba", "first phase", "first sprint", "start", "keine", "keiner",
    "keines", "nichts", "entfällt", "keine abhängigkeiten", "aucun", "aucune", "rien", "néant", "sans objet",
    "aucune dépendance", "ninguna", "ninguno", "nada", "sin dependencias", "no aplica", "nenhum", "nenhuma",
    "não se aplica", "sem dependências", "nessuno", "nessuna", "niente", "nessuna dipendenza", "geen", "niets", "nvt",
    "n.v.t.", "geen afhankelijkheden", "brak", "żadne", "żaden", "nic", "nie dotyczy", "нет", "ничего", "отсутствует",
    "отсутствуют", "не требуется", "нет зависимостей", "无", "無", "没有", "沒有", "暂无", "无依赖", "無依賴", "不适用", "なし", "無し",
    "特になし", "該当なし", "없음", "해당 없음", "해당없음", "없다", "ingen", "inga", "inget", "yok", "hiçbiri", "không", "không có",
];
