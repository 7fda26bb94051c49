//! What an endpoint says of itself: method, path, parameters, and who may use it.

use super::params::Param;

/// Scopes that a route is open to, and how a refusal tells them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scopes {
    /// `api`, and `read_api` for reading.
    Api,
    /// The same, told in the words of the projects' endpoints.
    Project,
    /// `read_user` too.
    User,
    /// `read_user` too, in the words of the metadata's endpoints.
    Metadata,
    /// The same, told in the words of the merge requests' endpoints.
    MergeRequest,
    /// Whatever the token has.
    Every,
}

/// Parameters of a path, decoded.
pub(crate) type Places = Vec<(&'static str, String)>;

/// One endpoint.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Endpoint {
    pub(crate) method: &'static str,
    pub(crate) pattern: &'static str,
    pub(crate) scopes: Scopes,
    pub(crate) params: &'static [&'static [Param]],
    /// Whether the token of a CI job is accepted.
    pub(crate) by_jobs: bool,
    /// Whether an archived project refuses it; those that it refuses by the path alone need not say so.
    pub(crate) frozen: bool,
}

impl Endpoint {
    pub(crate) const fn new(
        method: &'static str,
        pattern: &'static str,
        params: &'static [&'static [Param]],
    ) -> Endpoint {
        Endpoint { method, pattern, scopes: Scopes::Api, params, by_jobs: false, frozen: false }
    }
}
