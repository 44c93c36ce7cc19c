//! The legend: what the shapes mean that are in the picture, and no others.

use std::fmt::Write;

use milepost_core::notation::status::Status;

use crate::timeline::svg::plot::PAD;
use crate::timeline::svg::{Part, signs};
use crate::timeline::text::width;

/// What a picture holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Used {
    /// Signs of status: done, active, todo, blocked, cancelled.
    pub statuses: [bool; 5],
    /// A part of a bar that is filled.
    pub fill: bool,
    /// Units on the critical path.
    pub critical: bool,
    /// Containers that are drawn by what they contain.
    pub derived: bool,
    /// Bars with an open end.
    pub open: bool,
    /// Shared time.
    pub shared: bool,
    /// Dependencies.
    pub arrows: bool,
    /// Dependencies of what begins too early.
    pub early: bool,
    /// Missing acceptance criteria.
    pub criteria: bool,
    /// Other warnings.
    pub warning: bool,
    /// Errors.
    pub error: bool,
}

const STATUSES: [Status; 5] = [Status::Done, Status::Active, Status::Todo, Status::Blocked, Status::Cancelled];

impl Used {
    /// Notes that the sign of a status is drawn.
    pub fn status(&mut self, status: Status) {
        for (used, known) in self.statuses.iter_mut().zip(STATUSES) {
            *used |= known == status;
        }
    }

    fn entries(&self) -> Vec<(String, &'static str)> {
        let mut entries = Vec::new();
        for (_, status) in self.statuses.iter().zip(STATUSES).filter(|(used, _)| **used) {
            let icon = signs::status(status, 12.0, 0.0);
            entries.push((format!("<g class=\"{}\">{icon}</g>", signs::class(status)), signs::class(status)));
        }
        let bar = "<rect class=\"bar\" x=\"0\" y=\"-6\" width=\"24\" height=\"12\" rx=\"3\"/>";
        let arrow = |class: &str| {
            format!("<path class=\"arrow{class}\" d=\"M0 0H18\"/><path class=\"tip{class}\" d=\"M24 0l-6-4v8z\"/>")
        };
        let mut add = |is_used: bool, shape: String, text| {
            if is_used {
                entries.push((shape, text));
            }
        };
        let fill = "<rect class=\"fill\" x=\"2\" y=\"-4\" width=\"12\" height=\"8\"/>";
        add(self.fill, format!("<g class=\"todo\">{bar}{fill}</g>"), "how much is done");
        add(self.critical, format!("<g class=\"todo critical\">{bar}</g>"), "critical path");
        add(self.derived, "<path class=\"sum\" d=\"M0-4H24v9l-5-5H5l-5 5z\"/>".to_owned(), "by what it contains");
        let open = "<path class=\"bar\" d=\"M0-6H17l7 6l-7 6H0z\"/>";
        add(self.open, format!("<g class=\"todo\">{open}</g>"), "end open");
        let shared = "<rect class=\"shared\" fill=\"none\" x=\"0\" y=\"-6\" width=\"24\" height=\"12\"/>\
                      <path class=\"hatch\" d=\"M2 4l8-8M9 4l8-8M16 4l6-6\"/>";
        add(self.shared, shared.to_owned(), "overlap");
        add(self.arrows, arrow(""), "dependency");
        add(self.early, arrow(" early"), "begins before its dependency ends");
        add(self.criteria, signs::criteria(12.0, 0.0), "no acceptance criteria");
        add(self.warning, signs::warning(12.0, 0.0), "warning");
        add(self.error, signs::error(12.0, 0.0), "error");
        entries
    }
}

/// Draws the legend, in as many lines as it needs.
pub fn draw(used: &Used, wide: f64) -> Part {
    let entries = used.entries();
    if entries.is_empty() {
        return Part::default();
    }
    let mut svg = format!("<path class=\"rule\" d=\"M{:.0} 0H{:.0}\"/>\n", PAD / 2.0, wide - PAD / 2.0);
    let (mut x, mut y) = (PAD, 22.0);
    for (shape, text) in entries {
        let room = 32.0 + width(text, 12.0) + 22.0;
        if x + room > wide && x > PAD {
            (x, y) = (PAD, y + 24.0);
        }
        let _ = writeln!(
            svg,
            "<g transform=\"translate({x:.0} {y:.0})\">{shape}<text class=\"note\" x=\"32\" y=\"4\">{text}</text></g>"
        );
        x += room;
    }
    Part { svg, width: wide, height: y + 14.0 }
}
