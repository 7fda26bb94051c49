//! Discussions of merge requests: individual notes, and threads, which can be resolved.
//!
//! Read, not measured: `lib/api/discussions.rb`, `app/models/concerns/resolvable_{note,discussion}.rb` and
//! `app/services/discussions` of GitLab 18.9. Every note is in a discussion; a reply to an individual note turns it into a
//! thread. The author of its first note, the author of the merge request, and developers can resolve a thread. GitLab's rate limit
//! for new notes does not apply to these.

use serde_json::{Value, json};

use super::notes::{self, OF, ONE, Written, commands, noteable, sees, told};
use crate::sandbox::http::gates::signed_in;
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, Scopes, route};
use crate::sandbox::world::{DEVELOPER, MergeRequest, Note};

const THREAD: &[Param] = &[Param::text("discussion_id").required()];

const CREATE: &[Param] = &[Param::text("body").required(), Param::moment("created_at")];

const RESOLVE: &[Param] = &[Param::boolean("resolved").required()];

const CHANGE: &[Param] = &[Param::text("body"), Param::boolean("resolved")];

const LISTED: &str = "/projects/{id}/merge_requests/:noteable_id/discussions";

const SINGLE: &str = "/projects/{id}/merge_requests/:noteable_id/discussions/:discussion_id";

const NOTES: &str = "/projects/{id}/merge_requests/:noteable_id/discussions/:discussion_id/notes";

const NOTE: &str =
    "/projects/{id}/merge_requests/:noteable_id/discussions/:discussion_id/notes/:note_id";

pub(crate) const ROUTES: &[Route] = &[
    route("GET", LISTED, signed_in, &[OF, &PAGE], list).scopes(Scopes::Project),
    route("POST", LISTED, signed_in, &[OF, CREATE], create).scopes(Scopes::Project),
    route("GET", SINGLE, signed_in, &[OF, THREAD], show).scopes(Scopes::Project),
    route("PUT", SINGLE, signed_in, &[OF, THREAD, RESOLVE], resolve).scopes(Scopes::Project),
    route("GET", NOTES, signed_in, &[OF, THREAD], list_notes).scopes(Scopes::Project),
    route("POST", NOTES, signed_in, &[OF, THREAD, CREATE], answer).scopes(Scopes::Project),
    route("GET", NOTE, signed_in, &[OF, THREAD, ONE], notes::show).scopes(Scopes::Project),
    route("PUT", NOTE, signed_in, &[OF, THREAD, ONE, CHANGE], update).scopes(Scopes::Project),
    route("DELETE", NOTE, signed_in, &[OF, THREAD, ONE], notes::delete).scopes(Scopes::Project),
];

/// The notes of the discussion that the path names, as far as the caller can see them, oldest first.
fn notes_of(call: &mut Call<'_>, request: &MergeRequest) -> Result<Vec<Note>, Refusal> {
    let (id, level) = (call.place("discussion_id").to_owned(), call.level()?);
    let fits = |note: &&Note| {
        note.merge_request == request.iid && note.discussion == id && sees(level, note)
    };
    let mut found: Vec<Note> = call.project()?.notes.iter().filter(fits).cloned().collect();
    found.sort_by_key(|note| (note.created_at, note.id));
    Ok(found)
}

/// A discussion of these notes; there is at least one.
fn shown(call: &mut Call<'_>, request: &MergeRequest, all: &[Note]) -> Result<Value, Refusal> {
    let project = call.project()?.clone();
    let first = all.first().ok_or_else(|| Refusal::no_such("Discussion"))?;
    let one = |note: &Note| told(call.world, &project, request, note, None);
    Ok(json!({
        "id": first.discussion,
        "individual_note": !first.threaded,
        "notes": all.iter().map(one).collect::<Vec<_>>(),
    }))
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let request = noteable(call)?;
    let level = call.level()?;
    let project = call.project()?.clone();
    let mut all: Vec<&Note> =
        project.notes.iter().filter(|note| note.merge_request == request.iid).collect();
    all.sort_by_key(|note| (note.created_at, note.id));
    let mut groups: Vec<Vec<&Note>> = Vec::new();
    for note in all {
        match groups.iter_mut().find(|group| group[0].discussion == note.discussion) {
            Some(group) => group.push(note),
            None => groups.push(vec![note]),
        }
    }
    let show = |group: Vec<&Note>| {
        let seen: Vec<&Note> = group.into_iter().filter(|note| sees(level, note)).collect();
        let Some(first) = seen.first() else { return Value::Null };
        let one = |note: &&Note| told(call.world, &project, &request, note, None);
        json!({
            "id": first.discussion,
            "individual_note": !first.threaded,
            "notes": seen.iter().map(one).collect::<Vec<_>>(),
        })
    };
    notes::visible(call.page(groups, show)?)
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let request = noteable(call)?;
    match notes::write(call, &request, true, None)? {
        Written::Commands(done) => Ok(commands(&done)),
        Written::Note(note, _) => Ok(Reply::created(shown(call, &request, &[*note])?)),
    }
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let request = noteable(call)?;
    let all = notes_of(call, &request)?;
    Ok(Reply::ok(shown(call, &request, &all)?))
}

fn list_notes(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let request = noteable(call)?;
    let all = notes_of(call, &request)?;
    if all.is_empty() {
        return Err(Refusal::no_such("Notes"));
    }
    let project = call.project()?.clone();
    let one = |note: &Note| told(call.world, &project, &request, note, None);
    Ok(Reply::ok(all.iter().map(one).collect()))
}

fn answer(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let request = noteable(call)?;
    let all = notes_of(call, &request)?;
    let first = all.first().ok_or_else(|| Refusal::no_such("Discussion"))?;
    match notes::write(call, &request, true, Some(first))? {
        Written::Commands(done) => Ok(commands(&done)),
        Written::Note(note, done) => {
            notes::stored(call, first.id)?.threaded = true;
            let project = call.project()?.clone();
            Ok(Reply::created(told(call.world, &project, &request, &note, Some(&done))))
        }
    }
}

/// Refuses callers who cannot resolve the thread that begins with this note.
fn resolves(call: &mut Call<'_>, request: &MergeRequest, first: &Note) -> Result<(), Refusal> {
    let (me, level) = (call.me(), call.level()?);
    let may = first.author == me || request.author == me || level >= DEVELOPER;
    if may && (!request.discussion_locked || level > 0) {
        Ok(())
    } else {
        Err(Refusal::forbidden())
    }
}

fn turn(call: &mut Call<'_>, notes: &[Note], resolved: bool) -> Result<(), Refusal> {
    let (now, me) = (call.world.now, call.me());
    for note in notes.iter().filter(|note| note.threaded && !note.system) {
        if note.resolved.is_some() != resolved {
            let stored = notes::stored(call, note.id)?;
            stored.resolved = resolved.then_some((now, me));
            stored.updated_at = now;
        }
    }
    Ok(())
}

fn resolve(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let request = noteable(call)?;
    let all = notes_of(call, &request)?;
    let first = all.first().ok_or_else(|| Refusal::no_such("Discussion"))?;
    if !all.iter().any(|note| note.threaded && !note.system) {
        return Err(Refusal::forbidden());
    }
    resolves(call, &request, first)?;
    let resolved = call.params.bool("resolved") == Some(true);
    turn(call, &all, resolved)?;
    show(call)
}

fn update(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    match (call.params.has("body"), call.params.bool("resolved")) {
        (true, Some(_)) => Err(Refusal::error(400, "body, resolved are mutually exclusive")),
        (true, None) => notes::update(call),
        (false, None) => {
            let text = "body, resolved are missing, exactly one parameter must be provided";
            Err(Refusal::error(400, text))
        }
        (false, Some(resolved)) => {
            let request = noteable(call)?;
            let note = notes::note(call, &request)?;
            resolves(call, &request, &note)?;
            if !note.threaded || note.system {
                return Err(Refusal::bad_request_because("Note is not resolvable"));
            }
            turn(call, &[note], resolved)?;
            notes::show(call)
        }
    }
}
