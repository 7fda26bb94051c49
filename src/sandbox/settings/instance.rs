//! Settings of the instance.

use serde_json::{Map, Value, json};

use super::rules::{self, Rule};
use super::table::INSTANCE;
use super::write::{self, Writer};
use crate::sandbox::http::gates::administrator;
use crate::sandbox::http::{Call, Refusal, Reply, Route, params, route};
use crate::sandbox::world::{ADMIN, World, settings};

pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/application/settings", administrator, &[], show),
    route("PUT", "/application/settings", administrator, &[], change),
];

/// Switches that are refused without their address in the same request.
const ADDRESSED: &[(&str, &str)] = &[
    ("diagramsnet_enabled", "diagramsnet_url"),
    ("gitpod_enabled", "gitpod_url"),
    ("kroki_enabled", "kroki_url"),
    ("plantuml_enabled", "plantuml_url"),
];

const RULES: &[Rule] = &[
    Rule::new("default_syntax_highlighting_theme", |value, problems| {
        rules::within(value, 1, 12, "must be a valid syntax highlighting theme ID", problems)
    }),
    Rule::new("default_artifacts_expire_in", |value, problems| {
        let text = value.as_str().unwrap_or("");
        if !text.starts_with(|it: char| it.is_ascii_digit()) && text != "never" {
            problems.say("is not a correct duration");
        }
    }),
    Rule::new("help_page_support_url", |value, problems| {
        let text = value.as_str().unwrap_or("");
        if !text.is_empty() && !["http://", "https://"].iter().any(|it| text.starts_with(it)) {
            problems.say("is blocked: Only allowed schemes are http, https");
        }
    }),
];

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    Ok(Reply::ok(shown(call.world)))
}

fn shown(world: &World) -> Value {
    let names = settings::INSTANCE.answer().keys();
    names.map(|name| (name.clone(), settings::INSTANCE.read(&world.settings, name))).collect()
}

fn change(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (sent, mut complaints) = params::checked(&[INSTANCE.params()], &call.sent.all);
    let on = |name: &str| sent.bool(name) == Some(true);
    let missing = ADDRESSED.iter().filter(|(switch, address)| on(switch) && !sent.has(address));
    complaints.extend(missing.map(|(_, address)| format!("{address} is missing")));
    complaints.extend(INSTANCE.missing(&call.sent.all));
    params::refuse(&complaints)?;
    let writer = Writer { level: ADMIN, subgroup: false };
    let changes = write::changes(&INSTANCE, writer, &sent)?;
    store(call.world, changes)?;
    Ok(Reply::ok(shown(call.world)))
}

/// Writes checked attributes, for requests and seeds alike.
pub(crate) fn store(world: &mut World, mut changes: Map<String, Value>) -> Result<(), Refusal> {
    if changes.get("performance_bar_allowed_group_path").is_some_and(|path| {
        path.as_str().is_some_and(|path| !path.is_empty() && world.group_at(path).is_none())
    }) {
        let why = json!({ "performance_bar_allowed_group_id": ["not found"] });
        return Err(Refusal::message(400, why));
    }
    // The proxy never asks the server for its own pictures.
    if let Some(hosts) = changes.get_mut("asset_proxy_allowlist") {
        let own = world.url.split("://").nth(1).and_then(|rest| rest.split(':').next());
        let mut list = hosts.as_array().cloned().unwrap_or_default();
        list.push(json!(own.unwrap_or("")));
        *hosts = Value::Array(list);
    }
    if let Some(Value::Array(addresses)) = changes.get_mut("iframe_rendering_allowlist") {
        for address in addresses {
            let text = address.as_str().unwrap_or("");
            let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
            *address = json!(rest.split('/').next());
        }
    }
    rules::verdict(rules::check(RULES, &changes))?;
    world.settings.extend(changes);
    Ok(())
}
