//! What a person at a terminal sees and answers.
#![cfg(target_os = "linux")]

mod support;

use std::io::Write as _;
use std::process::{Command, Stdio};

use labwright::sandbox::ADMIN_TOKEN;
use support::World;

const FILES: &str = "
version: 1
projects: { acme/api: { protected_branches: [{ name: main, allow_force_push: true }] } }
";

async fn world() -> World {
    let world = World::start("projects: [{ path: acme/api }]").await;
    world.write("labwright.yaml", FILES);
    world
}

/// Runs the program on a terminal, on which somebody types and then ends the input: exit code, and what stood there.
async fn run(world: &World, arguments: &str, typed: &'static str) -> (Option<i32>, String) {
    let mut command = Command::new("script");
    command.args([
        "-qec",
        &format!("{} {arguments}", env!("CARGO_BIN_EXE_labwright")),
        "/dev/null",
    ]);
    command.current_dir(world.folder()).env_clear().env("PATH", "/usr/bin:/bin");
    command.env("GITLAB_URL", world.sandbox().url()).env("GITLAB_TOKEN", ADMIN_TOKEN);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let output = tokio::task::spawn_blocking(move || {
        let mut child = command.spawn().expect("`script` of util-linux");
        child.stdin.take().map(|mut it| it.write_all(typed.as_bytes()));
        child.wait_with_output().expect("an ending")
    });
    let output = output.await.expect("an ending");
    (output.status.code(), String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n"))
}

fn writes(world: &World) -> usize {
    world.exchanges().iter().filter(|it| it.method != "GET").count()
}

/// A script that runs an apply must not take a refused question for a finished apply.
#[tokio::test(flavor = "multi_thread")]
async fn only_yes_applies_and_every_other_answer_exits_with_1() {
    let world = world().await;
    for typed in ["no\n", "y\n", "YES\n", "\n", "", "yes please\n"] {
        let (code, text) = run(&world, "apply", typed).await;
        assert_eq!(code, Some(1), "{typed:?}: {text}");
        assert!(text.contains("Only `yes` is a yes"), "{typed:?}: {text}");
        let last =
            "Not applied: the answer was not `yes`.\nNothing was written: 1 step not started.\n";
        assert!(text.ends_with(last), "{typed:?}: {text:?}");
        assert_eq!(writes(&world), 0, "{typed:?}");
    }
    let (code, text) = run(&world, "apply", "yes\n").await;
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(writes(&world), 1);
    let (code, text) = run(&world, "apply", "").await;
    assert_eq!(code, Some(0), "nothing to do asks nothing: {text}");
}
