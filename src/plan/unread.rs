//! What could not be read, by its cause: a project that is not there is one problem, not one for each of its collections.

use std::collections::{BTreeMap, BTreeSet};

use crate::gitlab::{ApiError, Cause};
use crate::problem::{Place, Problem};
use crate::resource::Scope;

/// Something that is not planned because GitLab refused, or could not be asked.
#[derive(Debug)]
pub(super) struct Unread {
    pub scope: Scope,
    /// The collection or object.
    pub address: String,
    pub place: Place,
    pub error: ApiError,
}

/// One problem for each; those of the same cause have the same words, and are folded by them.
pub(super) fn problems(unread: &[Unread]) -> Vec<Problem> {
    let mut refused: BTreeMap<&Scope, BTreeSet<&str>> = BTreeMap::new();
    for it in unread.iter().filter(|it| it.lacks_role()) {
        refused.entry(&it.scope).or_default().insert(&it.address);
    }
    unread
        .iter()
        .map(|it| {
            let refused = refused.get(&it.scope).filter(|_| it.lacks_role());
            it.problem(refused).at(it.place.clone())
        })
        .collect()
}

impl Unread {
    fn lacks_role(&self) -> bool {
        self.error.cause() == Some(Cause::Role)
    }

    /// `refused` is all that the token's user may not read in this scope.
    fn problem(&self, refused: Option<&BTreeSet<&str>>) -> Problem {
        let path = self.error.trouble().map(|it| &it.path);
        let project = self.scope.project_path();
        let of_project =
            project.filter(|it| path.and_then(|it| it.project_path()).as_deref() == Some(*it));
        let (means, next) = self.error.of_any_project();
        if let (Some(project), Some(Cause::Hidden)) = (&of_project, self.error.cause()) {
            return Problem::new("the project does not exist, or this token cannot see it")
                .of(format!("projects/{project}"))
                .hint(
                    "check the path; only its members see a private project. A new token or member may have to wait a minute: GitLab works out access in the background. `labwright doctor` looks for similar paths",
                );
        }
        if let (Some(project), Some(Cause::Moved)) = (&of_project, self.error.cause()) {
            return Problem::new(means).of(format!("projects/{project}")).hint(next);
        }
        let segment = path.and_then(|it| it.segments().nth(2));
        let of_merge_request = matches!(self.scope, Scope::MergeRequest(..))
            && segment == Some("merge_requests")
            && self.error.is_not_found();
        if of_merge_request {
            return Problem::new("the merge request does not exist, or this token cannot see it")
                .of(self.scope.to_string())
                .hint("check `iid`: it is the number after `!`");
        }
        if let Some(several) = refused.filter(|it| it.len() > 1) {
            let scope = self.scope.to_string();
            let below = |it: &&str| {
                let name = it.strip_prefix(&scope).unwrap_or(it);
                format!("`{}`", name.trim_start_matches('/'))
            };
            let names: Vec<String> = several.iter().map(below).collect();
            return Problem::new(format!(
                "not planned, because the token's user lacks the role to read {}",
                names.join(", ")
            ))
            .of(self.scope.to_string())
            .hint("give the token's user a higher role: `labwright doctor` names the one that each kind requires");
        }
        let problem = Problem::new(format!("not planned, because it could not be read: {means}"))
            .of(&*self.address)
            .hint(next);
        match self.error.trouble() {
            Some(trouble) => problem.label(match &trouble.request_id {
                Some(id) => format!("{} {} (request {id})", trouble.method, trouble.path),
                None => format!("{} {}", trouble.method, trouble.path),
            }),
            None => problem,
        }
    }
}
