//! Addresses that contain credentials: a file refers to them, GitLab gets and returns them, and nothing shows them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::process::Output;

use crate::support::World;
use labwright::resource::Action;
use labwright::sandbox::{Fault, Harm};
use serde_json::{Value, json};

/// The secrets, and pieces of them that nothing may show.
const HOOK: &str = "https://mia:pw-hookcanary@audit.example.com/in/T0/keycanary";
const CHECK: &str = "https://scan.example.com/checks/tokencanary?a=1";
const CANARIES: [&str; 4] = ["hookcanary", "keycanary", "tokencanary", "oldcanary"];

const SEED: &str = "projects: [{ path: acme/api }]";
const FILES: &str = "
version: 1
instance:
  system_hooks:
    - name: audit
      url: { env: HOOK_URL }
      token: { env: HOOK_TOKEN }
      custom_headers: { X-Team: { env: HOOK_TOKEN } }
projects:
  acme/api:
    external_status_checks:
      - { name: Scan, external_url: { env: CHECK_URL } }
";
const HOOK_ADDRESS: &str = "instance/system_hooks/audit";
const CHECK_ADDRESS: &str = "projects/acme/api/external_status_checks/Scan";

#[track_caller]
fn shows_nothing(what: &str, text: &str) {
    for canary in CANARIES {
        assert!(!text.contains(canary), "{canary} in {what}:\n{text}");
    }
}

/// Everything that a run prints and writes, none of which may show a secret.
async fn run(world: &World, arguments: &[&str]) -> (Option<i32>, String) {
    let output: Output = world.run(&[arguments, &["-vvv", "--max-wait", "0"]].concat()).await;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let said = format!("{}\n{}", text(&output.stdout), text(&output.stderr));
    shows_nothing(&format!("{arguments:?}"), &said);
    for entry in std::fs::read_dir(world.folder()).unwrap() {
        let path = entry.unwrap().path();
        shows_nothing(&path.display().to_string(), &text(&std::fs::read(&path).unwrap()));
    }
    (output.status.code(), flat(&said))
}

/// In one line, wherever the terminal ends.
fn flat(said: &str) -> String {
    said.split_whitespace().filter(|it| *it != "│").collect::<Vec<_>>().join(" ")
}

async fn live(world: &World) -> (String, String) {
    let hooks = world.send("GET", "/hooks", Value::Null).await.body;
    let path = "/projects/acme%2Fapi/external_status_checks";
    let checks = world.send("GET", path, Value::Null).await.body;
    let text = |list: &Value, field: &str| list[0][field].as_str().unwrap_or_default().to_owned();
    (text(&hooks, "url"), text(&checks, "external_url"))
}

async fn world() -> World {
    let mut world = World::start(SEED).await;
    world.write("labwright.yaml", FILES);
    with_values(&mut world);
    world.secret("HOOK_TOKEN", "s3cret");
    world
}

fn with_values(world: &mut World) {
    world.secret("HOOK_URL", HOOK);
    world.secret("CHECK_URL", CHECK);
}

fn without_values(world: &mut World) {
    world.forget("HOOK_URL");
    world.forget("CHECK_URL");
}

fn document(world: &World) -> Value {
    let text = std::fs::read_to_string(world.folder().join("plan.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

const OUT: &[&str] = &["plan", "--detailed-exitcode", "--out", "plan.json"];

#[tokio::test(flavor = "multi_thread")]
async fn a_referenced_address_is_created_compared_and_never_shown() {
    let mut world = world().await;
    assert_eq!(run(&world, OUT).await.0, Some(2));
    let (code, said) = run(&world, &["apply", "-y"]).await;
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(live(&world).await, (HOOK.to_owned(), CHECK.to_owned()));
    let (code, said) = run(&world, OUT).await;
    assert!(code == Some(0) && said.contains("Nothing to do: 2 unchanged"), "{said}");

    // Without the values, only an apply can compare.
    without_values(&mut world);
    let (code, said) = run(&world, OUT).await;
    assert_eq!(code, Some(0), "{said}");
    for line in [
        "url (secret HOOK_URL), compared when applied",
        "external_url (secret CHECK_URL), compared when applied",
        "url: compared when applied, because the environment variable is not set",
        "Plan: 2 to compare when applied, 0 unchanged.",
    ] {
        assert!(said.contains(line), "{line} in {said}");
    }
    let plan = document(&world);
    let steps = plan["steps"].as_array().unwrap();
    assert!(steps.len() == 3 && steps.iter().all(|it| it["conditional"] == true), "{plan:#}");
    assert_eq!(plan["summary"]["conditional"], 2, "{plan:#}");
    let (_, said) = run(&world, &["plan", "-o", "markdown"]).await;
    assert!(said.contains("external_url: (secret CHECK_URL), compared when applied"), "{said}");
    let reports = ["junit", "html", "codequality", "terraform", "dotenv"]
        .map(|it| [format!("--report-{it}"), format!("report.{it}")]);
    let reports: Vec<&str> = reports.iter().flatten().map(String::as_str).collect();
    let (code, said) = run(&world, &[&["plan"], &*reports].concat()).await;
    assert_eq!(code, Some(0), "{said}");
    let variables = std::fs::read_to_string(world.folder().join("report.dotenv")).unwrap();
    assert!(variables.contains("HAS_CHANGES=false\n"), "{variables}");

    // An apply has to know them all, and then has nothing to do.
    world.take_exchanges();
    let (code, said) = run(&world, &["apply", "-y"]).await;
    assert_eq!(code, Some(3), "{said}");
    assert!(
        said.contains("HOOK_URL is not set") && said.contains("CHECK_URL is not set"),
        "{said}"
    );
    assert!(world.exchanges().iter().all(|it| it.method == "GET"));
    with_values(&mut world);
    let (code, said) = run(&world, &["apply", "--plan", "plan.json"]).await;
    assert!(code == Some(0) && said.contains("Nothing to do"), "{said}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_without_the_value_approves_the_change_with_it() {
    let mut world = world().await;
    world.converge().await;
    let hook = world.send("GET", "/hooks", Value::Null).await.body[0]["id"].clone();
    let old = json!({ "url": "https://audit.example.com/in/oldcanary" });
    world.send("PUT", &format!("/hooks/{hook}"), old).await;
    let (code, said) = run(&world, OUT).await;
    assert!(code == Some(2) && said.contains("1 to update"), "{said}");
    assert!(said.contains("https://audit.example.com/in/… -> (secret HOOK_URL)"), "{said}");

    // The same steps either way, along with another change.
    world.write(
        "labwright.yaml",
        &FILES.replace("{ env: HOOK_URL }", "{ env: HOOK_URL }\n      push_events: true"),
    );
    let known = run(&world, OUT).await;
    assert!(known.1.contains("1 to update, 1 unchanged"), "{}", known.1);
    without_values(&mut world);
    let (code, said) = run(&world, OUT).await;
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("Plan: 1 to update, 1 to compare when applied, 0 unchanged."), "{said}");
    with_values(&mut world);
    let (code, said) = run(&world, &["apply", "--plan", "plan.json"]).await;
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(live(&world).await.0, HOOK);
    let sent = world.exchanges();
    let headers = sent.iter().rev().find(|it| {
        it.method == "PUT" && it.body.as_ref().is_some_and(|it| it["custom_headers"].is_array())
    });
    assert!(headers.is_some(), "the headers are sent again");
    // What was approved without the value is no more than that.
    world.write(
        "labwright.yaml",
        &FILES.replace("{ env: HOOK_URL }", "https://audit.example.com/else"),
    );
    let (code, said) = run(&world, &["apply", "--plan", "plan.json"]).await;
    assert_eq!(code, Some(4), "{said}");
    world.finish();
}

/// A response that was lost is looked up by value, and a response that differs is reported without either.
#[tokio::test(flavor = "multi_thread")]
async fn what_gitlab_answers_is_compared_with_the_value() {
    let checks = "/projects/*/external_status_checks";
    let replaced = Harm::Replaced {
        at: "/external_url".to_owned(),
        with: json!("https://scan.example.com/oldcanary"),
    };
    for (harm, code, what) in [
        (Harm::DropAfter, 0, "took effect"),
        (Harm::Echo { status: 422 }, 1, "failed"),
        (replaced, 1, "(another value)"),
    ] {
        let world = world().await;
        world.sandbox().fault(Fault::new("POST", checks, harm));
        let (exit, said) = run(&world, &["apply", "-y"]).await;
        assert!(exit == Some(code) && said.contains(what), "{exit:?} {said}");
        world.take_exchanges();
    }
    // What is only compared is hidden as well.
    let world = world().await;
    world.converge().await;
    let answer = json!({ "message": format!("{CHECK} and {HOOK}") }).to_string();
    let answer =
        Harm::Answer(serde_json::from_value(json!({ "status": 403, "body": answer })).unwrap());
    world.sandbox().fault(Fault::new("GET", checks, answer).always());
    let (code, said) = run(&world, &["plan"]).await;
    assert!(code == Some(1) && said.contains("*** and ***"), "{said}");
    world.take_exchanges();
    // An object where a text is due is no reference.
    let object = Harm::Replaced { at: "/0/url".to_owned(), with: json!({ "env": "HOOK_URL" }) };
    world.sandbox().fault(Fault::new("GET", "/hooks", object));
    let (code, said) = run(&world, &["plan", "--only", "instance/**"]).await;
    assert!(code == Some(1) && said.contains("is not a text"), "{said}");
    world.take_exchanges();
}

#[tokio::test(flavor = "multi_thread")]
async fn referenced_addresses_take_turns() {
    let mut world = World::start(SEED).await;
    let files = |a: &str, b: &str| {
        format!(
            "version: 1\nprojects:\n  acme/api:\n    external_status_checks:\n      - {{ name: A, external_url: {{ env: {a} }} }}\n      - {{ name: B, external_url: {{ env: {b} }} }}\n"
        )
    };
    world.secret("ONE", CHECK);
    world.secret("TWO", "https://scan.example.com/checks/oldcanary/x");
    world.write("labwright.yaml", &files("ONE", "TWO"));
    world.converge().await;
    world.write("labwright.yaml", &files("TWO", "ONE"));
    let (code, said) = run(&world, OUT).await;
    assert!(code == Some(2) && said.contains("#labwright-swap"), "{said}");
    let (code, said) = run(&world, &["apply", "--plan", "plan.json"]).await;
    assert_eq!(code, Some(0), "{said}");
    assert!(world.plan().await.steps().is_empty());
    // Renamed in place: the value is that of an object that goes.
    world.write("labwright.yaml", "version: 1\nprojects:\n  acme/api:\n    external_status_checks:\n      prune: true\n      items: [{ name: C, external_url: { env: ONE } }, { name: A, external_url: { env: TWO } }]\n");
    let plan = world.plan().await;
    assert_eq!(plan.steps().iter().map(|it| it.action).collect::<Vec<_>>(), [Action::Update]);
    // Two names of one value are found before anything is sent.
    world.secret("SAME", CHECK);
    world.write("labwright.yaml", &files("ONE", "SAME"));
    let (code, said) = run(&world, OUT).await;
    assert!(code == Some(1) && said.contains("same value as that of"), "{said}");
    // Unresolved, they take no part.
    for name in ["ONE", "TWO", "SAME"] {
        world.forget(name);
    }
    let (code, said) = run(&world, OUT).await;
    assert!(code == Some(0) && !said.contains("labwright-swap"), "{said}");
    world.finish();
}

/// A hook that was not named yet is found by the value of the reference.
#[tokio::test(flavor = "multi_thread")]
async fn a_hook_without_a_name_is_found_by_the_value() {
    let world = world().await;
    world.send("POST", "/hooks", json!({ "url": HOOK })).await;
    let plan = world.plan().await;
    let step = plan.steps().iter().find(|it| it.order.address.as_str() == HOOK_ADDRESS).unwrap();
    assert_eq!(step.action, Action::Update);
    assert!(plan.steps().iter().any(|it| it.order.address.as_str() == CHECK_ADDRESS));
    world.converge().await;
    assert_eq!(world.send("GET", "/hooks", Value::Null).await.body.as_array().unwrap().len(), 1);
    // A second one is not named by its secret.
    world.send("POST", "/hooks", json!({ "url": HOOK })).await;
    world.write("labwright.yaml", &FILES.replace("    - name: audit\n      url: { env: HOOK_URL }\n      token: { env: HOOK_TOKEN }\n      custom_headers: { X-Team: { env: HOOK_TOKEN } }\n", "    prune: true\n    items: [{ name: audit, url: { env: HOOK_URL } }]\n"));
    let (_, said) = run(&world, OUT).await;
    assert!(said.contains("audit"), "{said}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_an_address_is_refused_in_words() {
    let mut world = World::start(SEED).await;
    let hook = |it: &str| format!("version: 1\ninstance: {{ system_hooks: [{{ {it} }}] }}\n");
    for (item, words) in [
        ("url: { env: HOOK_URL }", "a system hook whose `url` is a reference requires a `name`"),
        ("url: { env: HOOK_URL }, state: absent", "requires a `name`"),
        ("name: a, url: { env: GITLAB_TOKEN }", "`url` cannot be GITLAB_TOKEN"),
        ("name: a, url: { envv: HOOK_URL }", "`url` must be exactly one reference to a secret"),
        ("name: a, url: { env: 'https://u:hookcanary@x' }", "`env` of `url`"),
        ("name: a, url: 5", "`url` must be text or a mapping"),
        ("name: a, url: null", "`url` cannot be `null`"),
        ("name: a, url: 'ftp://x'", "a URL that begins with http:// or https://"),
        ("name: a, url: 'https://u:hookcanary@x'", "write `url: { env: NAME }`"),
    ] {
        world.write("labwright.yaml", &hook(item));
        let output = world.run(&["validate"]).await;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(3) && said.contains(words), "{item}: {said}");
        shows_nothing(item, &said);
    }
    world.write("labwright.yaml", &hook("name: a, url: { env: HOOK_URL }"));
    for (value, words) in [
        ("not-hookcanary", "the secret HOOK_URL for `url` is not a URL that begins with"),
        ("https://x/ hookcanary", "contains a space"),
        ("https://x/\u{200b}hookcanary", "a character that cannot be seen"),
    ] {
        world.secret("HOOK_URL", value);
        let (code, said) = run_on(&world, &["plan"]).await;
        assert!(code == Some(1) && said.contains(words), "{said}");
    }
    // A token is no value of an address: planning compares nothing with it, and an apply refuses it.
    world.secret("HOOK_URL", &format!("https://x/?k={}", labwright::sandbox::ADMIN_TOKEN));
    world.send("POST", "/hooks", json!({ "url": "https://x.example.com/", "name": "a" })).await;
    let (code, said) = run_on(&world, &["plan", "--detailed-exitcode"]).await;
    assert!(code == Some(0) && said.contains("compared when applied, because"), "{said}");
    let (code, said) = run_on(&world, &["apply", "-y"]).await;
    assert!(code == Some(3) && said.contains("token"), "{said}");
    world.finish();
}

/// The same without a look at the files, which contain the wrong values here.
async fn run_on(world: &World, arguments: &[&str]) -> (Option<i32>, String) {
    let output = world.run(arguments).await;
    let said = [&*output.stdout, &*output.stderr].map(String::from_utf8_lossy).concat();
    shows_nothing(&format!("{arguments:?}"), &said);
    (output.status.code(), flat(&said))
}
