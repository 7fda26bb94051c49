//! The world that a recording starts from, with the recorded numbers of users, groups and projects.

use std::collections::BTreeMap;

use labwright::sandbox::{
    MergeRequest, Seed, SeedGroup, SeedLevel, SeedProject, SeedToken, SeedUser, User, Visibility,
    World,
};
use serde_json::Value;

const LEVELS: &[(&str, u8)] =
    &[("maintainer", 40), ("developer", 30), ("reporter", 20), ("guest", 10)];

const ROLES: &[&str] =
    &["owner", "maintainer", "developer", "reporter", "guest", "stranger", "second"];

pub(crate) fn is_role(name: &str) -> bool {
    ROLES.contains(&name)
}

/// Recorded numbers of things that steps made, and ours.
#[derive(Default)]
pub(crate) struct Numbers(BTreeMap<(String, u64), u64>);

impl Numbers {
    /// Remembers which number of ours stands for a recorded one.
    pub(crate) fn learn(&mut self, path: &str, theirs: &Value, ours: &Value) {
        let list = path.split('?').next().unwrap().to_owned();
        if let (Some(theirs), Some(ours)) = (theirs["id"].as_u64(), ours["id"].as_u64()) {
            self.0.insert((list, theirs), ours);
        }
    }

    pub(crate) fn ours(&self, list: &str, theirs: u64) -> u64 {
        self.0.get(&(list.to_owned(), theirs)).copied().unwrap_or(0)
    }
}

/// Everybody who acts in a recording, the projects of `given`, and all the tokens.
pub(crate) fn seed(recording: &Value) -> Seed {
    let mut seed = Seed::empty();
    // Dates of recordings are far away from this one, not from this machine's.
    seed.clock = Some("2026-01-05T08:00:00.000123Z".to_owned());
    let ids = &recording["users"];
    let user = |id: Option<u64>, username: &str| SeedUser {
        id,
        username: username.to_owned(),
        ..Default::default()
    };
    seed.users.push(user(Some(3), "root"));
    for (at, name) in ROLES.iter().enumerate() {
        seed.users.push(user(Some(ids[*name].as_u64().unwrap_or(1001 + at as u64)), name));
    }
    seed.users.push(SeedUser { blocked: true, ..user(None, "blocked") });
    for (username, name) in [("project_bot", "bot"), ("group_bot", "group bot")] {
        seed.users.push(SeedUser { bot: true, name: Some(owned(name)), ..user(None, username) });
    }
    for actor in
        recording["steps"].as_array().unwrap().iter().filter_map(|step| step["as"].as_str())
    {
        seed.tokens.extend(special(actor));
    }
    seed.tokens.extend(["expired", "revoked"].into_iter().filter_map(special));
    seed.tokens.sort_by(|one, other| one.token.cmp(&other.token));
    seed.tokens.dedup_by(|one, other| one.token == other.token);
    let vars = &recording["variables"];
    for project in recording["given"]["projects"].as_array().into_iter().flatten() {
        let name = project["var"].as_str().unwrap();
        let members = project["members"] == Value::Bool(true);
        let path = vars[format!("{name}_path")].as_str().unwrap().to_owned();
        let group = path.split('/').next().unwrap().to_owned();
        let mut above =
            SeedGroup { id: vars[format!("{name}_group")].as_u64(), ..Default::default() };
        let mut made = SeedProject { id: vars[name].as_u64(), path, ..Default::default() };
        made.settings = project["attributes"].as_object().cloned().unwrap_or_default();
        let visibility = made.settings.shift_remove("visibility");
        made.visibility = visibility.and_then(|word| word.as_str().map(str::to_owned));
        above.visibility = made.visibility.clone();
        made.empty =
            made.settings.shift_remove("initialize_with_readme") == Some(Value::Bool(false));
        above.name = Some(group.replace("acme-", "Acme "));
        above.path = group;
        if members {
            above.members.insert(String::from("owner"), SeedLevel(50));
            for (who, level) in LEVELS {
                made.members.insert((*who).to_owned(), SeedLevel(*level));
            }
            if name == "p" && recording["scenario"] == "common_auth" {
                made.members.insert(String::from("project_bot"), SeedLevel(40));
            }
        }
        seed.groups.push(above);
        seed.projects.push(made);
    }
    seed
}

/// The token of an actor that is a user with a token of special scopes.
fn special(actor: &str) -> Option<SeedToken> {
    let name = Some(owned(if actor.ends_with("_read_api") { "ro" } else { actor }));
    let base = SeedToken {
        name,
        token: format!("sandbox-{actor}-token"),
        expires_at: Some(owned("2099-12-31")),
        ..Default::default()
    };
    let (user, scopes): (&str, &[&str]) = match actor {
        "expired" => {
            return Some(SeedToken {
                user: owned("maintainer"),
                expires_at: Some(owned("2020-01-01")),
                ..base
            });
        }
        "revoked" => return Some(SeedToken { user: owned("maintainer"), revoked: true, ..base }),
        "project_bot" => {
            return Some(SeedToken { user: owned(actor), name: Some(owned("bot")), ..base });
        }
        "group_bot" => {
            return Some(SeedToken { user: owned(actor), name: Some(owned("group bot")), ..base });
        }
        "admin_api" => ("admin", &["api"]),
        "admin_api_and_mode" => ("admin", &["api", "admin_mode"]),
        "admin_api_sudo" => ("admin", &["api", "sudo"]),
        "admin_read_api_sudo" => ("admin", &["read_api", "sudo"]),
        "maintainer_read_user_and_api" => ("maintainer", &["read_user", "read_api"]),
        _ => match actor.split_once('_')? {
            ("unknown", _) => return None,
            (user, "read_api") => (user, &["read_api"]),
            (user, "read_user") => (user, &["read_user"]),
            (user, "read_repository") => (user, &["read_repository"]),
            (user, "rotate") => (user, &["self_rotate"]),
            (user, "sudo") => (user, &["sudo"]),
            _ => return None,
        },
    };
    let user = if user == "admin" { "root" } else { user };
    Some(SeedToken {
        user: owned(user),
        scopes: scopes.iter().map(|scope| owned(scope)).collect(),
        ..base
    })
}

fn owned(text: &str) -> String {
    text.to_owned()
}

/// Links repeat the token of a job; in recordings its name stands for it.
pub(crate) fn with_our_token(response: &Value, vars: &Vars) -> Value {
    let mut response = response.clone();
    let ours = vars.get("job_token").and_then(Value::as_str);
    if let (Some(link), Some(ours)) = (response["headers"]["link"].as_str(), ours) {
        let mut pieces = link.split("<token of ");
        let mut told = pieces.next().unwrap().to_owned();
        for (_, rest) in pieces.map(|piece| piece.split_once('>').unwrap()) {
            told += ours;
            told += rest;
        }
        response["headers"]["link"] = Value::from(told);
    }
    response
}

/// Gives the project that a step makes its recorded number, which later links write out.
pub(crate) fn number(world: &mut World, step: &Value) {
    let request = &step["request"];
    if let (Some("POST"), Some("/projects"), Some(id)) = (
        request["method"].as_str(),
        request["path"].as_str(),
        step["response"]["body"]["id"].as_u64(),
    ) {
        world.next.project = id;
    }
}

/// Opens the merge request that a call of `setup` opened; other calls are not for here.
pub(crate) fn apply(world: &mut World, call: &Value) {
    let (request, made) = (&call["request"], &call["made"]);
    let json = &request["json"];
    let path = request["path"].as_str().unwrap();
    let project = path.strip_prefix("/projects/").and_then(|it| it.strip_suffix("/merge_requests"));
    let (Some("POST"), Some(Ok(project))) =
        (request["method"].as_str(), project.map(str::parse::<u64>))
    else {
        return;
    };
    let author = call["as"].as_str().unwrap();
    let author = world.user_named(if author == "admin" { "root" } else { author }).unwrap();
    let text = |name: &str| json[name].as_str().unwrap();
    let (source, target, title) = (text("source_branch"), text("target_branch"), text("title"));
    let (iid, sha) = (made["iid"].as_u64().unwrap(), made["sha"].as_str().unwrap());
    let id = made["id"].as_u64().unwrap();
    let request = merge_request(id, iid, author, title, source, target, sha, world);
    let project = world.projects.get_mut(&project).unwrap();
    project.commits.insert(sha.to_owned());
    let head = labwright::sandbox::Branch { sha: sha.to_owned() };
    project.branches.insert(source.to_owned(), head);
    project.merge_requests.insert(iid, request);
}

/// An open merge request without a pipeline.
#[expect(clippy::too_many_arguments, reason = "what differs between merge requests")]
pub(crate) fn merge_request(
    id: u64,
    iid: u64,
    author: u64,
    title: &str,
    source: &str,
    target: &str,
    sha: &str,
    world: &World,
) -> MergeRequest {
    MergeRequest {
        title: title.to_owned(),
        source_branch: source.to_owned(),
        target_branch: target.to_owned(),
        sha: sha.to_owned(),
        base_sha: String::from("0fca33964f5327cf18e2b54a129a4b3b24908f70"),
        ..MergeRequest::new(id, iid, author, world.now)
    }
}

type Vars = serde_json::Map<String, Value>;

/// Gives the rules of the two projects their recorded numbers: a step writes them out.
pub(crate) fn recorded_rules(world: &mut World, vars: &Vars) {
    for (project, rule) in [("p", "main_rule"), ("q", "foreign_rule")] {
        let (project, id) = (vars[project].as_u64().unwrap(), vars[rule].as_u64().unwrap());
        let project = world.projects.get_mut(&project).unwrap();
        let (_, mut rule) = project.protected_branches.pop_first().unwrap();
        rule.id = id;
        project.protected_branches.insert(id, rule);
        world.next.protected_branch = id + 1;
    }
}

/// A merge request of the developer from `feature/a`.
pub(crate) fn open_request(world: &mut World, vars: &Vars) {
    let author = world.user_named("developer").unwrap();
    let sha = vars["mr_sha"].as_str().unwrap();
    let request = merge_request(1, 1, author, "Merge feature/a", "feature/a", "main", sha, world);
    let project = world.projects.get_mut(&vars["p"].as_u64().unwrap()).unwrap();
    let head = labwright::sandbox::Branch { sha: sha.to_owned() };
    project.branches.insert(String::from("feature/a"), head);
    project.merge_requests.insert(1, request);
}

/// A push to the merge request's branch.
pub(crate) fn push(world: &mut World, vars: &Vars) {
    let project = world.projects.get_mut(&vars["p"].as_u64().unwrap()).unwrap();
    let request = project.merge_requests.get_mut(&1).unwrap();
    request.sha = vars["new_sha"].as_str().unwrap().to_owned();
    request.unchecked = true;
}

/// Makes the next thing at the moment that later steps write out.
pub(crate) fn clock_of_creation(world: &mut World, vars: &Vars) {
    let told = labwright::sandbox::Time::parse(vars["at"].as_str().unwrap()).unwrap();
    // The clock moves on by a few milliseconds before the step; it has to stay within the millisecond that was told.
    world.now = labwright::sandbox::Time(told.0 + 500 - 7_013);
}

/// The hook of `setup` has the number that steps write out.
pub(crate) fn numbered_hook(world: &mut World, vars: &Vars) {
    let (id, (_, mut hook)) = (vars["hook"].as_u64().unwrap(), world.hooks.pop_first().unwrap());
    hook.id = id;
    world.next.hook = id + 1;
    world.hooks.insert(id, hook);
}

/// Other hooks have been before: number 1 is gone.
pub(crate) fn later_hooks(world: &mut World, _: &Vars) {
    world.next.hook = 302;
}

/// Nothing beyond the free tier.
pub(crate) fn without_licence(world: &mut World, _: &Vars) {
    world.licence = labwright::sandbox::Licence::Free;
}

/// Administrators need the scope `admin_mode` from here on.
pub(crate) fn admin_mode(world: &mut World, _: &Vars) {
    world.admin_mode = true;
}

/// The one who made the groups owns them.
/// The people that the setup of a recording creates under the names of variables.
pub(crate) fn persons(world: &mut World, vars: &Vars) {
    for name in ["u", "v", "w"] {
        if let Some(id) = vars.get(name).and_then(Value::as_u64) {
            let username = format!("{name}-{}", vars["tag"].as_str().unwrap());
            let name = format!("Person {name}");
            let created_at = world.now;
            let email = format!("{username}@example.com");
            let user = User { id, username, name, email, created_at, ..Default::default() };
            world.users.insert(id, user);
        }
    }
}

/// The e-mail addresses of users, which have a tag.
pub(crate) fn addresses(world: &mut World, vars: &Vars) {
    let tagged = vars["mail"].as_str().unwrap().replace("new-", "-");
    for user in world.users.values_mut() {
        user.email = format!("{}{tagged}", user.username);
    }
}

pub(crate) fn made_by_root(world: &mut World, _: &Vars) {
    let root = world.user_named("root").unwrap();
    for group in world.groups.values_mut() {
        group.members.insert(root, 50);
    }
}

/// The label that the old form of the endpoint renamed, which names it in the body.
pub(crate) fn renamed_label(world: &mut World, vars: &Vars) {
    label(world, vars).insert(owned("name"), Value::from("bug"));
}

/// The label that the old form of the endpoint changed.
pub(crate) fn coloured_label(world: &mut World, vars: &Vars) {
    label(world, vars).insert(owned("color"), Value::from("#123456"));
}

fn label<'w>(world: &'w mut World, vars: &Vars) -> &'w mut labwright::sandbox::Row {
    let project = labwright::sandbox::Of::Project(vars["p"].as_u64().unwrap());
    world.rows.get_mut(&(project, "labels")).unwrap().first_mut().unwrap()
}

/// The resource group that a job had created.
pub(crate) fn resource_group(world: &mut World, vars: &Vars) {
    let project = labwright::sandbox::Of::Project(vars["p"].as_u64().unwrap());
    let made = "2026-11-22T02:05:47.943Z";
    let row = serde_json::json!({
        "id": 1, "key": "production", "process_mode": "unordered", "created_at": made, "updated_at": made,
    });
    let row = row.as_object().unwrap().clone();
    world.rows.entry((project, "resource_groups")).or_default().push(row);
}

/// `project_settings`: a step before the first one had made the group and the project public.
pub(crate) fn public(world: &mut World, vars: &Vars) {
    let id = |name: &str| vars[name].as_u64().unwrap();
    world.groups.get_mut(&id("p_group")).unwrap().visibility = Visibility::Public;
    world.projects.get_mut(&id("p")).unwrap().visibility = Visibility::Public;
}

/// `avatars`: a step pushed a `logo.png`, which GitLab shows as the address of an avatar.
pub(crate) fn logo_in_repository(world: &mut World, vars: &Vars) {
    let project = world.projects.get_mut(&vars["p"].as_u64().unwrap()).unwrap();
    let url = "https://gitlab.example.com/acme/api/-/avatar";
    project.settings.insert("avatar_url".to_owned(), url.into());
}

/// The day of a recording whose dates say how long a token may live.
pub(crate) fn day_of_tokens(world: &mut World, _: &Vars) {
    world.now = labwright::sandbox::Time::parse("2026-11-22T02:17:30Z").unwrap();
}

/// The day of the recordings of people, and tokens for those who call.
pub(crate) fn day_of_people(world: &mut World, vars: &Vars) {
    world.now = labwright::sandbox::Time::parse("2026-11-27T03:10:00Z").unwrap();
    tokens_of_people(world, vars);
}

/// Tokens for the users of a recording of people, as far as they are there.
pub(crate) fn tokens_of_people(world: &mut World, vars: &Vars) {
    for (actor, of) in [
        ("person", "u"),
        ("itself", "u"),
        ("second_admin", "boss"),
        ("sleeper", "v"),
        ("unconfirmed", "w"),
    ] {
        let user = vars.get(of).and_then(Value::as_u64);
        let Some(user) = user.filter(|it| world.users.contains_key(it)) else { continue };
        let scopes = vec![owned("api")];
        let token =
            labwright::sandbox::Token { id: 1_000_000 + user, user, scopes, ..Default::default() };
        world.tokens.insert(format!("sandbox-{actor}-token"), token);
    }
}

/// A group that the user `c` alone owns.
pub(crate) fn owned_group(world: &mut World, vars: &Vars) {
    let (id, owner) = (vars["g"].as_u64().unwrap(), vars["c"].as_u64().unwrap());
    world.groups.insert(
        id,
        labwright::sandbox::Group {
            id,
            path: owned("owned"),
            name: owned("Owned"),
            visibility: labwright::sandbox::Visibility::Private,
            members: [(owner, 50)].into_iter().collect(),
            shares: Default::default(),
            settings: Default::default(),
            protected_branches: Default::default(),
            protected_environments: Default::default(),
            created_at: world.now,
        },
    );
}

/// The job that removes deleted users has run.
pub(crate) fn minutes_later(world: &mut World, _: &Vars) {
    world.now = world.now.plus_seconds(300);
}

/// Owners of top-level groups may create service accounts.
pub(crate) fn owners_may(world: &mut World, _: &Vars) {
    let name = owned("allow_top_level_group_owners_to_create_service_accounts");
    world.settings.insert(name, true.into());
}

/// A text of the step before was shortened, so that it was accepted here.
pub(crate) fn no_agent_tokens(world: &mut World, _: &Vars) {
    world.rows.retain(|(_, name), _| *name != "cluster_agent_tokens");
}

/// Gives a commit its recorded ID, which later steps write out.
pub(crate) fn called(world: &mut World, ours: &str, theirs: &str) {
    let project = world.projects.values_mut().find(|it| it.commits.contains(ours)).unwrap();
    project.commits.insert(theirs.to_owned());
    for branch in project.branches.values_mut().filter(|it| it.sha == ours) {
        branch.sha = theirs.to_owned();
    }
    if let Some(parents) = project.parents.remove(ours) {
        project.parents.insert(theirs.to_owned(), parents);
    }
    let mut files = (*project.files(ours)).clone();
    files.values_mut().filter(|it| it.commit == ours).for_each(|it| it.commit = theirs.to_owned());
    project.contents.insert(theirs.to_owned(), std::sync::Arc::new(files));
}

/// `files_write`: a step writes out the head of `w`.
pub(crate) fn old_head(world: &mut World, vars: &Vars) {
    let ours = world.projects[&vars["p"].as_u64().unwrap()].branches["w"].sha.clone();
    called(world, &ours, vars["old"].as_str().unwrap());
}

/// `merge_requests_vehicle`: GitLab refused a description that the recording has shortened.
pub(crate) fn not_opened(world: &mut World, vars: &Vars) {
    world.projects.get_mut(&vars["p"].as_u64().unwrap()).unwrap().merge_requests.pop_last();
}

/// `merge_requests_vehicle`: by now GitLab has checked whether the request can be merged.
pub(crate) fn request_checked(world: &mut World, vars: &Vars) {
    let project = world.projects.get_mut(&vars["p"].as_u64().unwrap()).unwrap();
    project.merge_requests.get_mut(&1).unwrap().unchecked = false;
}
