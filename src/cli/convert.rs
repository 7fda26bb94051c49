//! `labwright convert`: the configuration of another tool as files of labwright. Reads one file, and never talks to GitLab.

mod checked;
mod text;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use self::text::Page;
use super::export::into;
use super::{Exit, Global, output};
use crate::config::load::{ROOT_FILE, peek};
use crate::convert::{self, Converted};
use crate::problem::{Problem, Problems, clean};

#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub(super) struct ConvertArgs {
    #[command(subcommand)]
    tool: Tool,
}

#[derive(Debug, Subcommand)]
enum Tool {
    /// Convert a configuration of gitlabform 6.3.
    ///
    /// What cannot be carried over is listed with its line, on standard error and in comments of the file. Literal
    /// secrets become references to environment variables, which are listed, too.
    Gitlabform(GitlabformArgs),
}

#[derive(Debug, Args)]
struct GitlabformArgs {
    /// The configuration of gitlabform.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write labwright.yaml to a new or empty directory instead of printing it.
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
}

pub(super) fn run(global: &Global, args: &ConvertArgs) -> Exit {
    let Tool::Gitlabform(args) = &args.tool;
    match write(global, args) {
        Ok(()) => Exit::Done,
        Err((exit, problems)) => {
            output::problems(global, &problems);
            exit
        }
    }
}

fn write(global: &Global, args: &GitlabformArgs) -> Result<(), (Exit, Problems)> {
    let single = |(exit, problem): (Exit, Problem)| (exit, Problems::from(problem));
    args.into.as_deref().map_or(Ok(()), into::check).map_err(single)?;
    let tree = peek(&args.file).map_err(|it| (Exit::Usage, it.into()))?;
    let mut converted = convert::gitlabform(&tree).map_err(|it| (Exit::Usage, it))?;
    let name = args.file.display().to_string();
    let page = checked::checked(&mut converted, &name).map_err(|error| {
        let hint = "if this is a bug in labwright, please report it";
        (Exit::Refused, Problem::new(error.to_string()).hint(hint).into())
    })?;
    match &args.into {
        None => output::print(&page.text),
        Some(folder) => into_folder(folder, &page).map_err(single)?,
    }
    say(global, args, &converted);
    Ok(())
}

fn into_folder(folder: &Path, page: &Page) -> Result<(), (Exit, Problem)> {
    into::check(folder)?;
    into::write(&folder.join(ROOT_FILE), &page.text).map_err(|error| {
        let path = folder.join(ROOT_FILE);
        let problem = Problem::new(format!("cannot write {}: {error}", path.display()));
        (Exit::Refused, problem.hint("choose another directory"))
    })
}

/// What was not carried over, what to set, and what comes next.
fn say(global: &Global, args: &GitlabformArgs, converted: &Converted) {
    let file = args.file.display().to_string();
    for it in &converted.notes {
        let text = format!("note: {file}:{}: {}: {}\n", it.line, it.what, it.why);
        output::tell(&format!("{}\n", clean(text.trim_end())));
    }
    let Some(folder) = &args.into else { return };
    let root = folder.join(ROOT_FILE);
    output::say(global, &format!("wrote {}\n", root.display()));
    let secrets = converted.references.len();
    if secrets > 0 {
        let noun = if secrets == 1 { "variable" } else { "variables" };
        let text = format!(
            "The file refers to {secrets} environment {noun}, which {} lists.\n",
            root.display()
        );
        output::say(global, &text);
    }
    output::say(global, &format!("Next: labwright plan -c {}\n", folder.display()));
}
