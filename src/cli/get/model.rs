//! What describes live objects that can be shown: their path, their filters, and their table.
//!
//! Nothing here knows a kind; [`views`](super::views) has them.

use std::cmp::Reverse;
use std::sync::LazyLock;

use serde_json::Value;

use crate::kinds::KINDS;
use crate::plan::What;
use crate::problem::clean;
use crate::resource::{Entry, In, Naming, Spec, access, marked};

/// Live objects of one kind.
#[derive(Debug, Clone)]
pub(super) struct View {
    /// The name in files and addresses.
    pub(super) name: &'static str,
    /// The noun for one object.
    pub(super) noun: &'static str,
    /// The help text.
    pub(super) about: &'static str,
    /// What the list belongs to, below `/api/v4`, for a view that is not of a kind. `{x}` is a segment that `--x` gives.
    pub(super) scope: &'static str,
    /// The list, below its scope.
    pub(super) path: &'static str,
    /// What it lists across all scopes, for a view that is not of a kind.
    pub(super) fleet: Option<What>,
    /// How a single one is read.
    pub(super) one: One,
    /// What the list can be filtered and sorted by.
    pub(super) filters: &'static [Filter],
    /// Combinations that GitLab rejects.
    pub(super) rules: &'static [Rule],
    /// The scope is read first, because without it the list would be empty instead of a 404.
    pub(super) first: bool,
    /// The columns of the table; without any, it has a column for each row of the kind.
    pub(super) columns: &'static [Column],
    /// The rows of the kind that a list has columns for; without any, it has one for each. The table of a single one has all.
    pub(super) brief: &'static [&'static str],
    /// Additional rows in the table of a single one.
    pub(super) details: &'static [Column],
}

impl View {
    /// A view that lists what is at a path, and has nothing else yet.
    pub(super) const fn of(name: &'static str, noun: &'static str, path: &'static str) -> Self {
        View {
            name,
            noun,
            about: "",
            scope: "",
            path,
            fleet: None,
            one: One::No,
            filters: &[],
            rules: &[],
            first: false,
            columns: &[],
            brief: &[],
            details: &[],
        }
    }

    /// The kind, in each type of scope that has it.
    pub(super) fn entries(&self) -> impl Iterator<Item = &'static Entry> {
        KINDS.iter().filter(|it| it.spec.kind == self.name)
    }

    /// What the list can belong to: the scopes of the kind, those with most places first.
    pub(super) fn scopes(&self) -> Vec<&'static str> {
        let mut all: Vec<_> = self.entries().flat_map(|it| templates(it.spec.scope)).collect();
        if all.is_empty() {
            all.push(self.scope);
        }
        all.sort_by_key(|it| Reverse(it.len()));
        all
    }
}

/// The paths of a type of scope. `{x}` is a segment that `--x` gives.
pub(super) fn templates(scope: In) -> Vec<&'static str> {
    /// Those of objects, by their kind.
    static OBJECTS: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| {
        let below = |entry: &'static Entry| {
            let Spec { kind, path, inside, scope, .. } = *entry.spec;
            let path = if inside.is_empty() { path } else { inside };
            let place = place_of(entry);
            let all = templates(scope).into_iter();
            all.map(move |it| (kind, format!("{it}/{path}/{{{place}}}")))
        };
        let parents = KINDS.iter().filter(|it| it.contents().next().is_some());
        parents.flat_map(below).collect()
    });
    match scope {
        In::Instance => vec![""],
        In::Group => vec!["groups/{group}"],
        In::Project => vec!["projects/{project}"],
        In::MergeRequest => vec!["projects/{project}/merge_requests/{merge_request}"],
        In::Object(kind) => {
            OBJECTS.iter().filter(|it| it.0 == kind).map(|it| it.1.trim_matches('/')).collect()
        }
    }
}

/// The place for the ID of an object in the path of a scope: `pipeline_schedule`.
pub(super) fn place_of(entry: &Entry) -> String {
    entry.spec.noun.replace(' ', "_")
}

/// How a single object is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum One {
    /// Not at all.
    No,
    /// By its number, below the list.
    Number,
    /// By its name, below the list.
    Name,
    /// Found in the list, by ID or its identity.
    Keyed,
    /// Found in the list, by ID or one of these keys.
    Listed(&'static [&'static str]),
    /// A number is read below the list, anything else is found in it by one of these keys.
    NumberOrListed(&'static [&'static str]),
    /// By an option of this name, below a segment of the list.
    Option(&'static str, &'static str),
}

/// What a list can be filtered or sorted by.
#[derive(Debug)]
pub(super) struct Filter {
    /// GitLab's name for it.
    pub(super) name: &'static str,
    /// The help text.
    pub(super) help: &'static str,
    /// Its allowed values.
    pub(super) values: Values,
    /// Where it goes.
    pub(super) goes: Goes,
}

/// The allowed values.
#[derive(Debug, Clone, Copy)]
pub(super) enum Values {
    /// One of these.
    Of(&'static [&'static str]),
    /// Text that is not empty.
    Text,
    /// A number from 1.
    Number,
    /// A day, or a time with its offset.
    Time,
    /// A group, by its full path or ID.
    Group,
}

/// Where a filter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goes {
    /// Into the query.
    Query,
    /// To the end of the path. GitLab reads a dot there as the beginning of a format and returns another branch's list,
    /// so a value with a dot is filtered locally; and every response is checked by the key with the filter's name.
    Path,
    /// Nowhere: the view has its own list for it.
    Apart,
}

/// A filter of the query.
pub(super) const fn filter(name: &'static str, values: Values, help: &'static str) -> Filter {
    Filter { name, help, values, goes: Goes::Query }
}

/// A combination that GitLab rejects. A filter is written `name`, or `name=value` for one value only.
#[derive(Debug)]
pub(super) enum Rule {
    /// Two filters that cannot be combined.
    Apart(&'static str, &'static str),
    /// If the first is set, the second must have one of these values.
    Needs(&'static str, &'static str, &'static [&'static str]),
}

/// A column: its title, and where its cells come from.
#[derive(Debug)]
pub(super) struct Column(pub(super) &'static str, pub(super) Cell);

/// Where a cell comes from. Paths are JSON pointers.
#[derive(Debug)]
pub(super) enum Cell {
    /// A value, unchanged.
    At(&'static str),
    /// A name: invisible characters are written out, and a name that no file can refer to is marked.
    Name(Naming, &'static str),
    /// The same after a mark: `!12`.
    Marked(&'static str, &'static str),
    /// A commit, short.
    Sha(&'static str),
    /// A time, to the minute.
    Time(&'static str),
    /// These values of every element of a list, read as names; the last text if the list is empty.
    Each(&'static str, &'static [&'static str], &'static str),
    /// Who has access by the entries of an access list, as GitLab describes them; the last text if there are none. Unknown
    /// entries are shown unchanged.
    Access(&'static str, &'static str),
    /// The words of the flags that are true.
    Flags(&'static [(&'static str, &'static str)]),
}

impl Cell {
    /// The cell of an object, safe for a terminal.
    pub(super) fn of(&self, object: &Value) -> String {
        let at = |place: &str| object.pointer(place).map(plain).unwrap_or_default();
        let cell = match self {
            Cell::At(place) => at(place),
            Cell::Name(naming, place) => match object.pointer(place).and_then(Value::as_str) {
                Some(name) if naming.flaw(name).is_some() => {
                    format!("{} (unusable name)", marked(name))
                }
                Some(name) => marked(name).into_owned(),
                None => at(place),
            },
            Cell::Marked(mark, place) => match at(place) {
                it if it.is_empty() => it,
                it => format!("{mark}{it}"),
            },
            Cell::Sha(place) => match at(place) {
                it if it.len() == 40 && it.bytes().all(|b| b.is_ascii_hexdigit()) => {
                    it[..8].to_owned()
                }
                it => it,
            },
            Cell::Time(place) => minute(&at(place)),
            Cell::Each(place, parts, none) => {
                let all = object.pointer(place).and_then(Value::as_array);
                let one = |it: &Value| {
                    let parts = parts.iter().filter_map(|part| it.pointer(part).map(plain));
                    let parts = parts.map(|it| marked(&it).into_owned());
                    parts.filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
                };
                match all {
                    None => String::new(),
                    Some(all) if all.is_empty() => (*none).to_owned(),
                    Some(all) => all.iter().map(one).collect::<Vec<_>>().join(", "),
                }
            }
            Cell::Access(place, none) => {
                let one = |it: &Value| {
                    let told = || it["access_level_description"].as_str().map(marked);
                    access::odd(it).or_else(|| Some(told()?.into_owned())).unwrap_or_default()
                };
                match object.pointer(place) {
                    None => String::new(),
                    Some(Value::Array(all)) if all.is_empty() => (*none).to_owned(),
                    Some(Value::Array(all)) => all.iter().map(one).collect::<Vec<_>>().join(", "),
                    Some(other) => format!("list {other}"),
                }
            }
            Cell::Flags(flags) => {
                let set = flags
                    .iter()
                    .filter(|(place, _)| object.pointer(place) == Some(&Value::Bool(true)));
                set.map(|(_, word)| *word).collect::<Vec<_>>().join(", ")
            }
        };
        clean(&cell).into_owned()
    }
}

/// A value as a cell.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    }
}

/// `2026-11-22T02:41:24.468Z` to the minute; GitLab returns UTC. Anything else is unchanged.
fn minute(text: &str) -> String {
    match (text.get(..10), text.get(10..11), text.get(11..16)) {
        (Some(day), Some("T"), Some(time)) if text.ends_with('Z') => format!("{day} {time}"),
        _ => text.to_owned(),
    }
}
