//! Durations: `2 weeks`, `2-3d`, `~1.5 часа`, `two-week`, `2週間`, `half a day`.

use crate::notation::time::token::{Joint, Reader, Sort};
use crate::notation::time::{Duration, TimeUnit};
use crate::notation::vocabulary::fold::fold;
use crate::notation::vocabulary::times::{self, LENGTH, TIGHT};
use crate::notation::vocabulary::timewords::{chinese_number_at, cjk_unit};

/// Syllables that may follow a unit of one syllable in Korean; another makes it a different word.
const KOREAN_PARTICLES: &[char] = &[
    '간', '의', '에', '동', '이', '을', '를', '로', '후', '내', '은', '는', '째', '당', '씩', '까', '과', '와', '만',
    '도',
];

/// Characters that may follow 分 as minutes; behind another it begins a word (分享, 分页).
const AFTER_MINUTES: &[char] = &[
    '以', '内', '前', '後', '后', '程', '半', '未', '超', 'の', 'で', 'に', 'を', 'は', 'が', 'も', 'と', 'か', 'ま',
    'ご', 'ほ', 'く', '左',
];

impl Reader<'_> {
    /// A length, or a range of lengths.
    pub(crate) fn duration(&self, at: usize) -> Option<(Duration, usize)> {
        if let Some(found) = self.whole_length(at) {
            return Some(found);
        }
        if !self.begins(at) || self.is_label_number(at) || self.is_interval(at) {
            return None;
        }
        let (min, next) = self.amount(at)?;
        if let Some((unit, behind)) = self.unit_of_length(next, min) {
            return Some(
                self.same_unit_range(min, unit, behind).unwrap_or_else(|| self.with_smaller_part(min, unit, behind)),
            );
        }
        let (joint, behind) = self.joint(next)?;
        if !matches!(joint, Joint::Through { .. }) {
            return None;
        }
        // two-week, 12-week
        if self.touches(next)
            && self.touches(behind)
            && let Some((unit, after)) = self.unit_of_length(behind, min)
        {
            return (self.number(behind).is_none()).then_some((Duration { min, max: min, unit }, after));
        }
        let (max, after) = self.amount(behind)?;
        let hyphen =
            if self.touches(after) && self.is_sign(after, '-') && self.touches(after + 1) { after + 1 } else { after };
        let (unit, end) = self.unit_of_length(hyphen, max)?;
        (max >= min).then_some((Duration { min, max, unit }, end))
    }

    /// Whether a unit of length stands at `at`, whatever number precedes it.
    pub(crate) fn length_unit(&self, at: usize) -> Option<TimeUnit> {
        self.unit_of_length(at, 0).map(|(unit, _)| unit)
    }

    /// "1d-2d", "1 week to 2 weeks".
    fn same_unit_range(&self, min: u32, unit: TimeUnit, at: usize) -> Option<(Duration, usize)> {
        let (_, behind) = self.through(at)?;
        let (max, next) = self.amount(behind)?;
        let (other, end) = self.unit_of_length(next, max)?;
        (other == unit && max >= min).then_some((Duration { min, max, unit }, end))
    }

    /// "1h 30min", "1h30", "2時間30分", "1 week 2 days": the smaller part counts in the bigger unit where that is exact enough.
    fn with_smaller_part(&self, length: u32, unit: TimeUnit, at: usize) -> (Duration, usize) {
        let alone = (Duration { min: length, max: length, unit }, at);
        if unit != TimeUnit::Hour {
            return alone;
        }
        let next = if self.facts(at).is_some_and(|facts| facts.and) { at + 1 } else { at };
        let Some((minutes, behind)) = self.amount(next) else { return alone };
        let end = match self.unit_of_length(behind, minutes) {
            Some((TimeUnit::Minute, end)) => end,
            None if self.touches(next)
                && next == at
                && self.number(at).is_some_and(|(_, digits)| digits == 2)
                && self.ends(behind) =>
            {
                behind
            }
            _ => return alone,
        };
        let size = length.saturating_add(minutes / 60);
        (Duration { min: size, max: size, unit }, end)
    }

    /// A length in a word or phrase: "half a day", 半天, 하루.
    fn whole_length(&self, at: usize) -> Option<(Duration, usize)> {
        let token = self.get(at)?;
        match token.sort {
            Sort::Cjk(_) => {
                if at > 0 && self.touches(at) && self.number(at - 1).is_some() {
                    return None;
                }
                let rest = self.from(at);
                let (word, size, unit) = times::LENGTHS_CJK.iter().find(|(word, _, _)| rest.starts_with(word))?;
                Some((Duration { min: *size, max: *size, unit: *unit }, self.behind(at, token.start + word.len())))
            }
            Sort::Word if token.facts.is_some_and(|facts| facts.length) && !self.is_interval(at) => {
                let mut found = None;
                for words in 0..3 {
                    let mut last = at;
                    for _ in 0..words {
                        last += 1;
                        last += usize::from(matches!(self.sign(last), Some('-' | '\'' | '’')));
                    }
                    let Some(end) = self.get(last).filter(|token| token.sort == Sort::Word).map(|token| token.end)
                    else {
                        break;
                    };
                    let Some(phrase) = self.text.get(token.start..end).filter(|phrase| phrase.len() < 40) else {
                        break;
                    };
                    if let Some((size, unit)) = self.vocabulary.time.lengths.get(&fold(phrase)) {
                        found = Some((Duration { min: *size, max: *size, unit: *unit }, last + 1));
                    }
                }
                found
            }
            _ => None,
        }
    }

    /// An amount in hundredths: 2, 1.5, 1,5, 2½, two, 两; a plus behind it does not change it.
    fn amount(&self, at: usize) -> Option<(u32, usize)> {
        let token = self.get(at)?;
        let (hundredths, next) = match token.sort {
            Sort::Number(value, digits) if digits <= 4 => {
                let whole = value * 100;
                let point =
                    self.touches(at + 1) && matches!(self.sign(at + 1), Some('.' | ',')) && self.touches(at + 2);
                match self.number(at + 2).filter(|_| point) {
                    Some((tenths, 1)) => (whole + tenths * 10, at + 3),
                    Some((hundredths, 2)) => (whole + hundredths, at + 3),
                    Some(_) => return None,
                    None if self.is_sign(at + 1, '½') => (whole + 50, at + 2),
                    None => (whole, at + 1),
                }
            }
            Sort::Sign('½') => (50, at + 1),
            Sort::Sign('¼') => (25, at + 1),
            Sort::Word => {
                let facts = token.facts?;
                let number = facts.number.filter(|_| !facts.through && !facts.and && !facts.of)?;
                let follows = self.get(at + 1)?;
                let before_unit = matches!(follows.sort, Sort::Word) || self.joint(at + 1).is_some();
                return before_unit.then_some((number * 100, at + 1));
            }
            Sort::Cjk(_) => {
                let before = at.checked_sub(1);
                if before.is_some_and(|before| self.is_cjk(before, &['第', '十', '每', '制'])) {
                    return None;
                }
                let (value, len) = chinese_number_at(self.from(at))?;
                let next = self.behind(at, token.start + len);
                // 十分 is "very", 一日 a date.
                return (!self.is_cjk(next, &['分', '日', '时', '時'])).then_some((value * 100, next));
            }
            _ => return None,
        };
        let plus = self.is_sign(next, '+') && self.touches(next) && self.number(next + 1).is_none();
        Some((hundredths, if plus { next + 1 } else { next }))
    }

    /// A unit behind its amount, and the token behind it.
    fn unit_of_length(&self, at: usize, amount: u32) -> Option<(TimeUnit, usize)> {
        let token = self.get(at)?;
        match token.sort {
            Sort::Cjk(_) => {
                let (unit, roles, len) = cjk_unit(self.from(at))?;
                let end = self.behind(at, token.start + len);
                let syllable = end == at + 1 && matches!(token.sort, Sort::Cjk('주' | '일' | '달' | '분'));
                let other_word = match self.get(end).map(|behind| behind.sort) {
                    Some(Sort::Cjk(next)) if syllable && self.touches(end) => !KOREAN_PARTICLES.contains(&next),
                    Some(Sort::Cjk('年')) => unit == TimeUnit::Week,
                    // 3.1 日志: a section's number before a word that begins like a unit.
                    Some(Sort::Cjk(_)) if token.blank && end == at + 1 && !amount.is_multiple_of(100) => true,
                    Some(Sort::Cjk(next)) if token.sort == Sort::Cjk('分') => !AFTER_MINUTES.contains(&next),
                    Some(Sort::Cjk('ま' | 'か')) => token.sort == Sort::Cjk('日'),
                    _ => false,
                };
                (roles & LENGTH != 0 && !other_word && !self.is_rate(end)).then_some((unit, end))
            }
            Sort::Word => {
                let facts = token.facts?;
                let tight = self.touches(at);
                let (unit, roles) = facts.units.iter().find(|(unit, roles)| {
                    roles & LENGTH != 0 && (roles & TIGHT == 0 || tight && !token.capital && *unit != TimeUnit::Quarter)
                })?;
                let unit = match unit {
                    TimeUnit::Month if roles & TIGHT != 0 && amount.is_multiple_of(500) && amount > 0 => {
                        TimeUnit::Minute
                    }
                    unit => *unit,
                };
                let abbreviated = self.is_sign(at + 1, '.')
                    && self.touches(at + 1)
                    && !self.sticks(at + 2)
                    && self.word(at).len() <= 8;
                let end =
                    if abbreviated && self.get(at + 2).is_some_and(|next| !next.capital) { at + 2 } else { at + 1 };
                let runs_on = self.touches(end)
                    && self.sign(end) == Some('-')
                    && self.sticks(end + 1)
                    && roles & TIGHT != 0
                    && self.number(end + 1).is_none();
                let ends = self.ends(end) || unit == TimeUnit::Hour && self.number(end).is_some();
                if !ends || runs_on || self.is_rate(end) {
                    return None;
                }
                if roles & TIGHT == 0 && self.number(end).is_some() && !self.is_sign(at + 1, '.') {
                    // "Sprint 2 Weeks 3-4": the number belongs to what follows, unless that is a smaller part.
                    let part = self.number(end).is_some()
                        && self.get(end + 1).is_some_and(|next| {
                            next.facts.is_some_and(|facts| {
                                facts.units.iter().any(|(other, roles)| roles & LENGTH != 0 && *other != unit)
                            })
                        });
                    return (part || unit == TimeUnit::Hour && tight).then_some((unit, end));
                }
                Some((unit, end))
            }
            _ => None,
        }
    }

    /// Whether a length is a rate: "5 hours per week", "2h/day"; or long past: "3 days ago".
    fn is_rate(&self, at: usize) -> bool {
        let slash = self.is_sign(at, '/') && self.touches(at) && self.sticks(at + 1);
        slash || self.facts(at).is_some_and(|facts| facts.per) || self.is_cjk(at, &['/'])
    }

    /// Whether what begins at `at` recurs: "every 2 weeks".
    pub(crate) fn is_interval(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| {
            self.facts(before).is_some_and(|facts| facts.every) || self.is_cjk(before, &['每', '毎', '매'])
        })
    }
}
