//! Dates and ranges of dates, in figures and with months' names.

use crate::notation::time::token::{Reader, Sort};
use crate::notation::time::{DateOrder, Point, Schedule, TimeUnit};

/// How a date is written, which decides what may follow it in a range.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// 2026-01-05
    Iso,
    /// 05.01.2026, 1/5/2026
    Figures,
    /// 05.01., 1/5: only in ranges
    Short,
    /// January 5, Jan 2026
    MonthFirst,
    /// 5 January
    DayFirst,
    /// 1月5日
    Cjk,
    /// Jul W2
    MonthWeek,
}

/// One end of a range, as written.
#[derive(Clone, Copy)]
pub(crate) struct Date {
    pub(crate) year: Option<i16>,
    pub(crate) month: u8,
    pub(crate) day: Option<u8>,
    /// The last day, where the date is a whole week of a month.
    pub(crate) last_day: Option<u8>,
    pub(crate) form: Form,
    pub(crate) ambiguous: bool,
    /// Too little to be a date without another: a bare abbreviation, a day and month in figures.
    pub(crate) alone: bool,
    /// Which order its figures prove.
    pub(crate) proves: Option<DateOrder>,
}

impl Date {
    pub(crate) fn new(year: Option<i16>, month: u8, day: Option<u8>, form: Form) -> Date {
        Date { year, month, day, last_day: None, form, ambiguous: false, alone: true, proves: None }
    }

    pub(crate) fn exists(&self) -> bool {
        let Some(day) = self.day else { return (1..=12).contains(&self.month) };
        (1..=days_in(self.year, self.month)).contains(&day)
    }

    fn point(&self) -> Point {
        Point::Date { year: self.year, month: self.month, day: self.day }
    }
}

fn days_in(year: Option<i16>, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_none_or(is_leap) => 29,
        2 => 28,
        _ => 0,
    }
}

fn is_leap(year: i16) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

pub(crate) fn is_year(value: u32) -> Option<i16> {
    if (1990..2100).contains(&value) { i16::try_from(value).ok() } else { None }
}

pub(crate) fn small(value: u32, most: u32) -> Option<u8> {
    if (1..=most).contains(&value) { u8::try_from(value).ok() } else { None }
}

impl Reader<'_> {
    /// A date, or a range of dates.
    pub(crate) fn dates(&self, at: usize) -> Option<(Schedule, usize)> {
        if !self.begins(at) || self.is_interval(at) {
            return None;
        }
        // `Monday, July 1`: the weekday is part of the date. In brackets it belongs to what stands before.
        let bare = self.facts(at).is_some_and(|facts| facts.weekday.is_some());
        let at = if bare { self.behind_weekday(at) } else { at };
        let (mut from, mut next) = match self.date(at) {
            Some(found) => found,
            None => return self.days_of_month(at).or_else(|| self.months_of_year(at)),
        };
        let mut to = from;
        let bracketed = self.behind_weekday(next);
        let near = if bracketed > next && self.through(bracketed).is_some() { bracketed } else { next };
        let joined = self.through(near).or_else(|| self.interval(near));
        if let Some((loose, behind)) = joined {
            let whole = |other: &Date| other.form != Form::Short || matches!(from.form, Form::Short | Form::Figures);
            let certain = |other: &Date| from.alone || other.alone || other.form == from.form || !loose;
            if let Some((other, after)) =
                self.date(self.behind_weekday(behind)).filter(|(other, _)| whole(other) && certain(other))
            {
                (to, next) = (other, after);
            } else if let Some((other, after)) = self.rest_of_range(&from, behind, loose) {
                (to, next) = (other, after);
            } else if !from.alone {
                return None;
            }
        } else if !from.alone {
            return None;
        }
        let paired = (from.form == Form::Short) == (to.form == Form::Short)
            || to.form == Form::Figures
            || from.form == Form::Figures;
        if !paired {
            return None;
        }
        agree_on_order(&mut from, &mut to);
        share_years(&mut from, &mut to);
        Some((schedule(&from, &to), next))
    }

    /// The order of day and month that the dates in figures prove.
    pub(crate) fn proven_order(&self, at: usize) -> Option<DateOrder> {
        if !self.begins(at) {
            return None;
        }
        self.figures(at).and_then(|(date, _)| date.proves)
    }

    /// Whether a date begins at `at`.
    pub(crate) fn is_date_at(&self, at: usize) -> bool {
        self.date(at).is_some_and(|(date, _)| date.alone)
    }

    fn date(&self, at: usize) -> Option<(Date, usize)> {
        match self.get(at)?.sort {
            Sort::Number(..) => self
                .iso(at)
                .or_else(|| self.cjk_date(at))
                .or_else(|| self.figures(at))
                .or_else(|| self.day_first(at))
                .or_else(|| self.short_figures(at)),
            Sort::Word => self.month_first(at),
            Sort::Cjk(_) => self.cjk_month(at),
            Sort::Sign(_) => None,
        }
    }

    /// Jan 6, 2026; January 2026; Jul W2; a bare full name.
    fn month_first(&self, at: usize) -> Option<(Date, usize)> {
        let token = self.get(at)?;
        let name = token.facts?.month?;
        let dot = usize::from(name.short && self.is_sign(at + 1, '.') && self.touches(at + 1) && !self.sticks(at + 2));
        let next = at + 1 + dot;
        let sure = !name.weak || token.capital || dot == 1;
        if let Some((year, behind)) = self.year_behind(next) {
            return Some((Date::new(Some(year), name.number, None, Form::MonthFirst), behind));
        }
        if token.capital
            && self.word(next) == "W"
            && self.touches(next + 1)
            && let Some((week @ 1..=5, 1)) = self.number(next + 1)
        {
            return self.ends(next + 2).then(|| self.month_week(name.number, week, next + 2));
        }
        let named_first = name.first || name.full;
        if named_first
            && sure
            && let Some((day, 1..=2)) = self.number(next)
            && let Some(day) = small(day, 31)
        {
            let behind = match self.behind_ordinal(next + 1) {
                Some(behind) if self.get(next + 1).is_some_and(|token| token.sort == Sort::Word) => behind,
                _ => next + 1,
            };
            let length = self.length_unit(behind).is_some() && self.through(behind).is_none();
            if self.ends(behind)
                && !length
                && !(self.touches(behind)
                    && self.is_sign(behind, '-')
                    && self.sticks(behind + 1)
                    && self.number(behind + 1).is_none())
            {
                let (year, after) =
                    self.year_after_comma(behind).map_or((None, behind), |(year, after)| (Some(year), after));
                return Some((Date::new(year, name.number, Some(day), Form::MonthFirst), after));
            }
        }
        if self.touches(next)
            && self.sign(next) == Some('-')
            && self.sticks(next + 1)
            && self.facts(next + 1).is_none_or(|facts| facts.month.is_none())
        {
            return None;
        }
        let mut date = Date::new(None, name.number, None, Form::MonthFirst);
        let english = name.first;
        date.alone = name.full && !name.weak && (token.capital || !english) && self.number(next).is_none();
        // A bare abbreviation needs its capital; a range of months makes it certain.
        (date.alone || token.capital || name.full).then_some((date, next))
    }

    /// The week of a month, as its days: the first is from the 1st to the 7th, the fifth is what is left.
    fn month_week(&self, month: u8, week: u32, behind: usize) -> (Date, usize) {
        let week = u8::try_from(week).unwrap_or(1);
        let (year, next) = self.year_behind(behind).map_or((None, behind), |(year, next)| (Some(year), next));
        let most = days_in(year, month);
        let first = (week.saturating_sub(1) * 7 + 1).min(most);
        let mut date = Date::new(year, month, Some(first), Form::MonthWeek);
        date.last_day = Some(if week == 5 { most } else { (week * 7).min(most) });
        (date, next)
    }

    /// 6 January 2026, 6. Januar, 6 de enero de 2026, 1er mars, 6-Jan-2026.
    fn day_first(&self, at: usize) -> Option<(Date, usize)> {
        let (day, 1..=2) = self.number(at)? else { return None };
        let day = small(day, 31)?;
        if self.is_label_number(at) {
            return None;
        }
        let next = self.behind_ordinal(at + 1).unwrap_or(at + 1);
        self.month_behind_day(day, next)
    }

    /// The month behind a day, and what follows.
    fn month_behind_day(&self, day: u8, at: usize) -> Option<(Date, usize)> {
        let mut next = at;
        let hyphen = self.touches(next) && self.sign(next) == Some('-') && self.touches(next + 1);
        let mut linked = hyphen;
        if hyphen {
            next += 1;
        } else if self.facts(next).is_some_and(|facts| facts.of && facts.month.is_none()) {
            linked = true;
            next += 1;
        }
        // 1er mar, 1º set
        let dotted = self.is_sign(next - 1, '.');
        linked |= self.number(next - 1).is_none() && !dotted;
        let token = self.get(next)?;
        let name = token.facts?.month?;
        let dot =
            usize::from(name.short && self.is_sign(next + 1, '.') && self.touches(next + 1) && !self.sticks(next + 2));
        let behind = next + 1 + dot;
        let year = if hyphen && self.sign(behind) == Some('-') && self.touches(behind) {
            self.number(behind + 1)
                .filter(|(_, digits)| *digits == 4)
                .and_then(|(year, _)| is_year(year))
                .map(|year| (year, behind + 2))
        } else {
            self.year_after_comma(behind)
        };
        if name.weak && !(token.capital && name.first && !dotted) && !linked && year.is_none() {
            return None;
        }
        if year.is_none() && !self.ends(behind) {
            return None;
        }
        let (year, after) = year.map_or((None, behind), |(year, after)| (Some(year), after));
        Some((Date::new(year, name.number, Some(day), Form::DayFirst), after))
    }

    /// A range whose first end is a day only: 6–17 January, 6.–17.01.2026, 15 al 29 de julio.
    fn days_of_month(&self, at: usize) -> Option<(Schedule, usize)> {
        let (first, 1..=2) = self.number(at)? else { return None };
        let first = small(first, 31)?;
        if self.is_label_number(at) {
            return None;
        }
        let dotted = self.behind_ordinal(at + 1);
        let (_, behind) = self.through(dotted.unwrap_or(at + 1))?;
        let behind = self.behind_weekday(behind);
        let (mut to, next) = self.day_first(behind).or_else(|| {
            let dotted_figures = dotted.is_some() && self.is_sign(behind + 1, '.');
            if dotted_figures { self.figures(behind).or_else(|| self.short_figures(behind)) } else { None }
        })?;
        let mut from = Date { day: Some(first), ..to };
        if to.day.is_some_and(|last| last < first) {
            return None;
        }
        share_years(&mut from, &mut to);
        Some((schedule(&from, &to), next))
    }

    /// The second end of a range where it leaves out what the first one said: Jan 6–17, 2026; 1月5日-16日; 2026/01/05-01/16.
    fn rest_of_range(&self, from: &Date, at: usize, loose: bool) -> Option<(Date, usize)> {
        let (day, 1..=2) = self.number(at)? else { return None };
        let day = small(day, 31)?;
        match from.form {
            Form::MonthFirst if from.day.is_some() && from.year.is_none() => {
                let behind = match self.behind_ordinal(at + 1) {
                    Some(behind) if self.get(at + 1).is_some_and(|token| token.sort == Sort::Word) => behind,
                    _ => at + 1,
                };
                let something_else = self.length_unit(behind).is_some() || loose && self.is_small_word(behind);
                if !self.ends(behind) || something_else || self.is_sign(behind, ':') && self.sticks(behind + 1) {
                    return None;
                }
                let (year, after) =
                    self.year_after_comma(behind).map_or((None, behind), |(year, after)| (Some(year), after));
                Some((Date::new(year, from.month, Some(day), Form::MonthFirst), after))
            }
            Form::Cjk if from.day.is_some() && self.is_cjk(at + 1, &['日', '일', '号', '號']) => {
                Some((Date::new(from.year, from.month, Some(day), Form::Cjk), at + 2))
            }
            Form::Iso if from.day.is_some() => {
                let month = day;
                let between = self.sign(at + 1)?;
                let (day, 2) = self.number(at + 2)? else { return None };
                let solid = self.touches(at + 1) && self.touches(at + 2) && matches!(between, '-' | '/' | '.');
                let day = small(day, 31)?;
                (solid && month <= 12 && self.ends_date(at + 3))
                    .then(|| (Date::new(from.year, month, Some(day), Form::Iso), at + 3))
            }
            _ => None,
        }
    }

    /// The slash of an ISO interval, where a whole date follows it.
    fn interval(&self, at: usize) -> Option<(bool, usize)> {
        (self.is_sign(at, '/') && self.number(at + 1).is_some_and(|(_, digits)| digits == 4)).then_some((false, at + 1))
    }

    /// A year right behind a month, a preposition allowed: "2026", "de 2026", "'26".
    fn year_behind(&self, at: usize) -> Option<(i16, usize)> {
        if matches!(self.sign(at), Some('\'' | '’')) && self.touches(at + 1) {
            let (year, 2) = self.number(at + 1)? else { return None };
            return self.ends(at + 2).then_some((i16::try_from(2000 + year).ok()?, at + 2));
        }
        let next = if self.facts(at).is_some_and(|facts| facts.of && facts.month.is_none()) { at + 1 } else { at };
        let (year, 4) = self.number(next)? else { return None };
        let year = is_year(year)?;
        let next_is_iso =
            self.touches(next + 1) && matches!(self.sign(next + 1), Some('-' | '/')) && self.sticks(next + 2);
        (self.ends(next + 1) && !next_is_iso).then_some((year, next + 1))
    }

    /// A year behind a whole date, a comma allowed.
    fn year_after_comma(&self, at: usize) -> Option<(i16, usize)> {
        let next = if self.is_sign(at, ',') { at + 1 } else { at };
        self.year_behind(next)
    }
}

/// An ambiguous end follows the order that the other one proves.
fn agree_on_order(from: &mut Date, to: &mut Date) {
    let proven = from.proves.or(to.proves);
    for date in [from, to] {
        if date.ambiguous
            && let (Some(order), Some(day)) = (proven, date.day)
        {
            if order == DateOrder::MonthFirst {
                (date.month, date.day) = (day, Some(date.month));
            }
            date.ambiguous = false;
        }
    }
}

/// A year that one end says holds for both; a range that runs over New Year takes the neighbour.
fn share_years(from: &mut Date, to: &mut Date) {
    let inverted = (from.month, from.day.unwrap_or(1)) > (to.month, to.day.unwrap_or(31));
    match (from.year, to.year) {
        (None, Some(year)) => from.year = Some(if inverted { year - 1 } else { year }),
        (Some(year), None) => to.year = Some(if inverted { year + 1 } else { year }),
        _ => {}
    }
}

pub(crate) fn schedule(from: &Date, to: &Date) -> Schedule {
    let last = Date { day: to.last_day.or(to.day), ..*to };
    Schedule {
        unit: TimeUnit::Date,
        from: from.point(),
        to: Some(last.point()),
        ambiguous: from.ambiguous || to.ambiguous,
        invalid: !from.exists() || !last.exists(),
        of_year: false,
    }
}
