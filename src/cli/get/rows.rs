//! Objects of any kind of the registry, by its rows: which of a list is meant, the table, and its hidden fields.

use serde_json::{Value, json};

use super::model::plain;
use super::show::Grid;
use crate::act::{Unclear, pick};
use crate::problem::clean;
use crate::resource::{Datum, Entry, Live, Row, Rule, Scope, Shape};

/// The fields of a kind, in requests and responses, and whether their values are hidden.
pub(super) fn known(entry: &Entry) -> Vec<(&'static str, bool)> {
    let both = |row: &Row| [(row.name, row.hidden), (row.wire, row.hidden)];
    entry.blank().iter().flat_map(both).collect()
}

fn observed<'f>(
    entry: &Entry,
    scope: &Scope,
    objects: &'f [Value],
) -> Result<Vec<Live<'f>>, String> {
    objects.iter().map(|it| entry.observed(it, scope)).collect()
}

/// Omits what belongs to another scope. What cannot be understood stays.
pub(super) fn own(entry: &Entry, scope: &Scope, list: &mut Vec<Value>) {
    list.retain(|it| entry.observed(it, scope).map_or(true, |it| it.own));
}

/// The object of a list with this ID or identity.
pub(super) fn one(
    entry: &Entry,
    scope: &Scope,
    list: &[Value],
    wanted: &str,
) -> Result<Result<Value, Unclear>, String> {
    let name = |live: &Live<'_>| {
        let row = live.rows.iter().find(|it| Some(&it.name) == entry.spec.identity.first())?;
        match row.value()? {
            Datum::Text(it) => Some(it.clone()),
            Datum::Ref(it) => Some(it.name.clone()),
            _ => None,
        }
    };
    let live = observed(entry, scope, list)?;
    let keys: Vec<Value> = live
        .iter()
        .map(|it| {
            let folded = entry.spec.folded(&it.key);
            json!({ "id": it.id, "key": it.key, "name": name(it), "folded": folded })
        })
        .collect();
    let all = ["key", "name", "folded"];
    let found = match pick(&keys, entry.spec.noun, &all, wanted) {
        Err(Unclear::Nothing { .. }) => {
            pick(&keys, entry.spec.noun, &all, &entry.spec.folded(wanted))
        }
        found => found,
    };
    let at = |key: &Value| keys.iter().position(|it| std::ptr::eq(it, key)).unwrap_or_default();
    Ok(found.map(|key| list[at(key)].clone()))
}

/// The table of objects: a column for each row that some object has, or only for the rows in `brief` if there are any.
pub(super) fn grid(
    entry: &Entry,
    scope: &Scope,
    objects: &[Value],
    brief: &[&str],
) -> Result<Grid, String> {
    let live = observed(entry, scope, objects)?;
    let mut grid = Grid::new(live.len());
    if live.iter().any(|it| it.id.is_some()) && entry.spec.shape != Shape::Single {
        let id = |it: &Live<'_>| it.id.map(|it| it.to_string()).unwrap_or_default();
        grid.column("ID".to_owned(), live.iter().map(id));
    }
    let is_shown =
        |it: &&Row| it.rule != Rule::Guide && (brief.is_empty() || brief.contains(&it.name));
    for row in entry.blank().iter().filter(is_shown) {
        let cells = live.iter().map(|it| {
            let row = it.rows.iter().find(|it| it.name == row.name);
            row.and_then(Row::value).map(cell).unwrap_or_default()
        });
        let title = match entry.spec.shape {
            Shape::Single => row.name.to_owned(),
            Shape::List | Shape::Goal => row.name.replace('_', " ").to_uppercase(),
        };
        grid.column(title, cells);
    }
    Ok(grid)
}

fn cell(value: &Datum) -> String {
    if matches!(value, Datum::Hidden(it) if it.is_empty()) {
        return String::new();
    }
    let text = match value.show_live() {
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            let pair = |(key, value): (&String, &Value)| format!("{key}: {}", plain(value));
            fields.iter().map(pair).collect::<Vec<_>>().join(", ")
        }
        other => plain(&other),
    };
    clean(&text).into_owned()
}
