//! Commands that get the value of a new credential: only when a person allows it, before the old one is revoked, and if they
//! fail, there is no new one.

use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Output};
use std::time::Duration;

use labwright::apply::Stop;
use labwright::plan::{Approved, Saved};
use labwright::sandbox::ADMIN_TOKEN;
use serde_json::Value;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::support::World;

/// Much less than what a command takes that nobody ends.
const SOON: Duration = Duration::from_secs(20);
const TOKENS: &str = "/projects/acme%2Fapi/access_tokens";
const EMPTY: &str = "{ clock: 2026-01-05T08:00:00Z, projects: [{ path: acme/api }] }";
const FADING: &str = "
clock: 2026-01-05T08:00:00Z
projects:
  - path: acme/api
    access_tokens: [{ id: 91, name: bot, scopes: [api], access_level: 30, expires_at: 2026-01-20 }]
";
const KEEP: &str = "IFS= read -r value\nprintf %s \"$value\" > \"got $1\"\n/usr/bin/env > environment\nprintf %s \"$value\"\nprintf %s \"$value\" >&2";

/// A token whose value gets to these sinks, and a program `put` that is such a script.
async fn world(seed: &str, sinks: &str, script: &str) -> World {
    let world = World::start(seed).await;
    world.write("labwright.yaml", &file(sinks));
    world.write("put", &format!("#!/bin/sh\n{script}\n"));
    let permissions = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(world.folder().join("put"), permissions).expect("it is there");
    world
}

fn file(sinks: &str) -> String {
    format!(
        "version: 1
projects:
  acme/api:
    access_tokens:
      - name: bot
        access_level: developer
        scopes: [api]
        expires_in: 90d
        save_to:
{sinks}
"
    )
}

const PUT: &str = "          - command: [./put, 'a $HOME;b']";

async fn apply(world: &World) -> (Option<i32>, String) {
    told(&world.run(&["apply", "-y", "--allow-token-commands", "--color", "never"]).await)
}

fn told(output: &Output) -> (Option<i32>, String) {
    let text = [&output.stdout, &output.stderr].map(|it| String::from_utf8_lossy(it).into_owned());
    let words: Vec<&str> = text.iter().flat_map(|it| it.split_whitespace()).collect();
    (output.status.code(), words.join(" "))
}

/// What was written, and the value of the token that was created.
fn writes(world: &World) -> (Vec<String>, Option<String>) {
    let all = world.take_exchanges();
    let value = all.iter().find_map(|it| Some(it.answer.as_ref()?["token"].as_str()?.to_owned()));
    let writes = all.iter().filter(|it| it.method != "GET");
    (writes.map(|it| format!("{} {}", it.method, it.path.replace("%2F", "/"))).collect(), value)
}

async fn active(world: &World) -> Vec<u64> {
    let list = world.send("GET", &format!("{TOKENS}?state=active"), Value::Null).await.body;
    list.as_array().into_iter().flatten().filter_map(|it| it["id"].as_u64()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_gets_the_value_and_nothing_else_does() {
    let world = world(EMPTY, PUT, KEEP).await;
    let (code, text) = told(&world.run(&["plan", "--color", "never"]).await);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("then runs ./put 'a $HOME;b'"), "{text}");
    let (code, text) = told(&world.run(&["apply", "-y", "--color", "never"]).await);
    assert_eq!(code, Some(5), "{text}");
    assert!(text.contains("bot runs ./put 'a $HOME;b', which gets the new value"), "{text}");
    assert!(text.contains("use --allow-token-commands"), "{text}");
    assert_eq!(writes(&world).0, [""; 0]);
    let (code, text) = apply(&world).await;
    assert_eq!(code, Some(0), "{text}");
    let (sent, value) = writes(&world);
    let value = value.unwrap();
    assert_eq!(sent, ["POST /projects/acme/api/access_tokens"]);
    let read = |name: &str| std::fs::read_to_string(world.folder().join(name)).unwrap();
    // No shell has read the argument.
    assert_eq!(read("got a $HOME;b"), value);
    assert!(!text.contains(&value), "{text}");
    let environment = read("environment");
    assert!(
        environment.contains("GITLAB_URL=") && !environment.contains(ADMIN_TOKEN),
        "{environment}"
    );
    let (code, text) = apply(&world).await;
    assert_eq!((code, text.contains("Nothing to do")), (Some(0), true), "{text}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_one_is_revoked_after_the_command() {
    let world = world(FADING, PUT, KEEP).await;
    let (code, text) = apply(&world).await;
    assert_eq!(code, Some(0), "{text}");
    let expected =
        ["POST /projects/acme/api/access_tokens", "DELETE /projects/acme/api/access_tokens/91"];
    assert_eq!(writes(&world).0, expected);
    assert_eq!(active(&world).await, [92]);
    let (_, text) = apply(&world).await;
    assert!(text.contains("Nothing to do"), "{text}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_fails_leaves_the_old_one() {
    let both = format!("{PUT}\n          - variable: {{ key: BOT_TOKEN }}");
    for (script, why) in [
        ("IFS= read -r value\necho \"$value\"; exit 3", "failed with exit status 3"),
        ("kill -9 $$", "was ended by a signal"),
        ("exec /bin/sleep 100", "did not end within 2 seconds"),
    ] {
        let world = world(FADING, &both, script).await;
        let report = world.apply(world.plan().await).await;
        let text = format!("{:#}", report.to_json());
        assert!(text.contains(why) && text.contains("run it yourself"), "{text}");
        let (sent, value) = writes(&world);
        assert!(!text.contains(&value.unwrap()), "{text}");
        let expected =
            ["POST /projects/acme/api/access_tokens", "DELETE /projects/acme/api/access_tokens/92"];
        assert_eq!(sent, expected, "{script}");
        assert_eq!(active(&world).await, [91], "{script}");
        world.finish();
    }
}

/// A command that starts another program, and waits for it. That program holds a pipe open for as long as it runs.
const HANGS: &str = "(echo; exec /bin/sleep 100) > pipe &\nwait";

/// That a program holds the pipe open, and that none does any more.
fn held(world: &World) -> (oneshot::Receiver<()>, JoinHandle<()>) {
    let at = world.folder().join("pipe");
    assert!(Command::new("mkfifo").arg(&at).status().is_ok_and(|it| it.success()));
    let (tell, begun) = oneshot::channel();
    let ended = tokio::task::spawn_blocking(move || {
        let mut pipe = std::fs::File::open(at).expect("a program writes to it");
        pipe.read_exact(&mut [0]).expect("it has begun");
        let _ = tell.send(());
        pipe.read_to_end(&mut Vec::new()).expect("it can be read");
    });
    (begun, ended)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_takes_too_long_ends_with_all_that_it_started() {
    let world = world(EMPTY, PUT, HANGS).await;
    let (_, ended) = held(&world);
    let report = world.apply(world.plan().await).await;
    let text = format!("{:#}", report.to_json());
    assert!(text.contains("did not end within 2 seconds"), "{text}");
    timeout(SOON, ended).await.expect("nothing is left").unwrap();
    assert!(active(&world).await.is_empty());
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_ends_when_an_apply_ends_at_once() {
    let world = world(EMPTY, PUT, HANGS).await;
    let (begun, ended) = held(&world);
    let stop = Stop::default();
    let plan = world.plan().await;
    let wish = async {
        begun.await.unwrap();
        stop.at_once();
    };
    let (report, ()) = tokio::join!(world.apply_until(plan, stop.clone(), &()), wish);
    let text = format!("{:#}", report.to_json());
    assert!(text.contains("interrupted while in progress"), "{text}");
    timeout(SOON, ended).await.expect("nothing is left").unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_is_not_there_is_said_so() {
    let sinks = "          - command: [./nothing]\n          - command: [./put, b]";
    let world = world(EMPTY, sinks, KEEP).await;
    let (code, text) = apply(&world).await;
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("`./nothing` was not found"), "{text}");
    assert!(active(&world).await.is_empty() && !world.folder().join("got b").exists());
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_runs_where_the_root_file_is_wherever_labwright_does() {
    let world = world(EMPTY, PUT, KEEP).await;
    let place = world.folder().join("place");
    std::fs::create_dir(&place).unwrap();
    for name in ["labwright.yaml", "put"] {
        std::fs::rename(world.folder().join(name), place.join(name)).unwrap();
    }
    let arguments = ["apply", "-y", "--allow-token-commands", "-c", "place"];
    let (code, text) = told(&world.run(&arguments).await);
    assert_eq!(code, Some(0), "{text}");
    assert!(place.join("got a $HOME;b").exists());
    world.finish();
}

/// In a project that is created, texts can have names of what GitLab does not have before.
#[tokio::test(flavor = "multi_thread")]
async fn an_approval_covers_the_commands_that_it_shows() {
    let file = |command: &str| {
        format!(
            "version: 1\nprojects:\n  acme/fresh:\n    create: true\n    access_tokens:\n      - name: bot\n        \
             description: {{ template: '{{{{ project.id }}}}' }}\n        scopes: [api]\n        expires_in: 90d\n        \
             save_to: [{{ command: {command} }}]\n"
        )
    };
    let world = world(EMPTY, PUT, KEEP).await;
    world.write("labwright.yaml", &file("[./put, a]"));
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    let saved = Saved::parse(plan.to_json().to_string().as_bytes()).unwrap();
    let group = world.send("GET", "/groups/acme", Value::Null).await.body["id"].clone();
    let new = serde_json::json!({ "path": "fresh", "namespace_id": group });
    let made = world.send("POST", "/projects", new).await;
    assert_eq!(made.status, 201, "{}", made.body);
    world.take_exchanges();
    for (command, is_covered) in [("[./put, a]", true), ("[./put, b]", false), ("[./other]", false)]
    {
        world.write("labwright.yaml", &file(command));
        let fresh = world.plan().await;
        assert!(fresh.problems.is_empty() && !fresh.steps().is_empty(), "{}", fresh.problems);
        let approved = Approved::by_file(fresh, &saved);
        assert_eq!(approved.is_ok(), is_covered, "{command}: {approved:?}");
    }
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_id_goes_to_a_command_as_well() {
    let sinks =
        "          - { command: [./put, id], field: id }\n          - command: [./put, value]";
    let world = world(EMPTY, sinks, KEEP).await;
    let (code, text) = apply(&world).await;
    assert_eq!(code, Some(0), "{text}");
    let id = std::fs::read_to_string(world.folder().join("got id")).unwrap();
    assert_eq!(active(&world).await, [id.parse::<u64>().unwrap()]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_is_none_is_refused_offline() {
    let world = world(EMPTY, PUT, KEEP).await;
    for (sink, why) in [
        ("{}", "a sink has neither `variable` nor `command`"),
        ("{ command: [./put], variable: { key: A } }", "a sink has both"),
        ("{ variable: { key: A }, field: id }", "`field` is beside `variable`"),
        ("{ command: [''] }", "`command` names no program"),
        ("{ command: [] }", "command"),
        ("{ command: ./put }", "command"),
        ("{ command: [./put], field: username }", "a token has no `username`"),
        ("{ command: [\"./put\", \"a\\0b\"] }", "null character"),
    ] {
        world.write("labwright.yaml", &file(&format!("          - {sink}")));
        let (code, text) = told(&world.run(&["validate", "--color", "never"]).await);
        assert_eq!(code, Some(3), "{sink}: {text}");
        assert!(text.contains(why), "{sink}: {text}");
    }
    world.finish();
}
