//! Resolution over files as they come, change and go; near names; what can be a plan at all.

#[path = "support/fixture.rs"]
mod fixture;

use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::document::{Document, Source};
use milepost_core::index::Target;
use milepost_core::lint::lint;
use milepost_core::notation::label::Name;
use milepost_core::notation::number::Number;
use milepost_core::notation::vocabulary::{Kind, Vocabulary};
use milepost_core::text::{Edit, TextRange};
use milepost_core::workspace::{Change, Definition, FileId, Snapshot, may_hold_plan};

fn source(path: &str) -> Source {
    Source { path: Some(path.to_owned()), vocabulary: Vocabulary::builtin(), profile: None, location: None }
}

fn set(snapshot: &mut Snapshot, file: u32, path: &str, text: &str) {
    snapshot.apply(Change::Set { file: FileId(file), text: text.to_owned(), source: source(path) });
}

fn sprint(number: &str) -> Name {
    Name::Label(Kind::SPRINT, Number(number.to_owned()))
}

fn files_of(found: &[Definition]) -> Vec<u32> {
    found.iter().map(|it| it.file.0).collect()
}

/// The reference for look-up: asks every file.
fn defined_by_asking_all(snapshot: &Snapshot, name: &Name) -> Vec<u32> {
    snapshot.files().filter(|(_, it)| !it.names().get(name).is_empty()).map(|(file, _)| file.0).collect()
}

#[test]
fn look_ups_see_every_change() {
    let mut snapshot = Snapshot::default();
    let mut seed = 7_u64;
    let mut next = |below: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed % below
    };
    let mut kept = Vec::new();
    for _ in 0..600 {
        let file = next(150) as u32;
        match next(5) {
            0 => snapshot.apply(Change::Remove { file: FileId(file) }),
            _ => {
                let text =
                    format!("## Sprint {}: It\n\n- [ ] Do\n\n## Sprint {}: That\n\n- [ ] Do\n", next(6), next(6));
                set(&mut snapshot, file, &format!("{file}/plan.md"), &text);
            }
        }
        // Another reader may fill what both share, at any time.
        if next(4) == 0 {
            kept.push(snapshot.clone());
        }
        for snapshot in [&snapshot].into_iter().chain(kept.get(next(100) as usize)) {
            let name = sprint(&next(6).to_string());
            let found = files_of(&snapshot.resolve(FileId(9999), &name));
            assert_eq!(found, [0; 0], "a file that is not there names nothing");
            let from = FileId(next(150) as u32);
            let own = snapshot.file(from).is_some_and(|it| !it.names().get(&name).is_empty());
            let expected = match (snapshot.file(from), own) {
                (None, _) => vec![],
                (_, true) => vec![from.0],
                (_, false) => defined_by_asking_all(snapshot, &name),
            };
            assert_eq!(files_of(&snapshot.resolve(from, &name)), expected);
        }
    }
}

#[test]
fn the_names_revision_changes_with_names_only() {
    let mut snapshot = Snapshot::default();
    set(&mut snapshot, 0, "a.md", "## Sprint 1: Ground\n\n- [ ] Dig\n");
    let first = snapshot.names_revision();
    let edit = |snapshot: &mut Snapshot, from: u32, to: u32, insert: &str| {
        let edit = Edit { range: TextRange::new(from, to), insert: insert.to_owned() };
        snapshot.apply(Change::Edit { file: FileId(0), edits: vec![edit] });
        snapshot.names_revision()
    };
    assert_eq!(edit(&mut snapshot, 24, 25, "x"), first, "a box was ticked");
    assert_eq!(edit(&mut snapshot, 30, 30, " deep"), first, "a task has other words");
    let relabelled = edit(&mut snapshot, 10, 11, "2");
    assert_ne!(relabelled, first, "the unit has another label");
    set(&mut snapshot, 1, "notes.md", "Just notes.\n");
    assert_eq!(snapshot.names_revision(), relabelled, "a file without names came");
    set(&mut snapshot, 2, "b.md", "## Sprint 7: More\n\n- [ ] Do\n");
    let added = snapshot.names_revision();
    assert_ne!(added, relabelled, "a file with names came");
    snapshot.apply(Change::Remove { file: FileId(1) });
    assert_eq!(snapshot.names_revision(), added, "a file without names went");
    snapshot.apply(Change::Remove { file: FileId(2) });
    assert_ne!(snapshot.names_revision(), added, "a file with names went");
}

#[test]
fn an_edit_that_moves_definitions_moves_what_names_mean() {
    let mut snapshot = Snapshot::default();
    set(&mut snapshot, 0, "a.md", "## Sprint 1: Ground\n\n- [ ] Dig\n\n## Sprint 2: Walls\n\n- [ ] Lay\n");
    let at = |snapshot: &Snapshot| snapshot.resolve(FileId(0), &sprint("2"));
    assert!(matches!(at(&snapshot).as_slice(), [Definition { target: Target::Unit(it), .. }] if it.0 == 1));
    let edit = Edit { range: TextRange::new(0, 0), insert: "## Sprint 0: Plan\n\n- [ ] Think\n\n".to_owned() };
    snapshot.apply(Change::Edit { file: FileId(0), edits: vec![edit] });
    assert!(matches!(at(&snapshot).as_slice(), [Definition { target: Target::Unit(it), .. }] if it.0 == 2));
}

/// The nearest names to `text`, as the first file writes it.
fn check_nearest(page: &str, text: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let near = fixture.snapshot.nearest(FileId(0), text, 3);
    let lines: Vec<String> = near.iter().map(|it| format!("{} | {}", it.text, it.title)).collect();
    expected.assert_eq(&lines.join("\n"));
}

const PHASES: &str = r#"
    //- a.md
    ## Phase 1: Ground
    - [ ] T001 Dig
    ## Phase 2: Walls
    - [ ] T012 Lay
    ## Phase 6: Roof
    - [ ] Beams
    ## Phase 6a: Tiles
    - [ ] Lay
    ## Sprint 2-5: Paint (AUTH-001)
    - [ ] Brush
    //- plan-b.md
    ## Phase 9: Garden
    - [ ] Trees
    ## Phase 60: Never
    - [ ] Wait
"#;

#[test]
fn the_nearest_names_come_first() {
    check_nearest(
        PHASES,
        "Phase 9",
        expect![[r#"
            Phase 9 | Garden
            Phase 6 | Roof
            Phase 6a | Tiles"#]],
    );
    check_nearest(
        PHASES,
        "Phase 7",
        expect![[r#"
        Phase 6 | Roof
        Phase 6a | Tiles
        Phase 2 | Walls"#]],
    );
    check_nearest(
        PHASES,
        "Phse 6",
        expect![[r#"
        Phase 6 | Roof
        Phase 6a | Tiles
        Phase 2 | Walls"#]],
    );
    check_nearest(
        PHASES,
        "phase 6b",
        expect![[r#"
        Phase 6a | Tiles
        Phase 6 | Roof
        Phase 2 | Walls"#]],
    );
    check_nearest(PHASES, "Sprint 2-6", expect!["Sprint 2-5 | Paint"]);
    check_nearest(
        PHASES,
        "T002",
        expect![[r#"
        T001 | 
        T012 | "#]],
    );
    check_nearest(PHASES, "AUT-001", expect!["AUTH-001 | Paint"]);
    check_nearest(PHASES, "Milestone 2", expect!["Phase 2 | Walls"]);
    check_nearest(
        PHASES,
        "Phse 9",
        expect![[r#"
            Phase 9 | Garden
            Phase 6 | Roof
            Phase 6a | Tiles"#]],
    );
    check_nearest(PHASES, "Wals", expect!["Phase 2 | Walls"]);
    check_nearest(PHASES, "Something else altogether", expect![[r#""#]]);
    check_nearest(PHASES, "", expect![[r#""#]]);
}

#[test]
fn files_of_the_same_path_are_told_apart() {
    let page = r#"
        //- a/docs:plan.md
        # A
        //- b/docs:plan.md
        # B
        //- c:plan.md
        # C
        //- c:docs/plan.md
        # D
        //- c:other.md
        # E
    "#;
    let mut snapshot = Fixture::new(page).snapshot;
    let shown = |snapshot: &Snapshot| -> Vec<String> {
        snapshot.files().filter_map(|(file, _)| snapshot.shown(file).map(str::to_owned)).collect()
    };
    assert_eq!(shown(&snapshot), ["a/docs/plan.md", "b/docs/plan.md", "c/plan.md", "docs/plan.md", "other.md"]);
    snapshot.apply(Change::Remove { file: FileId(0) });
    assert_eq!(shown(&snapshot), ["b/docs/plan.md", "c/plan.md", "docs/plan.md", "other.md"]);
    snapshot.apply(Change::Remove { file: FileId(2) });
    assert_eq!(shown(&snapshot), ["plan.md", "docs/plan.md", "other.md"]);
}

#[test]
fn a_finding_tells_files_of_the_same_path_apart() {
    let fixture = Fixture::new(
        r#"
        //- pier:plan.md
        After [one](other.md) and [the other](../quay/other.md).
        ## Sprint 2: Next
        **Depends on:** Sprint 1
        - [ ] Go on
        //- pier:other.md
        ## Sprint 1: Here
        - [ ] Set up
        //- quay:other.md
        ## Sprint 1: There
        - [ ] Set up
        "#,
    );
    let findings = lint(&fixture.snapshot, FileId(0));
    let messages: Vec<&str> =
        findings.iter().filter(|it| it.rule.name == "ambiguous-dependency").map(|it| it.message.as_str()).collect();
    let said = "Sprint 2 depends on Sprint 1, of which there are several: in pier/other.md and in quay/other.md";
    assert_eq!(messages, [said]);
}

#[test]
fn what_can_hold_a_plan_is_told_from_its_bytes() {
    let plans = [
        "# Anything\n\n## Sprint 2: Parser\n",
        "Sprint 1: Title (Weeks 1-2)\n",
        "\u{1F539} Sprint 1 (Woche 1-2): Titel\n",
        "**Phase IV: Roof**\n",
        "intro\r\n\r\n### phase-2 walls\r\n",
        "| Sprint | Weeks |\n|---|---|\n| 1 | 1-2 |\n",
        "| Epic 3 | Search |\n",
        "- [ ] T012 Write it\n",
        "* [x] **AUTH-001** Log in\n",
        "- [ ] 1.2 Sub-step\n",
        "---\ntitle: x\nid: task-7\n---\n\ntext\n",
        "## 第1周：准备\n",
        "## Этап 2. Сборка\n",
        "## Phase Two\n",
        "### STORY-001: Log in\n",
        "# Roadmap\n\nNow, next, later.\n",
        "text\n\n```mermaid\ngantt\n  title x\n```\n",
        "<summary>Phase 1: Ground</summary>\n",
        "\u{feff}# Implementation plan\n",
    ];
    for text in plans {
        assert!(may_hold_plan(text.as_bytes()), "{text}");
    }
    let others = [
        "",
        "# Notes\n\nA sprint is a race. We ran three of them in a phase of joy.\n",
        "# Birds\n\n- finch\n- [ ] wren\n\n| Name | Song |\n|---|---|\n| wren | loud |\n",
        "# Change log\n\n## Fixed\n\n- a crash in week-long runs\n",
        "# API\n\n### `phase()`\n\nReturns the phase.\n",
        "---\ntitle: Hello\n---\n\nHello.\n",
        "\u{0}\u{1}\u{2}binary",
    ];
    for text in others {
        assert!(!may_hold_plan(text.as_bytes()), "{text}");
    }
    assert!(!may_hold_plan(&[0xff, 0xfe, b'\n', 0xe7, 0xac]));
}

#[test]
fn links_lead_out_of_code_only() {
    let text = "See [b](b.md) and [c][ref], not `[d](d.md)`.\n\n```\n[e](e.md)\n```\n\n[ref]: sub/c.md\n";
    let document = Document::new(text, source("a.md"));
    let mut found = document.link_destinations();
    found.sort();
    found.dedup();
    assert_eq!(found, ["b.md", "sub/c.md"]);
}
