//! Gives fields, criteria and dependencies to the unit or task that they belong to.

use crate::notation::header::Claim;
use crate::notation::label::{Label, Name};
use crate::notation::number::Number;
use crate::notation::share::{Counts, Share, share};
use crate::notation::status::Status;
use crate::notation::time::Time;
use crate::notation::vocabulary::{Field, Kind};
use crate::plan::read::aliases::label_of;
use crate::plan::read::facts::{FieldIn, In, Item, NameForm, NameIn, Slot, Words};
use crate::plan::read::join::{Joiner, Open, Owner, Pending};
use crate::plan::read::values;
use crate::plan::task::Required;
use crate::plan::unit::{Criteria, Dependency, Parallel, Predecessor, Said};

impl Joiner<'_> {
    /// `### Sprint 1 Success` under `## Success Criteria`.
    pub(crate) fn criteria_about(&mut self, label: &Label, words: &Words) -> Option<Open> {
        self.sections.iter().rev().find(|it| it.field.as_ref().is_some_and(|it| it.field == Field::Acceptance))?;
        let place = self.place(words.line);
        let criteria = Criteria { place, count: 0, done: 0, boxes: 0 };
        self.pending.push(Pending::Criteria(label.clone(), criteria));
        let at = self.pending.len() - 1;
        Some(Open {
            field: Field::Acceptance,
            owner: Owner::Document,
            about: Some(label.clone()),
            depth: None,
            at,
            inline: false,
        })
    }

    /// A line under a criteria label: it goes on below it, or opens the one paragraph that may follow it.
    pub(crate) fn criterion_line(&mut self, open: Open, first: bool) {
        let bare = match (&open.about, open.owner) {
            (None, Owner::Unit(at)) => self
                .plan
                .units
                .get(at.0 as usize)
                .and_then(|it| it.criteria.get(open.at))
                .is_some_and(|it| it.count == 0),
            _ => false,
        };
        if !first || bare {
            self.count_criterion(&open, None);
        }
        self.open = Some(open).filter(|_| !first || bare);
    }

    /// A line under a heading that is a field: `### Dependencies`, `### Status`.
    pub(crate) fn section_line(&mut self, words: &Words) {
        let Some(open) = self.sections.last().and_then(|it| it.field.clone()) else { return };
        match open.field {
            Field::Acceptance => {
                self.vague(words);
                self.count_criterion(&open, None);
            }
            Field::Dependencies => self.depend_words(&open, words),
            _ => {}
        }
    }

    /// A line or heading under a unit that is nothing but its time.
    pub(crate) fn only_times(&mut self, words: &Words) {
        let segment = self.segment;
        // `Weeks 9–10` alone in its line, where no such unit is.
        let header =
            words.header.as_ref().filter(|it| it.title.value.is_empty() && !self.survey.knows(&it.label.value.name()));
        let own = header
            .filter(|it| it.label.value.kind.is_some_and(|kind| kind.time_unit().is_some()))
            .and_then(|it| it.schedule.clone());
        let own: Vec<In<Time>> =
            own.into_iter().map(|it| In { value: Time::Schedule(it.value), slot: it.slot }).collect();
        let Some(unit) = self.unit().and_then(|at| self.plan.units.get_mut(at.0 as usize)) else { return };
        if unit.tasks.is_empty() && unit.criteria.is_empty() {
            values::set_times(unit, if own.is_empty() { &words.times } else { &own }, false, segment);
        }
    }

    pub(crate) fn open_field(&mut self, field: &FieldIn) -> Option<Open> {
        self.open_field_of(field, None, self.owner())
    }

    /// Takes a field's value, or opens it for what stands below.
    pub(crate) fn open_field_of(&mut self, field: &FieldIn, depth: Option<u8>, owner: Owner) -> Option<Open> {
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
    pub(crate) fn value(&mut self, owner: Owner, field: &FieldIn) {
        if let Some(parallel) =
            field.parallel.as_ref().filter(|_| field.field == Field::Parallel || field.field == Field::Schedule)
        {
            self.declare_parallel(owner, parallel);
        }
        self.share(owner, field);
        let segment = self.segment;
        if field.field == Field::Requirements {
            let id = |it: &In<String>| Said { value: it.value.clone(), place: self.place(it.slot) };
            let ids = field.requirements.iter().map(id).collect();
            let required = Required { place: self.place(field.whole), ids };
            match owner {
                Owner::Task(at) => self.plan.tasks.get_mut(at.0 as usize).map(|it| &mut it.requirements),
                Owner::Unit(at) => self.plan.units.get_mut(at.0 as usize).map(|it| &mut it.requirements),
                Owner::Document => None,
            }
            .into_iter()
            .for_each(|list| list.push(required.clone()));
        }
        match owner {
            Owner::Unit(at) => {
                if let Some(unit) = self.plan.units.get_mut(at.0 as usize) {
                    values::apply(unit, field, segment);
                }
            }
            Owner::Task(at) => {
                if let Some(task) = self.plan.tasks.get_mut(at.0 as usize) {
                    values::apply_to_task(task, field, segment);
                }
            }
            Owner::Document => {}
        }
    }

    /// `Progress: 3/8`, `Tasks: 3 of 8 done`: of a unit, or of the document where the field stands outside of all units.
    fn share(&mut self, owner: Owner, field: &FieldIn) {
        let tasks = field.field == Field::Tasks;
        let hit = share(&field.value.value, self.vocabulary).filter(|_| tasks || field.field == Field::Status);
        let Some(hit) = hit.filter(|it| !tasks || it.share.counts != Counts::Others) else { return };
        let counts = if tasks && hit.share.counts == Counts::Unsaid { Counts::Tasks } else { hit.share.counts };
        let said = Said { value: Share { counts, ..hit.share }, place: self.place(field.value.slot) };
        match owner {
            Owner::Unit(at) => {
                if let Some(unit) = self.plan.units.get_mut(at.0 as usize) {
                    unit.share.get_or_insert(said);
                }
            }
            Owner::Document => drop(self.plan.share.get_or_insert(said)),
            Owner::Task(_) => {}
        }
    }

    pub(crate) fn declare_parallel(&mut self, owner: Owner, parallel: &In<Vec<Label>>) {
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
    pub(crate) fn add_criteria(&mut self, owner: Owner, about: Option<&Label>, criteria: Criteria) -> usize {
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

    pub(crate) fn count_criterion(&mut self, open: &Open, item: Option<&Item>) {
        let criteria = match (&open.about, open.owner) {
            (Some(_), _) => match self.pending.get_mut(open.at) {
                Some(Pending::Criteria(_, criteria)) => Some(criteria),
                _ => None,
            },
            (None, Owner::Unit(at)) => {
                self.plan.units.get_mut(at.0 as usize).and_then(|it| it.criteria.get_mut(open.at))
            }
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
        let header =
            item.and_then(|it| it.words.header.as_ref()).filter(|it| it.claim == Claim::Firm && open.about.is_none());
        if let (Some(header), Some(item)) = (header, item) {
            let place = self.place(item.words.line);
            let label = header.label.value.clone();
            self.pending.push(Pending::Criteria(label, Criteria { place, count: 1, done: 0, boxes: 0 }));
        }
    }

    /// Dependencies from an item or line under a label or heading.
    pub(crate) fn depend_words(&mut self, open: &Open, words: &Words) {
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
            names.insert(
                0,
                NameIn {
                    name: label.value.name(),
                    text: label.value.text.clone(),
                    slot: label.slot,
                    whole: label.slot,
                    exact: true,
                    members: label.value.interval,
                    form: NameForm::Label,
                },
            );
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

    pub(crate) fn predecessor(&self, it: &NameIn) -> Predecessor {
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
    pub(crate) fn inline(&mut self, words: &Words, owner: Owner) {
        for depends in &words.depends {
            let own = depends.subject.clone().or_else(|| {
                let header = words.header.as_ref().filter(|_| !depends.bare)?;
                Some(header.label.value.clone())
            });
            match own {
                Some(label) => self.add_dependency(owner, Some(&label), depends.whole, &depends.names),
                None if depends.bare => self.add_dependency(owner, None, depends.whole, &depends.names),
                None if matches!(owner, Owner::Task(_)) => {
                    self.add_dependency(owner, None, depends.whole, &depends.names)
                }
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
            let opens =
                self.plan.units.get(at.0 as usize).is_some_and(|it| it.tasks.is_empty() && it.criteria.is_empty());
            if (opens || !names.is_empty())
                && let Some(unit) = self.plan.units.get_mut(at.0 as usize)
            {
                unit.parallel.push(Parallel { place, with: names });
            }
        }
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
}
