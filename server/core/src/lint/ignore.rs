//! Comments that silence one finding: where they can stand without changing what the plan says.

use crate::document::Document;
use crate::lint::lint;
use crate::lint::rule::{Applicability, Context, Finding, Fix};
use crate::lint::suppress::ABOUT_SUPPRESSIONS;
use crate::plan::suppression::{Scope, Suppression};
use crate::text::{Edit, TextRange};

/// Silences `finding` on its line, and in the document; each where that can be done and silences nothing else.
pub fn ignore(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let rule = finding.rule.name;
    if ABOUT_SUPPRESSIONS.contains(&rule) {
        return Vec::new();
    }
    let on_line = [named_too(cx, finding), line_before(cx, finding), end_of_line(cx, finding)];
    let in_file = [named_in_file(cx, rule), first_line(cx, rule)];
    let first = |edits: &mut dyn Iterator<Item = Edit>, title: String, is_all: bool| {
        edits
            .map(|edit| Fix {
                title: title.clone(),
                applicability: Applicability::Unsafe,
                edits: vec![(cx.file, edit)],
            })
            .find(|fix| silences(cx, finding, fix, is_all))
    };
    let line = first(&mut on_line.into_iter().flatten(), format!("Ignore {rule} here"), false);
    let file = first(&mut in_file.into_iter().flatten(), format!("Ignore {rule} in this document"), true);
    line.into_iter().chain(file).collect()
}

/// A name more in the comment that speaks of the line already.
fn named_too(cx: &Context<'_>, finding: &Finding) -> Option<Edit> {
    let line = cx.document.line(finding.place);
    let reaches = |it: &&Suppression| match it.scope {
        Scope::Line => cx.document.line(it.place) == line,
        Scope::NextLine => cx.document.next_line(it.place) == line,
        _ => false,
    };
    name_more(cx, cx.plan.suppressions.iter().find(reaches)?, finding.rule.name)
}

fn named_in_file(cx: &Context<'_>, rule: &str) -> Option<Edit> {
    name_more(cx, cx.plan.suppressions.iter().find(|it| it.scope == Scope::File)?, rule)
}

fn name_more(cx: &Context<'_>, suppression: &Suppression, rule: &str) -> Option<Edit> {
    let last = cx.document.range(suppression.rules.last()?.place);
    Some(Edit { range: TextRange::empty(last.end), insert: format!(" {rule}") })
}

/// A line of its own above.
fn line_before(cx: &Context<'_>, finding: &Finding) -> Option<Edit> {
    let text = cx.document.text();
    let line = text.line_range(cx.document.line(finding.place));
    let content = text.slice(line);
    let indent = content.get(..content.len() - content.trim_start().len())?;
    let ends = text.line_ending().as_str();
    let insert = format!("{indent}{}{ends}", comment(Scope::NextLine, finding.rule.name));
    Some(Edit { range: TextRange::empty(line.start), insert })
}

/// Behind what the line says; inside the last cell of a table's row.
fn end_of_line(cx: &Context<'_>, finding: &Finding) -> Option<Edit> {
    let text = cx.document.text();
    let line = text.line_range(cx.document.line(finding.place));
    let content = text.slice(line);
    let words = content.trim_end();
    let words = words.strip_suffix('|').map_or(words, str::trim_end);
    let insert = format!(" {}", comment(Scope::Line, finding.rule.name));
    Some(Edit { range: TextRange::empty(line.start + words.len() as u32), insert })
}

/// The first line behind the front matter.
fn first_line(cx: &Context<'_>, rule: &str) -> Option<Edit> {
    let text = cx.document.text();
    let ends = text.line_ending().as_str();
    let line = |at: u32| text.slice(text.line_range(at)).trim_end().to_owned();
    let marks = line(0) == "---";
    let front = (1..text.line_count()).filter(|_| marks).find(|at| matches!(line(*at).as_str(), "---" | "..."));
    let start = front.map_or(0, |at| text.line_range(at + 1).start);
    Some(Edit { range: TextRange::empty(start), insert: format!("{}{ends}{ends}", comment(Scope::File, rule)) })
}

fn comment(scope: Scope, rule: &str) -> String {
    format!("<!-- {} {rule} -->", scope.word())
}

/// Whether the comment silences the finding, or all of its rule, and changes nothing else of what is read or reported.
fn silences(cx: &Context<'_>, finding: &Finding, fix: &Fix, is_all: bool) -> bool {
    let after = cx.snapshot.edited(&fix.edits);
    let (Some(before), Some(document)) = (cx.snapshot.document(cx.file), after.document(cx.file)) else { return false };
    if gist(before) != gist(document) {
        return false;
    }
    let own = (finding.rule.name, finding.message.clone());
    let mut expected = said(cx.tries.found(cx));
    match is_all {
        true => expected.retain(|it| it.0 != own.0),
        false => {
            let Some(at) = expected.iter().position(|it| *it == own) else { return false };
            expected.remove(at);
        }
    }
    said(&lint(&after, cx.file)) == expected
}

fn said(findings: &[Finding]) -> Vec<(&'static str, String)> {
    let mut said: Vec<_> = findings.iter().map(|it| (it.rule.name, it.message.clone())).collect();
    said.sort();
    said
}

/// What a plan says, as far as a comment in the wrong place could change it.
fn gist(document: &Document) -> Vec<String> {
    let plan = document.plan();
    let units = plan.units.iter().map(|it| {
        let criteria: Vec<(u32, u32)> = it.criteria.iter().map(|it| (it.count, it.boxes)).collect();
        let schedule = it.schedule.as_ref().map(|said| said.value);
        let status = it.status.as_ref().map(|said| said.value);
        format!("{} {criteria:?} {schedule:?} {status:?} {} {:?}", it.display(), it.depends.len(), it.parent)
    });
    let tasks =
        plan.tasks.iter().map(|it| format!("{:?} {:?} {:?} {}", it.unit, it.parent, it.status, it.depends.len()));
    units.chain(tasks).chain([format!("{:?} {}", plan.title, plan.mentions.len())]).collect()
}
