//! GitLab's own description of its API, and whether what went over the wire keeps to it.
//!
//! `tests/data/contract.json` is cut out of it by `tests/data/distill.py`. Requests are held to it whole: method, path,
//! parameters, types, enums, what is required. Of answers: the status, and names and types of everything that was told.
//! Where the description is known to be wrong, [`EXCEPTIONS`] says so and why; `tests/contract.rs` fails when one of
//! them is of no use any more.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use labwright::sandbox::Exchange;
use serde::Deserialize;
use serde_json::Value;

use crate::support::exceptions::{EXCEPTIONS, INSTEAD, fits};

/// How an exchange strays from the description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// There is no such endpoint.
    Endpoint,
    /// A name that is not described.
    Name,
    /// A required name is missing.
    Missing,
    /// Another type.
    Type,
    /// A null; the description tells of none.
    Null,
    /// A list, where the description shows one object.
    List,
    /// None of the values that are described.
    Enum,
    /// A status that is not described.
    Status,
    /// A body where there is none, or none where there is one.
    Body,
}

/// One place where an exchange strays.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// Method and path, with the names of the parameters: `PUT /hooks/{hook_id}`.
    pub(crate) endpoint: String,
    /// `query.page`, `body.url_variables.key`, `answer.owner.id`, `status.404`; lists do not show. Where the type is
    /// another one, `answer.id = number`.
    pub(crate) place: String,
    /// In which way.
    pub(crate) kind: Kind,
}

/// What came of looking at exchanges.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    /// What strays and no exception explains, with what there is.
    pub(crate) findings: BTreeMap<Finding, String>,
    /// Exceptions that were of use: their number, and the number of the place.
    pub(crate) used: BTreeSet<(usize, usize)>,
    /// Endpoints that answered, with the statuses.
    pub(crate) covered: BTreeMap<String, BTreeSet<u16>>,
    /// How many values were compared with their description.
    pub(crate) values: usize,
}

/// What strays from GitLab's contract, a line each; nothing where all is well.
pub(crate) fn check(exchanges: &[Exchange]) -> Vec<String> {
    judge(exchanges, true).lines()
}

/// GraphQL has a schema of its own, which this description does not cover; recordings do (`tests/sandbox/graphql.rs`).
const GRAPHQL: &str = "/api/graphql";

/// Looks at exchanges. Requests that are wrong on purpose are left out by `requests: false`; what a fault struck is not GitLab's.
pub(crate) fn judge(exchanges: &[Exchange], requests: bool) -> Verdict {
    let mut verdict = Verdict::default();
    for exchange in exchanges.iter().filter(|it| !it.faulted && it.path != GRAPHQL) {
        let Some((name, endpoint)) = find(&exchange.method, &exchange.path) else {
            if requests {
                let at = format!("{} {}", exchange.method, exchange.path);
                verdict.tell(&at, "path", Kind::Endpoint, "GitLab has no such endpoint".to_owned());
            }
            continue;
        };
        let mut look = Look { endpoint: name, verdict: &mut verdict };
        if requests {
            look.request(endpoint, exchange);
        }
        look.answer(endpoint, exchange);
        verdict.covered.entry(name.to_owned()).or_default().insert(exchange.status);
    }
    verdict
}

/// Every endpoint that is described.
pub(crate) fn endpoints() -> impl Iterator<Item = &'static str> {
    contract().endpoints.keys().map(String::as_str)
}

#[derive(Deserialize)]
struct Contract {
    schemas: Vec<Schema>,
    endpoints: BTreeMap<String, Endpoint>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Endpoint {
    #[serde(default)]
    path: BTreeMap<String, usize>,
    #[serde(default)]
    query: BTreeMap<String, usize>,
    #[serde(default)]
    query_required: Vec<String>,
    body: Option<usize>,
    answers: BTreeMap<u16, Option<usize>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Schema {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(rename = "enum")]
    values: Option<Vec<Value>>,
    format: Option<String>,
    #[serde(default)]
    required: Vec<String>,
    items: Option<usize>,
    any: Option<Vec<usize>>,
    properties: Option<BTreeMap<String, usize>>,
}

fn contract() -> &'static Contract {
    static CONTRACT: OnceLock<Contract> = OnceLock::new();
    CONTRACT.get_or_init(|| serde_json::from_str(include_str!("../data/contract.json")).unwrap())
}

fn schema(number: usize) -> &'static Schema {
    &contract().schemas[number]
}

/// The endpoint of a raw path; one without parameters goes before one with.
fn find(method: &str, path: &str) -> Option<(&'static str, &'static Endpoint)> {
    let method = if method == "HEAD" { "GET" } else { method };
    let fitting = contract().endpoints.iter().filter(|(name, _)| {
        let (verb, template) = name.split_once(' ').unwrap();
        verb == method && places(template, path).is_some()
    });
    fitting.min_by_key(|(name, _)| name.matches('{').count()).map(|(name, it)| (name.as_str(), it))
}

/// The parameters of a path, decoded. They are split before they are decoded: `%2F` does not part.
fn places<'t>(template: &'t str, path: &str) -> Option<Vec<(&'t str, String)>> {
    let mut parts = path.split('/');
    let mut found = Vec::new();
    for expected in template.split('/') {
        let part = parts.next()?;
        match expected.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
            Some(name) if !part.is_empty() => {
                let plain = percent_encoding::percent_decode_str(part).decode_utf8().ok()?;
                found.push((name, plain.into_owned()));
            }
            None if part == expected => {}
            _ => return None,
        }
    }
    parts.next().is_none().then_some(found)
}

impl Verdict {
    fn tell(&mut self, endpoint: &str, place: &str, kind: Kind, told: String) {
        let mut explained = false;
        for (number, exception) in EXCEPTIONS.iter().enumerate() {
            if exception.kind != kind || !exception.on.iter().any(|it| fits(it, endpoint)) {
                continue;
            }
            for (at, it) in exception.places.iter().enumerate() {
                if fits(it, place) {
                    explained = true;
                    self.used.insert((number, at));
                }
            }
        }
        if !explained {
            let (endpoint, place) = (endpoint.to_owned(), place.to_owned());
            self.findings.entry(Finding { endpoint, place, kind }).or_insert(told);
        }
    }

    /// The findings, a line each.
    pub(crate) fn lines(&self) -> Vec<String> {
        let line = |(it, told): (&Finding, &String)| {
            format!("{} {}: {:?}: {told}", it.endpoint, it.place, it.kind)
        };
        self.findings.iter().map(line).collect()
    }

    /// Endpoints that answered with success.
    pub(crate) fn answered(&self) -> impl Iterator<Item = &str> {
        let good = |statuses: &BTreeSet<u16>| statuses.iter().any(|it| (200..300).contains(it));
        self.covered.iter().filter(move |(_, it)| good(it)).map(|(name, _)| name.as_str())
    }

    /// Takes in what came of other exchanges.
    pub(crate) fn add(&mut self, other: Verdict) {
        let Verdict { findings, used, covered, values } = other;
        for (finding, told) in findings {
            self.findings.entry(finding).or_insert(told);
        }
        self.used.extend(used);
        self.values += values;
        for (endpoint, statuses) in covered {
            self.covered.entry(endpoint).or_default().extend(statuses);
        }
    }
}

struct Look<'v> {
    endpoint: &'static str,
    verdict: &'v mut Verdict,
}

impl Look<'_> {
    fn tell(&mut self, place: &str, kind: Kind, told: String) {
        self.verdict.tell(self.endpoint, place, kind, told);
    }

    fn request(&mut self, endpoint: &Endpoint, exchange: &Exchange) {
        let template = self.endpoint.split_once(' ').unwrap().1;
        for (name, text) in places(template, &exchange.path).unwrap() {
            if let Some(number) = endpoint.path.get(name) {
                self.text(&format!("path.{name}"), *number, &text);
            }
        }
        let mut sent = BTreeSet::new();
        for (name, text) in &exchange.query {
            let bare = name.split('[').next().unwrap();
            sent.insert(bare);
            match endpoint.query.get(bare) {
                Some(number) => self.text(&format!("query.{bare}"), *number, text),
                None => self.tell(&format!("query.{bare}"), Kind::Name, format!("{text:?}")),
            }
        }
        for name in endpoint.query_required.iter().filter(|it| !sent.contains(it.as_str())) {
            self.tell(&format!("query.{name}"), Kind::Missing, "it is required".to_owned());
        }
        match (&exchange.body, endpoint.body) {
            (Some(body), Some(number)) => self.value("body", number, body),
            (Some(body), None) => self.tell("body", Kind::Body, body.to_string()),
            (None, Some(number)) if !schema(number).required.is_empty() => {
                self.tell("body", Kind::Body, "it is required".to_owned());
            }
            (None, _) => {}
        }
    }

    fn answer(&mut self, endpoint: &Endpoint, exchange: &Exchange) {
        let status = exchange.status;
        // What was not changed since is answered without a body by every endpoint.
        if status == 304 {
            return;
        }
        let instead = INSTEAD.iter().find(|(name, ..)| *name == self.endpoint);
        let endpoint = instead.map_or(endpoint, |(_, other, _)| &contract().endpoints[*other]);
        let described = endpoint.answers.get(&status);
        if described.is_none() {
            let told = exchange.answer.as_ref().map(Value::to_string).unwrap_or_default();
            self.tell(&format!("status.{status}"), Kind::Status, told.chars().take(160).collect());
        }
        match (&exchange.answer, described) {
            (Some(answer), _) if status == 204 => {
                self.tell("answer", Kind::Body, answer.to_string());
            }
            (Some(answer), Some(Some(number))) => self.value("answer", *number, answer),
            (None, Some(Some(_))) if status != 204 && exchange.method != "HEAD" => {
                self.tell("answer", Kind::Body, "there is none".to_owned());
            }
            _ => {}
        }
    }

    /// A value that is sent as text, in a path or a query.
    fn text(&mut self, place: &str, number: usize, text: &str) {
        let schema = schema(number);
        let value = match schema.kind.as_deref() {
            Some("integer") => text.parse::<u64>().map_or_else(|_| text.into(), Value::from),
            Some("boolean") => text.parse::<bool>().map_or_else(|_| text.into(), Value::from),
            Some("array") => match schema.items {
                Some(items) => return self.text(place, items, text),
                None => return,
            },
            _ => Value::from(text),
        };
        self.value(place, number, &value);
    }

    fn value(&mut self, place: &str, number: usize, value: &Value) {
        let schema = schema(number);
        self.verdict.values += 1;
        if value.is_null() {
            return self.tell(place, Kind::Null, "null".to_owned());
        }
        if let Some(any) = &schema.any {
            if !any.iter().any(|it| has_type(self::schema(*it), value)) {
                self.mistyped(place, "something else", value);
            }
            return;
        }
        if let Some(items) = value.as_array()
            && schema.kind.as_deref() == Some("object")
        {
            self.tell(place, Kind::List, format!("a list of {}", items.len()));
            return items.iter().for_each(|it| self.value(place, number, it));
        }
        if !has_type(schema, value) {
            return self.mistyped(place, schema.kind.as_deref().unwrap_or_default(), value);
        }
        if let Some(values) = &schema.values
            && !values.contains(value)
        {
            self.tell(place, Kind::Enum, short(value));
        }
        match value {
            Value::Array(items) => {
                let Some(number) = schema.items else { return };
                items.iter().for_each(|it| self.value(place, number, it));
            }
            Value::Object(fields) => self.fields(place, schema, fields),
            _ => {}
        }
    }

    /// The place tells the type that there is, so that an exception cannot excuse every type.
    fn mistyped(&mut self, place: &str, expected: &str, value: &Value) {
        let is = match value {
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::Array(_) => "list",
            Value::Object(_) => "object",
            _ => "text",
        };
        let told = format!("{} where {expected} is described", short(value));
        self.tell(&format!("{place} = {is}"), Kind::Type, told);
    }

    fn fields(&mut self, place: &str, schema: &Schema, fields: &serde_json::Map<String, Value>) {
        for name in schema.required.iter().filter(|it| !fields.contains_key(it.as_str())) {
            self.tell(&format!("{place}.{name}"), Kind::Missing, "it is required".to_owned());
        }
        // An object that is described without its fields may have any.
        let Some(properties) = &schema.properties else { return };
        for (name, value) in fields {
            let place = format!("{place}.{name}");
            match properties.get(name) {
                Some(number) => self.value(&place, *number, value),
                None => self.tell(&place, Kind::Name, short(value)),
            }
        }
    }
}

/// The description has the types of OpenAPI, and those of Ruby where its generator knew no better.
fn has_type(schema: &Schema, value: &Value) -> bool {
    let is_moment = || value.as_str().is_some_and(|it| it.parse::<jiff::Timestamp>().is_ok());
    match (schema.kind.as_deref(), schema.format.as_deref()) {
        (None, _) => true,
        (Some("string"), Some("date-time")) | (Some("DateTime" | "Time" | "date-time"), _) => {
            is_moment()
        }
        (Some("string" | "Symbol"), _) => value.is_string(),
        (Some("integer"), _) => value.is_u64() || value.is_i64(),
        (Some("number" | "Float" | "Numeric"), _) => value.is_number(),
        (Some("boolean" | "Boolean"), _) => value.is_boolean(),
        (Some("object"), _) => value.is_object(),
        (Some("array" | "Array"), _) => value.is_array(),
        (Some(other), _) => panic!("the contract has the type {other}, which nobody taught us"),
    }
}

fn short(value: &Value) -> String {
    value.to_string().chars().take(80).collect()
}
