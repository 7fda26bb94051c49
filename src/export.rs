//! Writes down what GitLab has, as files declare it: the reverse of reading them.
//!
//! Reads with GET only, by the same questions as planning: a kind that can be planned can be exported. What a file cannot
//! declare is a remark with the reason, never a wrong value. Must not know files or the form of their text.

mod common;
mod fields;
mod model;
mod names;
mod round;

use std::collections::BTreeSet;

pub(crate) use fields::called;
pub use model::{Asked, Common, Export, Exported, Object, OfKind, Reference};

use futures::future::{join_all, try_join};
use serde_json::Value;

use crate::gitlab::{ApiError, Reader};
use crate::kinds::KINDS;
use crate::plan::{PlanError, What, Within, listed, read_facts};
use crate::resource::{Facts, Halt, In, Need, Scope};

/// Reads what GitLab has in these scopes.
///
/// # Errors
/// When the server cannot be reached or refuses the token. What could not be read of single scopes is in
/// [`Export::problems`].
pub async fn export(reader: &Reader, asked: &Asked) -> Result<Export, PlanError> {
    // Counts the answers until all are read.
    let mut shares = Vec::new();
    let version = reader.version().await?.clone();
    let mut facts = Facts::of(version, reader.today());
    let mut asked = asked.clone();
    let mut problems = Vec::new();
    for (group, found) in all_below(reader, &asked.below).await {
        asked.scopes.push(group.clone());
        match found {
            Ok(found) => {
                for (scope, live) in found {
                    if matches!(scope, Scope::Project(_)) {
                        let path = scope.at("");
                        shares.push(reader.keep(&path, &live)?);
                        facts.answers.insert(Need::find(path), Ok(live));
                    }
                    asked.scopes.push(scope);
                }
            }
            Err(error) if error.is_auth() => return Err(error.into()),
            Err(error) => problems.push(round::unreadable(&group, Halt::Unreadable(error))),
        }
    }
    loop {
        let (mut export, needs) = round::round(&asked, &facts);
        if needs.is_empty() {
            export.problems.extend(problems);
            return Ok(export);
        }
        shares.extend(read_facts(reader, &needs, &mut facts).await?);
    }
}

/// What was found below a group, or why that is not known.
type Below = Result<Vec<(Scope, Value)>, ApiError>;

/// Lists what is below groups, without what GitLab is about to delete with all that it contains.
async fn all_below(reader: &Reader, groups: &[String]) -> Vec<(Scope, Below)> {
    let one = |group: &String| {
        let group = group.clone();
        async move {
            let list = |what| listed(reader, what, Within::Namespace(&group), &[]);
            let found = try_join(list(What::Groups), list(What::Projects)).await;
            let found = found.map(|(groups, projects)| {
                let all = groups.into_iter().chain(projects);
                all.filter(|it| it.1["marked_for_deletion_on"].is_null()).collect()
            });
            (Scope::group(&group), found)
        }
    };
    join_all(groups.iter().map(one)).await
}

/// The kinds that can be exported, by their keys in the files.
pub fn kinds() -> BTreeSet<&'static str> {
    let own = |it: &In| !matches!(it, In::Object(_));
    let state = KINDS.iter().filter(|it| round::is_state(it.spec) && own(&it.spec.scope));
    state.map(|it| it.spec.kind).collect()
}
