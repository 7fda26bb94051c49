//! `labwright init`: what it writes is valid and asks for nothing, and it never overwrites.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::path::Path;
use std::process::{Command, Output};

use crate::support::World;

fn init(folder: &Path, arguments: &[&str], env: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_labwright"));
    command.arg("init").args(arguments).current_dir(folder).env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.envs(env.iter().copied()).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A clone, as far as its remote goes.
fn clone(folder: &Path, remote: &str) {
    for arguments in [&["init", "-q"][..], &["remote", "add", "origin", remote]] {
        let done = Command::new("git").arg("-C").arg(folder).args(arguments).status().unwrap();
        assert!(done.success(), "git {arguments:?}");
    }
}

const SEED: &str = "projects: [{ path: acme/api }]";

#[tokio::test(flavor = "multi_thread")]
async fn a_first_file_is_valid_and_nothing_is_to_do() {
    let world = World::start(SEED).await;
    let url = world.sandbox().url();
    clone(world.folder(), &format!("{url}/acme/api.git"));
    let output = init(world.folder(), &[], &[("GITLAB_URL", &url)]);
    let said = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(said.contains("project: acme/api (from the git remote `origin`)"), "{said}");
    for next in ["labwright doctor", "labwright plan", "labwright apply", "GITLAB_TOKEN"] {
        assert!(said.contains(next), "{said}");
    }
    let file = std::fs::read_to_string(world.folder().join("labwright.yaml")).unwrap();
    assert!(file.starts_with("# yaml-language-server: $schema=./schema/labwright.schema.json\n"));
    assert!(world.folder().join("schema/labwright.schema.json").exists());
    let output = world.run(&["validate"]).await;
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let output = world.run(&["plan", "--detailed-exitcode"]).await;
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(stdout(&output).contains("Nothing to do"), "{}", stdout(&output));
    // What the comments say to do.
    let file = file.replace(": []", ":").replace("    #   ", "      ");
    world.write("labwright.yaml", &file);
    let output = world.run(&["plan", "--detailed-exitcode"]).await;
    assert_eq!(output.status.code(), Some(2), "{file}\n{output:?}");
    assert!(stdout(&output).contains("allowed_to_merge"), "{}", stdout(&output));
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_clone_the_file_is_valid_all_the_same() {
    let world = World::start(SEED).await;
    let output = init(world.folder(), &["new/folder"], &[]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(stdout(&output).contains("labwright plan -c new/folder"), "{}", stdout(&output));
    let output = world.run(&["plan", "-c", "new/folder", "--detailed-exitcode"]).await;
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let file = std::fs::read_to_string(world.folder().join("new/folder/labwright.yaml")).unwrap();
    let lines: Vec<_> = file.lines().map(|it| it.strip_prefix("# ").unwrap_or(it)).collect();
    let filled = lines.join("\n").replace(": {}", ":").replace("group/project", "acme/api");
    let filled = filled.replace("yaml-language", "# yaml-language").replace("How GitLab", "# How");
    world.write("labwright.yaml", &filled.replace("To declare", "# To declare"));
    let output = world.run(&["plan", "--detailed-exitcode"]).await;
    assert_eq!(output.status.code(), Some(2), "{filled}\n{output:?}");
    world.finish();
}

#[test]
fn nothing_is_ever_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("labwright.yaml");
    std::fs::write(&file, "mine").unwrap();
    let output = init(folder.path(), &[], &[]);
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("labwright.yaml already exists"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    assert!(!folder.path().join("schema").exists(), "nothing half-written");
    std::fs::remove_file(&file).unwrap();
    let schema = folder.path().join("schema/labwright.schema.json");
    std::fs::create_dir_all(schema.parent().unwrap()).unwrap();
    std::fs::write(&schema, "mine too").unwrap();
    let output = init(folder.path(), &[], &[]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(stdout(&output).contains("labwright schema --write schema"), "{}", stdout(&output));
    assert_eq!(std::fs::read_to_string(&schema).unwrap(), "mine too");
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let output = init(folder.path(), &["file/below"], &[]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("file/below"), "{output:?}");
}

#[test]
fn a_token_in_a_remote_goes_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    clone(folder.path(), "https://oauth2:glpat-canary@gitlab.example.com/acme/api.git");
    let output = init(folder.path(), &[], &[]);
    let file = std::fs::read_to_string(folder.path().join("labwright.yaml")).unwrap();
    assert!(
        file.contains("url: https://gitlab.example.com\n") && file.contains("  acme/api:"),
        "{file}"
    );
    assert!(!format!("{file}{output:?}").contains("canary"));
}

#[test]
fn a_pipeline_names_its_project() {
    let folder = tempfile::tempdir().unwrap();
    let env = [("CI_PROJECT_PATH", "acme/api"), ("CI_SERVER_URL", "https://gitlab.example.com")];
    let output = init(folder.path(), &[], &env);
    assert!(stdout(&output).contains("acme/api (from CI_PROJECT_PATH)"), "{output:?}");
}
