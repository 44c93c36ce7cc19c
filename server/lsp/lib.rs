//! The roof: the language server and the command line over `milepost-core`. The modules stand in reading order.

pub mod log;
pub mod framing;
pub mod decode;
pub mod outbox;
pub mod lifeline;
pub mod transport;
pub mod server;
pub mod run;
