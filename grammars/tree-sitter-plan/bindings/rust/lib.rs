//! The tree-sitter grammar of plan notation: a flat list of tokens that is never in error.

use tree_sitter_language::LanguageFn;

#[allow(unsafe_code, reason = "the generated parser is C")]
unsafe extern "C" {
    fn tree_sitter_plan() -> *const ();
}

/// The grammar, for `tree_sitter::Parser::set_language`.
#[allow(unsafe_code, reason = "the generated parser is C, and its one function takes nothing and gives a static table")]
pub const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_plan) };

/// What to highlight, for editors that read `queries/highlights.scm`.
pub const HIGHLIGHTS_QUERY: &str = include_str!("../../queries/highlights.scm");
