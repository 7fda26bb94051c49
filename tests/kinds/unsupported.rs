//! What this GitLab does not have, does not show, or would refuse: each is a sentence at the line that asks for it, from the
//! program itself, and nothing is written. Over the registry, so that no attribute and no kind can be left out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::collections::BTreeMap;

use labwright::kinds::KINDS;
use labwright::resource::{In, Level, Row, Shape, Tier};
use labwright::sandbox::{Answer, Fault, Harm};
use serde_json::{Value, json};

use crate::cases::{CASES, Case};
use crate::support::World;

/// Runs a plan and an apply. The apply fails, and so does the plan, unless only a refusal shows it; nothing is written to
/// `path`. What they print, on one line.
pub(crate) async fn refused(world: &World, about: &str, path: &str) -> String {
    let mut said = String::new();
    for arguments in [&["plan"][..], &["apply", "-y"]] {
        let output = world.run(arguments).await;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        said += &text(&output.stderr);
        if arguments[0] == "apply" {
            said += &text(&output.stdout);
            assert_eq!(output.status.code(), Some(1), "{about}: {output:?}");
        }
    }
    for it in world.take_exchanges() {
        let written = it.method != "GET" && it.status < 400 && it.path.contains(path);
        assert!(!written, "{about}: {} is written to", it.path);
    }
    let marks = |it: char| it.is_whitespace() || "│×╭╰─·".contains(it);
    said.split(marks).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A value of an attribute that is not GitLab's default; `None` if the schema does not show one.
fn value_of(row: &Row, schema: &Value) -> Option<Value> {
    let usual = row.default.as_ref();
    let of = |schema: &Value| {
        let examples = schema["examples"].as_array().into_iter().flatten().cloned();
        let allowed = schema["enum"].as_array().into_iter().flatten().cloned();
        let plain = [json!(true), json!(false), json!(1), json!(7), json!("unlike"), json!(["a"])];
        let is_of_type = |it: &Value| {
            let name = match it {
                Value::Bool(_) => "boolean",
                Value::Number(_) => "integer",
                Value::String(_) => "string",
                Value::Array(_) => "array",
                Value::Object(_) => "object",
                _ => return false,
            };
            schema["type"] == name
                || schema["type"].as_array().is_some_and(|all| all.contains(&json!(name)))
        };
        let free = schema["enum"].is_null();
        let all = examples.chain(allowed).chain(plain.into_iter().filter(|_| free));
        let mut fits = all.filter(is_of_type);
        fits.find(|it| usual.is_none_or(|usual| usual.show() != *it))
    };
    of(schema).or_else(|| schema["anyOf"].as_array()?.iter().find_map(of))
}

/// What the response has: without it, it would not be an object.
const RETURNED: [&str; 3] = ["id", "path_with_namespace", "full_path"];

/// Each attribute of the settings, on a GitLab that does not return it: an older one, or one of a lower tier.
#[tokio::test(flavor = "multi_thread")]
async fn every_attribute_that_this_gitlab_lacks_is_named() {
    for entry in KINDS.iter().filter(|it| it.spec.shape == Shape::Single) {
        let world =
            World::start("{ groups: [{ path: acme }], projects: [{ path: acme/api }] }").await;
        let name = entry.name().into_owned();
        let schema = entry.schema(&mut schemars::SchemaGenerator::default()).to_value();
        let properties = &schema["properties"];
        let mut declared = BTreeMap::new();
        for row in entry.blank() {
            let property = &properties[row.name];
            // What a response can omit although GitLab knows it is no sign.
            // Of fields that exclude each other, one is declared.
            let apart = !property["x-apart"].is_null();
            if entry.spec.omits.contains(&row.name)
                || row.omittable
                || property.is_null()
                || apart
                || RETURNED.contains(&row.name)
            {
                continue;
            }
            let secret = || row.hidden.then(|| json!({ "env": "CANARY_TOKEN" }));
            let value = value_of(&row, property).or_else(secret);
            declared.insert(
                row.name,
                value.unwrap_or_else(|| panic!("{name} {}: {property}", row.name)),
            );
        }
        world.image("images/logo.png");
        assert!(!declared.is_empty(), "{name}: {properties}");
        let scope = match entry.spec.scope {
            In::Instance => "instance:",
            In::Group => "groups:\n acme:",
            In::Project => "projects:\n acme/api:",
            In::MergeRequest | In::Object(_) => unreachable!("no settings"),
        };
        let lines: String =
            declared.iter().map(|(name, value)| format!("   {name}: {value}\n")).collect();
        world.write(
            "labwright.yaml",
            &format!("version: 1\n{scope}\n  {}:\n{lines}", entry.spec.kind),
        );
        let body = json!({ "id": 1, "path_with_namespace": "acme/api", "full_path": "acme" });
        let answer = Answer { status: 200, body: body.to_string(), ..Answer::default() };
        let path = match entry.spec.scope {
            In::Instance => "/application/settings".to_owned(),
            In::Group if entry.spec.path.is_empty() => "/groups/acme".to_owned(),
            In::Project if entry.spec.path.is_empty() => "/projects/*".to_owned(),
            _ => format!("/*/*/{}", entry.spec.path),
        };
        world.sandbox().fault(Fault::new("GET", &path, Harm::Answer(answer)).always());
        let said = refused(&world, &name, "").await;
        for attribute in declared.keys() {
            assert!(said.contains(&format!("`{attribute}`")), "{name}: no {attribute} in {said}");
        }
        assert!(
            said.contains("GitLab does not return") && said.contains("labwright.yaml:"),
            "{said}"
        );
    }
}

/// A case whose seed has more.
fn seed_of(case: &Case, more: impl FnOnce(&mut Value)) -> String {
    let mut seed: Value = serde_yaml::from_str(case.seed).unwrap();
    more(&mut seed);
    seed.to_string()
}

async fn world_of(case: &Case, seed: &str) -> World {
    let mut world = World::start(seed).await;
    for (name, value) in crate::CANARIES {
        world.secret(name, value);
    }
    world.files_of_cases(crate::CANARY_FILE);
    world.write("labwright.yaml", &format!("version: 1\n{}", case.stages[0]));
    world
}

fn cases() -> impl Iterator<Item = (&'static Case, &'static labwright::resource::Spec)> {
    CASES.iter().map(|case| {
        let is_meant = |it: &&labwright::resource::Entry| {
            (it.spec.scope, it.spec.kind) == (case.scope, case.kind)
        };
        (case, KINDS.iter().find(is_meant).unwrap().spec)
    })
}

/// Every kind of a higher tier, on a GitLab without a licence.
#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_a_higher_tier_is_refused_without_it() {
    let mut silent = Vec::new();
    let licensed = cases().filter(|it| it.1.needs.tier > Tier::Free).collect::<Vec<_>>();
    assert!(licensed.len() > 3);
    for (case, spec) in licensed {
        // The seed's objects need a licence themselves: the world starts with it, and loses it.
        let world = world_of(case, case.seed).await;
        world.sandbox().world().licence = labwright::sandbox::Licence::Free;
        let said = refused(&world, spec.kind, spec.path).await;
        if !said.contains(&spec.needs.tier.to_string()) && !said.contains("licence") {
            silent.push(format!("{:?} {}: {said}", spec.scope, spec.kind));
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

/// Every kind of a group or a project, for somebody whose role there is too low to read it.
#[tokio::test(flavor = "multi_thread")]
async fn every_kind_is_refused_to_a_role_that_cannot_read_it() {
    let mut count = 0;
    for (case, spec) in
        cases().filter(|it| it.1.needs.read > Level::Guest && it.1.scope != In::Instance)
    {
        let seed = seed_of(case, |seed| {
            let add = |all: &mut Value, it: Value| match all {
                Value::Array(all) => all.push(it),
                _ => *all = json!([it]),
            };
            add(&mut seed["users"], json!({ "username": "low" }));
            add(
                &mut seed["tokens"],
                json!({ "user": "low", "token": "token-of-low", "scopes": ["api"] }),
            );
            for all in ["groups", "projects"] {
                let list = seed.get_mut(all).and_then(Value::as_array_mut);
                for it in list.into_iter().flatten() {
                    it["members"]["low"] = json!("guest");
                }
            }
        });
        let mut world = world_of(case, &seed).await;
        world.secret("GITLAB_TOKEN", "token-of-low");
        let said = refused(&world, spec.kind, spec.path).await;
        assert!(said.contains("labwright.yaml:"), "{:?} {}: {said}", spec.scope, spec.kind);
        assert!(
            said.contains(" role") || said.contains("cannot see"),
            "{:?} {}: {said}",
            spec.scope,
            spec.kind
        );
        count += 1;
    }
    assert!(count > 5, "{count}");
}

/// A masked value that GitLab would not mask is refused before the first call.
#[tokio::test(flavor = "multi_thread")]
async fn a_masked_value_that_gitlab_cannot_mask_is_refused_at_its_line() {
    for (scope, list) in [
        (
            "projects",
            "{ acme/api: { variables: [\n{ key: SHORT, value: { env: SHORT }, masked: true }] } }",
        ),
        (
            "groups",
            "{ acme: { variables: [\n{ key: SHORT, value: { env: SHORT }, masked: true }] } }",
        ),
        ("instance", "{ variables: [\n{ key: SHORT, value: { env: SHORT }, masked: true }] }"),
    ] {
        for value in ["short", "eight!but not", "has spaces in it"] {
            let mut world =
                World::start("{ groups: [{ path: acme }], projects: [{ path: acme/api }] }").await;
            world.secret("SHORT", value);
            world.write("labwright.yaml", &format!("version: 1\n{scope}: {list}\n"));
            let said = refused(&world, scope, "").await;
            assert!(
                said.contains("cannot be masked by GitLab") && said.contains("labwright.yaml:3"),
                "{scope} {value}: {said}"
            );
            assert!(!said.contains(value), "{said}");
        }
    }
}
