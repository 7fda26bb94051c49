//! The completion scripts in real shells: what the files declare.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::process::Command;

const FILES: &str = "version: 1
groups: { acme: {}, acme/web: {} }
projects:
  acme/api: { labels: [{ name: bug, color: '#ff0000' }, { name: 'a b*', color: '#ff0000' }] }
  acme/web/shop: {}
";

fn folder(files: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("labwright.yaml"), files).unwrap();
    folder
}

/// Runs a program of a shell, with labwright in its path; `None` if this machine does not have the shell.
fn run(folder: &Path, shell: &str, arguments: &[&str], program: &str) -> Option<String> {
    let own = Path::new(env!("CARGO_BIN_EXE_labwright")).parent().unwrap();
    let path = format!("{}:/usr/bin:/bin:/usr/local/bin", own.display());
    let mut command = Command::new(shell);
    command.args(arguments).arg(program).current_dir(folder).env_clear();
    // Whoever asked GitLab would wait for this address, or complain about it.
    command.env("PATH", path).env("HOME", folder).env("GITLAB_URL", "https://192.0.2.1");
    let output = match command.output() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        output => output.unwrap(),
    };
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{program}");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// What labwright itself offers for the last of the words.
fn offered(folder: &Path, words: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_labwright"))
        .args(["complete", "--"])
        .args(words)
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{words:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{words:?}");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn paths_and_addresses_of_the_files_are_offered_where_they_fit() {
    let folder = folder(FILES);
    let check = |words: &[&str], expected: &[&str]| {
        assert_eq!(offered(folder.path(), words), expected, "{words:?}");
    };
    let all = ["acme", "acme/api", "acme/web", "acme/web/shop"];
    check(&["show", ""], &all);
    check(&["show", "acme/w"], &all[2..]);
    check(&["show", "acme/api", "acme/web/"], &all[3..]);
    check(&["-o", "json", "show", "acme/a"], &["acme/api"]);
    check(&["plan", "--only", "acme/a"], &["acme/api"]);
    check(&["plan", "--only=acme/a"], &["--only=acme/api"]);
    // As bash divides it.
    check(&["plan", "--only", "=", "acme/a"], &["acme/api"]);
    check(&["plan", "--only", "="], &all);
    check(&["--only", "acme/api", "apply", "--only", "acme/a"], &["acme/api"]);
    check(
        &["show", "projects/acme/api/"],
        &["projects/acme/api/labels/a b*", "projects/acme/api/labels/bug"],
    );
    check(&["get", "labels", "--project", "acme/"], &["acme/api", "acme/web/shop"]);
    check(&["get", "labels", "--group", "acme/"], &["acme/web"]);
    check(&["get", "projects", "--below", ""], &["acme", "acme/web"]);
    check(&["export", "--project=acme/w"], &["--project=acme/web/shop"]);
    for words in [
        &["show", "--"] as &[&str],
        &["show", "nothing"],
        &["sho"],
        &[""],
        &[],
        &["plan", ""],
        &["plan", "--out", "ac"],
        &["plan", "--parallelism", "ac"],
        &["validate", "-c", "ac"],
        &["get", "ac"],
        &["nonsense", "ac"],
        &["--nonsense=", "ac"],
    ] {
        check(words, &[]);
    }
}

#[test]
fn the_files_of_the_command_line_count_and_wrong_ones_are_silent() {
    let other = folder("version: 1\nprojects: { acme/other: {} }\n");
    let here = folder(FILES);
    let path = other.path().to_str().unwrap();
    let short = format!("-c{path}");
    let long = format!("--config={path}");
    for words in [&["-c", path] as &[&str], &["--config", path], &[&short], &[&long]] {
        let words = [words, &["show", "acme/o"]].concat();
        assert_eq!(offered(here.path(), &words), ["acme/other"], "{words:?}");
    }
    assert_eq!(offered(here.path(), &["show", "-c", "nowhere", ""]), [""; 0]);
    for wrong in ["version: 1\nprojects: [", "version: 1\nprojects: { acme: {} }\n", "\u{0}"] {
        let wrong = folder(wrong);
        assert_eq!(offered(wrong.path(), &["show", ""]), [""; 0]);
    }
    let none = tempfile::tempdir().unwrap();
    assert_eq!(offered(none.path(), &["show", ""]), [""; 0]);
}

#[test]
fn bash_completes_what_the_files_declare() {
    let folder = folder(FILES);
    let complete = |words: &str, last: &str, before: &str| {
        let program = format!(
            "source <(labwright completion bash); COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _labwright labwright '{last}' '{before}'; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        let text = run(folder.path(), "bash", &["--norc", "-c"], &program).unwrap();
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(complete("labwright show acme/w", "acme/w", "show"), ["acme/web", "acme/web/shop"]);
    assert_eq!(complete("labwright plan --only = acme/a", "acme/a", "="), ["acme/api"]);
    // Quoted, and no pattern.
    assert_eq!(
        complete("labwright show projects/acme/api/labels/a", "projects/acme/api/labels/a", "show"),
        ["projects/acme/api/labels/a\\ b\\*"]
    );
    // Everything else is as it was; the call itself is not offered.
    assert!(!complete("labwright comp", "comp", "labwright").contains(&"complete".to_owned()));
    assert!(complete("labwright show --pl", "--pl", "show").contains(&"--plan".to_owned()));
    assert!(complete("labwright d", "d", "labwright").contains(&"doctor".to_owned()));
}

#[test]
fn zsh_completes_what_the_files_declare() {
    let folder = folder(FILES);
    // A widget of its own tells what was added.
    let complete = |words: &str| {
        let program = format!(
            "autoload -Uz compinit; compinit -u -D; source <(labwright completion zsh); \
             compadd() {{ print -rl -- \"${{(@P)${{@[-1]}}}}\" }}; _arguments() {{ print static }}; \
             words=({words}); CURRENT=$#words; _labwright"
        );
        run(folder.path(), "zsh", &["-f", "-c"], &program)
    };
    let Some(found) = complete("labwright show acme/w") else { return };
    assert_eq!(found, "acme/web\nacme/web/shop\n");
    assert_eq!(complete("labwright plan --only=acme/a").unwrap(), "--only=acme/api\n");
    assert!(complete("labwright show --pl").unwrap().starts_with("static"));
}

#[test]
fn fish_completes_what_the_files_declare() {
    let folder = folder(FILES);
    let complete = |line: &str| {
        let program = format!("labwright completion fish | source; complete -C '{line}'");
        let text = run(folder.path(), "fish", &["--no-config", "-c"], &program)?;
        let words = text.lines().map(|it| it.split('\t').next().unwrap_or_default().to_owned());
        Some(words.collect::<Vec<_>>())
    };
    let Some(found) = complete("labwright show acme/w") else { return };
    assert_eq!(found, ["acme/web", "acme/web/shop"]);
    assert_eq!(complete("labwright plan --only acme/a").unwrap(), ["acme/api"]);
    assert_eq!(complete("labwright plan --only=acme/a").unwrap(), ["--only=acme/api"]);
    assert_eq!(complete("labwright get labels --project acme/a").unwrap(), ["acme/api"]);
    assert!(complete("labwright show --pl").unwrap().contains(&"--plan".to_owned()));
}
