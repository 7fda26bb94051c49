//! What requests share besides the world: recorded exchanges, and injected failures.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;

use super::faults::Faults;
use super::form;
use super::request::Request;
use super::router::Route;
use crate::sandbox::world::World;

/// A request and its answer, as they were on the wire.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// The method.
    pub method: String,
    /// The path below `/api/v4`: raw, still encoded, without the query.
    pub path: String,
    /// The query, decoded.
    pub query: Vec<(String, String)>,
    /// The body, if it could be parsed.
    pub body: Option<Value>,
    /// Status of the answer; 0 if a fault suppressed it.
    pub status: u16,
    /// The answer; plain text is a string.
    pub answer: Option<Value>,
    /// Name of the token's user.
    pub user: Option<String>,
    /// A fault changed it: the response that was sent is another one, or not GitLab's.
    pub faulted: bool,
}

/// What requests share.
pub(crate) struct Shared {
    pub(crate) routes: Vec<Route>,
    pub(crate) state: Mutex<Observed>,
    pub(crate) world: Mutex<World>,
}

/// State of the server that is not part of the world.
#[derive(Default)]
pub(crate) struct Observed {
    pub(crate) recording: bool,
    pub(crate) exchanges: Vec<Exchange>,
    pub(crate) arrived: BTreeMap<String, usize>,
    pub(crate) latency: Duration,
    pub(crate) breaks: Breaks,
    pub(crate) faults: Faults,
}

/// How a call is interrupted: see [`Sandbox::break_at`](crate::sandbox::Sandbox::break_at).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// The connection is dropped, and nothing was done.
    Before,
    /// The work is done, and its answer is lost.
    After,
}

/// Which call to interrupt.
#[derive(Default)]
pub(crate) struct Breaks {
    pub(crate) at: Option<(usize, Break)>,
    /// Writes so far; repetitions of the interrupted one are not counted.
    pub(crate) writes: usize,
    /// The interrupted call; every repetition counts as the same call.
    pub(crate) broken: Option<(String, String, Vec<u8>)>,
}

impl Breaks {
    pub(crate) fn meet(&mut self, request: &Request) -> Option<Break> {
        let (at, how) = self.at.filter(|_| !matches!(&*request.method, "GET" | "HEAD"))?;
        // A form has another boundary in each attempt.
        let form = request.header("content-type").and_then(|it| form::read(it, &request.body));
        let body = form.map_or_else(|| request.body.clone(), |it| it.to_string().into_bytes());
        let call = (request.method.clone(), request.path.clone(), body);
        if self.broken.as_ref() == Some(&call) {
            return Some(how);
        }
        self.writes += 1;
        if self.writes != at + 1 {
            return None;
        }
        self.broken = Some(call);
        Some(how)
    }
}

/// Locks, even if a panicking test has poisoned the lock.
pub(crate) fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
