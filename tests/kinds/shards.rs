//! Shards: parts of one plan that are made, approved and applied on their own, and joined without a trace.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::support::World;
use labwright::config::{self, Config, Schemas};
use labwright::gitlab::{ApiPath, Version};
use labwright::plan::{Document, NotShards, Options, Shard, merge, plan_from};
use labwright::resource::{Facts, Need, Scope};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

const SEED: &str = "
users: [{ username: alice }]
hooks: [{ name: audit, url: 'https://audit.example.com' }]
projects:
  - { path: acme/api, members: { alice: maintainer } }
  - { path: acme/web }
  - { path: acme/app }
  - { path: acme/ops }
";

/// Something to do in every project, and for the instance.
const FILES: &str = "version: 1
instance:
  system_hooks: [{ name: audit, url: 'https://audit.example.com', push_events: true }]
projects:
  acme/api:
    protected_branches: [{ name: release, allowed_to_push: [{ user: alice }] }]
    external_status_checks: [{ name: Scan, external_url: 'https://scan.example.com', protected_branches: [release] }]
  acme/web: { protected_branches: [{ name: next }] }
  acme/app: { protected_branches: { prune: true, items: [] } }
  acme/ops: { protected_branches: [{ name: main }, { name: dev }] }
";

async fn world() -> World {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", FILES);
    world
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Runs it, and gives its exit code and both outputs.
async fn run(world: &World, arguments: &str) -> (i32, String, String) {
    let arguments: Vec<&str> = arguments.split(' ').collect();
    let output = world.run(&arguments).await;
    // Problems are wrapped to the width of a terminal.
    let said = text(&output.stderr).replace("\n  │ ", " ");
    (output.status.code().unwrap(), text(&output.stdout), said)
}

/// Plans all shards into files `1.json`, `2.json`, … and everything into `whole.json`.
async fn plan_all(world: &World, total: usize) {
    for index in 1..=total {
        let (code, _, told) =
            run(world, &format!("plan --shard {index}/{total} --out {index}.json")).await;
        assert_eq!(code, 0, "{told}");
    }
    assert_eq!(run(world, "plan --out whole.json").await.0, 0);
}

fn read(world: &World, file: &str) -> String {
    std::fs::read_to_string(world.folder().join(file)).unwrap()
}

fn writes(world: &World) -> usize {
    world.exchanges().iter().filter(|it| it.method != "GET").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shards_of_a_run_are_joined_to_the_plan_of_everything() {
    let world = world().await;
    plan_all(&world, 4).await;
    let (code, told, _) =
        run(&world, "plan-merge 3.json 1.json 4.json 2.json --out merged.json").await;
    assert_eq!(code, 0, "{told}");
    assert_eq!(read(&world, "merged.json"), read(&world, "whole.json"));
    let (_, whole, _) = run(&world, "plan").await;
    assert_eq!(told, whole);
    for form in ["json", "markdown"] {
        let (_, merged, _) =
            run(&world, &format!("plan-merge 1.json 2.json 3.json 4.json -o {form}")).await;
        assert_eq!(merged, run(&world, &format!("plan -o {form}")).await.1);
    }
    // A single plan of everything is that plan: a pipeline of one job needs no other script.
    assert_eq!(run(&world, "plan-merge whole.json").await, (0, whole, String::new()));
    assert_eq!(writes(&world), 0);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_says_which_shard_it_is_and_asks_for_nothing_else() {
    let mut world = world().await;
    let (_, whole, said) = run(&world, "plan").await;
    assert!(!whole.contains("shard") && said.is_empty(), "{whole}{said}");
    // GitLab sets the total alone where `parallel` is not used.
    world.secret("CI_NODE_TOTAL", "1");
    assert_eq!(run(&world, "plan").await, (0, whole.clone(), String::new()));
    world.secret("CI_NODE_TOTAL", "4");
    world.secret("CI_NODE_INDEX", "4");
    // The jobs of a matrix have both numbers as well, and differ in something else.
    world.secret("CI_JOB_NAME", "plan: [a]");
    let (code, matrix, said) = run(&world, "plan").await;
    assert_eq!((code, matrix), (0, whole.clone()), "{said}");
    assert!(said.starts_with("not sharded: ") && said.contains("--shard"), "{said}");
    assert!(run(&world, "plan --quiet").await.2.is_empty());
    world.secret("CI_JOB_NAME", "plan 4/4");
    world.take_exchanges();
    let (code, told, said) = run(&world, "plan").await;
    let asked: BTreeSet<String> = world
        .exchanges()
        .iter()
        .filter_map(|it| it.path.strip_prefix("/projects/")?.split('/').next().map(str::to_owned))
        .collect();
    assert_eq!(code, 0);
    assert!(told.contains("Plan (shard 4/4): 2 to create, 0 unchanged."), "{told}");
    assert!(told.contains("acme/api") && !told.contains("acme/web"), "{told}");
    assert!(said.contains("shard 4/4") && said.contains("--shard 1/1"), "{said}");
    assert_eq!(run(&world, "plan --quiet").await.2, said);
    assert_eq!(asked, BTreeSet::from(["acme%2Fapi".to_owned()]));
    assert!(
        run(&world, "plan -o markdown").await.1.starts_with("### labwright plan (shard 4/4): ")
    );
    let document: Value = serde_json::from_str(&run(&world, "plan -o json").await.1).unwrap();
    assert_eq!(document["shard"], "4/4");
    // The flag stands above the variables.
    assert_eq!(run(&world, "plan --shard 1/1").await, (0, whole, String::new()));
    assert!(run(&world, "plan --shard 2/4").await.1.contains("(shard 2/4)"));
    assert!(run(&world, "plan --shard 2/4 --quiet").await.2.is_empty());
    // A glob and a shard both have to fit.
    let (_, only, _) = run(&world, "plan --only projects/acme/api/protected_branches/*").await;
    assert!(only.contains("Plan (shard 4/4): 1 to create, 0 unchanged."), "{only}");
    let (_, none, _) = run(&world, "plan --only projects/acme/web/**").await;
    assert!(none.contains("Nothing to do (shard 4/4): 0 unchanged."), "{none}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shard_that_there_is_not_is_told_and_nothing_is_sent() {
    let mut world = world().await;
    for (shard, told) in [
        ("0/4", "shard 0 of 4 does not exist"),
        ("5/4", "shard 5 of 4 does not exist"),
        ("x", "`x` does not have the form N/TOTAL"),
        ("1/", "`1/` does not have the form N/TOTAL"),
    ] {
        for command in ["plan", "apply --auto-approve"] {
            let (code, _, said) = run(&world, &format!("{command} --shard {shard}")).await;
            assert_eq!(code, 3, "{said}");
            assert!(said.contains(told) && said.contains("--shard 2/4"), "{said}");
        }
    }
    for (index, total, told) in [
        ("2", "", "CI_NODE_INDEX is set, but CI_NODE_TOTAL is not"),
        ("", "4", "CI_NODE_TOTAL is set, but CI_NODE_INDEX is not"),
        ("5", "4", "shard 5 of 4 does not exist"),
        ("1", "-4", "`1/-4` does not have the form N/TOTAL"),
    ] {
        world.secret("CI_NODE_INDEX", index);
        world.secret("CI_NODE_TOTAL", total);
        let (code, document, said) = run(&world, "plan -o json").await;
        assert_eq!(code, 3, "{said}");
        assert!(said.contains(told) && said.contains("--shard 1/1"), "{said}");
        assert!(Document::parse(document.as_bytes()).unwrap().problems[0].message.contains(told));
    }
    assert!(world.exchanges().is_empty());
    // What means nothing to a command does not disturb it.
    assert_eq!(run(&world, "validate").await.0, 0);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_of_a_shard_approves_that_shard_and_a_merged_plan_every_one() {
    let world = world().await;
    plan_all(&world, 4).await;
    for (arguments, told) in [
        ("apply --plan 4.json", "the plan is for shard 4/4, but this run is for everything"),
        (
            "apply --plan 4.json --shard 3/4",
            "the plan is for shard 4/4, but this run is for shard 3/4",
        ),
        (
            "apply --plan 4.json --shard 4/5",
            "the plan is for shard 4/4, but this run is for shard 4/5",
        ),
    ] {
        let (code, _, said) = run(&world, arguments).await;
        assert_eq!(code, 3, "{said}");
        assert!(said.contains(told) && said.contains("Use --shard 4/4"), "{said}");
    }
    assert_eq!(writes(&world), 0);
    let (code, told, said) = run(&world, "apply --plan 4.json --shard 4/4").await;
    assert_eq!(code, 0, "{said}");
    assert!(told.contains("Applied: 2 done."), "{told}");
    run(&world, "plan-merge 1.json 2.json 3.json 4.json --out merged.json").await;
    // What was done since is no new step.
    for index in 1..=4 {
        let (code, _, said) =
            run(&world, &format!("apply --plan merged.json --shard {index}/4")).await;
        assert_eq!(code, 0, "{said}");
    }
    let (code, told, _) = run(&world, "plan --detailed-exitcode").await;
    assert_eq!(code, 0, "{told}");
    // A step of another shard that nobody approved is stale, whatever the plan is of.
    world.write("labwright.yaml", &FILES.replace("name: next", "name: later"));
    assert_eq!(run(&world, "apply --plan merged.json --shard 3/4").await.0, 4);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn plans_that_are_not_the_shards_of_one_run_are_refused() {
    let world = world().await;
    plan_all(&world, 4).await;
    run(&world, "plan --shard 2/3 --out of-three.json").await;
    let changed = |file: &str, from: &str, to: &str| {
        let text = read(&world, "2.json");
        assert!(text.contains(from), "{text}");
        world.write(file, &text.replace(from, to));
    };
    let version = format!("\"labwright\": \"{}\"", env!("CARGO_PKG_VERSION"));
    changed("older.json", &version, "\"labwright\": \"0.0.1\"");
    changed("elsewhere.json", &world.sandbox().url(), "https://other.example.com");
    changed("format.json", "\"format\": 1", "\"format\": 2");
    changed("cut.json", "\"steps\"", "\"stops\"");
    let (_, problems, _) = run(&world, "plan -c nowhere -o json").await;
    world.write("problems.json", &problems);
    world.take_exchanges();
    for (files, told) in [
        ("1.json 2.json 4.json", "of 4 shards one is missing: 3"),
        ("2.json", "of 4 shards some are missing: 1, 3, 4"),
        ("1.json 2.json 2.json 4.json", "2.json and 2.json are both shard 2/4"),
        ("1.json of-three.json", "1.json was made in 4 shards, and of-three.json in 3 shards"),
        ("1.json whole.json", "whole.json is a plan of everything"),
        ("whole.json whole.json", "whole.json is a plan of everything"),
        ("1.json older.json 3.json 4.json", "older.json by labwright 0.0.1"),
        ("1.json elsewhere.json 3.json 4.json", "elsewhere.json for https://other.example.com"),
        ("1.json problems.json", "problems.json holds no plan, only problems"),
        ("1.json format.json", "format.json: the plan file has format 2"),
        ("1.json cut.json", "cut.json: this is not a complete plan file"),
        ("1.json none.json", "none.json: cannot read the plan file"),
    ] {
        let (code, document, said) =
            run(&world, &format!("plan-merge {files} --out merged.json -o json")).await;
        assert_eq!(code, 3, "{files}: {said}");
        assert!(said.contains(told), "{files}: {said}");
        let document = Document::parse(document.as_bytes()).unwrap();
        assert!(document.steps.is_empty() && !document.problems.is_empty());
        assert!(!world.folder().join("merged.json").exists());
    }
    assert!(world.exchanges().is_empty(), "joining needs no server");
    assert_eq!(
        run(&world, "plan-merge 1.json 2.json 3.json 4.json --out no/such/folder").await.0,
        1
    );
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merged_plan_with_problems_ends_as_that_plan_does() {
    let world = world().await;
    world.write("labwright.yaml", &FILES.replace("alice", "nobody"));
    for index in 1..=2 {
        run(&world, &format!("plan --shard {index}/2 --out {index}.json")).await;
    }
    let (code, told, said) = run(&world, "plan-merge 1.json 2.json").await;
    let (whole_code, whole, whole_said) = run(&world, "plan").await;
    assert_eq!((code, &told), (whole_code, &whole));
    assert_eq!(code, 1);
    assert!(said.contains("nobody") && said.contains("labwright.yaml:6"), "{said}");
    assert!(whole_said.contains("nobody"));
    world.finish();
}

// The pure core: any state, any number of shards.

const PROJECTS: [&str; 8] =
    ["acme/a", "acme/b", "acme/c", "Acme/D", "x/y/z", "x/y/w", "ops.io/one", "ops.io/two"];
const USERS: [&str; 2] = ["ann", "bo"];

#[derive(Debug, Clone)]
struct Project {
    path: &'static str,
    live: Vec<(&'static str, Vec<&'static str>)>,
    wanted: Vec<(&'static str, Vec<&'static str>)>,
    check: Option<&'static str>,
    prune: bool,
}

fn id(name: &str) -> usize {
    name.bytes().fold(7, |id, byte| id * 31 % 99_991 + usize::from(byte))
}

fn rules(
    users: Vec<&'static str>,
) -> impl Strategy<Value = Vec<(&'static str, Vec<&'static str>)>> {
    let names = subsequence(vec!["main", "dev", "release/*"], 0..=3);
    let count = users.len();
    let users = proptest::collection::vec(subsequence(users, 0..=count), 3);
    (names, users).prop_map(|(names, users)| names.into_iter().zip(users).collect())
}

fn project() -> impl Strategy<Value = Project> {
    // Nobody is called zoe: what names her is a problem.
    let wanted = rules(vec!["ann", "bo", "zoe"]);
    let check = proptest::option::of(select(vec!["main", "release/*"]));
    (rules(USERS.to_vec()), wanted, check, any::<bool>())
        .prop_map(|(live, wanted, check, prune)| Project { path: "", live, wanted, check, prune })
}

fn projects() -> impl Strategy<Value = Vec<Project>> {
    let paths = subsequence(PROJECTS.to_vec(), 1..=8);
    (paths, proptest::collection::vec(project(), 8)).prop_map(|(paths, projects)| {
        let named = |(path, it): (&'static str, Project)| Project { path, ..it };
        paths.into_iter().zip(projects).map(named).collect()
    })
}

fn config(projects: &[Project]) -> Config {
    static SCHEMAS: OnceLock<Schemas> = OnceLock::new();
    let schemas = SCHEMAS.get_or_init(|| Schemas::new(&config::schema::json_schema()).unwrap());
    let access =
        |users: &[&str]| -> Value { users.iter().map(|it| json!({ "user": it })).collect() };
    let entry = |it: &Project| {
        let branch = |(name, users): &(&str, Vec<&str>)| json!({ "name": name, "allowed_to_push": access(users) });
        let branches: Vec<Value> = it.wanted.iter().map(branch).collect();
        let check = |to: &&str| json!({ "name": "Scan", "external_url": "https://scan.example.com", "protected_branches": [to] });
        let checks: Vec<Value> = it.check.iter().map(check).collect();
        let value = json!({
            "protected_branches": { "items": branches, "prune": it.prune },
            "external_status_checks": checks,
        });
        (it.path.to_owned(), value)
    };
    let projects: serde_json::Map<String, Value> = projects.iter().map(entry).collect();
    let hooks = json!([{ "name": "audit", "url": "https://audit.example.com" }]);
    let document =
        json!({ "version": 1, "instance": { "system_hooks": hooks }, "projects": projects });
    let folder = tempfile::tempdir().unwrap();
    // One line each, so that problems have places of their own.
    std::fs::write(folder.path().join("labwright.yaml"), format!("{document:#}")).unwrap();
    config::read(config::load(folder.path(), schemas).unwrap()).unwrap()
}

fn facts(projects: &[Project]) -> Facts {
    let mut answers = BTreeMap::from([(Need::list(ApiPath::new("hooks")), Ok(json!([])))]);
    for it in projects {
        let at = Scope::project(it.path);
        let entry = |it: &&str| json!({ "id": id(it), "access_level": 40, "access_level_description": it, "user_id": id(it), "group_id": null });
        let branch = |(name, users): &(&str, Vec<&str>)| {
            json!({
                "id": id(name), "name": name,
                "push_access_levels": users.iter().map(entry).collect::<Vec<_>>(),
                "merge_access_levels": [], "unprotect_access_levels": [],
                "allow_force_push": false, "code_owner_approval_required": false,
            })
        };
        let branches: Value = it.live.iter().map(branch).collect();
        answers.insert(Need::list(at.at("protected_branches")), Ok(branches));
        answers.insert(Need::list(at.at("external_status_checks")), Ok(json!([])));
    }
    for user in ["ann", "bo", "zoe"] {
        let known = USERS.contains(&user);
        let found = if known { json!({ "id": id(user) }) } else { Value::Null };
        answers.insert(Need::User(user.to_owned()), Ok(found));
    }
    let version = Version { major: 18, minor: 9, text: "18.9.0".into(), enterprise: Some(true) };
    Facts { answers, ..Facts::of(version, jiff::civil::date(2026, 11, 28)) }
}

fn planned(config: &Config, facts: &Facts, shard: Option<Shard>) -> Document {
    let mut plan = plan_from(config, facts, &Options { shard, ..Options::default() });
    plan.server = "https://gitlab.example.com".to_owned();
    plan.document()
}

fn parts(config: &Config, facts: &Facts, total: u32) -> Vec<(String, Document)> {
    let part = |index| {
        let shard = Shard::new(index, total).unwrap();
        (format!("{index}.json"), planned(config, facts, shard))
    };
    (1..=total).map(part).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(if cfg!(debug_assertions) { 32 } else { 256 }) })]

    #[test]
    fn shards_are_disjoint_complete_and_joined_in_any_order(
        projects in projects(), total in 2..6u32, order in Just((0..5usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let (config, facts) = (config(&projects), facts(&projects));
        let whole = planned(&config, &facts, None);
        let parts = parts(&config, &facts, total);
        let mut addresses = BTreeSet::new();
        for (_, part) in &parts {
            let own: BTreeSet<_> = part.steps.iter().map(|it| it.address.clone()).collect();
            prop_assert!(addresses.is_disjoint(&own), "twice: {own:?}");
            addresses.extend(own);
        }
        prop_assert_eq!(addresses, whole.steps.iter().map(|it| it.address.clone()).collect());
        let mut shuffled: Vec<_> = order.iter().filter_map(|at| parts.get(*at).cloned()).collect();
        prop_assert_eq!(shuffled.len(), parts.len());
        let merged = merge(shuffled.clone()).unwrap();
        prop_assert_eq!(format!("{:#}", merged.to_json()), format!("{:#}", whole.to_json()));
        // One less, and it is not the plan of everything.
        let gone = shuffled.pop().unwrap().1.shard.unwrap().index();
        prop_assert_eq!(merge(shuffled), Err(NotShards::Missing { total, missing: vec![gone] }));
    }
}

#[test]
fn more_problems_than_are_told_are_counted_once() {
    let project = |at: usize| Project {
        path: Box::leak(format!("acme/{at}").into_boxed_str()),
        live: Vec::new(),
        wanted: vec![("main", vec!["zoe"]), ("dev", vec!["zoe"]), ("next", vec!["zoe"])],
        check: None,
        prune: false,
    };
    let projects: Vec<Project> = (0..60).map(project).collect();
    let (config, facts) = (config(&projects), facts(&projects));
    let whole = planned(&config, &facts, None);
    assert_eq!(whole.problems.len(), 101);
    assert_eq!(whole.problems.last().map(|it| it.more), Some(80));
    for total in [2, 3, 7] {
        assert_eq!(merge(parts(&config, &facts, total)), Ok(whole.clone()));
    }
}

/// All answers are kept until the plan is made. Where they find no room there is no plan, and the way out is a part of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_plan_whose_answers_take_too_much_memory_says_how_to_plan_in_parts() {
    use labwright::gitlab::{Reader, Server, Settings, Token};
    use labwright::plan::{Options, PlanError, plan};
    let (mut seed, mut files) = ("projects:\n".to_owned(), "version: 1\nprojects:\n".to_owned());
    for it in 0..40 {
        seed += &format!("  - {{ path: acme/p{it}, protected_branches: [{{ name: main }}] }}\n");
        files += &format!("  acme/p{it}: {{ protected_branches: [{{ name: main }}] }}\n");
    }
    let world = World::start(&seed).await;
    world.write("labwright.yaml", &files);
    let planned = |limit: usize| {
        let server = Server::parse(&world.sandbox().url(), "test").unwrap();
        let token = Token::parse(labwright::sandbox::ADMIN_TOKEN, "test").unwrap();
        let mut settings = Settings::new(server, token);
        (settings.memory_limit, settings.parallelism) = (limit, 1);
        let (reader, config) = (Reader::new(settings).unwrap(), world.config());
        async move { plan(&config, &reader, &Options::default()).await }
    };
    assert!(planned(1 << 20).await.is_ok());
    world.take_exchanges();
    let PlanError::Server(error) = planned(100 << 10).await.unwrap_err();
    let said = error.to_string();
    assert!(said.contains("MB of memory") && said.contains("--only or --shard"), "{said}");
    assert!(world.exchanges().len() < 40, "{}", world.exchanges().len());
    world.finish();
}

/// Each shard finds out alone: nothing is written under either path, and the joined problems are those of the whole plan.
#[tokio::test(flavor = "multi_thread")]
async fn two_old_paths_of_one_project_are_a_problem_in_both_their_shards() {
    let of_shard = |index: u32| {
        let shard = Shard::new(index, 2).unwrap().unwrap();
        let paths = (0..).map(|it| format!("acme/old{it}"));
        paths.into_iter().find(|it| shard.includes(&Scope::project(it))).unwrap()
    };
    let (one, two) = (of_shard(1), of_shard(2));
    let world = World::start(&format!(
        "projects: [{{ path: acme/api, old_paths: [{one}, {two}], labels: [{{ name: bug, color: '#FF0000' }}] }}, {{ path: acme/web }}]"
    ))
    .await;
    // The second one has nothing to change.
    let label = |color: &str| format!("labels: [{{ name: bug, color: '{color}' }}]");
    world.write(
        "labwright.yaml",
        &format!(
            "version: 1\nprojects:\n  {one}: {{ {} }}\n  {two}: {{ {} }}\n  acme/web: {{ {} }}\n",
            label("#00FF00"),
            label("#FF0000"),
            label("#0000FF")
        ),
    );
    let mut names = [format!("projects/{one}"), format!("projects/{two}")];
    names.sort();
    let words = format!("{} and {} are the same project in GitLab", names[0], names[1]);
    for index in 1..=2 {
        let (code, _, told) =
            run(&world, &format!("plan --shard {index}/2 --out {index}.json")).await;
        assert_eq!(code, 1, "{told}");
        assert!(told.split_whitespace().collect::<Vec<_>>().join(" ").contains(&words), "{told}");
        run(&world, &format!("apply -y --shard {index}/2")).await;
    }
    let written = world.exchanges().into_iter().filter(|it| it.method != "GET");
    let written: Vec<_> = written.map(|it| it.path).collect();
    assert_eq!(written, ["/projects/acme%2Fweb/labels"]);
    for index in 1..=2 {
        run(&world, &format!("plan --shard {index}/2 --out {index}.json")).await;
    }
    run(&world, "plan --out whole.json").await;
    run(&world, "plan-merge 1.json 2.json --out merged.json").await;
    assert_eq!(read(&world, "merged.json"), read(&world, "whole.json"));
    world.finish();
}
