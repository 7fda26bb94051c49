//! The secrets of every kind in every scope, from the cases that all tests of kinds share.

use std::collections::BTreeSet;

use futures::stream::{self, StreamExt as _};
use labwright::kinds::KINDS;
use labwright::resource::{Datum, Scope, Shape, Spec};
use labwright::sandbox::{Answer, Fault, Harm};
use serde_json::json;

use super::{HIDDEN, IN_A_FILE, holds_no_secret, run};
use crate::cases::{CASES, Case};
use crate::support::World;

/// The options of `get` that name a scope.
fn options(world: &World, scope: &Scope) -> Vec<String> {
    let words: &[&str] = match scope {
        Scope::Instance => &[],
        Scope::Group(path) => &["--group", path],
        Scope::Project(path) => &["--project", path],
        Scope::MergeRequest(path, iid) => &["--project", path, "--merge-request", &iid.to_string()],
        // The first one of the sandbox.
        Scope::Object(parent) => {
            let entry = KINDS
                .iter()
                .find(|it| it.spec.kind == parent.kind)
                .expect("a kind of the registry");
            let option = format!("--{}", entry.spec.noun.replace(' ', "-"));
            // The first user is the administrator.
            let user = world.sandbox().world().user_named(&parent.key);
            let id = user.filter(|_| parent.kind == "users").unwrap_or(1);
            return [options(world, &parent.scope), vec![option, id.to_string()]].concat();
        }
    };
    words.iter().map(|it| (*it).to_owned()).collect()
}

/// Every kind in every scope, from the cases that all tests of kinds share: no output of any command about it shows a secret,
/// whether a file refers to it, contains it, or only GitLab has it. `get` shows the objects themselves.
#[tokio::test(flavor = "multi_thread")]
async fn no_secret_of_any_kind_is_shown_by_any_command() {
    let runs = CASES.iter().map(|case| async move {
        let world = world_of(case).await;
        let mut hidden = false;
        for (at, stage) in case.stages.iter().enumerate() {
            world.write("labwright.yaml", &format!("version: 1\n{stage}"));
            let about = format!("{:?} {} {at}", case.scope, case.kind);
            let config = world.config();
            for (_, collection) in config.collections() {
                for row in collection.items.iter().flat_map(|it| it.object.rows().to_vec()) {
                    if let Some(Datum::Hidden(text)) = row.value() {
                        assert!(text.contains(HIDDEN), "{about}: nobody could find {text}");
                        hidden = true;
                    }
                }
            }
            for arguments in [
                &["plan"][..],
                &["plan", "-o", "json", "--out", "plan.json"],
                &["plan", "-o", "markdown"],
                &["plan", "--rotate-secrets", "-o", "json"],
                &["doctor"],
                &["doctor", "-o", "json"],
                &["apply", "-y", "-o", "json"],
                &["apply", "-y", "--rotate-secrets"],
            ] {
                run(&world, &about, arguments).await;
            }
            let mut export = vec!["export".to_owned(), "--instance".to_owned()];
            let homes: BTreeSet<_> = config.collections().filter_map(|it| it.0.home()).collect();
            for it in &homes {
                export.extend([format!("--{}", it.noun()), it.full_path().unwrap().to_owned()]);
            }
            run(&world, &about, &export.iter().map(String::as_str).collect::<Vec<_>>()).await;
            let saved = std::fs::read_to_string(world.folder().join("plan.json")).unwrap();
            holds_no_secret(&about, &saved);
            let is_meant = |it: &Spec| (it.scope, it.kind) == (case.scope, case.kind);
            for (scope, collection) in config.collections().filter(|it| is_meant(it.1.entry.spec)) {
                let scope = options(&world, scope);
                let words = |more: &[&str]| {
                    let words = ["get", case.kind].into_iter().chain(scope.iter().map(|it| &**it));
                    words.chain(more.iter().copied()).map(str::to_owned).collect::<Vec<_>>()
                };
                for form in ["text", "markdown", "yaml", "json"] {
                    let words = words(&["-o", form]);
                    let words: Vec<&str> = words.iter().map(|it| &**it).collect();
                    let output = world.run(&words).await;
                    let text = String::from_utf8_lossy(&output.stdout).into_owned();
                    assert_eq!(output.status.code(), Some(0), "{about}: {output:?}");
                    holds_no_secret(&about, &text);
                    let there = collection.items.iter().any(|it| !it.absent);
                    if form == "json" && there && collection.entry.spec.shape == Shape::List {
                        let list: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
                        assert!(!list.is_empty(), "{about}: get shows nothing");
                    }
                    run(&world, &about, &words).await;
                }
            }
        }
        let sent: String =
            world.take_exchanges().iter().map(|it| format!("{:?}", it.body)).collect();
        assert!(!hidden || sent.contains(HIDDEN), "{}: {sent}", case.kind);
    });
    stream::iter(runs).buffer_unordered(4).collect::<()>().await;
}

/// The world of a case, with its secrets.
async fn world_of(case: &Case) -> World {
    let mut world = World::start(case.seed).await;
    let secrets =
        [("CANARY_TOKEN", "1q07"), ("CANARY_VARIABLE", "2q18"), ("CANARY_HEADER", "3q29")];
    for (name, piece) in secrets.into_iter().chain([("CANARY_SECRET", "4q30")]) {
        world.secret(name, &format!("a-longer-secret-{piece}"));
    }
    world.secret("CANARY_URL", "https://eta:pw-9q95@hooks.example.com/in/9q95/x");
    world.files_of_cases(IN_A_FILE);
    world
}

/// What a file declares in clear text, and labwright never shows: GitLab's refusal repeats it.
#[tokio::test(flavor = "multi_thread")]
async fn the_value_of_a_variable_is_not_shown_when_gitlab_refuses_it() {
    for (value, said) in [
        ("unseen-xyz", "value is invalid: unseen-xyz"),
        ("unseen-\"x\"", r#"value is invalid: unseen-\"x\""#),
        ("7z", "value is invalid: 7z"),
    ] {
        let world = World::start(
            "projects: [{ path: acme/api, variables: [{ key: OLD, value: unseen-before }] }]",
        )
        .await;
        let declared = json!([{ "key": "NEW", "value": value }, { "key": "OLD", "value": value }]);
        world.write(
            "labwright.yaml",
            &json!({ "version": 1, "projects": { "acme/api": { "variables": declared } } })
                .to_string(),
        );
        let before = |said: &str| json!({ "message": format!("{said} (was unseen-before)") });
        let refusal = |body: serde_json::Value| {
            let body = body.to_string();
            Harm::Answer(Answer { status: 400, body, ..Default::default() })
        };
        let message = refusal(json!({ "message": said }));
        world.sandbox().fault(Fault::new("POST", "**/variables", message).always());
        world.sandbox().fault(Fault::new("PUT", "**", refusal(before(said))).always());
        for arguments in [&["apply", "-y", "-o", "json"][..], &["apply", "-y"]] {
            let told = run(&world, said, arguments).await;
            assert!(told.contains("value is invalid: ***"), "{told}");
            assert!(!told.contains(said), "{told}");
        }
        assert_eq!(world.take_exchanges().iter().filter(|it| it.method != "GET").count(), 4);
    }
}

/// Every kind, from the cases that all tests of kinds share: a server repeats whatever it is sent.
#[tokio::test(flavor = "multi_thread")]
async fn no_secret_of_any_kind_is_shown_when_it_is_repeated() {
    let has_secrets =
        |stage: &&str| stage.to_lowercase().contains("canary") || stage.contains(HIDDEN);
    for case in CASES.iter().filter(|it| it.stages.iter().any(has_secrets)) {
        let world = world_of(case).await;
        for stage in case.stages.iter().filter(|it| has_secrets(it)) {
            world.write("labwright.yaml", &format!("version: 1\n{stage}"));
            for status in [200, 201, 400, 422, 500] {
                for method in ["POST", "PUT", "PATCH", "DELETE"] {
                    world.sandbox().fault(Fault::new(method, "**", Harm::Echo { status }).always());
                }
                let about = format!("{} repeated with {status}", case.kind);
                run(&world, &about, &["apply", "-y", "-o", "json"]).await;
                run(&world, &about, &["apply", "-y"]).await;
                world.sandbox().clear_faults();
            }
            run(&world, case.kind, &["apply", "-y", "-o", "json"]).await;
        }
        world.take_exchanges();
    }
}
