//! The schemas: current, complete, and of one mind with the loader.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::path::{Path, PathBuf};

use labwright::config::{self, Schemas};
use labwright::kinds::KINDS;
use labwright::resource::{Entry, In, Shape};
use serde_json::{Value, json};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a derived file with what it is derived from; `UPDATE=1` writes it.
fn current(file: &str, derived: &Value) {
    let path = root().join(file);
    let derived = format!("{derived:#}\n");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &derived).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == derived,
        "{file} is not current: run UPDATE=1 cargo test --test docs schema"
    );
}

#[test]
fn the_committed_schemas_are_current() {
    current("schema/labwright.schema.json", &config::schema::json_schema());
    current("schema/plan.schema.json", &labwright::plan::Document::json_schema());
    current("schema/doctor.schema.json", &labwright::doctor::json_schema());
    current("schema/events.schema.json", &labwright::apply::Event::json_schema());
}

/// Every property below a schema, with its path.
fn properties(schema: &Value, path: &str, visit: &mut impl FnMut(&str, &Value)) {
    match schema {
        Value::Object(object) => {
            for (key, value) in object {
                if key == "properties" && value.is_object() && !path.ends_with("/if") {
                    for (name, property) in value.as_object().unwrap() {
                        let path = format!("{path}/{name}");
                        visit(&path, property);
                        properties(property, &path, visit);
                    }
                } else if !matches!(key.as_str(), "examples" | "default" | "if" | "then" | "else") {
                    properties(value, &format!("{path}/{key}"), visit);
                }
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                properties(item, &format!("{path}/{at}"), visit);
            }
        }
        _ => {}
    }
}

#[test]
fn every_field_has_a_description_and_an_example() {
    let mut seen = 0;
    let mut poor = Vec::new();
    properties(&config::schema::json_schema(), "", &mut |path, property| {
        seen += 1;
        let described = property["description"].as_str().is_some_and(|it| it.len() > 5);
        let shown = [
            "examples",
            "defaultSnippets",
            "enum",
            "oneOf",
            "allOf",
            "then",
            "items",
            "properties",
        ]
        .iter()
        .any(|it| !property[*it].is_null());
        let is_bool = property["type"].to_string().contains("boolean");
        if !described || !(shown || is_bool) {
            poor.push(path.to_owned());
        }
    });
    assert!(seen > 40, "only {seen} fields were looked at");
    assert_eq!(poor, Vec::<String>::new(), "without description or example");
}

/// Every schema and sub-schema.
fn each(schema: &Value, visit: &mut impl FnMut(&Value)) {
    visit(schema);
    match schema {
        Value::Object(object) => object.values().for_each(|it| each(it, visit)),
        Value::Array(items) => items.iter().for_each(|it| each(it, visit)),
        _ => {}
    }
}

#[test]
fn nothing_is_in_the_schema_that_editors_would_fill_in_unasked_or_cannot_show() {
    let schema = config::schema::json_schema();
    each(&schema, &mut |it| {
        assert!(it.get("default").is_none(), "a default is filled in: {it}");
        let examples = it["examples"].as_array().into_iter().flatten();
        let deep = |it: &Value| it.is_array() || it.is_object();
        for example in examples {
            let list = example.as_array().is_some_and(|it| it.iter().any(deep));
            assert!(!example.is_object() && !list, "shown as [object Object]: {example}");
        }
    });
}

/// A snippet as the editor inserts it: with the text of each `${1:text}`.
fn filled(snippet: &Value) -> Value {
    let text = snippet.to_string();
    let mut parts = text.split("${");
    let mut whole = parts.next().unwrap().to_owned();
    for part in parts {
        let (place, rest) = part.split_once('}').unwrap();
        whole += place.split_once(':').map_or("", |(_, text)| text);
        whole += rest;
    }
    serde_json::from_str(&whole).unwrap()
}

#[test]
fn examples_in_the_schema_are_valid() {
    let schema = config::schema::json_schema();
    let mut wrong = Vec::new();
    properties(&schema, "", &mut |path, property| {
        let mut alone = property.clone();
        alone["definitions"] = schema["definitions"].clone();
        let validator = jsonschema::validator_for(&alone).unwrap();
        let given = |word: &str| property[word].as_array().into_iter().flatten();
        let snippets = given("defaultSnippets").map(|it| &it["body"]);
        // What is left to fill in is no example yet.
        let whole = snippets.filter(|it| !it.to_string().contains("\"$1\"")).map(filled);
        for example in given("examples").cloned().chain(whole) {
            if !validator.is_valid(&example) {
                wrong.push(format!("{path}: {example}"));
            }
        }
    });
    assert_eq!(wrong, Vec::<String>::new());
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(yaml_files(&path));
        } else if path.extension().is_some_and(|it| it == "yaml") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The schema's verdict on a file, by a validator that knows nothing of the loader.
fn schema_refuses(text: &str) -> bool {
    let value: Value = serde_yaml::from_str(text).unwrap();
    !jsonschema::validator_for(&config::schema::json_schema()).unwrap().is_valid(&value)
}

fn loader_refuses(path: &Path) -> Option<String> {
    let schemas = Schemas::new(&config::schema::json_schema()).unwrap();
    let read = config::load(path, &schemas).and_then(|it| config::read(it).map(drop));
    read.err().map(|it| it.render(&labwright::problem::Style::default()))
}

#[test]
fn every_example_is_valid_to_the_schema_and_to_the_loader() {
    let mut seen = 0;
    for file in yaml_files(&root().join("examples")) {
        if file.file_name().unwrap() == "sandbox.yaml" {
            continue;
        }
        seen += 1;
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(!schema_refuses(&text), "{}", file.display());
        if file.file_name().unwrap() == "labwright.yaml" {
            assert_eq!(loader_refuses(&file), None, "{}", file.display());
        }
    }
    assert!(seen >= 6, "only {seen} files");
}

/// Invalid files, each a fixture. The first line says what the message must hold; `# schema: accepts`
/// in the second marks what no schema can tell.
#[test]
fn what_the_schema_refuses_the_loader_refuses_and_the_other_way_round() {
    let mut seen = 0;
    for file in yaml_files(&root().join("tests/fixtures/invalid")) {
        seen += 1;
        let name = file.display();
        let text = std::fs::read_to_string(&file).unwrap();
        let mut lines = text.lines();
        let words = lines.next().unwrap().strip_prefix("# says: ").expect("# says: in line 1");
        let only_loader = lines.next() == Some("# schema: accepts");
        let message = loader_refuses(&file).unwrap_or_else(|| panic!("{name} is accepted"));
        let flat = message.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words.split(" … ") {
            assert!(flat.contains(word), "{name}: no `{word}` in\n{message}");
        }
        assert_eq!(schema_refuses(&text), !only_loader, "{name}: the schema's verdict");
    }
    assert!(seen >= 25, "only {seen} fixtures");
}

#[test]
fn null_is_refused_where_gitlab_has_no_default() {
    let file = |field: &str| {
        json!({ "version": 1, "instance": { "system_hooks": [{ "name": "a", "url": "https://a", field: null }] } })
            .to_string()
    };
    for field in ["push_events", "description", "token", "url_variables", "branch_filter_strategy"]
    {
        assert!(!schema_refuses(&file(field)), "{field}: null is its default");
    }
    assert!(schema_refuses(&file("url")) && schema_refuses(&file("name")));
}

#[test]
fn what_a_kind_needs_is_told_in_its_description_and_in_those_of_its_fields() {
    let schema = config::schema::json_schema();
    for entry in KINDS {
        let spec = entry.spec;
        let definition = match (spec.shape, spec.scope) {
            (Shape::Single, In::Instance) => {
                &schema["properties"]["instance"]["properties"][spec.kind]
            }
            (Shape::Single, scope) => {
                let scope = if scope == In::Group { "Group" } else { "Project" };
                &schema["definitions"][scope]["properties"][spec.kind]
            }
            _ => &schema["definitions"][config::schema::definition_of(entry)],
        };
        // A reference with a description of its own is shown with that.
        let about = spec.host.map_or(&definition["description"], |host| {
            let is_it = |it: &&Entry| it.spec.kind == host.kind && it.spec.scope == spec.scope;
            let host_entry = KINDS.iter().find(is_it).unwrap();
            let all = &schema["definitions"][config::schema::definition_of(host_entry)];
            &all["properties"][host.key]["description"]
        });
        let about = about.as_str().unwrap();
        assert!(about.ends_with(&spec.needs.to_string()), "{}: {about}", spec.kind);
        for needs in spec.needs.fields {
            let text = definition["properties"][needs.field]["description"].as_str();
            let text = text.unwrap_or_else(|| panic!("{} has no {}", spec.kind, needs.field));
            assert!(text.contains(&needs.to_string()), "{}.{}: {text}", spec.kind, needs.field);
        }
    }
}
