//! `labwright export`: writes files that declare what GitLab has. Reads GitLab, and never writes to it.

mod checked;
pub(super) mod into;
mod text;

use std::path::{Path, PathBuf};

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser};
use clap::{ArgGroup, Args};

use self::checked::checked;
use self::text::Page;
use super::{Exit, Global, output, server};
use crate::config::glob::Globs;
use crate::config::load::ROOT_FILE;
use crate::export::{self, Asked, Export, export};
use crate::problem::{Problem, Problems};
use crate::resource::{Naming, Scope};

#[derive(Debug, Args)]
#[group(skip)]
#[command(group = ArgGroup::new("what").required(true).multiple(true).args(["projects", "groups", "instance"]))]
pub(super) struct ExportArgs {
    /// Full path of a project. Repeatable.
    #[arg(long = "project", value_name = "PATH", value_parser = NonEmptyStringValueParser::new())]
    projects: Vec<String>,
    /// Full path of a group. Repeatable.
    #[arg(long = "group", value_name = "PATH", value_parser = NonEmptyStringValueParser::new())]
    groups: Vec<String>,
    /// Also everything below the groups: their subgroups and projects.
    #[arg(long, requires = "groups")]
    recursive: bool,
    /// The instance. Requires an administrator's token.
    #[arg(long)]
    instance: bool,
    /// Only this kind of object. Repeatable.
    #[arg(long = "kind", value_name = "KIND", value_parser = PossibleValuesParser::new(export::kinds()))]
    kinds: Vec<String>,
    /// Write to a new or empty directory, one file for each project and group, instead of printing everything.
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// Move what all exported projects have in common whose paths match PATTERN into a block of `defaults`: 'acme/**'.
    #[arg(long, value_name = "PATTERN")]
    common: Option<String>,
    /// Also write values that are GitLab's defaults.
    #[arg(long)]
    all: bool,
    /// Write the values of CI/CD variables that are not masked, and other values that plans do not show, instead of
    /// references to environment variables.
    #[arg(long)]
    with_values: bool,
}

impl ExportArgs {
    /// What to export, or what is wrong with a path.
    fn asked(&self) -> Result<Asked, Problems> {
        let mut problems = Problems::new();
        for path in self.projects.iter().chain(&self.groups) {
            if let Some(flaw) = Naming::Path.flaw(path) {
                problems.push(Problem::new(flaw.of(path)).hint(flaw.hint));
            }
        }
        let projects = self.projects.iter().map(|it| Scope::project(it));
        let groups = self.groups.iter().map(|it| Scope::group(it));
        let instance = self.instance.then(Scope::instance);
        problems.into_result(Asked {
            scopes: instance.into_iter().chain(groups).chain(projects).collect(),
            below: if self.recursive { self.groups.clone() } else { Vec::new() },
            kinds: self.kinds.clone(),
            all: self.all,
            values: self.with_values,
        })
    }
}

pub(super) async fn run(global: &Global, args: &ExportArgs) -> Exit {
    match write(global, args).await {
        Ok(()) => Exit::Done,
        Err((exit, problems)) => {
            output::problems(global, &problems);
            exit
        }
    }
}

fn single((exit, problem): (Exit, Problem)) -> (Exit, Problems) {
    (exit, problem.into())
}

/// What was written, and what comes next.
fn say(global: &Global, folder: &Path, files: &[(PathBuf, Page)], export: &Export, values: bool) {
    let root = folder.join(ROOT_FILE);
    let others = files.len() - 1;
    let noun = if others == 1 { "file" } else { "files" };
    output::say(
        global,
        &format!("wrote {} and {others} {noun} that it includes\n", root.display()),
    );
    let secrets = export.references.len();
    if secrets > 0 {
        let noun = if secrets == 1 { "variable" } else { "variables" };
        let text = format!(
            "The files refer to {secrets} environment {noun}, which {} lists.\n",
            root.display()
        );
        output::say(global, &text);
    }
    if !values && export.references.iter().any(|it| it.compared) {
        let text = "`--with-values` writes the values that GitLab returns into the files.\n";
        output::say(global, text);
    }
    output::say(global, &format!("Next: labwright plan -c {}\n", folder.display()));
}

/// The pattern of the projects whose common parts are moved to a block.
fn common(args: &ExportArgs) -> Result<Option<(&str, Globs)>, (Exit, Problem)> {
    let Some(pattern) = args.common.as_deref() else { return Ok(None) };
    match Globs::new([pattern.to_lowercase()]) {
        Ok(globs) if pattern.contains('*') => Ok(Some((pattern, globs))),
        Ok(_) => Err(format!("`{pattern}` names one project")),
        Err(why) => Err(format!("this pattern {why}")),
    }
    .map_err(|why| {
        let hint = "write a path in which * matches within a segment, and ** any number of them";
        (Exit::Usage, Problem::new(format!("--common: {why}")).hint(hint))
    })
}

async fn write(global: &Global, args: &ExportArgs) -> Result<(), (Exit, Problems)> {
    let asked = args.asked().map_err(|it| (Exit::Usage, it))?;
    let common = common(args).map_err(single)?;
    args.into.as_deref().map_or(Ok(()), into::check).map_err(single)?;
    let reader = server::reader(global).map_err(single)?;
    let read = export(&reader, &asked).await.map_err(|error| {
        let crate::plan::PlanError::Server(error) = error;
        let problem = Problem::new(error.what()).hint(error.next_step().to_owned());
        (Exit::Refused, problem.into())
    })?;
    let mut read = read;
    let problems: Problems = std::mem::take(&mut read.problems).into_iter().collect();
    if !read.scopes.is_empty() {
        let one = |it: &Export| Ok(vec![(PathBuf::from(ROOT_FILE), Page::whole(it)?)]);
        let pages = if args.into.is_some() { into::pages } else { one };
        let invalid = |error: checked::Unchecked| {
            let problem = Problem::new(error.to_string());
            let hint = "use --kind to export less; if this is a bug in labwright, please report it";
            single((Exit::Refused, problem.hint(hint)))
        };
        let mut files = checked(&mut read, pages).map_err(invalid)?;
        if let Some((pattern, globs)) = &common {
            let fits = |path: &str| globs.is_match(path.to_lowercase());
            let count = read.factor_out(pattern, fits);
            if count < 2 {
                let problem =
                    format!("--common: `{pattern}` matches {count} of the exported projects");
                let hint = "write a pattern that matches several: 'acme/**'";
                return Err(single((Exit::Usage, Problem::new(problem).hint(hint))));
            }
            match read.common {
                Some(_) => files = checked(&mut read, pages).map_err(invalid)?,
                None => {
                    output::say(global, &format!("The {count} projects have nothing in common.\n"))
                }
            }
        }
        match &args.into {
            None => files.iter().for_each(|(_, page)| output::print(&page.text)),
            Some(folder) => {
                into::write_all(folder, &files).map_err(single)?;
                say(global, folder, &files, &read, args.with_values);
            }
        }
    }
    problems.into_result(()).map_err(|it| (Exit::Refused, it))
}
