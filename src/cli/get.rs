//! `labwright get`: shows live objects. Reads, and never writes.
//!
//! What can be shown is the table [`views`]; the arguments, the requests, and the formats of the result follow from it.

mod ask;
mod model;
mod show;
mod views;

use clap::{ArgMatches, Args, Command, FromArgMatches};
use serde_json::Value;

pub(super) use ask::{named, project};

use self::ask::{Asked, Query, Then};
use self::views::VIEWS;
use super::{Exit, Form, Global, output, server};
use crate::act::pick;
use crate::gitlab::{ApiError, Reader};
use crate::problem::Problem;

#[derive(Debug)]
pub(super) struct GetArgs(Asked);

impl Args for GetArgs {
    fn augment_args(command: Command) -> Command {
        command
            .subcommand_value_name("KIND")
            .subcommand_help_heading("Kinds")
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommands(VIEWS.iter().map(ask::command))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for GetArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let missing = || clap::Error::new(clap::error::ErrorKind::MissingSubcommand);
        let (name, matches) = matches.subcommand().ok_or_else(missing)?;
        let view = VIEWS.iter().find(|it| it.name == name).ok_or_else(missing)?;
        Ok(GetArgs(Asked::new(view, matches)))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

pub(super) async fn run(global: &Global, args: &GetArgs) -> Exit {
    let query = match args.0.query() {
        Ok(query) => query,
        Err(problems) => {
            output::problems(global, &problems);
            return Exit::Usage;
        }
    };
    match get(global, &args.0, &query).await {
        Ok(()) => Exit::Done,
        Err((exit, problem)) => {
            output::problem(global, problem);
            exit
        }
    }
}

async fn get(global: &Global, asked: &Asked, query: &Query) -> Result<(), (Exit, Problem)> {
    let reader = server::reader(global)?;
    let mut value = read(&reader, asked, query).await.map_err(|it| (Exit::Refused, it))?;
    show::mask(&mut value);
    if value.as_array().is_some_and(Vec::is_empty) {
        output::say(global, &format!("No {} was found.\n", asked.view.noun));
    }
    match global.output {
        Form::Text => {
            let width = output::paint_stdout(global).width;
            output::print(&output::for_people(&show::text(asked.view, &value, width)));
        }
        Form::Json => output::print_json(&value),
        Form::Yaml => output::print_yaml(&value),
        Form::Markdown => output::print(&show::markdown(asked.view, &value)),
    }
    Ok(())
}

async fn read(reader: &Reader, asked: &Asked, query: &Query) -> Result<Value, Problem> {
    let noun = asked.view.noun;
    let refused = |error: ApiError| {
        // The client's hint for a 404 is to plan again.
        let next = match error.is_not_found() {
            true => "check the names and numbers, and what this token can see",
            false => error.next_step(),
        };
        Problem::new(error.what()).hint(next.to_owned())
    };
    if let Some(first) = &query.first {
        reader.get(first).await.map_err(refused)?;
    }
    if matches!(query.then, Then::One) {
        return reader.get(&query.path).await.map_err(refused);
    }
    let mut list = match query.limit.filter(|it| *it <= 100 && query.keep.is_none()) {
        // What fits on one page needs only that page.
        Some(limit) => {
            reader.page(&query.path.clone().query("per_page", limit)).await.map_err(refused)?
        }
        None => reader.list(&query.path).await.map_err(refused)?,
    };
    if let Some((key, value)) = &query.keep {
        list.retain(|it| it[*key] == value.as_str());
    }
    if let Then::Pick(wanted, keys) = &query.then {
        let found = pick(&list, noun, keys, wanted).cloned();
        return found.map_err(|it| Problem::new(it.to_string()).hint(it.next_step()));
    }
    if let Some(limit) = query.limit {
        list.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    }
    Ok(Value::Array(list))
}
