//! Settings of a project. Its name, path, default branch and visibility are written here too, as one request changes all or nothing.

use serde_json::{Map, Value, json};

use super::avatar;
use super::names::{self, Named};
use super::rules::{self, Rule};
use super::table::PROJECT;
use super::write::{self, Writer};
use crate::sandbox::http::{Call, Refusal, params};
use crate::sandbox::plain::{self, Complaints};
use crate::sandbox::world::{MAINTAINER, OWNER, Project, Visibility, World, default_branch};

const COMPONENTS: &[&str] = &["project_path", "ref_type", "ref", "job_name", "environment"];

const LOWEST_ROLE: &str = "ci_pipeline_variables_minimum_override_role";

const POLICY: &str = "container_expiration_policy";

const RULES: &[Rule] = &[
    Rule::new("avatar", avatar::check),
    Rule::new("build_timeout", |value, problems| {
        rules::within(value, 600, 2_629_746, "needs to be between 10 minutes and 1 month", problems)
    }),
    Rule::new("description", |value, problems| rules::longest(value, 2000, problems)),
    Rule::new("ci_config_path", |value, problems| {
        let text = value.as_str().unwrap_or("");
        if text.starts_with('/') || text.split('/').any(|part| part == "..") {
            problems.say("cannot include leading slash or directory traversal.");
        }
    }),
    Rule::new("ci_default_git_depth", |value, problems| {
        rules::at_least(value, 0, problems);
        rules::at_most(value, 1000, problems);
    })
    .blames("ci_cd_settings.default_git_depth"),
    Rule::new("ci_delete_pipelines_in_seconds", |value, problems| {
        rules::within(value, 86_400, 31_556_952, "must be between 1 day and 1 year", problems)
    })
    .blames("ci_cd_settings.delete_pipelines_in_seconds"),
    Rule::new("ci_id_token_sub_claim_components", |value, problems| {
        let parts = value.as_array().map_or(&[][..], Vec::as_slice);
        if parts.is_empty() {
            problems.say("is too short (minimum is 1 character)");
        }
        if parts.first() != Some(&json!("project_path")) {
            problems.say("project_path must be the first element of the sub claim");
        }
        for part in parts.iter().filter(|part| !COMPONENTS.contains(&part.as_str().unwrap_or(""))) {
            let part = part.as_str().unwrap_or("");
            problems.say(format!("{part} is not an allowed sub claim component"));
        }
    })
    .blames("ci_cd_settings.id_token_sub_claim_components"),
    Rule::new("merge_request_title_regex", plain::expression)
        .blames("project_setting.merge_request_title_regex"),
    Rule::new("approvals_before_merge", |value, problems| rules::at_least(value, 0, problems)),
];

/// What the expiration policy of containers takes.
const POLICIES: &[(&str, &[&str])] = &[
    ("cadence", &["1d", "7d", "14d", "1month", "3month"]),
    ("keep_n", &["1", "5", "10", "25", "50", "100"]),
    ("older_than", &["7d", "14d", "30d", "60d", "90d"]),
];

/// Changes a project as a request says.
pub(crate) fn change(call: &mut Call<'_>) -> Result<(), Refusal> {
    let mut sent = call.sent.all.clone();
    sent.shift_remove("id");
    let (good, mut complaints) = params::checked(&[PROJECT.params()], &sent);
    let mirrors = ["only_mirror_protected_branches", "mirror_branch_regex"];
    if mirrors.iter().all(|name| sent.contains_key(*name)) {
        complaints.push(format!("{} are mutually exclusive", mirrors.join(", ")));
    }
    complaints.extend(PROJECT.missing(&sent));
    params::refuse(&complaints)?;
    call.at_least(MAINTAINER)?;
    let level = call.level()?;
    let changes = write::changes(&PROJECT, Writer { level, subgroup: false }, &good)?;
    if level < OWNER && changes.get(LOWEST_ROLE) == Some(&json!("owner")) {
        let why = format!("Changing the {LOWEST_ROLE} to the owner role is not allowed");
        return Err(Refusal::message(400, why));
    }
    let id = call.project_id()?;
    store(call.world, id, changes)
}

/// Writes checked attributes, for requests and seeds alike.
pub(crate) fn store(
    world: &mut World,
    id: u64,
    mut changes: Map<String, Value>,
) -> Result<(), Refusal> {
    let unknown = || Refusal::no_such("Project");
    let before = world.projects.get(&id).ok_or_else(unknown)?.clone();
    let topics = match changes.shift_remove("topics") {
        Some(list) => Some(rules::words(&list).ok_or_else(write::lost)?),
        None => None,
    };
    let roles = ["developer", "maintainer", "no_one"];
    let role = changes.get("ci_restrict_pipeline_cancellation_role").and_then(Value::as_str);
    if role.is_some_and(|role| !roles.contains(&role)) {
        return Err(write::lost());
    }
    // A service desk needs incoming mail, which the server has not.
    changes.shift_remove("service_desk_enabled");
    let mut complaints = rules::check(RULES, &changes);
    if let Some(Value::String(url)) = changes.get_mut("import_url") {
        *url = without_credentials(url);
    }
    if changes.get("build_timeout").and_then(Value::as_i64).is_some_and(|seconds| seconds < 0) {
        complaints.say("base", "Maximum job timeout has a value which could not be accepted");
        complaints.by_field.sort_keys();
    }
    import(&before, &changes, &mut complaints)?;
    together(world, &before, &mut changes, &mut complaints);
    rules::verdict(complaints)?;
    if let Some(words) = topics {
        changes.insert(String::from("topics"), topics_of(world, &words));
    }
    let own = ["name", "path", "default_branch", "visibility"];
    let [name, path, branch, visibility] = own.map(|it| changes.shift_remove(it));
    let text = |value: Option<Value>| value.and_then(|it| it.as_str().map(str::to_owned));
    let project = world.projects.get_mut(&id).ok_or_else(unknown)?;
    project.settings.extend(changes);
    if let Some(name) = text(name) {
        project.name = name;
    }
    if let Some(word) = visibility {
        project.visibility = Visibility::named(word.as_str().unwrap_or("private"));
    }
    let branch = text(branch);
    let moved = branch.is_some() && branch != before.default_branch;
    if let Some(branch) = branch {
        project.default_branch = Some(branch);
    }
    if let Some(last) = text(path) {
        let above = before.path.rsplit_once('/').map_or("", |(above, _)| above);
        world.rename_project(id, &format!("{above}/{last}"));
    }
    if moved {
        default_branch::protect(world, id);
    }
    Ok(())
}

/// Topics are a set, shown in the order of the alphabet.
fn topics_of(world: &mut World, words: &[String]) -> Value {
    let mut topics: Vec<String> =
        words.iter().map(|word| plain::known_topic(world, word)).collect();
    topics.sort_by_key(|topic| topic.to_lowercase());
    topics.dedup_by_key(|topic| topic.to_lowercase());
    json!(topics)
}

/// GitLab keeps a password elsewhere, and never shows it.
fn without_credentials(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    format!("{scheme}://{}{path}", host.rsplit('@').next().unwrap_or(host))
}

/// Addresses that are imported from are looked up when they are written.
fn import(
    before: &Project,
    changes: &Map<String, Value>,
    complaints: &mut Complaints,
) -> Result<(), Refusal> {
    let unknown = |url: &str| {
        let host = url.split("://").nth(1).and_then(|rest| rest.split(['/', '?']).next());
        let host = host.and_then(|host| host.rsplit('@').next()).unwrap_or("");
        host.is_empty() || [".invalid", ".example.com"].iter().any(|end| host.ends_with(end))
    };
    let sent = changes.get("import_url").and_then(Value::as_str).filter(|url| !url.is_empty());
    if sent.is_some_and(unknown) {
        return Err(Refusal::message(422, "Host cannot be resolved or invalid"));
    }
    let stored = before.setting("import_url");
    let url = changes.get("import_url").unwrap_or(&stored).as_str().unwrap_or("");
    if changes.get("mirror") == Some(&Value::Bool(true)) && url.is_empty() {
        complaints.say("import_url", "can't be blank");
    }
    Ok(())
}

/// What has to hold between attributes, and between the project and what is around it.
fn together(
    world: &World,
    before: &Project,
    changes: &mut Map<String, Value>,
    complaints: &mut Complaints,
) {
    let now = |name: &str| changes.get(name).cloned().unwrap_or_else(|| before.setting(name));
    let repository = rules::rank(&now("repository_access_level"));
    for feature in ["merge_requests_access_level", "builds_access_level"] {
        let sent = changes.contains_key(feature) || changes.contains_key("repository_access_level");
        if sent && rules::rank(&now(feature)) > repository {
            let why = "cannot have higher visibility level than repository access level";
            complaints.say(&format!("project_feature.{feature}"), why);
        }
    }
    if changes.get("repository_storage").is_some_and(|it| *it != json!("default")) {
        complaints.say("repository_storage_moves", "is invalid");
    }
    if changes.contains_key("mr_default_target_self") && now("forked_from_project").is_null() {
        let why = "This setting is allowed for forked projects only";
        complaints.say("project_setting.mr_default_target_self", why);
    }
    if let Some(branch) = changes.get("default_branch").and_then(Value::as_str)
        && !before.branches.contains_key(branch)
    {
        let why = format!("Could not change HEAD: branch '{branch}' does not exist");
        complaints.say("base", why);
    }
    if let Some(Value::Object(sent)) =
        changes.shift_remove("container_expiration_policy_attributes")
    {
        policy(before, &sent, changes, complaints);
    }
    visible(world, before, changes, complaints);
    let text = |name: &str| changes.get(name).and_then(Value::as_str);
    let above = before.path.rsplit_once('/').map_or("", |(above, _)| above);
    let (name, path) = (text("name"), text("path"));
    names::check(world, &Named { id: Some(before.id), above, name, path }, complaints);
}

/// The policy's keys are merged with those that are stored.
fn policy(
    before: &Project,
    sent: &Map<String, Value>,
    changes: &mut Map<String, Value>,
    complaints: &mut Complaints,
) {
    for (name, values) in POLICIES {
        let word = sent.get(*name).and_then(params::plain);
        if word.is_some_and(|word| !values.contains(&word.as_str())) {
            complaints.say(&format!("{POLICY}.{name}"), "is not included in the list");
        }
    }
    let mut stored = before.setting(POLICY);
    for (name, value) in sent {
        stored[name.as_str()] = value.clone();
    }
    if stored["enabled"] == Value::Bool(true)
        && stored["name_regex"].as_str().unwrap_or("").is_empty()
    {
        complaints.say(&format!("{POLICY}.name_regex"), "can't be blank");
    }
    changes.insert(POLICY.to_owned(), stored);
}

fn visible(
    world: &World,
    before: &Project,
    changes: &Map<String, Value>,
    complaints: &mut Complaints,
) {
    let Some(word) = changes.get("visibility").and_then(Value::as_str) else { return };
    let above = before.path.rsplit_once('/').map_or("", |(above, _)| above);
    let group = world.group_at(above).and_then(|id| world.groups.get(&id));
    if let Some(group) = group.filter(|group| Visibility::named(word) > group.visibility) {
        let why = format!("{word} is not allowed in a {} namespace.", group.visibility.text());
        complaints.say("visibility_level", why);
    }
}
