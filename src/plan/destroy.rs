//! Projects and groups that files declare as absent.
//!
//! **Invariants:** what is deleted is addressed by its number, so that nothing else at its path is, and the command line has
//! to name it. What cannot be read is not deleted.

use super::Origin;
use super::draft::{Drafter, Of, order, sendable};
use super::presence::{self, Presence};
use crate::gitlab::ApiPath;
use crate::kinds;
use crate::problem::{Place, clean};
use crate::resource::{Halt, Look, Scope};
use std::collections::BTreeSet;

/// How many of the projects and groups in a group are named.
const NAMED: usize = 3;

impl Drafter<'_> {
    /// Plans the deletion of a project or group that is there.
    pub(super) fn destroy(&mut self, scope: &Scope, place: &Place) -> Result<(), Halt> {
        let (Some(address), Some(entry)) = (scope.life(), kinds::life::entry(scope)) else {
            return Ok(());
        };
        if !self.options.includes(&address) {
            return Ok(());
        }
        let Some(presence) = presence::ask(scope, self.facts, self.asked.get_mut()) else {
            return Err(Halt::Pending);
        };
        let home = match presence {
            // GitLab deletes what is marked when its time has come.
            Presence::Absent | Presence::Doomed => {
                self.out.unchanged += 1;
                return Ok(());
            }
            Presence::Unreadable => {
                return Err(Halt::impossible(
                    "it cannot be read, so it is not deleted",
                    "check the token and its role, then plan again",
                ));
            }
            Presence::Elsewhere(home) => {
                let now = clean(&home.path).into_owned();
                return Err(Halt::impossible(
                    format!("it is not deleted, because it is now {now}"),
                    "to delete it, write its current path; otherwise remove it from the files",
                ));
            }
            Presence::There(home) => home,
        };
        let what = inside(scope, &self.look(scope, entry, &address))?;
        let call = kinds::life::delete(scope, home.id).because(what.clone());
        let calls = sendable(vec![call])?;
        self.out.for_guards.destroyed.insert(address.clone(), format!("{what} is deleted"));
        let order = order(entry, &address, true);
        let of = Of { scope, entry, key: "", item: None };
        self.steps(of, order, Origin::at(place), calls, BTreeSet::new());
        Ok(())
    }
}

/// What is deleted with a project or group.
fn inside(scope: &Scope, look: &Look<'_>) -> Result<String, Halt> {
    if let Scope::Project(_) = scope {
        let project = look.find(scope.at(""))?;
        let last = project.and_then(|it| it["last_activity_at"].as_str()?.get(..10));
        let last = last.map_or_else(String::new, |it| format!(", last used on {}", clean(it)));
        return Ok(format!("the project with its repository, issues, and packages{last}"));
    }
    let below = |what: &str, path: ApiPath, field: &str| -> Result<Vec<String>, Halt> {
        let list = look.list(path)?.iter();
        let names = list.map(|it| it[field].as_str().unwrap_or(what));
        Ok(names.map(|it| clean(it).into_owned()).collect())
    };
    let projects = scope.at("projects").query("include_subgroups", "true");
    let projects = projects.query("with_shared", "false").query("simple", "true");
    let groups = below("a subgroup", scope.at("descendant_groups"), "full_path");
    let projects = below("a project", projects, "path_with_namespace");
    let (groups, projects) = (groups?, projects?);
    let counted = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        several => format!("{several} {one}s"),
    };
    let counts =
        format!("{} and {}", counted(projects.len(), "project"), counted(groups.len(), "subgroup"));
    let all: Vec<String> = groups.into_iter().chain(projects).collect();
    let more = all.len().saturating_sub(NAMED);
    let mut named = all.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
    if more > 0 {
        named += &format!(", and {more} more");
    }
    Ok(match named.as_str() {
        "" => "the group, which is empty,".to_owned(),
        named => format!("the group with {counts} ({named})"),
    })
}
