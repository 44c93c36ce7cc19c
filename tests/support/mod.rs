//! What the tests of the whole binary share.

#![allow(dead_code, reason = "each test file uses a part")]

pub mod client;
pub mod edits;
pub mod folder;
