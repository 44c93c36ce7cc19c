//! The agenda for people: a line a unit, its next tasks below it, and what blocked work waits for.

use std::io::{self, Write};

use jiff::civil::Date;
use milepost_core::lint::span::span_of;
use milepost_core::network::readiness::Readiness;
use milepost_core::network::{Missing, Node, NodeIndex};
use milepost_core::notation::status::Status;
use milepost_core::workspace::FileId;

use crate::next::agenda::{Agenda, Entry};
use crate::plans::{Plans, plain, printable};
use crate::terminal::say;

/// So many tasks of a unit are shown, unless all are asked for.
const TASKS: usize = 3;

/// How it is printed.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// So many entries of each kind.
    pub limit: usize,
    /// Every task, and what is put off too.
    pub all: bool,
    /// In colour.
    pub colour: bool,
}

/// Prints the agenda.
pub fn print(plans: &Plans, agenda: &Agenda, manner: &Manner, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { plans, manner, out, is_first: true };
    page.section("In progress", "1;33", &agenda.in_progress)?;
    page.section("Ready", "1;32", &agenda.ready)?;
    page.section("Blocked", "1;31", &agenda.blocked)?;
    if manner.all {
        page.section("Deferred", "1;34", &agenda.deferred)?;
    }
    if !agenda.finished.is_empty() {
        page.heading("Done", "1;2", agenda.finished.len())?;
        for file in agenda.finished.iter().take(manner.limit) {
            writeln!(page.out, "{}: all of it is done", printable(plans.path(*file)))?;
        }
        page.rest(agenda.finished.len())?;
    }
    if !agenda.deferred.is_empty() && !manner.all {
        let count = agenda.deferred.len();
        say(&format!(
            "{count} deferred {} left out; --all shows {}",
            if count == 1 { "item is" } else { "items are" },
            if count == 1 { "it" } else { "them" }
        ));
    }
    for file in &agenda.unordered {
        say(&format!(
            "{}: no dependencies are declared, so nothing there waits for anything",
            printable(plans.path(*file))
        ));
    }
    let is_empty = [&agenda.in_progress, &agenda.ready, &agenda.blocked].into_iter().all(Vec::is_empty);
    if is_empty && agenda.finished.is_empty() && !plans.files.is_empty() {
        say("nothing is open");
    }
    Ok(())
}

struct Page<'a> {
    plans: &'a Plans,
    manner: &'a Manner,
    out: &'a mut dyn Write,
    is_first: bool,
}

impl Page<'_> {
    fn section(&mut self, name: &str, colour: &str, entries: &[Entry]) -> io::Result<()> {
        if entries.is_empty() {
            return Ok(());
        }
        self.heading(name, colour, entries.len())?;
        for entry in entries.iter().take(self.manner.limit) {
            self.entry(entry)?;
        }
        self.rest(entries.len())
    }

    fn heading(&mut self, name: &str, colour: &str, count: usize) -> io::Result<()> {
        if !self.is_first {
            writeln!(self.out)?;
        }
        self.is_first = false;
        writeln!(self.out, "{} ({count})", paint(self.manner.colour, colour, name))
    }

    fn rest(&mut self, count: usize) -> io::Result<()> {
        match count.checked_sub(self.manner.limit) {
            Some(left @ 1..) => writeln!(self.out, "… and {left} more"),
            _ => Ok(()),
        }
    }

    fn entry(&mut self, entry: &Entry) -> io::Result<()> {
        let node = entry.node.and_then(|at| Some((at, self.plans.network.node(at)?)));
        let line = node.map_or(1, |(_, node)| self.plans.line(entry.file, node.place));
        let (name, about) = match node {
            Some((at, node)) => (self.plans.display(node), about(self.plans, at, node, entry.due)),
            None => ("Tasks in no unit".to_owned(), Vec::new()),
        };
        let place = paint(self.manner.colour, "36", &self.plans.place(entry.file, line));
        let name = paint(self.manner.colour, "1", &name);
        let about = if about.is_empty() { String::new() } else { format!(" — {}", about.join(", ")) };
        writeln!(self.out, "{place}: {name}{about}")?;
        if node.is_some_and(|(_, it)| !matches!(it.readiness, Readiness::Ready | Readiness::InProgress)) {
            return Ok(());
        }
        let most = if self.manner.all { usize::MAX } else { TASKS };
        for at in entry.tasks.iter().take(most) {
            let Some(task) = self.plans.plan(entry.file).and_then(|it| it.task(*at)) else { continue };
            let line = self.plans.line(entry.file, task.place);
            let words = self.plans.words(entry.file, task);
            let id = task.id.as_ref().map_or_else(String::new, |id| format!("{} ", id.value));
            let begun = if task.status == Some(Status::Active) { " (in progress)" } else { "" };
            writeln!(self.out, "  {}: {id}{words}{begun}", paint(self.manner.colour, "36", &format!("{line:>4}")))?;
        }
        match entry.tasks.len().checked_sub(most) {
            Some(left @ 1..) => writeln!(self.out, "        … and {left} more"),
            _ => Ok(()),
        }
    }
}

/// What is to be known of a node, in a few words.
fn about(plans: &Plans, at: NodeIndex, node: &Node, due: Option<Date>) -> Vec<String> {
    let mut parts = Vec::new();
    let parent = node.parent.and_then(|it| plans.network.node(it));
    parts.extend(parent.map(|it| format!("in {}", plans.short(it))));
    if node.is_unit() && node.progress.total > 0 {
        parts.push(format!("{} of {} done", node.progress.done, node.progress.total));
    }
    let criteria = plans.unit(node).map_or(&[][..], |unit| unit.criteria.as_slice());
    let (met, all) = criteria.iter().fold((0, 0), |(met, all), it| (met + it.done, all + it.boxes));
    if met < all && node.readiness == Readiness::InProgress {
        parts.push(format!("{met} of {all} criteria met"));
    }
    let span = plans.unit(node).and_then(span_of).map(|span| span.to_string());
    if let Some((due, today)) = due.zip(plans.gathered.snapshot.today) {
        let is_said = span.as_ref().is_some_and(|span| span.ends_with(&due.to_string()));
        parts.extend(span);
        parts.extend(due_in_words(due, today, is_said));
    } else {
        parts.extend(span);
    }
    parts.extend(waits(plans, at, node));
    parts
}

/// When it is due; none where that is said already and far enough away.
fn due_in_words(due: Date, today: Date, is_said: bool) -> Option<String> {
    let days = due.since(today).map_or(0, |span| span.get_days());
    match days {
        0 => Some("due today".to_owned()),
        1 => Some("due tomorrow".to_owned()),
        2.. if is_said => None,
        2.. => Some(format!("due on {due}")),
        -1 => Some("was due yesterday".to_owned()),
        days if is_said => Some(format!("was due {} days ago", -days)),
        days => Some(format!("was due on {due}, {} days ago", -days)),
    }
}

/// What it waits for, in words; none for nothing.
fn waits(plans: &Plans, at: NodeIndex, node: &Node) -> Option<String> {
    let file = node.definition.file;
    if let Some(members) = node.cycle.and_then(|it| plans.network.cycles.get(it as usize)) {
        let others: Vec<NodeIndex> = members.iter().copied().filter(|it| *it != at).collect();
        return Some(format!("waits for itself through {}", named(plans, file, &others)));
    }
    let unclear = unclear(&plans.missing(node));
    match &node.readiness {
        Readiness::Blocked { by } if by.is_empty() => Some("says that it is blocked".to_owned()),
        Readiness::Blocked { by } => {
            let and = unclear.map_or_else(String::new, |it| format!(", and for {it}"));
            Some(format!("waits for {}{and}", named(plans, file, by)))
        }
        Readiness::InProgress if !node.waits_for.is_empty() => {
            let verb = if node.waits_for.len() == 1 { "is" } else { "are" };
            Some(format!("although {} {verb} not done", named(plans, file, &node.waits_for)))
        }
        Readiness::Unknown { .. } => Some(format!("waits for {}", unclear?)),
        _ => None,
    }
}

/// `SHOP-1042, which no plan defines`
fn unclear(missing: &[&Missing]) -> Option<String> {
    let (none, several): (Vec<&Missing>, Vec<&Missing>) = missing.iter().partition(|it| it.candidates.is_empty());
    let list = |list: Vec<&Missing>| {
        let mut texts: Vec<String> = Vec::new();
        for text in list.iter().map(|it| plain(&it.text)) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        listed(&texts)
    };
    match (none.is_empty(), several.is_empty()) {
        (false, _) => Some(format!("{}, which no plan defines", list(none))),
        (_, false) => Some(format!("{}, which several plans define", list(several))),
        _ => None,
    }
}

/// The names of nodes, with where they stand if that is another document than `file`.
fn named(plans: &Plans, file: FileId, nodes: &[NodeIndex]) -> String {
    let name = |node: &Node| match node.definition.file == file {
        true => plans.short(node),
        false => {
            let of = node.definition.file;
            format!("{} ({})", plans.short(node), plans.place(of, plans.line(of, node.place)))
        }
    };
    listed(&nodes.iter().filter_map(|it| plans.network.node(*it)).map(name).collect::<Vec<_>>())
}

/// `A`, `A and B`, `A, B and C`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

fn paint(is_coloured: bool, code: &str, text: &str) -> String {
    if is_coloured { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}
