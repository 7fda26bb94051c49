//! The JSON Schema of the files, assembled from the kinds.
//!
//! Derived from the same structs and rows that parse and compare. The default of a field, whether it
//! accepts `null`, and whether it is a secret are declared once, in [`crate::resource::Kind::fields`].

use std::borrow::Cow;

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::layers::MOVED_FROM;
use super::life::{CREATE, DEFAULT_BRANCH, IMPORT_URL, WITH_README};
use super::load::{DEFAULTS, VARS};
use crate::kinds::KINDS;
use crate::reserved::{self, ABSENT, INHERIT, ONCE, PRESENT, PRUNE, STATE, UNMANAGED, WAS};
use crate::resource::{Entry, FieldNeeds, Host, In, Known, Removal, Row, Rule, Shape};
use crate::schema::{self, templates};

/// The keyword for a field's default, tier, and first version.
pub(crate) const FACTS: &str = "x-gitlab";

/// The keyword of a field that does not go with all others: the values that other fields have in its example.
pub(crate) const APART: &str = "x-apart";

/// [`json_schema()`] as text. Assembling it takes longer than anything else at start, so the program carries it;
/// `tests/docs/schema.rs` fails if it is not current.
pub const TEXT: &str = include_str!("../../schema/labwright.schema.json");

/// What [`json_schema()`] assembles, read from the text that the program carries.
pub fn embedded() -> Value {
    serde_json::from_str(TEXT).unwrap_or_else(|_| json_schema())
}

/// The schema of the root file and of included files, which need no `version`. One schema for both, so that editors need
/// only one.
pub fn json_schema() -> Value {
    let mut generator = schema::generator();
    let mut scope = |title: &str, about: &str, level: In| {
        let mut properties = Map::new();
        for entry in KINDS.iter().filter(|it| it.spec.scope == level && it.spec.host.is_none()) {
            properties.insert(entry.spec.kind.to_owned(), declared(&mut generator, entry));
        }
        object(title, about, properties)
    };
    let about = "The instance itself. Requires an administrator's token.";
    let mut instance = scope("instance", about, In::Instance);
    let mut merge_request =
        scope("merge request", "A merge request of the project.", In::MergeRequest);
    let about = "Configuration of this group. Settings that are not listed stay unchanged.";
    let mut group = scope("group", about, In::Group);
    let about = "Configuration of this project. Settings that are not listed stay unchanged.";
    let mut project = scope("project", about, In::Project);
    let iid = json!({
        "type": "integer", "minimum": 1, "examples": [4],
        "description": "Number of the merge request, as after `!`.",
    });
    insert_property(&mut merge_request, "iid", iid);
    merge_request["required"] = json!(["iid"]);
    let merge_requests = json!({
        "type": "array", "items": merge_request,
        "description": "Merge requests of the project, by number.",
    });
    insert_property(&mut project, "merge_requests", merge_requests);
    generator.definitions_mut().values_mut().for_each(templates::admit);
    [&mut instance, &mut group, &mut project].into_iter().for_each(templates::admit);
    let (name, template) = templates::definition();
    generator.definitions_mut().insert(name.to_owned(), template);
    for scope in [&mut group, &mut project] {
        insert_property(scope, VARS, vars());
        insert_property(scope, INHERIT, switch(INHERIT));
        let classes = json!({
            "description": "Names by which blocks of `defaults` select this scope: `with: { class: NAME }`.",
            "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["service"]],
        });
        insert_property(scope, "classes", classes);
    }
    life(&mut group, "group", json!({ "type": "boolean" }));
    life(&mut project, "project", creation());
    for (name, scope) in [("Group", group), ("Project", project)] {
        generator.definitions_mut().insert(name.to_owned(), scope);
    }
    let root = json_schema!({
        "title": "labwright",
        "description": "Configuration of a GitLab instance. An omitted setting stays unchanged. `null` resets it to GitLab's default. A value sets exactly this value.",
        "type": "object",
        "properties": {
            "version": {
                "description": "Version of this file format.",
                "const": 1,
                "examples": [1],
            },
            "gitlab": {
                "title": "gitlab",
                "description": "The GitLab server that the files are for.",
                "type": "object",
                "properties": { "url": {
                    "description": "URL of the GitLab server. The --gitlab-url flag and the environment take precedence.",
                    "type": "string",
                    "minLength": 1,
                    "examples": ["https://gitlab.example.com"],
                } },
                "additionalProperties": false,
            },
            "include": {
                "description": "Other files to read, as paths or globs relative to this file and inside its directory. Each must match a file.",
                "type": "array",
                "items": { "type": "string", "minLength": 1 },
                "examples": [["projects/*.yaml"]],
            },
            "instance": instance,
            "groups": {
                "description": "Groups and subgroups by their full path.",
                "type": "object",
                "propertyNames": {
                    "title": "group/subgroup",
                    "description": "The full path of the group.",
                    "pattern": "^(?!.*\\.(git|atom)$)[A-Za-z0-9_.][A-Za-z0-9_.-]*(/[A-Za-z0-9_.][A-Za-z0-9_.-]*)*$",
                    "patternErrorMessage": "the full path of a group: group or group/subgroup",
                },
                "additionalProperties": { "$ref": "#/definitions/Group" },
                "examples": [{ "acme": { "labels": [{ "name": "bug", "color": "#d9534f" }] } }],
                "defaultSnippets": [{
                    "label": "a group",
                    "body": { "${1:acme}": { "labels": [{ "name": "${2:bug}", "color": "${3:#d9534f}" }] } },
                }],
            },
            "projects": {
                "description": "Projects by their full path.",
                "type": "object",
                "propertyNames": {
                    "title": "group/project",
                    "description": "The full path of the project.",
                    "pattern": "^(?!.*\\.(git|atom)$)[A-Za-z0-9_.][A-Za-z0-9_.-]*(/[A-Za-z0-9_.][A-Za-z0-9_.-]*)+$",
                    "patternErrorMessage": "the full path of a project: group/project",
                },
                "additionalProperties": { "$ref": "#/definitions/Project" },
                "examples": [{ "acme/api": { "protected_branches": [{ "name": "main" }] } }],
                "defaultSnippets": [{
                    "label": "a project",
                    "body": { "${1:acme/api}": { "protected_branches": [{ "name": "${2:main}" }] } },
                }],
            },
            DEFAULTS: {
                "description": "Declarations for many projects and groups. An entry of the scope itself counts more than a block, and a narrow pattern more than a wide one.",
                "type": "array",
                "items": block(),
                "examples": [[{ "for": "acme/**", "project": { "settings": { "merge_method": "ff" } } }]],
                "defaultSnippets": [{
                    "label": "a block",
                    "body": [{ "for": "${1:acme}/**", "project": { "settings": { "${2:merge_method}": "${3:ff}" } } }],
                }],
            },
        },
        "patternProperties": {
            "^x-": { "description": "Ignored. A place for anchors." },
        },
        // Only a root file can have these keys.
        "dependencies": { "gitlab": ["version"], "include": ["version"] },
        "additionalProperties": false,
    });
    schema::assemble(generator, root)
}

/// Adds what a file can say about the existence of a scope.
fn life(scope: &mut Value, noun: &str, mut create: Value) {
    create["description"] = json!(format!("Create the {noun} if it does not exist."));
    create["examples"] = json!([true, false]);
    insert_property(scope, CREATE, create);
    let state = json!({
        "description": format!("`absent` deletes the {noun} if it exists. Requires `--allow-destroy`."),
        "enum": [PRESENT, ABSENT],
        "enumDescriptions": [format!("The {noun} stays."), format!("The {noun} does not exist.")],
        "examples": [ABSENT],
    });
    insert_property(scope, STATE, state);
    let moved_from = json!({
        "description": format!(
            "The full path that the {noun} had before. If only that exists, the {noun} is moved here, with all that is in it."
        ),
        "type": "string", "pattern": "^[A-Za-z0-9_.][A-Za-z0-9_.-]*(/[A-Za-z0-9_.][A-Za-z0-9_.-]*)*$",
        "patternErrorMessage": "a full path", "examples": [format!("acme/old-{noun}")],
    });
    insert_property(scope, MOVED_FROM, moved_from);
}

/// How a project is created.
fn creation() -> Value {
    let about = "Begin the repository with a first commit that adds a README. Without it, the repository is empty.";
    let branch = "Name of the branch with the first commit. Requires `initialize_with_readme`.";
    let url = "URL of a Git repository to copy. GitLab tries it at once.";
    let text = |about: &str, example: &str| json!({ "description": about, "type": "string", "minLength": 1, "examples": [example] });
    let mut branch = text(branch, "trunk");
    branch[FACTS] = json!({ "with": [WITH_README] });
    // Not together with a README.
    let mut url = text(url, "https://git.example.com/acme/api.git");
    url[APART] = json!({});
    json!({
        "type": ["boolean", "object"],
        "if": { "type": "boolean" }, "then": { "type": "boolean" },
        "else": {
            "properties": {
                WITH_README: { "description": about, "type": "boolean" },
                DEFAULT_BRANCH: branch,
                IMPORT_URL: url,
            },
            "additionalProperties": false,
        },
        "errorMessage": "`true`, or a mapping of what only the creation sets.",
    })
}

/// A block of `defaults`. What it declares is what a scope can declare.
fn block() -> Value {
    let patterns = |about: &str, example: Value| {
        let pattern = json!({
            "type": "string",
            "pattern": "^[A-Za-z0-9_.*-]+(/[A-Za-z0-9_.*-]+)*$",
            "patternErrorMessage": "a full path, in which * matches within a segment, and ** any number of segments",
        });
        json!({
            "description": about, "type": ["string", "array"],
            "if": { "type": "string" }, "then": pattern,
            "else": { "items": pattern, "minItems": 1 },
            "errorMessage": "A pattern, or a list of patterns.",
            "examples": [example],
        })
    };
    let about = "Full paths of projects and groups. `*` matches within a segment, `**` any number of segments.";
    let words =
        json!({ "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1 });
    let mut topics = words;
    topics["description"] = json!("Projects with all of these topics.");
    topics["examples"] = json!([["service"]]);
    let properties = json!({
        "for": patterns(about, json!("acme/**")),
        "except": patterns("Full paths that the block does not apply to.", json!("acme/sandbox/**")),
        "with": {
            "title": "with",
            "description": "What else a scope must have.",
            "type": "object",
            "properties": {
                "class": {
                    "description": "One of the `classes` of the scope.",
                    "type": "string", "minLength": 1, "examples": ["service"],
                },
                "topics": topics,
            },
            "additionalProperties": false,
        },
        "discover": {
            "description": "Also every project and group that GitLab has below the pattern's part without wildcards, except archived ones.",
            "type": "boolean",
        },
        "project": {
            "description": "What each project that matches gets.",
            "type": "object",
            "allOf": [{ "$ref": "#/definitions/Project" }],
            "examples": [{ "settings": { "merge_method": "ff" } }],
        },
        "group": {
            "description": "What each group that matches gets.",
            "type": "object",
            "allOf": [{ "$ref": "#/definitions/Group" }],
            "examples": [{ "settings": { "project_creation_level": "maintainer" } }],
        },
    });
    json!({
        "title": "block of defaults", "type": "object", "properties": properties,
        "required": ["for"], "additionalProperties": false,
    })
}

/// The literals that templates can name.
fn vars() -> Value {
    json!({
        "description": "Values by name, for templates in this scope: `{ template: \"{{ vars.NAME }}\" }`.",
        "type": "object",
        "propertyNames": {
            "pattern": "^[A-Za-z0-9_-]+$",
            "patternErrorMessage": "letters, digits, `_`, and `-`",
        },
        "additionalProperties": {
            "title": "a value",
            "type": ["string", "number", "boolean"],
            "errorMessage": "A text, a number, `true`, or `false`.",
        },
        "examples": [{ "team": "payments" }],
    })
}

/// A reserved key that is true or false.
fn switch(name: &str) -> Value {
    json!({ "type": "boolean", "description": reserved::about(name) })
}

fn object(title: &str, about: &str, properties: Map<String, Value>) -> Value {
    json!({
        "title": title, "description": about, "type": "object", "properties": properties,
        "additionalProperties": false,
    })
}

fn insert_property(object: &mut Value, name: &str, schema: Value) {
    if let Some(properties) = object["properties"].as_object_mut() {
        properties.insert(name.to_owned(), schema);
    }
}

/// What a file can declare under the name of a kind.
fn declared(generator: &mut SchemaGenerator, entry: &'static Entry) -> Value {
    let spec = entry.spec;
    let name = definition_of(entry);
    let definition = entry.schema(generator).to_value();
    let others = generator.definitions().clone();
    let mut definition = dress(definition, entry, &others);
    for contents in entry.contents() {
        let mut declared = declared(generator, contents);
        if !spec.shown.is_empty() {
            declared[FACTS] = json!({ "with": spec.shown });
        }
        insert_property(&mut definition, contents.spec.kind, declared);
    }
    for guest in entry.guests() {
        let Some(Host { key, .. }) = guest.spec.host else { continue };
        let collection = declared(generator, guest);
        alternative(&mut definition, key, &collection["items"]["$ref"], &collection["description"]);
    }
    if spec.shape == Shape::Single {
        if spec.scope != In::Instance {
            insert_property(&mut definition, INHERIT, switch(INHERIT));
        }
        generator.definitions_mut().remove(&name);
        return definition;
    }
    let about = definition["description"].clone();
    generator.definitions_mut().insert(name.clone(), definition);
    let reference = json_schema!({ "$ref": format!("#/definitions/{name}") });
    let inherits = matches!(spec.scope, In::Group | In::Project)
        && spec.shape == Shape::List
        && spec.host.is_none();
    let switches = [(spec.removal == Removal::Prune, PRUNE), (inherits, INHERIT)];
    let switches: Vec<_> = switches.iter().filter(|it| it.0).map(|it| it.1).collect();
    let mut collection = match switches.as_slice() {
        [] => json!({ "type": "array", "items": reference }),
        switches => schema::collection(&reference, switches).to_value(),
    };
    for it in spec.shared {
        let mut text = json!({
            "description": it.about, "type": "string", "minLength": 1, "examples": [it.example],
        });
        if !it.words.is_empty() {
            text["enum"] = it.words.iter().map(|it| it.0).collect();
            text["enumDescriptions"] = it.words.iter().map(|it| it.1).collect();
        }
        insert_property(&mut collection["else"], it.field, text);
    }
    collection["title"] = json!(spec.noun);
    collection["description"] = about;
    collection
}

/// Makes an item of a list either the object of its kind, or an object of another kind under a key. What its kind requires
/// is not required of the other one.
fn alternative(definition: &mut Value, key: &str, reference: &Value, about: &Value) {
    let mut property = Map::from_iter([("description".to_owned(), about.clone())]);
    schema::referred(&mut property, reference, &json!({ "type": "object" }), false);
    insert_property(definition, key, Value::Object(property));
    let Some(object) = definition.as_object_mut() else { return };
    let rules = ["required", "if", "then", "else", "anyOf", "allOf"];
    let rules = rules.iter().filter_map(|it| object.shift_remove_entry(*it)).collect();
    object.insert("if".to_owned(), json!({ "required": [key] }));
    object.insert("else".to_owned(), Value::Object(rules));
}

/// The name of a kind's definition: that of its type, with the scope if it is also a kind of other scopes, and not of
/// projects.
pub fn definition_of(entry: &Entry) -> String {
    let name = entry.name();
    let several = KINDS.iter().filter(|it| it.name() == name).count() > 1;
    match entry.spec.scope {
        In::Object(kind) if several => {
            let parent = KINDS.iter().find(|it| it.spec.kind == kind);
            parent.map_or(Cow::Borrowed(kind), Entry::name).into_owned() + &name
        }
        other if several && other != In::Project => format!("{other:?}{name}"),
        _ => name.into_owned(),
    }
}

/// The keys that an object requires if it exists; one key of a group is enough.
fn present(entry: &Entry) -> Vec<&'static [&'static str]> {
    let spec = entry.spec;
    let mut present: Vec<&[&str]> = match spec.known {
        Known::Either | Known::Set => vec![spec.identity],
        Known::Exact | Known::Folded | Known::Both(_) => {
            spec.identity.first().map(std::slice::from_ref).into_iter().collect()
        }
    };
    // A group is not needed if one of its keys is required anyway.
    present.retain(|it| it.len() == 1 || !it.iter().any(|it| spec.required.contains(it)));
    present.extend(spec.required.iter().map(std::slice::from_ref));
    present
}

/// Adds to the schema of a type what the rows and the spec of a kind declare.
fn dress(mut definition: Value, entry: &Entry, others: &Map<String, Value>) -> Value {
    let spec = entry.spec;
    let rows = entry.blank();
    definition["title"] = json!(spec.noun);
    append(&mut definition, "\n\n", &spec.needs.to_string());
    definition["additionalProperties"] = json!(false);
    if let Some(definition) = definition.as_object_mut() {
        definition.remove("required");
    }
    let Some(properties) = definition["properties"].as_object_mut() else { return definition };
    properties.retain(|name, _| !spec.omits.contains(&name.as_str()));
    (spec.narrowed)(properties);
    for (name, property) in properties.iter_mut() {
        let row = rows.iter().find(|row| row.name == name);
        let needs = spec.needs.fields.iter().find(|it| it.field == name);
        if let Some(needs) = needs {
            append(property, "\n", &needs.to_string());
        }
        field(property, row, others);
        facts(entry, property, row, needs);
    }
    if spec.renamed.is_some() {
        properties.insert(
            WAS.to_owned(),
            json!({
                "description": reserved::about(WAS),
                "type": "string",
                "minLength": 1,
                "examples": ["old name"],
            }),
        );
    }
    let present = present(entry);
    if spec.removal == Removal::Never {
        let required: Vec<&str> = present.iter().filter_map(|it| it.first()).copied().collect();
        if !required.is_empty() {
            definition["required"] = json!(required);
        }
        return definition;
    }
    let states = [
        (PRESENT, "The object exists with these values."),
        (ABSENT, "The object does not exist."),
        (UNMANAGED, "labwright leaves the object unchanged."),
    ];
    let states = &states[..if spec.shape == Shape::Goal { 2 } else { 3 }];
    let of_labwright = json!({
        "description": reserved::about(STATE),
        "enum": states.iter().map(|it| it.0).collect::<Vec<_>>(),
        "enumDescriptions": states.iter().map(|it| it.1).collect::<Vec<_>>(),
        "examples": [ABSENT],
    });
    match properties.get_mut(STATE).and_then(|it| it["enum"].as_array_mut()) {
        Some(of_gitlab) => of_gitlab.extend(states.iter().map(|it| json!(it.0))),
        None => drop(properties.insert(STATE.to_owned(), of_labwright)),
    }
    if spec.shape == Shape::List {
        let mut once = switch(ONCE);
        if !spec.shown.is_empty() {
            once[FACTS] = json!({ "with": spec.shown });
        }
        properties.insert(ONCE.to_owned(), once);
    }
    let Ok(mut dressed) = Schema::try_from(definition.clone()) else { return definition };
    let identity = if matches!(spec.known, Known::Either | Known::Set) {
        spec.identity
    } else {
        &spec.identity[..spec.identity.len().min(1)]
    };
    schema::needs(&mut dressed, &present, &[identity]);
    dressed.to_value()
}

/// Adds to a description; a field can be without one.
fn append(schema: &mut Value, between: &str, more: &str) {
    let text = schema["description"].as_str().map(|it| format!("{it}{between}{more}"));
    schema["description"] = json!(text.unwrap_or_else(|| more.to_owned()));
}

/// One field: `null` only if GitLab has a default, which is named. Editors would fill in the keyword `default` itself.
fn field(property: &mut Value, row: Option<&Row>, others: &Map<String, Value>) {
    let default = row.and_then(|row| row.default.as_ref());
    let Some(object) = property.as_object_mut() else { return };
    let named = default.map(|it| match it.show() {
        Value::Array(list) if list.is_empty() => "`[]`".to_owned(),
        Value::Object(map) if map.is_empty() => "none".to_owned(),
        Value::Null => "none".to_owned(),
        Value::String(text) => format!("`{text}`"),
        other => format!("`{other}`"),
    });
    settle_null(object, named.as_deref(), others);
    if row.is_some_and(|row| row.rule == Rule::WriteOnly) {
        object.insert("writeOnly".to_owned(), json!(true));
    }
    if let Some(named) = named {
        append(property, "\n", &format!("GitLab's default: {named}."));
    }
}

/// The same for programs such as `labwright explain`: editors ignore a custom keyword.
fn facts(entry: &Entry, property: &mut Value, row: Option<&Row>, own: Option<&FieldNeeds>) {
    let needs = entry.spec.needs;
    let version = |(major, minor)| format!("{major}.{minor}");
    let mut facts = Map::new();
    if let Some(default) = row.and_then(|row| row.default.as_ref()) {
        facts.insert("null_means".to_owned(), default.show());
    }
    let tier = own.map_or(needs.tier, |it| it.tier.max(needs.tier));
    facts.insert("tier".to_owned(), json!(tier.to_string()));
    if let Some(since) = own.and_then(|it| it.since).max(needs.since) {
        facts.insert("since".to_owned(), json!(version(since)));
    }
    if !entry.spec.shown.is_empty() {
        facts.insert("with".to_owned(), json!(entry.spec.shown));
    }
    property[FACTS] = Value::Object(facts);
}

/// Removes the `null` that every [`crate::resource::Setting`] allows, and adds it again where it has a
/// meaning.
fn settle_null(
    object: &mut Map<String, Value>,
    default: Option<&str>,
    others: &Map<String, Value>,
) {
    let null = json!({ "type": "null" });
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|it| it != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            object.insert("type".to_owned(), one);
        }
    }
    if let Some(Value::Array(mut branches)) = object.shift_remove("anyOf") {
        branches.retain(|it| *it != null);
        match branches.pop() {
            Some(Value::Object(only)) if branches.is_empty() => {
                for (key, value) in only {
                    object.entry(key).or_insert(value);
                }
            }
            Some(other) => {
                branches.push(other);
                object.insert("anyOf".to_owned(), Value::Array(branches));
            }
            None => {}
        }
    }
    if let Some(reference) = object.shift_remove("$ref") {
        let name = reference.as_str().and_then(|it| it.rsplit('/').next()).unwrap_or_default();
        let definition = others.get(name).unwrap_or(&Value::Null);
        schema::referred(object, &reference, definition, default.is_some());
    } else if let Some(named) = default {
        schema::nullable(object, named);
    }
}
