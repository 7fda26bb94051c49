//! Finds a kind or a field in the JSON Schema by the names that stand in the files.
//!
//! Lists and mappings between two names need not be written: `protected_branches.name` is the name of each of them.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value, json};

use crate::config::nearest;

/// Deeper than any file; the schema of the files has no circle, and a search must end anyway.
const DEEPEST: usize = 8;

/// The schema.
pub(super) struct Tree<'s> {
    root: &'s Value,
}

/// A key of the files.
#[derive(Debug, Clone)]
pub(super) struct Found<'s> {
    /// How it is asked for.
    pub name: String,
    /// Where it stands: `projects.PATH.protected_branches[].name`.
    pub place: String,
    pub node: &'s Value,
    /// It must be written.
    pub needed: bool,
}

/// Why nothing was found.
#[derive(Debug)]
pub(super) enum Missed {
    /// What was probably meant.
    Nearest(String),
    /// It is in several kinds: how each is asked for.
    Several(Vec<String>),
    /// Nothing is near; what there is to choose from.
    Unknown { within: Option<String>, fields: Vec<String> },
}

impl<'s> Tree<'s> {
    pub(super) fn new(root: &'s Value) -> Self {
        Tree { root }
    }

    /// Follows references.
    pub(super) fn settle(&self, node: &'s Value) -> &'s Value {
        let name = node["$ref"].as_str().and_then(|it| it.strip_prefix("#/definitions/"));
        name.map_or(node, |it| &self.root["definitions"][it])
    }

    /// The alternatives of a schema that is nothing but alternatives; `null` is none. What editors are told in
    /// `then` and `else`, so that they say the right thing, is an alternative too.
    pub(super) fn branches(&self, node: &'s Value) -> Vec<&'s Value> {
        let lists = ["oneOf", "anyOf", "allOf"].map(|it| node[it].as_array());
        let sides =
            ["then", "else"].map(|it| node.get(it).filter(|_| node["properties"].is_null()));
        let all = lists.into_iter().flatten().flatten().chain(sides.into_iter().flatten());
        all.map(|it| self.settle(it)).filter(|it| it["type"] != "null").collect()
    }

    /// The objects that a value is made of, and what leads to them. Of a collection its objects, not the form with
    /// `items` and `prune`, unless that is asked for.
    fn objects(&self, node: &'s Value, forms: bool) -> Vec<(&'s Value, String)> {
        let node = self.settle(node);
        let below = |inner: &'s Value, step: &str| {
            let found = self.objects(inner, forms).into_iter();
            found.map(|(it, rest)| (it, format!("{step}{rest}"))).collect::<Vec<_>>()
        };
        let is_form = |it: &Value| it["title"] == "items, prune";
        if node["properties"].is_object() {
            return vec![(node, String::new())];
        }
        if node["items"].is_object() {
            return below(&node["items"], "[]");
        }
        if node["additionalProperties"].is_object() {
            let step =
                if node["propertyNames"]["pattern"].as_str().is_some_and(|it| it.contains('/')) {
                    ".PATH"
                } else {
                    ".KEY"
                };
            return below(&node["additionalProperties"], step);
        }
        let branches = self.branches(node).into_iter().filter(|it| forms || !is_form(it));
        branches.flat_map(|it| self.objects(it, forms)).collect()
    }

    /// Whether the value is one of several kinds of objects.
    pub(super) fn is_union(&self, of: &Found<'s>) -> bool {
        self.objects(of.node, false).len() > 1
    }

    /// The example of an object that a collection holds.
    pub(super) fn of_item(&self, of: &Found<'s>) -> Option<Value> {
        self.objects(of.node, false).first().and_then(|(it, _)| example(it))
    }

    /// The keys below a value.
    pub(super) fn fields(&self, of: &Found<'s>) -> Vec<Found<'s>> {
        self.keys(of, false)
    }

    fn keys(&self, of: &Found<'s>, forms: bool) -> Vec<Found<'s>> {
        let mut keys = Vec::new();
        for (object, step) in self.objects(of.node, forms) {
            let needed = |key: &str| {
                let lists = [&object["required"], &object["else"]["required"]];
                lists.iter().filter_map(|it| it.as_array()).flatten().any(|it| it == key)
            };
            for (key, node) in object["properties"].as_object().into_iter().flatten() {
                let join = |before: &str, step: &str| match before {
                    "" => key.clone(),
                    before => format!("{before}{step}.{key}"),
                };
                keys.push(Found {
                    name: join(&of.name, ""),
                    place: join(&of.place, &step),
                    node,
                    needed: needed(key),
                });
            }
        }
        keys
    }

    fn top(&self) -> Found<'s> {
        Found { name: String::new(), place: String::new(), node: self.root, needed: true }
    }

    /// Every key of the files, from the top, with how deep it is. Names of what stands at the top or in a scope are
    /// short: `protected_branches`, not `projects.protected_branches`.
    fn all(&self) -> Vec<(usize, Found<'s>)> {
        let mut found = Vec::new();
        let mut ahead = VecDeque::from([(0, self.top())]);
        while let Some((depth, of)) = ahead.pop_front().filter(|(depth, _)| *depth < DEEPEST) {
            for mut key in self.fields(&of) {
                if self.is_scope(&of) {
                    key.name = last(&key.name).to_owned();
                }
                found.push((depth, key.clone()));
                ahead.push_back((depth + 1, key));
            }
        }
        found
    }

    /// Whether kinds stand in it.
    fn is_scope(&self, of: &Found<'s>) -> bool {
        ["instance", "projects", "merge_requests"].contains(&last(&of.name))
    }

    /// The kinds, with the scope that each belongs to.
    pub(super) fn kinds(&self) -> Vec<Found<'s>> {
        let all = self.all();
        let inside = |of: &'static str| all.iter().filter(move |(_, it)| parent(&it.place) == of);
        ["instance", "projects.PATH", "projects.PATH.merge_requests[]"]
            .into_iter()
            .flat_map(inside)
            .map(|(_, it)| it.clone())
            .filter(|it| !self.is_scope(it) && !self.objects(it.node, false).is_empty())
            .collect()
    }

    /// What a dotted name means: its first part is looked for from the top down, the others below it.
    pub(super) fn find(&self, what: &str) -> Result<Found<'s>, Missed> {
        let mut parts = what.split('.').map(|it| it.trim_end_matches("[]"));
        let first = parts.next().unwrap_or_default();
        let all = self.all();
        let named: Vec<_> = all.iter().filter(|(_, it)| last(&it.name) == first).collect();
        let highest = named.iter().map(|(depth, _)| *depth).min();
        let mut named = named.into_iter().filter(|(depth, _)| Some(*depth) == highest);
        let mut found = match (named.next(), named.next()) {
            (Some((_, one)), None) => one.clone(),
            (Some((_, one)), Some((_, other))) => {
                let names = [one, other].into_iter().chain(named.map(|(_, it)| it));
                return Err(Missed::Several(names.map(|it| it.name.clone()).collect()));
            }
            (None, _) => {
                let names =
                    all.iter().filter(|(depth, _)| *depth <= 2).map(|(_, it)| it.name.as_str());
                return Err(match nearest(first, names) {
                    Some(name) => Missed::Nearest(rejoin(name, parts)),
                    None => Missed::Unknown { within: None, fields: Vec::new() },
                });
            }
        };
        while let Some(part) = parts.next() {
            let keys = self.fields(&found);
            let also = self.keys(&found, true);
            let key = keys.iter().chain(&also).find(|it| last(&it.name) == part);
            let Some(key) = key else {
                let names: Vec<_> = keys.iter().map(|it| last(&it.name)).collect();
                return Err(match nearest(part, names.iter().copied()) {
                    Some(name) => Missed::Nearest(rejoin(&format!("{}.{name}", found.name), parts)),
                    None => Missed::Unknown {
                        within: Some(found.name),
                        fields: names.into_iter().map(str::to_owned).collect(),
                    },
                });
            };
            found = key.clone();
        }
        Ok(found)
    }

    /// A part of the schema as a schema of its own: with the definitions that it needs.
    pub(super) fn standalone(&self, node: &Value) -> Value {
        let mut needed = BTreeMap::new();
        self.gather(node, &mut needed);
        let mut whole = Map::new();
        whole.insert("$schema".to_owned(), self.root["$schema"].clone());
        whole.extend(node.as_object().cloned().unwrap_or_default());
        if !needed.is_empty() {
            whole.insert("definitions".to_owned(), json!(needed));
        }
        Value::Object(whole)
    }

    fn gather(&self, node: &Value, needed: &mut BTreeMap<String, Value>) {
        match node {
            Value::Object(object) => {
                let name = object.get("$ref").and_then(Value::as_str);
                if let Some(name) = name.and_then(|it| it.strip_prefix("#/definitions/"))
                    && !needed.contains_key(name)
                {
                    let definition = &self.root["definitions"][name];
                    needed.insert(name.to_owned(), definition.clone());
                    self.gather(definition, needed);
                }
                object.values().for_each(|it| self.gather(it, needed));
            }
            Value::Array(items) => items.iter().for_each(|it| self.gather(it, needed)),
            _ => {}
        }
    }
}

/// The first example of a schema; what editors insert is one as well.
pub(super) fn example(node: &Value) -> Option<Value> {
    let snippet = || node["defaultSnippets"].get(0).map(|it| filled(&it["body"]));
    node["examples"].get(0).cloned().or_else(snippet)
}

/// A snippet with the text that it proposes: `${1:acme/api}` is `acme/api`.
fn filled(body: &Value) -> Value {
    let text = |text: &str| match text.strip_prefix("${").and_then(|it| it.strip_suffix('}')) {
        Some(inner) => inner.split_once(':').map_or(inner, |it| it.1).to_owned(),
        None => text.to_owned(),
    };
    match body {
        Value::String(it) => Value::String(text(it)),
        Value::Array(items) => items.iter().map(filled).collect(),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(key, it)| (text(key), filled(it))).collect())
        }
        other => other.clone(),
    }
}

/// The last part of a dotted name.
pub(super) fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// What a key stands in.
pub(super) fn parent(place: &str) -> &str {
    place.rsplit_once('.').map_or("", |it| it.0)
}

fn rejoin<'p>(first: &str, rest: impl Iterator<Item = &'p str>) -> String {
    rest.fold(first.to_owned(), |name, part| format!("{name}.{part}"))
}
