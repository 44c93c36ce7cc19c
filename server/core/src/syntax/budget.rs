//! How much work one segment's parse may take before it is given up.

use std::time::{Duration, Instant};

/// How often tree-sitter asks in about 5 ms of honest parsing: once in 100 steps of its machine.
const CALLS: u32 = 200;

/// How many further calls every byte is worth, in 256ths. An honest text takes one call in 60 bytes or more.
const CALLS_PER_BYTE_256: u64 = 24;

/// How long any parse may take, however few steps it counts, and how much more for every byte.
const TIME: Duration = Duration::from_millis(250);
const TIME_PER_BYTE: Duration = Duration::from_micros(5);

/// A limit on one parse. Steps are counted rather than time taken, so that the same text ends the same way on every
/// machine and under every load; a generous time limit stands behind, for steps that are slow themselves.
#[derive(Debug)]
pub(crate) struct Budget {
    calls: u32,
    until: Option<Instant>,
}

impl Budget {
    /// The budget of a text of `bytes` bytes.
    pub(crate) fn of(bytes: usize) -> Budget {
        let more = (bytes as u64).saturating_mul(CALLS_PER_BYTE_256) / 256;
        let calls = CALLS.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        let time = TIME.saturating_add(TIME_PER_BYTE.saturating_mul(u32::try_from(bytes).unwrap_or(u32::MAX)));
        Budget { calls, until: Instant::now().checked_add(time) }
    }

    /// Takes one call; whether there was one left.
    pub(crate) fn spend(&mut self) -> bool {
        if self.calls == 0 || self.until.is_some_and(|until| Instant::now() > until) {
            return false;
        }
        self.calls -= 1;
        true
    }
}
