//! Ranges (`Sprints 1–3`): where they stand, and how one is written when what it names has other numbers.

use std::collections::HashMap;

use crate::ide::rename::style::{in_style, plain};
use crate::ide::target::{Use, uses_in};
use crate::lint::shift::digit_runs;
use crate::notation::label::Name;
use crate::text::{Edit, TextRange};
use crate::workspace::{FileId, Snapshot};

/// What stands between the ends of a range.
const JOINTS: [&str; 22] = [
    "-", "–", "—", "‑", "‐", "−", "~", "〜", "～", "to", "through", "bis", "a", "à", "al", "até", "до", "по", "至",
    "到", "から", "..",
];

/// The ranges of a document, each in whole.
pub struct Ranges(Vec<TextRange>);

impl Ranges {
    /// Those of `file`: places that several names share, and names that a dash or the like joins.
    pub fn of(snapshot: &Snapshot, file: FileId) -> Ranges {
        let Some(document) = snapshot.document(file) else { return Ranges(Vec::new()) };
        let mut by_place: HashMap<TextRange, Vec<&Name>> = HashMap::new();
        for it in uses_in(snapshot, file, |_| true) {
            let names = by_place.entry(document.range(it.place)).or_default();
            if !names.contains(&it.name) {
                names.push(it.name);
            }
        }
        let mut found: Vec<TextRange> =
            by_place.iter().filter(|(_, names)| names.len() > 1).map(|(place, _)| *place).collect();
        let mut places: Vec<TextRange> = by_place.into_keys().filter(|it| !it.is_empty()).collect();
        places.sort_unstable();
        for (first, second) in places.iter().zip(places.iter().skip(1)) {
            let gap = TextRange::new(first.end, second.start);
            if first.contains(*second) || second.contains(*first) {
                found.push(TextRange::new(first.start, first.end.max(second.end)));
            } else if second.start > first.end && gap.len() < 16 && is_joint(&document.text().slice(gap)) {
                found.push(TextRange::new(first.start, second.end));
            }
        }
        found.sort_unstable();
        let mut apart: Vec<TextRange> = Vec::new();
        for it in found {
            match apart.last_mut().filter(|last| last.end > it.start) {
                Some(last) => last.end = last.end.max(it.end),
                None => apart.push(it),
            }
        }
        Ranges(apart)
    }

    /// The range that the name at `at` is an end or a member of; none where it stands for itself.
    pub fn around(&self, at: TextRange) -> Option<TextRange> {
        self.0.iter().find(|it| it.contains(at)).copied()
    }
}

/// Whether the text between two numbers makes a range of them, the kind or the prefix of an id before the second left
/// out: ` – Phase `.
fn is_joint(gap: &str) -> bool {
    let gap = gap.trim().to_lowercase();
    JOINTS.iter().any(|joint| {
        gap.strip_prefix(joint).is_some_and(|rest| {
            let is_word = joint.ends_with(char::is_alphabetic);
            match is_word {
                true => rest.is_empty() || rest.starts_with(' '),
                // `Phase 1 – Phase 3` says its kind again.
                false => rest.trim_start().chars().all(char::is_alphabetic),
            }
        })
    })
}

/// The edits that give the members of the range `whole` their new numbers: `token` is the new number or id of those that
/// have one. Where they do not follow each other any more, they are written out. None where it is not written in plain
/// numbers.
pub fn rewritten<'a>(
    snapshot: &Snapshot,
    file: FileId,
    whole: TextRange,
    token: impl Fn(&Name) -> Option<&'a str>,
) -> Option<Vec<Edit>> {
    let document = snapshot.document(file)?;
    let text = document.text().slice(whole);
    let mut members: Vec<Member> = Vec::new();
    let mut are_ids = false;
    for it in uses_in(snapshot, file, |it| whole.contains(document.range(it.place))) {
        let old = value(&it)?;
        are_ids |= matches!(it.name, Name::Id(_));
        if !members.iter().any(|member| member.old == old) {
            let new = match token(it.name) {
                Some(token) => plain(token.trim_start_matches(|c: char| !c.is_ascii_digit()))?,
                None => old,
            };
            members.push(Member { old, new });
        }
    }
    members.sort_unstable_by_key(|it| it.old);
    let numbers: Vec<(TextRange, u32)> =
        digit_runs(&text).into_iter().map(|run| Some((run, plain(run.of(&text))?))).collect::<Option<_>>()?;
    let mut edits = Vec::new();
    let mut rest = numbers.as_slice();
    let mut written = 0;
    while let Some(((first, from), behind)) = rest.split_first() {
        let joined =
            behind.first().filter(|(run, to)| from < to && is_joint(TextRange::new(first.end, run.start).of(&text)));
        let (last, to) = joined.copied().unwrap_or((*first, *from));
        rest = if joined.is_some() { behind.get(1..)? } else { behind };
        let news: Vec<u32> = members.iter().filter(|it| (*from..=to).contains(&it.old)).map(|it| it.new).collect();
        // All numbers of the range have to be names, or something else stands here.
        if news.len() as u32 != to - from + 1 {
            return None;
        }
        written += news.len();
        let follow = news.iter().zip(news.iter().skip(1)).all(|(first, second)| first + 1 == *second);
        let start = whole.start;
        let styled = |run: TextRange, value: u32| in_style(run.of(&text), value);
        if follow {
            edits.push(Edit { range: first.shifted(start), insert: styled(*first, *news.first()?)? });
            if joined.is_some() {
                edits.push(Edit { range: last.shifted(start), insert: styled(last, *news.last()?)? });
            }
        } else {
            let prefix = if are_ids { id_prefix(text.get(..first.start as usize)?) } else { "" };
            let list = news.iter().map(|it| styled(*first, *it)).collect::<Option<Vec<_>>>()?;
            let insert = list.join(&format!(", {prefix}"));
            edits.push(Edit { range: TextRange::new(first.start, last.end).shifted(start), insert });
        }
    }
    edits.retain(|it| document.text().slice(it.range) != it.insert);
    (written == members.len()).then_some(edits)
}

/// A member's number before and after.
struct Member {
    old: u32,
    new: u32,
}

/// The number of what is named: of an id, the one at its end, if it has no other.
fn value(named: &Use<'_>) -> Option<u32> {
    match named.name {
        Name::Label(_, number) => number.value(),
        Name::Id(id) => plain(id.trim_start_matches(|c: char| !c.is_ascii_digit())),
        Name::Title(_) => None,
    }
}

/// What an id begins with, where one ends `before`: the letters and hyphens behind the last blank. Nothing for a label.
fn id_prefix(before: &str) -> &str {
    let start = before.rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '*' | '`')).map_or(0, |at| at + 1);
    before.get(start..).unwrap_or("")
}
