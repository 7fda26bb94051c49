//! What could not be read, by its cause: a project or group that is not there is one problem, not one for each of its collections.

use std::collections::{BTreeMap, BTreeSet};

use super::presence::{self, Presence};
use crate::gitlab::{ApiError, Cause};
use crate::problem::{Place, Problem};
use crate::resource::{Address, Facts, Need, Scope};

/// Something that is not planned because GitLab refused, or could not be asked.
#[derive(Debug)]
pub(super) struct Unread {
    /// The collection or object.
    pub address: Address,
    pub place: Place,
    pub error: ApiError,
}

/// One problem for each; those of the same cause have the same words, and are folded by them.
pub(super) fn problems(unread: &[Unread], facts: &Facts) -> Vec<Problem> {
    let mut refused: BTreeMap<&Scope, BTreeSet<&Address>> = BTreeMap::new();
    for it in unread.iter().filter(|it| it.lacks_role()) {
        refused.entry(it.address.scope()).or_default().insert(&it.address);
    }
    unread
        .iter()
        .map(|it| {
            let refused = refused.get(it.address.scope()).filter(|_| it.lacks_role());
            it.problem(refused, facts).at(it.place.clone())
        })
        .collect()
}

impl Unread {
    fn lacks_role(&self) -> bool {
        self.error.cause() == Some(Cause::Role)
    }

    /// The project or group, if GitLab did not find it; what is below is not there then.
    fn lost(&self) -> Option<Scope> {
        let home = self.address.scope().home()?;
        let (asked, at) = (&self.error.trouble()?.path, home.path()?);
        (asked.segments().take(2).eq(at.segments())).then_some(home)
    }

    /// Notes the question whether the path is one of the other kind.
    pub(super) fn ask(&self, facts: &Facts, asked: &mut BTreeSet<Need>) {
        let hidden = self.error.cause() == Some(Cause::Hidden);
        if let Some(other) = self.lost().filter(|_| hidden).and_then(|it| presence::other(&it)) {
            presence::ask(&other, facts, asked);
        }
    }

    /// `refused` is all that the token's user may not read in this scope.
    fn problem(&self, refused: Option<&BTreeSet<&Address>>, facts: &Facts) -> Problem {
        let path = self.error.trouble().map(|it| &it.path);
        let (means, next) = self.error.of_any_home();
        match (self.lost(), self.error.cause()) {
            (Some(home), Some(Cause::Moved)) => return presence::doomed(&home, &self.place),
            (Some(home), Some(Cause::Hidden)) => return hidden(&home, facts),
            _ => {}
        }
        let segment = path.and_then(|it| it.segments().nth(2));
        let of_merge_request = matches!(self.address.scope(), Scope::MergeRequest(..))
            && segment == Some("merge_requests")
            && self.error.is_not_found();
        if of_merge_request {
            return Problem::new("the merge request does not exist, or this token cannot see it")
                .of(self.address.scope().to_string())
                .hint("check `iid`: it is the number after `!`");
        }
        if let Some(several) = refused.filter(|it| it.len() > 1) {
            let names: Vec<String> =
                several.iter().map(|it| format!("`{}`", it.within_scope())).collect();
            return Problem::new(format!(
                "not planned, because the token's user lacks the role to read {}",
                names.join(", ")
            ))
            .of(self.address.scope().to_string())
            .hint("give the token's user a higher role: `labwright doctor` names the one that each kind requires");
        }
        let problem = Problem::new(format!("not planned, because it could not be read: {means}"))
            .of(self.address.as_str())
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

/// What GitLab does not find, or what it is instead.
fn hidden(home: &Scope, facts: &Facts) -> Problem {
    let noun = home.noun();
    let other = presence::other(home)
        .filter(|it| presence::known(it, facts).is_some_and(|it| matches!(it, Presence::There(_))));
    let problem = match &other {
        Some(other) => Problem::new(format!("this is a {}, not a {noun}", other.noun())).hint(
            match other {
                Scope::Group(_) => {
                    "declare it under `groups`, or use the path of a project in it: GROUP/PROJECT"
                }
                _ => "declare it under `projects`, or use the path of a group",
            },
        ),
        None => Problem::new(format!("the {noun} does not exist, or this token cannot see it"))
            .hint(format!(
                "check the path; only its members see a private {noun}. A new token or member may have to wait a minute: GitLab works out access in the background. `labwright doctor` looks for similar paths"
            )),
    };
    problem.of(home.to_string())
}
