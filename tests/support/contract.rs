//! GitLab's own description of its API, and whether what went over the wire keeps to it.
//!
//! `tests/contract/FAMILY.json` are cut out of it by `tests/contract/distill.py`. Requests are held to it whole: method,
//! path, parameters, types, enums, what is required. Of answers: the status, and names and types of everything in them.
//! The description is wrong in many places. What is wrong in all of them is a rule ([`by_rule`]); where a real GitLab was
//! recorded to stray, `tests/contract/recorded/FAMILY.txt` has a line, written by `tests/sandbox/contract.rs`; the rest are
//! [`EXCEPTIONS`], each with its reason, and `tests/sandbox/contract.rs` fails if one of them is no longer needed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use labwright::sandbox::Exchange;
use serde::Deserialize;
use serde_json::Value;

use crate::support::exceptions::{EXCEPTIONS, INSTEAD, by_rule, fits};

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
    /// The same without the way to it: the name of the schema that describes the object, and the field in it. Where no
    /// object is around it, the endpoint. One description has one name, so what is known of it holds wherever it is used.
    pub(crate) stray: String,
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
    /// Whether rules alone explain what strays.
    strict: bool,
}

/// What strays from GitLab's contract, a line each; nothing where all is well.
pub(crate) fn check(exchanges: &[Exchange]) -> Vec<String> {
    judge(exchanges, true).lines()
}

/// GraphQL has a schema of its own, which this description does not cover; recordings do (`tests/sandbox/graphql.rs`).
const GRAPHQL: &str = "/api/graphql";

/// Looks at exchanges. Requests that are wrong on purpose are left out by `requests: false`; what a fault struck is not GitLab's.
pub(crate) fn judge(exchanges: &[Exchange], requests: bool) -> Verdict {
    look(exchanges, requests, Verdict::default())
}

/// The same, where no recording and no exception explains anything.
pub(crate) fn strays(exchanges: &[Exchange], requests: bool) -> Verdict {
    look(exchanges, requests, Verdict { strict: true, ..Verdict::default() })
}

fn look(exchanges: &[Exchange], requests: bool, mut verdict: Verdict) -> Verdict {
    for exchange in exchanges.iter().filter(|it| !it.faulted && it.path != GRAPHQL) {
        let Some((name, endpoint)) = find(&exchange.method, &exchange.path) else {
            if requests {
                let at = format!("{} {}", exchange.method, exchange.path);
                let (place, kind) = ("path".to_owned(), Kind::Endpoint);
                let finding = Finding { endpoint: at, place, kind, stray: String::new() };
                verdict.tell(finding, "GitLab has no such endpoint".to_owned());
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

/// The name of a schema: a type, or a hash of what it is.
type Name = String;

#[derive(Default, Deserialize)]
struct Contract {
    schemas: BTreeMap<Name, Schema>,
    endpoints: BTreeMap<String, Endpoint>,
    #[serde(skip)]
    recorded: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Endpoint {
    #[serde(skip)]
    family: String,
    #[serde(default)]
    path: BTreeMap<String, Name>,
    #[serde(default)]
    query: BTreeMap<String, Name>,
    #[serde(default)]
    query_required: Vec<String>,
    body: Option<Name>,
    answers: BTreeMap<u16, Option<Name>>,
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
    items: Option<Name>,
    any: Option<Vec<Name>>,
    properties: Option<BTreeMap<String, Name>>,
}

/// A folder of families.
pub(crate) const FAMILIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/contract");

fn contract() -> &'static Contract {
    static CONTRACT: OnceLock<Contract> = OnceLock::new();
    CONTRACT.get_or_init(|| {
        let mut all = Contract::default();
        for file in std::fs::read_dir(FAMILIES).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|it| it != "json") {
                continue;
            }
            let name = path.file_stem().unwrap().to_str().unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            let mut family: Contract =
                serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            family.endpoints.values_mut().for_each(|it| it.family = name.to_owned());
            let described = all.endpoints.len() + family.endpoints.len();
            all.endpoints.append(&mut family.endpoints);
            assert_eq!(all.endpoints.len(), described, "{name}: an endpoint of two families");
            all.schemas.append(&mut family.schemas);
            let strays = std::fs::read_to_string(format!("{FAMILIES}/recorded/{name}.txt"));
            all.recorded.extend(strays.unwrap_or_default().lines().map(str::to_owned));
        }
        all
    })
}

fn schema(name: &str) -> &'static Schema {
    &contract().schemas[name]
}

/// The family of an endpoint: method and path, with values or with the names of the parameters.
pub(crate) fn family(endpoint: &str) -> Option<&'static str> {
    let (method, path) = endpoint.split_once(' ').unwrap();
    find(method, path).map(|(_, it)| it.family.as_str())
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
    fn tell(&mut self, finding: Finding, told: String) {
        let Finding { endpoint, place, kind, stray } = &finding;
        let mut explained = by_rule(endpoint, place, *kind, pages(endpoint))
            || (!self.strict && contract().recorded.contains(stray));
        for (number, exception) in EXCEPTIONS.iter().enumerate() {
            if self.strict
                || exception.kind != *kind
                || !exception.on.iter().any(|it| fits(it, endpoint))
            {
                continue;
            }
            for (at, it) in exception.places.iter().enumerate() {
                if fits(it, place) {
                    // Of use only where nothing else explains it.
                    if !explained {
                        self.used.insert((number, at));
                    }
                    explained = true;
                }
            }
        }
        if !explained {
            self.findings.entry(finding).or_insert(told);
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
        let Verdict { findings, used, covered, values, strict: _ } = other;
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

/// Whether an endpoint is described as a list.
fn pages(endpoint: &str) -> bool {
    endpoint.starts_with("GET ")
        && contract().endpoints.get(endpoint).is_some_and(|it| it.query.contains_key("per_page"))
}

/// Where a value stands.
#[derive(Clone, Copy)]
struct At<'a> {
    place: &'a str,
    /// The schema of the object around it, or the endpoint.
    owner: &'a str,
    field: &'a str,
}

struct Look<'v> {
    endpoint: &'static str,
    verdict: &'v mut Verdict,
}

impl Look<'_> {
    fn tell(&mut self, place: &str, kind: Kind, told: String) {
        self.tell_at(At { place, owner: self.endpoint, field: place }, kind, told);
    }

    fn tell_at(&mut self, at: At<'_>, kind: Kind, told: String) {
        let stray = format!("{} {}: {kind:?}", at.owner, at.field);
        let (endpoint, place) = (self.endpoint.to_owned(), at.place.to_owned());
        self.verdict.tell(Finding { endpoint, place, kind, stray }, told);
    }

    fn request(&mut self, endpoint: &Endpoint, exchange: &Exchange) {
        let template = self.endpoint.split_once(' ').unwrap().1;
        for (name, text) in places(template, &exchange.path).unwrap() {
            if let Some(schema) = endpoint.path.get(name) {
                self.text(&format!("path.{name}"), schema, &text);
            }
        }
        let mut sent = BTreeSet::new();
        for (name, text) in &exchange.query {
            let bare = name.split('[').next().unwrap();
            sent.insert(bare);
            match endpoint.query.get(bare) {
                Some(schema) => self.text(&format!("query.{bare}"), schema, text),
                None => self.tell(&format!("query.{bare}"), Kind::Name, format!("{text:?}")),
            }
        }
        for name in endpoint.query_required.iter().filter(|it| !sent.contains(it.as_str())) {
            self.tell(&format!("query.{name}"), Kind::Missing, "it is required".to_owned());
        }
        match (&exchange.body, &endpoint.body) {
            (Some(body), Some(schema)) => self.root("body", schema, body),
            (Some(body), None) => self.tell("body", Kind::Body, body.to_string()),
            (None, Some(name)) if !schema(name).required.is_empty() => {
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
            (Some(answer), Some(Some(schema))) => self.root("answer", schema, answer),
            (None, Some(Some(_))) if status != 204 && exchange.method != "HEAD" => {
                self.tell("answer", Kind::Body, "there is none".to_owned());
            }
            _ => {}
        }
    }

    fn root(&mut self, place: &str, schema: &str, value: &Value) {
        self.value(At { place, owner: self.endpoint, field: place }, schema, value);
    }

    /// A value that is sent as text, in a path or a query.
    fn text(&mut self, place: &str, name: &str, text: &str) {
        let schema = schema(name);
        let value = match schema.kind.as_deref() {
            Some("integer") => text.parse::<u64>().map_or_else(|_| text.into(), Value::from),
            Some("boolean") => text.parse::<bool>().map_or_else(|_| text.into(), Value::from),
            Some("array") => match &schema.items {
                Some(items) => return self.text(place, items, text),
                None => return,
            },
            _ => Value::from(text),
        };
        self.root(place, name, &value);
    }

    fn value(&mut self, at: At<'_>, name: &str, value: &Value) {
        let schema = schema(name);
        self.verdict.values += 1;
        if value.is_null() {
            return self.tell_at(at, Kind::Null, "null".to_owned());
        }
        if let Some(any) = &schema.any {
            if !any.iter().any(|it| has_type(self::schema(it), value)) {
                self.mistyped(at, "something else", value);
            }
            return;
        }
        if let Some(items) = value.as_array()
            && schema.kind.as_deref() == Some("object")
        {
            self.tell_at(at, Kind::List, format!("a list of {}", items.len()));
            return items.iter().for_each(|it| self.value(at, name, it));
        }
        if !has_type(schema, value) {
            return self.mistyped(at, schema.kind.as_deref().unwrap_or_default(), value);
        }
        if let Some(values) = &schema.values
            && !values.contains(value)
        {
            self.tell_at(at, Kind::Enum, short(value));
        }
        match value {
            Value::Array(items) => {
                let Some(name) = &schema.items else { return };
                items.iter().for_each(|it| self.value(at, name, it));
            }
            Value::Object(fields) => self.fields(at.place, name, fields),
            _ => {}
        }
    }

    /// The place has the type that there is, so that an exception cannot excuse every type.
    fn mistyped(&mut self, at: At<'_>, expected: &str, value: &Value) {
        let is = match value {
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::Array(_) => "list",
            Value::Object(_) => "object",
            _ => "text",
        };
        let told = format!("{} where {expected} is described", short(value));
        let (place, field) = (format!("{} = {is}", at.place), format!("{} = {is}", at.field));
        self.tell_at(At { place: &place, field: &field, ..at }, Kind::Type, told);
    }

    fn fields(&mut self, place: &str, owner: &str, fields: &serde_json::Map<String, Value>) {
        let schema = schema(owner);
        for field in schema.required.iter().filter(|it| !fields.contains_key(it.as_str())) {
            let place = format!("{place}.{field}");
            let told = "it is required".to_owned();
            self.tell_at(At { place: &place, owner, field }, Kind::Missing, told);
        }
        // An object that is described without its fields may have any.
        let Some(properties) = &schema.properties else { return };
        for (field, value) in fields {
            let place = format!("{place}.{field}");
            let at = At { place: &place, owner, field };
            match properties.get(field) {
                Some(name) => self.value(at, name, value),
                None => self.tell_at(at, Kind::Name, short(value)),
            }
        }
    }
}

/// The description has the types of OpenAPI, and those of Ruby where its generator knew no better.
fn has_type(schema: &Schema, value: &Value) -> bool {
    // A moment may be a day: the description does not tell them apart.
    let is_moment = || {
        value.as_str().is_some_and(|it| {
            it.parse::<jiff::Timestamp>().is_ok() || it.parse::<jiff::civil::Date>().is_ok()
        })
    };
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
