//! Headers: a heading, bold line or item that defines a unit, taken apart: label, ids, title, schedule, status, marks.

use std::ops::Range;

use crate::notation::field::decoration;
use crate::notation::id::{IdShape, id_at};
use crate::notation::label::{Label, label_at, single_spaced};
use crate::notation::mention::labels;
use crate::notation::status::{Status, status_in_heading, task_box};
use crate::notation::time::{DateOrder, Duration, Schedule, Time, times};
use crate::notation::vocabulary::{Kind, Vocabulary};

/// A value with its bytes in the header's text.
pub type At<T> = (T, Range<usize>);

/// How sure it is that a header defines the unit that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Claim {
    /// `Sprint 1 outcome`, `After Sprint 6`: a section about a unit. It defines nothing.
    About,
    /// `Iteration 2 plan`: it defines the unit where nothing else does.
    Weak,
    /// `Sprint 2: Parser`
    Firm,
}

/// What a header says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The unit that it names first, with the bytes of the label.
    pub label: At<Label>,
    /// Whether it defines that unit.
    pub claim: Claim,
    /// Further identifiers.
    pub ids: Vec<At<Label>>,
    /// The rest, decoration and the parts below taken out.
    pub title: At<String>,
    /// When it runs.
    pub schedule: Option<At<Schedule>>,
    /// How long it takes.
    pub duration: Option<At<Duration>>,
    /// Its status.
    pub status: Option<At<Status>>,
    /// Words that declare that it runs beside others, with the units that they name.
    pub parallel: Option<At<Vec<Label>>>,
}

/// Takes `text` apart, marks of emphasis and links already stripped. None where it names no unit at its start.
pub fn header(text: &str, vocabulary: &Vocabulary) -> Option<Header> {
    let (start, label, mut claim) = first_label(text, vocabulary).or_else(|| last_label(text, vocabulary))?;
    let mut at = start.end;
    let (separated, title_at) = separator(text, at);
    if !separated && claim == Claim::Firm {
        claim = weak_or_about(text.get(at..)?, vocabulary);
    }
    at = title_at;
    let status = status_in_heading(text, vocabulary).filter(|it| it.end <= start.start || it.start >= start.end);
    let mut out = Header {
        label: (label, start.clone()),
        claim,
        ids: Vec::new(),
        title: (String::new(), at..at),
        schedule: None,
        duration: None,
        status: status.map(|it| (it.value, it.start..it.end)),
        parallel: None,
    };
    rest(text, at, vocabulary, &mut out);
    if out.status.is_none() {
        out.status = boxed_status(text, start.start);
    }
    let kind = out.label.0.kind;
    if kind.is_some_and(|kind| kind.time_unit().is_some()) && out.schedule.is_none() {
        out.schedule = own_schedule(text, &start, vocabulary);
    }
    Some(out)
}

/// `[x] Phase 1`, `[~] Track`: the box before the label says the status of an item that defines a unit.
fn boxed_status(text: &str, before: usize) -> Option<At<Status>> {
    let open = text.get(..before)?.find('[')?;
    let found = task_box(text.get(open..)?)?;
    let status = found.mark.status()?;
    (status != Status::Todo).then_some((status, open..open + found.range.end))
}

/// The label at the start of `text`, behind decoration; with whether it may be a definition at all.
fn first_label(text: &str, vocabulary: &Vocabulary) -> Option<(Range<usize>, Label, Claim)> {
    let start = tagged(text, decoration(text));
    for start in [start, words_behind_kind(text, start, vocabulary).unwrap_or(start)] {
        if let Some(hit) = label_at(text, start, vocabulary) {
            let listed = labels(text.get(start..)?, vocabulary);
            let first = listed.first()?;
            let whole = start + first.whole.start..start + first.whole.end;
            let time = hit.label.kind.is_some_and(|kind| kind.time_unit().is_some());
            let many = listed.get(1).is_some_and(|it| it.whole == first.whole);
            if !time && (hit.plural || many) {
                return None;
            }
            let end = if many { whole.end } else { start + hit.len };
            let mut label = hit.label;
            if many {
                // `Weeks 1–2` as a label of its own
                label.text = single_spaced(text.get(start..end)?);
                label.number.0 = interval_number(
                    &listed
                        .iter()
                        .filter(|it| it.whole == first.whole)
                        .map(|it| it.label.number.0.clone())
                        .collect::<Vec<_>>(),
                );
            }
            let tail = text.get(end..)?;
            let open_end = tail.strip_prefix('+').map_or(0, |_| 1);
            if open_end == 1 {
                label.text.push('+');
            }
            return Some((start..end + open_end, label, Claim::Firm));
        }
        if let Some(hit) = id_at(text, start) {
            let sure = matches!(hit.shape, IdShape::Prefixed | IdShape::Short | IdShape::Version | IdShape::Lower);
            let id = text.get(hit.range.clone())?;
            let (separated, _) = separator(text, hit.range.end);
            if sure && (separated || hit.shape == IdShape::Version) {
                return Some((hit.range.clone(), Label::of_id(id), Claim::Firm));
            }
        }
    }
    None
}

/// Behind a tag in brackets: `[TECH] Story 0.1: …`.
fn tagged(text: &str, start: usize) -> usize {
    let behind = text.get(start..).and_then(|it| it.strip_prefix('[')).and_then(|it| it.split_once(']'));
    match behind {
        Some((tag, rest)) if tag.len() <= 24 && rest.starts_with(' ') => text.len() - rest.trim_start().len(),
        _ => start,
    }
}

/// `Sprint Backlog: Sprint 1.3`: a title that ends with the unit that it is about.
fn last_label(text: &str, vocabulary: &Vocabulary) -> Option<(Range<usize>, Label, Claim)> {
    let colon = text.rfind([':', '：'])?;
    let behind = text.get(colon..)?.trim_start_matches([':', '：', ' ']);
    let start = text.len() - behind.len();
    let hit =
        label_at(text, start, vocabulary).filter(|hit| start + hit.len == text.trim_end().len() && !hit.plural)?;
    let planning = text.get(..colon)?.split(' ').any(|word| PLANNING.contains(&word.to_lowercase().as_str()));
    planning.then_some((start..start + hit.len, hit.label, Claim::Weak))
}

fn interval_number(numbers: &[String]) -> String {
    match (numbers.first(), numbers.last()) {
        (Some(first), Some(last)) if first != last => format!("{first}-{last}"),
        (Some(first), _) => first.clone(),
        _ => String::new(),
    }
}

/// `TASK: P1-SETUP-001 — …`: where the id begins behind a bare kind word.
fn words_behind_kind(text: &str, start: usize, vocabulary: &Vocabulary) -> Option<usize> {
    let kind = vocabulary.kind_at(text, start)?;
    let behind = text.get(start + kind.len..)?;
    let id = behind.trim_start_matches([':', '：', ' ', '#', '[']);
    (id.len() < behind.len()).then_some(text.len() - id.len())
}

/// Whether what follows the label at `at` sets the title off, and where the title begins.
fn separator(text: &str, at: usize) -> (bool, usize) {
    let rest = text.get(at..).unwrap_or("");
    let trimmed = rest.trim_start_matches([' ', '\u{a0}', '\t', '\u{3000}', '*']);
    let Some(c) = trimmed.chars().next() else { return (true, text.len()) };
    let title = text.len()
        - trimmed
            .trim_start_matches(|c: char| {
                c.is_whitespace()
                    || matches!(
                        c,
                        ':' | '：'
                            | '-'
                            | '–'
                            | '—'
                            | '−'
                            | '.'
                            | ')'
                            | ']'
                            | '|'
                            | '→'
                            | '>'
                            | '·'
                            | '、'
                            | '*'
                            | '»'
                            | '='
                            | '―'
                            | '‐'
                    )
            })
            .len();
    let open = matches!(c, '(' | '[' | '（' | '【' | '《' | '「' | '{');
    let sets_off = open || !(c.is_alphanumeric() || matches!(c, ',' | '/' | '\'' | '’' | '"' | '&' | '%' | '`' | '_'));
    (sets_off, title.max(at))
}

/// A label that words follow directly: a section about the unit, or a unit whose title is not set off.
fn weak_or_about(rest: &str, vocabulary: &Vocabulary) -> Claim {
    let words = rest.trim();
    let first: String = words.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    if vocabulary.field(words).is_some() || ABOUT.contains(&first.as_str()) {
        return Claim::About;
    }
    if PLANNING.contains(&first.as_str()) {
        return Claim::Weak;
    }
    let last = words.split_whitespace().next_back().unwrap_or("").trim_end_matches(':').to_lowercase();
    if ABOUT.contains(&last.as_str()) || words.chars().next().is_some_and(char::is_lowercase) {
        return Claim::About;
    }
    Claim::Weak
}

/// Words that follow a label in the heading of a section about the unit.
const ABOUT: [&str; 73] = [
    "outcome",
    "outcomes",
    "result",
    "results",
    "success",
    "exit",
    "entry",
    "acceptance",
    "criteria",
    "completion",
    "checklist",
    "review",
    "retrospective",
    "retro",
    "demo",
    "notes",
    "note",
    "summary",
    "overview",
    "status",
    "progress",
    "risks",
    "risk",
    "dependencies",
    "deliverables",
    "deliverable",
    "goals",
    "goal",
    "objectives",
    "objective",
    "metrics",
    "tasks",
    "task",
    "stories",
    "details",
    "detail",
    "detailed",
    "scope",
    "timeline",
    "schedule",
    "budget",
    "team",
    "testing",
    "tests",
    "test",
    "validation",
    "verification",
    "audit",
    "report",
    "gate",
    "handoff",
    "kickoff",
    "and",
    "or",
    "to",
    "is",
    "are",
    "will",
    "languages",
    "features",
    "files",
    "changes",
    "decisions",
    "findings",
    "complete",
    "starts",
    "ends",
    "ergebnis",
    "ergebnisse",
    "resultado",
    "resultados",
    "のスコープ外",
    "の",
];

/// Words that follow a label in the title of a document about planning that unit.
const PLANNING: [&str; 8] =
    ["plan", "backlog", "planning", "roadmap", "planung", "sprint", "planejamento", "planificación"];

/// Reads what stands behind the label: ids, times, marks in brackets or behind dashes; the rest is the title.
fn rest(text: &str, from: usize, vocabulary: &Vocabulary, out: &mut Header) {
    let mut title: Vec<Range<usize>> = Vec::new();
    for piece in pieces(text, from) {
        if !absorb(text, &piece, vocabulary, out) {
            title.push(piece.with_marks);
        }
    }
    let (Some(first), Some(last)) = (title.first(), title.last()) else { return };
    let range = first.start..last.end;
    let mut words = String::new();
    for piece in &title {
        words.push_str(text.get(piece.clone()).unwrap_or(""));
        words.push(' ');
    }
    let clean = clean_title(&words, out.status.as_ref().and_then(|(_, at)| text.get(at.clone())));
    out.title = (clean, range);
}

struct Piece {
    /// The words.
    inner: Range<usize>,
    /// With brackets or the dash before.
    with_marks: Range<usize>,
    /// In brackets, or behind a dash.
    apart: bool,
}

/// Cuts at brackets and at dashes, bars and dots that stand between blanks.
fn pieces(text: &str, from: usize) -> Vec<Piece> {
    let mut out = Vec::new();
    let (mut start, mut marks, mut apart) = (from, from, false);
    let mut open: Option<(char, usize, usize)> = None;
    let mut depth = 0;
    let mut close = |start: usize, marks: usize, end: usize, with: usize, apart: bool| {
        let words = text.get(start..end).unwrap_or("");
        let lead = words.len() - words.trim_start().len();
        let inner = start + lead..start + lead + words.trim().len();
        if !inner.is_empty() {
            out.push(Piece { inner, with_marks: marks.min(start)..with, apart });
        }
    };
    let tail = text.get(from..).unwrap_or("");
    for (at, c) in tail.char_indices().map(|(at, c)| (at + from, c)) {
        match (c, &open) {
            ('(' | '[' | '（' | '【', None) => {
                close(start, marks, at, at, apart);
                open = Some((c, at + c.len_utf8(), at));
                depth = 1;
            }
            ('(' | '[' | '（' | '【', Some((o, ..))) if *o == c => depth += 1,
            (')' | ']' | '）' | '】', Some((o, inner, outer))) if pairs(*o, c) => {
                depth -= 1;
                if depth == 0 {
                    let end = at + c.len_utf8();
                    close(*inner, *outer, at, end, true);
                    open = None;
                    (start, marks, apart) = (end, end, false);
                }
            }
            ('-' | '–' | '—' | '|' | '·' | '•', None) if lone(text, at, c) => {
                close(start, marks, at, at, apart);
                (start, marks, apart) = (at + c.len_utf8(), at, true);
            }
            _ => {}
        }
    }
    match open {
        Some((_, inner, outer)) => close(inner, outer, text.len(), text.len(), true),
        None => close(start, marks, text.len(), text.len(), apart),
    }
    out
}

fn pairs(open: char, close: char) -> bool {
    matches!((open, close), ('(', ')') | ('[', ']') | ('（', '）') | ('【', '】') | ('（', ')') | ('(', '）'))
}

/// A dash with a blank on both sides; a long one needs none before.
fn lone(text: &str, at: usize, c: char) -> bool {
    let before = text.get(..at).and_then(|it| it.chars().next_back());
    let behind = text.get(at + c.len_utf8()..).and_then(|it| it.chars().next());
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    blank(before) && blank(behind) || (c == '—' && !before.is_some_and(|c| c.is_ascii_digit()))
}

/// Takes a piece as schedule, duration, id, status or parallel mark. False: it is part of the title.
fn absorb(text: &str, piece: &Piece, vocabulary: &Vocabulary, out: &mut Header) -> bool {
    let words = text.get(piece.inner.clone()).unwrap_or("");
    let base = piece.inner.start;
    let found = times(words, vocabulary, DateOrder::Unknown);
    let listed = found.iter().find_map(|it| match it.value {
        Time::Schedule(schedule) if piece.apart && is_listed(words, it.start..it.end) => {
            Some((schedule, base + it.start..base + it.end))
        }
        _ => None,
    });
    // Weeks beside words of parallelism say when, and not beside what.
    let when = listed.as_ref().map(|(_, at)| at.start - base..at.end - base).unwrap_or_default();
    let rest = [words.get(..when.start), words.get(when.end..)].map(Option::unwrap_or_default).concat();
    if let Some(parallel) = parallel_words(&rest, vocabulary).filter(|_| piece.apart) {
        out.parallel = Some((parallel, piece.inner.clone()));
        out.schedule = out.schedule.take().or(listed);
        return true;
    }
    let timed: usize = found.iter().map(|it| it.end - it.start).sum();
    let whole = !found.is_empty() && fills(words, &found.iter().map(|it| it.start..it.end).collect::<Vec<_>>());
    if whole && (piece.apart || timed > 0 && piece.inner.start <= out.label.1.end + 3) {
        for it in found {
            let range = base + it.start..base + it.end;
            match it.value {
                Time::Schedule(schedule) if out.schedule.is_none() => out.schedule = Some((schedule, range)),
                Time::Duration(duration) if out.duration.is_none() => out.duration = Some((duration, range)),
                _ => {}
            }
        }
        return true;
    }
    // `(Weeks 5-6, two people)`: the rest stays with the title.
    out.schedule = out.schedule.take().or(listed);
    if let Some(hit) = id_at(words, 0).filter(|hit| hit.range.end == words.len()) {
        let sure = matches!(hit.shape, IdShape::Prefixed | IdShape::Short | IdShape::Lower);
        let priority = words.len() == 2 && words.starts_with('P');
        if sure && !priority && (piece.apart || out.ids.is_empty()) {
            out.ids.push((Label::of_id(words), piece.inner.clone()));
            return true;
        }
    }
    if let Some(hit) = label_at(words, 0, vocabulary).filter(|hit| {
        !piece.apart && matches!(hit.label.kind, Some(Kind::STORY | Kind::EPIC)) && hit.label.kind != out.label.0.kind
    }) {
        // `Phase 3: User Story 1 - Title`: the story's label is another name of the phase.
        out.ids.push((hit.label, base..base + hit.len));
        return false;
    }
    // Only a status and nothing else: `(Testing & QA)` is a title.
    let said = vocabulary.firm_status(words).filter(|_| piece.apart);
    if out.status.is_none() {
        out.status = said.map(|it| (it, piece.inner.clone()));
    }
    let status = said.is_some();
    status || (piece.apart && words.eq_ignore_ascii_case("inserted"))
}

/// Whether `at` is the first or the last of several parts that commas set off, and no part of a date.
fn is_listed(words: &str, at: Range<usize>) -> bool {
    let before = words.get(..at.start).unwrap_or("").trim_end();
    let behind = words.get(at.end..).unwrap_or("").trim_start();
    let parted =
        |text: &str| text.trim_start().chars().next().is_some_and(|c| matches!(c, ',' | ';' | '，' | '；' | '、'));
    let worded = |text: &str| text.chars().any(char::is_alphabetic);
    before.is_empty() && parted(behind) && worded(behind)
        || behind.is_empty() && before.ends_with([',', ';', '，', '；', '、']) && worded(before)
}

/// The times of a line that says nothing else: `Weeks 1–2`, `July 15-29, 2025 (weekdays only)`.
pub fn only_times(text: &str, vocabulary: &Vocabulary) -> Vec<At<Time>> {
    let words = text.split(['(', '（']).next().unwrap_or("");
    let found = times(words, vocabulary, DateOrder::Unknown);
    let ranges: Vec<Range<usize>> = found.iter().map(|it| it.start..it.end).collect();
    if found.is_empty() || !fills(words, &ranges) {
        return Vec::new();
    }
    found.into_iter().map(|it| (it.value, it.start..it.end)).collect()
}

/// Whether the times cover `words` but for filler: marks, `approx.`, `est.`, `Duration`, `+ 1 buffer`.
fn fills(words: &str, times: &[Range<usize>]) -> bool {
    const FILLER: [&str; 34] = [
        "approx",
        "about",
        "ca",
        "circa",
        "est",
        "estimated",
        "estimate",
        "duration",
        "timeline",
        "effort",
        "time",
        "around",
        "total",
        "target",
        "roughly",
        "dauer",
        "durée",
        "duración",
        "duração",
        "durata",
        "zeitraum",
        "about",
        "each",
        "of",
        "work",
        "and",
        "in",
        "from",
        "eta",
        "environ",
        "etwa",
        "约",
        "約",
        "or",
    ];
    let mut left = String::new();
    let mut at = 0;
    for time in times {
        left.push_str(words.get(at..time.start).unwrap_or(""));
        left.push(' ');
        at = time.end;
    }
    left.push_str(words.get(at..).unwrap_or(""));
    let clock = |word: &&str| word.contains(':') && word.chars().all(|c| !c.is_alphabetic());
    let left: Vec<&str> = left.split_whitespace().filter(|it| !clock(it)).collect();
    left.iter()
        .flat_map(|it| it.split(|c: char| !c.is_alphanumeric()))
        .filter(|it| !it.is_empty())
        .all(|it| FILLER.contains(&it.to_lowercase().as_str()))
}

/// The units that words of parallelism name: `overlap with Phase 1`, `Parallel Track`, `in parallel`. None: no such words.
pub fn parallel_words(words: &str, vocabulary: &Vocabulary) -> Option<Vec<Label>> {
    const WORDS: [&str; 16] = [
        "parallel",
        "concurrent",
        "overlap",
        "alongside",
        "simultaneous",
        "en parallèle",
        "paralelo",
        "parallelo",
        "równolegle",
        "параллельно",
        "并行",
        "並行",
        "병렬",
        "gleichzeitig",
        "at the same time",
        "side by side",
    ];
    let lower = words.to_lowercase();
    let denied = ["not parallel", "no overlap", "non-overlap", "not overlap", "cannot overlap", "sequential"]
        .iter()
        .any(|it| lower.contains(it));
    let found = !denied && (WORDS.iter().any(|it| lower.contains(it)) || words == "P");
    found.then(|| labels(words, vocabulary).into_iter().map(|it| it.label).collect())
}

/// The schedule that a time unit's own label says: `Week 3`, `Day 1-2`, `Q1 2025`.
fn own_schedule(text: &str, label: &Range<usize>, vocabulary: &Vocabulary) -> Option<At<Schedule>> {
    let words = text.get(label.clone())?;
    times(words, vocabulary, DateOrder::Unknown).into_iter().find_map(|it| match it.value {
        Time::Schedule(schedule) => Some((schedule, label.start + it.start..label.start + it.end)),
        Time::Duration(_) => None,
    })
}

/// The title without status words, highlight marks, closing colons and doubled blanks.
fn clean_title(words: &str, status: Option<&str>) -> String {
    let words = match status.filter(|it| !it.is_empty()) {
        Some(status) => words.replace(status, " "),
        None => words.to_owned(),
    };
    let words = words.replace(['⭐', '✅', '☑', '✔', '🌟'], " ");
    let trimmed = words.trim().trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '：' | '|' | '*' | '·' | ',' | ';')
    });
    let words =
        trimmed.split_once("{#").filter(|(_, tail)| tail.ends_with('}')).map_or(trimmed, |(head, _)| head.trim());
    let whole = words
        .strip_prefix(['(', '（'])
        .and_then(|it| it.strip_suffix([')', '）']))
        .filter(|it| !it.contains(['(', '（']));
    single_spaced(whole.unwrap_or(words))
}
