//! Version, current user and token, users.

use serde_json::{Value, json};

use crate::sandbox::http::gates::{administrator, signed_in};
use crate::sandbox::http::params::Params;
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, Scopes, auth, route};
use crate::sandbox::views::users as view;
use crate::sandbox::world::{Time, User, UserState};

const fn switch(name: &'static str) -> Param {
    Param::boolean(name).or("false")
}

const USERS: &[Param] = &[
    Param::text("username"),
    Param::text("search"),
    Param::text("extern_uid"),
    Param::text("provider"),
    switch("active"),
    switch("admins"),
    switch("auditors"),
    switch("blocked"),
    switch("exclude_active"),
    switch("exclude_external"),
    switch("exclude_humans"),
    switch("exclude_internal"),
    switch("external"),
    switch("humans"),
    switch("skip_ldap"),
    switch("with_custom_attributes"),
    switch("without_project_bots"),
    switch("without_projects"),
    Param::text("order_by")
        .values(&["id", "name", "username", "created_at", "updated_at"])
        .or("id"),
    Param::text("sort").values(&["asc", "desc"]).or("desc"),
];

/// Where a page by keyset begins.
const CURSOR: [Param; 2] = [Param::text("pagination"), Param::text("cursor")];

pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/metadata", signed_in, &[], metadata)
        .scopes(Scopes::Metadata)
        .where_(|world| world.at_least(15, 2)),
    route("GET", "/version", signed_in, &[], metadata).scopes(Scopes::Metadata),
    route("GET", "/user", signed_in, &[], user).scopes(Scopes::User),
    route("GET", "/personal_access_tokens/self", signed_in, &[], token).scopes(Scopes::Every),
    route("GET", "/users", signed_in, &[USERS, &CURSOR, &PAGE], users).scopes(Scopes::User),
    route("GET", "/users/#id/emails", administrator, &[&PAGE], emails).scopes(Scopes::User),
    route("GET", "/users/#id", signed_in, &[], user_by_id).scopes(Scopes::User),
];

fn metadata(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    Ok(Reply::ok(json!({
        "version": call.world.version,
        "revision": "Unknown",
        "kas": { "enabled": false, "externalUrl": null, "externalK8sProxyUrl": null, "version": null },
        "enterprise": call.world.enterprise,
    })))
}

fn known_user<'c>(call: &'c Call<'_>, id: u64) -> Result<&'c User, Refusal> {
    call.world.users.get(&id).ok_or_else(|| Refusal::no_such("User"))
}

fn user(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    Ok(Reply::ok(view::oneself(call.world, known_user(call, call.me())?)))
}

fn user_by_id(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = call.place("id").parse().unwrap_or(0);
    let user = known_user(call, id)?;
    Ok(Reply::ok(if call.is_admin() {
        view::single(call.world, user)
    } else {
        let blocked = user.state.is_hidden();
        let guarded = blocked || user.is_on("private_profile") && call.user != Some(user.id);
        let shown = if guarded { view::guarded } else { view::public };
        Value::Object(shown(call.world, user))
    }))
}

/// The confirmed addresses, the primary one among them.
fn emails(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = call.place("id").parse().unwrap_or(0);
    let user = known_user(call, id)?;
    let all: Vec<(u64, String)> =
        (1..).zip(std::iter::once(&user.email).chain(&user.emails).cloned()).collect();
    let confirmed = user.created_at.text();
    call.page(
        all,
        |(at, email)| json!({ "id": id * 1000 + at, "email": email, "confirmed_at": confirmed }),
    )
}

/// Whether the switches of a list select a user; some are for administrators only.
fn selected(params: &Params, user: &User, admin: bool) -> bool {
    let on = |name: &str| params.bool(name) == Some(true);
    let is_it = |it: &(String, Option<String>)| {
        let uid = params.text("extern_uid").unwrap_or("");
        Some(it.0.as_str()) == params.text("provider")
            && it.1.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(uid))
    };
    let active = user.state == UserState::Active;
    (!on("active") || active)
        && (!on("exclude_active") || !active)
        && (!on("blocked") || user.state == UserState::Blocked)
        && (!on("external") || user.is_on("external"))
        && (!on("exclude_external") || !user.is_on("external"))
        && (!on("humans") || !user.bot)
        && (!on("exclude_humans") || user.bot)
        && (!on("without_project_bots") || !user.bot || user.service)
        && (!admin || !on("admins") || user.admin)
        && (!admin || !on("auditors") || user.is_on("auditor"))
        && (!params.has("extern_uid") || user.identities.iter().any(is_it))
}

fn users(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let name = call.params.text("username").map(str::to_lowercase);
    let search = call.params.text("search").map(str::to_lowercase);
    let admin = call.is_admin();
    let fits = |user: &&User| {
        let own = user.username.to_lowercase();
        let part = |part: &String| {
            own.contains(part.as_str())
                || user.name.to_lowercase().contains(part.as_str())
                || admin && user.has_email(part)
        };
        name.as_ref().is_none_or(|name| *name == own)
            && search.as_ref().is_none_or(part)
            && selected(&call.params, user, admin)
            && (admin || !user.state.is_hidden())
    };
    // Newest first, as in GitLab.
    let users: Vec<&User> = call.world.users.values().rev().filter(fits).collect();
    let one = |user: &User| {
        if admin { view::full(call.world, user) } else { view::user(call.world, user.id) }
    };
    if call.params.text("pagination") != Some("keyset") {
        return call.page(users, one);
    }
    let size = call.params.int("per_page").and_then(|it| usize::try_from(it).ok());
    let size = size.filter(|it| *it > 0).unwrap_or(20).min(100);
    let after = call.params.text("cursor").and_then(|it| it.parse().ok()).unwrap_or(u64::MAX);
    let rest: Vec<&User> = users.into_iter().filter(|it| it.id < after).collect();
    let shown = rest.get(..size).unwrap_or(&rest);
    let reply = Reply::ok(shown.iter().map(|it| one(it)).collect());
    let Some(last) = shown.last().filter(|_| rest.len() > size) else { return Ok(reply) };
    let next = call.link(1, size, Some(("cursor", last.id.to_string())));
    Ok(reply.with_header("link", format!("<{next}>; rel=\"next\"")))
}

fn token(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let token =
        auth::token(call.world, call.request, call.sent).ok_or_else(Refusal::unauthorized)?;
    Ok(Reply::ok(json!({
        "id": token.id,
        "name": token.name,
        "revoked": token.revoked,
        "created_at": token.created_at.text(),
        "description": null,
        "scopes": token.scopes,
        "user_id": token.user,
        "last_used_at": call.world.now.text(),
        "active": true,
        "expires_at": token.expires_at.map(Time::day),
        "last_used_ips": ["127.0.0.1"],
    })))
}
