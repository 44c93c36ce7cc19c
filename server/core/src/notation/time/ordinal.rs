//! Schedules by counted units: `Weeks 1-2`, `W3`, `第1-2周`, `3. Woche`, `Q1 2026`.

use crate::notation::time::token::{Joint, Reader, Sort};
use crate::notation::time::{Point, Schedule, TimeUnit};
use crate::notation::vocabulary::fold::is_dash;
use crate::notation::vocabulary::times::{self, AFTER, CAPITAL, DOTTED, MANY, OF_YEAR, ORDINAL, TIGHT};
use crate::notation::vocabulary::timewords::{chinese_number_at, cjk_unit};

/// What is read at a token, and the token behind it.
type Read = Option<(Schedule, usize)>;

/// A quarter, or a half-year as two of them.
#[derive(Clone, Copy)]
struct Quarters {
    year: Option<i16>,
    first: u8,
    last: u8,
}

fn numbers(unit: TimeUnit, from: u32, to: Option<u32>) -> Schedule {
    let point = |number: u32| Point::Number(i32::try_from(number).unwrap_or(i32::MAX));
    Schedule { unit, from: point(from), to: to.map(point), ambiguous: false, invalid: false, of_year: false }
}

impl Reader<'_> {
    /// A unit's word before its number: `Week 1-2`, `W1–W2`, `Weeks 3 and 4`, `Week 7+`.
    pub(crate) fn unit_then_number(&self, at: usize) -> Read {
        let (unit, roles) = self.ordinal_word(at)?;
        let (first, mut next) = self.number_behind(at, roles)?;
        let tight = roles & TIGHT != 0;
        if tight && self.touches(next) && self.sign(next).is_some_and(is_dash) && self.sticks(next + 1) {
            let (other, _) = self.ordinal_word(next + 1).unwrap_or((TimeUnit::Date, 0));
            if self.number(next + 1).is_none() && other != unit {
                return None;
            }
        }
        let mut last = first;
        for _ in 0..24 {
            let Some((joint, behind)) = self.joint(next) else { break };
            let named = self
                .ordinal_word(behind)
                .filter(|(other, _)| *other == unit)
                .and_then(|(_, other)| self.number_behind(behind, other));
            let Some((number, after)) = named.or_else(|| self.plain_number(behind)) else { break };
            if tight && named.is_none() && number <= first {
                return None;
            }
            let joined = match joint {
                Joint::Through { loose } => {
                    let alone = named.is_none() && loose;
                    let something_else = alone
                        && (roles & MANY == 0 && self.is_small_word(after) && !self.joins(after) || number < last);
                    let length =
                        named.is_none() && self.length_unit(after).is_some() && self.number(after + 1).is_none();
                    !something_else && !(length && (loose || roles & MANY == 0))
                }
                Joint::And => {
                    let many = roles & MANY != 0 || named.is_some();
                    number == last.saturating_add(1)
                        && (many || !self.is_small_word(after) && self.length_unit(after).is_none())
                }
            };
            if !joined || self.is_date_at(behind) {
                break;
            }
            (last, next) = (number, after);
        }
        let onward = self.onward(next);
        let counted = numbers(unit, first, onward.is_none().then_some(last));
        Some((Schedule { of_year: self.is_of_year(at), ..counted }, onward.unwrap_or(next)))
    }

    /// A number before its unit, as an ordinal: `第1-2周`, `1주차`, `1日目`, `3. Woche`, `1-я неделя`, `2nd week`.
    pub(crate) fn number_then_unit(&self, at: usize) -> Read {
        if self.is_cjk(at, &['第', '제']) {
            return self.counted(at);
        }
        if !self.begins(at) {
            return None;
        }
        let (first, mut next) = self.small(at)?;
        let mut dotted = false;
        if let Some(behind) = self.behind_ordinal(next) {
            dotted = true;
            next = behind;
        }
        if let Some(schedule) = self.after_number(next, dotted) {
            // 1주차~2주차
            let (unit, behind) = schedule;
            if let Some((_, second)) = self.through(behind)
                && let Some((last, after)) = self.small(second)
                && let Some((other, end)) = self.after_number(after, false)
                && other == unit
            {
                return Some((numbers(unit, first, Some(last)), end));
            }
            let open = self.cjk_word(behind, times::ONWARD_CJK);
            let counted = numbers(unit, first, open.is_none().then_some(first));
            return Some((Schedule { of_year: self.is_of_year(next), ..counted }, open.unwrap_or(behind)));
        }
        let (_, behind) = self.through(next)?;
        let (last, mut after) = self.small(behind)?;
        if let Some(ordinal) = self.behind_ordinal(after) {
            dotted = true;
            after = ordinal;
        }
        let (unit, end) = self.after_number(after, dotted)?;
        Some((Schedule { of_year: self.is_of_year(after), ..numbers(unit, first, Some(last)) }, end))
    }

    /// Quarters: `Q1 2026`, `2026 Q1`, `Q1-Q2 2026`, `1. Quartal 2026`, `2026年第1四半期`, `H1 2026`.
    pub(crate) fn quarters(&self, at: usize) -> Read {
        let (mut from, mut next) = self.quarter(at)?;
        let mut to = from;
        let joined = match self.joint(next) {
            Some((Joint::Through { .. } | Joint::And, behind)) => Some(behind),
            None if self.is_sign(next, '/') && self.touches(next) => Some(next + 1),
            None => None,
        };
        if let Some(behind) = joined {
            if let Some((other, after)) = self.quarter(behind) {
                (to, next) = (other, after);
            } else if self.through(next).is_some()
                && self.touches(next)
                && self.touches(behind)
                && let Some((last @ 1..=4, 1)) = self.number(behind)
                && self.ends(behind + 1)
            {
                let (year, after) = self.quarter_year(behind + 1);
                let last = u8::try_from(last).unwrap_or(4);
                (to, next) = (Quarters { year, first: last, last }, after);
            }
        }
        if from.year.is_none() {
            from.year = to.year.map(|year| if from.first > to.last { year - 1 } else { year });
        } else if to.year.is_none() {
            to.year = from.year.map(|year| if from.first > to.last { year + 1 } else { year });
        }
        let schedule = Schedule {
            unit: TimeUnit::Quarter,
            from: Point::Quarter { year: from.year, quarter: from.first },
            to: Some(Point::Quarter { year: to.year, quarter: to.last }),
            ambiguous: false,
            invalid: false,
            of_year: false,
        };
        Some((schedule, next))
    }

    /// `第` and what it counts.
    fn counted(&self, at: usize) -> Read {
        let (first, mut next) = self.small(at + 1).or_else(|| self.chinese(at + 1))?;
        let mut last = first;
        let mut unit = self.cjk_ordinal(next);
        if let Some((_, behind)) = unit {
            next = behind;
        }
        let joint = self.joint(next).filter(|(joint, _)| unit.is_none() || matches!(joint, Joint::Through { .. }));
        if let Some((_, behind)) = joint {
            let counted = if self.is_cjk(behind, &['第', '제']) { behind + 1 } else { behind };
            if let Some((number, after)) = self.small(counted).or_else(|| self.chinese(counted))
                && let Some((other, end)) = self.cjk_ordinal(after)
                && unit.is_none_or(|(known, _)| known == other)
            {
                last = number;
                unit = Some((other, end));
                next = end;
            }
        }
        let (unit, _) = unit?;
        if unit == TimeUnit::Quarter {
            return None;
        }
        let open = self.cjk_word(next, times::ONWARD_CJK).or_else(|| self.plus(next));
        Some((numbers(unit, first, open.is_none().then_some(last)), open.unwrap_or(next)))
    }

    /// The unit of a counted number: 周, 週目, 天, 个月 …, and the token behind it.
    fn cjk_ordinal(&self, at: usize) -> Option<(TimeUnit, usize)> {
        let token = self.get(at)?;
        let (unit, roles, len) = cjk_unit(self.from(at))?;
        let end = self.behind(at, token.start + len);
        // 周年 is an anniversary.
        (roles & (ORDINAL | AFTER) != 0 && !self.is_cjk(end, &['年'])).then_some((unit, end))
    }

    /// The unit that makes the number before it an ordinal.
    fn after_number(&self, at: usize, dotted: bool) -> Option<(TimeUnit, usize)> {
        let token = self.get(at)?;
        if let Sort::Cjk(_) = token.sort {
            let (unit, roles, len) = cjk_unit(self.from(at))?;
            let counts = roles & AFTER != 0 && unit != TimeUnit::Quarter;
            return counts.then(|| (unit, self.behind(at, token.start + len)));
        }
        let facts = token.facts?;
        let (unit, roles) =
            facts.units.iter().find(|(_, roles)| roles & (DOTTED | ORDINAL) != 0 && roles & TIGHT == 0)?;
        let full_stop = self.is_sign(at - 1, '.');
        let counts = dotted && token.blank && (!full_stop || roles & DOTTED != 0) && *unit != TimeUnit::Quarter;
        (counts && self.number(at + 1).is_none() && self.ends(at + 1)).then_some((*unit, at + 1))
    }

    /// A word that stands before ordinals, and its roles.
    fn ordinal_word(&self, at: usize) -> Option<(TimeUnit, u8)> {
        let token = self.get(at)?;
        let facts = token.facts?;
        let (unit, roles) =
            facts.units.iter().find(|(unit, roles)| roles & ORDINAL != 0 && *unit != TimeUnit::Quarter)?;
        if roles & CAPITAL != 0 && !token.capital {
            return None;
        }
        if self.touches(at) {
            let before = self.get(at - 1)?;
            let named = at >= 2 && self.touches(at - 1) && self.sticks_or_starts(at - 2);
            let year = at >= 2
                && self.number(at - 2).is_some_and(|(_, digits)| digits == 4 || digits <= 3 && roles & TIGHT != 0);
            match before.sort {
                Sort::Number(..) | Sort::Sign('_' | '.' | '#' | '@') => return None,
                Sort::Sign('/') if named => return None,
                Sort::Sign('-' | '‑') if named && !year => return None,
                _ => {}
            }
        }
        Some((*unit, *roles))
    }

    /// Whether the weeks whose word stands at `at` are those of a year: `KW 12`, `2026-W16`, `calendar week 12`.
    fn is_of_year(&self, at: usize) -> bool {
        let said = |word: &str| ["calendar", "iso"].iter().any(|it| word.eq_ignore_ascii_case(it));
        let behind_year = at >= 2
            && self.touches(at)
            && self.touches(at - 1)
            && self.sign(at - 1).is_some_and(is_dash)
            && self.number(at - 2).is_some_and(|(_, digits)| digits == 4);
        let facts = self.facts(at).is_some_and(|it| it.units.iter().any(|(_, roles)| roles & OF_YEAR != 0));
        facts || behind_year || at >= 1 && said(self.word(at - 1))
    }

    fn sticks_or_starts(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| matches!(token.sort, Sort::Number(..) | Sort::Word))
    }

    /// The number behind a unit's word: `Wk. 3`, `Week #3`, `Day One`.
    fn number_behind(&self, word: usize, roles: u8) -> Option<(u32, usize)> {
        let mut at = word + 1;
        if roles & TIGHT != 0 {
            return if self.touches(at) { self.plain_number(at) } else { None };
        }
        if self.is_sign(at, '.') && self.touches(at) && self.word(word).len() <= 4 {
            at += 1;
        }
        if self.is_sign(at, '#') {
            at += 1;
        }
        if let Some(found) = self.plain_number(at) {
            return Some(found);
        }
        let facts = self.facts(at)?;
        let english =
            ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
        let spelt = self.get(at)?.blank && english.iter().any(|name| self.word(at).eq_ignore_ascii_case(name));
        if spelt { facts.number.map(|number| (number, at + 1)) } else { None }
    }

    /// A whole number of up to three digits that nothing continues.
    fn plain_number(&self, at: usize) -> Option<(u32, usize)> {
        let (value, digits) = self.number(at)?;
        (digits <= 3 && self.ends(at + 1)).then_some((value, at + 1))
    }

    /// A number of up to three digits, whatever follows.
    fn small(&self, at: usize) -> Option<(u32, usize)> {
        let (value, digits) = self.number(at)?;
        (digits <= 3).then_some((value, at + 1))
    }

    fn chinese(&self, at: usize) -> Option<(u32, usize)> {
        let token = self.get(at)?;
        let (value, len) = chinese_number_at(self.from(at))?;
        Some((value, self.behind(at, token.start + len)))
    }

    /// The token behind what leaves the end open: `7+`, `7 onwards`, `第7周以后`.
    fn onward(&self, at: usize) -> Option<usize> {
        if let Some(behind) = self.plus(at) {
            return Some(behind);
        }
        if self.facts(at).is_some_and(|facts| facts.onward) {
            return Some(at + 1);
        }
        if self.word(at).eq_ignore_ascii_case("and") && ["beyond", "later", "after"].contains(&self.word(at + 1)) {
            return Some(at + 2);
        }
        self.cjk_word(at, times::ONWARD_CJK)
    }

    fn plus(&self, at: usize) -> Option<usize> {
        (matches!(self.sign(at), Some('+' | '\u{FF0B}')) && self.number(at + 1).is_none()).then_some(at + 1)
    }

    fn joins(&self, at: usize) -> bool {
        self.facts(at).is_some_and(|facts| facts.and || facts.through)
    }

    /// One quarter, or a half-year with its year.
    fn quarter(&self, at: usize) -> Option<(Quarters, usize)> {
        // 2026 Q1, 2026-Q1, 2026年第1四半期
        if let Some((year, 4)) = self.number(at)
            && (1990..2100).contains(&year)
            && self.begins(at)
        {
            let mut next = at + 1;
            if matches!(self.sign(next), Some('-' | '/' | '.' | ',' | ' ')) {
                next += 1;
            } else if self.is_cjk(next, &['年', '년']) {
                next += 1;
                if self.is_cjk(next, &['度']) {
                    next += 1;
                }
            }
            let (quarter, behind) = self.quarter_name(next)?;
            return Some((Quarters { year: i16::try_from(year).ok(), ..quarter }, behind));
        }
        let (quarter, behind) = self.quarter_name(at)?;
        let (year, after) = self.quarter_year(behind);
        let needs_year = quarter.first != quarter.last || self.word(at).eq_ignore_ascii_case("t");
        if needs_year && year.is_none() {
            return None;
        }
        Some((Quarters { year: year.or(quarter.year), ..quarter }, after))
    }

    /// A quarter without its year.
    fn quarter_name(&self, at: usize) -> Option<(Quarters, usize)> {
        let one = |number: u32| {
            let number = u8::try_from(number).ok().filter(|number| (1..=4).contains(number))?;
            Some(Quarters { year: None, first: number, last: number })
        };
        let token = self.get(at)?;
        match token.sort {
            Sort::Word => {
                let word = self.word(at);
                let (value, digits) = self.number(at + 1)?;
                let tight = self.touches(at + 1);
                if tight
                    && digits == 1
                    && matches!(word, "Q" | "H" | "T" | "К")
                    && self.starts_name(at)
                    && self.ends_name(at + 2)
                {
                    if word == "H" {
                        let half = u8::try_from(value).ok().filter(|half| (1..=2).contains(half))?;
                        return Some((Quarters { year: None, first: half * 2 - 1, last: half * 2 }, at + 2));
                    }
                    return Some((one(value)?, at + 2));
                }
                let named = token
                    .facts?
                    .units
                    .iter()
                    .any(|(unit, roles)| *unit == TimeUnit::Quarter && roles & (ORDINAL | TIGHT) == ORDINAL);
                (named && digits == 1 && self.ends(at + 2))
                    .then(|| one(value))
                    .flatten()
                    .map(|quarter| (quarter, at + 2))
            }
            Sort::Number(value, 1) if self.begins(at) || self.is_cjk(at.wrapping_sub(1), &['年', '년', '度']) => {
                // 1. Quartal, 1er trimestre, 3 квартал, 1분기
                let unit_at = self.behind_ordinal(at + 1).unwrap_or(at + 1);
                if let Some((TimeUnit::Quarter, behind)) = self.cjk_ordinal(unit_at) {
                    return Some((one(value)?, behind));
                }
                let named = self.facts(unit_at)?.units.iter().any(|(unit, roles)| {
                    *unit == TimeUnit::Quarter
                        && (roles & AFTER != 0 || roles & ORDINAL != 0 && unit_at > at + 1)
                        && roles & TIGHT == 0
                });
                let counted = unit_at > at + 1 || self.number(unit_at + 1).is_some();
                (named && counted && !self.is_label_number(at))
                    .then(|| one(value))
                    .flatten()
                    .map(|quarter| (quarter, unit_at + 1))
            }
            Sort::Cjk('第' | '제') => {
                let (value, next) = self.small(at + 1).or_else(|| self.chinese(at + 1))?;
                match self.cjk_ordinal(next)? {
                    (TimeUnit::Quarter, behind) => Some((one(value)?, behind)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The year behind a quarter, and the token behind it.
    fn quarter_year(&self, at: usize) -> (Option<i16>, usize) {
        let mut next = at;
        match self.sign(at) {
            Some('/' | '-' | ',') if self.number(at + 1).is_some_and(|(_, digits)| digits == 4) => next += 1,
            Some('\'' | '’') if self.number(at + 1).is_some_and(|(_, digits)| digits == 2) => {
                let year = self.number(at + 1).and_then(|(year, _)| i16::try_from(2000 + year).ok());
                return (year, at + 2);
            }
            _ => {}
        }
        if self.facts(next).is_some_and(|facts| facts.of) || self.word(next).eq_ignore_ascii_case("fy") {
            next += 1;
        }
        match self.number(next) {
            Some((year, 4)) if (1990..2100).contains(&year) && self.ends(next + 1) => {
                let behind = if self.is_cjk(next + 1, &['年', '년']) { next + 2 } else { next + 1 };
                (i16::try_from(year).ok(), behind)
            }
            _ => (None, at),
        }
    }

    /// Whether no name runs into the word at `at`.
    fn starts_name(&self, at: usize) -> bool {
        if !self.touches(at) {
            return true;
        }
        match self.get(at - 1).map(|token| token.sort) {
            Some(Sort::Number(_, digits)) => digits == 4,
            Some(Sort::Sign('_' | '.' | '#' | '@')) => false,
            Some(Sort::Sign('-' | '/')) => {
                !(at >= 2 && self.touches(at - 1) && self.get(at - 2).is_some_and(|token| token.sort == Sort::Word))
            }
            _ => true,
        }
    }

    /// Whether the number before `at` ends its name: `Q1`, `Q1-Q2`, `Q1'26`, but not `Q1-S2` or `Q1a`.
    fn ends_name(&self, at: usize) -> bool {
        if self.touches(at)
            && self.sign(at).is_some_and(is_dash)
            && self.sticks(at + 1)
            && self.number(at + 1).is_none()
        {
            return matches!(self.word(at + 1), "Q" | "H" | "T");
        }
        self.touches(at) && self.is_sign(at, '/') || self.ends(at)
    }
}
