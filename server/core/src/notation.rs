//! The notation inside headings, items and cells: pure functions over `&str`, and the vocabulary they share.

pub mod vocabulary;
pub mod time;
pub mod status;
pub mod share;
pub mod effort;
pub mod number;
pub mod label;
pub mod mention;
pub mod id;
pub mod id_range;
pub mod field;
pub mod header;
pub mod loose;
pub mod requirement;
pub mod table;
