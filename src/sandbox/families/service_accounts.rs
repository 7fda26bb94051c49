//! Service accounts of the instance and of top-level groups: users that only have tokens.

use serde_json::{Value, json};

use super::people::check_name;
use super::tokens::{self, LIST, NEW_DATE};
use crate::sandbox::http::gates::{administrator, known_group, owns_group};
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, params, route};
use crate::sandbox::plain::{self, Complaints};
use crate::sandbox::world::hash::hash;
use crate::sandbox::world::{Licence, Of, User, World};

const ID: &[Param] = &[Param::text("id").required()];

const SORT: &[Param] = &[
    Param::text("order_by").values(&["id", "username"]).or("id"),
    Param::text("sort").values(&["asc", "desc"]).or("desc"),
];

const ATTRIBUTES: &[Param] = &[Param::text("name"), Param::text("username"), Param::text("email")];

fn premium(world: &World) -> bool {
    world.licensed(Licence::Premium)
}

const fn licensed(
    method: &'static str,
    pattern: &'static str,
    gate: fn(&mut Call<'_>) -> Result<(), Refusal>,
    params: &'static [&'static [Param]],
    handler: fn(&mut Call<'_>) -> Result<Reply, Refusal>,
) -> Route {
    route(method, pattern, gate, params, handler).where_(premium)
}

const TOKENS: &str = "/groups/{id}/service_accounts/#user_id/personal_access_tokens";

pub(crate) const ROUTES: &[Route] = &[
    licensed("GET", "/service_accounts", administrator, &[SORT, &PAGE], list),
    licensed("POST", "/service_accounts", administrator, &[ATTRIBUTES], create),
    licensed("PATCH", "/service_accounts/#user_id", administrator, &[ATTRIBUTES], change),
    licensed("GET", "/groups/{id}/service_accounts", owns_group, &[ID, SORT, &PAGE], list),
    licensed("POST", "/groups/{id}/service_accounts", owns_group, &[ID, ATTRIBUTES], create),
    licensed(
        "PATCH",
        "/groups/{id}/service_accounts/#user_id",
        owns_group,
        &[ID, ATTRIBUTES],
        change,
    ),
    licensed("DELETE", "/groups/{id}/service_accounts/#user_id", owns_group, &[ID], delete),
    licensed("GET", TOKENS, owns_group, &[ID, LIST, &PAGE], tokens_of),
    licensed("POST", TOKENS, owns_group, &[ID, tokens::NEW_OF_USER], issue),
    licensed(
        "DELETE",
        concat!("/groups/{id}/service_accounts/#user_id/personal_access_tokens", "/#token"),
        owns_group,
        &[ID],
        revoke,
    ),
    licensed(
        "POST",
        concat!("/groups/{id}/service_accounts/#user_id/personal_access_tokens", "/#token/rotate"),
        owns_group,
        &[ID, NEW_DATE],
        rotate,
    ),
];

/// The group of the path; `None` for the instance.
fn group(call: &Call<'_>) -> Result<Option<u64>, Refusal> {
    let of_group = call.route.pattern.starts_with("/groups/");
    of_group.then(|| known_group(call).map(|it| it.id)).transpose()
}

fn shown(user: &User) -> Value {
    json!({
        "id": user.id,
        "username": user.username,
        "public_email": user.attribute("public_email"),
        "name": user.name,
        "email": user.email,
    })
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let of = group(call)?;
    let fits = |it: &&User| it.service && (of.is_none() || it.provisioned_by == of);
    let mut found: Vec<&User> = call.world.users.values().filter(fits).collect();
    if call.params.text("order_by") == Some("username") {
        found.sort_by_key(|it| it.username.clone());
    }
    if call.params.text("sort") != Some("asc") {
        found.reverse();
    }
    call.page(found, shown)
}

/// Complaints about a name or an address, in one sentence.
fn refuse(world: &World, own: u64, name: Option<&str>, email: Option<&str>) -> Option<String> {
    let others = || world.users.values().filter(|it| it.id != own);
    let mut complaints = Complaints::default();
    if let Some(name) = name {
        if others().any(|it| it.username == name) {
            return Some(String::from("Username has already been taken"));
        }
        let same = |it: &User| it.username.eq_ignore_ascii_case(name);
        if others().any(same) || world.group_at(name).is_some() {
            let why = "A user, alias, or group already exists with that username.";
            return Some(why.to_owned());
        }
        check_name(name, &mut complaints);
    }
    if let Some(email) = email {
        if others().any(|it| it.has_email(email)) {
            return Some(String::from("Email has already been taken"));
        }
        if !email.contains('@') || email.contains(char::is_whitespace) {
            complaints.say("email", "is invalid");
        }
    }
    let sentences = complaints.by_field.iter().flat_map(|(field, texts)| {
        let texts = texts.as_array().into_iter().flatten().filter_map(Value::as_str);
        texts.map(|it| crate::sandbox::http::reply::sentence(field, it))
    });
    let sentences: Vec<String> = sentences.collect();
    (!sentences.is_empty()).then(|| sentences.join(" and "))
}

/// A parameter that is not empty.
fn sent(params: &params::Params, name: &str) -> Option<String> {
    params.text(name).filter(|it| !it.is_empty()).map(str::to_owned)
}

fn made(
    world: &mut World,
    of: Option<u64>,
    by: Option<u64>,
    params: &params::Params,
) -> Result<u64, String> {
    let id = world.next.user;
    let mark = hash(format!("service account {id}").as_bytes());
    let own = match of {
        Some(group) => format!("service_account_group_{group}_{mark:032x}"),
        None => format!("service_account_{mark:032x}"),
    };
    let (name, email) = (sent(params, "username"), sent(params, "email"));
    if let Some(why) = refuse(world, 0, name.as_deref(), email.as_deref()) {
        return Err(why);
    }
    let username = name.unwrap_or(own);
    let host = world.url.split("://").last().unwrap_or("localhost").to_owned();
    let email = email.unwrap_or_else(|| format!("{username}@noreply.{host}"));
    let user = User {
        id,
        name: sent(params, "name").unwrap_or_else(|| String::from("Service account user")),
        username,
        email,
        bot: true,
        service: true,
        provisioned_by: of,
        created_by: by,
        attributes: [
            (String::from("external"), json!(true)),
            (String::from("projects_limit"), json!(0)),
            (String::from("can_create_group"), json!(false)),
        ]
        .into_iter()
        .collect(),
        created_at: world.now,
        confirmed_at: Some(world.now),
        ..User::default()
    };
    world.users.insert(id, user);
    world.next.user += 1;
    Ok(id)
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let of = group(call)?;
    if let Some(id) = of {
        let top = call.world.groups.get(&id).is_some_and(|it| !it.path.contains('/'));
        let allowed = "allow_top_level_group_owners_to_create_service_accounts";
        let open = call.world.settings.get(allowed) == Some(&json!(true));
        if !top || !open && !call.is_admin() {
            let why = "User does not have permission to create a service account in this group.";
            return Err(Refusal::bad_request_because(why));
        }
    }
    let params = std::mem::take(&mut call.params);
    let id =
        made(call.world, of, call.user, &params).map_err(|it| Refusal::bad_request_because(&it))?;
    Ok(Reply::created(call.world.users.get(&id).map(shown).unwrap_or_default()))
}

/// The account that the path names.
fn named(call: &Call<'_>) -> Result<u64, Refusal> {
    let of = group(call)?;
    let id = call.place("user_id").parse().unwrap_or(0);
    let user = call.world.users.get(&id);
    match (of, user) {
        (None, None) => Err(Refusal::not_found()),
        (None, Some(user)) if !user.service => {
            Err(Refusal::bad_request_because("User is not a service account"))
        }
        (None, Some(user)) => Ok(user.id),
        (Some(_), Some(user)) if user.service && user.provisioned_by == of => Ok(user.id),
        (Some(_), _) => Err(Refusal::no_such("User")),
    }
}

fn change(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = named(call)?;
    let of_group = group(call)?.is_some();
    let (name, email) = (sent(&call.params, "username"), sent(&call.params, "email"));
    if let Some(why) = refuse(call.world, id, name.as_deref(), email.as_deref()) {
        return Err(if of_group {
            Refusal::message(400, why)
        } else {
            Refusal::bad_request_because(&why)
        });
    }
    let shown_name = sent(&call.params, "name");
    let user = call.world.users.entry(id).or_default();
    user.name = shown_name.unwrap_or_else(|| user.name.clone());
    user.username = name.unwrap_or_else(|| user.username.clone());
    // An account of a group waits for a confirmation that nobody can give.
    if !of_group {
        user.email = email.unwrap_or_else(|| user.email.clone());
    }
    Ok(Reply::ok(shown(user)))
}

fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = named(call)?;
    call.world.delete_user(id);
    Ok(Reply::no_content())
}

fn tokens_of(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = named(call)?;
    let own = call.world.tokens.values().filter(|it| it.user == id);
    let found = tokens::selected(call, own);
    call.page(found, |it| tokens::shown(call.world, it))
}

fn issue(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = named(call)?;
    tokens::issue_for(call, id)
}

fn secret(call: &Call<'_>) -> Result<String, Refusal> {
    let user = named(call)?;
    let found = tokens::secret_of(call, |it| it.user == user);
    found.ok_or_else(|| Refusal::no_such("Personal Access Token"))
}

fn revoke(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let secret = secret(call)?;
    call.world.tokens.entry(secret).and_modify(|it| it.revoked = true);
    Ok(Reply::no_content())
}

fn rotate(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let secret = secret(call)?;
    let secret = tokens::rotate(call, &secret)?;
    Ok(Reply::ok(tokens::with_secret(call, &secret)))
}

/// Service accounts of a seed, with the parameters of a request.
pub(crate) fn seed(world: &mut World, of: Of, rows: &Value) -> Result<(), String> {
    let of = match of {
        Of::Group(id) => Some(id),
        _ => None,
    };
    for row in rows.as_array().ok_or("a list of service accounts")? {
        let row = row.as_object().ok_or("a service account is a mapping of attributes")?;
        let params = params::check(&[ATTRIBUTES], row).map_err(|it| plain::words(&it))?;
        let root = world.user_named("root");
        made(world, of, root, &params)?;
    }
    Ok(())
}
