//! A release's parts agree: the version is the same everywhere, and what looks for an archive finds one that is made.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}")).replace("\r\n", "\n")
}

fn cargo() -> toml::Table {
    read("Cargo.toml").parse().expect("Cargo.toml is TOML")
}

/// The words of a text that name a target to build for.
fn targets(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
    let systems = ["-unknown-linux-", "-apple-darwin", "-pc-windows-"];
    words.filter(|word| systems.iter().any(|it| word.contains(it))).map(str::to_owned).collect()
}

#[test]
fn the_version_is_said_alike() {
    let version = env!("CARGO_PKG_VERSION");
    let core = cargo()["workspace"]["dependencies"]["milepost-core"]["version"].clone();
    assert_eq!(core.as_str(), Some(version), "milepost-core in [workspace.dependencies]");
    let extension: serde_json::Value = serde_json::from_str(&read("editors/vscode/package.json")).expect("JSON");
    assert_eq!(extension["version"], version, "editors/vscode/package.json");
    // What reads the version with sed takes the first line of this form.
    let line = format!("version = \"{version}\"");
    assert_eq!(read("Cargo.toml").lines().find(|it| it.starts_with("version = ")), Some(line.as_str()));
}

#[test]
fn what_looks_for_an_archive_finds_one_that_is_made() {
    let made = targets(&read(".github/workflows/release.yml"));
    assert_eq!(made.len(), 7, "{made:?}");
    for name in [".github/action/install", "editors/npm/build.mjs", "editors/vscode/platforms.mjs"] {
        let wanted = targets(&read(name));
        assert_eq!(wanted.len(), 5, "{name}: {wanted:?}");
        assert!(wanted.is_subset(&made), "{name}: {wanted:?} of {made:?}");
    }
    assert_eq!(targets(&read("docs/releasing.md")).into_iter().filter(|it| made.contains(it)).count(), made.len());
}

#[test]
fn archives_have_the_name_by_which_they_are_looked_for() {
    let expanded = |template: &toml::Value, suffix: &str| {
        let text = template.as_str().expect("a string").to_owned();
        let values = [
            ("repo", "R"),
            ("name", "milepost"),
            ("bin", "milepost"),
            ("version", "V"),
            ("target", "T"),
            ("archive-suffix", suffix),
            ("binary-ext", ""),
        ];
        values.iter().fold(text, |text, (key, value)| text.replace(&format!("{{ {key} }}"), value))
    };
    let binstall = &cargo()["package"]["metadata"]["binstall"];
    assert_eq!(expanded(&binstall["pkg-url"], ".tar.gz"), "R/releases/download/vV/milepost-vV-T.tar.gz");
    assert_eq!(expanded(&binstall["bin-dir"], ""), "milepost-vV-T/milepost");
    for (file, name) in [
        (".ci/package-release", "name=milepost-v$version-$target\n"),
        (".github/action/install", "name=milepost-v$version-$target\n"),
        (".github/action/install", "/releases/download/v$version\n"),
        ("editors/archives.mjs", "`milepost-v${version}-${target}`"),
        ("editors/npm/build.mjs", "`milepost-v${version}-${target}`"),
        ("editors/vscode/platforms.mjs", "`milepost-v${version}-${target}`"),
    ] {
        assert!(read(file).contains(name), "{file} has {name}");
    }
}
