//! Guards and saved plans: what is refused before the first write, what lifts it, and that nothing else does.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::Output;

use crate::support::{World, events};
use labwright::plan::{Allowed, Document, Guard, Plan, Saved};
use labwright::sandbox::{Fault, Harm};
use serde_json::{Value, json};

/// Checks `c00` and so on, for a seed or for files.
fn checks(count: usize) -> String {
    let mut list = String::new();
    for at in 0..count {
        let _ =
            write!(list, "{{ name: c{at:02}, external_url: 'https://c{at:02}.example.com' }}, ");
    }
    format!("[{list}]")
}

/// A project with `live` checks, of which the files keep `kept`; Mia may lift the protection of `main`, and gives that up
/// to Eve where `lockout` says so.
async fn world(live: usize, kept: usize, lockout: bool) -> World {
    let world = World::start(&format!(
        "
users: [{{ username: mia }}, {{ username: eve }}]
projects:
  - path: acme/api
    members: {{ mia: maintainer, eve: maintainer }}
    protected_branches: [{{ name: main, unprotect: [maintainer] }}]
    external_status_checks: {}
",
        checks(live)
    ))
    .await;
    let eve = if lockout { "allowed_to_unprotect: [{ user: eve }]" } else { "" };
    world.write(
        "labwright.yaml",
        &format!(
            "version: 1\nprojects:\n  acme/api:\n    protected_branches: [{{ name: main, {eve} }}]\n    \
             external_status_checks: {{ prune: true, items: {} }}\n",
            checks(kept)
        ),
    );
    world.write("token", "sandbox-mia-token");
    world
}

const AS_MIA: &[&str] = &["--token-file", "token"];

async fn run(world: &World, arguments: &[&str]) -> Output {
    world.run(&[arguments, AS_MIA].concat()).await
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn writes(world: &World) -> usize {
    world.exchanges().iter().filter(|it| it.method != "GET").count()
}

/// The guards that refuse, with their numbers and what lifts them.
fn refusals(output: &Output) -> Vec<(String, u64, u64, String)> {
    let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    let number = |it: &Value| it.as_u64().unwrap_or_default();
    let row = |it: &Value| {
        (text(&it["guard"]), number(&it["count"]), number(&it["limit"]), text(&it["override"]))
    };
    events(output).iter().filter(|it| it["event"] == "refused").map(row).collect()
}

fn row(guard: &str, count: u64, limit: u64, lift: &str) -> (String, u64, u64, String) {
    (guard.to_owned(), count, limit, lift.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn all_guards_that_refuse_are_told_at_once_and_each_is_lifted_by_its_own_flag_alone() {
    let world = world(20, 4, true).await;
    let lifts = ["--max-deletes 16", "--max-delete-percent 80", "--allow-lockout"];
    let all = [
        row("max_deletes", 16, 10, lifts[0]),
        row("max_delete_percent", 80, 30, lifts[1]),
        row("lockout", 1, 0, lifts[2]),
    ];
    // Every choice of flags: what is not lifted refuses, and nothing else.
    for chosen in 0..1 << lifts.len() {
        let is_lifted = |at: usize| chosen & (1 << at) != 0;
        let flags: Vec<&str> = (0..lifts.len())
            .filter(|at| is_lifted(*at))
            .flat_map(|at| lifts[at].split(' '))
            .collect();
        let left: Vec<_> =
            all.iter().enumerate().filter(|(at, _)| !is_lifted(*at)).map(|it| it.1).collect();
        let arguments = [&["apply", "-y", "--allow-empty"], flags.as_slice()].concat();
        if left.is_empty() {
            continue;
        }
        let told = run(&world, &[arguments.as_slice(), &["-o", "json"]].concat()).await;
        assert_eq!(code(&told), Some(5), "{flags:?}: {}", stderr(&told));
        assert_eq!(refusals(&told).iter().collect::<Vec<_>>(), left, "{flags:?}");
        let said = run(&world, &arguments).await;
        assert_eq!(code(&said), Some(5), "{flags:?}");
        assert_eq!(stderr(&said).matches("refused: ").count(), left.len(), "{}", stderr(&said));
        let text = stderr(&said).split_whitespace().collect::<Vec<_>>().join(" ");
        for it in left {
            assert!(text.contains(&format!("use {}", it.3)), "{text}");
        }
        assert!(text.contains("Nothing was written: 17 steps not started."), "{text}");
    }
    assert_eq!(writes(&world), 0);
    let arguments: Vec<&str> = lifts.iter().flat_map(|it| it.split(' ')).collect();
    let output = run(&world, &[&["apply", "-y"], arguments.as_slice()].concat()).await;
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    assert_eq!(writes(&world), 17);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_says_which_guards_an_apply_would_refuse_and_does_not_fail() {
    let world = world(20, 4, true).await;
    let output = run(&world, &["plan", "-o", "json", "--out", "plan.json"]).await;
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    let document = Document::parse(&output.stdout).unwrap();
    let flags = ["--max-deletes", "--max-delete-percent", "--allow-lockout"];
    let noted: BTreeSet<&str> = document.notes.iter().map(|it| it.address.as_str()).collect();
    assert_eq!(noted, BTreeSet::from(flags));
    for arguments in [&["plan"][..], &["plan", "-o", "markdown"], &["apply", "--dry-run"]] {
        let output = run(&world, arguments).await;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(code(&output), Some(0));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for it in ["the plan deletes 16 objects", "16 of 20 objects deleted, 80%", "user mia"] {
            assert!(text.contains(it), "{arguments:?}: no {it} in {text}");
        }
    }
    // What was lifted is not told by a dry run.
    let lifted = ["apply", "--dry-run", "--max-deletes", "16", "--max-delete-percent", "80"];
    let output = run(&world, &lifted).await;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(text.matches("a guard would refuse the apply").count(), 1, "{text}");
    // An approval is none of the flags.
    let output = run(&world, &["apply", "--plan", "plan.json"]).await;
    assert_eq!((code(&output), writes(&world)), (Some(5), 0), "{}", stderr(&output));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_share_counts_from_ten_objects_on_and_above_its_limit() {
    for (live, kept, limit, refused) in [
        (9, 0, "30", false),
        (10, 7, "30", false),
        (10, 6, "30", true),
        (10, 6, "40", false),
        (11, 7, "36", true),
        (11, 7, "37", false),
        (10, 0, "100", false),
        (10, 9, "0", true),
        (9, 8, "0", false),
    ] {
        let world = world(live, kept, false).await;
        let arguments = ["apply", "-y", "-o", "json", "--max-delete-percent", limit];
        let output = run(&world, &arguments).await;
        let about = format!("{live} {kept} {limit}: {:?}", refusals(&output));
        assert_eq!(code(&output), Some(if refused { 5 } else { 0 }), "{about}");
        assert_eq!(writes(&world), if refused { 0 } else { live - kept }, "{about}");
        if refused {
            let (guard, .., lift) = refusals(&output).pop().unwrap();
            assert_eq!(guard, "max_delete_percent");
            let lifted =
                [&["apply", "-y"], lift.split(' ').collect::<Vec<_>>().as_slice()].concat();
            assert_eq!(code(&run(&world, &lifted).await), Some(0), "{about}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_declare_nothing_are_refused_and_those_that_declare_an_empty_collection_are_not()
{
    let prune = "projects: { acme/api: { external_status_checks: { prune: true, items: [] } } }";
    let checks = format!("projects: {{ acme/api: {{ external_status_checks: {} }} }}", checks(2));
    let none: &[&str] = &[];
    let only = |glob: &'static str| vec!["--only", glob];
    for (files, flags, refused) in [
        ("", none.to_vec(), true),
        ("projects: {}", none.to_vec(), true),
        (
            "projects: { acme/api: { external_status_checks: [], protected_branches: [] } }",
            none.to_vec(),
            true,
        ),
        ("include: [more/*.yaml]", none.to_vec(), true),
        (prune, none.to_vec(), false),
        (prune, only("**/external_status_checks/c*"), false),
        (&checks, none.to_vec(), false),
        (&checks, only("**/c01"), false),
        // One of two shards has nothing, and that is as it should be.
        (&checks, vec!["--shard", "1/2"], false),
        (&checks, vec!["--shard", "2/2"], false),
        ("", vec!["--shard", "1/2"], true),
    ] {
        let world = world(2, 0, false).await;
        world.write("more/empty.yaml", "projects: {}\n");
        world.write("labwright.yaml", &format!("version: 1\n{files}\n"));
        let arguments = [&["apply", "-y", "-o", "json"], flags.as_slice()].concat();
        let output = run(&world, &arguments).await;
        let about = format!("{files} {flags:?}: {}", stderr(&output));
        assert_eq!(code(&output), Some(if refused { 5 } else { 0 }), "{about}");
        if refused {
            assert_eq!(refusals(&output), [row("empty", 0, 0, "--allow-empty")], "{about}");
            let lifted = [arguments.as_slice(), &["--allow-empty"]].concat();
            assert_eq!(code(&run(&world, &lifted).await), Some(0), "{about}");
            let plan = run(&world, &[&["plan"], flags.as_slice()].concat()).await;
            let text = String::from_utf8_lossy(&plan.stdout).into_owned();
            assert_eq!(code(&plan), Some(0), "{about}");
            assert!(text.contains("a guard would refuse the apply: "), "{about}: {text}");
        }
    }
}

const SHARED: &str = "
users: [{ username: mia }, { username: eve }]
groups:
  - { path: crew, members: { mia: developer } }
  - { path: guests, members: { mia: reporter } }
  - { path: others, visibility: internal, members: { eve: owner } }
projects:
  - path: acme/api
    members: { mia: maintainer, eve: maintainer }
    shares: { crew: developer, guests: developer, others: developer }
    protected_branches: [{ name: main, unprotect: [maintainer] }]
";

fn unprotect(list: &str) -> String {
    format!(
        "version: 1\nprojects: {{ acme/api: {{ protected_branches: [{{ name: main, allowed_to_unprotect: {list} }}] }} }}\n"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn who_takes_the_token_out_of_the_list_is_stopped_and_what_gitlab_would_do_is_as_was_said() {
    for (list, refused) in [
        ("[developer]", false),
        ("[{ user: mia }]", false),
        ("[{ user: eve }, { user: MIA }]", false),
        ("[{ group: crew }]", false),
        ("[{ user: eve }, maintainer]", false),
        ("[{ user: eve }]", true),
        ("[admin]", true),
        ("[{ group: guests }]", true),
        ("[{ group: others }, { user: eve }]", true),
    ] {
        let world = World::start(SHARED).await;
        world.write("token", "sandbox-mia-token");
        world.write("labwright.yaml", &unprotect(list));
        let output = run(&world, &["apply", "-y", "-o", "json"]).await;
        let guards: Vec<_> = refusals(&output).into_iter().map(|it| it.0).collect();
        assert_eq!(guards, if refused { vec!["lockout"] } else { vec![] }, "{list}");
        assert_eq!(code(&output), Some(if refused { 5 } else { 0 }), "{list}");
        // Once it is done all the same, GitLab lets her in no more.
        let output = run(&world, &["apply", "-y", "--allow-lockout"]).await;
        assert_eq!(code(&output), Some(0), "{list}: {}", stderr(&output));
        let path = "/projects/acme%2Fapi/protected_branches/main";
        let body = json!({ "allow_force_push": true });
        let answer = world.send_as("sandbox-mia-token", "PATCH", path, body).await;
        assert_eq!(answer.status, if refused { 403 } else { 200 }, "{list}: {}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lockout_is_looked_for_only_where_a_list_changes_and_is_none_of_an_administrator() {
    let who = |world: &World| world.take_exchanges().iter().any(|it| it.path == "/user");
    let world = World::start(SHARED).await;
    world.write("token", "sandbox-mia-token");
    for list in ["[maintainer]", "[maintainer, { user: eve }]", "[developer]"] {
        world.write("labwright.yaml", &unprotect(list));
        assert_eq!(code(&run(&world, &["plan"]).await), Some(0));
        assert!(!who(&world), "{list}");
    }
    world.write("labwright.yaml", &unprotect("[{ user: eve }]"));
    let output = world.run(&["apply", "-y"]).await;
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    assert!(who(&world));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lockout_that_cannot_be_told_is_refused_and_said_to_be_so() {
    let world = World::start(SHARED).await;
    world.write("token", "sandbox-mia-token");
    world.write("labwright.yaml", &unprotect("[{ user: mia }]"));
    world.sandbox().fault(Fault::new("GET", "/user", Harm::Forbidden).always());
    let output = run(&world, &["apply", "-y", "-o", "json"]).await;
    assert_eq!((code(&output), writes(&world)), (Some(5), 0), "{}", stderr(&output));
    assert!(stderr(&output).contains("cannot determine"), "{}", stderr(&output));
    let output = run(&world, &["apply", "-y", "--allow-lockout"]).await;
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_plan_shows_the_step_that_nobody_approved_whole() {
    let world = world(3, 3, false).await;
    run(&world, &["plan", "--out", "plan.json"]).await;
    world.write(
        "labwright.yaml",
        "version: 1\nprojects: { acme/api: { external_status_checks: [{ name: c01, external_url: 'https://moved.example.com' }] } }\n",
    );
    let output = run(&world, &["apply", "--plan", "plan.json"]).await;
    assert_eq!(code(&output), Some(4));
    for it in [
        "~ projects/acme/api/external_status_checks/c01",
        "labwright.yaml:2",
        "https://c01.example.com -> https://moved.example.com",
        "Nothing was written: 1 step not started.",
    ] {
        assert!(stderr(&output).contains(it), "no {it} in {}", stderr(&output));
    }
    let output = run(&world, &["apply", "--plan", "plan.json", "-o", "json"]).await;
    let events = events(&output);
    let stale = events.iter().find(|it| it["event"] == "stale").unwrap();
    let plan = events.iter().find(|it| it["event"] == "plan").unwrap();
    assert_eq!(stale["steps"], plan["plan"]["steps"]);
    assert_eq!(stale["steps"][0]["changes"][0]["after"], "https://moved.example.com");
    let summary = events.last().unwrap();
    assert_eq!(
        (&summary["ending"], &summary["counts"]["not_started"]),
        (&json!("stale"), &json!(1))
    );
    assert_eq!(writes(&world), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guard_and_a_stale_plan_are_told_at_once() {
    let world = world(20, 20, false).await;
    run(&world, &["plan", "--out", "plan.json"]).await;
    world.write(
        "labwright.yaml",
        "version: 1\nprojects: { acme/api: { external_status_checks: { prune: true, items: [] } } }\n",
    );
    let output = run(&world, &["apply", "--plan", "plan.json", "-o", "json"]).await;
    let guards: Vec<_> = refusals(&output).into_iter().map(|it| it.0).collect();
    assert_eq!(guards, ["max_deletes", "max_delete_percent"]);
    assert!(events(&output).iter().any(|it| it["event"] == "stale"));
    assert_eq!((code(&output), writes(&world)), (Some(4), 0));
}

/// Every place in a document, as a pointer.
fn places(at: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match at {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, it)| places(it, &format!("{path}/{key}"), found));
        }
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(key, it)| places(it, &format!("{path}/{key}"), found));
        }
        _ => {}
    }
}

/// Whatever is changed in a plan file, in whichever place: it approves no call that it did not approve before, so that
/// either all that runs was approved as it is, or nothing runs.
#[tokio::test(flavor = "multi_thread")]
async fn an_edited_plan_can_only_lose_steps() {
    let world = world(3, 1, true).await;
    let config = world.config();
    let fresh: Plan = world.plan().await;
    let whole = fresh.to_json();
    let calls = |document: &Document| -> BTreeSet<String> {
        document
            .steps
            .iter()
            .map(|it| json!([it.address, it.action, it.request]).to_string())
            .collect()
    };
    let approved = calls(&fresh.document());
    assert_eq!(approved.len(), 3);
    let shown = |document: &Document| -> Vec<Value> {
        let bare = |it: &labwright::plan::document::Step| {
            let mut it = json!(it);
            // The address shows the key.
            it["key"] = Value::Null;
            (it["origin"]["file"], it["origin"]["line"], it["phase"], it["turn"]) =
                (json!(null), json!(null), json!(null), json!(null));
            it
        };
        document
            .steps
            .iter()
            .map(bare)
            .chain([json!(document.summary.delete), json!(document.server)])
            .collect()
    };
    let shown_whole = shown(&fresh.document());
    let mut all = Vec::new();
    places(&whole, "", &mut all);
    assert!(all.len() > 60, "{}", all.len());
    for place in &all {
        for other in [json!(null), json!("x"), json!(7), json!([]), json!({}), json!(true)] {
            let mut edited = whole.clone();
            *edited.pointer_mut(place).unwrap() = other;
            let Ok(saved) = Saved::parse(edited.to_string().as_bytes()) else { continue };
            let plan = labwright::plan::plan(&config, &world.reader(), &Default::default()).await;
            let plan = plan.unwrap_or_else(|it| panic!("{it}"));
            let Ok(it) = labwright::plan::Approved::by_file(plan, &saved) else { continue };
            assert_eq!(calls(&it.plan().document()), approved, "{place}");
            let still: BTreeSet<_> = calls(saved.document());
            assert!(approved.is_subset(&still), "{place}: runs what the file does not approve");
            // What it shows is what runs: all but where in the files it was asked for.
            let shown = shown(saved.document());
            assert_eq!(shown, shown_whole, "{place}: shows something else than it approves");
        }
    }
}

/// A file decides itself which of its calls count as done, so that must not open a way to hide what a call does.
#[tokio::test(flavor = "multi_thread")]
async fn a_step_that_seems_done_hides_no_loosening() {
    let world = World::start(
        "projects: [{ path: acme/api, protected_branches: [{ name: main, push: [maintainer] }] }]",
    )
    .await;
    world.write(
        "labwright.yaml",
        "version: 1\nprojects: { acme/api: { protected_branches: [{ name: main, allow_force_push: true }] } }\n",
    );
    let plan = world.plan().await.to_json();
    assert_eq!(plan["steps"][0]["changes"][0]["loosens"], true, "{plan}");
    let mut done = plan.clone();
    let mut step = done["steps"][0].clone();
    step["address"] = json!("projects/acme/api/protected_branches/other");
    step["request"]["path"] = json!("projects/acme%2Fapi/protected_branches/other");
    done["steps"].as_array_mut().unwrap().push(step);
    let approves = async |document: &Value| {
        let saved = Saved::parse(document.to_string().as_bytes()).unwrap();
        labwright::plan::Approved::by_file(world.plan().await, &saved).is_ok()
    };
    assert!(approves(&done).await, "a plan that was applied in part");
    done["steps"][0]["changes"][0].as_object_mut().unwrap().remove("loosens");
    assert!(!approves(&done).await, "the mark is gone, and the step still approved");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_is_cut_short_anywhere_is_no_plan() {
    let world = world(3, 1, false).await;
    run(&world, &["plan", "--out", "plan.json"]).await;
    let whole = std::fs::read_to_string(world.folder().join("plan.json")).unwrap();
    assert!(Saved::parse(whole.as_bytes()).is_ok());
    for end in 0..whole.trim_end().len() {
        assert!(Saved::parse(&whole.as_bytes()[..end]).is_err(), "{end} of {}", whole.len());
    }
}

/// The limits in the help texts, in the documentation and in the library are the same.
#[tokio::test(flavor = "multi_thread")]
async fn the_limits_are_documented() {
    let world = World::start("").await;
    let help = String::from_utf8_lossy(&world.run(&["apply", "--help"]).await.stdout).into_owned();
    let Allowed { deletes, delete_percent, .. } = Allowed::default();
    let document = include_str!("../../docs/guards.md");
    for (guard, limit) in [
        (Guard::MaxDeletes, Some(deletes)),
        (Guard::MaxDeletePercent, Some(delete_percent)),
        (Guard::Empty, None),
        (Guard::Lockout, None),
    ] {
        assert!(help.contains(guard.flag()) && document.contains(guard.flag()), "{guard:?}");
        if let Some(limit) = limit {
            assert!(help.contains(&format!("[default: {limit}]")), "{help}");
            assert!(document.contains(&format!("more than {limit}")), "{guard:?}");
        }
    }
}
