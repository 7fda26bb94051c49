//! Every folder of `examples/` is a configuration that converges on the default world of the sandbox, and on the world
//! of its own `sandbox.yaml` where it has one. And what a plan costs in requests.

#![expect(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::support::World;
use labwright::config::Collection;
use labwright::kinds::KINDS;
use labwright::plan::Options;
use labwright::resource::{Scope, Shape};
use labwright::sandbox::Seed;

/// Copies a folder into the folder of a world, and sets every variable that its files refer to.
fn copy(world: &mut World, from: &Path, below: &str) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{below}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            copy(world, &path, &format!("{name}/"));
        } else {
            let text = std::fs::read_to_string(&path).unwrap();
            for after in text.split("{ env: ").skip(1) {
                let end = after.find(|it: char| it != '_' && !it.is_ascii_alphanumeric());
                world.secret(&after[..end.unwrap()], "of-no-importance");
            }
            world.write(&name, &text);
        }
    }
}

/// The folders of `examples/`, sorted.
fn examples() -> Vec<PathBuf> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut folders: Vec<_> =
        std::fs::read_dir(examples).unwrap().map(|it| it.unwrap().path()).collect();
    folders.sort();
    folders
}

/// Plans and applies an example; there has to be something to do, and then nothing.
async fn follow(folder: &Path, seed: &Seed) {
    let mut world = World::from(seed).await;
    copy(&mut world, folder, "");
    assert!(!world.plan().await.steps().is_empty(), "{}", folder.display());
    world.converge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_example_converges_on_the_default_world() {
    let folders = examples();
    assert!(folders.len() >= 6, "{folders:?}");
    for folder in folders {
        follow(&folder, &Seed::default()).await;
    }
}

/// A seed is built in by the name of its folder, and every `sandbox.yaml` is one.
#[tokio::test(flavor = "multi_thread")]
async fn every_seed_of_an_example_is_built_in_and_its_example_converges_on_it() {
    let mut names = Vec::new();
    for folder in examples() {
        let Ok(file) = std::fs::read_to_string(folder.join("sandbox.yaml")) else { continue };
        let name = format!("examples/{}", folder.file_name().unwrap().to_string_lossy());
        assert_eq!(Seed::built_in(&name), Some(&*file), "{name}");
        follow(&folder, &Seed::parse(&file).unwrap()).await;
        names.push(name);
    }
    assert_eq!(names, Seed::built_in_names().collect::<Vec<_>>());
}

/// `examples/everything` has each kind that is a state, in each scope that has it.
#[tokio::test(flavor = "multi_thread")]
async fn everything_is_in_one_example_and_a_plan_of_it_reads_nothing_twice() {
    let mut world = World::from(&Seed::default()).await;
    copy(&mut world, &examples().into_iter().find(|it| it.ends_with("everything")).unwrap(), "");
    let config = world.config();
    let missing = KINDS.iter().filter(|entry| {
        let spec = entry.spec;
        let is_it = |(scope, it): (&Scope, &Collection)| {
            it.entry.spec.kind == spec.kind && scope.is(spec.scope) && !it.items.is_empty()
        };
        spec.shape != Shape::Goal && !config.collections().any(is_it)
    });
    let missing: Vec<_> = missing.map(|it| it.name()).collect();
    assert!(missing.is_empty(), "not in examples/everything: {missing:?}");
    world.converge().await;
    world.take_exchanges();
    let plan = world.plan().await;
    assert!(plan.steps().is_empty() && plan.problems.is_empty());
    let mut asked = BTreeMap::new();
    for it in world.take_exchanges() {
        *asked.entry(format!("{} {} {:?}", it.method, it.path, it.query)).or_insert(0) += 1;
    }
    let twice: Vec<_> = asked.iter().filter(|it| *it.1 > 1).collect();
    assert!(twice.is_empty() && asked.len() > KINDS.len() / 2, "{twice:#?}");
}

const PROJECTS: usize = 100;

fn fleet(seed: &str, files: &str) -> (String, String) {
    let (mut world, mut config) =
        (String::from("projects:\n"), String::from("version: 1\nprojects:\n"));
    for it in 0..PROJECTS {
        writeln!(world, "  - {{ path: acme/p{it}, {seed} }}").unwrap();
        writeln!(config, "  acme/p{it}: {{ {files} }}").unwrap();
    }
    (world, config)
}

/// The number of requests is what a plan costs a GitLab.
#[tokio::test(flavor = "multi_thread")]
async fn a_plan_over_a_hundred_projects_is_one_request_each_and_a_few_besides() {
    let check = "name: Compliance, external_url: 'https://c.example.com'";
    for (what, seed, files) in [
        (
            "branches as they are",
            String::new(),
            "protected_branches: [{ name: main, allow_force_push: false }]".to_owned(),
        ),
        (
            "branches that change",
            String::new(),
            "protected_branches: [{ name: main, allow_force_push: true }, { name: v1 }]".to_owned(),
        ),
        (
            "pruned branches",
            String::new(),
            "protected_branches: { prune: true, items: [{ name: main }] }".to_owned(),
        ),
        ("new checks", String::new(), format!("external_status_checks: [{{ {check} }}]")),
        (
            "pruned checks",
            "external_status_checks: [{ name: Old, external_url: 'https://old.example.com' }]"
                .to_owned(),
            format!("external_status_checks: {{ prune: true, items: [{{ {check} }}] }}"),
        ),
        (
            "scoped checks as they are",
            format!("external_status_checks: [{{ {check}, protected_branches: [main] }}]"),
            format!("external_status_checks: [{{ {check}, protected_branches: [main] }}]"),
        ),
        (
            "merged merge requests",
            "merge_requests: [{ iid: 1, source_branch: f, state: merged }]".to_owned(),
            "merge_trains: [{ merge_request: 1 }]".to_owned(),
        ),
    ] {
        let (seed, files) = fleet(&seed, &files);
        let world = World::start(&seed).await;
        world.write("labwright.yaml", &files);
        let reader = world.reader();
        let plan =
            labwright::plan::plan(&world.config(), &reader, &Options::default()).await.unwrap();
        assert!(plan.problems.is_empty(), "{what}: {}", plan.problems);
        let requests = world.exchanges().len();
        println!("{what}: {requests} requests for {PROJECTS} projects");
        assert!((PROJECTS..=PROJECTS + 5).contains(&requests), "{what}: {requests} requests");
        assert_eq!(reader.requests(), requests as u64);
    }
}
