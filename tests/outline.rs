//! `milepost outline` as a person and a program use it.

use std::process::Command;

fn outline(arguments: &[&str]) -> (i32, String, String) {
    let run =
        Command::new(env!("CARGO_BIN_EXE_milepost")).arg("outline").args(arguments).output().expect("milepost runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (run.status.code().unwrap_or(-1), text(&run.stdout), text(&run.stderr))
}

#[test]
fn text_shows_units_nested_with_what_is_said_of_them() {
    let (code, out, _) = outline(&["examples/ferry-tickets.md"]);
    assert_eq!(code, 0);
    let first = out.lines().next().unwrap_or("");
    assert!(first.starts_with("examples/ferry-tickets.md: generic plan, "), "{first}");
    assert!(out.contains("Sprint 3: The gate · week 5–6"), "{out}");
}

#[test]
fn json_is_one_object_a_file_in_the_order_given() {
    let (code, out, _) = outline(&["--format", "json", "examples/seed-library.md", "README.md"]);
    assert_eq!(code, 0);
    let value: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(value[0]["path"], "examples/seed-library.md");
    assert_eq!(value[0]["plan"], true);
    assert_eq!(value[0]["units"][0]["label"], "Phase 1");
    assert_eq!(value[1]["path"], "README.md");
    assert_eq!(value[1]["plan"], false);
    assert_eq!(value[1]["units"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_missing_file_is_said_and_the_rest_is_printed() {
    let (code, out, err) = outline(&["no-such-plan.md", "examples/ferry-tickets.md"]);
    assert_eq!(code, 2);
    assert!(err.contains("no-such-plan.md"), "{err}");
    assert!(out.contains("examples/ferry-tickets.md: generic plan"), "{out}");
}

/// `UPDATE_EXPECT=1 cargo test --test outline` writes the schema.
#[test]
fn the_schema_is_that_of_the_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/outline.schema.json");
    let wanted = format!("{:#}\n", milepost::outline::shape::schema());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, &wanted).expect("the schema can be written");
    }
    let found = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(found == wanted, "docs/outline.schema.json is stale: run UPDATE_EXPECT=1 cargo test --test outline");
}

#[test]
fn every_key_that_is_printed_is_in_the_schema_and_the_other_way_round() {
    let schema = milepost::outline::shape::schema();
    let (_, out, _) = outline(&["--format", "json", "examples/ferry-tickets.md"]);
    let value: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let keys = |it: &serde_json::Value| -> std::collections::BTreeSet<String> {
        it.as_object().map(|it| it.keys().cloned().collect()).unwrap_or_default()
    };
    let of = |name: &str| keys(&schema["$defs"][name]["properties"]);
    assert_eq!(keys(&value[0]), of("File"));
    assert_eq!(keys(&value[0]["units"][0]), of("Unit"));
    assert_eq!(keys(&value[0]["references"][0]), of("Reference"));
}
