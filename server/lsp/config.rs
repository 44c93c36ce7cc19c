//! Configuration: finds `milepost.toml`, reads it, and says what holds for a file. Nothing in it is ever executed.

pub mod shape;
pub mod schema;
pub mod problem;
pub mod parse;
pub mod globs;
pub mod parsed;
pub mod chain;
pub mod applied;
pub mod find;
pub mod open;
pub mod report;
pub mod publish;
pub mod show;
pub mod init;
pub mod command;
