//! What is said about values agrees with what the schema says: never a word too many, never only a shrug.

#![expect(clippy::unwrap_used, reason = "a test that cannot compile its schema has failed")]

use std::sync::OnceLock;

use labwright::config::{Tree, Validator, part, validate};
use labwright::problem::SourceText;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Keys and values that the toy schema knows, and some that it does not.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop::sample::select(vec![
        json!(null),
        json!(true),
        json!(1),
        json!(11),
        json!(1.5),
        json!(2.0),
        json!(""),
        json!("x"),
        json!("absent"),
        json!("present"),
        json!("maintainer"),
        json!("regex"),
        json!("code-owner"),
        json!("any-approver"),
        json!("https://a"),
        json!({ "env": "A" }),
        json!({ "file": "a" }),
        json!({ "env": "A-" }),
        json!({ "user": "x" }),
        json!({ "group": 1 }),
    ]);
    leaf.prop_recursive(5, 60, 5, |inner| {
        let key = prop::sample::select(vec![
            "version", "gitlab", "url", "include", "instance", "system_hooks", "projects", "a/b", "c", "state",
            "name", "token", "push_events", "branch_filter", "description", "url_variables", "items", "prune",
            "protected_branches", "allowed_to_push", "external_status_checks", "external_url", "shared_secret",
            "retries", "rule", "type", "section", "approvals", "env", "user",
        ]);
        prop_oneof![
            2 => prop::collection::vec((key, inner.clone()), 0..5)
                .prop_map(|it| it.into_iter().map(|(key, it)| (key.to_owned(), it)).collect::<Map<_, _>>().into()),
            1 => prop::collection::vec(inner, 0..4).prop_map(Value::Array),
        ]
    })
}

/// A value where it has a chance to be right.
fn somewhere(definition: &str, value: Value) -> Value {
    let hooks = |it: Value| json!({ "version": 1, "instance": { "system_hooks": it } });
    let project = |it: Value| json!({ "version": 1, "projects": { "a/b": it } });
    match definition {
        "hook" => hooks(json!([value])),
        "hooks" => hooks(value),
        "check" => project(json!({ "external_status_checks": [value] })),
        "branch" => project(json!({ "protected_branches": { "items": [value] } })),
        "level" => {
            project(json!({ "protected_branches": [{ "name": "x", "allowed_to_push": value }] }))
        }
        "rule" => project(
            json!({ "external_status_checks": [{ "name": "x", "external_url": "x", "rule": value }] }),
        ),
        "secret" => hooks(json!([{ "url": "x", "token": value }])),
        "secrets" => hooks(json!([{ "url": "x", "url_variables": value }])),
        "project" => project(value),
        _ => value,
    }
}

const TEXT: &str = include_str!("../../fixtures/schema.json");

/// Ours, and the same schema as `jsonschema` reads it with JSON of its own.
fn validators() -> &'static (Validator, jsonschema::Validator) {
    static VALIDATORS: OnceLock<(Validator, jsonschema::Validator)> = OnceLock::new();
    VALIDATORS.get_or_init(|| {
        let schema: Value = serde_json::from_str(TEXT).unwrap();
        let oracle = jsonschema::draft7::new(&schema).unwrap();
        (Validator::new(schema).unwrap(), oracle)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn explanations_agree_with_the_schema(
        definition in prop::sample::select(vec!["hook", "hooks", "check", "branch", "level", "rule", "secret", "secrets", "project", "root"]),
        value in any_value(),
    ) {
        let (validator, oracle) = validators();
        let value = somewhere(definition, value);
        let verdict = oracle.is_valid(&value);
        let source = SourceText::new("a.yaml", value.to_string());
        let tree = Tree::parse(&source).tree.unwrap();
        prop_assert_eq!(tree.root().json(), value.clone());
        let problems = validate(validator, &tree);
        prop_assert_eq!(problems.is_empty(), verdict, "{}", value);
        let part = Validator::new(part(TEXT, [&tree]).unwrap()).unwrap();
        prop_assert_eq!(validate(&part, &tree).is_empty(), verdict, "the part of the schema: {}", value);
        for problem in problems {
            prop_assert!(!problem.message.contains("is not valid here"), "{}: {}", value, problem);
            prop_assert!(problem.place.is_some());
        }
    }
}
