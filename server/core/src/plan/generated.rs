//! Generated parts: what stands between `<!-- milepost-schedule -->` and `<!-- milepost-end -->` is made from the plan.

use crate::plan::place::Place;

/// The word that ends any part.
const END: &str = "milepost-end";

/// What a part shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// A table of the units: when, how far, after what.
    Schedule,
    /// A Mermaid gantt.
    Gantt,
}

impl PartKind {
    /// Every kind.
    pub const ALL: [PartKind; 2] = [PartKind::Schedule, PartKind::Gantt];

    /// The word in the comment that begins the part.
    pub fn word(self) -> &'static str {
        match self {
            PartKind::Schedule => "milepost-schedule",
            PartKind::Gantt => "milepost-gantt",
        }
    }

    /// What a person calls the part.
    pub fn name(self) -> &'static str {
        match self {
            PartKind::Schedule => "schedule table",
            PartKind::Gantt => "Mermaid gantt",
        }
    }

    /// The comment that begins the part.
    pub fn opening(self) -> String {
        format!("<!-- {} -->", self.word())
    }
}

/// The comment that ends any part.
pub fn closing() -> String {
    format!("<!-- {END} -->")
}

/// A comment that stands alone on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// It begins a part of this kind.
    Begin(PartKind),
    /// It ends one.
    End,
}

impl Marker {
    /// Reads a line.
    pub fn of(line: &str) -> Option<Marker> {
        let word = line.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim();
        let kind = PartKind::ALL.into_iter().find(|it| it.word() == word);
        kind.map(Marker::Begin).or_else(|| (word == END).then_some(Marker::End))
    }
}

/// A part with both its comments. What stands between them says nothing of its own: it is read for the names in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Generated {
    /// What it shows.
    pub kind: PartKind,
    /// The line of the comment that begins it.
    pub begin: Place,
    /// The line of the comment that ends it.
    pub end: Place,
}
