//! Start to stop: signals, named tasks, an orderly end.
//!
//! A process makes one [`Tasks`], spawns its long-running work into it, and awaits [`Tasks::run`].
//! The end comes from a signal, from a task that fails or panics, or from all tasks having ended;
//! then every task is told by the token, is given until the deadline, and whoever has not stopped
//! is named and aborted.

use std::{
    any::Any,
    collections::BTreeMap,
    fmt::Display,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures::FutureExt;
use tokio::task::AbortHandle;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::telemetry::names;

/// How the process ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Tasks that failed or panicked, with the reason, in the order of their failing.
    pub failed: Vec<(String, String)>,
    /// Tasks that had not stopped at the deadline and were aborted.
    pub stuck: Vec<String>,
}

impl Report {
    /// Whether nothing failed and everything stopped in time: exit status 0.
    pub fn is_clean(&self) -> bool {
        self.failed.is_empty() && self.stuck.is_empty()
    }
}

#[derive(Default)]
struct Book {
    next: u64,
    running: BTreeMap<u64, (String, Option<AbortHandle>)>,
    failed: Vec<(String, String)>,
}

/// The named tasks of a process. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Tasks {
    stop: CancellationToken,
    tracker: TaskTracker,
    book: Arc<Mutex<Book>>,
}

impl std::fmt::Debug for Tasks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tasks").field("running", &self.running()).finish_non_exhaustive()
    }
}

impl Default for Tasks {
    fn default() -> Self {
        Self::new(CancellationToken::new())
    }
}

impl Tasks {
    /// Tasks that end when the token is cancelled.
    pub fn new(stop: CancellationToken) -> Self {
        Self { stop, tracker: TaskTracker::new(), book: Arc::default() }
    }

    /// Cancelled when the process is to stop; hand it to whatever waits.
    pub fn stop_token(&self) -> CancellationToken {
        self.stop.clone()
    }

    /// Asks every task to stop.
    pub fn stop(&self) {
        self.stop.cancel();
    }

    /// Names of the tasks that run now, in the order of their start.
    pub fn running(&self) -> Vec<String> {
        self.book().running.values().map(|(name, _)| name.clone()).collect()
    }

    /// Runs a task under a name until it ends by itself; it is to watch the token. An error or a
    /// panic is logged and stops the whole process: half a process would look alive.
    pub fn spawn<F, E>(&self, name: impl Into<String>, task: F)
    where
        F: Future<Output = Result<(), E>> + Send + 'static,
        E: Display,
    {
        let name = name.into();
        let id = {
            let mut book = self.book();
            book.next += 1;
            let id = book.next;
            book.running.insert(id, (name.clone(), None));
            id
        };
        let tasks = self.clone();
        let handle = self.tracker.spawn(async move {
            let ended = AssertUnwindSafe(task).catch_unwind().await;
            tasks.ended(id, &name, ended);
        });
        if let Some(entry) = self.book().running.get_mut(&id) {
            entry.1 = Some(handle.abort_handle());
        }
    }

    fn ended<E: Display>(
        &self,
        id: u64,
        name: &str,
        result: Result<Result<(), E>, Box<dyn Any + Send>>,
    ) {
        let why = match result {
            Ok(Ok(())) => {
                tracing::debug!(task = name, "task ended");
                None
            }
            Ok(Err(error)) => {
                let why = error.to_string();
                tracing::error!(task = name, error = %why, "task failed; stopping the process");
                Some(why)
            }
            Err(panic) => {
                let why = format!("panic: {}", panic_message(panic.as_ref()));
                metrics::counter!(names::TASK_PANICS_TOTAL, "task" => name.to_owned()).increment(1);
                tracing::error!(task = name, error = %why, "task panicked; stopping the process");
                Some(why)
            }
        };
        let mut book = self.book();
        book.running.remove(&id);
        if let Some(why) = why {
            book.failed.push((name.to_owned(), why));
            drop(book);
            self.stop.cancel();
        }
    }

    /// Waits for the end, then for the tasks to stop, at most until `deadline` after the end
    /// began; whoever is left is aborted and named.
    pub async fn run(self, deadline: Duration) -> Report {
        self.tracker.close();
        tokio::select! {
            () = self.stop.cancelled() => {}
            () = self.tracker.wait() => {}
        }
        self.stop.cancel();
        tracing::info!(tasks = ?self.running(), "stopping");
        if tokio::time::timeout(deadline, self.tracker.wait()).await.is_err() {
            tracing::error!(tasks = ?self.running(), "tasks did not stop in time; aborting them");
        }
        let mut book = self.book();
        let stuck = std::mem::take(&mut book.running)
            .into_values()
            .map(|(name, handle)| {
                if let Some(handle) = handle {
                    handle.abort();
                }
                name
            })
            .collect();
        Report { failed: std::mem::take(&mut book.failed), stuck }
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a panic said.
fn panic_message(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without a message")
}

/// Cancels the token at Ctrl-C or SIGTERM; at the second signal the process ends at once, with
/// status 130, for the person who will not wait. To be called within a runtime, once.
///
/// # Errors
/// Where the operating system refuses to hand over the signals.
pub fn stop_on_signals(stop: CancellationToken) -> std::io::Result<()> {
    let mut signals = Signals::new()?;
    tokio::spawn(async move {
        let signal = signals.next().await;
        tracing::info!(signal, "asked to stop");
        stop.cancel();
        let signal = signals.next().await;
        tracing::warn!(signal, "asked again; ending at once");
        std::process::exit(130);
    });
    Ok(())
}

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.interrupt.recv() => "SIGINT",
            _ = self.terminate.recv() => "SIGTERM",
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> &'static str {
        // An error means that no signal will ever come: wait for ever, the process still ends by
        // its tasks.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        "Ctrl-C"
    }
}

/// Sends panics to the log, with the place; before telemetry is started they go where they went.
pub fn log_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !tracing::dispatcher::has_been_set() {
            return before(info);
        }
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, error = panic_message(info.payload()), "panic");
    }));
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    const SOON: Duration = Duration::from_millis(50);
    const LONG: Duration = Duration::from_secs(30);

    async fn until_told(stop: CancellationToken) -> Result<(), Infallible> {
        stop.cancelled().await;
        Ok(())
    }

    #[tokio::test]
    async fn everybody_stops_when_told() {
        let tasks = Tasks::default();
        tasks.spawn("relay", until_told(tasks.stop_token()));
        tasks.spawn("sweep", until_told(tasks.stop_token()));
        assert_eq!(tasks.running(), ["relay", "sweep"]);
        tasks.stop();
        assert!(tasks.run(LONG).await.is_clean());
    }

    #[tokio::test]
    async fn work_in_hand_is_finished_before_the_end() {
        let tasks = Tasks::default();
        let (done, finished) = tokio::sync::oneshot::channel();
        let stop = tasks.stop_token();
        tasks.spawn("consumer", async move {
            stop.cancelled().await;
            tokio::time::sleep(SOON).await;
            done.send(()).map_err(|()| "nobody waits")
        });
        tasks.stop();
        assert!(tasks.run(LONG).await.is_clean());
        finished.await.unwrap();
    }

    #[tokio::test]
    async fn a_panic_takes_the_process_down_in_order() {
        let tasks = Tasks::default();
        tasks.spawn("server", until_told(tasks.stop_token()));
        tasks.spawn("relay", async {
            let relayed: Result<(), Infallible> = Ok(());
            assert!(relayed.is_err(), "boom {}", 1);
            relayed
        });
        let report = tasks.run(LONG).await;
        assert_eq!(report.failed, [("relay".to_owned(), "panic: boom 1".to_owned())]);
        assert!(report.stuck.is_empty());
    }

    #[tokio::test]
    async fn an_error_takes_the_process_down_in_order() {
        let tasks = Tasks::default();
        tasks.spawn("server", async { Err("address in use") });
        tasks.spawn("relay", until_told(tasks.stop_token()));
        let report = tasks.run(LONG).await;
        assert_eq!(report.failed, [("server".to_owned(), "address in use".to_owned())]);
    }

    #[tokio::test]
    async fn whoever_does_not_stop_is_named() {
        let tasks = Tasks::default();
        tasks.spawn("deaf", std::future::pending::<Result<(), Infallible>>());
        tasks.spawn("relay", until_told(tasks.stop_token()));
        tasks.stop();
        let report = tasks.run(SOON).await;
        assert_eq!(report.stuck, ["deaf"]);
        assert!(!report.is_clean());
    }

    #[tokio::test]
    async fn a_process_whose_tasks_have_all_ended_ends() {
        let tasks = Tasks::default();
        tasks.spawn("once", async { Ok::<(), Infallible>(()) });
        assert!(tasks.run(LONG).await.is_clean());
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_signal_asks_for_the_end() {
        let tasks = Tasks::default();
        stop_on_signals(tasks.stop_token()).unwrap();
        tasks.spawn("server", until_told(tasks.stop_token()));
        let pid = std::process::id().to_string();
        assert!(
            std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success()
        );
        assert!(tasks.run(LONG).await.is_clean());
    }
}
