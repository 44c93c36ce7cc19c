//! The schema, the manual and the template of `milepost.toml` say what it can hold.
//! `UPDATE_EXPECT=1 cargo test --test config_docs` writes the schema.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};

use milepost::config::init::template;
use milepost::config::parsed::Parsed;
use milepost::config::schema::schema;
use milepost_core::notation::vocabulary::Vocabulary;
use milepost_core::plan::read::profile::PROFILES;
use serde_json::Value;

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(docs(name)).unwrap_or_default().replace("\r\n", "\n")
}

/// Each mistake in a configuration of that text.
fn mistakes(text: &str) -> Vec<String> {
    let path = Path::new("/ws/milepost.toml");
    Parsed::new(path, Path::new("/ws"), text.to_owned()).problems.iter().map(|it| it.whole()).collect()
}

/// Every key that the schema names, but for the rules.
fn keys(schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Object(entries) => {
            if let Some(Value::Object(properties)) = entries.get("properties") {
                let names = properties.keys().filter(|it| milepost_core::lint::rule(it).is_none());
                found.extend(names.cloned());
            }
            entries.values().for_each(|it| keys(it, found));
        }
        Value::Array(items) => items.iter().for_each(|it| keys(it, found)),
        Value::String(name) if schema_enum(name) => found.push(name.clone()),
        _ => {}
    }
}

/// The names of dialects; other choices are found as keys of what they head.
fn schema_enum(name: &str) -> bool {
    PROFILES.contains(&name)
}

#[test]
fn the_schema_is_that_of_the_types() {
    let wanted = format!("{:#}\n", schema());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(docs("milepost.schema.json"), &wanted).unwrap();
    }
    assert!(
        read("milepost.schema.json") == wanted,
        "docs/milepost.schema.json is stale: run UPDATE_EXPECT=1 cargo test --test config_docs"
    );
}

#[test]
fn the_manual_names_every_key() {
    let manual = read("configuration.md");
    let mut found = Vec::new();
    keys(&schema(), &mut found);
    assert!(found.len() > 30, "{found:?}");
    for key in found {
        let is_named = manual.contains(&format!("`{key}`")) || manual.contains(&format!("### {key}\n"));
        assert!(is_named, "docs/configuration.md does not name `{key}`");
    }
}

#[test]
fn every_example_of_the_manual_is_right() {
    let manual = read("configuration.md");
    let examples: Vec<&str> =
        manual.split("```toml\n").skip(1).map(|it| it.split("```").next().unwrap_or_default()).collect();
    assert!(examples.len() > 8);
    for example in examples {
        assert_eq!(mistakes(example), [""; 0], "{example}");
    }
}

#[test]
fn the_template_is_right_with_and_without_its_comments() {
    let template = template();
    assert_eq!(mistakes(&template), [""; 0]);
    assert!(template.lines().all(|it| it.is_empty() || it.starts_with('#')), "it changes nothing");
    let is_setting = |line: &&str| {
        let line = line.strip_prefix("# ").unwrap_or_default();
        line.starts_with('[') || line.split_once(" = ").is_some_and(|(key, _)| !key.trim_end().contains(' '))
    };
    let settings: Vec<&str> = template.lines().filter(is_setting).map(|it| &it[2..]).collect();
    let text = settings.join("\n");
    assert_eq!(mistakes(&text), [""; 0], "{text}");
    let value: Value = serde_json::to_value(toml::from_str::<toml::Table>(&text).unwrap()).unwrap();
    for key in schema()["properties"].as_object().unwrap().keys() {
        assert!(value.get(key).is_some(), "the template lacks `{key}`");
    }
    for rule in milepost_core::lint::rules() {
        assert_eq!(value["rules"][rule.name], rule.default_level(), "{}", rule.name);
    }
}

#[test]
fn words_of_the_manual_are_not_known_already() {
    let vocabulary = Vocabulary::builtin();
    for word in ["Takt", "lap", "Umlauf"] {
        assert!(vocabulary.kind(word).is_none(), "{word} is no good example");
    }
}
