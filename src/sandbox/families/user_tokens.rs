//! Personal access tokens: made by administrators, read and revoked by their users, too.

use serde_json::{Value, json};

use super::people::named;
use super::tokens::{self, LIST, NEW_DATE, NEW_OF_USER};
use crate::sandbox::http::gates::{administrator, signed_in};
use crate::sandbox::http::{Call, Kind, PAGE, Param, Refusal, Reply, Route, Scopes, route};
use crate::sandbox::world::Token;

const OF: &[Param] = &[Param::integer("user_id")];

pub(crate) const ROUTES: &[Route] = &[
    route("POST", "/users/#id/personal_access_tokens", administrator, &[NEW_OF_USER], create)
        .scopes(Scopes::User),
    route("POST", "/users/#id/impersonation_tokens", administrator, &[IMPERSONATING], impersonate),
    route("GET", "/users/#id/impersonation_tokens", administrator, &[STATE, &PAGE], impersonating),
    route("GET", "/personal_access_tokens", signed_in, &[OF, LIST, &PAGE], list),
    route("GET", "/personal_access_tokens/#token", signed_in, &[], one),
    route("DELETE", "/personal_access_tokens/#token", signed_in, &[], revoke),
    route("POST", "/personal_access_tokens/#token/rotate", signed_in, &[NEW_DATE], rotate),
];

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = named(call)?;
    tokens::issue_for(call, id)
}

const IMPERSONATING: &[Param] = &[
    Param::text("name").required(),
    Param::new("scopes", Kind::Words),
    Param::new("expires_at", Kind::Moment),
    Param::text("description"),
];

const STATE: &[Param] = &[Param::text("state").values(&["all", "active", "inactive"])];

fn impersonate(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let user = named(call)?;
    let name = call.params.text("name").unwrap_or("").to_owned();
    let scopes = tokens::scopes(&call.params);
    let sent = call.params.moment("expires_at").is_some();
    let today = call.world.told_date();
    let expires_at = tokens::expiry(today, &call.params).filter(|_| sent);
    let mut wrong = serde_json::Map::new();
    let mut complain = |field: &str, why: &str| wrong.insert(field.to_owned(), json!([why]));
    if name.is_empty() {
        complain("name", "can't be blank");
    }
    if scopes.is_empty() {
        complain("scopes", "can't be blank");
    } else if !scopes.iter().all(|it| tokens::SCOPES_OF_USERS.contains(&it.as_str())) {
        complain("scopes", "can only contain available scopes");
    }
    match (expires_at, tokens::far(today, expires_at)) {
        (None, _) => drop(complain("expires_at", "can't be blank")),
        (_, Some(why)) => {
            complain("expires_at", why.trim_start_matches("Expiration date "));
        }
        _ => {}
    }
    if !wrong.is_empty() {
        return Err(Refusal::message(400, serde_json::Value::Object(wrong)));
    }
    let description = call.params.text("description").map(str::to_owned);
    let impersonation = true;
    let token =
        Token { name, description, user, scopes, expires_at, impersonation, ..Token::default() };
    let secret = call.world.issue(token);
    let mut body = tokens::with_secret(call, &secret);
    body["impersonation"] = json!(true);
    Ok(Reply::created(body))
}

fn impersonating(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let user = named(call)?;
    let (wanted, now) = (call.params.text("state"), call.world.now);
    let fits = |it: &&Token| {
        let active = it.is_active(now);
        it.user == user
            && it.impersonation
            && match wanted {
                Some("active") => active,
                Some("inactive") => !active,
                _ => true,
            }
    };
    let mut found: Vec<_> = call.world.tokens.values().filter(fits).collect();
    found.sort_by_key(|it| it.id);
    call.page(found, |it| {
        let mut body = tokens::shown(call.world, it);
        body["impersonation"] = json!(true);
        body
    })
}

fn shown(call: &Call<'_>, token: &Token) -> Value {
    let mut body = tokens::shown(call.world, token);
    body["last_used_ips"] = json!([]);
    body
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let wanted = call.params.has("user_id").then(|| call.params.id("user_id"));
    let known = wanted.is_none_or(|it| call.world.users.contains_key(&it));
    if call.is_admin() && !known {
        return Err(Refusal::message(404, "404 Not Found"));
    }
    if !call.is_admin() && wanted.is_some_and(|it| Some(it) != call.user) {
        return Err(Refusal::unauthorized());
    }
    let wanted = wanted.or_else(|| call.user.filter(|_| !call.is_admin()));
    let fits = |it: &&Token| wanted.is_none_or(|user| it.user == user);
    let found = tokens::selected(call, call.world.tokens.values().filter(fits));
    call.page(found, |it| shown(call, it))
}

/// The secret of a token that the caller can see.
fn secret(call: &Call<'_>) -> Option<String> {
    tokens::secret_of(call, |it| call.is_admin() || Some(it.user) == call.user)
}

fn one(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let token = secret(call).and_then(|it| call.world.tokens.get(&it));
    let token = token.ok_or_else(|| Refusal::message(404, "404 Not Found"))?;
    Ok(Reply::ok(shown(call, token)))
}

fn revoke(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let secret = secret(call).ok_or_else(Refusal::not_found)?;
    call.world.tokens.entry(secret).and_modify(|it| it.revoked = true);
    Ok(Reply::no_content())
}

fn rotate(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let secret = secret(call).ok_or_else(Refusal::not_found)?;
    let secret = tokens::rotate(call, &secret)?;
    Ok(Reply::ok(tokens::with_secret(call, &secret)))
}
