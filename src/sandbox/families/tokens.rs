//! What access tokens of all kinds have in common: how they are shown, selected, and rotated, and when they may expire.

use std::cmp::Reverse;

use serde_json::{Value, json};

use crate::sandbox::http::params::Params;
use crate::sandbox::http::{Call, Kind, Param, Refusal, Reply};
use crate::sandbox::world::{Time, Token, World};

/// Parameters that select and sort tokens.
pub(super) const LIST: &[Param] = &[
    Param::boolean("revoked"),
    Param::text("state").values(&["active", "inactive"]),
    Param::text("search"),
    Param::text("sort").values(&[
        "created_asc",
        "created_desc",
        "expires_asc",
        "expires_desc",
        "last_used_asc",
        "last_used_desc",
        "name_asc",
        "name_desc",
    ]),
];

pub(super) const NEW_DATE: &[Param] = &[Param::new("expires_at", Kind::Moment)];

const DAY: i64 = 24 * 60 * 60;

/// The longest life of a token, in days.
const LONGEST: i64 = 365;

/// A token without its secret.
pub(super) fn shown(world: &World, token: &Token) -> Value {
    json!({
        "id": token.id,
        "name": token.name,
        "revoked": token.revoked,
        "created_at": token.created_at.text(),
        "description": token.description,
        "scopes": token.scopes,
        "user_id": token.user,
        "last_used_at": null,
        "active": token.is_active(world.now),
        "expires_at": token.expires_at.map(Time::day),
    })
}

/// The tokens that the parameters of a list select, in their order.
pub(super) fn selected<'t>(
    call: &Call<'_>,
    tokens: impl Iterator<Item = &'t Token>,
) -> Vec<&'t Token> {
    let (params, now) = (&call.params, call.world.now);
    let part = params.text("search").map(str::to_lowercase);
    let active = params.text("state").map(|it| it == "active");
    let revoked = params.bool("revoked");
    let fits = |it: &&Token| {
        part.as_ref().is_none_or(|part| it.name.to_lowercase().contains(part))
            && active.is_none_or(|active| active == it.is_active(now))
            && revoked.is_none_or(|revoked| revoked == it.revoked)
    };
    let mut found: Vec<&Token> = tokens.filter(fits).collect();
    found.sort_by_key(|it| it.id);
    match params.text("sort") {
        Some("created_desc") => found.sort_by_key(|it| Reverse(it.id)),
        Some("expires_asc") => found.sort_by_key(|it| it.expires_at),
        Some("expires_desc") => found.sort_by_key(|it| Reverse(it.expires_at)),
        Some("name_asc") => found.sort_by_key(|it| it.name.to_lowercase()),
        Some("name_desc") => found.sort_by_key(|it| Reverse(it.name.to_lowercase())),
        _ => {}
    }
    found
}

/// The scopes that were sent.
pub(super) fn scopes(params: &Params) -> Vec<String> {
    let sent = params.list("scopes").into_iter().flatten();
    sent.filter_map(|it| it.as_str().map(str::to_owned)).collect()
}

/// Midnight of a day from now.
fn in_days(now: Time, days: i64) -> Option<Time> {
    Time::parse(&now.plus_seconds(days * DAY).day())
}

/// The first moment at which a new token is invalid; without a date, a year from now.
pub(super) fn expiry(now: Time, params: &Params) -> Option<Time> {
    let sent = params.moment("expires_at").and_then(|it| Time::parse(&it.day()));
    sent.or_else(|| in_days(now, LONGEST))
}

/// Why a token cannot live that long.
pub(super) fn far(now: Time, end: Option<Time>) -> Option<String> {
    let last = in_days(now, LONGEST)?;
    (end? > last).then(|| format!("Expiration date must be before {}", last.day()))
}

/// Revokes a token and makes its successor, which lives for a week unless a date was sent; returns its secret.
pub(super) fn rotate(call: &mut Call<'_>, secret: &str) -> Result<String, Refusal> {
    let now = call.world.now;
    let sent = call.params.moment("expires_at").and_then(|it| Time::parse(&it.day()));
    let expires_at = sent.or_else(|| in_days(now, 7));
    let old = call.world.tokens.get_mut(secret).ok_or_else(Refusal::not_found)?;
    if old.revoked {
        return Err(Refusal::bad_request_because("Token already revoked"));
    }
    old.revoked = true;
    let next = Token { id: 0, revoked: false, expires_at, ..old.clone() };
    Ok(call.world.issue(next))
}

/// Parameters of a token of a user.
pub(super) const NEW_OF_USER: &[Param] = &[
    Param::text("name").required(),
    Param::new("scopes", Kind::Words).required().values(SCOPES_OF_USERS),
    Param::new("expires_at", Kind::Moment),
    Param::text("description"),
];

pub(super) const SCOPES_OF_USERS: &[&str] = &[
    "api",
    "read_user",
    "read_api",
    "create_runner",
    "manage_runner",
    "k8s_proxy",
    "self_rotate",
    "mcp",
    "read_repository",
    "write_repository",
    "read_registry",
    "write_registry",
    "read_virtual_registry",
    "write_virtual_registry",
    "sudo",
    "admin_mode",
    "ai_features",
    "ai_workflows",
    "read_service_ping",
];

/// A token with its secret, as only the answer to its creation has it.
pub(super) fn with_secret(call: &Call<'_>, secret: &str) -> Value {
    let mut body =
        call.world.tokens.get(secret).map(|it| shown(call.world, it)).unwrap_or_default();
    body["token"] = json!(secret);
    body
}

/// The secret of the token that the path names, if it fits.
pub(super) fn secret_of(call: &Call<'_>, fits: impl Fn(&Token) -> bool) -> Option<String> {
    let id: u64 = call.place("token").parse().unwrap_or(0);
    let found = call.world.tokens.iter().find(|(_, it)| it.id == id && fits(it));
    found.map(|(secret, _)| secret.clone())
}

/// Makes the token of a user that was asked for.
pub(super) fn issue_for(call: &mut Call<'_>, user: u64) -> Result<Reply, Refusal> {
    let today = call.world.told_date();
    let expires_at = expiry(today, &call.params);
    let name = call.params.text("name").unwrap_or("").to_owned();
    let scopes = scopes(&call.params);
    let blank = |what: &str| Some(format!("{what} can't be blank"));
    let why = None
        .or_else(|| name.trim().is_empty().then(|| blank("Name")).flatten())
        .or_else(|| scopes.is_empty().then(|| blank("Scopes")).flatten())
        .or_else(|| far(today, expires_at));
    if let Some(why) = why {
        return Err(Refusal::message(422, why));
    }
    let description = call.params.text("description").map(str::to_owned);
    let token = Token { name, description, user, scopes, expires_at, ..Token::default() };
    let secret = call.world.issue(token);
    Ok(Reply::created(with_secret(call, &secret)))
}
