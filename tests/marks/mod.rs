//! Fixtures: Markdown with `^^^` under what is expected to be reported, and the message behind the marks if it matters.

#![allow(dead_code, reason = "each test uses its part")]

use std::sync::Arc;

use jiff::civil::Date;
use milepost_core::document::Source;
use milepost_core::lint;
use milepost_core::lint::rule::{Finding, Rule};
use milepost_core::notation::vocabulary::Vocabulary;
use milepost_core::text::{Encoding, TextRange};
use milepost_core::workspace::settings::{Level, Settings};
use milepost_core::workspace::surroundings::Surroundings;
use milepost_core::workspace::{Change, FileId, Snapshot};

/// The only file of a workspace of one.
pub const FILE: FileId = FileId(0);

/// The day on which fixtures are checked.
pub const TODAY: Date = jiff::civil::date(2026, 1, 15);

/// A place that a finding is expected at, on one line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The line, from 1.
    pub line: u32,
    /// The first column, from 1, in characters.
    pub start: u32,
    /// The column behind the last.
    pub end: u32,
    /// What the finding says, where the fixture says it.
    pub message: Option<String>,
}

/// The fenced blocks under `### heading` of a rule's page.
pub fn examples(rule: &Rule, heading: &str) -> Vec<String> {
    let page = rule.page();
    let mut blocks: Vec<String> = Vec::new();
    let (mut inside, mut fenced) = (false, false);
    for line in page.lines() {
        match (fenced, line) {
            (true, "```") => fenced = false,
            (true, _) => {
                blocks.iter_mut().rev().take(usize::from(inside)).for_each(|block| *block += &format!("{line}\n"))
            }
            (false, "```markdown") => {
                fenced = true;
                blocks.extend(inside.then(String::new));
            }
            (false, _) => inside = line.strip_prefix("### ").map_or(inside, |it| it == heading),
        }
    }
    blocks
}

/// Takes the marks out of a fixture: what remains, and what they say about it.
pub fn unmarked(fixture: &str) -> (String, Vec<Mark>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut line = 0;
    for content in fixture.split_inclusive('\n') {
        let trimmed = content.trim();
        let carets = trimmed.chars().take_while(|c| *c == '^').count();
        if carets == 0 {
            text.push_str(content);
            line += 1;
            continue;
        }
        let start = content.chars().take_while(|c| *c == ' ').count() as u32 + 1;
        let message = trimmed[carets..].trim();
        let message = (!message.is_empty()).then(|| message.to_owned());
        marks.push(Mark { line, start, end: start + carets as u32, message });
    }
    (text, marks)
}

/// A workspace that holds one document.
pub fn snapshot(text: &str) -> Snapshot {
    snapshot_at("plan.md", text)
}

/// A workspace that holds one document at `path`.
pub fn snapshot_at(path: &str, text: &str) -> Snapshot {
    let mut snapshot = Snapshot::default();
    snapshot.today = Some(TODAY);
    let source =
        Source { path: Some(path.to_owned()), vocabulary: Vocabulary::builtin(), profile: None, location: None };
    snapshot.apply(Change::Set { file: FILE, text: text.to_owned(), source });
    snapshot
}

/// The files that stand around an example of a rule's page, in a repository of its own.
pub const AROUND: [&str; 3] = ["docs/hull.md", "assets/hull.png", "src/search/index.rs"];

#[derive(Debug)]
struct Around;

impl Surroundings for Around {
    fn holds(&self, _: &str, path: &str) -> Option<bool> {
        Some(AROUND.contains(&path.trim_start_matches('/')))
    }

    fn beside(&self, _: &str, path: &str) -> Vec<String> {
        let folder = path.rsplit_once('/').map(|it| it.0);
        AROUND.iter().filter(|it| it.rsplit_once('/').map(|it| it.0) == folder).map(|it| (*it).to_owned()).collect()
    }

    fn issues(&self, _: &str) -> Option<String> {
        None
    }
}

/// What is found in an example of the rule's page, with the rule turned on where it is off.
pub fn findings_of(rule: &Rule, text: &str) -> (Snapshot, Vec<Finding>) {
    let mut snapshot = snapshot(text);
    snapshot.surroundings = Some(Arc::new(Around));
    let source = Source {
        path: Some("plan.md".to_owned()),
        vocabulary: Vocabulary::builtin(),
        profile: None,
        location: Some("/plan.md".into()),
    };
    snapshot.apply(Change::Set { file: FILE, text: text.to_owned(), source });
    if !rule.is_on {
        let levels = [(rule.name.to_owned(), Level::Warning)].into();
        snapshot
            .apply(Change::Configure { file: FILE, settings: Arc::new(Settings { levels, ..Settings::default() }) });
    }
    let findings = lint::lint(&snapshot, FILE);
    (snapshot, findings)
}

/// What is found in one document.
pub fn findings(text: &str) -> (Snapshot, Vec<Finding>) {
    let snapshot = snapshot(text);
    let findings = lint::lint(&snapshot, FILE);
    (snapshot, findings)
}

/// Where a finding is, as a mark with its message.
pub fn mark(snapshot: &Snapshot, finding: &Finding) -> Mark {
    let document = snapshot.document(FILE).expect("the file is there");
    let TextRange { start, end } = document.range(finding.place);
    let (start, end) =
        (document.text().position(start, Encoding::Utf32), document.text().position(end, Encoding::Utf32));
    Mark {
        line: start.line + 1,
        start: start.character + 1,
        end: end.character + 1,
        message: Some(finding.message.clone()),
    }
}

/// Where the built-in vocabulary comes from, for tests that build documents by themselves.
pub fn vocabulary() -> Arc<Vocabulary> {
    Vocabulary::builtin()
}
