//! Runs the commands that get the value of a new credential.
//!
//! **Invariants:** no shell reads a command, nothing that it prints is shown, and labwright's own token is in none of its
//! variables. A credential that a command did not get is revoked again. A command that takes too long, or is under way when an
//! apply ends at once, is ended with all processes of its group; on Windows, which has no such groups, it alone is.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};

#[cfg(unix)]
use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use super::{Outcome, Run};
use crate::plan::Step;
use crate::resource::{Referent, TokenCommand};

const HINT: &str = "labwright hides what it prints: run it yourself to see more, then plan again";

impl Run<'_> {
    /// Runs the commands of a call that took effect. If one fails, or the call did not take effect as it should, what was
    /// created for them is deleted.
    pub(super) async fn with_commands(
        &self,
        step: &Step,
        ids: &BTreeMap<Referent, u64>,
        outcome: Outcome,
    ) -> Outcome {
        if step.commands.is_empty() {
            return outcome;
        }
        let (message, hint) = match outcome {
            Outcome::Done { remarks } => match self.run_commands(step).await {
                Ok(()) => return Outcome::Done { remarks },
                Err(message) => (message, HINT.to_owned()),
            },
            Outcome::Differs { deviations } => {
                let fields: Vec<_> =
                    deviations.iter().map(|it| format!("`{}`", it.field)).collect();
                let message = format!("GitLab has another value for {}", fields.join(", "));
                (message, "no command ran: correct the field, then plan again".to_owned())
            }
            Outcome::Failed { message, hint, .. } => (message, hint),
            Outcome::Unknown { message } => (message, "no command ran: plan again".to_owned()),
            other => return other,
        };
        match self.undo(step, ids).await {
            Some((call, undo)) => Outcome::Undone { message, hint, call, undo: Box::new(undo) },
            None => Outcome::failed(message, hint),
        }
    }

    async fn run_commands(&self, step: &Step) -> Result<(), String> {
        for it in &step.commands {
            let key = (step.order.address.clone(), it.field.to_owned());
            let value = self.state().answers.get(&key).cloned();
            let value = match value {
                Some(serde_json::Value::String(text)) => text,
                Some(other) => other.to_string(),
                None => return Err(format!("the response has no `{}`", it.field)),
            };
            self.run_command(it, &value).await.map_err(|why| format!("`{}` {why}", it.line()))?;
        }
        Ok(())
    }

    /// Runs one command; an error says what it did instead of ending well.
    async fn run_command(&self, it: &TokenCommand, value: &str) -> Result<(), String> {
        let [program, arguments @ ..] = it.words.as_slice() else {
            return Err("names no program".to_owned());
        };
        // A relative path of a program would be one from the directory that it runs in.
        let folder = std::path::absolute(self.secrets.folder().join("."))
            .map_err(|why| format!("could not be started: {why}"))?;
        // Only a program with a slash is a path.
        let program = match program.contains('/') {
            true => folder.join(program),
            false => PathBuf::from(program),
        };
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        command.kill_on_drop(true).current_dir(folder);
        let reader = self.writer.reader();
        let holds = |it: &std::ffi::OsStr| reader.has_token(&it.to_string_lossy());
        for (name, _) in std::env::vars_os().filter(|it| holds(&it.1)) {
            command.env_remove(name);
        }
        // Ctrl-C is for labwright, which waits for what it has begun.
        #[cfg(unix)]
        command.process_group(0);
        let mut child = command.spawn().map_err(|why| match why.kind() {
            ErrorKind::NotFound => "was not found".to_owned(),
            _ => format!("could not be started: {why}"),
        })?;
        #[cfg(unix)]
        let group = Group(child.id());
        let limit = self.pacing.command;
        let ended = async {
            if let Some(mut input) = child.stdin.take() {
                // A command that reads nothing may end well.
                let _ = input.write_all(value.as_bytes()).await;
            }
            child.wait().await
        };
        let ended = tokio::time::timeout(limit, ended).await;
        #[cfg(unix)]
        match &ended {
            Ok(Ok(_)) => group.ended(),
            _ => drop(group),
        }
        match ended {
            Ok(Ok(status)) if status.success() => Ok(()),
            Ok(Ok(status)) => Err(failed(status)),
            Ok(Err(why)) => Err(format!("could not be waited for: {why}")),
            Err(_) => {
                let _ = child.kill().await;
                Err(format!("did not end within {} seconds", limit.as_secs_f64()))
            }
        }
    }
}

/// The processes of a command that has not ended: dropped, it ends them.
#[cfg(unix)]
struct Group(Option<u32>);

#[cfg(unix)]
impl Group {
    /// The command has ended: its number may be that of another process from now on. What it leaves in the background is its own
    /// affair.
    fn ended(mut self) {
        self.0 = None;
    }
}

#[cfg(unix)]
impl Drop for Group {
    fn drop(&mut self) {
        let leader = self.0.and_then(|it| i32::try_from(it).ok()).and_then(Pid::from_raw);
        if let Some(leader) = leader {
            let _ = kill_process_group(leader, Signal::KILL);
        }
    }
}

fn failed(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("failed with exit status {code}"),
        None => "was ended by a signal".to_owned(),
    }
}
