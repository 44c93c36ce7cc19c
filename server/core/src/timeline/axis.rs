//! The bars of units that say no time themselves.

use crate::lint::axis::{Bar, span};
use crate::lint::outline::Outline;
use crate::plan::unit::UnitIndex;
use crate::timeline::Item;

/// Gives bars to units that say no time but contain some that do.
pub fn derive(outline: &Outline, items: &mut [Item]) {
    for at in (0..items.len()).rev() {
        if items.get(at).is_none_or(|it| it.bar.is_some()) {
            continue;
        }
        let inside = outline.children(Some(UnitIndex(at as u32)));
        let bars: Vec<&Bar> = inside.iter().filter_map(|it| items.get(it.0 as usize)?.bar.as_ref()).collect();
        // Where what is inside lies on several axes, the container lies on the one that shows most of it.
        let axis = bars
            .iter()
            .map(|bar| bar.axis)
            .max_by_key(|axis| (bars.iter().filter(|bar| bar.axis == *axis).count(), std::cmp::Reverse(*axis)));
        let on = || bars.iter().filter(|bar| Some(bar.axis) == axis);
        let ends = on().map(|bar| bar.from).min().zip(on().map(|bar| bar.to).max());
        let Some((axis, (from, to))) = axis.zip(ends) else { continue };
        let is_open = on().any(|bar| bar.is_open);
        let last = on().filter_map(|bar| bar.dates?.1).max().filter(|_| !is_open);
        let dates = on().filter_map(|bar| Some(bar.dates?.0)).min().map(|first| (first, last));
        let said = span(axis, from, to).to_string();
        let bar = Bar { axis, from, to, is_open, is_derived: true, said, dates };
        if let Some(item) = items.get_mut(at) {
            item.bar = Some(bar);
        }
    }
}

#[cfg(test)]
mod tests {

    use jiff::civil::date;

    use crate::document::Source;
    use crate::lint::axis::{Axis, Gap};
    use crate::network::Network;
    use crate::notation::vocabulary::Vocabulary;
    use crate::timeline::{Timeline, timeline};
    use crate::workspace::{Change, FileId, Snapshot};

    fn of(text: &str) -> Timeline {
        let mut snapshot = Snapshot::default();
        snapshot.today = Some(date(2026, 1, 21));
        let source =
            Source { path: Some("plan.md".into()), vocabulary: Vocabulary::builtin(), profile: None, location: None };
        snapshot.apply(Change::Set { file: FileId(1), text: text.into(), source });
        let network = Network::of(&snapshot, &[FileId(1)]);
        timeline(&snapshot, FileId(1), &network).unwrap()
    }

    fn said(timeline: &Timeline) -> Vec<String> {
        let bar = |item: &crate::timeline::Item| item.bar.as_ref().map_or("-".to_owned(), |bar| bar.said.clone());
        timeline.items.iter().map(bar).collect()
    }

    #[test]
    fn what_counts_differently_stands_on_axes_of_its_own() {
        let it = of("# Plan\n\n## Sprint 1: A (Weeks 1-2)\n\n- [ ] a\n\n## Sprint 2: B (Q1 2026)\n\n- [ ] b\n\n\
                     ## Sprint 3: C (2026-04-01 to 2026-04-10)\n\n- [ ] c\n");
        let axes: Vec<Axis> = it.charts.iter().map(|chart| chart.axis).collect();
        assert_eq!(axes, [Axis::Dates, Axis::Weeks]);
        let days = it.items[1].bar.as_ref().and_then(|bar| bar.dates);
        assert_eq!(days, Some((date(2026, 1, 1), Some(date(2026, 3, 31)))));
    }

    #[test]
    fn weeks_of_a_year_are_not_counted_from_the_first_week_of_the_plan() {
        let it = of(
            "# Plan\n\n## Week 1: A (2026-01-12 to 2026-01-18)\n\n- [ ] a\n\n## Sprint 1: B (Week 2)\n\n- [ ] b\n\n\
                     ## Sprint 2: C (KW 12)\n\n- [ ] c\n",
        );
        let at = |at: usize| it.items[at].bar.as_ref().map(|bar| (bar.axis, bar.dates.map(|it| it.0)));
        assert_eq!(at(1), Some((Axis::Dates, Some(date(2026, 1, 19)))));
        assert_eq!(at(2), Some((Axis::Weeks, None)));
    }

    #[test]
    fn a_container_runs_from_the_first_to_the_last_of_what_it_holds() {
        let it = of(
            "# Plan\n\n## Phase 1: All\n\n### Sprint 1: A (Weeks 2-3)\n\n- [ ] a\n\n### Sprint 2: B (Weeks 4-7)\n\n\
                     - [x] b\n\n## Phase 2: None\n\n- [ ] c\n",
        );
        assert_eq!(said(&it), ["weeks 2–7", "weeks 2–3", "weeks 4–7", "-"]);
        assert!(it.items[0].bar.as_ref().is_some_and(|bar| bar.is_derived));
        assert_eq!(it.items[3].gap, Some(Gap::Unsaid));
        assert_eq!(it.unscheduled.iter().map(|at| at.0).collect::<Vec<_>>(), [3]);
        assert_eq!(it.items[2].done, 1000);
    }

    #[test]
    fn a_schedule_that_is_not_clear_is_no_bar() {
        let it = of(
            "# Plan\n\n## Sprint 1: A (Weeks 5-3)\n\n- [ ] a\n\n## Sprint 2: B (2026-02-30 to 2026-03-02)\n\n- [ ] b\n",
        );
        assert_eq!(it.items.iter().map(|it| it.gap).collect::<Vec<_>>(), [Some(Gap::Reversed), Some(Gap::Invalid)]);
        assert!(it.charts.is_empty());
    }
}
