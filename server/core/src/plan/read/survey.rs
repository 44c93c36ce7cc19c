//! Surveys the facts of a document: which of the places that could define a unit does define it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::notation::header::Claim;
use crate::notation::id::{IdShape, shape};
use crate::notation::label::{Label, Name, fold_id};
use crate::notation::vocabulary::{Field, Kind, Vocabulary};
use crate::plan::read::Fragment;
use crate::plan::read::facts::{Column, Fact, HeaderIn, Item, Line, NameForm, Table, Words};

/// How strongly a place defines a unit; the strongest place of a name defines it, the others mention it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// A heading whose label is set off.
    Heading,
    /// Front matter.
    Front,
    /// A line with a bold label.
    Bold,
    /// A plain line.
    Line,
    /// A list item.
    Item,
    /// A `<summary>`.
    Summary,
    /// A table row.
    Row,
    /// A heading whose title is not set off (`Iteration 2 plan`).
    Weak,
    /// A gantt section or task.
    Gantt,
}

/// Which names are defined, and by which rank.
#[derive(Debug, Default)]
pub struct Survey {
    best: HashMap<Name, Rank>,
    /// How many items and rows define the name at their rank.
    counts: HashMap<(Name, Rank), u32>,
    /// The ids that items begin with, folded.
    ids: HashSet<String>,
    /// Headings that are a number and words count as tasks of that number.
    pub numbered_tasks: bool,
}

impl Survey {
    /// Whether a place of this rank defines the unit that `label` names.
    pub fn defines(&self, label: &Label, rank: Rank) -> bool {
        let name = label.name();
        if self.best.get(&name) != Some(&rank) {
            return false;
        }
        let time = label.kind.is_some_and(|kind| kind.time_unit().is_some());
        let repeats = self.counts.get(&(name, rank)).copied().unwrap_or(0) > 1;
        // `Day 1-2` under every story names a different day each time: none defines it.
        !(time && repeats && matches!(rank, Rank::Item | Rank::Line | Rank::Row))
    }

    /// Whether the document defines any unit of this name.
    pub fn knows(&self, name: &Name) -> bool {
        self.best.contains_key(name)
    }

    /// Whether the document defines a unit of this name, or an item begins with it.
    pub fn bears(&self, name: &Name) -> bool {
        self.knows(name) || matches!(name, Name::Id(id) if self.ids.contains(id))
    }

    fn note(&mut self, label: &Label, rank: Rank) {
        let name = label.name();
        let best = self.best.entry(name.clone()).or_insert(rank);
        *best = (*best).min(rank);
        *self.counts.entry((name, rank)).or_insert(0) += 1;
    }
}

/// Looks through all facts.
pub fn survey(fragments: &[Arc<Fragment>], vocabulary: &Vocabulary) -> Survey {
    let mut survey = Survey::default();
    let mut numbered = Numbered::default();
    // The field whose section or list is open: what stands under `Dependencies` names units, and defines none.
    let (mut section, mut list) = (None, None);
    for fact in fragments.iter().flat_map(|it| &it.facts) {
        match fact {
            Fact::Heading(_, words) => {
                list = None;
                section = words.fields.first().filter(|_| heading_rank(words).is_none()).map(|it| it.field);
                if let Some((header, rank)) = words.header.as_ref().zip(heading_rank(words)) {
                    survey.note(&header.label.value, rank);
                    header.ids.iter().for_each(|it| survey.note(&it.value, rank));
                }
                numbered.heading(words);
            }
            Fact::Line(line) => {
                list = line.words.fields.iter().find(|it| it.value.value.is_empty()).map(|it| it.field);
                if let Some(rank) = line_rank(line) {
                    line.words.header.iter().for_each(|it| survey.note(&it.label.value, rank));
                }
                numbered.mentions(&line.words);
            }
            Fact::Item(item) => {
                survey.ids.extend(item.id.iter().map(|it| fold_id(&it.value)));
                if item_may_define(item) && !names_only(list.or(section)) {
                    item.words.header.iter().for_each(|it| survey.note(&it.label.value, Rank::Item));
                }
                numbered.mentions(&item.words);
            }
            Fact::Summary(words) => {
                let header = words.header.as_ref().filter(|it| it.claim == Claim::Firm && unit_label(&it.label.value));
                header.iter().for_each(|it| survey.note(&it.label.value, Rank::Summary));
            }
            Fact::Table(table) => {
                for label in table.rows.iter().filter_map(|row| row_label(table, row, vocabulary)) {
                    survey.note(&label, Rank::Row);
                }
            }
            Fact::FenceLine(line) if line.gantt => {
                let header =
                    line.words.header.as_ref().filter(|it| it.claim == Claim::Firm && it.label.value.kind.is_some());
                header.iter().for_each(|it| survey.note(&it.label.value, Rank::Gantt));
            }
            _ => {}
        }
    }
    survey.numbered_tasks = numbered.are_tasks();
    survey
}

/// Whether what stands under a field of this kind names units of elsewhere.
fn names_only(field: Option<Field>) -> bool {
    matches!(field, Some(Field::Dependencies | Field::Blocks | Field::Risk | Field::Parallel))
}

/// Whether a label may be a unit's: kind and number, or an id that is no mere priority.
fn unit_label(label: &Label) -> bool {
    match label.kind {
        Some(_) => true,
        None => match shape(&label.text) {
            // `ADR-006: …` numbers the document, and `MD001` a rule.
            Some(IdShape::Prefixed) => !names_a_document(&label.text),
            Some(IdShape::Version) => true,
            Some(IdShape::Short) => !label.text.starts_with('P') || label.text.len() > 2,
            _ => false,
        },
    }
}

/// `ADR-006`, `RFC-2119`: a document's or a standard's number, no work item's.
pub fn names_a_document(id: &str) -> bool {
    const SERIES: [&str; 14] =
        ["ADR", "RFC", "PEP", "CVE", "PRD", "ISO", "RULE", "UTF", "SHA", "HTTP", "GPT", "COVID", "ISBN", "AES"];
    id.split(['-', '\u{2010}', '\u{2011}']).next().is_some_and(|it| SERIES.contains(&it))
}

/// The rank of a heading that may define a unit.
pub fn heading_rank(words: &Words) -> Option<Rank> {
    let header = words.header.as_ref()?;
    if !unit_label(&header.label.value) && !priority_phase(header) {
        return None;
    }
    match header.claim {
        Claim::Firm => Some(Rank::Heading),
        Claim::Weak => Some(Rank::Weak),
        Claim::About => None,
    }
}

/// `P0: Foundation` is a phase, `P0 — Critical` a priority.
fn priority_phase(header: &HeaderIn) -> bool {
    const PRIORITY: [&str; 16] = [
        "critical",
        "high",
        "medium",
        "low",
        "must",
        "should",
        "could",
        "priority",
        "urgent",
        "blocker",
        "nice",
        "important",
        "optional",
        "hoch",
        "kritisch",
        "normal",
    ];
    let title = header.title.value.to_lowercase();
    let label = &header.label.value;
    label.kind.is_none()
        && shape(&label.text) == Some(IdShape::Short)
        && !title.split(|c: char| !c.is_alphanumeric()).any(|it| PRIORITY.contains(&it))
}

/// The rank of a paragraph's line that may define a unit.
pub fn line_rank(line: &Line) -> Option<Rank> {
    let header = line.words.header.as_ref()?;
    let field = line.words.fields.iter().any(|it| it.about.is_none() || it.field == Field::Acceptance);
    if header.claim != Claim::Firm || field || !unit_label(&header.label.value) || line.quoted {
        return None;
    }
    let kind = header.label.value.kind;
    if header.set_off {
        return Some(Rank::Bold);
    }
    let container = kind.is_some_and(|kind| carries_work(kind) || kind.time_unit().is_some());
    let timed = header.schedule.is_some() || header.duration.is_some();
    let titled = !header.title.value.is_empty() && header.title.value.chars().count() <= 90;
    let prose = header.title.value.ends_with(['.', '!', '?', ';']) || header.title.value.contains(". ");
    let stands_out = line.only || timed || line.first && line.opens;
    let own_time = kind.is_some_and(|kind| kind.time_unit().is_some());
    (container && (titled || timed && !own_time) && !prose && stands_out).then_some(Rank::Line)
}

/// Whether a list item may define a unit.
pub fn item_may_define(item: &Item) -> bool {
    let Some(header) = &item.words.header else { return false };
    let label = &header.label.value;
    if header.claim != Claim::Firm || item.words.fields.iter().any(|it| it.about.is_none()) || item.quoted {
        return false;
    }
    match label.kind {
        // A range of units is a row of a summary, not a unit.
        Some(kind) if kind.time_unit().is_none() && label.interval.is_some() => false,
        Some(Kind::STEP | Kind::TASK | Kind::SUBTASK | Kind::REQUIREMENT) => false,
        Some(kind) if kind.time_unit().is_some() => header.set_off || item.mark.is_some(),
        Some(_) => true,
        None => match shape(&label.text) {
            Some(IdShape::Version) => header.set_off,
            Some(IdShape::Short) => label.text.starts_with('M') && label.text.len() <= 3,
            _ => false,
        },
    }
}

/// The label of the unit that a table row may define.
pub fn row_label(table: &Table, row: &crate::plan::read::facts::Row, _vocabulary: &Vocabulary) -> Option<Label> {
    let at = first_telling(table, row);
    let cell = row.cells.get(at)?;
    if let Some(Column::Units(kind)) = table.columns.get(at)
        && let [number] = cell.numbers.as_slice()
    {
        let Name::Label(_, number) = &number.name else { return None };
        let named = kind_text(*kind, _vocabulary);
        return Some(Label {
            kind: Some(*kind),
            number: number.clone(),
            interval: None,
            text: format!("{named} {}", number.0),
        });
    }
    let header = cell.words.header.as_ref().filter(|it| it.claim == Claim::Firm)?;
    let label = &header.label.value;
    let ok = match label.kind {
        Some(Kind::STEP | Kind::TASK | Kind::SUBTASK | Kind::REQUIREMENT | Kind::STORY) => false,
        Some(kind) => kind.time_unit().is_some() || label.interval.is_none(),
        None => shape(&label.text) == Some(IdShape::Short) && label.text.starts_with('M') && label.text.len() <= 3,
    };
    ok.then(|| label.clone())
}

/// The column that says what a row is about: the first, or the second where the first only counts.
pub fn first_telling(table: &Table, row: &crate::plan::read::facts::Row) -> usize {
    let counts = table.columns.first() == Some(&Column::Id)
        && row.cells.first().is_some_and(|it| it.words.header.is_none() && it.id.is_none());
    usize::from(counts)
}

/// A kind's name with a capital.
pub fn kind_text(kind: Kind, vocabulary: &Vocabulary) -> String {
    let name = vocabulary.kind_name(kind);
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// Kinds whose units hold the work of a plan, and are due acceptance criteria.
pub fn carries_work(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::SPRINT
            | Kind::PHASE
            | Kind::MILESTONE
            | Kind::ITERATION
            | Kind::WAVE
            | Kind::EPIC
            | Kind::STAGE
            | Kind::CYCLE
            | Kind::STORY
            | Kind::TASK_GROUP
            | Kind::WORK_PACKAGE
            | Kind::RELEASE
    )
}

/// Tells whether headings such as `### 3. Title` are work items: where the text speaks of `Task 3`, and no heading says so.
#[derive(Default)]
struct Numbered {
    headings: u32,
    padded: u32,
    under_tasks: bool,
    named: u32,
    tasks_defined: bool,
}

impl Numbered {
    fn heading(&mut self, words: &Words) {
        if words.fields.iter().any(|it| it.field == Field::Tasks) {
            self.under_tasks = true;
        }
        if let Some(header) = &words.header {
            self.tasks_defined |= header.label.value.kind == Some(Kind::TASK);
        }
        if let Some(number) = leading_number(&words.said).filter(|_| words.header.is_none()) {
            self.headings += 1;
            self.padded += u32::from(number.len() == 3);
        }
    }

    fn mentions(&mut self, words: &Words) {
        let task = |it: &&crate::plan::read::facts::NameIn| matches!(it.name, Name::Label(Kind::TASK, _));
        self.named += words.names.iter().filter(task).count() as u32;
        let numbers = |it: &&crate::plan::read::facts::FieldIn| {
            it.field == Field::Dependencies && it.names.iter().any(|it| it.form == NameForm::Number)
        };
        self.named += words.fields.iter().filter(numbers).count() as u32;
    }

    fn are_tasks(&self) -> bool {
        self.padded >= 2 || self.headings >= 2 && self.named >= 1 && self.under_tasks && !self.tasks_defined
    }
}

/// `3. Title` → 3, `003 Title` → 003. Only whole numbers.
pub fn leading_number(said: &str) -> Option<&str> {
    let digits = said.len() - said.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = said.split_at_checked(digits)?;
    let closed = (1..=3).contains(&digits) && rest.starts_with(['.', ')', ':']) && rest.get(1..)?.starts_with(' ');
    // `001 Title`: three digits and a leading zero need no mark.
    let padded = digits == 3 && number.starts_with('0') && rest.starts_with(' ');
    (closed || padded).then_some(number)
}
