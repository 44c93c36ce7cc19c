//! The rule `unused-suppression`.

use crate::lint::rule::{Applicability, Context, Finding, Fix, Subject};
use crate::lint::suppress::{ABOUT_SUPPRESSIONS, Used};
use crate::lint::{mends::may_mend, rule};
use crate::plan::suppression::{Scope, Suppression};
use crate::text::{Edit, TextRange};

declare_rule! {
    /// A suppression silences nothing.
    ///
    /// What it silenced has been mended since, or it stands in the wrong place. Left where it is, it will hide the next
    /// mistake of its kind.
    ///
    /// Delete it, or the name in it that is of no use; the fix does. Rules that `milepost.toml` switches off are not
    /// counted.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (Weeks 1-2)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// <!-- milepost-disable-next-line overlapping-weeks -- two teams -->
    ///                                 ^^^^^^^^^^^^^^^^^ overlapping-weeks is not reported here; this silences nothing
    /// ## Phase 2: Search (Weeks 3-4)
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (Weeks 1-2)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// <!-- milepost-disable-next-line overlapping-weeks -- two teams -->
    /// ## Phase 2: Search (Weeks 2-3)
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    "unused-suppression" Info check fixes safe
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    // Before all other rules have run, nobody knows.
    let Some(used) = cx.used else { return };
    for (at, suppression) in cx.plan.suppressions.iter().enumerate() {
        match suppression.scope {
            Scope::Off => ends_nothing(cx, at, suppression, report),
            _ => silences_nothing(cx, at, suppression, used, report),
        }
    }
}

fn silences_nothing(cx: &Context<'_>, at: usize, it: &Suppression, used: &Used, report: &mut dyn FnMut(Finding)) {
    let subject = |name: usize| Subject::Suppression(at as u32, name as u32);
    if it.rules.is_empty() && !used.get(at, 0) {
        let message = format!("Nothing is reported {}; this silences nothing", here(it.scope));
        report(RULE.finding(it.place, subject(0), message));
    }
    for (name, said) in it.rules.iter().enumerate() {
        let is_run = rule(&said.value).is_some_and(|it| !it.is_off(cx.snapshot.settings(cx.file)));
        let is_judged = is_run && !ABOUT_SUPPRESSIONS.contains(&said.value.as_str());
        if is_judged && !used.get(at, name) {
            let message = format!("{} is not reported {}; this silences nothing", said.value, here(it.scope));
            report(RULE.finding(said.place, subject(name), message));
        }
    }
}

fn ends_nothing(cx: &Context<'_>, at: usize, it: &Suppression, report: &mut dyn FnMut(Finding)) {
    let above = cx.plan.suppressions.get(..at).unwrap_or_default();
    let begins = |name: Option<&str>| {
        let named = |it: &&Suppression| {
            it.rules.is_empty() || name.is_none_or(|name| it.rules.iter().any(|said| said.value == name))
        };
        above.iter().filter(|it| it.scope == Scope::On).any(|it| named(&it))
    };
    if it.rules.is_empty() && !begins(None) {
        let message = "No milepost-disable stands above; this ends nothing".to_owned();
        report(RULE.finding(it.place, Subject::Suppression(at as u32, 0), message));
    }
    for (name, said) in it.rules.iter().enumerate().filter(|(_, said)| rule(&said.value).is_some()) {
        if !begins(Some(&said.value)) {
            let message = format!("No milepost-disable of {} stands above; this ends nothing", said.value);
            report(RULE.finding(said.place, Subject::Suppression(at as u32, name as u32), message));
        }
    }
}

fn here(scope: Scope) -> &'static str {
    match scope {
        Scope::Line | Scope::NextLine => "here",
        Scope::File => "in this document",
        Scope::On | Scope::Off => "from here on",
    }
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    remove(cx, finding).filter(|fix| may_mend(cx, finding, fix)).into_iter().collect()
}

/// Takes out the name, or the comment that holds nothing else, with its line if it stands alone.
fn remove(cx: &Context<'_>, finding: &Finding) -> Option<Fix> {
    let Subject::Suppression(at, name) = finding.subject else { return None };
    let suppression = cx.plan.suppressions.get(at as usize)?;
    let text = cx.document.text();
    let (title, range) = match suppression.rules.get(name as usize) {
        Some(said) if suppression.rules.len() > 1 => {
            let range = cx.document.range(said.place);
            let before = text.slice(TextRange::new(cx.document.range(suppression.place).start, range.start));
            let blanks = before.len() - before.trim_end_matches([' ', '\t', ',', '\r', '\n']).len();
            (format!("Remove {}", said.value), TextRange::new(range.start - blanks as u32, range.end))
        }
        _ => {
            let range = cx.document.range(suppression.place);
            let (first, last) = (text.line_of(range.start), text.line_of(range.end));
            let around = TextRange::new(text.line_range(first).start, text.line_range(last).end);
            let alone = text.slice(around).trim().len() == range.len() as usize;
            let before = text.slice(TextRange::new(around.start, range.start));
            let range = match alone && last + 1 < text.line_count() {
                true => TextRange::new(around.start, text.line_range(last + 1).start),
                false => TextRange::new(around.start + before.trim_end().len() as u32, range.end),
            };
            ("Remove the comment".to_owned(), range)
        }
    };
    let edit = Edit { range, insert: String::new() };
    Some(Fix { title, applicability: Applicability::Safe, edits: vec![(cx.file, edit)] })
}
