//! Implementations and hierarchies: the places that restate a unit, what waits for what, and what holds what.

#[path = "support/fixture.rs"]
mod fixture;

use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::ide::FileRange;
use milepost_core::ide::hierarchy::{Call, Item, containers, contents, incoming, outgoing, prepare};
use milepost_core::ide::implementation::implementations;
use milepost_core::ide::recall::recalled;
use milepost_core::ide::words;
use milepost_core::text::{Edit, TextRange};
use milepost_core::workspace::{Change, Definition};

/// A unit with everything, and a file that waits for it.
const HARBOUR: &str = r#"
    //- harbour.md
    # Harbour

    ## Phase 1: Pier (Weeks 1-2)

    - [x] T001 Drive the piles
      - [x] Fetch them
    - [ ] Paint it (depends on T001)

    ### Week 1: Piles

    - [x] T004 Sharpen

    ## Phase 2: Crane (Week 3)

    **Depends on:** Phase 1, T001 and Phase 1

    - [ ] T003 Lift (depends on T001)

    | Phase | Weeks |
    |-------|-------|
    | 1     | 1-2   |
    | 2     | 3     |
    //- ships.md
    # Ships

    ## Sprint 1: Sail

    **Depends on:** Phase 2

    - [ ] T100 Cast off
"#;

fn said(fixture: &Fixture, item: &Item) -> String {
    let detail = item.detail.as_deref().unwrap_or("-");
    let focus = fixture.show(FileRange { file: item.definition.file, range: item.focus });
    format!("{:?} {} ({detail}) at {focus}", item.kind, item.name)
}

fn calls(fixture: &Fixture, calls: &[Call], waits: Option<&Item>) -> String {
    let mut lines = Vec::new();
    for call in calls {
        lines.push(said(fixture, &call.item));
        let file = waits.unwrap_or(&call.item).definition.file;
        lines
            .extend(call.ranges.iter().map(|it| format!("    named {}", fixture.show(FileRange { file, range: *it }))));
    }
    lines.join("\n")
}

/// The page with a cursor behind the first `name`.
fn at(name: &str) -> Fixture {
    Fixture::new(&HARBOUR.replacen(name, &format!("{name}$0"), 1))
}

fn check_calls(name: &str, expected: Expect) {
    let fixture = at(name);
    let items = prepare(&fixture.snapshot, fixture.cursor());
    let mut text = String::new();
    for item in &items {
        let before = outgoing(&fixture.snapshot, item.definition);
        let after = incoming(&fixture.snapshot, item.definition);
        let before = calls(&fixture, &before, Some(item));
        text.push_str(&format!("{}\n\nwaits for\n{before}\n\nis waited for by\n", said(&fixture, item)));
        text.push_str(&calls(&fixture, &after, None));
    }
    expected.assert_eq(&text);
}

fn check_containment(name: &str, expected: Expect) {
    let fixture = at(name);
    let mut text = String::new();
    for item in prepare(&fixture.snapshot, fixture.cursor()) {
        let lines = |items: Vec<Item>| items.iter().map(|it| said(&fixture, it)).collect::<Vec<_>>().join("\n");
        let outside = lines(containers(&fixture.snapshot, item.definition));
        let inside = lines(contents(&fixture.snapshot, item.definition));
        text.push_str(&format!("{}\n\nin\n{outside}\n\nholds\n{inside}", said(&fixture, &item)));
    }
    expected.assert_eq(&text);
}

#[test]
fn a_unit_waits_and_is_waited_for_through_files() {
    check_calls(
        "Phase 2",
        expect![[r#"
        Unit Phase 2: Crane (week 3 · 0/1) at harbour.md 13:4 "Phase 2"

        waits for
        Unit Phase 1: Pier (weeks 1–2 · 3/4) at harbour.md 3:4 "Phase 1"
            named harbour.md 15:17 "Phase 1"
            named harbour.md 15:35 "Phase 1"
        Task T001: Drive the piles (done) at harbour.md 5:7 "T001"
            named harbour.md 15:26 "T001"

        is waited for by
        Unit Sprint 1: Sail (0/1 · ships.md) at ships.md 3:4 "Sprint 1"
            named ships.md 5:17 "Phase 2""#]],
    );
    check_calls(
        "T001",
        expect![[r#"
            Task T001: Drive the piles (done) at harbour.md 5:7 "T001"

            waits for


            is waited for by
            Unit Phase 2: Crane (week 3 · 0/1) at harbour.md 13:4 "Phase 2"
                named harbour.md 15:26 "T001"
            Task Paint it (todo) at harbour.md 7:7 "Paint it (depends on T001)"
                named harbour.md 7:28 "T001"
            Task T003: Lift (todo) at harbour.md 17:7 "T003"
                named harbour.md 17:29 "T001""#]],
    );
}

#[test]
fn a_task_without_an_id_begins_a_hierarchy_too() {
    check_calls(
        "Paint",
        expect![[r#"
            Task Paint it (todo) at harbour.md 7:7 "Paint it (depends on T001)"

            waits for
            Task T001: Drive the piles (done) at harbour.md 5:7 "T001"
                named harbour.md 7:28 "T001"

            is waited for by
        "#]],
    );
    check_containment(
        "Fetch",
        expect![[r#"
        Task Fetch them (done) at harbour.md 6:9 "Fetch them"

        in
        Task T001: Drive the piles (done) at harbour.md 5:7 "T001"

        holds
    "#]],
    );
}

#[test]
fn a_unit_holds_units_and_tasks() {
    check_containment(
        "Phase 1",
        expect![[r#"
            Unit Phase 1: Pier (weeks 1–2 · 3/4) at harbour.md 3:4 "Phase 1"

            in


            holds
            Task T001: Drive the piles (done) at harbour.md 5:7 "T001"
            Task Paint it (todo) at harbour.md 7:7 "Paint it (depends on T001)"
            Unit Week 1: Piles (1/1) at harbour.md 9:5 "Week 1""#]],
    );
    check_containment(
        "Week 1:",
        expect![[r#"
        Unit Week 1: Piles (1/1) at harbour.md 9:5 "Week 1"

        in
        Unit Phase 1: Pier (weeks 1–2 · 3/4) at harbour.md 3:4 "Phase 1"

        holds
        Task T004: Sharpen (done) at harbour.md 11:7 "T004""#]],
    );
    check_containment(
        "T001",
        expect![[r#"
        Task T001: Drive the piles (done) at harbour.md 5:7 "T001"

        in
        Unit Phase 1: Pier (weeks 1–2 · 3/4) at harbour.md 3:4 "Phase 1"

        holds
        Task Fetch them (done) at harbour.md 6:9 "Fetch them""#]],
    );
}

#[test]
fn nothing_begins_in_other_text() {
    let fixture = at("# Harbour");
    assert_eq!(prepare(&fixture.snapshot, fixture.cursor()), []);
}

#[test]
fn the_places_that_restate_a_unit_are_its_implementations() {
    let fixture = Fixture::new(
        r#"
        # Harbour

        ## Phase 1: Pi$0er (Weeks 1-2)

        - [ ] Drive

        ## Phase 2: Crane (Week 3)

        **Depends on:** Pha$0se 1

        - [ ] Lift

        | Phase | Weeks | Status |
        |-------|-------|--------|
        | $01     | 1-2   | done   |
          ^
        | 2     | 3     |        |

        ```text
        Week 1-2: Phase 1 - piles
                  ^^^^^^^
        Week 3: Phase 2 - crane
        ```

        ```mermaid
        gantt
            section Phases
            Phase 1 :p1, 2026-01-05, 14d
            ^^^^^^^
            Phase 2 :p2, after p1, 7d
        ```
        "#,
    );
    for cursor in &fixture.cursors {
        let found = implementations(&fixture.snapshot, *cursor);
        assert!(found.iter().all(|it| it.range.contains(it.focus) && it.origin.touches(cursor.offset)));
        let found: Vec<_> = found.iter().map(|it| fixture.show(FileRange { file: it.file, range: it.focus })).collect();
        let marked: Vec<_> = fixture.marked().iter().map(|it| fixture.show(*it)).collect();
        assert_eq!(found, marked);
    }
}

#[test]
fn what_was_told_is_found_again_after_edits() {
    let mut fixture = at("Phase 2");
    let item = prepare(&fixture.snapshot, fixture.cursor()).remove(0);
    let find = |fixture: &Fixture| {
        recalled(&fixture.snapshot, item.definition.file, &item.name, item.focus.start)
            .and_then(|it| name_of(fixture, it))
    };
    assert_eq!(find(&fixture).as_deref(), Some("Phase 2: Crane"));
    let insert = |at: u32, text: &str| Change::Edit {
        file: item.definition.file,
        edits: vec![Edit { range: TextRange::empty(at), insert: text.to_owned() }],
    };
    // Moved: found by its name.
    fixture.snapshot.apply(insert(0, "## Phase 0: Dredge\n\n- [ ] Mud\n\n"));
    assert_eq!(find(&fixture).as_deref(), Some("Phase 2: Crane"));
    assert_eq!(recalled(&fixture.snapshot, item.definition.file, "Phase 9", 1), None);
}

fn name_of(fixture: &Fixture, definition: Definition) -> Option<String> {
    let document = fixture.snapshot.document(definition.file)?;
    words::name(document, definition.target)
}
