//! Mentions: what lines, cells and fences name.

use crate::notation::label::{Label, Name};
use crate::notation::time::Time;
use crate::notation::vocabulary::Field;
use crate::plan::Track;
use crate::plan::mention::{Mention, MentionIn, Restatement};
use crate::plan::read::facts::{FenceTimeIn, HeaderIn, NameForm, NameIn, Words};
use crate::plan::read::join::{Joiner, Owner};
use crate::plan::read::survey::Rank;
use crate::plan::unit::{DefinedBy, Said};

impl Joiner<'_> {
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
        let labelled: Vec<Name> =
            words.names.iter().filter(|it| it.form == NameForm::Label).map(|it| it.name.clone()).collect();
        if words.header.is_none() && !labelled.is_empty() && context != MentionIn::Heading && self.in_tracks() {
            self.plan.tracks.push(Track { place: self.place(words.line), names: labelled });
        }
    }

    /// Whether the section is about tracks or parallel work.
    pub(crate) fn in_tracks(&self) -> bool {
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
    pub(crate) fn mention_ids(&mut self, header: &HeaderIn, context: MentionIn) {
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

    pub(crate) fn fence_line(&mut self, line: &crate::plan::read::facts::FenceLine) {
        let words = &line.words;
        let is_time = |it: &&FenceTimeIn| !it.ids.iter().any(|id| self.survey.bears(id));
        let schedule = line.times.iter().filter(is_time).find_map(|it| match &it.time.value {
            Time::Schedule(schedule) => Some(Said { value: *schedule, place: self.place(it.time.slot) }),
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
                let only = labels
                    .next()
                    .filter(|_| time && labels.next().is_none() && !self.survey.knows(&header.label.value.name()));
                let name = only.map_or_else(|| header.label.value.name(), |it| it.name.clone());
                let place = self.place(words.line);
                self.plan.restatements.push(Restatement {
                    name,
                    place,
                    schedule,
                    status: None,
                    share: None,
                    context: MentionIn::Fence,
                });
            }
        }
        for name in &words.names {
            self.mention(name, MentionIn::Fence);
        }
        let tracks: Vec<Name> =
            words.names.iter().filter(|it| it.form == NameForm::Label).map(|it| it.name.clone()).collect();
        let said_track = !tracks.is_empty() && words.header.is_none();
        if said_track && self.in_tracks() {
            self.plan.tracks.push(Track { place: self.place(words.line), names: tracks });
        }
    }

    pub(crate) fn arrow(&mut self, from: &NameIn, to: &NameIn) {
        if let Name::Label(kind, number) = &to.name {
            let label = Label { kind: Some(*kind), number: number.clone(), interval: None, text: to.text.clone() };
            self.add_dependency(Owner::Document, Some(&label), from.slot, std::slice::from_ref(from));
        }
    }

    pub(crate) fn waves(&mut self, waves: &[Vec<NameIn>]) {
        for name in waves.iter().flatten() {
            self.mention(name, MentionIn::Fence);
        }
    }
}
