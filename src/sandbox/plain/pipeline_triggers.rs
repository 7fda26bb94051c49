//! Pipeline triggers of projects. Their owner can read the secret again and again; others see its beginning.

use serde_json::Value;

use super::table::{
    By, Draft, Field, Home, On, Order, PROJECT as IN_PROJECT, Table, Usual, View, moment, put, text,
};
use crate::sandbox::http::call::Call;
use crate::sandbox::http::params::Kind;
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::views::users::user;
use crate::sandbox::world::MAINTAINER;
use crate::sandbox::world::store::{Row, World};
use crate::sandbox::world::tokens::made_up_secret;

const PREFIX: &str = "glptt";
const NOT_THE_OWNER: &str =
    "The current user is not authorized to update the pipeline trigger token";

fn owner(row: &Row) -> Option<u64> {
    row.get("_owner").and_then(Value::as_u64)
}

/// A trigger of a seed is root's. An update without a description empties it.
fn settle(
    draft: &Draft<'_>,
    row: &mut Row,
    _: &mut super::table::Complaints,
) -> Result<(), Refusal> {
    if draft.before.is_none() {
        put(row, "_owner", draft.view.me.or_else(|| draft.world.user_named("root")));
    } else if !draft.params.has("description") {
        put(row, "description", Value::Null);
    }
    put(row, "updated_at", draft.world.now.text());
    Ok(())
}

fn shown(world: &World, view: View, row: &mut Row) {
    let id = row.get("id").and_then(Value::as_u64).unwrap_or(0);
    let secret = made_up_secret(PREFIX, id);
    let beginning = secret.chars().skip(PREFIX.len() + 1).take(4).collect();
    put(row, "token", if view.me == owner(row) { secret } else { beginning });
    let owner = user(world, owner(row).unwrap_or(0));
    put(row, "owner", owner);
}

fn guard(call: &mut Call<'_>, row: &Row) -> Result<(), Refusal> {
    let changes = call.route.method == "PUT";
    if changes && call.user != owner(row) {
        return Err(Refusal::forbidden_because(NOT_THE_OWNER));
    }
    Ok(())
}

const FIELDS: &[Field] = &[
    Field::text("description").required(),
    Field::told("created_at", Usual::Made),
    Field::told("updated_at", Usual::Made),
    Field::told("last_used", Usual::Null),
    Field::new("expires_at", Kind::Moment, Usual::Null).on(On::Create).read(moment),
];

pub(super) const PROJECT: Table = Table {
    path: "triggers",
    kept: |world, row, _| {
        let end = text(row, "expires_at");
        end.is_empty() || *end > *world.now.text()
    },
    frozen: &["POST", "PUT", "DELETE"],
    settle,
    shown,
    guard,
    ..Table::new(
        "pipeline_triggers",
        Home::new(&IN_PROJECT, MAINTAINER, MAINTAINER, Order::Role),
        By::Id,
        FIELDS,
    )
};
