//! `milepost graph` as a person and a program use it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::process::{Command, Output};

use expect_test::{Expect, expect};
use serde_json::Value;
use support::command::{milepost, stderr, stdout};
use support::folder::Folder;

const PLAN: &str = r##"# Archive plan

## Phase 1: Say "end" [to] <b>tapes</b> & `disks` (Weeks 1-3)

### Sprint 1: 1. Import; the *tapes* (Weeks 1-2)

- [x] T001 Read

### Sprint 2: end (Week 3)

Depends on: Sprint 1

- [ ] T002 Write

## Phase 2: 第三阶段 (Weeks 4-6)

Depends on: Phase 1, Phase 9, SHOP-1042

- [ ] T003 Show (depends on T002)

## Phase 3: There

Depends on: Phase 4

## Phase 4: And back

Depends on: Phase 3

## Phase 5: Old #34; back\slash

**Status:** Cancelled
"##;

fn graph(folder: &Folder, arguments: &[&str]) -> Output {
    milepost(folder, &[&["graph"], arguments].concat())
}

fn prints(arguments: &[&str], wanted: Expect) {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let output = graph(&folder, arguments);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    wanted.assert_eq(&stdout(&output));
}

#[test]
fn mermaid_marks_what_is_done_critical_circular_and_broken() {
    prints(
        &[],
        expect![[r#"
            flowchart LR
                subgraph u_phase_1["Phase 1: Say #34;end#34; #91;to#93; tapes #38; disks · weeks 1–3 · in progress, 1 of 2"]
                    direction LR
                    u_sprint_1["Sprint 1: 1. Import#59; the tapes<br/>weeks 1–2 · done"]
                    u_sprint_2["Sprint 2: end<br/>week 3 · ready, 0 of 1"]
                end
                u_phase_2["Phase 2: 第三阶段<br/>weeks 4–6 · blocked, 0 of 1"]
                u_phase_3["Phase 3: There<br/>blocked"]
                u_phase_4["Phase 4: And back<br/>blocked"]
                u_phase_5["Phase 5: Old #35;34#59; back#92;slash<br/>cancelled"]
                x_phase_9(["Phase 9"])
                x_shop_1042(["SHOP-1042"])
                u_sprint_1 ==> u_sprint_2
                u_phase_1 ==> u_phase_2
                u_phase_4 --> u_phase_3
                u_phase_3 --> u_phase_4
                x_phase_9 -.-> u_phase_2
                x_shop_1042 -.-> u_phase_2
                classDef done fill:#d3f9d8,stroke:#2b8a3e,color:#1b4332
                class u_sprint_1 done
                classDef ready fill:#d0ebff,stroke:#1971c2,color:#0b3d66
                class u_sprint_2 ready
                classDef blocked fill:#e9ecef,stroke:#868e96,color:#343a40
                class u_phase_2,u_phase_3,u_phase_4 blocked
                classDef aside fill:#f8f9fa,stroke:#adb5bd,color:#6c757d,stroke-dasharray:4 4
                class u_phase_5 aside
                classDef group fill:#8a94a61a,stroke:#868e96
                class u_phase_1 group
                classDef critical stroke:#c2255c,stroke-width:3px
                class u_sprint_1,u_sprint_2,u_phase_1,u_phase_2 critical
                classDef circle stroke:#e03131,stroke-width:3px,stroke-dasharray:6 3
                class u_phase_3,u_phase_4 circle
                classDef broken fill:#ffe3e3,stroke:#e03131,color:#a61e1e,stroke-dasharray:4 4
                class x_phase_9 broken
                classDef elsewhere fill:#f8f9fa,stroke:#868e96,color:#495057,stroke-dasharray:4 4
                class x_shop_1042 elsewhere
                linkStyle 0,1 stroke:#c2255c,stroke-width:3px
                linkStyle 2,3 stroke:#e03131
        "#]],
    );
}

#[test]
fn dot_has_clusters_and_arrows_between_them() {
    prints(
        &["--format", "dot", "plan.md"],
        expect![[r##"
            digraph plan {
                graph [rankdir=LR, compound=true, fontname="Helvetica", fontsize=12, nodesep=0.3, ranksep=0.6]
                node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=11, margin="0.15,0.08"]
                edge [color="#495057", arrowsize=0.8]
                subgraph cluster_u_phase_1 {
                    graph [label="Phase 1: Say \"end\" [to] tapes\n&amp; disks\nweeks 1–3 · in progress, 1 of 2", style="rounded", color="#c2255c", penwidth=2.5]
                    u_sprint_1 [label="Sprint 1: 1. Import; the tapes\nweeks 1–2 · done", fillcolor="#d3f9d8", color="#c2255c", fontcolor="#1b4332", penwidth=2.5]
                    u_sprint_2 [label="Sprint 2: end\nweek 3 · ready, 0 of 1", fillcolor="#d0ebff", color="#c2255c", fontcolor="#0b3d66", penwidth=2.5]
                }
                u_phase_2 [label="Phase 2: 第三阶段\nweeks 4–6 · blocked, 0 of 1", fillcolor="#e9ecef", color="#c2255c", fontcolor="#343a40", penwidth=2.5]
                u_phase_3 [label="Phase 3: There\nblocked", fillcolor="#e9ecef", color="#e03131", fontcolor="#343a40", penwidth=2.5]
                u_phase_4 [label="Phase 4: And back\nblocked", fillcolor="#e9ecef", color="#e03131", fontcolor="#343a40", penwidth=2.5]
                u_phase_5 [label="Phase 5: Old #34; back\\slash\ncancelled", fillcolor="#f8f9fa", color="#adb5bd", fontcolor="#6c757d", style="rounded,filled,dashed"]
                x_phase_9 [label="Phase 9", style="rounded,filled,dashed", color="#e03131", fillcolor="#ffe3e3", fontcolor="#a61e1e"]
                x_shop_1042 [label="SHOP-1042", style="rounded,filled,dashed", color="#868e96", fillcolor="#f8f9fa", fontcolor="#495057"]
                u_sprint_1 -> u_sprint_2 [color="#c2255c", penwidth=2.5]
                u_sprint_2 -> u_phase_2 [color="#c2255c", penwidth=2.5, ltail=cluster_u_phase_1]
                u_phase_4 -> u_phase_3 [color="#e03131", penwidth=2, constraint=false]
                u_phase_3 -> u_phase_4 [color="#e03131", penwidth=2, constraint=false]
                x_phase_9 -> u_phase_2 [style=dashed, color="#868e96"]
                x_shop_1042 -> u_phase_2 [style=dashed, color="#868e96"]
            }
        "##]],
    );
}

#[test]
fn tasks_are_drawn_in_their_units() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let out = stdout(&graph(&folder, &["--tasks"]));
    assert!(out.contains("subgraph u_sprint_2[\"Sprint 2: end · week 3 · ready, 0 of 1\"]"), "{out}");
    assert!(out.contains("t_t003[\"T003 Show<br/>blocked\"]"), "{out}");
    assert!(out.contains("    t_t002 --> t_t003\n"), "{out}");
}

#[test]
fn ids_stay_when_the_plan_grows_and_tell_namesakes_apart() {
    let folder = Folder::new();
    let weeks =
        |sprint: u32| format!("\n## Sprint {sprint}: Part\n\n### Week 1\n\n- [ ] Do\n\n### Week 2\n\n- [ ] Do\n");
    let ids = |folder: &Folder| {
        let json: Value = serde_json::from_slice(&graph(folder, &["--format", "json"]).stdout).unwrap();
        json["nodes"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    folder.write("plan.md", format!("# Plan\n{}{}", weeks(1), weeks(2)));
    let before = ids(&folder);
    assert_eq!(
        before,
        [
            "u_sprint_1",
            "u_sprint_1__week_1",
            "u_sprint_1__week_2",
            "u_sprint_2",
            "u_sprint_2__week_1",
            "u_sprint_2__week_2"
        ]
    );
    folder.write("plan.md", format!("# Plan\n\nSome words before.\n{}{}{}", weeks(1), weeks(2), weeks(3)));
    assert_eq!(ids(&folder)[..6], before);
}

#[test]
fn several_documents_are_boxes() {
    let folder = Folder::new();
    folder.write(
        "shop.md",
        "# Plan: shop\n\nSee [pay](pay.md).\n\n## Phase 1: Card\n\n**Depends on:** PAY-1\n\n- [ ] Do it\n",
    );
    folder.write("pay.md", "# Plan: pay\n\n## PAY-1: Contract\n\n- [ ] Sign\n");
    expect![[r#"
        flowchart LR
            subgraph d_shop_md["shop.md"]
                direction LR
                u_shop_md__phase_1["Phase 1: Card<br/>blocked, 0 of 1"]
            end
            subgraph d_pay_md["pay.md"]
                direction LR
                u_pay_md__pay_1["PAY-1: Contract<br/>ready, 0 of 1"]
            end
            u_pay_md__pay_1 ==> u_shop_md__phase_1
            classDef ready fill:#d0ebff,stroke:#1971c2,color:#0b3d66
            class u_pay_md__pay_1 ready
            classDef blocked fill:#e9ecef,stroke:#868e96,color:#343a40
            class u_shop_md__phase_1 blocked
            classDef group fill:#8a94a61a,stroke:#868e96
            class d_shop_md,d_pay_md group
            classDef critical stroke:#c2255c,stroke-width:3px
            class u_shop_md__phase_1,u_pay_md__pay_1 critical
            linkStyle 0 stroke:#c2255c,stroke-width:3px
    "#]]
    .assert_eq(&stdout(&graph(&folder, &["shop.md"])));
}

#[test]
fn json_has_the_network_with_its_times() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let json: Value = serde_json::from_slice(&graph(&folder, &["--format", "json"]).stdout).unwrap();
    expect![[r#"
        [
          {
            "critical": [
              "u_phase_1",
              "u_sprint_1",
              "u_sprint_2",
              "u_phase_2"
            ],
            "grain": "week",
            "length": 6,
            "paths": [
              "plan.md"
            ]
          }
        ]"#]]
    .assert_eq(&serde_json::to_string_pretty(&json["projects"]).unwrap());
    expect![[r#"
        {
          "id": "u_sprint_2",
          "kind": "unit",
          "length": {
            "from": "schedule",
            "steps": 1
          },
          "line": 9,
          "name": "Sprint 2",
          "parent": "u_phase_1",
          "path": "plan.md",
          "progress": {
            "done": 0,
            "of": 1
          },
          "readiness": "ready",
          "schedule": "week 3",
          "status": "todo",
          "statusFrom": "nothing",
          "timing": {
            "earliestFinish": 3,
            "earliestStart": 2,
            "isCritical": true,
            "latestFinish": 3,
            "latestStart": 2,
            "slack": 0
          },
          "title": "end"
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&json["nodes"][2]).unwrap());
    expect![[r#"
        [
          {
            "id": "x_phase_9",
            "isAmbiguous": false,
            "isBroken": true,
            "name": "Phase 9"
          },
          {
            "id": "x_shop_1042",
            "isAmbiguous": false,
            "isBroken": false,
            "name": "SHOP-1042"
          }
        ]"#]]
    .assert_eq(&serde_json::to_string_pretty(&json["missing"]).unwrap());
    assert_eq!(json["cycles"], serde_json::json!([["u_phase_3", "u_phase_4"]]));
    assert_eq!(json["edges"].as_array().unwrap().len(), 6);
    let known: Vec<&str> = ["nodes", "missing"]
        .iter()
        .flat_map(|key| json[key].as_array().unwrap())
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    for edge in json["edges"].as_array().unwrap() {
        assert!(
            known.contains(&edge["from"].as_str().unwrap()) && known.contains(&edge["to"].as_str().unwrap()),
            "{edge}"
        );
    }
}

#[test]
fn without_a_plan_there_is_an_empty_picture_and_a_word() {
    let folder = Folder::new();
    folder.write("notes.md", "# Notes\n\nNothing to plan.\n");
    for (format, wanted) in [("mermaid", "flowchart LR\n"), ("json", "\"nodes\": []"), ("dot", "digraph plan {")] {
        let output = graph(&folder, &["--format", format]);
        assert_eq!(output.status.code(), Some(0));
        assert!(stdout(&output).contains(wanted), "{}", stdout(&output));
        assert!(stderr(&output).starts_with("there is no plan: "));
    }
}

#[test]
fn the_examples_are_drawn_without_a_word_of_complaint() {
    for format in ["mermaid", "dot", "json"] {
        let output = Command::new(env!("CARGO_BIN_EXE_milepost"))
            .args(["graph", "examples", "--tasks", "--format", format])
            .output()
            .unwrap();
        assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
        assert!(stdout(&output).contains("bike"));
    }
}
