//! Personal access tokens: made by administrators, read and revoked by their users, too.

use serde_json::{Value, json};

use super::people::named;
use super::tokens::{self, LIST, NEW_DATE, NEW_OF_USER};
use crate::sandbox::http::gates::{administrator, signed_in};
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, Scopes, route};
use crate::sandbox::world::Token;

const OF: &[Param] = &[Param::integer("user_id")];

pub(crate) const ROUTES: &[Route] = &[
    route("POST", "/users/#id/personal_access_tokens", administrator, &[NEW_OF_USER], create)
        .scopes(Scopes::User),
    route("GET", "/personal_access_tokens", signed_in, &[OF, LIST, &PAGE], list),
    route("GET", "/personal_access_tokens/#token", signed_in, &[], one),
    route("DELETE", "/personal_access_tokens/#token", signed_in, &[], revoke),
    route("POST", "/personal_access_tokens/#token/rotate", signed_in, &[NEW_DATE], rotate),
];

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = named(call)?;
    tokens::issue_for(call, id)
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
