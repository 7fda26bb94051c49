//! From arguments to requests. Nothing is sent here.

use std::collections::BTreeMap;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser};
use clap::{Arg, ArgMatches, Command, value_parser};

use super::model::{Goes, One, Rule, Values, View};
use crate::gitlab::ApiPath;
use crate::problem::{Problem, Problems};
use crate::resource::Naming;

const OBJECT: &str = "object";
const LIMIT: &str = "limit";

/// The arguments.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) view: &'static View,
    /// Places of the path and filters, by GitLab's names.
    given: BTreeMap<&'static str, String>,
    /// The single object.
    object: Option<String>,
    limit: Option<u64>,
}

/// What to request from GitLab.
#[derive(Debug)]
pub(super) struct Query {
    pub(super) path: ApiPath,
    /// What is read first, so that it is reported if it does not exist.
    pub(super) first: Option<ApiPath>,
    pub(super) then: Then,
    /// Keep only objects of a list whose key has this value.
    pub(super) keep: Option<(&'static str, String)>,
    /// Keep at most this many objects of a list.
    pub(super) limit: Option<u64>,
}

/// What the response is.
#[derive(Debug)]
pub(super) enum Then {
    /// It is one object.
    One,
    /// It is a list.
    List,
    /// A list, of which the object with this name in one of these keys is meant.
    Pick(String, &'static [&'static str]),
}

/// The subcommand of a view.
pub(super) fn command(view: &'static View) -> Command {
    let mut command = Command::new(view.name).about(view.about);
    if view.name.contains('_') {
        command = command.alias(dashed(view.name));
    }
    for place in places(view.scope) {
        command = command.arg(
            match place {
                "project" => option(place)
                    .help("Full path or ID of the project")
                    .value_name("PATH")
                    .value_parser(project),
                _ => option(place)
                    .help(match place {
                        "merge_request" => "Number of the merge request in its project".to_owned(),
                        _ => format!("ID of the {}", place.replace('_', " ")),
                    })
                    .value_name("N")
                    .value_parser(number),
            }
            .required(true),
        );
    }
    for filter in view.filters {
        let arg = option(filter.name).help(filter.help).value_name(filter.name.to_uppercase());
        command = command.arg(match filter.values {
            Values::Of(values) => arg.value_parser(PossibleValuesParser::new(values)),
            Values::Text => arg.value_parser(NonEmptyStringValueParser::new()),
            Values::Number => arg.value_name("N").value_parser(number),
            Values::Time => arg.value_name("TIME").value_parser(time),
        });
    }
    let limit = option(LIMIT)
        .help("Maximum number of objects")
        .value_name("N")
        .value_parser(value_parser!(u64).range(1..));
    command = command.arg(limit);
    let object = Arg::new(OBJECT).value_parser(NonEmptyStringValueParser::new());
    let object = match view.one {
        One::No => return command,
        One::Number => object.value_name("ID").help("Show only this one").value_parser(number),
        One::Name => object.value_name("NAME").help("Show only this one"),
        One::Listed(_) | One::NumberOrListed(_) => {
            object.value_name("NAME|ID").help("Show only this one; a number is an ID")
        }
        One::Option(name, _) => option(name)
            .id(OBJECT)
            .help(format!("Show only the one of this {}", name.replace('_', " ")))
            .value_name("N")
            .value_parser(number),
    };
    let others = view.filters.iter().map(|it| it.name).chain([LIMIT]);
    command.arg(object.conflicts_with_all(others.collect::<Vec<_>>()))
}

fn option(name: &'static str) -> Arg {
    let arg = Arg::new(name).long(dashed(name));
    if name.contains('_') { arg.alias(name) } else { arg }
}

fn dashed(name: &str) -> String {
    name.replace('_', "-")
}

/// The placeholders of a path.
fn places(path: &'static str) -> impl Iterator<Item = &'static str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

/// A project: its full path, which contains a slash, or its ID.
pub(in crate::cli) fn project(text: &str) -> Result<String, String> {
    let text = text.trim_matches('/');
    if ApiPath::new(text).unsendable().is_some() {
        return Err("a full path cannot contain empty parts, `.`, or `..`".to_owned());
    }
    if text.contains('/') || (!text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())) {
        Ok(text.to_owned())
    } else {
        Err("use the full path (group/project) or the ID of the project".to_owned())
    }
}

/// The name of something to write, which must be a sensible one.
pub(in crate::cli) fn named(text: &str) -> Result<String, String> {
    match Naming::Plain.flaw(text) {
        None => Ok(text.to_owned()),
        Some(flaw) => Err(format!("{}: {}", flaw.of(text), flaw.hint)),
    }
}

fn number(text: &str) -> Result<String, String> {
    match text.parse::<u64>() {
        Ok(number) if number > 0 => Ok(number.to_string()),
        _ => Err("use a number from 1".to_owned()),
    }
}

/// A time with its offset, or a day, which begins at midnight UTC. Without an offset GitLab would use its own time zone.
fn time(text: &str) -> Result<String, String> {
    let moment = text.parse::<jiff::Timestamp>().ok().or_else(|| {
        let day = text.parse::<jiff::civil::Date>().ok().filter(|_| text.len() == 10)?;
        Some(day.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    });
    moment.map(|it| it.to_string()).ok_or_else(|| {
        "use a date such as 2026-03-15, or a time such as 2026-03-15T08:00:00Z".to_owned()
    })
}

impl Asked {
    /// Reads the matches of the subcommand of a view.
    pub(super) fn new(view: &'static View, matches: &ArgMatches) -> Self {
        let names = places(view.scope).chain(view.filters.iter().map(|it| it.name));
        let value = |name| Some((name, matches.get_one::<String>(name)?.clone()));
        let object = !matches!(view.one, One::No);
        Asked {
            view,
            given: names.filter_map(value).collect(),
            object: object.then(|| matches.get_one::<String>(OBJECT).cloned()).flatten(),
            limit: matches.get_one(LIMIT).copied(),
        }
    }

    /// What to ask GitLab.
    ///
    /// # Errors
    /// Combinations that GitLab rejects, with what to use instead.
    pub(super) fn query(&self) -> Result<Query, Problems> {
        let mut problems = Problems::new();
        // What a filter requires does not matter if the filter must be removed.
        for is_apart in [true, false] {
            let rules =
                self.view.rules.iter().filter(|it| matches!(it, Rule::Apart(..)) == is_apart);
            problems.extend(rules.filter_map(|it| self.check(it)));
            if !problems.is_empty() {
                return Err(problems);
            }
        }
        let list = self.path(&[self.view.scope, self.view.path]);
        let mut query = Query {
            path: list.clone(),
            first: self.view.first.then(|| self.path(&[self.view.scope])),
            then: Then::List,
            keep: None,
            limit: self.limit,
        };
        if let Some(object) = &self.object {
            let is_number = object.bytes().all(|it| it.is_ascii_digit());
            (query.path, query.then) = match self.view.one {
                One::Listed(keys) => (list, Then::Pick(object.clone(), keys)),
                One::NumberOrListed(keys) if !is_number => (list, Then::Pick(object.clone(), keys)),
                One::Option(_, segment) => (list.seg(segment).seg(object), Then::One),
                One::No | One::Number | One::Name | One::NumberOrListed(_) => {
                    (list.seg(object), Then::One)
                }
            };
        }
        for filter in self.view.filters {
            let Some(value) = self.given.get(filter.name) else { continue };
            if filter.goes == Goes::Query {
                query.path = query.path.query(filter.name, value);
            } else {
                query.keep = Some((filter.name, value.clone()));
                if !value.contains('.') {
                    query.path = query.path.seg(value);
                }
            }
        }
        if let Some(part) = query.path.unsendable() {
            problems.push(
                Problem::new(format!("`{part}` cannot be part of a URL of GitLab's API"))
                    .hint("omit the name to list all objects"),
            );
            return Err(problems);
        }
        Ok(query)
    }

    fn path(&self, templates: &[&'static str]) -> ApiPath {
        let fill = |part: &'static str| {
            let place = part.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
            place.and_then(|it| self.given.get(it)).map_or(part, String::as_str)
        };
        let parts = templates.iter().flat_map(|it| it.split('/')).filter(|it| !it.is_empty());
        let mut parts = parts.map(fill);
        let first = ApiPath::new(parts.next().unwrap_or_default());
        parts.fold(first, |path, part| path.seg(part))
    }

    fn check(&self, rule: &Rule) -> Option<Problem> {
        match rule {
            Rule::Apart(one, other) if self.has(one) && self.has(other) => {
                let (one, other) = (flag(one), flag(other));
                let told = format!("GitLab rejects {one} together with {other}");
                Some(Problem::new(told).hint("use one of them"))
            }
            Rule::Needs(one, needed, values) if self.has(one) => {
                let given = self.given.get(needed);
                if given.is_some_and(|it| values.contains(&it.as_str())) {
                    return None;
                }
                let (one, needed, values) = (flag(one), flag(needed), values.join(", or "));
                let hint = match given {
                    None => format!("add {needed} {values}"),
                    Some(given) => format!("use {needed} {values} instead of {needed} {given}"),
                };
                let told = format!("GitLab accepts {one} only with {needed} {values}");
                Some(Problem::new(told).hint(hint))
            }
            Rule::Apart(..) | Rule::Needs(..) => None,
        }
    }

    fn has(&self, it: &str) -> bool {
        match it.split_once('=') {
            None => self.given.contains_key(it),
            Some((name, value)) => self.given.get(name).is_some_and(|it| it == value),
        }
    }
}

/// A filter as a flag: `order_by=finished_at` is `--order-by finished_at`.
fn flag(filter: &str) -> String {
    match filter.split_once('=') {
        None => format!("--{}", dashed(filter)),
        Some((name, value)) => format!("--{} {value}", dashed(name)),
    }
}
