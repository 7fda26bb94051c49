//! `labwright sandbox` and `labwright demo` as a reader of the documentation runs them: the real program, in a folder of
//! its own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn labwright(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_labwright"));
    command.current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

/// A sandbox on a free port, which is stopped with its value.
struct Running {
    child: Child,
    url: String,
}

impl Running {
    fn start(folder: &Path, arguments: &[&str]) -> Running {
        let mut command = labwright(folder);
        command.args(["sandbox", "--listen", "127.0.0.1:0"]).args(arguments);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
        let url = first.split(' ').find(|it| it.starts_with("http://"));
        let url = url.unwrap_or_else(|| panic!("no address in `{first}`"));
        Running { url: url.trim().trim_end_matches('.').to_owned(), child }
    }

    fn run(&self, folder: &Path, arguments: &[&str]) -> Output {
        let mut command = labwright(folder);
        command.args(arguments).env("GITLAB_URL", &self.url);
        command.env("GITLAB_TOKEN", "sandbox-admin-token").output().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_bare_sandbox_has_the_projects_of_the_documentation() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Running::start(folder.path(), &[]);
    for project in ["acme/api", "acme/web", "acme/config"] {
        let output =
            sandbox.run(folder.path(), &["get", "protected_branches", "--project", project]);
        let found = text(&output.stdout);
        assert!(output.status.success() && found.contains("main"), "{project}: {output:?}");
    }
    let output = sandbox.run(folder.path(), &["get", "system_hooks"]);
    assert!(text(&output.stdout).contains("Hook name"), "{output:?}");
}

/// Outside of the repository, where no folder `examples` is.
#[test]
fn the_seed_of_an_example_is_known_by_its_name_and_others_are_files() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mine.yaml"), "projects: [{ path: mine/own }]\n").unwrap();
    for (seed, project) in [
        ("examples/fleet", "acme/payments/ledger"),
        ("examples/quickstart/", "acme/api"),
        ("mine.yaml", "mine/own"),
    ] {
        let sandbox = Running::start(folder.path(), &["--seed", seed]);
        let arguments = ["get", "protected_branches", "--project", project];
        let output = sandbox.run(folder.path(), &arguments);
        assert!(output.status.success(), "{seed}: {output:?}");
        let arguments = ["get", "protected_branches", "--project", "flightjs/Flight"];
        let output = sandbox.run(folder.path(), &arguments);
        assert!(!output.status.success(), "{seed} is mixed with the default world: {output:?}");
    }
}

#[test]
fn an_unknown_seed_names_the_built_in_ones() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["sandbox", "--listen", "127.0.0.1:0", "--seed", "examples/fleeet"];
    let output = labwright(folder.path()).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let said = text(&output.stderr);
    assert!(said.contains("cannot read examples/fleeet"), "{said}");
    for name in ["examples/fleet", "examples/quickstart", "examples/merge-requests"] {
        assert!(said.contains(name), "{name}: {said}");
    }
}

/// The file, a difference of every colour, and nothing to do in the end.
#[test]
fn the_demo_shows_the_file_and_its_plan() {
    let folder = tempfile::tempdir().unwrap();
    let output = labwright(folder.path()).arg("demo").output().unwrap();
    let said = text(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    let file = include_str!("../../examples/demo/labwright.yaml");
    let file = &file[file.find("version:").unwrap()..];
    let mut rest = said.as_str();
    for part in [
        "$ cat labwright.yaml\n",
        file,
        "$ labwright plan\n",
        "  ~ projects/acme/api/protected_branches/main ",
        "[maintainer] -> [no one]\n",
        "  + projects/acme/api/external_status_checks/Compliance Tool ",
        "(secret COMPLIANCE_SECRET)\n",
        "  - projects/acme/api/external_status_checks/Legacy ",
        "Plan: 1 to create, 1 to update (1 loosening protection), 1 to delete,\n  0 unchanged.\n",
        "$ labwright apply\n",
        "Applied: 3 done.\n",
        "$ labwright plan\n",
        "Nothing to do: 2 unchanged.\n",
        "labwright init ",
    ] {
        let at = rest.find(part).unwrap_or_else(|| panic!("`{part}` is not in its place: {said}"));
        rest = &rest[at + part.len()..];
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    pictured(&said);
}

/// The picture at the top of the README is the plan of the demo; `UPDATE=1` writes it.
fn pictured(said: &str) {
    let (_, plan) = said.split_once("(from the demo)\n").unwrap();
    let (plan, _) = plan.split_once("\n$ export").unwrap();
    let plan = format!("Server: https://gitlab.example.com (from GITLAB_URL)\n{plan}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once("```text\n").unwrap();
    let (picture, after) = rest.split_once("```\n").unwrap();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, format!("{before}```text\n{plan}```\n{after}")).unwrap();
    } else {
        assert_eq!(picture, plan, "README.md shows another plan: run with UPDATE=1");
    }
}
