//! Small signs: how far a unit is, and that something is wrong with it.

use milepost_core::lint::rule::Severity;
use milepost_core::notation::status::Status;
use milepost_core::timeline::Item;

use crate::timeline::svg::legend::Used;

/// How wide a sign is, with the space behind it.
pub const SIGN: f64 = 18.0;

/// The sign of a status around the middle `x`, `y`: told apart by its shape.
pub fn status(status: Status, x: f64, y: f64) -> String {
    let circle = format!("<circle class=\"icon\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5.5\"/>");
    match status {
        Status::Todo => circle,
        Status::Done => format!("{circle}<path class=\"icon\" d=\"M{:.1} {:.1}l2 2.2 3.4-4.2\"/>", x - 2.6, y + 0.2),
        Status::Active => {
            format!("{circle}<path class=\"half\" d=\"M{x:.1} {:.1}a5.5 5.5 0 0 1 0 11z\"/>", y - 5.5)
        }
        Status::Blocked => format!("{circle}<path class=\"icon\" d=\"M{:.1} {y:.1}h5\"/>", x - 2.5),
        Status::Cancelled => {
            format!("{circle}<path class=\"icon\" d=\"M{:.1} {:.1}l4 4m0-4l-4 4\"/>", x - 2.0, y - 2.0)
        }
    }
}

/// The name of a status as a class of the style sheet.
pub fn class(status: Status) -> &'static str {
    match status {
        Status::Done => "done",
        Status::Active => "active",
        Status::Todo => "todo",
        Status::Blocked => "blocked",
        Status::Cancelled => "cancelled",
    }
}

/// What signs stand beside a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Acceptance criteria are missing.
    pub criteria: bool,
    /// Errors beside that.
    pub error: bool,
    /// Warnings beside that.
    pub warning: bool,
}

impl Signs {
    /// The signs of a unit: hints and remarks are no sign, but are told in its tooltip.
    pub fn of(item: &Item) -> Signs {
        let any = |severity| item.marks.iter().any(|it| !it.is_about_criteria && it.severity == severity);
        Signs {
            criteria: item.marks.iter().any(|it| it.is_about_criteria && it.severity != Severity::Hint),
            error: any(Severity::Error),
            warning: any(Severity::Warning),
        }
    }

    /// How many there are.
    pub fn count(self) -> usize {
        usize::from(self.criteria) + usize::from(self.error) + usize::from(self.warning)
    }

    /// Draws them from `x` on, around the middle `y`.
    pub fn draw(self, x: f64, y: f64, used: &mut Used) -> String {
        used.criteria |= self.criteria;
        used.error |= self.error;
        used.warning |= self.warning;
        let mut svg = String::new();
        let mut x = x;
        for (is_there, sign) in
            [(self.error, error as fn(f64, f64) -> String), (self.warning, warning), (self.criteria, criteria)]
        {
            if is_there {
                svg.push_str(&sign(x + 7.0, y));
                x += SIGN;
            }
        }
        svg
    }
}

/// An octagon: something contradicts itself.
pub fn error(x: f64, y: f64) -> String {
    format!(
        "<path class=\"sign error\" d=\"M{:.1} {:.1}h5.8l4 4v5.8l-4 4h-5.8l-4-4v-5.8z\"/>\
         <text class=\"sign-t error-t\" x=\"{x:.1}\" y=\"{:.1}\">!</text>",
        x - 2.9,
        y - 6.9,
        y + 4.0,
    )
}

/// A triangle: something is missing or blurred.
pub fn warning(x: f64, y: f64) -> String {
    format!(
        "<path class=\"sign warning\" d=\"M{x:.1} {:.1}l7.2 13h-14.4z\"/>\
         <text class=\"sign-t warning-t\" x=\"{x:.1}\" y=\"{:.1}\">!</text>",
        y - 7.0,
        y + 4.6,
    )
}

/// A sheet with a question mark: nobody says when it is done.
pub fn criteria(x: f64, y: f64) -> String {
    format!(
        "<path class=\"sign warning\" d=\"M{:.1} {:.1}h7l4 4v9.6h-11z\"/>\
         <text class=\"sign-t warning-t\" x=\"{x:.1}\" y=\"{:.1}\">?</text>",
        x - 5.5,
        y - 6.8,
        y + 4.6,
    )
}
