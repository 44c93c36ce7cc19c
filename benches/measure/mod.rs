//! What the benchmarks share: a plan of any length, and how long something takes.

use std::time::Instant;

use milepost_core::document::{Document, Source};
use milepost_core::notation::vocabulary::Vocabulary;

/// A document that was read from `text`.
pub fn document(text: &str) -> Document {
    document_at(text, "plan.md")
}

/// The same, of a file at `path`.
pub fn document_at(text: &str, path: &str) -> Document {
    let source =
        Source { path: Some(path.to_owned()), vocabulary: Vocabulary::builtin(), profile: None, location: None };
    Document::new(text, source)
}

/// How long `work` takes, in microseconds.
pub fn timed(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1e6
}

/// The value in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// A sprint plan of about `lines` lines, about 24 a sprint.
pub fn plan(lines: usize) -> String {
    let mut text = String::from("# Delivery plan\n\nHow the team gets from here to the launch.\n\n");
    let mut count = 4;
    let mut sprint = 0;
    while count < lines {
        sprint += 1;
        let week = sprint * 2;
        text.push_str(&format!("## Sprint {sprint}: Area {} (Weeks {}-{})\n\n", sprint % 17, week - 1, week));
        text.push_str(&format!("**Goal:** the {} part can be used by a first team.\n\n", sprint % 23));
        if sprint > 1 {
            text.push_str(&format!("**Depends on:** Sprint {}\n\n", sprint - 1));
        }
        for half in [week - 1, week] {
            text.push_str(&format!("### Week {half}\n\n"));
            for task in 1..=4 {
                text.push_str(&format!(
                    "- [ ] **S{sprint}-T{half}{task}** Write part {task} and try it with `make check`, as *agreed*.\n"
                ));
            }
            text.push('\n');
        }
        text.push_str("**Acceptance criteria:**\n\n- [ ] A person who has not seen it before finishes the tour.\n- [ ] Nothing is slower than before.\n\n");
        count += 24;
    }
    text
}
