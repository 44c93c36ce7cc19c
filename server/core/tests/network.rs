//! The precedence network: arcs, standing, readiness, lengths and the critical path, on plans a person can read.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "support/fixture.rs"]
mod fixture;

use expect_test::{Expect, expect};
use fastrand::Rng;
use fixture::Fixture;
use milepost_core::network::readiness::Readiness;
use milepost_core::network::timing::critical_path;
use milepost_core::network::{Network, Node, NodeIndex};
use milepost_core::workspace::FileId;

/// A line for each node: indented by depth; `*` where critical; its times and slack; how far and how ready it is.
fn show(network: &Network) -> String {
    let name = |at: &NodeIndex| network.node(*at).map_or("?", Node::short).to_owned();
    let names = |list: &[NodeIndex]| list.iter().map(name).collect::<Vec<_>>().join(", ");
    let mut text = String::new();
    for (at, node) in network.each() {
        let depth = network.around(at).len();
        let times = match node.timing {
            Some(it) => format!(
                "{}{}–{} slack {}",
                if it.is_critical { "*" } else { "" },
                it.earliest_start,
                it.earliest_finish,
                it.slack
            ),
            None => "untimed".to_owned(),
        };
        let readiness = match &node.readiness {
            Readiness::Blocked { by } => format!("blocked by {}", names(by)),
            Readiness::Unknown { missing } => {
                let texts =
                    missing.iter().map(|(at, index)| network.node(*at).unwrap().missing[*index as usize].text.clone());
                format!("waits for unknown {}", texts.collect::<Vec<_>>().join(", "))
            }
            other => format!("{other:?}").to_lowercase(),
        };
        text.push_str(&format!(
            "{}{} [{times}; {} {:?}; {}/{}] {readiness}\n",
            "  ".repeat(depth),
            node.short(),
            node.length.steps,
            node.length.basis,
            node.progress.done,
            node.progress.total,
        ));
    }
    for cycle in &network.cycles {
        text.push_str(&format!("cycle: {}\n", names(cycle)));
    }
    for project in &network.projects {
        text.push_str(&format!("{} {}s\n", project.length, project.grain));
    }
    text
}

fn network(page: &str) -> Network {
    let fixture = Fixture::new(page);
    let files: Vec<FileId> = fixture.snapshot.files().map(|(file, _)| file).collect();
    Network::of(&fixture.snapshot, &files)
}

fn check(page: &str, wanted: Expect) {
    wanted.assert_eq(&show(&network(page)));
}

#[test]
fn of_a_diamond_the_longer_side_is_critical() {
    check(
        "
        # Release plan

        ## Phase 1: Import (Weeks 1-2)

        - [x] Read the tapes

        ## Phase 2: Search (Weeks 3-6)

        Depends on: Phase 1

        ## Phase 3: Pictures (Weeks 3-3)

        Depends on: Phase 1

        ## Phase 4: Launch (Week 7)

        Depends on: Phase 2, Phase 3
        ",
        expect![[r#"
            Phase 1 [*0–2 slack 0; 2 Schedule; 1/1] done
            Phase 2 [*2–6 slack 0; 4 Schedule; 0/0] ready
            Phase 3 [2–3 slack 3; 1 Schedule; 0/0] ready
            Phase 4 [*6–7 slack 0; 1 Schedule; 0/0] blocked by Phase 2, Phase 3
            7 weeks
        "#]],
    );
}

#[test]
fn a_circle_is_left_out_and_named_and_what_follows_waits_for_it() {
    check(
        "
        # Plan

        ## Phase 1: Import

        Depends on: Phase 2

        ## Phase 2: Search

        Depends on: Phase 1

        ## Phase 3: Launch

        Depends on: Phase 2

        ## Phase 4: Feast

        Depends on: Phase 3
        ",
        expect![[r#"
            Phase 1 [untimed; 1 Assumed; 0/0] blocked by Phase 2
            Phase 2 [untimed; 1 Assumed; 0/0] blocked by Phase 1
            Phase 3 [*0–1 slack 0; 1 Assumed; 0/0] blocked by Phase 2
            Phase 4 [*1–2 slack 0; 1 Assumed; 0/0] blocked by Phase 3
            cycle: Phase 1, Phase 2
            2 steps
        "#]],
    );
}

#[test]
fn depending_on_a_container_is_depending_on_what_it_holds() {
    check(
        "
        # Plan

        ## Phase 1: Import

        ### Sprint 1: Tapes (Weeks 1-2)

        - [x] Read

        ### Sprint 2: Disks (Weeks 3-5)

        Depends on: Sprint 1

        - [x] Read
        - [ ] Store

        ## Phase 2: Search

        Depends on: Phase 1

        ### Sprint 3: Index (Weeks 6-7)

        - [ ] Build

        ### Sprint 4: Words (Week 6)

        - [ ] Count
        ",
        expect![[r#"
            Phase 1 [*0–5 slack 0; 0 Contents; 2/3] inprogress
              Sprint 1 [*0–2 slack 0; 2 Schedule; 1/1] done
              Sprint 2 [*2–5 slack 0; 3 Schedule; 1/2] inprogress
            Phase 2 [*5–7 slack 0; 0 Contents; 0/2] blocked by Phase 1
              Sprint 3 [*5–7 slack 0; 2 Schedule; 0/1] blocked by Phase 1
              Sprint 4 [5–6 slack 1; 1 Schedule; 0/1] blocked by Phase 1
            7 weeks
        "#]],
    );
}

#[test]
fn what_is_defined_nowhere_leaves_readiness_open() {
    check(
        "
        # Plan

        ## Phase 1: Import

        - [x] Read

        ## Phase 2: Search

        Depends on: Phase 1, SHOP-1042

        - [ ] Build

        ## Phase 3: Launch

        Depends on: Phase 9, Phase 2

        - [ ] Open
        ",
        expect![[r#"
            Phase 1 [*0–1 slack 0; 1 Assumed; 1/1] done
            Phase 2 [*1–2 slack 0; 1 Assumed; 0/1] waits for unknown SHOP-1042
            Phase 3 [*2–3 slack 0; 1 Assumed; 0/1] blocked by Phase 2
            3 steps
        "#]],
    );
}

#[test]
fn sequential_plans_without_dependencies_have_no_arcs_and_no_critical_path() {
    check(
        "
        # Plan

        ## Sprint 1: Import (Weeks 1-2)

        - [ ] Read

        ## Sprint 2: Search (Weeks 3-4)

        - [ ] Build
        ",
        expect![[r#"
            Sprint 1 [0–2 slack 0; 2 Schedule; 0/1] ready
            Sprint 2 [0–2 slack 0; 2 Schedule; 0/1] ready
            0 weeks
        "#]],
    );
}

#[test]
fn tasks_with_ids_wait_for_each_other_and_hold_up_their_unit() {
    check(
        "
        # Tasks

        ## Phase 1: Setup

        - [x] T001 Create the project
        - [-] T002 Set up tests

        ## Phase 2: Count

        - [ ] T003 Read the loop (depends on T002)
        - [ ] T004 Tell bicycles from prams (depends on T003)

        ## Phase 3: Show

        - [ ] T005 Draw (depends on T004)
        - [ ] Choose colours
        ",
        expect![[r#"
            Phase 1 [*0–1 slack 0; 0 Contents; 1/2] inprogress
              T001 [0–1 slack 3; 1 Assumed; 1/1] done
              T002 [*0–1 slack 0; 1 Assumed; 0/1] inprogress
            Phase 2 [*1–3 slack 0; 0 Contents; 0/2] blocked by T002
              T003 [*1–2 slack 0; 1 Assumed; 0/1] blocked by T002
              T004 [*2–3 slack 0; 1 Assumed; 0/1] blocked by T003
            Phase 3 [*3–4 slack 0; 0 Contents; 0/2] ready
              T005 [*3–4 slack 0; 1 Assumed; 0/1] blocked by T004
            4 steps
        "#]],
    );
}

#[test]
fn other_documents_belong_to_it_as_far_as_something_depends_on_them() {
    let page = "
        //- plans/shop.md
        # Plan: shop

        See [pay](pay.md).

        ## Phase 1: Basket (2 weeks)

        - [x] Add

        ## Phase 2: Checkout

        **Duration:** 3 days
        **Depends on:** PAY-1

        - [ ] Card

        //- plans/pay.md
        # Plan: pay

        ## PAY-1: Contract (Week 1)

        **Status:** In progress

        //- other/garden.md
        # Plan: garden

        ## Phase 1: Dig

        - [ ] Dig
        ";
    check(
        page,
        expect![[r#"
        Phase 1 [0–10 slack 0; 10 Duration; 1/1] done
        Phase 2 [*5–8 slack 0; 3 Duration; 0/1] blocked by PAY-1
        PAY-1 [*0–5 slack 0; 5 Schedule; 0/0] inprogress
        Phase 1 [0–1 slack 0; 1 Assumed; 0/1] ready
        8 days
        0 steps
    "#]],
    );
    let fixture = Fixture::new(page);
    let network = Network::of(&fixture.snapshot, &[FileId(0)]);
    let files: Vec<u32> = network.nodes.iter().map(|node| node.definition.file.0).collect();
    assert_eq!(files, [0, 0, 1], "the plan of the garden has nothing to do with it");
}

#[test]
fn standing_is_stated_or_restated_or_adds_up() {
    check(
        "
        # Roadmap

        | Phase | Status |
        |---|---|
        | Phase 1 | Done |
        | Phase 2 | Planned |
        | Phase 3 | In progress |

        ## Phase 1: Import

        Text.

        ## Phase 2: Search

        - [x] Build
        - [ ] Test

        ## Phase 3: Launch

        Text.

        ## Phase 4: Feast (deferred)

        - [ ] Cake

        ## Phase 5: Pictures

        **Status:** Cancelled

        - [ ] T5 Scan

        ## Phase 6: Maps

        **Status:** On hold

        ## Phase 7: Sounds

        **Status:** Blocked

        - [ ] T7 Listen
        ",
        expect![[r#"
            Phase 1 [0–1 slack 0; 1 Assumed; 0/0] done
            Phase 2 [0–1 slack 0; 1 Assumed; 1/2] inprogress
            Phase 3 [0–1 slack 0; 1 Assumed; 0/0] inprogress
            Phase 4 [0–1 slack 0; 1 Assumed; 0/1] deferred
            Phase 5 [untimed; 0 Contents; 0/1] cancelled
              T5 [untimed; 1 Assumed; 0/1] cancelled
            Phase 6 [0–1 slack 0; 1 Assumed; 0/0] deferred
            Phase 7 [0–1 slack 0; 0 Contents; 0/1] blocked by 
              T7 [0–1 slack 0; 1 Assumed; 0/1] blocked by Phase 7
            0 steps
        "#]],
    );
}

#[test]
fn the_finest_measure_counts_and_a_range_of_lengths_its_most() {
    check(
        "
        # Plan

        ## Phase 1: Import

        **Duration:** 2-3 weeks

        ## Phase 2: Search

        **Duration:** 1.5 weeks
        **Depends on:** Phase 1

        ## Phase 3: Launch

        **Duration:** 1 month
        **Depends on:** Phase 2
        ",
        expect![[r#"
            Phase 1 [*0–15 slack 0; 15 Duration; 0/0] ready
            Phase 2 [*15–23 slack 0; 8 Duration; 0/0] blocked by Phase 1
            Phase 3 [*23–43 slack 0; 20 Duration; 0/0] blocked by Phase 2
            43 days
        "#]],
    );
    check(
        "
        # Plan

        ## Phase 1: Import (2026-01-05 to 2026-01-16)

        ## Phase 2: Search

        **Duration:** 1 week
        **Depends on:** Phase 1

        ### Sprint 1: Words

        - [ ] Count
        ",
        expect![[r#"
            Phase 1 [*0–12 slack 0; 12 Schedule; 0/0] ready
            Phase 2 [*12–19 slack 0; 7 Duration; 0/1] blocked by Phase 1
              Sprint 1 [12–12 slack 7; 0 Within; 0/1] blocked by Phase 1
            19 days
        "#]],
    );
}

/// A plan of `lengths.len()` phases with these lengths and arcs, each from an earlier phase to a later one.
fn plan(lengths: &[u64], arcs: &[(usize, usize)]) -> String {
    let mut text = "# Plan\n".to_owned();
    for (at, length) in lengths.iter().enumerate() {
        text.push_str(&format!("\n## Phase {}: Part\n\n**Duration:** {length} weeks\n", at + 1));
        let on: Vec<String> =
            arcs.iter().filter(|(_, to)| *to == at).map(|(from, _)| format!("Phase {}", from + 1)).collect();
        if !on.is_empty() {
            text.push_str(&format!("**Depends on:** {}\n", on.join(", ")));
        }
    }
    text
}

/// Every chain of phases, from one that waits for nothing on.
fn chains(count: usize, arcs: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = (0..count).map(|at| vec![at]).collect();
    let mut done = 0;
    while done < found.len() {
        let chain = found[done].clone();
        let last = chain[chain.len() - 1];
        found.extend(arcs.iter().filter(|(from, _)| *from == last).map(|(_, to)| [chain.clone(), vec![*to]].concat()));
        done += 1;
    }
    found.retain(|chain| chain.len() > 1);
    found
}

#[test]
fn slack_is_never_negative_and_every_longest_chain_is_critical() {
    for seed in 1..=150_u64 {
        let mut random = Rng::with_seed(seed);
        let count = 2 + random.usize(..7);
        let lengths: Vec<u64> = (0..count).map(|_| 1 + random.u64(..5)).collect();
        let mut arcs = Vec::new();
        for to in 1..count {
            arcs.extend((0..to).filter(|_| random.usize(..3) == 0).map(|from| (from, to)));
        }
        let text = plan(&lengths, &arcs);
        let network = network(&text);
        assert_eq!(network.nodes.len(), count, "seed {seed}\n{text}");
        let length = |chain: &Vec<usize>| chain.iter().map(|at| lengths[*at] as i64).sum::<i64>();
        let chains = chains(count, &arcs);
        let longest = chains.iter().map(length).max().unwrap_or(0);
        assert_eq!(network.projects[0].length, longest, "seed {seed}\n{text}");
        for (at, node) in network.each() {
            let timing = node.timing.unwrap();
            assert!(timing.slack >= 0, "seed {seed}: {}\n{text}", node.name);
            assert!(!timing.is_critical || timing.slack == 0, "seed {seed}: {}\n{text}", node.name);
            assert_eq!(timing.latest_start - timing.earliest_start, timing.slack, "seed {seed}: {}\n{text}", node.name);
            let of = |chain: &&Vec<usize>| chain.contains(&(at.0 as usize)) && length(chain) == longest;
            let is_on_longest = chains.iter().any(|chain| of(&chain));
            assert_eq!(timing.is_critical, is_on_longest, "seed {seed}: {}\n{text}", node.name);
        }
        let path: i64 = critical_path(&network, 0).iter().map(|(_, node)| node.length.steps).sum();
        assert!(path >= longest, "seed {seed}\n{text}");
    }
}

/// Containers, circles, missing names: whatever stands there, what is timed has no negative slack, and holds its contents.
#[test]
fn random_plans_with_containers_keep_their_promises() {
    for seed in 1..=200_u64 {
        let mut random = Rng::with_seed(seed);
        let mut text = "# Plan\n".to_owned();
        let phases = 1 + random.usize(..4);
        let mut sprint = 0;
        for phase in 1..=phases {
            text.push_str(&format!("\n## Phase {phase}: Part\n\n"));
            if random.usize(..3) == 0 {
                text.push_str(&format!("**Duration:** {} weeks\n", 1 + random.usize(..6)));
            }
            if random.usize(..3) == 0 {
                text.push_str(&format!(
                    "**Depends on:** Phase {}, Sprint {}\n",
                    1 + random.usize(..5),
                    1 + random.usize(..9)
                ));
            }
            for _ in 0..random.usize(..4) {
                sprint += 1;
                text.push_str(&format!("\n### Sprint {sprint}: Bit\n\n"));
                if random.usize(..2) == 0 {
                    text.push_str(&format!("**Duration:** {} days\n", 1 + random.usize(..9)));
                }
                if random.usize(..2) == 0 {
                    text.push_str(&format!("**Depends on:** Sprint {}\n", 1 + random.usize(..9)));
                }
                text.push_str(if random.usize(..2) == 0 { "\n- [ ] Do\n" } else { "\n- [x] Do\n" });
            }
        }
        let network = network(&text);
        for (at, node) in network.each() {
            let place = format!("seed {seed}: {}\n{text}\n{}", node.name, show(&network));
            assert_eq!(node.timing.is_none(), node.cycle.is_some(), "{place}");
            let Some(timing) = node.timing else { continue };
            assert!(
                timing.slack >= 0 && timing.earliest_finish - timing.earliest_start >= node.length.steps,
                "{place}"
            );
            for inner in network.inside(at).iter().filter_map(|it| network.node(*it)).filter_map(|it| it.timing) {
                assert!(inner.earliest_start >= timing.earliest_start, "{place}");
                assert!(inner.earliest_finish <= timing.earliest_finish, "{place}");
                assert!(timing.is_critical || !inner.is_critical, "{place}");
            }
            for on in node.predecessors.iter().filter_map(|it| network.node(*it)) {
                assert!(on.successors.contains(&at), "{place}");
                assert!(on.timing.is_none_or(|it| it.earliest_finish <= timing.earliest_start), "{place}");
            }
            assert!(node.readiness != Readiness::Ready || node.waits_for.is_empty(), "{place}");
        }
    }
}
