//! Joins what the document says of all of it: its gantts, its length, and that of each of its units.

use crate::notation::time::Duration;
use crate::plan::gantt::{Gantt, GanttTask, GanttWait};
use crate::plan::place::Place;
use crate::plan::read::facts::{GanttTaskIn, GanttWaitIn, In};
use crate::plan::read::join::Joiner;
use crate::plan::unit::Said;

impl Joiner<'_> {
    /// The first length of the whole plan counts. Behind a list of weeks, a labelled one is still the plan's.
    pub(crate) fn total(&mut self, length: &In<Duration>, labelled: bool) {
        let unit = self.unit().and_then(|at| self.plan.unit(at));
        let outside = unit.is_none_or(|it| it.label.kind.is_some_and(|kind| kind.time_unit().is_some()));
        if self.plan.total.is_none() && (labelled && outside || self.plan.units.is_empty()) {
            let place = self.place(length.slot);
            self.plan.total = Some(Said { value: length.value, place });
        }
    }

    pub(crate) fn gantt(&mut self, tasks: &[GanttTaskIn]) {
        let segment = self.segment;
        let place = |slot| Place { segment, slot };
        let wait = |it: &GanttWaitIn| GanttWait { id: it.id.value.clone(), place: place(it.id.slot), until: it.until };
        let tasks = tasks.iter().map(|it| GanttTask {
            title: it.title.value.clone(),
            place: place(it.title.slot),
            id: it.id.clone(),
            id_place: it.id_slot.map(place),
            waits: it.waits.iter().map(wait).collect(),
            wrong: it.wrong.iter().map(|it| Said { value: it.value.clone(), place: place(it.slot) }).collect(),
        });
        self.plan.gantts.push(Gantt { tasks: tasks.collect() });
    }
}
