//! `labwright completion` and `labwright man`.

use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_complete::Shell;
use roff::{Roff, bold, roman};

use super::write_file::{self, Readers};
use super::{Cli, Exit, Global, command, environment, examples, output};
use crate::problem::Problem;

#[derive(Debug, Args)]
pub(super) struct CompletionArgs {
    /// The shell.
    shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// Write the pages of all commands to this directory instead of printing the first.
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

pub(super) fn completion(args: &CompletionArgs) -> Exit {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut command(), "labwright", &mut out);
    output::print(&String::from_utf8_lossy(&out));
    Exit::Done
}

pub(super) fn man(global: &Global, args: &ManArgs) -> Exit {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let Some(folder) = &args.write else {
        output::print(&page(&command, "labwright"));
        return Exit::Done;
    };
    let mut pages = Vec::new();
    all(&command, "labwright", &mut pages);
    // Each page is written completely or not at all.
    let write = |(name, text): &(String, String)| {
        write_file::write(&folder.join(name), text, Readers::AsUsual)
    };
    match std::fs::create_dir_all(folder).and_then(|()| pages.iter().try_for_each(write)) {
        Ok(()) => {
            output::say(global, &format!("wrote the pages to {}\n", folder.display()));
            Exit::Done
        }
        Err(error) => {
            let message = format!("cannot write the manual pages to {}: {error}", folder.display());
            output::problem(global, Problem::new(message).hint("use another directory"));
            Exit::Refused
        }
    }
}

/// The pages of a command and of its subcommands, by file name.
fn all(command: &clap::Command, words: &str, pages: &mut Vec<(String, String)>) {
    pages.push((format!("{}.1", words.replace(' ', "-")), page(command, words)));
    for below in command.get_subcommands().filter(|it| !it.is_hide_set()) {
        all(below, &format!("{words} {}", below.get_name()), pages);
    }
}

/// The text from clap, then examples and environment, then the version if there is one.
fn page(command: &clap::Command, words: &str) -> String {
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = clap_mangen::Man::new(command.clone()).render(&mut text);
    let mut text = String::from_utf8_lossy(&text).into_owned();
    let version = text.find(".SH VERSION\n").map_or_else(String::new, |at| text.split_off(at));
    let mut more = Roff::new();
    more.control("SH", ["EXAMPLES"]);
    for (about, line) in examples::of(words) {
        more.control("TP", []).text([roman(about)]).text([bold(line)]);
    }
    more.control("SH", ["ENVIRONMENT"]);
    for it in environment::ENVIRONMENT {
        more.control("TP", []).text([bold(it.names.join(", "))]).text([roman(it.about)]);
    }
    text + &more.to_roff() + &version
}
