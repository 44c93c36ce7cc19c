//! Dates in figures: 2026-01-05, 05.01.2026, 1/5/26, 1月5日.

use crate::notation::time::date::{Date, Form, is_year, schedule, small};
use crate::notation::time::token::{Reader, Sort};
use crate::notation::time::{DateOrder, Schedule};
use crate::notation::vocabulary::timewords::chinese_number_at;

impl Reader<'_> {
    /// 2026-01-05, 2026/01/05, 2026.01.05, 2026-01.
    pub(crate) fn iso(&self, at: usize) -> Option<(Date, usize)> {
        let (year, 4) = self.number(at)? else { return None };
        let year = is_year(year)?;
        let between = self.sign(at + 1).filter(|_| self.touches(at + 1) && self.touches(at + 2))?;
        if !matches!(between, '-' | '‐' | '‑' | '–' | '−' | '/' | '.') {
            return None;
        }
        let (month, month_digits) = self.number(at + 2)?;
        let same_again = self.sign(at + 3) == Some(between) && self.touches(at + 3) && self.touches(at + 4);
        if same_again && let Some((day, day_digits @ 1..=2)) = self.number(at + 4) {
            let possible = small(month, 12).is_some() && day <= 31;
            let date_shaped = between == '-' && month_digits == 2 && day_digits == 2;
            if month_digits > 2 || !(possible || date_shaped) || !self.ends_date(at + 5) {
                return None;
            }
            let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
            return Some((Date::new(Some(year), month, Some(day), Form::Iso), at + 5));
        }
        let month = small(month, 12).filter(|_| month_digits == 2 && !matches!(between, '.' | '–'))?;
        self.ends_date(at + 3).then(|| (Date::new(Some(year), month, None, Form::Iso), at + 3))
    }

    /// 05.01.2026, 1/5/2026, 05-01-2026, 20/09/21.
    pub(crate) fn figures(&self, at: usize) -> Option<(Date, usize)> {
        let (first, first_digits @ 1..=2) = self.number(at)? else { return None };
        let (second, second_digits @ 1..=2) = self.number(at + 2)? else { return None };
        let (year, year_digits) = self.number(at + 4)?;
        let between = self.sign(at + 1)?;
        let solid = (at + 1..=at + 4).all(|part| self.touches(part));
        if !matches!(between, '.' | '/' | '-')
            || self.sign(at + 3) != Some(between)
            || !solid
            || !self.ends_date(at + 5)
        {
            return None;
        }
        let year = match (between, year_digits) {
            (_, 4) => is_year(year)?,
            ('.', 2) if first_digits == 2 && second_digits == 2 => i16::try_from(2000 + year).ok()?,
            ('/', 2) => i16::try_from(2000 + year).ok()?,
            _ => return None,
        };
        let date = self.in_order(first, second, Some(year), between, Form::Figures)?;
        Some((date, at + 5))
    }

    /// 05.01., 05.01, 1/5: dates only beside another.
    pub(crate) fn short_figures(&self, at: usize) -> Option<(Date, usize)> {
        let (first, first_digits @ 1..=2) = self.number(at)? else { return None };
        let (second, second_digits @ 1..=2) = self.number(at + 2)? else { return None };
        let between = self.sign(at + 1)?;
        if !self.touches(at + 1) || !self.touches(at + 2) {
            return None;
        }
        let next = match between {
            '.' if first_digits == 2 && second_digits == 2 => {
                if self.is_sign(at + 3, '.') && self.touches(at + 3) && !self.sticks(at + 4) { at + 4 } else { at + 3 }
            }
            '/' => at + 3,
            _ => return None,
        };
        if !self.ends(next) {
            return None;
        }
        let mut date = self.in_order(first, second, None, between, Form::Short)?;
        if !date.exists() {
            return None;
        }
        date.alone = false;
        // 1/5(月) says itself that it is a date.
        date.alone |= between == '/' && self.is_sign(next, '(') && self.behind_weekday(next) > next;
        Some((date, next))
    }

    /// Two figures as day and month, by the document's order.
    pub(crate) fn in_order(
        &self,
        first: u32,
        second: u32,
        year: Option<i16>,
        between: char,
        form: Form,
    ) -> Option<Date> {
        let order = match (small(first, 12), small(second, 12)) {
            (None, None) => DateOrder::DayFirst,
            (None, Some(_)) => DateOrder::DayFirst,
            (Some(_), None) if between == '.' => DateOrder::DayFirst,
            (Some(_), None) => DateOrder::MonthFirst,
            (Some(_), Some(_)) if between == '.' => DateOrder::DayFirst,
            (Some(_), Some(_)) => DateOrder::Unknown,
        };
        let decided = if order == DateOrder::Unknown { self.order } else { order };
        let (day, month) = if decided == DateOrder::MonthFirst { (second, first) } else { (first, second) };
        if day == 0 || day > 31 || month == 0 || month > 31 {
            return None;
        }
        let mut date = Date::new(year, u8::try_from(month).ok()?, Some(u8::try_from(day).ok()?), form);
        date.ambiguous = decided == DateOrder::Unknown && first != second;
        date.proves = (order != DateOrder::Unknown && between != '.' && month <= 12).then_some(order);
        Some(date)
    }

    /// 2026年1月5日, 1月5日, 2026年1月, 1月, and the same in Korean.
    pub(crate) fn cjk_date(&self, at: usize) -> Option<(Date, usize)> {
        let (value, digits) = self.number(at)?;
        let (year, month_at) = match (value, digits) {
            (value, 4) if self.is_cjk(at + 1, &['年', '년']) => (Some(is_year(value)?), at + 2),
            _ => (None, at),
        };
        let (month, 1..=2) = self.number(month_at)? else { return None };
        let month = small(month, 12)?;
        if !self.is_cjk(month_at + 1, &['月', '월']) {
            return None;
        }
        let next = month_at + 2;
        if let Some((day, 1..=2)) = self.number(next)
            && self.is_cjk(next + 1, &['日', '일', '号', '號'])
        {
            return Some((Date::new(year, month, Some(small(day, 31)?), Form::Cjk), next + 2));
        }
        if self.is_cjk(next, &['間', '间', '目', '度', '报', '報']) {
            return None;
        }
        let next = if self.is_cjk(next, &['份']) { next + 1 } else { next };
        Some((Date::new(year, month, None, Form::Cjk), next))
    }

    /// 一月, 十二月.
    pub(crate) fn cjk_month(&self, at: usize) -> Option<(Date, usize)> {
        let token = self.get(at)?;
        let (value, len) = chinese_number_at(self.from(at))?;
        let next = self.behind(at, token.start + len);
        let before = at.checked_sub(1);
        if before.is_some_and(|before| self.is_cjk(before, &['十', '第', '每', '个', '個']))
            || !self.is_cjk(next, &['月'])
        {
            return None;
        }
        let behind = if self.is_cjk(next + 1, &['份']) { next + 2 } else { next + 1 };
        Some((Date::new(None, small(value, 12)?, None, Form::Cjk), behind))
    }

    /// Whether a date in figures ends at `at` (the token behind it): no path, no name goes on.
    pub(crate) fn ends_date(&self, at: usize) -> bool {
        if !self.touches(at) {
            return true;
        }
        match self.get(at).map(|token| token.sort) {
            None | Some(Sort::Cjk(_)) => true,
            Some(Sort::Word) => matches!(self.word(at), "T" | "t") && self.sticks(at + 1),
            Some(Sort::Number(..) | Sort::Sign('_' | '\\')) => false,
            Some(Sort::Sign('-' | '.' | ':')) => {
                let date_goes_on = matches!(self.sign(at + 2), Some('/' | '.')) && self.sticks(at + 3);
                !self.sticks(at + 1)
                    || self.number(at + 1).is_some_and(|(_, digits)| digits == 4 || digits <= 2 && date_goes_on)
            }
            Some(Sort::Sign('/')) => !self.sticks(at + 1) || self.iso(at + 1).is_some(),
            Some(Sort::Sign(_)) => true,
        }
    }

    /// 1-3月, 2026年1〜3月, 1~3월: a range whose first month leaves out its character.
    pub(crate) fn months_of_year(&self, at: usize) -> Option<(Schedule, usize)> {
        let with_year = self.is_cjk(at + 1, &['年', '년']);
        let (year, first_at) = match self.number(at)? {
            (year, 4) if with_year => (Some(is_year(year)?), at + 2),
            (_, 1..=2) => (None, at),
            _ => return None,
        };
        let (first, 1..=2) = self.number(first_at)? else { return None };
        let (_, behind) = self.through(first_at + 1)?;
        let (last, next) = self.cjk_date(behind).filter(|(last, _)| last.day.is_none() && last.year.is_none())?;
        let first = small(first, 12).filter(|first| *first <= last.month)?;
        let from = Date::new(year, first, None, Form::Cjk);
        Some((schedule(&from, &Date { year, ..last }), next))
    }
}
