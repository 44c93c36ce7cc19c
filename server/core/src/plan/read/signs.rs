//! Signs of Obsidian Tasks and Dataview behind an item's words: `🆔 x`, `⛔ a,b`, `[id:: x]`, `[dependsOn:: a, b]`.

use std::ops::Range;

use crate::plan::read::facts::{DependsIn, NameForm};
use crate::plan::read::names::number;
use crate::plan::read::noter::Noter;
use crate::plan::read::plain::Plain;

/// The id that a sign gives the item.
pub fn signed_id(plain: &Plain) -> Option<(String, Range<usize>)> {
    let at = value_at(&plain.text, &["🆔", "[id::", "(id::"])?;
    let range = words(&plain.text, at).next()?;
    Some((plain.text.get(range.clone())?.to_owned(), range))
}

/// What must be done before the item, by a sign.
pub fn signed_depends(plain: &Plain, noter: &mut Noter) -> Option<DependsIn> {
    let at = value_at(&plain.text, &["⛔", "[dependsOn::", "(dependsOn::"])?;
    let mut names = Vec::new();
    let mut end = at;
    for range in words(&plain.text, at) {
        end = range.end;
        let mut found = number(plain.text.get(range.clone())?.to_owned(), range, true);
        found.form = NameForm::Number;
        names.push(found.note(plain, noter));
    }
    let whole = noter.plain(plain, at..end);
    (!names.is_empty()).then_some(DependsIn { whole, subject: None, bare: true, after: None, names })
}

/// Whether the line bears a sign that only such vaults write.
pub fn is_signed(text: &str) -> bool {
    let dated = ["📅", "⏳", "🛫", "➕", "✅", "❌"].iter().any(|sign| {
        let behind = text.split_once(sign).map(|(_, behind)| behind.trim_start_matches(['\u{fe0f}', ' ']));
        behind.is_some_and(|it| it.len() >= 10 && it.starts_with("20") && it.get(4..5) == Some("-"))
    });
    dated || text.contains("🆔 ") || text.contains("[id::") || text.contains("[dependsOn::") || text.contains("[due::")
}

/// Where the value behind one of the signs begins.
fn value_at(text: &str, signs: &[&str]) -> Option<usize> {
    signs.iter().find_map(|sign| text.find(sign).map(|at| at + sign.len()))
}

/// The ids from `at` on, set apart by commas.
fn words(text: &str, at: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = at;
    let mut more = true;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|_| more)?;
        let start = at + (rest.len() - rest.trim_start_matches([' ', '\u{fe0f}', ',']).len());
        let tail = text.get(start..)?;
        let len = tail.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(tail.len());
        at = start + len;
        more = text.get(at..).is_some_and(|it| it.trim_start().starts_with(','));
        (len > 0).then_some(start..start + len)
    })
}
