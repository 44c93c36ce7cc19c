//! In which language a document is written, told by its little words, its labels and its statuses; and what that language
//! calls criteria.

use std::collections::HashMap;

/// So much of a text tells its language, in bytes.
const SAMPLE: usize = 20_000;

/// The longest label or status, in words.
const LONGEST: usize = 3;

/// Little words of a language, none of them common in another; the labels that its plans have most; its labels for
/// acceptance criteria and dependencies; and how it says that work is planned, under way, blocked, done and given up.
struct Language {
    words: &'static [&'static str],
    labels: &'static [&'static str],
    criteria: &'static str,
    depends: &'static str,
    statuses: [&'static str; 5],
}

static ENGLISH: Language = Language {
    words: &["the", "and", "of", "with", "for", "from", "all", "is"],
    labels: &["goal", "owner", "tasks", "depends on", "dependencies", "deliverables"],
    criteria: "Acceptance criteria",
    depends: "Depends on",
    statuses: ["planned", "in progress", "blocked", "done", "cancelled"],
};

static KOREAN: Language = Language {
    words: &[],
    labels: &[],
    criteria: "인수 기준",
    depends: "의존성",
    statuses: ["예정", "진행 중", "차단됨", "완료", "취소"],
};

static JAPANESE: Language = Language {
    words: &[],
    labels: &[],
    criteria: "受け入れ基準",
    depends: "依存関係",
    statuses: ["未着手", "進行中", "ブロック中", "完了", "中止"],
};

static CHINESE: Language = Language {
    words: &[],
    labels: &[],
    criteria: "验收标准",
    depends: "依赖",
    statuses: ["未开始", "进行中", "阻塞", "已完成", "已取消"],
};

static LANGUAGES: &[Language] = &[
    Language {
        words: &["und", "der", "die", "das", "mit", "für", "auf", "ist"],
        labels: &["ziel", "verantwortlich", "aufgaben", "abhängig von", "abhängigkeiten", "ergebnis", "beginn"],
        criteria: "Akzeptanzkriterien",
        depends: "Abhängig von",
        statuses: ["geplant", "in Arbeit", "blockiert", "erledigt", "abgebrochen"],
    },
    Language {
        words: &["les", "des", "et", "pour", "avec", "une", "du", "sur"],
        labels: &["objectif", "responsable", "tâches", "dépend de", "dépendances", "livrables", "début"],
        criteria: "Critères d'acceptation",
        depends: "Dépend de",
        statuses: ["à faire", "en cours", "bloqué", "terminé", "annulé"],
    },
    Language {
        words: &["el", "los", "las", "y", "con", "del", "una", "para"],
        labels: &["objetivo", "responsable", "tareas", "depende de", "dependencias", "entregables", "inicio"],
        criteria: "Criterios de aceptación",
        depends: "Depende de",
        statuses: ["pendiente", "en curso", "bloqueado", "completado", "cancelado"],
    },
    Language {
        words: &["os", "as", "e", "com", "do", "uma", "não", "dos"],
        labels: &["objetivo", "responsável", "tarefas", "depende de", "dependências", "entregáveis", "início"],
        criteria: "Critérios de aceitação",
        depends: "Depende de",
        statuses: ["a fazer", "em andamento", "bloqueado", "concluído", "cancelado"],
    },
    Language {
        words: &["il", "gli", "di", "della", "per", "sono", "nel", "dei"],
        labels: &["obiettivo", "responsabile", "attività", "dipende da", "dipendenze", "risultati", "inizio"],
        criteria: "Criteri di accettazione",
        depends: "Dipende da",
        statuses: ["da fare", "in corso", "bloccato", "completato", "annullato"],
    },
    Language {
        words: &["het", "een", "van", "voor", "en", "niet", "naar", "zijn"],
        labels: &["doel", "verantwoordelijke", "taken", "afhankelijk van", "afhankelijkheden", "eigenaar"],
        criteria: "Acceptatiecriteria",
        depends: "Afhankelijk van",
        statuses: ["gepland", "bezig", "geblokkeerd", "klaar", "geannuleerd"],
    },
    Language {
        words: &["oraz", "dla", "jest", "się", "przez", "do", "nie", "z"],
        labels: &["cel", "odpowiedzialny", "zadania", "zależy od", "zależności", "wymaga", "właściciel"],
        criteria: "Kryteria akceptacji",
        depends: "Zależy od",
        statuses: ["planowane", "w toku", "zablokowane", "gotowe", "anulowane"],
    },
    Language {
        words: &["и", "на", "для", "из", "по", "не", "с", "все"],
        labels: &["цель", "ответственный", "задачи", "зависит от", "зависимости", "результаты", "срок"],
        criteria: "Критерии приёмки",
        depends: "Зависит от",
        statuses: ["запланировано", "в работе", "заблокировано", "готово", "отменено"],
    },
    Language {
        words: &["och", "för", "att", "är", "med", "till", "av", "som"],
        labels: &["mål", "ansvarig", "uppgifter", "beroende av", "beroenden", "ägare"],
        criteria: "Acceptanskriterier",
        depends: "Beror på",
        statuses: ["planerad", "pågår", "blockerad", "klar", "avbruten"],
    },
    Language {
        words: &["ve", "için", "ile", "bir", "bu", "olan", "tüm"],
        labels: &["hedef", "sorumlu", "görevler", "bağımlılıklar", "amaç", "ön koşullar"],
        criteria: "Kabul kriterleri",
        depends: "Bağımlılıklar",
        statuses: ["planlandı", "devam ediyor", "engellendi", "tamamlandı", "iptal edildi"],
    },
    Language {
        words: &["và", "của", "cho", "các", "với", "được", "không"],
        labels: &["mục tiêu", "người phụ trách", "nhiệm vụ", "phụ thuộc", "công việc"],
        criteria: "Tiêu chí chấp nhận",
        depends: "Phụ thuộc vào",
        statuses: ["chưa bắt đầu", "đang làm", "bị chặn", "hoàn thành", "đã hủy"],
    },
];

/// How `text` would head acceptance criteria.
pub fn criteria_label(text: &str) -> &'static str {
    language(text).criteria
}

/// How `text` would introduce what something depends on.
pub fn depends_label(text: &str) -> &'static str {
    language(text).depends
}

/// How the language of `word`, a status, would say the same of work: that of `text`, unless it is English, or else one of
/// which `word` is among these. None where that tells no language.
pub fn status_words_like(word: &str, text: &str) -> Option<[&'static str; 5]> {
    let holds = |it: &&Language| it.statuses.iter().any(|it| it.to_lowercase() == word.to_lowercase());
    let own = language(text);
    let others = [&KOREAN, &JAPANESE, &CHINESE].into_iter().chain(LANGUAGES);
    let is_english = own.criteria == ENGLISH.criteria;
    let found = if is_english { others.into_iter().find(holds) } else { Some(own) };
    found.map(|it| it.statuses)
}

/// How `text` would say that work is planned, under way, blocked, done and given up.
pub fn status_words(text: &str) -> [&'static str; 5] {
    language(text).statuses
}

fn language(text: &str) -> &'static Language {
    let end = (0..=SAMPLE.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let text = end.and_then(|end| text.get(..end)).unwrap_or(text);
    let mut hangul = 0;
    let mut kana = 0;
    let mut han = 0;
    for c in text.chars() {
        match c {
            '\u{AC00}'..='\u{D7AF}' => hangul += 1,
            '\u{3041}'..='\u{30FA}' => kana += 1,
            '\u{4E00}'..='\u{9FFF}' => han += 1,
            _ => {}
        }
    }
    if (hangul + kana + han) * 8 > text.chars().filter(|c| c.is_alphabetic()).count() {
        return match () {
            () if hangul >= kana && hangul >= han => &KOREAN,
            () if kana * 4 >= han => &JAPANESE,
            () => &CHINESE,
        };
    }
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphabetic()).filter(|it| !it.is_empty()).map(str::to_lowercase).collect();
    let mut phrases: HashMap<String, usize> = HashMap::new();
    for count in 1..=LONGEST {
        for phrase in words.windows(count) {
            *phrases.entry(phrase.join(" ")).or_default() += 1;
        }
    }
    let count = |phrase: &str| {
        let words = phrase.split(|c: char| !c.is_alphabetic()).filter(|it| !it.is_empty());
        phrases.get(&words.collect::<Vec<_>>().join(" ")).copied().unwrap_or(0)
    };
    let said = |it: &Language| -> usize { it.labels.iter().chain(&it.statuses).map(|it| count(it)).sum() };
    let mut best = (ENGLISH.words.iter().map(|it| count(it)).sum::<usize>() + said(&ENGLISH), &ENGLISH);
    for language in LANGUAGES {
        let counts: Vec<usize> = language.words.iter().map(|it| count(it)).filter(|it| *it > 0).collect();
        // One little word alone may be common elsewhere too: `Do it`, again and again, is no Portuguese.
        let words: usize = if counts.len() > 1 { counts.iter().sum() } else { 0 };
        let votes = words + said(language);
        if votes > best.0 {
            best = (votes, language);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use crate::lint::language::{CHINESE, ENGLISH, JAPANESE, KOREAN, LANGUAGES, criteria_label, status_words};
    use crate::notation::status::{Status, status_value};
    use crate::notation::vocabulary::{Field, Vocabulary};

    #[test]
    fn the_label_speaks_the_document_s_language() {
        assert_eq!(criteria_label("Fix the parser and ship it with all tests"), "Acceptance criteria");
        assert_eq!(criteria_label("Den Import bauen und die Suche für alle"), "Akzeptanzkriterien");
        assert_eq!(criteria_label("Construir el importador y los datos con pruebas"), "Criterios de aceptación");
        assert_eq!(criteria_label("导入 2019 年的存档"), "验收标准");
        assert_eq!(criteria_label("2019年のアーカイブを読み込む"), "受け入れ基準");
        assert_eq!(criteria_label("Sprint 1"), "Acceptance criteria");
    }

    #[test]
    fn labels_and_statuses_speak_a_language_too() {
        assert_eq!(status_words("**Verantwortlich:** Jo")[0], "geplant");
        assert_eq!(status_words("**Status:** erledigt")[0], "geplant");
        assert_eq!(status_words("**Statut:** en cours")[0], "à faire");
        assert_eq!(status_words("**Dependências:** Sprint 1")[0], "a fazer");
        assert_eq!(status_words("**Owner:** Jo\n**Goal:** Do it\n**Status:** done")[0], "planned");
    }

    #[test]
    fn the_label_of_dependencies_is_read_as_one() {
        let vocabulary = Vocabulary::builtin();
        for language in [&ENGLISH, &KOREAN, &JAPANESE, &CHINESE].into_iter().chain(LANGUAGES) {
            assert_eq!(vocabulary.field(language.depends), Some(Field::Dependencies), "{}", language.depends);
        }
    }

    #[test]
    fn the_words_of_a_status_say_it() {
        let vocabulary = Vocabulary::builtin();
        let said = [Status::Todo, Status::Active, Status::Blocked, Status::Done, Status::Cancelled];
        for language in [&ENGLISH, &KOREAN, &JAPANESE, &CHINESE].into_iter().chain(LANGUAGES) {
            for (status, word) in said.iter().zip(language.statuses) {
                assert_eq!(status_value(word, &vocabulary), Some(*status), "{word}");
            }
        }
    }
}
