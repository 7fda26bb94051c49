//! What one shard creates is missing for the others until it is applied: they say so, and write nothing there.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use labwright::plan::Shard;
use labwright::resource::Scope;

use crate::support::World;

/// A path below the group that belongs to a shard of two.
fn of_shard(index: u32, group: &str) -> String {
    let shard = Shard::new(index, 2).unwrap().unwrap();
    let mut paths = (0..).map(|it| format!("{group}/p{it}"));
    paths.find(|it| shard.includes(&Scope::project(it))).unwrap()
}

/// The exit code, and both outputs on one line.
async fn run(world: &World, arguments: &str) -> (i32, String) {
    let output = world.run(&arguments.split(' ').collect::<Vec<_>>()).await;
    let told = [output.stdout, output.stderr].concat();
    let told = String::from_utf8(told).unwrap().replace("\n  │ ", " ").replace("\n        ", " ");
    (output.status.code().unwrap(), told)
}

/// Method and path of what was written since the last time.
fn writes(world: &World) -> Vec<String> {
    let all = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    let mut all: Vec<_> = all.map(|it| format!("{} {}", it.method, it.path)).collect();
    all.sort();
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_shard_creates_is_waited_for() {
    let [one, two] = [1, 2].map(|it| of_shard(it, "acme/next/deep"));
    let [first, second, third] =
        [(1, "acme"), (2, "acme"), (2, "acme/old")].map(|it| of_shard(it.0, it.1));
    let world =
        World::start(&format!("groups: [{{ path: acme }}, {{ path: acme/old }}]\nprojects: [{{ path: {second} }}, {{ path: {third} }}]"))
            .await;
    let label = "labels: [{ name: own, color: '#d9534f' }]";
    world.write(
        "labwright.yaml",
        &format!(
            "version: 1
groups:
  acme/next: {{ create: true }}
  acme/next/deep: {{ create: true, labels: [{{ name: bug, color: '#d9534f' }}] }}
projects:
  {one}: {{ create: true, {label} }}
  {two}: {{ create: true, {label} }}
  {first}: {{ create: true }}
  {second}: {{ shared_with_groups: [{{ group: acme/next, group_access: developer }}], {label} }}
  {third}: {{ job_token_scope: {{ projects: [{{ project: {first} }}] }} }}
"
        ),
    );
    let problems = [
        "the group `acme/next/deep` does not exist yet: shard 1/2 creates it".to_owned(),
        "the group `acme/next` does not exist yet: shard 1/2 creates it".to_owned(),
        format!("the project `{first}` does not exist yet: shard 1/2 creates it"),
    ];
    let (code, told) = run(&world, "plan --shard 2/2").await;
    assert_eq!(code, 1, "{told}");
    assert!(problems.iter().all(|it| told.contains(it)), "{told}");
    assert!(
        told.contains("3 problems") && told.contains("apply shard 1/2, then plan this one again"),
        "{told}"
    );
    assert_eq!(writes(&world), [""; 0]);

    let (code, told) = run(&world, "apply -y --shard 2/2").await;
    assert_eq!(code, 1, "{told}");
    assert!(problems.iter().all(|it| told.contains(it)), "{told}");
    let encoded = second.replace('/', "%2F");
    assert_eq!(writes(&world), [format!("POST /projects/{encoded}/labels")], "{told}");

    let (code, told) = run(&world, "apply -y --shard 1/2").await;
    assert_eq!(code, 0, "{told}");
    let written = writes(&world);
    let count = |call: &str| written.iter().filter(|it| it.as_str() == call).count();
    assert_eq!((count("POST /groups"), count("POST /projects")), (2, 2), "{written:?}");

    let (code, told) = run(&world, "apply -y --shard 2/2").await;
    assert_eq!(code, 0, "{told}");
    assert_eq!(writes(&world).iter().filter(|it| *it == "POST /projects").count(), 1);
    for shard in ["1/1", "1/2", "2/2"] {
        let (code, told) = run(&world, &format!("plan --detailed-exitcode --shard {shard}")).await;
        assert_eq!(code, 0, "{told}");
    }
    world.finish();
}
