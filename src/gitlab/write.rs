//! Writing: one call, and its result.
//!
//! A [`Writer`] is created from a [`Permit`], and a permit stands for something that a person asked for. `tests/tidy.rs`
//! counts where it is granted: for an approved plan ([`Approved`](crate::plan::Approved)), for one act that was requested by
//! name ([`Act::send`](crate::act::Act::send)), and for everything that a flag requests in addition to the plan: a comment
//! ([`Comment`](crate::review::Comment)), the answer to a status check ([`Answering`](crate::review::Answering)), the record
//! of an apply ([`Recording`](crate::review::Recording)).

use super::errors::{ApiError, Trouble};
use super::request::{Body, Request};
use super::{ApiPath, Method, Reader};
use serde_json::Value;

/// How often GitLab is read for what a call left whose response was lost: it may still take effect.
const LOOKS: u32 = 4;

/// Why a call that GitLab would do twice is not sent again.
pub(crate) const NOT_SENT_AGAIN: &str =
    "it has not taken effect so far, and is not sent again: GitLab would create a second one";

/// Looks for what a call left, so many times, and waits before every look but the first.
pub(crate) async fn seek<T, L, W>(
    looks: u32,
    look: impl Fn() -> L,
    wait: impl Fn(u32) -> W,
) -> Option<T>
where
    L: Future<Output = Option<T>>,
    W: Future<Output = ()>,
{
    for number in 0..looks {
        if number > 0 {
            wait(number - 1).await;
        }
        if let Some(found) = look().await {
            return Some(found);
        }
    }
    None
}

/// What came of a call that is never sent twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Once<T> {
    /// What it left.
    pub left: T,
    /// The response was lost, and GitLab was read for what it left.
    pub lost: bool,
}

/// The right to write. It cannot be created outside this crate.
#[derive(Debug)]
pub struct Permit(());

impl Permit {
    /// Grants it. Only for something that a person asked for.
    pub(crate) fn granted() -> Self {
        Self(())
    }
}

/// GitLab's response to a write.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The status, 200 to 299.
    pub status: u16,
    /// The body; `Null` if there is none (204, 202).
    pub body: Value,
    /// GitLab's `X-Request-Id`.
    pub request_id: Option<String>,
}

/// Sends the calls of an approved plan, or an act, over the connection of a [`Reader`].
#[derive(Debug)]
pub struct Writer {
    reader: Reader,
}

impl Writer {
    /// Takes the permit.
    pub(crate) fn new(reader: &Reader, permit: Permit) -> Self {
        let Permit(()) = permit;
        Self { reader: reader.clone() }
    }

    /// The reader of the same connection, which checks what was written.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Sends one call. PUT and DELETE are sent again if the response is lost; POST and PATCH only if the request cannot
    /// have arrived. A DELETE that finds nothing, after a lost response, has succeeded.
    ///
    /// # Errors
    /// Any [`ApiError`]. If [`ApiError::may_have_taken_effect`], check before sending the call again.
    pub async fn send(
        &self,
        method: Method,
        path: &ApiPath,
        body: impl Into<Body<'_>>,
    ) -> Result<Response, ApiError> {
        let link = self.reader.link();
        let (sent, body) = (link.renames.apply(path), body.into());
        let call = Request { method, path: &sent, body, ..Request::get(path) };
        let raw = link.wire.call(call).await?;
        let (lost, request_id) = (raw.lost, raw.request_id(&link.wire.mask()));
        match link.settled(method, path, raw).await {
            Ok(raw) => {
                // 202 and 204 promise no object, and GitLab sends none with 204.
                let bare = raw.status == 204
                    || (raw.body.is_empty() && (raw.status == 202 || method == Method::Delete));
                let body = if bare { Value::Null } else { link.json(method, path, &raw)? };
                Ok(Response { status: raw.status, body, request_id })
            }
            Err(error) if method == Method::Delete && lost && error.is_not_found() => {
                tracing::warn!(
                    "{method} {path}: the first response was lost, but the object is deleted"
                );
                Ok(Response { status: 204, body: Value::Null, request_id })
            }
            Err(error) => Err(error),
        }
    }

    /// Sends a POST that GitLab would do twice. `read` reads from the response what the call left. If the response is lost
    /// or cannot be read, `find` looks for that in GitLab, a few times; the call is never sent again.
    ///
    /// # Errors
    /// Any [`ApiError`]. If it [is unknown](ApiError::is_unknown) whether the call takes effect, it advises `next`.
    pub async fn once<T, F>(
        &self,
        path: &ApiPath,
        body: Option<&Value>,
        next: &str,
        read: impl Fn(&Response) -> Option<T>,
        find: impl Fn() -> F,
    ) -> Result<Once<T>, ApiError>
    where
        F: Future<Output = Result<Option<T>, ApiError>>,
    {
        let error = match self.send(Method::Post, path, body).await {
            Ok(answer) => match read(&answer) {
                Some(left) => return Ok(Once { left, lost: false }),
                None => self.unreadable(path, answer),
            },
            Err(error) if error.may_have_taken_effect() => error,
            Err(error) => return Err(error),
        };
        let delay =
            |number| self.reader.wire().settings.retry_delay.saturating_mul(2_u32.pow(number));
        let wait = async |number| self.reader.wire().pause(delay(number)).await;
        match seek(LOOKS, async || find().await.transpose(), wait).await {
            Some(Ok(left)) => Ok(Once { left, lost: true }),
            Some(Err(why)) => {
                let why = format!("checking whether it took effect failed: {}", why.what());
                Err(error.adding(&why).advising(next))
            }
            None if error.is_unknown() => Err(error.adding(NOT_SENT_AGAIN).advising(next)),
            None => Err(error),
        }
    }

    fn unreadable(&self, path: &ApiPath, answer: Response) -> ApiError {
        let Response { status, request_id, .. } = answer;
        let trouble = self.reader.wire().trouble(Method::Post, path);
        let trouble = Trouble { status: Some(status), request_id, lost: true, ..trouble };
        ApiError::Unusable(Box::new(
            trouble.explained("the response lacks what the call left", super::explain::NOT_GITLAB),
        ))
    }
}
