//! Random plans, and random edits as people and agents make them.

#![allow(dead_code, reason = "each test uses a part")]

use milepost_core::text::{Edit, TextRange};

use crate::syntax_random::Random;

const LINES: &[&str] = &[
    "# Release plan",
    "## Sprint 1: Parser (Weeks 1-2)",
    "## Sprint 2: Printer",
    "### Week 3 – Größe",
    "## Phase 6a: Ende ✅",
    "### Sprint 1 Exit Criteria",
    "## 第1周：准备",
    "Phase 4: Boats",
    "==============",
    "--------------",
    "**Phase 3: Walls** (Week 4)",
    "Sprint 5: Night (Weeks 9-10)",
    "**Depends on:** Sprint 1, Phase 6a",
    "Depends on: Sprints 1–3",
    "**Acceptance Criteria:**",
    "**Status**: Done | **Owner**: Ana",
    "Dates: 06/01/2026 – 06/12/2026",
    "Dates: 13/06/2026",
    "- [ ] T001 Write it (depends on T002)",
    "- [x] **Phase 7: Seeds** - choose",
    "  - [-] 1.2 Nested",
    "    - Acceptance: it works",
    "- Depends on: Phase 4",
    "1. [~] 3. Third",
    "| Phase | Weeks | Depends on |",
    "|---|---|---|",
    "| Phase 8 | 1-2 | - |",
    "| 9 | 3 | 8 |",
    "```",
    "```mermaid",
    "gantt",
    "    section Phase 5",
    "    Phase 10 :a1, 2026-05-04, 5d",
    "Sprint 2 → Sprint 5",
    "~~~text",
    "> **Sprint 9**",
    "<details><summary>Phase 11: Hidden</summary>",
    "</details>",
    "<!-- ## Sprint 12 -->",
    "---",
    "id: TASK-7",
    "depends_on: [TASK-1, TASK-2]",
    "Sprint 2 follows Phase 6a and T001, 日本語 W1-S1.",
    "",
    "",
    "",
];

const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "    ",
    "#",
    "##",
    "# ",
    "- ",
    "- [ ] ",
    "[x]",
    "[-]",
    "|",
    "`",
    "```\n",
    "~~~\n",
    "**",
    "_",
    ":",
    "：",
    "–",
    "\u{2011}",
    "\u{a0}",
    "1",
    "2",
    "x",
    "é",
    "周",
    "🚀",
    "Sprint ",
    "Phase 2",
    "W1-S2",
    "T003",
    "(",
    ")",
    "<!--",
    "-->",
    "---\n",
    "Depends on: ",
    "Done when ",
    "Weeks 3-4",
    "> ",
    "\t",
    "{",
    "\\",
];

/// A plan of up to `lines` lines.
pub fn plan(random: &mut Random, lines: usize) -> String {
    let end = random.pick(&["\n", "\n", "\n", "\r\n"]);
    let mut text = String::new();
    for _ in 0..1 + random.below(lines) {
        text.push_str(random.pick(LINES));
        text.push_str(end);
    }
    text
}

/// Text with no sense at all.
pub fn soup(random: &mut Random, len: usize) -> String {
    let mut text = String::new();
    for _ in 0..random.below(len) {
        match random.below(4) {
            0 => text.push_str(random.pick(PIECES)),
            1 => text.push_str(random.pick(LINES)),
            2 => text.extend(char::from_u32(random.below(0x2_0000) as u32)),
            _ => text.extend(char::from_u32(random.below(0x80) as u32)),
        }
    }
    text
}

/// An edit to `text`, on character boundaries.
pub fn edit(random: &mut Random, text: &str) -> Edit {
    let start = boundary(text, random.below(text.len() + 1));
    let len = match random.below(9) {
        0..5 => 0,
        5..7 => 1 + random.below(3),
        7 => random.below(40),
        _ => random.below(text.len() / 3 + 2),
    };
    let end = boundary(text, (start + len).min(text.len()));
    let insert = match random.below(9) {
        0 if len > 0 => String::new(),
        0..6 => random.pick(PIECES).to_owned(),
        6 => format!("\n{}\n", random.pick(LINES)),
        7 => random.pick(LINES).to_owned(),
        _ => plan(random, 4),
    };
    Edit { range: TextRange::new(start as u32, end as u32), insert }
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
