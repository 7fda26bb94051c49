//! `labwright completion` and `labwright man`.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, Exit, output};

#[derive(Debug, Args)]
pub(super) struct CompletionArgs {
    /// The shell.
    shell: Shell,
}

pub(super) fn completion(args: &CompletionArgs) -> Exit {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "labwright", &mut out);
    output::print(&String::from_utf8_lossy(&out));
    Exit::Done
}

pub(super) fn man() -> Exit {
    let mut out = Vec::new();
    match clap_mangen::Man::new(Cli::command()).render(&mut out) {
        Ok(()) => {
            output::print(&String::from_utf8_lossy(&out));
            Exit::Done
        }
        Err(error) => {
            output::tell(&format!("error: {error}\n"));
            Exit::Refused
        }
    }
}
