//! The suite: plans in the shapes that people write, each with what a careful project manager would mark beside it.
//!
//! `UPDATE_EXPECT=1 cargo test --test suite` writes the findings anew and keeps the reasons; a finding without a reason
//! fails until somebody writes one.

#![allow(clippy::indexing_slicing, reason = "a test may panic")]

mod marks;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use milepost_core::lint;
use milepost_core::lint::generated::STALE;
use milepost_core::lint::rule::{Applicability, Finding, Fix};
use milepost_core::text::{Edit, TextRange};

use crate::marks::{FILE, findings, mark, snapshot};

fn plans() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    // More plans to hold the fixes against, where somebody has them.
    let more = std::env::var_os("MILEPOST_MORE_PLANS").map(PathBuf::from);
    let mut plans: Vec<PathBuf> = [Some(folder), more]
        .into_iter()
        .flatten()
        .flat_map(|folder| fs::read_dir(folder).expect("the suite is there"))
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
        .collect();
    plans.sort();
    plans
}

/// A finding as the golden files write it: `12:4-12 warning overlapping-weeks: …`.
fn line(snapshot: &milepost_core::workspace::Snapshot, finding: &Finding) -> String {
    let at = mark(snapshot, finding);
    let severity = finding.severity.name();
    format!("{}:{}-{} {severity} {}: {}", at.line, at.start, at.end, finding.rule.name, finding.message)
}

#[test]
fn each_plan_gives_what_a_careful_reader_would_mark() {
    let mut wrong = Vec::new();
    for path in plans().into_iter().filter(|it| it.starts_with(env!("CARGO_MANIFEST_DIR"))) {
        let golden = path.with_extension("findings");
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        let mut reasons: BTreeMap<&str, &str> = BTreeMap::new();
        let mut lines = expected.lines().peekable();
        while let Some(finding) = lines.next() {
            let reason = lines.next_if(|line| line.starts_with("  why: "));
            reasons.insert(finding, reason.unwrap_or("  why: ?"));
        }
        let text = fs::read_to_string(&path).expect("it can be read");
        let (snapshot, findings) = findings(&text);
        let found: Vec<String> = findings.iter().map(|it| line(&snapshot, it)).collect();
        let written: String =
            found.iter().map(|it| format!("{it}\n{}\n", reasons.get(it.as_str()).unwrap_or(&"  why: ?"))).collect();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&golden, &written).expect("the golden file can be written");
        }
        let name = golden.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let expected: Vec<&str> = expected.lines().filter(|line| !line.starts_with("  why: ")).collect();
        if written.contains("why: ?") || found != expected && std::env::var_os("UPDATE_EXPECT").is_none() {
            wrong.push(format!("{name}:\n{written}"));
        }
    }
    assert!(wrong.is_empty(), "what is found is not what was expected, or a reason is missing:\n{}", wrong.join("\n"));
}

/// The text after the edits, which do not overlap.
fn applied(text: &str, edits: &[Edit]) -> String {
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(edit.range.start as usize..edit.range.end as usize, &edit.insert);
    }
    text
}

fn edits(fix: &Fix) -> Vec<Edit> {
    fix.edits.iter().map(|(file, edit)| (*file == FILE).then(|| edit.clone()).expect("it stays in the file")).collect()
}

fn by_rule(text: &str) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings(text).1 {
        *counts.entry(finding.rule.name).or_insert(0) += 1;
    }
    counts
}

/// A fix of one finding takes that finding away, brings none of any rule, and loses no line but what is generated.
fn check_fixes(name: &str, text: &str) -> usize {
    let (before, found) = findings(text);
    let counts = by_rule(text);
    let mut tried = 0;
    for finding in &found {
        for fix in lint::fixes(&before, FILE, finding) {
            tried += 1;
            let edits = edits(&fix);
            let about = || format!("{name}: {} for {}\n", fix.title, line(&before, finding));
            assert!(!edits.is_empty(), "{}", about());
            let is_announced = fix.applicability != Applicability::Safe || finding.rule.is_safe;
            assert!(is_announced, "{}is safe, and its rule does not say that it may be", about());
            assert!(edits.is_sorted_by(|a, b| a.range.end <= b.range.start), "{}", about());
            for edit in &edits {
                let gone = &text[edit.range.start as usize..edit.range.end as usize];
                let is_comment = gone.trim_start().starts_with("<!-- milepost-");
                let is_free = is_comment || finding.rule.name == STALE;
                assert!(is_free || !gone.contains(['\n', '\r']), "{}loses a line end: {gone:?}", about());
                let kept = edit.insert.chars().filter(|c| c.is_alphabetic()).count();
                assert!(kept >= gone.chars().filter(|c| c.is_alphabetic()).count() || edits.len() == 1, "{}", about());
            }
            let after = applied(text, &edits);
            let mut lines = after.lines();
            let mut untouched: Vec<&str> = Vec::new();
            let mut start = 0;
            for line in text.split_inclusive('\n') {
                let own = TextRange::new(start, start + line.len() as u32);
                start = own.end;
                if !edits.iter().any(|edit| edit.range.start < own.end && own.start <= edit.range.end) {
                    untouched.extend(line.lines());
                }
            }
            for kept in untouched.into_iter().filter(|line| !line.chars().any(|c| c.is_ascii_digit())) {
                assert!(lines.any(|line| line == kept), "{}the line {kept:?} is lost", about());
            }
            let (then, left) = findings(&after);
            // What is generated from the plan follows it: it is made anew afterwards.
            for (rule, count) in by_rule(&after).into_iter().filter(|(rule, _)| *rule != STALE) {
                let most = counts.get(rule).copied().unwrap_or(0) - usize::from(rule == finding.rule.name);
                let now: Vec<String> = left.iter().map(|it| line(&then, it)).collect();
                assert!(count <= most, "{}{count} of {rule} instead of {most}:\n{now:#?}\n{after}", about());
            }
        }
    }
    tried
}

/// Applying the best fix of everything that has one, again and again, comes to rest, and then nothing is left to fix.
fn check_convergence(name: &str, text: &str) {
    let mut text = text.to_owned();
    for _ in 0..40 {
        let (before, found) = findings(&text);
        let mut chosen: Vec<Edit> = Vec::new();
        for finding in &found {
            let Some(fix) = lint::fixes(&before, FILE, finding).into_iter().next() else { continue };
            let edits = edits(&fix);
            let apart = |edit: &Edit| {
                chosen.iter().all(|it| it.range.end < edit.range.start || edit.range.end < it.range.start)
            };
            if edits.iter().all(apart) {
                chosen.extend(edits);
                chosen.sort_by_key(|edit| edit.range.start);
            }
        }
        if chosen.is_empty() {
            return;
        }
        text = applied(&text, &chosen);
    }
    let (snapshot, left) = findings(&text);
    let left: Vec<String> = left.iter().map(|it| line(&snapshot, it)).collect();
    panic!("{name}: the fixes do not come to rest:\n{left:#?}\n{text}");
}

#[test]
fn fixes_mend_what_they_name_and_nothing_else() {
    let mut tried = 0;
    for path in plans() {
        let name = path.display().to_string();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        tried += check_fixes(&name, &text);
        check_convergence(&name, &text);
    }
    assert!(tried > 20, "only {tried} fixes were tried");
}

/// The text with some lines dropped, doubled, swapped or renumbered, or a fence's mark dropped, with other line ends, or cut off.
fn mutated(text: &str, random: &mut Rng) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..1 + random.usize(..6) {
        let at = random.usize(..lines.len());
        match random.usize(..7) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[at].clone()),
            2 | 3 => {
                let digits: Vec<usize> =
                    lines[at].match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
                if let Some(&digit) = random.choice(&digits) {
                    let number = char::from(b'0' + random.usize(..10) as u8).to_string();
                    lines[at].replace_range(digit..=digit, &number);
                }
            }
            4 => lines.retain(|line| !line.contains("Acceptance")),
            5 => {
                let other = random.usize(..lines.len());
                lines.swap(at, other);
            }
            _ => {
                let is_fence = |line: &String| line.trim_start().starts_with("```");
                let fences: Vec<usize> = (0..lines.len()).filter(|at| is_fence(&lines[*at])).collect();
                if let Some(&fence) = random.choice(&fences) {
                    lines.remove(fence);
                }
            }
        }
        if lines.is_empty() {
            lines.push("# Plan".to_owned());
        }
    }
    let ends = ["\n", "\n", "\r\n", "\r"][random.usize(..4)];
    lines.join(ends) + if random.usize(..3) == 0 { "" } else { ends }
}

#[test]
fn fixes_mend_mutated_plans_too() {
    let rounds = if std::env::var_os("MILEPOST_MORE_PLANS").is_some() { 5 } else { 8 };
    for (at, path) in plans().into_iter().enumerate() {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for round in 0..rounds {
            let seed = 0x9E37_79B9_7F4A_7C15 ^ (at as u64) << 32 ^ round;
            let text = mutated(&text, &mut Rng::with_seed(seed));
            let name = format!("{} with seed {seed:#x}", path.display());
            check_fixes(&name, &text);
            check_convergence(&name, &text);
        }
    }
}

#[test]
fn findings_stand_in_the_order_of_places() {
    for path in plans() {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let snapshot = snapshot(&text);
        let document = snapshot.document(FILE).expect("it is there");
        let starts: Vec<u32> = lint::lint(&snapshot, FILE).iter().map(|it| document.range(it.place).start).collect();
        assert!(starts.is_sorted(), "{}", path.display());
    }
}

#[test]
fn each_finding_can_be_ignored_by_a_comment_that_changes_nothing_else() {
    for path in plans().into_iter().filter(|it| it.starts_with(env!("CARGO_MANIFEST_DIR"))) {
        let text = fs::read_to_string(&path).expect("it can be read");
        let (before, found) = findings(&text);
        let Some(linter) = lint::Linter::new(&before, FILE) else { continue };
        for finding in found.iter().filter(|it| !it.rule.name.ends_with("-suppression")) {
            let about = format!("{}: {}", path.display(), line(&before, finding));
            let fixes = linter.ignore(finding);
            assert!(!fixes.is_empty(), "{about}");
            for fix in fixes {
                let after = applied(&text, &edits(&fix));
                let own = |findings: &[Finding]| findings.iter().filter(|it| it.rule.name == finding.rule.name).count();
                let left = findings(&after).1;
                let in_file = fix.title.ends_with("in this document");
                let wanted = if in_file { 0 } else { own(&found) - 1 };
                assert_eq!(own(&left), wanted, "{about}\n{after}");
            }
        }
    }
}
