//! Stores what was sent in a row, for requests and seeds alike, and refuses what is invalid.

use serde_json::Value;

use super::item::{among, same};
use super::table::{Complaints, Draft, Null, On, Problems, Shown, Table, Taken, View, put};
use crate::sandbox::http::params::Params;
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::world::store::{Of, Row, World, take};

/// Creates a row.
pub(super) fn create(
    world: &mut World,
    table: &'static Table,
    of: Of,
    me: Option<u64>,
    id: Option<u64>,
    params: &Params,
) -> Result<Row, Refusal> {
    let mut row = Row::new();
    put(&mut row, "id", 0);
    let now = world.now.text();
    for field in table.fields() {
        put(&mut row, field.name, field.usual.value(&now));
    }
    let view = View { from: of, of, me, shown: Shown::Answer };
    fill(world, table, view, None, params, &mut row)?;
    if let Some((owner, known)) = (table.known)(world, &row) {
        if owner == of {
            return Ok(known);
        }
        let own = table.fields().filter(|it| it.on == On::Both && !it.required);
        let own = own.filter_map(|it| Some((it.name.to_owned(), row.get(it.name)?.clone())));
        let shared: Row = known.into_iter().chain(own).collect();
        world.rows.entry((of, table.name)).or_default().push(shared.clone());
        return Ok(shared);
    }
    let next = world.row_ids.entry(table.name).or_insert(1);
    let id = match id {
        Some(id) => {
            *next = (*next).max(id + 1);
            id
        }
        None => take(next),
    };
    put(&mut row, "id", id);
    if table.iid {
        put(&mut row, "iid", take(world.row_iids.entry((of, table.name)).or_insert(1)));
    }
    world.rows.entry((of, table.name)).or_default().push(row.clone());
    Ok(row)
}

/// Changes a row.
pub(super) fn update(
    world: &mut World,
    table: &'static Table,
    view: View,
    before: &Row,
    params: &Params,
) -> Result<Row, Refusal> {
    let mut row = before.clone();
    fill(world, table, view, Some(before), params, &mut row)?;
    replace(world, table, view.of, &row);
    Ok(row)
}

/// Stores a row in the place of the one with its ID.
pub(super) fn replace(world: &mut World, table: &Table, of: Of, row: &Row) {
    let rows = world.rows.entry((of, table.name)).or_default();
    if let Some(place) = rows.iter_mut().find(|other| other.get("id") == row.get("id")) {
        *place = row.clone();
    }
}

/// Removes a row.
pub(super) fn remove(world: &mut World, table: &Table, of: Of, row: &Row) {
    if let Some(rows) = world.rows.get_mut(&(of, table.name)) {
        rows.retain(|other| other.get("id") != row.get("id"));
    }
    let id = row.get("id").and_then(Value::as_u64).unwrap_or(0);
    world.rows.retain(|(of, _), _| *of != Of::Row(table.name, id));
}

/// Stores what was sent.
fn fill(
    world: &World,
    table: &'static Table,
    view: View,
    before: Option<&Row>,
    params: &Params,
    row: &mut Row,
) -> Result<(), Refusal> {
    let draft = Draft { world, view, params, before };
    let mut complaints = Complaints::default();
    for field in table.fields() {
        let Some(sent) = field.param(before.is_none()).and_then(|it| params.get(it.name)) else {
            continue;
        };
        let mut problems = Problems::default();
        let mut value = (field.read)(sent.clone());
        match (&value, field.null) {
            (Value::Null, Null::Crash) => problems.crash = true,
            (Value::Null, Null::Usual) => value = field.usual.value(&world.now.text()),
            (Value::Null, Null::Says(texts)) => texts.iter().for_each(|it| problems.say(*it)),
            (Value::Null, Null::Stored | Null::Empty) => {}
            _ => (field.rule)(&value, &mut problems),
        }
        if value.as_str().is_some_and(|it| it.chars().count() > field.longest) {
            problems.say(format!("is too long (maximum is {} characters)", field.longest));
        }
        problems.says.into_iter().for_each(|it| complaints.say(field.blamed, it));
        complaints.crash |= problems.crash;
        put(row, field.name, value);
    }
    if let Some(unique) = &table.unique {
        let others = among(world, table.name, view.of, unique.among);
        let twin = others.into_iter().find(|(_, other)| {
            before.is_none_or(|it| it.get("id") != other.get("id"))
                && same(other, row, unique.fields, unique.folded)
        });
        match twin.map(|_| (unique.taken)(&draft, row)) {
            Some(Taken::Refused(refusal)) if complaints.by_field.is_empty() => return Err(refusal),
            Some(Taken::Says(field, why)) => complaints.say(field, why),
            Some(Taken::Refused(_)) | None => {}
        }
    }
    (table.settle)(&draft, row, &mut complaints)?;
    if !complaints.by_field.is_empty() {
        return Err((table.complain)(&draft, complaints.by_field));
    }
    if complaints.crash {
        return Err(Refusal::crash());
    }
    for field in table.fields().filter(|field| field.unkept) {
        row.remove(field.name);
    }
    Ok(())
}
