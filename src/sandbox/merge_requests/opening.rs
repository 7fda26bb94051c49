//! Opens merge requests, as recorded (`merge_requests_vehicle`, `merge_requests_reopen`). GitLab does not check whether the branches
//! exist.

use serde_json::{Value, json};

use super::requests::{plain_title, reads, shown};
use crate::sandbox::http::gates::signed_in;
use crate::sandbox::http::{Call, Kind, Param, Refusal, Reply, Route, Scopes, route};
use crate::sandbox::world::{DEVELOPER, MergeRequest, MergeRequestState, take};

const NEW: &[Param] = &[
    Param::text("id").required(),
    Param::text("title").required(),
    Param::text("source_branch").required(),
    Param::text("target_branch").required(),
    Param::text("description"),
    Param::new("labels", Kind::Words),
    Param::boolean("remove_source_branch"),
    Param::boolean("squash"),
];

pub(crate) const ROUTES: &[Route] =
    &[route("POST", "/projects/{id}/merge_requests", signed_in, &[NEW], open)
        .scopes(Scopes::MergeRequest)];

const LONGEST: usize = 1 << 20;

fn refused(field: &str, text: &str) -> Refusal {
    Refusal::message(400, json!({ field: [text] }))
}

fn open(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.project_id()?;
    reads(call)?;
    call.at_least(DEVELOPER)?;
    let (params, me, now) = (call.params.clone(), call.me(), call.world.now);
    let text = |name: &str| params.text(name).unwrap_or_default().to_owned();
    let (source, target, title) = (text("source_branch"), text("target_branch"), text("title"));
    if source == target {
        let why = "You can't use same project/branch for source and target";
        return Err(Refusal::message(422, json!([why])));
    }
    if title.trim().is_empty() {
        return Err(refused("title", "can't be blank"));
    }
    if title.chars().count() > 255 {
        return Err(refused("title", "is too long (maximum is 255 characters)"));
    }
    let description =
        params.text("description").map(|it| it.replace("\r\n", "\n").trim().to_owned());
    if description.as_ref().is_some_and(|it| it.len() > LONGEST) {
        return Err(refused("description", "is too long (1 MiB). The maximum size is 1 MiB."));
    }
    let project = call.project()?.clone();
    let twin = project.merge_requests.values().find(|it| {
        it.state == MergeRequestState::Opened
            && it.source_branch == source
            && it.target_branch == target
    });
    if let Some(twin) = twin {
        let why = format!(
            "Another open merge request already exists for this source branch: !{}",
            twin.iid
        );
        return Err(Refusal::message(409, json!([why])));
    }
    let head = |name: &str| project.branches.get(name).map(|it| it.sha.clone());
    let iid = project.merge_requests.keys().max().copied().unwrap_or_default() + 1;
    let (plain, draft) = plain_title(&title);
    let words = params.list("labels").into_iter().flatten().filter_map(Value::as_str);
    let mut labels: Vec<String> = words.map(str::to_owned).collect();
    labels.sort();
    labels.dedup();
    let request = MergeRequest {
        description,
        draft,
        labels,
        force_remove_source_branch: params.bool("remove_source_branch"),
        squash: params.bool("squash") == Some(true),
        unchecked: true,
        sha: head(&source).unwrap_or_default(),
        base_sha: head(&target).unwrap_or_default(),
        ..MergeRequest::new(take(&mut call.world.next.merge_request), iid, me, now)
    };
    let request = MergeRequest {
        title: plain.to_owned(),
        source_branch: source,
        target_branch: target,
        ..request
    };
    call.project_mut()?.merge_requests.insert(iid, request.clone());
    let project = call.project()?.clone();
    let mut body = shown(call.world, &project, &request, call.user);
    // GitLab prepares it in the background.
    body.insert(String::from("detailed_merge_status"), json!("preparing"));
    for later in ["prepared_at", "changes_count", "diff_refs"] {
        body.insert(later.to_owned(), Value::Null);
    }
    if request.sha.is_empty() {
        body.insert(String::from("sha"), Value::Null);
    }
    Ok(Reply::created(Value::Object(body)))
}
