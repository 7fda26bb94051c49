//! Users, as answers show them.

use serde_json::{Map, Value, json};

use crate::sandbox::world::hash::hash;
use crate::sandbox::world::{Time, User, World};

/// A user as every object shows one.
pub(crate) fn user(world: &World, id: u64) -> Value {
    let Some(user) = world.users.get(&id) else { return Value::Null };
    Value::Object(basic(world, user))
}

fn basic(world: &World, user: &User) -> Map<String, Value> {
    let picture = hash(user.username.as_bytes());
    let avatar = format!("https://www.gravatar.com/avatar/{picture:032x}?s=80&d=identicon");
    object(json!({
        "id": user.id,
        "username": user.username,
        "public_email": user.attribute("public_email"),
        "name": user.name,
        "state": user.state.text(),
        "locked": false,
        "avatar_url": avatar,
        "web_url": format!("{}/{}", world.url, user.username),
    }))
}

fn object(value: Value) -> Map<String, Value> {
    if let Value::Object(object) = value { object } else { Map::new() }
}

/// A user's public profile.
pub(crate) fn profile(world: &World, user: &User) -> Map<String, Value> {
    let mut body = basic(world, user);
    body.insert(String::from("created_at"), json!(user.created_at.text()));
    for name in [
        "bio",
        "location",
        "linkedin",
        "twitter",
        "discord",
        "website_url",
        "github",
        "organization",
        "pronouns",
    ] {
        body.insert(name.to_owned(), user.attribute(name));
    }
    body.extend(object(json!({
        "job_title": "",
        "bot": user.bot,
        "work_information": null,
        "local_time": null,
    })));
    body
}

/// A user's public profile, as `GET /users/:id` shows it.
pub(crate) fn public(world: &World, user: &User) -> Map<String, Value> {
    let mut body = profile(world, user);
    body.extend(object(json!({ "followers": 0, "following": 0, "is_followed": false })));
    body
}

/// What of it others see of a user who is blocked or has a private profile.
pub(crate) fn guarded(world: &World, user: &User) -> Map<String, Value> {
    let mut body = profile(world, user);
    body.shift_remove("created_at");
    body
}

/// What users see of themselves, and administrators of everyone.
fn account(world: &World, user: &User) -> Map<String, Value> {
    let identity = |(provider, uid): &(String, Option<String>)| json!({ "provider": provider, "extern_uid": uid, "saml_provider_id": null });
    let commit_email = match user.attribute("commit_email").as_str() {
        Some("_private") => {
            let host = world.url.split("://").last().unwrap_or("");
            json!(format!("{}-{}@users.noreply.{host}", user.id, user.username))
        }
        Some("") | None => json!(user.email),
        Some(own) => json!(own),
    };
    let limit = user.attribute("projects_limit");
    object(json!({
        "last_sign_in_at": null,
        "confirmed_at": user.confirmed_at.map(Time::text),
        "last_activity_on": user.last_active.map(Time::day),
        "email": user.email,
        "theme_id": user.attribute("theme_id"),
        "color_scheme_id": user.attribute("color_scheme_id"),
        "can_create_project": limit != 0,
        "projects_limit": limit,
        "current_sign_in_at": null,
        "identities": user.identities.iter().map(identity).collect::<Vec<_>>(),
        "can_create_group": user.attribute("can_create_group"),
        "two_factor_enabled": false,
        "external": user.attribute("external"),
        "private_profile": user.attribute("private_profile"),
        "commit_email": commit_email,
        "preferred_language": "en",
        "shared_runners_minutes_limit": user.attribute("shared_runners_minutes_limit"),
        "extra_shared_runners_minutes_limit": user.attribute("extra_shared_runners_minutes_limit"),
        "scim_identities": [],
    }))
}

fn for_administrators(world: &World, of: &User) -> Map<String, Value> {
    object(json!({
        "is_admin": of.admin,
        "note": of.attribute("note"),
        "namespace_id": of.id,
        "created_by": of.created_by.map(|id| user(world, id)),
        "using_license_seat": false,
        "is_auditor": of.attribute("auditor"),
        "provisioned_by_group_id": of.provisioned_by,
        "enterprise_group_id": null,
        "enterprise_group_associated_at": null,
    }))
}

/// The caller, as `GET /user` shows them.
pub(crate) fn oneself(world: &World, user: &User) -> Value {
    let mut body = profile(world, user);
    body.extend(account(world, user));
    if user.admin {
        body.extend(for_administrators(world, user));
    }
    Value::Object(body)
}

/// A user, as lists and answers to writes show one to administrators.
pub(crate) fn full(world: &World, user: &User) -> Value {
    let mut body = public(world, user);
    body.extend(account(world, user));
    body.extend(for_administrators(world, user));
    Value::Object(body)
}

/// A user, as `GET /users/:id` shows one to administrators.
pub(crate) fn single(world: &World, user: &User) -> Value {
    let mut body = full(world, user);
    let direct = world.groups.values().filter_map(|it| it.members.get(&user.id));
    let direct = direct.chain(world.projects.values().filter_map(|it| it.members.get(&user.id)));
    body["highest_role"] = json!(direct.max().copied().unwrap_or(0));
    for (name, value) in [
        ("current_sign_in_ip", Value::Null),
        ("last_sign_in_ip", Value::Null),
        ("sign_in_count", json!(0)),
        ("plan", Value::Null),
        ("trial", json!(false)),
    ] {
        body[name] = value;
    }
    body
}
