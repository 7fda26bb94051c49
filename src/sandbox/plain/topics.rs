//! Topics of the instance.

use serde_json::Value;

use super::table::{
    Among, By, Field, Home, INSTANCE as IN_INSTANCE, On, Order, Problems, Table, Taken, Unique,
    Usual, put, text,
};
use super::write;
use crate::sandbox::http::params::{Kind, Param, Params};
use crate::sandbox::world::{ADMIN, Of, World};

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

/// A topic as the instance spells it. One that it does not know yet is made, as a project has it.
pub(in super::super) fn known(world: &mut World, name: &str) -> String {
    let rows = world.rows.get(&(Of::Instance, INSTANCE.name)).into_iter().flatten();
    let mut names = rows.map(|row| text(row, "name"));
    if let Some(known) = names.find(|known| known.to_lowercase() == name.to_lowercase()) {
        return known.to_owned();
    }
    let made = ["name", "title"].map(|field| (field.to_owned(), Value::from(name)));
    let params = Params(made.into_iter().collect());
    // A name that no topic can have stays the project's alone.
    drop(write::create(world, &INSTANCE, Of::Instance, None, None, &params));
    name.to_owned()
}

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
    alike: true,
    shown: |world, _, row| {
        let name = text(row, "name").to_lowercase();
        let has = |topics: &Value| {
            let mut topics = topics.as_array().into_iter().flatten().filter_map(Value::as_str);
            topics.any(|topic| topic.to_lowercase() == name)
        };
        let count = world.projects.values().filter(|it| has(&it.setting("topics"))).count();
        put(row, "total_projects_count", count);
    },
    sorted: |one, other| text(one, "name").cmp(text(other, "name")),
    settle: |draft, row, complaints| {
        if draft.before.is_none() && text(row, "title").is_empty() {
            complaints.say("title", "can't be blank");
        }
        Ok(())
    },
    ..Table::new("topics", Home::new(&IN_INSTANCE, 0, ADMIN, Order::Params), By::Id, FIELDS)
};
