//! A collection of paths in a field: projects or groups that an object lists, with `prune` and `state: absent`.

use std::collections::BTreeMap;

use schemars::{Schema, json_schema};
use serde::{Deserialize, Deserializer};

use super::datum::Datum;
use super::lower::Lower;
use crate::reserved::{ABSENT, INHERIT, PRESENT, PRUNE, STATE, about};
use crate::schema;

/// A list of paths, and whether each of them is in it. Paths are in lower case, as GitLab compares them.
#[derive(Debug, Default)]
pub struct PathList {
    /// Whether the path is in the list.
    pub entries: BTreeMap<String, bool>,
    /// Paths that are declared twice.
    pub twice: Vec<String>,
    /// Entries that are not listed are removed.
    pub prune: bool,
}

impl PathList {
    /// What a file can declare: `noun` is the key of a path, and `example` one of them.
    pub fn schema(noun: &str, example: &str) -> Schema {
        let entry = json_schema!({
            "title": format!("a {noun}"),
            "type": "object",
            "properties": {
                noun: {
                    "description": format!("Full path of the {noun}."),
                    "type": "string",
                    "minLength": 1,
                    "examples": [example],
                },
                STATE: {
                    "description": about(STATE),
                    "enum": [PRESENT, ABSENT],
                    "enumDescriptions": ["The entry is in the list.", "The entry is not in the list."],
                    "examples": [ABSENT],
                },
            },
            "required": [noun],
            "additionalProperties": false,
        });
        schema::collection(&entry, &[PRUNE, INHERIT])
    }
}

/// An entry that is not in the list is `null`: of a list that a file gives in part, it is compared with a missing one.
impl Lower for PathList {
    fn lower(&self) -> Datum {
        let declared = self.entries.iter().filter(|(_, is_in)| **is_in || !self.prune);
        let datum = |is_in: &bool| if *is_in { Datum::Bool(true) } else { Datum::Null };
        Datum::Record(declared.map(|(path, it)| (path.clone(), datum(it))).collect())
    }
}

impl<'de> Deserialize<'de> for PathList {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            List(Vec<Entry>),
            Collection {
                items: Vec<Entry>,
                #[serde(default)]
                prune: bool,
            },
            /// Only that farther declarations have no effect.
            Cut {
                #[serde(rename = "inherit")]
                _inherit: bool,
            },
        }
        #[derive(Deserialize)]
        struct Entry {
            #[serde(alias = "group")]
            project: String,
            state: Option<String>,
        }
        let (items, prune) = match Written::deserialize(from)? {
            Written::List(items) => (items, false),
            Written::Collection { items, prune } => (items, prune),
            Written::Cut { .. } => (Vec::new(), false),
        };
        let mut list = PathList { prune, ..PathList::default() };
        for Entry { project, state } in items {
            let is_in = state.as_deref() != Some(ABSENT);
            if list.entries.insert(project.to_lowercase(), is_in).is_some() {
                list.twice.push(project);
            }
        }
        Ok(list)
    }
}
