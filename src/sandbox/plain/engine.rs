//! The requests of a table: list, read, create, change, delete.

use std::sync::LazyLock;

use serde_json::Value;

use super::TABLES;
use super::item::{Found, above, find, own};
use super::table::{By, Listed, On, Order, Table, View, text};
use super::write;
use crate::sandbox::http::call::Call;
use crate::sandbox::http::params::{Kind, PAGE, Param};
use crate::sandbox::http::reply::{Refusal, Reply};
use crate::sandbox::http::router::{Handler, Route, route};
use crate::sandbox::world::store::{Of, Row, World};

/// The routes of every table.
pub(in super::super) static ROUTES: LazyLock<Vec<Route>> =
    LazyLock::new(|| TABLES.iter().flat_map(|table| of_table(table)).collect());

fn of_table(table: &'static Table) -> Vec<Route> {
    let all: &'static str = String::leak(format!("{}/{}", table.home.place.prefix, table.path));
    let one: &'static str = match table.by {
        By::Single => all,
        By::Id => String::leak(format!("{all}/#item")),
        By::Field { .. } | By::Filtered { .. } => String::leak(format!("{all}/{{item}}")),
    };
    let filter: &'static [Param] = match table.by {
        By::Filtered { filter, .. } => {
            let inner = vec![Param::text(filter)].leak();
            vec![Param::new("filter", Kind::Object(inner))].leak()
        }
        _ => &[],
    };
    let params = |groups: Vec<&'static [Param]>| -> &'static [&'static [Param]] { groups.leak() };
    let (new, changed) = (table.params(true).leak(), table.params(false).leak());
    let mut routes = Vec::new();
    let mut add = |method, path, params, handler: Handler| {
        let made = route(method, path, gate, params, handler);
        routes.push(made.of(table).scopes(table.home.scopes).where_(table.exists));
    };
    if !matches!(table.by, By::Single) {
        add("GET", all, params(vec![table.filters, &PAGE]), list);
    }
    add("GET", one, params(vec![filter]), show);
    add("POST", all, params(vec![new]), create);
    if table.fields().any(|field| field.on == On::Both) {
        add("PUT", one, params(vec![filter, changed]), update);
    }
    add("DELETE", one, params(vec![filter]), delete);
    routes
}

fn table(call: &Call<'_>) -> &'static Table {
    call.route.table.unwrap_or(TABLES[0])
}

fn place(call: &mut Call<'_>) -> Result<Of, Refusal> {
    (table(call).home.place.find)(call)
}

fn gate(call: &mut Call<'_>) -> Result<(), Refusal> {
    let first = table(call).home.order == Order::Role;
    if first || call.route.method != "GET" {
        call.authenticate()?;
    }
    place(call)?;
    if first { may(call) } else { Ok(()) }
}

/// Refuses callers whose role does not do.
fn may(call: &mut Call<'_>) -> Result<(), Refusal> {
    let home = &table(call).home;
    let needed = if call.route.method == "GET" { home.read } else { home.write };
    let enough = call.is_admin() || (home.place.level)(call)? >= needed;
    if enough { Ok(()) } else { Err((home.forbidden)()) }
}

/// Refuses a request without any parameter, where one is wanted.
fn needs_one(call: &Call<'_>) -> Result<(), Refusal> {
    let table = table(call);
    let names: Vec<&str> =
        table.params(call.route.method == "POST").iter().map(|param| param.name).collect();
    if !table.needs_one.contains(&call.route.method) || names.iter().any(|it| call.params.has(it)) {
        return Ok(());
    }
    let missing =
        format!("{} are missing, at least one parameter must be provided", names.join(", "));
    Err(Refusal::error(400, missing))
}

/// The row that the path names; the role is asked for before or after, as the table says.
fn item(call: &mut Call<'_>) -> Result<Found, Refusal> {
    let table = table(call);
    if table.home.order == Order::Params {
        may(call)?;
    }
    let of = place(call)?;
    let found = find(call, table, of)?;
    if table.home.order == Order::Item {
        may(call)?;
    }
    Ok(found)
}

/// A row as it is told.
pub(super) fn told(world: &World, table: &Table, view: View, row: &Row) -> Value {
    let mut row = row.clone();
    (table.shown)(world, view, &mut row);
    row.retain(|name, _| !name.starts_with('_') && (table.id || name != "id"));
    Value::Object(row)
}

fn reply(call: &mut Call<'_>, of: Of, row: &Row) -> Result<Value, Refusal> {
    let view = View { from: place(call)?, of };
    Ok(told(call.world, table(call), view, row))
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let table = table(call);
    if table.home.order != Order::Role {
        may(call)?;
    }
    let from = place(call)?;
    let mut rows = own(call.world, table.name, from);
    let with_above = match table.above.listed {
        Listed::Never => false,
        Listed::Always => true,
        Listed::If(name, usual) => call.params.bool(name).unwrap_or(usual),
    };
    if with_above {
        rows.extend(above(call.world, table.name, from));
    }
    if let Some(part) = call.params.text("search").map(str::to_lowercase) {
        let holds = |row: &Row, name: &str| text(row, name).to_lowercase().contains(&part);
        rows.retain(|(_, row)| table.searched.iter().any(|name| holds(row, name)));
    }
    for field in table.fields().filter(|it| table.filters.iter().any(|param| param.name == it.name))
    {
        if let Some(wanted) = call.params.text(field.name) {
            rows.retain(|(_, row)| text(row, field.name) == wanted);
        }
    }
    rows.sort_by(|(_, one), (_, other)| (table.sorted)(one, other));
    call.page(rows, |(of, row)| told(call.world, table, View { from, of }, &row))
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (of, row) = match (item(call), table(call).missing) {
        (Err(refusal), Some(missing)) if refusal.0.status == 404 => return missing(call),
        (found, _) => found?,
    };
    Ok(Reply::ok(reply(call, of, &row)?))
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    needs_one(call)?;
    let table = table(call);
    if table.home.order != Order::Role {
        may(call)?;
    }
    let of = place(call)?;
    let params = std::mem::take(&mut call.params);
    let row = write::create(call.world, table, of, None, &params)?;
    Ok(Reply::created(reply(call, of, &row)?))
}

fn update(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    needs_one(call)?;
    let (of, before) = item(call)?;
    let view = View { from: place(call)?, of };
    let params = std::mem::take(&mut call.params);
    let row = write::update(call.world, table(call), view, &before, &params)?;
    Ok(Reply::ok(reply(call, of, &row)?))
}

fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (of, row) = match (item(call), table(call).missing) {
        (Err(refusal), Some(missing)) if refusal.0.status == 404 => return missing(call),
        (found, _) => found?,
    };
    write::remove(call.world, table(call), of, &row);
    Ok(Reply::no_content())
}
