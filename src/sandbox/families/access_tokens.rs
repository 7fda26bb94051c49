//! Access tokens of projects and groups. Each acts as a bot that is a member with its level; the secret is in the answer to the
//! creation alone, and revoked tokens stay in the list.

use serde_json::{Value, json};

use super::members::place;
use super::tokens::{self, LIST, NEW_DATE, far};
use crate::sandbox::http::gates::signed_in;
use crate::sandbox::http::{Call, Kind, PAGE, Param, Refusal, Reply, Route, params, route};
use crate::sandbox::plain;
use crate::sandbox::world::{MAINTAINER, OWNER, Of, Token, World};

const ID: &[Param] = &[Param::text("id").required()];

const SCOPES: &[&str] = &[
    "api",
    "read_api",
    "create_runner",
    "manage_runner",
    "k8s_proxy",
    "self_rotate",
    "read_repository",
    "write_repository",
    "read_registry",
    "write_registry",
    "read_virtual_registry",
    "write_virtual_registry",
    "ai_features",
];

const NEW: &[Param] = &[
    Param::text("name").required(),
    Param::text("description"),
    Param::new("scopes", Kind::Words).required().values(SCOPES),
    Param::new("expires_at", Kind::Moment),
    Param::integer("access_level").values(&["10", "15", "20", "30", "40", "50"]),
];

macro_rules! tokens_of {
    ($place:literal) => {
        &[
            route("GET", concat!($place, "/access_tokens"), seen, &[ID, LIST, &PAGE], list),
            route("GET", concat!($place, "/access_tokens/#token"), seen, &[ID], one),
            route("POST", concat!($place, "/access_tokens"), seen, &[ID, NEW], create),
            route("DELETE", concat!($place, "/access_tokens/#token"), seen, &[ID], revoke),
            route(
                "POST",
                concat!($place, "/access_tokens/#token/rotate"),
                seen,
                &[ID, NEW_DATE],
                rotate,
            ),
        ]
    };
}

pub(crate) const OF_PROJECTS: &[Route] = tokens_of!("/projects/{id}");

pub(crate) const OF_GROUPS: &[Route] = tokens_of!("/groups/{id}");

/// A gate for callers who can see the project or group.
fn seen(call: &mut Call<'_>) -> Result<(), Refusal> {
    signed_in(call)?;
    place(call).map(drop)
}

/// The noun of a project or group, and the lowest level that manages its tokens.
fn of_noun(of: Of) -> (&'static str, u8) {
    if matches!(of, Of::Group(_)) { ("group", OWNER) } else { ("project", MAINTAINER) }
}

/// The caller's level in the project or group.
fn level(call: &mut Call<'_>, of: Of) -> Result<u8, Refusal> {
    match call.world.path_of(of) {
        Some(path) if matches!(of, Of::Group(_)) && !call.is_admin() => {
            Ok(call.user.map_or(0, |user| call.world.group_level(user, path)))
        }
        _ if call.is_admin() => Ok(OWNER),
        _ => call.level(),
    }
}

fn manages(call: &mut Call<'_>) -> Result<(Of, bool), Refusal> {
    let of = place(call)?;
    let enough = level(call, of)? >= of_noun(of).1;
    Ok((of, enough))
}

fn shown(call: &Call<'_>, token: &Token) -> Value {
    let mut body = tokens::shown(call.world, token);
    if let Some((of, level)) = token.resource {
        body["access_level"] = json!(level);
        body["resource_type"] = json!(of_noun(of).0);
        body["resource_id"] = match of {
            Of::Group(id) | Of::Project(id) => json!(id),
            Of::Instance | Of::Row(..) => Value::Null,
        };
    }
    body
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (of, enough) = manages(call)?;
    if !enough {
        return Err(Refusal::unauthorized());
    }
    let own = |it: &&Token| it.resource.is_some_and(|it| it.0 == of);
    let found = tokens::selected(call, call.world.tokens.values().filter(own));
    call.page(found, |token| shown(call, token))
}

/// The secret of the token that the path names.
fn named(call: &mut Call<'_>, of: Of) -> Result<String, Refusal> {
    let id: u64 = call.place("token").parse().unwrap_or(0);
    let is_it = |it: &Token| it.id == id && it.resource.is_some_and(|it| it.0 == of);
    let found = call.world.tokens.iter().find(|(_, it)| is_it(it)).map(|it| it.0.clone());
    found.ok_or_else(|| Refusal::no_such(&format!("{} Access Token", of_noun(of).0)))
}

fn one(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (of, enough) = manages(call)?;
    if !enough {
        return Err(Refusal::unauthorized());
    }
    let secret = named(call, of)?;
    let token = call.world.tokens.get(&secret).ok_or_else(Refusal::not_found)?;
    Ok(Reply::ok(shown(call, token)))
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (of, enough) = manages(call)?;
    let noun = of_noun(of).0;
    let because = |why: &str| Err(Refusal::bad_request_because(why));
    if !call.params.has("expires_at") {
        return because("expires_at is missing");
    }
    if !enough {
        return because(&format!("User does not have permission to create {noun} access token"));
    }
    let wanted = call.params.int("access_level").and_then(|it| u8::try_from(it).ok());
    let wanted = wanted.unwrap_or(MAINTAINER);
    if wanted > level(call, of)? {
        return because(
            "Access level of the token contains permissions not held by the creating user",
        );
    }
    let name = call.params.text("name").unwrap_or("").to_owned();
    if name.trim().is_empty() {
        return because("Namespace name can't be blank and Name can't be blank");
    }
    let scopes = tokens::scopes(&call.params);
    if scopes.is_empty() {
        return because("Scopes can't be blank");
    }
    let today = call.world.told_date();
    let expires_at = tokens::expiry(today, &call.params);
    if let Some(why) = far(today, expires_at) {
        return because(&why);
    }
    let user = call.world.new_bot(of, &name, wanted);
    let description = call.params.text("description").map(str::to_owned);
    let resource = Some((of, wanted));
    let token = Token { name, description, user, scopes, expires_at, resource, ..Token::default() };
    let secret = call.world.issue(token);
    Ok(Reply::created(with_secret(call, &secret)))
}

const SEED: &[Param] = &[Param::integer("id"), Param::boolean("revoked")];

/// Access tokens of a seed, with the parameters of a request, an `id`, and `revoked`.
pub(crate) fn seed(world: &mut World, of: Of, rows: &Value) -> Result<(), String> {
    for row in rows.as_array().ok_or("a list of access tokens")? {
        let row = row.as_object().ok_or("an access token is a mapping of attributes")?;
        let params = params::check(&[NEW, SEED], row).map_err(|it| plain::words(&it))?;
        let name = params.text("name").unwrap_or("").to_owned();
        let level = params.int("access_level").and_then(|it| u8::try_from(it).ok());
        let level = level.unwrap_or(MAINTAINER);
        let token = Token {
            id: params.id("id"),
            user: world.new_bot(of, &name, level),
            name,
            description: params.text("description").map(str::to_owned),
            scopes: tokens::scopes(&params),
            expires_at: tokens::expiry(world.now, &params),
            revoked: params.bool("revoked").unwrap_or(false),
            resource: Some((of, level)),
            ..Token::default()
        };
        world.issue(token);
    }
    Ok(())
}

/// A token with its secret, as only the answer to its creation has it.
fn with_secret(call: &Call<'_>, secret: &str) -> Value {
    let mut body = call.world.tokens.get(secret).map(|it| shown(call, it)).unwrap_or_default();
    body["token"] = json!(secret);
    body
}

fn refused(call: &mut Call<'_>, verb: &str, secret: &str) -> Refusal {
    let name = |id: u64| call.world.users.get(&id).map_or("", |it| it.name.as_str());
    let bot = call.world.tokens.get(secret).map_or(0, |it| it.user);
    Refusal::bad_request_because(&format!("{} cannot {verb} {}", name(call.me()), name(bot)))
}

fn revoke(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (of, enough) = manages(call)?;
    let secret = named(call, of)?;
    if !enough {
        return Err(refused(call, "delete", &secret));
    }
    call.world.tokens.entry(secret).and_modify(|it| it.revoked = true);
    Ok(Reply::no_content())
}

fn rotate(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (of, enough) = manages(call)?;
    let secret = named(call, of)?;
    if !enough {
        return Err(refused(call, "rotate", &secret));
    }
    let secret = tokens::rotate(call, &secret)?;
    Ok(Reply::ok(with_secret(call, &secret)))
}
