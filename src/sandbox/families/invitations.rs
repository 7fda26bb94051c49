//! Invitations to projects and groups by e-mail.
//!
//! Whoever has an account becomes a member at once; an invitation is only kept for other people.

use serde_json::{Value, json};

use super::super::plain::words as words_of;
use super::members::{PLACES, add_or_change, may_write, place};
use crate::sandbox::http::gates::{in_project, signed_in};
use crate::sandbox::http::{Call, Kind, PAGE, Param, Refusal, Reply, Route, route};
use crate::sandbox::world::hash::hash;
use crate::sandbox::world::{MAINTAINER, Of, Row, World};

/// The name of the rows.
const ROWS: &str = "invitations";

const ID: &[Param] = &[Param::text("id").required()];

const EMAIL: &[Param] = &[Param::text("email").required()];

const QUERY: &[Param] = &[Param::text("query")];

const NEW: &[Param] = &[
    Param::integer("access_level").required().values(PLACES),
    Param::new("email", Kind::Words),
    Param::new("user_id", Kind::Any),
    Param::new("expires_at", Kind::Moment),
    Param::integer("member_role_id"),
];

const CHANGE: &[Param] = &[
    Param::integer("access_level").values(PLACES),
    Param::new("expires_at", Kind::Moment),
    Param::integer("member_role_id"),
];

macro_rules! invitations_to {
    ($place:literal, $gate:expr) => {
        &[
            route("GET", concat!($place, "/invitations"), $gate, &[ID, QUERY, &PAGE], list),
            route("POST", concat!($place, "/invitations"), signed_in, &[ID, NEW], invite),
            route("PUT", concat!($place, "/invitations/{email}"), signed_in, &[ID, CHANGE], change),
            route(
                "DELETE",
                concat!($place, "/invitations/{email}"),
                signed_in,
                &[ID, EMAIL],
                delete,
            ),
        ]
    };
}

pub(crate) const TO_PROJECTS: &[Route] = invitations_to!("/projects/{id}", in_project);

pub(crate) const TO_GROUPS: &[Route] = invitations_to!("/groups/{id}", signed_in);

/// Invites a person without an account, or changes their invitation.
pub(crate) fn write(world: &mut World, of: Of, email: &str, changes: Row, by: Option<u64>) {
    let now = world.now.text();
    let name = by.and_then(|it| world.users.get(&it)).map(|it| it.name.clone());
    let parts = [format!("{of:?} {email}"), format!("{email} {of:?}")];
    let token: String = parts.iter().map(|it| format!("{:032x}", hash(it.as_bytes()))).collect();
    let rows = world.rows.entry((of, ROWS)).or_default();
    if let Some(row) = rows.iter_mut().find(|it| is_to(it, email)) {
        row.extend(changes);
        return;
    }
    let new = json!({
        "access_level": null, "created_at": now, "expires_at": null, "invite_email": email,
        "invite_token": token, "created_by_name": name, "member_role_id": null,
    });
    let mut row = new.as_object().cloned().unwrap_or_default();
    row.extend(changes);
    rows.push(row);
}

fn is_to(row: &Row, email: &str) -> bool {
    let own = row.get("invite_email").and_then(Value::as_str).map(str::to_lowercase);
    own == Some(email.to_lowercase())
}

fn shown(row: &Row) -> Value {
    let told = row.iter().filter(|(name, _)| *name != "member_role_id");
    Value::Object(told.map(|(name, it)| (name.clone(), it.clone())).collect())
}

/// The attributes of an invitation that were sent.
fn sent(call: &Call<'_>) -> Row {
    let names = ["access_level", "member_role_id"];
    let plain =
        names.into_iter().filter_map(|it| Some((it.to_owned(), call.params.get(it)?.clone())));
    let mut row: Row = plain.collect();
    if call.params.has("expires_at") {
        let day = call.params.moment("expires_at").map(|it| json!(it.day()));
        row.insert("expires_at".to_owned(), day.unwrap_or_default());
    }
    row
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let of = place(call)?;
    may_write(call, of, MAINTAINER)?;
    let part = call.params.text("query").map(str::to_lowercase);
    let holds = |row: &&Row| {
        let email = row.get("invite_email").and_then(Value::as_str).unwrap_or_default();
        part.as_ref().is_none_or(|it| email.to_lowercase().contains(it.as_str()))
    };
    let rows = call.world.rows.get(&(of, ROWS)).into_iter().flatten();
    let rows: Vec<Row> = rows.filter(holds).cloned().collect();
    call.page(rows, |row| shown(&row))
}

fn invite(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let of = place(call)?;
    let level = u8::try_from(call.params.int("access_level").unwrap_or(0)).unwrap_or(0);
    may_write(call, of, level)?;
    let words =
        |it: &Value| it.as_str().map(str::to_owned).or_else(|| Some(it.as_u64()?.to_string()));
    let ids: Vec<String> = match call.params.get("user_id") {
        Some(Value::String(ids)) => ids.split(',').map(str::to_owned).collect(),
        Some(Value::Array(ids)) => ids.iter().filter_map(words).collect(),
        // A number is taken as missing (measured).
        _ => Vec::new(),
    };
    let emails: Vec<String> =
        call.params.list("email").into_iter().flatten().filter_map(words).collect();
    if ids.is_empty() && emails.is_empty() {
        let why = "Must provide either email or user_id as a parameter";
        return Err(Refusal::bad_request_because(why));
    }
    let is_valid = |it: &String| {
        it.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
            && !it.contains(char::is_whitespace)
    };
    if !emails.iter().all(is_valid) {
        return Err(Refusal::error(400, "email contains an invalid email address"));
    }
    for id in ids {
        if let Some(id) = id.parse().ok().filter(|id| call.world.users.contains_key(id)) {
            add_or_change(call, of, id)?;
        }
    }
    for email in emails {
        let by = Some(call.me());
        match call.world.users.values().find(|it| it.has_email(&email)).map(|it| it.id) {
            Some(user) => {
                // GitLab reports this with a status of success.
                if let Err(refusal) = add_or_change(call, of, user) {
                    let why = json!({ email: words_of(&refusal) });
                    return Ok(Reply::created(json!({ "status": "error", "message": why })));
                }
            }
            None => write(call.world, of, &email, sent(call), by),
        }
    }
    Ok(Reply::created(json!({ "status": "success" })))
}

/// The place and the index of the invitation that the path names.
fn known(call: &mut Call<'_>) -> Result<(Of, usize), Refusal> {
    let of = place(call)?;
    let level = u8::try_from(call.params.int("access_level").unwrap_or(0)).unwrap_or(0);
    may_write(call, of, level)?;
    let email = call.place("email").to_owned();
    let rows = call.world.rows.get(&(of, ROWS)).map(Vec::as_slice).unwrap_or_default();
    let at = rows.iter().position(|it| is_to(it, &email));
    Ok((of, at.ok_or_else(|| Refusal::message(404, "404 Not Found"))?))
}

fn change(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (of, at) = known(call)?;
    let changes = sent(call);
    if changes.is_empty() {
        return Err(Refusal::message(400, "400 Bad request"));
    }
    let row = call.world.rows.get_mut(&(of, ROWS)).and_then(|it| it.get_mut(at));
    let row = row.ok_or_else(Refusal::not_found)?;
    row.extend(changes);
    Ok(Reply::ok(shown(row)))
}

fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (of, at) = known(call)?;
    call.world.rows.get_mut(&(of, ROWS)).map(|it| it.remove(at));
    Ok(Reply::no_content())
}
