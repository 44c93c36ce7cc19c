//! Highlights, links, inlay hints and code lenses.

#![allow(clippy::indexing_slicing, reason = "a test that panics fails")]

#[path = "support/fixture.rs"]
mod fixture;

use std::sync::Arc;

use expect_test::{Expect, expect};
use fixture::Fixture;
use jiff::civil::date;
use milepost_core::ide::FilePosition;
use milepost_core::ide::FileRange;
use milepost_core::ide::highlights::highlights;
use milepost_core::ide::hints::hints;
use milepost_core::ide::lenses::{LensKind, lenses, named};
use milepost_core::ide::links::{Destination, links};
use milepost_core::text::TextRange;
use milepost_core::workspace::settings::{Calendar, Settings, Tracker};
use milepost_core::workspace::{Change, FileId};

const FILE: FileId = FileId(0);

fn configured(page: &str, settings: Settings) -> Fixture {
    let mut fixture = Fixture::new(page);
    fixture.snapshot.apply(Change::Configure { file: FILE, settings: Arc::new(settings) });
    fixture
}

fn calendar() -> Settings {
    Settings { calendar: Calendar { start: Some(date(2026, 1, 5)), ..Calendar::default() }, ..Settings::default() }
}

/// The carets mark what is highlighted at each cursor; those that say `definition` as such.
fn check_highlights(page: &str) {
    let fixture = Fixture::new(page);
    assert!(!fixture.cursors.is_empty());
    for cursor in &fixture.cursors {
        let found: Vec<String> = highlights(&fixture.snapshot, *cursor)
            .into_iter()
            .map(|it| (FileRange { file: cursor.file, range: it.range }, it.is_definition))
            .map(|(at, is_definition)| format!("{} {is_definition}", fixture.show(at)))
            .collect();
        let mut marks = fixture.marks.clone();
        marks.sort();
        let wanted: Vec<String> =
            marks.iter().map(|it| format!("{} {}", fixture.show(it.at), it.message == "definition")).collect();
        assert_eq!(found, wanted, "at {}", cursor.offset);
    }
}

fn check_links(page: &str, expected: Expect) {
    check_links_by("https://example.org/issues/{number}", page, expected);
}

fn check_links_by(issue: &str, page: &str, expected: Expect) {
    let tracker = Tracker {
        issue: Some(issue.to_owned()),
        prefixes: [("PIER".to_owned(), "https://example.org/browse/{id}".to_owned())].into(),
    };
    let fixture = configured(page, Settings { tracker, ..Settings::default() });
    let show = |to: &Destination| match to {
        Destination::Address(address) => address.clone(),
        Destination::File(path) => format!("file {path}"),
        Destination::Document { file, offset: None } => fixture.paths[file.0 as usize].clone(),
        Destination::Document { file, offset: Some(offset) } => {
            let text = &fixture.texts[file.0 as usize];
            let line = text[*offset as usize..].lines().next().unwrap_or_default();
            format!("{} at {line:?}", fixture.paths[file.0 as usize])
        }
    };
    let lines: Vec<String> = links(&fixture.snapshot, FILE)
        .iter()
        .map(|it| {
            let at = fixture.show(FileRange { file: FILE, range: it.range });
            format!("{at} -> {} ({})\n", show(&it.to), it.tooltip)
        })
        .collect();
    expected.assert_eq(&lines.concat());
}

/// The first file as an editor shows it, with the hints between « and ».
fn check_hints(page: &str, settings: Settings, expected: Expect) {
    let fixture = configured(page, settings);
    let mut text = fixture.texts[0].clone();
    let whole = FileRange { file: FILE, range: TextRange::new(0, text.len() as u32) };
    for hint in hints(&fixture.snapshot, whole).into_iter().rev() {
        text.insert_str(hint.offset as usize, &format!("«{}»", hint.text));
    }
    expected.assert_eq(&text);
}

fn check_lenses(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let mut shown = String::new();
    for lens in lenses(&fixture.snapshot, FILE) {
        let title = match lens.kind {
            LensKind::Progress(title) | LensKind::Blocked(title) => title,
            LensKind::References => {
                let places = named(&fixture.snapshot, FilePosition { file: FILE, offset: lens.range.start });
                format!("{} references", places.map_or(0, |it| it.len()))
            }
        };
        shown += &format!("{}: {title}\n", fixture.show(FileRange { file: FILE, range: lens.range }));
    }
    expected.assert_eq(&shown);
}

#[test]
fn the_definition_and_every_mention_of_the_file_are_highlighted() {
    check_highlights(
        r#"
        //- plan.md
        ## Spr$0int 1: Ground (A1-S1)
           ^^^^^^^^ definition
                             ^^^^^ definition
        - [ ] T001 Set up
        ## Sprint 2: Parser
        **Depends on:** $0Sprint 1
                        ^^^^^^^^
        Built on A$01-S1.
                 ^^^^^
        //- other.md
        ## Sprint 3: Rules
        **Depends on:** Sprint 1
        "#,
    );
    check_highlights(
        r#"
        ## Sprint 1: Ground
        - [ ] T0$001 Set up
              ^^^^ definition
        - [ ] T002 Go on (depends on T$0001)
                                     ^^^^
        "#,
    );
}

#[test]
fn a_mention_of_another_file_is_highlighted_without_its_definition() {
    check_highlights(
        r#"
        //- plan.md
        ## Sprint 2: Parser
        **Depends on:** Sp$0rint 1
                        ^^^^^^^^
        Then Sprint 1 again.
             ^^^^^^^^
        //- other.md
        ## Sprint 1: Ground (Weeks 1-2)
        - [ ] Set up
        "#,
    );
}

#[test]
fn ids_of_the_tracker_lead_there() {
    check_links(
        r#"
        ## Sprint 1: Ground (#61)
        - [ ] PIER-7 Drive, see [#62] and PIER-8; not `#63`, a#64, #65b, me/it#66, OTHER-1,
          GH-3, #0, #08 and #12345678901
        - [ ] Weld [#67](https://example.org), after PIER-7
        "#,
        expect![[r##"
            plan.md 1:22 "#61" -> https://example.org/issues/61 (#61: https://example.org/issues/61)
            plan.md 2:7 "PIER-7" -> https://example.org/browse/PIER-7 (PIER-7: https://example.org/browse/PIER-7)
            plan.md 2:25 "[#62]" -> https://example.org/issues/62 (#62: https://example.org/issues/62)
            plan.md 2:35 "PIER-8" -> https://example.org/browse/PIER-8 (PIER-8: https://example.org/browse/PIER-8)
        "##]],
    );
}

#[test]
fn issues_of_other_repositories_lead_there() {
    let page = r#"
        ## Sprint 1: Ground (pier/ferry.js#61)
        - [ ] See [pier/quay#62], GH-63 and (pier/crane#64): not a/b/c#65, plan/a.md#66, @a/b#67, a/b#0, `a/b#68`, /b#69,
          https://github.com/a/b#70, -/b#71 or GH-012, but #72
    "#;
    check_links_by(
        "https://github.com/pier/ferry/issues/{number}",
        page,
        expect![[r##"
            plan.md 1:22 "pier/ferry.js#61" -> https://github.com/pier/ferry.js/issues/61 (pier/ferry.js#61: https://github.com/pier/ferry.js/issues/61)
            plan.md 2:11 "[pier/quay#62]" -> https://github.com/pier/quay/issues/62 (pier/quay#62: https://github.com/pier/quay/issues/62)
            plan.md 2:27 "GH-63" -> https://github.com/pier/ferry/issues/63 (GH-63: https://github.com/pier/ferry/issues/63)
            plan.md 2:38 "pier/crane#64" -> https://github.com/pier/crane/issues/64 (pier/crane#64: https://github.com/pier/crane/issues/64)
            plan.md 3:52 "#72" -> https://github.com/pier/ferry/issues/72 (#72: https://github.com/pier/ferry/issues/72)
        "##]],
    );
    check_links_by(
        "https://gitlab.example.org/pier/deep/ferry/-/issues/{number}",
        "## Sprint 1: Ground (pier/quay#62, GH-63)\n- [ ] Dig",
        expect![[r#"
            plan.md 1:22 "pier/quay#62" -> https://gitlab.example.org/pier/quay/-/issues/62 (pier/quay#62: https://gitlab.example.org/pier/quay/-/issues/62)
        "#]],
    );
}

#[test]
fn links_lead_to_headings_and_files() {
    check_links(
        r#"
        //- plans/plan.md
        # Plan
        See [below](#sprint-1-ground), [again](#sprint-1-ground-1), [nowhere](#x), [other](../other.md),
        [there](../other.md#second%2Dpart), ![hull](hull.png), [out](../../x.md), [web](https://example.org).

        [by name]: ../other.md#second-part "Elsewhere"
        [angled]: <hull.png>
        [web]: https://example.org
        [^note]: other.md

        ## Sprint 1: Ground
        ## Sprint 1: Ground
        //- other.md
        # Other
        ## Second-Part
        "#,
        expect![[r###"
            plans/plan.md 2:13 "#sprint-1-ground" -> plans/plan.md at "## Sprint 1: Ground" (Sprint 1: Ground)
            plans/plan.md 2:40 "#sprint-1-ground-1" -> plans/plan.md at "## Sprint 1: Ground" (Sprint 1: Ground)
            plans/plan.md 2:84 "../other.md" -> other.md (other.md)
            plans/plan.md 3:9 "../other.md#second%2Dpart" -> other.md at "## Second-Part" (Second-Part (other.md))
            plans/plan.md 3:45 "hull.png" -> file plans/hull.png (plans/hull.png)
            plans/plan.md 5:12 "../other.md#second-part" -> other.md at "## Second-Part" (Second-Part (other.md))
            plans/plan.md 6:12 "hull.png" -> file plans/hull.png (plans/hull.png)
        "###]],
    );
}

#[test]
fn links_lead_into_other_workspace_folders() {
    check_links(
        r#"
        //- pier:plan.md
        See [a](../quay/other.md#second-part), [b](other.md), [c](../quay/hull.png) and [d](/hull.png).
        ## Sprint 1: Ground
        - [ ] Dig
        //- quay:other.md
        # Other
        ## Second part
        //- pier:other.md
        # Same path
        "#,
        expect![[r###"
            pier:plan.md 1:9 "../quay/other.md#second-part" -> quay:other.md at "## Second part" (Second part (quay/other.md))
            pier:plan.md 1:44 "other.md" -> pier:other.md (pier/other.md)
            pier:plan.md 1:59 "../quay/hull.png" -> file /docks/quay/hull.png (../quay/hull.png)
            pier:plan.md 1:85 "/hull.png" -> file /docks/pier/hull.png (hull.png)
        "###]],
    );
}

#[test]
fn ids_of_documents_beside_are_titled_and_others_are_words() {
    let page = r#"
        //- a.md
        ## Sprint 1: Ground
        - [ ] T001 Set up for T901; SHOP-7 waits, as T999
        //- b.md
        ## Sprint 5: Walls
        - [x] T901 Lay the bricks
    "#;
    check_hints(
        page,
        Settings::default(),
        expect![[r#"
            ## Sprint 1: Ground«0/1»
            - [ ] T001 Set up for T901«Lay the bricks»; SHOP-7 waits, as T999
        "#]],
    );
}

#[test]
fn hints_give_dates_titles_and_progress() {
    check_hints(
        r#"
        ## Sprint 1: Ground (Weeks 1-2)
        - [x] T001 Set up (depends on T003)
        - [ ] T003 Order the piles
        ## Sprint 2: Parser (Week 3)
        **Depends on:** Sprint 1
        - [ ] T002 Scan what T001 made, after Sprint 1: Ground and T001, and Sprint 2 is done
        ## Sprint 3: Rules (Weeks 4+)
        Runs beside Sprints 1–2. 1/9 of it is T003.
        | Sprint | Weeks | Depends on |
        |--------|-------|------------|
        | 1      | 1-2   |            |
        | 2      | 3     | Sprint 1   |
        "#,
        calendar(),
        expect![[r#"
            ## Sprint 1: Ground (Weeks 1-2«2026-01-05 – 2026-01-18»)«1/2»
            - [x] T001 Set up (depends on T003«Order the piles»)
            - [ ] T003 Order the piles
            ## Sprint 2: Parser (Week 3«2026-01-19 – 2026-01-25»)«0/1»
            **Depends on:** Sprint 1«Ground»
            - [ ] T002 Scan what T001«Set up» made, after Sprint 1: Ground and T001, and Sprint 2 is done
            ## Sprint 3: Rules (Weeks 4+«from 2026-01-26»)
            Runs beside Sprints 1–2. 1/9 of it is T003«Order the piles».
            | Sprint | Weeks | Depends on |
            |--------|-------|------------|
            | 1      | 1-2   |            |
            | 2      | 3     | Sprint 1   |
        "#]],
    );
}

#[test]
fn a_title_that_the_line_says_has_no_hint() {
    check_hints(
        r#"
        - ✅ **v1.2 Search Everywhere** — Phases 1-4
        - ✅ **v1.3 Fast Import** — Phases 5-6

        <details>
        <summary>v1.2 Search Everywhere (Phases 1-4)</summary>

        - [x] Phase 1: v1.3 Leftovers of Search (2/2 plans)

        </details>

        Of v1.3, Phase 1: v1.3 Leftovers of Search was first.

        ## Phase 1: v1.3 Leftovers of Search (4/4 plans)
        ## Phase 2: User Story 1 - Telephone (3/4 tasks)
        **Depends on:** Phase 1
        ## Phase 3: Sources
        **Depends on:** User Story 1, v1.2
        "#,
        Settings::default(),
        expect![[r#"
            - ✅ **v1.2 Search Everywhere** — Phases 1-4
            - ✅ **v1.3 Fast Import** — Phases 5-6

            <details>
            <summary>v1.2 Search Everywhere (Phases 1-4)</summary>

            - [x] Phase 1: v1.3 Leftovers of Search (2/2 plans)

            </details>

            Of v1.3«Fast Import», Phase 1: v1.3 Leftovers of Search was first.

            ## Phase 1: v1.3 Leftovers of Search (4/4 plans)
            ## Phase 2: User Story 1 - Telephone (3/4 tasks)
            **Depends on:** Phase 1«v1.3 Leftovers of Search»
            ## Phase 3: Sources
            **Depends on:** User Story 1«Telephone», v1.2«Search Everywhere»
        "#]],
    );
}

#[test]
fn the_title_of_a_task_leaves_out_what_it_waits_for() {
    check_hints(
        r#"
        ## Phase 1: Ground
        - [x] T001 Set up
        - [ ] T002 (depends on T001) Order the piles
        - [ ] T003 Test (depends on T001, T002) the ground (2h)
        - [ ] T004 **Drive the piles** — depends on T003.
        - [ ] T005 (depends on T001)

        T002, T003, T004, T005
        "#,
        Settings::default(),
        expect![[r#"
            ## Phase 1: Ground«1/5»
            - [x] T001 Set up
            - [ ] T002 (depends on T001«Set up») Order the piles
            - [ ] T003 Test (depends on T001«Set up», T002«Order the piles») the ground (2h)
            - [ ] T004 **Drive the piles** — depends on T003«Test the ground».
            - [ ] T005 (depends on T001«Set up»)

            T002«Order the piles», T003«Test the ground», T004«Drive the piles», T005
        "#]],
    );
}

#[test]
fn weeks_of_a_year_have_no_dates() {
    check_hints(
        r#"
        ## Sprint 1: Ground (KW 12)
        ## Sprint 2: Walls
        **Timeline:** 2026-W16
        ## KW 20: Roof
        ## Sprint 3: Keys (Woche 2)
        "#,
        calendar(),
        expect![[r#"
            ## Sprint 1: Ground (KW 12)
            ## Sprint 2: Walls
            **Timeline:** 2026-W16
            ## KW 20: Roof
            ## Sprint 3: Keys (Woche 2«2026-01-12 – 2026-01-18»)
        "#]],
    );
}

#[test]
fn without_a_calendar_weeks_have_no_dates() {
    check_hints(
        "## Sprint 1: Ground (Weeks 1-2) 1/2\n- [x] a\n- [ ] b\n## Week 3\n",
        Settings::default(),
        expect![[r#"
            ## Sprint 1: Ground (Weeks 1-2) 1/2
            - [x] a
            - [ ] b
            ## Week 3
        "#]],
    );
}

#[test]
fn weeks_begin_on_the_day_that_is_configured() {
    let calendar = Calendar {
        start: Some(date(2026, 1, 7)),
        week_start: Some(jiff::civil::Weekday::Monday),
        ..Calendar::default()
    };
    let weeks: Vec<_> = [1, 2, 0].iter().map(|it| (calendar.start_of_week(*it), calendar.end_of_week(*it))).collect();
    assert_eq!(weeks[0], (Some(date(2026, 1, 7)), Some(date(2026, 1, 11))));
    assert_eq!(weeks[1], (Some(date(2026, 1, 12)), Some(date(2026, 1, 18))));
    assert_eq!(Calendar::default().start_of_week(1), None);
}

#[test]
fn lenses_stand_above_units() {
    check_lenses(
        r#"
        //- plan.md
        ## Sprint 1: Ground ✅
        - [x] a
        ## Sprint 2: Parser
        **Depends on:** Sprint 1
        - [x] b
        - [ ] c
        ## Sprint 3: Rules
        **Depends on:** Sprint 1, Sprint 2, Sprint 9
        | Sprint | Weeks |
        |--------|-------|
        | 1      | 1-2   |
        //- other.md
        ## Sprint 4: Editor
        **Depends on:** Sprint 2
        "#,
        expect![[r#"
            plan.md 1:4 "Sprint 1": 3 references
            plan.md 1:4 "Sprint 1": 1/1 done
            plan.md 3:4 "Sprint 2": 2 references
            plan.md 3:4 "Sprint 2": 1/2 done
            plan.md 7:4 "Sprint 3": 0 references
            plan.md 7:4 "Sprint 3": blocked by Sprint 2 (1/2)
        "#]],
    );
}
