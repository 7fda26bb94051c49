//! SSH keys of users. Everyone can read them; a key is unique over the whole instance, and its comment is not kept.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::deploy_keys::{body, of_another_type};
use super::table::{
    By, Complaints, Draft, Field, Home, On, Order, Place, Table, Usual, View, moment, put, text,
    trimmed,
};
use crate::sandbox::http::endpoint::Scopes;
use crate::sandbox::http::params::Kind;
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::world::ADMIN;
use crate::sandbox::world::store::{Of, Row, World};

/// A user whose keys are asked for.
static USER: Place = Place {
    prefix: "/users/#user_id",
    below: "users",
    find: |call| {
        let id = call.place("user_id").parse().unwrap_or(0);
        let known = call.world.users.contains_key(&id);
        known.then_some(Of::Row("users", id)).ok_or_else(|| Refusal::no_such("User"))
    },
    level: |_| Ok(0),
};

fn settle(draft: &Draft<'_>, row: &mut Row, complaints: &mut Complaints) -> Result<(), Refusal> {
    if text(row, "usage_type").is_empty() {
        put(row, "usage_type", "auth_and_signing");
    }
    let Some(bytes) = body(text(row, "key")) else {
        of_another_type("key", complaints);
        if text(row, "key").split_ascii_whitespace().count() < 2 {
            complaints.say("key", "is invalid");
        }
        complaints.say("fingerprint_sha256", "cannot be generated");
        return Ok(());
    };
    let ends = text(row, "expires_at");
    if !ends.is_empty() && ends < draft.world.now.text().as_str() {
        complaints.say("key", "has expired");
    }
    let mut all = draft.world.rows.iter().filter(|((_, name), _)| *name == TABLE.name);
    let same = |row: &Row| body(text(row, "key")).as_ref() == Some(&bytes);
    if all.any(|(_, rows)| rows.iter().any(same)) {
        complaints.say("fingerprint_sha256", "has already been taken");
    }
    Ok(())
}

fn shown(world: &World, view: View, row: &mut Row) {
    let kind = text(row, "key").split_ascii_whitespace().next().unwrap_or("").to_owned();
    let bytes = STANDARD.encode(body(text(row, "key")).unwrap_or_default());
    let Of::Row(_, user) = view.of else { return };
    let name = world.users.get(&user).map_or("", |it| it.name.as_str());
    let host = world.url.split("://").last().unwrap_or("");
    put(row, "key", format!("{kind} {bytes} {name} ({host})"));
}

pub(super) static TABLE: Table = Table {
    path: "keys",
    noun: "Key",
    settle,
    shown,
    ..Table::new(
        "ssh_keys",
        Home::new(&USER, 0, ADMIN, Order::Params).scopes(Scopes::User),
        By::Id,
        &[
            Field::text("key").required().on(On::Create).read(trimmed),
            Field::text("title").required().on(On::Create).longest(255).rule(|value, problems| {
                if value.as_str().is_none_or(str::is_empty) {
                    problems.say("can't be blank");
                }
            }),
            Field::new("expires_at", Kind::Moment, Usual::Null).on(On::Create).read(moment),
            Field::text("usage_type")
                .words(&["auth", "signing", "auth_and_signing"])
                .on(On::Create),
            Field::told("created_at", Usual::Made),
            Field::told("last_used_at", Usual::Null),
        ],
    )
};
