//! The schedule as a Mermaid gantt, with comments about what is critical, and what is wrong.

use std::fmt::Write;

use milepost_core::lint::axis::Bar;
use milepost_core::lint::generated::mermaid::{self, Look, called, encoded, head, is_countable};
use milepost_core::timeline::rows::Chart;
use milepost_core::timeline::{Item, Timeline};

use crate::timeline::Shown;
use crate::timeline::svg::name;
use crate::timeline::text::escape;
use crate::timeline::words::one_line;

/// The gantt of `plans`: alone where there is one chart; in Markdown, a fence each, where there are several.
pub fn gantts(plans: &[Shown<'_>]) -> String {
    let charts = || plans.iter().flat_map(|plan| plan.timeline.charts.iter().map(move |chart| (plan, chart)));
    if let (Some((plan, chart)), None) = (charts().next(), charts().nth(1)) {
        return gantt(plan, chart);
    }
    let mut text = String::new();
    for plan in plans {
        let _ = writeln!(text, "{}## {}\n", if text.is_empty() { "" } else { "\n" }, heading(&name(plan)));
        for chart in &plan.timeline.charts {
            let _ = writeln!(text, "```mermaid\n{}```", gantt(plan, chart));
        }
    }
    text
}

/// A title as a Markdown heading.
fn heading(title: &str) -> String {
    escape(&one_line(title)).replace('`', "'").replace("&#39;", "'").replace("&quot;", "\"")
}

fn gantt(plan: &Shown<'_>, chart: &Chart) -> String {
    let is_counted = is_countable(chart.axis, chart.from, chart.to);
    let mut text = head(&name(plan), chart.axis, chart.from, chart.to);
    let mut number = 0;
    let timeline = plan.timeline;
    for group in &chart.groups {
        if let Some(title) = &group.title {
            let _ = writeln!(text, "    section {}", encoded(title, false));
        }
        let mut is_inside = false;
        for row in &group.rows {
            let Some((item, bar)) = timeline.item(row.item).and_then(|item| Some((item, item.bar.as_ref()?))) else {
                continue;
            };
            if bar.is_derived && group.title.is_none() && row.depth == 0 {
                let _ = writeln!(text, "    section {}", encoded(&called(&item.label, &item.title), false));
                is_inside = true;
                continue;
            }
            if is_inside && row.depth == 0 {
                text.push_str("    section Others\n");
                is_inside = false;
            }
            number += 1;
            if let Some(line) = task(timeline, chart, item, bar, number, is_counted) {
                text.push_str(&line);
            }
        }
    }
    text
}

fn task(timeline: &Timeline, chart: &Chart, item: &Item, bar: &Bar, number: u32, is_counted: bool) -> Option<String> {
    let to = if bar.is_open { chart.to.max(bar.to) } else { bar.to };
    let mut name = called(&item.label, &item.title);
    if !is_counted || bar.is_open {
        name = format!("{name} ({})", bar.said);
    }
    let mut comments: Vec<String> = Vec::new();
    if item.is_critical {
        comments.push("critical path".to_owned());
    }
    let on: Vec<&str> = item.links.iter().filter_map(|it| timeline.item(it.on?)).map(|on| on.label.as_str()).collect();
    if !on.is_empty() {
        comments.push(format!("depends on {}", on.join(", ")));
    }
    for shared in &item.shared {
        let with = timeline.item(shared.with).map(|it| it.label.as_str()).unwrap_or_default();
        comments.push(format!("overlaps {with}"));
    }
    let mut line = String::new();
    if !comments.is_empty() {
        let _ = writeln!(line, "    %% {}: {}", comment(&item.label), comment(&comments.join("; ")));
    }
    let look = Look { number, status: item.status, is_critical: item.is_critical || !item.shared.is_empty() };
    line.push_str(&mermaid::bar(&name, look, bar.axis, bar.from, to)?);
    Some(line)
}

/// A comment's text: braces would begin a directive.
fn comment(text: &str) -> String {
    one_line(text).replace(['{', '}'], "")
}
