//! Semantic tokens: what the words of a plan are, for an editor to colour.

use std::collections::{BTreeMap, HashSet};

use crate::document::Document;
use crate::ide::target::uses_in;
use crate::ide::words::States;
use crate::index::Target;
use crate::lint::Linter;
use crate::lint::dependencies::meant;
use crate::notation::label::Name;
use crate::notation::status::Status;
use crate::plan::Plan;
use crate::plan::place::Place;
use crate::text::TextRange;
use crate::workspace::{Definition, FileId, Snapshot};

/// The rules whose findings make a name broken.
const BREAKING: [&str; 3] = ["broken-dependency", "unknown-reference", "unknown-requirement"];

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    /// Kind and number of a unit: `Sprint 2`.
    Label,
    /// Another identifier of a unit or task: `T012`.
    Id,
    /// A unit or task that something waits for.
    Dependency,
    /// When, or how long.
    Schedule,
    /// A status, a box, how much is done.
    Status,
    /// What introduces acceptance criteria.
    Criteria,
}

/// A piece of one line with what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where, in bytes; never over a line end.
    pub range: TextRange,
    /// What it is.
    pub kind: TokenKind,
    /// It is defined here, rather than named.
    pub definition: bool,
    /// What it names or defines is done.
    pub done: bool,
    /// It names what is defined nowhere and should be: a rule says so.
    pub broken: bool,
}

/// The tokens of `file`, in document order, not overlapping.
pub fn tokens(snapshot: &Snapshot, file: FileId) -> Vec<Token> {
    let Some(document) = snapshot.document(file) else { return Vec::new() };
    let mut painter = Painter { document, tokens: Vec::new() };
    let mut states = States::of(snapshot);
    let mut is_done = |of: Definition| -> bool { states.state(of).is_some_and(|it| it == Status::Done.to_string()) };
    let broken = broken(snapshot, file);
    requirements(&mut painter, document.plan(), &broken);
    definitions(&mut painter, document.plan(), &mut |target| is_done(Definition { file, target }));
    let depended: HashSet<Place> = predecessors(document.plan()).collect();
    let mut found: BTreeMap<TextRange, Token> = BTreeMap::new();
    for named in uses_in(snapshot, file, |_| true) {
        let resolved = meant(snapshot, file, named.unit, named.name);
        let kind = match named.name {
            _ if depended.contains(&named.place) => TokenKind::Dependency,
            Name::Id(_) => TokenKind::Id,
            Name::Label(..) | Name::Title(_) => TokenKind::Label,
        };
        let broken = broken.contains(&named.place);
        // A name of other trackers and documents is only text.
        if resolved.is_empty() && !broken && kind != TokenKind::Dependency {
            continue;
        }
        let done = !resolved.is_empty() && resolved.iter().all(|it| is_done(*it));
        let range = document.range(named.place);
        if range.is_empty() {
            continue;
        }
        let token = Token { range, done, broken, ..token(kind) };
        // The members of a range share its place: it is done if all are, and broken if one is.
        found
            .entry(range)
            .and_modify(|it| {
                let kind = if kind == TokenKind::Dependency { kind } else { it.kind };
                *it = Token { kind, done: it.done && done, broken: it.broken || broken, ..*it };
            })
            .or_insert(token);
    }
    painter.tokens.extend(found.values().filter(|it| !is_between(&found, it.range)));
    painter.flat()
}

/// Whether `range` is a whole range (`T001 through T003`) whose ends are coloured by themselves.
fn is_between(found: &BTreeMap<TextRange, Token>, range: TextRange) -> bool {
    let first = found.range(TextRange::empty(range.start)..range).next();
    let mut behind = found.range(range..TextRange::empty(range.end)).skip(1);
    first.is_some() && behind.any(|(it, _)| it.end == range.end)
}

fn token(kind: TokenKind) -> Token {
    Token { range: TextRange::default(), kind, definition: false, done: false, broken: false }
}

/// What units and tasks say of themselves.
fn definitions(painter: &mut Painter<'_>, plan: &Plan, is_done: &mut dyn FnMut(Target) -> bool) {
    for (at, unit) in plan.each_unit() {
        let done = is_done(Target::Unit(at));
        let own = |kind| Token { definition: true, done, ..token(kind) };
        let kind = if unit.label.kind.is_some() { TokenKind::Label } else { TokenKind::Id };
        painter.add(unit.name, own(kind));
        unit.ids.iter().for_each(|id| painter.add(id.place, own(TokenKind::Id)));
        let when = unit.schedule.iter().map(|it| it.place).chain(unit.duration.iter().map(|it| it.place));
        when.for_each(|place| painter.add(place, token(TokenKind::Schedule)));
        let far = unit.status.iter().map(|it| it.place).chain(unit.share.iter().map(|it| it.place));
        far.chain(unit.mark).for_each(|place| painter.add(place, Token { done, ..token(TokenKind::Status) }));
        unit.criteria.iter().filter_map(|it| it.label).for_each(|place| painter.add_label(place));
    }
    for (at, task) in plan.each_task() {
        let done = is_done(Target::Task(at));
        let id = task.id.iter().map(|id| id.place);
        id.for_each(|place| painter.add(place, Token { definition: true, done, ..token(TokenKind::Id) }));
        task.mark.iter().for_each(|place| painter.add(*place, Token { done, ..token(TokenKind::Status) }));
    }
    for again in &plan.restatements {
        again.schedule.iter().for_each(|it| painter.add(it.place, token(TokenKind::Schedule)));
        let done = again.status.as_ref().is_some_and(|it| it.value == Status::Done);
        let far = again.status.iter().map(|it| it.place).chain(again.share.iter().map(|it| it.place));
        far.for_each(|place| painter.add(place, Token { done, ..token(TokenKind::Status) }));
    }
}

/// The requirements that work fulfils.
fn requirements(painter: &mut Painter<'_>, plan: &Plan, broken: &HashSet<Place>) {
    let of_units = plan.units.iter().flat_map(|it| &it.requirements);
    let all = of_units.chain(plan.tasks.iter().flat_map(|it| &it.requirements));
    // `All requirements` is a sentence, and no id.
    for place in all.flat_map(|it| &it.ids).filter(|it| it.value != "*").map(|id| id.place) {
        painter.add(place, Token { broken: broken.contains(&place), ..token(TokenKind::Id) });
    }
}

fn predecessors(plan: &Plan) -> impl Iterator<Item = Place> {
    let units = plan.units.iter().flat_map(|it| &it.depends);
    let tasks = plan.tasks.iter().flat_map(|it| &it.depends);
    units.chain(tasks).flat_map(|it| &it.on).map(|it| it.place)
}

/// The places of names that are defined nowhere, as the rules have it.
fn broken(snapshot: &Snapshot, file: FileId) -> HashSet<Place> {
    let findings = Linter::new(snapshot, file).map(|it| it.findings_of(&BREAKING)).unwrap_or_default();
    findings.into_iter().map(|it| it.place).collect()
}

/// Collects tokens that may lie over one another.
struct Painter<'a> {
    document: &'a Document,
    tokens: Vec<Token>,
}

impl Painter<'_> {
    fn add(&mut self, place: Place, token: Token) {
        let range = self.document.range(place);
        if !range.is_empty() {
            self.tokens.push(Token { range, ..token });
        }
    }

    /// The words of a label that introduces criteria, without what stands in brackets behind them.
    fn add_label(&mut self, place: Place) {
        let range = self.document.range(place);
        let text = self.document.text().slice(range);
        let words = text.split(['(', '（', '[']).next().unwrap_or("").trim_end_matches(|c: char| !c.is_alphanumeric());
        let range =
            if words.is_empty() { range } else { TextRange::new(range.start, range.start + words.len() as u32) };
        if !range.is_empty() {
            self.tokens.push(Token { range, ..token(TokenKind::Criteria) });
        }
    }

    /// The tokens with nothing over anything: the shorter one shows, and of what lies below it the words beside it.
    fn flat(mut self) -> Vec<Token> {
        // Of two at one place the first counts, but one that says that it is broken or depended on says more.
        self.tokens.sort_by_key(|it| (it.range.len(), !it.broken, it.kind != TokenKind::Dependency || it.definition));
        let mut taken: BTreeMap<u32, Token> = BTreeMap::new();
        for token in self.tokens {
            for range in free(&taken, token.range) {
                let is_whole = range == token.range;
                for range in pieces(self.document, range, is_whole) {
                    taken.insert(range.start, Token { range, ..token });
                }
            }
        }
        taken.into_values().collect()
    }
}

/// What of `range` is not taken, in order.
fn free(taken: &BTreeMap<u32, Token>, range: TextRange) -> Vec<TextRange> {
    let before = taken.range(..range.start).next_back().map(|(_, it)| it.range);
    let mut at = before.map_or(range.start, |it| it.end.max(range.start));
    let mut found = Vec::new();
    for other in taken.range(range.start..range.end).map(|(_, it)| it.range) {
        found.push(TextRange::new(at, other.start));
        at = at.max(other.end);
    }
    found.push(TextRange::new(at, range.end));
    found.retain(|it| !it.is_empty());
    found
}

/// `range` line by line without the blanks around it; of what is left beside another token, only words.
fn pieces(document: &Document, range: TextRange, is_whole: bool) -> Vec<TextRange> {
    let text = document.text().slice(range);
    let mut found = Vec::new();
    let mut start = range.start;
    for line in text.split_inclusive(['\n', '\r']) {
        let lead = line.len() - line.trim_start().len();
        let words = line.trim();
        if !words.is_empty() && (is_whole || words.contains(char::is_alphanumeric)) {
            let from = start + lead as u32;
            found.push(TextRange::new(from, from + words.len() as u32));
        }
        start += line.len() as u32;
    }
    found
}
