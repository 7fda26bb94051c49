//! Notes on merge requests: comments and system notes.
//!
//! Read, not measured, except for the list: `lib/api/notes.rb`, `lib/api/helpers/notes_helpers.rb`, `lib/api/entities/note.rb`,
//! `app/services/notes/{create,update}_service.rb`, `app/policies/{note,issuable,project}_policy.rb` and
//! `app/models/concerns/notes/active_record.rb` of GitLab 18.9. Everyone who can read the merge request can comment; if its
//! discussion is locked, only members can. The author or a maintainer can change and delete a note; nobody can change a system note.
//! Quick actions run when a note is created **and** when it is changed; the text is stored without them, without carriage
//! returns, and without trailing white space. A page has fewer notes if the caller cannot see some. GitLab's rate limit for new notes
//! is not modelled: a fault (`throttle`, `json`) answers as it does.

use serde_json::{Value, json};

use super::quick_actions::{self, Done};
use super::requests::reads;
use crate::sandbox::http::gates::signed_in;
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, Scopes, route};
use crate::sandbox::views::users;
use crate::sandbox::world::{
    MAINTAINER, MergeRequest, Note, OWNER, Project, REPORTER, World, take,
};

/// Maximum length of a note in characters.
const LONGEST: usize = 1_000_000;

/// Maximum number of notes on a merge request, including system notes.
const MOST: usize = 5_000;

pub(crate) const OF: &[Param] = &[Param::integer("noteable_id").required()];

pub(crate) const ONE: &[Param] = &[Param::integer("note_id").required()];

const LIST: &[Param] = &[
    Param::text("activity_filter").or("all_notes").values(&[
        "all_notes",
        "only_comments",
        "only_activity",
    ]),
    Param::text("order_by").or("created_at").values(&["created_at", "updated_at"]),
    Param::text("sort").or("desc").values(&["asc", "desc"]),
];

const CREATE: &[Param] = &[
    Param::text("body").required(),
    Param::boolean("confidential"),
    Param::boolean("internal"),
    Param::moment("created_at"),
    Param::text("merge_request_diff_head_sha"),
];

const CHANGE: &[Param] = &[Param::text("body").no_blank(), Param::boolean("confidential")];

const LISTED: &str = "/projects/{id}/merge_requests/:noteable_id/notes";

const SINGLE: &str = "/projects/{id}/merge_requests/:noteable_id/notes/:note_id";

pub(crate) const ROUTES: &[Route] = &[
    route("GET", LISTED, signed_in, &[OF, LIST, &PAGE], list).scopes(Scopes::Project),
    route("POST", LISTED, signed_in, &[OF, CREATE], create).scopes(Scopes::Project),
    route("GET", SINGLE, signed_in, &[OF, ONE], show).scopes(Scopes::Project),
    route("PUT", SINGLE, signed_in, &[OF, ONE, CHANGE], update).scopes(Scopes::Project),
    route("DELETE", SINGLE, signed_in, &[OF, ONE], delete).scopes(Scopes::Project),
];

/// The merge request, if the caller can read it; otherwise it does not exist for them.
pub(crate) fn noteable(call: &mut Call<'_>) -> Result<MergeRequest, Refusal> {
    call.project_id()?;
    reads(call).map_err(|_| Refusal::not_found())?;
    let iid = call.params.id("noteable_id");
    call.project()?.merge_requests.get(&iid).cloned().ok_or_else(Refusal::not_found)
}

/// A note of the merge request.
pub(crate) fn note(call: &mut Call<'_>, request: &MergeRequest) -> Result<Note, Refusal> {
    let id = call.params.id("note_id");
    let of = |note: &&Note| note.id == id && note.merge_request == request.iid;
    call.project()?.notes.iter().find(of).cloned().ok_or_else(Refusal::not_found)
}

/// Whether the caller can see a note.
pub(crate) fn sees(level: u8, note: &Note) -> bool {
    !note.internal || level >= REPORTER
}

/// The stored note, mutable.
pub(crate) fn stored<'c>(call: &'c mut Call<'_>, id: u64) -> Result<&'c mut Note, Refusal> {
    let notes = &mut call.project_mut()?.notes;
    notes.iter_mut().find(|note| note.id == id).ok_or_else(Refusal::not_found)
}

/// A note as answers show it, with what its quick actions changed.
pub(crate) fn told(
    world: &World,
    project: &Project,
    request: &MergeRequest,
    note: &Note,
    done: Option<&Done>,
) -> Value {
    let mut body = json!({
        "id": note.id,
        "type": note.threaded.then_some("DiscussionNote"),
        "body": note.body,
        "author": users::user(world, note.author),
        "created_at": note.created_at.text(),
        "updated_at": note.updated_at.text(),
        "system": note.system,
        "noteable_id": request.id,
        "noteable_type": "MergeRequest",
        "project_id": project.id,
        "resolvable": note.threaded && !note.system,
    });
    if note.threaded && !note.system {
        body["resolved"] = json!(note.resolved.is_some());
        body["resolved_by"] = note.resolved.map_or(Value::Null, |(_, by)| users::user(world, by));
        body["resolved_at"] = json!(note.resolved.map(|(at, _)| at.text()));
    }
    for (name, value) in [
        ("confidential", json!(note.internal)),
        ("internal", json!(note.internal)),
        ("imported", json!(false)),
        ("imported_from", json!("none")),
        ("noteable_iid", json!(request.iid)),
        ("commands_changes", done.map_or(json!({}), |done| done.changes.clone())),
    ] {
        body[name] = value;
    }
    body
}

/// `400 Bad request - Note {…}`, with the complaints as Ruby prints them.
fn invalid(field: &str, complaint: &str) -> Refusal {
    Refusal::bad_request_because(&format!("Note {{:{field}=>[\"{complaint}\"]}}"))
}

fn valid(body: &str) -> Result<(), Refusal> {
    if body.trim().is_empty() {
        return Err(invalid("note", "can't be blank"));
    }
    if body.chars().count() > LONGEST {
        return Err(invalid("note", "is too long (maximum is 1000000 characters)"));
    }
    Ok(())
}

/// Whether the caller can comment: they are a member, or the discussion is not locked.
fn unlocked(call: &mut Call<'_>, request: &MergeRequest) -> Result<bool, Refusal> {
    Ok(!request.discussion_locked || call.level()? > 0)
}

/// The result of a text that was sent.
pub(crate) enum Written {
    /// A note, with what its quick actions did.
    Note(Box<Note>, Done),
    /// Only quick actions: there is no note.
    Commands(Done),
}

/// Creates a note after its quick actions ran, in the discussion of the note that it replies to, if any.
pub(crate) fn write(
    call: &mut Call<'_>,
    request: &MergeRequest,
    threaded: bool,
    answered: Option<&Note>,
) -> Result<Written, Refusal> {
    if !unlocked(call, request)? {
        return Err(Refusal::forbidden());
    }
    let (me, now, level) = (call.me(), call.world.now, call.level()?);
    let text = call.params.text("body").unwrap_or_default().to_owned();
    valid(&text)?;
    let of = |note: &&Note| note.merge_request == request.iid;
    if call.project()?.notes.iter().filter(of).count() >= MOST {
        return Err(invalid("base", "Maximum number of comments exceeded"));
    }
    let done = quick_actions::run(call, request, &text)?;
    if done.rest.is_empty() {
        return Ok(Written::Commands(done));
    }
    let internal = ["internal", "confidential"].map(|name| call.params.bool(name) == Some(true));
    let internal = internal.contains(&true) && level >= REPORTER;
    let id = take(&mut call.world.next.note);
    let mut note = Note::new(id, request.iid, me, done.rest.clone(), now);
    note.threaded = threaded;
    note.internal = answered.map_or(internal, |answered| answered.internal);
    if let Some(answered) = answered {
        note.discussion.clone_from(&answered.discussion);
        note.resolved = answered.resolved.map(|_| (now, me));
    }
    if let Some(at) = call.params.moment("created_at").filter(|_| level >= OWNER) {
        (note.created_at, note.updated_at) = (at, at);
    }
    call.project_mut()?.notes.push(note.clone());
    Ok(Written::Note(Box::new(note), done))
}

/// The answer to a text with only quick actions.
pub(crate) fn commands(done: &Done) -> Reply {
    let body = json!({ "commands_changes": done.changes, "summary": done.summary });
    Reply { status: 202, ..Reply::ok(body) }
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let request = noteable(call)?;
    let level = call.level()?;
    let project = call.project()?.clone();
    let filter = call.params.text("activity_filter").map(str::to_owned);
    let fits = |note: &&Note| {
        note.merge_request == request.iid
            && match filter.as_deref() {
                Some("only_comments") => !note.system,
                Some("only_activity") => note.system,
                _ => true,
            }
    };
    let mut all: Vec<&Note> = project.notes.iter().filter(fits).collect();
    match call.params.text("order_by") {
        Some("updated_at") => all.sort_by_key(|note| (note.updated_at, note.id)),
        _ => all.sort_by_key(|note| (note.created_at, note.id)),
    }
    if call.params.text("sort") != Some("asc") {
        all.reverse();
    }
    let show = |note: &Note| match sees(level, note) {
        true => told(call.world, &project, &request, note, None),
        false => Value::Null,
    };
    visible(call.page(all, show)?)
}

/// Removes what the caller cannot see from a page. The headers still count it.
pub(crate) fn visible(mut reply: Reply) -> Result<Reply, Refusal> {
    if let crate::sandbox::http::reply::Body::Json(Value::Array(items)) = &mut reply.body {
        items.retain(|item| !item.is_null());
    }
    Ok(reply)
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let request = noteable(call)?;
    match write(call, &request, false, None)? {
        Written::Commands(done) => Ok(commands(&done)),
        Written::Note(note, done) => {
            let project = call.project()?.clone();
            Ok(Reply::created(told(call.world, &project, &request, &note, Some(&done))))
        }
    }
}

/// One note; a discussion in the path is ignored.
pub(crate) fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let request = noteable(call)?;
    let note = note(call, &request)?;
    if !sees(call.level()?, &note) {
        return Err(Refusal::no_such("Note"));
    }
    let project = call.project()?.clone();
    Ok(Reply::ok(told(call.world, &project, &request, &note, None)))
}

/// Refuses callers who cannot change or delete a note.
fn administers(call: &mut Call<'_>, request: &MergeRequest, note: &Note) -> Result<(), Refusal> {
    let level = call.level()?;
    let may = note.author == call.me() || level >= MAINTAINER;
    if may && !note.system && sees(level, note) && unlocked(call, request)? {
        Ok(())
    } else {
        Err(Refusal::forbidden())
    }
}

/// Changes the text of a note. If only quick actions are left, the note is deleted.
pub(crate) fn update(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let request = noteable(call)?;
    let old = note(call, &request)?;
    administers(call, &request, &old)?;
    let now = call.world.now;
    let mut done = None;
    if let Some(text) = call.params.text("body").map(str::to_owned) {
        valid(&text)?;
        let ran = quick_actions::run(call, &request, &text)?;
        if ran.rest.is_empty() {
            call.project_mut()?.notes.retain(|note| note.id != old.id);
            return Ok(commands(&ran));
        }
        let note = stored(call, old.id)?;
        note.body.clone_from(&ran.rest);
        note.updated_at = now;
        done = Some(ran);
    }
    let project = call.project()?.clone();
    let new = note(call, &request)?;
    Ok(Reply::ok(told(call.world, &project, &request, &new, done.as_ref())))
}

pub(crate) fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let request = noteable(call)?;
    let old = note(call, &request)?;
    administers(call, &request, &old)?;
    call.unmodified(old.updated_at)?;
    call.project_mut()?.notes.retain(|note| note.id != old.id);
    Ok(Reply::no_content())
}
