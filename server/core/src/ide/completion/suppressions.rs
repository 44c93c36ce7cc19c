//! Completion inside a suppression: its words and the names of the rules.

use crate::document::Document;
use crate::ide::completion::{Completion, CompletionKind, Means};
use crate::lint::rule::Rule;
use crate::lint::rules;
use crate::plan::suppression::Scope;
use crate::text::TextRange;

/// What may come next in the comment that the cursor stands in; none where that is no suppression, or none yet.
pub(crate) fn in_suppression(document: &Document, offset: u32) -> Option<Vec<Completion>> {
    let text = document.text();
    let start = text.line_range(text.line_of(offset)).start;
    let before = text.slice(TextRange::new(start, offset));
    let open = before.rfind("<!--")?;
    let body = before.get(open + 4..)?;
    if body.contains("-->") || body.contains(" -- ") {
        return None;
    }
    let typed = body.rsplit([' ', '\t', ',']).next().unwrap_or(body);
    let replace = TextRange::new(offset - typed.len() as u32, offset);
    let mut words = body.split([' ', '\t', ',']).filter(|word| !word.is_empty());
    let first = words.next().filter(|word| word.len() < body.trim_start().len());
    let Some(first) = first else {
        let scopes = [Scope::NextLine, Scope::Line, Scope::File, Scope::On, Scope::Off];
        let is_meant = !typed.is_empty() && scopes.iter().any(|it| it.word().starts_with(typed));
        return is_meant.then(|| scopes.iter().map(|it| choice(it.word(), None, replace)).collect());
    };
    Scope::of(first)?;
    let named: Vec<&str> = words.filter(|word| *word != typed).collect();
    let left = rules().iter().filter(|rule| !named.contains(&rule.name));
    Some(left.map(|rule| choice(rule.name, Some(rule), replace)).collect())
}

fn choice(label: &str, rule: Option<&'static Rule>, replace: TextRange) -> Completion {
    Completion {
        title: rule.map_or_else(String::new, |rule| rule.summary().to_owned()),
        means: rule.map_or(Means::Itself, |rule| Means::Rule(rule.name)),
        ..Completion::new(CompletionKind::Rule, label.to_owned(), replace)
    }
}
