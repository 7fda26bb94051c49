//! Keys that mean the same in every kind.

use labwright::config::schema::{TEXT, json_schema};
use labwright::config::{Schemas, load};
use labwright::kinds::KINDS;
use labwright::reserved::{self, ABSENT, KEYS, PRESENT, STATE};
use labwright::resource::Removal;
use serde_json::{Value, json};

use super::common::{Folder, told};

/// What is reported about a file.
fn reported(text: &str) -> Vec<String> {
    let folder = Folder::with(&[("labwright.yaml", text)]);
    let problems = load(folder.path(), &Schemas::of_text(TEXT)).err();
    problems.map(|it| told(&it, folder.path())).unwrap_or_default()
}

#[test]
fn reserved_keys_are_known_where_they_have_a_meaning() {
    let text = "version: 1
groups:
  acme:
    inherit: false
    labels: { inherit: false, items: [{ name: bug, color: '#d9534f', once: true }] }
projects:
  acme/api:
    inherit: false
    settings: { inherit: false, merge_method: ff }
    badges: { inherit: false }
    labels: [{ name: old, state: unmanaged }]
";
    assert_eq!(reported(text), Vec::<String>::new());
    // They are unknown anywhere else.
    let nested = "protected_branches: [{ name: main, allowed_to_push: [{ user: a, once: true }] }]";
    for text in [
        "version: 1\nonce: true\n".to_owned(),
        "version: 1\ngitlab: { inherit: false }\n".to_owned(),
        "version: 1\ninstance: { settings: { once: true } }\n".to_owned(),
        format!("version: 1\nprojects: {{ acme/api: {{ {nested} }} }}\n"),
    ] {
        assert!(!reported(&text).is_empty(), "{text}");
    }
}

/// A kind can add values to `state`, and nothing else of these keys is a kind's to define.
#[test]
fn no_field_of_any_kind_has_a_reserved_name() {
    for entry in KINDS {
        let spec = entry.spec;
        let kind = format!("{:?} {}", spec.scope, spec.kind);
        assert!(!reserved::is(spec.kind) && !spec.kind.starts_with("x-"), "{kind}");
        for row in entry.blank().iter().filter(|it| reserved::is(it.name)) {
            assert_eq!(row.name, STATE, "{kind}");
        }
        let mut generator = labwright::schema::generator();
        let own = entry.schema(&mut generator).to_value();
        for (name, property) in own["properties"].as_object().into_iter().flatten() {
            if !reserved::is(name) || spec.omits.contains(&name.as_str()) {
                continue;
            }
            assert_eq!(name, STATE, "{kind}");
            // Only its own words: those of labwright are added to them.
            let words = property["enum"].as_array().unwrap_or_else(|| panic!("{kind}: {property}"));
            assert!(![PRESENT, ABSENT].iter().any(|it| words.contains(&json!(it))), "{kind}");
            assert_ne!(spec.removal, Removal::Never, "{kind}: `absent` is missing");
        }
    }
    // As the schema has them in the end, for objects and collections alike.
    let mut states = 0;
    every_property(&json_schema(), &mut |name, property| {
        let Some(key) = KEYS.iter().find(|it| it.name == name) else { return };
        if name != STATE {
            return assert_eq!(property["description"], key.about, "{name}");
        }
        // The condition for what an object requires has it, too.
        if property.get("description").is_some() {
            let words = property["enum"].as_array().unwrap();
            assert!(
                words.contains(&json!(ABSENT)) && words.contains(&json!(PRESENT)),
                "{property}"
            );
            states += 1;
        }
    });
    assert!(states > 10, "{states}");
}

fn every_property(node: &Value, visit: &mut impl FnMut(&str, &Value)) {
    match node {
        Value::Object(fields) => {
            let properties = fields.get("properties").and_then(Value::as_object);
            for (name, it) in properties.into_iter().flatten() {
                visit(name, it);
            }
            fields.values().for_each(|it| every_property(it, visit));
        }
        Value::Array(items) => items.iter().for_each(|it| every_property(it, visit)),
        _ => {}
    }
}

#[test]
fn the_page_of_kinds_lists_them() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/kinds.md");
    let page = std::fs::read_to_string(page).unwrap();
    for key in &KEYS {
        let row = format!("| `{}` | {} |", key.name, key.about);
        assert!(page.contains(&row), "docs/kinds.md lacks this row:\n{row}");
    }
}
