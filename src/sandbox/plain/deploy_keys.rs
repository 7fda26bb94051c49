//! Deploy keys of projects. A key is one object in all projects that have it; each has its own `can_push`.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};

use super::table::{
    By, Complaints, Draft, Field, Home, Null, On, Order, PROJECT as IN_PROJECT, Table, Usual, put,
    text,
};
use crate::sandbox::http::params::Kind;
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::world::MAINTAINER;
use crate::sandbox::world::store::{Of, Row, World};

const KINDS: &[&str] = &["ssh-rsa", "ssh-dss", "ecdsa-sha2-nistp", "ssh-ed25519", "sk-"];

/// Its bytes, which begin with the name of its type.
pub(super) fn body(key: &str) -> Option<Vec<u8>> {
    let mut parts = key.split_ascii_whitespace();
    let known =
        KINDS.iter().any(|it| parts.clone().next().is_some_and(|kind| kind.starts_with(it)));
    let bytes = STANDARD.decode(parts.nth(1)?).ok()?;
    (known && bytes.len() > 30).then_some(bytes)
}

/// Says that GitLab does not accept a key of this type.
pub(super) fn of_another_type(field: &str, complaints: &mut Complaints) {
    let kinds = "RSA, DSA, ECDSA, ED25519, ECDSA_SK, or ED25519_SK";
    complaints.say(field, format!("type is forbidden. Must be {kinds}"));
}

/// A key that some project has already, with its project.
fn known(world: &World, row: &Row) -> Option<(Of, Row)> {
    let bytes = body(text(row, "key"))?;
    let all = world.rows.iter().filter(|((_, name), _)| *name == PROJECT.name);
    let mut all = all.flat_map(|((of, _), rows)| rows.iter().map(|it| (*of, it)));
    all.find(|(_, it)| body(text(it, "key")).as_ref() == Some(&bytes))
        .map(|(of, it)| (of, it.clone()))
}

fn settle(draft: &Draft<'_>, row: &mut Row, complaints: &mut Complaints) -> Result<(), Refusal> {
    let Some(before) = draft.before else {
        let Some(bytes) = body(text(row, "key")) else {
            of_another_type("deploy_key.key", complaints);
            complaints.say("deploy_key.fingerprint_sha256", "cannot be generated");
            return Ok(());
        };
        let ends = text(row, "expires_at");
        if !ends.is_empty() && ends < draft.world.now.text().as_str() {
            complaints.say("deploy_key.key", "has expired");
        }
        let sha = ring::digest::digest(&ring::digest::SHA256, &bytes);
        put(row, "fingerprint_sha256", STANDARD_NO_PAD.encode(sha));
        return Ok(());
    };
    // A project does not change the title of a key that others have.
    let has = |rows: &Vec<Row>| rows.iter().any(|it| it.get("id") == row.get("id"));
    let of_keys = draft.world.rows.iter().filter(|((_, name), _)| *name == PROJECT.name);
    if of_keys.filter(|(_, rows)| has(rows)).count() > 1 {
        let title = text(before, "title").to_owned();
        put(row, "title", title);
    }
    Ok(())
}

const FIELDS: &[Field] = &[
    Field::text("title").required().blamed("deploy_key.title").rule(|value, problems| {
        if value.as_str().is_none_or(str::is_empty) {
            problems.say("can't be blank");
        }
    }),
    Field::text("key").required().on(On::Create),
    Field::switch("can_push", false).null(Null::Crash),
    Field::new("expires_at", Kind::Moment, Usual::Null).on(On::Create),
    Field::told("created_at", Usual::Made),
    Field::told("last_used_at", Usual::Null),
    Field::told("usage_type", Usual::Text("auth_and_signing")),
    // Of MD5, which nothing here computes.
    Field::told("fingerprint", Usual::Text("00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00")),
    Field::told("fingerprint_sha256", Usual::Null),
];

pub(super) const PROJECT: Table = Table {
    noun: "Deploy key",
    needs_one: &["PUT"],
    settle,
    known,
    ..Table::new(
        "deploy_keys",
        Home::new(&IN_PROJECT, MAINTAINER, MAINTAINER, Order::Role),
        By::Id,
        FIELDS,
    )
};
