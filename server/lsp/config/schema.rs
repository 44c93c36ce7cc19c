//! The JSON Schema of `milepost.toml`, made from its shape.

use milepost_core::lint;
use milepost_core::plan::read::profile::PROFILES;
use schemars::{Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use serde_json::{Map, Value, json};

use crate::config::shape::{Level, Shape};

/// The schema, as a document.
pub fn schema() -> Value {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<Shape>();
    schema.insert("description".to_owned(), json!("The settings of milepost.toml."));
    let mut schema = schema.to_value();
    drop_nulls(&mut schema);
    schema
}

/// TOML has no null: what is not set is left out.
fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            entries.retain(|key, value| key != "default" || !value.is_null());
            entries.values_mut().for_each(drop_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

/// A rule's name behind each of its severities.
pub(super) fn rules(generator: &mut SchemaGenerator) -> Schema {
    let level = generator.subschema_for::<Level>();
    let property = |rule: &&lint::rule::Rule| {
        let what = format!("{} Unless given: {}.", rule.summary(), rule.default_level());
        (rule.name.to_owned(), json!({ "description": what, "allOf": [level] }))
    };
    let properties: Map<String, Value> = lint::rules().iter().map(property).collect();
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// The name of a dialect.
pub(super) fn profile(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": PROFILES })
}

/// A day.
pub(super) fn date(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "format": "date" })
}

/// Days.
pub(super) fn dates(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": date(generator) })
}
