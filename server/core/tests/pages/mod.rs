//! Pages: small plans, each with what Milepost must read of it in a last fence, `expect`, whose info names the path.

#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing, reason = "each test uses a part")]

pub mod places;
pub mod show;

use std::path::{Path, PathBuf};

use milepost_core::document::{Document, Source};
use milepost_core::notation::vocabulary::Vocabulary;
use milepost_core::syntax::Lengths;

/// A page.
pub struct Page {
    /// Area and construct: `fields/acceptance`.
    pub name: String,
    /// The path that the plan would have; none for an unsaved one.
    pub path: Option<String>,
    /// The plan.
    pub plan: String,
    /// What must be read.
    pub expected: String,
    /// Where the page is.
    pub file: PathBuf,
}

impl Page {
    /// The plan, read.
    pub fn read(&self) -> Document {
        document(&self.plan, self.path.as_deref())
    }

    /// Writes the page with another expectation.
    pub fn update(&self, expected: &str) {
        let path = self.path.as_ref().map_or(String::new(), |path| format!(" {path}"));
        std::fs::write(&self.file, format!("{}```expect{path}\n{expected}```\n", self.plan)).unwrap();
    }
}

/// `text` as a document with the built-in words.
pub fn document(text: &str, path: Option<&str>) -> Document {
    Document::new(
        text,
        Source { path: path.map(str::to_owned), vocabulary: Vocabulary::builtin(), profile: None, location: None },
    )
}

/// The same, cut after every few lines.
pub fn document_in_pieces(text: &str, path: Option<&str>) -> Document {
    let whole = document("", path);
    Document::with_lengths(text, whole.source().clone(), Lengths { long: 1, too_long: 60 })
}

/// The same, cut nowhere but at headings.
pub fn document_in_one(text: &str, path: Option<&str>) -> Document {
    let whole = document("", path);
    Document::with_lengths(text, whole.source().clone(), Lengths { long: u32::MAX, too_long: u32::MAX })
}

/// Every page, by name.
pub fn pages() -> Vec<Page> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut pages = Vec::new();
    for area in std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for file in std::fs::read_dir(&area).unwrap().map(|entry| entry.unwrap().path()) {
            pages.push(page(&root, file));
        }
    }
    pages.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(pages.len() > 50, "the pages are missing: {}", pages.len());
    pages
}

fn page(root: &Path, file: PathBuf) -> Page {
    let text = std::fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
    let name = file.strip_prefix(root).unwrap().with_extension("").to_string_lossy().replace('\\', "/");
    // A page that ends without an expectation is a new one: UPDATE_EXPECT=1 writes what is read, to be judged.
    let cut = text.rfind("```expect").unwrap_or(text.len());
    let (plan, tail) = text.split_at(cut);
    let (info, body) = tail.split_once('\n').unwrap_or((tail, ""));
    let path = info.strip_prefix("```expect").map(str::trim).filter(|path| !path.is_empty()).map(str::to_owned);
    let expected = body.trim_end().strip_suffix("```").unwrap_or(body).to_owned();
    Page { name, path, plan: plan.to_owned(), expected, file }
}
