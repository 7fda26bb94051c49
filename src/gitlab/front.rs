//! What stands before GitLab and does not pass `%2F` on as it is.
//!
//! To such a front end every project that is addressed by its path is missing, and GitLab's answer sounds like a project
//! that does not exist. **Invariant:** it is only named where it is proven: a project that GitLab itself lists cannot be
//! read by its path, and can be by its number.

use serde_json::Value;

use super::errors::{ApiError, Cause};
use super::{ApiPath, Reader};

/// What becomes of `%2F` on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slashes {
    /// It arrives as `/`.
    Decoded,
    /// It arrives as `%252F`.
    EncodedAgain,
    /// It does not arrive.
    Refused,
}

impl Slashes {
    /// The error in its place.
    pub(super) fn explained(self, error: ApiError) -> ApiError {
        let Some(trouble) = error.trouble() else { return error };
        let does = match self {
            Slashes::Decoded => "decodes `%2F` in paths",
            Slashes::EncodedAgain => "encodes `%2F` in paths again, as `%252F`",
            Slashes::Refused => "refuses paths with `%2F`",
        };
        let means = format!(
            "a proxy or web server in front of GitLab {does}, so GitLab finds no project by its path"
        );
        let next = "Configure it to pass on paths unchanged. Apache: `AllowEncodedSlashes NoDecode` and `nocanon` for \
                    ProxyPass; nginx: a proxy_pass without a path";
        ApiError::Refused(Cause::Proxy, Box::new(trouble.clone().explained(means, next)))
    }
}

/// Whether this could be the doing of a front end: a project's path, and an answer as if it led nowhere.
pub(super) fn is_suspect(path: &ApiPath, error: &ApiError) -> bool {
    let causes = [Cause::Hidden, Cause::NoEndpoint, Cause::Proxy, Cause::Invalid];
    path.project().is_some()
        && error.status().is_some_and(|it| (400..=404).contains(&it))
        && error.cause().is_some_and(|it| causes.contains(&it))
}

/// Looks for the proof, with GETs.
pub(super) async fn look(reader: &Reader) -> Option<Slashes> {
    let list = ApiPath::new("projects").query("simple", true).query("order_by", "id");
    let list = list.query("sort", "asc").query("per_page", 1);
    let known = reader.plainly(&list).await.ok()?;
    let (id, path) = (known[0]["id"].as_u64()?, known[0]["path_with_namespace"].as_str()?);
    let at = |it: &dyn std::fmt::Display| ApiPath::new("projects").seg(it);
    let error = reader.plainly(&at(&path)).await.err().filter(|it| is_suspect(&at(&path), it))?;
    let by_number: Value = reader.plainly(&at(&id)).await.ok()?;
    (by_number["id"].as_u64() == Some(id)).then_some(match error.cause() {
        Some(Cause::NoEndpoint) => Slashes::Decoded,
        Some(Cause::Hidden) => Slashes::EncodedAgain,
        _ => Slashes::Refused,
    })
}
