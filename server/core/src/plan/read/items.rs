//! List items: units, tasks, and what stands under a field.

use crate::notation::status::Status;
use crate::notation::vocabulary::Field;
use crate::plan::mention::MentionIn;
use crate::plan::read::facts::{Item, Words};
use crate::plan::read::join::not_work;
use crate::plan::read::join::{Joiner, Owner};
use crate::plan::read::profile::box_status;
use crate::plan::read::survey::{Rank, item_may_define};
use crate::plan::read::tasks::is_task_id;
use crate::plan::task::{Task, TaskForm, TaskIndex};
use crate::plan::unit::{DefinedBy, Said};

impl Joiner<'_> {
    pub(crate) fn item(&mut self, item: &Item) {
        self.pop_items(item.depth);
        if self.open.as_ref().is_some_and(|it| it.depth.is_some_and(|depth| item.depth <= depth)) {
            self.open = None;
        }
        let words = &item.words;
        self.last_item = Some(self.place(words.line));
        let defined = words
            .header
            .as_ref()
            .filter(|it| item_may_define(item) && self.survey.defines(&it.label.value, Rank::Item));
        let defined = defined.filter(|it| !self.row_names.contains(&it.label.value.name()));
        if let Some(header) = defined {
            self.row_names.push(header.label.value.name());
            let unit = self.define(header, words, DefinedBy::Item);
            if let Some(mark) = item.mark {
                let status = box_status(self.dialect, mark.mark);
                let place = self.place(mark.slot);
                if let Some(unit) = self.plan.units.get_mut(unit.0 as usize) {
                    unit.status = unit.status.take().or(status.map(|value| Said { value, place }));
                }
            }
            self.names(words, MentionIn::Prose);
            self.inline(words, Owner::Unit(unit));
            self.items.push((item.depth, Owner::Unit(unit)));
            return;
        }
        match &words.header {
            Some(header) if item.id.is_none() => self.mention_header(header, MentionIn::Prose),
            Some(header) => self.mention_ids(header, MentionIn::Prose),
            None => {}
        }
        self.names(words, MentionIn::Prose);
        let enclosing = self.items.last().map_or(self.owner(), |(_, owner)| *owner);
        // `- [ ] Task: Raise the poles` is the task itself.
        let work =
            item.mark.is_some() && words.fields.iter().all(|it| it.field == Field::Tasks && !it.value.value.is_empty());
        if !words.fields.is_empty() && item.id.is_none() && !work {
            for field in &words.fields {
                if let Some(open) = self.open_field_of(field, Some(item.depth), enclosing) {
                    self.open = Some(open);
                }
            }
            self.items.push((item.depth, enclosing));
            return;
        }
        let open = self.open.clone().or_else(|| self.sections.last().and_then(|it| it.field.clone()));
        let owner = match open {
            Some(open) if open.field == Field::Acceptance && !(open.inline && self.bears_id(item)) => {
                let is_met = item.mark.is_some_and(|it| it.mark.status() == Some(Status::Done));
                if !is_met {
                    self.vague(words);
                }
                self.count_criterion(&open, Some(item));
                enclosing
            }
            Some(open) if open.field == Field::Dependencies => {
                self.depend_words(&open, words);
                enclosing
            }
            Some(open) if not_work(open.field) && item.mark.is_none() => enclosing,
            _ => self.task(item, enclosing),
        };
        self.inline(words, owner);
        self.items.push((item.depth, owner));
    }

    /// `- [ ] T010 …` below `**Independent Test**: press the switch` is work, and no criterion.
    pub(crate) fn bears_id(&self, item: &Item) -> bool {
        item.mark.is_some() && is_task_id(item, self.unit().is_some())
    }

    /// Adds a task, if the item is one; gives what its children belong to.
    pub(crate) fn task(&mut self, item: &Item, enclosing: Owner) -> Owner {
        let in_unit = self.unit().is_some();
        let id = item.id.as_ref().filter(|_| is_task_id(item, in_unit));
        let is_task = id.is_some() || item.mark.is_some() || (in_unit && item.depth == 0);
        if !is_task {
            return enclosing;
        }
        let words = &item.words;
        let task = Task {
            id: id.map(|it| Said { value: it.value.clone(), place: self.place(it.slot) }),
            place: self.place(words.line),
            text: self.place(words.text),
            form: TaskForm::Item,
            mark: item.mark.map(|it| self.place(it.slot)),
            status: item.mark.and_then(|it| box_status(self.dialect, it.mark)),
            unit: self.unit(),
            parent: match enclosing {
                Owner::Task(task) => Some(task),
                _ => None,
            },
            effort: item.effort,
            owner: None,
            depends: Vec::new(),
            criteria: Vec::new(),
            verifies: item.verifies,
            requirements: Vec::new(),
            parallel: words.parallel.is_some(),
            optional: item.mark.is_some_and(|it| it.optional),
        };
        Owner::Task(self.push_task(task))
    }

    /// Adds a task to the plan and to its unit.
    pub fn push_task(&mut self, task: Task) -> TaskIndex {
        let index = TaskIndex(self.plan.tasks.len() as u32);
        if let Some(unit) = task.unit.and_then(|it| self.plan.units.get_mut(it.0 as usize)) {
            unit.tasks.push(index);
        }
        self.plan.tasks.push(task);
        index
    }

    pub(crate) fn item_line(&mut self, words: &Words) {
        let owner = self.items.last().map_or(self.owner(), |(_, owner)| *owner);
        self.last_item = Some(self.place(words.line));
        self.names(words, MentionIn::Prose);
        self.inline(words, owner);
        let depth = self.items.last().map(|(depth, _)| *depth);
        for field in &words.fields {
            if let Some(open) = self.open_field_of(field, depth, owner) {
                self.open = Some(open);
            }
        }
        if words.fields.is_empty()
            && let Some(header) = &words.header
        {
            self.mention_header(header, MentionIn::Prose);
        }
    }
}
