//! Asks GitLab for what planning needs, and plans again until nothing is asked for.

use std::collections::{BTreeMap, BTreeSet};

use futures::future::{join_all, join4, try_join, try_join_all, try_join4};
use serde_json::{Value, json};

use super::discover::discover;
use super::draft::{Draft, draft, lists};
use super::options::Options;
use super::presence;
use super::whereabouts::{locate, moving};
use super::{Note, Origin, Plan, Step, unread};
use crate::config::{Config, Discovery};
use crate::gitlab::{
    Account, ApiError, ApiPath, Reader, Share, find_accounts, find_files, find_groups,
    find_present, find_projects, find_users,
};
use crate::problem::{Place, Problem, Problems, folded};
use crate::resource::{
    Address, Answers, Datum, Facts, FileAt, Home, Moving, Need, Row, Scope, Source, is_email,
    sha256,
};

/// Why there is no plan at all. What concerns single objects stands in the plan.
#[derive(Debug, Clone, thiserror::Error)]
pub enum PlanError {
    /// The server could not be asked, or the token is refused: nothing else would work.
    #[error(transparent)]
    Server(#[from] ApiError),
}

/// Plans `config` against the GitLab behind `reader`. Sends GETs only.
///
/// # Errors
/// When the server cannot be reached or refuses the token. What could not be read of single
/// collections is in [`Plan::problems`].
pub async fn plan(config: &Config, reader: &Reader, options: &Options) -> Result<Plan, PlanError> {
    reader.hide(&options.resolved.values().collect::<Vec<_>>());
    let (mut answers, mut moving) = relocate(config, reader).await?;
    let mut found = match &config.discovery {
        // The version is needed as well, and does not depend on what is found.
        Some(it) => {
            let found = discover(it, reader, options, &mut answers, &mut moving);
            Some(try_join(found, reader.version()).await?.0)
        }
        None => None,
    };
    // Counts the answers until all are read.
    let shares = found.as_mut().map(|it| std::mem::take(&mut it.shares));
    let config = found.as_ref().map_or(config, |it| &it.config);
    let facts = Facts { answers, moving, ..facts_of(reader).await? };
    let gathered = gather(config, reader, options, facts).await?;
    drop(shares);
    for path in gathered.draft.created.iter().filter_map(Scope::full_path) {
        reader.forget_rename(path);
    }
    let mut plan = plan_of(gathered.draft, &gathered.facts, options);
    if let Some(found) = found {
        plan.found = found.homes;
        plan.discovered = Some(found.config);
        plan.named = found.named;
        plan.problems.append(found.problems);
        plan.notes.extend(found.notes);
    }
    plan.server = reader.server().url.clone();
    plan.server_source = reader.server().source.clone();
    let renames = reader.renames().into_iter();
    for (asked, renamed) in renames.filter(|it| presence::marked(&it.1.now).is_none()) {
        let message = match moved(&asked, &renamed.now) {
            Some((from, to)) => format!(
                "the project moved from {from}/ to {to}/: labwright uses its ID; write the new path in the files"
            ),
            None => format!(
                "the project was renamed to {}: labwright uses its ID, {}; write the new path in the files",
                renamed.now, renamed.id
            ),
        };
        plan.notes.push(Note::of_scope(&Scope::project(&asked), message));
    }
    plan.notes.sort();
    withhold_tokens(&mut plan, reader);
    Ok(plan)
}

/// Finds out what moves, and what is known of it; from then on, it is read and written by its number. Nothing is asked if the
/// files move nothing.
async fn relocate(config: &Config, reader: &Reader) -> Result<(Answers, Moving), PlanError> {
    // What an earlier plan of this run has learned may have changed.
    reader.forget_renames();
    locate(reader, &Moving::default());
    if config.lives.values().all(|it| it.moved_from.is_none()) {
        return Ok((Answers::new(), Moving::default()));
    }
    let mut facts = facts_of(reader).await?;
    let moving = loop {
        let mut asked = BTreeSet::new();
        let moving = moving(config, &facts, &mut asked);
        if asked.is_empty() {
            break moving;
        }
        read(reader, &asked, &mut facts).await?;
    };
    let mut answers = facts.answers;
    for (scope, home) in moving.located() {
        let path = scope.full_path().unwrap_or_default();
        let (need, there) = match scope {
            Scope::Group(_) => (Need::Group(path.to_lowercase()), json!({ "id": home.id })),
            _ => (Need::Project(path.to_owned()), project(home)),
        };
        answers.insert(need, Ok(there));
    }
    locate(reader, &moving);
    Ok((answers, moving))
}

fn project(home: &Home) -> Value {
    json!({ "id": home.id, "path_with_namespace": home.path, "archived": home.archived })
}

/// The groups above the last part that both paths share, if the project has its own name in both: all projects of a group
/// that moved have the same ones.
fn moved<'p>(from: &'p str, to: &'p str) -> Option<(&'p str, &'p str)> {
    let (mut one, mut other) = (from, to);
    while let (Some(a), Some(b)) = (one.rsplit_once('/'), other.rsplit_once('/')) {
        if a.1 != b.1 {
            break;
        }
        (one, other) = (a.0, b.0);
    }
    (one != from).then_some((one, other))
}

/// What the files declare in this GitLab, and what is wrong with it: only GitLab knows which scopes some blocks of `defaults`
/// apply to.
///
/// # Errors
/// When the server cannot be reached or refuses the token.
pub async fn declared(
    discovery: &Discovery,
    reader: &Reader,
) -> Result<(Config, Problems), PlanError> {
    let (mut answers, mut moving) = (BTreeMap::new(), Moving::default());
    let options = Options::default();
    let found = discover(discovery, reader, &options, &mut answers, &mut moving).await?;
    Ok((found.config, found.problems))
}

/// What the fields refer to that GitLab returns: a plan compares the values, if it is given them.
pub fn references(config: &Config) -> BTreeSet<Source> {
    let all = config.collections().map(|it| it.1).chain(&config.defaults);
    let items = all.flat_map(|it| &it.items).filter(|it| !it.absent && !it.unmanaged);
    let sources =
        |rows: Vec<Row>| rows.iter().filter_map(Row::reference).cloned().collect::<Vec<_>>();
    items.flat_map(|it| sources(it.object.rows())).collect()
}

/// Everything that planning `config` rests on: the reading part of [`plan`].
///
/// # Errors
/// When the server cannot be reached or refuses the token.
pub async fn facts(
    config: &Config,
    reader: &Reader,
    options: &Options,
) -> Result<Facts, PlanError> {
    let (answers, moving) = relocate(config, reader).await?;
    let facts = Facts { answers, moving, ..facts_of(reader).await? };
    Ok(gather(config, reader, options, facts).await?.facts)
}

/// What is known of the server before anything is asked.
async fn facts_of(reader: &Reader) -> Result<Facts, ApiError> {
    let version = reader.version().await?.clone();
    Ok(Facts::of(version, reader.today()))
}

/// What was read, and the draft that rests on it and asks for nothing more.
struct Gathered {
    facts: Facts,
    draft: Draft,
}

async fn gather(
    config: &Config,
    reader: &Reader,
    options: &Options,
    mut facts: Facts,
) -> Result<Gathered, PlanError> {
    // Counts the answers until all are read.
    let mut shares = Vec::new();
    // What discovered the projects has answered much of a first draft.
    let mut asked = match facts.answers.is_empty() {
        true => BTreeSet::new(),
        false => lists(config, &facts, options),
    };
    loop {
        if !asked.is_empty() {
            shares.extend(read(reader, &asked, &mut facts).await?);
            for (asked, now) in reader.renames() {
                let found = json!({
                    "id": now.id, "path_with_namespace": now.now, "archived": now.archived,
                });
                facts.answers.entry(Need::Project(asked)).or_insert(Ok(found));
            }
        }
        let mut draft = draft(config, &facts, options);
        asked = std::mem::take(&mut draft.asked);
        if asked.is_empty() {
            return Ok(Gathered { facts, draft });
        }
    }
}

/// Reads the answers to questions; an error if the token is refused, or nothing more can be kept.
pub(crate) async fn read(
    reader: &Reader,
    asked: &BTreeSet<Need>,
    facts: &mut Facts,
) -> Result<Vec<Share>, PlanError> {
    let mut shares = Vec::new();
    let names = async { Ok(ask_for_names(reader, asked).await) };
    let others = try_join_all(asked.iter().filter_map(|need| ask(reader, need)));
    let projects = ask_for_projects(reader, asked);
    let files = ask_for_files(reader, asked);
    let (names, projects, files, others) = try_join4(names, projects, files, others).await?;
    let all = names.into_iter().chain(projects).chain(files).chain(others);
    for (need, answer, share) in all {
        shares.extend(share);
        if let Err(error) = &answer
            && error.is_auth()
        {
            return Err(error.clone().into());
        }
        facts.answers.insert(need, answer);
    }
    Ok(shares)
}

/// Plans nothing that would send on a token that is at hand: one that stands in a file, as a value or within one.
fn withhold_tokens(plan: &mut Plan, reader: &Reader) {
    let holds = |step: &Step| {
        reader.has_token(step.request.path.as_str())
            || in_texts(&step.request.body, &|it| reader.has_token(it))
    };
    let doomed: BTreeMap<Address, Origin> = plan
        .steps
        .iter()
        .filter(|it| holds(it))
        .map(|it| (it.order.address.clone(), it.origin.clone()))
        .collect();
    for (address, Origin { file, line, .. }) in doomed {
        plan.steps.retain(|it| it.order.address != address);
        let mut address = address.to_string();
        reader.mask(&mut address);
        let problem = Problem::new(format!("{address}: a value contains a GitLab access token"));
        let hint = "labwright never sends such a token: remove it from the file, and revoke it";
        plan.problems.push(problem.hint(hint).at(Place { line, ..Place::file(file) }));
    }
    plan.notes.iter_mut().for_each(|it| reader.mask(&mut it.message));
    // What GitLab has now may be the secret of another object.
    let before = plan.steps.iter_mut().flat_map(|it| &mut it.changes).map(|it| &mut it.before);
    for it in before {
        if let Some(Datum::Text(text)) = it {
            reader.mask(text);
        }
    }
}

/// Whether some text of a value, or a key, is such.
fn in_texts(value: &Value, such: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => such(text),
        Value::Array(items) => items.iter().any(|it| in_texts(it, such)),
        Value::Object(fields) => fields.iter().any(|(key, it)| such(key) || in_texts(it, such)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Plans from facts that are all there: the pure part of [`plan`].
pub fn plan_from(config: &Config, facts: &Facts, options: &Options) -> Plan {
    plan_of(draft(config, facts, options), facts, options)
}

fn plan_of(mut draft: Draft, facts: &Facts, options: &Options) -> Plan {
    draft.problems.extend(unread::problems(&draft.unread, facts));
    // Which of too many are reported depends on nothing but where they are.
    let problems = folded(draft.problems).into_iter().collect::<Problems>();
    Plan {
        server: String::new(),
        server_source: String::new(),
        shard: options.shard,
        steps: draft.steps,
        unchanged: draft.unchanged,
        notes: draft.notes.into_iter().collect(),
        problems,
        ids: draft.ids,
        homes: draft.homes,
        found: BTreeMap::new(),
        discovered: None,
        named: BTreeMap::new(),
        for_guards: draft.for_guards,
    }
}

/// A question, its answer, and the memory that it takes.
type Answered = (Need, Result<Value, ApiError>, Option<Share>);

/// The answer to a question that takes a request of its own; an error if nothing more can be kept.
fn ask<'r>(
    reader: &'r Reader,
    need: &'r Need,
) -> Option<impl Future<Output = Result<Answered, ApiError>> + 'r> {
    let path = match need {
        Need::List(path, _) | Need::Page(path) | Need::Digest(path) => path,
        Need::Find(path, _) if path.is_project().is_none() => path,
        Need::Find(..) | Need::User(_) | Need::Group(_) | Need::Project(_) | Need::File(_) => {
            return None;
        }
    };
    Some(async move {
        let answer = match need {
            Need::List(_, listing) => reader.list_as(path, *listing).await.map(Value::Array),
            Need::Find(_, element) => {
                reader.find_as(path, *element).await.map(Option::unwrap_or_default)
            }
            Need::Digest(_) => reader
                .find_bytes(path)
                .await
                .map(|it| it.map(|bytes| Value::from(sha256(&bytes))).unwrap_or_default()),
            _ => reader.page(path).await.map(Value::Array),
        };
        kept(reader, need.clone(), path, answer)
    })
}

/// Counts the memory of an answer.
fn kept(
    reader: &Reader,
    need: Need,
    path: &ApiPath,
    answer: Result<Value, ApiError>,
) -> Result<Answered, ApiError> {
    let share = match &answer {
        Ok(answer) => Some(reader.keep(path, answer)?),
        Err(error) if error.is_too_much() => return Err(error.clone()),
        Err(_) => None,
    };
    Ok((need, answer, share))
}

/// The answers about projects themselves.
async fn ask_for_projects(
    reader: &Reader,
    asked: &BTreeSet<Need>,
) -> Result<Vec<Answered>, ApiError> {
    let mut paths = BTreeMap::new();
    for need in asked {
        if let Need::Find(path, _) = need
            && let Some(project) = path.is_project()
        {
            paths.insert(project, path);
        }
    }
    let found = find_projects(reader, paths.keys().cloned().collect()).await;
    let answer = |(project, answer): (String, Result<Option<Value>, ApiError>)| {
        let path = paths.get(&project)?;
        let answer = answer.map(Option::unwrap_or_default);
        Some(kept(reader, Need::find((*path).clone()), path, answer))
    };
    found.into_iter().filter_map(answer).collect()
}

/// The answers about files: together for those of one commit.
async fn ask_for_files(reader: &Reader, asked: &BTreeSet<Need>) -> Result<Vec<Answered>, ApiError> {
    let mut of: BTreeMap<(&ApiPath, &str), Vec<&FileAt>> = BTreeMap::new();
    for need in asked {
        if let Need::File(it) = need {
            of.entry((&it.repository, it.head.as_str())).or_default().push(it);
        }
    }
    let read = async |((repository, head), files): ((&ApiPath, &str), Vec<&FileAt>)| {
        let paths = files.iter().map(|it| it.path.clone()).collect();
        let mut found = find_files(reader, repository, head, paths).await;
        let mut answers = Vec::new();
        for it in files {
            let Some(answer) = found.remove(&it.path) else { continue };
            found.insert(it.path.clone(), answer.clone());
            let told = |mut line: Value| {
                line["declared"] = json!(it.declared);
                line["branch"] = json!(it.branch);
                line["head"] = json!(it.head);
                line
            };
            let answer = answer.map(|line| line.map(told).unwrap_or_default());
            answers.push(kept(reader, Need::File(it.clone()), repository, answer));
        }
        answers
    };
    join_all(of.into_iter().map(read)).await.into_iter().flatten().collect()
}

/// The answers about users, groups, and projects: the ID of each, and where a project is.
async fn ask_for_names(reader: &Reader, asked: &BTreeSet<Need>) -> Vec<Answered> {
    let (mut users, mut groups, mut projects) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for need in asked {
        match need {
            Need::User(name) => drop(users.insert(name.as_str())),
            Need::Group(path) => drop(groups.insert(path.as_str())),
            Need::Project(path) => drop(projects.insert(path.as_str())),
            Need::List(..) | Need::Page(_) | Need::Find(..) | Need::Digest(_) | Need::File(_) => {}
        }
    }
    let (emails, users) = users.into_iter().partition(|it| is_email(it));
    let (users, accounts, groups, projects) = join4(
        find_users(reader, users),
        find_accounts(reader, emails),
        find_groups(reader, groups),
        find_present(reader, projects),
    )
    .await;
    let value = |id: Option<_>| id.map(|id| json!({ "id": id })).unwrap_or_default();
    let users = users.into_iter().map(|(name, id)| (Need::User(name), id.map(value), None));
    let account = |it: Option<Account>| {
        it.map(|it| json!({ "id": it.id, "username": it.username })).unwrap_or_default()
    };
    let accounts =
        accounts.into_iter().map(|(email, it)| (Need::User(email), it.map(account), None));
    let groups = groups.into_iter().map(|(path, id)| (Need::Group(path), id.map(value), None));
    let whole = |it: (String, Result<Option<Value>, ApiError>)| {
        (Need::Project(it.0), it.1.map(Option::unwrap_or_default), None)
    };
    users.chain(accounts).chain(groups).chain(projects.into_iter().map(whole)).collect()
}
