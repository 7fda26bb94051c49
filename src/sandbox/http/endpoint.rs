//! What an endpoint declares: method, path, parameters, and who can use it.

use super::params::Param;

/// Scopes that a route accepts, and how a refusal lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scopes {
    /// `api`, and `read_api` for reading.
    Api,
    /// The same, as endpoints of projects list them.
    Project,
    /// `read_repository` too.
    Files,
    /// `read_user` too.
    User,
    /// `read_user` too, as the endpoints for metadata list them.
    Metadata,
    /// The same, as endpoints of merge requests list them.
    MergeRequest,
    /// `api`, and `read_api` for reading. Refusals have the shape of GraphQL's errors.
    GraphQl,
    /// Any scope.
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
    /// Whether an archived project refuses it, beyond the paths that it always refuses.
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
