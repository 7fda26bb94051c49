//! Push mirrors of projects. Credentials are masked in answers; nothing is ever pushed.

use serde_json::{Value, json};

use super::push_rules::expression;
use super::table::{
    By, Field, Home, Null, On, Order, PROJECT as IN_PROJECT, Problems, Table, Usual, put, text,
};
use crate::sandbox::hooks::rules::blocked;
use crate::sandbox::http::params::{Kind, Params};
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::world::MAINTAINER;
use crate::sandbox::world::store::Row;

/// Refuses what GitLab would not connect to.
pub(super) fn address(value: &Value, problems: &mut Problems) {
    let text = value.as_str().unwrap_or("");
    let reason = match text.split_once("://") {
        _ if text.is_empty() => return problems.say("can't be blank"),
        None => Some("URI is invalid"),
        Some((scheme, _)) if !["http", "https", "ssh", "git"].contains(&scheme) => {
            Some("Only allowed schemes are http, https, ssh, git")
        }
        Some((_, rest)) => blocked(&format!("https://{rest}"), false),
    };
    if let Some(reason) = reason {
        problems.say(format!("is blocked: {reason}"));
    }
}

/// A URL with its credentials masked; the user of an SSH server is not one.
pub(super) fn masked(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let end = rest.find('/').unwrap_or(rest.len());
    let Some(at) = rest[..end].rfind('@') else { return url.to_owned() };
    match rest[..at].contains(':') {
        true => format!("{scheme}://*****:*****{}", &rest[at..]),
        false if scheme == "ssh" => url.to_owned(),
        false => format!("{scheme}://*****{}", &rest[at..]),
    }
}

/// Of two fields, a request can have one, and each turns the other one off.
pub(super) fn exclusive(
    params: &Params,
    row: &mut Row,
    protected: &'static str,
) -> Result<(), Refusal> {
    const REGEX: &str = "mirror_branch_regex";
    if params.has(protected) && params.has(REGEX) {
        let text = format!("{protected}, {REGEX} are mutually exclusive");
        return Err(Refusal::error(400, text));
    }
    if params.bool(protected) == Some(true) {
        put(row, REGEX, Value::Null);
    } else if params.text(REGEX).is_some() {
        put(row, protected, false);
    }
    Ok(())
}

const METHODS: &[&str] = &["ssh_public_key", "password"];

const FIELDS: &[Field] = &[
    Field::text("url")
        .required()
        .on(On::Create)
        .rule(address)
        .null(Null::Says(&["can't be blank"])),
    Field::new("enabled", Kind::Boolean, Usual::Switch(false)).null(Null::Usual),
    Field::told("update_status", Usual::Text("none")),
    Field::told("last_update_at", Usual::Null),
    Field::told("last_update_started_at", Usual::Null),
    Field::told("last_successful_update_at", Usual::Null),
    Field::told("last_error", Usual::Null),
    Field::switch("only_protected_branches", false).null(Null::Says(&["can't be blank"])),
    Field::new("keep_divergent_refs", Kind::Boolean, Usual::Null),
    Field::text("auth_method").usual(Usual::Text("password")).words(METHODS).on(On::Create),
    Field::text("auth_method").usual(Usual::Text("password")).on(On::Update).rule(
        |value, problems| {
            if !value.as_str().is_some_and(|it| METHODS.contains(&it)) {
                problems.say("is not included in the list");
            }
        },
    ),
    Field::text("mirror_branch_regex").rule(expression),
];

pub(super) const PROJECT: Table = Table {
    path: "remote_mirrors",
    settle: |draft, row, _| exclusive(draft.params, row, "only_protected_branches"),
    shown: |_, _, row| {
        let url = masked(text(row, "url"));
        put(row, "url", url);
        put(row, "host_keys", json!([]));
    },
    ..Table::new(
        "push_mirrors",
        Home {
            forbidden: Refusal::unauthorized,
            ..Home::new(&IN_PROJECT, MAINTAINER, MAINTAINER, Order::Role)
        },
        By::Id,
        FIELDS,
    )
};
