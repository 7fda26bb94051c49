//! Where results go: to standard output and standard error, whatever becomes of those, and to files, which are never files
//! that are read.

#![cfg(unix)]

mod support;

use std::fs::File;
use std::process::{Command, Output, Stdio};

use labwright::sandbox::ADMIN_TOKEN;
use support::World;

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
