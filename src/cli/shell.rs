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
    output::print(&with_files(args.shell, &String::from_utf8_lossy(&out)));
    Exit::Done
}

/// The beginning of the script for bash, and what it does first: `labwright complete` knows what the files declare. The
/// program is the one in PATH, whatever was typed: a Tab must not run a program of the current directory.
const BASH: [&str; 2] = [
    "    local i cur prev opts cmd\n    COMPREPLY=()\n",
    r#"    while IFS= read -r i; do
        [[ -n "$i" ]] && printf -v i '%q' "$i" && COMPREPLY+=("$i")
    done <<< "$(command labwright complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)"
    [[ ${#COMPREPLY[@]} -gt 0 ]] && return 0
"#,
];

/// The same for zsh.
const ZSH: [&str; 2] = [
    "    local ret=1\n",
    r#"    local -a declared
    declared=("${(@f)$(command labwright complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ -n "$declared[1]" ]]; then
        compadd -a declared
        return 0
    fi
"#,
];

/// The end of the script for fish. There an option has its own values.
const FISH: &str = r#"
function __labwright_declared
    set -l words (commandline -opc)
    command labwright complete -- $words[2..] (commandline -ct) 2>/dev/null | string replace -r '^--[a-z]+=' ''
end
complete -c labwright -n "__fish_seen_subcommand_from show" -a "(__labwright_declared)"
"#;

/// The options whose values are in the files, for fish.
const DECLARED: [&str; 4] = ["only", "project", "group", "below"];

/// A script as clap writes it, which also offers what the files declare.
fn with_files(shell: Shell, script: &str) -> String {
    let after = |[start, more]: [&str; 2]| script.replacen(start, &format!("{start}{more}"), 1);
    match shell {
        Shell::Bash => after(BASH),
        Shell::Zsh => after(ZSH),
        Shell::Fish => {
            let option =
                |it| format!("complete -c labwright -l {it} -x -a \"(__labwright_declared)\"\n");
            format!("{script}{FISH}{}", DECLARED.map(option).concat())
        }
        _ => script.to_owned(),
    }
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
