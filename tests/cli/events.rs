//! Every way out of an apply ends with a report: by itself, by a refusal, by a signal, by a closed pipe, by a mistake of
//! our own. In words and as events.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::collections::BTreeMap;
use std::process::{Output, Stdio};
use std::sync::Mutex;

use crate::support::World;
use labwright::apply::{self, Ending, Entry, Outcome, Pacing, Progress, Secrets, Sources};
use labwright::plan::{Approved, Step};
use labwright::sandbox::{ADMIN_TOKEN, Fault, Harm};
use serde_json::{Value, json};

const SEED: &str = "
users: [{ username: mia }]
tokens: [{ user: mia, token: reading, scopes: [read_api] }]
projects:
  - path: acme/api
    members: { mia: maintainer }
    external_status_checks: [{ name: Old, external_url: 'https://old.example.com' }]
  - path: acme/secret
";

/// Three creations, one after the other, and a deletion.
const FILES: &str = "
version: 1
projects:
  acme/api:
    external_status_checks:
      prune: true
      items:
        - { name: A, external_url: 'https://a.example.com' }
        - { name: B, external_url: 'https://b.example.com' }
        - { name: C, external_url: 'https://c.example.com' }
";

async fn world(files: &str) -> World {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", files);
    world
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn writes(world: &World) -> usize {
    world.exchanges().iter().filter(|it| it.method != "GET").count()
}

fn of<'e>(events: &'e [Value], kind: &str) -> Vec<&'e Value> {
    events.iter().filter(|it| it["event"] == kind).collect()
}

/// The events, which have to tell one story: each step that began ends once, as the summary says, and the summary has all
/// the steps of the plan and counts them rightly.
fn story(output: &Output) -> Vec<Value> {
    let events = crate::support::events(output);
    let summary = events.last().unwrap();
    let mut began = BTreeMap::new();
    let mut ended = BTreeMap::new();
    for it in &events {
        let step = it["step"].as_u64().unwrap_or_default();
        match it["event"].as_str().unwrap() {
            "step_started" => assert!(began.insert(step, it["call"].clone()).is_none(), "{it}"),
            kind if kind.starts_with("step_") => {
                assert_eq!(format!("step_{}", it["outcome"].as_str().unwrap()), kind);
                assert_eq!(began.contains_key(&step), kind != "step_skipped", "{it}");
                assert!(ended.insert(step, it.clone()).is_none(), "{it}");
            }
            _ => {}
        }
    }
    let results = summary["results"].as_array().unwrap();
    let planned =
        of(&events, "plan").first().map_or(0, |it| it["plan"]["steps"].as_array().unwrap().len());
    assert_eq!(results.len(), planned, "{events:#?}");
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for (at, result) in results.iter().enumerate() {
        let step = at as u64 + 1;
        assert_eq!(result["step"], step);
        let outcome = result["outcome"].as_str().unwrap();
        *counts.entry(outcome).or_default() += 1;
        let mut told = ended.get(&step).cloned();
        if let Some(told) = &mut told {
            told.as_object_mut().unwrap().remove("event");
            assert_eq!(told, result);
        } else {
            let broken_off = outcome == "unknown" && began.contains_key(&step);
            assert!(outcome == "not_started" || broken_off, "{result:#}");
        }
        assert_eq!(began.contains_key(&step), !matches!(outcome, "skipped" | "not_started"));
    }
    for (outcome, count) in summary["counts"].as_object().unwrap() {
        assert_eq!(
            count.as_u64(),
            Some(counts.get(outcome.as_str()).copied().unwrap_or(0)),
            "{outcome}"
        );
    }
    events
}

/// A way out: what is arranged, what is asked for, and how it has to end, with done, failed, skipped, unknown, not started.
struct Way {
    files: String,
    faults: Vec<Fault>,
    arguments: Vec<&'static str>,
    ending: Ending,
    counts: [u64; 5],
    /// What people are told.
    says: &'static str,
}

fn way(arguments: &[&'static str], ending: Ending, counts: [u64; 5], says: &'static str) -> Way {
    let arguments = [&["apply"], arguments].concat();
    Way { files: FILES.to_owned(), faults: Vec::new(), arguments, ending, counts, says }
}

impl Way {
    fn files(self, files: &str) -> Way {
        Way { files: files.to_owned(), ..self }
    }

    fn fault(mut self, fault: Fault) -> Way {
        self.faults.push(fault);
        self
    }
}

const NONE: [u64; 5] = [0; 5];
const CHECKS: &str = "/projects/acme%2Fapi/external_status_checks";
/// A check for a branch that the same plan protects.
const NEEDS: &str = "
version: 1
projects:
  acme/api:
    protected_branches: [{ name: stable }]
    external_status_checks: [{ name: A, external_url: 'https://a.example.com', protected_branches: [stable] }]
";
const SECRET: &str = "
version: 1
instance: { system_hooks: [{ name: a, url: 'https://a.example.com', token: { env: NOT_SET } }] }
";
const UNREADABLE: &str = "
version: 1
projects:
  acme/api: { external_status_checks: [{ name: A, external_url: 'https://a.example.com' }] }
  acme/none: { external_status_checks: [{ name: A, external_url: 'https://a.example.com' }] }
";

fn ways() -> Vec<Way> {
    use Ending::{Done, Failed, Guarded, Stale, Usage};
    let post = || Fault::new("POST", CHECKS, Harm::Forbidden);
    vec![
        way(&["-y"], Done, [4, 0, 0, 0, 0], "Applied: 4 done."),
        way(&["-y"], Done, NONE, "Nothing to do").files("version: 1\nprojects: { acme/api: { external_status_checks: [{ name: Old, external_url: 'https://old.example.com' }] } }\n"),
        way(&["--dry-run"], Done, [0, 0, 0, 0, 4], "3 to create, 1 to delete"),
        way(&["--dry-run"], Failed, [0, 0, 0, 0, 1], "acme/none").files(UNREADABLE),
        way(&["-y"], Failed, [1, 0, 0, 0, 0], "acme/none").files(UNREADABLE),
        way(&["-y"], Failed, [3, 1, 0, 0, 0], "3 done, 1 failed").fault(post()),
        way(&["-y"], Failed, [0, 1, 1, 0, 0], "`projects/acme/api/protected_branches/stable` was not done").files(NEEDS).fault(Fault::new("POST", "**/protected_branches", Harm::Forbidden)),
        way(&["-y", "--max-wait", "0"], Failed, [3, 0, 0, 1, 0], "3 done, 1 unknown").fault(Fault::new("POST", CHECKS, Harm::DropBefore).always().from(3)),
        way(&["-y"], Failed, [1, 1, 0, 0, 2], "stopped: ").fault(Fault::new("POST", CHECKS, Harm::Revoked).from(2).always()),
        way(&["-y"], Failed, NONE, "401").fault(Fault::new("GET", "**", Harm::Unauthorized).always()),
        way(&["-y", "--gitlab-url", "http://127.0.0.1:1", "--max-wait", "0"], Failed, NONE, "127.0.0.1:1"),
        way(&["-y"], Usage, NONE, "labwright.yaml:1:").files("version: 7\n"),
        way(&["-y", "--only", "a[b"], Usage, NONE, "--only"),
        way(&["-y", "--no-such-flag"], Usage, NONE, "--no-such-flag"),
        way(&["-y", "--max-deletes", "-1"], Usage, NONE, "-1"),
        way(&["-y"], Usage, [0, 0, 0, 0, 1], "NOT_SET").files(SECRET),
        way(&[], Usage, [0, 0, 0, 0, 4], "cannot ask for confirmation"),
        way(&["--plan", "none.json"], Usage, NONE, "cannot read the plan file"),
        way(&["--plan", "foreign.json"], Usage, [0, 0, 0, 0, 4], "https://gitlab.example.com"),
        way(&["--plan", "stale.json"], Stale, [0, 0, 0, 0, 4], "were not approved: 4"),
        way(&["-y", "--max-deletes", "0"], Guarded, [0, 0, 0, 0, 4], "use --max-deletes 1"),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_way_out_ends_with_a_report() {
    for way in ways() {
        for json in [false, true] {
            let world = world(&way.files).await;
            let plan = |server: &str| json!({ "format": 1, "server": server, "steps": [], "notes": [], "problems": [], "summary": { "create": 0, "update": 0, "replace": 0, "delete": 0, "act": 0, "unchanged": 0 } });
            world.write("stale.json", &plan(&world.sandbox().url()).to_string());
            world.write("foreign.json", &plan("https://gitlab.example.com").to_string());
            way.faults.iter().for_each(|it| world.sandbox().fault(it.clone()));
            let form: &[&str] = if json { &["-o", "json"] } else { &[] };
            let output = world.run(&[way.arguments.as_slice(), form].concat()).await;
            let (out, err) = (text(&output.stdout), text(&output.stderr));
            let about = format!("{:?} {form:?}:\n{out}\n{err}", way.arguments);
            assert_eq!(output.status.code(), Some(i32::from(way.ending.code())), "{about}");
            let [done, failed, skipped, unknown, not_started] = way.counts;
            let counts = json!({ "done": done, "failed": failed, "skipped": skipped, "unknown": unknown, "not_started": not_started });
            if json {
                let events = story(&output);
                let summary = events.last().unwrap();
                assert_eq!(
                    (&summary["ending"], &summary["counts"]),
                    (&json!(way.ending), &counts),
                    "{about}"
                );
            } else {
                assert!(format!("{out}{err}").contains(way.says), "no {} in {about}", way.says);
                let untouched = done + failed + skipped + unknown == 0 && not_started > 0;
                if untouched && way.ending != Ending::Done && !way.arguments.contains(&"--dry-run")
                {
                    assert!(err.contains("Nothing was written: "), "{about}");
                }
            }
            if matches!(way.ending, Ending::Usage | Ending::Stale | Ending::Guarded) {
                assert_eq!(writes(&world), 0, "{about}");
            }
            world.take_exchanges();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_skipped_step_names_what_it_needs_and_a_wait_is_an_event() {
    let world = world(NEEDS).await;
    let throttle = Harm::Throttle { retry_after: Some(0), as_date: false, json: false };
    world.sandbox().fault(Fault::new("POST", "**/protected_branches", throttle));
    world.sandbox().fault(Fault::new("POST", "**/protected_branches", Harm::Forbidden).from(2));
    let events = story(&world.run(&["apply", "-y", "-o", "json", "-q"]).await);
    let skipped = of(&events, "step_skipped");
    assert_eq!(skipped[0]["because"], "projects/acme/api/protected_branches/stable");
    let warnings = of(&events, "warning");
    let said = warnings[0]["message"].as_str().unwrap();
    assert!(
        said.starts_with("GitLab answered 429 to ") && said.contains("; trying again in "),
        "{said}"
    );
    world.take_exchanges();
}

/// What is known of one step that breaks is that it may have taken effect; the others know nothing of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_mistake_of_our_own_in_one_step_costs_that_step_alone() {
    struct Breaks(Mutex<Vec<usize>>);
    impl Progress for Breaks {
        fn started(&self, number: usize, step: &Step) {
            assert!(step.order.address.key() != "B", "a mistake of our own");
            self.0.lock().unwrap().push(number);
        }
        fn ended(&self, _: usize, entry: &Entry) {
            assert!(entry.address.key() != "C", "another one");
        }
    }
    let world = world(FILES).await;
    let plan = world.plan().await;
    let sources = Sources::new(&|_| None, world.folder());
    let secrets = Secrets::find(&plan, &sources).unwrap_or_else(|it| panic!("{it}"));
    let breaks = Breaks(Mutex::default());
    let approved = Approved::by_hand(plan);
    let settings = Pacing::default();
    let report = apply::apply(approved, &world.reader(), &secrets, &settings, &breaks).await;
    let outcomes: Vec<_> = report.entries.iter().map(|it| it.outcome.word()).collect();
    assert_eq!(outcomes, ["done", "unknown", "done", "done"], "{report:?}");
    assert!(
        matches!(&report.entries[1].outcome, Outcome::Unknown { message } if message.contains("report it"))
    );
    assert_eq!(*breaks.0.lock().unwrap(), [1, 3, 4]);
    world.converge().await;
}

#[cfg(unix)]
mod signals {
    use super::*;
    use tokio::process::{Child, Command};

    fn start(world: &World, arguments: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_labwright"));
        command.args(arguments).current_dir(world.folder()).env_clear();
        command.env("GITLAB_URL", world.sandbox().url()).env("GITLAB_TOKEN", ADMIN_TOKEN);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    fn send(child: &Child, signal: &str) {
        let process = child.id().unwrap().to_string();
        let kill = std::process::Command::new("kill").args([signal, &process]).status();
        assert!(kill.unwrap().success());
    }

    /// Until that many calls that fit have reached the sandbox.
    async fn reached(world: &World, method: &str, count: usize) {
        while world.sandbox().arrived(method) < count {
            tokio::task::yield_now().await;
        }
    }

    /// Reads until a line has `words` in it.
    async fn until(from: &mut (impl tokio::io::AsyncRead + Unpin), words: &str) -> Vec<u8> {
        use tokio::io::AsyncReadExt;
        let mut read = Vec::new();
        while !(text(&read).contains(words) && read.ends_with(b"\n")) {
            let mut byte = [0];
            assert_eq!(from.read(&mut byte).await.unwrap(), 1, "{}", text(&read));
            read.push(byte[0]);
        }
        read
    }

    /// Reads what the program says of itself until a line has `words` in it.
    async fn said(child: &mut Child, words: &str) {
        until(child.stderr.as_mut().unwrap(), words).await;
    }

    fn arguments(json: bool) -> Vec<&'static str> {
        if json { vec!["apply", "-y", "-o", "json"] } else { vec!["apply", "-y"] }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_first_signal_lets_the_call_under_way_end() {
        let cases = [("INT", false), ("INT", true), ("TERM", false), ("TERM", true)];
        futures::future::join_all(cases.map(|(signal, json)| first(signal, json))).await;
    }

    async fn first(signal: &str, json: bool) {
        let world = world(FILES).await;
        world
            .sandbox()
            .fault(Fault::new("POST", CHECKS, Harm::Slow { milliseconds: 2000 }).from(2));
        let mut child = start(&world, &arguments(json));
        reached(&world, "POST", 2).await;
        send(&child, &format!("-{signal}"));
        said(&mut child, &format!("SIG{signal}: stopping after the calls in progress")).await;
        let output = child.wait_with_output().await.unwrap();
        assert_eq!(output.status.code(), Some(130), "{}", text(&output.stdout));
        assert_eq!(writes(&world), 2);
        if json {
            let events = story(&output);
            let told = of(&events, "interrupted");
            assert_eq!(told.len(), 1);
            assert_eq!(told[0]["signal"], format!("SIG{signal}"));
            assert_eq!(told[0]["at_once"], false);
            let summary = events.last().unwrap();
            assert_eq!(
                (&summary["ending"], &summary["stopped"]),
                (&json!("interrupted"), &json!("interrupted"))
            );
            let counts =
                json!({ "done": 2, "failed": 0, "skipped": 0, "unknown": 0, "not_started": 2 });
            assert_eq!(summary["counts"], counts);
        } else {
            let out = text(&output.stdout);
            assert!(out.contains("Applied: 2 done, 2 not started."), "{out}");
            let left = "not started: delete projects/acme/api/external_status_checks/Old";
            assert!(out.contains(left), "{out}");
        }
        world.converge().await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_second_signal_ends_at_once_and_what_was_under_way_is_unknown() {
        for (harm, first, second, json) in [
            (Harm::StallAfter, "INT", "INT", false),
            (Harm::StallBefore, "TERM", "TERM", true),
            (Harm::StallAfter, "INT", "TERM", true),
        ] {
            let world = world(FILES).await;
            world.sandbox().fault(Fault::new("POST", CHECKS, harm).from(2));
            let mut child = start(&world, &arguments(json));
            reached(&world, "POST", 2).await;
            send(&child, &format!("-{first}"));
            said(&mut child, "interrupt again to stop").await;
            send(&child, &format!("-{second}"));
            let output = child.wait_with_output().await.unwrap();
            assert_eq!(output.status.code(), Some(130), "{}", text(&output.stdout));
            if json {
                let events = story(&output);
                let told: Vec<_> =
                    of(&events, "interrupted").iter().map(|it| it["at_once"].clone()).collect();
                assert_eq!(told, [json!(false), json!(true)]);
                let counts =
                    json!({ "done": 1, "failed": 0, "skipped": 0, "unknown": 1, "not_started": 2 });
                assert_eq!(events.last().unwrap()["counts"], counts);
            } else {
                let out = text(&output.stdout);
                assert!(out.contains("Applied: 1 done, 1 unknown, 2 not started."), "{out}");
                assert!(out.contains("interrupted while in progress"), "{out}");
            }
            world.sandbox().clear_faults();
            world.converge().await;
        }
    }

    /// Who waited for GitLab to let it go on would sit here for fifty minutes: the call that was refused and is to be
    /// repeated, and one of another project that has its turn afterwards.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_signal_ends_all_waits() {
        let files = format!(
            "{FILES}  acme/aaa: {{ external_status_checks: [{{ name: W1, external_url: 'https://w1.example.com' }}, {{ name: W2, external_url: 'https://w2.example.com' }}] }}\n"
        );
        let world = World::start(&format!("{SEED}  - path: acme/aaa\n")).await;
        world.write("labwright.yaml", &files);
        // The first call of all is answered once the first of the other project was refused.
        let late = Harm::Slow { milliseconds: 2000 };
        world.sandbox().fault(Fault::new("POST", &CHECKS.replace("api", "aaa"), late));
        let throttle = Harm::Throttle { retry_after: Some(3000), as_date: false, json: false };
        world.sandbox().fault(Fault::new("POST", CHECKS, throttle).always());
        let mut child = start(&world, &["apply", "-y", "-o", "json", "--max-wait", "86400"]);
        let second = "{\"event\":\"step_started\",\"step\":2,";
        let begun = until(child.stdout.as_mut().unwrap(), second).await;
        send(&child, "-TERM");
        let rest = child.wait_with_output().await.unwrap();
        let output = Output { stdout: [begun, rest.stdout].concat(), ..rest };
        let summary = story(&output).pop().unwrap();
        let said =
            |step: usize| summary["results"][step - 1]["message"].as_str().unwrap().to_owned();
        assert!(said(2).contains("was not sent"), "{summary:#}");
        assert!(said(3).contains("429"), "{summary:#}");
        let counts =
            json!({ "done": 1, "failed": 2, "skipped": 0, "unknown": 0, "not_started": 3 });
        assert_eq!((&summary["counts"], &summary["exit"]), (&counts, &json!(130)));
        world.sandbox().clear_faults();
        world.converge().await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_signal_before_the_first_write_ends_at_once() {
        for json in [false, true] {
            let world = world(FILES).await;
            world.sandbox().fault(Fault::new("GET", "**", Harm::StallBefore).always());
            let child = start(&world, &arguments(json));
            reached(&world, "GET", 1).await;
            send(&child, "-TERM");
            let output = child.wait_with_output().await.unwrap();
            assert_eq!(output.status.code(), Some(130));
            assert!(
                text(&output.stderr).contains("SIGTERM: stopping before the first write"),
                "{}",
                text(&output.stderr)
            );
            if json {
                assert_eq!(story(&output).last().unwrap()["results"], json!([]));
            }
            assert_eq!(writes(&world), 0);
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_signal_in_the_last_call_interrupts_nothing() {
        let files = "version: 1\nprojects: { acme/api: { external_status_checks: [{ name: A, external_url: 'https://a.example.com' }] } }\n";
        let world = world(files).await;
        world.sandbox().fault(Fault::new("POST", CHECKS, Harm::Slow { milliseconds: 2000 }));
        let child = start(&world, &arguments(true));
        reached(&world, "POST", 1).await;
        send(&child, "-TERM");
        let output = child.wait_with_output().await.unwrap();
        let events = story(&output);
        assert_eq!(
            (output.status.code(), &events.last().unwrap()["ending"]),
            (Some(0), &json!("done"))
        );
        assert_eq!(of(&events, "interrupted").len(), 1);
    }

    /// Nobody reads any more: the approved calls are made all the same, and the report is on standard error.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_closed_pipe_loses_neither_calls_nor_the_report() {
        for json in [false, true] {
            let world = world(FILES).await;
            world
                .sandbox()
                .fault(Fault::new("POST", CHECKS, Harm::Slow { milliseconds: 1000 }).from(2));
            let mut child = start(&world, &arguments(json));
            reached(&world, "POST", 2).await;
            drop(child.stdout.take());
            let output = child.wait_with_output().await.unwrap();
            let err = text(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{err}");
            assert_eq!(writes(&world), 4);
            assert!(
                err.contains("Standard output is closed") && err.contains("Applied: 4 done."),
                "{err}"
            );
        }
    }
}
