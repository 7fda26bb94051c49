//! From arguments to requests. Nothing is sent here.

use std::collections::BTreeMap;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser};
use clap::{Arg, ArgGroup, ArgMatches, Command, value_parser};

use super::model::{Goes, One, Rule, Values, View, place_of, templates};
use crate::gitlab::ApiPath;
use crate::kinds::KINDS;
use crate::problem::{Problem, Problems};
use crate::resource::{Entry, In, Naming, Scope, Shape};

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
    /// The kind, if its table is made of its rows.
    pub(super) entry: Option<&'static Entry>,
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
    /// A list, of which the object with this identity is meant.
    Keyed(String),
    /// A list, of which the object with this name in one of these keys is meant.
    Pick(String, &'static [&'static str]),
}

/// The subcommand of a view.
pub(super) fn command(view: &'static View) -> Command {
    let mut command = Command::new(view.name).about(about(view));
    if view.name.contains('_') {
        command = command.alias(dashed(view.name));
    }
    let scopes = view.scopes();
    let mut all: Vec<_> = scopes.iter().flat_map(|it| places(it)).collect();
    all.sort_unstable();
    all.dedup();
    // Places of every scope are required. Of the others, one of those that come first in a scope is.
    let common = |place: &str| scopes.iter().all(|it| places(it).any(|it| it == place));
    let outer = |place: &str| {
        let before = |scope: &&'static str| places(scope).take_while(|it| *it != place).last();
        let has = |scope: &&&str| places(scope).any(|it| it == place);
        let all: Option<Vec<_>> = scopes.iter().filter(has).map(before).collect();
        all?.first().copied()
    };
    for place in &all {
        let arg = scope_option(place).required(common(place));
        command = command.arg(match outer(place).filter(|_| !common(place)) {
            Some(outer) => arg.requires(outer),
            None => arg,
        });
    }
    let either: Vec<_> = all.into_iter().filter(|it| !common(it) && outer(it).is_none()).collect();
    if !either.is_empty() {
        let both =
            |scope: &&'static str| places(scope).filter(|it| either.contains(it)).count() > 1;
        let several = scopes.iter().any(both);
        let group = ArgGroup::new("scope_of_kind").args(either).multiple(several);
        command = command.group(group.required(!scopes.contains(&"")));
    }
    for filter in view.filters {
        let arg = option(filter.name).help(filter.help).value_name(filter.name.to_uppercase());
        command = command.arg(match filter.values {
            Values::Of(values) => arg.value_parser(PossibleValuesParser::new(values)),
            Values::Text => arg.value_parser(NonEmptyStringValueParser::new()),
            Values::Number => arg.value_name("N").value_parser(number),
            Values::Time => arg.value_name("TIME").value_parser(time),
            Values::Group => arg.value_name("GROUP").value_parser(group),
        });
    }
    if view.fleet.is_some() || view.entries().any(|it| it.spec.shape == Shape::Single) {
        return command;
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
        One::Keyed | One::Listed(_) | One::NumberOrListed(_) => {
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

/// The option for a place of a scope.
fn scope_option(place: &'static str) -> Arg {
    let arg = option(place);
    match place {
        "project" => {
            arg.help("Full path or ID of the project").value_name("PATH").value_parser(project)
        }
        "group" => arg.help("Full path or ID of the group").value_name("PATH").value_parser(group),
        "merge_request" => arg
            .help("Number of the merge request in its project")
            .value_name("N")
            .value_parser(number),
        _ => arg
            .help(format!("ID of the {}", place.replace('_', " ")))
            .value_name("N")
            .value_parser(number),
    }
}

/// The help text: `Labels of a project or a group`.
fn about(view: &View) -> String {
    if !view.about.is_empty() {
        return view.about.to_owned();
    }
    let mut scopes: Vec<_> = view.entries().map(|it| it.spec.scope).collect();
    scopes.sort_unstable_by(|a, b| b.cmp(a));
    let owners = scopes.into_iter().map(|it| match it {
        In::Instance => "the instance".to_owned(),
        In::Group => "a group".to_owned(),
        In::Project => "a project".to_owned(),
        In::MergeRequest => "a merge request".to_owned(),
        In::Object(kind) => {
            let parent = KINDS.iter().find(|it| it.spec.kind == kind);
            format!("a {}", parent.map_or(kind, |it| it.spec.noun))
        }
    });
    let owners: Vec<String> = owners.collect();
    let name = view.name.replace('_', " ");
    let (first, rest) = name.split_at(1);
    format!(
        "{}{rest} of {}",
        first.to_uppercase(),
        any_of(&owners.iter().map(String::as_str).collect::<Vec<_>>())
    )
}

/// `a`, `a or b`, `a, b, or c`.
fn any_of(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} or {other}"),
        [most @ .., last] => format!("{}, or {last}", most.join(", ")),
    }
}

/// Two examples of a view that has no others.
pub(super) fn examples(view: &View) -> [(String, String); 2] {
    let line = |scope: &str| {
        let places = places(scope).map(|place| match place {
            "project" => "--project acme/api".to_owned(),
            "group" => "--group acme".to_owned(),
            place => format!("--{} 7", dashed(place)),
        });
        let words = ["labwright get".to_owned(), view.name.to_owned()];
        words.into_iter().chain(places).collect::<Vec<_>>().join(" ")
    };
    let scopes = view.scopes();
    let what = view.name.replace('_', " ");
    let of = |scope: &str| match places(scope).last() {
        None => "the instance".to_owned(),
        Some(place) => format!("a {}", place.replace('_', " ")),
    };
    let (first, last) = (scopes[0], scopes[scopes.len() - 1]);
    [
        (format!("Show the {what} of {}", of(first)), line(first)),
        (format!("Print the {what} of {} as YAML", of(last)), format!("{} -o yaml", line(last))),
    ]
}

fn option(name: &'static str) -> Arg {
    let arg = Arg::new(name).long(dashed(name));
    if name.contains('_') { arg.alias(name) } else { arg }
}

fn dashed(name: &str) -> String {
    name.replace('_', "-")
}

/// A path in a scope whose objects are known by their IDs.
fn located(scope: &Scope, path: ApiPath) -> ApiPath {
    let ids = scope.objects().into_iter().map(|it| it.key().parse().ok());
    path.with_ids(&ids.collect::<Vec<_>>())
}

/// The placeholders of a path.
fn places(path: &str) -> impl Iterator<Item = &str> {
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

/// A group: its full path or its ID.
fn group(text: &str) -> Result<String, String> {
    let text = text.trim_matches('/');
    match text.is_empty() || ApiPath::new(text).unsendable().is_some() {
        true => Err("a full path cannot be empty, or contain empty parts, `.`, or `..`".to_owned()),
        false => Ok(text.to_owned()),
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
        let places = view.scopes().into_iter().flat_map(places);
        let names = places.chain(view.filters.iter().map(|it| it.name));
        let value = |name| Some((name, matches.get_one::<String>(name)?.clone()));
        let object = !matches!(view.one, One::No);
        Asked {
            view,
            given: names.filter_map(value).collect(),
            object: object.then(|| matches.get_one::<String>(OBJECT).cloned()).flatten(),
            // A single object has no such option.
            limit: matches.try_get_one(LIMIT).ok().flatten().copied(),
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
        let entry = self.entry();
        let by_rows = entry.filter(|_| self.view.columns.is_empty());
        let list = match by_rows {
            Some(entry) => located(&self.scope(), entry.spec.list_in(&self.scope())),
            None => self.path(&[self.template(), self.view.path]),
        };
        let mut query = Query {
            path: list.clone(),
            first: self.view.first.then(|| self.path(&[self.template()])),
            then: match by_rows {
                Some(entry) if entry.spec.shape == Shape::Single => Then::One,
                _ => Then::List,
            },
            entry: by_rows,
            keep: None,
            limit: self.limit,
        };
        if let Some(object) = &self.object {
            let is_number = object.bytes().all(|it| it.is_ascii_digit());
            (query.path, query.then) = match self.view.one {
                One::Listed(keys) => (list, Then::Pick(object.clone(), keys)),
                One::NumberOrListed(keys) if !is_number => (list, Then::Pick(object.clone(), keys)),
                One::Option(_, segment) => (list.seg(segment).seg(object), Then::One),
                One::Keyed => (list, Then::Keyed(object.clone())),
                One::No | One::Number | One::Name | One::NumberOrListed(_) => {
                    (list.seg(object), Then::One)
                }
            };
        }
        for filter in self.view.filters {
            let Some(value) = self.given.get(filter.name) else { continue };
            match filter.goes {
                Goes::Query => query.path = query.path.query(filter.name, value),
                Goes::Path => {
                    query.keep = Some((filter.name, value.clone()));
                    if !value.contains('.') {
                        query.path = query.path.seg(value);
                    }
                }
                Goes::Apart => {}
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

    /// The value of a filter.
    pub(super) fn filter(&self, name: &str) -> Option<&str> {
        self.given.get(name).map(String::as_str)
    }

    /// The scope of the kind, of which all places are given.
    fn template(&self) -> &'static str {
        let given = |it: &&'static str| places(it).all(|it| self.given.contains_key(it));
        self.view.scopes().into_iter().find(given).unwrap_or_default()
    }

    /// The kind in that scope; `None` for a view that is not of a kind.
    pub(super) fn entry(&self) -> Option<&'static Entry> {
        self.view.entries().find(|it| templates(it.spec.scope).contains(&self.template()))
    }

    /// That scope.
    pub(super) fn scope(&self) -> Scope {
        self.scope_in(self.entry().map_or(In::Instance, |it| it.spec.scope))
    }

    /// The scope of a type that the given places lead to. An object is known by its ID.
    fn scope_in(&self, level: In) -> Scope {
        let given = |place| self.given.get(place).map_or("", String::as_str);
        match level {
            In::Instance => Scope::instance(),
            In::Group => Scope::group(given("group")),
            In::Project => Scope::project(given("project")),
            In::MergeRequest => {
                let iid = given("merge_request").parse().unwrap_or_default();
                Scope::merge_request(given("project"), iid)
            }
            In::Object(kind) => {
                let template = self.template();
                let holds = |it: &&Entry| {
                    let mut scopes = templates(it.spec.scope).into_iter();
                    it.spec.kind == kind && scopes.any(|it| template.starts_with(it))
                };
                let Some(it) = KINDS.iter().find(holds) else { return Scope::instance() };
                let id = self.given.get(&*place_of(it)).map_or("", String::as_str);
                it.spec.scope_of(&self.scope_in(it.spec.scope), id)
            }
        }
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
