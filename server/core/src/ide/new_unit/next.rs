//! The label or id that comes next: the same words, and numbers that follow on those of its like.

use crate::lint::shift::digit_runs;
use crate::text::TextRange;

/// A label or id around its last number.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Numbered<'a> {
    head: &'a str,
    number: u32,
    width: usize,
    tail: &'a str,
}

/// What comes after `model` among `all`: its own number and one where that is free, or else the last and one. None where its number is not plain, or goes on in letters (`6a`).
pub(crate) fn next<'a>(model: &str, all: impl Iterator<Item = &'a str>) -> Option<String> {
    let own = numbered(model)?;
    let is_like = |it: &Numbered<'_>| it.head.eq_ignore_ascii_case(own.head) && it.tail == own.tail;
    let taken: Vec<u32> = all.filter_map(numbered).filter(is_like).map(|it| it.number).collect();
    let last = taken.iter().copied().max().unwrap_or(own.number);
    let follows = own.number.checked_add(1)?;
    let number = if taken.contains(&follows) { last.checked_add(1)? } else { follows };
    Some(format!("{}{number:0width$}{}", own.head, own.tail, width = own.width))
}

/// The first id of the unit whose number is `to`, as `model` is one of the unit whose number is `from`: `5.1` as `4.12`.
/// None where the id does not begin with the unit's number.
pub(crate) fn first_of(model: &str, from: u32, to: u32) -> Option<String> {
    let runs = digit_runs(model);
    let (head, last) = (runs.first()?, runs.last()?);
    if head == last || head.of(model).parse() != Ok(from) || last.end as usize != model.len() {
        return None;
    }
    let padded = |run: &TextRange, number: u32| {
        let width = if run.of(model).starts_with('0') { run.len() as usize } else { 0 };
        format!("{number:0width$}")
    };
    let mut id = model.to_owned();
    id.replace_range(last.start as usize..last.end as usize, &padded(last, 1));
    id.replace_range(head.start as usize..head.end as usize, &padded(head, to));
    Some(id)
}

/// The first id under the one that is `to`, as `model` is one under `from`: `2.1` as `1.4`, `2.3.1` as `2.2.2`. None where
/// the id does not begin with the one above it.
pub(crate) fn first_under(model: &str, from: &str, to: &str) -> Option<String> {
    let last = *digit_runs(model).last()?;
    let joint = model.get(..last.start as usize)?.strip_prefix(from)?;
    let is_joint = !joint.is_empty() && !joint.contains(char::is_alphanumeric);
    let width = if last.of(model).starts_with('0') { last.len() as usize } else { 0 };
    (is_joint && last.end as usize == model.len()).then(|| format!("{to}{joint}{:0width$}", 1))
}

/// How many numbers an id holds: with more than one it commonly counts within its unit.
pub(crate) fn numbers(id: &str) -> usize {
    digit_runs(id).len()
}

/// What comes after `model`, a label that counts from its first number to its second, when `last` is the last of all:
/// `Week 5-6` after `Week 3-4`. None where its numbers are written otherwise.
pub(crate) fn next_interval(model: &str, (from, to): (u32, u32), last: u32) -> Option<String> {
    let runs = digit_runs(model);
    let numbers: Vec<u32> = runs.iter().map(|run| run.of(model).parse().ok()).collect::<Option<_>>()?;
    let first = last.checked_add(1)?;
    let ends = [first, first.checked_add(to.checked_sub(from)?)?];
    if numbers != [from, to] {
        return None;
    }
    let mut label = model.to_owned();
    for (run, number) in runs.into_iter().zip(ends).rev() {
        label.replace_range(run.start as usize..run.end as usize, &number.to_string());
    }
    Some(label)
}

fn numbered(text: &str) -> Option<Numbered<'_>> {
    let run = *digit_runs(text).last()?;
    let digits = run.of(text);
    let tail = text.get(run.end as usize..)?;
    // `6a`, `P1-B`, `7+`: what would come next is not to be told by the number alone.
    let is_plain = digits.bytes().all(|b| b.is_ascii_digit()) && !tail.is_ascii() || tail.is_empty();
    let width = if digits.starts_with('0') { digits.len() } else { 0 };
    let head = text.get(..run.start as usize)?;
    is_plain.then_some(Numbered { head, number: digits.parse().ok()?, width, tail })
}

#[cfg(test)]
mod tests {
    use crate::ide::new_unit::next::{first_of, first_under, next, next_interval};

    #[test]
    fn the_next_number_that_is_free() {
        let check = |model: &str, all: &[&str], want: Option<&str>| {
            assert_eq!(next(model, all.iter().copied()).as_deref(), want, "{model}");
        };
        check("Sprint 2", &["Sprint 1", "Sprint 2", "Sprint 3", "Sprint 9", "Phase 12"], Some("Sprint 10"));
        check("Sprint 2", &["Sprint 1", "Sprint 2", "Sprint 4"], Some("Sprint 3"));
        check("T009", &["T008", "T009"], Some("T010"));
        check("1.2", &["1.1", "1.2", "2.7"], Some("1.3"));
        check("W1-S2", &["W1-S1", "W1-S2", "W2-S9"], Some("W1-S3"));
        check("第2周", &["第1周", "第2周"], Some("第3周"));
        check("Phase 6a", &["Phase 6a"], None);
        check("Phase II", &[], None);
        check("Epic P1-B", &["Epic P1-B"], None);
        check("Week 7+", &["Week 7+"], None);
    }

    #[test]
    fn an_id_with_its_unit_s_number_begins_again() {
        assert_eq!(first_of("4.12", 4, 5).as_deref(), Some("5.1"));
        assert_eq!(first_of("09-03", 9, 10).as_deref(), Some("10-01"));
        assert_eq!(first_of("W1-S4", 1, 2).as_deref(), Some("W2-S1"));
        assert_eq!(first_of("T012", 12, 13), None);
        assert_eq!(first_of("3.1", 4, 5), None);
    }

    #[test]
    fn an_id_with_that_of_the_task_around_it_begins_again() {
        assert_eq!(first_under("1.4", "1", "2").as_deref(), Some("2.1"));
        assert_eq!(first_under("2.2.2", "2.2", "2.3").as_deref(), Some("2.3.1"));
        assert_eq!(first_under("T1-02", "T1", "T2").as_deref(), Some("T2-01"));
        assert_eq!(first_under("T012", "T0", "T1"), None);
        assert_eq!(first_under("3.1", "1", "2"), None);
    }

    #[test]
    fn both_ends_count() {
        assert_eq!(next_interval("Week 3-4", (3, 4), 4).as_deref(), Some("Week 5-6"));
        assert_eq!(next_interval("第3-4周", (3, 4), 4).as_deref(), Some("第5-6周"));
        assert_eq!(next_interval("Week III-IV", (3, 4), 4), None);
    }
}
