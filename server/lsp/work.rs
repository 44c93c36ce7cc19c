//! Work: what is asked is worked out on threads where it keeps nobody waiting, and of what may take long, little at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Semaphore;
use tokio::task::{JoinHandle, spawn_blocking};
use tower_lsp::jsonrpc::{Error, Result};

/// So many threads work at most: two at what may take long, one at diagnostics, one reads the disk, and the others are for
/// what is quick, so that it never waits for the rest.
pub const THREADS: usize = 8;
/// So many requests are worked at, at once, that may take long.
const SLOW: usize = 2;

/// A queue: so many get their turn at once, in the order in which they came.
#[derive(Clone, Debug)]
pub struct Turns(Arc<Semaphore>);

impl Turns {
    /// For what may take long.
    pub fn slow() -> Turns {
        Turns(Arc::new(Semaphore::new(SLOW)))
    }

    /// For what is done one after another.
    pub fn single() -> Turns {
        Turns(Arc::new(Semaphore::new(1)))
    }
}

/// Whether somebody still waits for an answer. Who works long at it looks now and then.
#[derive(Clone, Debug)]
pub struct Wanted(Arc<AtomicBool>);

impl Wanted {
    /// Whether somebody does.
    pub fn holds(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Does `work`, at once or when its turn comes. What is given up before is not begun; what has begun keeps its turn until
/// it ends, whoever waits for it.
///
/// # Errors
/// Where it panics.
pub async fn work<T: Send + 'static>(
    turns: Option<&Turns>,
    work: impl FnOnce(&Wanted) -> T + Send + 'static,
) -> Result<T> {
    let turn = match turns {
        Some(Turns(turns)) => Some(Arc::clone(turns).acquire_owned().await.map_err(|_| Error::internal_error())?),
        None => None,
    };
    let wanted = Wanted(Arc::new(AtomicBool::new(true)));
    let seen = wanted.clone();
    let task = spawn_blocking(move || {
        let done = work(&seen);
        drop(turn);
        done
    });
    let mut awaited = Awaited { task, wanted };
    (&mut awaited.task).await.map_err(|_| Error::internal_error())
}

/// A task that is not begun any more, or told to end, once nobody waits for it.
struct Awaited<T> {
    task: JoinHandle<T>,
    wanted: Wanted,
}

impl<T> Drop for Awaited<T> {
    fn drop(&mut self) {
        self.wanted.0.store(false, Ordering::Relaxed);
        self.task.abort();
    }
}
