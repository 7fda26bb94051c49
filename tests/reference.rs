//! What is derived from the command line is current: the reference, the manual pages, the completions.
//!
//! `UPDATE=1 cargo test --test reference` writes them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command as Process;

use clap::{Command, CommandFactory};
use labwright::cli::Cli;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Holds a folder to what is derived: no file more, none less.
fn current(folder: &str, derived: &BTreeMap<String, String>) {
    let path = root().join(folder);
    if std::env::var_os("UPDATE").is_some() {
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        for (name, text) in derived {
            std::fs::write(path.join(name), text).unwrap();
        }
    }
    let committed = read(&path);
    let wrong: Vec<_> = derived
        .keys()
        .chain(committed.keys())
        .filter(|it| derived.get(*it) != committed.get(*it))
        .collect();
    assert!(
        wrong.is_empty(),
        "{folder}: {wrong:?} not current: UPDATE=1 cargo test --test reference"
    );
}

fn read(folder: &Path) -> BTreeMap<String, String> {
    let files = std::fs::read_dir(folder).into_iter().flatten();
    let one = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    files.map(|it| one(it.unwrap().path())).collect()
}

fn labwright(arguments: &[&str]) -> String {
    let mut process = Process::new(env!("CARGO_BIN_EXE_labwright"));
    let output = process.args(arguments).env_clear().output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Every command, with the words that call it; `help` is clap's own.
fn commands(command: &Command, words: &str, found: &mut Vec<(String, Command)>) {
    found.push((words.to_owned(), command.clone()));
    for it in command.get_subcommands().filter(|it| it.get_name() != "help") {
        commands(it, &format!("{words} {}", it.get_name()), found);
    }
}

#[test]
fn the_reference_of_the_command_line_is_current() {
    let mut all = Vec::new();
    let mut whole = Cli::command();
    whole.build();
    commands(&whole, "labwright", &mut all);
    let mut page = String::from(
        "# The command line\n\nEvery command as its `--help` tells it; what every command takes stands at the top only. \
         This page is\nderived: `UPDATE=1 cargo test --test reference` writes it.\n",
    );
    for (words, command) in &all {
        let below = words.contains(' ');
        let hide = |it: clap::Arg| {
            let hidden = it.is_hide_set() || it.get_id() == "help" || below && it.is_global_set();
            it.hide(hidden)
        };
        let mut command = command.clone().term_width(80).mut_args(hide);
        let help = command.render_long_help().to_string();
        let lines: String = help.lines().map(|it| format!("{}\n", it.trim_end())).collect();
        write!(page, "\n## {words}\n\n```text\n{}\n```\n", lines.trim_end()).unwrap();
    }
    let path = root().join("docs/cli.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == page, "docs/cli.md is not current: UPDATE=1 cargo test --test reference");
}

#[test]
fn the_manual_pages_are_current_and_every_command_has_one() {
    let folder = tempfile::tempdir().unwrap();
    labwright(&["man", "--write", folder.path().to_str().unwrap(), "-q"]);
    let pages = read(folder.path());
    let mut all = Vec::new();
    commands(&Cli::command(), "labwright", &mut all);
    for (words, _) in &all {
        let name = format!("{}.1", words.replace(' ', "-"));
        assert!(pages.contains_key(&name), "{name} is missing");
    }
    assert_eq!(labwright(&["man"]), pages["labwright.1"]);
    current("man", &pages);
}

#[test]
fn the_completions_are_current() {
    let files = [
        ("bash", "labwright.bash"),
        ("zsh", "_labwright"),
        ("fish", "labwright.fish"),
        ("powershell", "_labwright.ps1"),
        ("elvish", "labwright.elv"),
    ];
    let derived = files.map(|(shell, file)| (file.to_owned(), labwright(&["completion", shell])));
    current("completions", &derived.into());
}

/// Bash takes what is offered, and offers the commands.
#[test]
fn bash_completes_commands_and_flags() {
    let script = root().join("completions/labwright.bash");
    let complete = |line: &str| {
        let words: Vec<_> = line.split(' ').collect();
        let [.., before, last] = words.as_slice() else { panic!("{line}") };
        let program = format!(
            "source '{}'; COMP_WORDS=({line}); COMP_CWORD={}; _labwright labwright '{last}' '{before}'; \
             echo \"${{COMPREPLY[@]}}\"",
            script.display(),
            words.len() - 1,
        );
        let output = Process::new("bash").args(["--norc", "-c", &program]).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let commands = complete("labwright d");
    assert!(commands.contains("doctor") && commands.contains("demo"), "{commands}");
    assert!(
        complete("labwright plan --ou").contains("--out"),
        "{}",
        complete("labwright plan --ou")
    );
}
