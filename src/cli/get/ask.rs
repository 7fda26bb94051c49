//! From arguments to what is asked of GitLab. Nothing is sent here.

use std::collections::BTreeMap;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser};
use clap::{Arg, ArgMatches, Command, value_parser};

use super::model::{Goes, Kind, One, Rule, Values};
use crate::gitlab::ApiPath;
use crate::problem::{Problem, Problems};
use crate::resource::Naming;

const OBJECT: &str = "object";
const LIMIT: &str = "limit";

/// What the person wrote.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) kind: &'static Kind,
    /// Places of the path and filters, by GitLab's names.
    given: BTreeMap<&'static str, String>,
    /// The single object.
    object: Option<String>,
    limit: Option<u64>,
}

/// What is asked of GitLab.
#[derive(Debug)]
pub(super) struct Query {
    pub(super) path: ApiPath,
    /// What is read before, so that its absence is told.
    pub(super) first: Option<ApiPath>,
    pub(super) then: Then,
    /// Of a list only objects whose key has this value.
    pub(super) keep: Option<(&'static str, String)>,
    /// At most so many of a list.
    pub(super) limit: Option<u64>,
}

/// What is made of the answer.
#[derive(Debug)]
pub(super) enum Then {
    /// It is one object.
    One,
    /// It is a list.
    List,
    /// The object of the list that is called this, by one of these keys.
    Pick(String, &'static [&'static str]),
}

/// The subcommand of a kind.
pub(super) fn command(kind: &'static Kind) -> Command {
    let mut command = Command::new(kind.name).about(kind.about);
    if kind.name.contains('_') {
        command = command.alias(dashed(kind.name));
    }
    for place in places(kind.path) {
        command = command.arg(
            match place {
                "project" => option(place)
                    .help("Full path of the project, or its id")
                    .value_name("PATH")
                    .value_parser(project),
                _ => option(place)
                    .help(format!("Number of the {}", place.replace('_', " ")))
                    .value_name("N")
                    .value_parser(number),
            }
            .required(true),
        );
    }
    for filter in kind.filters {
        let arg = option(filter.name).help(filter.help).value_name(filter.name.to_uppercase());
        command = command.arg(match filter.values {
            Values::Of(values) => arg.value_parser(PossibleValuesParser::new(values)),
            Values::Text => arg.value_parser(NonEmptyStringValueParser::new()),
            Values::Number => arg.value_name("N").value_parser(number),
            Values::Time => arg.value_name("TIME").value_parser(time),
        });
    }
    let limit = option(LIMIT)
        .help("At most so many")
        .value_name("N")
        .value_parser(value_parser!(u64).range(1..));
    command = command.arg(limit);
    let object = Arg::new(OBJECT).value_parser(NonEmptyStringValueParser::new());
    let object = match kind.one {
        One::No => return command,
        One::Number => object.value_name("ID").help("Just this one").value_parser(number),
        One::Name => object.value_name("NAME").help("Just this one"),
        One::Listed(_) | One::NumberOrListed(_) => {
            object.value_name("NAME|ID").help("Just this one; a number is an id")
        }
        One::Option(name, _) => option(name)
            .id(OBJECT)
            .help(format!("Just that of this {}", name.replace('_', " ")))
            .value_name("N")
            .value_parser(number),
    };
    let others = kind.filters.iter().map(|it| it.name).chain([LIMIT]);
    command.arg(object.conflicts_with_all(others.collect::<Vec<_>>()))
}

fn option(name: &'static str) -> Arg {
    let arg = Arg::new(name).long(dashed(name));
    if name.contains('_') { arg.alias(name) } else { arg }
}

fn dashed(name: &str) -> String {
    name.replace('_', "-")
}

/// The places of a path that are filled in.
fn places(path: &'static str) -> impl Iterator<Item = &'static str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

/// A project: GitLab finds none by a path without a slash.
pub(in crate::cli) fn project(text: &str) -> Result<String, String> {
    let text = text.trim_matches('/');
    if ApiPath::new(text).unsendable().is_some() {
        return Err("a full path has no empty part, and none that is `.` or `..`".to_owned());
    }
    if text.contains('/') || (!text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())) {
        Ok(text.to_owned())
    } else {
        Err("write the full path, group/project, or the project's id".to_owned())
    }
}

/// The name of something that is to be written: one that can be meant.
pub(in crate::cli) fn named(text: &str) -> Result<String, String> {
    match Naming::Plain.flaw(text) {
        None => Ok(text.to_owned()),
        Some(flaw) => Err(format!("{}: {}", flaw.of(text), flaw.hint)),
    }
}

fn number(text: &str) -> Result<String, String> {
    match text.parse::<u64>() {
        Ok(number) if number > 0 => Ok(number.to_string()),
        _ => Err("write a number from 1 on".to_owned()),
    }
}

/// A moment with its offset, or a day, which begins at midnight in UTC. Without an offset GitLab would take its own zone.
fn time(text: &str) -> Result<String, String> {
    let moment = text.parse::<jiff::Timestamp>().ok().or_else(|| {
        let day = text.parse::<jiff::civil::Date>().ok().filter(|_| text.len() == 10)?;
        Some(day.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    });
    moment
        .map(|it| it.to_string())
        .ok_or_else(|| "write 2026-03-15, or 2026-03-15T08:00:00Z".to_owned())
}

impl Asked {
    /// Reads the matches of the subcommand of a kind.
    pub(super) fn new(kind: &'static Kind, matches: &ArgMatches) -> Self {
        let names = places(kind.path).chain(kind.filters.iter().map(|it| it.name));
        let value = |name| Some((name, matches.get_one::<String>(name)?.clone()));
        let object = !matches!(kind.one, One::No);
        Asked {
            kind,
            given: names.filter_map(value).collect(),
            object: object.then(|| matches.get_one::<String>(OBJECT).cloned()).flatten(),
            limit: matches.get_one(LIMIT).copied(),
        }
    }

    /// What to ask GitLab.
    ///
    /// # Errors
    /// Combinations that GitLab refuses, with what to write instead.
    pub(super) fn query(&self) -> Result<Query, Problems> {
        let mut problems = Problems::new();
        // What a filter needs is of no interest where it must go.
        for is_apart in [true, false] {
            let rules =
                self.kind.rules.iter().filter(|it| matches!(it, Rule::Apart(..)) == is_apart);
            problems.extend(rules.filter_map(|it| self.check(it)));
            if !problems.is_empty() {
                return Err(problems);
            }
        }
        let list = self.path(self.kind.path);
        let mut query = Query {
            path: list.clone(),
            first: self.kind.first.map(|it| self.path(it)),
            then: Then::List,
            keep: None,
            limit: self.limit,
        };
        if let Some(object) = &self.object {
            let is_number = object.bytes().all(|it| it.is_ascii_digit());
            (query.path, query.then) = match self.kind.one {
                One::Listed(keys) => (list, Then::Pick(object.clone(), keys)),
                One::NumberOrListed(keys) if !is_number => (list, Then::Pick(object.clone(), keys)),
                One::Option(_, segment) => (list.seg(segment).seg(object), Then::One),
                One::No | One::Number | One::Name | One::NumberOrListed(_) => {
                    (list.seg(object), Then::One)
                }
            };
        }
        for filter in self.kind.filters {
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
                Problem::new(format!("`{part}` cannot stand in an address of GitLab's API"))
                    .hint("list them all instead: leave the name out"),
            );
            return Err(problems);
        }
        Ok(query)
    }

    fn path(&self, template: &'static str) -> ApiPath {
        let fill = |part: &'static str| {
            let place = part.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
            place.and_then(|it| self.given.get(it)).map_or(part, String::as_str)
        };
        let mut parts = template.split('/').map(fill);
        let first = ApiPath::new(parts.next().unwrap_or_default());
        parts.fold(first, |path, part| path.seg(part))
    }

    fn check(&self, rule: &Rule) -> Option<Problem> {
        match rule {
            Rule::Apart(one, other) if self.has(one) && self.has(other) => {
                let (one, other) = (flag(one), flag(other));
                let told = format!("GitLab does not take {one} together with {other}");
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
                    Some(given) => format!("instead of {needed} {given} write {needed} {values}"),
                };
                let told = format!("GitLab takes {one} only with {needed} {values}");
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

/// A filter as it is written: `order_by=finished_at` is `--order-by finished_at`.
fn flag(filter: &str) -> String {
    match filter.split_once('=') {
        None => format!("--{}", dashed(filter)),
        Some((name, value)) => format!("--{} {value}", dashed(name)),
    }
}
