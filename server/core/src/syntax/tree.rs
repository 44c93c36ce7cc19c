//! Running tree-sitter's block grammar over one segment's text.

use std::cell::RefCell;
use std::ops::ControlFlow;

use tree_sitter::{ParseOptions, ParseState, Parser, Point, Tree};

use crate::syntax::budget::Budget;

thread_local! {
    static PARSER: RefCell<Option<Parser>> = RefCell::new(block_parser());
}

/// The block tree of `head` followed by `text`, as if the text ended with a line end; none when `budget` is spent.
/// Offsets in the tree count from the start of `head`.
pub(crate) fn parse(head: &str, text: &str, budget: &mut Budget) -> Option<Tree> {
    PARSER.with_borrow_mut(|parser| {
        let parser = parser.as_mut()?;
        let ends = text.ends_with(['\n', '\r']);
        let replaced = text.contains('\0').then(|| text.replace('\0', "\u{1}"));
        let text = replaced.as_deref().unwrap_or(text);
        let mut read = |byte: usize, _: Point| -> &[u8] {
            if let Some(rest) = head.as_bytes().get(byte..).filter(|rest| !rest.is_empty()) {
                return rest;
            }
            let byte = byte.saturating_sub(head.len());
            match text.as_bytes().get(byte..) {
                Some([]) if !ends => b"\n",
                Some(rest) => rest,
                None => b"",
            }
        };
        let mut progress = |_: &ParseState| match budget.spend() {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        };
        let options = ParseOptions::new().progress_callback(&mut progress);
        let tree = parser.parse_with_options(&mut read, None, Some(options));
        if tree.is_none() {
            // Else the next parse, of another text, would go on with this one.
            parser.reset();
        }
        tree
    })
}

fn block_parser() -> Option<Parser> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_md::LANGUAGE.into()).ok()?;
    Some(parser)
}
