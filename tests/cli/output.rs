//! Where results go: to standard output and standard error, whatever becomes of those, and to files, which are never files
//! that are read.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::fs::File;
use std::process::{Command, Output, Stdio};

use crate::support::World;
use labwright::sandbox::ADMIN_TOKEN;

const SEED: &str = "projects: [{ path: acme/api }]";
const CHANGE: &str = "
version: 1
projects:
  acme/api:
    external_status_checks:
      - { name: A, external_url: 'https://a.example.com' }
      - { name: B, external_url: 'https://b.example.com' }
";

async fn world() -> World {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", CHANGE);
    world
}

/// Runs the program with its output going there.
async fn run(world: &World, arguments: &[&str], out: Stdio, err: Stdio) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_labwright"));
    command.args(arguments).current_dir(world.folder()).env_clear();
    command.env("GITLAB_URL", world.sandbox().url()).env("GITLAB_TOKEN", ADMIN_TOKEN);
    command.stdin(Stdio::null()).stdout(out).stderr(err);
    let child = command.spawn().unwrap();
    tokio::task::spawn_blocking(move || child.wait_with_output()).await.unwrap().unwrap()
}

fn full() -> Stdio {
    File::options().write(true).open("/dev/full").unwrap().into()
}

/// A pipe that nobody reads.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

fn writes(world: &World) -> usize {
    world.exchanges().iter().filter(|it| it.method != "GET").count()
}

/// Each command, with a result on standard output that ends it with 0 where it can be written.
const COMMANDS: &[&[&str]] = &[
    &["--help"],
    &["-h"],
    &["--version"],
    &["plan", "--help"],
    &["get", "system_hooks", "--help"],
    &["help", "apply"],
    &["init", "there"],
    &["validate"],
    &["validate", "-o", "json"],
    &["plan"],
    &["plan", "-o", "json"],
    &["plan", "-o", "markdown"],
    &["plan", "--out", "plan.json"],
    &["plan-merge", "saved.json"],
    &["get", "system_hooks", "-o", "json"],
    &["get", "system_hooks", "-o", "yaml"],
    &["get", "system_hooks", "-o", "markdown"],
    &["doctor"],
    &["doctor", "-o", "json"],
    &["explain"],
    &["explain", "system_hooks"],
    &["explain", "system_hooks", "-o", "json"],
    &["schema"],
    &["schema", "--setup", "vscode"],
    &["completion", "bash"],
    &["man"],
    &["demo"],
    &["apply", "--dry-run"],
    &["apply", "-y"],
    &["apply", "-y", "-o", "json"],
];

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn output_that_cannot_be_written_is_a_failure_of_every_command() {
    let world = world().await;
    let saved = world.run(&["plan", "-o", "json"]).await;
    world.write("saved.json", &String::from_utf8(saved.stdout).unwrap());
    for arguments in COMMANDS {
        let lost = run(&world, arguments, closed(), Stdio::piped()).await;
        let said = String::from_utf8_lossy(&lost.stderr).into_owned();
        assert_eq!(lost.status.code(), Some(0), "{arguments:?}, closed: {said}");
        assert!(!said.contains("cannot write"), "{arguments:?}, closed: {said}");
        drop(std::fs::remove_dir_all(world.folder().join("there")));

        let lost = run(&world, arguments, full(), Stdio::piped()).await;
        let said = String::from_utf8_lossy(&lost.stderr).into_owned();
        assert_eq!(lost.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(
            said.contains("cannot write to standard output: No space left"),
            "{arguments:?}: {said}"
        );
        drop(std::fs::remove_dir_all(world.folder().join("there")));
    }
    // The plan file is written all the same.
    assert!(world.folder().join("plan.json").exists());
    // What failed otherwise has said so with its own code.
    for (arguments, code) in [
        (&["plan", "--detailed-exitcode", "--only", "**"][..], 1),
        (&["plan", "-o", "json", "--no-such-flag"], 3),
        (&["plan", "-o", "json", "-c", "none.yaml"], 3),
    ] {
        let lost = run(&world, arguments, full(), Stdio::piped()).await;
        assert_eq!(lost.status.code(), Some(code), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn messages_that_cannot_be_written_are_a_failure_as_well() {
    let world = world().await;
    for (arguments, code) in [
        (&["plan", "-vv"][..], 1),
        (&["schema", "--write", "schema"], 1),
        (&["apply", "-y", "-vv"], 1),
        (&["--no-such-flag"], 3),
        (&["validate", "-c", "none.yaml"], 3),
    ] {
        let lost = run(&world, arguments, Stdio::piped(), full()).await;
        assert_eq!(lost.status.code(), Some(code), "{arguments:?}");
        let lost = run(&world, arguments, full(), full()).await;
        assert_eq!(lost.status.code(), Some(code), "{arguments:?}");
        let lost = run(&world, arguments, Stdio::piped(), closed()).await;
        assert_eq!(lost.status.code(), Some(if code == 1 { 0 } else { code }), "{arguments:?}");
    }
}

/// The approved calls are made, all of them; the report is where it can be read.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn an_apply_without_room_for_its_output_finishes_and_reports() {
    for arguments in [&["apply", "-y"][..], &["apply", "-y", "-o", "json"], &["apply", "-y", "-q"]]
    {
        let world = world().await;
        let lost = run(&world, arguments, full(), Stdio::piped()).await;
        let said = String::from_utf8_lossy(&lost.stderr).into_owned();
        assert_eq!((lost.status.code(), writes(&world)), (Some(1), 2), "{arguments:?}: {said}");
        assert!(said.contains("Applied: 2 done."), "{arguments:?}: {said}");
        let again = world.run(&["apply", "-y"]).await;
        assert_eq!((again.status.code(), writes(&world)), (Some(0), 2));
        world.finish();
    }
}

/// What is read, by every name it has.
#[tokio::test(flavor = "multi_thread")]
async fn no_output_replaces_what_is_read() {
    const SECRET: &str = "
projects:
  acme/api:
    external_status_checks:
      - { name: A, external_url: 'https://a.example.com', shared_secret: { file: ../keys/hmac } }
";
    let cases: &[(&[&str], &str)] = &[
        (&["plan", "--out", "labwright.yaml"], "the root file"),
        (&["plan", "--out", "./a/../labwright.yaml"], "the root file"),
        (&["plan", "--out", "real.yaml"], "the root file"),
        (&["plan", "--out", "hard.yaml"], "the root file"),
        (&["plan", "--out", "link.yaml"], "the root file"),
        (&["plan", "--out", "token", "--token-file", "token"], "the token file"),
        (&["plan", "--report-html", "labwright.yaml"], "the root file"),
        (&["plan", "--out", "a/included.yaml"], "reads"),
        (&["plan", "--out", "a/link.yaml"], "reads"),
        (&["plan", "--out", "elsewhere/target.yaml"], "reads"),
        (&["plan", "--out", "keys/hmac"], "reads"),
        (&["plan", "--report-junit", "hard-hmac"], "reads"),
        (&["plan", "--report-codequality", "a/included.yaml"], "reads"),
        (&["validate", "--report-codequality", "a/included.yaml"], "reads"),
        (&["validate", "--report-codequality", "keys/hmac"], "reads"),
        (&["plan-merge", "saved.json", "--out", "saved.json"], "a saved plan that is read"),
        (
            &["plan-merge", "saved.json", "--report-html", "./saved.json"],
            "a saved plan that is read",
        ),
        (&["plan", "--out", "x.json", "--report-junit", "./x.json"], "name the same file"),
        (
            &["plan", "--report-html", "/dev/null", "--report-junit", "/dev/null"],
            "name the same file",
        ),
    ];
    // Broken, so that there is no plan: reports say why, and must not replace what is wrong.
    for broken in [false, true] {
        for (arguments, said) in cases {
            let world = World::start(SEED).await;
            let include = "version: 1\ninclude: ['a/*.yaml']\n";
            world.write("real.yaml", include);
            world.write("a/included.yaml", if broken { "projects: 1\n" } else { SECRET });
            world.write("elsewhere/target.yaml", "projects: {}\n");
            world.write("keys/hmac", "s3cret\n");
            world.write("token", ADMIN_TOKEN);
            world.write("saved.json", &plan_file(&world));
            for (to, from) in [
                ("real.yaml", "labwright.yaml"),
                ("labwright.yaml", "link.yaml"),
                ("../elsewhere/target.yaml", "a/link.yaml"),
            ] {
                std::os::unix::fs::symlink(to, world.folder().join(from)).unwrap();
            }
            for (to, from) in [("real.yaml", "hard.yaml"), ("keys/hmac", "hard-hmac")] {
                std::fs::hard_link(world.folder().join(to), world.folder().join(from)).unwrap();
            }
            if broken && arguments.iter().any(|it| it.contains("hmac")) {
                continue;
            }
            let before = contents(&world);
            let output = world.run(arguments).await;
            let text = String::from_utf8_lossy(&output.stderr).replace("\n  │ ", " ");
            assert_eq!(output.status.code(), Some(3), "{broken}, {arguments:?}: {text}");
            assert!(text.contains(said), "{broken}, {arguments:?}: {text}");
            assert_eq!(contents(&world), before, "{broken}, {arguments:?}: {text}");
            assert!(world.exchanges().is_empty(), "{arguments:?}");
        }
    }
}

fn plan_file(world: &World) -> String {
    let url = world.sandbox().url();
    serde_json::json!({ "format": 1, "server": url, "steps": [], "notes": [], "problems": [], "summary": { "create": 0, "update": 0, "replace": 0, "delete": 0, "act": 0, "unchanged": 0 } }).to_string()
}

/// Every file and link of the folder, with what it holds.
fn contents(world: &World) -> Vec<(std::path::PathBuf, String)> {
    let (mut folders, mut all) = (vec![world.folder().to_owned()], vec![]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let kind = path.symlink_metadata().unwrap().file_type();
            if kind.is_dir() {
                folders.push(path);
            } else {
                let link = std::fs::read_link(&path).unwrap_or_default();
                let text = std::fs::read_to_string(&path).unwrap();
                all.push((path, format!("{} {text}", link.display())));
            }
        }
    }
    all.sort();
    all
}

/// What is moved into the place of a device would no longer be one.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_regular_file_is_written_into_or_refused() {
    use std::os::unix::fs::FileTypeExt as _;
    let world = world().await;
    let _socket = std::os::unix::net::UnixListener::bind(world.folder().join("socket")).unwrap();
    world.write("folder/x", "");
    let made = Command::new("mkfifo").arg(world.folder().join("pipe")).status().unwrap();
    assert!(made.success());
    for (path, code, said) in [
        ("/dev/null", 0, ""),
        ("/dev/full", 1, "No space left"),
        ("/dev/stderr", 0, "\"format\": 1"),
        ("/dev/fd/2", 0, "\"format\": 1"),
        ("/proc/self/fd/2", 0, "\"format\": 1"),
        ("/dev/none", 1, "No such file"),
        ("socket", 1, "it is a socket"),
        ("folder", 1, "it is a directory"),
        ("folder/", 1, "it is a directory"),
        ("..", 1, "it is a directory"),
    ] {
        for flag in ["--out", "--report-terraform"] {
            let output = world.run(&["plan", flag, path]).await;
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(code), "{flag} {path}: {text}");
            let said =
                if flag == "--out" { said } else { &said.replace("\"format\": 1", "create") };
            assert!(text.contains(said), "{flag} {path}: {text}");
        }
    }
    let kind = |path: &str| world.folder().join(path).symlink_metadata().unwrap().file_type();
    assert!(kind("/dev/null").is_char_device() && kind("/dev/full").is_char_device());
    assert!(kind("/dev/stderr").is_symlink() && kind("socket").is_socket());
    // A pipe gets the text, and stays a pipe.
    let pipe = world.folder().join("pipe");
    let read = std::thread::spawn(move || std::fs::read_to_string(pipe).unwrap());
    let output = world.run(&["plan", "--out", "pipe"]).await;
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(read.join().unwrap().contains("\"format\": 1") && kind("pipe").is_fifo());
}

/// A link that somebody put where schemas and pages are written.
#[tokio::test(flavor = "multi_thread")]
async fn schemas_and_pages_never_follow_a_link() {
    for (command, name) in [("schema", "plan.schema.json"), ("man", "labwright-plan.1")] {
        let world = world().await;
        std::fs::create_dir(world.folder().join("there")).unwrap();
        let link = world.folder().join("there").join(name);
        std::os::unix::fs::symlink("../labwright.yaml", &link).unwrap();
        let output = world.run(&[command, "--write", "there"]).await;
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let text = std::fs::read_to_string(world.folder().join("labwright.yaml")).unwrap();
        assert_eq!(text, CHANGE, "{command}");
        assert!(link.symlink_metadata().unwrap().is_file(), "{command}");
    }
}
