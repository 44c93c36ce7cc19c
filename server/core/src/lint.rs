//! Linting: the one loop that runs the rules over a document.

pub mod rule;
