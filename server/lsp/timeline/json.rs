//! The schedule as JSON, for editors and programs: docs/commands/timeline.md tells the shape. Keys may be added, none is
//! renamed or dropped.

use jiff::civil::Date;
use milepost_core::lint::axis::{Axis, Bar, span};
use milepost_core::lint::span::day_of_number;
use milepost_core::timeline::marks::Mark;
use milepost_core::timeline::rows::Chart;
use milepost_core::timeline::{Item, ItemIndex, Timeline};
use serde_json::{Value, json};

use crate::timeline::Shown;

/// The JSON of `plans`.
pub fn print(plans: &[Shown<'_>], today: Date) -> String {
    let plans: Vec<Value> = plans.iter().map(plan).collect();
    format!("{:#}\n", json!({"version": 1, "today": today.to_string(), "plans": plans}))
}

fn plan(plan: &Shown<'_>) -> Value {
    let timeline = plan.timeline;
    json!({
        "path": plan.path,
        "title": timeline.title,
        "units": timeline.each().map(|(at, it)| unit(timeline, at, it)).collect::<Vec<_>>(),
        "charts": timeline.charts.iter().map(chart).collect::<Vec<_>>(),
        "unscheduled": timeline.unscheduled.iter().map(|at| at.0).collect::<Vec<_>>(),
        "findings": timeline.marks.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn unit(timeline: &Timeline, at: ItemIndex, item: &Item) -> Value {
    let depends = item.links.iter().map(|link| {
        let name = link.on.and_then(|on| timeline.item(on)).map_or(&link.name, |on| &on.label);
        json!({"name": name, "unit": link.on.map(|on| on.0), "early": link.is_early})
    });
    let axis = item.bar.as_ref().map(|bar| bar.axis);
    let overlaps = item.shared.iter().map(|it| {
        let axis = axis.unwrap_or(Axis::Weeks);
        json!({"with": it.with.0, "from": position(axis, it.from), "to": position(axis, it.to)})
    });
    json!({
        "index": at.0,
        "line": item.line,
        "label": item.label,
        "title": item.title,
        "parent": item.parent.map(|parent| parent.0),
        "schedule": item.bar.as_ref().map(bar),
        "unscheduled": item.gap.filter(|_| item.bar.is_none()).map(|gap| gap.reason()),
        "status": item.is_status_known.then(|| item.status.to_string()),
        "tasks": {"done": item.progress.done, "of": item.progress.total},
        "done": f64::from(item.done) / 1000.0,
        "critical": item.is_critical,
        "criteria": item.has_criteria,
        "goal": item.goal,
        "owner": item.owner,
        "depends": depends.collect::<Vec<_>>(),
        "overlaps": overlaps.collect::<Vec<_>>(),
        "findings": item.marks.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn bar(bar: &Bar) -> Value {
    json!({
        "axis": bar.axis.name(),
        "from": position(bar.axis, bar.from),
        "to": (!bar.is_open).then(|| position(bar.axis, bar.to)),
        "derived": bar.is_derived,
        "text": bar.said,
        "start": bar.dates.map(|(first, _)| first.to_string()),
        "end": bar.dates.and_then(|(_, last)| last).map(|last| last.to_string()),
    })
}

/// A number, or a date.
fn position(axis: Axis, position: i64) -> Value {
    match axis {
        Axis::Dates => json!(day_of_number(position).map(|day| day.to_string())),
        Axis::Yearless => json!(day_of_number(position).map(|day| day.strftime("--%m-%d").to_string())),
        Axis::Weeks | Axis::Days | Axis::Months => json!(position),
    }
}

fn chart(chart: &Chart) -> Value {
    let groups = chart.groups.iter().map(|group| {
        let rows = group.rows.iter().map(|row| json!({"unit": row.item.0, "depth": row.depth}));
        let line = (group.line > 0).then_some(group.line);
        json!({"title": group.title, "line": line, "rows": rows.collect::<Vec<_>>()})
    });
    json!({
        "axis": chart.axis.name(),
        "from": position(chart.axis, chart.from),
        "to": position(chart.axis, chart.to),
        "text": span(chart.axis, chart.from, chart.to).to_string(),
        "tracks": groups.collect::<Vec<_>>(),
    })
}

fn finding(mark: &Mark) -> Value {
    json!({"rule": mark.rule, "severity": mark.severity.name(), "message": mark.message, "line": mark.line})
}
