//! What a person at a terminal sees and answers.
#![cfg(target_os = "linux")]

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::support::World;
use labwright::sandbox::{ADMIN_TOKEN, Fault, Harm};

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
    run_on(world, 80, arguments, typed).await
}

/// The same on a terminal of so many columns.
async fn run_on(
    world: &World,
    columns: usize,
    arguments: &str,
    typed: &'static str,
) -> (Option<i32>, String) {
    let mut command = Command::new("script");
    command.args([
        "-qec",
        &format!("stty cols {columns} rows 24 && {} {arguments}", env!("CARGO_BIN_EXE_labwright")),
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
        assert!(text.contains("Enter \"yes\" to continue"), "{typed:?}: {text}");
        let last = "Apply cancelled: the answer was not \"yes\".\nNothing was written: 1 step not started.\n";
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
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said.matches("warning: ").count(), 1, "{said}");
    let said = words(&said).join(" ");
    let (before, after) = said.split_once("; trying again in ").unwrap_or((&said, ""));
    assert!(
        before.starts_with(
            "warning: GitLab answered 502 to GET projects/acme%2Fapi/protected_branches"
        ),
        "{said}"
    );
    assert!(after.ends_with(" s (attempt 2 of 4)") && !said.contains(" path="), "{said}");
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
    assert!(markdown.contains("**1 change that loosens protection**"), "{markdown}");
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
            said.contains(&format!(
                "`labwright {}` does not support the output format {form}",
                arguments[0]
            )),
            "{said}"
        );
        assert!(said.contains(&format!("use -o {offered}\n")), "{said}");
    }
    assert_eq!(world.exchanges().len(), 0);
}

/// A project, two hooks and a rule, all with long names; the files change them, delete most of what there is, and mention a
/// branch that GitLab does not have.
async fn wide_world(columns: Option<usize>) -> World {
    let mut world = World::start(
        "
users: [{ username: mia }]
hooks:
  - { name: a hook with a name of several words, url: 'https://a-rather-long-name.example.com/hooks' }
projects:
  - path: acme/a-project-with-a-rather-long-name-that-does-not-end-so-soon
    members: { mia: maintainer }
    protected_branches: [{ name: main, unprotect: [maintainer] }]
    external_status_checks:
      - { name: Deploy gate of the release team, external_url: 'https://gate.example.com/release-team' }
      - { name: Old, external_url: 'https://old.example.com' }
",
    )
    .await;
    world.write(
        "labwright.yaml",
        "
version: 1
projects:
  acme/a-project-with-a-rather-long-name-that-does-not-end-so-soon:
    protected_branches: [{ name: main, allow_force_push: true, allowed_to_push: [no one] }]
    external_status_checks:
      prune: true
      items: [{ name: New, external_url: 'https://new.example.com', protected_branches: [main] }]
",
    );
    if let Some(columns) = columns {
        world.secret("COLUMNS", &columns.to_string());
    }
    world
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// Lines that are wider than they have to be: more than one word, or an address, behind a sign, a label or a field.
fn too_wide(text: &str, columns: usize) -> Vec<&str> {
    let one_word = |it: &str| {
        let rest = it.split_once(": ").map_or(it, |it| it.1).trim();
        let rest = rest.rsplit("   ").next().unwrap_or(rest);
        let rest = rest.trim_start_matches(['+', '~', '-', '!']).trim_start();
        // The second is the head of doctor's table.
        words(rest).len() == 1
            || words(it) == ["role", "plan", "apply"]
            || rest.starts_with("projects/") && rest.ends_with("the release team")
    };
    let lines = text.lines();
    lines.filter(|it| it.chars().count() > columns && !one_word(it)).collect()
}

/// `COLUMNS` says how wide lines are. Whatever it says, the words are the same.
#[tokio::test(flavor = "multi_thread")]
async fn every_command_breaks_lines_between_words() {
    let commands: &[&[&str]] = &[
        &["plan"],
        &["doctor"],
        &["validate"],
        &["apply", "-y", "--max-deletes", "0"],
        &["get", "system_hooks", "a hook with a name of several words"],
        &["explain"],
        &["explain", "protected_branches"],
        &["--help"],
        &["plan", "--help"],
        &["apply", "--help"],
        &["get", "--help"],
        &["sandbox", "--help"],
    ];
    let mut told: Vec<Vec<(String, String)>> = Vec::new();
    for columns in [Some(40), Some(80), Some(120), None] {
        let world = wide_world(columns).await;
        let mut texts = Vec::new();
        for command in commands {
            let output = world.run(command).await;
            let server = world.sandbox().url();
            let shown = |it: &[u8]| {
                String::from_utf8_lossy(it).replace(&server, "https://gitlab.example.com")
            };
            let (out, err) = (shown(&output.stdout), shown(&output.stderr));
            let wide = [&*out, &*err].map(|it| too_wide(it, columns.unwrap_or(80))).concat();
            let is_layout =
                command.contains(&"--help") || command.contains(&"get") || *command == ["explain"];
            assert!(wide.is_empty() || is_layout, "{command:?} {columns:?}: {wide:#?}");
            texts.push((out, err));
        }
        told.push(texts);
    }
    for texts in &told[..3] {
        for ((command, (out, err)), (all, more)) in commands.iter().zip(texts).zip(&told[3]) {
            let sorted = |it| {
                let mut all = words(it);
                // Cells of one row stand beside each other.
                if command.contains(&"get") {
                    all.sort_unstable();
                }
                all
            };
            assert_eq!(sorted(out), sorted(all), "{command:?}");
            let framed = |it| words(it).into_iter().filter(|it| *it != "│").collect::<Vec<_>>();
            assert_eq!(framed(err), framed(more), "{command:?}");
        }
    }
    // Without COLUMNS and without a terminal there are 80. Help is clap's, and has 100 there.
    for (at, command) in commands.iter().enumerate().filter(|(_, it)| !it.contains(&"--help")) {
        assert_eq!(told[1][at], told[3][at], "{command:?}");
    }
}

/// On a terminal its width counts.
#[tokio::test(flavor = "multi_thread")]
async fn the_width_of_the_terminal_counts() {
    let world = wide_world(None).await;
    let mut before = String::new();
    for columns in [50, 80, 120] {
        let (_, text) = run_on(&world, columns, "--color never apply --dry-run", "").await;
        assert_eq!(too_wide(&text, columns), Vec::<&str>::new(), "{columns}");
        assert_ne!(text, before, "{columns}");
        before = text;
    }
}

/// A table has long words whole, and is wider then.
#[tokio::test(flavor = "multi_thread")]
async fn a_table_breaks_cells_between_words() {
    for columns in [20, 40, 80, 120] {
        let world = wide_world(Some(columns)).await;
        let output = world.run(&["get", "system_hooks"]).await;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        for word in ["https://a-rather-long-name.example.com/hooks", "several"] {
            assert!(words(&text).contains(&word), "{columns}: {text}");
        }
    }
}
