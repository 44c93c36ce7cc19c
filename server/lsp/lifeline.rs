//! Reasons to end besides the protocol's own: the client's process is gone, or somebody asks by a signal.

use std::time::Duration;

/// How often the client's process is looked for.
const INTERVAL: Duration = Duration::from_secs(2);

/// Ends when the process `client` is gone.
pub async fn gone(client: u32) {
    while is_alive(client) {
        tokio::time::sleep(INTERVAL).await;
    }
}

/// Ends when this process is asked to terminate. Without a handler, the first process of a container would not hear it.
pub async fn terminated() {
    #[cfg(unix)]
    if let Ok(mut signal) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        signal.recv().await;
        return;
    }
    std::future::pending().await
}

#[cfg(unix)]
fn is_alive(process: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};

    let Some(pid) = i32::try_from(process).ok().and_then(Pid::from_raw) else { return true };
    // A process of another user is there all the same.
    let exists = matches!(test_kill_process(pid), Ok(()) | Err(Errno::PERM));
    exists && !is_zombie(process)
}

/// Whether the process has ended and waits only for its parent to notice.
#[cfg(target_os = "linux")]
fn is_zombie(process: u32) -> bool {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{process}/stat")) else { return false };
    // The name before the state may itself hold parentheses and blanks.
    let state = stat.rsplit_once(')').and_then(|(_, rest)| rest.trim_start().chars().next());
    matches!(state, Some('Z' | 'X'))
}

#[cfg(all(unix, not(target_os = "linux")))]
fn is_zombie(_process: u32) -> bool {
    false
}

/// Elsewhere the closed standard input has to do.
#[cfg(not(unix))]
fn is_alive(_process: u32) -> bool {
    true
}
