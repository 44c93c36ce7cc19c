//! The facts of one segment: what its headings, lines, items, tables and fences say, free of positions.

use crate::notation::effort::Effort;
use crate::notation::header::Claim;
use crate::notation::id::IdShape;
use crate::notation::label::{Label, Name};
use crate::notation::status::Status;
use crate::notation::time::{DateOrder, Duration, Schedule, Time};
use crate::notation::vocabulary::{Field, Kind};
use crate::plan::ProblemKind;
use crate::plan::gantt::GanttWrong;
use crate::plan::generated::Marker;
use crate::plan::suppression::Scope;

/// An index among the fragment's ranges.
pub type Slot = u32;

/// A value with the slot that says it.
#[derive(Clone, Debug, PartialEq)]
pub struct In<T> {
    /// The value.
    pub value: T,
    /// Its slot.
    pub slot: Slot,
}

/// One thing that a segment says, in document order.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A heading of this level.
    Heading(u8, Words),
    /// A line of a paragraph that stands in no list item.
    Line(Line),
    /// The first line of a list item.
    Item(Item),
    /// A further line inside the item before it.
    ItemLine(Words),
    /// A table.
    Table(Table),
    /// A line of a fence that lays out a schedule.
    FenceLine(FenceLine),
    /// An arrow of a graph: the first comes before the second.
    Arrow(NameIn, NameIn),
    /// Tasks that one after another must be done in waves (`{"waves": [["1"], ["2"]]}`).
    Waves(Vec<Vec<NameIn>>),
    /// The length of the whole plan; and whether a label says so, or a sentence.
    Total(In<Duration>, bool),
    /// The length of each unit of a kind.
    Cadence(Kind, In<Duration>),
    /// The tasks of a Mermaid gantt.
    Gantt(Vec<GanttTaskIn>),
    /// A link to a heading or a file.
    Link(In<String>),
    /// The path of a file in a code span.
    CodePath(In<String>),
    /// An anchor that a heading or tag sets.
    Anchor(String),
    /// A link by reference, with its label.
    LinkReference(In<String>),
    /// A label that is defined, folded.
    LinkDefinition(String),
    /// A comment that tells Milepost to be silent.
    Suppression(SuppressionIn),
    /// `<summary>…</summary>`
    Summary(Words),
    /// `</details>`
    DetailsEnd(Slot),
    /// Front matter, key by key.
    Front(Vec<FrontEntry>),
    /// A thematic break.
    Break,
    /// A fence whose end is in doubt, or that shows Markdown with fences in it.
    Fence(FenceIn),
    /// Something wrong in the text.
    Problem(ProblemKind, Slot),
    /// How its dates write day and month.
    Dates(DateOrder),
    /// A comment that begins or ends a generated part; its line.
    Marker(Marker, Slot),
    /// A table of a generated part, which only names what it is about.
    Named(Table),
    /// Something in a generated part that says nothing.
    Silent,
    /// Words of a code block or the like that tell what the document is; no place.
    Seen(Seen),
}

/// Things counted to tell a plan from other documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A fenced block of program code or commands.
    Code,
    /// An item with the signs of Obsidian Tasks.
    Sign,
}

/// What a line of text says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// The line.
    pub line: Slot,
    /// Its words, without marks.
    pub text: Slot,
    /// The unit that it begins with.
    pub header: Option<HeaderIn>,
    /// The fields that it opens.
    pub fields: Vec<FieldIn>,
    /// The labels and ids that it names, the header's own label left out.
    pub names: Vec<NameIn>,
    /// `(depends on T012, T013)`, `_Depends: 1.2_` inside running text.
    pub depends: Vec<DependsIn>,
    /// Words of parallelism.
    pub parallel: Option<In<Vec<Label>>>,
    /// It is bold as a whole.
    pub all_bold: bool,
    /// It begins with bold words.
    pub bold: bool,
    /// Its words, of headings, bold lines and lines that end with a colon only.
    pub said: String,
    /// Schedules and lengths, where the line says nothing else.
    pub times: Vec<In<Time>>,
    /// No words at all.
    pub empty: bool,
    /// What stands in the place of words that nobody has written yet.
    pub filler: Option<In<String>>,
    /// A phrase that, in a criterion, names nothing that one could observe.
    pub vague: Option<In<String>>,
}

/// A line of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it says.
    pub words: Words,
    /// It is the first line of its paragraph.
    pub first: bool,
    /// It is the only line.
    pub only: bool,
    /// A field or a bullet follows it at once.
    pub opens: bool,
    /// It stands in a quote.
    pub quoted: bool,
}

/// A header with slots.
#[derive(Clone, Debug, PartialEq)]
pub struct HeaderIn {
    /// The unit's label.
    pub label: In<Label>,
    /// Whether it defines the unit.
    pub claim: Claim,
    /// Only the label, or the label and its title, are bold, or a separator sets the title off.
    pub set_off: bool,
    /// Further identifiers.
    pub ids: Vec<In<Label>>,
    /// The rest.
    pub title: In<String>,
    /// When it runs.
    pub schedule: Option<In<Schedule>>,
    /// How long it takes.
    pub duration: Option<In<Duration>>,
    /// Its status.
    pub status: Option<In<Status>>,
    /// Declared parallelism.
    pub parallel: Option<In<Vec<Label>>>,
}

/// A field with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldIn {
    /// What it announces.
    pub field: Field,
    /// The label as written.
    pub label: In<String>,
    /// Label and value.
    pub whole: Slot,
    /// The unit that it names.
    pub about: Option<Label>,
    /// The value, shortened; empty where the value stands below.
    pub value: In<String>,
    /// Schedules and durations in the value.
    pub times: Vec<In<Time>>,
    /// The labels, ids and numbers that the value names.
    pub names: Vec<NameIn>,
    /// The requirements that the value names.
    pub requirements: Vec<In<String>>,
    /// The value says that there is none.
    pub none: bool,
    /// The value as a status.
    pub status: Option<Status>,
    /// The value's words of parallelism.
    pub parallel: Option<In<Vec<Label>>>,
}

/// A name in text.
#[derive(Clone, Debug, PartialEq)]
pub struct NameIn {
    /// What it names.
    pub name: Name,
    /// As written.
    pub text: String,
    /// Where.
    pub slot: Slot,
    /// The list or range that it is part of.
    pub whole: Slot,
    /// Whether the slot holds exactly the text.
    pub exact: bool,
    /// The members it stands for, if no unit bears the hyphenated number.
    pub members: Option<(u32, u32)>,
    /// How it is written.
    pub form: NameForm,
}

/// How a name is written, which tells how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameForm {
    /// Kind and number.
    Label,
    /// An id of this shape.
    Id(IdShape),
    /// Ids from one to another (`T1.1-T1.3`), if there are such.
    IdRange,
    /// A bare number in a place that calls for one.
    Number,
    /// A kind word that is not in the vocabulary, but nearly (`Phse 6`).
    Misspelt,
    /// Words that may be a title.
    Title,
}

/// An inline dependency.
#[derive(Clone, Debug, PartialEq)]
pub struct DependsIn {
    /// All of it.
    pub whole: Slot,
    /// The unit that the sentence is about, where it names one before.
    pub subject: Option<Label>,
    /// It stands in brackets or is all that the line says, so that it speaks of what holds the line.
    pub bare: bool,
    /// It is said by a word that may only tell when something is done, outside of brackets: the colon behind the name and
    /// what follows it (`After Sprint 1: …`), which then must be its title; empty where no colon stands there.
    pub after: Option<String>,
    /// What it names.
    pub names: Vec<NameIn>,
}

/// The first line of a list item.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// How many items enclose it.
    pub depth: u8,
    /// Its number in an ordered list.
    pub number: Option<u32>,
    /// Its box.
    pub mark: Option<ItemMark>,
    /// Its explicit id.
    pub id: Option<In<String>>,
    /// The shape of the id.
    pub shape: Option<IdShape>,
    /// How much work it says to be.
    pub effort: Option<Effort>,
    /// It is work that checks other work.
    pub verifies: bool,
    /// What it says.
    pub words: Words,
    /// It stands in a quote.
    pub quoted: bool,
}

/// A task box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ItemMark {
    /// Its character.
    pub mark: crate::notation::status::Box,
    /// The whole box.
    pub slot: Slot,
    /// `[ ]*`
    pub optional: bool,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// All of it.
    pub whole: Slot,
    /// The columns' roles.
    pub columns: Vec<Column>,
    /// The cells that head them.
    pub heads: Vec<Slot>,
    /// The rows, header left out.
    pub rows: Vec<Row>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Units of this kind: `Sprint`, `Phases`.
    Units(Kind),
    /// Ids, or running numbers.
    Id,
    /// Work: `Task`, `Story`, `Aufgabe`.
    Work,
    /// What a field announces.
    Field(Field),
    /// A title or description.
    Title,
    /// Weeks, months, dates: `Week`, `Zeitraum`. The first or last day alone is a field.
    Time,
    /// Anything else.
    Other,
}

impl Column {
    /// Whether it says when something runs.
    pub fn says_when(self) -> bool {
        matches!(self, Column::Time | Column::Field(Field::Schedule | Field::Duration | Field::Start | Field::End))
    }
}

/// A table row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// All of it.
    pub line: Slot,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A table cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What it says.
    pub words: Words,
    /// Its text, shortened.
    pub value: String,
    /// Names by bare number in a column of units or dependencies.
    pub numbers: Vec<NameIn>,
    /// Schedules and durations.
    pub times: Vec<In<Time>>,
    /// As a status.
    pub status: Option<Status>,
    /// As an estimate.
    pub effort: Option<Effort>,
    /// It says only how much work there is: `3/8`, `5` in a column `Tasks`.
    pub counts: bool,
    /// As an id.
    pub id: Option<IdShape>,
}

/// A line of a plain-text or Mermaid fence.
#[derive(Clone, Debug, PartialEq)]
pub struct FenceLine {
    /// What it says.
    pub words: Words,
    /// Its schedules.
    pub times: Vec<FenceTimeIn>,
    /// A gantt section or task: it may define the unit that it begins with.
    pub gantt: bool,
}

/// A schedule of a fence's line.
#[derive(Clone, Debug, PartialEq)]
pub struct FenceTimeIn {
    /// The schedule.
    pub time: In<Time>,
    /// The ids that stand in it: `W1-2` is weeks, unless something is called so.
    pub ids: Vec<Name>,
}

/// A fence that another one may be mistaken for the end of.
#[derive(Clone, Debug, PartialEq)]
pub struct FenceIn {
    /// Its opening line.
    pub open: Slot,
    /// Its marks, without the info string.
    pub marks: String,
    /// Whether marks are all that its opening line holds.
    pub bare: bool,
    /// Whether it has a closing line.
    pub closed: bool,
    /// It stands in a list item or a quote.
    pub nested: bool,
    /// It shows Markdown, with fences in it.
    pub shows_fences: bool,
    /// A fence line in it that opens what nothing in it closes.
    pub inner: Option<Slot>,
    /// The labels of headings in it that would define units.
    pub headings: Vec<In<String>>,
}

/// A task of a Mermaid gantt.
#[derive(Clone, Debug, PartialEq)]
pub struct GanttTaskIn {
    /// Its title.
    pub title: In<String>,
    /// Its id, or the one that Mermaid makes up.
    pub id: String,
    /// Where the id is written.
    pub id_slot: Option<Slot>,
    /// The tasks that it names.
    pub waits: Vec<GanttWaitIn>,
    /// What Mermaid cannot read in it.
    pub wrong: Vec<In<GanttWrong>>,
}

/// A task that a gantt's task names.
#[derive(Clone, Debug, PartialEq)]
pub struct GanttWaitIn {
    /// Its id.
    pub id: In<String>,
    /// After `until`.
    pub until: bool,
}

/// A comment that tells Milepost to be silent.
#[derive(Clone, Debug, PartialEq)]
pub struct SuppressionIn {
    /// What it is about.
    pub scope: Scope,
    /// The rules that it names.
    pub rules: Vec<In<String>>,
    /// The whole comment.
    pub slot: Slot,
}

/// A key of the front matter.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontEntry {
    /// The key, in lower case.
    pub key: String,
    /// Its values: one, or those of a list.
    pub values: Vec<In<String>>,
    /// The key's line.
    pub line: Slot,
}
