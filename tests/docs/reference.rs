//! What is derived from the command line is current: the reference, the manual pages, the completions.
//!
//! `UPDATE=1 cargo test --test docs reference` writes them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command as Process;

use clap::Command;
use labwright::cli::{command, environment::ENVIRONMENT, examples};

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
        "{folder}: {wrong:?} not current: UPDATE=1 cargo test --test docs reference"
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
    let mut whole = command();
    whole.build();
    commands(&whole, "labwright", &mut all);
    let mut page = String::from(
        "# The command line\n\nEvery command as `--help` prints it. The options of every command are only listed at the top. \
         This page is\ngenerated: `UPDATE=1 cargo test --test docs reference` writes it.\n",
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
    page += "\n## Environment\n\nWhere several names stand together, the first that is set counts.\n\n| variable | meaning |\n|---|---|\n";
    for it in ENVIRONMENT {
        let names: Vec<_> = it.names.iter().map(|it| format!("`{it}`")).collect();
        writeln!(page, "| {} | {} |", names.join(", "), it.about).unwrap();
    }
    let path = root().join("docs/cli.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == page,
        "docs/cli.md is not current: UPDATE=1 cargo test --test docs reference"
    );
}

#[test]
fn the_manual_pages_are_current_and_every_command_has_one() {
    let folder = tempfile::tempdir().unwrap();
    labwright(&["man", "--write", folder.path().to_str().unwrap(), "-q"]);
    let pages = read(folder.path());
    let mut all = Vec::new();
    commands(&command(), "labwright", &mut all);
    for (words, _) in &all {
        let name = format!("{}.1", words.replace(' ', "-"));
        assert!(pages.contains_key(&name), "{name} is missing");
    }
    for (name, page) in &pages {
        let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{name}: no {text}"));
        assert!(at(".SH OPTIONS") < at(".SH EXAMPLES\n"), "{name}");
        assert!(at(".SH EXAMPLES\n") < at(".SH ENVIRONMENT\n"), "{name}");
        assert!(page.contains("LABWRIGHT_GITLAB_URL"), "{name}");
    }
    assert_eq!(labwright(&["man"]), pages["labwright.1"]);
    current("man", &pages);
}

/// The words of an example: what stands before a pipe or a file, or within `<(...)`.
fn words(line: &str) -> Vec<String> {
    let line = line.split_once("<(").map_or(line, |(_, inside)| inside.trim_end_matches(')'));
    let line = line.split([' ']).take_while(|it| !["|", ">"].contains(it));
    line.map(|it| it.trim_matches('\'').to_owned()).collect()
}

#[test]
fn every_command_has_two_examples_that_it_takes() {
    let mut all = Vec::new();
    commands(&command(), "labwright", &mut all);
    assert!(all.len() > 20);
    for (name, _) in &all {
        let examples = examples::of(name);
        assert_eq!(examples.len(), 2, "{name}");
        for (_, line) in &examples {
            let words = words(line);
            // An example of a group of commands may be of one of them.
            assert!(line.contains(name.as_str()), "{name}: {line}");
            if let Err(error) = command().try_get_matches_from(&words) {
                panic!("{line}: {error}");
            }
        }
    }
}

#[test]
fn help_shows_what_is_a_command_s_own_first_then_what_every_command_takes_then_examples() {
    for (name, own) in
        [("plan", "--out"), ("apply", "--auto-approve"), ("get deployments", "--environment")]
    {
        let arguments: Vec<_> = name.split(' ').chain(["--help"]).collect();
        let help = labwright(&arguments);
        let at =
            |text: &str| help.find(text).unwrap_or_else(|| panic!("{name}: no {text} in {help}"));
        assert!(at(own) < at("Global options:"), "{name}");
        assert!(at("Global options:") < at("--gitlab-url"), "{name}");
        assert!(at("--gitlab-url") < at("Examples:"), "{name}");
    }
}

/// Names that the code holds and does not read from its environment: what a report is called, and examples.
const NOT_READ: [&str; 12] = [
    "BOT_TOKEN",
    "JANE_PASSWORD",
    "MIRROR_TOKEN",
    "PUSHOVER_KEY",
    "AUDIT_HOOK_TOKEN",
    "AUDIT_TEAM",
    "AUDIT_TENANT",
    "CARGO_MANIFEST_DIR",
    "CARGO_PKG_VERSION",
    "COMPLIANCE_SECRET",
    "DEPLOY_KEY",
    "HAS_CHANGES",
];

/// Names that libraries read: certificates and the proxy.
const OF_LIBRARIES: [&str; 10] = [
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
];

#[test]
fn every_variable_that_is_read_is_documented_and_every_other_is_not() {
    fn sources(folder: &Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let shown = path.to_string_lossy();
            if shown.ends_with("/sandbox")
                || shown.ends_with("/tests")
                || shown.ends_with("/environment.rs")
            {
                continue;
            }
            match path.is_dir() {
                true => sources(&path, all),
                false => {
                    let text = std::fs::read_to_string(&path).unwrap();
                    *all += text.split("#[cfg(test)]").next().unwrap();
                }
            }
        }
    }
    let mut code = String::new();
    sources(&root().join("src"), &mut code);
    let is_name = |it: &str| {
        (it.contains('_') && it.len() > 3 || ["TERM", "CI", "COLUMNS"].contains(&it))
            && it.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == b'_')
    };
    let read: BTreeSet<&str> =
        code.split('"').filter(|it| is_name(it) && !NOT_READ.contains(it)).collect();
    let listed: BTreeSet<&str> = ENVIRONMENT.iter().flat_map(|it| it.names).copied().collect();
    let missing: Vec<_> = read.difference(&listed).collect();
    assert!(missing.is_empty(), "not in src/cli/environment.rs: {missing:?}");
    let unread: Vec<_> =
        listed.iter().filter(|it| !read.contains(*it) && !OF_LIBRARIES.contains(it)).collect();
    assert!(unread.is_empty(), "nothing reads {unread:?}");
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
