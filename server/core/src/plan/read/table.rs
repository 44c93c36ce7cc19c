//! Reads a table: what its columns hold, and what each row says.

use crate::notation::effort::{Effort, effort_value};
use crate::notation::id::{id_at, shape};
use crate::notation::label::label_at;
use crate::notation::share::is_count;
use crate::notation::status::{status_value, task_box};
use crate::notation::vocabulary::{Field, Kind, Vocabulary};
use crate::plan::read::facts::{Cell, Column, In, NameIn, Row, Table};
use crate::plan::read::names::{column_numbers, predecessors};
use crate::plan::read::noter::Noter;
use crate::plan::read::plain::Plain;
use crate::plan::read::words::{Place, bare_time, times_of, words};
use crate::syntax::{Block, BlockKind, Segment};

/// The longest cell text that is kept, in characters.
const LONGEST: usize = 120;

/// Reads the blocks of a table, the table itself first.
pub fn read_table(segment: &Segment, blocks: &[Block], vocabulary: &Vocabulary, noter: &mut Noter) -> Option<Table> {
    let whole = noter.note(blocks.first()?.range);
    let above = segment.table_head().filter(|_| blocks.first() == segment.blocks().first());
    let heads = match &above {
        Some(head) => heads(head, head.blocks()),
        None => heads(segment, blocks),
    };
    let columns: Vec<Column> = heads.iter().map(|head| column(head, vocabulary)).collect();
    let mut slots = Vec::new();
    let mut rows = Vec::new();
    let mut at = 1;
    while let Some(block) = blocks.get(at) {
        at += 1;
        let BlockKind::Row { header } = block.kind else { continue };
        let mut cells = Vec::new();
        while let Some(cell) = blocks.get(at).filter(|it| it.kind == BlockKind::Cell) {
            cells.push(*cell);
            at += 1;
        }
        if header {
            slots = cells.iter().map(|cell| noter.note(cell.content)).collect();
            continue;
        }
        let line = noter.note(block.range);
        let read = |(index, cell): (usize, &Block)| {
            let plain = Plain::of(segment, cell.content);
            let role = columns.get(index).copied().unwrap_or(Column::Other);
            read_cell(&plain, role, heads.get(index).map_or("", String::as_str), vocabulary, noter)
        };
        let cells = mended(segment, &cells, heads.len()).unwrap_or(cells).iter().enumerate().map(read).collect();
        rows.push(Row { line, cells });
    }
    Some(Table { whole, columns, heads: slots, rows })
}

/// The cells of a row as its author meant them, where it has more than there are columns because of bars inside code
/// (`` `string | null` ``), which part cells. None where that does not explain it.
fn mended(segment: &Segment, cells: &[Block], columns: usize) -> Option<Vec<Block>> {
    if cells.len() <= columns {
        return None;
    }
    let mut found: Vec<Block> = Vec::new();
    for cell in cells {
        match found.last_mut().filter(|it| !it.content.of(segment.text()).matches('`').count().is_multiple_of(2)) {
            Some(open) => {
                open.range.end = cell.range.end;
                open.content.end = cell.content.end;
            }
            None => found.push(*cell),
        }
    }
    (found.len() == columns).then_some(found)
}

/// The words of the header row, which comes first among `blocks`, cell by cell.
fn heads(segment: &Segment, blocks: &[Block]) -> Vec<String> {
    let header = blocks.iter().skip_while(|it| it.kind != BlockKind::Row { header: true }).skip(1);
    let cells = header.take_while(|it| it.kind == BlockKind::Cell);
    cells.map(|cell| Plain::of(segment, cell.content).text.trim().to_owned()).collect()
}

/// What a column holds, by its header.
fn column(header: &str, vocabulary: &Vocabulary) -> Column {
    let words = header.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '#' | '№' | ')' | '('));
    let lower = words.to_lowercase();
    if words.is_empty() {
        return Column::Other;
    }
    if matches!(
        lower.as_str(),
        "#" | "id"
            | "no"
            | "no."
            | "nr"
            | "nr."
            | "№"
            | "key"
            | "ref"
            | "编号"
            | "序号"
            | "番号"
            | "번호"
            | "task id"
            | "story id"
            | "ticket"
            | "n°"
            | "nº"
    ) {
        return Column::Id;
    }
    let said = |kind: &Kind| {
        matches!(*kind, Kind::GOAL | Kind::OBJECTIVE | Kind::DELIVERABLE) && vocabulary.field(words).is_some()
    };
    if let Some(kind) = vocabulary.kind(words).filter(|kind| !said(kind)) {
        return match kind {
            Kind::TASK | Kind::SUBTASK | Kind::STORY | Kind::FEATURE | Kind::TICKET | Kind::ISSUE => Column::Work,
            kind if kind.time_unit().is_some() => Column::Time,
            kind => Column::Units(kind),
        };
    }
    if let Some(field) = vocabulary.field(words) {
        return match field {
            Field::Schedule => Column::Time,
            Field::Tasks => Column::Work,
            Field::Id => Column::Id,
            Field::Title => Column::Title,
            field => Column::Field(field),
        };
    }
    let first = lower.split([' ', '/', '(']).next().unwrap_or("");
    const WORK: [&str; 24] = [
        "task",
        "tasks",
        "story",
        "item",
        "work",
        "activity",
        "feature",
        "todo",
        "action",
        "aufgabe",
        "aufgaben",
        "tarefa",
        "tarefas",
        "tarea",
        "tareas",
        "tâche",
        "tâches",
        "attività",
        "taak",
        "zadanie",
        "задача",
        "任务",
        "タスク",
        "작업",
    ];
    const TITLE: [&str; 16] = [
        "title",
        "name",
        "description",
        "scope",
        "focus",
        "theme",
        "titel",
        "nom",
        "nombre",
        "nome",
        "beschreibung",
        "descrição",
        "название",
        "名称",
        "内容",
        "目標",
    ];
    const TIME: [&str; 14] = [
        "week",
        "weeks",
        "dates",
        "date",
        "period",
        "when",
        "timeframe",
        "zeitraum",
        "woche",
        "semana",
        "semaine",
        "неделя",
        "周",
        "時期",
    ];
    if WORK.contains(&first) {
        Column::Work
    } else if TITLE.contains(&first) {
        Column::Title
    } else if TIME.contains(&first) {
        Column::Time
    } else {
        let kind = vocabulary.kind(first).filter(|kind| kind.time_unit().is_none() && first.chars().count() > 2);
        kind.filter(|_| lower.split(' ').count() <= 2 && !lower.contains("goal")).map_or(Column::Other, Column::Units)
    }
}

fn read_cell(plain: &Plain, role: Column, head: &str, vocabulary: &Vocabulary, noter: &mut Noter) -> Cell {
    let from = task_box(&plain.text).map_or(0, |it| it.rest);
    let said = words(plain, Place::Cell, from, vocabulary, noter);
    let text = plain.text.trim();
    let labelled = label_at(text, 0, vocabulary).is_some();
    let numbers: Vec<NameIn> = match role {
        Column::Units(kind) if !labelled => note(column_numbers(plain, kind, vocabulary), plain, noter),
        Column::Field(Field::Dependencies) => note(predecessors(plain, 0..plain.text.len(), vocabulary), plain, noter),
        _ => Vec::new(),
    };
    let mut times = times_of(plain, vocabulary, noter);
    if times.is_empty() {
        let time = counted_in(role, head).and_then(|unit| bare_time(unit, text, vocabulary));
        times.extend(time.map(|value| In { value, slot: said.text }));
    }
    let id = id_at(text, 0).filter(|hit| hit.range.end == text.len() || role == Column::Id || role == Column::Work);
    Cell {
        value: text.chars().take(LONGEST).collect(),
        numbers,
        times,
        status: cell_status(plain, role, vocabulary),
        effort: cell_effort(role, head, text),
        counts: role == Column::Work && counts_work(head, text, vocabulary),
        id: id.and_then(|hit| text.get(hit.range)).and_then(shape),
        words: said,
    }
}

/// Whether a cell says only how much work there is. A bare number below `Task` is that of the task.
fn counts_work(head: &str, text: &str, vocabulary: &Vocabulary) -> bool {
    let words = head.trim_matches(|c: char| !c.is_alphanumeric());
    let one = vocabulary.kind_at(words, 0).is_some_and(|it| it.len == words.len() && !it.plural);
    let is_bare = text.bytes().all(|it| it.is_ascii_digit());
    is_count(text, vocabulary) && !(one && is_bare)
}

/// The part of a column's header that may say what bare numbers below it count: `Week`, `Start week`.
fn counted_in(role: Column, head: &str) -> Option<&str> {
    match role {
        Column::Time => Some(head),
        Column::Field(Field::Start | Field::End) => head.rsplit(' ').next(),
        _ => None,
    }
}

/// The estimate in a column of estimates, whose header may say what they are counted in (`Hours`).
fn cell_effort(role: Column, head: &str, text: &str) -> Option<Effort> {
    let said = effort_value(text).filter(|_| role == Column::Field(Field::Estimate))?;
    let measured = |word: &str| effort_value(&format!("1 {word}")).and_then(|it| it.measure);
    let words = head.split(|c: char| !c.is_alphanumeric()).filter(|it| it.chars().count() > 1);
    Some(Effort { measure: said.measure.or_else(|| words.filter_map(measured).next()), ..said })
}

fn cell_status(plain: &Plain, role: Column, vocabulary: &Vocabulary) -> Option<crate::notation::status::Status> {
    if let Some(found) = task_box(&plain.text).filter(|it| it.range.start == 0) {
        return found.mark.status();
    }
    if role == Column::Field(Field::Status) { status_value(&plain.text, vocabulary) } else { None }
}

fn note(found: Vec<crate::plan::read::names::Found>, plain: &Plain, noter: &mut Noter) -> Vec<NameIn> {
    found.into_iter().map(|it| it.note(plain, noter)).collect()
}
