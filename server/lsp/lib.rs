//! The roof: the language server and the command line over `milepost-core`. The modules stand in reading order.

pub mod log;
pub mod framing;
pub mod decode;
pub mod outbox;
pub mod lifeline;
pub mod transport;
pub mod uri;
pub mod files;
pub mod config;
pub mod world;
pub mod today;
pub mod scan;
pub mod progress;
pub mod disk;
pub mod watch;
pub mod capabilities;
pub mod convert;
pub mod findings;
pub mod publish;
pub mod debug;
pub mod server;
pub mod run;
pub mod outline;
pub mod check;
pub mod explain;
pub mod timeline;
