//! The style of numbers: one written as another place writes its own: with its zeros, in Roman numerals.

use crate::notation::label::fold_char;
use crate::notation::number::roman;

/// `new`, which comes for `old`, as a place that writes `here` for `old` writes it.
pub fn written_as(here: &str, old: &str, new: &str) -> String {
    if here == old {
        return new.to_owned();
    }
    if let Some(value) = value_of(new)
        && let Some(styled) = in_style(here, value)
    {
        return styled;
    }
    let is_dash = |c: &char| matches!(c, '-' | '\u{2010}'..='\u{2015}');
    if let Some(dash) = here.chars().find(is_dash) {
        return new.chars().map(|c| if is_dash(&c) { dash } else { c }).collect();
    }
    if here == old.to_lowercase() { new.to_lowercase() } else { new.to_owned() }
}

/// `value` in the style of `like`: `03` for `02`, `III` for `II`. None where `like` has another style.
pub fn in_style(like: &str, value: u32) -> Option<String> {
    if plain(like).is_some() {
        let width = if like.starts_with('0') { like.len() } else { 0 };
        return Some(format!("{value:0width$}"));
    }
    if !like.is_empty() && like.chars().all(is_wide) {
        return Some(value.to_string().chars().filter_map(|it| char::from_u32(u32::from(it) + WIDE)).collect());
    }
    if roman(like).is_some() {
        return numeral(value);
    }
    None
}

/// How far full-width digits are from those of ASCII.
const WIDE: u32 = 0xFEE0;

fn is_wide(c: char) -> bool {
    ('０'..='９').contains(&c)
}

/// The value of a number in ASCII digits.
pub fn plain(text: &str) -> Option<u32> {
    let is_plain = !text.is_empty() && text.len() <= 9 && text.bytes().all(|it| it.is_ascii_digit());
    is_plain.then(|| text.parse().ok()).flatten()
}

/// A Roman numeral, as far as reading knows them.
fn numeral(value: u32) -> Option<String> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let ones = ONES.get((value % 10) as usize)?;
    (1..40).contains(&value).then(|| format!("{}{ones}", "X".repeat((value / 10) as usize)))
}

/// The value of a number in a style that is known here.
pub fn value_of(text: &str) -> Option<u32> {
    let narrow: String = text.chars().map(fold_char).collect();
    plain(&narrow).or_else(|| roman(text))
}
