//! The requests of a table: list, read, create, change, delete.

use std::sync::LazyLock;

use serde_json::Value;

use super::TABLES;
use super::item::{Found, above, find, own};
use super::table::{By, Listed, On, Order, Shown, Table, View, text};
use super::write;
use crate::sandbox::http::call::Call;
use crate::sandbox::http::endpoint::Endpoint;
use crate::sandbox::http::params::{Kind, PAGE, Param, Params};
use crate::sandbox::http::reply::{Refusal, Reply};
use crate::sandbox::http::router::{Route, Run};
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
    let mut add = |method: &'static str, path, params, handler: Handler| {
        let mut endpoint = Endpoint::new(method, path, params);
        endpoint.scopes = table.home.scopes;
        endpoint.frozen = table.frozen.contains(&method);
        let gate: &'static _ = Box::leak(Box::new(move |call: &mut Call<'_>| gate(call, table)));
        let handler: &'static _ =
            Box::leak(Box::new(move |call: &mut Call<'_>| handler(call, table)));
        let (gate, handler) = (Run::Shared(gate), Run::Shared(handler));
        routes.push(Route { endpoint, gate, handler, exists: table.exists });
    };
    if !matches!(table.by, By::Single) && table.listed {
        add("GET", all, params(vec![table.filters, &PAGE]), list);
    }
    if table.alone {
        add("GET", one, params(vec![filter]), show);
    }
    if let Some(method) = table.always {
        add(method, one, params(vec![changed]), update);
        return routes;
    }
    if !table.upserts {
        add("POST", all, params(vec![new]), create);
        add("DELETE", one, params(vec![filter]), delete);
    }
    if table.fields().any(|field| field.on == On::Both) {
        add("PUT", one, params(vec![filter, changed]), update);
    }
    for (name, _) in table.actions {
        add("POST", String::leak(format!("{one}/{name}")), params(vec![]), act);
    }
    routes
}

/// A function that answers requests of a table.
type Handler = fn(&mut Call<'_>, &'static Table) -> Result<Reply, Refusal>;

fn place(call: &mut Call<'_>, table: &'static Table) -> Result<Of, Refusal> {
    (table.home.place.find)(call)
}

fn gate(call: &mut Call<'_>, table: &'static Table) -> Result<(), Refusal> {
    let first = table.home.order == Order::Role;
    if first || call.route.method != "GET" {
        call.authenticate()?;
    }
    place(call, table)?;
    if first { may(call, table) } else { Ok(()) }
}

/// Refuses callers whose role is too low.
fn may(call: &mut Call<'_>, table: &'static Table) -> Result<(), Refusal> {
    let home = &table.home;
    if home.licence.is_some_and(|it| !call.world.licensed(it)) {
        return Err((home.unlicensed)());
    }
    let reads = call.route.method == "GET";
    let needed = if reads { home.read } else { home.write };
    let enough = call.is_admin() || (home.place.level)(call)? >= needed;
    let refusal = home.unseen.filter(|_| reads).unwrap_or(home.forbidden);
    if enough { Ok(()) } else { Err(refusal()) }
}

/// Refuses a request without parameters if at least one is required.
fn needs_one(call: &Call<'_>, table: &Table) -> Result<(), Refusal> {
    let names: Vec<&str> =
        table.params(call.route.method == "POST").iter().map(|param| param.name).collect();
    if !table.needs_one.contains(&call.route.method) || names.iter().any(|it| call.params.has(it)) {
        return Ok(());
    }
    let missing =
        format!("{} are missing, at least one parameter must be provided", names.join(", "));
    Err(Refusal::error(400, missing))
}

/// The row that the path names; the role is checked before or after, depending on the table.
fn item(call: &mut Call<'_>, table: &'static Table) -> Result<Found, Refusal> {
    if table.home.order == Order::Params {
        may(call, table)?;
    }
    let of = place(call, table)?;
    let single = matches!(table.by, By::Single) && table.always.is_some();
    if single && own(call.world, table.name, of).is_empty() {
        write::create(call.world, table, of, None, None, &Params::default())?;
    }
    let found = find(call, table, of)?;
    if table.home.order == Order::Item {
        may(call, table)?;
    }
    Ok(found)
}

/// A row as answers show it.
pub(super) fn told(world: &World, table: &Table, view: View, row: &Row) -> Value {
    let mut row = row.clone();
    (table.shown)(world, view, &mut row);
    row.retain(|name, _| !name.starts_with('_') && (table.id || name != "id"));
    Value::Object(row)
}

fn reply(call: &mut Call<'_>, table: &'static Table, of: Of, row: &Row) -> Result<Value, Refusal> {
    let shown = if call.route.method == "GET" { Shown::Alone } else { Shown::Answer };
    let view = View { from: place(call, table)?, of, me: call.user, shown };
    Ok(told(call.world, table, view, row))
}

fn list(call: &mut Call<'_>, table: &'static Table) -> Result<Reply, Refusal> {
    if table.home.order != Order::Role {
        may(call, table)?;
    }
    let from = place(call, table)?;
    let mut rows = own(call.world, table.name, from);
    let with_above = match table.above.listed {
        Listed::Never => false,
        Listed::Always => true,
        Listed::If(name, usual) => call.params.bool(name).unwrap_or(usual),
    };
    if with_above {
        rows.extend(above(call.world, table.name, from));
    }
    let search = call.params.text("search").map(str::to_lowercase);
    if let Some(part) = &search {
        // GitLab compares parts of fewer than three characters as a whole.
        let short = matches!(part.chars().count(), 1 | 2);
        let holds = |row: &Row, name: &str| {
            let text = text(row, name).to_lowercase();
            if short { text == *part } else { text.contains(part) }
        };
        rows.retain(|(_, row)| table.searched.iter().any(|name| holds(row, name)));
    }
    for field in table.fields().filter(|it| table.filters.iter().any(|param| param.name == it.name))
    {
        if let Some(wanted) = call.params.text(field.name) {
            rows.retain(|(_, row)| wanted == "all" || text(row, field.name) == wanted);
        }
    }
    match table.searched.first().filter(|_| table.alike && search.is_some()) {
        Some(name) => rows.sort_by_key(|(_, row)| text(row, name).len()),
        None => rows.sort_by(|(_, one), (_, other)| (table.sorted)(one, other)),
    }
    rows.retain(|(_, row)| (table.kept)(call.world, row, &call.params));
    let (me, shown) = (call.user, Shown::Listed);
    let show = |(of, row): Found| told(call.world, table, View { from, of, me, shown }, &row);
    if table.paged {
        call.page(rows, show)
    } else {
        Ok(Reply::ok(rows.into_iter().map(show).collect()))
    }
}

fn show(call: &mut Call<'_>, table: &'static Table) -> Result<Reply, Refusal> {
    let (of, row) = match (item(call, table), table.missing) {
        (Err(refusal), Some(missing)) if refusal.0.status == 404 => return missing(call),
        (Ok((_, row)), Some(missing)) if !(table.kept)(call.world, &row, &call.params) => {
            return missing(call);
        }
        (found, _) => found?,
    };
    Ok(Reply::ok(reply(call, table, of, &row)?))
}

fn create(call: &mut Call<'_>, table: &'static Table) -> Result<Reply, Refusal> {
    needs_one(call, table)?;
    if table.home.order != Order::Role {
        may(call, table)?;
    }
    let of = place(call, table)?;
    let params = std::mem::take(&mut call.params);
    let row = write::create(call.world, table, of, call.user, None, &params)?;
    Ok(Reply::created(reply(call, table, of, &row)?))
}

fn update(call: &mut Call<'_>, table: &'static Table) -> Result<Reply, Refusal> {
    needs_one(call, table)?;
    let (of, before) = match item(call, table) {
        Err(refusal) if table.upserts && refusal.0.status == 404 => {
            let of = place(call, table)?;
            let params = std::mem::take(&mut call.params);
            let row = write::create(call.world, table, of, call.user, None, &params)?;
            return Ok(Reply::ok(reply(call, table, of, &row)?));
        }
        found => found?,
    };
    (table.guard)(call, &before)?;
    let view = View { from: place(call, table)?, of, me: call.user, shown: Shown::Answer };
    let params = std::mem::take(&mut call.params);
    let row = write::update(call.world, table, view, &before, &params)?;
    Ok(Reply::ok(reply(call, table, of, &row)?))
}

fn delete(call: &mut Call<'_>, table: &'static Table) -> Result<Reply, Refusal> {
    let (of, row) = match (item(call, table), table.missing) {
        (Err(refusal), Some(missing)) if refusal.0.status == 404 => return missing(call),
        (found, _) => found?,
    };
    (table.guard)(call, &row)?;
    let last = reply(call, table, of, &row)?;
    write::remove(call.world, table, of, &row);
    Ok((table.parting)(last))
}

fn act(call: &mut Call<'_>, table: &'static Table) -> Result<Reply, Refusal> {
    let (of, mut row) = item(call, table)?;
    let named = |it: &&(&str, _)| call.route.pattern.ends_with(it.0);
    let Some((_, action)) = table.actions.iter().find(named) else {
        return Err(Refusal::not_found());
    };
    let changed = action(call, &mut row)?;
    write::replace(call.world, table, of, &row);
    let body = reply(call, table, of, &row)?;
    Ok(if changed { Reply::created(body) } else { Reply::ok(body) })
}
