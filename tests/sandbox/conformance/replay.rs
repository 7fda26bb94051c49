//! Runs a scenario: sets the stage, sends each step, keeps what later steps refer to.

use labwright::sandbox::{ADMIN_TOKEN, Exchange, Sandbox, World};
use serde_json::{Map, Value};

use crate::conformance::{compare, delivery, setup, stage};
use crate::wire;

/// Changes the world before a step.
pub(crate) type Change = fn(&mut World, &Map<String, Value>);

/// A recording, and what its world needs beyond what it says itself.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) changes: &'static [(usize, Change)],
}

impl Scenario {
    pub(crate) const fn new(name: &'static str) -> Scenario {
        Scenario { name, changes: &[] }
    }

    /// Changes to the world, each before the step of that number. Changes before step 0 come after `setup`.
    pub(crate) const fn with(name: &'static str, changes: &'static [(usize, Change)]) -> Scenario {
        Scenario { name, changes }
    }
}

pub(crate) fn load(name: &str) -> Value {
    let path = format!("{}/tests/recordings/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The token of an actor; `None` for nobody.
pub(crate) fn token(actor: &str) -> Option<String> {
    match actor {
        "anonymous" => None,
        "admin" => Some(ADMIN_TOKEN.to_owned()),
        other => Some(format!("sandbox-{other}-token")),
    }
}

/// What came of a scenario.
pub(crate) struct Replayed {
    pub(crate) name: &'static str,
    /// Method and path of each step.
    pub(crate) endpoints: Vec<String>,
    /// One a step.
    pub(crate) outcomes: Vec<Result<(), String>>,
    pub(crate) exchanges: Vec<Exchange>,
}

/// Replays a scenario.
pub(crate) async fn run(scenario: &Scenario) -> Replayed {
    let recording = load(scenario.name);
    let steps = recording["steps"].as_array().unwrap();
    let sandbox = Sandbox::start(&stage::seed(&recording)).await.unwrap();
    sandbox.record(true);
    let saved: Vec<&String> =
        steps.iter().filter_map(|step| step["save"].as_object()).flat_map(Map::keys).collect();
    delivery::prepare(&mut sandbox.world(), &recording);
    let mut vars = recording["variables"].as_object().cloned().unwrap_or_default();
    let finals = vars.clone();
    vars.retain(|name, _| !saved.contains(&name));
    for value in vars.values_mut() {
        if let Some(actor) =
            value.as_str().and_then(|text| text.strip_prefix("<token of ")?.strip_suffix('>'))
        {
            *value = Value::from(token(actor).unwrap_or_default());
        }
    }
    // Users of the recordings have a suffix, ours have none.
    for value in vars.values_mut() {
        let role =
            value.as_str().and_then(|text| text.split_once('-')).map(|(role, _)| role.to_owned());
        if let Some(role) = role.filter(|role| stage::is_role(&role.to_lowercase())) {
            *value = Value::from(role);
        }
    }
    let mut numbers = stage::Numbers::default();
    let mut outcomes = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let setup = recording["setup"].as_array().into_iter().flatten();
        for call in setup.filter(|call| call["before_step"].as_u64() == Some(at as u64)) {
            if call.get("request").is_some() {
                setup::again(&sandbox, call, &numbers, &finals);
            }
        }
        {
            let mut world = sandbox.world();
            stage::number(&mut world, step);
            for (_, change) in scenario.changes.iter().filter(|(before, _)| *before == at) {
                change(&mut world, &finals);
            }
        }
        let mut answer = send(&sandbox.url(), step, &vars);
        let paths: Option<Vec<&str>> = step["body_only"]
            .as_array()
            .map(|paths| paths.iter().filter_map(Value::as_str).collect());
        if let (Some(paths), Ok(body)) = (paths, serde_json::from_slice(&answer.body)) {
            answer.body = delivery::narrow(&body, &paths).to_string().into_bytes();
        }
        let recorded = &stage::with_our_token(&step["response"], &vars);
        // Of some answers a part was recorded.
        let cut = ["body_cut", "trimmed"].iter().any(|part| step[*part] == Value::Bool(true));
        let outcome = compare::compare(recorded, cut, &answer, &sandbox.url());
        let request = &step["request"];
        let described = |difference| {
            let body = request["json"].to_string().chars().take(300).collect::<String>();
            format!("{} {} {} {body}: {difference}", step["as"], request["method"], request["path"])
        };
        outcomes.push(outcome.map_err(described));
        let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        numbers.learn(request["path"].as_str().unwrap(), &recorded["body"], &body);
        // Conditions name the tag of a body: ours for theirs.
        if let (Some(theirs), Some(ours)) =
            (recorded["headers"]["etag"].as_str(), answer.header("etag"))
        {
            let strong = |tag: &str| tag.trim_start_matches("W/").to_owned();
            for value in vars.values_mut() {
                if *value == theirs {
                    *value = Value::from(ours);
                } else if *value == strong(theirs) {
                    *value = Value::from(strong(ours));
                }
            }
        }
        for (name, path) in step["save"].as_object().into_iter().flatten() {
            let pointer = format!("/{}", path.as_str().unwrap().replace('.', "/"));
            if let Some(value) = body.pointer(&pointer) {
                vars.insert(name.clone(), value.clone());
            }
        }
    }
    let endpoint = |step: &Value| {
        let (method, path) = (&step["request"]["method"], &step["request"]["path"]);
        let path = path.as_str().unwrap().split('?').next().unwrap();
        format!("{} {path}", method.as_str().unwrap())
    };
    let endpoints = steps.iter().map(endpoint).collect();
    Replayed { name: scenario.name, endpoints, outcomes, exchanges: sandbox.exchanges() }
}

fn send(url: &str, step: &Value, vars: &Map<String, Value>) -> wire::Answer {
    let request = &step["request"];
    let path = format!("/api/v4{}", text(request["path"].as_str().unwrap(), vars));
    let mut headers = Vec::new();
    if let Some(token) = token(step["as"].as_str().unwrap()) {
        headers.push((String::from("PRIVATE-TOKEN"), token));
    }
    for (name, value) in request["headers"].as_object().into_iter().flatten() {
        headers.push((name.clone(), text(value.as_str().unwrap(), vars)));
    }
    let body = if let Some(raw) = request["raw"].as_str() {
        // Bytes were recorded as the letters of Latin-1.
        Some(raw.chars().map(|letter| letter as u8).collect())
    } else if let Some(json) = request.get("json").filter(|json| !json.is_null()) {
        headers.push((String::from("Content-Type"), String::from("application/json")));
        Some(filled(json, vars).to_string().into_bytes())
    } else {
        None
    };
    wire::send(url, request["method"].as_str().unwrap(), &path, &headers, body.as_deref())
}

/// Puts variables into a text. Braces that name none stay.
fn text(text: &str, vars: &Map<String, Value>) -> String {
    let mut filled = text.to_owned();
    for (name, value) in vars {
        let plain = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        filled = filled.replace(&format!("{{{name}}}"), &plain);
    }
    filled
}

fn filled(value: &Value, vars: &Map<String, Value>) -> Value {
    match value {
        Value::String(whole) => {
            let name = whole.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            match name.and_then(|name| vars.get(name)) {
                Some(value) => value.clone(),
                None => Value::from(text(whole, vars)),
            }
        }
        Value::Array(items) => items.iter().map(|item| filled(item, vars)).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), filled(value, vars))).collect()
        }
        other => other.clone(),
    }
}
