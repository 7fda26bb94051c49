//! `labwright explain`: everything that the schema knows can be asked for, and a slip is met with what was meant.

use std::process::{Command, Output};
use std::sync::OnceLock;

use crate::support::World;
use labwright::config;
use serde_json::Value;

fn explain(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_labwright"));
    command.arg("explain").args(arguments).env_clear().output().expect("it runs")
}

fn told(arguments: &[&str]) -> String {
    let output = explain(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("text")
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every key below a kind that `explain` itself names, with what it tells of it.
fn all(name: &str, seen: &mut Vec<(String, String)>) {
    let text = told(&[name]);
    let fields = text.split_once("\nFields").map_or("", |it| it.1);
    let fields = fields.split_once("\nExample").map_or(fields, |it| it.0);
    let lines = fields.lines().skip(1).filter(|it| it.starts_with("  ") && !it.starts_with("   "));
    for field in lines.filter_map(|it| it.split_whitespace().next()) {
        all(&format!("{name}.{}", field.trim_end_matches('*')), seen);
    }
    seen.push((name.to_owned(), text));
}

/// The list of all kinds, and every key below one of them.
fn everything() -> &'static (String, Vec<(String, String)>) {
    static EVERYTHING: OnceLock<(String, Vec<(String, String)>)> = OnceLock::new();
    EVERYTHING.get_or_init(|| {
        let list = told(&[]);
        let lines = list.lines().filter(|it| it.starts_with("  ") && !it.starts_with("   "));
        let kinds: Vec<_> = lines.filter_map(|it| it.split_whitespace().next()).collect();
        assert!(kinds.len() >= 6 && kinds.contains(&"protected_branches"), "{list}");
        let mut seen = Vec::new();
        kinds.iter().for_each(|it| all(it, &mut seen));
        assert!(seen.len() > 40, "only {}", seen.len());
        (list, seen)
    })
}

#[test]
fn every_kind_is_listed_and_every_field_below_it_is_explained_within_80_columns() {
    let (list, seen) = everything();
    for (name, text) in seen.iter().chain([&(String::new(), list.clone())]) {
        for line in text.lines() {
            // A URL and a key are one word.
            let is_whole = ["https://", "ssh-ed25519 AAAA"].iter().any(|it| line.contains(it));
            assert!(line.chars().count() <= 80 || is_whole, "{name}: {line}");
        }
        assert!(name.is_empty() || text.contains("\ntype "), "{name}: {text}");
    }
    let docs = config::schema::json_schema().to_string();
    for (name, text) in seen {
        let field = name.rsplit('.').next().expect("a name");
        assert!(docs.contains(&format!("\"{field}\"")), "{name} is not in the schema: {text}");
    }
}

#[test]
fn a_field_is_told_with_type_default_values_and_what_it_needs() {
    for (name, parts) in [
        (
            "external_status_checks",
            &[
                "GitLab Ultimate",
                "the Maintainer role",
                "prune: true",
                "name*",
                "external_url*",
                "in projects.PATH",
            ][..],
        ),
        ("protected_branches.allow_force_push", &["true or false", "default false"]),
        ("protected_branches.code_owner_approval_required", &["default false", "tier Premium"]),
        ("system_hooks.name", &["version GitLab 17.1 or newer"]),
        ("external_status_checks.shared_secret", &["tier Ultimate", "default none"]),
        (
            "protected_branches",
            &[
                "allow_force_push true or false; default false Allow force pushes",
                "code_owner_approval_required true or false; default false; Premium",
            ],
        ),
        (
            "protected_branches.allowed_to_push",
            &["a role or a user or a group", "no one", "user: alice"],
        ),
        ("system_hooks.token", &["a secret: { env: NAME } or { file: PATH }"]),
        ("system_hooks.branch_filter_strategy", &["all_branches", "A regular expression"]),
        ("deployments.sha", &["40 characters", "in projects.PATH.deployments[]"]),
        ("deployments.approval.status", &["approved", "rejected"]),
        ("protected_branches.prune", &["Delete objects that are not listed"]),
        ("projects.protected_branches.name", &["Name of the branch"]),
        ("merge_requests[].status_checks[].status", &["passed"]),
        ("gitlab.url", &["https://gitlab.example.com"]),
    ] {
        let text = flat(&told(&[name]));
        for part in parts {
            assert!(text.contains(part), "{name}: no `{part}` in {text}");
        }
    }
}

/// The example of a kind or field.
fn example(text: &str) -> String {
    let example = text.split_once("\nExample:\n").map_or("", |it| it.1);
    example.lines().map(|it| format!("{}\n", it.strip_prefix("  ").unwrap_or(it))).collect()
}

/// A GitLab that holds what examples name.
const SEED: &str = "
saml: true
instance: { member_roles: [{ name: Release Manager, base_access_level: 30, read_vulnerability: true }] }
users: [{ username: alice }]
groups: [{ path: acme/release-team }]
projects:
  - path: acme/web
  - path: acme/api
    branches: { main: null, release/1: null }
    members: { alice: maintainer }
    shares: { acme/release-team: developer }
    merge_trains: true
    protected_branches: [{ name: main }]
    pages_domains: [{ domain: docs.example.com, certificate: PEM, key: PEM }]
    external_status_checks: [{ name: Compliance Tool, external_url: 'https://compliance.example.com/check' }]
    merge_requests:
      - { iid: 4, source_branch: four, pipeline: success, sha: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f }
      - { iid: 59, source_branch: fifty-nine, pipeline: success, sha: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f }
";

#[tokio::test(flavor = "multi_thread")]
async fn every_example_is_a_whole_file_that_a_gitlab_can_be_planned_for() {
    let world = World::start(SEED).await;
    world.image("images/logo.png");
    world.write("files/LICENSE", "Free");
    world.write("files/CODEOWNERS", "* @{{ project.path }}-owners");
    let (_, seen) = everything();
    let mut wrong = Vec::new();
    for (name, text) in seen {
        let example = example(text);
        world.write("labwright.yaml", &example);
        match world.try_config() {
            Err(problems) => wrong.push(format!("{name}: {problems}\n{example}")),
            Ok(_) => {
                let plan = world.plan().await;
                let field = name.rsplit('.').next().expect("a name");
                if !plan.problems.is_empty() {
                    wrong.push(format!("{name}: {}\n{example}", plan.problems));
                }
                if !example.contains(&format!("{field}:")) {
                    wrong.push(format!("{name}: not in its example\n{example}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), seen.len(), wrong.join("\n"));
    world.take_exchanges();
    world.finish();
}

#[test]
fn a_slip_is_met_with_what_was_meant() {
    for (name, says) in [
        (
            "protected_branch",
            "did you mean `protected_branches`? Run `labwright explain protected_branches`",
        ),
        ("Protected-Branches", "did you mean `protected_branches`?"),
        ("system_hooks.tokne", "did you mean `system_hooks.token`?"),
        ("deployments.aproval.status", "labwright explain deployments.approval.status"),
        ("name", "`name` exists in several kinds"),
        ("kubernetes", "run `labwright explain` to list all kinds"),
        ("merge_trains.squash.x", "`merge_trains.squash` has no fields"),
        (
            "merge_trains.zzzzzzz",
            "the fields of `merge_trains` are merge_request, sha, squash, auto_merge",
        ),
        ("", "list all kinds"),
    ] {
        let output = explain(&[name]);
        let said = flat(&String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(3), "{name}: {said}");
        assert!(said.contains(says), "{name}: no `{says}` in {said}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn for_programs_it_is_a_schema_of_its_own() {
    for (name, right, wrong) in [
        (
            "protected_branches",
            r#"[{"name":"main","allowed_to_push":[{"user":"mia"}]}]"#,
            r#"[{"nmae":"main"}]"#,
        ),
        ("deployments.status", r#""success""#, r#""done""#),
        ("system_hooks.token", r#"{"env":"T"}"#, r#""literal""#),
    ] {
        let schema: Value = serde_json::from_str(&told(&[name, "-o", "json"])).expect("JSON");
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let value = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
        assert!(validator.is_valid(&value(right)) && !validator.is_valid(&value(wrong)), "{name}");
    }
    let whole: Value = serde_json::from_str(&told(&["-o", "json"])).expect("JSON");
    assert_eq!(whole, config::schema::json_schema());
}
