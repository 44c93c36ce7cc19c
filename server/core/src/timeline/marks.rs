//! Marks: findings beside the units that they are about, and the time that units share.

use crate::lint::axis::Bar;
use crate::lint::rule::{Finding, Severity, Subject};
use crate::plan::unit::UnitIndex;
use crate::timeline::{Item, ItemIndex, is_about_criteria};
use crate::workspace::{FileId, Snapshot};

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The rule that reports it.
    pub rule: &'static str,
    /// As configured.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Where, from 1.
    pub line: u32,
    /// Acceptance criteria are missing, or empty.
    pub is_about_criteria: bool,
}

/// Time that a unit shares with another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The other one.
    pub with: ItemIndex,
    /// The first day, week or month that both take, on the axis of both.
    pub from: i64,
    /// The last.
    pub to: i64,
}

/// Puts each finding beside its unit; gives back those that are about none.
pub fn attach(snapshot: &Snapshot, file: FileId, findings: &[Finding], items: &mut [Item]) -> Vec<Mark> {
    let Some(document) = snapshot.document(file) else { return Vec::new() };
    let plan = document.plan();
    // Headers ascend with the units, but for those that a table or a gantt defines.
    let mut headers: Vec<(u32, UnitIndex)> =
        plan.each_unit().map(|(at, unit)| (document.range(unit.header).start, at)).collect();
    headers.sort();
    let around = |offset: u32| {
        let before = headers.partition_point(|(start, _)| *start <= offset);
        let mut at = headers.get(before.checked_sub(1)?).map(|(_, at)| *at)?;
        loop {
            let unit = plan.unit(at)?;
            if document.extent(unit).touches(offset) {
                return Some(at);
            }
            at = unit.parent.filter(|parent| *parent < at)?;
        }
    };
    let mut rest = Vec::new();
    for finding in findings {
        let start = document.range(finding.place).start;
        let of = match finding.subject {
            Subject::Document => None,
            Subject::Unit(at) | Subject::Units(at, _) | Subject::UnitDependency(at, ..) => Some(at),
            Subject::Task(at) | Subject::TaskDependency(at, ..) => plan.task(at).and_then(|it| it.unit),
            Subject::Mention(at) => plan.mentions.get(at as usize).and_then(|it| it.unit),
            _ => around(start),
        };
        if let (Subject::Units(one, other), "overlapping-weeks") = (finding.subject, finding.rule.name) {
            share(items, one, other);
        }
        let mark = Mark {
            rule: finding.rule.name,
            severity: finding.severity,
            message: finding.message.clone(),
            line: document.text().line_of(start) + 1,
            is_about_criteria: is_about_criteria(finding),
        };
        match of.and_then(|at| items.get_mut(at.0 as usize)) {
            Some(item) => item.marks.push(mark),
            None => rest.push(mark),
        }
    }
    rest
}

/// Notes at both units what they share.
fn share(items: &mut [Item], one: UnitIndex, other: UnitIndex) {
    let bar = |at: UnitIndex| -> Option<&Bar> { items.get(at.0 as usize)?.bar.as_ref() };
    let Some((a, b)) = bar(one).zip(bar(other)).filter(|(a, b)| a.axis == b.axis) else { return };
    let (from, to) = (a.from.max(b.from), a.to.min(b.to));
    if from > to {
        return;
    }
    for (own, with) in [(one, other), (other, one)] {
        if let Some(item) = items.get_mut(own.0 as usize) {
            item.shared.push(Shared { with: ItemIndex(with.0), from, to });
        }
    }
}
