//! Statuses: as the document writes them, then as the vocabulary has them in the document's language.

use crate::document::Document;
use crate::ide::completion::value::Typed;
use crate::ide::completion::{Completion, CompletionKind};
use crate::ide::new_unit::status::written;
use crate::lint::language::status_words;
use crate::notation::status::Status;
use crate::text::TextRange;

/// So much of the document tells its language, in bytes.
const SAMPLE: u32 = 20_000;

/// In the order of work.
const ALL: [Status; 5] = [Status::Todo, Status::Active, Status::Blocked, Status::Done, Status::Cancelled];

/// The choices for a status.
pub(crate) fn statuses(document: &Document, typed: &Typed) -> Vec<Completion> {
    let own = written(document);
    let is_capital =
        own.iter().all(|(_, text)| text.chars().find(|c| c.is_alphabetic()).is_none_or(char::is_uppercase));
    let sample = document.text().slice(TextRange::new(0, document.text().boundary(document.text().len().min(SAMPLE))));
    let words = ALL.iter().zip(status_words(&sample)).map(|(status, word)| (*status, cased(word, is_capital)));
    let missing = words.filter(|(status, _)| !own.iter().any(|it| it.0 == *status)).collect::<Vec<_>>();
    let choice = |(status, text): (Status, String)| {
        let said = status.to_string();
        let title = if text.to_lowercase() == said { String::new() } else { said };
        typed.choice(CompletionKind::Status, text, title)
    };
    own.into_iter().chain(missing).map(choice).collect()
}

fn cased(word: &str, is_capital: bool) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if is_capital => first.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}
