//! What the server remembers of its findings: after any edit, they are those of the same text checked afresh.

#![allow(clippy::indexing_slicing, reason = "a test may panic")]

mod marks;

use std::fs;
use std::path::Path;

use fastrand::Rng;
use milepost::findings::Findings;
use milepost_core::lint::rule::Finding;
use milepost_core::text::{Edit, TextRange};
use milepost_core::workspace::{Change, Snapshot};

use crate::marks::{FILE, findings, snapshot};

/// What a rule may look for, and what may hide it.
const PIECES: [&str; 18] = [
    "x",
    " ",
    "\n",
    "2",
    "Tuesday ",
    " and ",
    " (deferred)",
    "- [ ] ",
    "- [x] ",
    "TBD",
    "# ",
    "```\n",
    "Monday, ",
    "[#7]",
    " <!-- milepost-disable-line -->",
    "<!-- milepost-disable -->\n",
    "<!-- milepost-enable overlapping-weeks -->",
    "\n<!-- milepost-disable-next-line missing-acceptance-criteria -->\n",
];

fn said(snapshot: &Snapshot, findings: &[Finding]) -> Vec<(TextRange, String)> {
    let document = snapshot.document(FILE).expect("it is there");
    findings.iter().map(|it| (document.range(it.place), format!("{}: {}", it.rule.name, it.message))).collect()
}

/// An edit somewhere: a piece put in, a character or a line taken out.
fn edit(text: &str, random: &mut Rng) -> Edit {
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let at = random.usize(..bounds.len());
    let start = bounds[at];
    let end = match random.usize(..4) {
        0 => bounds[(at + 1).min(bounds.len() - 1)],
        1 if random.usize(..3) == 0 => text[start..].find('\n').map_or(text.len(), |it| start + it + 1),
        _ => start,
    };
    let insert = if end > start { "" } else { PIECES[random.usize(..PIECES.len())] };
    Edit { range: TextRange::new(start as u32, end as u32), insert: insert.to_owned() }
}

#[test]
fn remembered_findings_are_those_of_a_fresh_look() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let entries = fs::read_dir(folder).expect("the suite is there").map(|it| it.expect("it can be listed").path());
    let mut plans: Vec<_> = entries.filter(|it| it.extension().is_some_and(|it| it == "md")).collect();
    plans.sort();
    for (at, path) in plans.iter().enumerate() {
        let seed = 0x2545_F491_4F6C_DD1D ^ (at as u64) << 32;
        let mut random = Rng::with_seed(seed);
        let mut text = fs::read_to_string(path).expect("it can be read");
        let mut live = snapshot(&text);
        let mut memo = Findings::default();
        for step in 0..60 {
            let edit = edit(&text, &mut random);
            let about = format!("{} with seed {seed:#x}, step {step}: {edit:?}", path.display());
            text.replace_range(edit.range.start as usize..edit.range.end as usize, &edit.insert);
            live.apply(Change::Edit { file: FILE, edits: vec![edit] });
            let remembered = memo.update(&live);
            let (fresh, found) = findings(&text);
            assert_eq!(said(&live, &remembered[0].1), said(&fresh, &found), "{about}\n{text}");
        }
    }
}
