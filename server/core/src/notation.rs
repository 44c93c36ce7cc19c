//! The notation inside headings, items and cells: pure functions over `&str`, and the vocabulary they share.

pub mod status;
pub mod time;
pub mod vocabulary;
