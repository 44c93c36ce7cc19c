//! Conformance: what LSP 3.18 asks of a server, one statement a test, for every client that is known.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

#[path = "../support/mod.rs"]
mod support;

mod contract;
