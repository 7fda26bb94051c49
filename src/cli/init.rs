//! `labwright init`: writes a first file, and the schema for editors. Never overwrites anything.

mod guess;

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use self::guess::Guess;
use super::{Exit, Global, environment, output};
use crate::config;
use crate::config::load::ROOT_FILE;
use crate::problem::Problem;

/// Where the schema goes in the directory; the first line of the file points there.
const SCHEMA: &str = "schema/labwright.schema.json";

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The directory; created if it does not exist.
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
}

pub(super) fn run(global: &Global, args: &InitArgs) -> Exit {
    let guess = Guess::look(&args.path, &environment::lookup);
    match write(&args.path, &guess) {
        Ok(schema_was_there) => {
            output::print(&said(&args.path, &guess, schema_was_there));
            Exit::Done
        }
        Err((exit, problem)) => {
            output::problem(global, problem);
            exit
        }
    }
}

/// Writes both files. Returns whether a schema existed before.
fn write(folder: &Path, guess: &Guess) -> Result<bool, (Exit, Problem)> {
    let file = folder.join(ROOT_FILE);
    let there = |what: &Path| {
        let problem =
            Problem::new(format!("{} already exists; nothing was written", what.display()));
        let hint = "edit it, or choose another directory: labwright init PATH";
        (Exit::Usage, problem.hint(hint))
    };
    if file.symlink_metadata().is_ok() {
        return Err(there(&file));
    }
    let refused = |what: &Path, error: &std::io::Error| {
        let problem = Problem::new(format!("cannot write {}: {error}", what.display()));
        (Exit::Refused, problem.hint("choose another directory: labwright init PATH"))
    };
    let path = folder.join(SCHEMA);
    let above = path.parent().unwrap_or(folder);
    std::fs::create_dir_all(above).map_err(|error| refused(above, &error))?;
    let text = format!("{:#}\n", config::schema::embedded());
    let schema_was_there = match create(&path, &text) {
        Ok(()) => false,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => true,
        Err(error) => return Err(refused(&path, &error)),
    };
    match create(&file, &first_file(guess)) {
        Ok(()) => Ok(schema_was_there),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(there(&file)),
        Err(error) => Err(refused(&file, &error)),
    }
}

fn create(path: &Path, text: &str) -> std::io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

/// Valid, and a plan of it has nothing to do: the example is in comments.
fn first_file(guess: &Guess) -> String {
    let mut file = format!(
        "# yaml-language-server: $schema=./{SCHEMA}\n\
         # How GitLab should be configured. Settings that are not listed stay unchanged.\n\
         version: 1\n"
    );
    if let Some((url, _)) = &guess.server {
        file += &format!("gitlab:\n  url: {url}\n");
    }
    match &guess.project {
        Some((path, _)) => file += &format!("projects:\n  {path}:\n    protected_branches: []\n"),
        None => {
            file += "projects: {}\n# To declare a project, remove the {} and uncomment these lines:\n\
                     #   group/project:               # the full path of your project\n\
                     #     protected_branches:\n";
        }
    }
    if guess.project.is_some() {
        file += "    # To declare a branch, remove the [] and uncomment these lines:\n";
    }
    let before = if guess.project.is_some() { "    # " } else { "#     " };
    for line in [
        "  - name: main",
        "    allowed_to_push: [maintainer]      # who can push; [] means no one",
        "    allowed_to_merge: [developer]",
        "    allow_force_push: false",
    ] {
        file += &format!("{before}{line}\n");
    }
    file
}

fn said(folder: &Path, guess: &Guess, schema_was_there: bool) -> String {
    let shown = |name: &str| {
        let path = folder.join(name);
        path.strip_prefix(".").unwrap_or(&path).display().to_string()
    };
    let mut out = format!("wrote {}\n", shown(ROOT_FILE));
    out += &match schema_was_there {
        false => format!("wrote {}, the JSON Schema for your editor\n", shown(SCHEMA)),
        true => format!(
            "kept {}; `labwright schema --write {}` updates it\n",
            shown(SCHEMA),
            shown("schema")
        ),
    };
    if let Some((url, source)) = &guess.server {
        out += &format!("server: {url} (from {source})\n");
    }
    if let Some((path, source)) = &guess.project {
        out += &format!("project: {path} (from {source})\n");
    }
    let config =
        if folder == Path::new(".") { String::new() } else { format!(" -c {}", folder.display()) };
    let server =
        guess.server.is_none().then_some(("export GITLAB_URL=...", "the address of your GitLab"));
    let export = match &guess.project {
        Some((path, _)) => format!("labwright export --project {path}"),
        None => "labwright export --help".to_owned(),
    };
    let steps = [
        ("export GITLAB_TOKEN=...", "scope read_api to plan, api to apply"),
        ("labwright doctor", "check the server, the token, and its role"),
        ("labwright explain", "list what you can declare"),
        (&export, "write down what GitLab has"),
        ("labwright plan", "show what would change; writes nothing"),
        ("labwright apply", "show it again, ask, and make the changes"),
    ];
    let steps: Vec<_> = server.into_iter().chain(steps).collect();
    let whole = |it: &str| match it {
        "labwright doctor" | "labwright plan" | "labwright apply" => format!("{it}{config}"),
        other => other.to_owned(),
    };
    let width = steps.iter().map(|it| whole(it.0).chars().count()).max().unwrap_or(0);
    out += "\nNext:\n";
    for (command, what) in steps {
        out += &format!("  {:<width$}  {what}\n", whole(command));
    }
    out
}
