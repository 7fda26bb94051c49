//! Topics of the instance.

use serde_json::Value;

use super::table::{
    Among, By, Field, Home, INSTANCE as IN_INSTANCE, On, Order, Problems, Table, Taken, Unique,
    Usual, text,
};
use crate::sandbox::http::params::{Kind, Param};
use crate::sandbox::world::ADMIN;

fn filled(value: &Value, problems: &mut Problems) {
    match value.as_str() {
        Some("") => problems.say("can't be blank"),
        Some(text) if text.contains('\n') => problems.say("has characters that are not allowed"),
        _ => {}
    }
}

const FIELDS: &[Field] = &[
    Field::text("name").required().rule(filled).longest(255),
    // Blank is refused on creation, and accepted later.
    Field::text("title").required().longest(255),
    Field::text("description"),
    Field::new("total_projects_count", Kind::Integer, Usual::Number(0)).on(On::Never),
    Field::new("organization_id", Kind::Integer, Usual::Number(1)).on(On::Never),
    Field::told("avatar_url", Usual::Null),
];

pub(super) const INSTANCE: Table = Table {
    unique: Some(Unique {
        fields: &["name"],
        folded: true,
        among: Among::Own,
        taken: |_, _| Taken::Says("name", String::from("has already been taken")),
    }),
    filters: &[
        Param::text("search"),
        Param::boolean("without_projects"),
        Param::integer("organization_id").or("1"),
    ],
    searched: &["name"],
    sorted: |one, other| text(one, "name").cmp(text(other, "name")),
    settle: |draft, row, complaints| {
        if draft.before.is_none() && text(row, "title").is_empty() {
            complaints.say("title", "can't be blank");
        }
        Ok(())
    },
    ..Table::new("topics", Home::new(&IN_INSTANCE, 0, ADMIN, Order::Params), By::Id, FIELDS)
};
