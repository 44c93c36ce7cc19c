//! Suppressions: comments that tell Milepost to be silent about something.

use crate::plan::place::Place;
use crate::plan::unit::Said;

/// A comment such as `<!-- milepost-disable-line overlapping-weeks -- agreed on -->`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// What it is about.
    pub scope: Scope,
    /// The rules that it names; none for all.
    pub rules: Vec<Said<String>>,
    /// The whole comment.
    pub place: Place,
}

/// How far a suppression reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// `milepost-disable-line`: the comment's own line.
    Line,
    /// `milepost-disable-next-line`: the next line that is not blank.
    NextLine,
    /// `milepost-disable-file`: the document.
    File,
    /// `milepost-disable`: from the comment on.
    On,
    /// `milepost-enable`: ends what a `milepost-disable` above began.
    Off,
}

impl Scope {
    /// The word that the comment begins with.
    pub fn word(self) -> &'static str {
        match self {
            Scope::Line => "milepost-disable-line",
            Scope::NextLine => "milepost-disable-next-line",
            Scope::File => "milepost-disable-file",
            Scope::On => "milepost-disable",
            Scope::Off => "milepost-enable",
        }
    }

    /// The scope of that word.
    pub fn of(word: &str) -> Option<Scope> {
        let all = [Scope::Line, Scope::NextLine, Scope::File, Scope::On, Scope::Off];
        all.into_iter().find(|it| it.word() == word)
    }
}
