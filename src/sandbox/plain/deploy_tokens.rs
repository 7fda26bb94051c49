//! Deploy tokens of projects and groups: the secret is in the answer to the creation alone; a revoked token is gone.

use serde_json::Value;

use super::table::{
    By, Complaints, Draft, Field, GROUP as IN_GROUP, Home, On, Order, PROJECT as IN_PROJECT, Shown,
    Table, Usual, View, moment, put, text,
};
use crate::sandbox::http::params::{Kind, Param};
use crate::sandbox::http::reply::{Refusal, sentence};
use crate::sandbox::world::store::{Row, World};
use crate::sandbox::world::tokens::made_up_secret;
use crate::sandbox::world::{MAINTAINER, OWNER};

const SCOPES: &[&str] = &[
    "read_repository",
    "read_registry",
    "write_registry",
    "read_virtual_registry",
    "write_virtual_registry",
    "read_package_registry",
    "write_package_registry",
];

fn settle(_: &Draft<'_>, row: &mut Row, complaints: &mut Complaints) -> Result<(), Refusal> {
    if row.get("scopes").and_then(Value::as_array).is_none_or(Vec::is_empty) {
        complaints.say("scopes", "can't be blank");
    }
    Ok(())
}

fn has_expired(world: &World, row: &Row) -> bool {
    let end = text(row, "expires_at");
    !end.is_empty() && *end <= *world.now.text()
}

fn shown(world: &World, view: View, row: &mut Row) {
    let id = row.get("id").and_then(Value::as_u64).unwrap_or(0);
    if text(row, "username").is_empty() {
        put(row, "username", format!("gitlab+deploy-token-{id}"));
    }
    put(row, "revoked", false);
    put(row, "expired", has_expired(world, row));
    if view.shown == Shown::Answer {
        put(row, "token", made_up_secret("gldt", id));
    }
}

const FIELDS: &[Field] = &[
    Field::text("name").required().on(On::Create),
    Field::text("username").on(On::Create).rule(|value, problems| {
        let text = value.as_str().unwrap_or("");
        if !text.bytes().all(|it| it.is_ascii_alphanumeric() || b"_-+.".contains(&it)) {
            problems.say("can contain only letters, digits, '_', '-', '+', and '.'");
        }
    }),
    Field::new("expires_at", Kind::Moment, Usual::Null).on(On::Create).read(moment),
    Field::new("scopes", Kind::Words, Usual::Null).required().words(SCOPES).on(On::Create),
];

pub(super) const PROJECT: Table = Table {
    filters: &[Param::boolean("active")],
    kept: |world, row, params| {
        params.bool("active").is_none_or(|active| active != has_expired(world, row))
    },
    settle,
    shown,
    complain: |_, complaints| {
        let all = complaints.iter().flat_map(|(field, texts)| {
            texts
                .as_array()
                .into_iter()
                .flatten()
                .map(|it| sentence(field, it.as_str().unwrap_or("")))
        });
        Refusal::message(400, all.collect::<Vec<_>>().join(" and "))
    },
    ..Table::new(
        "deploy_tokens",
        Home::new(&IN_PROJECT, MAINTAINER, MAINTAINER, Order::Role),
        By::Id,
        FIELDS,
    )
};

pub(super) const GROUP: Table =
    Table { home: Home::new(&IN_GROUP, MAINTAINER, OWNER, Order::Role), ..PROJECT };
