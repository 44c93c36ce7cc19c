//! Statuses that follow from how much is done: `60%`, `2/4`.

use crate::notation::status::Status;

/// The status of a share done: none, all, or some.
pub(crate) fn percentage(words: &str) -> Option<Status> {
    let at = words.find('%')?;
    let head = words.get(..at)?.trim_end();
    let from = head
        .rfind(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map_or(0, |before| before + head.get(before..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8));
    let value: f32 = head.get(from..)?.parse().ok()?;
    if from > 0 && head.get(..from).is_some_and(|lead| lead.chars().any(|c| c.is_alphanumeric())) {
        return None;
    }
    Some(if value <= 0.0 {
        Status::Todo
    } else if value >= 100.0 {
        Status::Done
    } else {
        Status::Active
    })
}

/// A percentage that is a whole group, or that says what it is of: "100%", "60% complete".
pub(crate) fn percent_status(words: &str) -> Option<Status> {
    let tail = words.get(words.find('%')? + 1..)?.trim().to_lowercase();
    let whole = tail.is_empty()
        || ["complete", "completed", "done", "erledigt", "fertig", "готово", "完成", "完了", "완료"]
            .contains(&tail.as_str());
    if whole { percentage(words) } else { None }
}

/// "2/4", "3 of 3": how many are done.
pub(crate) fn fraction(words: &str) -> Option<Status> {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let first = digits(words);
    let part: u32 = words.get(..first)?.parse().ok()?;
    let tail = words.get(first..)?.trim_start();
    let tail = tail.strip_prefix('/').or_else(|| tail.strip_prefix("of "))?.trim_start();
    let second = digits(tail);
    let whole: u32 = tail.get(..second)?.parse().ok()?;
    if whole == 0 || part > whole || tail.get(second..).is_some_and(|more| more.starts_with('/')) {
        return None;
    }
    Some(match part {
        0 => Status::Todo,
        part if part == whole => Status::Done,
        _ => Status::Active,
    })
}
