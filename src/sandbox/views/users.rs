//! Users, as answers show them.

use serde_json::{Map, Value, json};

use crate::sandbox::world::hash::hash;
use crate::sandbox::world::{User, World};

/// A user as every object shows one.
pub(crate) fn user(world: &World, id: u64) -> Value {
    let Some(user) = world.users.get(&id) else { return Value::Null };
    Value::Object(basic(world, user))
}

fn basic(world: &World, user: &User) -> Map<String, Value> {
    let picture = hash(user.username.as_bytes());
    let mut body = Map::new();
    body.insert(String::from("id"), json!(user.id));
    body.insert(String::from("username"), json!(user.username));
    body.insert(String::from("public_email"), Value::Null);
    body.insert(String::from("name"), json!(user.name));
    body.insert(String::from("state"), json!(if user.blocked { "blocked" } else { "active" }));
    body.insert(String::from("locked"), json!(false));
    let avatar = format!("https://www.gravatar.com/avatar/{picture:032x}?s=80&d=identicon");
    body.insert(String::from("avatar_url"), json!(avatar));
    body.insert(String::from("web_url"), json!(format!("{}/{}", world.url, user.username)));
    body
}

/// A user's public profile.
pub(crate) fn profile(world: &World, user: &User) -> Map<String, Value> {
    let mut body = basic(world, user);
    body.insert(String::from("created_at"), json!(user.created_at.text()));
    for name in
        ["bio", "location", "linkedin", "twitter", "discord", "website_url", "github", "job_title"]
    {
        body.insert(name.to_owned(), json!(""));
    }
    body.insert(String::from("pronouns"), Value::Null);
    body.insert(String::from("organization"), json!(""));
    body.insert(String::from("bot"), json!(user.bot));
    body.insert(String::from("work_information"), Value::Null);
    body.insert(String::from("local_time"), Value::Null);
    body
}

/// The caller, as `GET /user` shows them.
pub(crate) fn oneself(world: &World, user: &User) -> Value {
    let mut body = profile(world, user);
    let mail = &user.email;
    let rest = json!({
        "last_sign_in_at": null,
        "confirmed_at": user.created_at.text(),
        "last_activity_on": world.now.day(),
        "email": mail,
        "theme_id": 3,
        "color_scheme_id": 1,
        "projects_limit": 100_000,
        "current_sign_in_at": null,
        "identities": [],
        "can_create_group": true,
        "can_create_project": true,
        "two_factor_enabled": false,
        "external": false,
        "private_profile": false,
        "commit_email": mail,
        "preferred_language": "en",
        "shared_runners_minutes_limit": null,
        "extra_shared_runners_minutes_limit": null,
        "scim_identities": [],
    });
    if let Value::Object(rest) = rest {
        body.extend(rest);
    }
    if user.admin {
        let rest = json!({
            "is_admin": true,
            "note": null,
            "namespace_id": user.id,
            "created_by": null,
            "using_license_seat": false,
            "is_auditor": false,
            "provisioned_by_group_id": null,
            "enterprise_group_id": null,
            "enterprise_group_associated_at": null,
        });
        if let Value::Object(rest) = rest {
            body.extend(rest);
        }
    }
    Value::Object(body)
}
