//! Rows: a unit's name, its bar with what is done of it, and what is said beside it.

use std::fmt::Write;

use milepost_core::lint::axis::Bar;
use milepost_core::notation::status::Status;
use milepost_core::timeline::{Item, ItemIndex};

use crate::timeline::svg::arrows::Box;
use crate::timeline::svg::legend::Used;
use crate::timeline::svg::plot::{BAR, Plot, ROW, SIZE, indent};
use crate::timeline::svg::signs::{SIGN, Signs, class, status};
use crate::timeline::svg::{Use, plot};
use crate::timeline::text::{bold_width, escape, fitting, isolated, width};
use crate::timeline::words::{facts, progress};
use crate::timeline::{Shown, anchor};

/// What the rows of a chart have in common.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The plan.
    pub plan: &'a Shown<'a>,
    /// What the picture is for.
    pub purpose: Use,
    /// What its ids begin with.
    pub prefix: &'a str,
    /// Where positions lie.
    pub plot: Plot,
    /// How wide the names may be.
    pub names: f64,
    /// Whether signs of status stand before the names.
    pub has_icons: bool,
    /// How wide the whole row is.
    pub wide: f64,
}

/// Where a unit's bar lies in a row whose middle is `y`.
pub fn place(plot: &Plot, bar: &Bar, y: f64) -> Box {
    let (left, right) = plot.ends(bar);
    let half = if bar.is_derived { 4.0 } else { BAR / 2.0 };
    Box { left, right, top: y - half, bottom: y + half, middle: y }
}

/// How far a row reaches to the right, with what is said beside its bar.
pub fn reach(item: &Item, place: &Box) -> f64 {
    let text = beside(item);
    let text = if text.is_empty() { 0.0 } else { width(&text, 12.0) + 8.0 };
    place.right + 8.0 + text + Signs::of(item).count() as f64 * SIGN
}

/// What is said beside a bar: how much is done.
fn beside(item: &Item) -> String {
    match item.progress.total {
        0 if item.done > 0 && item.done < 1000 => format!("{} %", item.done / 10),
        0 => String::new(),
        total => format!("{}/{total}", item.progress.done),
    }
}

/// Draws a row.
pub fn draw(sheet: &Sheet<'_>, at: ItemIndex, item: &Item, depth: u32, place: &Box, used: &mut Used) -> String {
    let (y, timeline) = (place.middle, sheet.plan.timeline);
    let Some(bar) = &item.bar else { return String::new() };
    let critical = if item.is_critical { " critical" } else { "" };
    used.critical |= item.is_critical;
    let title = std::iter::once(item.display()).chain(facts(timeline, item));
    let title = title.chain([format!("{}:{}", sheet.plan.path, item.line)]).map(|line| escape(&line));
    let mut svg = format!(
        "<g class=\"row {}{critical}\" data-file=\"{}\" data-line=\"{}\"><title>{}</title>",
        class(item.status),
        escape(sheet.plan.path),
        item.line,
        title.collect::<Vec<_>>().join("\n"),
    );
    if sheet.purpose == Use::Page {
        let label = progress(item).map_or(bar.said.clone(), |it| format!("{}, {it}", bar.said));
        let _ = write!(
            svg,
            "<a href=\"#{}\" aria-label=\"{}: {}\"><rect class=\"focus\" x=\"{:.0}\" y=\"{:.1}\" width=\"{:.0}\" \
             height=\"{:.0}\" rx=\"4\"/>",
            anchor(sheet.prefix, at),
            escape(&item.display()),
            escape(&label),
            plot::PAD - 8.0,
            y - ROW / 2.0 + 1.0,
            sheet.wide - plot::PAD,
            ROW - 2.0,
        );
    }
    name(sheet, item, depth, y, used, &mut svg);
    match bar.is_derived {
        true => sum(place, used, &mut svg),
        false => shape(sheet, item, bar, place, used, &mut svg),
    }
    let mut x = place.right + 8.0;
    let text = beside(item);
    if !text.is_empty() {
        let _ = write!(svg, "<text class=\"side\" x=\"{x:.1}\" y=\"{:.1}\">{text}</text>", y + 4.0);
        x += width(&text, 12.0) + 8.0;
    }
    svg.push_str(&Signs::of(item).draw(x, y, used));
    svg.push_str(if sheet.purpose == Use::Page { "</a></g>\n" } else { "</g>\n" });
    svg
}

/// The unit's name: its label in full as far as there is room, then its title.
fn name(sheet: &Sheet<'_>, item: &Item, depth: u32, y: f64, used: &mut Used, svg: &mut String) {
    let x = plot::PAD + indent(depth, sheet.has_icons);
    if sheet.has_icons && item.is_status_known {
        used.status(item.status);
        svg.push_str(&status(item.status, x - plot::ICON / 2.0 - 2.0, y));
    }
    let room = sheet.names - indent(depth, sheet.has_icons);
    let label = fitting(&item.label, SIZE * 1.12, room);
    let left = room - bold_width(&label, SIZE) - 8.0;
    let title = fitting(&item.title, SIZE, left);
    let gone = if item.status == Status::Cancelled { " gone" } else { "" };
    let _ =
        write!(svg, "<text x=\"{x:.0}\" y=\"{:.1}\"><tspan class=\"l{gone}\">{}</tspan>", y + 4.5, isolated(&label));
    if !title.is_empty() {
        let _ = write!(svg, "<tspan class=\"t{gone}\" dx=\"8\">{}</tspan>", isolated(&title));
    }
    svg.push_str("</text>");
}

/// A container that says no time itself: a bracket over what it contains.
fn sum(place: &Box, used: &mut Used, svg: &mut String) {
    used.derived = true;
    let (left, right, top) = (place.left, place.right, place.top);
    let foot = ((right - left) / 2.0).min(5.0);
    let _ = write!(
        svg,
        "<path class=\"sum\" d=\"M{left:.1} {top:.1}H{right:.1}v9l-{foot:.1}-5H{:.1}l-{foot:.1} 5z\"/>",
        left + foot,
    );
}

fn shape(sheet: &Sheet<'_>, item: &Item, bar: &Bar, place: &Box, used: &mut Used, svg: &mut String) {
    let Box { left, right, top, .. } = *place;
    let wide = right - left;
    if bar.is_open {
        used.open = true;
        let nose = (wide / 2.0).min(9.0);
        let _ = write!(
            svg,
            "<path class=\"bar\" d=\"M{left:.1} {top:.1}H{:.1}l{nose:.1} {:.1}l-{nose:.1} {:.1}H{left:.1}z\"/>",
            right - nose,
            BAR / 2.0,
            BAR / 2.0,
        );
    } else {
        let _ = write!(
            svg,
            "<rect class=\"bar\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{BAR}\" rx=\"{:.1}\"/>",
            (wide / 2.0).min(4.0),
        );
    }
    let fill = (wide - 4.0) * f64::from(item.done) / 1000.0;
    if fill >= 1.0 && item.status != Status::Cancelled {
        used.fill = true;
        let _ = write!(
            svg,
            "<rect class=\"fill\" x=\"{:.1}\" y=\"{:.1}\" width=\"{fill:.1}\" height=\"{:.0}\" rx=\"{:.1}\"/>",
            left + 2.0,
            top + 2.0,
            BAR - 4.0,
            (fill / 2.0).min(2.0),
        );
    }
    for (from, to) in united(item) {
        used.shared = true;
        let from = sheet.plot.x(from).max(left) + 1.5;
        let to = (sheet.plot.x(to + 1).min(right) - 1.5).max(from + 1.0);
        let _ = write!(
            svg,
            "<rect class=\"shared\" fill=\"url(#{}hatch)\" x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" \
             height=\"{:.0}\"/>",
            sheet.prefix.trim_end_matches(|c: char| c.is_ascii_digit()),
            top + 1.5,
            to - from,
            BAR - 3.0,
        );
    }
}

/// The time that a unit shares with any other, each part once.
fn united(item: &Item) -> Vec<(i64, i64)> {
    let mut all: Vec<(i64, i64)> = item.shared.iter().map(|it| (it.from, it.to)).collect();
    all.sort();
    let mut united: Vec<(i64, i64)> = Vec::new();
    for (from, to) in all {
        match united.last_mut().filter(|last| from <= last.1 + 1) {
            Some(last) => last.1 = last.1.max(to),
            None => united.push((from, to)),
        }
    }
    united
}
