//! Milepost's engine: what a plan document says, and where it contradicts itself.
//!
//! Pure: no protocol, no async runtime, no disk. The modules stand in reading order,
//! and a module uses only modules above it; `tests/layers.rs` keeps it so.

pub mod text;
pub mod syntax;
pub mod notation;
pub mod plan;
pub mod document;
pub mod index;
pub mod workspace;
pub mod lint;
pub mod changes;
pub mod network;
pub mod ide;
