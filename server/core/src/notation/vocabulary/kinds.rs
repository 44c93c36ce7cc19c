//! The kinds of units, and the words for them in every language.

use crate::notation::vocabulary::Kind;

/// One kind: its canonical English name, its words in the singular, in the plural, and those that stand only behind a number.
pub(crate) struct KindRow {
    pub(crate) kind: Kind,
    pub(crate) name: &'static str,
    pub(crate) one: &'static [&'static str],
    pub(crate) many: &'static [&'static str],
    pub(crate) after: &'static [&'static str],
}

impl Kind {
    /// Sprint.
    pub const SPRINT: Kind = Kind(0);
    /// Phase.
    pub const PHASE: Kind = Kind(1);
    /// Week.
    pub const WEEK: Kind = Kind(2);
    /// Day.
    pub const DAY: Kind = Kind(3);
    /// Month.
    pub const MONTH: Kind = Kind(4);
    /// Quarter.
    pub const QUARTER: Kind = Kind(5);
    /// Year.
    pub const YEAR: Kind = Kind(6);
    /// Hour.
    pub const HOUR: Kind = Kind(7);
    /// Milestone.
    pub const MILESTONE: Kind = Kind(8);
    /// Iteration.
    pub const ITERATION: Kind = Kind(9);
    /// Wave.
    pub const WAVE: Kind = Kind(10);
    /// Epic.
    pub const EPIC: Kind = Kind(11);
    /// Stage.
    pub const STAGE: Kind = Kind(12);
    /// Step.
    pub const STEP: Kind = Kind(13);
    /// Story.
    pub const STORY: Kind = Kind(14);
    /// Task.
    pub const TASK: Kind = Kind(15);
    /// Subtask.
    pub const SUBTASK: Kind = Kind(16);
    /// Task group.
    pub const TASK_GROUP: Kind = Kind(17);
    /// Work package.
    pub const WORK_PACKAGE: Kind = Kind(18);
    /// Track.
    pub const TRACK: Kind = Kind(19);
    /// Workstream.
    pub const WORKSTREAM: Kind = Kind(20);
    /// Cycle.
    pub const CYCLE: Kind = Kind(21);
    /// Release.
    pub const RELEASE: Kind = Kind(22);
    /// Version.
    pub const VERSION: Kind = Kind(23);
    /// Requirement.
    pub const REQUIREMENT: Kind = Kind(24);
    /// Feature.
    pub const FEATURE: Kind = Kind(25);
    /// Tier.
    pub const TIER: Kind = Kind(26);
    /// Slice.
    pub const SLICE: Kind = Kind(27);
    /// Objective.
    pub const OBJECTIVE: Kind = Kind(28);
    /// Goal.
    pub const GOAL: Kind = Kind(29);
    /// Level.
    pub const LEVEL: Kind = Kind(30);
    /// Layer.
    pub const LAYER: Kind = Kind(31);
    /// Module.
    pub const MODULE: Kind = Kind(32);
    /// Part.
    pub const PART: Kind = Kind(33);
    /// Block.
    pub const BLOCK: Kind = Kind(34);
    /// Group.
    pub const GROUP: Kind = Kind(35);
    /// Plan.
    pub const PLAN: Kind = Kind(36);
    /// Ticket.
    pub const TICKET: Kind = Kind(37);
    /// Issue.
    pub const ISSUE: Kind = Kind(38);
    /// Increment.
    pub const INCREMENT: Kind = Kind(39);
    /// Round.
    pub const ROUND: Kind = Kind(40);
    /// Gate.
    pub const GATE: Kind = Kind(41);
    /// Season.
    pub const SEASON: Kind = Kind(42);
    /// Session.
    pub const SESSION: Kind = Kind(43);
    /// Batch.
    pub const BATCH: Kind = Kind(44);
    /// Theme.
    pub const THEME: Kind = Kind(45);
    /// Initiative.
    pub const INITIATIVE: Kind = Kind(46);
    /// Use case.
    pub const USE_CASE: Kind = Kind(47);
    /// Deliverable.
    pub const DELIVERABLE: Kind = Kind(48);
    /// Action.
    pub const ACTION: Kind = Kind(49);
    /// Project.
    pub const PROJECT: Kind = Kind(50);
    /// Fortnight.
    pub const FORTNIGHT: Kind = Kind(51);
    /// Semester.
    pub const SEMESTER: Kind = Kind(52);
}

/// Every built-in kind, in the order of its number. Declined forms stand where a plan uses them: before or behind a number.
#[rustfmt::skip]
pub(crate) static KINDS: &[KindRow] = &[
    KindRow {
        kind: Kind::SPRINT,
        name: "sprint",
        one: &[
            "sprint", "спринт", "冲刺", "衝刺", "スプリント", "스프린트", "sprinta", "sprintu", "спринта", "спринте", "спринту",
            "спринтом", "短冲", "sprint'i",
        ],
        many: &[
            "sprints", "sprinty", "sprintów", "sprintach", "sprintar", "спринты", "спринтов", "спринтам", "спринтах",
            "sprinten", "sprintler",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::PHASE,
        name: "phase",
        one: &[
            "phase", "fase", "fáze", "faza", "фаза", "фазы", "фазе", "фазу", "фазой", "阶段", "階段", "段階", "フェーズ", "フェイズ",
            "단계", "페이즈", "giai đoạn", "aşama", "fas", "vaihe",
        ],
        many: &[
            "phases", "phasen", "fases", "fasi", "fasen", "fazy", "faz", "фаз", "фазам", "фазах", "aşamalar", "faser",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::WEEK,
        name: "week",
        one: &[
            "week", "wk", "woche", "kw", "kalenderwoche", "semaine", "semana", "settimana", "tydzień", "tygodnia",
            "tygodniu", "неделя", "недели", "неделе", "неделю", "неделей", "vecka", "hafta", "tuần", "uge", "uke",
            "viikko", "週目", "周目",
        ],
        many: &[
            "weeks", "wks", "wochen", "kalenderwochen", "semaines", "semanas", "settimane", "weken", "tygodnie",
            "tygodni", "tygodniach", "недель", "неделям", "неделях", "veckor", "haftalar",
        ],
        after: &["周", "週", "주차", "주", "星期", "週目", "周目", "주째"],
    },
    KindRow {
        kind: Kind::DAY,
        name: "day",
        one: &[
            "day", "tag", "jour", "journée", "día", "dia", "giorno", "giornata", "dag", "dzień", "dnia", "день",
            "дня", "дне", "gün", "ngày", "天",
        ],
        many: &[
            "days", "tage", "tagen", "jours", "journées", "días", "dias", "giorni", "dagen", "dagar", "dni", "дни",
            "дней", "днях", "günler",
        ],
        after: &["日", "天", "日目", "일차", "일", "일째"],
    },
    KindRow {
        kind: Kind::MONTH,
        name: "month",
        one: &[
            "month", "monat", "mois", "mes", "mês", "mese", "maand", "miesiąc", "miesiąca", "месяц", "месяца",
            "месяце", "månad", "ay", "tháng",
        ],
        many: &[
            "months", "monate", "monaten", "meses", "mesi", "maanden", "miesiące", "miesięcy", "месяцы", "месяцев",
            "месяцах", "månader", "aylar",
        ],
        after: &["个月", "個月", "ヶ月", "か月", "カ月", "ヶ月目", "か月目", "개월", "개월차", "月"],
    },
    KindRow {
        kind: Kind::QUARTER,
        name: "quarter",
        one: &[
            "quarter", "quartal", "trimestre", "kwartaal", "kwartał", "kwartału", "квартал", "квартала", "квартале",
            "kvartal", "çeyrek", "quý", "季度", "四半期", "분기",
        ],
        many: &[
            "quarters", "quartale", "trimestres", "trimestri", "kwartalen", "kwartały", "кварталы", "кварталов",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::YEAR,
        name: "year",
        one: &["year", "jahr", "année", "año", "ano", "anno", "jaar", "rok", "год", "yıl", "năm"],
        many: &["years", "jahre", "années", "años", "anos", "anni", "jaren", "lata", "годы"],
        after: &["年目", "年次", "년차"],
    },
    KindRow {
        kind: Kind::HOUR,
        name: "hour",
        one: &["hour", "stunde", "heure", "hora", "ora", "uur", "godzina", "час", "saat", "giờ"],
        many: &["hours", "stunden", "heures", "horas", "ore", "uren", "godziny", "часы", "часов"],
        after: &["时", "時"],
    },
    KindRow {
        kind: Kind::MILESTONE,
        name: "milestone",
        one: &[
            "milestone", "meilenstein", "jalon", "hito", "marco", "traguardo", "pietra miliare", "mijlpaal",
            "kamień milowy", "веха", "вехи", "вехе", "веху", "里程碑", "マイルストーン", "마일스톤", "milstolpe", "kilometre taşı",
            "cột mốc", "mốc",
        ],
        many: &[
            "milestones", "meilensteine", "jalons", "hitos", "marcos", "traguardi", "mijlpalen", "kamienie milowe",
            "вех", "вехам", "milstolpar",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::ITERATION,
        name: "iteration",
        one: &[
            "iteration", "itération", "iteración", "iteração", "iterazione", "iteratie", "iteracja", "iteracji",
            "iterację", "итерация", "итерации", "итерацию", "迭代", "イテレーション", "이터레이션", "반복", "iterasyon",
        ],
        many: &[
            "iterations", "iterationen", "itérations", "iteraciones", "iterações", "iterazioni", "iteraties",
            "iteracje", "итераций", "итерациям", "iterationer",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::WAVE,
        name: "wave",
        one: &[
            "wave", "welle", "vague", "ola", "oleada", "onda", "ondata", "golf", "fala", "волна", "волны", "волне",
            "волну", "波次", "批次", "ウェーブ", "웨이브", "våg", "dalga",
        ],
        many: &[
            "waves", "wellen", "vagues", "olas", "oleadas", "ondas", "ondate", "golven", "fale", "волн", "волнам",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::EPIC,
        name: "epic",
        one: &[
            "epic", "epik", "épica", "épico", "épique", "epica", "epos", "эпик", "эпика", "эпике", "史诗", "史詩", "エピック",
            "에픽",
        ],
        many: &["epics", "epiken", "épicas", "épicos", "épiques", "epiche", "epiki", "эпики", "эпиков", "epikler"],
        after: &[],
    },
    KindRow {
        kind: Kind::STAGE,
        name: "stage",
        one: &[
            "stage", "étape", "etapa", "etap", "etapu", "etapie", "stadium", "stufe", "etappe", "tappa", "stadio",
            "этап", "этапа", "этапе", "этапу", "этапом", "стадия", "стадии", "ステージ", "스테이지", "etapp", "giai tầng",
        ],
        many: &[
            "stages", "étapes", "etapas", "etapy", "etapów", "stadia", "stufen", "etappen", "tappe", "этапы",
            "этапов", "этапам", "этапах", "стадий", "etapper",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::STEP,
        name: "step",
        one: &[
            "step", "schritt", "paso", "passo", "stap", "krok", "kroku", "шаг", "шага", "шаге", "шагу", "步骤", "步驟",
            "ステップ", "스텝", "steg", "adım", "bước", "手順",
        ],
        many: &[
            "steps", "schritte", "schritten", "pasos", "passos", "passi", "stappen", "kroki", "kroków", "шаги",
            "шагов", "шагам", "шагах", "adımlar",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::STORY,
        name: "story",
        one: &[
            "story", "user story", "userstory", "nutzergeschichte", "anwendergeschichte", "histoire",
            "histoire utilisateur", "récit utilisateur", "récit", "historia", "historia de usuario", "história",
            "história de usuário", "história de utilizador", "storia", "storia utente", "gebruikersverhaal",
            "historyjka", "historia użytkownika", "история", "пользовательская история", "юзер стори", "用户故事",
            "使用者故事", "故事", "ユーザーストーリー", "ストーリー", "사용자 스토리", "유저 스토리", "스토리", "användarberättelse",
            "kullanıcı hikayesi",
        ],
        many: &[
            "stories", "user stories", "userstories", "nutzergeschichten", "histoires", "histoires utilisateur",
            "récits utilisateur", "récits", "historias", "historias de usuario", "histórias", "histórias de usuário",
            "storie", "storie utente", "gebruikersverhalen", "historyjki", "истории", "пользовательские истории",
            "storys", "user storys",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::TASK,
        name: "task",
        one: &[
            "task", "aufgabe", "tâche", "tarea", "tarefa", "compito", "attività", "taak", "zadanie", "zadania",
            "задача", "задачи", "задаче", "задачу", "задание", "задания", "任务", "任務", "タスク", "작업", "태스크", "과제",
            "uppgift", "görev", "nhiệm vụ", "công việc",
        ],
        many: &[
            "tasks", "aufgaben", "tâches", "tareas", "tarefas", "compiti", "taken", "zadań", "задач", "задачам",
            "заданий", "uppgifter", "görevler",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::SUBTASK,
        name: "subtask",
        one: &[
            "subtask", "sub task", "unteraufgabe", "teilaufgabe", "sous tâche", "subtarea", "subtarefa",
            "sottoattività", "subtaak", "deeltaak", "podzadanie", "подзадача", "подзадачи", "子任务", "子任務", "サブタスク",
            "하위 작업", "deluppgift", "alt görev",
        ],
        many: &[
            "subtasks", "sub tasks", "unteraufgaben", "teilaufgaben", "sous tâches", "subtareas", "subtarefas",
            "subtaken", "podzadania", "подзадач",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::TASK_GROUP,
        name: "task group",
        one: &[
            "task group", "aufgabengruppe", "groupe de tâches", "grupo de tareas", "grupo de tarefas",
            "gruppo di attività", "taakgroep", "grupa zadań", "группа задач", "группы задач", "任务组", "任務組", "タスクグループ",
            "작업 그룹",
        ],
        many: &[
            "task groups", "aufgabengruppen", "groupes de tâches", "grupos de tareas", "grupos de tarefas",
            "taakgroepen", "grupy zadań",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::WORK_PACKAGE,
        name: "work package",
        one: &[
            "work package", "workpackage", "arbeitspaket", "paquet de travail", "lot de travaux", "lot",
            "paquete de trabajo", "pacote de trabalho", "pacchetto di lavoro", "werkpakket", "pakiet pracy",
            "pakiet prac", "рабочий пакет", "пакет работ", "工作包", "ワークパッケージ", "워크 패키지", "arbetspaket", "iş paketi",
            "gói công việc",
        ],
        many: &[
            "work packages", "workpackages", "arbeitspakete", "arbeitspaketen", "paquets de travail", "lots",
            "paquetes de trabajo", "pacotes de trabalho", "pacchetti di lavoro", "werkpakketten", "pakiety pracy",
            "пакеты работ",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::TRACK,
        name: "track",
        one: &["track", "piste", "pista", "spur", "трек", "трека", "треке", "轨道", "トラック", "트랙"],
        many: &["tracks", "pistes", "pistas", "spuren", "треки", "треков"],
        after: &[],
    },
    KindRow {
        kind: Kind::WORKSTREAM,
        name: "workstream",
        one: &[
            "workstream", "work stream", "stream", "arbeitsstrom", "flux de travail", "línea de trabajo",
            "frente de trabajo", "frente", "frente de trabalho", "linha de trabalho", "flusso di lavoro",
            "werkstroom", "strumień", "поток", "потока", "потоке", "工作流", "ワークストリーム", "워크스트림",
        ],
        many: &[
            "workstreams", "work streams", "streams", "arbeitsströme", "líneas de trabajo", "frentes",
            "frentes de trabajo", "frentes de trabalho", "werkstromen", "strumienie", "потоки", "потоков",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::CYCLE,
        name: "cycle",
        one: &[
            "cycle", "zyklus", "ciclo", "cyclus", "cykl", "cyklu", "цикл", "цикла", "цикле", "周期", "循环", "サイクル",
            "사이클", "cykel", "döngü", "chu kỳ",
        ],
        many: &["cycles", "zyklen", "ciclos", "cicli", "cycli", "cykle", "циклы", "циклов"],
        after: &[],
    },
    KindRow {
        kind: Kind::RELEASE,
        name: "release",
        one: &[
            "release", "freigabe", "livraison", "lanzamiento", "entrega", "lançamento", "rilascio", "uitgave",
            "wydanie", "релиз", "релиза", "релизе", "发布", "發布", "リリース", "릴리스", "릴리즈", "sürüm",
        ],
        many: &[
            "releases", "livraisons", "lanzamientos", "entregas", "lançamentos", "rilasci", "wydania", "релизы",
            "релизов",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::VERSION,
        name: "version",
        one: &[
            "version", "versión", "versão", "versione", "versie", "wersja", "wersji", "версия", "версии", "версию",
            "版本", "バージョン", "버전", "phiên bản",
        ],
        many: &["versions", "versionen", "versiones", "versões", "versioni", "versies", "wersje", "версий"],
        after: &[],
    },
    KindRow {
        kind: Kind::REQUIREMENT,
        name: "requirement",
        one: &[
            "requirement", "anforderung", "exigence", "requisito", "requerimiento", "vereiste", "eis", "wymaganie",
            "требование", "требования", "требованию", "需求", "要件", "要求", "요구사항", "요구 사항", "krav", "gereksinim",
            "yêu cầu",
        ],
        many: &[
            "requirements", "anforderungen", "exigences", "requisitos", "requerimientos", "requisiti", "vereisten",
            "eisen", "wymagania", "требований", "gereksinimler",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::FEATURE,
        name: "feature",
        one: &[
            "feature", "funktion", "fonctionnalité", "funcionalidad", "funcionalidade", "característica",
            "funzionalità", "functie", "funkcja", "фича", "фичи", "функция", "功能", "特性", "機能", "フィーチャー", "기능", "피처",
            "özellik", "tính năng",
        ],
        many: &[
            "features", "funktionen", "fonctionnalités", "funcionalidades", "características", "functies", "funkcje",
            "фич", "функции", "özellikler",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::TIER,
        name: "tier",
        one: &["tier", "ティア", "티어"],
        many: &["tiers"],
        after: &[],
    },
    KindRow {
        kind: Kind::SLICE,
        name: "slice",
        one: &["slice", "scheibe", "tranche", "rebanada", "fatia", "fetta", "срез", "切片", "スライス", "슬라이스"],
        many: &["slices", "scheiben", "tranches", "rebanadas", "fatias", "срезы"],
        after: &[],
    },
    KindRow {
        kind: Kind::OBJECTIVE,
        name: "objective",
        one: &[
            "objective", "objectif", "objetivo", "obiettivo", "doelstelling", "zielsetzung", "cel", "цель", "目标",
            "目標", "목표", "mål", "hedef", "mục tiêu",
        ],
        many: &["objectives", "objectifs", "objetivos", "obiettivi", "doelstellingen", "cele", "цели", "hedefler"],
        after: &[],
    },
    KindRow {
        kind: Kind::GOAL,
        name: "goal",
        one: &["goal", "ziel", "meta", "doel", "ゴール"],
        many: &["goals", "ziele", "metas", "doelen"],
        after: &[],
    },
    KindRow {
        kind: Kind::LEVEL,
        name: "level",
        one: &[
            "level", "niveau", "ebene", "nivel", "nível", "livello", "poziom", "уровень", "уровня", "レベル", "级别", "레벨",
            "nivå", "seviye",
        ],
        many: &[
            "levels", "niveaux", "niveaus", "ebenen", "niveles", "níveis", "livelli", "poziomy", "уровни", "уровней",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::LAYER,
        name: "layer",
        one: &[
            "layer", "schicht", "couche", "capa", "camada", "strato", "laag", "warstwa", "слой", "слоя", "レイヤー",
            "레이어",
        ],
        many: &[
            "layers", "schichten", "couches", "capas", "camadas", "strati", "lagen", "warstwy", "слои", "слоев",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::MODULE,
        name: "module",
        one: &[
            "module", "modul", "módulo", "modulo", "moduł", "модуль", "модуля", "модуле", "模块", "模組", "モジュール", "모듈",
            "modül",
        ],
        many: &["modules", "módulos", "moduli", "moduły", "модули", "модулей", "modulen"],
        after: &[],
    },
    KindRow {
        kind: Kind::PART,
        name: "part",
        one: &[
            "part", "teil", "partie", "parte", "deel", "część", "часть", "части", "部分", "パート", "파트", "bölüm", "phần",
        ],
        many: &["parts", "teile", "parties", "partes", "parti", "delen", "części", "частей"],
        after: &[],
    },
    KindRow {
        kind: Kind::BLOCK,
        name: "block",
        one: &["block", "bloc", "bloque", "bloco", "blocco", "blok", "блок", "блока", "блоке", "ブロック", "블록"],
        many: &["blocks", "blöcke", "blocs", "bloques", "blocos", "blocchi", "blokken", "bloki", "блоки", "блоков"],
        after: &[],
    },
    KindRow {
        kind: Kind::GROUP,
        name: "group",
        one: &[
            "group", "gruppe", "groupe", "grupo", "gruppo", "groep", "grupa", "группа", "группы", "группе", "グループ",
            "그룹",
        ],
        many: &["groups", "gruppen", "groupes", "grupos", "gruppi", "groepen", "grupy", "групп"],
        after: &[],
    },
    KindRow {
        kind: Kind::PLAN,
        name: "plan",
        one: &["plan", "piano", "план", "计划", "計画", "계획"],
        many: &["plans", "pläne", "planes", "planos", "piani", "планы"],
        after: &[],
    },
    KindRow {
        kind: Kind::TICKET,
        name: "ticket",
        one: &["ticket", "тикет", "チケット", "티켓"],
        many: &["tickets", "тикеты"],
        after: &[],
    },
    KindRow {
        kind: Kind::ISSUE,
        name: "issue",
        one: &["issue", "イシュー", "이슈", "议题"],
        many: &["issues"],
        after: &[],
    },
    KindRow {
        kind: Kind::INCREMENT,
        name: "increment",
        one: &[
            "increment", "inkrement", "incrément", "incremento", "przyrost", "инкремент", "инкремента", "增量",
            "インクリメント", "인크리먼트", "증분",
        ],
        many: &["increments", "inkremente", "incréments", "incrementos", "incrementi", "przyrosty", "инкременты"],
        after: &[],
    },
    KindRow {
        kind: Kind::ROUND,
        name: "round",
        one: &[
            "round", "runde", "ronda", "rodada", "ronde", "runda", "раунд", "раунда", "раунде", "ラウンド", "라운드", "tur",
            "vòng",
        ],
        many: &["rounds", "runden", "rondas", "rodadas", "rondes", "rundy", "раунды"],
        after: &["轮", "輪"],
    },
    KindRow {
        kind: Kind::GATE,
        name: "gate",
        one: &["gate", "quality gate", "гейт", "ゲート", "게이트"],
        many: &["gates", "quality gates"],
        after: &[],
    },
    KindRow {
        kind: Kind::SEASON,
        name: "season",
        one: &["season", "saison", "temporada", "stagione", "seizoen", "sezon", "сезон", "シーズン", "시즌"],
        many: &["seasons", "saisons", "temporadas", "stagioni", "сезоны"],
        after: &[],
    },
    KindRow {
        kind: Kind::SESSION,
        name: "session",
        one: &[
            "session", "sitzung", "séance", "sesión", "sessão", "sessione", "sessie", "sesja", "сессия", "сессии",
            "セッション", "세션",
        ],
        many: &[
            "sessions", "sitzungen", "séances", "sesiones", "sessões", "sessioni", "sessies", "sesje", "сессий",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::BATCH,
        name: "batch",
        one: &["batch", "lote", "partia", "партия", "バッチ", "배치"],
        many: &["batches", "lotes"],
        after: &[],
    },
    KindRow {
        kind: Kind::THEME,
        name: "theme",
        one: &["theme", "thema", "thème", "tema", "motyw", "тема", "主题", "テーマ", "테마"],
        many: &["themes", "themen", "thèmes", "temas", "temi", "темы"],
        after: &[],
    },
    KindRow {
        kind: Kind::INITIATIVE,
        name: "initiative",
        one: &[
            "initiative", "iniciativa", "iniziativa", "initiatief", "inicjatywa", "инициатива", "イニシアチブ", "이니셔티브",
        ],
        many: &[
            "initiatives", "initiativen", "iniciativas", "iniziative", "initiatieven", "inicjatywy", "инициативы",
        ],
        after: &[],
    },
    KindRow {
        kind: Kind::USE_CASE,
        name: "use case",
        one: &[
            "use case", "anwendungsfall", "cas d'utilisation", "caso de uso", "caso d'uso", "przypadek użycia",
            "сценарий", "用例", "ユースケース", "유스케이스",
        ],
        many: &["use cases", "anwendungsfälle", "cas d'usage", "casos de uso", "casi d'uso", "сценарии"],
        after: &[],
    },
    KindRow {
        kind: Kind::DELIVERABLE,
        name: "deliverable",
        one: &["deliverable", "livrable", "entregable", "entregável", "交付物", "成果物", "산출물", "liefergegenstand"],
        many: &["deliverables", "livrables", "entregables", "entregáveis", "liefergegenstände"],
        after: &[],
    },
    KindRow {
        kind: Kind::ACTION,
        name: "action",
        one: &["action", "maßnahme", "acción", "ação", "azione", "actie", "działanie", "действие", "アクション"],
        many: &["actions", "maßnahmen", "acciones", "ações", "azioni", "acties", "działania", "действия"],
        after: &[],
    },
    KindRow {
        kind: Kind::PROJECT,
        name: "project",
        one: &[
            "project", "projekt", "projet", "proyecto", "projeto", "progetto", "проект", "项目", "プロジェクト", "프로젝트",
        ],
        many: &["projects", "projekte", "projets", "proyectos", "projetos", "progetti", "проекты"],
        after: &[],
    },
    KindRow {
        kind: Kind::FORTNIGHT,
        name: "fortnight",
        one: &["fortnight", "quinzaine", "quincena", "quinzena"],
        many: &["fortnights", "quinzaines", "quincenas", "quinzenas"],
        after: &[],
    },
    KindRow {
        kind: Kind::SEMESTER,
        name: "semester",
        one: &["semester", "semestre", "semestr", "семестр", "学期"],
        many: &["semesters", "semestres", "semestri"],
        after: &[],
    },
];
