//! Projects and groups that have another path in GitLab than in the files.
//!
//! **An old path.** GitLab redirects a read below an old path to the ID of the project. Only the ID of the redirect is used,
//! never its host, so the token is not sent elsewhere. The project is read once before its ID is used, because the old path of a deleted
//! project redirects to what is left of it.
//!
//! **A path that it gets later.** What a plan moves is addressed by its new path and sent by its ID, before and after.

use super::ApiPath;
use super::path::decode;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tokio::sync::OnceCell;

/// Where a project is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Renamed {
    /// The project's ID.
    pub id: u64,
    /// Its path now.
    pub now: String,
    /// Whether it is archived.
    pub archived: bool,
}

/// What is known so far of projects and groups with another path.
#[derive(Debug, Default)]
pub(crate) struct Renames {
    /// The renamed projects, by the encoded path that was requested.
    found: Mutex<BTreeMap<String, Arc<OnceCell<Renamed>>>>,
    /// IDs by the path that they have after this plan, as of [`key`].
    planned: Mutex<BTreeMap<String, u64>>,
}

/// `projects` or `groups`, and a full path, without case.
fn key(collection: &str, path: &str) -> String {
    format!("{collection}/{}", path.to_lowercase())
}

impl Renames {
    fn map(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Arc<OnceCell<Renamed>>>> {
        self.found.lock().unwrap_or_else(|broken| broken.into_inner())
    }

    /// From now on, what is sent below these paths, and no others, is sent by the IDs. Each is `projects` or `groups`, and a
    /// full path.
    pub(crate) fn plan<'p>(&self, paths: impl Iterator<Item = (&'static str, &'p str, u64)>) {
        let all = paths.map(|(collection, path, id)| (key(collection, path), id)).collect();
        *self.planned() = all;
    }

    fn planned(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, u64>> {
        self.planned.lock().unwrap_or_else(|broken| broken.into_inner())
    }

    /// The cell of a project, which remembers the result of reading it once.
    pub(crate) fn cell(&self, project: &str) -> Arc<OnceCell<Renamed>> {
        Arc::clone(self.map().entry(project.to_owned()).or_default())
    }

    /// The path to send: with the ID, if the project or group is known to have another path now.
    pub(crate) fn apply(&self, path: &ApiPath) -> ApiPath {
        let planned = || {
            let (collection, home) = path.home()?;
            self.planned().get(&key(collection, &decode(home))).copied()
        };
        let found = || self.map().get(path.project()?)?.get().map(|renamed| renamed.id);
        planned().or_else(found).map_or_else(|| path.clone(), |id| path.at_number(id))
    }

    /// Forgets all of them: another project may have one of the paths by now.
    pub(crate) fn forget_all(&self) {
        self.map().clear();
    }

    /// From now on, something else is at this path.
    pub(crate) fn forget(&self, path: &str) {
        self.map().retain(|asked, _| !decode(asked).eq_ignore_ascii_case(path));
    }

    /// All of them, by the path in the files.
    pub(crate) fn all(&self) -> BTreeMap<String, Renamed> {
        let map = self.map();
        map.iter().filter_map(|(asked, cell)| Some((decode(asked), cell.get()?.clone()))).collect()
    }
}

/// The project's ID in the `Location` of a redirect, from its path only. If the old path has a dot, GitLab treats the rest
/// as a format and keeps it: `projects/257.api` (publicly reported, not measured).
pub(crate) fn number(location: &str) -> Option<u64> {
    let path = location.split(['?', '#']).next()?;
    let (_, rest) = path.split_once("/api/v4/projects/")?;
    let digits = rest.split(['/', '.']).next()?;
    digits
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|id| *id > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_number_is_taken_from_a_redirect() {
        let check = |location: &str, expected: Option<u64>| {
            assert_eq!(number(location), expected, "{location}")
        };
        check("https://gitlab.example.com/api/v4/projects/257", Some(257));
        check("https://gitlab.example.com/git/api/v4/projects/257/hooks?per_page=2", Some(257));
        check("/api/v4/projects/257", Some(257));
        check("/api/v4/projects/257.api", Some(257));
        check("/api/v4/projects/.257", None);
        check("https://gitlab.example.com/users/sign_in?to=/api/v4/projects/257", None);
        check("https://gitlab.example.com/api/v4/projects/acme%2Fapi", None);
        check("https://gitlab.example.com/api/v4/projects/", None);
        check("https://gitlab.example.com/api/v4/projects/0", None);
        check("https://gitlab.example.com/api/v4/projects/99999999999999999999", None);
    }
}
