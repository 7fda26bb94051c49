//! How an apply is told from outside to end: first gently, then at once.

use tokio::sync::watch;

/// A wish that an apply may end. Copies are one.
#[derive(Debug, Clone)]
pub struct Stop(watch::Sender<Level>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Go,
    Gently,
    AtOnce,
}

impl Default for Stop {
    fn default() -> Self {
        Stop(watch::Sender::new(Level::Go))
    }
}

impl Stop {
    /// No call begins any more, and none waits; those under way come to their end.
    pub fn gently(&self) {
        self.raise(Level::Gently);
    }

    /// Nothing is waited for any more.
    pub fn at_once(&self) {
        self.raise(Level::AtOnce);
    }

    /// Whether it is to end, in either way.
    pub fn is_set(&self) -> bool {
        *self.0.borrow() > Level::Go
    }

    /// Comes back when it is to end, in either way.
    pub(super) async fn until_set(&self) {
        // Its own sender keeps the channel open, so this is no error.
        let _ = self.0.subscribe().wait_for(|it| *it > Level::Go).await;
    }

    /// Comes back when it is to end at once.
    pub(super) async fn until_at_once(&self) {
        let _ = self.0.subscribe().wait_for(|it| *it == Level::AtOnce).await;
    }

    fn raise(&self, level: Level) {
        self.0.send_modify(|it| *it = level.max(*it));
    }
}
