//! The pull mirror of a project: a PUT creates, changes, and disables it. Nothing is ever fetched.

use serde_json::Value;

use super::push_mirrors::{address, exclusive, masked};
use super::push_rules::expression;
use super::table::{
    By, Complaints, Draft, Field, Home, Order, PROJECT as IN_PROJECT, Problems, Table, Usual,
    is_on, put, text,
};
use crate::sandbox::http::params::Kind;
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::world::store::Row;
use crate::sandbox::world::{Licence, MAINTAINER};

const FIELDS: &[Field] = &[
    Field::switch("enabled", false),
    Field::text("url").blamed("unsafe_import_url").rule(|value, problems| {
        let mut found = Problems::default();
        address(value, &mut found);
        if value.as_str().is_some_and(|it| it.contains(":9/")) {
            found.says =
                vec!["is blocked: Only allowed ports are 22, 80, 443, and any over 1024".into()];
        }
        problems.says.extend(found.says);
    }),
    Field::text("auth_user"),
    Field::text("auth_password"),
    Field::new("mirror_overwrites_diverged_branches", Kind::Boolean, Usual::Null),
    Field::switch("mirror_trigger_builds", false),
    Field::new("only_mirror_protected_branches", Kind::Boolean, Usual::Null),
    Field::text("mirror_branch_regex").rule(expression),
    Field::told("update_status", Usual::Text("none")),
    Field::told("last_update_at", Usual::Null),
    Field::told("last_update_started_at", Usual::Null),
    Field::told("last_successful_update_at", Usual::Null),
    Field::told("last_error", Usual::Null),
];

/// A new URL drops the credentials, unless the same call has them. Whether GitLab keeps them is not known.
fn settle(draft: &Draft<'_>, row: &mut Row, complaints: &mut Complaints) -> Result<(), Refusal> {
    exclusive(draft.params, row, "only_mirror_protected_branches")?;
    if is_on(row, "enabled") && text(row, "url").is_empty() {
        complaints.say("import_url", "can't be blank");
    }
    if draft.params.has("url") {
        for name in ["auth_user", "auth_password"] {
            if !draft.params.has(name) {
                put(row, name, Value::Null);
            }
        }
    }
    // Credentials in the URL are stored apart from it.
    let url = text(row, "url").to_owned();
    if let Some((scheme, rest)) = url.split_once("://")
        && let Some((user, host)) = rest.split_once('@')
        && let Some((user, password)) = user.split_once(':')
    {
        put(row, "url", format!("{scheme}://{host}"));
        put(row, "auth_user", user);
        put(row, "auth_password", password);
    }
    Ok(())
}

pub(super) const PROJECT: Table = Table {
    path: "mirror/pull",
    noun: "Pull mirror",
    upserts: true,
    needs_one: &["PUT"],
    kept: |_, row, _| is_on(row, "enabled"),
    missing: Some(|_| Err(Refusal::message(400, "The project is not mirrored"))),
    settle,
    shown: |_, _, row| {
        let (user, password) = (row.remove("auth_user"), row.remove("auth_password"));
        let given =
            |it: Option<Value>| it.is_some_and(|it| it.as_str().is_some_and(|it| !it.is_empty()));
        let credentials = match (given(user), given(password)) {
            (_, true) => "*****:*****@",
            (true, false) => "*****@",
            _ => "",
        };
        let url = text(row, "url");
        let url = match url.split_once("://") {
            Some((scheme, rest)) if !credentials.is_empty() => {
                format!("{scheme}://{credentials}{rest}")
            }
            _ => masked(url),
        };
        put(row, "url", url);
    },
    ..Table::new(
        "pull_mirror",
        Home::new(&IN_PROJECT, MAINTAINER, MAINTAINER, Order::Role).licensed(Licence::Premium),
        By::Single,
        FIELDS,
    )
};
