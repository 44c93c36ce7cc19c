//! The rule `gantt-cycle`.

use std::collections::HashMap;

use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::plan::gantt::{Gantt, GanttWait};

declare_rule! {
    /// Tasks of a Mermaid gantt wait for each other in a circle.
    ///
    /// None of them can begin. Mermaid tries a few times, gives up and draws nothing, or puts the tasks anywhere.
    ///
    /// Give one of them a date, or let it wait for a task outside the circle.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ~~~mermaid
    /// gantt
    ///     Read the archive :read, after check, 5d
    ///                                   ^^^^^ "Read the archive" waits for itself: read → check → import → read
    ///     Import it :import, after read, 3d
    ///     Check it :check, after import, 2d
    /// ~~~
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ~~~mermaid
    /// gantt
    ///     Read the archive :read, 2025-06-02, 5d
    ///     Import it :import, after read, 3d
    ///     Check it :check, after import, 2d
    /// ~~~
    /// ```
    "gantt-cycle" Error check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (which, gantt) in cx.plan.gantts.iter().enumerate() {
        for path in cycles(gantt) {
            let Some((&(at, index), hops)) = path.split_first() else { continue };
            let Some((title, first)) = hop(gantt, at, index) else { continue };
            let ids: Vec<&str> = path.iter().filter_map(|(at, _)| Some(gantt.tasks.get(*at)?.id.as_str())).collect();
            let round = ids.first().copied().unwrap_or_default();
            let message = format!("\"{title}\" waits for itself: {} → {round}", ids.join(" → "));
            let subject = Subject::GanttTask(which as u32, at as u32, index as u32);
            let mut finding = RULE.finding(first.place, subject, message);
            for (title, wait) in hops.iter().filter_map(|&(at, index)| hop(gantt, at, index)) {
                finding.related.push(cx.related(wait.place, format!("\"{title}\" waits for `{}` here", wait.id)));
            }
            report(finding);
        }
    }
}

fn hop(gantt: &Gantt, at: usize, index: usize) -> Option<(&str, &GanttWait)> {
    let task = gantt.tasks.get(at)?;
    Some((task.title.as_str(), task.waits.get(index)?))
}

/// Each circle once, as its tasks and which of their waits leads on, from its first task in the document.
fn cycles(gantt: &Gantt) -> Vec<Vec<(usize, usize)>> {
    // Where an id is given twice, Mermaid takes the later one.
    let by_id: HashMap<&str, usize> = gantt.tasks.iter().enumerate().map(|(at, task)| (task.id.as_str(), at)).collect();
    let next = |at: usize| gantt.tasks.get(at).map_or(&[][..], |task| task.waits.as_slice());
    let mut state = vec![Seen::Not; gantt.tasks.len()];
    let mut found = Vec::new();
    for start in 0..gantt.tasks.len() {
        // The path from `start`: each task with how many of its waits were followed.
        let mut path: Vec<(usize, usize)> = Vec::new();
        if state.get(start) == Some(&Seen::Not) {
            path.push((start, 0));
        }
        while let Some(&(at, index)) = path.last() {
            set(&mut state, at, Seen::Open);
            let Some(wait) = next(at).get(index) else {
                set(&mut state, at, Seen::Closed);
                path.pop();
                if let Some(last) = path.last_mut() {
                    last.1 += 1;
                }
                continue;
            };
            let target = by_id.get(wait.id.as_str()).copied();
            match target.and_then(|target| Some((target, *state.get(target)?))) {
                Some((target, Seen::Not)) => path.push((target, 0)),
                Some((target, Seen::Open)) => {
                    let mut circle: Vec<_> = path.iter().skip_while(|(at, _)| *at != target).copied().collect();
                    let first = circle.iter().enumerate().min_by_key(|(_, hop)| hop.0).map_or(0, |(first, _)| first);
                    circle.rotate_left(first);
                    found.push(circle);
                    step(&mut path);
                }
                _ => step(&mut path),
            }
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Not,
    Open,
    Closed,
}

fn set(state: &mut [Seen], at: usize, seen: Seen) {
    if let Some(state) = state.get_mut(at) {
        *state = seen;
    }
}

/// On to the next wait of the path's last task.
fn step(path: &mut [(usize, usize)]) {
    if let Some(last) = path.last_mut() {
        last.1 += 1;
    }
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
