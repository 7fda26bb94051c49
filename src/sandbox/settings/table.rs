//! Tables of attributes, as they were recorded.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::sandbox::http::{Kind, Param};
use crate::sandbox::world::settings::{self, Settings};
use crate::sandbox::world::{ADMIN, OWNER};

/// What a null does that is sent.
#[derive(Debug, Clone)]
pub(crate) enum Null {
    Stored,
    Keeps,
    Default,
    Crash,
    /// The answer is 200 with the body null, and nothing of the request is written.
    Lost,
    Refused(Value),
}

/// One attribute.
#[derive(Debug)]
pub(crate) struct Attribute {
    pub(crate) name: &'static str,
    pub(crate) null: Null,
    /// It is a parameter by itself: a request with it alone is not empty.
    pub(crate) alone: bool,
    /// The place at which the complaint about missing parameters repeats it.
    again: Option<usize>,
    /// Callers below this level are ignored.
    pub(crate) ignored_below: u8,
    /// Callers below this level are refused.
    pub(crate) refused_below: u8,
    /// What a subgroup does with it otherwise than a group at the top: refuse, or neither keep nor show it.
    pub(crate) below: Option<Value>,
}

/// A line of a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    #[serde(rename = "type")]
    kind: Form,
    #[serde(default)]
    null: Value,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default = "yes")]
    alone: bool,
    again: Option<usize>,
    ignored_below: Option<Role>,
    refused_below: Option<Role>,
    below: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Form {
    Boolean,
    Integer,
    Number,
    String,
    Object,
    List,
    Words,
    File,
    Any,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Role {
    Owner,
    Admin,
}

fn yes() -> bool {
    true
}

fn level(role: Option<Role>) -> u8 {
    match role {
        None => 0,
        Some(Role::Owner) => OWNER,
        Some(Role::Admin) => ADMIN,
    }
}

impl Form {
    fn kind(&self) -> Kind {
        match self {
            Form::Boolean => Kind::Boolean,
            Form::Integer => Kind::Integer,
            Form::Number => Kind::Number,
            Form::String => Kind::Text,
            Form::Object => Kind::Mapping,
            Form::List => Kind::List,
            Form::Words => Kind::Words,
            Form::File => Kind::File,
            Form::Any => Kind::Any,
        }
    }
}

/// The attributes of one sort of thing, and where they are stored.
pub(crate) struct Table {
    lines: LazyLock<(Vec<Attribute>, Vec<Param>)>,
    pub(crate) stored: &'static Settings,
}

pub(crate) static PROJECT: Table = Table {
    lines: LazyLock::new(|| parsed(include_str!("project.json"))),
    stored: &settings::PROJECT,
};

pub(crate) static GROUP: Table =
    Table { lines: LazyLock::new(|| parsed(include_str!("group.json"))), stored: &settings::GROUP };

pub(crate) static INSTANCE: Table = Table {
    lines: LazyLock::new(|| parsed(include_str!("instance.json"))),
    stored: &settings::INSTANCE,
};

fn parsed(text: &str) -> (Vec<Attribute>, Vec<Param>) {
    // The files are part of the program and a test reads them: the fallback is never taken.
    let lines: Map<String, Value> = serde_json::from_str(text).unwrap_or_default();
    let lines = lines.into_iter().filter_map(|(name, line)| one(name, line));
    lines.unzip()
}

fn one(name: String, line: Value) -> Option<(Attribute, Param)> {
    let line: Line = serde_json::from_value(line).ok()?;
    let name: &'static str = name.leak();
    let values: Vec<&'static str> = line.values.into_iter().map(|it| &*it.leak()).collect();
    let mut param = Param::new(name, line.kind.kind()).values(values.leak());
    let null = match line.null.as_str() {
        Some("keeps") => Null::Keeps,
        Some("default") => Null::Default,
        Some("crash") => Null::Crash,
        Some("lost") => Null::Lost,
        Some(_) => {
            param = param.no_blank();
            Null::Stored
        }
        None if line.null.is_object() => Null::Refused(line.null),
        None => Null::Stored,
    };
    let attribute = Attribute {
        name,
        null,
        alone: line.alone,
        again: line.again,
        ignored_below: level(line.ignored_below),
        refused_below: level(line.refused_below),
        below: line.below,
    };
    Some((attribute, param))
}

impl Table {
    pub(crate) fn attributes(&self) -> &[Attribute] {
        &self.lines.0
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Attribute> {
        self.attributes().iter().find(|attribute| attribute.name == name)
    }

    /// What a request can send.
    pub(crate) fn params(&self) -> &[Param] {
        &self.lines.1
    }

    /// The complaint about a request without any parameter, if it is one.
    pub(crate) fn missing(&self, sent: &Map<String, Value>) -> Option<String> {
        let counted = || self.attributes().iter().filter(|attribute| attribute.alone);
        if counted().any(|attribute| sent.contains_key(attribute.name)) {
            return None;
        }
        let mut names: Vec<&str> = counted().map(|attribute| attribute.name).collect();
        let repeated = counted().filter_map(|attribute| Some((attribute.again?, attribute.name)));
        for (place, name) in repeated.collect::<std::collections::BTreeMap<_, _>>() {
            names.insert(place.min(names.len()), name);
        }
        Some(format!("{} are missing, at least one parameter must be provided", names.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read() {
        for (table, text) in [
            (&PROJECT, include_str!("project.json")),
            (&GROUP, include_str!("group.json")),
            (&INSTANCE, include_str!("instance.json")),
        ] {
            let lines: Map<String, Value> = serde_json::from_str(text).unwrap();
            assert_eq!(table.attributes().len(), lines.len());
            assert!(!table.stored.answer().is_empty());
        }
    }

    #[test]
    fn an_older_name_leads_to_a_setting() {
        for table in [&PROJECT, &GROUP, &INSTANCE] {
            for old in table.stored.old {
                assert!(table.get(old.new).is_some(), "{} leads to {}", old.name, old.new);
                assert!(table.stored.old(old.new).is_none(), "{} is one itself", old.new);
            }
        }
    }
}
