//! `labwright schema`: the JSON Schemas.

use std::path::PathBuf;

use clap::Args;

use serde_json::Value;

use super::{Exit, Global, output};
use crate::problem::Problem;
use crate::{apply, config, plan};

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// Write labwright.schema.json, plan.schema.json and events.schema.json to this folder instead of printing the first.
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

/// The schemas and their files.
fn schemas() -> [(&'static str, Value); 3] {
    [
        ("labwright.schema.json", config::schema::json_schema()),
        ("plan.schema.json", plan::Document::json_schema()),
        ("events.schema.json", apply::Event::json_schema()),
    ]
}

pub(super) fn run(global: &Global, args: &SchemaArgs) -> Exit {
    let [(_, files), ..] = schemas();
    let Some(folder) = &args.write else {
        output::print_json(&files);
        return Exit::Done;
    };
    let write = |(name, schema): (&str, Value)| {
        let path = folder.join(name);
        std::fs::write(&path, format!("{schema:#}\n"))?;
        output::say(global, &format!("wrote {}\n", path.display()));
        Ok(())
    };
    let written: std::io::Result<()> =
        std::fs::create_dir_all(folder).and_then(|()| schemas().into_iter().try_for_each(write));
    match written {
        Ok(()) => Exit::Done,
        Err(error) => {
            let problem =
                Problem::new(format!("{} cannot be written to: {error}", folder.display()));
            output::problem(global, problem.hint("choose another folder"));
            Exit::Refused
        }
    }
}
