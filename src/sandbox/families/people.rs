//! Users as administrators manage them: creation, changes, states, deletion, identities.
//!
//! A deleted user can be read until a background job removes it, minutes later; its name and e-mail stay taken as long.

mod checks;

use serde_json::{Value, json};

use crate::sandbox::http::gates::administrator;
use crate::sandbox::http::params::Params;
use crate::sandbox::http::{Call, Param, Refusal, Reply, Route, Scopes, route};
use crate::sandbox::views::users as view;
use crate::sandbox::world::{OWNER, User, UserState, World};

pub(super) use checks::name as check_name;

const BOTH: &[Param] = &[
    Param::text("email"),
    Param::text("password"),
    Param::text("name"),
    Param::text("username"),
    Param::boolean("admin"),
    Param::boolean("auditor"),
    Param::boolean("external"),
    Param::boolean("can_create_group"),
    Param::integer("projects_limit"),
    Param::text("note"),
    Param::boolean("private_profile"),
    Param::boolean("view_diffs_file_by_file"),
    Param::text("extern_uid"),
    Param::text("provider"),
    Param::integer("color_scheme_id"),
    Param::integer("theme_id"),
    Param::text("bio"),
    Param::text("location"),
    Param::text("linkedin"),
    Param::text("twitter"),
    Param::text("discord"),
    Param::text("github"),
    Param::text("website_url"),
    Param::text("public_email"),
];

const NEW: &[Param] = &[
    Param::boolean("reset_password"),
    Param::boolean("force_random_password"),
    Param::boolean("skip_confirmation"),
];

const CHANGE: &[Param] = &[
    Param::boolean("skip_reconfirmation"),
    Param::text("organization"),
    Param::text("pronouns"),
    Param::text("commit_email"),
    Param::integer("shared_runners_minutes_limit"),
    Param::integer("extra_shared_runners_minutes_limit"),
];

const HARD: &[Param] = &[Param::boolean("hard_delete")];

const fn of_user(
    method: &'static str,
    pattern: &'static str,
    params: &'static [&'static [Param]],
    handler: fn(&mut Call<'_>) -> Result<Reply, Refusal>,
) -> Route {
    route(method, pattern, administrator, params, handler).scopes(Scopes::User)
}

pub(crate) const ROUTES: &[Route] = &[
    // What is missing is said in one sentence, which no declaration of parameters gives.
    of_user("POST", "/users", &[BOTH, NEW], create),
    of_user("PUT", "/users/#id", &[BOTH, CHANGE], change),
    of_user("DELETE", "/users/#id", &[HARD], delete),
    of_user("POST", "/users/#id/block", &[], turn),
    of_user("POST", "/users/#id/unblock", &[], turn),
    of_user("POST", "/users/#id/deactivate", &[], turn),
    of_user("POST", "/users/#id/activate", &[], turn),
    of_user("POST", "/users/#id/ban", &[], turn),
    of_user("POST", "/users/#id/unban", &[], turn),
    of_user("DELETE", "/users/#id/identities/{provider}", &[], forget_identity),
];

pub(super) fn named(call: &Call<'_>) -> Result<u64, Refusal> {
    let id = call.place("id").parse().unwrap_or(0);
    let known = call.world.users.contains_key(&id);
    known.then_some(id).ok_or_else(|| Refusal::no_such("User"))
}

/// An identity is given whole or not at all.
fn whole_identity(params: &Params) -> Result<(), Refusal> {
    if params.has("extern_uid") == params.has("provider") {
        return Ok(());
    }
    Err(Refusal::error(400, "extern_uid, provider provide all or none of parameters"))
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let mut missing = Vec::new();
    let forms = ["password", "reset_password", "force_random_password"];
    let lacks = |name: &str| !call.params.has(name);
    missing.extend(lacks("email").then_some("email is missing"));
    missing.extend(forms.iter().all(|it| lacks(it)).then_some(
        "password, reset_password, force_random_password are missing, at least one parameter must be provided",
    ));
    missing.extend(lacks("name").then_some("name is missing"));
    missing.extend(lacks("username").then_some("username is missing"));
    if !missing.is_empty() {
        return Err(Refusal::error(400, missing.join(", ")));
    }
    whole_identity(&call.params)?;
    let (now, me) = (call.world.now, call.user);
    let params = std::mem::take(&mut call.params);
    let any = ["reset_password", "force_random_password"];
    let without = any.iter().any(|it| params.bool(it) == Some(true));
    let confirmed_at = (params.bool("skip_confirmation") == Some(true)).then_some(now);
    let id = call.world.next.user;
    let user = User { id, created_at: now, created_by: me, confirmed_at, ..User::default() };
    let user = checks::written(call.world, &user, &params, true, without)?;
    call.world.next.user += 1;
    let body = view::full(call.world, &user);
    call.world.users.insert(id, user);
    Ok(Reply::created(body))
}

fn change(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = named(call)?;
    whole_identity(&call.params)?;
    let before = call.world.users.get(&id).cloned().unwrap_or_default();
    let params = std::mem::take(&mut call.params);
    match checks::written(call.world, &before, &params, false, true) {
        Ok(user) => {
            let body = view::full(call.world, &user);
            call.world.users.insert(id, user);
            Ok(Reply::ok(body))
        }
        Err(refusal) => {
            // What was refused leaves an identity without a name behind.
            if checks::identity_is_taken(call.world, id, &params) {
                let provider = params.text("provider").unwrap_or("").to_owned();
                let user = call.world.users.entry(id).or_default();
                if user.identities.iter().all(|it| it.0 != provider) {
                    user.identities.push((provider, None));
                }
            }
            Err(refusal)
        }
    }
}

/// Whether a user alone owns a group.
fn owns_alone(world: &World, user: u64) -> bool {
    world.groups.values().any(|group| {
        let owners: Vec<_> = group.members.iter().filter(|it| *it.1 == OWNER).collect();
        matches!(owners.as_slice(), [(only, _)] if **only == user)
    })
}

fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = named(call)?;
    let hard = call.params.bool("hard_delete") == Some(true);
    if !hard && owns_alone(call.world, id) {
        let why = "User cannot be removed while is the sole-owner of a group";
        return Err(Refusal::message(409, why));
    }
    let changed = call.world.users.get(&id).map_or(call.world.now, |it| it.created_at);
    call.unmodified(changed)?;
    call.world.delete_user(id);
    Ok(Reply::no_content())
}

fn turn(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = named(call)?;
    let me = call.user == Some(id);
    let now = call.world.now;
    let user = call.world.users.get_mut(&id).ok_or_else(|| Refusal::no_such("User"))?;
    let state = user.state;
    let action = call.route.pattern.rsplit('/').next().unwrap_or("");
    let refuse = |why: String| Err(Refusal::message(403, why));
    let (next, done) = match (action, state) {
        ("block" | "unblock", UserState::LdapBlocked) => {
            let done = if action == "block" { "modified" } else { "unblocked" };
            let why = format!("LDAP blocked users cannot be {done} by the API");
            return Err(Refusal::forbidden_because(&why));
        }
        ("block", _) if me => {
            let why = "The API initiating user cannot be blocked by the API";
            return Err(Refusal::forbidden_because(why));
        }
        ("block", UserState::Active | UserState::Deactivated) => (UserState::Blocked, json!(true)),
        ("block", _) => (state, Value::Null),
        ("unblock", UserState::Deactivated) => {
            let why = "Deactivated users cannot be unblocked by the API";
            return Err(Refusal::forbidden_because(why));
        }
        ("unblock", UserState::Active) => (state, json!(false)),
        ("unblock", _) => (UserState::Active, json!(true)),
        ("deactivate", UserState::Deactivated) => (state, Value::Null),
        ("deactivate", state) if state.is_hidden() => {
            return refuse("Error occurred. A blocked user cannot be deactivated".to_owned());
        }
        ("deactivate", _)
            if user.last_active.is_some_and(|it| it.plus_seconds(90 * 86_400) > now) =>
        {
            return refuse(
                "The user you are trying to deactivate has been active in the past 90 days and cannot be deactivated"
                    .to_owned(),
            );
        }
        ("deactivate", _) => (UserState::Deactivated, json!(true)),
        ("activate", state) if state.is_hidden() => {
            let why = "Error occurred. A blocked user must be unblocked to be activated";
            return refuse(why.to_owned());
        }
        ("activate", _) => (UserState::Active, json!(true)),
        ("ban", UserState::Active) => (UserState::Banned, json!(true)),
        ("unban", UserState::Banned) => (UserState::Active, json!(true)),
        (verb, state) => return refuse(format!("You cannot {verb} {} users.", state.text())),
    };
    user.state = next;
    Ok(Reply::created(done))
}

fn forget_identity(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = named(call)?;
    let provider = call.place("provider").to_owned();
    let user = call.world.users.entry(id).or_default();
    let before = user.identities.len();
    user.identities.retain(|it| it.0 != provider);
    if user.identities.len() == before {
        return Err(Refusal::no_such("Identity"));
    }
    Ok(Reply::no_content())
}
