//! Front ends of GitLab that change `%2F` in paths.
//!
//! With such a front end, GitLab finds no project by its path, and responds as if the project did not exist.
//! **Invariant:** it is only reported if it is proven: a project that GitLab itself lists cannot be read by its path, but
//! can be read by its ID.

use serde_json::Value;

use super::ApiPath;
use super::errors::{ApiError, Cause};

/// What the front end does with `%2F`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slashes {
    /// Changes it to `/`.
    Decoded,
    /// Changes it to `%252F`.
    EncodedAgain,
    /// Refuses the request.
    Refused,
}

impl Slashes {
    /// The error that explains this instead.
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

/// Whether a front end may have caused this error: the path of a project, which seems not to exist.
pub(super) fn is_suspect(path: &ApiPath, error: &ApiError) -> bool {
    let causes = [Cause::Hidden, Cause::NoEndpoint, Cause::Proxy, Cause::Invalid];
    path.project().is_some()
        && error.status().is_some_and(|it| (400..=404).contains(&it))
        && error.cause().is_some_and(|it| causes.contains(&it))
}

/// Tries to prove it, with what `get` reads.
pub(super) async fn look<F>(get: impl Fn(ApiPath) -> F) -> Option<Slashes>
where
    F: Future<Output = Result<Value, ApiError>>,
{
    let list = ApiPath::new("projects").query("simple", true).query("order_by", "id");
    let list = list.query("sort", "asc").query("per_page", 1);
    let known = get(list).await.ok()?;
    let (id, path) = (known[0]["id"].as_u64()?, known[0]["path_with_namespace"].as_str()?);
    let at = |it: &dyn std::fmt::Display| ApiPath::new("projects").seg(it);
    let error = get(at(&path)).await.err().filter(|it| is_suspect(&at(&path), it))?;
    let by_number = get(at(&id)).await.ok()?;
    (by_number["id"].as_u64() == Some(id)).then_some(match error.cause() {
        Some(Cause::NoEndpoint) => Slashes::Decoded,
        Some(Cause::Hidden) => Slashes::EncodedAgain,
        _ => Slashes::Refused,
    })
}
