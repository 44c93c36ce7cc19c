//! What is told of a unit in words: in tooltips, in the list below a picture, in a calendar's entries.

use milepost_core::lint::axis::{Bar, Gap};
use milepost_core::timeline::{Item, Link, Timeline};

/// What is known of a unit beside its name, a line a fact, the most important first.
pub fn facts(timeline: &Timeline, item: &Item) -> Vec<String> {
    let mut lines = vec![when(item)];
    if item.is_status_known {
        lines.push(format!("Status: {}", item.status));
    }
    lines.extend(progress(item).map(|it| format!("Progress: {it}")));
    if item.is_critical {
        lines.push("On the critical path".to_owned());
    }
    lines.extend(item.goal.as_ref().map(|goal| format!("Goal: {}", one_line(goal))));
    lines.extend(item.owner.as_ref().map(|owner| format!("Owner: {}", one_line(owner))));
    if !item.links.is_empty() {
        let on: Vec<String> = item.links.iter().map(|link| name(timeline, link)).collect();
        lines.push(format!("Depends on: {}", on.join(", ")));
    }
    lines.extend(item.marks.iter().map(|mark| format!("{}: {}", sentence(mark.severity.name()), mark.message)));
    lines
}

/// When a unit runs: `weeks 7–8`, with the dates where both are known.
pub fn when(item: &Item) -> String {
    match (&item.bar, item.gap) {
        (Some(bar), _) => said(bar),
        (None, gap) => sentence(gap.unwrap_or(Gap::Unsaid).reason()),
    }
}

fn said(bar: &Bar) -> String {
    let days = match bar.dates {
        Some((first, Some(last))) if first == last => format!("{first}"),
        Some((first, Some(last))) => format!("{first} to {last}"),
        Some((first, None)) => format!("from {first} on"),
        None => return sentence(&bar.said),
    };
    let is_same = bar.said == days || bar.is_derived;
    if is_same { sentence(&days) } else { format!("{} ({days})", sentence(&bar.said)) }
}

/// How much is done: `3 of 8 tasks`, `40 %`; none where nobody says.
pub fn progress(item: &Item) -> Option<String> {
    match item.progress.total {
        0 if item.done == 0 || item.done == 1000 => None,
        0 => Some(format!("{} %", item.done / 10)),
        1 => Some(format!("{} of 1 task", item.progress.done)),
        total => Some(format!("{} of {total} tasks", item.progress.done)),
    }
}

/// What a link leads to.
pub fn name(timeline: &Timeline, link: &Link) -> String {
    let label = link.on.and_then(|on| timeline.item(on)).map(|on| on.label.clone());
    let name = label.unwrap_or_else(|| link.name.clone());
    if link.is_early { format!("{name} (which ends later than this begins)") } else { name }
}

/// With a capital letter.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// On one line, single-spaced.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
