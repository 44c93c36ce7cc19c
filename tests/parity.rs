//! `check` and the editor agree: what the server publishes of a folder is what `milepost check` says of it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::client::{Client, PATIENCE};
use support::folder::Folder;

/// A finding as both say it, by path and in the order in which they say it.
type Said = BTreeMap<String, Vec<String>>;

/// The Markdown files and the configuration below `folder`, by their paths in it.
fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let is_wanted = path.extension().is_some_and(|it| it == "md" || it == "toml");
            if path.is_dir() {
                open.push(path);
            } else if is_wanted {
                found.push((path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned(), path));
            }
        }
    }
    found.sort();
    found
}

/// All plans of the project in one folder; with the ones of `MILEPOST_MORE_PLANS`, where somebody has them.
fn workspace() -> Folder {
    let folder = Folder::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let more = std::env::var_os("MILEPOST_MORE_PLANS").map(PathBuf::from);
    let sources = [Some(root.join("tests/suite")), Some(root.join("examples")), more];
    for (at, source) in sources.into_iter().flatten().enumerate() {
        for (name, path) in files(&source) {
            // Names that need no escaping in a URI.
            let plain = |c: char| if c.is_ascii_alphanumeric() || "./-_".contains(c) { c } else { '_' };
            folder.write(&format!("{at}/{}", name.chars().map(plain).collect::<String>()), fs::read(path).unwrap());
        }
    }
    folder
}

fn range(at: &Value) -> String {
    let one = |position: &Value| {
        let of = |key: &str| position[key].as_u64().unwrap() + 1;
        format!("{}:{}", of("line"), of("character"))
    };
    format!("{}-{}", one(&at["start"]), one(&at["end"]))
}

/// What `check` says, of all files.
fn checked(folder: &Folder) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_milepost"));
    command.current_dir(&folder.path).args(["check", "--output", "json", "."]).stdin(Stdio::null());
    let output = command.output().unwrap();
    let findings: Value = serde_json::from_slice(&output.stdout).unwrap();
    let place = |it: &Value| format!("{}:{}-{}:{}", it["line"], it["column"], it["endLine"], it["endColumn"]);
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    let path = |it: &Value| it["path"].as_str().unwrap().trim_start_matches("./").to_owned();
    let mut said = Said::new();
    for it in findings.as_array().unwrap() {
        let related: Vec<String> = it["related"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|it| format!("\n    {}:{} {}", path(it), place(it), text(&it["message"])))
            .collect();
        let line = format!(
            "{} {} {}: {}{}",
            place(it),
            text(&it["severity"]),
            text(&it["rule"]),
            text(&it["message"]),
            related.concat()
        );
        said.entry(path(it)).or_default().push(line);
    }
    said
}

/// What one publication says.
fn published(folder: &Folder, diagnostics: &Value) -> Vec<String> {
    let root = format!("{}/", folder.uri(""));
    let line = |it: &Value| {
        let related: Vec<String> = it["relatedInformation"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|it| {
                let path = it["location"]["uri"].as_str().unwrap().trim_start_matches(&root);
                format!("\n    {path}:{} {}", range(&it["location"]["range"]), it["message"].as_str().unwrap())
            })
            .collect();
        let severity = ["error", "warning", "info", "hint"][it["severity"].as_u64().unwrap() as usize - 1];
        let (rule, message) = (it["code"].as_str().unwrap(), it["message"].as_str().unwrap());
        format!("{} {severity} {rule}: {message}{}", range(&it["range"]), related.concat())
    };
    diagnostics["diagnostics"].as_array().unwrap().iter().map(line).collect()
}

/// What the server shows so far.
#[derive(Default)]
struct Shown {
    findings: Said,
    /// The files of which it named the version, as it does of open ones.
    versions: BTreeSet<String>,
}

/// Follows what the server shows until it is what `wanted` says, with versions if all is open, or no patience is left.
fn follow(client: &mut Client, folder: &Folder, shown: &mut Shown, wanted: &Said, are_open: bool) {
    let root = format!("{}/", folder.uri(""));
    let until = Instant::now() + PATIENCE * if std::env::var_os("MILEPOST_MORE_PLANS").is_some() { 6 } else { 1 };
    let mut quiet = 0;
    while Instant::now() < until && quiet < 3 {
        std::thread::sleep(Duration::from_millis(100));
        let mut news = false;
        for message in client.others() {
            if message["method"] != "textDocument/publishDiagnostics" {
                continue;
            }
            news = true;
            let path = message["params"]["uri"].as_str().unwrap().trim_start_matches(&root).to_owned();
            if !message["params"]["version"].is_null() {
                shown.versions.insert(path.clone());
            }
            let said = published(folder, &message["params"]);
            match said.is_empty() {
                true => drop(shown.findings.remove(&path)),
                false => drop(shown.findings.insert(path, said)),
            }
        }
        let is_all = shown.findings == *wanted && (!are_open || wanted.keys().all(|it| shown.versions.contains(it)));
        quiet = if !news && is_all { quiet + 1 } else { 0 };
    }
}

/// Compares file by file, so that a difference can be read.
fn compare(when: &str, shown: &Said, wanted: &Said) {
    let paths: BTreeSet<&String> = shown.keys().chain(wanted.keys()).collect();
    for path in paths {
        assert_eq!(shown.get(path), wanted.get(path), "{when}: the server (left) and check (right) of {path}");
    }
}

#[test]
fn check_says_what_the_server_publishes() {
    let folder = workspace();
    let wanted = checked(&folder);
    let count: usize = wanted.values().map(Vec::len).sum();
    assert!(count > 50, "only {count} findings");
    let capabilities = json!({
        "general": { "positionEncodings": ["utf-32"] },
        "textDocument": { "publishDiagnostics": { "relatedInformation": true, "versionSupport": true } },
    });
    let mut client = Client::in_folder(&folder.uri(""), capabilities);
    let mut shown = Shown::default();
    follow(&mut client, &folder, &mut shown, &wanted, false);
    compare("as they are on disk", &shown.findings, &wanted);
    // An open document is read by another way: the editor's text, not the scan's.
    for (name, path) in files(&folder.path).into_iter().filter(|(name, _)| name.ends_with(".md")) {
        let Ok(text) = fs::read_to_string(path) else { continue };
        client.open(&folder.uri(&name), &text);
    }
    follow(&mut client, &folder, &mut shown, &wanted, true);
    compare("open", &shown.findings, &wanted);
    let lacks_version: Vec<&String> = wanted.keys().filter(|it| !shown.versions.contains(*it)).collect();
    assert!(lacks_version.is_empty(), "what is shown of an open document has its version: {lacks_version:?}");
    println!("{count} findings in {} files", wanted.len());
    assert_eq!(client.finish(), 0);
}
