//! The page of a rule that a suppression names.

use crate::document::Document;
use crate::ide::hover::Hover;
use crate::lint::rule;

/// The page of the rule whose name stands at `offset` in a suppression.
pub(crate) fn rule_page(document: &Document, offset: u32) -> Option<Hover> {
    let mut names = document.plan().suppressions.iter().flat_map(|it| &it.rules);
    let said = names.find(|said| document.range(said.place).touches(offset))?;
    let rule = rule(&said.value)?;
    let markdown = format!("**{}** ({})\n\n{}", rule.name, rule.default_level(), rule.page().trim_end());
    Some(Hover { range: document.range(said.place), markdown })
}
