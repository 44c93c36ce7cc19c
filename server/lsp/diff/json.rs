//! The changes as one JSON object. Keys may be added, none is renamed or dropped; `docs/commands/diff.md` is the manual.

use std::io::{self, Write};

use milepost_core::changes::schedule::{EndShift, Shift};
use milepost_core::changes::{Change, Difference, Item, ItemChange, Pair, Sort};
use milepost_core::notation::time::Schedule;
use serde_json::{Value, json};

use crate::diff::sides::{Compared, PlanDiff, State};

/// Prints every plan that differs.
pub fn print(compared: &Compared, out: &mut impl Write) -> io::Result<()> {
    let value = json!({
        "revision": compared.revision,
        "commit": compared.commit.0,
        "plans": compared.plans.iter().map(plan).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)?;
    out.flush()
}

fn plan(plan: &PlanDiff) -> Value {
    let changes = &plan.changes;
    json!({
        "path": plan.path,
        "oldPath": plan.old_path,
        "state": match plan.state {
            State::Added => "added",
            State::Dropped => "dropped",
            State::Changed => "changed",
        },
        "units": plan.size.0,
        "tasks": plan.size.1,
        "title": changes.title.as_ref().map(|it| json!({"old": it.old, "new": it.new})),
        "end": changes.end.map(|EndShift { old, new, unit, later }| {
            json!({"old": old.to_string(), "new": new.to_string(), "later": later, "in": format!("{unit}s")})
        }),
        "total": changes.total.as_ref().map(|it| pair(&Pair {
            old: it.old.map(|it| it.to_string()),
            new: it.new.map(|it| it.to_string()),
        })),
        "items": changes.items.iter().enumerate().map(|(at, it)| item(it, plan.elsewhere.get(&at))).collect::<Vec<_>>(),
    })
}

fn item(item: &ItemChange, elsewhere: Option<&String>) -> Value {
    let state = match (&item.old, &item.new) {
        (None, _) => "added",
        (_, None) => "dropped",
        _ => "changed",
    };
    json!({
        "sort": if item.sort == Sort::Unit { "unit" } else { "task" },
        "state": state,
        "old": item.old.as_ref().map(side),
        "new": item.new.as_ref().map(side),
        "elsewhere": elsewhere,
        "changes": item.changes.iter().map(change).collect::<Vec<_>>(),
    })
}

fn side(item: &Item) -> Value {
    json!({
        "name": item.name,
        "label": (!item.label.is_empty()).then_some(&item.label),
        "ids": item.ids,
        "title": item.title,
        "line": item.line,
        "container": item.container,
        "schedule": item.schedule.as_ref().map(schedule),
        "status": item.status.map(|it| it.to_string()),
    })
}

fn change(change: &Change) -> Value {
    let (what, mut value) = match change {
        Change::Schedule(it, shift) => {
            let mut value = json!({"old": it.old.as_ref().map(schedule), "new": it.new.as_ref().map(schedule)});
            if let (Some(Shift { unit, start, end }), Some(fields)) = (shift, value.as_object_mut()) {
                fields.insert("startLater".to_owned(), json!(start));
                fields.insert("endLater".to_owned(), json!(end));
                fields.insert("in".to_owned(), json!(format!("{unit}s")));
            }
            ("schedule", value)
        }
        Change::Duration(it) => {
            let text = Pair { old: it.old.map(|it| it.to_string()), new: it.new.map(|it| it.to_string()) };
            ("duration", pair(&text))
        }
        Change::Estimate(it) => ("estimate", pair(it)),
        Change::Renamed(it) => ("title", json!({"old": it.old, "new": it.new})),
        Change::Renumbered(it) => ("number", json!({"old": it.old, "new": it.new})),
        Change::Moved(it) => ("container", pair(it)),
        Change::Status(it) => {
            let text = Pair { old: it.old.map(|it| it.to_string()), new: it.new.map(|it| it.to_string()) };
            ("status", pair(&text))
        }
        Change::Progress(it) => {
            let share = |(done, of): (u32, u32)| json!({"done": done, "of": of});
            ("progress", json!({"old": share(it.old), "new": share(it.new)}))
        }
        Change::Owner(it) => ("owner", pair(it)),
        Change::Dependencies(it) => ("dependencies", difference(it)),
        Change::Criteria(it) => ("criteria", difference(it)),
    };
    if let Some(fields) = value.as_object_mut() {
        fields.insert("what".to_owned(), json!(what));
    }
    value
}

fn pair(pair: &Pair<Option<String>>) -> Value {
    json!({"old": pair.old, "new": pair.new})
}

fn difference(it: &Difference) -> Value {
    let reworded: Vec<Value> = it.reworded.iter().map(|it| json!({"old": it.old, "new": it.new})).collect();
    json!({"added": it.added, "dropped": it.dropped, "reworded": reworded})
}

/// As `milepost outline` prints it.
fn schedule(schedule: &Schedule) -> Value {
    let point = |text: String| text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number));
    json!({
        "unit": schedule.unit.to_string(),
        "from": point(schedule.from.to_string()),
        "to": schedule.to.map(|it| point(it.to_string())),
    })
}
