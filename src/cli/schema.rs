//! `labwright schema`: the JSON Schemas.

use std::path::PathBuf;

use clap::Args;

use super::{Exit, Global, output};
use crate::config;
use crate::problem::Problem;

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// Write it to labwright.schema.json in this folder instead of printing it.
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

pub(super) fn run(global: &Global, args: &SchemaArgs) -> Exit {
    let text = format!("{:#}\n", config::schema::json_schema());
    let Some(folder) = &args.write else {
        output::print(&text);
        return Exit::Done;
    };
    let path = folder.join("labwright.schema.json");
    match std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, text)) {
        Ok(()) => {
            output::say(global, &format!("wrote {}\n", path.display()));
            Exit::Done
        }
        Err(error) => {
            let problem = Problem::new(format!("{} cannot be written: {error}", path.display()));
            output::problem(global, problem.hint("choose another folder"));
            Exit::Refused
        }
    }
}
