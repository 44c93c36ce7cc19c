//! The words of plans in every language.

use milepost_core::notation::status::Status;
use milepost_core::notation::time::TimeUnit;
use milepost_core::notation::vocabulary::{Additions, Field, Kind, Vocabulary};

#[test]
fn the_same_idea_in_another_language_is_the_same_kind() {
    let vocabulary = Vocabulary::builtin();
    for (kind, words) in [
        (Kind::SPRINT, "Sprint SPRINTS sprints Спринт спринта 冲刺 スプリント 스프린트"),
        (Kind::PHASE, "Phase Phasen phases Fase fases Fasi Faza Фаза фазы 阶段 階段 フェーズ 단계"),
        (
            Kind::WEEK,
            "Week weeks Wk Woche Wochen KW Semaine Semana semanas Settimana weken Tydzień Неделя недели 周 週 주차 Vecka Hafta Tuần",
        ),
        (Kind::DAY, "Day Tag Tage Jour Día dias Giorno Dag Dzień День дни 天 日目 일차"),
        (Kind::STAGE, "Stage Étape etape Etapa Etap Этап этапы Stufe"),
        (Kind::STEP, "Step Schritt Paso Passo Stap Krok Шаг 步骤 ステップ"),
        (
            Kind::MILESTONE,
            "Milestone Meilenstein Jalon Hito Marco Traguardo Mijlpaal Веха 里程碑 マイルストーン 마일스톤",
        ),
        (Kind::STORY, "Story Stories 用户故事 ユーザーストーリー"),
        (Kind::TASK, "Task tasks Aufgabe Tâche Tarea Tarefa Taak Zadanie Задача 任务 タスク 작업"),
        (Kind::ITERATION, "Iteration Itération Iteración Итерация 迭代"),
        (Kind::EPIC, "Epic Épica Эпик 史诗 エピック 에픽"),
    ] {
        for word in words.split(' ') {
            assert_eq!(vocabulary.kind(word), Some(kind), "{word}");
        }
    }
    assert_eq!(vocabulary.kind("User Stories"), Some(Kind::STORY));
    assert_eq!(vocabulary.kind("work-package"), Some(Kind::WORK_PACKAGE));
    assert_eq!(vocabulary.kind("Task Group"), Some(Kind::TASK_GROUP));
    assert_eq!(vocabulary.kind("Banana"), None);
    assert_eq!(vocabulary.kind_name(Kind::TASK_GROUP), "task group");
    assert_eq!(Kind::WEEK.time_unit(), Some(TimeUnit::Week));
    assert_eq!(Kind::PHASE.time_unit(), None);
}

#[test]
fn a_kind_is_found_in_text_within_word_boundaries() {
    let vocabulary = Vocabulary::builtin();
    let at = |text: &str, at: usize| vocabulary.kind_at(text, at).map(|hit| (hit.kind, hit.len, hit.plural, hit.glued));
    assert_eq!(at("Sprint 2", 0), Some((Kind::SPRINT, 6, false, false)));
    assert_eq!(at("Sprint2", 0), Some((Kind::SPRINT, 6, false, false)));
    assert_eq!(at("the Weeks 1-2", 4), Some((Kind::WEEK, 5, true, false)));
    assert_eq!(at("Task Group 2", 0), Some((Kind::TASK_GROUP, 10, false, false)));
    assert_eq!(at("User Story 2", 0), Some((Kind::STORY, 10, false, false)));
    assert_eq!(at("Sprinter 2", 0), None);
    assert_eq!(at("xSprint 2", 1), None);
    assert_eq!(at("Sprint's goal", 0), None);
    assert_eq!(at("第1周", 4), Some((Kind::WEEK, 3, false, true)));
    assert_eq!(at("阶段一", 0), Some((Kind::PHASE, 6, false, false)));
    assert_eq!(at("Фаза 1", 0), Some((Kind::PHASE, 8, false, false)));
    assert_eq!(at("第", 1), None);
    assert_eq!(at("", 0), None);
    assert_eq!(at("Sprint", 99), None);
}

#[test]
fn labels_announce_fields() {
    let vocabulary = Vocabulary::builtin();
    for (field, labels) in [
        (
            Field::Acceptance,
            "Acceptance|Acceptance Criteria|EXIT CRITERIA|Success Criteria (what must be TRUE)|Definition of Done|DoD|AC|Done when|\
             Completion Criteria|Exit Condition|Exit conditions|Validation criteria|Verification|Verify|Test Strategy|Gate|Quality Gate|\
             Quality Gates|Checkpoint|Independent Test|Acceptance Scenarios|Automated Verification|Acceptance Criteria (ACs)|\
             Akzeptanzkriterien|Abnahmekriterien|Critères d'acceptation|Critères d’acceptation|Critères de validation|\
             Criterios de aceptación|criterios de aceptacion|Definición de hecho|Critérios de aceitação|Definição de pronto|\
             Criteri di accettazione|Acceptatiecriteria|Kryteria akceptacji|Критерии приёмки|Критерии приемки|验收标准|驗收標準|受け入れ基準|\
             完了条件|완료 기준|인수 조건",
        ),
        (
            Field::Dependencies,
            "Depends on|depends_on|Dependencies|dependency|Prerequisites|Requires|Blocked by|After|Needs|Predecessor|Abhängigkeiten|\
             Voraussetzungen|Dépendances|Prérequis|Dependencias|Requisitos previos|Dependências|Pré-requisitos|Dipendenze|Afhankelijkheden|\
             Zależności|Зависимости|Зависит от|依赖|前置条件|依賴|依存|前提条件|의존성|선행 조건",
        ),
        (Field::Blocks, "Blocks|Unblocks|Required by|Blockiert|Blocking"),
        (
            Field::Schedule,
            "Timeline|Schedule|Dates|Weeks|Timeframe|Zeitraum|Période|Fechas|Prazo|Сроки|时间|期間|기간|Harmonogram",
        ),
        (
            Field::Duration,
            "Duration|Dauer|Durée|Duración|Duração|Durata|Duur|Czas trwania|Длительность|工期|所要時間|소요 시간",
        ),
        (Field::Status, "Status|State|Progress|Statut|Estado|Stato|Статус|状态|ステータス|상태"),
        (
            Field::Estimate,
            "Estimate|Effort|Story points|Estimated effort|Aufwand|Charge|Esfuerzo|Оценка|预计工时|工数|예상 시간",
        ),
        (Field::Owner, "Owner|Assignee|Verantwortlich|Responsable|Ответственный|负责人|担当|담당자"),
        (Field::Goal, "Goal|Sprint Goal|Ziel|Objectif|Objetivo|Цель|目标|目的|목표"),
        (Field::Deliverable, "Deliverables|Outcome|Output|Livrables|Entregables|Résultat attendu|交付物|成果物"),
        (Field::Priority, "Priority|Priorität|Prioridad|优先级|優先度"),
        (Field::Start, "Start|Start date|Beginn|开始日期|開始日"),
        (Field::End, "End date|Due|Deadline|Fällig|截止日期|期限"),
    ] {
        for label in labels.split('|') {
            assert_eq!(vocabulary.field(label), Some(field), "{label}");
            assert_eq!(vocabulary.field(&format!("{label}:")), Some(field), "{label}:");
        }
    }
}

#[test]
fn what_looks_like_acceptance_and_is_not() {
    let vocabulary = Vocabulary::builtin();
    for label in [
        "Testing",
        "Tests",
        "Outcome",
        "Review checklist",
        "Milestone",
        "Meilenstein",
        "Success Metrics",
        "Metrics",
        "ac",
        "Deliverables",
        "Goals",
    ] {
        assert_ne!(vocabulary.field(label), Some(Field::Acceptance), "{label}");
    }
}

#[test]
fn labels_within_a_line() {
    let vocabulary = Vocabulary::builtin();
    let hit = vocabulary.field_at("(depends on T012)", 1).expect("a field");
    assert_eq!((hit.field, hit.len), (Field::Dependencies, "depends on".len()));
    assert_eq!(vocabulary.field_tail("Phase 1 Exit Criteria:"), Some((Field::Acceptance, 8)));
    assert_eq!(vocabulary.field_tail("第1阶段验收标准"), Some((Field::Acceptance, "第1阶段".len())));
    assert_eq!(vocabulary.field_tail("Sprint 1B Acceptance Criteria (testable)"), Some((Field::Acceptance, 10)));
    assert_eq!(vocabulary.field_tail("Phase 1"), None);
    assert_eq!(vocabulary.field("Dependencies & Risks"), Some(Field::Dependencies));
    assert_eq!(vocabulary.field("Risks / Mitigation"), None);
}

#[test]
fn words_for_nothing() {
    let vocabulary = Vocabulary::builtin();
    for phrase in [
        "None",
        "none.",
        "Nothing (first phase)",
        "-",
        "–",
        "—",
        "n/a",
        "N/A",
        "None — foundation",
        "keine",
        "Aucune",
        "Ninguna",
        "nenhuma",
        "Nessuna",
        "geen",
        "brak",
        "нет",
        "无",
        "無",
        "なし",
        "없음",
        "",
    ] {
        assert!(vocabulary.is_none(phrase), "{phrase:?}");
    }
    for phrase in ["Phase 1", "Nonexistent", "Sprint 2 (none of the rest)", "T001"] {
        assert!(!vocabulary.is_none(phrase), "{phrase:?}");
    }
}

#[test]
fn words_of_time() {
    let vocabulary = Vocabulary::builtin();
    for (month, words) in [
        (1, "January jan Januar Jänner janvier enero janeiro gennaio januari stycznia января янв"),
        (3, "March Mar März mars marzo março maart marca марта"),
        (5, "May Mai mayo maio maggio mei maja мая"),
        (10, "October Oktober octobre octubre outubro ottobre października октября"),
    ] {
        for word in words.split(' ') {
            assert_eq!(vocabulary.month(word), Some(month), "{word}");
        }
    }
    assert_eq!(vocabulary.weekday("Mittwoch"), Some(3));
    assert_eq!(vocabulary.weekday("月曜日"), Some(1));
    assert_eq!(vocabulary.number_word("Twelve"), Some(12));
    assert_eq!(vocabulary.number_word("third"), Some(3));
    assert_eq!(vocabulary.number_word("zwei"), Some(2));
    assert_eq!(vocabulary.number_word("十二"), Some(12));
    assert_eq!(vocabulary.number_word("二十"), Some(20));
    assert_eq!(vocabulary.time_unit("недели"), Some(TimeUnit::Week));
    assert_eq!(vocabulary.time_unit("小时"), Some(TimeUnit::Hour));
}

#[test]
fn configuration_adds_words() {
    let additions = Additions {
        kinds: vec![("Voyage".to_owned(), vec!["Traversée".to_owned()]), ("sprint".to_owned(), vec!["Lap".to_owned()])],
        fields: vec![(Field::Acceptance, "We are happy when".to_owned())],
        statuses: vec![(Status::Done, "landed".to_owned())],
    };
    let vocabulary = Vocabulary::builtin().with(&additions);
    let voyage = vocabulary.kind("voyage").expect("the new kind");
    assert_eq!(vocabulary.kind_name(voyage), "Voyage");
    assert_eq!(vocabulary.kind("Traversee"), Some(voyage));
    assert!(vocabulary.kind_at("Voyages 1-3", 0).expect("a plural").plural);
    assert_eq!(vocabulary.kind("laps"), Some(Kind::SPRINT));
    assert_eq!(vocabulary.field("we are happy when"), Some(Field::Acceptance));
    assert_eq!(vocabulary.status("Landed"), Some(Status::Done));
    assert_eq!(Vocabulary::builtin().kind("voyage"), None);
}
