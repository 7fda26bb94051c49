//! `labwright validate`: checks the files, offline.

use super::{Exit, Form, Global, output, session};

pub(super) fn run(global: &Global) -> Exit {
    match session::files(global) {
        Ok(files) => {
            let of = if files.count == 1 { "file is" } else { "files are" };
            if global.output == Form::Json {
                output::print_json(&serde_json::json!({ "format": 1, "problems": [] }));
            } else if !global.quiet {
                output::print(&format!("{} {of} valid.\n", files.count));
            }
            Exit::Done
        }
        Err(problems) => {
            output::problems(global, &problems);
            Exit::Usage
        }
    }
}
