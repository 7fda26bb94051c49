//! OAuth applications of the instance. The secret is in the answer to the creation alone, and the scopes are in none.

use serde_json::Value;

use super::table::{
    By, Complaints, Draft, Field, Home, INSTANCE as IN_INSTANCE, Null, On, Order, Shown, Table,
    View, put, text,
};
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::world::ADMIN;
use crate::sandbox::world::store::{Row, World};
use crate::sandbox::world::tokens::made_up_secret;

const SCOPES: &[&str] = &[
    "api",
    "read_user",
    "read_api",
    "read_repository",
    "write_repository",
    "read_registry",
    "write_registry",
    "read_virtual_registry",
    "write_virtual_registry",
    "read_observability",
    "write_observability",
    "ai_features",
    "sudo",
    "admin_mode",
    "read_service_ping",
    "openid",
    "profile",
    "email",
    "create_runner",
    "manage_runner",
    "k8s_proxy",
    "self_rotate",
    "mcp",
    "ai_workflows",
];

fn addresses(sent: &str, complaints: &mut Complaints) {
    if sent.is_empty() {
        return complaints.say("redirect_uri", "can't be blank");
    }
    for address in sent.split_ascii_whitespace() {
        match address.split_once(':') {
            Some(("javascript" | "data" | "vbscript", _)) => {
                complaints.say("redirect_uri", "is forbidden by the server.");
                complaints.say("redirect_uri", "must specify a scheme.");
            }
            Some((_, rest)) if rest.contains('#') => {
                complaints.say("redirect_uri", "cannot contain a fragment.");
            }
            Some(_) => {}
            None => complaints.say("redirect_uri", "must be an absolute URI."),
        }
    }
}

fn settle(_: &Draft<'_>, row: &mut Row, complaints: &mut Complaints) -> Result<(), Refusal> {
    if text(row, "name").is_empty() {
        complaints.say("name", "can't be blank");
    }
    addresses(text(row, "redirect_uri"), complaints);
    if !text(row, "scopes").split(' ').all(|it| SCOPES.contains(&it)) {
        complaints.say("scopes", "doesn't match configured on the server.");
    }
    Ok(())
}

fn shown(_: &World, view: View, row: &mut Row) {
    let id = row.get("id").and_then(Value::as_u64).unwrap_or(0);
    let take = |row: &mut Row, name: &str| row.shift_remove(name).unwrap_or_default();
    let (name, address) = (take(row, "name"), take(row, "redirect_uri"));
    take(row, "scopes");
    put(row, "application_id", made_up_secret("id", id).replace("id-", ""));
    put(row, "application_name", name);
    put(row, "callback_url", address);
    if view.shown == Shown::Answer {
        put(row, "secret", made_up_secret("gloas", id));
    }
}

pub(super) static INSTANCE: Table = Table {
    noun: "Application",
    paged: false,
    alone: false,
    settle,
    shown,
    ..Table::new(
        "applications",
        Home::new(&IN_INSTANCE, ADMIN, ADMIN, Order::Role),
        By::Id,
        &[
            Field::text("name").required().on(On::Create),
            Field::text("redirect_uri").required().on(On::Create),
            Field::text("scopes").required().on(On::Create).no_blank(),
            Field::switch("confidential", true).on(On::Create).null(Null::Usual),
        ],
    )
};
