//! Words that leave open what they should say: placeholders, and criteria without anything to observe.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::notation::vocabulary::Vocabulary;
use crate::notation::vocabulary::fold::{is_cjk, is_letter};
use crate::notation::vocabulary::vague::VAGUE;

/// Words that tell that bracketed text is an instruction of a template.
const INSTRUCTIONS: [&str; 13] = [
    "your",
    "insert",
    "describe",
    "description",
    "placeholder",
    "specify",
    "enter",
    "replace",
    "brief",
    "yyyy",
    "e.g.",
    "fill",
    "lorem",
];
/// What a template's `[Owner name]` ends in.
const ASKED: [&str; 4] = ["name", "title", "names", "here"];
/// A longer line is a paragraph, not a criterion.
const LONGEST: usize = 240;

/// The part of `text`, in bytes, that stands in the place of what nobody has written yet: `TBD` behind a label or alone,
/// `[NEEDS CLARIFICATION: …]`, `[Your team]`. None of a dash or `none`, which say that there is nothing.
pub fn placeholder(text: &str, vocabulary: &Vocabulary) -> Option<Range<usize>> {
    if let Some(found) = bracketed(text, vocabulary) {
        return Some(found);
    }
    let end = text.trim_end().len();
    let body = text.get(..end)?;
    let value = body
        .find([':', '：'])
        .map(|at| at + body.get(at..).map_or(1, |it| it.chars().next().map_or(1, char::len_utf8)));
    for start in value.into_iter().chain([0]) {
        let words = body.get(start..)?;
        let start = start + words.len() - words.trim_start().len();
        let words = words.trim_start();
        if is_open(words, vocabulary) {
            return Some(start..end);
        }
    }
    None
}

/// `[TBD]`, `[TODO: the owner]`, `[Your team]`.
fn bracketed(text: &str, vocabulary: &Vocabulary) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(open) = text.get(from..)?.find('[').map(|at| from + at) {
        let close = open + text.get(open..)?.find(']')?;
        let inner = text.get(open + 1..close)?;
        let head = inner.split([':', '：', ';', '—', '–']).next().unwrap_or("");
        let is_call = head.trim().to_uppercase() == "NEEDS CLARIFICATION";
        let is_whole = !text.get(close + 1..)?.starts_with(['(', '[']);
        // `Meet [Plant name]` is a text with a gap; a value that is nothing but brackets is one to be filled in.
        let before = text.get(..open)?.trim_end();
        let is_all = (before.is_empty() || before.ends_with([':', '：'])) && text.get(close + 1..)?.trim().is_empty();
        if is_whole && (is_call || is_open(head, vocabulary) || is_all && is_instruction(inner)) {
            return Some(open..close + 1);
        }
        from = close + 1;
    }
    None
}

/// Whether words say that they are still to be written. A status says the same and means it: `Status: To do`.
fn is_open(words: &str, vocabulary: &Vocabulary) -> bool {
    words.chars().any(char::is_alphanumeric) && !words.ends_with([':', '：']) && vocabulary.is_unknown(words)
}

fn is_instruction(words: &str) -> bool {
    let lower = words.to_lowercase();
    let mut parts =
        lower.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/' | ':')).filter(|it| !it.is_empty());
    let last = parts.clone().next_back().unwrap_or("");
    parts.clone().count() > 1
        && (ASKED.contains(&last) || parts.any(|it| INSTRUCTIONS.contains(&it)))
        && words.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | '-' | '/' | ':' | '.' | '\'' | '’'))
}

/// The phrase of a criterion, in bytes, that names nothing that one could observe: "works well". None where a number or a
/// comparison stands beside it, which can be observed.
pub fn vague(text: &str) -> Option<Range<usize>> {
    static PHRASES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true).build(VAGUE).ok()
    });
    let is_measured = |c: char| c.is_ascii_digit() || matches!(c, '<' | '>' | '≤' | '≥' | '=' | '%' | '`' | '"' | '“');
    // What ends in a colon is told by the list below it.
    if text.len() > LONGEST || text.contains(is_measured) || text.trim_end().ends_with([':', '：']) {
        return None;
    }
    let whole = |at: &Range<usize>| {
        let first = text.get(at.clone()).and_then(|it| it.chars().next())?;
        let before = text.get(..at.start)?.chars().next_back();
        let last = text.get(at.clone())?.chars().next_back()?;
        let behind = text.get(at.end..)?.chars().next();
        let joined = |a: Option<char>, b: char| !is_cjk(b) && is_letter(b) && a.is_some_and(is_letter);
        Some(!joined(before, first) && !joined(behind, last))
    };
    let found = PHRASES.as_ref()?.find_iter(text).map(|it| it.range());
    // `(PNG, JPEG, etc.)` gives examples; what a criterion ends in belongs to it.
    let ends = |at: &Range<usize>| {
        let is_list = text.get(at.clone()).is_some_and(|it| it.ends_with(['.', '等']) || it == "and so on");
        !is_list || text.get(at.end..).is_some_and(|rest| rest.trim_matches(['.', '。', ' ', '*', '_']).is_empty())
    };
    found.into_iter().find(|at| whole(at) == Some(true) && ends(at))
}

#[cfg(test)]
mod tests {
    use crate::notation::loose::{placeholder, vague};
    use crate::notation::vocabulary::Vocabulary;

    #[test]
    fn what_is_still_to_be_written_is_seen() {
        let check = |text: &str, want: Option<&str>| {
            let found = placeholder(text, &Vocabulary::builtin());
            assert_eq!(found.map(|at| &text[at]), want, "{text}");
        };
        check("Owner: TBD", Some("TBD"));
        check("Owner: to be determined.", Some("to be determined."));
        check("TBD", Some("TBD"));
        check("负责人：待定", Some("待定"));
        check(
            "Sign in with [NEEDS CLARIFICATION: which provider?] first",
            Some("[NEEDS CLARIFICATION: which provider?]"),
        );
        check("Owner: [TODO: ask Ana]", Some("[TODO: ask Ana]"));
        check("Owner: [Your team]", Some("[Your team]"));
        check("Goal: [Describe the goal]", Some("[Describe the goal]"));
        check("Depends on: –", None);
        check("Depends on: none", None);
        check("To do:", None);
        check("TODO: raise the mast", None);
        check("Decide the owner, TBD by May", None);
        check("Owner: [Ana]", None);
        check("Labels: [backend]", None);
        check("See [your notes](notes.md)", None);
        check("[Name] of the boat", None);
        check("Meet [Boat name] to see the log", None);
    }

    #[test]
    fn a_criterion_without_anything_to_observe_is_seen() {
        let check = |text: &str, want: Option<&str>| assert_eq!(vague(text).map(|at| &text[at]), want, "{text}");
        check("Search works well", Some("works well"));
        check("Works as expected.", Some("Works as expected"));
        check("Imports pages, tags, etc.", Some("etc."));
        check("Die Suche funktioniert wie erwartet", Some("funktioniert wie erwartet"));
        check("搜索正常工作", Some("正常工作"));
        check("Search works well: 20 ms at most", None);
        check("Every page is found by its title", None);
        check("Errors are handled (empty, too long, etc.)", None);
        check("Sign-in works properly:", None);
        check("Fireworks welled up", None);
    }
}
