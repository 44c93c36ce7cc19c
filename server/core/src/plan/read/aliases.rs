//! Further names of a unit: short forms of its label, and those of its ids.

use crate::notation::label::{Label, Name};
use crate::notation::number::Number;
use crate::notation::vocabulary::Kind;

/// The names under which an id of a heading is looked up.
pub fn aliases(id: &Label) -> Vec<Name> {
    std::iter::once(id.name()).chain(short_form(id)).collect()
}

/// `US1` of `User Story 1`, `M3` of `Milestone 3`, and the long form of such a short one.
pub fn short_form(label: &Label) -> Vec<Name> {
    const SHORT: [(&str, Kind); 3] = [("US", Kind::STORY), ("M", Kind::MILESTONE), ("WP", Kind::WORK_PACKAGE)];
    match label.kind {
        Some(kind) => SHORT
            .iter()
            .filter(|it| it.1 == kind && label.number.value().is_some())
            .map(|it| Name::Id(format!("{}{}", it.0, label.number.0)))
            .collect(),
        None => {
            let long = |(short, kind): &(&str, Kind)| {
                let digits = label.number.0.strip_prefix(short)?.trim_start_matches('0');
                let number = digits.parse::<u32>().ok()?;
                Some(Name::Label(*kind, Number(number.to_string())))
            };
            SHORT.iter().filter_map(long).collect()
        }
    }
}

/// A label that bears `name`.
pub fn label_of(name: &Name) -> Option<Label> {
    match name {
        Name::Label(kind, number) => {
            Some(Label { kind: Some(*kind), number: number.clone(), interval: None, text: number.0.clone() })
        }
        Name::Id(id) => Some(Label::of_id(id)),
        Name::Title(_) => None,
    }
}
