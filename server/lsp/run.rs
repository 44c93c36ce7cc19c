//! Running the server: threads with stacks that reading a hostile document does not exhaust, and the loop on them.

use std::io::{BufReader, stdin, stdout};

use crate::log::log;
use crate::server::service;
use crate::terminal::STACK;
use crate::transport::serve;
use crate::work::THREADS;

/// A server beside an editor takes few threads, beside those that [work](crate::work).
const WORKERS: usize = 2;

/// Serves standard input and output; the result is the exit code.
pub fn run(client_process: Option<u32>, debug_requests: bool) -> i32 {
    let serve = move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(WORKERS)
            .max_blocking_threads(THREADS)
            .thread_stack_size(STACK)
            .enable_all()
            .build()?;
        let input = BufReader::with_capacity(1 << 16, stdin());
        let code = runtime.block_on(serve(service(debug_requests), input, stdout(), client_process));
        runtime.shutdown_background();
        Ok::<i32, std::io::Error>(code)
    };
    match std::thread::Builder::new().stack_size(STACK).spawn(serve).map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(code))) => code,
        Ok(Ok(Err(error))) | Err(error) => {
            log(error);
            1
        }
        Ok(Err(_)) => 1,
    }
}
