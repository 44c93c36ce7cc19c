//! The legend of semantic tokens: what plans hold, in the protocol's words that the client knows.

use milepost_core::ide::tokens::{Token, TokenKind};
use tower_lsp::gen_lsp_types::SemanticTokensLegend;

/// The kinds, each with the types that come nearest, best first. No type is the best one of two.
const TYPES: [(TokenKind, &[&str]); 6] = [
    (TokenKind::Label, &["class", "type", "struct", "namespace"]),
    (TokenKind::Id, &["variable", "property", "parameter"]),
    // What something waits for is called by it, as it were.
    (TokenKind::Dependency, &["function", "method", "interface"]),
    (TokenKind::Schedule, &["number", "string"]),
    (TokenKind::Status, &["enumMember", "macro", "enum"]),
    (TokenKind::Criteria, &["keyword", "decorator", "label"]),
];

/// Defined here; done; defined nowhere. A client that knows our own words gets them.
const MODIFIERS: [&[&str]; 3] = [&["definition", "declaration"], &["done", "readonly"], &["broken", "deprecated"]];

/// The types and modifiers that are in use with one client.
#[derive(Clone, Copy, Debug)]
pub struct Legend {
    types: [Option<&'static str>; 6],
    modifiers: [Option<&'static str>; 3],
}

impl Legend {
    /// The legend for a client that knows these types and modifiers.
    pub fn of(types: &[String], modifiers: &[String]) -> Legend {
        let first = |known: &[String], wanted: &[&'static str]| {
            wanted.iter().copied().find(|it| known.iter().any(|known| known == it))
        };
        Legend {
            types: TYPES.map(|(_, wanted)| first(types, wanted)),
            modifiers: MODIFIERS.map(|wanted| first(modifiers, wanted)),
        }
    }

    /// The legend as the protocol has it.
    pub fn names(&self) -> SemanticTokensLegend {
        let names = |it: &[Option<&'static str>]| it.iter().flatten().map(|it| (*it).to_owned()).collect();
        SemanticTokensLegend { token_types: names(&self.types), token_modifiers: names(&self.modifiers) }
    }

    /// The number of a token's type in the legend, and the bits of its modifiers; none for one that the client has no
    /// type for.
    pub fn numbers(&self, token: &Token) -> Option<(u32, u32)> {
        let slot = TYPES.iter().position(|(kind, _)| *kind == token.kind)?;
        let number = index(&self.types, slot)?;
        let holds = [token.definition, token.done, token.broken];
        let bits = holds.iter().enumerate().filter(|(_, holds)| **holds);
        let bits = bits.filter_map(|(slot, _)| index(&self.modifiers, slot)).fold(0, |all, bit| all | 1 << bit);
        Some((number, bits))
    }
}

/// The number of the name in `slot`, among those that are there.
fn index(names: &[Option<&'static str>], slot: usize) -> Option<u32> {
    names.get(slot).copied().flatten()?;
    u32::try_from(names.iter().take(slot).flatten().count()).ok()
}

#[cfg(test)]
mod tests {
    use milepost_core::ide::tokens::{Token, TokenKind};
    use milepost_core::text::TextRange;

    use crate::capabilities::legend::Legend;

    #[test]
    fn a_client_gets_the_words_it_knows() {
        let owned = |it: &[&str]| it.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let legend = Legend::of(&owned(&["type", "number", "keyword"]), &owned(&["deprecated", "readonly"]));
        assert_eq!(legend.names().token_types, ["type", "number", "keyword"]);
        assert_eq!(legend.names().token_modifiers, ["readonly", "deprecated"]);
        let token = |kind| Token { range: TextRange::new(0, 1), kind, definition: true, done: false, broken: true };
        assert_eq!(legend.numbers(&token(TokenKind::Label)), Some((0, 0b10)));
        assert_eq!(legend.numbers(&token(TokenKind::Criteria)), Some((2, 0b10)));
        assert_eq!(legend.numbers(&token(TokenKind::Id)), None);
    }
}
