//! `labwright get`: shows live objects. Reads, and never writes.
//!
//! What can be shown is the table [`views`]; the arguments, the requests, and the formats of the result follow from it.

mod ask;
mod fleet;
mod mask;
mod model;
mod rows;
mod show;
mod views;

use clap::{ArgMatches, Args, Command, FromArgMatches};
use serde_json::Value;

pub(super) use ask::{named, project};

use self::ask::{Asked, Query, Then};
use self::model::{Column, View};
use self::show::Grid;
use self::views::views;
use super::{Exit, Form, Global, output, server};
use crate::act::{Unclear, pick};
use crate::gitlab::{ApiError, Reader};
use crate::problem::{Problem, clean};
use crate::resource::Entry;

#[derive(Debug)]
pub(super) struct GetArgs(Asked);

impl Args for GetArgs {
    fn augment_args(command: Command) -> Command {
        command
            .subcommand_value_name("KIND")
            .subcommand_help_heading("Kinds")
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommands(views().iter().map(ask::command))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for GetArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let missing = || clap::Error::new(clap::error::ErrorKind::MissingSubcommand);
        let (name, matches) = matches.subcommand().ok_or_else(missing)?;
        let view = views().iter().find(|it| it.name == name).ok_or_else(missing)?;
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
    let known = asked.entry().map(rows::known).unwrap_or_default();
    mask::mask(&mut value, &known);
    if value.is_null() || value.as_array().is_some_and(Vec::is_empty) {
        output::say(global, &format!("No {} found.\n", asked.view.noun));
    }
    let is_list = value.is_array();
    let objects = value.as_array().map_or(std::slice::from_ref(&value), Vec::as_slice);
    let brief = if is_list { asked.view.brief } else { &[] };
    let grid = |columns: &[&[Column]]| match query.entry {
        None => Ok(Grid::of(columns, objects)),
        Some(_) if value.is_null() => Ok(Grid::new(0)),
        Some(entry) => rows::grid(entry, &asked.scope(), objects, brief)
            .map_err(|why| (Exit::Refused, not_understood(&why))),
    };
    let View { columns, details, .. } = asked.view;
    match global.output {
        Form::Text => {
            let width = output::paint_stdout(global).width;
            let grid = if is_list { grid(&[columns])? } else { grid(&[columns, details])? };
            output::print(&output::for_people(&show::text(grid, is_list, width)));
        }
        Form::Json => output::print_json(&value),
        Form::Yaml => output::print_yaml(&value),
        Form::Markdown => output::print(&show::markdown(&grid(&[columns])?)),
    }
    Ok(())
}

fn not_understood(why: &str) -> Problem {
    Problem::new(format!("cannot understand GitLab's response ({})", clean(why)))
        .hint("use -o json to see the response")
}

async fn read(reader: &Reader, asked: &Asked, query: &Query) -> Result<Value, Problem> {
    if let Some(what) = asked.view.fleet {
        return fleet::read(reader, what, asked).await.map_err(refused);
    }
    let noun = asked.view.noun;
    if let Some(first) = &query.first {
        reader.get(first).await.map_err(refused)?;
    }
    if matches!(query.then, Then::One) {
        return match query.entry {
            Some(entry) => {
                let found = reader.find_as(&query.path, entry.spec.listing.element).await;
                Ok(found.map_err(refused)?.unwrap_or(Value::Null))
            }
            None => reader.get(&query.path).await.map_err(refused),
        };
    }
    if let Some(entry) = query.entry {
        return read_rows(reader, asked, query, entry).await;
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
        return pick(&list, noun, keys, wanted).cloned().map_err(unclear);
    }
    Ok(first(list, query.limit))
}

/// The first objects of a list.
fn first(mut list: Vec<Value>, limit: Option<u64>) -> Value {
    list.truncate(limit.and_then(|it| usize::try_from(it).ok()).unwrap_or(usize::MAX));
    Value::Array(list)
}

/// The objects of a kind that has no table of its own: those of the scope itself.
async fn read_rows(
    reader: &Reader,
    asked: &Asked,
    query: &Query,
    entry: &Entry,
) -> Result<Value, Problem> {
    let mut list = reader.list_as(&query.path, entry.spec.listing).await.map_err(refused)?;
    let scope = asked.scope();
    rows::own(entry, &scope, &mut list);
    if let Then::Keyed(wanted) = &query.then {
        let found = rows::one(entry, &scope, &list, wanted);
        return found.map_err(|why| not_understood(&why))?.map_err(unclear);
    }
    Ok(first(list, query.limit))
}

fn refused(error: ApiError) -> Problem {
    // The client's hint for a 404 is to plan again.
    let next = match error.is_not_found() {
        true => "check the names and numbers, and what this token can see",
        false => error.next_step(),
    };
    Problem::new(error.what()).hint(next.to_owned())
}

fn unclear(it: Unclear) -> Problem {
    Problem::new(it.to_string()).hint(it.next_step())
}

/// The examples of the subcommand of a view.
pub(super) fn examples(name: &str) -> Option<[(String, String); 2]> {
    Some(ask::examples(views().iter().find(|it| it.name == name)?))
}
