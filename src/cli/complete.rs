//! `labwright complete -- WORDS`: the paths and addresses in the files that fit the word before the cursor. The completion
//! scripts call it. It is no command for people, so the parser does not know it, and no help or completion offers it.
//!
//! **Invariant:** it only reads files. Whatever is wrong with them, or with the words, prints nothing: it would be printed
//! into the prompt.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Arg, CommandFactory};

use super::{Cli, Exit, output};
use crate::config::load::{Limits, load_within};
use crate::config::{self, Config, Schemas};
use crate::problem::clean;
use crate::resource::Scope;

/// The words to complete, if that is asked for: those after the first, up to the cursor. Bash makes a word of each `=`.
pub(super) fn words() -> Option<Vec<String>> {
    let mut words = std::env::args_os().skip(1).map(|it| it.to_string_lossy().into_owned());
    let asked = words.next()? == "complete" && words.next()? == "--";
    asked.then(|| words.collect())
}

/// What the word before the cursor names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    Projects,
    Groups,
    /// A project, a group, or an object by its address.
    Anything,
}

impl Named {
    fn of(argument: &Arg) -> Option<Self> {
        match argument.get_id().as_str() {
            "project" | "projects" => Some(Named::Projects),
            "group" | "groups" | "below" => Some(Named::Groups),
            "only" | "addresses" => Some(Named::Anything),
            _ => None,
        }
    }
}

/// What is completed.
#[derive(Debug)]
struct Asked {
    named: Named,
    /// What stands before the name in the same word: `--only=`.
    before: String,
    /// The beginning of the name.
    start: String,
    config: PathBuf,
}

pub(super) fn run(words: &[String]) -> Exit {
    if let Some(asked) = asked(words) {
        let schemas = Schemas::of_text(config::schema::TEXT);
        let loaded = load_within(&asked.config, &schemas, Limits::default(), &mut Vec::new());
        if let Ok(config) = loaded.and_then(config::read) {
            let lines = names(&config, &asked).into_iter();
            output::print(&lines.map(|it| format!("{}{it}\n", asked.before)).collect::<String>());
        }
    }
    Exit::Done
}

/// Follows the words as the parser does, as far as needed.
fn asked(words: &[String]) -> Option<Asked> {
    let mut command = Cli::command();
    command.build();
    let (last, words) = words.split_last()?;
    let (mut at, mut positional) = (&command, 0);
    let mut open: Option<&Arg> = None;
    let mut config = PathBuf::from(".");
    for word in words {
        if word == "=" && open.is_some() {
            continue;
        }
        let (argument, value) = match open.take() {
            Some(argument) => (argument, Some(word.as_str())),
            None => match option(at, word) {
                Some(found) => found,
                None if word.starts_with('-') => continue,
                None => {
                    match at.find_subcommand(word) {
                        Some(below) => (at, positional) = (below, 0),
                        None => positional += 1,
                    }
                    continue;
                }
            },
        };
        match value {
            None => open = Some(argument),
            Some(value) if argument.get_id() == "config" => config = value.into(),
            Some(_) => {}
        }
    }
    let (argument, start) = match open {
        Some(argument) => (argument, last.strip_prefix('=').unwrap_or(last)),
        None => match option(at, last) {
            Some((argument, value)) => (argument, value?),
            None if last.starts_with('-') => return None,
            None => {
                let last_of_all = at.get_positionals().last();
                (at.get_positionals().nth(positional).or(last_of_all)?, last.as_str())
            }
        },
    };
    Some(Asked {
        named: Named::of(argument)?,
        before: last.strip_suffix(start).filter(|it| *it != "=").unwrap_or_default().to_owned(),
        start: start.to_owned(),
        config,
    })
}

/// The option that takes a value, and the value if it is in the same word.
fn option<'c, 'w>(command: &'c clap::Command, word: &'w str) -> Option<(&'c Arg, Option<&'w str>)> {
    let (argument, value) = if let Some(long) = word.strip_prefix("--") {
        let (name, value) = long.split_once('=').map_or((long, None), |it| (it.0, Some(it.1)));
        let has_name = |it: &&Arg| it.get_long() == Some(name);
        (command.get_arguments().find(has_name)?, value)
    } else {
        let mut letters = word.strip_prefix('-')?.chars();
        let letter = letters.next()?;
        let value = letters.as_str();
        let has_letter = |it: &&Arg| it.get_short() == Some(letter);
        (command.get_arguments().find(has_letter)?, (!value.is_empty()).then_some(value))
    };
    // A value that has to follow a `=` is not in the next word.
    let takes = argument.get_action().takes_values()
        && (value.is_some() || !argument.is_require_equals_set());
    takes.then_some((argument, value))
}

/// Those names in the files that begin like the word.
fn names(config: &Config, asked: &Asked) -> BTreeSet<String> {
    let scopes = || config.scopes.keys().chain(config.lives.keys());
    let wanted = |it: &&Scope| match asked.named {
        Named::Projects => matches!(it, Scope::Project(_)),
        Named::Groups => matches!(it, Scope::Group(_)),
        Named::Anything => matches!(it, Scope::Project(_) | Scope::Group(_)),
    };
    let paths = scopes().filter(wanted).filter_map(|it| Some(it.full_path()?.to_owned()));
    let mut names: BTreeSet<String> = paths.collect();
    // Addresses are many, and few people type them.
    let is_address =
        ["projects/", "groups/", "instance/"].iter().any(|it| asked.start.starts_with(it));
    if asked.named == Named::Anything && is_address {
        names.extend(scopes().map(Scope::to_string));
        names.extend(config.collections().flat_map(|(scope, collection)| {
            let address = |key: &str| scope.address_of(collection.entry.spec.kind, key).to_string();
            collection.items.iter().map(move |it| address(&it.key))
        }));
    }
    names.retain(|it| it.starts_with(&asked.start) && clean(it) == it.as_str());
    names
}
