//! Takes out of the facts what generated parts say: they restate the plan, and would otherwise vouch for themselves.

use std::borrow::Cow;
use std::sync::Arc;

use crate::plan::generated::{Generated, Marker};
use crate::plan::place::Place;
use crate::plan::read::Fragment;
use crate::plan::read::facts::{Fact, Slot};

/// A fact's position: the segment's index, and its own in the segment.
type At = (usize, usize);

/// The generated parts, in document order, and the facts without what stands in them: of tables the names are left, and
/// of fences nothing. A comment without its other half is no part, nor are two around a heading or another such comment.
pub fn without_generated(fragments: &[Arc<Fragment>]) -> (Vec<Generated>, Cow<'_, [Arc<Fragment>]>) {
    let mut parts = Vec::new();
    let mut inside: Vec<(At, At)> = Vec::new();
    let mut open = None;
    for (segment, fragment) in fragments.iter().enumerate() {
        for (index, fact) in fragment.facts.iter().enumerate() {
            let place = |slot: Slot| Place { segment: segment as u32, slot };
            match fact {
                Fact::Marker(Marker::Begin(kind), slot) => open = Some((*kind, place(*slot), (segment, index))),
                Fact::Marker(Marker::End, slot) => {
                    if let Some((kind, begin, from)) = open.take() {
                        parts.push(Generated { kind, begin, end: place(*slot) });
                        inside.push((from, (segment, index)));
                    }
                }
                Fact::Heading(..) => open = None,
                _ => {}
            }
        }
    }
    if parts.is_empty() {
        return (parts, Cow::Borrowed(fragments));
    }
    let mut told = fragments.to_vec();
    for ((first, from), (last, to)) in inside {
        for (segment, fragment) in told.iter_mut().enumerate().take(last + 1).skip(first) {
            let start = if segment == first { from } else { 0 };
            let end = if segment == last { to } else { usize::MAX };
            let facts = &mut Arc::make_mut(fragment).facts;
            for fact in facts.iter_mut().take(end).skip(start) {
                muffle(fact);
            }
        }
    }
    (parts, Cow::Owned(told))
}

/// Leaves of a fact in a part what says nothing about the plan. What a segment notes of itself behind its blocks, such as
/// its links, stays: it may stand before or behind the part.
fn muffle(fact: &mut Fact) {
    let old = std::mem::replace(fact, Fact::Silent);
    *fact = match old {
        Fact::Table(table) => Fact::Named(table),
        Fact::Line(_)
        | Fact::Item(_)
        | Fact::ItemLine(_)
        | Fact::FenceLine(_)
        | Fact::Arrow(..)
        | Fact::Waves(_)
        | Fact::Total(..)
        | Fact::Cadence(..)
        | Fact::Gantt(_)
        | Fact::Summary(_)
        | Fact::Fence(_)
        | Fact::Seen(_) => Fact::Silent,
        other => other,
    };
}
