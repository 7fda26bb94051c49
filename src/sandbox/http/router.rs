//! Routes, and how a path is matched: by Grape's rules, which no common router follows.
//!
//! A path is split at raw slashes and then decoded, so `%2F` stays within a segment. A plain parameter (`:key`) ends
//! at a dot and the rest is a format, which is why `release-1.0` reads as `release-1`; a parameter in braces
//! (`{name}`) matches the whole segment; one with a hash (`#id`) matches digits only.

use super::call::Call;
use super::endpoint::{Endpoint, Places, Scopes};
use super::params::Param;
use super::reply::{Refusal, Reply};
use super::request::decode;
use crate::sandbox::world::World;

/// A function of a route. Routes of a table share their functions and capture the table.
pub(crate) enum Run<T: 'static> {
    Function(fn(&mut Call<'_>) -> Result<T, Refusal>),
    Shared(&'static (dyn Fn(&mut Call<'_>) -> Result<T, Refusal> + Send + Sync)),
}

impl<T> Clone for Run<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Run<T> {}

impl<T> Run<T> {
    pub(crate) fn run(self, call: &mut Call<'_>) -> Result<T, Refusal> {
        match self {
            Run::Function(run) => run(call),
            Run::Shared(run) => run(call),
        }
    }
}

/// An endpoint, and what answers it.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    pub(crate) endpoint: Endpoint,
    /// Runs before parameters are checked: who has access at all.
    pub(crate) gate: Run<()>,
    /// What answers.
    pub(crate) handler: Run<Reply>,
    /// Whether this server has the endpoint.
    pub(crate) exists: fn(&World) -> bool,
}

/// An endpoint that every release has.
pub(crate) const fn route(
    method: &'static str,
    pattern: &'static str,
    gate: fn(&mut Call<'_>) -> Result<(), Refusal>,
    params: &'static [&'static [Param]],
    handler: fn(&mut Call<'_>) -> Result<Reply, Refusal>,
) -> Route {
    let endpoint = Endpoint::new(method, pattern, params);
    Route { endpoint, gate: Run::Function(gate), handler: Run::Function(handler), exists: |_| true }
}

impl Route {
    pub(crate) const fn scopes(mut self, scopes: Scopes) -> Route {
        self.endpoint.scopes = scopes;
        self
    }

    /// The endpoint accepts tokens of CI jobs.
    pub(crate) const fn by_jobs(mut self) -> Route {
        self.endpoint.by_jobs = true;
        self
    }

    /// The endpoint exists only if this is true.
    pub(crate) const fn where_(mut self, exists: fn(&World) -> bool) -> Route {
        self.exists = exists;
        self
    }
}

/// A gate that admits everyone.
pub(crate) fn open(_: &mut Call<'_>) -> Result<(), Refusal> {
    Ok(())
}

/// Finds the route of a method and a raw path. A segment `..` in the decoded path is refused, unless it is the last one and a
/// query follows: GitLab's check misses it then (measured).
pub(crate) fn find<'r>(
    routes: &'r [Route],
    world: &World,
    method: &str,
    path: &str,
    query: &str,
) -> Result<(&'r Route, Places), Refusal> {
    let climbs = |plain: String| {
        let blind = usize::from(!query.is_empty());
        plain.rsplit('/').skip(blind).any(|part| part == "..")
    };
    if decode(path).is_some_and(climbs) {
        let issue = "https://gitlab.com/gitlab-org/gitlab/-/issues/520714";
        let text = format!("Potential path traversal attempt detected. Feedback issue: {issue}.");
        return Err(Refusal::text(400, text));
    }
    // GitLab reads `//` as `/` and ignores a trailing slash: `DELETE /projects/1/` deletes the project.
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let wanted = if method == "HEAD" { "GET" } else { method };
    for route in routes.iter().filter(|route| route.endpoint.method == wanted) {
        if let Some(places) = fit(route.endpoint.pattern, &parts)
            && (route.exists)(world)
        {
            return Ok((route, places));
        }
    }
    Err(Refusal::no_route())
}

fn fit(pattern: &'static str, parts: &[&str]) -> Option<Places> {
    let expected = pattern.split('/').filter(|part| !part.is_empty());
    let mut places = Places::new();
    let mut taken = 0;
    for part in expected {
        let raw = parts.get(taken)?;
        taken += 1;
        let last = taken == parts.len();
        if let Some(name) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            places.push((name, decode(raw)?));
        } else if let Some(name) = part.strip_prefix('#') {
            let plain = decode(if last { before_format(raw)? } else { raw })?;
            if !plain.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            places.push((name, plain));
        } else if let Some(name) = part.strip_prefix(':') {
            let plain = if last { before_format(raw)? } else { raw };
            if plain.is_empty() || plain.contains('.') {
                return None;
            }
            places.push((name, decode(plain)?));
            places.extend(format(raw, plain)?);
        } else if *raw != part {
            let plain = before_format(raw).filter(|plain| last && *plain == part)?;
            places.extend(format(raw, plain)?);
        }
    }
    (taken == parts.len()).then_some(places)
}

/// The format, as a parameter like any other.
fn format(raw: &str, plain: &str) -> Option<Places> {
    let rest = decode(raw.get(plain.len()..)?)?;
    let format = rest.strip_prefix('.');
    Some(format.map(|format| ("format", format.to_owned())).into_iter().collect())
}

/// A segment without its format. A raw dot ends it; otherwise, the last `%2E` does.
fn before_format(raw: &str) -> Option<&str> {
    if let Some((head, format)) = raw.rsplit_once('.') {
        return (!format.is_empty() && !head.contains('.')).then_some(head);
    }
    let at = raw.rfind("%2E").max(raw.rfind("%2e"));
    Some(match at {
        Some(at) if at > 0 && at + 3 < raw.len() => raw.get(..at).unwrap_or(raw),
        _ => raw,
    })
}
