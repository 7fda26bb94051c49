//! `labwright explain`: the documentation of the files on the terminal.
//!
//! All of it comes from the JSON Schema, which editors use and files are checked against; nothing is written here.

mod find;
mod show;

use clap::Args;
use serde_json::Value;

use self::find::{Missed, Tree};
use super::{Exit, Form, Global, output};
use crate::config;
use crate::problem::Problem;
use crate::schema::templates;

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The kind or field to explain. Without it, all kinds are listed.
    #[arg(value_name = "KIND[.FIELD]...")]
    what: Option<String>,
}

pub(super) fn run(global: &Global, args: &ExplainArgs) -> Exit {
    let mut schema = config::schema::embedded();
    if !matches!(global.output, Form::Json | Form::Yaml) {
        templates::leave_out(&mut schema);
    }
    let tree = Tree::new(&schema);
    let width = output::paint_stdout(global).width;
    let Some(what) = &args.what else {
        match global.output {
            Form::Json => output::print_json(&schema),
            Form::Yaml => output::print_yaml(&schema),
            _ => output::print(&show::kinds(&tree, width)),
        }
        return Exit::Done;
    };
    let found = match tree.find(what) {
        Ok(found) => found,
        Err(missed) => {
            output::problem(global, problem(what, &missed));
            return Exit::Usage;
        }
    };
    let whole = |found: &find::Found<'_>| -> Value { tree.standalone(found.node) };
    match global.output {
        Form::Json => output::print_json(&whole(&found)),
        Form::Yaml => output::print_yaml(&whole(&found)),
        _ => output::print(&show::one(&tree, &found, width)),
    }
    Exit::Done
}

fn problem(what: &str, missed: &Missed) -> Problem {
    let nothing = format!("unknown kind or field `{what}`");
    match missed {
        Missed::Several(names) => {
            let each: Vec<_> = names.iter().map(|it| format!("labwright explain {it}")).collect();
            Problem::new(format!("`{what}` exists in several kinds")).hint(each.join("\n"))
        }
        Missed::Nearest(name) => Problem::new(nothing)
            .hint(format!("did you mean `{name}`? Run `labwright explain {name}`")),
        Missed::Unknown { within: None, .. } => {
            Problem::new(nothing).hint("run `labwright explain` to list all kinds")
        }
        Missed::Unknown { within: Some(within), fields } => {
            let hint = match fields.as_slice() {
                [] => format!("`{within}` has no fields; run `labwright explain {within}`"),
                fields => format!("the fields of `{within}` are {}", fields.join(", ")),
            };
            Problem::new(nothing).hint(hint)
        }
    }
}
