//! Finds the projects and groups that blocks of `defaults` apply to, and that no file declares.
//!
//! **Invariant:** a list that cannot be read is a problem, never an empty list. What a list returns of a project is what
//! GitLab returns for the project itself, so its settings are not read again.

use std::collections::{BTreeMap, BTreeSet};

use futures::future::{join, join_all, try_join_all};
use serde_json::Value;

use super::Note;
use super::listed::{What, Within, administers, listed};
use super::options::Options;
use super::whereabouts::locate;
use crate::config::{Below, Config, Discovery, Known, discovered};
use crate::gitlab::{ApiError, ApiPath, Reader, Share, find_projects};
use crate::problem::{Problem, Problems, clean};
use crate::resource::{Answers, Home, Moving, Need, Scope};

/// What is declared, now that the scopes are known.
pub(super) struct Found {
    pub(super) config: Config,
    pub(super) problems: Problems,
    pub(super) notes: Vec<Note>,
    /// The scopes that were found.
    pub(super) homes: BTreeMap<Scope, Home>,
    /// What templates name of projects and groups, as GitLab returns it; `null` if it cannot be read.
    pub(super) named: BTreeMap<Scope, Value>,
    /// Counts what is kept of the lists.
    pub(super) shares: Vec<Share>,
}

/// Reads what `discovery` depends on; an error if the token is refused. What the lists say about the projects themselves is
/// added to `answers`, and what is in a group that moves to `moving`.
pub(super) async fn discover(
    discovery: &Discovery,
    reader: &Reader,
    options: &Options,
    answers: &mut Answers,
    moving: &mut Moving,
) -> Result<Found, ApiError> {
    let mut known = Known::default();
    let mut problems = Problems::new();
    let mut shares = Vec::new();
    let lists = discovery.below.iter().map(|it| list(reader, it));
    for (below, found) in discovery.below.iter().zip(try_join_all(lists).await?) {
        match found {
            Ok(found) => {
                for (scope, it) in found {
                    let after = moving.after(&scope);
                    if after != scope
                        && let Some(home) = home(&scope, &it)
                    {
                        moving.contains(after.clone(), home);
                    }
                    known.scopes.insert(after.clone(), needed(&it));
                    if matches!(after, Scope::Project(_)) {
                        let path = path(&after);
                        shares.push(reader.keep(&path, &it)?);
                        answers.insert(Need::find(path), Ok(it));
                    }
                }
            }
            Err(problem) => problems.push(problem.at(below.place.clone())),
        }
    }
    locate(reader, moving);
    let unknown = discovery.topics.iter().filter(|it| !known.scopes.contains_key(*it));
    let read = unknown.map(|it| async move { (it.clone(), reader.find(&path(it)).await) });
    for (scope, project) in join_all(read).await {
        match project {
            Ok(Some(project)) => {
                known.scopes.insert(scope.clone(), needed(&project));
                answers.insert(Need::find(path(&scope)), Ok(project));
            }
            Ok(None) => {}
            Err(error) if error.is_auth() => return Err(error),
            // The project itself is read, too, and has the same problem.
            Err(_) => {}
        }
    }
    let (mut config, mut more) = settled(discovery, &mut known, reader, answers).await?;
    let mut late = Vec::new();
    if let Some(chosen) = &options.found {
        late.extend(config.found.iter().filter(|it| !chosen.contains(&it.to_string())).cloned());
    }
    if !late.is_empty() {
        late.iter().for_each(|it| drop(known.scopes.remove(it)));
        (config, more) = settled(discovery, &mut known, reader, answers).await?;
    }
    problems.append(more);
    let notes = config.reached.iter().map(|it| {
        let message = match it.count {
            0 => "no project or group that is not declared matches".to_owned(),
            1 => "1 project or group that is not declared".to_owned(),
            count => format!("{count} projects and groups that are not declared"),
        };
        let (file, line) = (clean(&it.place.file), it.place.line);
        let address = format!("defaults for {} ({file}:{line})", it.patterns.join(", "));
        Note { address, message, ..Note::default() }
    });
    let message = "found after the plan was made: nothing changes here before the next plan";
    let late = late.iter().map(|it| Note::of_scope(it, message.to_owned()));
    let waits = config.waiting.iter().filter(|it| options.includes(it.0)).map(|(collection, place)| {
        let message = format!(
            "a template names what GitLab does not have yet ({}:{}), in a field that takes no text as it is: plan again when the project or group is created",
            clean(&place.file),
            place.line
        );
        Note::of(collection, message, true)
    });
    let notes = notes.chain(late).chain(waits).collect();
    let home = |it: &Scope| Some((it.clone(), home(it, known.scopes.get(it)?)?));
    let homes = config.found.iter().filter_map(home).collect();
    // Whatever is created later can be listed as well.
    let mut named = known.scopes;
    named.retain(|it, _| config.lives.contains_key(it));
    named.extend(known.named);
    Ok(Found { config, problems, notes, homes, named, shares })
}

/// The path of a project.
fn path(it: &Scope) -> ApiPath {
    ApiPath::new("projects").seg(it.full_path().unwrap_or_default())
}

/// What declarations depend on, of all that GitLab lists of a project or group: an instance has thousands of them.
fn needed(raw: &Value) -> Value {
    let fields = ["id", "name", "default_branch", "topics", "archived", "namespace"];
    fields.into_iter().filter_map(|it| Some((it, raw.get(it)?.clone()))).collect()
}

/// What a list says about a project or group at a path; `None` without an ID.
fn home(scope: &Scope, raw: &Value) -> Option<Home> {
    let path = scope.full_path().unwrap_or_default().to_owned();
    Some(Home { id: raw["id"].as_u64()?, path, archived: raw["archived"] == true })
}

/// What the files declare, with the names in templates that only GitLab knows.
async fn settled(
    discovery: &Discovery,
    known: &mut Known,
    reader: &Reader,
    answers: &mut Answers,
) -> Result<(Config, Problems), ApiError> {
    loop {
        let (config, problems, named) = discovered(discovery, known);
        if named.is_empty() {
            return Ok((config, problems));
        }
        let path = |it: &Scope| it.full_path().unwrap_or_default().to_owned();
        let (projects, groups): (BTreeSet<Scope>, BTreeSet<Scope>) =
            named.into_iter().partition(|it| matches!(it, Scope::Project(_)));
        let group = |it: Scope| async move {
            let whole = ApiPath::new("groups").seg(it.full_path().unwrap_or_default());
            let need = whole.query("with_projects", "false");
            (it, reader.find(&need).await, need)
        };
        let read = find_projects(reader, projects.iter().map(path).collect());
        let (projects, groups) = join(read, join_all(groups.into_iter().map(group))).await;
        let projects = projects.into_iter().map(|(path, found)| {
            let need = ApiPath::new("projects").seg(&path);
            (Scope::project(&path), found, need)
        });
        for (scope, found, need) in projects.chain(groups) {
            let found = match found {
                Err(error) if error.is_auth() => return Err(error),
                found => found.map(Option::unwrap_or_default),
            };
            known.named.insert(scope, found.clone().unwrap_or_default());
            answers.insert(Need::find(need), found);
        }
    }
}

/// The projects and groups below a namespace, or why they cannot be listed.
async fn list(
    reader: &Reader,
    below: &Below,
) -> Result<Result<Vec<(Scope, Value)>, Problem>, ApiError> {
    let within = match below.namespace.as_str() {
        "" if administers(reader).await? => Within::Instance,
        "" => return Ok(Err(only_administrators(reader).await)),
        path => Within::Namespace(path),
    };
    let mut found = Vec::new();
    for (wanted, what) in [(below.projects, What::Projects), (below.groups, What::Groups)] {
        if !wanted {
            continue;
        }
        match listed(reader, what, within, &[("active", "true")]).await {
            Ok(list) => found.extend(list.into_iter().filter(|it| is_active(&it.1))),
            Err(error) if error.is_auth() || error.is_too_much() => return Err(error),
            Err(error) if error.status() == Some(404) => {
                let problem = Problem::new(format!(
                    "`{}` is not a group that this token can see, and not a user",
                    below.namespace
                ));
                let hint = "write the full path of a group in front of the first wildcard";
                return Ok(Err(problem.hint(hint)));
            }
            Err(error) => return Ok(Err(Problem::new(error.what()).hint(error.next_step()))),
        }
    }
    Ok(Ok(found))
}

/// Whether it is neither archived nor marked for deletion: the list of a user ignores the filter.
fn is_active(it: &Value) -> bool {
    it["archived"] != true && it["marked_for_deletion_on"].is_null()
}

/// What to write instead of a pattern that reaches everything.
async fn only_administrators(reader: &Reader) -> Problem {
    let top = listed(reader, What::Groups, Within::Membership, &[("top_level_only", "true")]);
    let mut patterns: Vec<_> = match top.await {
        Ok(top) => top.iter().filter_map(|it| Some(format!("{}/**", it.0.full_path()?))).collect(),
        Err(_) => Vec::new(),
    };
    patterns.sort();
    let instead = match patterns.as_slice() {
        [] => "write the full path of a group in front of the first wildcard".to_owned(),
        some => format!("name the groups: [{}]", some.join(", ")),
    };
    let hint = format!(
        "{instead}; or use an administrator's token, with the `admin_mode` scope if admin mode is on"
    );
    let problem = "only an administrator can discover all projects and groups of an instance";
    Problem::new(problem).hint(hint)
}
