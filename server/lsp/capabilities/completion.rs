//! Completion: what the client can show of a choice, and what it is therefore offered.

use tower_lsp::gen_lsp_types::{ClientCapabilities, CompletionItemTag, CompletionOptions, ServerCapabilities};

/// After these, something is likely to follow that can be named: `Depends on: `, `(after `, `## `, the hyphen of an id, a
/// table cell, a box.
const TRIGGERS: [&str; 7] = [" ", ":", "(", "#", "-", "|", "["];

/// What the client can show of a choice. What it does not mention, it cannot.
#[derive(Clone, Copy, Debug, Default)]
pub struct Completing {
    /// Texts with blanks to fill, one after the other.
    pub snippets: bool,
    /// Characters that accept a choice and are typed behind it.
    pub commit_characters: bool,
    /// Choices that can be taken and should not.
    pub discouraged: bool,
    /// One choice of a list can be selected from the start.
    pub preselect: bool,
    /// What is inserted may leave alone what stands behind the cursor.
    pub insert_replace: bool,
    /// What stands beside a label.
    pub label_details: bool,
    /// It says which formats documentation may have; one that does not takes bare text.
    pub formats: bool,
    /// It asks for the documentation of a choice when somebody wants to read it.
    pub late_documentation: bool,
    /// What a list may say once for all of its choices.
    pub defaults: Defaults,
}

/// What a list may say once for all of its choices.
#[derive(Clone, Copy, Debug, Default)]
pub struct Defaults {
    /// What they replace.
    pub edit_range: bool,
    /// Whether they hold blanks to fill.
    pub insert_text_format: bool,
    /// What the server wants to know of them later.
    pub data: bool,
    /// What accepts them.
    pub commit_characters: bool,
}

impl Completing {
    /// Reads them from what the client says of itself.
    pub fn of(client: &ClientCapabilities) -> Completing {
        let completion = client.text_document.as_ref().and_then(|it| it.completion.as_ref());
        let item = completion.and_then(|it| it.completion_item.as_ref());
        let list = completion.and_then(|it| it.completion_list.as_ref()?.item_defaults.as_deref()).unwrap_or_default();
        let is = |it: Option<bool>| it.unwrap_or_default();
        let has_default = |name: &str| list.iter().any(|it| it == name);
        let tags = item.and_then(|it| it.tag_support.as_ref());
        let resolved = item.and_then(|it| it.resolve_support.as_ref());
        Completing {
            formats: item.is_some_and(|it| it.documentation_format.is_some()),
            snippets: is(item.and_then(|it| it.snippet_support)),
            commit_characters: is(item.and_then(|it| it.commit_characters_support)),
            discouraged: tags.is_some_and(|it| it.value_set.contains(&CompletionItemTag::Deprecated)),
            preselect: is(item.and_then(|it| it.preselect_support)),
            insert_replace: is(item.and_then(|it| it.insert_replace_support)),
            label_details: is(item.and_then(|it| it.label_details_support)),
            late_documentation: resolved.is_some_and(|it| it.properties.iter().any(|it| it == "documentation")),
            defaults: Defaults {
                edit_range: has_default("editRange"),
                insert_text_format: has_default("insertTextFormat"),
                data: has_default("data"),
                commit_characters: has_default("commitCharacters"),
            },
        }
    }

    /// Adds what the server offers such a client.
    pub fn offer(&self, capabilities: &mut ServerCapabilities) {
        capabilities.completion_provider = Some(CompletionOptions {
            trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
            resolve_provider: self.late_documentation.then_some(true),
            ..CompletionOptions::default()
        });
    }
}
