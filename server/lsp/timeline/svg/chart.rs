//! One chart: its head, its grid, its rows under their tracks, its arrows, and today.

use std::collections::HashMap;
use std::fmt::Write;

use milepost_core::lint::axis::Axis;
use milepost_core::timeline::ItemIndex;
use milepost_core::timeline::rows::Chart;

use crate::timeline::Shown;
use crate::timeline::svg::arrows::{self, Box};
use crate::timeline::svg::bars::{self, Sheet};
use crate::timeline::svg::legend::Used;
use crate::timeline::svg::plot::{BAND, PAD, Plot, ROW, SIZE, TRACK, names_width};
use crate::timeline::svg::ticks::{Band, bands};
use crate::timeline::svg::{Part, Use};
use crate::timeline::text::{bold_width, fitting, isolated, width};

/// From so many rows on the head stands below them too.
const LONG: usize = 25;

/// Draws a chart, and notes in `used` what is in it.
pub fn draw(plan: &Shown<'_>, chart: &Chart, purpose: Use, prefix: &str, used: &mut Used) -> Part {
    let timeline = plan.timeline;
    let rows =
        || chart.groups.iter().flat_map(|group| &group.rows).filter_map(|row| Some((row, timeline.item(row.item)?)));
    let has_icons = rows().any(|(_, item)| item.is_status_known);
    let names = names_width(rows().map(|(row, item)| (item, row.depth)), has_icons);
    let titles = chart.groups.iter().filter_map(|group| group.title.as_deref());
    let names = titles.map(|title| bold_width(title, SIZE)).fold(names, f64::max).min(names.max(400.0));
    let plot = Plot::of(chart, names);
    let bands = bands(chart, plot.from, plot.to, plot.per);
    let head = bands.len() as f64 * BAND + if chart.today.is_some() { 18.0 } else { 0.0 };
    let mut places: HashMap<ItemIndex, Box> = HashMap::new();
    let mut y = head + 4.0;
    let mut lines = Vec::new();
    for group in &chart.groups {
        let is_titled = chart.groups.len() > 1 || group.title.is_some();
        if is_titled {
            lines.push((y, group.title.as_deref().unwrap_or("On no track")));
            y += TRACK;
        }
        for row in &group.rows {
            let bar = timeline.item(row.item).and_then(|item| item.bar.as_ref());
            places.extend(bar.map(|bar| (row.item, bars::place(&plot, bar, y + ROW / 2.0))));
            y += ROW;
        }
    }
    let reach = rows().filter_map(|(row, item)| Some(bars::reach(item, places.get(&row.item)?)));
    let wide = reach.fold(plot.right() + 14.0, f64::max) + PAD / 2.0;
    let mut svg = String::new();
    zebra(chart, &places, wide, &mut svg);
    if let Some(x) = today_at(chart, &plot) {
        let _ = writeln!(svg, "<path class=\"today\" d=\"M{x:.1} 18V{head:.0}\"/>");
    }
    grid(chart, &plot, &bands, head - bands.len() as f64 * BAND, y, wide, &mut svg);
    for (top, title) in lines {
        let shown = fitting(title, SIZE * 1.12, wide - 2.0 * PAD);
        let _ = writeln!(
            svg,
            "<rect class=\"head\" x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\" rx=\"4\"/>\
             <text class=\"track\" x=\"{PAD}\" y=\"{:.0}\">{}</text>",
            PAD / 2.0,
            top + 4.0,
            wide - PAD,
            TRACK - 8.0,
            top + 19.5,
            isolated(&shown),
        );
    }
    svg.push_str(&arrows::draw(timeline, &places, used));
    let sheet = Sheet { plan, purpose, prefix, plot, names, has_icons, wide };
    for (row, item) in rows() {
        let Some(place) = places.get(&row.item) else { continue };
        svg.push_str(&bars::draw(&sheet, row.item, item, row.depth, place, used));
    }
    today(chart, plan, &plot, (head, y), wide, &mut svg);
    if places.len() >= LONG {
        write_bands(&bands, &plot, y + 4.0, &mut svg);
        y += 4.0 + bands.len() as f64 * BAND;
    }
    Part { svg, width: wide, height: y }
}

/// Every second row is shaded, to be followed by the eye.
fn zebra(chart: &Chart, places: &HashMap<ItemIndex, Box>, wide: f64, svg: &mut String) {
    for group in &chart.groups {
        for place in group.rows.iter().skip(1).step_by(2).filter_map(|row| places.get(&row.item)) {
            let _ = writeln!(
                svg,
                "<rect class=\"zebra\" x=\"{:.0}\" y=\"{:.1}\" width=\"{:.0}\" height=\"{ROW:.0}\"/>",
                PAD / 2.0,
                place.middle - ROW / 2.0,
                wide - PAD,
            );
        }
    }
}

fn grid(chart: &Chart, plot: &Plot, bands: &[Band], top: f64, bottom: f64, wide: f64, svg: &mut String) {
    let below = top + bands.len() as f64 * BAND;
    let high = bottom - below;
    if chart.axis == Axis::Dates && plot.per >= 10.0 {
        // Days are counted from a Wednesday on.
        let weekend = (plot.from..plot.to).filter(|day| matches!((day + 2).rem_euclid(7), 5 | 6));
        for day in weekend.chain(chart.holidays.iter().copied()) {
            let _ = writeln!(
                svg,
                "<rect class=\"off\" x=\"{:.1}\" y=\"{below:.0}\" width=\"{:.1}\" height=\"{high:.0}\"/>",
                plot.x(day),
                plot.per
            );
        }
    }
    write_bands(bands, plot, top, svg);
    for (at, band) in bands.iter().enumerate() {
        let class = if band.is_upper { "rule" } else { "grid" };
        let from = if band.is_upper { top + at as f64 * BAND } else { below };
        let mut d = String::new();
        for cell in &band.cells {
            let _ = write!(d, "M{:.1} {from:.0}V{bottom:.0}", plot.x(cell.from));
        }
        let _ = writeln!(svg, "<path class=\"{class}\" d=\"{d}M{:.1} {from:.0}V{bottom:.0}\"/>", plot.right());
    }
    let _ = writeln!(svg, "<path class=\"rule\" d=\"M{:.0} {below:.0}H{:.0}\"/>", PAD / 2.0, wide - PAD / 2.0);
}

fn write_bands(bands: &[Band], plot: &Plot, top: f64, svg: &mut String) {
    for (at, band) in bands.iter().enumerate() {
        let y = top + at as f64 * BAND + 15.5;
        if !band.title.is_empty() {
            let _ = write!(
                svg,
                "<text class=\"sub\" text-anchor=\"end\" x=\"{:.1}\" y=\"{y:.1}\">{}</text>",
                plot.left - 8.0,
                band.title
            );
        }
        for cell in &band.cells {
            let (from, to) = (plot.x(cell.from), plot.x(cell.to));
            let (x, class) = match (band.is_upper, cell.to - cell.from) {
                (true, _) => (from + 5.0, "era"),
                (false, 1) => ((from + to) / 2.0, "tick"),
                // A date is that of the line that it stands beside.
                (false, _) => (from + 4.0, "tick ticks"),
            };
            let room = if cell.to - cell.from == 1 { f64::INFINITY } else { to - from - 5.0 };
            if cell.name.is_empty() || !band.is_upper && width(&cell.name, 12.0) > room {
                continue;
            }
            let _ = write!(svg, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", cell.name);
        }
        svg.push('\n');
    }
}

/// The middle of today.
fn today_at(chart: &Chart, plot: &Plot) -> Option<f64> {
    chart.today.map(|position| plot.x(position) + plot.per / 2.0)
}

/// The line of today over the rows, and its name. Its part in the head lies below the dates.
fn today(chart: &Chart, plan: &Shown<'_>, plot: &Plot, (top, bottom): (f64, f64), wide: f64, svg: &mut String) {
    let Some((x, date)) = today_at(chart, plot).zip(plan.timeline.today) else { return };
    let text = format!("Today, {date}");
    let half = bold_width(&text, 12.0) / 2.0;
    let middle = x.min(wide - half - 4.0).max(half + 4.0);
    let _ = writeln!(
        svg,
        "<path class=\"today\" d=\"M{x:.1} {top:.0}V{bottom:.0}\"/>\
         <text class=\"now\" text-anchor=\"middle\" x=\"{middle:.1}\" y=\"12\">{text}</text>"
    );
}
