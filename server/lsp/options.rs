//! Options: what the user of an editor switches on and off, as the client hands it over.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tower_lsp::Client;
use tower_lsp::gen_lsp_types::{ConfigurationItem, Registration};

use crate::folders::folder_of;
use crate::log::log;
use crate::world::World;

/// The section of an editor's settings that is about Milepost.
const SECTION: &str = "milepost";
/// The command of ours that a client may offer, which shows a list of places.
pub const SHOW_REFERENCES: &str = "milepost.showReferences";
/// How long the client may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is switched on. Each is on unless the user says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// `inlayHints.enable`
    pub hints: bool,
    /// `codeLens.enable`
    pub lenses: bool,
    /// `semanticTokens.enable`
    pub tokens: bool,
    /// `commands` names [`SHOW_REFERENCES`]: the client can run it.
    pub shows_references: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { hints: true, lenses: true, tokens: true, shows_references: false }
    }
}

impl Options {
    /// These options where `settings` say nothing else: the section's own keys, or an object that holds the section.
    /// What is of the wrong type is logged, and counts for nothing.
    pub fn with(self, settings: &Value) -> Options {
        let settings = settings.get(SECTION).filter(|it| it.is_object()).unwrap_or(settings);
        if !settings.is_object() && !settings.is_null() {
            log("the settings of the editor are no object; they are ignored");
        }
        let switch = |key: &str, now: bool| {
            let value = settings.get(key).and_then(|it| it.get("enable"));
            value.map_or(now, |value| {
                value.as_bool().unwrap_or_else(|| {
                    log(format_args!("the setting {SECTION}.{key}.enable is to be true or false; it is ignored"));
                    now
                })
            })
        };
        let commands = settings.get("commands").and_then(Value::as_array);
        Options {
            hints: switch("inlayHints", self.hints),
            lenses: switch("codeLens", self.lenses),
            tokens: switch("semanticTokens", self.tokens),
            shows_references: commands.map_or(self.shows_references, |it| it.iter().any(|it| it == SHOW_REFERENCES)),
        }
    }
}

/// What is switched on in each workspace folder, and elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Switches {
    folders: BTreeMap<PathBuf, Options>,
    elsewhere: Options,
}

impl Switches {
    /// The same everywhere.
    pub fn everywhere(options: Options) -> Switches {
        Switches { folders: BTreeMap::new(), elsewhere: options }
    }

    /// What is switched on for the file at `path`, a real path; none of a document that lives in the editor alone.
    pub fn of(&self, path: Option<&Path>) -> Options {
        let folder = path.and_then(|it| folder_of(it, self.folders.keys()));
        folder.and_then(|it| self.folders.get(it)).copied().unwrap_or(self.elsewhere)
    }
}

/// Asks the client for its settings, of each workspace folder and of what is in none, and goes by them where they differ
/// from `initial`.
pub async fn pull(client: Client, world: Arc<World>, initial: Options) {
    let folders = world.folders();
    let scopes = folders.iter().map(|it| Some(it.uri.clone().into()));
    let item = |scope_uri| ConfigurationItem { section: Some(SECTION.to_owned()), scope_uri };
    let items: Vec<_> = std::iter::once(None).chain(scopes).map(item).collect();
    let asked = tokio::time::timeout(PATIENCE, client.configuration(items)).await;
    let Ok(Ok(settings)) = asked else {
        return log("the client does not tell its settings; those that it began with stay");
    };
    let mut settings = settings.iter().map(|it| initial.with(it));
    if let Some(elsewhere) = settings.next() {
        world.set_switches(Switches {
            folders: folders.into_iter().map(|it| it.path).zip(settings).collect(),
            elsewhere,
        });
    }
}

/// Asks the client to tell when its settings change.
pub async fn register(client: Client) {
    let registration = Registration {
        id: "milepost/settings".to_owned(),
        method: "workspace/didChangeConfiguration".to_owned(),
        register_options: Some(json!({ "section": SECTION })),
    };
    let asked = tokio::time::timeout(PATIENCE, client.register_capability(vec![registration])).await;
    if !matches!(asked, Ok(Ok(()))) {
        log("the client does not tell when its settings change");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::options::Options;

    #[test]
    fn settings_switch_what_they_name() {
        let all = Options::default();
        assert_eq!(all.with(&json!(null)), all);
        assert_eq!(all.with(&json!("x")), all);
        assert_eq!(all.with(&json!({ "inlayHints": { "enable": false } })), Options { hints: false, ..all });
        let nested = json!({ "milepost": { "codeLens": { "enable": false }, "semanticTokens": { "enable": 7 } } });
        assert_eq!(all.with(&nested), Options { lenses: false, ..all });
        let commands = json!({ "commands": ["x", "milepost.showReferences"] });
        assert_eq!(all.with(&commands), Options { shows_references: true, ..all });
    }
}
