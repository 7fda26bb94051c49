//! Hooks: `/hooks` and below, of the instance, groups, and projects. Nothing is ever delivered.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::home::{HOMES, Home, NULLABLE};
use super::rules::{self, Complaints, Outcome};
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

const PARENT: &[Param] = &[Param::text("id").required()];

const NEW_URL: &[Param] = &[Param::text("url").required()];

const OTHER_URL: &[Param] = &[Param::text("url")];

const SETTINGS: &[Param] = &[
    Param::text("name"),
    Param::text("description"),
    Param::text("token"),
    Param::text("signing_token"),
    Param::text("push_events_branch_filter"),
    Param::text("branch_filter_strategy").values(&["wildcard", "regex", "all_branches"]),
    Param::new("url_variables", Kind::Objects(ENTRY)),
    Param::new("custom_headers", Kind::Objects(ENTRY)),
];

const TEMPLATE: &[Param] = &[Param::text("custom_webhook_template")];

/// The routes of every home.
pub(crate) static ROUTES: LazyLock<Vec<Route>> =
    LazyLock::new(|| HOMES.iter().flat_map(|home| of_home(home)).collect());

fn of_home(home: &'static Home) -> Vec<Route> {
    let path = |below: &str| -> &'static str { format!("{}/hooks{below}", home.prefix).leak() };
    let (all, one) = (path(""), path("/:hook_id"));
    let (variable, header) =
        (path("/:hook_id/url_variables/:key"), path("/:hook_id/custom_headers/:key"));
    let switches: Vec<Param> = home.switches().map(|(name, _)| Param::boolean(name)).collect();
    let switches: &'static [Param] = switches.leak();
    let parent: &[&'static [Param]] = if home.prefix.is_empty() { &[] } else { &[PARENT] };
    let templates: &[&'static [Param]] = if home.templates { &[TEMPLATE] } else { &[] };
    let params =
        |own: &[&'static [Param]]| -> &'static [&'static [Param]] { [parent, own].concat().leak() };
    let settings =
        |own: &[&'static [Param]]| params(&[own, &[SETTINGS, switches], templates].concat());
    let mut routes = vec![
        route("GET", all, home.gate, params(&[&PAGE]), list),
        route("POST", all, home.gate, settings(&[NEW_URL]), create),
        route("GET", one, home.gate, params(&[ID]), show).where_(|world| world.at_least(14, 9)),
        route("PUT", one, home.gate, settings(&[ID, OTHER_URL]), update).where_(has_updates),
        route("DELETE", one, home.gate, params(&[ID]), delete),
        route("PUT", variable, home.gate, params(&[KEY_AND_VALUE]), set_variable)
            .where_(has_updates),
        route("DELETE", variable, home.gate, params(&[KEY]), unset_variable).where_(has_updates),
        route("PUT", header, home.gate, params(&[KEY_AND_VALUE]), set_header).where_(has_headers),
        route("DELETE", header, home.gate, params(&[KEY]), unset_header).where_(has_headers),
    ];
    if home.prefix.is_empty() {
        routes.push(route("POST", one, home.gate, params(&[ID]), fire));
    }
    routes
}

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

/// A hook as answers show it; `listed` in a list.
fn shown(world: &World, hook: &Hook, listed: bool) -> Value {
    let home = Home::of(hook.of);
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
    // Of projects and groups it is only returned.
    put("repository_update_events", json!(false));
    for (name, on) in &hook.switches {
        put(name, json!(on));
    }
    match (home.parent)(hook.of) {
        Some((name, id)) => put(name, json!(id)),
        None if world.at_least(18, 0) => put("organization_id", json!(1)),
        None => {}
    }
    if has_updates(world) {
        put("alert_status", json!("executable"));
        put("disabled_until", Value::Null);
    }
    put("push_events_branch_filter", json!(hook.push_events_branch_filter));
    put("branch_filter_strategy", json!(hook.branch_filter_strategy));
    if has_headers(world) {
        put("custom_webhook_template", json!(hook.template));
    }
    if !(listed && home.short_list) {
        put("url_variables", keys(&hook.url_variables));
        put("custom_headers", keys(&hook.custom_headers));
    }
    if world.at_least(19, 0) {
        put("token_present", json!(hook.token.as_ref().is_some_and(|token| !token.is_empty())));
        put("signing_token_present", json!(hook.signing_token.is_some()));
    }
    Value::Object(body)
}

fn home(call: &mut Call<'_>) -> Result<&'static Home, Refusal> {
    let prefix = call.route.pattern.split_once("/hooks").map_or("", |(prefix, _)| prefix);
    HOMES.into_iter().find(|home| home.prefix == prefix).ok_or_else(Refusal::no_route)
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let of = (home(call)?.find)(call)?;
    let hooks: Vec<&Hook> = call.world.hooks.values().filter(|hook| hook.of == of).collect();
    call.page(hooks, |hook| shown(call.world, hook, true))
}

fn found<'c>(call: &'c mut Call<'_>) -> Result<&'c Hook, Refusal> {
    let of = (home(call)?.find)(call)?;
    let missing = || {
        if call.world.at_least(15, 0) {
            Refusal::not_found()
        } else {
            Refusal::no_such("System hook")
        }
    };
    let hook = call.world.hooks.get(&call.params.id("hook_id"));
    hook.filter(|hook| hook.of == of).ok_or_else(missing)
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let hook = found(call)?.clone();
    Ok(Reply::ok(shown(call.world, &hook, false)))
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
    text("custom_webhook_template", &mut hook.template);
    text("push_events_branch_filter", &mut hook.push_events_branch_filter);
    if sent("url") {
        hook.url = params.text("url").unwrap_or("").to_owned();
    }
    let mut whole = true;
    for (name, on) in &mut hook.switches {
        match params.bool(name) {
            Some(value) => *on = Some(value),
            None if sent(name) && NULLABLE.contains(name) => *on = None,
            None if sent(name) => whole = false,
            None => {}
        }
    }
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
    let of = (home(call)?.find)(call)?;
    let mut hook = Hook::new(of, call.world.now);
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
    let reply = Reply::created(shown(call.world, &hook, false));
    call.world.hooks.insert(hook.id, hook);
    Ok(reply)
}

fn update(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let before = found(call)?.clone();
    let empty = |name: &str| call.params.list(name).is_some_and(Vec::is_empty);
    let params = call.route.params.iter().copied().flatten().map(|param| param.name);
    let mut names = params.filter(|name| !["id", "hook_id"].contains(name));
    if !names.any(|name| call.params.has(name) && known(call.world, name) && !empty(name)) {
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
    let reply = Reply::ok(shown(call.world, &hook, false));
    call.world.hooks.insert(hook.id, hook);
    Ok(reply)
}

fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let Hook { id, updated_at, .. } = *found(call)?;
    call.unmodified(updated_at)?;
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
