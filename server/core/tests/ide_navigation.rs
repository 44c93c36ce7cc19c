//! Definition and references: from a name to what it means, and back.

#[path = "support/fixture.rs"]
mod fixture;

use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::ide::FileRange;
use milepost_core::ide::definition::{Navigation, definition};
use milepost_core::ide::references::references;
use milepost_core::text::TextRange;

/// The carets mark where definition leads to from each cursor.
fn check_definition(page: &str) {
    let fixture = Fixture::new(page);
    assert!(!fixture.cursors.is_empty(), "the page has a $0");
    for cursor in &fixture.cursors {
        let mut found = Vec::new();
        for it in definition(&fixture.snapshot, *cursor) {
            assert!(it.range.contains(it.focus), "{it:?}");
            assert!(it.origin.touches(cursor.offset), "{it:?}");
            found.push(FileRange { file: it.file, range: it.focus });
        }
        found.sort();
        let show = |all: &[FileRange]| all.iter().map(|it| fixture.show(*it)).collect::<Vec<_>>();
        assert_eq!(show(&found), show(&fixture.marked()), "from offset {}", cursor.offset);
    }
}

/// The carets mark every reference; those that say `definition` come only with the declaration.
fn check_references(page: &str) {
    let fixture = Fixture::new(page);
    let show = |all: &[FileRange]| all.iter().map(|it| fixture.show(*it)).collect::<Vec<_>>();
    let mentions = fixture.marks.iter().filter(|mark| mark.message != "definition").map(|mark| mark.at);
    let mut mentions: Vec<FileRange> = mentions.collect();
    mentions.sort();
    for cursor in &fixture.cursors {
        assert_eq!(show(&references(&fixture.snapshot, *cursor, true)), show(&fixture.marked()), "with declaration");
        assert_eq!(show(&references(&fixture.snapshot, *cursor, false)), show(&mentions), "without declaration");
    }
}

fn check_origin(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let at = fixture.cursor();
    let found = definition(&fixture.snapshot, at);
    let origins: Vec<String> =
        found.iter().map(|it| fixture.show(FileRange { file: at.file, range: it.origin })).collect();
    expected.assert_eq(&origins.join("\n"));
}

#[test]
fn every_kind_of_mention_leads_to_the_unit() {
    check_definition(
        r#"
        ## Sprint 1: Ground
        - [ ] Set up
        ## Sprint 2: Parser
           ^^^^^^^^
        - [ ] Scan
        ## Sprint 3: Rules
        **Depends on:** $0Sprint 2$0
        - [ ] Register what Spr$0int 2 reads
        ## Overview
        | Sprint | Title  |
        |--------|--------|
        | 1      | Ground |
        | $02      | Parser |
        "#,
    );
}

#[test]
fn a_definition_leads_to_itself() {
    check_definition(
        r#"
        ## Spri$0nt 1: Ground (A1-S1)
           ^^^^^^^^
        - [ ] Set up
        "#,
    );
}

#[test]
fn a_task_id_leads_to_the_task() {
    check_definition(
        r#"
        ## Phase 1: Setup
        - [x] T001 Create the repository
              ^^^^
        - [ ] T002 Write the parser (depends on T00$01)
        "#,
    );
}

#[test]
fn each_end_of_a_range_is_its_own_mention_or_all_of_it() {
    check_origin(
        r#"
        ## Phase 1: Ground
        - [x] Set up
        ## Phase 2: Walls
        - [x] Bricks
        ## Phase 3: Roof
        **Depends on:** Phases 1 and $02
        - [ ] Beams
        "#,
        expect![[r#"plan.md 6:30 "2""#]],
    );
}

#[test]
fn a_name_is_looked_up_in_its_own_document_first() {
    check_definition(
        r#"
        //- a.md
        ## Sprint 1: Here
           ^^^^^^^^
        - [ ] Set up
        ## Sprint 2: Next
        **Depends on:** Sprint$0 1
        - [ ] Go on
        //- b.md
        ## Sprint 1: There
        - [ ] Set up
        "#,
    );
}

#[test]
fn then_in_documents_that_it_links_to() {
    check_definition(
        r#"
        //- plans/a.md
        # The plan of team A, after [the first](../old/first%20plan.md#top)
        ## Sprint 2: Next
        **Depends on:** Sprint$0 1
        - [ ] Go on
        //- plans/b.md
        ## Sprint 1: In the folder
        - [ ] Set up
        //- old/first plan.md
        ## Sprint 1: Linked
           ^^^^^^^^
        - [ ] Set up
        "#,
    );
}

#[test]
fn then_in_its_folder() {
    check_definition(
        r#"
        //- plans/a.md
        ## Sprint 2: Next
        **Depends on:** Sprint$0 1
        - [ ] Go on
        //- old/c.md
        ## Sprint 1: Elsewhere
        - [ ] Set up
        //- plans/b.md
        ## Sprint 1: In the folder
           ^^^^^^^^
        - [ ] Set up
        "#,
    );
}

#[test]
fn then_in_its_workspace_folder() {
    check_definition(
        r#"
        //- pier:plans/a.md
        ## Sprint 2: Next
        **Depends on:** Sprint$0 1
        - [ ] Go on
        //- quay:plans/b.md
        ## Sprint 1: In a folder of the same name, and elsewhere
        - [ ] Set up
        //- pier:old/c.md
        ## Sprint 1: In the workspace folder
           ^^^^^^^^
        - [ ] Set up
        "#,
    );
}

#[test]
fn a_link_leads_to_the_file_beside_it_and_not_to_one_of_the_same_path() {
    check_definition(
        r#"
        //- quay:other.md
        ## Sprint 1: Elsewhere
        - [ ] Set up
        //- pier:plan.md
        See [the other](other.md).
        ## Sprint 2: Next
        **Depends on:** Sprint$0 1
        - [ ] Go on
        //- pier:other.md
        ## Sprint 1: Linked
           ^^^^^^^^
        - [ ] Set up
        //- pier:third.md
        ## Sprint 1: In the folder
        - [ ] Set up
        "#,
    );
}

#[test]
fn then_in_the_workspace() {
    check_definition(
        r#"
        //- plans/a.md
        ## Sprint 2: Next
        **Depends on:** Sprint$0 1
        - [ ] Go on
        //- old/c.md
        ## Sprint 1: Elsewhere
           ^^^^^^^^
        - [ ] Set up
        //- other/d.md
        ## Sprint 1: Elsewhere too
           ^^^^^^^^
        - [ ] Set up
        "#,
    );
}

#[test]
fn a_label_that_repeats_under_each_sprint_means_the_one_nearby() {
    check_definition(
        r#"
        ## Sprint 1: Ground
        ### Week 1: Dig
        - [ ] Dig
        ### Week 2: Pour
        **Depends on:** Week 1
        - [ ] Pour
        ## Sprint 2: Walls
        ### Week 1: Bricks
            ^^^^^^
        - [ ] Lay
        ### Week 2: Mortar
        **Depends on:** Wee$0k 1
        - [ ] Mix
        "#,
    );
}

#[test]
fn a_link_leads_to_its_heading() {
    check_definition(
        r#"
        //- pier:plan.md
        # Pier
        - $0[the f$0ar one](../quay/other%20plan.md#ph$0ase-9-far)$0, [again][far]
        ## Sprint 1: Go on [as t$0here](../quay/other%20plan.md#phase-9-far)
        - [ ] See [Sprint 3](../quay/other%20plan.md$0#phase-9-far)

        [far]: ../quay/other%20pl$0an.md#phase-9-far
        //- quay:other plan.md
        # Quay
        ## Phase 9: Far
        ^^^^^^^^^^^^^^^
        "#,
    );
}

#[test]
fn a_name_in_a_link_goes_before_it() {
    check_definition(
        r#"
        //- plan.md
        ## Sprint 1: Ground
           ^^^^^^^^
        - [ ] See [Spr$0int 1 of old](#part)
        ## Part
        "#,
    );
}

#[test]
fn a_link_to_a_file_leads_to_where_it_begins() {
    let fixture = Fixture::new(
        r#"
        //- plan.md
        ## Sprint 1: Ground
        - [ ] See [th$0is](other.md), [gone](other$0.md#gone), [nowhere](n$0one.md), [nor](#no$0ne) or [there](https://pl$0an.md)
        //- other.md
        # Other
        "#,
    );
    let found = fixture.cursors.iter().map(|at| definition(&fixture.snapshot, *at));
    let begin = |it: Vec<Navigation>| it.iter().map(|it| (it.file.0, it.focus)).collect::<Vec<_>>();
    let other = vec![(1, TextRange::empty(0))];
    assert_eq!(found.map(begin).collect::<Vec<_>>(), [other.clone(), other, vec![], vec![], vec![]]);
}

#[test]
fn references_are_all_mentions_in_all_files() {
    check_references(
        r#"
        //- plans/a.md
        ## Sprint $01: Ground
           ^^^^^^^^ definition
        - [ ] Set up
        ## Sprint 2: Parser
        **Depends on:** Sprint 1
                        ^^^^^^^^
        - [ ] Build on sprint $01, and again on Sprint 1.
                       ^^^^^^^^
                                              ^^^^^^^^

        | Sprint | Title  |
        |--------|--------|
        | 1      | Ground |
          ^
        //- plans/b.md
        ## Sprint 7: Later
        **Depends on:** Sprint 1
                        ^^^^^^^^
        - [ ] Wait
        //- other/c.md
        ## Sprint 1: Another plan
        - [ ] Sprint 1 means this one here
        "#,
    );
}

#[test]
fn all_names_of_a_unit_are_its_declaration() {
    check_references(
        r#"
        ## Sprint $01: Ground (A1-S1)
           ^^^^^^^^ definition
                             ^^^^^ definition
        - [ ] Set up
        ## Sprint 2: Parser
        - [ ] Build on A1-$0S1 and Sprint 1
                       ^^^^^
                                 ^^^^^^^^
        "#,
    );
}

/// What `T901` and `API-7` mean in running text, with the documents around it.
const STRANGERS: &str = r#"
    //- plans/a.md
    # Pier, after [the crane](../crane/c.md)
    ## Sprint 1: Ground
    - [ ] T001 Set up what T9$001 and API-$07 need, and CRANE$0-3; SHOP-114 is like FAR-$01
    //- plans/b.md
    # Quay
    ## Sprint 5: Walls
    - [ ] T901 Lay
    - [ ] API-7 Ask
    //- crane/c.md
    # Crane
    ## Sprint 6: Lift
    - [ ] CRANE-3 Lift
    //- far/d.md
    # Far
    ## Sprint 7: Go
    - [ ] FAR-1 Go
"#;

#[test]
fn an_id_in_running_text_is_known_by_the_documents_around_it() {
    let fixture = Fixture::new(STRANGERS);
    let led = |at| {
        let found = definition(&fixture.snapshot, at);
        found.iter().map(|it| fixture.show(FileRange { file: it.file, range: it.focus })).collect::<Vec<_>>()
    };
    let found: Vec<_> = fixture.cursors.iter().map(|at| led(*at)).collect();
    let named = [r#"plans/b.md 3:7 "T901""#, r#"plans/b.md 4:7 "API-7""#, r#"crane/c.md 3:7 "CRANE-3""#];
    assert_eq!(found, [vec![named[0]], vec![named[1]], vec![named[2]], vec![]], "and none from far away");
}

#[test]
fn an_id_in_running_text_is_a_reference_to_what_stands_beside() {
    check_references(
        r#"
        //- a.md
        ## Sprint 1: Ground
        - [ ] T001 Set up what T901 and T902 need, and T999
                               ^^^^
        //- b.md
        ## Sprint 5: Walls
        - [ ] T9$001 Lay
              ^^^^ definition
        - [ ] T902 Paint
        //- far/c.md
        ## Sprint 6: Lift
        - [ ] T100 Lift, as T901 does
        **Depends on:** T901
                        ^^^^
        "#,
    );
}

#[test]
fn references_of_a_task_are_where_its_id_stands() {
    check_references(
        r#"
        ## Phase 1: Setup
        - [x] T0$001 Create the repository
              ^^^^ definition
        - [ ] T002 Write the parser (depends on T001)
                                                ^^^^
        - [ ] T003 Print it
        "#,
    );
}

#[test]
fn nothing_is_found_where_nothing_is_named() {
    for page in ["## Sprint 1: Ground\n\n- [ ] Set $0up\n", "$0", "A no$0te.\n"] {
        let fixture = Fixture::new(page);
        assert_eq!(definition(&fixture.snapshot, fixture.cursor()), []);
        assert_eq!(references(&fixture.snapshot, fixture.cursor(), true), []);
    }
}
