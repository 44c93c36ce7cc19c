//! How much work one segment's parse may take before it is given up.

/// How many calls any text has. tree-sitter asks once in 100 steps of its machine; about 200 calls are 5 ms.
const CALLS: usize = 200;

/// For how many bytes of a longer text there is one call more. An honest text takes a call in 60 to 100 bytes.
const BYTES_PER_CALL: usize = 10;

/// A limit on one parse. Steps are counted and not time taken, so that the same text ends the same way on every
/// machine and under every load: else a document that was edited could differ from the same one opened afresh.
#[derive(Debug)]
pub(crate) struct Budget {
    calls: usize,
}

impl Budget {
    /// The budget of a text of `bytes` bytes.
    pub(crate) fn of(bytes: usize) -> Budget {
        Budget { calls: CALLS + bytes / BYTES_PER_CALL }
    }

    /// A budget of `calls` calls.
    #[cfg(test)]
    pub(crate) fn calls(calls: usize) -> Budget {
        Budget { calls }
    }

    /// Takes one call; whether there was one left.
    pub(crate) fn spend(&mut self) -> bool {
        let left = self.calls.checked_sub(1);
        self.calls = left.unwrap_or(0);
        left.is_some()
    }
}
