//! The roof: the language server and the command line over `milepost-core`.

pub mod outline;
