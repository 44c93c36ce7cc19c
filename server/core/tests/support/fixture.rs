//! Fixtures: a page of Markdown that says which files there are, where the cursor is, and what is expected where.
//!
//! - `//- plans/a.md` begins a file; a page without such a line is one file, `plan.md`. `//- pier:plans/a.md` begins one
//!   of the workspace folder that stands at `/docks/pier`.
//! - `$0` is the cursor and is taken out; two of them are the ends of a selection.
//! - A line of carets, `   ^^^^ message`, is taken out too: it marks the same columns of the line above, `$0` not
//!   counted.

#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing)]

use milepost_core::document::{Document, Source};
use milepost_core::ide::{FilePosition, FileRange};
use milepost_core::notation::vocabulary::Vocabulary;
use milepost_core::text::TextRange;
use milepost_core::workspace::{Change, FileId, Snapshot};

/// A range that the page marks, and what it says of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub at: FileRange,
    pub message: String,
}

/// A page, read.
pub struct Fixture {
    pub snapshot: Snapshot,
    /// The paths, by `FileId`, with the names of their workspace folders.
    pub paths: Vec<String>,
    /// The texts without cursor and marks, by `FileId`.
    pub texts: Vec<String>,
    /// The cursors, in order.
    pub cursors: Vec<FilePosition>,
    pub marks: Vec<Mark>,
}

impl Fixture {
    /// Reads a page. An indentation that all its lines share does not count.
    pub fn new(page: &str) -> Fixture {
        let mut fixture =
            Fixture { snapshot: Snapshot::default(), paths: vec![], texts: vec![], cursors: vec![], marks: vec![] };
        for (path, lines) in files(page) {
            fixture.add(path, &lines);
        }
        fixture.read();
        fixture
    }

    /// Files as they are, with no cursors and marks to take out.
    pub fn of(files: &[(&str, &str)]) -> Fixture {
        let (paths, texts) = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).unzip();
        let mut fixture = Fixture { snapshot: Snapshot::default(), paths, texts, cursors: vec![], marks: vec![] };
        fixture.read();
        fixture
    }

    fn read(&mut self) {
        for (index, text) in self.texts.iter().enumerate() {
            let (folder, path) = self.paths[index].split_once(':').unwrap_or(("", &self.paths[index]));
            let location = (!folder.is_empty()).then(|| format!("/docks/{folder}/{path}").into());
            let vocabulary = Vocabulary::builtin();
            let source = Source { path: Some(path.to_owned()), vocabulary, profile: None, location };
            let document = Document::new(text, source);
            self.snapshot.apply(Change::Put { file: FileId(index as u32), document });
        }
    }

    fn add(&mut self, path: String, lines: &[&str]) {
        let file = FileId(self.texts.len() as u32);
        let mut text = String::new();
        let mut last_line = 0;
        for line in lines {
            let carets = line.trim_start();
            if carets.starts_with('^') {
                let column = line.len() - carets.len();
                let length = carets.len() - carets.trim_start_matches('^').len();
                let above = text[last_line..].trim_end_matches('\n');
                let byte = |column: usize| above.char_indices().nth(column).map_or(above.len(), |(byte, _)| byte);
                let (start, end) = (last_line + byte(column), last_line + byte(column + length));
                let range = TextRange::new(start as u32, end as u32);
                let message = carets.trim_start_matches('^').trim().to_owned();
                self.marks.push(Mark { at: FileRange { file, range }, message });
                continue;
            }
            last_line = text.len();
            let mut rest = *line;
            while let Some((before, behind)) = rest.split_once("$0") {
                text.push_str(before);
                self.cursors.push(FilePosition { file, offset: text.len() as u32 });
                rest = behind;
            }
            text.push_str(rest);
            text.push('\n');
        }
        self.paths.push(path);
        self.texts.push(text);
    }

    /// The first cursor.
    pub fn cursor(&self) -> FilePosition {
        *self.cursors.first().expect("the page has a $0")
    }

    /// The selection between two cursors, or the cursor as an empty one.
    pub fn selection(&self) -> FileRange {
        let (first, last) = (self.cursor(), *self.cursors.last().unwrap());
        FileRange { file: first.file, range: TextRange::new(first.offset, last.offset) }
    }

    /// The ranges that the page marks, sorted.
    pub fn marked(&self) -> Vec<FileRange> {
        let mut marked: Vec<FileRange> = self.marks.iter().map(|mark| mark.at).collect();
        marked.sort();
        marked
    }

    /// A range with its text, as `plan.md 3:1 "Sprint 2"`.
    pub fn show(&self, at: FileRange) -> String {
        let index = at.file.0 as usize;
        let before = &self.texts[index][..at.range.start as usize];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        format!("{} {line}:{column} {:?}", self.paths[index], at.range.of(&self.texts[index]))
    }
}

/// The files of a page with their lines.
fn files(page: &str) -> Vec<(String, Vec<&str>)> {
    let page = page.strip_prefix('\n').unwrap_or(page);
    let mut lines: Vec<&str> = page.split('\n').collect();
    if lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    let indent = lines.iter().filter(|line| !line.trim().is_empty()).map(|line| line.len() - line.trim_start().len());
    let indent = indent.min().unwrap_or(0);
    let mut files: Vec<(String, Vec<&str>)> = Vec::new();
    for line in lines {
        let line = line.get(indent..).unwrap_or("");
        match line.strip_prefix("//- ") {
            Some(path) => files.push((path.trim().to_owned(), Vec::new())),
            None => {
                if files.is_empty() {
                    files.push(("plan.md".to_owned(), Vec::new()));
                }
                files.last_mut().unwrap().1.push(line);
            }
        }
    }
    files
}
