//! Shows what is wrong in configuration files where it stands, in the editor.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use milepost_core::text::{Encoding, Text, strip_bom};
use tower_lsp::Client;
use tower_lsp::gen_lsp_types::{Code, Diagnostic, DiagnosticSeverity, Position, Range, Uri};

use crate::config::find::Configuration;
use crate::config::parsed::Parsed;
use crate::config::problem::Problem;

/// What is shown of one file.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    uri: String,
    version: Option<i32>,
    diagnostics: Vec<Diagnostic>,
}

/// Publishes until the server ends. `uri` says what the client calls a file.
pub async fn publish(
    client: Client,
    configuration: Arc<Configuration>,
    uri: impl Fn(&Path) -> String,
    encoding: Encoding,
) {
    let mut shown: BTreeMap<PathBuf, Shown> = BTreeMap::new();
    loop {
        configuration.news.notified().await;
        let Some(mut next) = wrong(&configuration, &uri, encoding) else { continue };
        for (path, old) in &shown {
            // What was wrong is told to be well, under the name that it had.
            if next.get(path).is_none_or(|it| it.uri != old.uri) && !old.diagnostics.is_empty() {
                client.publish_diagnostics(Uri(old.uri.clone()), Vec::new(), None).await;
            }
        }
        next.retain(|path, it| !it.diagnostics.is_empty() || shown.contains_key(path));
        for (path, new) in &next {
            if shown.get(path) != Some(new) {
                client.publish_diagnostics(Uri(new.uri.clone()), new.diagnostics.clone(), new.version).await;
            }
        }
        shown = next;
    }
}

/// What is wrong in each file that is gone by. None where the editor has left behind what was read: the next look is on
/// its way.
fn wrong(
    configuration: &Configuration,
    uri: &impl Fn(&Path) -> String,
    encoding: Encoding,
) -> Option<BTreeMap<PathBuf, Shown>> {
    let mut files: BTreeMap<PathBuf, (Arc<Parsed>, Vec<Problem>)> = BTreeMap::new();
    for chain in configuration.chains() {
        for file in &chain.files {
            files.entry(file.path.clone()).or_insert_with(|| (Arc::clone(file), Vec::new()));
        }
        for (file, problem) in chain.all_problems() {
            let Some((_, problems)) = files.get_mut(&file.path) else { continue };
            if !problems.contains(problem) {
                problems.push(problem.clone());
            }
        }
    }
    let show = |(path, (file, problems)): (PathBuf, (Arc<Parsed>, Vec<Problem>))| {
        let open = configuration.open.get(&path);
        let is_current = configuration.open.text(&path).is_none_or(|it| strip_bom(&it) == file.text);
        let text = Text::new(&file.text);
        let diagnostics = problems.iter().map(|it| diagnostic(&text, it, encoding)).collect();
        let version = open.as_ref().map(|it| it.version);
        let uri = open.map_or_else(|| uri(&path), |it| it.uri);
        is_current.then_some((path, Shown { uri, version, diagnostics }))
    };
    files.into_iter().map(show).collect()
}

fn diagnostic(text: &Text, problem: &Problem, encoding: Encoding) -> Diagnostic {
    let position = |offset: usize| {
        let at = text.position(u32::try_from(offset).unwrap_or(u32::MAX).min(text.len()), encoding);
        Position { line: at.line, character: at.character }
    };
    Diagnostic {
        range: Range { start: position(problem.span.start), end: position(problem.span.end) },
        severity: Some(DiagnosticSeverity::Error),
        code: Some(Code::String("configuration".to_owned())),
        source: Some("milepost".to_owned()),
        message: problem.whole().into(),
        ..Diagnostic::default()
    }
}
