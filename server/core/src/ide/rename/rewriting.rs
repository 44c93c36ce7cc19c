//! How a range is written when what it names has other numbers: runs of those that still follow each other, or every
//! label in full.

use crate::ide::rename::ranges::{Joint, Members, Token, is_kind, numbered, split_id, tokens};
use crate::ide::rename::renaming::Renaming;
use crate::ide::rename::style::{in_style, plain};
use crate::notation::label::{Name, fold_id};
use crate::notation::mention::{ideographic, labels};
use crate::notation::number::roman;
use crate::notation::vocabulary::Vocabulary;
use crate::text::{Edit, TextRange};
use crate::workspace::{FileId, Snapshot};

/// From how many ids on a range is none.
const MOST_MEMBERS: u32 = 200;

/// A member as it is to be written.
#[derive(Clone, Debug)]
struct Item {
    /// Its number; an id in whole.
    text: String,
    /// The value of its number, if others can follow it.
    value: Option<u32>,
}

/// Members that follow each other.
type Run<'a> = Vec<&'a Item>;

/// Two numbers that a joint makes a range of, or one number alone.
struct Span<'a> {
    first: &'a Token,
    last: Option<(&'a Token, Joint<'a>)>,
    items: Vec<Item>,
}

/// The ways to write the range `whole` of `file` so that its members have their new names, the best one first: each is the edits to
/// the document. `renamed` tells which names change, `coming` what a unit that is about to be inserted will be called: it
/// fills a gap between two members. Empty where there is no way.
pub fn rewritings<'a>(
    snapshot: &Snapshot,
    file: FileId,
    whole: TextRange,
    renamed: impl Fn(&Name) -> Option<&'a Renaming>,
    coming: &[Name],
) -> Vec<Vec<Edit>> {
    let Some(document) = snapshot.document(file) else { return Vec::new() };
    let text = document.text().slice(whole);
    let found = Members::of(snapshot, file, whole).and_then(|members| {
        let coming = coming.iter().find_map(|it| value_beside(it, members.all.first()?.name));
        let words = &document.source().vocabulary;
        let line = document.text().line_range(document.text().line_of(whole.end));
        let behind = document.text().slice(TextRange::new(whole.end, line.end.max(whole.end)));
        let in_list = behind.trim_start().starts_with([',', '、', '，']);
        let range = WrittenRange { text: &text, whole, words, members, coming, in_list };
        match tokens(&text, range.members.prefix).and_then(|tokens| range.with_numbers(&tokens, &renamed)) {
            Some(all) => Some(all),
            None => range.in_full(&renamed).map(|it| vec![vec![it]]),
        }
    });
    let mut ways: Vec<Vec<Edit>> = Vec::new();
    for mut way in found.into_iter().flatten() {
        way.retain(|it| document.text().slice(it.range) != it.insert);
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    ways
}

/// The number of `name`, if it is one that could stand in a row with `other`.
fn value_beside(name: &Name, other: &Name) -> Option<u32> {
    let are_alike = match (name, other) {
        (Name::Label(kind, _), Name::Label(of, _)) => kind == of,
        (Name::Id(_), Name::Id(_)) => true,
        _ => false,
    };
    let (prefix, value) = numbered(name).filter(|_| are_alike)?;
    value.filter(|_| numbered(other).is_some_and(|it| it.0 == prefix))
}

struct WrittenRange<'a> {
    text: &'a str,
    whole: TextRange,
    words: &'a Vocabulary,
    members: Members<'a>,
    coming: Option<u32>,
    /// More members of a list follow it.
    in_list: bool,
}

impl WrittenRange<'_> {
    /// The ways for a range in plain numbers.
    fn with_numbers<'r>(
        &self,
        tokens: &[Token],
        renamed: &impl Fn(&Name) -> Option<&'r Renaming>,
    ) -> Option<Vec<Vec<Edit>>> {
        let spans = self.spans(tokens, renamed)?;
        let mut ways = Vec::new();
        for coming in [self.coming, None] {
            ways.push(spans.iter().map(|it| self.in_runs(it, coming)).collect::<Vec<_>>().concat());
            if let [span] = spans.as_slice() {
                ways.extend(self.in_labels(span, coming).map(|it| vec![it]));
            }
        }
        if self.members.are_ids {
            ways.push(spans.iter().map(|it| self.listed(it)).collect());
        }
        if let [span] = spans.as_slice() {
            ways.extend(self.in_labels_alone(span).map(|it| vec![it]));
        }
        Some(ways)
    }

    /// The parts of the range. None where something else than its members stands there, or some member does not.
    fn spans<'t, 'r>(
        &'t self,
        tokens: &'t [Token],
        renamed: &impl Fn(&Name) -> Option<&'r Renaming>,
    ) -> Option<Vec<Span<'t>>> {
        let mut spans = Vec::new();
        let mut rest = tokens;
        let mut met = 0;
        while let Some((first, behind)) = rest.split_first() {
            let joined = behind.first().and_then(|last| Some((last, self.joint(first, last)?)));
            rest = if joined.is_some() { behind.get(1..)? } else { behind };
            let to = joined.map_or(first.value, |it| it.0.value);
            let mut items = Vec::new();
            for value in first.value..=to {
                let member = self.members.with(value);
                met += usize::from(member.is_some());
                if member.is_none() && !self.members.are_ids {
                    return None;
                }
                let renaming = member.and_then(|it| Some((it.name, renamed(it.name)?)));
                items.push(match renaming {
                    Some((name, renaming)) => self.item(first, renaming.written(name)?),
                    None => self.unchanged(first, value)?,
                });
            }
            spans.push(Span { first, last: joined, items });
        }
        (met == self.members.all.len()).then_some(spans)
    }

    /// What makes a range of two numbers. Labels between them are named in any case, ids only where something defines them.
    fn joint<'t>(&'t self, first: &Token, last: &Token) -> Option<Joint<'t>> {
        let joint = Joint::of(self.text.get(first.number.end..last.start)?).filter(|_| first.value < last.value)?;
        let is_read = match self.members.are_ids {
            true => joint.again.is_empty() && last.value - first.value <= MOST_MEMBERS,
            false => (first.value..=last.value).all(|it| self.members.with(it).is_some()),
        };
        is_read.then_some(joint)
    }

    fn unchanged(&self, like: &Token, value: u32) -> Option<Item> {
        let number = in_style(self.text.get(like.number.clone())?, value)?;
        let prefix = self.text.get(like.start..like.number.start)?;
        Some(Item { text: format!("{prefix}{number}"), value: Some(value) })
    }

    /// A member with the new number or id `token`.
    fn item(&self, like: &Token, token: String) -> Item {
        let shared = self.members.prefix;
        if shared.is_empty() {
            let value = plain(&token);
            let like = self.text.get(like.number.clone()).unwrap_or("");
            return Item { text: value.and_then(|it| in_style(like, it)).unwrap_or(token), value };
        }
        let value = split_id(&fold_id(&token)).filter(|it| it.0 == shared).map(|it| it.1);
        let prefix = self.text.get(like.start..like.number.start).unwrap_or("");
        Item { text: if value.is_some() { format!("{prefix}{}", last_digits(&token)) } else { token }, value }
    }

    /// `1-2, 9, 4-5` for `1-5`: the ends alone change where all members still follow each other.
    fn in_runs(&self, span: &Span<'_>, coming: Option<u32>) -> Vec<Edit> {
        let Some((last, joint)) = &span.last else {
            let one = |it: &Item| self.edit(span.first.start, span.first.number.end, it.text.clone());
            return span.items.first().map(one).into_iter().collect();
        };
        // The last one may leave out what all begin with: `T001-021`.
        let kept = self.text.get(last.start..last.number.start).unwrap_or("");
        let end_of = |item: &Item| match self.members.prefix.is_empty() || item.value.is_none() {
            true => item.text.clone(),
            false => format!("{kept}{}", last_digits(&item.text)),
        };
        let runs = runs(&span.items, coming, Joint::is_word(joint.sign));
        if let [run] = runs.as_slice()
            && let (Some(first), Some(end)) = (run.first(), run.last())
        {
            let first = self.edit(span.first.start, span.first.number.end, first.text.clone());
            return vec![first, self.edit(last.start, last.number.end, end_of(end))];
        }
        let between = self.text.get(span.first.number.end..last.start).unwrap_or("");
        let written = runs.iter().enumerate().map(|(at, run)| {
            let again = if at > 0 { joint.again } else { "" };
            match run.as_slice() {
                [first, .., end] => format!("{again}{}{between}{}", first.text, end_of(end)),
                _ => format!("{again}{}", run.first().map_or("", |it| &it.text)),
            }
        });
        vec![self.edit(span.first.start, last.number.end, self.list(written.collect(), joint.sign))]
    }

    /// `T001, T009, T003` for `T001-T003`.
    fn listed(&self, span: &Span<'_>) -> Edit {
        let all = span.items.iter().map(|it| it.text.clone()).collect();
        let end = span.last.as_ref().map_or(span.first.number.end, |it| it.0.number.end);
        self.edit(span.first.start, end, self.list(all, span.last.as_ref().map_or("", |it| it.1.sign)))
    }

    /// `Sprints 1-2, Sprint 9, Sprints 4-5` for `Sprints 1-5`.
    fn in_labels(&self, span: &Span<'_>, coming: Option<u32>) -> Option<Edit> {
        let (head, tail) = self.around(span)?;
        let (last, joint) = span.last.as_ref()?;
        let between = self.text.get(span.first.number.end..last.start)?;
        let one = |item: &Item| self.label(head, tail, item);
        let written =
            runs(&span.items, coming, Joint::is_word(joint.sign)).into_iter().map(|run| match run.as_slice() {
                [first, .., end] => Some(format!("{head}{}{between}{}{tail}", first.text, end.text)),
                _ => one(run.first()?),
            });
        Some(self.edit(0, self.text.len(), self.list(written.collect::<Option<_>>()?, joint.sign)))
    }

    /// `Sprint 1, Sprint 2, Sprint 9` for `Sprints 1-3`.
    fn in_labels_alone(&self, span: &Span<'_>) -> Option<Edit> {
        let (head, tail) = self.around(span)?;
        let (_, joint) = span.last.as_ref()?;
        let written = span.items.iter().map(|it| self.label(head, tail, it)).collect::<Option<_>>()?;
        Some(self.edit(0, self.text.len(), self.list(written, joint.sign)))
    }

    /// What stands before and behind the numbers, if that is the kind and nothing else.
    fn around(&self, span: &Span<'_>) -> Option<(&str, &str)> {
        let (last, _) = span.last.as_ref()?;
        let (head, tail) = (self.text.get(..span.first.start)?, self.text.get(last.number.end..)?);
        (!self.members.are_ids && is_kind(head) && is_kind(tail)).then_some((head, tail))
    }

    /// A single label with the number of `item`.
    fn label(&self, head: &str, tail: &str, item: &Item) -> Option<String> {
        if !tail.is_empty() {
            return Some(format!("{head}{}{tail}", item.text));
        }
        let words = self.members.all.first()?.text.trim_end_matches(|c: char| c.is_ascii_digit());
        let words = words.strip_suffix(self.members.prefix)?;
        // Some languages write no blank before a number.
        let words = if words.trim_end() == head { head } else { words };
        (!words.is_empty()).then(|| format!("{words}{}", item.text))
    }

    /// Every label of a range in letters or numerals.
    fn in_full<'r>(&self, renamed: &impl Fn(&Name) -> Option<&'r Renaming>) -> Option<Edit> {
        let read = labels(self.text, self.words);
        if self.members.all.len() < 2 || read.is_empty() || !read.iter().all(|it| it.whole == (0..self.text.len())) {
            return None;
        }
        let like = self.members.all.first()?.text.rsplit_once(' ')?.1;
        let written = self.members.all.iter().map(|member| {
            let Name::Label(_, number) = member.name else { return None };
            let (words, _) = member.text.rsplit_once(' ')?;
            let number = match renamed(member.name) {
                Some(it) => it.written(member.name)?,
                None => number.0.clone(),
            };
            let number = match plain(&number).filter(|_| roman(like).is_some()) {
                Some(value) => in_style(like, value)?,
                None if like.chars().all(char::is_uppercase) => number.to_uppercase(),
                None => number,
            };
            Some(format!("{words} {number}"))
        });
        Some(self.edit(0, self.text.len(), self.list(written.collect::<Option<_>>()?, "")))
    }

    /// The parts one after another, as text that joins ranges by `sign` lists them.
    fn list(&self, mut parts: Vec<String>, sign: &str) -> String {
        if self.text.contains(ideographic) {
            return parts.join("、");
        }
        let and = AND.iter().find(|it| !self.in_list && it.0.eq_ignore_ascii_case(sign));
        let last = and.and_then(|_| parts.pop());
        match (and, last, parts.is_empty()) {
            (Some((_, and)), Some(last), false) => format!("{} {and} {last}", parts.join(", ")),
            (_, last, _) => parts.into_iter().chain(last).collect::<Vec<_>>().join(", "),
        }
    }

    fn edit(&self, start: usize, end: usize, insert: String) -> Edit {
        Edit { range: TextRange::new(start as u32, end as u32).shifted(self.whole.start), insert }
    }
}

/// The digits that an id ends with.
fn last_digits(id: &str) -> &str {
    id.get(id.trim_end_matches(|c: char| c.is_ascii_digit()).len()..).unwrap_or("")
}

/// The members that follow each other; what is coming fills a gap of one. Where `pairs_apart`, three make a run.
fn runs(items: &[Item], coming: Option<u32>, pairs_apart: bool) -> Vec<Run<'_>> {
    let follows = |one: &Item, next: &Item| match (one.value, next.value) {
        (Some(one), Some(next)) => one + 1 == next || one + 2 == next && coming == Some(one + 1),
        _ => false,
    };
    let all: Vec<&Item> = items.iter().collect();
    let runs = all.chunk_by(|one, next| follows(one, next));
    let is_whole = |run: &[&Item]| run.len() == items.len() || run.len() > 2 || !pairs_apart;
    let parts =
        runs.flat_map(|run| if is_whole(run) { vec![run.to_vec()] } else { run.iter().map(|it| vec![*it]).collect() });
    parts.collect()
}

/// The last two of a list are joined by a word where the ends of the range were.
const AND: [(&str, &str); 8] = [
    ("to", "and"),
    ("through", "and"),
    ("bis", "und"),
    ("à", "et"),
    ("al", "y"),
    ("até", "e"),
    ("до", "и"),
    ("по", "и"),
];
