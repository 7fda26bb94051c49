//! Resource groups: what only jobs create, names as parts of a path, and roles.

use crate::run;
use crate::support::World;

const SEED: &str = "
users: [{ username: dan }, { username: ron }]
projects:
  - path: acme/api
    members: { dan: developer, ron: reporter }
    resource_groups: [{ key: production }, { key: '..' }, { key: 'a/../b' }]
";

fn declare(world: &World, items: &str) {
    let text = format!("version: 1\nprojects: {{ acme/api: {{ resource_groups: {items} }} }}\n");
    world.write("labwright.yaml", &text);
}

fn writes(world: &World) -> Vec<String> {
    let all = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    all.map(|it| format!("{} {}", it.method, it.path)).collect()
}

/// There is no call that creates one, so a missing one is neither a change nor a problem.
#[tokio::test(flavor = "multi_thread")]
async fn a_missing_one_is_a_note_and_takes_no_call() {
    let world = World::start(SEED).await;
    declare(
        &world,
        "[{ key: staging, process_mode: oldest_first }, { key: production, process_mode: oldest_first }]",
    );
    let (code, told) = run(&world, &["plan", "--detailed-exitcode"]).await;
    assert!(code == Some(2) && told.contains("resource_groups/staging"), "{told}");
    assert!(told.contains("GitLab creates it with the first job that names it"), "{told}");
    let (code, told) = run(&world, &["apply", "-y"]).await;
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(writes(&world), ["PUT /projects/acme%2Fapi/resource_groups/production"]);
    let (code, told) = run(&world, &["plan", "--detailed-exitcode"]).await;
    assert!(code == Some(0) && told.contains("Nothing to do"), "{told}");
}

/// A key is one part of a path, and one that would lead elsewhere is never sent.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_never_leads_elsewhere() {
    let world = World::start(SEED).await;
    for key in ["a/../b", ".."] {
        declare(&world, &format!("[{{ key: {key}, process_mode: oldest_first }}]"));
        let (code, told) = run(&world, &["apply", "-y"]).await;
        assert!(code != Some(0) && told.contains(&format!("`{key}`")), "{told}");
        assert_eq!(writes(&world), [""; 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_neither_deleted_nor_pruned_and_has_one_of_four_modes() {
    let world = World::start(SEED).await;
    for (items, said) in [
        ("[{ key: production, state: absent }]", "state"),
        ("{ prune: true, items: [] }", "prune"),
        ("[{ key: production, process_mode: fifo }]", "oldest_first"),
        ("[{ key: '', process_mode: unordered }]", "key"),
        ("[{ process_mode: unordered }]", "key"),
    ] {
        declare(&world, items);
        let (code, told) = run(&world, &["validate"]).await;
        assert!(code == Some(3) && told.contains(said), "{items}: {told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn developers_change_it_and_reporters_cannot_read_it() {
    let world = World::start(SEED).await;
    declare(&world, "[{ key: production, process_mode: newest_ready_first }]");
    world.write("token", "sandbox-ron-token");
    let (code, told) = run(&world, &["plan", "--token-file", "token"]).await;
    assert!(code == Some(1) && told.contains("the Developer role"), "{told}");
    world.write("token", "sandbox-dan-token");
    let (code, told) = run(&world, &["apply", "-y", "--token-file", "token"]).await;
    assert_eq!(code, Some(0), "{told}");
}
