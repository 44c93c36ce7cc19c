//! Joins facts into the plan: sections open and close, fields and tasks find their owners, names find their use.

use std::sync::Arc;

use crate::notation::header::Claim;
use crate::notation::label::{Label, Name};
use crate::notation::number::Number;
use crate::notation::status::Status;
use crate::notation::time::{DateOrder, Time};
use crate::notation::vocabulary::{Field, Kind, Vocabulary};
use crate::plan::mention::{Mention, MentionIn, Restatement};
use crate::plan::place::{End, Place};
use crate::plan::read::Fragment;
use crate::plan::read::facts::{Fact, FieldIn, HeaderIn, In, Item, NameForm, NameIn, Slot, Words};
use crate::plan::read::settle::settle;
use crate::plan::read::survey::{Rank, Survey, heading_rank, item_may_define, leading_number, line_rank, survey};
use crate::plan::read::tasks::is_task_id;
use crate::plan::read::verdict::verdict;
use crate::plan::task::{Task, TaskForm, TaskIndex};
use crate::plan::unit::{Criteria, DefinedBy, Dependency, Parallel, Predecessor, Said, Unit, UnitIndex};
use crate::plan::{Plan, Problem, ProblemKind, Track, Verdict};

/// Joins what the segments say into the plan. Never fails.
pub fn join(fragments: &[Arc<Fragment>], path: Option<&str>, vocabulary: &Vocabulary) -> Plan {
    let survey = survey(fragments, vocabulary);
    let mut joiner = Joiner::new(&survey, vocabulary);
    for (index, fragment) in fragments.iter().enumerate() {
        joiner.segment = index as u32;
        for fact in &fragment.facts {
            joiner.fact(fact);
        }
    }
    joiner.finish(fragments.len() as u32);
    let mut plan = joiner.plan;
    settle(&mut plan, joiner.pending, date_order(fragments));
    verdict(&mut plan, fragments, path, vocabulary);
    plan
}

/// How the document writes day and month, if its dates agree on one way.
fn date_order(fragments: &[Arc<Fragment>]) -> DateOrder {
    let mut orders = fragments.iter().flat_map(|it| &it.facts).filter_map(|it| match it {
        Fact::Dates(order) => Some(*order),
        _ => None,
    });
    let Some(first) = orders.next() else { return DateOrder::Unknown };
    if orders.all(|it| it == first) { first } else { DateOrder::Unknown }
}

/// What a field's items belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A unit.
    Unit(UnitIndex),
    /// A task.
    Task(TaskIndex),
    /// The document.
    Document,
}

/// A fact about a unit that is named, to be attached when all units are known.
#[derive(Debug)]
pub enum Pending {
    /// Criteria.
    Criteria(Label, Criteria),
    /// A dependency.
    Dependency(Label, Dependency),
    /// Parallelism.
    Parallel(Label, Parallel),
}

/// A field whose value stands below its label.
#[derive(Clone, Debug)]
struct Open {
    field: Field,
    owner: Owner,
    about: Option<Label>,
    /// Items deeper than this belong to it; none where every item does.
    depth: Option<u8>,
    /// The criteria's index in the owner, or in `pending`.
    at: usize,
    /// Its value stands behind the label; what follows need not belong to it.
    inline: bool,
}

#[derive(Debug)]
struct Section {
    level: u8,
    unit: Option<UnitIndex>,
    field: Option<Open>,
}

/// The state of the one pass over all facts.
#[derive(Debug)]
pub struct Joiner<'a> {
    /// What is read so far.
    pub plan: Plan,
    /// Waiting for their units.
    pub pending: Vec<Pending>,
    /// The segment that is read.
    pub segment: u32,
    /// The vocabulary.
    pub vocabulary: &'a Vocabulary,
    /// Which places define.
    pub survey: &'a Survey,
    sections: Vec<Section>,
    lines: Vec<(u32, UnitIndex)>,
    items: Vec<(u8, Owner)>,
    open: Option<Open>,
    row_names: Vec<Name>,
    last_item: Option<Place>,
}

impl<'a> Joiner<'a> {
    fn new(survey: &'a Survey, vocabulary: &'a Vocabulary) -> Joiner<'a> {
        Joiner {
            plan: Plan { verdict: Verdict::Plan, ..Plan::default() },
            pending: Vec::new(),
            segment: 0,
            vocabulary,
            survey,
            sections: Vec::new(),
            lines: Vec::new(),
            items: Vec::new(),
            open: None,
            row_names: Vec::new(),
            last_item: None,
        }
    }

    fn fact(&mut self, fact: &Fact) {
        match fact {
            Fact::Heading(level, words) => self.heading(*level, words),
            Fact::Line(line) => self.line(line),
            Fact::Item(item) => self.item(item),
            Fact::ItemLine(words) => self.item_line(words),
            Fact::Table(table) => {
                self.close_items();
                self.table(table);
            }
            Fact::FenceLine(line) => self.fence_line(line),
            Fact::Arrow(from, to) => self.arrow(from, to),
            Fact::Waves(waves) => self.waves(waves),
            Fact::Summary(words) => self.summary(words),
            Fact::Front(entries) => self.front(entries),
            Fact::Break => {
                self.close_items();
                self.open = None;
            }
            Fact::Problem(kind, slot) => {
                let place = self.place(*slot);
                self.plan.problems.push(Problem { kind: kind.clone(), place });
            }
            Fact::Seen(_) | Fact::Dates(_) => {}
        }
    }

    fn finish(&mut self, segments: u32) {
        self.close_items();
        for (_, unit) in std::mem::take(&mut self.lines) {
            self.end_unit(unit, End::Segment(segments));
        }
        for section in std::mem::take(&mut self.sections) {
            if let Some(unit) = section.unit {
                self.end_unit(unit, End::Segment(segments));
            }
        }
        let swallowed = |it: &Problem| !matches!(&it.kind, ProblemKind::SwallowedHeading(_));
        if self.plan.units.is_empty() {
            self.plan.problems.retain(swallowed);
        }
    }

    /// A unit that holds the whole document.
    pub fn open_document_unit(&mut self, unit: UnitIndex) {
        self.sections.push(Section { level: 0, unit: Some(unit), field: None });
    }

    /// Criteria of a unit by name.
    pub fn pending_criteria(&mut self, name: &Name, criteria: Criteria) {
        if let Some(label) = label_of(name) {
            self.pending.push(Pending::Criteria(label, criteria));
        }
    }

    /// A dependency of a unit by name, from a table's cell.
    pub fn pending_dependency(&mut self, name: &Name, cell: &crate::plan::read::facts::Cell) {
        if let Some(label) = label_of(name) {
            self.add_dependency(Owner::Document, Some(&label), cell.words.text, &cell.numbers);
        }
    }

    /// The place of a slot in the segment that is read.
    pub fn place(&self, slot: Slot) -> Place {
        Place { segment: self.segment, slot }
    }

    fn end_unit(&mut self, unit: UnitIndex, end: End) {
        if let Some(unit) = self.plan.units.get_mut(unit.0 as usize) {
            unit.end = end;
        }
    }

    /// The innermost unit whose section is open.
    pub fn unit(&self) -> Option<UnitIndex> {
        let item = self.items.iter().rev().find_map(|(_, owner)| match owner {
            Owner::Unit(unit) => Some(*unit),
            _ => None,
        });
        let line = self.lines.last().map(|(_, unit)| *unit);
        item.or(line).or_else(|| self.section_unit())
    }

    fn section_unit(&self) -> Option<UnitIndex> {
        self.sections.iter().rev().find_map(|it| it.unit)
    }

    fn owner(&self) -> Owner {
        self.unit().map_or(Owner::Document, Owner::Unit)
    }

    fn heading(&mut self, level: u8, words: &Words) {
        let before = End::Before(self.place(words.line));
        self.close_items();
        self.open = None;
        for (_, unit) in std::mem::take(&mut self.lines) {
            self.end_unit(unit, before);
        }
        while self.sections.last().is_some_and(|it| it.level >= level) {
            if let Some(unit) = self.sections.pop().and_then(|it| it.unit) {
                self.end_unit(unit, before);
            }
        }
        if level == 1 && self.plan.title.is_none() && !words.said.is_empty() {
            self.plan.title = Some(words.said.clone());
        }
        let mut section = Section { level, unit: None, field: None };
        let rank = heading_rank(words);
        let defines = words.header.as_ref().zip(rank).filter(|(header, rank)| self.survey.defines(&header.label.value, *rank));
        if let Some((header, _)) = defines {
            section.unit = Some(self.define(header, words, DefinedBy::Heading(level)));
        } else if let Some(number) = leading_number(&words.said).filter(|_| self.survey.numbered_tasks && level >= 2 && words.header.is_none()) {
            if number.len() == 3 || self.sections.iter().any(|it| it.field.as_ref().is_some_and(|it| it.field == Field::Tasks)) {
                section.unit = Some(self.define_number(number, words, level));
            }
        } else if let Some(header) = &words.header {
            self.mention_header(header, MentionIn::Heading);
        }
        if section.unit.is_none() {
            if let Some(field) = words.fields.first() {
                section.field = self.open_field(field);
            } else if let Some(header) = &words.header {
                section.field = self.criteria_about(&header.label.value, words);
            }
        }
        if section.unit.is_none() {
            self.only_times(words);
        }
        self.names(words, MentionIn::Heading);
        self.inline(words, section.unit.map_or(self.owner(), Owner::Unit));
        self.sections.push(section);
    }

    /// `### Sprint 1 Success` under `## Success Criteria`.
    fn criteria_about(&mut self, label: &Label, words: &Words) -> Option<Open> {
        self.sections.iter().rev().find(|it| it.field.as_ref().is_some_and(|it| it.field == Field::Acceptance))?;
        let place = self.place(words.line);
        let criteria = Criteria { place, count: 0, done: 0, boxes: 0 };
        self.pending.push(Pending::Criteria(label.clone(), criteria));
        let at = self.pending.len() - 1;
        Some(Open { field: Field::Acceptance, owner: Owner::Document, about: Some(label.clone()), depth: None, at, inline: false })
    }

    /// A unit whose only label is its number, as `Task 3` elsewhere calls it.
    fn define_number(&mut self, number: &str, words: &Words, level: u8) -> UnitIndex {
        let title = words.said.get(number.len() + 1..).unwrap_or("").trim().to_owned();
        let label = Label { kind: None, ..Label::of_id(number) };
        let line = self.place(words.line);
        self.push_unit(Unit {
            label,
            name: self.place(words.text),
            title,
            aliases: vec![Name::Label(Kind::TASK, Number(number.trim_start_matches('0').to_owned()))],
            header: line,
            end: End::Place(line),
            defined_by: DefinedBy::Heading(level),
            parent: self.unit(),
            ..empty_unit(line)
        })
    }

    /// Adds the unit that `header` defines.
    pub fn define(&mut self, header: &HeaderIn, words: &Words, by: DefinedBy) -> UnitIndex {
        let line = self.place(words.line);
        let segment = self.segment;
        let at = |slot| Place { segment, slot };
        let mut unit = Unit {
            label: header.label.value.clone(),
            name: at(header.label.slot),
            ids: header.ids.iter().map(|it| Said { value: it.value.text.clone(), place: at(it.slot) }).collect(),
            aliases: header.ids.iter().flat_map(|it| aliases(&it.value)).chain(short_form(&header.label.value)).collect(),
            title: header.title.value.clone(),
            defined_by: by,
            parent: self.unit(),
            schedule: header.schedule.as_ref().map(|it| Said { value: it.value.clone(), place: at(it.slot) }),
            duration: header.duration.as_ref().map(|it| Said { value: it.value.clone(), place: at(it.slot) }),
            status: header.status.as_ref().map(|it| Said { value: it.value, place: at(it.slot) }),
            ..empty_unit(line)
        };
        if let Some(parallel) = header.parallel.as_ref().or(words.parallel.as_ref()) {
            let with = parallel.value.iter().map(Label::name).filter(|it| *it != unit.label.name()).collect();
            unit.parallel.push(Parallel { place: at(parallel.slot), with });
        }
        self.push_unit(unit)
    }

    /// Adds a unit.
    pub fn push_unit(&mut self, unit: Unit) -> UnitIndex {
        self.plan.units.push(unit);
        UnitIndex((self.plan.units.len() - 1) as u32)
    }

    fn line(&mut self, line: &crate::plan::read::facts::Line) {
        self.close_items();
        let words = &line.words;
        let rank = line_rank(line);
        let defines = words.header.as_ref().zip(rank).filter(|(header, rank)| self.survey.defines(&header.label.value, *rank));
        if let Some((header, rank)) = defines {
            self.open = None;
            let weight = line_weight(header.label.value.kind);
            self.close_lines(weight, End::Before(self.place(words.line)));
            let by = if rank == Rank::Bold { DefinedBy::Bold } else { DefinedBy::Line };
            let unit = self.define(header, words, by);
            self.lines.push((weight, unit));
            self.names(words, MentionIn::Prose);
            self.inline(words, Owner::Unit(unit));
            return;
        }
        if let Some(header) = &words.header {
            self.mention_header(header, MentionIn::Prose);
        }
        self.names(words, MentionIn::Prose);
        let owner = self.owner();
        self.inline(words, owner);
        let criteria = self.open.take_if(|it| it.field == Field::Acceptance && it.depth.is_none() && words.fields.is_empty());
        if let Some(open) = criteria.filter(|_| !words.said.ends_with(':') && !words.empty) {
            self.criterion_line(open, line.first);
        } else if line.first || !words.fields.is_empty() || words.said.ends_with(':') {
            self.open = None;
        }
        for field in &words.fields {
            if let Some(open) = self.open_field(field) {
                self.open = Some(open);
            }
        }
        if words.fields.is_empty() {
            self.section_line(words);
            self.only_times(words);
        }
    }

    /// A line under a criteria label: it goes on below it, or opens the one paragraph that may follow it.
    fn criterion_line(&mut self, open: Open, first: bool) {
        let bare = match (&open.about, open.owner) {
            (None, Owner::Unit(at)) => self.plan.units.get(at.0 as usize).and_then(|it| it.criteria.get(open.at)).is_some_and(|it| it.count == 0),
            _ => false,
        };
        if !first || bare {
            self.count_criterion(&open, None);
        }
        self.open = Some(open).filter(|_| !first || bare);
    }

    /// A line or heading under a unit that is nothing but its time.
    fn only_times(&mut self, words: &Words) {
        let segment = self.segment;
        // `Weeks 9–10` alone in its line, where no such unit is.
        let header = words.header.as_ref().filter(|it| it.title.value.is_empty() && !self.survey.knows(&it.label.value.name()));
        let own = header.filter(|it| it.label.value.kind.is_some_and(|kind| kind.time_unit().is_some())).and_then(|it| it.schedule.clone());
        let own: Vec<In<Time>> = own.into_iter().map(|it| In { value: Time::Schedule(it.value), slot: it.slot }).collect();
        let Some(unit) = self.unit().and_then(|at| self.plan.units.get_mut(at.0 as usize)) else { return };
        if unit.tasks.is_empty() && unit.criteria.is_empty() {
            crate::plan::read::values::set_times(unit, if own.is_empty() { &words.times } else { &own }, false, segment);
        }
    }

    /// A line under a heading that is a field: `### Dependencies`, `### Status`.
    fn section_line(&mut self, words: &Words) {
        let Some(open) = self.sections.last().and_then(|it| it.field.clone()) else { return };
        match open.field {
            Field::Acceptance => self.count_criterion(&open, None),
            Field::Dependencies => self.depend_words(&open, words),
            _ => {}
        }
    }

    /// Closes the units that lines define, down to those of a lower weight.
    fn close_lines(&mut self, weight: u32, end: End) {
        while self.lines.last().is_some_and(|(it, _)| *it >= weight) {
            if let Some((_, unit)) = self.lines.pop() {
                self.end_unit(unit, end);
            }
        }
    }

    fn close_items(&mut self) {
        self.pop_items(0);
        if self.open.as_ref().is_some_and(|it| it.depth.is_some()) {
            self.open = None;
        }
    }

    fn pop_items(&mut self, depth: u8) {
        while self.items.last().is_some_and(|(it, _)| *it >= depth) {
            if let Some((_, Owner::Unit(unit))) = self.items.pop() {
                if let Some(place) = self.last_item {
                    self.end_unit(unit, End::Place(place));
                }
            }
        }
    }

    fn item(&mut self, item: &Item) {
        self.pop_items(item.depth);
        if self.open.as_ref().is_some_and(|it| it.depth.is_some_and(|depth| item.depth <= depth)) {
            self.open = None;
        }
        let words = &item.words;
        self.last_item = Some(self.place(words.line));
        let defined = words.header.as_ref().filter(|it| item_may_define(item) && self.survey.defines(&it.label.value, Rank::Item));
        let defined = defined.filter(|it| !self.row_names.contains(&it.label.value.name()));
        if let Some(header) = defined {
            self.row_names.push(header.label.value.name());
            let unit = self.define(header, words, DefinedBy::Item);
            if let Some(mark) = item.mark {
                let status = mark.mark.status();
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
        let work = item.mark.is_some() && words.fields.iter().all(|it| it.field == Field::Tasks && !it.value.value.is_empty());
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
    fn bears_id(&self, item: &Item) -> bool {
        item.mark.is_some() && is_task_id(item, self.unit().is_some())
    }

    /// Adds a task, if the item is one; gives what its children belong to.
    fn task(&mut self, item: &Item, enclosing: Owner) -> Owner {
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
            status: item.mark.and_then(|it| it.mark.status()),
            unit: self.unit(),
            parent: match enclosing {
                Owner::Task(task) => Some(task),
                _ => None,
            },
            depends: Vec::new(),
            criteria: Vec::new(),
            is_criterion: false,
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

    fn item_line(&mut self, words: &Words) {
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
        if words.fields.is_empty() {
            if let Some(header) = &words.header {
                self.mention_header(header, MentionIn::Prose);
            }
        }
    }

    fn open_field(&mut self, field: &FieldIn) -> Option<Open> {
        self.open_field_of(field, None, self.owner())
    }

    /// Takes a field's value, or opens it for what stands below.
    fn open_field_of(&mut self, field: &FieldIn, depth: Option<u8>, owner: Owner) -> Option<Open> {
        let place = self.place(field.label.slot);
        let empty = field.value.value.is_empty();
        let mut open = Open { field: field.field, owner, about: field.about.clone(), depth, at: 0, inline: !empty };
        match field.field {
            Field::Acceptance => {
                let criteria = Criteria { place, count: u32::from(!empty), done: 0, boxes: 0 };
                open.at = self.add_criteria(owner, field.about.as_ref(), criteria);
                return Some(open);
            }
            Field::Dependencies => {
                if !empty && !field.none {
                    self.add_dependency(owner, field.about.as_ref(), field.whole, &field.names);
                }
                if let Some(parallel) = &field.parallel {
                    self.declare_parallel(owner, parallel);
                }
            }
            _ => self.value(owner, field),
        }
        empty.then_some(open)
    }

    /// Sets what a one-line field says of its owner.
    fn value(&mut self, owner: Owner, field: &FieldIn) {
        if let Some(parallel) = field.parallel.as_ref().filter(|_| field.field == Field::Parallel || field.field == Field::Schedule) {
            self.declare_parallel(owner, parallel);
        }
        let segment = self.segment;
        let Owner::Unit(at) = owner else { return };
        let Some(unit) = self.plan.units.get_mut(at.0 as usize) else { return };
        crate::plan::read::values::apply(unit, field, segment);
    }

    fn declare_parallel(&mut self, owner: Owner, parallel: &In<Vec<Label>>) {
        let place = self.place(parallel.slot);
        let with = parallel.value.iter().map(Label::name).collect();
        match owner {
            Owner::Unit(at) => {
                if let Some(unit) = self.plan.units.get_mut(at.0 as usize) {
                    unit.parallel.push(Parallel { place, with });
                }
            }
            Owner::Task(at) => {
                if let Some(task) = self.plan.tasks.get_mut(at.0 as usize) {
                    task.parallel = true;
                }
            }
            Owner::Document => {}
        }
    }

    /// Adds criteria to their owner or, where the label names a unit, to that unit; gives their index there.
    fn add_criteria(&mut self, owner: Owner, about: Option<&Label>, criteria: Criteria) -> usize {
        if let Some(about) = about {
            self.pending.push(Pending::Criteria(about.clone(), criteria));
            return self.pending.len() - 1;
        }
        match owner {
            Owner::Unit(at) => match self.plan.units.get_mut(at.0 as usize) {
                Some(unit) => {
                    unit.criteria.push(criteria);
                    unit.criteria.len() - 1
                }
                None => 0,
            },
            Owner::Task(at) => {
                if let Some(task) = self.plan.tasks.get_mut(at.0 as usize) {
                    task.criteria.push(criteria.place);
                }
                0
            }
            Owner::Document => 0,
        }
    }

    fn count_criterion(&mut self, open: &Open, item: Option<&Item>) {
        let criteria = match (&open.about, open.owner) {
            (Some(_), _) => match self.pending.get_mut(open.at) {
                Some(Pending::Criteria(_, criteria)) => Some(criteria),
                _ => None,
            },
            (None, Owner::Unit(at)) => self.plan.units.get_mut(at.0 as usize).and_then(|it| it.criteria.get_mut(open.at)),
            _ => None,
        };
        if let Some(criteria) = criteria {
            criteria.count += 1;
            if let Some(mark) = item.and_then(|it| it.mark) {
                criteria.boxes += 1;
                criteria.done += u32::from(mark.mark.status() == Some(Status::Done));
            }
        }
        // A bullet under general success criteria that begins with a unit is that unit's: `- **Sprint 2**: demo accepted`.
        let header = item.and_then(|it| it.words.header.as_ref()).filter(|it| it.claim == Claim::Firm && open.about.is_none());
        if let (Some(header), Some(item)) = (header, item) {
            let place = self.place(item.words.line);
            let label = header.label.value.clone();
            self.pending.push(Pending::Criteria(label, Criteria { place, count: 1, done: 0, boxes: 0 }));
        }
    }

    /// Dependencies from an item or line under a label or heading.
    fn depend_words(&mut self, open: &Open, words: &Words) {
        if !words.depends.is_empty() {
            return;
        }
        let subject = words.header.as_ref().filter(|it| it.claim == Claim::Firm && open.owner == Owner::Document);
        if subject.is_some() || !words.fields.is_empty() {
            return;
        }
        let sure = |it: &&NameIn| matches!(it.form, NameForm::Label | NameForm::Id(_));
        let mut names: Vec<NameIn> = words.names.iter().filter(sure).cloned().collect();
        if let Some(header) = &words.header {
            let label = &header.label;
            names.insert(0, NameIn {
                name: label.value.name(),
                text: label.value.text.clone(),
                slot: label.slot,
                whole: label.slot,
                exact: true,
                members: label.value.interval,
                form: NameForm::Label,
            });
        }
        if open.owner == Owner::Document && open.about.is_none() {
            return;
        }
        self.add_dependency(open.owner, open.about.as_ref(), words.line, &names);
    }

    /// Adds a dependency declaration.
    pub fn add_dependency(&mut self, owner: Owner, about: Option<&Label>, whole: Slot, names: &[NameIn]) {
        if names.is_empty() {
            return;
        }
        let kind = match (about, owner) {
            (Some(about), _) => about.kind,
            (None, Owner::Unit(at)) => self.plan.unit(at).and_then(|it| it.label.kind),
            _ => None,
        };
        let on = names.iter().map(|it| self.predecessor(&self.of_kind(it, kind))).collect();
        let dependency = Dependency { place: self.place(whole), on };
        if let Some(about) = about {
            self.pending.push(Pending::Dependency(about.clone(), dependency));
            return;
        }
        match owner {
            Owner::Unit(at) => {
                if let Some(unit) = self.plan.units.get_mut(at.0 as usize) {
                    unit.depends.push(dependency);
                }
            }
            Owner::Task(at) => {
                if let Some(task) = self.plan.tasks.get_mut(at.0 as usize) {
                    task.depends.push(dependency);
                }
            }
            Owner::Document => {}
        }
    }

    /// A bare number that a unit depends on is that of a unit of its kind, if there is one.
    pub fn of_kind(&self, it: &NameIn, kind: Option<Kind>) -> NameIn {
        let number = match &it.name {
            Name::Id(number) if it.form == NameForm::Number && number.bytes().all(|b| b.is_ascii_digit()) => number,
            _ => return it.clone(),
        };
        let name = kind.map(|kind| Name::Label(kind, Number(number.clone()))).filter(|it| self.survey.knows(it));
        NameIn { name: name.unwrap_or_else(|| it.name.clone()), ..it.clone() }
    }

    fn predecessor(&self, it: &NameIn) -> Predecessor {
        Predecessor {
            name: it.name.clone(),
            text: it.text.clone(),
            place: self.place(it.slot),
            exact: it.exact,
            by_title: it.form == NameForm::Title,
            misspelt: it.form == NameForm::Misspelt,
            members: it.members,
        }
    }

    /// Dependencies and parallelism declared inside a line.
    fn inline(&mut self, words: &Words, owner: Owner) {
        for depends in &words.depends {
            let own = depends.subject.clone().or_else(|| {
                let header = words.header.as_ref().filter(|_| !depends.bare)?;
                Some(header.label.value.clone())
            });
            match own {
                Some(label) => self.add_dependency(owner, Some(&label), depends.whole, &depends.names),
                None if depends.bare => self.add_dependency(owner, None, depends.whole, &depends.names),
                None if matches!(owner, Owner::Task(_)) => self.add_dependency(owner, None, depends.whole, &depends.names),
                None => {}
            }
        }
        let Some(parallel) = &words.parallel else { return };
        let header = words.header.as_ref().map(|it| it.label.value.clone());
        let place = self.place(parallel.slot);
        if let Some(label) = header {
            let with = parallel.value.iter().map(Label::name).filter(|it| *it != label.name()).collect();
            self.pending.push(Pending::Parallel(label, Parallel { place, with }));
        } else if let Owner::Unit(at) = owner {
            let names = parallel.value.iter().map(Label::name).collect::<Vec<_>>();
            let opens = self.plan.units.get(at.0 as usize).is_some_and(|it| it.tasks.is_empty() && it.criteria.is_empty());
            if opens || !names.is_empty() {
                if let Some(unit) = self.plan.units.get_mut(at.0 as usize) {
                    unit.parallel.push(Parallel { place, with: names });
                }
            }
        }
    }

    /// Notes the names of a line as mentions, and a line that names a track.
    pub fn names(&mut self, words: &Words, context: MentionIn) {
        for name in &words.names {
            self.mention(name, context);
        }
        for field in &words.fields {
            let covered = |it: &&NameIn| words.names.iter().any(|other| other.text == it.text);
            let kind = self.unit().and_then(|at| self.plan.unit(at)).and_then(|it| it.label.kind);
            for name in field.names.iter().filter(|it| !covered(it) && it.form != NameForm::Title) {
                self.mention(&self.of_kind(name, kind), MentionIn::Dependency);
            }
        }
        for depends in &words.depends {
            let covered = |it: &&NameIn| words.names.iter().any(|other| other.text == it.text);
            for name in depends.names.iter().filter(|it| !covered(it)) {
                self.mention(name, MentionIn::Dependency);
            }
        }
        let labelled: Vec<Name> = words.names.iter().filter(|it| it.form == NameForm::Label).map(|it| it.name.clone()).collect();
        if words.header.is_none() && !labelled.is_empty() && context != MentionIn::Heading && self.in_tracks() {
            self.plan.tracks.push(Track { place: self.place(words.line), names: labelled });
        }
    }

    /// Whether the section is about tracks or parallel work.
    fn in_tracks(&self) -> bool {
        self.sections.last().is_some_and(|it| it.field.as_ref().is_some_and(|it| it.field == Field::Parallel))
    }

    /// Notes one mention.
    pub fn mention(&mut self, name: &NameIn, context: MentionIn) {
        let dependency = matches!(name.form, NameForm::Number) && context != MentionIn::Table;
        let context = if dependency { MentionIn::Dependency } else { context };
        self.plan.mentions.push(Mention {
            name: name.name.clone(),
            text: name.text.clone(),
            place: self.place(name.slot),
            exact: name.exact,
            context,
            unit: self.unit(),
            members: name.members,
            bare: !matches!(name.form, NameForm::Label),
        });
    }

    /// Notes the label of a header that defines nothing as a mention.
    pub fn mention_header(&mut self, header: &HeaderIn, context: MentionIn) {
        let label = &header.label;
        self.plan.mentions.push(Mention {
            name: label.value.name(),
            text: label.value.text.clone(),
            place: self.place(label.slot),
            exact: true,
            context,
            unit: self.unit(),
            members: label.value.interval,
            bare: label.value.kind.is_none(),
        });
        self.mention_ids(header, context);
    }

    /// Notes the ids of a header that defines nothing as mentions.
    fn mention_ids(&mut self, header: &HeaderIn, context: MentionIn) {
        for id in &header.ids {
            self.plan.mentions.push(Mention {
                name: id.value.name(),
                text: id.value.text.clone(),
                place: self.place(id.slot),
                exact: true,
                context,
                unit: self.unit(),
                members: None,
                bare: true,
            });
        }
    }

    fn summary(&mut self, words: &Words) {
        self.close_items();
        self.open = None;
        let header = words.header.as_ref().filter(|it| it.claim == Claim::Firm && self.survey.defines(&it.label.value, Rank::Summary));
        match header {
            Some(header) => {
                let unit = self.define(header, words, DefinedBy::Summary);
                let line = self.place(words.line);
                self.end_unit(unit, End::Place(line));
            }
            None => {
                if let Some(header) = &words.header {
                    self.mention_header(header, MentionIn::Prose);
                }
            }
        }
        self.names(words, MentionIn::Prose);
    }

    fn fence_line(&mut self, line: &crate::plan::read::facts::FenceLine) {
        let words = &line.words;
        let schedule = line.times.iter().find_map(|it| match &it.value {
            Time::Schedule(schedule) => Some(Said { value: schedule.clone(), place: self.place(it.slot) }),
            _ => None,
        });
        if let Some(header) = &words.header {
            if line.gantt && self.survey.defines(&header.label.value, Rank::Gantt) {
                let unit = self.define(header, words, DefinedBy::Gantt);
                if let Some(unit) = self.plan.units.get_mut(unit.0 as usize) {
                    unit.schedule = unit.schedule.take().or(schedule);
                }
                return;
            }
            self.mention_header(header, MentionIn::Fence);
            if schedule.is_some() {
                // `Week 1-2 | Sprint 1 | Hull` says when Sprint 1 runs.
                let time = header.label.value.kind.is_some_and(|kind| kind.time_unit().is_some());
                let mut labels = words.names.iter().filter(|it| it.form == NameForm::Label);
                let only = labels.next().filter(|_| time && labels.next().is_none() && !self.survey.knows(&header.label.value.name()));
                let name = only.map_or_else(|| header.label.value.name(), |it| it.name.clone());
                let place = self.place(words.line);
                self.plan.restatements.push(Restatement { name, place, schedule, status: None, context: MentionIn::Fence });
            }
        }
        for name in &words.names {
            self.mention(name, MentionIn::Fence);
        }
        let tracks: Vec<Name> = words.names.iter().filter(|it| it.form == NameForm::Label).map(|it| it.name.clone()).collect();
        let said_track = !tracks.is_empty() && words.header.is_none();
        if said_track && self.in_tracks() {
            self.plan.tracks.push(Track { place: self.place(words.line), names: tracks });
        }
    }

    fn arrow(&mut self, from: &NameIn, to: &NameIn) {
        if let Name::Label(kind, number) = &to.name {
            let label = Label { kind: Some(*kind), number: number.clone(), interval: None, text: to.text.clone() };
            self.add_dependency(Owner::Document, Some(&label), from.slot, std::slice::from_ref(from));
        }
    }

    fn waves(&mut self, waves: &[Vec<NameIn>]) {
        for name in waves.iter().flatten() {
            self.mention(name, MentionIn::Fence);
        }
    }
}

/// The names under which an id of a heading is looked up.
fn aliases(id: &Label) -> Vec<Name> {
    std::iter::once(id.name()).chain(short_form(id)).collect()
}

/// `US1` of `User Story 1`, `M3` of `Milestone 3`, and the long form of such a short one.
fn short_form(label: &Label) -> Vec<Name> {
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
fn label_of(name: &Name) -> Option<Label> {
    match name {
        Name::Label(kind, number) => Some(Label { kind: Some(*kind), number: number.clone(), interval: None, text: number.0.clone() }),
        Name::Id(id) => Some(Label::of_id(id)),
        Name::Title(_) => None,
    }
}

/// Fields whose items are no work.
fn not_work(field: Field) -> bool {
    !matches!(field, Field::Tasks | Field::Status | Field::Schedule | Field::Deliverable)
}

/// A line of a higher weight stands inside one of a lower weight.
fn line_weight(kind: Option<Kind>) -> u32 {
    match kind {
        Some(Kind::QUARTER | Kind::YEAR | Kind::RELEASE | Kind::VERSION) => 1,
        Some(Kind::PHASE | Kind::MILESTONE | Kind::STAGE | Kind::EPIC | Kind::WAVE | Kind::MONTH) => 2,
        Some(Kind::SPRINT | Kind::ITERATION | Kind::CYCLE) => 3,
        Some(Kind::WEEK) => 4,
        Some(Kind::STORY | Kind::FEATURE | Kind::DAY) => 5,
        _ => 6,
    }
}

/// A unit of which nothing is known but its line.
pub fn empty_unit(line: Place) -> Unit {
    Unit {
        label: Label::of_id(""),
        name: line,
        ids: Vec::new(),
        aliases: Vec::new(),
        title: String::new(),
        header: line,
        end: End::Place(line),
        defined_by: DefinedBy::Row,
        parent: None,
        schedule: None,
        duration: None,
        criteria: Vec::new(),
        deliverables: Vec::new(),
        goal: None,
        owner: None,
        estimate: None,
        depends: Vec::new(),
        status: None,
        parallel: Vec::new(),
        tasks: Vec::new(),
    }
}
