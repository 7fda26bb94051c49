//! A secret that stands in a file is shown nowhere.

#![expect(clippy::unwrap_used, reason = "a test that does not know a kind has failed")]

use labwright::config::schema::{definition_of, json_schema};
use labwright::config::{self, Schemas, load};
use labwright::kinds::KINDS;
use labwright::problem::Style;
use labwright::resource::{Entry, Holder, In, Shape};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Map, Value, json};

use crate::files::common::{Folder, schemas};
use crate::files::hook;

#[test]
fn a_secret_is_never_shown() {
    for lines in [
        "token: hunter2",
        "token: \"hunter2\"",
        "token: |\n  hunter2\n  hunter2",
        "token: >-\n  hunter2\n\n  hunter2",
        "token: [hunter2]",
        "token:\n  - hunter2",
        "token:\n  hunter2:",
        "token: { value: hunter2 }",
        "token:\n  value: hunter2\n  env: hunter2",
        "token: { env: hunter2-x }",
        "token: { env: [hunter2] }",
        "token: { file: { hunter2: 1 } }",
        "token: { env: A, file: hunter2 }",
        "token: { env: A, as_is: hunter2 }",
        "token: { as_is: true, env: hunter2-x }",
        "token: { as_is: true, value: hunter2 }",
        "token: { as_is: hunter2 }",
        "token: { en: hunter2 }",
        "tokne: hunter2",
        "Token: hunter2",
        "pwd: hunter2",
        "my_password: hunter2",
        "custom_headers: { X: hunter2 }",
        "custom_headers: hunter2",
        "custom_header: { X: hunter2 }",
        "custom_headers:\n  X:\n    - hunter2",
        "name: &t hunter2\ntoken: *t",
        "token: hunter2\ntoken: hunter2",
        "token: hunter2\nname: \"x",
        "token: \"hunter2",
        "token: |\n  hunter2\n\thunter2",
        "token: hunter2: x",
        "{ token: hunter2",
        "token: !vault hunter2",
        "<<: { token: hunter2 }",
        "<<: [{ token: hunter2 }]",
        "token: hunter2 # hunter2\nfoo: 1",
        "hook: { token: hunter2 }",
        "hooks:\n  - { url: x, secret_token: hunter2 }",
        "token: hunter2\n---\n",
        "token: *hunter2",
        "token: !hunter2",
        "token: !hunter2 [a]",
        "url_variables: { X: &hunter2 }",
        "custom_headers: { X hunter2 }",
        "custom_headers: { hunter2 }",
        "token hunter2",
        "token; hunter2",
    ] {
        let folder = Folder::with(&[("labwright.yaml", &hook(lines))]);
        let problems = load(folder.path(), schemas()).expect_err(lines);
        let told = format!(
            "{}{}{problems}{problems:?}",
            problems.render(&Style { width: 200, ..Style::default() }),
            serde_json::json!(problems.told()),
        );
        assert!(!told.contains("hunter2"), "{lines}\n{told}");
    }
}

const HOOKS: &str = "version: 1
instance:
  system_hooks:
    - name: audit
      url: https://a
      token: hunter2
      push_events: true
    - url: https://b
      token: \"hunter2\"
      custom_headers: { X-Team: hunter2, X-Other: { env: A } }
      url_variables:
        tenant: hunter2
        other: |
          hunter2
projects:
  a/b:
    external_status_checks:
      - { name: x, external_url: https://c, shared_secret: 'hunter2' }
";

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1000,
        failure_persistence: None,
        // The same slips every time: what is hidden is a matter of degree where a text is no longer YAML.
        rng_seed: RngSeed::Fixed(59),
        ..ProptestConfig::default()
    })]

    /// Typing errors do not bring it to light.
    #[test]
    fn a_slip_of_the_finger_shows_no_secret(
        edits in prop::collection::vec((0..HOOKS.len(), 0..3usize, "[a-z :{}\\[\\],'\"#&*!|>\t\n-]{0,2}"), 1..2),
    ) {
        let mut text = HOOKS.to_owned();
        for (at, removed, inserted) in edits {
            let end = (at + removed).min(text.len());
            text.replace_range(at.min(end)..end, &inserted);
        }
        let folder = Folder::with(&[("labwright.yaml", &text)]);
        if let Err(problems) = load(folder.path(), schemas()) {
            let look = Style { width: 300, ..Style::default() };
            let told = format!("{}{}{problems:?}", problems.render(&look), serde_json::json!(problems.told()));
            prop_assert!(!told.contains("hunter2"), "{text}\n{told}");
        }
    }
}

/// The fields of a kind in the schema.
fn fields<'s>(schema: &'s Value, entry: &Entry) -> &'s Map<String, Value> {
    let spec = entry.spec;
    let below = |scope: &str| format!("/properties/{scope}/properties/{}", spec.kind);
    let at = match (spec.shape, spec.scope) {
        (Shape::Single, In::Instance) => below("instance"),
        (Shape::Single, In::Group) => format!("/definitions/Group/properties/{}", spec.kind),
        (Shape::Single, _) => format!("/definitions/Project/properties/{}", spec.kind),
        _ => format!("/definitions/{}", definition_of(entry)),
    };
    schema.pointer(&at).unwrap()["properties"].as_object().unwrap()
}

/// A file with one object of a kind, which has what it requires and these fields.
fn file_with(schema: &Value, entry: &Entry, more: Map<String, Value>) -> Value {
    let (spec, fields) = (entry.spec, fields(schema, entry));
    let needed = spec.identity.iter().take(1).chain(spec.required);
    let example = |it: &&str| ((*it).to_owned(), fields[*it]["examples"][0].clone());
    let object: Map<String, Value> = needed.map(example).chain(more).collect();
    let object = if spec.shape == Shape::Single { json!(object) } else { json!([object]) };
    match spec.scope {
        In::Instance => json!({ "instance": { spec.kind: object } }),
        In::Group => json!({ "groups": { "acme": { spec.kind: object } } }),
        In::Project => json!({ "projects": { "acme/api": { spec.kind: object } } }),
        In::Object(parent) => {
            let parent = KINDS.iter().find(|it| it.spec.kind == parent).unwrap();
            let own = Map::from_iter([(spec.kind.to_owned(), object)]);
            file_with(schema, parent, own)
        }
        In::MergeRequest => panic!("no secrets in merge requests"),
    }
}

/// Every field of every kind that can refer to a secret, in an included file.
#[test]
fn the_path_of_every_secret_is_relative_to_the_file_that_names_it() {
    let schema = json_schema();
    let schemas = Schemas::new(&schema).unwrap();
    let mut seen = 0;
    for entry in KINDS {
        for (field, property) in fields(&schema, entry) {
            if !property.to_string().contains("definitions/Secret") {
                continue;
            }
            let by_name = property.to_string().contains("\"additionalProperties\":{\"$ref\"");
            let secret = json!({ "file": "keys/a" });
            let secret = match property["properties"].as_object() {
                Some(parts) => parts.keys().map(|it| (it.clone(), secret.clone())).collect(),
                None if by_name => json!({ "tenant": secret }),
                None => secret,
            };
            let mut more = Map::from_iter([(field.clone(), secret)]);
            if field == "url_variables" {
                more.insert("url".to_owned(), json!("https://a.example/{tenant}"));
            }
            let text = file_with(&schema, entry, more).to_string();
            for (path, expected) in [("teams/a.yaml", "teams/keys/a"), ("a.yaml", "keys/a")] {
                let root = format!("version: 1\ninclude: [{path}]\n");
                let folder = Folder::with(&[("labwright.yaml", &root), (path, &text)]);
                let loaded = load(folder.path(), &schemas);
                let loaded = loaded.unwrap_or_else(|it| panic!("{}", it.render(&Style::default())));
                let read = config::read(loaded).unwrap();
                let mut found = Vec::new();
                for item in read.collections().flat_map(|(_, it)| &it.items) {
                    let rows = item.object.rows();
                    for value in rows.iter().filter_map(|it| it.value()) {
                        value.sources(&mut |it| found.push(it.holder.clone()));
                    }
                }
                found.dedup();
                let expected = [Holder::File(expected.to_owned())];
                assert_eq!(found, expected, "{:?} {} {field}", entry.spec.scope, entry.spec.kind);
                seen += 1;
            }
        }
    }
    assert!(seen >= 16, "only {seen}");
}
