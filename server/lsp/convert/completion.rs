//! Completions as the protocol and this client have them.

use milepost_core::ide::completion::{self, Completion, CompletionKind, Completions, Means};
use milepost_core::ide::markup::plain;
use milepost_core::text::TextRange;
use milepost_core::workspace::FileId;
use serde::{Deserialize, Serialize};
use tower_lsp::gen_lsp_types::{
    CompletionItem, CompletionItemDefaults, CompletionItemKind, CompletionItemLabelDetails, CompletionItemTag,
    CompletionItemTextEdit, CompletionList, CompletionParams, CompletionResponse, CompletionTriggerKind, Documentation,
    EditRange, EditRangeWithInsertReplace, InsertReplaceEdit, InsertTextFormat, LspAny, Range, TextEdit, Uri,
};

use crate::convert::Scene;
use crate::convert::answers::markup;

/// The document that a choice was made for: what its label means, it means there.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: String,
}

/// `textDocument/completion`
pub fn completion(scene: &Scene, params: &CompletionParams) -> Option<CompletionResponse> {
    let at = scene.position(&params.text_document_position_params)?;
    let mut found = completion::completion(&scene.view.snapshot, at);
    let trigger = params.context.as_ref().map(|it| it.trigger_kind);
    if trigger == Some(CompletionTriggerKind::TriggerCharacter) {
        found.items.retain(|it| !it.is_on_demand);
    }
    if found.items.is_empty() {
        return None;
    }
    let list = List { scene, file: at.file, offset: at.offset, data: data(scene, at.file)?, found: &found };
    let defaults = list.defaults();
    let items = found.items.iter().filter_map(|it| list.item(it, &defaults)).collect();
    let has_defaults = defaults != CompletionItemDefaults::default();
    let item_defaults = has_defaults.then_some(defaults);
    let list = CompletionList { is_incomplete: found.is_incomplete, item_defaults, apply_kind: None, items };
    Some(list.into())
}

/// `completionItem/resolve`: what there is to read about a choice, and nothing else of it.
pub fn resolved(scene: &Scene, item: CompletionItem) -> CompletionItem {
    let read = || {
        let data: Data = serde_json::from_value(item.data.clone()?).ok()?;
        let file = scene.file(&Uri(data.uri))?;
        let kind = KINDS.iter().find(|it| Some(it.1) == item.kind)?.0;
        let snapshot = &scene.view.snapshot;
        documented(scene, completion::meaning(snapshot, file, kind, &item.label))
    };
    let documentation = item.documentation.clone().or_else(read);
    CompletionItem { documentation, ..item }
}

/// How each kind is shown, by kinds of the first version of the protocol, which every client knows. No two are shown alike, so that a choice can be told by it later.
const KINDS: [(CompletionKind, CompletionItemKind); 9] = [
    (CompletionKind::Unit, CompletionItemKind::Module),
    (CompletionKind::Task, CompletionItemKind::Reference),
    (CompletionKind::Requirement, CompletionItemKind::Interface),
    (CompletionKind::Field, CompletionItemKind::Property),
    (CompletionKind::Status, CompletionItemKind::Value),
    (CompletionKind::Owner, CompletionItemKind::Variable),
    (CompletionKind::Time, CompletionItemKind::Unit),
    (CompletionKind::Snippet, CompletionItemKind::Snippet),
    (CompletionKind::Rule, CompletionItemKind::Keyword),
];

fn data(scene: &Scene, file: FileId) -> Option<LspAny> {
    serde_json::to_value(Data { uri: scene.uri(file)?.as_ref().to_owned() }).ok()
}

fn documented(scene: &Scene, means: Means) -> Option<Documentation> {
    let text = completion::documentation(&scene.view.snapshot, means)?;
    Some(written(scene, text))
}

/// Documentation in the form that the client prefers; as bare text for one that names no form.
fn written(scene: &Scene, markdown: String) -> Documentation {
    match scene.abilities.completing.formats {
        true => markup(markdown, scene.abilities.completion_markdown).into(),
        false => plain(&markdown).into(),
    }
}

/// The choices at one place, on their way to the client.
struct List<'a> {
    scene: &'a Scene,
    file: FileId,
    offset: u32,
    data: LspAny,
    found: &'a Completions,
}

impl List<'_> {
    /// What holds for every choice, unless it says otherwise.
    fn defaults(&self) -> CompletionItemDefaults {
        let can = self.scene.abilities.completing.defaults;
        let range = self.found.items.first().filter(|_| can.edit_range).and_then(|it| self.ranges(it.replace));
        CompletionItemDefaults {
            edit_range: range.map(|(insert, replace)| match insert {
                Some(insert) => EditRange::EditRangeWithInsertReplace(EditRangeWithInsertReplace { insert, replace }),
                None => EditRange::Range(replace),
            }),
            commit_characters: self.commit_characters().filter(|_| can.commit_characters),
            insert_text_format: can.insert_text_format.then_some(InsertTextFormat::PlainText),
            insert_text_mode: None,
            data: (can.data && self.is_late()).then(|| self.data.clone()),
        }
    }

    fn item(&self, choice: &Completion, defaults: &CompletionItemDefaults) -> Option<CompletionItem> {
        let can = self.scene.abilities.completing;
        let blanks = choice.snippet.as_ref().filter(|_| can.snippets);
        let text = blanks.unwrap_or(&choice.insert).clone();
        let format = if blanks.is_some() { InsertTextFormat::Snippet } else { InsertTextFormat::PlainText };
        let is_default_format = defaults.insert_text_format == Some(format);
        let is_default_range = defaults.edit_range.is_some() && self.is_first_range(choice.replace);
        let (insert, replace) = self.ranges(choice.replace)?;
        let edit = match insert {
            Some(insert) => InsertReplaceEdit { new_text: text.clone(), insert, replace }.into(),
            None => CompletionItemTextEdit::TextEdit(TextEdit { range: replace, new_text: text.clone() }),
        };
        let has_more = choice.means != Means::Itself;
        let told = choice.documentation.clone().map(|it| written(self.scene, it));
        let late = can.late_documentation;
        Some(CompletionItem {
            label_details: can.label_details.then(|| details(choice)).flatten(),
            kind: KINDS.iter().find(|it| it.0 == choice.kind).map(|it| it.1),
            tags: (choice.is_discouraged && can.discouraged).then(|| vec![CompletionItemTag::Deprecated]),
            detail: choice.detail(),
            documentation: told.or_else(|| (!late).then(|| documented(self.scene, choice.means)).flatten()),
            sort_text: Some(choice.sort.clone()),
            filter_text: (choice.filter != choice.label).then(|| choice.filter.clone()),
            insert_text_format: (blanks.is_some() && !is_default_format
                || blanks.is_none() && defaults.insert_text_format.is_some_and(|it| it != format))
            .then_some(format),
            text_edit: (!is_default_range).then_some(edit),
            text_edit_text: (is_default_range && text != choice.label).then_some(text),
            commit_characters: self.commit_characters().filter(|_| defaults.commit_characters.is_none()),
            data: (late && has_more && defaults.data.is_none()).then(|| self.data.clone()),
            label: choice.label.clone(),
            ..CompletionItem::default()
        })
    }

    /// What goes if what stands behind the cursor is left alone, for a client that tells the two apart; and if not.
    /// None where that is not a part of one line.
    fn ranges(&self, replace: TextRange) -> Option<(Option<Range>, Range)> {
        let range = |it| self.scene.range(self.file, it).filter(|it| it.start.line == it.end.line);
        let insert = TextRange::new(replace.start, self.offset.clamp(replace.start, replace.end));
        let whole = range(replace)?;
        let apart = self.scene.abilities.completing.insert_replace;
        Some((if apart { range(insert) } else { None }, whole))
    }

    fn is_first_range(&self, range: TextRange) -> bool {
        self.found.items.first().is_some_and(|it| it.replace == range)
    }

    /// Whether the client asks for documentation later that there is.
    fn is_late(&self) -> bool {
        let has_more = |it: &Completion| it.means != Means::Itself;
        self.scene.abilities.completing.late_documentation && self.found.items.iter().any(has_more)
    }

    fn commit_characters(&self) -> Option<Vec<String>> {
        let commit = self.found.commit.filter(|_| self.scene.abilities.completing.commit_characters)?;
        Some(vec![commit.to_string()])
    }
}

/// What stands beside the label: its title, and at the other side when and where.
fn details(choice: &Completion) -> Option<CompletionItemLabelDetails> {
    let detail = (!choice.title.is_empty()).then(|| format!(" {}", choice.title));
    let description = (!choice.note.is_empty()).then(|| choice.note.clone());
    (detail.is_some() || description.is_some()).then_some(CompletionItemLabelDetails { detail, description })
}
