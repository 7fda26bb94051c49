//! Whether a declared project or group is there.
//!
//! GitLab is only asked where the answer matters: about what changes, because the plan keeps its ID, and about what cannot
//! be found, because it may be of the other kind. What was read for another reason is not asked again.
//! **Invariant:** what cannot be read is never absent.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::config::Config;
use crate::gitlab::{ApiError, Cause};
use crate::kinds::life::MARKS;
use crate::problem::{Place, Problem};
use crate::resource::{Facts, Home, Need, Scope};

/// What is at the path of a declared project or group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Presence {
    /// It is there.
    There(Home),
    /// It was renamed or moved, and the declared path redirects to it.
    Elsewhere(Home),
    /// It is marked for deletion.
    Doomed,
    /// It does not exist, or the token cannot see it.
    Absent,
    /// Nothing is known of it.
    Unreadable,
}

/// What a plan has to do with a project or group before it plans what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Whether it is there is not known yet.
    Waits,
    /// This plan creates it.
    Created,
    /// Nothing in it is planned, for a reason that is reported.
    Refused,
}

impl Presence {
    /// What is there, under this path or another.
    pub(super) fn home(&self) -> Option<&Home> {
        match self {
            Presence::There(home) | Presence::Elsewhere(home) => Some(home),
            Presence::Doomed | Presence::Absent | Presence::Unreadable => None,
        }
    }

    /// What an answer says about a path.
    fn read(path: &str, answer: &Result<Value, ApiError>) -> Presence {
        let found = match answer {
            Ok(Value::Null) => return Presence::Absent,
            Ok(found) => found,
            Err(error) if is_absent(error) => return Presence::Absent,
            Err(error) if error.cause() == Some(Cause::Moved) => return Presence::Doomed,
            Err(_) => return Presence::Unreadable,
        };
        if MARKS.iter().any(|it| !found[it].is_null()) {
            return Presence::Doomed;
        }
        let Some(id) = found["id"].as_u64() else { return Presence::Unreadable };
        let now = found["path_with_namespace"].as_str().or_else(|| found["full_path"].as_str());
        let home =
            Home { id, path: now.unwrap_or(path).to_owned(), archived: found["archived"] == true };
        match home.path.to_lowercase() == path.to_lowercase() {
            true => Presence::There(home),
            false if marked(&home.path).is_some() => Presence::Doomed,
            false => Presence::Elsewhere(home),
        }
    }
}

/// Whether GitLab says that a project or group is not there.
pub(super) fn is_absent(error: &ApiError) -> bool {
    error.cause() == Some(Cause::Hidden)
}

/// What answers whether a project or group is there: what its settings are read from, and the question for it alone.
fn needs(home: &Scope) -> Option<[Need; 2]> {
    let whole = home.path()?;
    match home {
        Scope::Group(path) => Some([
            Need::find(whole.query("with_projects", "false")),
            Need::Group(path.to_lowercase()),
        ]),
        Scope::Project(path) => Some([Need::find(whole), Need::Project(path.to_string())]),
        Scope::Instance | Scope::MergeRequest(..) | Scope::Object(_) => None,
    }
}

/// What is known of a project or group without asking. What this plan moves is where it is now, and nothing is at a path that
/// it leaves.
pub(super) fn known(home: &Scope, facts: &Facts) -> Option<Presence> {
    if let Some(there) = facts.moving.at(home) {
        return Some(Presence::Elsewhere(there.clone()));
    }
    if facts.moving.leaves(home).is_some() {
        return Some(Presence::Absent);
    }
    answered(home, facts, needs(home)?)
}

/// What GitLab says about the path of a project or group, whatever this plan moves; the question is noted if it was not asked.
pub(super) fn now(home: &Scope, facts: &Facts, asked: &mut BTreeSet<Need>) -> Option<Presence> {
    let [_, alone] = needs(home)?;
    let known = answered(home, facts, [alone.clone()]);
    if known.is_none() {
        asked.insert(alone);
    }
    known
}

fn answered<const N: usize>(home: &Scope, facts: &Facts, needs: [Need; N]) -> Option<Presence> {
    let path = home.full_path()?;
    let read = |it| facts.answers.get(it).map(|it| Presence::read(path, it));
    let mut found = needs.iter().filter_map(read).collect::<Vec<_>>();
    let clear = found.iter().position(|it| *it != Presence::Unreadable).unwrap_or(0);
    (!found.is_empty()).then(|| found.swap_remove(clear))
}

/// What is known of it; the question is noted if that is nothing.
pub(super) fn ask(home: &Scope, facts: &Facts, asked: &mut BTreeSet<Need>) -> Option<Presence> {
    let known = known(home, facts);
    if known.is_none() {
        asked.extend(needs(home).map(|[_, alone]| alone));
    }
    known
}

/// The same path, as one of the other kind: the group for a project, and the project for a group.
pub(super) fn other(home: &Scope) -> Option<Scope> {
    match home {
        Scope::Group(path) => Some(Scope::Project(path.clone())),
        Scope::Project(path) => Some(Scope::Group(path.clone())),
        Scope::Instance | Scope::MergeRequest(..) | Scope::Object(_) => None,
    }
}

/// The declared projects and groups, each with its first place.
pub(super) fn declared(config: &Config) -> BTreeMap<Scope, Place> {
    let mut homes = BTreeMap::new();
    for (scope, collection) in config.collections() {
        if let Some(home) = scope.home() {
            homes.entry(home).or_insert_with(|| collection.place.clone());
        }
    }
    homes
}

/// What GitLab adds to the path of a project or group that it is going to delete, before its ID. Nothing else tells it of a
/// project in such a group (measured).
pub(super) const MARK: &str = "-deletion_scheduled-";

/// The project or group in a path that is marked for deletion: `projects` or `groups`, and its ID.
pub(super) fn marked(path: &str) -> Option<(&'static str, u64)> {
    let parts = path.split('/').collect::<Vec<_>>();
    parts.iter().enumerate().find_map(|(at, part)| {
        let id = part.rsplit_once(MARK)?.1.parse().ok()?;
        // A group is marked with all that is in it.
        Some((if at + 1 == parts.len() { "projects" } else { "groups" }, id))
    })
}

/// How to restore a project that is marked for deletion, or is in a group that is.
pub(super) fn restoring(home: &Scope, facts: &Facts) -> String {
    let answers = needs(home).into_iter().flatten().filter_map(|it| facts.answers.get(&it));
    let mut found = answers.filter_map(|it| match it {
        Ok(found) => marked(found["path_with_namespace"].as_str()?),
        Err(error) => error.what().split(['(', ')', ' ']).find_map(marked),
    });
    match found.next_back() {
        Some((of, id)) => format!("restore it: `glab api -X POST {of}/{id}/restore`"),
        None => "restore it in GitLab".to_owned(),
    }
}

/// What keeps a scope from being planned that is marked for deletion.
pub(super) fn doomed(home: &Scope, place: &Place) -> Problem {
    Problem::new(format!("the {} is marked for deletion, so nothing is planned there", home.noun()))
        .of(home.to_string())
        .hint("restore it in GitLab, or remove it from the files")
        .at(place.clone())
}

/// Declared paths that lead to the same project, each with the problem: one object would be planned twice, and what one
/// path declares could be pruned under the other.
pub(super) fn twins(
    declared: &BTreeMap<Scope, Place>,
    facts: &Facts,
) -> (BTreeSet<Scope>, Vec<Problem>) {
    let mut by_path: BTreeMap<String, Vec<(&Scope, &Place)>> = BTreeMap::new();
    for (home, place) in declared {
        if let Scope::Project(path) = home {
            let known = known(home, facts);
            let now = known.as_ref().and_then(Presence::home).map_or(&**path, |it| &it.path);
            by_path.entry(now.to_lowercase()).or_default().push((home, place));
        }
    }
    let (mut twins, mut problems) = (BTreeSet::new(), Vec::new());
    for (now, all) in by_path {
        let [(first, place), others @ ..] = all.as_slice() else { continue };
        for (other, other_place) in others {
            let message = format!("{first} and {other} are the same project in GitLab");
            let problem = Problem::new(message).at((*place).clone());
            let problem = problem.related((*other_place).clone(), "the other path");
            problems.push(problem.hint(format!("declare it once, under its current path: {now}")));
            twins.extend([(*first).clone(), (*other).clone()]);
        }
    }
    (twins, problems)
}
