//! Reading schedules, dates and durations.

use milepost_core::notation::time::{DateOrder, Schedule, Time, TimeUnit, date_order, times};
use milepost_core::notation::vocabulary::Vocabulary;

fn show_schedule(schedule: &Schedule) -> String {
    let to = schedule.to.map_or("open".to_owned(), |to| to.to_string());
    let from = schedule.from.to_string();
    let span = if from == to { from } else { format!("{from}..{to}") };
    let unit = if matches!(schedule.unit, TimeUnit::Date | TimeUnit::Quarter) {
        String::new()
    } else {
        format!("{} ", schedule.unit)
    };
    let doubt = format!(
        "{}{}",
        if schedule.ambiguous { " ambiguous" } else { "" },
        if schedule.invalid { " invalid" } else { "" }
    );
    format!("{unit}{span}{doubt}")
}

/// Every time in the text: schedules as `week 1..2` or `2026-01-05`, durations as `2w`.
fn read(text: &str, order: DateOrder) -> String {
    let all: Vec<String> = times(text, &Vocabulary::builtin(), order)
        .iter()
        .map(|timed| match &timed.value {
            Time::Schedule(schedule) => show_schedule(schedule),
            Time::Duration(duration) => duration.to_string(),
        })
        .collect();
    all.join(", ")
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| read(text, DateOrder::Unknown) != *expected)
        .map(|(text, expected)| format!("{text:?}: {:?}, expected {expected:?}", read(text, DateOrder::Unknown)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn weeks_in_english() {
    check(&[
        ("Weeks 0–1", "week 0..1"),
        ("Week 1-2", "week 1..2"),
        ("Sprint 1: Base (Weeks 1 - 2)", "week 1..2"),
        ("Base (W1-2)", "week 1..2"),
        ("W3", "week 3"),
        ("W1–W2", "week 1..2"),
        ("Week 1 – Week 4", "week 1..4"),
        ("Week 7+: watch and improve", "week 7..open"),
        ("Weeks 5 - 6 testing", "week 5..6"),
        ("Week 7 onwards", "week 7..open"),
        ("Weeks 3 and 4", "week 3..4"),
        ("Weeks 3 & 4", "week 3..4"),
        ("Weeks 1, 2 and 3", "week 1..3"),
        ("Week 3 to 5", "week 3..5"),
        ("Weeks 3 through 5", "week 3..5"),
        ("Wk 3", "week 3"),
        ("wks 1–2", "week 1..2"),
        ("Week #3", "week 3"),
        ("Week One", "week 1"),
        ("WEEK 1‑2", "week 1..2"),
        ("Week 1—3", "week 1..3"),
        ("Week 1 ~ 3", "week 1..3"),
        ("**Week 3**: base", "week 3"),
        ("Phase 1: Week 1 (Days 1-5) - base", "week 1, day 1..5"),
        ("Sprint 2 Weeks 3-4", "week 3..4"),
        ("2nd week", "week 2"),
        ("2025-W03", "week 3"),
    ]);
}

#[test]
fn days_and_months() {
    check(&[
        ("Days 1-2", "day 1..2"),
        ("Day 5", "day 5"),
        ("Day 6-7: Service", "day 6..7"),
        ("Month 1", "month 1"),
        ("Months 1-3", "month 1..3"),
        ("Week 1 Day 2", "week 1, day 2"),
    ]);
}

#[test]
fn weeks_and_days_in_other_languages() {
    check(&[
        ("Woche 1–3", "week 1..3"),
        ("Wochen 1 bis 3", "week 1..3"),
        ("KW 12", "week 12"),
        ("KW12-14", "week 12..14"),
        ("3. Woche", "week 3"),
        ("1.–3. Woche", "week 1..3"),
        ("Tag 3", "day 3"),
        ("Monat 2", "month 2"),
        ("Semaine 1-2", "week 1..2"),
        ("Semaines 3 à 5", "week 3..5"),
        ("1ère semaine", "week 1"),
        ("Jour 4", "day 4"),
        ("Mois 1 à 3", "month 1..3"),
        ("Semana 1-2", "week 1..2"),
        ("Semanas 3 a 5", "week 3..5"),
        ("Semanas 3 e 4", "week 3..4"),
        ("Día 2", "day 2"),
        ("Mes 1", "month 1"),
        ("Mês 1", "month 1"),
        ("Settimana 3", "week 3"),
        ("Settimane 1-2", "week 1..2"),
        ("Giorno 2", "day 2"),
        ("Weken 1-2", "week 1..2"),
        ("Dag 2", "day 2"),
        ("Tydzień 1", "week 1"),
        ("Tygodnie 1-2", "week 1..2"),
        ("Dzień 3", "day 3"),
        ("Неделя 1", "week 1"),
        ("Недели 1-2", "week 1..2"),
        ("1-я неделя", "week 1"),
        ("День 3", "day 3"),
        ("Vecka 3", "week 3"),
        ("1. Hafta", "week 1"),
        ("Tuần 1-2", "week 1..2"),
    ]);
}

#[test]
fn weeks_of_a_year_do_not_count_from_the_plan_s_start() {
    let vocabulary = Vocabulary::builtin();
    let of_year = |text: &str| match times(text, &vocabulary, DateOrder::Unknown).first().map(|it| it.value) {
        Some(Time::Schedule(schedule)) => schedule.of_year,
        _ => panic!("{text}"),
    };
    for text in
        ["KW 12", "KW12-14", "12. KW", "12.–14. KW", "Kalenderwoche 12", "2026-W16", "calendar week 12", "ISO week 12"]
    {
        assert!(of_year(text), "{text}");
    }
    for text in ["Week 12", "W12", "Woche 12", "3. Woche", "第3周", "Sprint 4-W2", "Phase 2026, W2"] {
        assert!(!of_year(text), "{text}");
    }
}

#[test]
fn weeks_and_days_in_east_asian_languages() {
    check(&[
        ("第 1-2 周", "week 1..2"),
        ("M1:基础(第 1-2 周)", "week 1..2"),
        ("第1周~第2周", "week 1..2"),
        ("第1周至第2周", "week 1..2"),
        ("第三周", "week 3"),
        ("第十二周", "week 12"),
        ("第1週", "week 1"),
        ("第1〜2週", "week 1..2"),
        ("第7周以后", "week 7..open"),
        ("第1天", "day 1"),
        ("第1-3天", "day 1..3"),
        ("第2个月", "month 2"),
        ("1日目", "day 1"),
        ("1〜2週目", "week 1..2"),
        ("2ヶ月目", "month 2"),
        ("1주차", "week 1"),
        ("1-2주차", "week 1..2"),
        ("1주차~2주차", "week 1..2"),
        ("3일차", "day 3"),
        ("フェーズ1(Week 1相当)", "week 1"),
    ]);
}

#[test]
fn quarters() {
    check(&[
        ("Q1", "Q1"),
        ("Q1 2025", "2025-Q1"),
        ("Q1-Q2 2026", "2026-Q1..2026-Q2"),
        ("Q1–2 2026", "2026-Q1..2026-Q2"),
        ("Q4 – Q1 2026", "2025-Q4..2026-Q1"),
        ("2025 Q3", "2025-Q3"),
        ("2025-Q3", "2025-Q3"),
        ("Q3/2025", "2025-Q3"),
        ("Q1'26", "2026-Q1"),
        ("Q1 & Q2 2026", "2026-Q1..2026-Q2"),
        ("Quarter 2", "Q2"),
        ("H1 2026", "2026-Q1..2026-Q2"),
        ("1. Quartal 2026", "2026-Q1"),
        ("1er trimestre 2025", "2025-Q1"),
        ("T2 2025", "2025-Q2"),
        ("3 квартал 2025", "2025-Q3"),
        ("2026年第1四半期", "2026-Q1"),
        ("2026年第一季度", "2026-Q1"),
        ("2026년 1분기", "2026-Q1"),
        ("H1 heading", ""),
        ("Q5", ""),
        ("Q1-S2", ""),
    ]);
}

#[test]
fn dates_in_english() {
    check(&[
        ("Jan 6 – Jan 17, 2026", "2026-01-06..2026-01-17"),
        ("Jan 6-17, 2026", "2026-01-06..2026-01-17"),
        ("January 6th to 17th", "--01-06..--01-17"),
        ("Dec 30 - Jan 12, 2025", "2024-12-30..2025-01-12"),
        ("Dec 30, 2024 – Jan 12", "2024-12-30..2025-01-12"),
        ("Monday, Jan 6 – Friday, Jan 17", "--01-06..--01-17"),
        ("6 Jan – 17 Jan 2026", "2026-01-06..2026-01-17"),
        ("6–17 January 2026", "2026-01-06..2026-01-17"),
        ("15-Jan-2026", "2026-01-15"),
        ("Nov 5", "--11-05"),
        ("May 5", "--05-05"),
        ("January 2026", "2026-01"),
        ("Jan 2025 – Mar 2025", "2025-01..2025-03"),
        ("Jan–Mar 2025", "2025-01..2025-03"),
        ("Timeline: January to March", "--01..--03"),
        ("Sprint 1 Mar 3", "--03-03"),
        ("Jul W2", "--07-08..--07-14"),
        ("Jul W2 – Aug W1 2026", "2026-07-08..2026-08-07"),
        ("Weeks 1-2 (Dec 2-15, 2024)", "week 1..2, 2024-12-02..2024-12-15"),
    ]);
}

#[test]
fn dates_in_figures() {
    check(&[
        ("2026-01-05 to 2026-01-16", "2026-01-05..2026-01-16"),
        ("2026-01-05/2026-01-16", "2026-01-05..2026-01-16"),
        ("2026/01/05", "2026-01-05"),
        ("2026/01/05-01/16", "2026-01-05..2026-01-16"),
        ("2026.01.05", "2026-01-05"),
        ("2026-01", "2026-01"),
        ("2026-01-05T10:00:00Z", "2026-01-05"),
        ("2026-01-05 16:06", "2026-01-05"),
        ("06.01.2026 – 17.01.2026", "2026-01-06..2026-01-17"),
        ("06.01. – 17.01.2026", "2026-01-06..2026-01-17"),
        ("06.01.–17.01.", "--01-06..--01-17"),
        ("20/09/21", "2021-09-20"),
        ("9/30/2026", "2026-09-30"),
        ("06/01/2026", "2026-01-06 ambiguous"),
        ("06/01/2026 – 17/01/2026", "2026-01-06..2026-01-17"),
        ("1/15 - 1/28", "--01-15..--01-28"),
        ("2026-06-31", "2026-06-31 invalid"),
        ("June 31", "--06-31 invalid"),
        ("31.06.2026", "2026-06-31 invalid"),
        ("2026-02-29", "2026-02-29 invalid"),
    ]);
    assert_eq!(read("06/01/2026", DateOrder::MonthFirst), "2026-06-01");
    assert_eq!(read("06/01/2026", DateOrder::DayFirst), "2026-01-06");
}

#[test]
fn dates_in_other_languages() {
    check(&[
        ("6.–17. Januar 2026", "2026-01-06..2026-01-17"),
        ("6. bis 17. Januar 2026", "2026-01-06..2026-01-17"),
        ("1. März 2026", "2026-03-01"),
        ("März 2026", "2026-03"),
        ("du 3 au 14 mars 2025", "2025-03-03..2025-03-14"),
        ("1er mars", "--03-01"),
        ("5 janv. – 16 janv. 2026", "2026-01-05..2026-01-16"),
        ("15 al 29 de julio de 2025", "2025-07-15..2025-07-29"),
        ("5 de enero al 16 de enero de 2026", "2026-01-05..2026-01-16"),
        ("1º de março de 2026", "2026-03-01"),
        ("3 a 14 de março", "--03-03..--03-14"),
        ("dal 3 al 14 marzo 2025", "2025-03-03..2025-03-14"),
        ("3 t/m 14 maart 2025", "2025-03-03..2025-03-14"),
        ("3 do 14 marca 2025", "2025-03-03..2025-03-14"),
        ("3 марта – 14 марта", "--03-03..--03-14"),
        ("с 3 по 14 марта 2026 г.", "2026-03-03..2026-03-14"),
        ("2026年1月5日", "2026-01-05"),
        ("2026年1月", "2026-01"),
        ("1月5日〜1月16日", "--01-05..--01-16"),
        ("2026年1〜3月", "2026-01..2026-03"),
        ("1~3월", "--01..--03"),
        ("1月5日-16日", "--01-05..--01-16"),
        ("2026年1月5日至2026年1月16日", "2026-01-05..2026-01-16"),
        ("1月5日(月)〜1月16日(金)", "--01-05..--01-16"),
        ("2026년 1월 5일 ~ 1월 16일", "2026-01-05..2026-01-16"),
        ("1월 5일부터 1월 16일까지", "--01-05..--01-16"),
    ]);
}

#[test]
fn durations() {
    check(&[
        ("2 weeks", "2w"),
        ("~2 weeks", "2w"),
        ("2-3 days", "2-3d"),
        ("2 to 3 days", "2-3d"),
        ("2-3d", "2-3d"),
        ("0.5–1d", "0.5-1d"),
        ("1d-2d", "1-2d"),
        ("3d", "3d"),
        ("(1.5 days)", "1.5d"),
        ("4h", "4h"),
        ("4 hours", "4h"),
        ("4+ hours", "4h"),
        ("30 min", "0.5h"),
        ("45 mins", "0.75h"),
        ("1h 30min", "1.5h"),
        ("1h30", "1.5h"),
        ("six weeks", "6w"),
        ("a two-week cycle", "2w"),
        ("a 2-week cycle", "2w"),
        ("2-3-week", "2-3w"),
        ("half a day", "0.5d"),
        ("half-day", "0.5d"),
        ("½ day", "0.5d"),
        ("1½ days", "1.5d"),
        ("3 months", "3m"),
        ("Phase 2 (3 weeks)", "3w"),
        ("Estimate: 6 weeks", "6w"),
        ("5 working 3 days", "3d"),
    ]);
}

#[test]
fn durations_in_other_languages() {
    check(&[
        ("10 Tage", "10d"),
        ("2 Wochen", "2w"),
        ("1,5 Tage", "1.5d"),
        ("2 bis 3 Wochen", "2-3w"),
        ("4 Std.", "4h"),
        ("eine Woche", "1w"),
        ("2 semaines", "2w"),
        ("3 à 5 jours", "3-5d"),
        ("3j", "3d"),
        ("2 semanas", "2w"),
        ("4 horas", "4h"),
        ("3 dias", "3d"),
        ("3 mesi", "3m"),
        ("2 settimane", "2w"),
        ("2 weken", "2w"),
        ("4 uur", "4h"),
        ("2 tygodnie", "2w"),
        ("5 dni", "5d"),
        ("~1.5 часа", "1.5h"),
        ("~30 мин", "0.5h"),
        ("2 недели", "2w"),
        ("5 дней", "5d"),
        ("3天", "3d"),
        ("2-3 天", "2-3d"),
        ("两周", "2w"),
        ("4 小时", "4h"),
        ("1个月", "1m"),
        ("半天", "0.5d"),
        ("2週間", "2w"),
        ("1時間", "1h"),
        ("2時間30分", "2.5h"),
        ("3日間", "3d"),
        ("1ヶ月", "1m"),
        ("2주", "2w"),
        ("1-2주", "1-2w"),
        ("3일", "3d"),
        ("4시간", "4h"),
        ("1개월", "1m"),
        ("2 veckor", "2w"),
        ("2 hafta", "2w"),
        ("3 ngày", "3d"),
    ]);
}

#[test]
fn what_is_no_time() {
    check(&[
        ("9:00–12:00", ""),
        ("20%", ""),
        ("v1.2", ""),
        ("1.2 Setup", ""),
        ("Sprint 2", ""),
        ("Phase 1.5", ""),
        ("#123", ""),
        ("$500 a day", ""),
        ("3 person-days", ""),
        ("2人日", ""),
        ("3D models", ""),
        ("docs/2026-01-05-plan.md", ""),
        ("plan-2026-01-05.md", ""),
        ("W1-S1", ""),
        ("5 hours per week", ""),
        ("2h/week", ""),
        ("every 2 weeks", ""),
        ("3 days ago", ""),
        ("T012, T013", ""),
        ("you may 5 times", ""),
        ("5 out of 10", ""),
        ("set 3 timers", ""),
        ("十分重要", ""),
        ("2주요 기능", ""),
        ("1周年", ""),
        ("on Monday", ""),
        ("1. Set up the editor", ""),
        ("3. Mar a Lago", ""),
        ("the first month", ""),
        ("every January", ""),
        ("Sprint 1 (W1‑S1)", ""),
        ("W2-1: Gateway tests", ""),
        ("3.1 分享系统", ""),
        ("3.1 日志管理", ""),
        ("Marco Polo", ""),
        ("docs/2026/01/05/notes.md", ""),
        ("Phases 1-3", ""),
        ("p95 < 200ms", ""),
    ]);
}

#[test]
fn odd_neighbours() {
    check(&[
        ("week 2 days", "week 2"),
        ("Week 1 - 2 new screens", "week 1"),
        ("Week 1 - 15 January", "week 1, --01-15"),
        ("13:00–19:00, ~6 часов", "6h"),
        ("Sprint 1 — Current (2 weeks)", "2w"),
        ("Duration: 2 weeks (Jan 6-17)", "2w, --01-06..--01-17"),
        ("", ""),
    ]);
}

#[test]
fn a_document_decides_the_order_of_day_and_month() {
    assert_eq!(date_order(["due 1/2/2026", "by 1/31/2026"].into_iter()), DateOrder::MonthFirst);
    assert_eq!(date_order(["due 1/2/2026", "by 31/1/2026"].into_iter()), DateOrder::DayFirst);
    assert_eq!(date_order(["due 1/2/2026", "by 2026-01-31", "31.01.2026"].into_iter()), DateOrder::Unknown);
}

#[test]
fn ranges_cover_what_was_read() {
    let text = "Sprint 1 — Weeks 1–2 (2 weeks)";
    let found = times(text, &Vocabulary::builtin(), DateOrder::Unknown);
    let spans: Vec<&str> = found.iter().map(|timed| &text[timed.start..timed.end]).collect();
    assert_eq!(spans, ["Weeks 1–2", "2 weeks"]);
}
