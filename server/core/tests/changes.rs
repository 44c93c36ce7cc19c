//! Two states of a plan compared: what a project manager would tell, and what must hold for any two plans.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod pages;
#[path = "pages/random.rs"]
mod random;
mod syntax_random;

use expect_test::{Expect, expect};
use milepost_core::changes::{Change, ItemChange, PlanChanges, compare};
use milepost_core::document::Document;
use pages::{document, pages};
use syntax_random::Random;

fn read(text: &str) -> Document {
    document(text, None)
}

fn told(changes: &PlanChanges) -> String {
    let mut told = String::new();
    if let Some(end) = changes.end {
        told.push_str(&format!("end: {} → {}\n", end.old, end.new));
    }
    for item in &changes.items {
        let name =
            |side: &Option<milepost_core::changes::Item>| side.as_ref().map_or("–".to_owned(), |it| it.name.clone());
        told.push_str(&format!("{} | {}\n", name(&item.old), name(&item.new)));
        for change in &item.changes {
            told.push_str(&format!("  {}\n", short(change)));
        }
    }
    told
}

fn short(change: &Change) -> String {
    match change {
        Change::Schedule(_, shift) => format!("schedule {:?}", shift.map(|it| (it.unit, it.start, it.end))),
        Change::Dependencies(it) => format!("dependencies +{:?} -{:?}", it.added, it.dropped),
        Change::Criteria(it) => format!("criteria +{:?} -{:?} ~{}", it.added, it.dropped, it.reworded.len()),
        other => format!("{other:?}"),
    }
}

fn check(old: &str, new: &str, wanted: Expect) {
    wanted.assert_eq(&told(&compare(&read(old), &read(new))));
}

const PLAN: &str = "\
# Plan

## Sprint 1: Import (Weeks 1-2)

- [ ] Read the archive
- [ ] Write the index (3 points)

**Acceptance:** every page is there.

## Sprint 2: Search (Weeks 3-4)

**Depends on:** Sprint 1

- [ ] T1 Rank by title

## Sprint 3: Print (Weeks 5-6)

**Depends on:** Sprint 2
";

#[test]
fn what_slips_takes_its_neighbours_along() {
    let new = PLAN.replace("Weeks 3-4", "Weeks 4-5").replace("Weeks 5-6", "Weeks 6-8");
    check(
        PLAN,
        &new,
        expect![[r#"
            end: week 6 → week 8
            Sprint 2: Search | Sprint 2: Search
              schedule Some((Week, 1, 1))
            Sprint 3: Print | Sprint 3: Print
              schedule Some((Week, 1, 2))
        "#]],
    );
}

/// A unit that comes between renumbers those behind it, and what waits for them waits for the same.
#[test]
fn a_unit_between_renumbers_and_rewires_nothing() {
    let new = PLAN
        .replace("## Sprint 3: Print", "## Sprint 4: Print")
        .replace("**Depends on:** Sprint 2", "**Depends on:** Sprint 3")
        .replace("## Sprint 2: Search", "## Sprint 2: Accounts\n\n- [ ] Sign in\n\n## Sprint 3: Search");
    check(
        PLAN,
        &new,
        expect![[r#"
            – | Sprint 2: Accounts
            Sprint 2: Search | Sprint 3: Search
              Renumbered(Pair { old: "Sprint 2", new: "Sprint 3" })
            Sprint 3: Print | Sprint 4: Print
              Renumbered(Pair { old: "Sprint 3", new: "Sprint 4" })
            – | Sign in
        "#]],
    );
}

#[test]
fn work_is_finished_estimated_reworded_and_moved() {
    let new = PLAN
        .replace("- [ ] Read the archive", "- [x] Read the archive")
        .replace("- [ ] Write the index (3 points)\n", "")
        .replace("- [ ] T1 Rank by title", "- [ ] T1 Rank by title and by date\n- [ ] Write the index (5 points)")
        .replace("every page is there.", "every page is there and can be read.")
        .replace("**Depends on:** Sprint 2", "**Depends on:** Sprint 1, Sprint 2");
    check(
        PLAN,
        &new,
        expect![[r#"
            Sprint 1: Import | Sprint 1: Import
              Progress(Pair { old: (0, 2), new: (1, 1) })
              criteria +[] -[] ~1
            Sprint 2: Search | Sprint 2: Search
              Progress(Pair { old: (0, 1), new: (0, 2) })
            Sprint 3: Print | Sprint 3: Print
              dependencies +["Sprint 1: Import"] -[]
            Read the archive | Read the archive
              Status(Pair { old: Some(Todo), new: Some(Done) })
            T1 Rank by title | T1 Rank by title and by date
              Renamed(Pair { old: "Rank by title", new: "Rank by title and by date" })
            Write the index | Write the index
              Moved(Pair { old: Some("Sprint 1: Import"), new: Some("Sprint 2: Search") })
              Estimate(Pair { old: Some("3 points"), new: Some("5 points") })
        "#]],
    );
}

#[test]
fn a_new_title_under_the_old_label_is_a_new_name() {
    check(
        PLAN,
        &PLAN.replace("Sprint 2: Search", "Sprint 2: Find things"),
        expect![[r#"
            Sprint 2: Search | Sprint 2: Find things
              Renamed(Pair { old: "Search", new: "Find things" })
        "#]],
    );
}

#[test]
fn equal_titles_are_told_apart_by_where_they_stand() {
    let plan = "# Plan\n\n## Phase 1: A\n\n### Week 1\n\n- [ ] Test\n\n## Phase 2: B\n\n### Week 1\n\n- [ ] Test\n";
    check(
        plan,
        &plan.replace("## Phase 1: A\n\n### Week 1\n\n- [ ] Test", "## Phase 1: A\n\n### Week 1\n\n- [x] Test"),
        expect![[r#"
            Week 1 | Week 1
              Progress(Pair { old: (0, 1), new: (1, 1) })
            Test | Test
              Status(Pair { old: Some(Todo), new: Some(Done) })
        "#]],
    );
}

/// What it holds tells a unit that was renumbered and renamed at once.
#[test]
fn a_unit_is_known_by_what_it_holds() {
    check(
        PLAN,
        &PLAN.replace("Sprint 1: Import", "Sprint 9: Everything else").replace("**Depends on:** Sprint 1\n\n", ""),
        expect![[r#"
            Sprint 1: Import | Sprint 9: Everything else
              Renumbered(Pair { old: "Sprint 1", new: "Sprint 9" })
              Renamed(Pair { old: "Import", new: "Everything else" })
            Sprint 2: Search | Sprint 2: Search
              dependencies +[] -["Sprint 1: Import"]
        "#]],
    );
}

/// Who waits for a unit that was dropped still says that it waits.
#[test]
fn a_dependency_that_leads_nowhere_any_more_is_no_change() {
    check(
        PLAN,
        &PLAN.replace("## Sprint 1: Import (Weeks 1-2)", "## Notes"),
        expect![[r#"
        Sprint 1: Import | –
        Read the archive | Read the archive
          Moved(Pair { old: Some("Sprint 1: Import"), new: None })
        Write the index | Write the index
          Moved(Pair { old: Some("Sprint 1: Import"), new: None })
    "#]],
    );
}

/// Pages of the suite, and random plans, each with a mutation of itself.
fn plans() -> Vec<(String, String)> {
    let mut plans: Vec<(String, String)> = pages().into_iter().map(|it| (it.plan.clone(), it.plan)).collect();
    for seed in 0..120 {
        let one = random::plan(&mut Random::new(seed), 30);
        let other = random::plan(&mut Random::new(seed + 1_000), 30);
        let mut lines: Vec<&str> = one.lines().collect();
        let at = seed as usize % lines.len().max(1);
        lines.rotate_left(at);
        lines.truncate(lines.len() - at / 2);
        plans.push((one.clone(), lines.join("\n")));
        plans.push((one, other));
    }
    plans
}

#[test]
fn a_plan_does_not_differ_from_itself() {
    for (at, (plan, other)) in plans().iter().enumerate() {
        for text in [plan, other] {
            let document = read(text);
            assert_eq!(compare(&document, &document), PlanChanges::default(), "plan {at}:\n{text}");
        }
    }
}

#[test]
fn what_is_added_one_way_is_dropped_the_other_way() {
    let names = |changes: &PlanChanges, is_it: fn(&ItemChange) -> bool| {
        let items = changes.items.iter().filter(|it| is_it(it));
        let mut names: Vec<(u32, String)> =
            items.filter_map(|it| it.new.as_ref().or(it.old.as_ref())).map(|it| (it.line, it.name.clone())).collect();
        names.sort();
        names
    };
    for (at, (one, other)) in plans().iter().enumerate() {
        let (one, other) = (read(one), read(other));
        let (there, back) = (compare(&one, &other), compare(&other, &one));
        assert_eq!(names(&there, |it| it.old.is_none()), names(&back, |it| it.new.is_none()), "plans {at}");
        assert_eq!(names(&there, |it| it.new.is_none()), names(&back, |it| it.old.is_none()), "plans {at}");
        assert_eq!(there.items.len(), back.items.len(), "plans {at}");
    }
}
