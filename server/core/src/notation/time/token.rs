//! Text cut into the tokens of which times are made: numbers, words, single signs.

use crate::notation::time::DateOrder;
use crate::notation::vocabulary::Vocabulary;
use crate::notation::vocabulary::fold::{digit, fold_into, is_cjk, is_dash, is_invisible, is_letter};
use crate::notation::vocabulary::times;
use crate::notation::vocabulary::timewords::{WordFacts, starts_with_any};

/// Weekdays in one character, as they stand in brackets behind a date.
const CJK_WEEKDAYS: &[char] = &[
    '月', '火', '水', '木', '金', '土', '日', '一', '二', '三', '四', '五', '六', '월', '화', '수', '목', '금', '토',
    '일',
];

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A run of digits: its value (saturated), and how many.
    Number(u32, u8),
    /// A run of letters of a script with blanks.
    Word,
    /// One character of a script without blanks.
    Cjk(char),
    /// Anything else, a character each; line breaks are signs, blanks are not.
    Sign(char),
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a> {
    pub(crate) sort: Sort,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether blanks stand before it.
    pub(crate) blank: bool,
    /// Whether it begins with a capital.
    pub(crate) capital: bool,
    /// What the word means, if it is one of time's.
    pub(crate) facts: Option<&'a WordFacts>,
}

/// A text's tokens, and what is needed to read times from them.
pub(crate) struct Reader<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token<'a>>,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) order: DateOrder,
}

/// What joins two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    /// A dash or a word for "through". `loose` where it may be something else: a dash between blanks, a doubtful word.
    Through { loose: bool },
    /// "and", "&", a comma.
    And,
}

impl<'a> Reader<'a> {
    const LONGEST_WORD: usize = 40;

    pub(crate) fn new(text: &'a str, vocabulary: &'a Vocabulary, order: DateOrder) -> Reader<'a> {
        let mut tokens: Vec<Token<'a>> = Vec::new();
        let mut key = String::new();
        let mut blank = false;
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            if c != '\n' && c.is_whitespace() {
                blank = true;
                continue;
            }
            if is_invisible(c) {
                continue;
            }
            let mut end = start + c.len_utf8();
            let mut facts = None;
            let sort = if let Some(first) = digit(c) {
                let (mut value, mut digits) = (first, 1_u8);
                while let Some((_, next)) = chars.next_if(|(_, next)| digit(*next).is_some()) {
                    value = value.saturating_mul(10).saturating_add(digit(next).unwrap_or(0));
                    digits = digits.saturating_add(1);
                    end += next.len_utf8();
                }
                Sort::Number(value, digits)
            } else if is_cjk(c) {
                Sort::Cjk(c)
            } else if is_letter(c) {
                while let Some((_, next)) = chars.next_if(|(_, next)| is_letter(*next)) {
                    end += next.len_utf8();
                }
                if end - start <= Reader::LONGEST_WORD {
                    fold_into(text.get(start..end).unwrap_or(""), &mut key);
                    facts = vocabulary.time.folded(&key);
                }
                Sort::Word
            } else {
                Sort::Sign(c)
            };
            tokens.push(Token { sort, start, end, blank, capital: c.is_uppercase(), facts });
            blank = false;
        }
        Reader { text, tokens, vocabulary, order }
    }

    pub(crate) fn get(&self, at: usize) -> Option<&Token<'a>> {
        self.tokens.get(at)
    }

    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.get(at).and_then(|token| self.text.get(token.start..token.end)).unwrap_or("")
    }

    /// The text from a token on.
    pub(crate) fn from(&self, at: usize) -> &'a str {
        self.get(at).and_then(|token| self.text.get(token.start..)).unwrap_or("")
    }

    pub(crate) fn facts(&self, at: usize) -> Option<&'a WordFacts> {
        self.get(at)?.facts
    }

    pub(crate) fn number(&self, at: usize) -> Option<(u32, u8)> {
        match self.get(at)?.sort {
            Sort::Number(value, digits) => Some((value, digits)),
            _ => None,
        }
    }

    pub(crate) fn is_sign(&self, at: usize, sign: char) -> bool {
        self.get(at).is_some_and(|token| token.sort == Sort::Sign(sign))
    }

    pub(crate) fn sign(&self, at: usize) -> Option<char> {
        match self.get(at)?.sort {
            Sort::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    pub(crate) fn is_cjk(&self, at: usize, any: &[char]) -> bool {
        self.get(at).is_some_and(|token| matches!(token.sort, Sort::Cjk(c) if any.contains(&c)))
    }

    /// Whether a token touches the one before it.
    pub(crate) fn touches(&self, at: usize) -> bool {
        at > 0 && self.get(at).is_some_and(|token| !token.blank)
    }

    /// Whether the token is a number or a word, of a script with blanks, that touches the one before it.
    pub(crate) fn sticks(&self, at: usize) -> bool {
        self.touches(at) && self.get(at).is_some_and(|token| matches!(token.sort, Sort::Number(..) | Sort::Word))
    }

    /// Whether the token is a lower-case word.
    pub(crate) fn is_small_word(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.sort == Sort::Word && !token.capital)
    }

    /// The first token that starts at or behind byte `end`, searched from `at` on.
    pub(crate) fn behind(&self, at: usize, end: usize) -> usize {
        let mut next = at;
        while self.get(next).is_some_and(|token| token.start < end) {
            next += 1;
        }
        next
    }

    /// The token behind the word of `list` that starts at `at`.
    pub(crate) fn cjk_word(&self, at: usize, list: &[&str]) -> Option<usize> {
        let token = self.get(at)?;
        if !matches!(token.sort, Sort::Cjk(_)) {
            return None;
        }
        let len = starts_with_any(self.from(at), list)?;
        Some(self.behind(at, token.start + len))
    }

    /// Whether a number or a month may begin a time at `at`: it is not the middle of a name, a version or a path.
    pub(crate) fn begins(&self, at: usize) -> bool {
        if !self.touches(at) {
            return true;
        }
        let Some(before) = self.get(at - 1) else { return true };
        let alnum_before = at >= 2
            && self.touches(at - 1)
            && self.get(at - 2).is_some_and(|token| matches!(token.sort, Sort::Number(..) | Sort::Word));
        let number_before = alnum_before && self.number(at - 2).is_some();
        match before.sort {
            Sort::Word | Sort::Number(..) => false,
            Sort::Cjk(_) => true,
            Sort::Sign('.' | '_' | '#' | '$' | '€' | '£' | '¥' | '@' | '+' | '\\' | '^' | '=') => false,
            Sort::Sign('/' | ':' | '\u{FF1A}') => !alnum_before,
            Sort::Sign(',' | '\u{FF0C}') => !number_before,
            Sort::Sign('—' | '–' | '~' | '〜' | '\u{FF5E}' | '→') => !number_before,
            Sort::Sign(sign) if is_dash(sign) => !alnum_before,
            Sort::Sign(_) => true,
        }
    }

    /// Whether a number ends at `at` (the token behind it): it is not the head of a name, a version, a path, a clock time.
    pub(crate) fn ends(&self, at: usize) -> bool {
        if !self.touches(at) {
            return true;
        }
        match self.get(at).map(|token| token.sort) {
            None | Some(Sort::Cjk(_)) => true,
            Some(Sort::Word | Sort::Number(..)) => false,
            Some(Sort::Sign('%' | '_' | '°' | '‰')) => false,
            Some(Sort::Sign('.' | ':' | '/' | '\\' | '@')) => !self.sticks(at + 1),
            Some(Sort::Sign(',')) => {
                !(self.sticks(at + 1) && self.number(at + 1).is_some_and(|(_, digits)| digits == 3))
            }
            Some(Sort::Sign(_)) => true,
        }
    }

    /// Whether the token before `at` is a unit's kind, so that the number at `at` is its label's.
    pub(crate) fn is_label_number(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        match self.get(before).map(|token| token.sort) {
            Some(Sort::Word) => {
                self.word(before).len() <= Reader::LONGEST_WORD
                    && self.vocabulary.kind(self.word(before)).is_some()
                    && self.facts(before).is_none_or(|facts| !facts.through && !facts.of)
            }
            _ => false,
        }
    }

    /// What joins two ends at `at`, and the token behind it.
    pub(crate) fn joint(&self, at: usize) -> Option<(Joint, usize)> {
        let token = self.get(at)?;
        match token.sort {
            Sort::Sign(sign) if is_dash(sign) => {
                let mut next = at + 1;
                while self.touches(next)
                    && self.sign(next).is_some_and(|more| is_dash(more) || more == '>')
                    && next < at + 3
                {
                    next += 1;
                }
                let loose = token.blank && !self.touches(next) && !matches!(sign, '~' | '〜' | '\u{FF5E}' | '→');
                Some((Joint::Through { loose }, next))
            }
            Sort::Sign('…') => Some((Joint::Through { loose: false }, at + 1)),
            Sort::Sign('.') if self.touches(at) && self.touches(at + 1) && self.is_sign(at + 1, '.') => {
                Some((Joint::Through { loose: false }, if self.is_sign(at + 2, '.') { at + 3 } else { at + 2 }))
            }
            Sort::Sign('&' | ',' | '\u{FF0C}' | '、' | '+') if token.sort != Sort::Sign('+') || token.blank => {
                let and = self.facts(at + 1).is_some_and(|facts| facts.and) || self.is_sign(at + 1, '&');
                Some((Joint::And, if and { at + 2 } else { at + 1 }))
            }
            // The Dutch "t/m".
            Sort::Word if self.word(at) == "t" && self.is_sign(at + 1, '/') && self.word(at + 2) == "m" => {
                Some((Joint::Through { loose: false }, at + 3))
            }
            Sort::Word => {
                let facts = token.facts?;
                if facts.through {
                    let loose = matches!(self.word(at), "a" | "do" | "en" | "den" | "ile");
                    Some((Joint::Through { loose }, at + 1))
                } else if facts.and {
                    Some((Joint::And, at + 1))
                } else {
                    None
                }
            }
            Sort::Cjk(_) => {
                if let Some(next) = self.cjk_word(at, times::THROUGH_CJK) {
                    return Some((Joint::Through { loose: false }, next));
                }
                self.cjk_word(at, times::AND_CJK).map(|next| (Joint::And, next))
            }
            _ => None,
        }
    }

    /// The joint of a range only.
    pub(crate) fn through(&self, at: usize) -> Option<(bool, usize)> {
        match self.joint(at)? {
            (Joint::Through { loose }, next) => Some((loose, next)),
            (Joint::And, _) => None,
        }
    }

    /// The token behind an ordinal's ending that touches its number: 1st, 2nd, 1er, 1º, 3., 1-я.
    pub(crate) fn behind_ordinal(&self, at: usize) -> Option<usize> {
        if !self.touches(at) {
            return None;
        }
        match self.get(at)?.sort {
            Sort::Sign('.' | 'º' | 'ª' | '°') => Some(at + 1),
            Sort::Sign('-' | '‑') if self.touches(at + 1) => matches!(
                self.word(at + 1),
                "я" | "й" | "е" | "ая" | "ый" | "ой" | "ое" | "го" | "ю" | "м" | "ей" | "ий"
            )
            .then_some(at + 2),
            Sort::Word => {
                let ending = self.word(at).to_lowercase();
                matches!(
                    ending.as_str(),
                    "st" | "nd"
                        | "rd"
                        | "th"
                        | "er"
                        | "re"
                        | "ère"
                        | "e"
                        | "ème"
                        | "eme"
                        | "ste"
                        | "de"
                        | "o"
                        | "a"
                        | "я"
                        | "й"
                )
                .then_some(at + 1)
            }
            _ => None,
        }
    }

    /// The token behind a weekday that stands before or behind a date, with its comma, dot or brackets.
    pub(crate) fn behind_weekday(&self, at: usize) -> usize {
        let open = usize::from(matches!(self.sign(at), Some('(' | '\u{FF08}')));
        let day = at + open;
        let named =
            self.facts(day).is_some_and(|facts| facts.weekday.is_some()) && (open == 1 || self.word(day).len() > 2);
        if !(named || open == 1 && self.is_cjk(day, CJK_WEEKDAYS)) {
            return at;
        }
        let behind = day + 1;
        if open == 1 {
            return if matches!(self.sign(behind), Some(')' | '\u{FF09}')) { behind + 1 } else { at };
        }
        match self.sign(behind) {
            Some(',' | '.') => behind + 1,
            _ => behind,
        }
    }
}
