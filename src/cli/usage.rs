//! Arguments that are wrong, told to programs.
//!
//! Which command and which form were asked for is made out as far as the arguments are right.

use clap::CommandFactory;

use super::{Cli, Form, output};
use crate::apply::{Ending, Event, Report};
use crate::plan::Document;
use crate::problem::{Problem, Problems};

/// Tells programs what people were told: `-o json` is valid JSON on every exit.
pub(super) fn for_programs(error: &clap::Error) {
    let Ok(matches) = Cli::command().ignore_errors(true).try_get_matches() else { return };
    if !matches!(matches.try_get_one::<Form>("output"), Ok(Some(Form::Json))) {
        return;
    }
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default();
    let problem = Problem::new(first.strip_prefix("error: ").unwrap_or(first).to_owned())
        .hint("`labwright COMMAND --help` tells the arguments");
    match matches.subcommand_name() {
        Some("plan") => {
            output::print_json(&Document::of_problems(&Problems::from(problem)).to_json());
        }
        Some("apply") => {
            let summary = Report::default().summary(Ending::Usage);
            for it in [Event::start(), Event::Problem(problem.told()), summary] {
                let _ = output::event(&it);
            }
        }
        _ => {}
    }
}
