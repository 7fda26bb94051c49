//! Arguments that are wrong, told to programs.
//!
//! They cannot be parsed, so which command and which form were asked for is told by how the arguments look.

use super::output;
use crate::apply::{Ending, Event, Report};
use crate::plan::Document;
use crate::problem::{Problem, Problems};

/// Tells programs what people were told: `-o json` is valid JSON on every exit.
pub(super) fn for_programs(error: &clap::Error) {
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|it| it.to_string_lossy().into_owned()).collect();
    if !wants_json(&arguments) {
        return;
    }
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default();
    let problem = Problem::new(first.strip_prefix("error: ").unwrap_or(first).to_owned())
        .hint("`labwright COMMAND --help` tells the arguments");
    match arguments.iter().find(|it| ["plan", "apply"].contains(&it.as_str())).map(String::as_str) {
        Some("plan") => {
            output::print_json(&Document::of_problems(&Problems::from(problem)).to_json());
        }
        Some("apply") => {
            let summary = Report::default().summary(Ending::Usage);
            for it in [Event::start(), Event::Problem(problem.told()), summary] {
                output::event(&it);
            }
        }
        _ => {}
    }
}

fn wants_json(arguments: &[String]) -> bool {
    let joined = ["-ojson", "-o=json", "--output=json"];
    arguments.iter().any(|it| joined.contains(&it.as_str()))
        || arguments.windows(2).any(|it| ["-o", "--output"].contains(&&*it[0]) && it[1] == "json")
}
