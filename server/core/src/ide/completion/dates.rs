//! Dates behind a start, an end or a due label: the next that are free after the unit before, as the document writes dates.

use jiff::civil::{Date, Weekday};

use crate::document::Document;
use crate::ide::completion::fields::labels;
use crate::ide::completion::value::Typed;
use crate::ide::completion::{Completion, CompletionKind};
use crate::ide::new_unit::line::labelled;
use crate::lint::outline::sort;
use crate::lint::span::{MONTHS, Scale, calendar_day, day_of_number, last_day, number_of_day, span_of};
use crate::notation::time::{DateOrder, Point, Schedule, Time, date_order, times};
use crate::notation::vocabulary::{Field, Vocabulary};
use crate::plan::unit::{Unit, UnitIndex};
use crate::text::TextRange;
use crate::workspace::settings::Calendar;
use crate::workspace::{FileId, Snapshot};

/// So many units tell how the document writes dates.
const MOST_UNITS: usize = 40;

/// The choices for the first or the last day of the unit at `offset`.
pub(crate) fn dates(snapshot: &Snapshot, file: FileId, offset: u32, typed: &Typed, is_start: bool) -> Vec<Completion> {
    let Some(document) = snapshot.document(file) else { return Vec::new() };
    let plan = document.plan();
    let own = document.unit_at(offset).and_then(|at| Some((at, plan.unit(at)?)));
    let calendar = &snapshot.settings(file).calendar;
    let before = own.and_then(|(at, unit)| dated_before(document, at, unit));
    let mut found: Vec<(Date, String)> = Vec::new();
    if let Some((model, last, length)) = before {
        let start = own.and_then(|(_, unit)| first_day(unit)).filter(|_| !is_start);
        let from = start.or_else(|| working(last.tomorrow().ok()?, calendar));
        let day = if is_start { from } else { from.and_then(|from| day_of_number(number_of_day(from) + length - 1)) };
        let name = &model.label.text;
        let title = if is_start { format!("next free after {name}") } else { format!("as long as {name}") };
        found.extend(day.map(|day| (day, title)));
    }
    if let Some(today) = snapshot.today.filter(|today| !found.iter().any(|it| it.0 == *today)) {
        found.push((today, "today".to_owned()));
    }
    let form = Form::of(document);
    let choice = |(day, title): (Date, String)| {
        let text = form.write(day);
        let filter = format!("{text} {day}");
        let choice = typed.choice(CompletionKind::Time, text, title);
        Completion { note: day.strftime("%A").to_string(), filter, ..choice }
    };
    found.into_iter().map(choice).collect()
}

/// The last unit of the same sort before `at` whose days are known: it, its last day, and how many days it has.
fn dated_before<'a>(document: &'a Document, at: UnitIndex, unit: &Unit) -> Option<(&'a Unit, Date, i64)> {
    let mut before = document.plan().units.get(..at.0 as usize)?.iter().rev().filter(|it| sort(it) == sort(unit));
    before.find_map(|it| {
        let span = span_of(it).filter(|it| it.scale == Scale::Date(true))?;
        Some((it, last_day(&it.schedule.as_ref()?.value)?, span.length()))
    })
}

fn first_day(unit: &Unit) -> Option<Date> {
    calendar_day(unit.schedule.as_ref()?.value.from)
}

/// The first day from `day` on on which somebody works.
fn working(day: Date, calendar: &Calendar) -> Option<Date> {
    let is_free = |day: &Date| {
        matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || calendar.holidays.binary_search(day).is_ok()
    };
    std::iter::successors(Some(day), |day| day.tomorrow().ok()).take(30).find(|it| !is_free(it))
}

/// How the document writes a date: one of its own as an example; ISO where it has none that can be followed.
pub(crate) struct Form<'a> {
    vocabulary: &'a Vocabulary,
    order: DateOrder,
    example: Option<String>,
}

impl<'a> Form<'a> {
    /// How `document` does.
    pub(crate) fn of(document: &'a Document) -> Form<'a> {
        let vocabulary = document.source().vocabulary.as_ref();
        let texts = examples(document);
        let order = date_order(texts.iter().map(String::as_str));
        let example = texts.iter().find_map(|text| only_date(text, vocabulary, order));
        Form { vocabulary, order, example }
    }

    /// `day` so.
    pub(crate) fn write(&self, day: Date) -> String {
        let own = self.example.as_ref().and_then(|it| like(it, day, self.vocabulary, self.order));
        own.filter(|text| self.reads(text, day)).unwrap_or_else(|| day.to_string())
    }

    fn reads(&self, text: &str, day: Date) -> bool {
        let (month, of_month) = (day.month().unsigned_abs(), day.day().unsigned_abs());
        match times(text, self.vocabulary, self.order).as_slice() {
            [only] => {
                matches!(only.value, Time::Schedule(Schedule { from: Point::Date { year, month: m, day: Some(d) }, .. })
                if m == month && d == of_month && year.is_none_or(|year| year == day.year()))
            }
            _ => false,
        }
    }
}

/// What the units write as dates: the values of their date fields, then their schedules.
fn examples(document: &Document) -> Vec<String> {
    let (plan, text) = (document.plan(), document.text());
    let mut found = Vec::new();
    for (at, unit) in plan.each_unit().take(MOST_UNITS) {
        for (_, start) in labels(document, unit, at).into_iter().filter(|it| is_date(it.0.field)) {
            let line = text.slice(text.line_range(text.line_of(start)));
            let value =
                labelled(&line, &document.source().vocabulary).and_then(|it| line.get(it.value..).map(str::to_owned));
            found.extend(value);
        }
    }
    found.extend(plan.units.iter().take(MOST_UNITS).filter_map(|it| Some(document.slice(it.schedule.as_ref()?.place))));
    found
}

fn is_date(field: Field) -> bool {
    matches!(field, Field::Start | Field::End)
}

/// The first date in `text`, without what stands around it; of a range, its first day.
fn only_date(text: &str, vocabulary: &Vocabulary, order: DateOrder) -> Option<String> {
    let found = times(text, vocabulary, order).into_iter().next()?;
    let Time::Schedule(schedule) = found.value else { return None };
    let said = text.get(found.start..found.end)?;
    if !matches!(schedule.from, Point::Date { day: Some(_), .. }) {
        return None;
    }
    if schedule.to == Some(schedule.from) {
        return Some(said.to_owned());
    }
    let mut ends = said
        .char_indices()
        .filter(|(_, c)| matches!(c, '-' | '–' | '—' | 't' | 'b' | 'a' | '.'))
        .map(|(at, _)| at)
        .rev();
    ends.find_map(|at| {
        let first = said.get(..at)?.trim_end();
        let read = times(first, vocabulary, order);
        let [only] = read.as_slice() else { return None };
        let is_first = matches!(only.value, Time::Schedule(it) if it.from == schedule.from && it.to == Some(it.from));
        (is_first && only.end == first.len()).then(|| first.to_owned())
    })
}

/// `day` in the form of `example`; none where that form is not understood.
fn like(example: &str, day: Date, vocabulary: &Vocabulary, order: DateOrder) -> Option<String> {
    let parts = parts(example);
    let has_word = parts.iter().any(|it| it.chars().all(char::is_alphabetic));
    let is_short = |it: &&&str| it.len() <= 2 && it.bytes().all(|b| b.is_ascii_digit());
    let (year, month, of_month) = (i64::from(day.year()), i64::from(day.month()), i64::from(day.day()));
    let year_first = parts.first().is_some_and(|it| it.len() == 4);
    let day_first = !year_first && (order != DateOrder::MonthFirst || example.contains('.'));
    let mut short = match (has_word, day_first) {
        (true, _) => vec![of_month],
        (false, true) => vec![of_month, month],
        (false, false) => vec![month, of_month],
    }
    .into_iter();
    if parts.iter().filter(is_short).count() != short.len() {
        return None;
    }
    let mut text = String::new();
    for part in parts {
        if is_short(&&part) {
            text.push_str(&format!("{:0width$}", short.next()?, width = part.len()));
        } else if part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()) {
            text.push_str(&format!("{year:04}"));
        } else if part.chars().all(char::is_alphabetic) {
            // A month's first three letters are a form too.
            let name = MONTHS.get(usize::from(vocabulary.month(part)?).checked_sub(1)?)?;
            let new = MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
            let is_full = part.eq_ignore_ascii_case(name);
            let is_abbreviated = name.get(..3).is_some_and(|it| it.eq_ignore_ascii_case(part));
            text.push_str(match (is_full, is_abbreviated) {
                (true, _) => new,
                (false, true) => new.get(..3)?,
                (false, false) => return None,
            });
        } else {
            text.push_str(part);
        }
    }
    Some(text)
}

/// The runs of digits, of letters, and of all else.
fn parts(text: &str) -> Vec<&str> {
    let sort = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
    let mut found = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| before != sort(c)) {
            found.push(TextRange::new(start as u32, at as u32).of(text));
            start = at;
        }
        before = Some(sort(c));
    }
    found.push(text.get(start..).unwrap_or(""));
    found.retain(|it| !it.is_empty());
    found
}
