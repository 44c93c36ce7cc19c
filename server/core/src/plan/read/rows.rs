//! Table rows: units that only a table defines, tasks, and restatements of units that the document defines elsewhere.

use crate::notation::header::Claim;
use crate::notation::id::IdShape;
use crate::notation::label::Name;
use crate::notation::share::share;
use crate::notation::time::{Schedule, Time};
use crate::notation::vocabulary::Field;
use crate::plan::mention::{MentionIn, Restatement};
use crate::plan::place::End;
use crate::plan::read::facts::{Cell, Column, HeaderIn, NameForm, Row, Table};
use crate::plan::read::join::{Joiner, Owner, empty_unit};
use crate::plan::read::survey::{Rank, first_telling, row_label};
use crate::plan::task::{Task, TaskForm};
use crate::plan::unit::{Criteria, DefinedBy, Said, Unit, UnitIndex};

impl Joiner<'_> {
    /// Reads a table.
    pub fn table(&mut self, table: &Table) {
        for row in &table.rows {
            let label = row_label(table, row, self.vocabulary);
            let defines = label.filter(|it| self.survey.defines(it, Rank::Row) && !self.is_defined(&it.name()));
            let telling = first_telling(table, row);
            match defines {
                Some(label) => {
                    let header = row.cells.get(telling).and_then(|it| it.words.header.as_ref());
                    let unit = self.row_unit(row, telling, table, label, header);
                    self.row_names(table, row, Some(telling), Some(unit));
                }
                None => {
                    self.restate(table, row, telling);
                    let own = self.row_task(table, row);
                    self.row_names(table, row, own, None);
                }
            }
        }
    }

    /// Reads a table that only repeats what the document says elsewhere: the names in it.
    pub(crate) fn table_names(&mut self, table: &Table) {
        for row in &table.rows {
            self.row_names(table, row, None, None);
        }
    }

    fn is_defined(&self, name: &Name) -> bool {
        self.plan.units.iter().rev().any(|it| it.label.name() == *name)
    }

    fn row_unit(
        &mut self,
        row: &Row,
        telling: usize,
        table: &Table,
        label: crate::notation::label::Label,
        header: Option<&HeaderIn>,
    ) -> UnitIndex {
        let line = self.place(row.line);
        let place = row.cells.get(telling).map_or(line, |cell| match header {
            Some(header) => self.place(header.label.slot),
            None => cell.numbers.first().map_or(self.place(cell.words.text), |it| self.place(it.slot)),
        });
        let titled = header.map(|it| it.title.value.clone()).filter(|it| !it.is_empty());
        let bare =
            row.cells.get(telling).map(|it| it.value.trim_start_matches(|c: char| !c.is_alphabetic()).to_owned());
        let bare = bare.filter(|_| header.is_none()).filter(|it| !it.is_empty());
        let next = row.cells.get(telling + 1).filter(|_| {
            matches!(
                table.columns.get(telling + 1),
                Some(Column::Title | Column::Other | Column::Work | Column::Field(Field::Goal | Field::Tasks))
            )
        });
        let title = titled.or(bare).or_else(|| next.map(|it| it.value.clone())).unwrap_or_default();
        let mut unit = Unit {
            label,
            name: place,
            title,
            end: End::Place(line),
            defined_by: DefinedBy::Row,
            parent: self.unit(),
            schedule: header
                .and_then(|it| it.schedule.as_ref())
                .map(|it| Said { value: it.value, place: self.place(it.slot) }),
            duration: header
                .and_then(|it| it.duration.as_ref())
                .map(|it| Said { value: it.value, place: self.place(it.slot) }),
            status: header
                .and_then(|it| it.status.as_ref())
                .map(|it| Said { value: it.value, place: self.place(it.slot) }),
            ..empty_unit(line)
        };
        for (index, cell) in row.cells.iter().enumerate() {
            if index != telling {
                self.row_value(&mut unit, table.columns.get(index).copied(), cell);
            }
        }
        self.push_unit(unit)
    }

    fn row_value(&self, unit: &mut Unit, column: Option<Column>, cell: &Cell) {
        let place = self.place(cell.words.text);
        let said = || Said { value: cell.value.clone(), place };
        let filled = !cell.words.empty && !self.vocabulary.is_none(&cell.value);
        match column {
            Some(Column::Time | Column::Field(Field::Schedule | Field::Duration | Field::Estimate)) => {
                for it in &cell.times {
                    let place = self.place(it.slot);
                    match &it.value {
                        Time::Schedule(schedule) if unit.schedule.is_none() => {
                            unit.schedule = Some(Said { value: *schedule, place });
                        }
                        Time::Duration(duration) if unit.duration.is_none() => {
                            unit.duration = Some(Said { value: *duration, place });
                        }
                        _ => {}
                    }
                }
            }
            Some(Column::Field(Field::Status)) if unit.status.is_none() => {
                unit.status = cell.status.map(|value| Said { value, place });
            }
            Some(Column::Field(Field::Owner)) if filled => unit.owner = Some(said()),
            Some(Column::Field(Field::Goal)) if filled => unit.goal = Some(said()),
            Some(Column::Field(Field::Deliverable)) if filled => unit.deliverables.push(said()),
            Some(Column::Field(Field::Acceptance)) if filled => {
                unit.criteria.push(Criteria { place, count: 1, done: 0, boxes: 0 });
            }
            _ => {}
        }
    }

    /// A row about a unit that the document defines elsewhere.
    fn restate(&mut self, table: &Table, row: &Row, telling: usize) {
        let Some(cell) = row.cells.get(telling) else { return };
        let name = match (&cell.words.header, cell.numbers.first()) {
            (Some(header), _) if header.claim == Claim::Firm => header.label.value.name(),
            (_, Some(number)) if matches!(table.columns.get(telling), Some(Column::Units(_))) => number.name.clone(),
            _ => return,
        };
        if !self.survey.knows(&name) || cell.numbers.len() > 1 {
            return;
        }
        let mut schedule: Option<Said<Schedule>> = None;
        let (mut status, mut said) = (None, None);
        for (index, cell) in row.cells.iter().enumerate() {
            let column = table.columns.get(index).copied().unwrap_or(Column::Other);
            if matches!(column, Column::Time | Column::Field(Field::Duration | Field::Schedule)) && schedule.is_none() {
                schedule = cell.times.iter().find_map(|it| match &it.value {
                    Time::Schedule(value) => Some(Said { value: *value, place: self.place(it.slot) }),
                    Time::Duration(_) => None,
                });
            }
            if column == Column::Field(Field::Status) {
                let place = self.place(cell.words.text);
                status = cell.status.map(|value| Said { value, place });
                said = said.or(share(&cell.value, self.vocabulary).map(|it| Said { value: it.share, place }));
            }
            if column == Column::Field(Field::Acceptance)
                && !cell.words.empty
                && !self.vocabulary.is_none(&cell.value)
                && let Name::Label(..) | Name::Id(_) = &name
            {
                let place = self.place(cell.words.text);
                let criteria = Criteria { place, count: 1, done: 0, boxes: 0 };
                self.pending_criteria(&name, criteria);
            }
            if column == Column::Field(Field::Dependencies) && !cell.numbers.is_empty() {
                self.pending_dependency(&name, cell);
            }
        }
        let place = self.place(row.line);
        self.plan.restatements.push(Restatement {
            name,
            place,
            schedule,
            status,
            share: said,
            context: MentionIn::Table,
        });
    }

    fn row_names(&mut self, table: &Table, row: &Row, own: Option<usize>, unit: Option<UnitIndex>) {
        let kind = match unit.and_then(|at| self.plan.unit(at)) {
            Some(unit) => unit.label.kind,
            None => row_label(table, row, self.vocabulary).and_then(|it| it.kind),
        };
        for (index, cell) in row.cells.iter().enumerate() {
            let column = table.columns.get(index).copied().unwrap_or(Column::Other);
            let timed = matches!(column, Column::Time | Column::Field(Field::Duration | Field::Schedule));
            if own != Some(index) {
                if let Some(header) = &cell.words.header
                    && (!timed || header.label.value.kind.is_none_or(|it| it.time_unit().is_none()))
                {
                    self.mention_header(header, MentionIn::Table);
                }
                let header = cell.words.header.as_ref().map(|it| &it.label.value.text);
                for number in cell.numbers.iter().filter(|it| header != Some(&it.text) && it.form != NameForm::Title) {
                    self.mention(&self.of_kind(number, kind), MentionIn::Table);
                }
            }
            for name in &cell.words.names {
                let time = matches!(&name.name, Name::Label(kind, _) if kind.time_unit().is_some());
                let numbered = cell.numbers.iter().any(|it| it.text == name.text);
                let own_id = own == Some(index) && unit.is_none() && matches!(name.form, NameForm::Id(_));
                if !(numbered || own_id || timed && time) {
                    self.mention(name, MentionIn::Table);
                }
            }
            if let Some(unit) = unit
                && column == Column::Field(Field::Dependencies)
            {
                self.add_dependency(Owner::Unit(unit), None, cell.words.text, &cell.numbers);
            }
        }
    }

    /// A row that is a work item: a column of work, or an id and a status. Gives the column of its id.
    fn row_task(&mut self, table: &Table, row: &Row) -> Option<usize> {
        let column = |wanted: Column| table.columns.iter().position(|it| *it == wanted);
        let work = column(Column::Work);
        let status = column(Column::Field(Field::Status));
        let id_column = column(Column::Id);
        let is_id = |at: &usize| row.cells.get(*at).is_some_and(is_row_id);
        let own = id_column.filter(is_id).or_else(|| work.filter(is_id));
        let id = own.and_then(|it| row.cells.get(it));
        let unit = self.unit();
        if work.is_none() && (id.is_none() || status.is_none() && unit.is_none()) {
            return None;
        }
        if id.is_none() && unit.is_none() && status.is_none() {
            return None;
        }
        let line = self.place(row.line);
        let text = work
            .or(id_column.map(|it| it + 1))
            .and_then(|it| row.cells.get(it))
            .map_or(line, |it| self.place(it.words.text));
        let status_cell = status.and_then(|it| row.cells.get(it));
        let id = id.and_then(|cell| self.row_id(cell));
        let task = Task {
            id,
            place: line,
            text,
            form: TaskForm::Row,
            mark: status_cell.map(|it| self.place(it.words.text)),
            status: status_cell.and_then(|it| it.status).or_else(|| row.cells.iter().find_map(|it| it.status)),
            unit,
            parent: None,
            effort: row.cells.iter().find_map(|it| it.effort),
            owner: self.row_owner(table, row),
            depends: Vec::new(),
            criteria: Vec::new(),
            verifies: false,
            requirements: Vec::new(),
            parallel: false,
            optional: false,
        };
        let task = self.push_task(task);
        for (index, cell) in row.cells.iter().enumerate() {
            if table.columns.get(index) == Some(&Column::Field(Field::Dependencies)) {
                self.add_dependency(Owner::Task(task), None, cell.words.text, &cell.numbers);
            }
        }
        own
    }

    fn row_owner(&self, table: &Table, row: &Row) -> Option<Said<String>> {
        let column = table.columns.iter().position(|it| *it == Column::Field(Field::Owner))?;
        let cell = row.cells.get(column).filter(|it| !it.words.empty && !self.vocabulary.is_none(&it.value))?;
        Some(Said { value: cell.value.clone(), place: self.place(cell.words.text) })
    }

    fn row_id(&self, cell: &Cell) -> Option<Said<String>> {
        let header = cell.words.header.as_ref().filter(|it| it.label.value.kind.is_none());
        if let Some(header) = header {
            return Some(Said { value: header.label.value.text.clone(), place: self.place(header.label.slot) });
        }
        let first = cell.words.names.first()?;
        Some(Said { value: first.text.clone(), place: self.place(first.slot) })
    }
}

/// Whether a cell is, or begins with, the explicit id of a work item; running numbers are none.
fn is_row_id(cell: &Cell) -> bool {
    let priority = cell.value.len() == 2 && cell.value.starts_with('P');
    matches!(cell.id, Some(IdShape::Prefixed | IdShape::Short | IdShape::Dotted | IdShape::Paired | IdShape::Padded))
        && !priority
}
