//! The shape of `milepost.toml`: its keys and what they hold. The reader, the JSON Schema and the manual follow it.

use std::collections::BTreeMap;

use milepost_core::notation::status::Status;
use milepost_core::notation::vocabulary::Field;
use milepost_core::workspace::settings;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::config::schema;

/// What a `milepost.toml` may hold. Every key may be left out.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "Milepost configuration")]
pub struct Shape {
    /// Another configuration, relative to this file, whose settings hold where this one says nothing else.
    #[schemars(with = "String")]
    pub extend: Option<Spanned<String>>,
    /// Which Markdown files are read, as globs relative to this file. Unless given: all.
    #[schemars(with = "Vec<String>")]
    pub include: Option<Spanned<Vec<Spanned<String>>>>,
    /// Which Markdown files are left out, as globs relative to this file.
    #[schemars(with = "Vec<String>")]
    pub exclude: Vec<Spanned<String>>,
    /// The dialect of the plans. Unless given, each plan's own is recognised.
    #[schemars(schema_with = "schema::profile")]
    pub profile: Option<Spanned<String>>,
    /// The severity of each rule; `off` switches it off.
    #[schemars(schema_with = "schema::rules")]
    pub rules: Rules,
    /// Other settings for some files. Where several match, the last one counts.
    pub overrides: Vec<Override>,
    /// Words that your plans use beside the ones that are known.
    pub vocabulary: Vocabulary,
    /// How the plans' weeks lie in the calendar, and how much fits into them.
    pub schedule: Schedule,
    /// Where issues and tickets live that a plan refers to.
    pub tracker: Tracker,
}

/// Severities by the name of the rule.
pub type Rules = BTreeMap<Spanned<String>, Spanned<Level>>;

/// Settings for some files.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Override {
    /// Which files, as globs relative to this file.
    #[schemars(with = "Vec<String>")]
    pub files: Spanned<Vec<Spanned<String>>>,
    /// The severity of each rule in these files; `off` switches it off.
    #[serde(default)]
    #[schemars(schema_with = "schema::rules")]
    pub rules: Rules,
    /// The dialect of these files.
    #[serde(default)]
    #[schemars(schema_with = "schema::profile")]
    pub profile: Option<Spanned<String>>,
}

/// How a rule's findings are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The plan contradicts itself.
    Error,
    /// The plan lacks or blurs something that its reader needs.
    Warning,
    /// Worth knowing.
    Info,
    /// A suggestion, shown unobtrusively.
    Hint,
    /// The rule is not run.
    Off,
}

impl Level {
    /// The engine's.
    pub fn level(self) -> settings::Level {
        match self {
            Level::Error => settings::Level::Error,
            Level::Warning => settings::Level::Warning,
            Level::Info => settings::Level::Info,
            Level::Hint => settings::Level::Hint,
            Level::Off => settings::Level::Off,
        }
    }

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "info",
            Level::Hint => "hint",
            Level::Off => "off",
        }
    }
}

/// Words that plans use.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Vocabulary {
    /// Kinds of units, each with further words for it: `lap = ["Umlauf"]`. A kind that is known gets the words.
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub units: Words<Spanned<String>>,
    /// Labels of fields by what they announce: `acceptance = ["We are happy when"]`.
    #[schemars(with = "BTreeMap<FieldName, Vec<String>>")]
    pub fields: Words<FieldName>,
    /// Status words by what they say: `done = ["in the wild"]`.
    #[schemars(with = "BTreeMap<StatusName, Vec<String>>")]
    pub statuses: Words<StatusName>,
}

/// Words by what they mean.
pub type Words<K> = BTreeMap<K, Vec<Spanned<String>>>;

/// The calendar of the plans.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Schedule {
    /// The first day of week 1: `2026-01-05`.
    #[schemars(schema_with = "schema::date")]
    pub start: Option<Spanned<toml::value::Datetime>>,
    /// The day on which weeks begin. Unless given: the day of `start`.
    #[schemars(with = "Weekday")]
    pub week_start: Option<Spanned<Weekday>>,
    /// Days on which nobody works: `[2026-12-25]`.
    #[schemars(schema_with = "schema::dates")]
    pub holidays: Vec<Spanned<toml::value::Datetime>>,
    /// How much fits into one sprint.
    pub capacity: Capacity,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each says it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// How much fits into one sprint, in the measures that your estimates use.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Capacity {
    /// Story points.
    #[schemars(with = "f64")]
    pub points: Option<Spanned<f64>>,
    /// Hours of work.
    #[schemars(with = "f64")]
    pub hours: Option<Spanned<f64>>,
    /// Days of work.
    #[schemars(with = "f64")]
    pub days: Option<Spanned<f64>>,
}

/// Where issues and tickets live.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Tracker {
    /// The address of `#61`: `https://example.org/issues/{number}`.
    #[schemars(with = "String")]
    pub issue: Option<Spanned<String>>,
    /// The addresses of tickets by their prefix: `PROJ = "https://example.org/browse/{id}"` is that of `PROJ-1`.
    #[schemars(with = "BTreeMap<String, String>")]
    pub prefixes: BTreeMap<String, Spanned<String>>,
}

macro_rules! names {
    ($(#[doc = $doc:literal])+ $name:ident of $meant:ident: $($variant:ident $text:literal),+ $(,)?) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        #[allow(missing_docs, reason = "the engine's type says it")]
        pub enum $name { $($variant),+ }

        impl $name {
            /// The engine's.
            pub fn meant(self) -> $meant {
                match self { $($name::$variant => $meant::$variant),+ }
            }

            /// As it is written.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
        }
    };
}

names! {
    /// What a field announces.
    FieldName of Field:
    Acceptance "acceptance", Dependencies "dependencies", Blocks "blocks", Schedule "schedule", Duration "duration",
    Start "start", End "end", Status "status", Owner "owner", Estimate "estimate", Goal "goal",
    Deliverable "deliverable", Tasks "tasks", Requirements "requirements", Priority "priority",
    Parallel "parallel", Risk "risk", Note "note", Id "id", Title "title", Parent "parent",
}

names! {
    /// How far a unit or task is.
    StatusName of Status: Done "done", Active "active", Todo "todo", Blocked "blocked", Cancelled "cancelled",
}
