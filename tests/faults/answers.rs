//! What a pipeline says beside the plan: the answer to a merge request's status check, and the deployment of an apply.
//!
//! The program runs as GitLab runs it, with the variables that GitLab sets.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod check;
mod deployment;
mod late;
use std::process::Stdio;

use crate::support::World;
use labwright::sandbox::ADMIN_TOKEN;

/// How a run ended: exit code and both outputs.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) said: String,
}

impl Ran {
    /// Everything that was said, for the message of an assertion.
    pub(crate) fn all(&self) -> String {
        format!("exit {}\n{}\n{}", self.code, self.out, self.said)
    }
}

/// Runs the program with these variables besides those of the world.
pub(crate) async fn run(world: &World, variables: &[(&str, &str)], arguments: &[&str]) -> Ran {
    let output = command(world, variables, arguments).output().await.unwrap();
    // Problems are wrapped to the width of a terminal.
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().replace("\n  │ ", " ");
    Ran {
        code: output.status.code().unwrap(),
        out: text(&output.stdout),
        said: text(&output.stderr),
    }
}

pub(crate) fn command(
    world: &World,
    variables: &[(&str, &str)],
    arguments: &[&str],
) -> tokio::process::Command {
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_labwright"));
    command.args(arguments).current_dir(world.folder()).env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("GITLAB_TOKEN", ADMIN_TOKEN).env("CI_SERVER_URL", world.sandbox().url());
    command.envs(variables.iter().copied()).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

/// Runs the program until the sandbox saw something, and sends it SIGTERM until it ends.
pub(crate) async fn terminate(
    world: &World,
    variables: &[(&str, &str)],
    arguments: &[&str],
    seen: impl Fn(&World) -> bool,
) -> Ran {
    let child = command(world, variables, arguments).spawn().unwrap();
    let process = child.id().unwrap().to_string();
    let waiting = tokio::spawn(child.wait_with_output());
    while !seen(world) {
        assert!(!waiting.is_finished(), "it ended before");
        tokio::task::yield_now().await;
    }
    while !waiting.is_finished() {
        // It may have ended just before.
        drop(tokio::process::Command::new("kill").args(["-TERM", &process]).output().await);
    }
    let output = waiting.await.unwrap().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: text(&output.stdout),
        said: text(&output.stderr),
    }
}

/// Everything that was written, as `METHOD path`.
pub(crate) fn writes(world: &World) -> Vec<String> {
    let all = world.exchanges();
    let writes = all.iter().filter(|it| it.method != "GET");
    writes.map(|it| format!("{} {}", it.method, it.path)).collect()
}
