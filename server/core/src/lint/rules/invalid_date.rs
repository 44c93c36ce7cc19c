//! The rule `invalid-date`.

use jiff::civil::Date;

use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::lint::span::calendar_day;
use crate::notation::time::Schedule;
use crate::plan::unit::Said;

declare_rule! {
    /// A schedule names a day that no calendar has, or a weekday that does not fall on its date.
    ///
    /// There is no 31 June and no 29 February 2025, and 6 January 2026 is no Monday. The date is mistyped, or was moved
    /// without looking at a calendar, and nobody can tell which day is meant.
    ///
    /// Name the day that is meant. Weekdays are held against dates with a year only.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (June 2 – June 31, 2025)
    ///                     ^^^^^^^^^^^^^^^^^^^^^^ Phase 1 is scheduled for a day that does not exist
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (Monday, July 1 – Friday, July 18, 2025)
    ///                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Phase 2 says Monday for 2025-07-01, which is a Tuesday
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (June 2 – June 30, 2025)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    /// ```
    "invalid-date" Error check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (at, unit) in cx.plan.each_unit() {
        let Some(said) = &unit.schedule else { continue };
        if said.value.invalid {
            let message = format!("{} is scheduled for a day that does not exist", unit.label.text);
            report(RULE.finding(said.place, Subject::Unit(at), message));
        } else if let Some((word, date)) = wrong_weekday(cx, said) {
            report(RULE.finding(said.place, Subject::Unit(at), told(&unit.label.text, &word, date)));
        }
    }
    for (at, restated) in cx.plan.restatements.iter().enumerate() {
        let (Some(said), subject) = (&restated.schedule, Subject::Restatement(at as u32)) else { continue };
        if said.value.invalid {
            report(RULE.finding(said.place, subject, "This names a day that does not exist".to_owned()));
        } else if let Some((word, date)) = wrong_weekday(cx, said) {
            report(RULE.finding(said.place, subject, told("This", &word, date)));
        }
    }
}

fn told(who: &str, word: &str, date: Date) -> String {
    format!("{who} says {word} for {date}, which is a {}", date.strftime("%A"))
}

/// A weekday that stands with a date on which it does not fall. Where the words and the dates are not as many, nobody
/// can tell which belong together.
fn wrong_weekday(cx: &Context<'_>, said: &Said<Schedule>) -> Option<(String, Date)> {
    let (from, to) = (calendar_day(said.value.from)?, said.value.to.and_then(calendar_day));
    let dates: Vec<Date> = std::iter::once(from).chain(to.filter(|to| *to != from)).collect();
    // `Monday, ` may stand before what was read as the schedule.
    let before = cx.document.before(said.place);
    let lead = before.trim_end_matches([' ', ',', '.', '*', '_']).rsplit(|c: char| !c.is_alphabetic()).next();
    let vocabulary = &cx.document.source().vocabulary;
    let slice = cx.document.slice(said.place);
    let words = lead.into_iter().chain(slice.split(|c: char| !c.is_alphabetic()));
    // Two letters name a weekday in one language and something else in the next.
    let long = words.filter(|word| word.chars().count() > 2 || !word.is_ascii());
    let words: Vec<(&str, u8)> = long.filter_map(|word| Some((word, vocabulary.weekday(word)?))).collect();
    if words.len() != dates.len() || said.value.ambiguous {
        return None;
    }
    let wrong = |((_, day), date): &((&str, u8), Date)| date.weekday().to_monday_one_offset() != *day as i8;
    words.into_iter().zip(dates).find(wrong).map(|((word, _), date)| (word.to_owned(), date))
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
