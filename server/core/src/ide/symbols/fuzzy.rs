//! Fuzzy matching: the letters of a query in order, better where words begin and where they stand together.

/// How long a name is looked at; matching costs its length times the query's.
const LONGEST_NAME: usize = 160;

/// A query, ready to be matched.
#[derive(Debug)]
pub(crate) struct Pattern {
    letters: Vec<char>,
    /// The same, as [`letters`] tells them.
    set: u128,
}

impl Pattern {
    /// Case and blanks in `query` make no difference.
    pub(crate) fn new(query: &str) -> Pattern {
        let letters = query.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase);
        let letters: Vec<char> = letters.take(LONGEST_NAME).collect();
        Pattern { set: letters.iter().fold(0, |set, c| set | bit(*c)), letters }
    }

    /// Whether a text with these letters may match.
    pub(crate) fn may_match(&self, letters: u128) -> bool {
        self.set & !letters == 0
    }

    /// How well `text` matches; more is better. None where a letter is missing.
    pub(crate) fn score(&self, text: &str) -> Option<i32> {
        const WORST: i32 = i32::MIN / 2;
        let chars: Vec<char> = text.chars().take(LONGEST_NAME).collect();
        let mut rest = chars.iter();
        if !self.letters.iter().all(|letter| rest.any(|c| lower(*c) == *letter)) {
            return None;
        }
        // `ends[i]`: the best score of the letters so far, the last of them at character i.
        let mut ends: Vec<i32> = Vec::new();
        for (nth, letter) in self.letters.iter().enumerate() {
            let mut best_before = if nth == 0 { 0 } else { WORST };
            let mut next = vec![WORST; chars.len()];
            for (at, c) in chars.iter().enumerate() {
                let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied();
                let adjoining = at.checked_sub(1).and_then(|at| ends.get(at)).copied().unwrap_or(WORST);
                if lower(*c) == *letter {
                    let begins = before.is_none_or(|before| begins_word(before, *c));
                    let bonus = if begins { 8 } else { 0 } + if at == 0 { 4 } else { 0 };
                    let loose = best_before.saturating_add(bonus);
                    let tight = adjoining.saturating_add(bonus.max(6));
                    if let Some(slot) = next.get_mut(at) {
                        *slot = if nth > 0 { loose.max(tight) } else { loose };
                    }
                }
                best_before = best_before.max(adjoining.saturating_sub(1));
            }
            ends = next;
        }
        if self.letters.is_empty() {
            return Some(0);
        }
        let best = ends.into_iter().max().unwrap_or(WORST);
        // Of two that match alike, the shorter is more likely meant.
        (best > WORST / 2).then(|| best * 4 - i32::try_from(chars.len()).unwrap_or(0))
    }
}

/// Which letters are in `text`, a bit for each, whatever their case. Letters that are 128 apart share one.
pub(crate) fn letters(text: &str) -> u128 {
    text.chars().take(LONGEST_NAME).fold(0, |set, c| set | bit(lower(c)))
}

fn bit(letter: char) -> u128 {
    1 << (u32::from(letter) % 128)
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn begins_word(before: char, c: char) -> bool {
    !before.is_alphanumeric() || c.is_numeric() != before.is_numeric() || c.is_uppercase() && before.is_lowercase()
}

#[cfg(test)]
mod tests {
    use crate::ide::symbols::fuzzy::Pattern;

    fn ranked<'a>(query: &str, names: &[&'a str]) -> Vec<&'a str> {
        let pattern = Pattern::new(query);
        let mut found: Vec<(i32, &str)> = names.iter().filter_map(|it| Some((pattern.score(it)?, *it))).collect();
        found.sort_by_key(|(score, _)| -*score);
        found.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn letters_match_in_order_and_words_begin_better() {
        let names = ["Sprint 12: Search", "Sprint 2: Parser", "Phase 2: Prose"];
        assert_eq!(ranked("s2", &names), ["Sprint 2: Parser", "Sprint 12: Search", "Phase 2: Prose"]);
        assert_eq!(ranked("parser", &names), ["Sprint 2: Parser"]);
        assert_eq!(ranked("SPRINT 1", &names), ["Sprint 12: Search"]);
        assert_eq!(ranked("zz", &names), Vec::<&str>::new());
        assert_eq!(ranked("", &["b", "a"]), ["b", "a"]);
    }
}
