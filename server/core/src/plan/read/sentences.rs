//! Dependencies that sentences declare: `(depends on T012, T013)`, `blocked by Sprint 2`.

use crate::notation::vocabulary::{Lead, Vocabulary};
use crate::plan::read::facts::{DependsIn, NameForm};
use crate::plan::read::names::{Found, predecessors};
use crate::plan::read::noter::Noter;
use crate::plan::read::plain::Plain;

/// Phrases that declare a dependency inside running text; the second: only where a name follows at once.
const PHRASES: [(&str, bool); 42] = [
    ("start after", false),
    ("starts after", false),
    ("started after", false),
    ("begin after", false),
    ("begins after", false),
    ("only after", false),
    ("depends on", false),
    ("depend on", false),
    ("depends:", false),
    ("depend:", false),
    ("dependent on", false),
    ("dependencies:", false),
    ("dependency:", false),
    ("blocked by", false),
    ("blocked on", false),
    ("waits for", false),
    ("prerequisite:", false),
    ("prerequisites:", false),
    ("requires", true),
    ("needs", true),
    ("after", true),
    ("hängt ab von", false),
    ("abhängig von", false),
    ("benötigt", true),
    ("setzt voraus", true),
    ("nach", true),
    ("dépend de", false),
    ("après", true),
    ("depende de", false),
    ("requiere", true),
    ("requer", true),
    ("después de", true),
    ("depois de", true),
    ("dipende da", false),
    ("dopo", true),
    ("afhankelijk van", false),
    ("zależy od", false),
    ("зависит от", false),
    ("после", true),
    ("依赖", false),
    ("依存", false),
    ("의존", false),
];

/// Dependencies declared inside a line: `(depends on T012, T013)`, `blocked by Sprint 2`, `_Depends: 1.2_`.
pub fn inline_depends(plain: &Plain, names: &[Found], vocabulary: &Vocabulary, noter: &mut Noter) -> Vec<DependsIn> {
    let lower = plain.text.to_lowercase();
    if lower.len() != plain.text.len() {
        return Vec::new();
    }
    let mut out: Vec<DependsIn> = Vec::new();
    let mut from = 0;
    for (start, phrase, strict) in phrases(&lower) {
        if start < from {
            continue;
        }
        let mut value = start + phrase.len();
        from = value;
        let tail = lower.get(value..).unwrap_or("");
        let gap = tail.len() - tail.trim_start_matches([' ', ':', '：', '*', '_']).len();
        value += gap;
        let head = plain.text.get(..start).unwrap_or("");
        if head.trim_end().ends_with("not") || plain.in_code(&(start..value)) {
            continue;
        }
        let tail = plain.text.get(value..).unwrap_or("");
        let end = value + clause_end(tail);
        if end - value >= LONGEST_CLAUSE {
            from = end; // No sentence: it is not gone through again for each phrase in it.
        }
        let found = predecessors(plain, value..end, vocabulary);
        let adjacent = found.first().is_some_and(|it| it.range.start <= value + if strict { 0 } else { 24 });
        let opened = head.trim_end().ends_with(['(', '[', '（']);
        let bare = opened || head.trim_matches(|c: char| !c.is_alphanumeric()).is_empty() || speaks_of_itself(head);
        let before = names.get(..names.partition_point(|it| it.range.start < start)).unwrap_or_default();
        let subject =
            before.iter().rev().find(|it| it.range.end <= start).and_then(|it| it.label.clone()).filter(|_| !opened);
        // A title is enough where it is plain of what the sentence speaks.
        let titled = !strict && (bare && !opened || subject.is_some());
        let found: Vec<Found> = found.into_iter().filter(|it| titled || it.form != NameForm::Title).collect();
        if found.is_empty() || !adjacent {
            continue;
        }
        if strict && !bare {
            continue;
        }
        let is_after = !opened && vocabulary.lead(phrase) == Some(Lead::After);
        let behind = |it: &Found| Some(plain.text.get(it.whole.end..end)?.trim());
        let colon = found.first().and_then(behind).filter(|it| it.starts_with([':', '：']));
        let after = is_after.then(|| colon.unwrap_or("").to_owned());
        let whole = noter.plain(plain, start..end);
        out.push(DependsIn {
            whole,
            subject,
            bare,
            after,
            names: found.into_iter().map(|it| it.note(plain, noter)).collect(),
        });
        from = end.max(from);
    }
    out
}

/// `This sprint is`, `It`: the sentence is about what holds it.
fn speaks_of_itself(head: &str) -> bool {
    const SELF: [&str; 12] =
        ["this", "it", "dieser", "diese", "dieses", "ce", "cette", "este", "esta", "questo", "questa", "deze"];
    let words = head.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty());
    let words: Vec<String> = words.take(4).map(str::to_lowercase).collect();
    words.len() <= 3 && words.first().is_some_and(|it| SELF.contains(&it.as_str()))
}

/// Where each of the phrases stands as words of their own, by place.
fn phrases(lower: &str) -> Vec<(usize, &'static str, bool)> {
    let mut found: Vec<(usize, &str, bool)> = Vec::new();
    for (phrase, strict) in PHRASES {
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && phrase.is_ascii());
        for (at, _) in lower.match_indices(phrase) {
            let before = lower.get(..at).and_then(|it| it.chars().next_back());
            let behind = lower.get(at + phrase.len()..).and_then(|it| it.chars().next());
            if !word(before) && !word(behind) {
                found.push((at, phrase, strict));
            }
        }
    }
    found.sort_by_key(|it| it.0);
    found
}

/// So many bytes of a clause are looked at.
const LONGEST_CLAUSE: usize = 4_096;

/// Where the clause that begins `text` ends: at a closing bracket, a full stop, a semicolon or a dash; a very long one
/// at a blank.
pub fn clause_end(text: &str) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            _ if at >= LONGEST_CLAUSE && c.is_whitespace() => return at,
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' if depth == 0 => return at,
            ')' | ']' | '）' => depth -= 1,
            ';' | '。' | '；' | '|' | '_' | '→' | '!' => return at,
            '.' | '-' | '–' | '—' => {
                let behind = text.get(at + c.len_utf8()..).unwrap_or("");
                let before = text.get(..at).unwrap_or("");
                let blank = behind.is_empty() || behind.starts_with(char::is_whitespace);
                if blank && (c == '.' || before.ends_with(' ')) {
                    return at;
                }
            }
            _ => {}
        }
    }
    text.len()
}
