//! What was read, as a person can judge it: a line a unit, task and restatement, and the references of each line.

use milepost_core::document::Document;
use milepost_core::ide::outline::{OutlineReference, OutlineUnit, outline};
use milepost_core::notation::label::Name;
use milepost_core::notation::time::Schedule;
use milepost_core::plan::place::Place;
use milepost_core::plan::task::Task;
use milepost_core::plan::unit::{Criteria, DefinedBy, Dependency, Unit};
use milepost_core::plan::{ProblemKind, Verdict};

/// All of it. A document that is no plan is one line.
pub fn show(document: &Document) -> String {
    let plan = document.plan();
    let mut out = match plan.verdict {
        Verdict::NoPlan => return format!("no plan, {}\n", plan.profile),
        Verdict::Unreadable => format!("unreadable, {}\n", plan.profile),
        Verdict::Plan => format!("plan, {}\n", plan.profile),
    };
    let outline = outline(document);
    let shower = Shower { document };
    let mut say = |line: String| {
        out.push_str(line.trim_end());
        out.push('\n');
    };
    for (unit, read) in plan.units.iter().zip(&outline.units) {
        say(shower.unit(unit, read));
    }
    plan.tasks.iter().for_each(|task| say(shower.task(task)));
    let mut references: Vec<OutlineReference> = outline.references.into_iter().chain(outline.task_references).collect();
    references.sort_by_key(|it| it.line);
    for line in references.chunk_by(|a, b| a.line == b.line) {
        let target = |it: &OutlineReference| it.target.map_or("?".to_owned(), |line| line.to_string());
        let names: Vec<String> = line.iter().map(|it| format!("{} → {}", it.text, target(it))).collect();
        say(format!("{} names {}", line[0].line, names.join(", ")));
    }
    for it in &plan.restatements {
        let schedule = it.schedule.as_ref().map_or(String::new(), |it| format!(" · {}", schedule(&it.value)));
        let status = it.status.as_ref().map_or(String::new(), |it| format!(" · {}", it.value));
        say(format!("{} restates {}{schedule}{status}", shower.line(it.place), name(&it.name)));
    }
    for it in &plan.tracks {
        let names: Vec<String> = it.names.iter().map(name).collect();
        say(format!("{} track of {}", shower.line(it.place), names.join(", ")));
    }
    for it in &plan.problems {
        let kind = match &it.kind {
            ProblemKind::Placeholder(text) => format!("placeholder {text}"),
            ProblemKind::Vague(text) => format!("vague {text}"),
            ProblemKind::NotAHeading(label) => format!("not quite a heading: {label}"),
            ProblemKind::Degraded => "read as plain text".to_owned(),
        };
        say(format!("{} problem: {kind}", shower.line(it.place)));
    }
    for it in &plan.fences {
        let end = if it.closed { "another fence's end" } else { "no end" };
        say(format!("{} fence with {end}", shower.line(it.open)));
        for heading in &it.swallowed {
            say(format!("{} a heading in a fence: {}", shower.line(heading.place), heading.value));
        }
    }
    out
}

struct Shower<'a> {
    document: &'a Document,
}

impl Shower<'_> {
    fn line(&self, place: Place) -> u32 {
        self.document.text().line_of(self.document.range(place).start) + 1
    }

    fn unit(&self, unit: &Unit, read: &OutlineUnit) -> String {
        let mut parts = Vec::new();
        let by = match unit.defined_by {
            DefinedBy::Heading(_) => "",
            DefinedBy::FrontMatter => "front matter",
            DefinedBy::Summary => "summary",
            DefinedBy::Bold => "bold line",
            DefinedBy::Line => "plain line",
            DefinedBy::Item => "item",
            DefinedBy::Row => "row",
            DefinedBy::Gantt => "gantt",
        };
        parts.extend((!by.is_empty()).then(|| by.to_owned()));
        parts.extend(unit.schedule.as_ref().map(|it| schedule(&it.value)));
        parts.extend(unit.duration.as_ref().map(|it| it.value.to_string()));
        parts.extend(unit.status.as_ref().map(|it| it.value.to_string()));
        parts.extend(unit.criteria.iter().map(|it| self.criteria(it)));
        parts.extend(read.depends.iter().map(|it| {
            let how = if it.by_title { " by title" } else { "" };
            format!("after {} ({}{how})", it.on.join(", "), it.line)
        }));
        parts.extend(unit.goal.as_ref().map(|it| format!("goal {:?}", it.value)));
        parts.extend(unit.owner.as_ref().map(|it| format!("owner {:?}", it.value)));
        parts.extend(unit.estimate.as_ref().map(|it| format!("estimate {:?}", it.value)));
        let deliverables: Vec<String> = unit.deliverables.iter().map(|it| self.line(it.place).to_string()).collect();
        parts.extend((!deliverables.is_empty()).then(|| format!("promises {}", deliverables.join(", "))));
        for it in &unit.parallel {
            let names: Vec<String> = it.with.iter().map(name).collect();
            parts.push(format!(
                "beside {} ({})",
                if names.is_empty() { "all".to_owned() } else { names.join(", ") },
                self.line(it.place)
            ));
        }
        let ids = if read.ids.is_empty() { String::new() } else { format!(" [{}]", read.ids.join(", ")) };
        let title = if read.title.is_empty() { String::new() } else { format!(" {:?}", read.title) };
        let parent = read.parent.map_or(String::new(), |line| format!(" in {line}"));
        let parts: String = parts.iter().map(|part| format!(" · {part}")).collect();
        format!("{} {}{ids}{title}{parent}{parts}", read.line, read.label)
    }

    fn criteria(&self, it: &Criteria) -> String {
        let ticked = if it.boxes > 0 { format!(", {} of {} ticked", it.done, it.boxes) } else { String::new() };
        format!("criteria {} ({}{ticked})", self.line(it.place), it.count)
    }

    fn task(&self, task: &Task) -> String {
        let id = task.id.as_ref().map_or(String::new(), |it| format!(" {}", it.value));
        let words: String = self.document.slice(task.text).chars().take(24).collect();
        let mut parts = Vec::new();
        parts.extend(task.status.map(|it| it.to_string()));
        parts.extend(task.depends.iter().map(|it| self.after(it)));
        parts.extend(task.parallel.then(|| "parallel".to_owned()));
        parts.extend(task.optional.then(|| "optional".to_owned()));
        parts.extend(task.owner.as_ref().map(|it| format!("owner {:?}", it.value)));
        parts.extend(task.criteria.iter().map(|it| format!("criteria {}", self.line(*it))));
        let parts: String = parts.iter().map(|part| format!(" · {part}")).collect();
        format!("{} task{id} {words:?}{parts}", self.line(task.place))
    }

    fn after(&self, it: &Dependency) -> String {
        let names: Vec<&str> = it.on.iter().map(|it| it.text.as_str()).collect();
        format!("after {} ({})", names.join(", "), self.line(it.place))
    }
}

fn schedule(it: &Schedule) -> String {
    let to = match &it.to {
        Some(to) if *to == it.from => String::new(),
        Some(to) => format!("–{to}"),
        None => " on".to_owned(),
    };
    let doubt = match (it.ambiguous, it.invalid) {
        (_, true) => ", no such date",
        (true, _) => ", day or month",
        _ => "",
    };
    format!("{} {}{to}{doubt}", it.unit, it.from)
}

fn name(name: &Name) -> String {
    match name {
        Name::Label(kind, number) => {
            let words = milepost_core::notation::vocabulary::Vocabulary::builtin();
            format!("{} {}", words.kind_name(*kind), number.0)
        }
        Name::Id(id) => id.clone(),
        Name::Title(title) => format!("{title:?}"),
    }
}
