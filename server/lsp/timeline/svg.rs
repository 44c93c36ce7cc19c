//! The schedule as an SVG picture: a heading, its charts, what lies on none, and a legend of what is in it.
//!
//! No scripts, no fonts and nothing from elsewhere: the file is whole. Each row is a `<g class="row">` with `data-file`
//! and `data-line`, by which an editor finds the unit's place.

pub mod style;
pub mod ticks;
pub mod plot;
pub mod arrows;
pub mod signs;
pub mod bars;
pub mod chart;
pub mod legend;

use std::fmt::Write;

use milepost_core::lint::axis::span;
use milepost_core::timeline::Timeline;

use crate::timeline::Shown;
use crate::timeline::svg::legend::Used;
use crate::timeline::svg::plot::PAD;
use crate::timeline::svg::style::STYLE;
use crate::timeline::text::{escape, fitting, isolated, width};
use crate::timeline::words::sentence;

/// So many units without a schedule are listed in a picture at most.
const MOST_LISTED: usize = 24;

/// The least width of a picture.
const LEAST_WIDTH: f64 = 720.0;

/// What a picture is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A file of its own.
    Alone,
    /// A part of a page, which says the title, the style and what is not scheduled itself; bars lead to its rows.
    Page,
}

/// A part of a picture, drawn from its top on.
#[derive(Debug, Default)]
pub struct Part {
    /// Its elements.
    pub svg: String,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

/// One picture of all `plans`, one below the other.
pub fn picture(plans: &[Shown<'_>], purpose: Use, prefix: &str) -> String {
    let mut used = Used::default();
    let mut parts = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        let prefix = format!("{prefix}{}", at + 1);
        let mut charts = Vec::new();
        for chart in &plan.timeline.charts {
            charts.push(chart::draw(plan, chart, purpose, &prefix, &mut used));
        }
        parts.push((plan, charts));
    }
    let widths = parts.iter().flat_map(|(_, charts)| charts).map(|chart| chart.width);
    let wide = widths.fold(LEAST_WIDTH, f64::max).ceil();
    let mut body = String::new();
    let mut y = if purpose == Use::Alone { PAD } else { 0.0 };
    for (plan, charts) in parts {
        if purpose == Use::Alone {
            y += heading(plan, &mut body, y, wide);
        }
        for chart in charts {
            let _ = writeln!(body, "<g transform=\"translate(0 {y:.0})\">{}</g>", chart.svg);
            y += chart.height + 18.0;
        }
        if purpose == Use::Alone {
            y += unscheduled(plan, &mut body, y, wide);
            y += 18.0;
        }
    }
    let legend = legend::draw(&used, wide);
    let _ = writeln!(body, "<g transform=\"translate(0 {y:.0})\">{}</g>", legend.svg);
    let high = (y + legend.height + PAD / 2.0).ceil();
    let names: Vec<String> = plans.iter().map(|plan| name(plan)).collect();
    let role = if purpose == Use::Alone { "img" } else { "group" };
    // A page may make it a little smaller; below that it is scrolled.
    let least = if purpose == Use::Page { format!(" style=\"min-width:{:.0}px\"", wide * 0.8) } else { String::new() };
    let style = if purpose == Use::Alone { format!("<style>{STYLE}</style>\n") } else { String::new() };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"mp\" role=\"{role}\" \
         aria-labelledby=\"{prefix}title {prefix}desc\" width=\"{wide:.0}\" height=\"{high:.0}\"{least} \
         viewBox=\"0 0 {wide:.0} {high:.0}\">\n\
         <title id=\"{prefix}title\">{}</title>\n<desc id=\"{prefix}desc\">{}</desc>\n{style}\
         <defs><pattern id=\"{prefix}hatch\" class=\"mp\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><line class=\"hatch\" x1=\"1.5\" y1=\"0\" x2=\"1.5\" y2=\"6\"/></pattern></defs>\n\
         <rect class=\"bg\" width=\"{wide:.0}\" height=\"{high:.0}\"/>\n{body}</svg>\n",
        escape(&names.join("; ")),
        escape(&plans.iter().map(|plan| description(plan.timeline)).collect::<Vec<_>>().join(" ")),
    )
}

/// What a plan is called: by its title, or else its path.
pub fn name(plan: &Shown<'_>) -> String {
    let title = plan.timeline.title.trim();
    if title.is_empty() { plan.path.to_owned() } else { title.to_owned() }
}

/// What a picture shows, for those who do not see it.
fn description(timeline: &Timeline) -> String {
    let mut text = format!("{}.", summary(timeline));
    let drawn = timeline.each().filter(|(_, item)| item.parent.is_none());
    for (_, item) in drawn.filter(|(_, item)| item.bar.is_some()).take(40) {
        let said = item.bar.as_ref().map(|bar| bar.said.as_str()).unwrap_or_default();
        let _ = write!(text, " {}: {said}.", item.display());
    }
    text
}

/// A plan in one line: how many units from when to when, and how far they are.
pub fn summary(timeline: &Timeline) -> String {
    let drawn = timeline.items.iter().filter(|it| it.bar.as_ref().is_some_and(|bar| !bar.is_derived)).count();
    let mut parts = vec![format!("{drawn} {}", if drawn == 1 { "unit" } else { "units" })];
    for chart in &timeline.charts {
        parts.push(span(chart.axis, chart.from, chart.to).to_string());
    }
    let progress = timeline.progress();
    if progress.total > 0 {
        parts.push(format!("{} of {} tasks done", progress.done, progress.total));
    }
    match timeline.unscheduled.len() {
        0 => {}
        1 => parts.push("1 unit without a schedule".to_owned()),
        count => parts.push(format!("{count} units without a schedule")),
    }
    parts.join(" · ")
}

fn heading(plan: &Shown<'_>, body: &mut String, y: f64, wide: f64) -> f64 {
    let room = wide - 2.0 * PAD;
    let title = fitting(&name(plan), 21.0, room / 1.05);
    let below = fitting(&format!("{} · {}", plan.path, summary(plan.timeline)), 12.0, room);
    let _ = writeln!(
        body,
        "<text class=\"h1\" x=\"{PAD}\" y=\"{:.0}\">{}</text>\n<text class=\"sub\" x=\"{PAD}\" y=\"{:.0}\">{}</text>",
        y + 18.0,
        isolated(&title),
        y + 38.0,
        isolated(&below),
    );
    56.0
}

/// The list of what lies on no chart, and how high it is.
fn unscheduled(plan: &Shown<'_>, body: &mut String, y: f64, wide: f64) -> f64 {
    let all = &plan.timeline.unscheduled;
    if all.is_empty() {
        return 0.0;
    }
    let mut line = y + 14.0;
    let _ = writeln!(body, "<text class=\"track\" x=\"{PAD}\" y=\"{line:.0}\">Not on the timeline</text>");
    for item in all.iter().take(MOST_LISTED).filter_map(|at| plan.timeline.item(*at)) {
        line += 20.0;
        let why = format!("{} · line {}", sentence(item.gap.map_or("", |gap| gap.reason())), item.line);
        let room = wide - 2.0 * PAD - width(&why, 12.0) - 12.0;
        let shown = fitting(&item.display(), 13.0, room);
        let _ = writeln!(
            body,
            "<g class=\"row\" data-file=\"{}\" data-line=\"{}\"><title>{}</title><text x=\"{PAD}\" y=\"{line:.0}\">{} \
             <tspan class=\"note\" dx=\"6\">{}</tspan></text></g>",
            escape(plan.path),
            item.line,
            escape(&item.display()),
            isolated(&shown),
            escape(&why),
        );
    }
    if let Some(more) = all.len().checked_sub(MOST_LISTED).filter(|more| *more > 0) {
        line += 20.0;
        let _ = writeln!(body, "<text class=\"note\" x=\"{PAD}\" y=\"{line:.0}\">and {more} more</text>");
    }
    line - y + 8.0
}
