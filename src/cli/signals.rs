//! Signals that ask a command to stop: SIGINT from a terminal, SIGTERM from a runner or supervisor.

/// Signals, from the moment this was created.
pub(super) struct Signals {
    #[cfg(unix)]
    kinds: [(&'static str, Option<tokio::signal::unix::Signal>); 2],
}

impl Signals {
    /// Takes the signals over, so that they no longer end the program. If that fails, they still end it.
    #[cfg(unix)]
    pub(super) fn take() -> Self {
        use tokio::signal::unix::{SignalKind, signal};
        let take = |name, kind| (name, signal(kind).ok());
        Signals {
            kinds: [
                take("SIGINT", SignalKind::interrupt()),
                take("SIGTERM", SignalKind::terminate()),
            ],
        }
    }

    /// Takes the signals over, so that they no longer end the program.
    #[cfg(not(unix))]
    pub(super) fn take() -> Self {
        Signals {}
    }

    /// The name of the next one.
    #[cfg(unix)]
    pub(super) async fn next(&mut self) -> &'static str {
        let [int, term] = &mut self.kinds;
        tokio::select! {
            () = came(&mut int.1) => int.0,
            () = came(&mut term.1) => term.0,
        }
    }

    /// The name of the next one.
    #[cfg(not(unix))]
    pub(super) async fn next(&mut self) -> &'static str {
        match tokio::signal::ctrl_c().await {
            Ok(()) => "Ctrl-C",
            Err(_) => std::future::pending().await,
        }
    }
}

#[cfg(unix)]
async fn came(signal: &mut Option<tokio::signal::unix::Signal>) {
    if let Some(signal) = signal
        && signal.recv().await.is_some()
    {
        return;
    }
    std::future::pending().await
}
