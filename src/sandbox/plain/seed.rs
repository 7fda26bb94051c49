//! Rows of a seed: written as a request would write them, so a seed contains nothing that GitLab would refuse.

use serde_json::{Map, Value};

use super::TABLES;
use super::table::{GROUP, INSTANCE, PROJECT, Place, Table};
use super::write as rows;
use crate::sandbox::http::params::{self, Params};
use crate::sandbox::http::reply::{Body, Refusal};
use crate::sandbox::world::store::{Of, World};

fn of_place(of: Of) -> impl Iterator<Item = &'static Table> {
    let is_place = move |place: &Place| match of {
        Of::Instance => place.prefix == INSTANCE.prefix,
        Of::Group(_) => place.prefix == GROUP.prefix,
        Of::Project(_) => place.prefix == PROJECT.prefix,
        Of::Row(name, _) => place.below == name,
    };
    TABLES.into_iter().filter(move |table| is_place(table.home.place))
}

/// What is wrong with a row of a seed.
pub(in super::super) struct WrongRow {
    pub(in super::super) collection: String,
    /// Its index in the list; `None` if the collection itself is wrong.
    pub(in super::super) at: Option<usize>,
    why: String,
}

impl std::fmt::Display for WrongRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.at {
            Some(at) => write!(f, "{}[{at}]: {}", self.collection, self.why),
            None => f.write_str(&self.why),
        }
    }
}

/// Writes the collections of a seed's project, group or instance.
pub(in super::super) fn write(
    world: &mut World,
    of: Of,
    collections: &Map<String, Value>,
) -> Result<(), WrongRow> {
    for (name, rows) in collections {
        let wrong = |at, why| WrongRow { collection: name.clone(), at, why };
        let known = of_place(of).find(|table| called(table) == name);
        let table = known.ok_or_else(|| {
            let names: Vec<&str> = of_place(of).map(called).collect();
            let names = names.join(", ");
            wrong(None, format!("unknown field `{name}`; collections here: {names}"))
        })?;
        let one = std::slice::from_ref(rows);
        let rows = rows.as_array().map_or(one, Vec::as_slice);
        for (at, row) in rows.iter().enumerate() {
            row_of(world, table, of, row).map_err(|why| wrong(Some(at), why))?;
        }
    }
    Ok(())
}

/// Its name in a seed: rows of rows are at their path.
fn called(table: &'static Table) -> &'static str {
    if table.home.place.below.is_empty() { table.name } else { table.path }
}

fn row_of(world: &mut World, table: &'static Table, of: Of, row: &Value) -> Result<(), String> {
    let mut sent = row.as_object().ok_or("a row is a mapping of attributes")?.clone();
    let id = sent.shift_remove("id").and_then(|id| id.as_u64());
    let declared = table.params(true);
    let mut below = Map::new();
    for inner in of_place(Of::Row(table.name, 0)) {
        below.extend(sent.shift_remove(called(inner)).map(|it| (called(inner).to_owned(), it)));
    }
    if let Some(name) = sent.keys().find(|name| declared.iter().all(|it| it.name != **name)) {
        let names: Vec<&str> = declared.iter().map(|param| param.name).collect();
        return Err(format!("unknown field `{name}`; fields here: {}", names.join(", ")));
    }
    let params: Params = params::check(&[&declared], &sent).map_err(|it| words(&it))?;
    let row = rows::create(world, table, of, None, id, &params).map_err(|it| words(&it))?;
    let id = row.get("id").and_then(Value::as_u64).unwrap_or(0);
    write(world, Of::Row(table.name, id), &below).map_err(|it| it.to_string())
}

/// A refusal as a sentence.
pub(in super::super) fn words(refusal: &Refusal) -> String {
    match &refusal.0.body {
        Body::Json(body) => {
            let said = body.get("error").or_else(|| body.get("message")).unwrap_or(body);
            said.as_str().map_or_else(|| said.to_string(), str::to_owned)
        }
        _ => format!("status {}", refusal.0.status),
    }
}
