//! Settings of a group. Its name, path and visibility are written here too, as one request changes all or nothing.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::avatar;
use super::rules::{self, Rule};
use super::table::GROUP;
use super::write::{self, Writer};
use crate::sandbox::http::gates::known_group;
use crate::sandbox::http::params::{self, Params};
use crate::sandbox::http::{Call, Kind, Param, Refusal};
use crate::sandbox::plain::Complaints;
use crate::sandbox::world::{ADMIN, Group, OWNER, Project, Visibility, World, default_branch};

const PROTECTION: &str = "default_branch_protection_defaults";

const LIMIT: &str = "namespace_settings.unique_project_download_limit";

const LOCKED: &str = "cannot be changed because it is locked by an ancestor";

const NAME: &str = "can contain only letters, digits, emoji, '_', '.', dash, space, parenthesis. It must start with letter, digit, emoji or '_'.";
const TAGS: &str =
    "cannot contain HTML/XML tags, including any word between angle brackets (&lt;,&gt;).";
const SLUG: &str = "can only include non-accented letters, digits, '_', '-' and '.'. It must not start with '-', '_', or '.', nor end with '-', '_', '.', '.git', or '.atom'.";
const PATH: &str = "can contain only letters, digits, '_', '-' and '.'. Cannot start with '-' or end in '.', '.git' or '.atom'.";

/// Words that are parts of GitLab's own addresses.
const RESERVED: &[&str] = &[
    "admin",
    "api",
    "assets",
    "dashboard",
    "explore",
    "files",
    "groups",
    "help",
    "import",
    "login",
    "oauth",
    "profile",
    "projects",
    "public",
    "search",
    "snippets",
    "uploads",
    "users",
];

const ENTRY: &[Param] = &[Param::integer("access_level").values(&["0", "30", "40", "60"])];

/// The parameters of the table; the protection of default branches is told more of than its type.
static PARAMS: LazyLock<Vec<Param>> = LazyLock::new(|| {
    const INNER: &[Param] = &[
        Param::new("allowed_to_push", Kind::Objects(ENTRY)),
        Param::boolean("allow_force_push"),
        Param::new("allowed_to_merge", Kind::Objects(ENTRY)),
        Param::boolean("code_owner_approval_required"),
        Param::boolean("developer_can_initial_push"),
    ];
    let own = |param: &Param| match param.name {
        PROTECTION => Param::new(PROTECTION, Kind::Object(INNER)),
        _ => *param,
    };
    GROUP.params().iter().map(own).collect()
});

const RULES: &[Rule] = &[
    Rule::new("avatar", avatar::check),
    Rule::new("two_factor_grace_period", |value, problems| rules::at_least(value, 0, problems)),
    Rule::new("unique_project_download_limit", |value, problems| {
        rules::at_least(value, 0, problems);
        rules::at_most(value, 10_000, problems);
    })
    .blames(LIMIT),
    Rule::new("name", |value, problems| {
        if value.as_str().unwrap_or("").trim().is_empty() {
            problems.say("can't be blank");
        }
        rules::longest(value, 255, problems);
    }),
    Rule::new("path", |value, problems| {
        let text = value.as_str().unwrap_or("");
        if text.is_empty() {
            problems.say("can't be blank");
        }
        let special = |it: char| "_-.".contains(it);
        let plain = text.chars().all(|it| it.is_ascii_alphanumeric() || special(it));
        let mut parts = text.split(special);
        let is_file = [".git", ".atom"].iter().any(|end| text.ends_with(end));
        if !plain || parts.any(str::is_empty) {
            problems.say(SLUG);
        }
        if text.is_empty() || !plain || text.starts_with('-') || text.ends_with('.') || is_file {
            problems.say(PATH);
        }
        if RESERVED.contains(&text) {
            problems.say(format!("{text} is a reserved name"));
        }
        if text.chars().count() < 2 {
            problems.say("is too short (minimum is 2 characters)");
        }
        rules::longest(value, 255, problems);
        rules::longest(value, 255, problems);
        if text.is_empty() {
            problems.say("is too short (minimum is 1 character)");
            problems.say("can't be blank");
        }
    }),
    // After the path, as GitLab complains in this order.
    Rule::new("name", |value, problems| {
        let text = value.as_str().unwrap_or("");
        if text.find('<').is_some_and(|at| text[at..].contains('>')) {
            problems.say(TAGS);
        }
        let letter = |it: char| it.is_alphanumeric() || !it.is_ascii() || it == '_';
        if !text.starts_with(letter) || !text.chars().all(|it| letter(it) || ".-() ".contains(it)) {
            problems.say(NAME);
        }
    }),
];

/// What was sent of a group's settings.
pub(crate) fn sent(call: &Call<'_>) -> Result<Params, Refusal> {
    let mut sent = call.sent.all.clone();
    sent.shift_remove("id");
    let (good, mut complaints) = params::checked(&[&PARAMS], &sent);
    let pair = ["ldap_cn", "ldap_access"];
    if sent.contains_key(pair[0]) != sent.contains_key(pair[1]) {
        complaints.push(format!("{} provide all or none of parameters", pair.join(", ")));
    }
    params::refuse(&complaints)?;
    Ok(good)
}

/// Changes a group as a request says.
pub(crate) fn change(call: &mut Call<'_>) -> Result<u64, Refusal> {
    let sent = sent(call)?;
    let group = known_group(call)?.clone();
    let level = match call.world.group_level(call.me(), &group.path) {
        _ if call.is_admin() => ADMIN,
        level => level,
    };
    if level < OWNER {
        return Err(Refusal::forbidden());
    }
    let subgroup = group.path.contains('/');
    let changes = write::changes(&GROUP, Writer { level, subgroup }, &sent)?;
    store(call.world, group, changes)
}

/// Writes checked attributes over a group, for requests and seeds alike, and keeps it.
pub(crate) fn store(
    world: &mut World,
    mut group: Group,
    mut changes: Map<String, Value>,
) -> Result<u64, Refusal> {
    const ALERTS: &str = "unique_project_download_limit_alertlist";
    let none = changes.get(ALERTS).is_some_and(|it| it.as_array().is_none_or(Vec::is_empty));
    if none {
        changes.shift_remove(ALERTS);
        group.settings.shift_remove(ALERTS);
    }
    let duo = changes.get("duo_availability").and_then(Value::as_str).map(str::to_owned);
    if let Some(word) = duo {
        changes.insert(String::from("duo_features_enabled"), json!(word != "never_on"));
        changes.insert(String::from("lock_duo_features_enabled"), json!(word == "never_on"));
    }
    let mut complaints = rules::check(RULES, &changes);
    together(world, &group, &changes, &mut complaints)?;
    rules::verdict(complaints)?;
    branches(&mut changes);
    let [name, path, visibility] =
        ["name", "path", "visibility"].map(|it| changes.shift_remove(it));
    if let Some(name) = name.as_ref().and_then(Value::as_str) {
        name.clone_into(&mut group.name);
    }
    if let Some(word) = visibility {
        group.visibility = Visibility::named(word.as_str().unwrap_or("private"));
    }
    group.settings.extend(changes);
    let (id, old) = (group.id, group.path.clone());
    world.groups.insert(id, group);
    if let Some(last) = path.as_ref().and_then(Value::as_str) {
        let above = old.rsplit_once('/').map_or(String::new(), |(above, _)| format!("{above}/"));
        world.rename_group(id, &format!("{above}{last}"));
    }
    Ok(id)
}

/// The two settings of default branches are one state; of both the later counts.
fn branches(changes: &mut Map<String, Value>) {
    if let Some(number) = changes.get("default_branch_protection") {
        let defaults = default_branch::of_number(number.as_i64().unwrap_or(2));
        if !changes.contains_key(PROTECTION) {
            changes.insert(PROTECTION.to_owned(), defaults);
        }
    }
    match changes.get(PROTECTION) {
        Some(Value::Null) => {
            changes.insert(PROTECTION.to_owned(), default_branch::of_number(2));
        }
        Some(Value::Object(sent)) if sent.is_empty() => {
            changes.shift_remove(PROTECTION);
        }
        _ => {}
    }
}

/// What has to hold between attributes, and between the group and those above and below it.
fn together(
    world: &World,
    before: &Group,
    changes: &Map<String, Value>,
    complaints: &mut Complaints,
) -> Result<(), Refusal> {
    let now = |name: &str| changes.get(name).cloned().unwrap_or_else(|| before.setting(name));
    let skipped = "allow_merge_on_skipped_pipeline";
    let wanted = "only_allow_merge_if_pipeline_succeeds";
    if changes.get(skipped) == Some(&json!(true)) && now(wanted) != json!(true) {
        let why = format!("{skipped} can only be enabled when {wanted} is true");
        return Err(Refusal::bad_request_because(&why));
    }
    let above: Vec<&Group> = world.groups_above(&before.path).collect();
    let lock = "lock_math_rendering_limits_enabled";
    if changes.contains_key(lock) && above.iter().any(|group| group.setting(lock) == json!(true)) {
        complaints.say("namespace_settings.math_rendering_limits_enabled", LOCKED);
        complaints.say(&format!("namespace_settings.{lock}"), LOCKED);
    }
    let template = changes.get("file_template_project_id").and_then(Value::as_u64);
    let inside = |project: &Project| {
        let (path, own) = (project.path.to_lowercase(), before.path.to_lowercase());
        path.strip_prefix(&own).is_some_and(|rest| rest.starts_with('/'))
    };
    if template.is_some_and(|id| !world.projects.get(&id).is_some_and(inside)) {
        complaints.say("file_template_project_id", "is invalid");
    }
    let allowed = "unique_project_download_limit_allowlist";
    for name in changes.get(allowed).and_then(Value::as_array).into_iter().flatten() {
        let name = name.as_str().unwrap_or("");
        if world.user_named(name).is_none() {
            let why = format!("should be an array of existing usernames. {name} does not exist");
            complaints.say(&format!("namespace_settings.{allowed}"), why);
        }
    }
    if let Some(word) = changes.get("visibility").and_then(Value::as_str) {
        let wanted = Visibility::named(word);
        let parent = above.iter().max_by_key(|group| group.path.len());
        if let Some(parent) = parent.filter(|parent| wanted > parent.visibility) {
            let own = parent.visibility.text();
            let why =
                format!("{word} is not allowed since the parent group has a {own} visibility.");
            complaints.say("visibility_level", why);
        }
        let below = format!("{}/", before.path.to_lowercase());
        let within = |path: &str| path.to_lowercase().starts_with(&below);
        let mut projects = world.projects.values().filter(|it| within(&it.path));
        if projects.any(|it| it.visibility > wanted) {
            let why = "is not allowed since this group contains projects with higher visibility.";
            complaints.say("visibility_level", format!("{word} {why}"));
        }
        let mut groups = world.groups.values().filter(|it| within(&it.path));
        if groups.any(|it| it.visibility > wanted) {
            let why = "is not allowed since there are sub-groups with higher visibility.";
            complaints.say("visibility_level", format!("{word} {why}"));
        }
    }
    if let Some(name) = changes.get("name").and_then(Value::as_str) {
        let place = |path: &str| path.rsplit_once('/').map(|(own, _)| own.to_lowercase());
        let own = place(&before.path);
        let mut beside = world.groups.values().filter(|it| it.id != before.id);
        if own.is_some() && beside.any(|it| it.name == name && place(&it.path) == own) {
            complaints.say("name", "has already been taken");
        }
    }
    if let Some(last) = changes.get("path").and_then(Value::as_str) {
        let path = before.path.rsplit_once('/').map(|(above, _)| format!("{above}/{last}"));
        let path = path.unwrap_or_else(|| last.to_owned());
        let other = world.group_at(&path).filter(|id| *id != before.id);
        if other.is_some() || world.project_at(&path).is_some() || world.user_named(&path).is_some()
        {
            complaints.say("path", "has already been taken");
        }
    }
    Ok(())
}
