//! Finds a kind or a field in the JSON Schema by the names that files use.
//!
//! Lists and mappings between two names can be omitted: `protected_branches.name` is the name of each of them.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value, json};

use crate::config::nearest;
use crate::config::schema::{APART, FACTS};
use crate::reserved::{COLLECTION, INHERIT, ONCE, STATE};

/// Deeper than any file. The schema of the files has no cycles, but a search must end in any case.
const DEEPEST: usize = 8;

/// The schema.
pub(super) struct Tree<'s> {
    root: &'s Value,
}

/// A key of the files.
#[derive(Debug, Clone)]
pub(super) struct Found<'s> {
    /// The name to ask for it.
    pub name: String,
    /// Its place: `projects.PATH.protected_branches[].name`.
    pub place: String,
    pub node: &'s Value,
    /// It is required.
    pub needed: bool,
}

/// Why nothing was found.
#[derive(Debug)]
pub(super) enum Missed {
    /// What was probably meant.
    Nearest(String),
    /// It exists in several kinds: the names to ask for each.
    Several(Vec<String>),
    /// Nothing is similar; these fields exist.
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

    /// The alternatives of a schema that consists only of alternatives; `null` does not count. `then` and `else`, which
    /// give editors better messages, count too.
    pub(super) fn branches(&self, node: &'s Value) -> Vec<&'s Value> {
        let lists = ["oneOf", "anyOf", "allOf"].map(|it| node[it].as_array());
        let sides =
            ["then", "else"].map(|it| node.get(it).filter(|_| node["properties"].is_null()));
        let all = lists.into_iter().flatten().flatten().chain(sides.into_iter().flatten());
        all.map(|it| self.settle(it)).filter(|it| it["type"] != "null").collect()
    }

    /// The objects that a value consists of, and the steps to them. For a collection: its objects, not the form with
    /// `items` and `prune`, unless that is requested.
    fn objects(&self, node: &'s Value, forms: bool) -> Vec<(&'s Value, String)> {
        let node = self.settle(node);
        let below = |inner: &'s Value, step: &str| {
            let found = self.objects(inner, forms).into_iter();
            found.map(|(it, rest)| (it, format!("{step}{rest}"))).collect::<Vec<_>>()
        };
        let is_form = |it: &Value| it["title"] == COLLECTION;
        if node["properties"].is_object() {
            return vec![(node, String::new())];
        }
        if node["items"].is_object() {
            return below(&node["items"], "[]");
        }
        if node["additionalProperties"].is_object() {
            let step = match node["propertyNames"]["title"].as_str() {
                Some("group/project") => ".PATH",
                Some("group/subgroup") => ".GROUP",
                _ => ".KEY",
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

    /// A whole file that contains a value: from the examples, with everything around it that is required.
    pub(super) fn file(&self, of: &Found<'s>) -> Option<Value> {
        let keys: Vec<&str> = of
            .place
            .split('.')
            .map(|it| it.trim_end_matches("[]"))
            .filter(|it| !["PATH", "GROUP", "KEY"].contains(it))
            .collect();
        let mut file = Map::new();
        file.insert("version".to_owned(), json!(1));
        let whole = self.kinds().iter().any(|it| it.place == of.place);
        if let Value::Object(rest) = self.around(self.root, &keys, whole)? {
            file.extend(rest);
        }
        Some(Value::Object(file))
    }

    /// `whole`: every field of the innermost objects is shown.
    fn around(&self, node: &'s Value, keys: &[&str], whole: bool) -> Option<Value> {
        let Some((key, rest)) = keys.split_first() else {
            return if whole { self.objects_of_kind(node) } else { self.value(node) };
        };
        let objects = self.objects(node, true);
        let (object, step) = objects.iter().find(|(it, _)| it["properties"].get(key).is_some())?;
        let own = &object["properties"][key];
        let companion =
            |name: &str| own[APART].is_null() && (goes_with(own, name) || is_with(object, name));
        let mut entries = Map::new();
        for (name, property) in object["properties"].as_object()? {
            if let Some(value) = object["properties"][key][APART].get(name) {
                entries.insert(name.clone(), value.clone());
            } else if name == key {
                entries.insert(name.clone(), self.around(property, rest, whole)?);
            } else if alternative(object) != Some(key) && is_needed(object, name) || companion(name)
            {
                entries.insert(name.clone(), self.value(property)?);
            }
        }
        Some(wrapped(step, Value::Object(entries)))
    }

    /// One object with every field except those that delete it.
    fn objects_of_kind(&self, node: &'s Value) -> Option<Value> {
        let (object, _) = self.objects(node, false).into_iter().next()?;
        let fields = object["properties"].as_object()?.iter();
        let other = alternative(object);
        let fields = fields.filter(|(name, _)| {
            ![STATE, ONCE, INHERIT, "id"].contains(&name.as_str()) && other != Some(name.as_str())
        });
        let fields = fields.filter(|(_, it)| it[APART].is_null());
        let entry = |(name, it): (&String, &'s Value)| Some((name.clone(), self.value(it)?));
        let fields = fields.map(entry).collect::<Option<Map<_, _>>>()?;
        let settled = self.settle(node);
        let is_list =
            settled["type"].as_array().is_some_and(|it| it.iter().any(|it| it == "array"));
        let single = settled["properties"].is_object() || settled["type"].is_array() && !is_list;
        Some(if single { Value::Object(fields) } else { json!([fields]) })
    }

    /// An example of a value: the schema's own, or one that is composed of the examples below it.
    pub(super) fn value(&self, node: &'s Value) -> Option<Value> {
        let node = self.settle(node);
        if let Some(own) = example(node).or_else(|| node["enum"].get(0).cloned()) {
            return Some(own);
        }
        if let Some(constant) = node.get("const") {
            return Some(constant.clone());
        }
        if let Some(properties) = node["properties"].as_object() {
            let is_shown = |(it, _): &(&String, &Value)| is_needed(node, it) || is_with(node, it);
            let needed: Vec<_> = properties.iter().filter(is_shown).collect();
            let shown =
                if needed.is_empty() { properties.iter().take(1).collect() } else { needed };
            let entry = |(name, it): (&String, &'s Value)| Some((name.clone(), self.value(it)?));
            return shown.into_iter().map(entry).collect::<Option<Map<_, _>>>().map(Value::Object);
        }
        if node["items"].is_object() {
            let item = self.settle(&node["items"]);
            let forms = if example(item).is_none() { self.branches(item) } else { Vec::new() };
            // For an access list: a role, a user, and a group.
            return match forms.len() {
                0 | 1 => Some(json!([self.value(item)?])),
                _ => forms.into_iter().map(|it| self.value(it)).collect(),
            };
        }
        let types = |word: &str| {
            node["type"] == word
                || node["type"].as_array().is_some_and(|it| it.iter().any(|it| it == word))
        };
        if types("boolean") {
            return Some(json!(true));
        }
        if let Some(inner) = self.branches(node).into_iter().find_map(|it| self.value(it)) {
            return Some(inner);
        }
        if node["additionalProperties"].is_object() {
            return Some(json!({ "NAME": self.value(&node["additionalProperties"])? }));
        }
        types("integer").then(|| node.get("minimum").cloned().unwrap_or(json!(1)))
    }

    /// The keys below a value.
    pub(super) fn fields(&self, of: &Found<'s>) -> Vec<Found<'s>> {
        self.keys(of, false)
    }

    fn keys(&self, of: &Found<'s>, forms: bool) -> Vec<Found<'s>> {
        let mut keys = Vec::new();
        for (object, step) in self.objects(of.node, forms) {
            for (key, node) in object["properties"].as_object().into_iter().flatten() {
                let join = |before: &str, step: &str| match before {
                    "" => key.clone(),
                    before => format!("{before}{step}.{key}"),
                };
                keys.push(Found {
                    name: join(&of.name, ""),
                    place: join(&of.place, &step),
                    node,
                    needed: is_needed(object, key),
                });
            }
        }
        keys
    }

    fn top(&self) -> Found<'s> {
        Found { name: String::new(), place: String::new(), node: self.root, needed: true }
    }

    /// Every key of the files, from the top, with its depth. Keys at the top or in a scope have short names:
    /// `protected_branches`, not `projects.protected_branches`. What several scopes have has its short name in the smallest,
    /// and is `groups.protected_branches` elsewhere.
    fn all(&self) -> Vec<(usize, Found<'s>)> {
        let mut found = Vec::new();
        let mut ahead = VecDeque::from([(0, self.top())]);
        while let Some((depth, of)) = ahead.pop_front().filter(|(depth, _)| *depth < DEEPEST) {
            for mut key in self.fields(&of) {
                if self.is_scope(&of) && !self.is_also_of_smaller(&of, &key) {
                    key.name = last(&key.name).to_owned();
                }
                found.push((depth, key.clone()));
                // What a block of defaults declares is found in its scope.
                let of_block = parent(&key.place) == "defaults[]";
                if !of_block || !["group", "project"].contains(&last(&key.name)) {
                    ahead.push_back((depth + 1, key));
                }
            }
        }
        found
    }

    /// Whether a key of the instance is also a key of groups or projects, or one of groups a key of projects.
    fn is_also_of_smaller(&self, of: &Found<'s>, key: &Found<'s>) -> bool {
        let smaller: &[&str] = match of.name.as_str() {
            "instance" => &["groups", "projects"],
            "groups" => &["projects"],
            _ => &[],
        };
        smaller.iter().any(|it| {
            let scope = &self.root["properties"][it]["additionalProperties"];
            self.settle(scope)["properties"].get(last(&key.name)).is_some()
        })
    }

    /// Whether it contains kinds.
    fn is_scope(&self, of: &Found<'s>) -> bool {
        ["instance", "groups", "projects", "merge_requests"].contains(&last(&of.name))
    }

    /// The kinds, with the scope that each belongs to.
    pub(super) fn kinds(&self) -> Vec<Found<'s>> {
        let all = self.all();
        let inside = |of: &'static str| all.iter().filter(move |(_, it)| parent(&it.place) == of);
        ["instance", "groups.GROUP", "projects.PATH", "projects.PATH.merge_requests[]"]
            .into_iter()
            .flat_map(inside)
            .map(|(_, it)| it.clone())
            .filter(|it| !self.is_scope(it) && !self.objects(it.node, false).is_empty())
            .collect()
    }

    /// What a dotted name means: its first part is searched from the top down, the others below it.
    pub(super) fn find(&self, what: &str) -> Result<Found<'s>, Missed> {
        let mut parts = what.split('.').map(|it| it.trim_end_matches("[]"));
        let first = parts.next().unwrap_or_default();
        let all = self.all();
        let named: Vec<_> = all.iter().filter(|(_, it)| last(&it.name) == first).collect();
        let highest = named.iter().map(|(depth, _)| *depth).min();
        let exact = named.iter().any(|(depth, it)| Some(*depth) == highest && it.name == first);
        let mut named = named
            .into_iter()
            .filter(|(depth, it)| Some(*depth) == highest && (!exact || it.name == first));
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

    /// A part of the schema as a complete schema, with the definitions that it needs.
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

/// The key that an object has instead of all others, if there is one.
fn alternative(object: &Value) -> Option<&str> {
    let condition = object.get("if").filter(|it| it["properties"].is_null())?;
    condition["required"][0].as_str()
}

/// Whether a key of an object is required.
fn is_needed(object: &Value, key: &str) -> bool {
    let otherwise = &object["else"];
    let lists = [&object["required"], &otherwise["required"], &otherwise["else"]["required"]];
    lists.iter().filter_map(|it| it.as_array()).flatten().any(|it| it == key)
}

/// Whether the example of a field also has this one.
fn goes_with(field: &Value, name: &str) -> bool {
    field[FACTS]["with"].as_array().is_some_and(|it| it.iter().any(|it| it == name))
}

/// Whether that holds for a field that is required.
fn is_with(object: &Value, name: &str) -> bool {
    let mut properties = object["properties"].as_object().into_iter().flatten();
    properties.any(|(it, field)| is_needed(object, it) && goes_with(field, name))
}

/// A value with the lists and mappings around it that a step represents: `.PATH`, `[]`, `.KEY`.
fn wrapped(step: &str, value: Value) -> Value {
    if let Some(before) = step.strip_suffix("[]") {
        return wrapped(before, json!([value]));
    }
    for (end, key) in [(".GROUP", "acme"), (".PATH", "acme/api"), (".KEY", "NAME")] {
        if let Some(before) = step.strip_suffix(end) {
            return wrapped(before, json!({ key: value }));
        }
    }
    value
}

/// The first example of a schema; a snippet for editors counts too.
fn example(node: &Value) -> Option<Value> {
    let snippet = || node["defaultSnippets"].get(0).map(|it| filled(&it["body"]));
    node["examples"].get(0).cloned().or_else(snippet)
}

/// A snippet with its default text: `${1:acme/api}` is `acme/api`.
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

/// The parent of a key.
pub(super) fn parent(place: &str) -> &str {
    place.rsplit_once('.').map_or("", |it| it.0)
}

fn rejoin<'p>(first: &str, rest: impl Iterator<Item = &'p str>) -> String {
    rest.fold(first.to_owned(), |name, part| format!("{name}.{part}"))
}
