//! What a person at a terminal sees and answers.
#![cfg(target_os = "linux")]

mod support;

use std::io::Write as _;
use std::process::{Command, Stdio};

use labwright::sandbox::{ADMIN_TOKEN, Fault, Harm};
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
        &format!("stty cols 80 && {} {arguments}", env!("CARGO_BIN_EXE_labwright")),
        "/dev/null",
    ]);
    command
        .current_dir(world.folder())
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("TERM", "xterm");
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

/// Without a terminal every step is a line; with one the bar shows from the start, and `-v` adds the lines.
#[tokio::test(flavor = "multi_thread")]
async fn an_apply_says_a_line_a_step_without_a_terminal_and_with_v() {
    let line = |text: &str| {
        let is_it = |it: &&str| {
            it.contains("updated projects/acme/api/protected_branches/main (")
                && it.ends_with(" s)")
        };
        text.lines().filter(is_it).count()
    };
    let stderr = |it: &std::process::Output| String::from_utf8_lossy(&it.stderr).into_owned();
    for (flags, lines) in [(&[][..], 1), (&["-v"], 1), (&["-q"], 0), (&["-o", "json"], 0)] {
        let world = world().await;
        let output = world.run(&[&["apply", "-y"][..], flags].concat()).await;
        assert_eq!(line(&stderr(&output)), lines, "{flags:?}: {}", stderr(&output));
        let output = world.run(&[&["apply", "-y"][..], flags].concat()).await;
        assert_eq!(line(&stderr(&output)), 0, "{flags:?}: {}", stderr(&output));
    }
    for (flags, lines, bar) in [("", 0, true), ("-v", 1, true), ("-q", 0, false)] {
        let world = world().await;
        let (_, text) = run(&world, &format!("apply -y {flags}"), "").await;
        assert_eq!(line(&text), lines, "{flags:?}: {text}");
        assert_eq!(text.contains(" 0/1 "), bar, "{flags:?}: {text:?}");
    }
}

/// What is repeated is a sentence, and no line of a log.
#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_call_is_a_sentence() {
    let world = world().await;
    world.sandbox().fault(Fault::new("GET", "**/protected_branches", Harm::BadGateway).times(1));
    let output = world.run(&["plan", "--max-wait", "1"]).await;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let (before, after) = said.split_once("; trying again in ").unwrap_or((&said, ""));
    assert!(
        before.starts_with(
            "warning: GitLab answered 502 to GET projects/acme%2Fapi/protected_branches"
        ),
        "{said}"
    );
    assert!(after.ends_with(" s (attempt 2 of 4)\n") && !said.contains(" path="), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_apply_with_nothing_to_do_says_one_thing() {
    let world = world().await;
    assert_eq!(world.run(&["apply", "-y"]).await.status.code(), Some(0));
    let output = world.run(&["apply", "-y"]).await;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines: Vec<&str> = text.lines().filter(|it| !it.is_empty()).collect();
    assert!(lines[0].starts_with("Server: "), "{text}");
    assert_eq!(lines[1..], ["Nothing to do: 1 unchanged."], "{text}");
    assert!(output.stderr.is_empty());
}

/// A change that takes protection away is marked in every form, and counted.
#[tokio::test(flavor = "multi_thread")]
async fn what_loosens_is_marked_and_counted_in_every_form() {
    let world = world().await;
    let plan = |flags: &'static [&'static str]| {
        let world = &world;
        async move {
            let output = world.run(&[&["plan"], flags].concat()).await;
            String::from_utf8_lossy(&output.stdout).into_owned()
        }
    };
    let text = plan(&["--out", "plan.json"]).await;
    assert!(text.contains("allow_force_push   false -> true   (loosens protection)\n"), "{text}");
    assert!(text.contains("Plan: 1 to update (1 loosening protection), 0 unchanged."), "{text}");
    let json: serde_json::Value = serde_json::from_str(&plan(&["-o", "json"]).await).expect("JSON");
    assert_eq!(
        (&json["summary"]["loosens"], &json["steps"][0]["changes"][0]["loosens"]),
        (&1.into(), &true.into())
    );
    let markdown = plan(&["-o", "markdown"]).await;
    assert!(
        markdown.starts_with("### labwright plan: 1 to update (1 loosening protection), "),
        "{markdown}"
    );
    assert!(markdown.contains("**1 change that takes protection away**"), "{markdown}");
}

/// A form that a command does not have is an error that names those it has.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_not_offered_is_an_error() {
    let world = world().await;
    for (arguments, offered) in [
        (&["plan", "-o", "yaml"][..], "text|json|markdown"),
        (&["apply", "-y", "-o", "yaml"], "text|json|markdown"),
        (&["plan-merge", "plan.json", "-o", "yaml"], "text|json|markdown"),
        (&["validate", "-o", "markdown"], "text|json"),
        (&["comment", "--plan", "plan.json", "-o", "yaml"], "text|json"),
        (&["act", "test-hook", "x", "-o", "markdown"], "text|json|yaml"),
        (&["doctor", "-o", "markdown"], "text|json|yaml"),
        (&["explain", "-o", "markdown"], "text|json|yaml"),
        (&["schema", "-o", "yaml"], "text|json"),
        (&["completion", "bash", "-o", "json"], "text"),
    ] {
        let output = world.run(arguments).await;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{arguments:?}: {said}");
        let form = arguments.last().copied().unwrap_or_default();
        assert!(
            said.contains(&format!("`labwright {}` has no output as {form}", arguments[0])),
            "{said}"
        );
        assert!(said.contains(&format!("it offers -o {offered}\n")), "{said}");
    }
    assert_eq!(world.exchanges().len(), 0);
}
