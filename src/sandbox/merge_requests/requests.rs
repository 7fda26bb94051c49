//! Merge requests, as far as trains, checks, and deployments need them: lists, single, changes, pipelines, and cancelling auto-merge.

use serde_json::{Map, Value, json};

use crate::sandbox::http::gates::{in_project, signed_in};
use crate::sandbox::http::{Call, Kind, PAGE, Param, Refusal, Reply, Route, Scopes, route};
use crate::sandbox::views::merge_requests as view;
use crate::sandbox::views::pipelines::{pipeline, whole_pipeline};
use crate::sandbox::world::branch_rules::may_merge;
use crate::sandbox::world::{
    DEVELOPER, MergeRequest, MergeRequestState, Pipeline, Project, REPORTER, Time, Visibility,
    World,
};

/// Filters of lists.
pub(crate) const FILTERS: &[Param] = &[
    Param::text("state").or("all").values(&["opened", "closed", "locked", "merged", "all"]),
    Param::new("iids", Kind::Integers),
    Param::text("source_branch"),
    Param::text("target_branch"),
    Param::text("search"),
    Param::boolean("draft"),
    Param::text("order_by").or("created_at").values(&[
        "created_at",
        "label_priority",
        "merged_at",
        "milestone_due",
        "popularity",
        "priority",
        "title",
        "updated_at",
    ]),
    Param::text("sort").or("desc").values(&["asc", "desc"]),
    Param::text("author_username"),
    Param::boolean("with_labels_details").or("false"),
    Param::boolean("with_merge_status_recheck").or("false"),
];

pub(crate) const IID: &[Param] = &[Param::integer("merge_request_iid").required()];

const COMMIT: &[Param] = &[
    Param::text("sha").required(),
    Param::text("state").values(&["opened", "closed", "locked", "merged"]),
];

const CHANGE: &[Param] = &[
    Param::integer("assignee_id"),
    Param::new("assignee_ids", Kind::Integers),
    Param::new("reviewer_ids", Kind::Integers),
    Param::text("description"),
    Param::new("labels", Kind::Words),
    Param::new("add_labels", Kind::Words),
    Param::new("remove_labels", Kind::Words),
    Param::integer("milestone_id"),
    Param::boolean("remove_source_branch"),
    Param::boolean("allow_collaboration"),
    Param::boolean("allow_maintainer_to_push"),
    Param::boolean("squash"),
    Param::text("target_branch"),
    Param::text("title").no_blank(),
    Param::text("state_event").values(&["close", "reopen"]),
    Param::boolean("discussion_locked"),
    Param::moment("merge_after"),
];

/// The endpoint declares no pagination parameters and has its own page size.
const RUNS: &[Param] =
    &[Param::integer("page").or("1"), Param::integer("per_page").except(&["0"]).or("15")];

const OF_COMMIT: &str = "/projects/{id}/repository/commits/{sha}/merge_requests";

pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/projects/{id}/merge_requests", in_project, &[FILTERS, &PAGE], list)
        .scopes(Scopes::MergeRequest),
    route("GET", "/projects/{id}/merge_requests/:merge_request_iid", in_project, &[IID], show)
        .scopes(Scopes::MergeRequest),
    route(
        "PUT",
        "/projects/{id}/merge_requests/:merge_request_iid",
        signed_in,
        &[IID, CHANGE],
        update,
    )
    .scopes(Scopes::MergeRequest),
    route(
        "GET",
        "/projects/{id}/merge_requests/:merge_request_iid/pipelines",
        in_project,
        &[IID, RUNS],
        pipelines,
    )
    .scopes(Scopes::MergeRequest),
    route("GET", OF_COMMIT, in_project, &[COMMIT, &PAGE], of_commit).scopes(Scopes::Project),
    route(
        "POST",
        "/projects/{id}/merge_requests/:merge_request_iid/cancel_merge_when_pipeline_succeeds",
        signed_in,
        &[IID],
        cancel,
    )
    .scopes(Scopes::MergeRequest),
];

/// Refuses callers who cannot read merge requests: guests of private projects, and non-members if they are restricted to members.
pub(crate) fn reads(call: &mut Call<'_>) -> Result<(), Refusal> {
    allowed(call, &["merge_requests_access_level"])
}

/// The same, plus callers who cannot read pipelines.
pub(crate) fn reads_with_pipelines(call: &mut Call<'_>) -> Result<(), Refusal> {
    allowed(call, &["merge_requests_access_level", "builds_access_level"])
}

pub(crate) fn allowed(call: &mut Call<'_>, features: &[&str]) -> Result<(), Refusal> {
    let level = call.level()?;
    let project = call.project()?;
    let open = |feature: &&str| match project.setting(feature).as_str() {
        Some("disabled") => false,
        Some("private") if *feature == "merge_requests_access_level" => level >= REPORTER,
        Some("private") => level > 0,
        _ => true,
    };
    let private = project.visibility == Visibility::Private;
    if (level >= REPORTER || !private) && features.iter().all(open) {
        Ok(())
    } else {
        Err(Refusal::forbidden())
    }
}

pub(crate) fn found(call: &mut Call<'_>) -> Result<MergeRequest, Refusal> {
    let iid = call.params.id("merge_request_iid");
    call.project()?.merge_requests.get(&iid).cloned().ok_or_else(Refusal::not_found)
}

/// The title with the draft prefix.
pub(crate) fn title(request: &MergeRequest) -> String {
    if request.draft { format!("Draft: {}", request.title) } else { request.title.clone() }
}

/// The pipelines of a merge request, oldest first.
fn runs<'p>(project: &'p Project, request: &MergeRequest) -> Vec<&'p Pipeline> {
    let own = format!("refs/merge-requests/{}/", request.iid);
    let belongs = |run: &&Pipeline| {
        run.reference.starts_with(&own)
            || run.reference == request.source_branch
            || Some(run.id) == request.head_pipeline
    };
    project.pipelines.values().filter(belongs).collect()
}

/// A merge request in full, as the answer to a change shows it.
pub(crate) fn shown(
    world: &World,
    project: &Project,
    request: &MergeRequest,
    user: Option<u64>,
) -> Map<String, Value> {
    let can_merge =
        user.is_some_and(|user| may_merge(world, project, &request.target_branch, user));
    let mut body = view::whole_merge_request(world, project, request, can_merge);
    let head = request.head_pipeline.and_then(|id| project.pipelines.get(&id));
    // The older of the two fields only shows pipelines that ran.
    let ran = runs(project, request).into_iter().rfind(|run| run.started_at.is_some());
    let end = ran.filter(|run| run.complete()).map(|run| run.updated_at.text());
    let mut put = |name: &str, value: Value| drop(body.insert(name.to_owned(), value));
    put("latest_build_started_at", json!(ran.and_then(|run| run.started_at).map(Time::text)));
    put("latest_build_finished_at", json!(end));
    // Who set auto-merge is a participant; who merged it immediately is not.
    let armed_by = request.merge_user.filter(|_| request.auto_merge);
    let takes_part = |user| user == request.author || Some(user) == armed_by;
    put("subscribed", json!(user.is_some_and(takes_part)));
    put("first_deployed_to_production_at", Value::Null);
    put("pipeline", json!(ran.map(|run| pipeline(world, project, run))));
    put("head_pipeline", json!(head.map(|run| whole_pipeline(world, project, run))));
    if request.unchecked && request.state == MergeRequestState::Opened {
        put("merge_status", json!("checking"));
        put("detailed_merge_status", json!("checking"));
    }
    body
}

/// The same, plus what only its own endpoint shows.
fn whole(
    world: &World,
    project: &Project,
    request: &MergeRequest,
    user: Option<u64>,
) -> Map<String, Value> {
    let mut body = shown(world, project, request, user);
    // The merge commit stays the first one, whatever was merged later.
    let earlier = |other: &MergeRequest| {
        other.author == request.author
            && other.state == MergeRequestState::Merged
            && request.merged_at.is_none_or(|merged| other.merged_at < Some(merged))
    };
    let newcomer = !project.merge_requests.values().any(earlier);
    body.insert(String::from("first_contribution"), json!(newcomer));
    body
}

/// One page of the matching merge requests of a project.
pub(crate) fn page(
    call: &Call<'_>,
    project: &Project,
    fits: impl Fn(&MergeRequest) -> bool,
) -> Result<Reply, Refusal> {
    let params = &call.params;
    let text = |name: &str| params.text(name).filter(|text| !text.is_empty());
    let state = text("state").filter(|state| *state != "all");
    let iids = params.list("iids");
    let (source, target) = (text("source_branch"), text("target_branch"));
    let search = text("search").map(str::to_lowercase);
    let author = text("author_username").map(|name| call.world.user_named(name).unwrap_or(0));
    let wanted = |request: &&MergeRequest| {
        fits(request)
            && state.is_none_or(|state| state == request.state.text())
            && iids.is_none_or(|iids| iids.contains(&json!(request.iid)))
            && source.is_none_or(|source| source == request.source_branch)
            && target.is_none_or(|target| target == request.target_branch)
            && params.bool("draft").is_none_or(|draft| draft == request.draft)
            && author.is_none_or(|author| author == request.author)
            && search.as_ref().is_none_or(|part| title(request).to_lowercase().contains(part))
    };
    let mut all: Vec<&MergeRequest> = project.merge_requests.values().filter(wanted).collect();
    // For deployments, the order parameter is checked but ignored.
    let shipped = call.route.pattern.contains("/deployments/");
    match params.text("order_by").filter(|_| !shipped) {
        Some("updated_at") => all.sort_by_key(|request| (request.updated_at, request.id)),
        Some("merged_at") => all.sort_by_key(|request| (request.merged_at, request.id)),
        Some("title") => all.sort_by(|one, other| one.title.cmp(&other.title)),
        _ => all.sort_by_key(|request| (request.created_at, request.id)),
    }
    if shipped || params.text("sort") != Some("asc") {
        all.reverse();
    }
    call.page(all, |request| Value::Object(view::merge_request(call.world, project, request)))
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    reads(call)?;
    let project = call.project()?.clone();
    page(call, &project, |_| true)
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    reads(call)?;
    let id = call.project_id()?;
    if !call.world.still {
        call.world.board_armed(id);
    }
    let request = found(call)?;
    let project = call.project()?.clone();
    // Reading triggers GitLab's check, which is done by the next time.
    if let Some(stored) = call.project_mut()?.merge_requests.get_mut(&request.iid) {
        stored.unchecked = false;
    }
    let body = whole(call.world, &project, &request, call.user);
    if !call.world.still {
        call.world.merge_armed(id, request.iid);
    }
    Ok(Reply::ok(Value::Object(body)))
}

/// A title without the prefix of a draft, and whether it had one.
pub(super) fn plain_title(title: &str) -> (&str, bool) {
    let title = title.trim();
    let is = |mark: &str| title.get(..mark.len()).is_some_and(|it| it.eq_ignore_ascii_case(mark));
    let mark = ["Draft:", "[Draft]", "(Draft)"].into_iter().find(|it| is(it));
    match mark {
        Some(mark) => (title.get(mark.len()..).unwrap_or_default().trim(), true),
        None => (title, false),
    }
}

/// Closes or reopens. Returns whether that cancels auto-merge.
pub(crate) fn turn(request: &mut MergeRequest, event: Option<&str>, now: Time, me: u64) -> bool {
    match (event, request.state) {
        (Some("close"), MergeRequestState::Opened) => {
            request.state = MergeRequestState::Closed;
            request.closed = Some((now, me));
            true
        }
        (Some("reopen"), MergeRequestState::Closed) => {
            request.state = MergeRequestState::Opened;
            request.closed = None;
            request.unchecked = true;
            false
        }
        _ => false,
    }
}

fn update(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    reads(call)?;
    let mut request = found(call)?;
    let me = call.me();
    if call.level()? < DEVELOPER && request.author != me {
        return Err(Refusal::forbidden());
    }
    let params = call.params.clone();
    let names = CHANGE.iter().map(|param| param.name);
    if !names.into_iter().any(|name| params.has(name)) {
        let names: Vec<&str> = CHANGE.iter().map(|param| param.name).collect();
        let text = "are missing, at least one parameter must be provided";
        return Err(Refusal::error(400, format!("{} {text}", names.join(", "))));
    }
    let (now, id) = (call.world.now, call.project_id()?);
    let mut off = false;
    if let Some(title) = params.text("title") {
        let (plain, draft) = plain_title(title);
        request.draft = draft;
        request.title = plain.to_owned();
    }
    if params.has("description") {
        request.description = params.text("description").map(str::to_owned);
    }
    if let Some(squash) = params.bool("squash") {
        request.squash = squash;
    }
    // GitLab answers with 200 and reopens nothing while there is another open one for the same branches.
    let twin = |other: &MergeRequest| {
        other.state == MergeRequestState::Opened
            && other.iid != request.iid
            && (&other.source_branch, &other.target_branch)
                == (&request.source_branch, &request.target_branch)
    };
    let taken = call.project()?.merge_requests.values().any(twin);
    let event = params.text("state_event").filter(|it| !taken || *it != "reopen");
    if params.text("target_branch") == Some(request.source_branch.as_str()) {
        let why = "You can't use same project/branch for source and target";
        return Err(Refusal::message(422, serde_json::json!([why])));
    }
    off |= turn(&mut request, event, now, me);
    if let Some(branch) = params.text("target_branch")
        && branch != request.target_branch
    {
        request.target_branch = branch.to_owned();
        request.unchecked = true;
        off = true;
    }
    request.updated_at = now;
    let iid = request.iid;
    call.project_mut()?.merge_requests.insert(iid, request);
    if off {
        call.world.cancel_auto_merge(id, iid);
        call.world.disarm(id, iid);
    }
    let request = found(call)?;
    let project = call.project()?.clone();
    Ok(Reply::ok(Value::Object(shown(call.world, &project, &request, call.user))))
}

fn pipelines(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    reads_with_pipelines(call)?;
    let request = found(call)?;
    let project = call.project()?.clone();
    let mut all = runs(&project, &request);
    all.reverse();
    call.page(all, |run| pipeline(call.world, &project, run))
}

/// The merge requests that contain a commit, or that it merged. Documented, not measured: `doc/api/commits.md` of GitLab 18.9.
fn of_commit(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    reads(call).map_err(|_| Refusal::not_found())?;
    let project = call.project()?.clone();
    let asked = call.params.text("sha").unwrap_or_default();
    let sha = project.resolve(asked).ok_or_else(|| Refusal::no_such("Commit"))?;
    let state = call.params.text("state");
    let belongs = |request: &&MergeRequest| {
        (request.sha == sha || request.merge_commit_sha.as_deref() == Some(&sha))
            && state.is_none_or(|state| state == request.state.text())
    };
    let all: Vec<&MergeRequest> = project.merge_requests.values().filter(belongs).collect();
    call.page(all, |request| Value::Object(view::merge_request(call.world, &project, request)))
}

/// Always 201: the body shows whether there was anything to cancel.
fn cancel(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = call.project_id()?;
    let level = call.level()?;
    if level < REPORTER && call.project()?.visibility == Visibility::Private {
        return Err(Refusal::not_found());
    }
    let request = found(call)?;
    let me = call.me();
    let project = call.project()?;
    let project = project.clone();
    if request.author != me && !may_merge(call.world, &project, &request.target_branch, me) {
        return Err(Refusal::unauthorized());
    }
    Ok(Reply::created(if call.world.cancel_auto_merge(id, request.iid) {
        json!({ "status": "success" })
    } else {
        json!({
            "message": "Can't cancel the automatic merge",
            "status": "error",
            "http_status": 406,
        })
    }))
}
