//! How much work something is: `5 points`, `8h`, `3 SP`, `2 days`.

use std::fmt;

/// What an [`Effort`] is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// Story points.
    Points,
    /// Hours of work.
    Hours,
    /// Days of work.
    Days,
}

/// How much work something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// The amount, in hundredths; the larger end of a range.
    pub hundredths: u32,
    /// What it counts; none where only a number is said.
    pub measure: Option<Measure>,
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Measure::Points => "points",
            Measure::Hours => "hours",
            Measure::Days => "days",
        })
    }
}

impl fmt::Display for Effort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.hundredths / 100, self.hundredths % 100);
        let number = match part {
            0 => whole.to_string(),
            part => format!("{whole}.{part:02}").trim_end_matches('0').to_owned(),
        };
        match self.measure {
            Some(measure) if number == "1" => write!(f, "1 {}", measure.to_string().trim_end_matches('s')),
            Some(measure) => write!(f, "{number} {measure}"),
            None => f.write_str(&number),
        }
    }
}

/// Words of each measure, in small letters.
#[rustfmt::skip]
const WORDS: &[(Measure, &[&str])] = &[
    (Measure::Points, &[
        "points", "point", "pts", "pt", "sp", "story points", "story point", "storypoints", "punkte", "puntos", "pontos", "punti", "punten",
        "punkty", "poäng", "баллов", "点", "ポイント", "포인트",
    ]),
    (Measure::Hours, &[
        "hours", "hour", "hrs", "hr", "h", "stunden", "stunde", "std", "heures", "heure", "horas", "hora", "ore", "ora", "uren", "uur",
        "godzin", "часов", "часа", "час", "ч", "小时", "時間", "시간", "timmar",
    ]),
    (Measure::Days, &[
        "days", "day", "d", "tage", "tag", "jours", "jour", "días", "día", "dias", "dia", "giorni", "giorno", "dagen", "dag", "dni",
        "дней", "дня", "день", "天", "日", "일", "dagar",
    ]),
];

/// The effort that a field's or cell's value is: a number, or a number with its measure before words of any kind.
pub fn effort_value(text: &str) -> Option<Effort> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '~' | '≈' | '*' | '_' | '`'));
    let (hundredths, rest) = number(text)?;
    let rest = rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`' | '.'));
    if rest.is_empty() {
        return Some(Effort { hundredths, measure: None });
    }
    measure(rest).map(|(measure, _)| Effort { hundredths, measure: Some(measure) })
}

/// The effort that a task's line says in brackets: `Build the index (5 points)`, `Parse the queries [3h]`.
pub fn effort_in_line(text: &str) -> Option<Effort> {
    let mut found = None;
    for (at, open) in text.char_indices().filter(|(_, c)| matches!(c, '(' | '[' | '（' | '【')) {
        let inner = text.get(at + open.len_utf8()..)?;
        let Some(close) = inner.find([')', ']', '）', '】']) else { break };
        let inner = inner.get(..close)?.trim().trim_start_matches(['~', '≈']);
        let Some((hundredths, rest)) = number(inner) else { continue };
        let whole = measure(rest).filter(|(_, len)| rest.trim().len() == *len);
        if let Some((measure, _)) = whole {
            found = Some(Effort { hundredths, measure: Some(measure) });
        }
    }
    found
}

/// The number at the start of `text`, the larger one of a range, in hundredths; and what follows.
fn number(text: &str) -> Option<(u32, &str)> {
    let (mut value, mut rest) = decimal(text)?;
    if let Some(behind) = rest.trim_start().strip_prefix(['-', '–', '—']) {
        (value, rest) = decimal(behind.trim_start()).filter(|(to, _)| *to >= value)?;
    }
    Some((value, rest))
}

fn decimal(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let whole: u32 = text.get(..end).filter(|it| it.len() <= 5)?.parse().ok()?;
    let rest = text.get(end..)?;
    let behind = rest.strip_prefix(['.', ',']).filter(|it| it.starts_with(|c: char| c.is_ascii_digit()));
    let Some(behind) = behind else { return Some((whole * 100, rest)) };
    let end = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
    let part = behind.get(..end).filter(|it| it.len() <= 2)?;
    let hundredths: u32 = format!("{part:0<2}").parse().ok()?;
    Some((whole * 100 + hundredths, behind.get(end..)?))
}

/// The measure at the start of `text`, and the length of its word.
fn measure(text: &str) -> Option<(Measure, usize)> {
    let low = text.trim().to_lowercase();
    let words = WORDS.iter().flat_map(|(measure, words)| words.iter().map(|word| (*measure, *word)));
    let starts = words.filter(|(_, word)| {
        low.strip_prefix(word).is_some_and(|rest| !word.is_ascii() || !rest.starts_with(char::is_alphanumeric))
    });
    starts.max_by_key(|(_, word)| word.len()).map(|(measure, word)| (measure, word.len()))
}

#[cfg(test)]
mod tests {
    use crate::notation::effort::{Effort, Measure, effort_in_line, effort_value};

    fn effort(hundredths: u32, measure: Option<Measure>) -> Option<Effort> {
        Some(Effort { hundredths, measure })
    }

    #[test]
    fn values_are_numbers_with_or_without_their_measure() {
        assert_eq!(effort_value("30 points"), effort(3000, Some(Measure::Points)));
        assert_eq!(effort_value("20"), effort(2000, None));
        assert_eq!(effort_value("~1.5 d"), effort(150, Some(Measure::Days)));
        assert_eq!(effort_value("20-25 SP per sprint"), effort(2500, Some(Measure::Points)));
        assert_eq!(effort_value("2 developers"), None);
        assert_eq!(effort_value("80%"), None);
    }

    #[test]
    fn lines_say_it_in_brackets() {
        assert_eq!(effort_in_line("Build the index (5 points)"), effort(500, Some(Measure::Points)));
        assert_eq!(effort_in_line("Parse the queries [3h]"), effort(300, Some(Measure::Hours)));
        assert_eq!(effort_in_line("Split payments (70/30)"), None);
        assert_eq!(effort_in_line("Keep it for 3 days"), None);
        assert_eq!(effort_in_line("Delete old backups (3 days old)"), None);
    }
}
