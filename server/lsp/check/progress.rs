//! How far a long check is: a line on a terminal's standard error, and nothing anywhere else.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// A check that takes no longer shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line changes.
const PAUSE: Duration = Duration::from_millis(100);
/// How many characters the bar has.
const WIDTH: usize = 24;

/// The line; it goes when this does.
pub struct Progress {
    done: Arc<AtomicUsize>,
    total: Arc<AtomicUsize>,
    /// Dropping the sender ends the thread.
    line: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to count, and shows it after a while, where somebody sees it.
    pub fn new() -> Progress {
        let (done, total) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let is_seen = io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|it| it != "dumb");
        let line = is_seen.then(|| spawn(Arc::clone(&done), Arc::clone(&total)));
        Progress { done, total, line }
    }

    /// So many documents are to be checked; until this is known, they are being read.
    pub fn expect(&self, documents: usize) {
        self.total.store(documents, Ordering::Relaxed);
    }

    /// One document is checked.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Default for Progress {
    fn default() -> Progress {
        Progress::new()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.line.take() {
            drop(sender);
            let _ = thread.join();
        }
    }
}

fn spawn(done: Arc<AtomicUsize>, total: Arc<AtomicUsize>) -> (Sender<()>, JoinHandle<()>) {
    let (sender, ended) = channel::<()>();
    let show = move || {
        let mut wait = PATIENCE;
        while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
            wait = PAUSE;
            let line = line(done.load(Ordering::Relaxed), total.load(Ordering::Relaxed));
            let _ = write!(io::stderr(), "\r{line}\u{1b}[K");
            let _ = io::stderr().flush();
        }
        if wait == PAUSE {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    };
    (sender, std::thread::spawn(show))
}

fn line(done: usize, total: usize) -> String {
    if total == 0 {
        return "looking at plans".to_owned();
    }
    let full = (done * WIDTH / total).min(WIDTH);
    format!("checking [{}{}] {done} of {total}", "#".repeat(full), ".".repeat(WIDTH - full))
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_line_says_how_far_it_is() {
        assert_eq!(line(0, 0), "looking at plans");
        assert_eq!(line(6, 12), "checking [############............] 6 of 12");
        assert_eq!(line(12, 12), "checking [########################] 12 of 12");
    }
}
