//! Credentials in a world: each is called by its name, so that worlds can be compared in which it has another number and secret.

use labwright::sandbox::{World, made_up_secret};
use serde_json::{Map, Value};

/// What variables call credentials, the collection of their rows, and how their secrets begin.
const CREDENTIALS: &[(&str, &str, &str)] = &[
    ("token", "", "glpat"),
    ("deploy token", "deploy_tokens", "gldt"),
    ("trigger token", "pipeline_triggers", "glptt"),
    ("agent token", "cluster_agent_tokens", "glagent"),
    ("application", "applications", "gloas"),
    ("runner", "runners", "glrt"),
];

/// Replaces what a variable has of a credential: its number, its secret, a name that GitLab makes of the number. What belongs to
/// another one stays, and so does that of one that cannot be used.
pub(crate) fn unnumbered(variable: &mut Map<String, Value>, world: &World) {
    let text = |field: &str| variable.get(field).and_then(Value::as_str).unwrap_or_default();
    let (description, value) = (text("description").to_owned(), text("value").to_owned());
    let Some((before, mark)) = description.rsplit_once("labwright: ") else { return };
    let Some((noun, id)) = mark.trim_end_matches(')').rsplit_once(' ') else { return };
    let Ok(number) = id.parse() else { return };
    let Some(it) = CREDENTIALS.iter().find(|it| it.0 == noun) else { return };
    let Some(name) = active(it.1, number, world) else { return };
    let secret = made_up_secret(it.2, number);
    let value = match value {
        it if it == secret => format!("the secret of {name}"),
        it if it == id => format!("the number of {name}"),
        it if it == format!("gitlab+deploy-token-{id}") => format!("the username of {name}"),
        it if format!("id-{it}") == made_up_secret("id", number) => format!("the ID of {name}"),
        other => other,
    };
    variable.insert("value".to_owned(), value.into());
    let description = format!("{before}labwright: {noun} of {name}");
    variable.insert("description".to_owned(), description.into());
}

/// The name of a credential that can be used.
fn active(rows: &str, number: u64, world: &World) -> Option<String> {
    if rows.is_empty() {
        let token = world.tokens.values().find(|it| it.id == number);
        return Some(token.filter(|it| it.is_active(world.now))?.name.clone());
    }
    let mut all = world.rows.iter().filter(|it| it.0.1 == rows).flat_map(|it| it.1);
    let row = all.find(|it| it.get("id").and_then(Value::as_u64) == Some(number))?;
    let name = ["name", "application_name", "description"].iter().find_map(|it| row.get(*it))?;
    name.as_str().map(str::to_owned)
}

/// A line for each access token that can be used.
pub(crate) fn tokens(world: &World, start: &World) -> Vec<String> {
    let is_old = |id: u64| start.tokens.values().any(|it| it.id == id);
    let usable = world.tokens.values().filter(|it| it.is_active(world.now));
    let line = |it: &labwright::sandbox::Token| {
        let id = if is_old(it.id) { it.id.to_string() } else { "new".to_owned() };
        format!(
            "token {id} {} {:?} {:?} {:?} {:?}",
            it.name, it.description, it.resource, it.scopes, it.expires_at
        )
    };
    usable.map(line).collect()
}
