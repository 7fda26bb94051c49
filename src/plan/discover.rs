//! Finds the projects and groups that blocks of `defaults` apply to, and that no file declares.
//!
//! **Invariant:** a list that cannot be read is a problem, never an empty list. What a list returns of a project is what
//! GitLab returns for the project itself, so its settings are not read again.

use std::collections::{BTreeMap, BTreeSet};

use futures::future::{join, join_all, try_join_all};
use serde_json::Value;

use super::Note;
use super::options::Options;
use super::presence::Home;
use crate::config::{Below, Config, Discovery, Known, discovered};
use crate::gitlab::{ApiError, ApiPath, Reader, find_projects};
use crate::problem::{Problem, Problems, clean};
use crate::resource::{Answers, Naming, Need, Scope};

/// Projects of a page: larger pages are not cheaper for GitLab, and smaller ones are read at the same time.
const PER_PAGE: usize = 20;

/// What is declared, now that the scopes are known.
pub(super) struct Found {
    pub(super) config: Config,
    pub(super) problems: Problems,
    pub(super) notes: Vec<Note>,
    /// The scopes that were found.
    pub(super) homes: BTreeMap<Scope, Home>,
    /// What the lists say about the projects themselves.
    pub(super) answers: Answers,
}

/// Reads what `discovery` depends on; an error if the token is refused.
pub(super) async fn discover(
    discovery: &Discovery,
    reader: &Reader,
    options: &Options,
) -> Result<Found, ApiError> {
    let mut known = Known::default();
    let mut problems = Problems::new();
    let mut answers = BTreeMap::new();
    let lists = discovery.below.iter().map(|it| list(reader, it));
    for (below, found) in discovery.below.iter().zip(try_join_all(lists).await?) {
        match found {
            Ok(found) => known.scopes.extend(found),
            Err(problem) => problems.push(problem.at(below.place.clone())),
        }
    }
    let unknown = discovery.topics.iter().filter(|it| !known.scopes.contains_key(*it));
    let path = |it: &Scope| ApiPath::new("projects").seg(it.full_path().unwrap_or_default());
    let read = unknown.map(|it| async move { (it.clone(), reader.find(&path(it)).await) });
    for (scope, project) in join_all(read).await {
        match project {
            Ok(Some(project)) => drop(known.scopes.insert(scope, project)),
            Ok(None) => {}
            Err(error) if error.is_auth() => return Err(error),
            // The project itself is read, too, and has the same problem.
            Err(_) => {}
        }
    }
    for (scope, project) in known.scopes.iter().filter(|it| matches!(it.0, Scope::Project(_))) {
        answers.insert(Need::find(path(scope)), Ok(project.clone()));
    }
    let (mut config, mut more) = settled(discovery, &mut known, reader, &mut answers).await?;
    let mut late = Vec::new();
    if let Some(chosen) = &options.found {
        late.extend(config.found.iter().filter(|it| !chosen.contains(&it.to_string())).cloned());
    }
    if !late.is_empty() {
        late.iter().for_each(|it| drop(known.scopes.remove(it)));
        (config, more) = settled(discovery, &mut known, reader, &mut answers).await?;
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
    let notes = notes.chain(late).collect();
    let home = |it: &Scope| {
        let raw = known.scopes.get(it)?;
        let path = it.full_path().unwrap_or_default().to_owned();
        let archived = raw["archived"] == true;
        Some((it.clone(), Home { id: raw["id"].as_u64()?, path, archived }))
    };
    let homes = config.found.iter().filter_map(home).collect();
    Ok(Found { config, problems, notes, homes, answers })
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
    if below.namespace.is_empty()
        && let Err(problem) = is_administrator(reader).await?
    {
        return Ok(Err(problem));
    }
    let group = |part: &str| match below.namespace.as_str() {
        "" => ApiPath::new(if part == "projects" { "projects" } else { "groups" }),
        path => ApiPath::new("groups").seg(path).seg(part),
    };
    let sorted =
        |path: ApiPath| path.query("order_by", "id").query("sort", "asc").query("active", "true");
    let projects = sorted(group("projects")).query("per_page", PER_PAGE);
    let projects = match below.namespace.is_empty() {
        true => projects,
        false => projects.query("include_subgroups", "true").query("with_shared", "false"),
    };
    let groups = sorted(group("descendant_groups"));
    let mut found = Vec::new();
    for (wanted, path, field, scope) in [
        (below.projects, projects, "path_with_namespace", Scope::project as fn(&str) -> Scope),
        (below.groups, groups, "full_path", Scope::group),
    ] {
        if !wanted {
            continue;
        }
        let list = match reader.list(&path).await {
            Ok(list) => list,
            Err(error) if error.is_auth() => return Err(error),
            Err(error) if error.status() == Some(404) => {
                let problem = Problem::new(format!(
                    "`{}` is not a group that this token can see",
                    below.namespace
                ));
                let hint = "write the full path of a group in front of the first wildcard";
                return Ok(Err(problem.hint(hint)));
            }
            Err(error) => return Ok(Err(Problem::new(error.what()).hint(error.next_step()))),
        };
        for mut it in list {
            let path = it[field].as_str().filter(|it| Naming::Path.flaw(it).is_none());
            let Some(path) = path.map(str::to_owned) else {
                let number = &it["id"];
                let problem =
                    format!("cannot understand GitLab's list ({number} has no valid path)");
                let hint =
                    "what the block declares for undeclared projects and groups is not planned";
                return Ok(Err(Problem::new(problem).hint(hint)));
            };
            let is_active = it["archived"] != true && it["marked_for_deletion_on"].is_null();
            // Personal projects belong to their users.
            let is_personal = it["namespace"]["kind"] == "user";
            if is_active && !is_personal {
                // GitLab lists it for maintainers, and nobody here asks for it.
                it.as_object_mut().map(|it| it.shift_remove("runners_token"));
                found.push((scope(&path), it));
            }
        }
    }
    Ok(Ok(found))
}

/// Only an administrator sees everything; others read what to write instead.
async fn is_administrator(reader: &Reader) -> Result<Result<(), Problem>, ApiError> {
    let me = reader.find(&ApiPath::new("user")).await?.unwrap_or_default();
    if me["is_admin"] == true {
        return Ok(Ok(()));
    }
    let top = ApiPath::new("groups").query("top_level_only", "true");
    let top = reader.list(&top).await.unwrap_or_default();
    let mut patterns: Vec<_> =
        top.iter().filter_map(|it| Some(format!("{}/**", it["full_path"].as_str()?))).collect();
    patterns.sort();
    let hint = match patterns.as_slice() {
        [] => "write the full path of a group in front of the first wildcard".to_owned(),
        some => format!("name the groups: [{}]", some.join(", ")),
    };
    let problem = "only an administrator can discover all projects and groups of an instance";
    Ok(Err(Problem::new(problem).hint(hint)))
}
