//! The layers hold: a module uses only modules above it, and each thing is named only where it belongs.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every `.rs` file below `folder`, with its path from there.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display())) {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let name = path.strip_prefix(folder).expect("it is below").to_string_lossy().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).expect("it can be read")));
            }
        }
    }
    found.sort();
    found
}

/// The modules of core in the order of `lib.rs`.
fn order() -> Vec<String> {
    let lib = fs::read_to_string(root().join("server/core/src/lib.rs")).expect("core has a root");
    let modules = lib.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'));
    modules.map(str::to_owned).collect()
}

/// The top module of a file of core: `lint/rules/x.rs` belongs to `lint`.
fn module_of(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

/// The lines of a source without comments.
fn code(source: &str) -> impl Iterator<Item = (usize, &str)> {
    source.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The modules behind `crate::`, in a grouped import too.
fn used(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for behind in line.split("crate::").skip(1) {
        if let Some(group) = behind.strip_prefix('{') {
            let mut depth = 0;
            let mut start = 0;
            for (at, c) in group.char_indices().chain([(group.len(), ',')]) {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth <= 0 => {
                        found.push(group[start..at].trim().split([':', '}', ' ']).next().unwrap_or_default());
                        start = at + 1;
                    }
                    _ => {}
                }
            }
        } else {
            found.push(behind.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default());
        }
    }
    found
}

#[test]
fn a_module_of_core_uses_only_modules_above_it() {
    let order = order();
    let rank = |module: &str| order.iter().position(|it| it == module);
    for (file, source) in sources(&root().join("server/core/src")).iter().filter(|(file, _)| file != "lib.rs") {
        let module = module_of(file);
        let own = rank(module).unwrap_or_else(|| panic!("{file} belongs to no module that lib.rs lists"));
        for (line, text) in code(source) {
            for used in used(text) {
                let Some(other) = rank(used) else { continue };
                assert!(
                    other <= own,
                    "server/core/src/{file}:{line}: `{module}` uses `{used}`, which stands below it in lib.rs; \
                     a module uses only modules above it"
                );
            }
        }
    }
}

#[test]
fn core_says_what_it_uses() {
    for (file, source) in sources(&root().join("server/core/src")) {
        for (line, text) in code(&source) {
            let at = format!("server/core/src/{file}:{line}");
            let text = text.trim();
            assert!(!text.contains("super::"), "{at}: write the path from `crate::`, so that the layer test sees it");
            assert!(!(text.starts_with("use ") && text.contains('*')), "{at}: import what you use by name");
            let re_export = text.starts_with("pub use ") || text.starts_with("pub(crate) use ");
            assert!(!re_export, "{at}: no re-exports, so that a thing has one path");
        }
    }
}

#[test]
fn syntax_ends_in_the_document() {
    for (file, source) in sources(&root().join("server/core/src")) {
        let module = module_of(&file);
        for (line, text) in code(&source) {
            let at = format!("server/core/src/{file}:{line}");
            let tree = text.contains("tree_sitter") || text.contains("pulldown_cmark");
            assert!(!tree || module == "syntax", "{at}: only `syntax` knows the Markdown parsers");
            let allowed = ["syntax", "plan", "document", "lib"].contains(&module);
            assert!(allowed || !used(text).contains(&"syntax"), "{at}: only `plan` and `document` see `syntax`");
        }
    }
}

#[test]
fn core_knows_no_protocol_no_runtime_no_disk() {
    let manifest = fs::read_to_string(root().join("server/core/Cargo.toml")).expect("core has a manifest");
    for banned in ["tokio", "tower", "lsp", "dashmap", "futures", "async", "ignore", "clap"] {
        let named = manifest.lines().any(|line| line.split('=').next().is_some_and(|key| key.contains(banned)));
        assert!(!named, "server/core/Cargo.toml: core is pure and does without `{banned}`");
    }
    for (file, source) in sources(&root().join("server/core/src")) {
        for (line, text) in code(&source) {
            for banned in ["std::fs", "std::net", "std::process", "std::env", "tokio", "tower_lsp", "lsp_types"] {
                assert!(!text.contains(banned), "server/core/src/{file}:{line}: `{banned}` belongs into server/lsp");
            }
        }
    }
}

#[test]
fn every_file_opens_with_what_it_is() {
    for folder in ["server", "tests"] {
        for (file, source) in sources(&root().join(folder)) {
            assert!(source.starts_with("//! "), "{folder}/{file} does not open with a sentence that says what it is");
        }
    }
}

#[test]
fn the_test_sees_what_an_import_names() {
    assert_eq!(used("use crate::plan::unit::{Unit, UnitIndex};"), ["plan"]);
    assert_eq!(used("use crate::{text::Edit, plan::{Plan, unit::Unit}, syntax};"), ["text", "plan", "syntax"]);
    assert_eq!(used("    crate::lint::lint(crate::workspace::Snapshot::default())"), ["lint", "workspace"]);
}
