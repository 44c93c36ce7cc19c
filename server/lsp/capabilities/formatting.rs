//! Formatting: of which parts of a document the client asks for it, and what it is therefore offered.

use tower_lsp::gen_lsp_types::{
    ClientCapabilities, DocumentOnTypeFormattingOptions, DocumentRangeFormattingOptions, ServerCapabilities,
};

/// What the client lets format. What it does not mention, it cannot.
#[derive(Clone, Copy, Debug, Default)]
pub struct Formatting {
    /// Whole documents.
    pub document: bool,
    /// A part of a document.
    pub range: bool,
    /// Several parts at once.
    pub ranges: bool,
    /// What is being typed.
    pub on_type: bool,
}

impl Formatting {
    /// Reads it from what the client says of itself.
    pub fn of(client: &ClientCapabilities) -> Formatting {
        let document = client.text_document.as_ref();
        let range = document.and_then(|it| it.range_formatting.as_ref());
        Formatting {
            document: document.is_some_and(|it| it.formatting.is_some()),
            range: range.is_some(),
            ranges: range.and_then(|it| it.ranges_support).unwrap_or_default(),
            on_type: document.is_some_and(|it| it.on_type_formatting.is_some()),
        }
    }

    /// Adds what the server offers such a client.
    pub fn offer(&self, capabilities: &mut ServerCapabilities) {
        capabilities.document_formatting_provider = self.document.then(|| true.into());
        capabilities.document_range_formatting_provider = self.range.then(|| match self.ranges {
            true => {
                let ranges_support = Some(true);
                DocumentRangeFormattingOptions { ranges_support, ..DocumentRangeFormattingOptions::default() }.into()
            }
            false => true.into(),
        });
        capabilities.document_on_type_formatting_provider = self.on_type.then(|| DocumentOnTypeFormattingOptions {
            first_trigger_character: "\n".to_owned(),
            more_trigger_character: None,
        });
    }
}
