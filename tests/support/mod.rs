//! What the tests of the whole binary share.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]
#![allow(dead_code, reason = "each test file uses a part")]

pub mod asking;
pub mod attending;
pub mod client;
pub mod command;
pub mod clients;
pub mod contract;
pub mod edits;
pub mod folder;
pub mod guards;
pub mod plans;
pub mod repository;
pub mod shape;
pub mod tour;
pub mod trace;
