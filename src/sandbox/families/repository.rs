//! The repository, as far as protections and merge requests need it: branches, and commits that move them.

use serde_json::{Value, json};

use crate::sandbox::http::gates::signed_in;
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, object, route};
use crate::sandbox::world::branch_rules::{
    is_protected, level_may_merge, level_may_push, may_merge, may_push,
};
use crate::sandbox::world::default_branch::may_begin;
use crate::sandbox::world::hash::made_up_sha;
use crate::sandbox::world::{
    Branch, DEVELOPER, MAINTAINER, Project, REPORTER, Visibility, World, default_branch,
};

const ID: &[Param] = &[Param::text("id").required()];

const BRANCHES: &[Param] = &[Param::text("search")];

const NEW: &[Param] = &[Param::text("branch").required(), Param::text("ref").required()];

const FILE: &[Param] = &[
    Param::text("file_path").required(),
    Param::text("branch").required(),
    Param::text("commit_message").required(),
    Param::text("content").required(),
    Param::text("start_branch"),
];

pub(crate) const ROUTES: &[Route] = &[
    route(
        "GET",
        "/projects/{id}/repository/branches",
        reads_code,
        &[ID, BRANCHES, &PAGE],
        branches,
    ),
    route("GET", "/projects/{id}/repository/branches/{branch}", reads_code, &[ID], branch),
    route("POST", "/projects/{id}/repository/branches", signed_in, &[ID, NEW], create_branch),
    route("DELETE", "/projects/{id}/repository/branches/{branch}", signed_in, &[ID], delete_branch),
    route("POST", "/projects/{id}/repository/files/{file_path}", signed_in, &[ID, FILE], commit),
];

/// A gate for the repository: the Reporter role, or visibility of a project that is not private.
fn reads_code(call: &mut Call<'_>) -> Result<(), Refusal> {
    let private = call.project()?.visibility == Visibility::Private;
    if private { call.at_least(REPORTER) } else { Ok(()) }
}

/// A commit. Only its ID is real: contents and messages are not modelled.
pub(crate) fn shown_commit(world: &World, project: &Project, sha: &str) -> Value {
    let when = project.created_at.text().replace(".000Z", ".000+00:00");
    let author = world.users.get(&project.creator).map_or("", |user| user.name.as_str());
    let short: String = sha.chars().take(8).collect();
    let web = format!("{}/{}", world.url, project.path);
    let message = project.messages.get(sha).map_or("Initial commit", String::as_str);
    object([
        ("id", json!(sha)),
        ("short_id", json!(short)),
        ("created_at", json!(when)),
        ("parent_ids", json!([])),
        ("title", json!(message.split('\n').next())),
        ("message", json!(message)),
        ("author_name", json!(author)),
        ("author_email", json!("root@example.com")),
        ("authored_date", json!(when)),
        ("committer_name", json!(author)),
        ("committer_email", json!("root@example.com")),
        ("committed_date", json!(when)),
        ("trailers", json!({})),
        ("extended_trailers", json!({})),
        ("web_url", json!(format!("{web}/-/commit/{sha}"))),
    ])
}

fn shown_branch(
    world: &World,
    project: &Project,
    name: &str,
    sha: &str,
    user: Option<u64>,
) -> Value {
    let web = format!("{}/{}", world.url, project.path);
    let commit = shown_commit(world, project, sha);
    let protected = is_protected(world, project, name);
    let default = project.default_branch.as_deref() == Some(name);
    let allows = |level| level_may_push(world, project, name, level);
    let merges = |level| level_may_merge(world, project, name, level);
    json!({
        "name": name,
        "commit": commit,
        "merged": false,
        "protected": protected,
        "developers_can_push": protected && allows(DEVELOPER),
        "developers_can_merge": protected && merges(DEVELOPER),
        "can_push": user.is_some_and(|user| may_push(world, project, name, user)),
        "default": default,
        "web_url": format!("{web}/-/tree/{name}"),
    })
}

fn branches(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let user = call.user;
    let part = call.params.text("search").unwrap_or("").to_lowercase();
    let project = call.project()?.clone();
    let found: Vec<(&String, &str)> = project
        .branches
        .iter()
        .filter(|(name, _)| name.to_lowercase().contains(&part))
        .map(|(name, branch)| (name, branch.sha.as_str()))
        .collect();
    call.page(found, |(name, sha)| shown_branch(call.world, &project, name, sha, user))
}

/// Whether Git accepts a branch name (the main rules).
fn is_branch_name(name: &str) -> bool {
    let refused = |part: &str| part.is_empty() || part.starts_with('.') || part.ends_with(".lock");
    !name.split('/').any(refused)
        && !name.starts_with(['-', '.'])
        && !name.ends_with('.')
        && !name.contains([' ', '~', '^', ':', '?', '*', '[', '\\'])
        && !name.contains("..")
        && !name.contains("@{")
}

/// The branch that the path names.
fn named(call: &Call<'_>) -> Result<String, Refusal> {
    let name = call.place("branch").to_owned();
    match is_branch_name(&name) {
        true => Ok(name),
        false => Err(Refusal::message(400, "The branch refname is invalid")),
    }
}

fn branch(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let name = named(call)?;
    let user = call.user;
    let project = call.project()?.clone();
    let branch = project.branches.get(&name).ok_or_else(|| Refusal::no_such("Branch"))?;
    Ok(Reply::ok(shown_branch(call.world, &project, &name, &branch.sha, user)))
}

/// A branch that would be protected can be created only with the right to merge into it. Other refusals were read in GitLab's source.
fn create_branch(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(DEVELOPER)?;
    let text = |name: &str| call.params.text(name).unwrap_or("").to_owned();
    let (name, start, user) = (text("branch"), text("ref"), call.user);
    let (me, mut project) = (call.me(), call.project()?.clone());
    if !is_branch_name(&name) {
        return Err(Refusal::message(400, "Branch name is invalid"));
    }
    if project.branches.contains_key(&name) {
        return Err(Refusal::message(400, "Branch already exists"));
    }
    let failed = |why: String| {
        Err(Refusal::message(400, format!("Failed to create branch '{name}': {why}")))
    };
    let Some(sha) = project.resolve(&start) else {
        return failed(format!("invalid reference name '{start}'"));
    };
    if is_protected(call.world, &project, &name) && !may_merge(call.world, &project, &name, me) {
        let why = "You are not allowed to create protected branches on this project..";
        return failed(format!("13:running pre-receive hooks: GitLab: {why}"));
    }
    project.branches.insert(name.clone(), Branch { sha: sha.clone() });
    call.project_mut()?.branches.insert(name.clone(), Branch { sha: sha.clone() });
    Ok(Reply::created(shown_branch(call.world, &project, &name, &sha, user)))
}

/// Rules for the branch stay. That the default branch cannot be deleted was read in GitLab's source.
fn delete_branch(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(DEVELOPER)?;
    let name = named(call)?;
    let level = call.level()?;
    let project = call.project()?.clone();
    if !project.branches.contains_key(&name) {
        return Err(Refusal::no_such("Branch"));
    }
    let refused = if project.default_branch.as_ref() == Some(&name) {
        Some("The default branch of a project cannot be deleted.")
    } else if is_protected(call.world, &project, &name) && level < MAINTAINER {
        Some(
            "You are not allowed to delete protected branches from this project. \
            Only a project maintainer or owner can delete a protected branch.",
        )
    } else {
        None
    };
    if let Some(text) = refused {
        return Err(Refusal::message(400, text));
    }
    call.project_mut()?.branches.remove(&name);
    Ok(Reply::no_content().with_header("content-type", "application/json"))
}

/// Moves a branch to a new commit; the file itself is not stored.
fn commit(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (me, now) = (call.me(), call.world.now);
    let text = |name: &str| call.params.text(name).unwrap_or("").to_owned();
    let (name, file, start) = (text("branch"), text("file_path"), text("start_branch"));
    let message = text("commit_message");
    let id = call.project_id()?;
    let project = call.world.projects.get(&id).ok_or_else(|| Refusal::no_such("Project"))?;
    let pushes = || may_push(call.world, project, &name, me);
    let may = if project.branches.is_empty() {
        let begins = may_begin(call.world, project, call.world.level(me, project));
        begins || is_protected(call.world, project, &name) && pushes()
    } else {
        pushes()
    };
    if !may {
        return Err(Refusal::forbidden_because("You are not allowed to push into this branch"));
    }
    let known = project.branches.contains_key(&name) || project.branches.contains_key(&start);
    if !known && project.default_branch.is_some() {
        return Err(Refusal::message(
            400,
            "You can only create or edit files when you are on a branch",
        ));
    }
    let sha = made_up_sha(&format!("{} {name} {file} {}", project.path, now.0));
    let project = call.project_mut()?;
    let first = project.default_branch.is_none();
    project.messages.insert(sha.clone(), message);
    project.default_branch.get_or_insert_with(|| name.clone());
    call.world.push(id, &name, &sha);
    if first {
        default_branch::later(call.world, id);
    }
    Ok(Reply::created(json!({ "file_path": file, "branch": name })))
}
