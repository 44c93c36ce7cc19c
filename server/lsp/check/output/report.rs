//! What the formats print: the findings with whatever one of them asks for, found out once and only if it does.

use std::cell::OnceCell;
use std::path::Path;

use milepost_core::lint::Linter;
use milepost_core::lint::rule::{Finding, Fix};
use milepost_core::plan::Verdict;
use milepost_core::text::{Encoding, Position, TextRange};
use milepost_core::workspace::FileId;

use crate::check::Checked;
use crate::check::fingerprint::fingerprints;
use crate::check::gather::Gathered;
use crate::uri::real_path;

/// A finished check.
pub struct Report<'a> {
    /// What was gathered.
    pub gathered: &'a Gathered,
    documents: Vec<Listed<'a>>,
}

/// A checked document.
pub struct Listed<'a> {
    report: &'a Gathered,
    checked: &'a Checked,
    linter: OnceCell<Option<Linter<'a>>>,
    fixes: Vec<OnceCell<Vec<Fix>>>,
    fingerprints: OnceCell<Vec<String>>,
}

/// One finding of a report `'r`, which borrows the check `'a`.
#[derive(Clone, Copy)]
pub struct Entry<'r, 'a> {
    document: &'r Listed<'a>,
    /// Its number in its document, from 0.
    pub index: usize,
    /// What was found.
    pub finding: &'r Finding,
}

/// A part of a document. Lines and columns count from 1; the end is the column behind the last one inside.
#[derive(Clone, Copy, Debug)]
pub struct Location<'a> {
    /// How the document is called, with forward slashes.
    pub path: &'a str,
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

impl<'a> Report<'a> {
    /// The report of `checked`.
    pub fn new(gathered: &'a Gathered, checked: &'a [Checked]) -> Report<'a> {
        let listed = |checked: &'a Checked| Listed {
            report: gathered,
            checked,
            linter: OnceCell::new(),
            fixes: checked.findings.iter().map(|_| OnceCell::new()).collect(),
            fingerprints: OnceCell::new(),
        };
        Report { gathered, documents: checked.iter().map(listed).collect() }
    }

    /// The checked documents, by path.
    pub fn documents(&self) -> &[Listed<'a>] {
        &self.documents
    }

    /// Every finding, by document and place.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_, 'a>> {
        self.documents.iter().flat_map(Listed::entries)
    }

    /// Where `range` of `file` is, its columns in units of `encoding`.
    pub fn location(&self, file: FileId, range: TextRange, encoding: Encoding) -> Location<'_> {
        location(self.gathered, file, range, encoding)
    }

    /// Whether the file at `path` is one of those that are checked.
    pub fn checks(&self, path: &Path) -> bool {
        let path = real_path(path);
        self.documents.iter().any(|it| real_path(Path::new(it.path())) == path)
    }
}

impl<'a> Listed<'a> {
    /// How it is called, with forward slashes.
    pub fn path(&self) -> &'a str {
        self.report.shown(self.checked.file)
    }

    /// Whether it is read as a plan.
    pub fn is_plan(&self) -> bool {
        let document = self.report.snapshot.document(self.checked.file);
        document.is_some_and(|it| it.plan().verdict != Verdict::NoPlan)
    }

    /// Its findings, by place.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_, 'a>> {
        let entry = |(index, finding)| Entry { document: self, index, finding };
        self.checked.findings.iter().enumerate().map(entry)
    }

    fn linter(&self) -> Option<&Linter<'a>> {
        self.linter.get_or_init(|| Linter::new(&self.report.snapshot, self.checked.file)).as_ref()
    }
}

impl<'r, 'a> Entry<'r, 'a> {
    /// The document that holds it.
    pub fn file(&self) -> FileId {
        self.document.checked.file
    }

    /// How its document is called.
    pub fn path(&self) -> &'r str {
        self.document.path()
    }

    /// Where it is shown.
    pub fn location(&self, encoding: Encoding) -> Location<'r> {
        let gathered = self.document.report;
        let range = gathered.snapshot.document(self.file()).map(|it| it.range(self.finding.place));
        location(gathered, self.file(), range.unwrap_or_default(), encoding)
    }

    /// Its other sides, each with what is there.
    pub fn related(&self, encoding: Encoding) -> impl Iterator<Item = (Location<'r>, &'r str)> {
        let gathered = self.document.report;
        self.finding.related.iter().map(move |it| {
            let range = gathered.snapshot.document(it.file).map(|document| document.range(it.place));
            (location(gathered, it.file, range.unwrap_or_default(), encoding), it.message.as_str())
        })
    }

    /// The ways out, best first. The linter tries only so many a document: ask for them in the order of the findings,
    /// so that each gets the same in every format.
    pub fn fixes(&self) -> &'r [Fix] {
        let find = || self.document.linter().map(|it| it.fixes(self.finding)).unwrap_or_default();
        self.document.fixes.get(self.index).map_or(&[], |it| it.get_or_init(find).as_slice())
    }

    /// What it is known by in every run: see [`fingerprints`].
    pub fn fingerprint(&self) -> &'r str {
        let document = self.document;
        let all = document.fingerprints.get_or_init(|| fingerprints(document.report, document.checked));
        all.get(self.index).map_or("", String::as_str)
    }
}

fn location(gathered: &Gathered, file: FileId, range: TextRange, encoding: Encoding) -> Location<'_> {
    let position = |offset| {
        let document = gathered.snapshot.document(file);
        let Position { line, character } = document.map(|it| it.text().position(offset, encoding)).unwrap_or_default();
        Position { line: line + 1, character: character + 1 }
    };
    Location { path: gathered.shown(file), start: position(range.start), end: position(range.end) }
}
