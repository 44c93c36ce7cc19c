//! Joins facts into the plan: sections open and close, fields and tasks find their owners, names find their use.

use std::sync::Arc;

use crate::notation::header::Claim;
use crate::notation::label::{Label, Name};
use crate::notation::number::Number;
use crate::notation::share::share_in_heading;
use crate::notation::time::DateOrder;
use crate::notation::vocabulary::{Field, Kind, Vocabulary};
use crate::plan::mention::MentionIn;
use crate::plan::place::{End, Place};
use crate::plan::read::Fragment;
use crate::plan::read::aliases::{aliases, short_form};
use crate::plan::read::facts::{Fact, HeaderIn, Slot, SuppressionIn, Words};
use crate::plan::read::generated::without_generated;
use crate::plan::read::leak::Example;
use crate::plan::read::profile::sure;
use crate::plan::read::settle::settle;
use crate::plan::read::survey::{Rank, Survey, heading_rank, leading_number, line_rank, survey};
use crate::plan::read::verdict::verdict;
use crate::plan::suppression::Suppression;
use crate::plan::task::TaskIndex;
use crate::plan::unit::{Criteria, DefinedBy, Dependency, Parallel, Said, Unit, UnitIndex};
use crate::plan::{Plan, Problem, Verdict};

/// Joins what the segments say into the plan, which is of the dialect `profile` where that is told. Never fails.
pub fn join(
    fragments: &[Arc<Fragment>],
    path: Option<&str>,
    profile: Option<&'static str>,
    vocabulary: &Vocabulary,
) -> Plan {
    let (generated, told) = without_generated(fragments);
    let fragments = told.as_ref();
    let known = profile.or_else(|| sure(fragments, path));
    let survey = survey(fragments, vocabulary);
    let mut joiner = Joiner::new(&survey, vocabulary, known);
    for (index, fragment) in fragments.iter().enumerate() {
        joiner.segment = index as u32;
        for fact in &fragment.facts {
            joiner.fact(fact);
        }
    }
    joiner.finish(fragments.len() as u32);
    let mut plan = joiner.plan;
    plan.generated = generated;
    settle(&mut plan, joiner.pending, date_order(fragments));
    verdict(&mut plan, fragments, path, known, vocabulary);
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
pub(crate) struct Open {
    pub(crate) field: Field,
    pub(crate) owner: Owner,
    pub(crate) about: Option<Label>,
    /// Items deeper than this belong to it; none where every item does.
    pub(crate) depth: Option<u8>,
    /// The criteria's index in the owner, or in `pending`.
    pub(crate) at: usize,
    /// Its value stands behind the label; what follows need not belong to it.
    pub(crate) inline: bool,
}

#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) level: u8,
    pub(crate) unit: Option<UnitIndex>,
    pub(crate) field: Option<Open>,
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
    /// The dialect, as far as it is known before all is joined.
    pub(crate) dialect: Option<&'static str>,
    pub(crate) sections: Vec<Section>,
    pub(crate) lines: Vec<(u32, UnitIndex)>,
    pub(crate) items: Vec<(u8, Owner)>,
    pub(crate) open: Option<Open>,
    pub(crate) row_names: Vec<Name>,
    pub(crate) last_item: Option<Place>,
    pub(crate) example: Option<Example>,
}

impl<'a> Joiner<'a> {
    pub(crate) fn new(survey: &'a Survey, vocabulary: &'a Vocabulary, dialect: Option<&'static str>) -> Joiner<'a> {
        Joiner {
            plan: Plan { verdict: Verdict::Plan, ..Plan::default() },
            pending: Vec::new(),
            segment: 0,
            vocabulary,
            survey,
            dialect,
            sections: Vec::new(),
            lines: Vec::new(),
            items: Vec::new(),
            open: None,
            row_names: Vec::new(),
            last_item: None,
            example: None,
        }
    }

    pub(crate) fn fact(&mut self, fact: &Fact) {
        match fact {
            Fact::Heading(level, words) => {
                self.heading(*level, words);
                self.loose(words);
            }
            Fact::Line(line) => {
                self.line(line);
                self.loose(&line.words);
            }
            Fact::Item(item) => {
                self.item(item);
                self.loose(&item.words);
            }
            Fact::ItemLine(words) => {
                self.item_line(words);
                self.loose(words);
            }
            Fact::Table(table) => {
                self.close_items();
                self.table(table);
            }
            Fact::FenceLine(line) => self.fence_line(line),
            Fact::Arrow(from, to) => self.arrow(from, to),
            Fact::Waves(waves) => self.waves(waves),
            Fact::Gantt(tasks) => self.gantt(tasks),
            Fact::Total(length, labelled) => self.total(length, *labelled),
            Fact::Cadence(kind, length) => {
                if self.unit().is_none() {
                    let place = self.place(length.slot);
                    self.plan.cadences.push((*kind, Said { value: length.value, place }));
                }
            }
            Fact::Summary(words) => self.summary(words),
            Fact::DetailsEnd(slot) => self.details_end(*slot),
            Fact::Front(entries) => self.front(entries),
            Fact::Break => {
                self.close_items();
                self.open = None;
            }
            Fact::Fence(fence) => self.fence(fence),
            Fact::Link(it) => {
                let place = self.place(it.slot);
                self.plan.links.local.push(Said { value: it.value.clone(), place });
            }
            Fact::CodePath(it) => {
                let place = self.place(it.slot);
                self.plan.links.code_paths.push(Said { value: it.value.clone(), place });
            }
            Fact::Anchor(it) => self.plan.links.anchors.push(it.clone()),
            Fact::LinkReference(it) => {
                let place = self.place(it.slot);
                self.plan.links.references.push(Said { value: it.value.clone(), place });
            }
            Fact::LinkDefinition(label) => {
                self.plan.links.definitions.insert(label.clone());
            }
            Fact::Suppression(it) => self.suppression(it),
            Fact::Problem(kind, slot) => {
                let place = self.place(*slot);
                self.plan.problems.push(Problem { kind: kind.clone(), place });
            }
            Fact::Named(table) => self.table_names(table),
            Fact::Marker(..) => self.close_items(),
            Fact::Silent | Fact::Seen(_) | Fact::Dates(_) => {}
        }
    }

    fn suppression(&mut self, it: &SuppressionIn) {
        let rules = it.rules.iter().map(|it| Said { value: it.value.clone(), place: self.place(it.slot) }).collect();
        let place = self.place(it.slot);
        self.plan.suppressions.push(Suppression { scope: it.scope, rules, place });
    }

    pub(crate) fn finish(&mut self, segments: u32) {
        self.close_items();
        for (_, unit) in std::mem::take(&mut self.lines) {
            self.end_unit(unit, End::Segment(segments));
        }
        for section in std::mem::take(&mut self.sections) {
            if let Some(unit) = section.unit {
                self.end_unit(unit, End::Segment(segments));
            }
        }
    }

    /// A unit that holds the whole document.
    pub fn open_document_unit(&mut self, unit: UnitIndex) {
        self.sections.push(Section { level: 0, unit: Some(unit), field: None });
    }

    /// The place of a slot in the segment that is read.
    pub fn place(&self, slot: Slot) -> Place {
        Place { segment: self.segment, slot }
    }

    pub(crate) fn end_unit(&mut self, unit: UnitIndex, end: End) {
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

    pub(crate) fn section_unit(&self) -> Option<UnitIndex> {
        self.sections.iter().rev().find_map(|it| it.unit)
    }

    pub(crate) fn owner(&self) -> Owner {
        self.unit().map_or(Owner::Document, Owner::Unit)
    }

    pub(crate) fn heading(&mut self, level: u8, words: &Words) {
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
        let defines =
            words.header.as_ref().zip(rank).filter(|(header, rank)| self.survey.defines(&header.label.value, *rank));
        if let Some((header, _)) = defines {
            section.unit = Some(self.define(header, words, DefinedBy::Heading(level)));
        } else if let Some(number) =
            leading_number(&words.said).filter(|_| self.survey.numbered_tasks && level >= 2 && words.header.is_none())
        {
            if number.len() == 3
                || self.sections.iter().any(|it| it.field.as_ref().is_some_and(|it| it.field == Field::Tasks))
            {
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
        self.leak(words, section.unit.is_some());
        self.names(words, MentionIn::Heading);
        self.inline(words, section.unit.map_or(self.owner(), Owner::Unit));
        self.sections.push(section);
    }

    /// A unit whose only label is its number, as `Task 3` elsewhere calls it.
    pub(crate) fn define_number(&mut self, number: &str, words: &Words, level: u8) -> UnitIndex {
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
            aliases: header
                .ids
                .iter()
                .flat_map(|it| aliases(&it.value))
                .chain(short_form(&header.label.value))
                .collect(),
            title: header.title.value.clone(),
            defined_by: by,
            parent: self.unit(),
            schedule: header.schedule.as_ref().map(|it| Said { value: it.value, place: at(it.slot) }),
            duration: header.duration.as_ref().map(|it| Said { value: it.value, place: at(it.slot) }),
            status: header.status.as_ref().map(|it| Said { value: it.value, place: at(it.slot) }),
            share: share_in_heading(&header.title.value, self.vocabulary)
                .map(|it| Said { value: it.share, place: at(header.title.slot) }),
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

    pub(crate) fn line(&mut self, line: &crate::plan::read::facts::Line) {
        self.close_items();
        let words = &line.words;
        let rank = line_rank(line);
        let defines =
            words.header.as_ref().zip(rank).filter(|(header, rank)| self.survey.defines(&header.label.value, *rank));
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
        let criteria =
            self.open.take_if(|it| it.field == Field::Acceptance && it.depth.is_none() && words.fields.is_empty());
        if let Some(open) = criteria.filter(|_| !words.said.ends_with(':') && !words.empty) {
            self.vague(words);
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

    /// Closes the units that lines define, down to those of a lower weight.
    pub(crate) fn close_lines(&mut self, weight: u32, end: End) {
        while self.lines.last().is_some_and(|(it, _)| *it >= weight) {
            if let Some((_, unit)) = self.lines.pop() {
                self.end_unit(unit, end);
            }
        }
    }

    pub(crate) fn close_items(&mut self) {
        self.pop_items(0);
        if self.open.as_ref().is_some_and(|it| it.depth.is_some()) {
            self.open = None;
        }
    }

    pub(crate) fn pop_items(&mut self, depth: u8) {
        while self.items.last().is_some_and(|(it, _)| *it >= depth) {
            if let Some((_, Owner::Unit(unit))) = self.items.pop()
                && let Some(place) = self.last_item
            {
                self.end_unit(unit, End::Place(place));
            }
        }
    }

    pub(crate) fn summary(&mut self, words: &Words) {
        self.close_items();
        self.open = None;
        let header = words
            .header
            .as_ref()
            .filter(|it| it.claim == Claim::Firm && self.survey.defines(&it.label.value, Rank::Summary));
        match header {
            Some(header) => {
                self.close_lines(0, End::Before(self.place(words.line)));
                let unit = self.define(header, words, DefinedBy::Summary);
                self.lines.push((0, unit));
            }
            None => {
                if let Some(header) = &words.header {
                    self.mention_header(header, MentionIn::Prose);
                }
            }
        }
        self.names(words, MentionIn::Prose);
    }
}

impl Joiner<'_> {
    /// The unit of a `<summary>` ends with its `<details>`.
    fn details_end(&mut self, slot: Slot) {
        self.close_items();
        self.open = None;
        if self.lines.iter().any(|it| it.0 == 0) {
            self.close_lines(0, End::Before(self.place(slot)));
        }
    }
}

/// Fields whose items are no work.
pub(crate) fn not_work(field: Field) -> bool {
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
        capacity: None,
        depends: Vec::new(),
        status: None,
        requirements: Vec::new(),
        mark: None,
        share: None,
        parallel: Vec::new(),
        tasks: Vec::new(),
    }
}
