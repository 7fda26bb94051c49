//! Finds rows: those of a parent, those of its ancestor groups, and the one that a path names.

use serde_json::Value;

use super::table::{Among, By, Table, text};
use crate::sandbox::http::call::Call;
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::world::store::{Of, Row, World};

/// A row and its parent.
pub(super) type Found = (Of, Row);

fn is_below(lower: &str, upper: &str) -> bool {
    lower.to_lowercase().strip_prefix(&upper.to_lowercase()).is_some_and(|it| it.starts_with('/'))
}

/// The rows of a parent.
pub(super) fn own(world: &World, name: &'static str, of: Of) -> Vec<Found> {
    let rows = world.rows.get(&(of, name)).into_iter().flatten();
    rows.map(|row| (of, row.clone())).collect()
}

/// The rows of the ancestor groups of a parent.
pub(super) fn above(world: &World, name: &'static str, of: Of) -> Vec<Found> {
    let Some(path) = world.path_of(of) else { return Vec::new() };
    let groups = world.groups.values().filter(|group| is_below(path, &group.path));
    groups.flat_map(|group| own(world, name, Of::Group(group.id))).collect()
}

/// The rows among which a value must be unique.
pub(super) fn among(world: &World, name: &'static str, of: Of, reach: Among) -> Vec<Found> {
    let mut rows = own(world, name, of);
    if reach != Among::Own {
        rows.extend(above(world, name, of));
    }
    if let (Among::Around, Of::Group(_), Some(path)) = (reach, of, world.path_of(of)) {
        let groups = world.groups.values().filter(|it| is_below(&it.path, path));
        let groups = groups.map(|it| Of::Group(it.id));
        let projects = world.projects.values().filter(|it| is_below(&it.path, path));
        let below = groups.chain(projects.map(|it| Of::Project(it.id)));
        rows.extend(below.flat_map(|it| own(world, name, it)));
    }
    rows
}

/// The row that the path names.
pub(super) fn find(call: &mut Call<'_>, table: &Table, of: Of) -> Result<Found, Refusal> {
    let mut rows = own(call.world, table.name, of);
    if table.above.found {
        rows.extend(above(call.world, table.name, of));
    }
    let item = call.place("item");
    let none = || match table.noun {
        "" => Refusal::not_found(),
        noun => Refusal::no_such(noun),
    };
    let number = item.parse::<u64>().ok();
    let has = |row: &Row| number.is_some() && row.get("id").and_then(Value::as_u64) == number;
    let id = || rows.iter().position(|(_, row)| has(row));
    let named = |name: &str| rows.iter().position(|(_, row)| text(row, name) == item);
    let at = match table.by {
        By::Single => (!rows.is_empty()).then_some(0),
        By::Id => id(),
        By::Field { name, or_id } => id().filter(|_| or_id).or_else(|| named(name)),
        By::Filtered { name, filter, several, updates_first } => {
            let wanted = call.params.get("filter").and_then(|it| it.get(filter)?.as_str());
            let fits = |(_, row): &&Found| {
                text(row, name) == item && wanted.is_none_or(|it| it == text(row, filter))
            };
            if rows.iter().filter(fits).count() > 1
                && !(updates_first && call.route.method == "PUT")
            {
                let why = format!(
                    "There are multiple {several} with provided parameters. Please use 'filter[{filter}]'"
                );
                return Err(Refusal::message(409, why));
            }
            rows.iter().position(|found| fits(&found))
        }
    };
    at.map(|at| rows.swap_remove(at)).ok_or_else(none)
}

/// Whether two rows have the same values of these fields.
pub(super) fn same(one: &Row, other: &Row, fields: &[&str], folded: bool) -> bool {
    let plain = |row: &Row, name: &str| match row.get(name) {
        Some(Value::String(text)) if folded => Value::from(text.to_lowercase()),
        Some(value) => value.clone(),
        None => Value::Null,
    };
    fields.iter().all(|name| plain(one, name) == plain(other, name))
}
