//! `labwright schema`: the JSON Schemas, and how editors are configured to use them.

use std::path::{Path, PathBuf};

use clap::Args;

use serde_json::Value;

use super::editors::Editor;
use super::write_file::{self, Readers};
use super::{Exit, Global, output};
use crate::problem::Problem;
use crate::{apply, config, doctor, plan};

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// Write the schemas of the files, of plans, of `apply -o json`, and of `doctor` to this directory instead of printing
    /// the first.
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
    /// Print the settings that make an editor use the schema for the root file and its includes.
    #[arg(long, value_name = "EDITOR")]
    setup: Option<Editor>,
}

/// Where the schema is expected if it is not written now.
const FOLDER: &str = "schema";

/// The schemas and their files.
fn schemas() -> [(&'static str, Value); 4] {
    [
        ("labwright.schema.json", config::schema::json_schema()),
        ("plan.schema.json", plan::Document::json_schema()),
        ("events.schema.json", apply::Event::json_schema()),
        ("doctor.schema.json", doctor::json_schema()),
    ]
}

pub(super) fn run(global: &Global, args: &SchemaArgs) -> Exit {
    if let Some(folder) = &args.write
        && let Err(error) = write(global, folder)
    {
        let problem = Problem::new(format!("cannot write to {}: {error}", folder.display()));
        output::problem(global, problem.hint("use another directory"));
        return Exit::Refused;
    }
    let [(name, files), ..] = schemas();
    if let Some(editor) = args.setup {
        let folder = args.write.as_deref().unwrap_or(Path::new(FOLDER));
        let schema = config::slashes(&folder.join(name));
        let schema = if folder.is_absolute() { schema } else { format!("./{schema}") };
        output::say(global, &format!("Settings for {}\n", editor.place()));
        if args.write.is_none() {
            let hint = format!("Write the schema itself with: labwright schema --write {FOLDER}\n");
            output::say(global, &hint);
        }
        output::print(&editor.settings(&schema, &config::load::globs(&global.config)));
    } else if args.write.is_none() {
        output::print_json(&files);
    }
    Exit::Done
}

fn write(global: &Global, folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for (name, schema) in schemas() {
        let path = folder.join(name);
        write_file::write(&path, &format!("{schema:#}\n"), Readers::AsUsual)?;
        output::say(global, &format!("wrote {}\n", path.display()));
    }
    Ok(())
}
