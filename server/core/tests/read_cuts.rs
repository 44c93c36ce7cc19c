//! What a document says does not depend on where it is cut into segments.

mod pages;
#[path = "pages/random.rs"]
mod random;
mod syntax_random;

use milepost_core::document::Document;
use pages::places::places;
use pages::show::show;
use pages::{document, document_in_one, document_in_pieces, pages};
use syntax_random::Random;

#[test]
fn pages_say_the_same_in_pieces() {
    for page in pages() {
        let path = page.path.as_deref();
        same(&document_in_pieces(&page.plan, path), &document_in_one(&page.plan, path), &page.name);
    }
}

#[test]
fn random_plans_say_the_same_in_pieces() {
    for seed in 0..400 {
        let text = random::plan(&mut Random::new(seed), 60);
        same(&document_in_pieces(&text, None), &document_in_one(&text, None), &format!("seed {seed}: {text}"));
    }
}

#[test]
fn long_parts_say_the_same_in_pieces() {
    for (name, text) in long() {
        let (cut, whole) = (document(&text, None), document_in_one(&text, None));
        assert!(cut.syntax().len() > whole.syntax().len(), "{name} is cut nowhere");
        same(&cut, &whole, name);
        same(&document_in_pieces(&text, None), &whole, name);
    }
}

/// A row says what it says, however many follow.
#[test]
fn tables_say_the_same_of_a_row_at_any_length() {
    for (name, head, row) in TABLES {
        let text = |rows: u32| plan(rows, head, row);
        let longest = show(&document(&text(160), None));
        for rows in [1, 28, 33, 34, 59, 99] {
            let own = show(&document(&text(rows), None));
            let lines = own.lines().filter(|line| !line.contains(" names "));
            let missing: Vec<&str> = lines.filter(|line| !longest.lines().any(|it| it == *line)).collect();
            assert!(missing.is_empty(), "{name}, {rows} rows: {missing:#?}");
            let expected = longest.lines().filter(|line| number(line).is_some_and(|at| at <= 10 + rows));
            let expected = expected.filter(|line| !line.contains(" names "));
            let lost: Vec<&str> = expected.filter(|line| !own.lines().any(|it| it == *line)).collect();
            assert!(lost.is_empty(), "{name}, {rows} rows lose {lost:#?}");
        }
    }
}

fn number(line: &str) -> Option<u32> {
    line.split(' ').next()?.parse().ok()
}

/// By name, what stands above the rows, and a row with `N` for its number.
const TABLES: [(&str, &str, &str); 7] = [
    (
        "tasks that are done",
        "| ID | Task | Owner | Status |\n|---|---|---|---|\n",
        "| T-N | Raise pole N of the tent | Ann | Done |",
    ),
    (
        "tasks to do",
        "| ID | Task | Owner | Status |\n|---|---|---|---|\n",
        "| T-N | Raise pole N of the tent | Ann | Todo |",
    ),
    ("units", "| Phase | When | Depends on |\n|---|---|---|\n", "| Phase N | Weeks N-N | - |"),
    (
        "units by number",
        "| Sprint | `Weeks` | Goal |\n|---|---|---|\n",
        "| N | N | Paint the wall of house N in **white** and `grey` |",
    ),
    (
        "estimates",
        "| # | Task | Days | Status |\n|--:|:---|---|---|\n",
        "| N | T-N Carry the box N up | 3 | in progress |",
    ),
    ("boxes", "| Task | Done | Link |\n|---|---|---|\n", "| T-N Sew the sail N | [x] | [N](#sail-N) |"),
    (
        "dates",
        "| Sprint | Start | End | Status |\n|---|---|---|---|\n",
        "| Sprint N | 2026-01-05 | 2026-01-16 | Planned |",
    ),
];

fn plan(rows: u32, head: &str, row: &str) -> String {
    let rows: String = (1..=rows).map(|n| row.replace('N', &n.to_string()) + "\n").collect();
    format!("# Moving house\n\n## Stage 1: Pack (Week 0)\n\n- [ ] find boxes\n\n## Rows\n\n{head}{rows}")
}

/// Parts of plans that are long enough to be cut.
fn long() -> Vec<(&'static str, String)> {
    let mut long: Vec<(&str, String)> = TABLES.iter().map(|(name, head, row)| (*name, plan(160, head, row))).collect();
    let numbered = |lines: &str| -> String { (1..=150).map(|n| lines.replace('N', &n.to_string())).collect() };
    let headings = numbered("## Phase N: Floor N\n\n- [ ] lay it\n\n");
    let progress = numbered("| Phase N | 1/2 | In Progress |\n");
    long.extend([
        ("a table of progress", format!("# P\n\n{headings}## Progress\n\n| Phase | Tasks | Status |\n|---|---|---|\n{progress}")),
        ("a list", format!("# P\n\n## Sprint 1\n\n{}", numbered("- [ ] **T-N** carry it\n  - [ ] T-N.1 lift\n    - Depends on: T-1\n  - Acceptance: it stands\n\n  It is heavy.\n"))),
        ("units in a list", format!("# P\n\n{}", numbered("- **Phase N: Walls** (Weeks N-N)\n  - Goal: dry\n  - [ ] plaster\n  - Acceptance criteria:\n    - dry\n    - white\n"))),
        ("a numbered list", format!("# P\n\n## Sprint 1\n\n**Tasks:**\n\n{}", numbered("N. [ ] carry box N\n   1. lift it\n   2. walk\n"))),
        ("criteria", format!("# P\n\n## Sprint 1\n\n**Acceptance criteria:**\n\n{}\n\n**Goal:** x\n\n", numbered("- [ ] box N stands in the hall\n")).repeat(2)),
        ("a field's list", format!("# P\n\n## Sprint 1\n\n**Risks:**\n{}\nDone.\n\n- [ ] carry\n", numbered("- rain on day N and the box gets wet\n"))),
        ("paragraphs", format!("# P\n\n## Sprint 1\n\n{}", numbered("**Goal:** box N\n**Owner:** Ann\n\nPhase N comes after Sprint 1.\n\n"))),
        ("quotes", format!("# P\n\n## Sprint 1\n\n{}", numbered("> **Phase N**\n> - [ ] carry\n\n"))),
        ("a fence", format!("# P\n\n## Sprint 1\n\n```mermaid\ngantt\n{}```\n\n{}", numbered("section Phase N\n  Floor N :f1, 2026-01-05, 3d\n"), numbered("text\n\n"))),
        ("a comment", format!("# P\n\n## Sprint 1\n\n<!--\n{}-->\n\n{}", numbered("\n- [ ] carry N\n"), numbered("- [ ] T-N carry it\n"))),
        ("bold units", format!("# P\n\n{}", numbered("**Sprint N** (Weeks N-N)\n\n- [ ] carry\n- [ ] lift\n\nDepends on: Sprint 1\n\n"))),
        ("units of units", format!("# P\n\n{}", numbered("**Phase N: Roof**\n\nWeek N: carry\n\n| Task | Status |\n|---|---|\n| T-N carry | Done |\n\n"))),
    ]);
    long
}

#[track_caller]
fn same(one: &Document, other: &Document, name: &str) {
    assert_eq!(show(one), show(other), "{name}");
    let ranges = |document: &Document| -> Vec<_> {
        let places = places(document.plan()).into_iter().map(|it| document.range(it));
        places.chain(document.plan().units.iter().map(|it| document.extent(it))).collect()
    };
    assert_eq!(ranges(one), ranges(other), "{name}");
    assert_eq!(one.regions(), other.regions(), "{name}");
}
