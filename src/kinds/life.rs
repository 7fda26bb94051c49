//! Projects and groups themselves, as objects: created with their settings, at once.
//!
//! Not in [`super::KINDS`]: files declare them by their paths, and their rows are those of the settings.
//!
//! Measured on GitLab 18.9: creation ignores some settings of a project, which a second call sets. Of groups, the attributes
//! that GitLab's description of the creation does not have are set by a second call, too.

use serde_json::{Map, Value, json};

use super::settings::{OfGroup, OfProject, Settings, Table};
use crate::gitlab::{ApiPath, Method};
use crate::problem::clean;
use crate::resource::{
    Action, Address, Call, Change, Check, Datum, Entry, Found, Fresh, GROUP, Hole, Look, PROJECT,
    Referent, Removal, Rows, Rule, Scope, Sent, Spec, Verdict, compare_new, created,
};

static OF_PROJECT: Spec = Spec {
    kind: PROJECT,
    noun: "project",
    removal: Removal::Absent,
    later: &[
        "allow_pipeline_trigger_approve_deployment",
        "archived",
        "avatar",
        "ci_allow_fork_pipelines_to_run_in_parent_project",
        "ci_default_git_depth",
        "ci_delete_pipelines_in_seconds",
        "ci_forward_deployment_enabled",
        "ci_forward_deployment_rollback_allowed",
        "ci_id_token_sub_claim_components",
        "ci_pipeline_variables_minimum_override_role",
        "ci_push_repository_for_job_token_allowed",
        "ci_restrict_pipeline_cancellation_role",
        "ci_separated_caches",
        "default_branch",
        "issues_template",
        "keep_latest_artifact",
        "max_artifacts_size",
        "merge_pipelines_enabled",
        "merge_requests_template",
        "merge_trains_enabled",
        "merge_trains_skip_train_allowed",
    ],
    ..OfProject::SPEC
};

static OF_GROUP: Spec = Spec {
    kind: GROUP,
    noun: "group",
    removal: Removal::Absent,
    later: &[
        "allow_merge_on_skipped_pipeline",
        "allowed_email_domains_list",
        "archived",
        "auto_ban_user_on_excessive_projects_download",
        "avatar",
        "duo_core_features_enabled",
        "duo_features_enabled",
        "ip_restriction_ranges",
        "lock_duo_features_enabled",
        "lock_math_rendering_limits_enabled",
        "math_rendering_limits_enabled",
        "max_artifacts_size",
        "only_allow_merge_if_all_discussions_are_resolved",
        "only_allow_merge_if_pipeline_succeeds",
        "prevent_forking_outside_group",
        "prevent_sharing_groups_outside_hierarchy",
        "project_creation_level",
        "service_access_tokens_expiration_enforced",
        "shared_runners_setting",
        "subgroup_creation_level",
        "unique_project_download_limit",
        "unique_project_download_limit_interval_in_seconds",
    ],
    ..OfGroup::SPEC
};

/// What GitLab returns of a project or group that it is going to delete.
pub const MARKS: [&str; 2] = ["marked_for_deletion_on", "marked_for_deletion_at"];

/// A namespace of a user, in paths and responses.
const USER: &str = "user";

static PROJECTS: Entry = Entry::with::<Settings<OfProject>>(&OF_PROJECT);
static GROUPS: Entry = Entry::with::<Settings<OfGroup>>(&OF_GROUP);

/// The kind that a project or group itself is of; `None` for other scopes.
pub fn entry(scope: &Scope) -> Option<&'static Entry> {
    match scope {
        Scope::Group(_) => Some(&GROUPS),
        Scope::Project(_) => Some(&PROJECTS),
        Scope::Instance | Scope::MergeRequest(..) | Scope::Object(_) => None,
    }
}

/// Where a project or group is created.
#[derive(Debug, Clone)]
pub enum Inside {
    /// At the top.
    Top,
    /// In a group.
    Group(Referent),
    /// In the namespace of a user, by the user's ID. Only administrators create projects for others.
    User(u64),
    /// In the namespace of a user whom the same plan creates.
    NewUser(Address),
}

/// The call that creates the project or group that `look` looks from, with these settings. `given` is what only a creation
/// can set. The settings in [`Spec::later`] are left out.
pub fn create(
    look: &Look<'_>,
    rows: &Rows,
    inside: &Inside,
    given: Vec<(&'static str, Datum)>,
) -> Call {
    let spec = look.spec();
    let (collection, parent) = match look.scope() {
        Scope::Group(_) => ("groups", "parent_id"),
        _ => ("projects", "namespace_id"),
    };
    let mut collection = ApiPath::new(collection);
    let path = look.scope().full_path().unwrap_or_default();
    let last = path.rsplit_once('/').map_or(path, |it| it.1);
    let text = |it: &str| Datum::Text(it.to_owned());
    let is_own = |name: &str| rows.iter().any(|it| it.name == name && it.value().is_some());
    let name = (!is_own("name")).then(|| ("name", text(last)));
    let change = |(field, after): (&'static str, Datum)| Change {
        field,
        wire: field,
        rule: Rule::Plain,
        before: None,
        after: Some(after),
    };
    let mut changes: Vec<Change> = name.into_iter().chain(given).map(change).collect();
    changes.extend(created(rows).into_iter().filter(|it| !spec.later.contains(&it.field)));
    let mut body = Map::from_iter([("path".to_owned(), json!(last))]);
    match inside {
        Inside::Top => {}
        Inside::Group(above) => {
            drop(body.insert(parent.to_owned(), Hole::Id(above.clone()).value()))
        }
        Inside::User(id) => collection = collection.seg(USER).seg(*id),
        Inside::NewUser(it) => collection = collection.seg(USER).hole(it.key()),
    }
    let sent = |it: &Change| Some(spec.sent(it.field, it.wire, it.after.as_ref()?));
    // GitLab refuses some values of `null`, and a new one has none of them.
    body.extend(changes.iter().filter_map(sent).filter(|it| !it.1.is_null()));
    let there = Fresh::find(look.list_here());
    let check = Check::new(Fresh::Answer, was_created).traced(there, is_there);
    let call = Call::new(Action::Create, Method::Post, collection, check);
    let owner = match inside {
        Inside::NewUser(it) => Some(it.clone()),
        _ => None,
    };
    Call { body: Value::Object(body), changes, owner, ..call }
}

/// Whether a response is the project or group that a call creates, and not one that its path leads to.
fn is_it(sent: &Sent<'_>, raw: &Value) -> bool {
    let is_named = |name: &str| {
        let asked = sent.body["path"].as_str().unwrap_or_default();
        name.eq_ignore_ascii_case(asked)
    };
    let mut segments = sent.path.segments();
    if segments.nth(1) == Some(USER) {
        let (owner, is_own) = (&raw["owner"]["id"], raw["namespace"]["kind"] == USER);
        let id = segments.next();
        let is_theirs = owner.as_u64().is_none_or(|it| id == Some(&*it.to_string()));
        return is_own && is_theirs && raw["path"].as_str().is_some_and(is_named);
    }
    let (hole, above) = match raw.get("path_with_namespace") {
        Some(_) => (&sent.body["namespace_id"], &raw["namespace"]["id"]),
        None => (&sent.body["parent_id"], &raw["parent_id"]),
    };
    let expected = match Hole::of(hole) {
        Some(Hole::Id(to)) => sent.ids.get(&to).copied(),
        _ => hole.as_u64(),
    };
    raw["path"].as_str().is_some_and(is_named) && above.as_u64() == expected
}

fn was_created(sent: &Sent<'_>, answer: &Value) -> Verdict {
    if is_it(sent, answer) {
        return compare_new(sent, answer);
    }
    let path = clean(path_of(answer).unwrap_or_default());
    Verdict::Failed(format!("GitLab returned another one, `{path}`"))
}

/// Finds what a call created whose response was lost.
fn is_there(sent: &Sent<'_>, raw: &Value) -> Found {
    match raw {
        Value::Null => Found::Nothing,
        it if is_it(sent, it) => Found::Effect(it.clone()),
        _ => Found::Unclear("the path leads to something else now".to_owned()),
    }
}

/// The call that changes the last part of the path of a project or group, by its number.
pub fn rename(scope: &Scope, id: u64, from: &str, to: &str) -> Call {
    let path = ApiPath::new(collection(scope)).seg(id);
    let last = to.rsplit_once('/').map_or(to, |it| it.1);
    let body = json!({ "path": last });
    Call { body, ..moved(Method::Put, path.clone(), path, from, to) }
}

/// The call that moves a project or group into another group, or a group to the top, by their numbers.
pub fn transfer(scope: &Scope, id: u64, above: Option<&Referent>, from: &str, to: &str) -> Call {
    let own = ApiPath::new(collection(scope)).seg(id);
    let (method, field) = match scope {
        Scope::Group(_) => (Method::Post, "group_id"),
        _ => (Method::Put, "namespace"),
    };
    let id = |it: &Referent| match scope {
        Scope::Group(_) => Hole::Id(it.clone()),
        // It may be a path, and so it is a text.
        _ => Hole::Text(vec![Hole::Id(it.clone()).value()]),
    };
    let above = above.map(|it| (field.to_owned(), id(it).value()));
    let body = Value::Object(above.into_iter().collect());
    Call { body, ..moved(method, own.clone().seg("transfer"), own, from, to) }
}

fn collection(scope: &Scope) -> &'static str {
    if matches!(scope, Scope::Group(_)) { "groups" } else { "projects" }
}

fn moved(method: Method, path: ApiPath, own: ApiPath, from: &str, to: &str) -> Call {
    let text = |it: &str| Some(Datum::Text(it.to_owned()));
    let change = Change {
        field: "path",
        wire: "path",
        rule: Rule::Plain,
        before: text(from),
        after: text(to),
    };
    let check = Check::new(Fresh::Answer, was_moved).traced(Fresh::find(own), is_moved);
    Call { changes: vec![change], ..Call::new(Action::Update, method, path, check) }
}

fn path_of(now: &Value) -> Option<&str> {
    now["path_with_namespace"].as_str().or_else(|| now["full_path"].as_str())
}

/// Whether a project or group is where a call moves it to.
fn is_there_now(sent: &Sent<'_>, now: &Value) -> bool {
    let to = sent.changes.iter().find_map(|it| match it.after.as_ref()? {
        Datum::Text(it) => Some(it.as_str()),
        _ => None,
    });
    matches!((path_of(now), to), (Some(path), Some(to)) if path.eq_ignore_ascii_case(to))
}

fn was_moved(sent: &Sent<'_>, now: &Value) -> Verdict {
    if is_there_now(sent, now) {
        return Verdict::Good;
    }
    let path = clean(path_of(now).unwrap_or_default());
    Verdict::Failed(format!("GitLab returned another path, `{path}`"))
}

/// Finds whether a move whose response was lost took effect.
fn is_moved(sent: &Sent<'_>, now: &Value) -> Found {
    if is_there_now(sent, now) { Found::Effect(now.clone()) } else { Found::Nothing }
}

/// The call that deletes a project or group, by its number.
pub fn delete(scope: &Scope, id: u64) -> Call {
    let path = ApiPath::new(collection(scope)).seg(id);
    let again = Fresh::find(path.clone());
    let check = Check::new(again.clone(), was_deleted).traced(again, is_deleted);
    Call::new(Action::Delete, Method::Delete, path, check)
}

/// GitLab deletes what is marked later, or at once. It also accepts the deletion of what is in a marked group, and does nothing.
fn is_gone(now: &Value) -> bool {
    now.is_null() || MARKS.iter().any(|it| !now[it].is_null())
}

fn was_deleted(_: &Sent<'_>, now: &Value) -> Verdict {
    if is_gone(now) { Verdict::Good } else { Verdict::Again }
}

/// Finds whether a deletion whose response was lost took effect.
fn is_deleted(_: &Sent<'_>, now: &Value) -> Found {
    if is_gone(now) { Found::Effect(now.clone()) } else { Found::Nothing }
}

/// What GitLab makes by itself in a new project, after its response.
#[derive(Debug)]
pub(crate) struct Settles {
    /// Where it is seen.
    pub look: Fresh,
    /// Whether it is there.
    pub is_done: fn(&Value) -> bool,
}

/// What GitLab makes by itself, after the response to a creation with this body: the rule of the default branch, 4 to 15 s
/// after a first commit and never without one (measured), and the content of an imported repository.
pub(crate) fn settles(scope: &Scope, body: &Value) -> Option<Settles> {
    scope.project_path()?;
    if body["import_url"].is_string() {
        let is_done = |it: &Value| {
            let status = it["import_status"].as_str();
            !matches!(status, Some("scheduled" | "started"))
        };
        return Some(Settles { look: Fresh::find(scope.at("")), is_done });
    }
    let is_done = |it: &Value| it.as_array().is_some_and(|it| !it.is_empty());
    let look = || Fresh::list(scope.at("protected_branches"));
    (body["initialize_with_readme"] == true).then(|| Settles { look: look(), is_done })
}
