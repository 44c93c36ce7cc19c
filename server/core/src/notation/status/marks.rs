//! Signs that say a status, and those that only decorate.

use crate::notation::status::Status;
use crate::notation::vocabulary::fold::is_invisible;
use crate::notation::vocabulary::statuses::{MARKS, SHORTCODES, VALUE_MARKS};

/// The mark or marks at the start, and the text behind them and their blanks.
pub(crate) fn behind_marks(text: &str) -> (Option<Status>, &str) {
    let mut rest = text.trim_start();
    let mut said = None;
    while let Some(c) = rest.chars().next() {
        if let Some(len) = shortcode_len(rest) {
            said = said.or(mark_at(rest, c).map(|(status, _)| status));
            rest = rest.get(len..).unwrap_or("").trim_start();
        } else if let Some(status) = mark_of(c, false) {
            said = said.or(Some(status));
            rest = rest.get(c.len_utf8()..).unwrap_or("").trim_start();
        } else if is_ornament(c) && !matches!(c, '[' | '(') {
            rest = rest.get(c.len_utf8()..).unwrap_or("").trim_start();
        } else {
            break;
        }
    }
    (said, rest)
}

pub(crate) fn trailing_mark(words: &str) -> Option<Status> {
    let c = words.trim_end_matches(is_invisible).chars().next_back()?;
    mark_of(c, true)
}

pub(crate) fn trim_decoration(text: &str) -> &str {
    text.trim().trim_matches(['*', '_', '`', '~', '"', '.', '!', '。']).trim()
}

/// Signs that say nothing of themselves: blanks, emphasis, selectors.
pub(crate) fn is_ornament(c: char) -> bool {
    c.is_whitespace()
        || is_invisible(c)
        || matches!(c, '*' | '_' | '`' | '~' | '#' | '!' | '.' | ':' | '-' | '–' | '—' | '\u{FF1A}')
        || matches!(u32::from(c), 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x1F300..=0x1FAFF | 0x23E9..=0x23FF)
}

/// The status mark or shortcode that starts `rest`, whose first character is `c`, and its length.
pub(crate) fn mark_at(rest: &str, c: char) -> Option<(Status, usize)> {
    if c == ':' {
        return SHORTCODES.iter().find(|(code, _)| rest.starts_with(code)).map(|(code, status)| (*status, code.len()));
    }
    let status = mark_of(c, true)?;
    let invisible: usize = rest.chars().skip(1).take_while(|c| is_invisible(*c)).map(char::len_utf8).sum();
    Some((status, c.len_utf8() + invisible))
}

pub(crate) fn shortcode_len(rest: &str) -> Option<usize> {
    SHORTCODES.iter().find(|(code, _)| rest.starts_with(code)).map(|(code, _)| code.len())
}

pub(crate) fn mark_of(c: char, in_heading: bool) -> Option<Status> {
    if c.is_ascii() {
        return None;
    }
    let listed = |list: &[(char, Status)]| list.iter().find(|(mark, _)| *mark == c).map(|(_, status)| *status);
    listed(MARKS).or_else(|| if in_heading { None } else { listed(VALUE_MARKS) })
}
