//! Branches.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::sandbox::http::endpoint::Scopes;
use crate::sandbox::http::gates::in_project;
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, object, route};
use crate::sandbox::world::branch_rules::{
    is_protected, level_may_merge, level_may_push, may_merge, may_push,
};
use crate::sandbox::world::default_branch::may_begin;
use crate::sandbox::world::hash::made_up_sha;
use crate::sandbox::world::merging;
use crate::sandbox::world::{
    Branch, DEVELOPER, File, Files, MAINTAINER, Project, REPORTER, Signature, Visibility, World,
    default_branch,
};

const ID: &[Param] = &[Param::text("id").required()];

const BRANCHES: &[Param] = &[Param::text("search")];

const NEW: &[Param] =
    &[Param::text("branch").required().no_blank(), Param::text("ref").required().no_blank()];

pub(crate) const ROUTES: &[Route] = &[
    route(
        "GET",
        "/projects/{id}/repository/branches",
        reads_code,
        &[ID, BRANCHES, &PAGE],
        branches,
    ),
    route("GET", "/projects/{id}/repository/branches/{branch}", reads_code, &[ID], branch),
    route("POST", "/projects/{id}/repository/branches", in_project, &[ID, NEW], create_branch)
        .scopes(Scopes::Project),
    route(
        "DELETE",
        "/projects/{id}/repository/branches/{branch}",
        in_project,
        &[ID],
        delete_branch,
    )
    .scopes(Scopes::Project),
];

/// A gate for the repository: the Reporter role, or visibility of a project that is not private.
fn reads_code(call: &mut Call<'_>) -> Result<(), Refusal> {
    has_repository(call)?;
    let private = call.project()?.visibility == Visibility::Private;
    if private { call.at_least(REPORTER) } else { Ok(()) }
}

/// Refuses what needs a repository where it is switched off.
fn has_repository(call: &mut Call<'_>) -> Result<(), Refusal> {
    match call.project()?.setting("repository_access_level") == "disabled" {
        true => Err(Refusal::no_such("Repository")),
        false => Ok(()),
    }
}

/// A commit. One whose maker nobody said is by whoever created the project.
pub(crate) fn shown_commit(world: &World, project: &Project, sha: &str) -> Value {
    let signature = project.signatures.get(sha).cloned().unwrap_or_else(|| {
        let maker = world.users.get(&project.creator);
        let own = (maker.map_or("", |user| user.name.as_str()), "root@example.com");
        let own = (own.0.to_owned(), own.1.to_owned());
        Signature { author: own.clone(), committer: own, at: project.created_at }
    });
    let when = signature.at.text();
    let when = format!("{}.000+00:00", when.split('.').next().unwrap_or_default());
    let short: String = sha.chars().take(8).collect();
    let web = format!("{}/{}", world.url, project.path);
    let message = project.messages.get(sha).map_or("Initial commit", String::as_str);
    object([
        ("id", json!(sha)),
        ("short_id", json!(short)),
        ("created_at", json!(when)),
        ("parent_ids", json!(project.parents.get(sha).cloned().unwrap_or_default())),
        ("title", json!(message.split('\n').next())),
        ("message", json!(message)),
        ("author_name", json!(signature.author.0)),
        ("author_email", json!(signature.author.1)),
        ("authored_date", json!(when)),
        ("committer_name", json!(signature.committer.0)),
        ("committer_email", json!(signature.committer.1)),
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
    let head = project.default_branch.as_ref().and_then(|it| project.branches.get(it));
    let merged = head.is_some_and(|it| it.sha != sha && project.contains(&it.sha, sha));
    let allows = |level| level_may_push(world, project, name, level);
    let merges = |level| level_may_merge(world, project, name, level);
    json!({
        "name": name.strip_prefix("refs/tags/").unwrap_or(name),
        "commit": commit,
        "merged": merged,
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

/// Whether git and GitLab accept the name of a branch.
pub(super) fn is_branch_name(name: &str) -> bool {
    let refused = |part: &str| part.is_empty() || part.starts_with('.') || part.ends_with(".lock");
    !name.split('/').any(refused)
        && !name.starts_with(['-', '.'])
        && !name.ends_with('.')
        && !name.contains([' ', '~', '^', ':', '?', '*', '[', '\\'])
        && !name.contains(char::is_control)
        && !name.contains("..")
        && !name.contains("@{")
        && name != "HEAD"
        && !["refs/heads/", "refs/remotes/"].iter().any(|it| name.starts_with(it))
}

/// The branch that the path names, which must not be in another form.
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
    let short = name.strip_prefix("heads/").unwrap_or(&name);
    let found =
        [name.as_str(), short].into_iter().find_map(|it| project.branches.get_key_value(it));
    let (name, branch) = found.ok_or_else(|| Refusal::no_such("Branch"))?;
    Ok(Reply::ok(shown_branch(call.world, &project, name, &branch.sha, user)))
}

/// The first commit of an empty repository, which GitLab makes before it creates a branch there. It does not catch that
/// developers cannot push it.
fn first_commit(call: &mut Call<'_>) -> Result<(), Refusal> {
    let (level, now) = (call.level()?, call.world.now);
    let id = call.project_id()?;
    let project = call.project()?.clone();
    if project.default_branch.is_some() {
        return Ok(());
    }
    if !may_begin(call.world, &project, level) {
        return Err(Refusal::crash());
    }
    let sha = made_up_sha(&format!("{} README.md {}", project.path, now.0));
    let project = call.project_mut()?;
    project.messages.insert(sha.clone(), String::from("Add README.md"));
    let readme = Files::from([(String::from("README.md"), File::new(Vec::new(), &sha))]);
    project.contents.insert(sha.clone(), Arc::new(readme));
    project.default_branch = Some(String::from("main"));
    project.branch("main", Some(sha));
    default_branch::later(call.world, id);
    Ok(())
}

fn create_branch(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    has_repository(call)?;
    call.at_least(DEVELOPER)?;
    let text = |name: &str| call.params.text(name).unwrap_or("").to_owned();
    let (name, start, user) = (text("branch"), text("ref"), call.user);
    first_commit(call)?;
    let (me, mut project) = (call.me(), call.project()?.clone());
    let digits = name.bytes().take_while(u8::is_ascii_hexdigit).count();
    if digits >= 40 {
        let text = "You cannot create a branch with a SHA-1 or SHA-256 branch name.";
        return Err(Refusal::message(400, text));
    }
    if !is_branch_name(&name) {
        return Err(Refusal::message(400, "Branch name is invalid"));
    }
    if project.branches.contains_key(&name) {
        return Err(Refusal::message(400, "Branch already exists"));
    }
    if is_protected(call.world, &project, &name) && !may_merge(call.world, &project, &name, me) {
        let why = "You are not allowed to create protected branches on this project.";
        return Err(Refusal::message(400, why));
    }
    // git keeps a branch in a file of this name.
    let below =
        |one: &str, other: &str| one.strip_prefix(other).is_some_and(|it| it.starts_with('/'));
    let clashes = project.branches.keys().any(|it| below(it, &name) || below(&name, it));
    let Some(sha) = project.resolve(&start).filter(|_| !clashes && name.len() < 255) else {
        let why = format!("Failed to create branch '{name}': invalid reference name '{start}'");
        return Err(Refusal::message(400, why));
    };
    project.branches.insert(name.clone(), Branch { sha: sha.clone() });
    call.project_mut()?.branches.insert(name.clone(), Branch { sha: sha.clone() });
    Ok(Reply::created(shown_branch(call.world, &project, &name, &sha, user)))
}

/// Rules for the branch stay.
fn delete_branch(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    has_repository(call)?;
    call.at_least(DEVELOPER)?;
    let name = named(call)?;
    let level = call.level()?;
    let project = call.project()?.clone();
    if !project.branches.contains_key(&name) {
        return Err(Refusal::no_such("Branch"));
    }
    call.unmodified(project.created_at)?;
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
        let text = format!("7:deletion denied by access checks: GitLab: {text}.");
        return Err(Refusal::message(400, text));
    }
    let (me, id) = (call.me(), call.project_id()?);
    call.project_mut()?.branches.remove(&name);
    merging::close_later(call.world, id, &name, me);
    Ok(Reply::no_content().with_header("content-type", "application/json"))
}
