//! Reading plans in full, beside the bare block parse of the same bytes by tree-sitter.
//!
//! `cargo bench --bench read [-- FOLDER…]` reads every Markdown file below the folders (by default the project's own
//! plans) and prints megabytes a second and ratios, of one run.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use milepost_core::document::{Document, Source};
use milepost_core::notation::vocabulary::Vocabulary;
use milepost_core::syntax::Syntax;
use milepost_core::text::strip_bom;

const REPEATS: usize = 7;

fn main() {
    let given: Vec<PathBuf> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).map(PathBuf::from).collect();
    let folders = if given.is_empty() { own_plans() } else { given };
    let mut texts = Vec::new();
    for folder in &folders {
        collect(folder, &mut texts);
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} files, {bytes} bytes", texts.len());
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_md::LANGUAGE.into()).expect("the grammar fits the runtime");
    let bare = best(|| {
        for text in &texts {
            black_box(parser.parse(text, None));
        }
    });
    let vocabulary = Vocabulary::builtin();
    let syntax = best(|| {
        for text in &texts {
            black_box(Syntax::parse(text));
        }
    });
    let whole = best(|| {
        for text in &texts {
            black_box(Document::new(
                text,
                Source { path: None, vocabulary: vocabulary.clone(), profile: None, location: None },
            ));
        }
    });
    for (name, seconds) in
        [("bare block parse, whole files", bare), ("blocks by segments", syntax), ("full read of the plan", whole)]
    {
        println!("{name:<32}{:>8.2} MB/s   {:.2} x the bare parse", bytes as f64 / seconds / 1e6, seconds / bare);
    }
}

/// The plans that live in the repository.
fn own_plans() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    vec![root.join("examples"), root.join("tests/suite"), root.join("server/core/tests")]
}

fn collect(folder: &Path, texts: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|it| it.path()) {
        if path.is_dir() {
            collect(&path, texts);
        } else if path.extension().is_some_and(|it| it == "md") {
            let bytes = std::fs::read(&path).unwrap_or_default();
            texts.push(strip_bom(&String::from_utf8_lossy(&bytes)).to_owned());
        }
    }
}

/// The shortest of some runs, in seconds.
fn best(mut work: impl FnMut()) -> f64 {
    let timed = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    (0..REPEATS).map(|_| timed(&mut work)).fold(f64::MAX, f64::min)
}
