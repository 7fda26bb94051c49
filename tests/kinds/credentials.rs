//! Credentials that labwright creates and puts into variables: whatever happens, nothing that a variable holds is revoked, and
//! the next apply revokes what no variable holds.

use labwright::apply::{Outcome, Stop};
use labwright::plan::{Approved, Saved};
use labwright::render::Paint;
use labwright::sandbox::{Fault, Harm};
use serde_json::{Value, json};

use crate::support::World;

const TOKENS: &str = "/projects/acme%2Fapi/access_tokens";
const BOT: &str = "/projects/acme%2Fdeploy/variables/BOT_TOKEN";
const OTHER: &str = "/projects/acme%2Fapi/variables/OTHER";

const FILE: &str = "
version: 1
projects:
  acme/api:
    access_tokens:
      - name: bot
        access_level: developer
        scopes: [api]
        expires_in: 90d
        save_to:
          - variable: { project: acme/deploy, key: BOT_TOKEN, masked_and_hidden: false }
          - variable: { key: OTHER, masked_and_hidden: false }
";

/// A token that expires soon, and is in both variables.
const FADING: &str = "
clock: 2026-01-05T08:00:00Z
projects:
  - path: acme/api
    access_tokens: [{ id: 91, name: bot, scopes: [api], access_level: 30, expires_at: 2026-01-20 }]
    variables: [{ key: OTHER, value: value-in-use, masked: true, protected: true, description: 'labwright: token 91' }]
  - path: acme/deploy
    variables: [{ key: BOT_TOKEN, value: value-in-use, masked: true, protected: true, description: 'labwright: token 91' }]
";

const EMPTY: &str =
    "{ clock: 2026-01-05T08:00:00Z, projects: [{ path: acme/api }, { path: acme/deploy }] }";

async fn world(seed: &str, file: &str) -> World {
    let world = World::start(seed).await;
    world.write("labwright.yaml", file);
    world
}

async fn body(world: &World, path: &str) -> Value {
    world.send("GET", path, Value::Null).await.body
}

/// The IDs of the active tokens.
async fn active(world: &World) -> Vec<u64> {
    let list = body(world, &format!("{TOKENS}?state=active")).await;
    list.as_array().into_iter().flatten().filter_map(|it| it["id"].as_u64()).collect()
}

/// The ID that a variable names.
async fn named(world: &World, path: &str) -> Option<u64> {
    let variable = body(world, path).await;
    variable["description"].as_str()?.strip_prefix("labwright: token ")?.parse().ok()
}

/// The writes so far, without those of the test itself.
fn writes(world: &World) -> Vec<String> {
    let writes = world.exchanges().into_iter().filter(|it| it.method != "GET");
    writes.map(|it| format!("{} {} {}", it.method, it.path, it.status)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_created_delivered_read_back_and_only_then_the_old_one_is_revoked() {
    let world = world(FADING, FILE).await;
    let plan = world.plan().await;
    let shown = format!("{:#}", plan.to_json());
    assert!(plan.problems.is_empty() && !shown.contains("in-use"), "{shown}");
    assert!(shown.contains("15d left"), "{shown}");
    world.take_exchanges();
    assert!(world.apply(plan).await.is_whole());
    let calls: Vec<String> =
        world.exchanges().iter().map(|it| format!("{} {}", it.method, it.path)).collect();
    let (other, bot) = (OTHER.replace("%2F", "/"), BOT.replace("%2F", "/"));
    let expected = [
        "POST /projects/acme/api/access_tokens".to_owned(),
        format!("PUT {bot}"),
        format!("GET {bot}"),
        format!("PUT {other}"),
        format!("GET {other}"),
        format!("GET {bot}"),
        format!("GET {other}"),
        "DELETE /projects/acme/api/access_tokens/91".to_owned(),
        "GET /projects/acme/api/access_tokens".to_owned(),
    ];
    let calls: Vec<String> = calls.iter().map(|it| it.replace("%2F", "/")).collect();
    let sent: Vec<&String> =
        calls.iter().filter(|it| !it.contains("/version") && !it.contains("metadata")).collect();
    assert_eq!(sent, expected.iter().collect::<Vec<_>>());
    let created = world.exchanges().into_iter().find(|it| it.method == "POST").unwrap();
    assert_eq!(created.body.as_ref().unwrap()["expires_at"], "2026-04-05");
    let token = created.answer.unwrap()["token"].clone();
    assert_eq!(
        (&body(&world, BOT).await["value"], &body(&world, OTHER).await["value"]),
        (&token, &token)
    );
    assert_eq!((active(&world).await, named(&world, BOT).await), (vec![92], Some(92)));
    assert!(world.plan().await.steps().is_empty());
    world.finish();
}

/// Nothing that a variable names is revoked, and one more apply leaves exactly one token, which both variables hold.
async fn settles(world: &World, what: &str) {
    let before = active(world).await;
    for path in [BOT, OTHER] {
        if let Some(id) = named(world, path).await {
            assert!(before.contains(&id), "{what}: {path} names {id} of {before:?}");
        }
    }
    world.sandbox().clear_faults();
    world.converge().await;
    let left = active(world).await;
    assert_eq!(left.len(), 1, "{what}: {left:?}");
    for path in [BOT, OTHER] {
        assert_eq!(named(world, path).await, Some(left[0]), "{what}: {path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_broken_off_nothing_in_use_is_revoked_and_the_next_apply_cleans_up() {
    let places = [
        ("POST", "/projects/*/access_tokens"),
        ("*", "/projects/acme%2Fdeploy/variables"),
        ("*", "/projects/acme%2Fapi/variables"),
        ("DELETE", "/projects/*/access_tokens/*"),
    ];
    let harms = [
        Harm::DropBefore,
        Harm::DropAfter,
        Harm::CutOff,
        Harm::Crash,
        Harm::Forbidden,
        Harm::Nothing,
        Harm::NotFound,
    ];
    for seed in [EMPTY, FADING] {
        for (method, path) in places {
            for harm in harms.clone() {
                let methods = if method == "*" { vec!["POST", "PUT"] } else { vec![method] };
                let world = world(seed, FILE).await;
                let plan = world.plan().await;
                for method in methods {
                    for path in [path.to_owned(), format!("{path}/*")] {
                        world.sandbox().fault(Fault::new(method, &path, harm.clone()).times(9));
                    }
                }
                let report = world.apply(plan).await;
                let what = format!("{method} {path} {harm:?}: {:#}", report.to_json());
                settles(&world, &what).await;
                world.take_exchanges();
                world.finish();
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_cannot_be_delivered_is_revoked() {
    let world = world(FADING, FILE).await;
    let plan = world.plan().await;
    world.sandbox().fault(Fault::new("PUT", "/projects/*/variables/*", Harm::Forbidden).times(9));
    let report = world.apply(plan).await;
    let Outcome::Undone { undo, .. } = &report.entries[1].outcome else {
        panic!("{:#}", report.to_json())
    };
    assert!(matches!(**undo, Outcome::Done { .. }));
    let said = labwright::render::report(&report, Paint::PLAIN);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("bot: puts the token into projects/acme/"), "{said}");
    assert_eq!(active(&world).await, [91]);
    assert!(writes(&world).last().unwrap().starts_with("DELETE"), "{:?}", writes(&world));
    settles(&world, "refused").await;
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_applies_at_once_lose_nothing() {
    for seed in [EMPTY, FADING] {
        let world = world(seed, FILE).await;
        let (one, other) = (world.plan().await, world.plan().await);
        let stop = Stop::default;
        let both = futures::join!(
            world.apply_until(one, stop(), &()),
            world.apply_until(other, stop(), &())
        );
        settles(&world, &format!("{both:?}")).await;
        world.finish();
    }
}

/// A credential of each other kind, in a variable that has the name of its list.
const OTHERS: &str = "
version: 1
instance:
  applications:
    - application_name: grafana
      callback_url: https://grafana.example.com/cb
      scopes: [openid]
      save_to: [{ variable: { key: APPLICATION, masked_and_hidden: false, project: acme/api } }]
projects:
  acme/api:
    deploy_tokens:
      - { name: bot, scopes: [read_registry], save_to: [{ variable: { key: DEPLOY } }] }
    pipeline_triggers:
      - { description: bot, save_to: [{ variable: { key: TRIGGER } }] }
    runners:
      - { description: bot, save_to: [{ variable: { key: RUNNER } }] }
    cluster_agents:
      - { name: prod, tokens: [{ name: bot, save_to: [{ variable: { key: AGENT } }] }] }
";

/// Each variable, and the list of what it names.
const LISTS: [(&str, &str); 5] = [
    ("APPLICATION", "/applications"),
    ("DEPLOY", "/projects/acme%2Fapi/deploy_tokens?active=true"),
    ("TRIGGER", "/projects/acme%2Fapi/triggers"),
    ("RUNNER", "/projects/acme%2Fapi/runners"),
    ("AGENT", "/projects/acme%2Fapi/cluster_agents/1/tokens"),
];

#[tokio::test(flavor = "multi_thread")]
async fn two_applies_at_once_lose_no_credential_of_any_kind() {
    for _ in 0..4 {
        let world = world(EMPTY, OTHERS).await;
        let (one, other) = (world.plan().await, world.plan().await);
        assert_eq!(one.summary().create, 6, "{:#}", one.to_json());
        let stop = Stop::default;
        let both = futures::join!(
            world.apply_until(one, stop(), &()),
            world.apply_until(other, stop(), &())
        );
        // An agent has no room for a third token, so what is left of it is revoked first.
        for _ in 0..3 {
            let rest = world.plan().await;
            assert!(rest.problems.is_empty(), "{both:?}: {}", rest.problems);
            assert!(world.apply(rest).await.is_whole(), "{both:?}");
        }
        let rest = world.plan().await;
        assert!(rest.steps().is_empty(), "{both:?}: {:#}", rest.to_json());
        for (key, list) in LISTS {
            let variable = body(&world, &format!("/projects/acme%2Fapi/variables/{key}")).await;
            let id =
                variable["description"].as_str().and_then(|it| it.rsplit_once(' ')?.1.parse().ok());
            let list = body(&world, list).await;
            let ids: Vec<Option<u64>> =
                list.as_array().into_iter().flatten().map(|it| it["id"].as_u64()).collect();
            assert_eq!(ids, [id], "{key}: {variable} {list} {both:?}");
        }
        world.take_exchanges();
        world.finish();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_a_variable_names_by_then_is_not_revoked() {
    let world = world(FADING, FILE).await;
    world.converge().await;
    // Left from an apply that was broken off.
    let more = json!({ "name": "bot", "scopes": ["api"], "expires_at": "2026-06-01" });
    let left = world.send("POST", TOKENS, more).await.body["id"].as_u64().unwrap();
    let plan = world.plan().await;
    let shown = format!("{:#}", plan.to_json());
    assert!(shown.contains(&format!("revokes token {left}, which no sink names")), "{shown}");
    let description = json!({ "description": format!("labwright: token {left}") });
    world.send("PUT", OTHER, description).await;
    let report = world.apply(plan).await;
    let Outcome::Failed { message, .. } = &report.entries[0].outcome else {
        panic!("{:#}", report.to_json())
    };
    assert_eq!(message, "the variable `OTHER` names it, so it is not revoked");
    assert!(active(&world).await.contains(&left));
    settles(&world, "named by then").await;
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_variable_that_is_deleted_or_changed_by_hand_gets_a_new_token() {
    let world = world(EMPTY, FILE).await;
    world.converge().await;
    let first = active(&world).await;
    assert_eq!(world.send("DELETE", OTHER, Value::Null).await.status, 204);
    settles(&world, "deleted").await;
    assert_ne!(active(&world).await, first);
    world.send("PUT", BOT, json!({ "description": "mine" })).await;
    settles(&world, "described").await;
    // Attributes are changed in place.
    world.send("PUT", BOT, json!({ "protected": false })).await;
    let plan = world.plan().await;
    assert_eq!(plan.steps().len(), 1, "{:#}", plan.to_json());
    assert!(plan.to_json()["steps"][0]["request"]["body"].get("value").is_none());
    let before = active(&world).await;
    settles(&world, "protected").await;
    assert_eq!(active(&world).await, before);
    world.finish();
}

/// A token of the same name can be one that somebody uses: an approval that does not show its revocation does not revoke it.
#[tokio::test(flavor = "multi_thread")]
async fn an_approval_delivers_a_token_and_leaves_what_it_does_not_show_to_the_next_plan() {
    let world = world(EMPTY, FILE).await;
    let text = world.plan().await.to_json().to_string();
    let saved = Saved::parse(text.as_bytes()).unwrap();
    world.write("plan.json", &text);
    let more =
        json!({ "name": "bot", "scopes": ["api"], "access_level": 30, "expires_at": "2026-06-01" });
    let other = world.send("POST", TOKENS, more).await.body["id"].as_u64().unwrap();
    world.take_exchanges();
    let output = world.run(&["apply", "--plan", "plan.json"]).await;
    let said = String::from_utf8_lossy(&output.stdout);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let note = format!(
        "revokes token {other}, which no sink names: left to the next plan, because the approved one does not show it"
    );
    assert!(output.status.success() && said.contains(&note), "{output:?}");
    assert!(writes(&world).iter().all(|it| !it.starts_with("DELETE")), "{:?}", writes(&world));
    assert_eq!(
        (active(&world).await, named(&world, BOT).await),
        (vec![other, other + 1], Some(other + 1))
    );
    // A second apply of it has nothing to do, and the plan of now asks for the revocation.
    let approved = Approved::by_file(world.plan().await, &saved).unwrap();
    assert!(approved.plan().steps().is_empty());
    settles(&world, "the next plan").await;
    assert_eq!(active(&world).await, vec![other + 1]);
    // What is left of a replacement with other scopes is no part of it.
    let narrow = FILE.replace("scopes: [api]", "scopes: [read_api]");
    world.write("labwright.yaml", &narrow);
    assert!(Approved::by_file(world.plan().await, &saved).is_err());
    world.finish();
}

/// The interrupted apply can have delivered the new token to some variables, so that the fresh plan replaces that one.
#[tokio::test(flavor = "multi_thread")]
async fn an_approval_covers_the_rest_of_a_replacement_that_was_interrupted() {
    for (method, path) in [
        ("POST", "/projects/*/access_tokens"),
        ("PUT", "/projects/acme%2Fdeploy/variables/*"),
        ("PUT", "/projects/acme%2Fapi/variables/*"),
        ("DELETE", "/projects/*/access_tokens/*"),
    ] {
        for harm in [Harm::DropBefore, Harm::DropAfter] {
            let what = format!("{method} {path} {harm:?}");
            let world = world(FADING, FILE).await;
            let plan = world.plan().await;
            let saved = Saved::parse(plan.to_json().to_string().as_bytes()).unwrap();
            world.sandbox().fault(Fault::new(method, path, harm.clone()).times(9));
            world.apply(plan).await;
            world.sandbox().clear_faults();
            let mut fresh = world.plan().await;
            saved.spare(&mut fresh);
            let shown = format!("{:#}", fresh.to_json());
            let approved = Approved::by_file(fresh, &saved);
            assert!(approved.is_ok(), "{what}: {approved:?}\n{shown}");
            let mut rest = world.plan().await;
            saved.spare(&mut rest);
            assert!(world.apply(rest).await.is_whole(), "{what}");
            settles(&world, &what).await;
            world.take_exchanges();
        }
    }
}

/// What the plan of a file has as problems.
async fn problems(seed: &str, file: &str) -> String {
    let world = world(seed, file).await;
    let plan = world.plan().await;
    assert!(plan.steps().is_empty(), "{:#}", plan.to_json());
    plan.problems.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_delivered_is_not_created() {
    let none = FILE.split("        save_to").next().unwrap();
    let text = problems(EMPTY, none).await;
    assert!(text.contains("has no `save_to`, so nobody would ever see it"), "{text}");
    let text = problems(EMPTY, &FILE.replace("acme/deploy", "acme/nothing")).await;
    assert!(text.contains("`projects/acme/nothing/variables/BOT_TOKEN` cannot be read"), "{text}");
    let past = FILE.replace("expires_in: 90d", "expires_at: 2026-01-05");
    let text = problems(EMPTY, &past).await;
    assert!(text.contains("`expires_at` is not in the future"), "{text}");
    let shown = "{ clock: 2026-01-05T08:00:00Z, projects: [{ path: acme/deploy }, { path: acme/api, variables: [{ key: OTHER, value: value-in-use }] }] }";
    let hidden = FILE.replace("OTHER, masked_and_hidden: false", "OTHER");
    let text = problems(shown, &hidden).await;
    assert!(text.contains("GitLab can hide or show a variable only when it is created"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_sink_is_found_offline() {
    let world = World::start(EMPTY).await;
    let token = |name: &str, sink: &str| {
        format!(
            "{{ name: {name}, scopes: [api], expires_in: 90d, save_to: [{{ variable: {sink} }}] }}"
        )
    };
    let tokens = |all: &[String]| format!("access_tokens: [{}]", all.join(", "));
    let one = |sink: &str| tokens(&[token("bot", sink)]);
    for (declared, why) in [
        (
            tokens(&[token("a", "{ key: A }"), token("b", "{ project: acme/api, key: A }")]),
            "`projects/acme/api/variables/A` is declared twice",
        ),
        (
            format!("{}, variables: [{{ key: A, value: {{ env: X }} }}]", one("{ key: A }")),
            "`projects/acme/api/variables/A` is declared twice",
        ),
        (one("{ project: acme/api, group: acme, key: A }"), "`A` is in two scopes"),
        (one("{ key: A, field: id }"), "GitLab cannot mask the id in `A`"),
        (one("{ key: A, masked: false, masked_and_hidden: true }"), "is always masked"),
        (one("{ key: A, field: username }"), "a token has no `username`"),
        (
            "deploy_tokens: [{ name: d, username: short, scopes: [read_registry], \
             save_to: [{ variable: { key: A } }, { variable: { key: B, field: username } }] }]"
                .to_owned(),
            "`username` ",
        ),
    ] {
        world.write(
            "labwright.yaml",
            &format!("version: 1\nprojects: {{ acme/api: {{ {declared} }} }}\n"),
        );
        let problems = world.try_config().map(|_| ()).unwrap_err().to_string();
        let problems = problems.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(problems.contains(why), "{declared}: {problems}");
    }
    // In another scope, or for other environments, it is another variable.
    let both = tokens(&[token("a", "{ key: A }"), token("b", "{ key: A, environment_scope: x }")]);
    world.write("labwright.yaml", &format!("version: 1\nprojects: {{ acme/api: {{ {both} }} }}\n"));
    assert!(world.try_config().is_ok(), "{both}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_another_sink_is_not_pruned() {
    let seed = FADING.replace("name: bot", "name: former");
    let file = FILE.replace("access_tokens:", "access_tokens:\n      prune: true\n      items:").replace("\n      - name: bot\n        access_level: developer\n        scopes: [api]\n        expires_in: 90d\n        save_to:\n          - variable: { project: acme/deploy, key: BOT_TOKEN, masked_and_hidden: false }\n          - variable: { key: OTHER, masked_and_hidden: false }", "\n        - name: bot\n          access_level: developer\n          scopes: [api]\n          expires_in: 90d\n          save_to:\n            - variable: { project: acme/deploy, key: BOT_TOKEN, masked_and_hidden: false }\n            - variable: { key: OTHER, masked_and_hidden: false }");
    let world = world(&seed, &file).await;
    let plan = world.plan().await;
    let notes = format!("{:?}", plan.notes);
    assert!(
        notes.contains("not pruned: `projects/acme/api/variables/OTHER` names it")
            || notes.contains("BOT_TOKEN` names it"),
        "{notes}"
    );
    assert!(world.apply(plan).await.is_whole());
    assert_eq!(active(&world).await, [91, 92]);
    world.converge().await;
    assert_eq!(active(&world).await, [92]);
    world.finish();
}
