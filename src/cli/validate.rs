//! `labwright validate`: checks the files, offline.

use super::outputs::Outputs;
use super::reports::FileReportArgs;
use super::{Exit, Form, Global, output, session};
use crate::plan::Document;
use crate::problem::Problems;

pub(super) fn run(global: &Global, args: &FileReportArgs) -> Exit {
    let reports = args.reports(global);
    let outputs = match Outputs::prepare(global, reports.places().collect(), &[]) {
        Ok(outputs) => outputs,
        Err((exit, problems)) => {
            output::problems(global, &problems);
            return exit;
        }
    };
    match session::files_for(global, Some(&outputs)) {
        Ok(files) => {
            let of = if files.count == 1 { "file is" } else { "files are" };
            if global.output == Form::Json {
                output::print_json(&serde_json::json!({ "format": 1, "problems": [] }));
            } else if !global.quiet {
                output::print(&format!("{} {of} valid.\n", files.count));
            }
            match reports.write(global, &outputs, &Document::of_problems(&Problems::new())) {
                Ok(()) => Exit::Done,
                Err(exit) => exit,
            }
        }
        Err(problems) => {
            output::problems(global, &problems);
            reports.write_problems(global, &outputs, &problems);
            Exit::Usage
        }
    }
}
