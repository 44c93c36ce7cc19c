//! The geometry of a chart: where positions and rows lie.

use milepost_core::lint::axis::{Axis, Bar};
use milepost_core::timeline::Item;
use milepost_core::timeline::rows::Chart;

use crate::timeline::text::{bold_width, width};

/// The space around everything.
pub const PAD: f64 = 20.0;
/// How high a row is.
pub const ROW: f64 = 30.0;
/// How high a bar is.
pub const BAR: f64 = 16.0;
/// How high a band of the head is.
pub const BAND: f64 = 22.0;
/// How high the heading of a track is.
pub const TRACK: f64 = 30.0;
/// How far a row is indented for each unit around it.
pub const INDENT: f64 = 16.0;
/// The room for the sign of a status before a label.
pub const ICON: f64 = 20.0;
/// The font size of labels.
pub const SIZE: f64 = 13.0;

/// The names beside the rows are not wider than that.
const WIDEST_NAMES: f64 = 400.0;
/// A deeper row is indented no more.
const DEEPEST: u32 = 6;

/// Where positions lie.
#[derive(Clone, Copy, Debug)]
pub struct Plot {
    /// The first position, which may lie before the first bar.
    pub from: i64,
    /// The first position behind the last.
    pub to: i64,
    /// Where the first position begins.
    pub left: f64,
    /// How wide a position is.
    pub per: f64,
}

impl Plot {
    /// The geometry of a chart with names of that width beside it.
    pub fn of(chart: &Chart, names: f64) -> Plot {
        let (mut from, mut to) = (chart.from, chart.to + 1);
        let length = to - from;
        if chart.axis.is_calendar() && length <= 400 {
            // Whole weeks: days are counted from a Wednesday on.
            from -= (from + 2).rem_euclid(7);
            to += (7 - (to + 2).rem_euclid(7)) % 7;
        }
        let length = (to - from).max(1) as f64;
        let wish = match chart.axis {
            Axis::Weeks => 46.0,
            Axis::Days => 34.0,
            Axis::Months => 72.0,
            Axis::Dates | Axis::Yearless if length <= 35.0 => 26.0,
            Axis::Dates | Axis::Yearless => 6.0,
        };
        let least = if chart.axis.is_calendar() { 720.0 } else { 420.0 };
        let wide = (length * wish).clamp(least, 1600.0);
        let wide = if chart.axis.is_calendar() { wide } else { wide.min(length * 90.0) };
        Plot { from, to, left: PAD + names + 14.0, per: wide / length }
    }

    /// Where a position begins.
    pub fn x(&self, position: i64) -> f64 {
        self.left + (position - self.from) as f64 * self.per
    }

    /// Where the last position ends.
    pub fn right(&self) -> f64 {
        self.x(self.to)
    }

    /// Where a bar begins and ends.
    pub fn ends(&self, bar: &Bar) -> (f64, f64) {
        let from = self.x(bar.from);
        let to = if bar.is_open { self.right() } else { self.x(bar.to + 1) };
        // Two bars that follow each other are seen to be two.
        (from + 1.0, (to - 1.0).max(from + 4.0))
    }
}

/// How far the name of a row is indented.
pub fn indent(depth: u32, has_icons: bool) -> f64 {
    f64::from(depth.min(DEEPEST)) * INDENT + if has_icons { ICON } else { 0.0 }
}

/// How wide the name of a row would be.
pub fn name_width(item: &Item) -> f64 {
    let title = if item.title.is_empty() { 0.0 } else { width(&item.title, SIZE) + 8.0 };
    bold_width(&item.label, SIZE) + title
}

/// How wide the column of names is.
pub fn names_width<'a>(rows: impl Iterator<Item = (&'a Item, u32)>, has_icons: bool) -> f64 {
    let widths = rows.map(|(item, depth)| indent(depth, has_icons) + name_width(item));
    widths.fold(120.0, f64::max).min(WIDEST_NAMES)
}

#[cfg(test)]
mod tests {
    use milepost_core::lint::axis::Axis;
    use milepost_core::lint::span::number_of_day;
    use milepost_core::timeline::rows::Chart;

    use crate::timeline::svg::plot::Plot;

    #[test]
    fn calendars_show_whole_weeks() {
        let day = |day| number_of_day(jiff::civil::date(2026, 1, day));
        let chart = Chart {
            axis: Axis::Dates,
            from: day(7),
            to: day(16),
            today: None,
            weeks: Vec::new(),
            holidays: Vec::new(),
            groups: Vec::new(),
        };
        let plot = Plot::of(&chart, 100.0);
        assert_eq!((plot.from, plot.to), (day(5), day(19)));
    }
}
