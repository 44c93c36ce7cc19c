//! Looking up words of time.

use std::collections::HashMap;

use crate::notation::time::TimeUnit;
use crate::notation::vocabulary::fold::fold;
use crate::notation::vocabulary::times;

/// What one word of a script with blanks may mean; several meanings are possible at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordFacts {
    /// Units with the roles in which the word stands for them.
    pub(crate) units: Vec<(TimeUnit, u8)>,
    pub(crate) month: Option<MonthName>,
    pub(crate) weekday: Option<u8>,
    /// The number that the word is as a cardinal.
    pub(crate) number: Option<u32>,
    /// The number that the word is as an ordinal.
    pub(crate) ordinal: Option<u32>,
    pub(crate) through: bool,
    pub(crate) and: bool,
    pub(crate) of: bool,
    pub(crate) onward: bool,
    pub(crate) every: bool,
    pub(crate) per: bool,
    /// Begins a whole length: "half a day".
    pub(crate) length: bool,
}

/// A month's name, and how sure it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MonthName {
    pub(crate) number: u8,
    /// Written before the day, as in "January 6".
    pub(crate) first: bool,
    /// A full name that is no other word.
    pub(crate) full: bool,
    /// An abbreviation, which a dot may follow.
    pub(crate) short: bool,
    /// A common word, too.
    pub(crate) weak: bool,
}

/// All words of time.
#[derive(Debug)]
pub(crate) struct TimeWords {
    words: HashMap<String, WordFacts>,
    weekdays: HashMap<String, u8>,
    pub(crate) lengths: HashMap<String, (u32, TimeUnit)>,
}

impl TimeWords {
    pub(crate) fn build() -> TimeWords {
        let mut words: HashMap<String, WordFacts> = HashMap::new();
        for (unit, roles, list) in times::UNITS {
            for word in *list {
                words.entry(fold(word)).or_default().units.push((*unit, *roles));
            }
        }
        for row in times::MONTHS {
            let lists = [
                (row.weak, false, true),
                (row.short, false, false),
                (row.full, true, false),
                (row.english, true, false),
            ];
            for (list, full, weak) in lists {
                for word in list {
                    let english = row.english.contains(word);
                    let name = MonthName {
                        number: row.month,
                        first: english,
                        full: full && word.chars().count() >= 4 && !times::NO_MONTH_ALONE.contains(word),
                        short: !full
                            || english && word.chars().count() < 5 && !matches!(*word, "june" | "july" | "may"),
                        weak: weak || *word == "may",
                    };
                    words.entry(fold(word)).or_default().month = Some(name);
                }
            }
        }
        if let Some(mar) = words.get_mut("mar").and_then(|facts| facts.month.as_mut()) {
            mar.first = true;
        }
        for (day, list) in times::WEEKDAYS {
            for word in *list {
                words.entry(fold(word)).or_default().weekday = Some(*day);
            }
        }
        for (number, cardinals, ordinals) in times::NUMBERS {
            for word in *ordinals {
                words.entry(fold(word)).or_default().ordinal = Some(*number);
            }
            for word in *cardinals {
                words.entry(fold(word)).or_default().number = Some(*number);
            }
        }
        for word in times::THROUGH {
            words.entry(fold(word)).or_default().through = true;
        }
        for word in times::AND {
            words.entry(fold(word)).or_default().and = true;
        }
        for word in times::OF {
            words.entry(fold(word)).or_default().of = true;
        }
        for word in times::ONWARD {
            words.entry(fold(word)).or_default().onward = true;
        }
        for word in times::EVERY {
            words.entry(fold(word)).or_default().every = true;
        }
        for word in times::PER {
            words.entry(fold(word)).or_default().per = true;
        }
        for (phrase, _, _) in times::LENGTHS {
            let first = fold(phrase.split([' ', '\'']).next().unwrap_or(phrase));
            words.entry(first).or_default().length = true;
        }
        let weekdays =
            times::WEEKDAYS.iter().flat_map(|(day, list)| list.iter().map(move |word| (fold(word), *day))).collect();
        let lengths = times::LENGTHS.iter().map(|(word, size, unit)| (fold(word), (*size, *unit))).collect();
        TimeWords { words, weekdays, lengths }
    }

    /// What a word means; the word in any case.
    pub(crate) fn word(&self, word: &str) -> Option<&WordFacts> {
        self.words.get(&fold(word))
    }

    /// What a word means that is folded already.
    pub(crate) fn folded(&self, word: &str) -> Option<&WordFacts> {
        self.words.get(word)
    }

    pub(crate) fn weekday(&self, word: &str) -> Option<u8> {
        self.weekdays.get(&fold(word)).copied()
    }

    /// The unit that a word of any script names.
    pub(crate) fn unit(&self, word: &str) -> Option<TimeUnit> {
        if let Some((unit, _)) = self.word(word).and_then(|facts| facts.units.first()) {
            return Some(*unit);
        }
        let word = word.trim();
        times::UNITS_CJK.iter().find(|(_, _, list)| list.contains(&word)).map(|(unit, _, _)| *unit)
    }
}

/// The longest word of `UNITS_CJK` that starts `text`: unit, roles, length in bytes.
pub(crate) fn cjk_unit(text: &str) -> Option<(TimeUnit, u8, usize)> {
    let mut best: Option<(TimeUnit, u8, usize)> = None;
    for (unit, roles, list) in times::UNITS_CJK {
        for word in *list {
            if text.starts_with(word) && best.is_none_or(|(_, _, len)| word.len() > len) {
                best = Some((*unit, *roles, word.len()));
            }
        }
    }
    best
}

/// The word of `list` that starts `text`: its length in bytes.
pub(crate) fn starts_with_any(text: &str, list: &[&str]) -> Option<usize> {
    list.iter().filter(|word| text.starts_with(**word)).map(|word| word.len()).max()
}

/// A number below a hundred in Chinese numerals, when they are all of `text`.
pub(crate) fn chinese_number(text: &str) -> Option<u32> {
    let (value, len) = chinese_number_at(text.trim())?;
    (len == text.trim().len()).then_some(value)
}

/// The number in Chinese numerals that starts `text`, and its length in bytes.
pub(crate) fn chinese_number_at(text: &str) -> Option<(u32, usize)> {
    let mut tens: Option<u32> = None;
    let mut ones: Option<u32> = None;
    let mut len = 0;
    for c in text.chars().take(4) {
        let digit = match c {
            '一' => 1,
            '二' | '两' | '兩' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            '十' if tens.is_none() => {
                tens = Some(ones.unwrap_or(1));
                ones = None;
                len += c.len_utf8();
                continue;
            }
            _ => break,
        };
        if ones.is_some() {
            return None;
        }
        ones = Some(digit);
        len += c.len_utf8();
    }
    match (tens, ones) {
        (None, None) => None,
        (tens, ones) => Some((tens.unwrap_or(0) * 10 + ones.unwrap_or(0), len)),
    }
}
