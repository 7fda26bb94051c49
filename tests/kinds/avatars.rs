//! Avatars: images that are compared by their bytes, sent in a form, and judged before anything is sent.

#![expect(clippy::unwrap_used, reason = "a test")]

use crate::support::World;
use labwright::sandbox::Exchange;

const SEED: &str = "{ projects: [{ path: acme/api }, { path: acme/web }] }";
const LOGO: &[u8] = include_bytes!("../data/logo.png");

fn declare(world: &World, avatar: &str) {
    let text = format!("projects: {{ acme/api: {{ settings: {{ avatar: {avatar} }} }} }}");
    world.write("labwright.yaml", &format!("version: 1\n{text}\n"));
}

fn write(world: &World, name: &str, bytes: &[u8]) {
    std::fs::write(world.folder().join(name), bytes).unwrap();
}

async fn start(seed: &str) -> World {
    let world = World::start(seed).await;
    world.image("logo.png");
    world
}

async fn says(world: &World, command: &[&str]) -> String {
    let output = world.run(command).await;
    assert!(!output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What was sent, and how often an image was read.
async fn applied(world: &World) -> (Vec<Exchange>, usize) {
    world.take_exchanges();
    let output = world.run(&["apply", "-y"]).await;
    assert!(output.status.success(), "{output:?}");
    let exchanges = world.take_exchanges();
    let read = exchanges.iter().filter(|it| it.path.ends_with("/avatar")).count();
    (exchanges.into_iter().filter(|it| it.method != "GET").collect(), read)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_avatar_is_sent_once_and_compared_by_its_bytes() {
    let world = start(SEED).await;
    declare(&world, "{ file: images/of api.png }");
    world.image("images/of api.png");
    let (sent, read) = applied(&world).await;
    let puts: Vec<_> = sent.iter().map(|it| format!("{} {}", it.method, it.path)).collect();
    assert_eq!(puts, ["PUT /projects/acme%2Fapi"], "{sent:#?}");
    assert_eq!(read, 0, "without an avatar there is nothing to read");
    let theirs = world.send("GET", "/projects/acme%2Fapi", serde_json::Value::Null).await.body;
    assert!(theirs["avatar_url"].as_str().unwrap().ends_with("/of_api.png"), "{theirs}");
    let (sent, read) = applied(&world).await;
    assert!(sent.is_empty() && read > 0, "{sent:#?}");
    // The same bytes under another name, then others under the same.
    write(&world, "images/other.png", LOGO);
    declare(&world, "{ file: images/other.png }");
    assert!(applied(&world).await.0.is_empty());
    write(&world, "images/other.png", &[LOGO, b"more"].concat());
    assert_eq!(applied(&world).await.0.len(), 1);
    assert!(applied(&world).await.0.is_empty());
    declare(&world, "null");
    assert_eq!(applied(&world).await.0.len(), 1);
    assert!(applied(&world).await.0.is_empty());
}

/// GitLab loses all of a call with an image that it refuses.
#[tokio::test(flavor = "multi_thread")]
async fn an_avatar_has_a_call_of_its_own() {
    let world = start(SEED).await;
    declare(&world, "{ file: logo.png }, description: Built from a file");
    let (sent, _) = applied(&world).await;
    assert_eq!(sent.len(), 2, "{sent:#?}");
    assert!(applied(&world).await.0.is_empty());
}

/// GitLab shows a `logo.png` in the repository as the address of an avatar that does not exist.
#[tokio::test(flavor = "multi_thread")]
async fn a_logo_in_the_repository_is_no_avatar() {
    let url = "https://gitlab.example.com/acme/api/-/avatar";
    let seed = format!("projects: [{{ path: acme/api, settings: {{ avatar_url: \"{url}\" }} }}]");
    let world = start(&seed).await;
    declare(&world, "null");
    assert!(applied(&world).await.0.is_empty());
    declare(&world, "{ file: logo.png }");
    assert_eq!(applied(&world).await.0.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_gitlab_would_refuse_is_found_offline() {
    let world = start(SEED).await;
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("logo.png"), LOGO).unwrap();
    write(&world, "logo.txt", LOGO);
    write(&world, "text.png", b"some text");
    write(&world, "empty.png", b"");
    write(&world, "big.png", &[LOGO, &vec![0; 200 << 10][..]].concat());
    write(&world, "huge.png", &vec![0; 11 << 20]);
    std::os::unix::fs::symlink(outside.path().join("logo.png"), world.folder().join("link.png"))
        .unwrap();
    std::fs::create_dir(world.folder().join("folder.png")).unwrap();
    let absolute = format!("{{ file: {} }}", outside.path().join("logo.png").display());
    for (avatar, what) in [
        ("{ file: missing.png }", "`missing.png` cannot be read: the file does not exist"),
        ("{ file: folder.png }", "`folder.png` cannot be read: it is not a regular file"),
        ("{ file: link.png }", "`link.png` is outside the directory of the root file"),
        ("{ file: ../logo.png }", "`../logo.png` "),
        (&absolute, "is outside the directory of the root file"),
        ("{ file: logo.txt }", "`logo.txt` has a name that does not end as GitLab requires"),
        ("{ file: text.png }", "`text.png` is not an image of a format that GitLab accepts"),
        ("{ file: empty.png }", "`empty.png` is not an image of a format that GitLab accepts"),
        ("{ file: big.png }", "`big.png` is larger than 200 KiB"),
        ("{ file: huge.png }", "`huge.png` is larger than 10 MiB, the most that labwright sends"),
        ("https://acme.example.com/logo.png", "help: write `{ file: ... }`"),
    ] {
        declare(&world, avatar);
        let told =
            says(&world, &["validate"]).await.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.to_lowercase().contains(&what.to_lowercase()), "{avatar}: {told}");
        assert!(told.contains("labwright.yaml:2"), "{told}");
    }
}

/// What a person approved is what is sent.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_changes_after_the_plan_is_not_sent() {
    let world = start(SEED).await;
    declare(&world, "{ file: logo.png }");
    let saved = world.run(&["plan", "--out", "plan.json"]).await;
    assert!(saved.status.success(), "{saved:?}");
    write(&world, "logo.png", &[LOGO, b"more"].concat());
    world.take_exchanges();
    says(&world, &["apply", "plan.json"]).await;
    let plan = world.plan().await;
    write(&world, "logo.png", LOGO);
    let sources = labwright::apply::Sources::new(&|_| None, world.folder());
    let refused = labwright::apply::Secrets::find(&plan, &sources).unwrap_err();
    assert!(refused.to_string().contains("logo.png has changed since the plan"), "{refused}");
    assert!(world.take_exchanges().iter().all(|it| it.method == "GET"));
}
