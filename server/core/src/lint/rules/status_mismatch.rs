//! The rule `status-mismatch`.

use crate::lint::mends::mends;
use crate::lint::rule::{Applicability, Context, Finding, Fix, Severity, Subject};
use crate::notation::status::{Status, statuses_in_heading, task_box};
use crate::notation::vocabulary::later::is_set_aside;
use crate::plan::place::Place;
use crate::plan::task::Task;
use crate::plan::unit::{Unit, UnitIndex};
use crate::text::{Edit, TextRange};

/// So many open boxes are shown with a finding.
const SHOWN: usize = 3;

/// So many ticked boxes show that a unit is done; one box may be a part of it only.
const ENOUGH: usize = 2;

declare_rule! {
    /// A unit is said to be done and has open boxes; or all of its boxes are ticked and it is said not to be done.
    ///
    /// Whoever reads the headings believes that Sprint 2 is over; whoever reads the list goes on working on it. One of
    /// the two is out of date.
    ///
    /// Tick what is done, move or strike through what was left out, or correct the status. Boxes that are optional or
    /// deferred by their own words, or by those of the heading above them, count for nothing, and a plan that never
    /// ticks its boxes is left alone.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// **Status:** Done
    ///             ^^^^ Sprint 1 is said to be done, but 1 of its 3 boxes is open
    ///
    /// - [x] Read the archive of 2019
    /// - [x] Report unreadable pages
    /// - [ ] Import the pictures
    ///
    /// Acceptance: every page of 2019 is shown.
    ///
    /// ## Sprint 2: Search
    ///
    /// **Status:** In progress
    ///             ^^^^^^^^^^^ Sprint 2 is not said to be done, but all of its 2 boxes are ticked
    ///
    /// - [x] Build the index
    /// - [x] Parse the queries
    ///
    /// Acceptance: every imported page is found by its title.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// **Status:** Done
    ///
    /// - [x] Read the archive of 2019
    /// - [x] Report unreadable pages
    /// - [ ] Import the pictures (moved to Sprint 2)
    ///
    /// Acceptance: every page of 2019 is shown.
    ///
    /// ## Sprint 2: Search
    ///
    /// **Status:** In progress
    ///
    /// - [x] Build the index
    /// - [ ] Import the pictures
    ///
    /// Acceptance: every imported page is found by its title.
    /// ```
    "status-mismatch" Warning check fixes
}

/// The boxes of a unit and of what it holds.
#[derive(Clone, Debug, Default)]
struct Boxes {
    ticked: usize,
    open: Vec<Place>,
    /// Ticked and open boxes of its acceptance criteria.
    criteria: (usize, usize),
    /// The first of its criteria with an open box.
    unmet: Option<Place>,
    /// Something in it says for itself how far it is, or has no box, so that the ticked boxes are not all.
    more: bool,
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    if !cx.plan.tasks.iter().any(|it| it.status == Some(Status::Done) && it.mark.is_some())
        && !cx.plan.units.iter().any(|it| it.criteria.iter().any(|it| it.done > 0))
    {
        return;
    }
    for (at, unit) in cx.plan.each_unit() {
        let Some(said) = &unit.status else { continue };
        let found = match said.value {
            Status::Done => done_with_open_boxes(cx, at, unit),
            Status::Active | Status::Todo | Status::Blocked => ticked_and_not_done(cx, at, unit),
            Status::Cancelled => None,
        };
        if let Some(finding) = found {
            report(finding);
        }
    }
}

/// The boxes in `unit`, and in the units inside it that say nothing for themselves.
fn boxes(cx: &Context<'_>, at: UnitIndex, unit: &Unit) -> Boxes {
    let mut boxes = Boxes::default();
    let mut open = vec![(at, unit)];
    while let Some((at, unit)) = open.pop() {
        for task in unit.tasks.iter().filter_map(|it| cx.plan.task(*it)) {
            match task.status {
                Some(Status::Done) if task.mark.is_some() => boxes.ticked += 1,
                Some(Status::Todo | Status::Active | Status::Blocked) if task.mark.is_some() => {
                    if !task.optional {
                        boxes.open.push(task.place);
                    }
                }
                Some(_) => {}
                None => boxes.more |= task.parent.is_none(),
            }
        }
        for criteria in &unit.criteria {
            let left = criteria.boxes.saturating_sub(criteria.done) as usize;
            boxes.criteria.0 += criteria.done as usize;
            boxes.criteria.1 += left;
            boxes.unmet = boxes.unmet.or(Some(criteria.place).filter(|_| left > 0));
        }
        for &child in cx.outline.children(Some(at)) {
            let Some(inner) = cx.plan.unit(child) else { continue };
            match &inner.status {
                None => open.push((child, inner)),
                Some(said) => boxes.more |= !said.value.is_over(),
            }
        }
    }
    boxes
}

fn done_with_open_boxes(cx: &Context<'_>, at: UnitIndex, unit: &Unit) -> Option<Finding> {
    let mut boxes = boxes(cx, at, unit);
    let all = boxes.ticked + boxes.open.len();
    let header = cx.document.range(unit.header).start;
    boxes.open.retain(|&place| !is_left_out(cx, header, place));
    boxes.open.sort_by_key(|&place| cx.document.range(place).start);
    let unmet = boxes.unmet.filter(|&place| boxes.criteria.1 > 0 && !is_left_out(cx, header, place));
    let open = boxes.open.len();
    let of = |count: usize, all: usize, what: &str, verb: (&str, &str)| match (count == all, all) {
        (true, 1) => format!("its only {} {}", what.trim_end_matches("es"), verb.0),
        (true, _) => format!("all of its {all} {what} {}", verb.1),
        (false, _) => format!("{count} of its {all} {what} {}", if count == 1 { verb.0 } else { verb.1 }),
    };
    let criteria = boxes.criteria.0 + boxes.criteria.1;
    let but = match (open, unmet) {
        (0, None) => return None,
        (0, Some(_)) => {
            let label = if criteria == 1 { "acceptance criterion" } else { "acceptance criteria" };
            of(boxes.criteria.1, criteria, label, ("is not ticked", "are not ticked"))
        }
        _ => of(open, all, "boxes", ("is open", "are open")),
    };
    let message = format!("{} is said to be done, but {but}", unit.label.text);
    let mut finding = RULE.finding(unit.status.as_ref()?.place, Subject::Unit(at), message);
    let open = boxes.open.iter().take(SHOWN);
    finding.related.extend(open.map(|&place| cx.related(place, "This box is open".to_owned())));
    finding.related.extend(unmet.map(|place| cx.related(place, "These are not all ticked".to_owned())));
    Some(finding)
}

/// Whether the plan itself says that what stands at `place` was set aside: its own words, those of the items that hold
/// it, or those of the heading or label above it.
fn is_left_out(cx: &Context<'_>, from: u32, place: Place) -> bool {
    let text = cx.document.text();
    let own = text.line_of(cx.document.range(place).start);
    let indent = |line: &str| line.len() - line.trim_start().len();
    let line = |it: u32| text.slice(text.line_range(it)).to_string();
    let first = line(own);
    if says_so(cx, &first) {
        return true;
    }
    let mut depth = indent(&first);
    let start = text.line_of(from);
    let mut labelled = false;
    for above in (start + 1..own).rev().map(line) {
        let words = above.trim_start();
        if words.is_empty() {
            continue;
        }
        let is_item = words.starts_with(['-', '*', '+', '|']) && !words.starts_with("**");
        let holds = is_item && indent(&above) < depth;
        let heading = words.starts_with('#');
        let label = !is_item && indent(&above) <= depth && !labelled;
        if (holds || heading || label) && says_so(cx, words) {
            return true;
        }
        depth = if holds { indent(&above) } else { depth };
        labelled |= label || heading;
        if heading {
            return false;
        }
    }
    false
}

/// Whether a line says that it may wait, or says its own status in words.
fn says_so(cx: &Context<'_>, line: &str) -> bool {
    let words = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '+' | '#' | '|'));
    let words = task_box(words).and_then(|it| words.get(it.rest..)).unwrap_or(words);
    is_set_aside(words)
        || statuses_in_heading(words, &cx.document.source().vocabulary).iter().any(|it| it.value != Status::Done)
}

fn ticked_and_not_done(cx: &Context<'_>, at: UnitIndex, unit: &Unit) -> Option<Finding> {
    let boxes = boxes(cx, at, unit);
    let all = boxes.ticked;
    // A number that says how much is done is for `progress-drift` to correct.
    if unit.share.is_some()
        || all < ENOUGH
        || !boxes.open.is_empty()
        || boxes.criteria.1 > 0
        || boxes.more
        || waits(cx, unit)
    {
        return None;
    }
    let place = unit.status.as_ref()?.place;
    let boxed = is_box(&cx.document.slice(place));
    let message = match boxed {
        true => format!("{} is not ticked, but all of its {all} boxes are", unit.label.text),
        false => format!("{} is not said to be done, but all of its {all} boxes are ticked", unit.label.text),
    };
    let mut finding = RULE.finding(place, Subject::Unit(at), message);
    if boxed {
        finding.severity = Severity::Info;
    }
    let last = unit.tasks.last().and_then(|it| cx.plan.task(*it));
    finding.related.extend(last.map(|task: &Task| cx.related(task.place, "The last box is ticked".to_owned())));
    Some(finding)
}

/// Whether the status says what the unit waits for when its work is done: a review, a test, a release.
fn waits(cx: &Context<'_>, unit: &Unit) -> bool {
    let Some(said) = &unit.status else { return true };
    let text = cx.document.slice(said.place);
    let vocabulary = &cx.document.source().vocabulary;
    let words = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let firm = words.is_empty() || vocabulary.status_at(words, 0).is_none_or(|(_, _, firm)| firm);
    !firm || said.value == Status::Blocked || text.chars().count() > 40
}

fn is_box(text: &str) -> bool {
    task_box(text).is_some_and(|it| it.rest >= text.trim_end().len())
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    mark_done(cx, finding).filter(|fix| mends(cx, finding, fix)).into_iter().collect()
}

/// Writes over the status of a unit whose boxes are all ticked that it is done, in the words that the document uses.
fn mark_done(cx: &Context<'_>, finding: &Finding) -> Option<Fix> {
    let Subject::Unit(at) = finding.subject else { return None };
    let said = cx.plan.unit(at)?.status.as_ref().filter(|it| it.value != Status::Done)?;
    let text = cx.document.slice(said.place);
    let range = cx.document.range(said.place);
    let (range, insert) = match task_box(&text).filter(|_| is_box(&text) && text.starts_with('[')) {
        Some(found) => {
            let inner = found.range.start + 1..found.range.end - 1;
            (TextRange::new(inner.start as u32, inner.end as u32).shifted(range.start), "x".to_owned())
        }
        None => (range, done_like(&text).or_else(|| as_elsewhere(cx, &text))?),
    };
    let title = format!("Mark {} done", cx.plan.unit(at)?.label.text);
    let edit = Edit { range, insert };
    Some(Fix { title, applicability: Applicability::Unsafe, edits: vec![(cx.file, edit)] })
}

/// `Done` in the dress of an English word or a mark that says otherwise; none where the text says more.
fn done_like(text: &str) -> Option<String> {
    const WORDS: [&str; 12] = [
        "in progress",
        "not started",
        "todo",
        "to do",
        "pending",
        "planned",
        "active",
        "current",
        "ongoing",
        "wip",
        "upcoming",
        "started",
    ];
    let is_mark = |c: char| matches!(c, '🚧' | '🔄' | '🏃' | '⏳' | '⌛' | '🔜' | '⬜' | '🔲' | '📋' | '🟡' | '🔵');
    let marked: String = text.chars().map(|c| if is_mark(c) { '✅' } else { c }).collect();
    let start = marked.find(char::is_alphanumeric);
    let Some(start) = start else { return (marked != text).then_some(marked) };
    let end = marked.rfind(char::is_alphanumeric)? + 1;
    let words = marked.get(start..end)?;
    let known = WORDS.contains(&words.to_lowercase().as_str());
    let done = match (words.chars().any(char::is_lowercase), words.starts_with(char::is_uppercase)) {
        (false, _) => "DONE",
        (true, true) => "Done",
        (true, false) => "done",
    };
    known.then(|| format!("{}{done}{}", marked.get(..start).unwrap_or(""), marked.get(end..).unwrap_or("")))
}

/// The words by which another unit of the plan is said to be done, where they stand alone as `text` does.
fn as_elsewhere(cx: &Context<'_>, text: &str) -> Option<String> {
    let bracketed = |text: &str| text.starts_with(['(', '[', '（', '【']);
    let others = cx.plan.units.iter().filter_map(|it| it.status.as_ref()).filter(|it| it.value == Status::Done);
    let texts = others.map(|it| cx.document.slice(it.place));
    let plain = |it: &String| it.chars().count() <= 20 && !it.chars().any(char::is_numeric) && !is_box(it);
    let worded = |it: &str| it.chars().any(char::is_alphabetic);
    texts.filter(plain).find(|it| bracketed(it) == bracketed(text) && worded(it) == worded(text))
}
