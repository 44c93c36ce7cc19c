//! Fingerprints: by them a finding of today is known again tomorrow, when the plan has grown above it.

use std::collections::HashMap;

use milepost_core::document::Document;
use milepost_core::lint::rule::Finding;
use milepost_core::plan::unit::UnitIndex;
use milepost_core::text::TextRange;
use siphasher::sip128::SipHasher24;

use crate::check::Checked;
use crate::check::gather::Gathered;

/// The version of the recipe below. It changes only where fingerprints must, since then every baseline and every
/// dismissed alert starts anew.
pub const VERSION: &str = "milepost/v1";

/// The fingerprint of each finding of `checked`, in their order: 32 hexadecimal digits.
///
/// It is made of the rule, the path from the repository's root on (the scanned folder's outside of one), the labels of
/// the units that hold the finding, the finding's line and the part of it that is marked, both without blanks, and the
/// number among findings that are equal in all of this. So it survives lines that come, go or move around it, other
/// indentation, a reworded message and another severity.
pub fn fingerprints(gathered: &Gathered, checked: &Checked) -> Vec<String> {
    let Some(document) = gathered.snapshot.document(checked.file) else { return Vec::new() };
    let path = document.source().path.as_deref().unwrap_or_else(|| gathered.shown(checked.file));
    let units = Units::of(document);
    let mut met: HashMap<Vec<String>, usize> = HashMap::new();
    let hash = |finding: &Finding| {
        let range = document.range(finding.place);
        let line = document.text().line_range(document.text().line_of(range.start));
        let mut parts = vec![finding.rule.name.to_owned(), path.to_owned()];
        parts.extend(units.labels_at(range.start).map(squeezed));
        // Behind an empty part, so that no label can pass for a line.
        parts.extend([String::new(), squeezed(&document.text().slice(line))]);
        parts.push(squeezed(&document.text().slice(TextRange::new(range.start, range.end.min(line.end)))));
        let number = met.entry(parts.clone()).or_insert(0);
        *number += 1;
        digits(&parts, *number)
    };
    checked.findings.iter().map(hash).collect()
}

/// The units of a document by where they begin, to find many places among them.
struct Units<'a> {
    document: &'a Document,
    by_start: Vec<(TextRange, UnitIndex)>,
}

impl<'a> Units<'a> {
    fn of(document: &'a Document) -> Units<'a> {
        let mut by_start: Vec<_> = document.plan().each_unit().map(|(at, unit)| (document.extent(unit), at)).collect();
        by_start.sort();
        Units { document, by_start }
    }

    /// The labels of the units that hold `offset`, innermost first.
    fn labels_at(&self, offset: u32) -> impl Iterator<Item = &'a str> {
        let plan = self.document.plan();
        let parent = |at: &UnitIndex| plan.unit(*at).and_then(|unit| unit.parent).filter(|parent| parent < at);
        let last = self.by_start.partition_point(|(extent, _)| extent.start <= offset).checked_sub(1);
        let begun = last.and_then(|last| self.by_start.get(last)).map(|(_, at)| *at);
        std::iter::successors(begun, parent)
            .filter_map(|at| plan.unit(at))
            .filter(move |unit| self.document.extent(unit).touches(offset))
            .map(|unit| unit.label.text.as_str())
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}

fn digits(parts: &[String], number: usize) -> String {
    let mut bytes = VERSION.as_bytes().to_vec();
    for part in parts {
        bytes.push(0);
        bytes.extend(part.as_bytes());
    }
    bytes.push(0);
    bytes.extend(number.to_string().as_bytes());
    format!("{:032x}", SipHasher24::new().hash(&bytes).as_u128())
}

#[cfg(test)]
mod tests {
    use milepost_core::document::Source;
    use milepost_core::lint::lint;
    use milepost_core::notation::vocabulary::Vocabulary;
    use milepost_core::workspace::{Change, FileId};

    use super::*;

    const PLAN: &str = "\
# Plan

## Phase 1: Survey

Depends on: Phase 7, Phase 8

## Phase 2: Dig

Depends on: Phase 7
";

    /// Each rule with its fingerprint.
    fn of(text: &str) -> Vec<(&'static str, String)> {
        let source =
            Source { path: Some("plan.md".into()), vocabulary: Vocabulary::builtin(), profile: None, location: None };
        let mut gathered = Gathered::default();
        let file = FileId(0);
        gathered.snapshot.apply(Change::Set { file, text: text.to_owned(), source });
        let checked = Checked { file, findings: lint(&gathered.snapshot, file) };
        let prints = fingerprints(&gathered, &checked);
        checked.findings.iter().map(|it| it.rule.name).zip(prints).collect()
    }

    #[test]
    fn they_are_these_for_ever() {
        let text: String = of(PLAN).into_iter().map(|(rule, print)| format!("{print} {rule}\n")).collect();
        expect_test::expect![[r#"
            59eab80cbd62cde28cc47db507d2d694 missing-acceptance-criteria
            bea57f725ab0e78f46dd842fa786d70c broken-dependency
            5175560a8cd57c31f3d6eb684cd1ee0b broken-dependency
            47f7615243dde2519671e4090821a7cb missing-acceptance-criteria
            b3240e52b13abeb33f837e96a221f5c4 broken-dependency
        "#]]
        .assert_eq(&text);
    }

    #[test]
    fn they_differ_within_a_document() {
        let text = format!("{PLAN}\nDepends on: Phase 7\n\nDepends on: Phase 7\n");
        let mut prints: Vec<_> = of(&text).into_iter().map(|(_, print)| print).collect();
        let count = prints.len();
        prints.sort();
        prints.dedup();
        assert_eq!(prints.len(), count);
    }

    #[test]
    fn lines_that_come_above_and_other_blanks_change_none() {
        let text = PLAN.replace("# Plan\n", "# Plan\n\nSome words.\n\n").replace("on: Phase", "on:  Phase");
        assert_eq!(of(&text), of(PLAN));
        assert_eq!(of(&PLAN.replace('\n', "\r\n")), of(PLAN));
    }

    #[test]
    fn a_finding_that_goes_leaves_the_others_theirs() {
        let (all, left) = (of(PLAN), of(&PLAN.replace("Depends on: Phase 7, Phase 8\n", "")));
        assert!(left.len() < all.len());
        assert!(left.iter().all(|it| all.contains(it)));
    }
}
