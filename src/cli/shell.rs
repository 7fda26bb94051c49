//! `labwright completion` and `labwright man`.

use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory};
use clap_complete::Shell;

use super::whole::{self, Readers};
use super::{Cli, Exit, Global, output};
use crate::problem::Problem;

#[derive(Debug, Args)]
pub(super) struct CompletionArgs {
    /// The shell.
    shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// Write the pages of all commands to this folder instead of printing the first.
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

pub(super) fn completion(args: &CompletionArgs) -> Exit {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "labwright", &mut out);
    output::print(&String::from_utf8_lossy(&out));
    Exit::Done
}

pub(super) fn man(global: &Global, args: &ManArgs) -> Exit {
    let mut page = Vec::new();
    // Without the command `help`, whose pages would say what those of the commands say.
    let command = Cli::command().disable_help_subcommand(true);
    let written = match &args.write {
        None => clap_mangen::Man::new(command).render(&mut page),
        Some(folder) => write(command, folder)
            .map(|()| output::say(global, &format!("wrote the pages to {}\n", folder.display()))),
    };
    match (written, &args.write) {
        (Ok(()), _) => {
            output::print(&String::from_utf8_lossy(&page));
            Exit::Done
        }
        (Err(error), folder) => {
            let folder =
                folder.as_ref().map_or_else(String::new, |it| format!("{}: ", it.display()));
            let problem = Problem::new(format!("the manual cannot be written: {folder}{error}"));
            output::problem(global, problem.hint("choose another folder"));
            Exit::Refused
        }
    }
}

/// Writes all pages, each whole or not at all.
fn write(command: Command, folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let made = tempfile::tempdir()?;
    clap_mangen::generate_to(command, made.path())?;
    for page in std::fs::read_dir(made.path())? {
        let page = page?;
        let text = std::fs::read_to_string(page.path())?;
        whole::write(&folder.join(page.file_name()), &text, Readers::AsUsual)?;
    }
    Ok(())
}
