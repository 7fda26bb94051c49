//! System hooks: `/hooks` and below. For administrators only; nothing is ever delivered.

use serde_json::{Map, Value, json};

use super::rules::{self, Complaints, Outcome};
use crate::sandbox::http::gates::administrator;
use crate::sandbox::http::{Call, Kind, PAGE, Param, Refusal, Reply, Route, route};
use crate::sandbox::world::{Hook, World, take};

const ENTRY: &[Param] = &[Param::text("key").required(), Param::text("value").required()];

const ID: &[Param] = &[Param::integer("hook_id").required()];

const KEY: &[Param] = &[Param::integer("hook_id").required(), Param::text("key").required()];

const KEY_AND_VALUE: &[Param] = &[
    Param::integer("hook_id").required(),
    Param::text("key").required(),
    Param::text("value").required(),
];

const NEW_URL: &[Param] = &[Param::text("url").required()];

const OTHER_URL: &[Param] = &[Param::text("url")];

const SETTINGS: &[Param] = &[
    Param::text("name"),
    Param::text("description"),
    Param::text("token"),
    Param::text("signing_token"),
    Param::boolean("push_events"),
    Param::boolean("tag_push_events"),
    Param::boolean("merge_requests_events"),
    Param::boolean("repository_update_events"),
    Param::boolean("enable_ssl_verification"),
    Param::text("push_events_branch_filter"),
    Param::text("branch_filter_strategy").values(&["wildcard", "regex", "all_branches"]),
    Param::new("url_variables", Kind::Objects(ENTRY)),
    Param::new("custom_headers", Kind::Objects(ENTRY)),
];

pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/hooks", administrator, &[&PAGE], list),
    route("POST", "/hooks", administrator, &[NEW_URL, SETTINGS], create),
    route("GET", "/hooks/:hook_id", administrator, &[ID], show)
        .where_(|world| world.at_least(14, 9)),
    route("PUT", "/hooks/:hook_id", administrator, &[ID, OTHER_URL, SETTINGS], update)
        .where_(has_updates),
    route("POST", "/hooks/:hook_id", administrator, &[ID], fire),
    route("DELETE", "/hooks/:hook_id", administrator, &[ID], delete),
    route(
        "PUT",
        "/hooks/:hook_id/url_variables/:key",
        administrator,
        &[KEY_AND_VALUE],
        set_variable,
    )
    .where_(has_updates),
    route("DELETE", "/hooks/:hook_id/url_variables/:key", administrator, &[KEY], unset_variable)
        .where_(has_updates),
    route(
        "PUT",
        "/hooks/:hook_id/custom_headers/:key",
        administrator,
        &[KEY_AND_VALUE],
        set_header,
    )
    .where_(has_headers),
    route("DELETE", "/hooks/:hook_id/custom_headers/:key", administrator, &[KEY], unset_header)
        .where_(has_headers),
];

/// The release that added PUT is not known; 16.0 is between the last one without it and the first one with it.
fn has_updates(world: &World) -> bool {
    world.at_least(16, 0)
}

fn has_headers(world: &World) -> bool {
    world.at_least(17, 0)
}

/// Whether the server supports a parameter; it ignores others.
fn known(world: &World, name: &str) -> bool {
    match name {
        "name" | "description" => world.at_least(17, 1),
        "custom_headers" => has_headers(world),
        "url_variables" | "push_events_branch_filter" | "branch_filter_strategy" => {
            has_updates(world)
        }
        "signing_token" => world.at_least(19, 0),
        _ => true,
    }
}

fn shown(world: &World, hook: &Hook) -> Value {
    let keys = |pairs: &[(String, String)]| {
        pairs.iter().map(|(key, _)| json!({ "key": key })).collect::<Value>()
    };
    let mut body = Map::new();
    let mut put = |name: &str, value: Value| {
        if known(world, name) {
            body.insert(name.to_owned(), value);
        }
    };
    put("id", json!(hook.id));
    put("url", json!(hook.url));
    put("name", json!(hook.name));
    put("description", json!(hook.description));
    put("created_at", json!(hook.created_at.text()));
    put("push_events", json!(hook.push_events));
    put("tag_push_events", json!(hook.tag_push_events));
    put("merge_requests_events", json!(hook.merge_requests_events));
    put("repository_update_events", json!(hook.repository_update_events));
    put("enable_ssl_verification", json!(hook.enable_ssl_verification));
    if world.at_least(18, 0) {
        put("organization_id", json!(1));
    }
    if has_updates(world) {
        put("alert_status", json!("executable"));
        put("disabled_until", Value::Null);
    }
    put("url_variables", keys(&hook.url_variables));
    put("push_events_branch_filter", json!(hook.push_events_branch_filter));
    put("branch_filter_strategy", json!(hook.branch_filter_strategy));
    if has_headers(world) {
        put("custom_webhook_template", Value::Null);
    }
    put("custom_headers", keys(&hook.custom_headers));
    if world.at_least(19, 0) {
        put("token_present", json!(hook.token.as_ref().is_some_and(|token| !token.is_empty())));
        put("signing_token_present", json!(hook.signing_token.is_some()));
    }
    Value::Object(body)
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let hooks: Vec<&Hook> = call.world.hooks.values().collect();
    call.page(hooks, |hook| shown(call.world, hook))
}

fn found<'c>(call: &'c Call<'_>) -> Result<&'c Hook, Refusal> {
    let missing = || {
        if call.world.at_least(15, 0) {
            Refusal::not_found()
        } else {
            Refusal::no_such("System hook")
        }
    };
    call.world.hooks.get(&call.params.id("hook_id")).ok_or_else(missing)
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    Ok(Reply::ok(shown(call.world, found(call)?)))
}

/// Merges the sent pairs into the stored ones: keys are added or updated, never removed. The last of equal keys wins.
///
/// A null is stored as the empty text; neither is valid.
fn merged(stored: &[(String, String)], sent: &[Value]) -> Vec<(String, String)> {
    let mut pairs = stored.to_vec();
    for entry in sent {
        let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or("").to_owned();
        let (key, value) = (text("key"), text("value"));
        match pairs.iter_mut().find(|(known, _)| *known == key) {
            Some((_, stored)) => *stored = value,
            None => pairs.push((key, value)),
        }
    }
    pairs
}

/// Applies what was sent to a hook. `false` if a null is in a column that does not allow it.
fn apply(call: &Call<'_>, hook: &mut Hook) -> bool {
    let params = &call.params;
    let world = &*call.world;
    let sent = |name: &str| params.has(name) && known(world, name);
    let text = |name: &str, into: &mut Option<String>| {
        if sent(name) {
            *into = params.text(name).map(str::to_owned);
        }
    };
    text("name", &mut hook.name);
    text("description", &mut hook.description);
    text("token", &mut hook.token);
    text("signing_token", &mut hook.signing_token);
    text("push_events_branch_filter", &mut hook.push_events_branch_filter);
    if sent("url") {
        hook.url = params.text("url").unwrap_or("").to_owned();
    }
    if sent("tag_push_events") {
        hook.tag_push_events = params.bool("tag_push_events");
    }
    if sent("enable_ssl_verification") {
        hook.enable_ssl_verification = params.bool("enable_ssl_verification");
    }
    let mut whole = true;
    let mut flag = |name: &str, into: &mut bool| match params.bool(name) {
        Some(value) => *into = value,
        None if sent(name) => whole = false,
        None => {}
    };
    flag("push_events", &mut hook.push_events);
    flag("merge_requests_events", &mut hook.merge_requests_events);
    flag("repository_update_events", &mut hook.repository_update_events);
    if sent("branch_filter_strategy") {
        match params.text("branch_filter_strategy") {
            Some(strategy) => hook.branch_filter_strategy = strategy.to_owned(),
            None => whole = false,
        }
    }
    let entries = |name: &str| {
        if sent(name) { params.list(name).map_or(&[][..], Vec::as_slice) } else { &[] }
    };
    hook.url_variables = merged(&hook.url_variables, entries("url_variables"));
    hook.custom_headers = merged(&hook.custom_headers, entries("custom_headers"));
    whole
}

fn complained(complaints: &Complaints, field: &str) -> bool {
    complaints.iter().any(|(known, _)| *known == field)
}

/// `{"field": ["text", …]}`, fields in the order of their first complaint.
fn by_field(complaints: &Complaints) -> Value {
    let mut fields = Map::new();
    for (field, text) in complaints {
        let texts = fields.entry((*field).to_owned()).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(texts) = texts {
            texts.push(Value::from(text.as_str()));
        }
    }
    Value::Object(fields)
}

/// `A`, `A and B`, `A, B, and C`.
fn sentence(complaints: &Complaints) -> String {
    let texts: Vec<String> = complaints
        .iter()
        .map(|(field, text)| {
            let words = field.replace('_', " ");
            let (first, rest) = words.split_at(1);
            format!("{}{rest} {text}", first.to_uppercase())
        })
        .collect();
    match texts.as_slice() {
        [all @ .., last] if all.len() > 1 => format!("{}, and {last}", all.join(", ")),
        _ => texts.join(" and "),
    }
}

fn refused(complaints: &Complaints) -> Option<Refusal> {
    if complained(complaints, "url") {
        Some(Refusal::error(422, "Invalid url given"))
    } else if complained(complaints, "push_events_branch_filter") {
        Some(Refusal::error(422, "Invalid branch filter given"))
    } else {
        None
    }
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let now = call.world.now;
    let mut hook = Hook {
        id: 0,
        url: String::new(),
        name: None,
        description: None,
        token: None,
        signing_token: None,
        push_events: false,
        tag_push_events: Some(false),
        merge_requests_events: false,
        repository_update_events: true,
        enable_ssl_verification: Some(true),
        push_events_branch_filter: None,
        branch_filter_strategy: String::from("wildcard"),
        url_variables: Vec::new(),
        custom_headers: Vec::new(),
        created_at: now,
        updated_at: now,
    };
    let whole = apply(call, &mut hook);
    match rules::save(None, &mut hook, true) {
        Outcome::Crash => return Err(Refusal::crash()),
        Outcome::Refused(complaints) if !call.world.at_least(15, 0) => {
            return Err(Refusal::message(400, by_field(&complaints)));
        }
        Outcome::Refused(complaints) => {
            return Err(
                refused(&complaints).unwrap_or_else(|| Refusal::error(422, sentence(&complaints)))
            );
        }
        Outcome::Good if !whole => return Err(Refusal::crash()),
        Outcome::Good => {}
    }
    hook.id = take(&mut call.world.next.hook);
    let reply = Reply::created(shown(call.world, &hook));
    call.world.hooks.insert(hook.id, hook);
    Ok(reply)
}

fn update(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let before = found(call)?.clone();
    let empty = |name: &str| call.params.list(name).is_some_and(Vec::is_empty);
    let names = OTHER_URL.iter().chain(SETTINGS).map(|param| param.name);
    if !names
        .into_iter()
        .any(|name| call.params.has(name) && known(call.world, name) && !empty(name))
    {
        return Err(Refusal::error(400, "No parameters provided"));
    }
    let mut hook = before.clone();
    let whole = apply(call, &mut hook);
    match rules::save(Some(&before), &mut hook, call.params.has("token")) {
        Outcome::Crash => return Err(Refusal::crash()),
        Outcome::Refused(complaints) => {
            let fields = || Refusal::message(422, by_field(&complaints));
            let headers = || Refusal::error(422, "Custom headers validation failed");
            let other =
                || if complained(&complaints, "custom_headers") { headers() } else { fields() };
            return Err(refused(&complaints).unwrap_or_else(other));
        }
        Outcome::Good if !whole => return Err(Refusal::crash()),
        Outcome::Good => {}
    }
    hook.updated_at = call.world.now;
    let reply = Reply::ok(shown(call.world, &hook));
    call.world.hooks.insert(hook.id, hook);
    Ok(reply)
}

fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let hook = found(call)?;
    call.unmodified(hook.updated_at)?;
    let id = hook.id;
    call.world.hooks.remove(&id);
    Ok(Reply::no_content())
}

/// A test delivery: the answer is the same whether the delivery would succeed or not.
fn fire(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    if rules::cannot_fire(found(call)?) {
        return Err(Refusal::crash());
    }
    Ok(Reply::created(json!({
        "event_name": "project_create",
        "name": "Ruby",
        "path": "ruby",
        "project_id": 1,
        "owner_name": "Someone",
        "owner_email": "example@gitlabhq.com",
    })))
}

/// Selects one of a hook's two maps.
type Pick = fn(&mut Hook) -> &mut Vec<(String, String)>;

fn set(call: &mut Call<'_>, pick: Pick) -> Result<Reply, Refusal> {
    let before = found(call)?.clone();
    let mut hook = before.clone();
    let entry = json!({ "key": call.place("key"), "value": call.params.text("value") });
    let pairs = pick(&mut hook);
    *pairs = merged(pairs, &[entry]);
    save_pairs(call, &before, hook, "Illegal key or value")
}

fn unset(call: &mut Call<'_>, pick: Pick, thing: &str, failed: &str) -> Result<Reply, Refusal> {
    let before = found(call)?.clone();
    let mut hook = before.clone();
    let key = call.place("key");
    let pairs = pick(&mut hook);
    let count = pairs.len();
    pairs.retain(|(known, _)| known != key);
    if pairs.len() == count {
        return Err(Refusal::no_such(thing));
    }
    save_pairs(call, &before, hook, failed)
}

fn save_pairs(
    call: &mut Call<'_>,
    before: &Hook,
    mut hook: Hook,
    failed: &str,
) -> Result<Reply, Refusal> {
    match rules::save(Some(before), &mut hook, false) {
        Outcome::Crash => Err(Refusal::crash()),
        Outcome::Refused(_) => Err(Refusal::error(422, failed)),
        Outcome::Good => {
            hook.updated_at = call.world.now;
            call.world.hooks.insert(hook.id, hook);
            Ok(Reply::no_content())
        }
    }
}

fn set_variable(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    set(call, |hook| &mut hook.url_variables)
}

fn unset_variable(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    unset(call, |hook| &mut hook.url_variables, "URL variable", "Could not unset variable")
}

fn set_header(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    set(call, |hook| &mut hook.custom_headers)
}

fn unset_header(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    unset(call, |hook| &mut hook.custom_headers, "Custom header", "Could not unset custom header")
}
