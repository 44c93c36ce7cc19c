//! The transport: reads, dispatches and writes messages. Each message is begun in the order of arrival, and none, however
//! broken or slow, keeps the others waiting.

use std::io::{BufRead, Write};
use std::panic::AssertUnwindSafe;

use futures::future::BoxFuture;
use futures::{FutureExt, SinkExt, StreamExt};
use serde_json::json;
use tokio::sync::{mpsc, oneshot};
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::{ClientSocket, ExitedError, LanguageServer, LspService};
use tower_service::Service;

use crate::decode::{Incoming, decode};
use crate::framing::{Frame, Frames};
use crate::lifeline;
use crate::log::log;
use crate::outbox::Outbox;
use crate::trace::{Trace, Traced};

/// How many messages are read ahead of the one that is dispatched.
const READ_AHEAD: usize = 64;

/// Serves until the client exits, leaves or dies. The result is the process's exit code: 0 after a shutdown, else 1.
pub async fn serve<S: LanguageServer>(
    (service, socket): (LspService<S>, ClientSocket),
    input: impl BufRead + Send + 'static,
    output: impl Write + Send + 'static,
    client_process: Option<u32>,
) -> i32 {
    let (stop, mut stopped) = mpsc::channel(4);
    let broken = stop.clone();
    let broken = move || {
        let _ = broken.blocking_send("the client reads no more");
    };
    let outbox = Outbox::new(output, broken);
    let (requests, mut replies) = socket.split();
    let (ahead, waiting) = mpsc::unbounded_channel();
    tokio::spawn(forward(requests, waiting, outbox.clone()));
    stop_when(lifeline::terminated(), &stop, "asked to terminate");
    if let Some(process) = client_process {
        stop_when(lifeline::gone(process), &stop, "the client's process is gone");
    }

    let (panicked, mut panics) = mpsc::unbounded_channel();
    let (trace, is_shut_down) = (Trace::default(), false);
    let mut dispatcher = Dispatcher { service, outbox: outbox.clone(), stop, ahead, panicked, trace, is_shut_down };
    let mut messages = read(input);
    let dispatch = async {
        loop {
            tokio::select! {
                biased;
                Some(id) = panics.recv() => dispatcher.forget(id),
                message = messages.recv() => match message {
                    Some(Incoming::Call(call)) if call.method() == "exit" => break,
                    Some(Incoming::Call(call)) => dispatcher.call(call).await,
                    Some(Incoming::Reply(reply)) => drop(replies.send(reply).await),
                    Some(Incoming::Refused(response)) => outbox.send(&response).await,
                    Some(Incoming::Ignored(reason)) => log(format_args!("ignored a message: {reason}")),
                    None => break,
                },
            }
        }
    };
    let reason = tokio::select! {
        () = dispatch => None,
        reason = stopped.recv() => reason,
    };
    if let Some(reason) = reason {
        log(reason);
    }
    outbox.flush().await;
    i32::from(!dispatcher.is_shut_down)
}

/// Reads messages on a thread of its own: standard input cannot be read without blocking.
fn read(input: impl BufRead + Send + 'static) -> mpsc::Receiver<Incoming> {
    let (sender, receiver) = mpsc::channel(READ_AHEAD);
    std::thread::spawn(move || {
        let mut frames = Frames::new(input);
        loop {
            let incoming = match frames.next_frame() {
                Ok(Some(Frame::Body(body))) if body.is_empty() => continue,
                Ok(Some(Frame::Body(body))) => decode(&body),
                Ok(Some(Frame::Skipped(reason))) => Incoming::Ignored(reason),
                Ok(None) => return,
                Err(error) => return log(error),
            };
            if sender.blocking_send(incoming).is_err() {
                return;
            }
        }
    });
    receiver
}

/// Sends what the server asks or tells the client. Who is `waiting` is told once all is sent that was said until then.
async fn forward(
    mut requests: impl StreamExt<Item = Request> + Unpin,
    mut waiting: mpsc::UnboundedReceiver<oneshot::Sender<()>>,
    outbox: Outbox,
) {
    loop {
        tokio::select! {
            biased;
            request = requests.next() => match request {
                Some(request) => outbox.send(&request).await,
                None => return,
            },
            Some(waiting) = waiting.recv() => drop(waiting.send(())),
        }
    }
}

fn stop_when(
    event: impl Future<Output = ()> + Send + 'static,
    stop: &mpsc::Sender<&'static str>,
    reason: &'static str,
) {
    let stop = stop.clone();
    tokio::spawn(async move {
        event.await;
        let _ = stop.send(reason).await;
    });
}

/// Where to ask to be told once everything is sent that was said before.
type Ahead = mpsc::UnboundedSender<oneshot::Sender<()>>;

type Answer = BoxFuture<'static, Option<Response>>;

struct Dispatcher<S> {
    service: LspService<S>,
    outbox: Outbox,
    stop: mpsc::Sender<&'static str>,
    ahead: Ahead,
    panicked: mpsc::UnboundedSender<Id>,
    trace: Trace,
    is_shut_down: bool,
}

impl<S: LanguageServer> Dispatcher<S> {
    /// Begins to answer `call` here and now, so that the part of its handler before the first wait runs in the order of
    /// arrival; what is left of it then runs beside others.
    async fn call(&mut self, call: Request) {
        let is_shutdown = call.method() == "shutdown";
        let client = client_process(&call);
        self.trace.heed(&call);
        let traced = self.trace.begin(&call);
        let mut answer = self.answer(call);
        match futures::poll!(&mut answer) {
            std::task::Poll::Pending => {
                let outbox = self.outbox.clone();
                let ahead = self.ahead.clone();
                tokio::spawn(async move { deliver(answer.await, traced, &ahead, &outbox).await });
            }
            std::task::Poll::Ready(response) => {
                let is_ok = response.as_ref().is_some_and(Response::is_ok);
                self.is_shut_down |= is_shutdown && is_ok;
                deliver(response, traced, &self.ahead, &self.outbox).await;
                if let Some(process) = client.filter(|_| is_ok) {
                    stop_when(lifeline::gone(process), &self.stop, "the client's process is gone");
                }
            }
        }
    }

    /// The answer to `call`: exactly one for a request, whatever its handler does, and none for a notification.
    fn answer(&mut self, call: Request) -> Answer {
        let id = call.id().cloned();
        let method = call.method().to_owned();
        let panicked = self.panicked.clone();
        let handler = std::panic::catch_unwind(AssertUnwindSafe(|| self.service.call(call)));
        async move {
            let result = match handler {
                Ok(handler) => AssertUnwindSafe(handler).catch_unwind().await,
                Err(panic) => Err(panic),
            };
            match result {
                Ok(Ok(Some(response))) => Some(response),
                // The service leaves requests that begin with `$/` without an answer; the protocol does not.
                Ok(Ok(None)) => id.map(|id| Response::from_error(id, Error::method_not_found())),
                Ok(Err(ExitedError { .. })) => None,
                Err(_) => {
                    log(format_args!("{method} panicked"));
                    let id = id?;
                    let _ = panicked.send(id.clone());
                    Some(Response::from_error(id, Error::internal_error()))
                }
            }
        }
        .boxed()
    }

    /// Frees the id of a request whose handler panicked: the service still takes it for one in flight.
    fn forget(&mut self, id: Id) {
        let cancel = Request::build("$/cancelRequest").params(json!({ "id": id })).finish();
        let _ = self.service.call(cancel).now_or_never();
    }
}

/// Sends a response, behind all that its handler told the client, such as the parts of an answer.
async fn deliver(response: Option<Response>, traced: Option<Traced>, ahead: &Ahead, outbox: &Outbox) {
    let Some(response) = response else { return };
    let (sent, is_sent) = oneshot::channel();
    if ahead.send(sent).is_ok() {
        let _ = is_sent.await;
    }
    outbox.send(&response).await;
    if let Some(told) = traced.and_then(|it| it.end(&response)) {
        outbox.send(&told).await;
    }
}

/// The process that `call` names as the client's, if it is the one that may.
fn client_process(call: &Request) -> Option<u32> {
    if call.method() != "initialize" {
        return None;
    }
    u32::try_from(call.params()?.get("processId")?.as_u64()?).ok()
}
