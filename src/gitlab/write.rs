//! Writing: one call, and what came of it.
//!
//! A [`Writer`] is made from a [`Permit`], and a permit stands for something that a person asked for. Where it is granted is
//! counted by `tests/tidy.rs`: where a plan was approved ([`Approved`](crate::plan::Approved)), where one act is sent that
//! was asked for by name ([`Act::send`](crate::act::Act::send)), and where a flag asked for what is said beside the plan: a
//! comment ([`Comment`](crate::review::Comment)), the answer to a status check ([`Answering`](crate::review::Answering)),
//! the record of an apply ([`Recording`](crate::review::Recording)).

use super::errors::ApiError;
use super::{ApiPath, Method, Reader};
use serde_json::Value;

/// The right to write. It cannot be made outside this crate.
#[derive(Debug)]
pub struct Permit(());

impl Permit {
    /// Grants it; to be called where something is at hand that a person asked for, and nowhere else.
    pub(crate) fn granted() -> Self {
        Self(())
    }
}

/// GitLab's answer to a write.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The status, 200 to 299.
    pub status: u16,
    /// The body; `Null` where there is none (204, 202).
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

    /// The reader of the same connection: what was written is looked at through it.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Sends one call. PUT and DELETE are repeated when the answer is lost; POST and PATCH only when nothing of them can
    /// have arrived. A DELETE that finds nothing after its first answer was lost has done its work.
    ///
    /// # Errors
    /// Any [`ApiError`]. [`ApiError::may_have_taken_effect`] tells when to look before sending it again.
    pub async fn send(
        &self,
        method: Method,
        path: &ApiPath,
        body: Option<&Value>,
    ) -> Result<Answer, ApiError> {
        let reader = &self.reader;
        let raw = reader.wire().call(method, &reader.present(path), path, body).await?;
        let (lost, request_id) = (raw.lost, raw.request_id(&reader.wire().mask));
        match reader.settled(method, path, raw).await {
            Ok(raw) => {
                // 202 and 204 promise no object, and GitLab sends none with 204.
                let bare = raw.status == 204
                    || (raw.body.is_empty() && (raw.status == 202 || method == Method::Delete));
                let body = if bare { Value::Null } else { reader.json(method, path, &raw)? };
                Ok(Answer { status: raw.status, body, request_id })
            }
            Err(error) if method == Method::Delete && lost && error.is_not_found() => {
                tracing::warn!(
                    "{method} {path}: the first answer was lost, and the object is gone"
                );
                Ok(Answer { status: 204, body: Value::Null, request_id })
            }
            Err(error) => Err(error),
        }
    }
}
