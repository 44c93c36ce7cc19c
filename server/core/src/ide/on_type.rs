//! Formatting while typing: behind a task with an id, Enter begins the next one; behind an empty one, it ends the list.

use crate::document::Document;
use crate::ide::FilePosition;
use crate::ide::new_unit::line::item;
use crate::notation::label::fold_id;
use crate::notation::table::cells;
use crate::plan::Verdict;
use crate::plan::task::{Task, TaskForm, TaskIndex};
use crate::text::{Edit, TextRange};
use crate::workspace::Snapshot;

/// Ids with more digits count nothing.
const MOST_DIGITS: usize = 6;

/// The task above the line that Enter began.
struct Above<'a> {
    document: &'a Document,
    task: &'a Task,
    /// Its whole line.
    line: TextRange,
    /// Its id, in its line.
    id: TextRange,
}

/// What becomes of the line at `at`, which a line break just began. Nothing where the ids above it do not count up, or
/// where the next one is taken.
pub fn on_enter(snapshot: &Snapshot, at: FilePosition) -> Option<Edit> {
    let document = snapshot.document(at.file).filter(|it| it.plan().verdict == Verdict::Plan)?;
    let text = document.text();
    let line = text.line_of(at.offset);
    let own = text.line_range(line);
    let before = text.line_range(line.checked_sub(1)?);
    // In the middle of an item, Enter breaks its words.
    if !text.slice(TextRange::new(at.offset.max(own.start), own.end)).trim().is_empty() {
        return None;
    }
    let (index, task) = document.plan().each_task().find(|(_, task)| {
        let start = document.range(task.place).start;
        before.start <= start && start <= before.end
    })?;
    let id = document.range(task.id.as_ref()?.place);
    if !before.contains(id) || document.is_verbatim(id.start) {
        return None;
    }
    let above = Above { document, task, line: before, id };
    let below = text.line_range(line + 1);
    if line + 1 < text.line_count() && above.goes_on(&text.slice(below)) {
        return None;
    }
    let next = above.next_id(index)?;
    let new = match task.form {
        TaskForm::Item => above.next_item(index, &next)?,
        TaskForm::Row => above.next_row(&next)?,
    };
    // An editor may have begun the item itself, as far as it can.
    let typed = text.slice(own);
    if !new.trim_start().starts_with(typed.trim()) || task.form == TaskForm::Row && !typed.trim().is_empty() {
        return None;
    }
    if above.is_empty() {
        return Some(Edit { range: TextRange::new(before.start, own.end), insert: String::new() });
    }
    (!above.is_taken(&next)).then_some(Edit { range: own, insert: new })
}

impl Above<'_> {
    /// The id behind this one, where the task before it in the same list bears the one before.
    fn next_id(&self, index: TaskIndex) -> Option<String> {
        let id = self.slice(self.id);
        let (stem, number) = split(&id)?;
        let (_, last) = self.before(index)?;
        let last = self.slice(self.document.range(last.id.as_ref()?.place));
        let (other, before) = split(&last)?;
        if stem != other || parse(before)?.checked_add(1)? != parse(number)? {
            return None;
        }
        let next = parse(number)? + 1;
        let width = if number.starts_with('0') { number.len() } else { 0 };
        Some(format!("{stem}{next:0width$}"))
    }

    /// The task before it in the same list or table.
    fn before(&self, index: TaskIndex) -> Option<(TaskIndex, &Task)> {
        let tasks = self.document.plan().each_task().filter(|(at, _)| *at < index);
        let is_sibling =
            |it: &Task| it.unit == self.task.unit && it.parent == self.task.parent && it.form == self.task.form;
        tasks.filter(|(_, it)| is_sibling(it) && it.id.is_some()).last()
    }

    /// Whether the line below the new one still belongs to the task, or to its table: Enter parts the two.
    fn goes_on(&self, below: &str) -> bool {
        let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let is_deeper = indent(below) > indent(&self.slice(self.line));
        !below.trim().is_empty() && (is_deeper || self.task.form == TaskForm::Row || !begins_anew(below))
    }

    /// Whether something in the document bears the id already.
    fn is_taken(&self, id: &str) -> bool {
        let (id, plan) = (fold_id(id), self.document.plan());
        let tasks = plan.tasks.iter().filter_map(|it| it.id.as_ref()).map(|it| it.value.as_str());
        let units =
            plan.units.iter().flat_map(|it| it.ids.iter().map(|id| id.value.as_str()).chain([it.label.text.as_str()]));
        tasks.chain(units).any(|it| fold_id(it) == id)
    }

    /// Whether it says nothing but its id.
    fn is_empty(&self) -> bool {
        let behind = self.slice(TextRange::new(self.id.end, self.line.end));
        !behind.chars().any(char::is_alphanumeric)
    }

    /// An item with this id: indentation, marker, an empty box, and what stands around the id.
    fn next_item(&self, index: TaskIndex, id: &str) -> Option<String> {
        let mut lead = self.slice(TextRange::new(self.line.start, self.id.start));
        if let Some(mark) = self.task.mark {
            let own = self.document.range(mark);
            let (from, to) =
                (own.start.checked_sub(self.line.start)? as usize, own.end.checked_sub(self.line.start)? as usize);
            let inside = lead.get(from..to)?.strip_prefix('[')?.strip_suffix(']')?;
            if inside.chars().count() > 1 {
                return None;
            }
            lead.replace_range(from..to, "[ ]");
        }
        let behind = self.slice(TextRange::new(self.id.end, self.line.end));
        let mut behind = behind.as_str();
        // A link leads to what this task is about.
        if lead.ends_with('[') {
            let (inside, address) = behind.split_once(']')?;
            let close = [('(', ')'), ('[', ']')].into_iter().find(|it| address.starts_with(it.0));
            if let Some((_, close)) = close {
                lead.pop();
                behind = if inside.is_empty() { address.split_once(close)?.1 } else { inside };
            }
        }
        let words =
            behind.trim_start_matches(['*', '_', '~', ':', '.', ')', ']', ' ', '\t', '-', '–', '—', '：', '、']);
        let mut around = behind.get(..behind.len() - words.len())?.to_owned();
        // Emphasis that goes on into the words is not begun, and nothing new is struck out.
        for mark in ["**", "__", "~~"] {
            if mark == "~~" || (lead.matches(mark).count() + around.matches(mark).count()) % 2 == 1 {
                lead = lead.replace(mark, "");
                around = around.replace(mark, "");
            }
        }
        if around.is_empty() {
            around.push(' ');
        }
        Some(format!("{}{id}{around}", self.counted(index, &lead)?))
    }

    /// The lead of the next item: in an ordered list, with the next number.
    fn counted(&self, index: TaskIndex, lead: &str) -> Option<String> {
        let digits = |text: &str| {
            let marker = text.trim_start();
            let count = marker.len() - marker.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let is_marker = marker.get(count..).is_some_and(|it| it.starts_with(['.', ')']));
            let from = text.len() - marker.len();
            (count > 0 && is_marker).then_some(from..from + count)
        };
        let Some(own) = digits(lead) else { return Some(lead.to_owned()) };
        let number = parse(lead.get(own.clone())?)?;
        let (_, last) = self.before(index)?;
        let text = self.document.text();
        let last = text.slice(text.line_range(text.line_of(self.document.range(last.place).start)));
        let step = u32::from(parse(last.get(digits(&last)?)?)? != number);
        let mut lead = lead.to_owned();
        lead.replace_range(own, &(number + step).to_string());
        Some(lead)
    }

    /// A row with this id, and blanks in the place of all else.
    fn next_row(&self, id: &str) -> Option<String> {
        let line = self.slice(self.line);
        let row = line.trim_start_matches([' ', '\t', '>']);
        let lead = line.get(..line.len() - row.len())?;
        let own = self.slice(self.id);
        let cells = cells(row);
        if !row.starts_with('|') || cells.iter().filter(|cell| **cell == own).count() != 1 {
            return None;
        }
        let cell = |it: &&str| if *it == own { format!(" {id} |") } else { " |".to_owned() };
        Some(format!("{lead}|{}", cells.iter().map(cell).collect::<String>()))
    }

    fn slice(&self, range: TextRange) -> String {
        self.document.text().slice(range)
    }
}

/// Whether a line is no part of a paragraph above it.
fn begins_anew(line: &str) -> bool {
    let words = line.trim();
    let heading = words.trim_start_matches('#');
    let is_rule = words.len() > 2 && words.chars().all(|it| matches!(it, '-' | '*' | '_' | '=' | ' '));
    item(line).is_some()
        || is_rule
        || heading.len() < words.len() && (heading.is_empty() || heading.starts_with(' '))
        || words.starts_with(['>', '|', '<'])
        || words.starts_with("```")
        || words.starts_with("~~~")
}

/// An id without its last number, and that.
fn split(id: &str) -> Option<(&str, &str)> {
    let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = id.get(stem.len()..)?;
    (1..=MOST_DIGITS).contains(&number.len()).then_some((stem, number))
}

fn parse(number: &str) -> Option<u32> {
    number.parse().ok()
}
