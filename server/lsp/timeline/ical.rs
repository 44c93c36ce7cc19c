//! The schedule as a calendar after RFC 5545: an entry a unit, for whole days, that leaves its days free.

use jiff::civil::Date;
use milepost_core::notation::status::Status;
use milepost_core::timeline::{Item, ItemIndex, Timeline};

use crate::timeline::Shown;
use crate::timeline::svg::name;
use crate::timeline::words::{facts, one_line};

/// So many octets a line has at most, its end aside.
const LONGEST: usize = 75;

/// The calendar of `plans`, and what is to be said of it; why there is none, otherwise. Containers that only sum up what
/// they contain have no entry.
pub fn calendar(plans: &[Shown<'_>], today: Date) -> Result<(String, Vec<String>), String> {
    let mut out = Lines::default();
    out.put("BEGIN", "VCALENDAR");
    out.put("VERSION", "2.0");
    out.put("PRODID", "-//Milepost//timeline//EN");
    out.put("CALSCALE", "GREGORIAN");
    out.put("METHOD", "PUBLISH");
    if let [one] = plans {
        out.put("X-WR-CALNAME", &escaped(&name(one)));
    }
    let mut entries = 0;
    let mut notes = Vec::new();
    let mut undated: Option<String> = None;
    for plan in plans {
        let uids = uids(plan);
        let (mut numbered, mut endless) = (0, 0);
        for (at, item) in plan.timeline.each() {
            let Some(bar) = item.bar.as_ref().filter(|bar| !bar.is_derived) else { continue };
            match bar.dates {
                Some((first, Some(last))) => {
                    entry(&mut out, plan, at, item, (first, last), today, &uids);
                    entries += 1;
                    continue;
                }
                Some(_) => endless += 1,
                None => numbered += 1,
            }
            undated.get_or_insert_with(|| format!("{}:{}: {} ({})", plan.path, item.line, item.label, bar.said));
        }
        let count = |count: u32| if count == 1 { "1 unit has".to_owned() } else { format!("{count} units have") };
        if endless > 0 {
            notes.push(format!("{}: {} no end and no entry", plan.path, count(endless)));
        }
        if numbered > 0 {
            notes.push(format!("{}: {} no dates and no entry; {HOW}", plan.path, count(numbered)));
        }
    }
    out.put("END", "VCALENDAR");
    match (entries, undated) {
        (0, Some(first)) => Err(format!("{first}: no unit has dates, so there is no calendar; {HOW}")),
        (0, None) => Err(format!("no unit has dates, so there is no calendar; {HOW}")),
        _ => Ok((out.text, notes)),
    }
}

const HOW: &str = "write `start = 2026-01-05` under `[schedule]` in milepost.toml to give numbered weeks their dates";

fn entry(
    out: &mut Lines,
    plan: &Shown<'_>,
    at: ItemIndex,
    item: &Item,
    (first, last): (Date, Date),
    today: Date,
    uids: &[String],
) {
    let timeline: &Timeline = plan.timeline;
    let uid = |at: ItemIndex| uids.get(at.0 as usize).cloned().unwrap_or_default();
    // The day behind the last; what ends with the calendar's last day ends there.
    let behind = last.tomorrow().unwrap_or(last);
    out.put("BEGIN", "VEVENT");
    out.put("UID", &uid(at));
    out.put("DTSTAMP", &format!("{}T000000Z", basic(today)));
    out.put("DTSTART;VALUE=DATE", &basic(first));
    out.put("DTEND;VALUE=DATE", &basic(behind));
    out.put("SUMMARY", &escaped(&one_line(&item.display())));
    let mut lines = facts(timeline, item);
    lines.push(format!("{}:{}", plan.path, item.line));
    out.put("DESCRIPTION", &escaped(&lines.join("\n")));
    out.put("STATUS", if item.status == Status::Cancelled { "CANCELLED" } else { "CONFIRMED" });
    out.put("TRANSP", "TRANSPARENT");
    for on in item.links.iter().filter_map(|link| link.on) {
        let dated = timeline.item(on).and_then(|it| it.bar.as_ref()).is_some_and(|bar| !bar.is_derived);
        if dated {
            out.put("RELATED-TO;RELTYPE=DEPENDS-ON", &uid(on));
        }
    }
    out.put("END", "VEVENT");
}

/// For each unit an id that stays the same while the plan changes: made of its file, its label and those of the units
/// around it; of several that have all in common, the later ones are counted.
fn uids(plan: &Shown<'_>) -> Vec<String> {
    let mut met = std::collections::HashMap::new();
    let mut paths: Vec<String> = Vec::new();
    let mut uids = Vec::new();
    for (_, item) in plan.timeline.each() {
        let around = item.parent.and_then(|parent| paths.get(parent.0 as usize)).map_or(plan.path, String::as_str);
        let hash = fnv(&format!("{around}\n{}", item.label));
        paths.push(format!("{hash:016x}"));
        let count = met.entry(hash).and_modify(|count| *count += 1).or_insert(1_u32);
        uids.push(match count {
            1 => format!("{hash:016x}@milepost"),
            count => format!("{hash:016x}-{count}@milepost"),
        });
    }
    uids
}

/// The hash of Fowler, Noll and Vo: the same on every machine and in every version.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A value of the type TEXT.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// A property on its line, folded where it is long, between characters.
    fn put(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if length + c.len_utf8() > LONGEST {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(c);
            length += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}
