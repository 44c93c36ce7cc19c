//! Code actions: the fixes of the findings under the cursor, and what they make of the text.

#![allow(clippy::indexing_slicing)]

#[path = "support/fixture.rs"]
mod fixture;

use std::sync::Arc;

use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::ide::code_actions::{self, CodeAction};
use milepost_core::ide::completion::completion;
use milepost_core::ide::{FilePosition, FileRange};
use milepost_core::lint::lint;
use milepost_core::text::{Edit, TextRange};
use milepost_core::workspace::{FileId, Snapshot};

/// The titles of what is offered at the cursor or selection; a star before the preferred ones.
fn check_titles(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let titles: Vec<String> = code_actions(&fixture.snapshot, fixture.selection())
        .iter()
        .map(|it| format!("{}{}", if it.preferred { "* " } else { "" }, it.title))
        .collect();
    expected.assert_eq(&titles.join("\n"));
}

/// The lines that the first action leaves different.
fn check_first(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let actions = code_actions(&fixture.snapshot, fixture.selection());
    let before = &fixture.texts[0];
    let after = applied(before, &actions[0]);
    let is_new = |line: &&str| !before.lines().any(|old| old == *line);
    let lines: Vec<&str> = after.lines().filter(is_new).collect();
    expected.assert_eq(&lines.join("\n"));
}

fn applied(text: &str, action: &CodeAction) -> String {
    let mut text = text.to_owned();
    for (_, Edit { range, insert }) in action.edits.iter().rev() {
        text.replace_range(range.start as usize..range.end as usize, insert);
    }
    text
}

const BROKEN: &str = r#"
    ## Phase 1: Ground
    - [ ] Dig
    **Exit Criteria:** it holds
    ## Phase 2: Walls
    **Depends on:** Ph$0ase 4
    - [ ] Lay
    **Exit Criteria:** they stand
"#;

#[test]
fn a_broken_dependency_offers_the_nearest_names() {
    check_titles(
        BROKEN,
        expect![[r#"
        Replace with Phase 1
        Ignore broken-dependency here
        Ignore broken-dependency in this document"#]],
    );
    check_first(BROKEN, expect!["**Depends on:** Phase 1"]);
}

#[test]
fn what_is_depended_on_already_is_not_offered() {
    check_titles(
        &BROKEN.replace("Ph$0ase 4", "Phase 1, Ph$0ase 4"),
        expect![[r#"
        Ignore broken-dependency here
        Ignore broken-dependency in this document"#]],
    );
}

#[test]
fn nothing_is_offered_where_nothing_is_wrong() {
    check_titles(&BROKEN.replace("Ph$0ase 4", "Phase 4").replace("Dig", "D$0ig"), expect![[r#""#]]);
}

#[test]
fn a_selection_offers_the_fixes_of_all_that_it_touches() {
    check_titles(
        r#"
        ## Sprint$0 1: Ground (Weeks 1-2)
        - [ ] Dig
        ## Sprint 2: Walls (Weeks 2-3)
        - [ ] Lay
        $0
        "#,
        expect![[r#"
            Add acceptance criteria to Sprint 1
            Add acceptance criteria to Sprint 2
            Shift Sprint 2 by one week
            Ignore missing-acceptance-criteria here
            Ignore missing-acceptance-criteria in this document
            Ignore missing-acceptance-criteria here
            Ignore missing-acceptance-criteria in this document
            Ignore overlapping-weeks here
            Ignore overlapping-weeks in this document"#]],
    );
}

/// Nobody looks through hundreds of fixes, and each costs something.
#[test]
fn a_large_selection_offers_the_fixes_of_the_first_findings() {
    let sprints: String = (1..100).map(|it| format!("## Sprint {it}\n- [ ] Dig\n")).collect();
    let fixture = Fixture::of(&[("plan.md", &sprints)]);
    let whole = FileRange { file: FileId(0), range: TextRange::new(0, sprints.len() as u32) };
    let actions = code_actions(&fixture.snapshot, whole);
    let fixes: Vec<&str> = actions.iter().filter(|it| !it.silences).map(|it| it.title.as_str()).collect();
    assert_eq!(fixes.len(), 50);
    assert_eq!((fixes[0], fixes[49]), ("Add acceptance criteria to Sprint 1", "Add acceptance criteria to Sprint 50"));
}

/// The document is not checked again: an editor asks at every move of the cursor.
#[test]
fn what_is_wrong_is_taken_from_who_asks() {
    let fixture = Fixture::new(BROKEN);
    let none = Arc::new(Vec::new());
    assert!(code_actions::code_actions(&fixture.snapshot, fixture.selection(), &none, &|| true).is_empty());
}

#[test]
fn a_cursor_stands_for_its_line() {
    check_titles(
        "## Sprint 1: Ground\n- [ ] Dig\n## Sprint 2: Wa$0lls\n- [ ] Lay\n",
        expect![[r#"
            Add acceptance criteria to Sprint 2
            Ignore missing-acceptance-criteria here
            Ignore missing-acceptance-criteria in this document"#]],
    );
}

#[test]
fn a_completed_label_resolves() {
    let fixture = Fixture::new("## Sprint 1: Ground\n- [ ] Dig\n## Sprint 2: Walls\nDepends on: Spr$0\n- [ ] Lay\n");
    let at = fixture.cursor();
    let first = completion(&fixture.snapshot, at).items.remove(0);
    let mut text = fixture.texts[0].clone();
    text.replace_range(first.replace.start as usize..first.replace.end as usize, &first.insert);
    let after = Fixture::of(&[("plan.md", &text)]);
    let offset = first.replace.start + 1;
    let range = TextRange::empty(offset);
    assert!(code_actions(&after.snapshot, FileRange { file: at.file, range }).is_empty(), "{text}");
    let found = milepost_core::ide::definition::definition(&after.snapshot, FilePosition { file: at.file, offset });
    assert_eq!(found.len(), 1, "{text}");
}

#[test]
fn weeks_do_not_move_away_from_the_dates_beside_them() {
    let titles = |more: &str| {
        let page = format!(
            "# P\n\n## Sprint 1\n\n**Timeline:** Weeks 1-2\n\n- [ ] a\n\n## Sprint 2\n\n**Timeline:** We$0eks 2-3{more}\n\n- [ ] b\n"
        );
        let fixture = Fixture::new(&page);
        let found = code_actions(&fixture.snapshot, fixture.selection());
        found.into_iter().map(|it| it.title).filter(|it| it.starts_with("Shift")).collect::<Vec<_>>()
    };
    assert_eq!(titles(""), ["Shift Sprint 2 by one week"]);
    assert!(titles(" (Jan 12 – Jan 23)").is_empty());
    assert!(titles("\n\n**Dates:** Jan 12 – Jan 23").is_empty());
}

fn code_actions(snapshot: &Snapshot, at: FileRange) -> Vec<CodeAction> {
    code_actions::code_actions(snapshot, at, &Arc::new(lint(snapshot, at.file)), &|| true)
}
