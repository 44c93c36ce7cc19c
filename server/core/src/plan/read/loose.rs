//! What a line leaves open: placeholders, and criteria that name nothing to observe.

use crate::notation::vocabulary::Field;
use crate::plan::read::facts::Words;
use crate::plan::read::join::Joiner;
use crate::plan::{Problem, ProblemKind};

impl Joiner<'_> {
    /// Notes a placeholder, and a criterion on the line of its label.
    pub(crate) fn loose(&mut self, words: &Words) {
        if let Some(filler) = &words.filler {
            let place = self.place(filler.slot);
            self.plan.problems.push(Problem { kind: ProblemKind::Placeholder(filler.value.clone()), place });
        }
        if words.fields.iter().any(|it| it.field == Field::Acceptance && !it.value.value.is_empty()) {
            self.vague(words);
        }
    }

    /// Notes what a criterion leaves open.
    pub(crate) fn vague(&mut self, words: &Words) {
        if let Some(vague) = &words.vague {
            let place = self.place(vague.slot);
            self.plan.problems.push(Problem { kind: ProblemKind::Vague(vague.value.clone()), place });
        }
    }
}
