//! The outgoing queue: bounded by bytes, emptied by one thread, so that a slow reader slows the server and costs no memory.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Semaphore, mpsc, oneshot};

/// How much may wait to be written, in KiB. A client that reads nothing for a while loses nothing: when this is full,
/// its messages stay in the pipe until it reads again.
const ROOM: u32 = 64 * 1024;
/// How long the last messages may take at the end.
const LAST_FLUSH: Duration = Duration::from_millis(500);

enum Out {
    Message { body: Vec<u8>, room: u32 },
    Flush(oneshot::Sender<()>),
}

/// The way out. Cloning gives another handle to the same queue.
#[derive(Clone)]
pub struct Outbox {
    queue: mpsc::UnboundedSender<Out>,
    room: Arc<Semaphore>,
}

impl Outbox {
    /// A queue that one thread writes to `output`; `broken` is called when the other side is gone.
    pub fn new(output: impl Write + Send + 'static, broken: impl FnOnce() + Send + 'static) -> Outbox {
        let (queue, waiting) = mpsc::unbounded_channel();
        let room = Arc::new(Semaphore::new(ROOM as usize));
        let freed = Arc::clone(&room);
        std::thread::spawn(move || {
            if write_all(output, waiting, &freed).is_err() {
                freed.close();
                broken();
            }
        });
        Outbox { queue, room }
    }

    /// Puts a message into the queue, waiting for room. Messages to a client that is gone are dropped.
    pub async fn send(&self, message: &impl serde::Serialize) {
        let Ok(body) = serde_json::to_vec(message) else { return };
        let room = u32::try_from(body.len() / 1024 + 1).unwrap_or(ROOM).min(ROOM);
        let Ok(permit) = self.room.acquire_many(room).await else { return };
        permit.forget();
        let _ = self.queue.send(Out::Message { body, room });
    }

    /// Waits until everything in the queue is written, for a short time at most.
    pub async fn flush(&self) {
        let (done, written) = oneshot::channel();
        if self.queue.send(Out::Flush(done)).is_ok() {
            let _ = tokio::time::timeout(LAST_FLUSH, written).await;
        }
    }
}

fn write_all(
    mut output: impl Write,
    mut waiting: mpsc::UnboundedReceiver<Out>,
    freed: &Semaphore,
) -> std::io::Result<()> {
    while let Some(out) = waiting.blocking_recv() {
        match out {
            Out::Message { body, room } => {
                write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
                output.write_all(&body)?;
                output.flush()?;
                freed.add_permits(room as usize);
            }
            Out::Flush(done) => {
                let _ = done.send(());
            }
        }
    }
    Ok(())
}
