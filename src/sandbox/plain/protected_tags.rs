//! Protected tags of projects. There is no update.

use serde_json::{Map, Value, json};

use super::table::{
    Among, By, Complaints, Draft, Field, Home, On, Order, PROJECT as IN_PROJECT, Table, Taken,
    Unique, Usual, View, put,
};
use crate::sandbox::http::params::{Kind, Param};
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::views::protections::access;
use crate::sandbox::world::store::{Of, Row, World};
use crate::sandbox::world::{AccessLevel, DEVELOPER, MAINTAINER};

const LEVELS: &[&str] = &["30", "40", "60", "0"];

const ENTRY: &[Param] = &[
    Param::integer("access_level").values(LEVELS),
    Param::integer("user_id"),
    Param::integer("group_id"),
    Param::integer("deploy_key_id"),
];

/// The entries of a rule, as they were sent.
const ENTRIES: &str = "_entries";

fn read(entry: &Value) -> AccessLevel {
    let number = |name: &str| entry[name].as_u64();
    let level = number("access_level").and_then(|it| u8::try_from(it).ok());
    AccessLevel {
        id: 0,
        level: Some(level.unwrap_or(MAINTAINER)),
        user: number("user_id"),
        group: number("group_id"),
        deploy_key: number("deploy_key_id"),
    }
}

fn settle(draft: &Draft<'_>, row: &mut Row, complaints: &mut Complaints) -> Result<(), Refusal> {
    let Of::Project(project) = draft.view.of else { return Ok(()) };
    let Some(project) = draft.world.projects.get(&project) else { return Ok(()) };
    let short = draft.params.int("create_access_level");
    let short = short.map(|level| json!({ "access_level": level }));
    let list = draft.params.list("allowed_to_create").into_iter().flatten().cloned();
    let mut entries: Vec<Value> = short.into_iter().chain(list).collect();
    if entries.is_empty() {
        entries.push(json!({ "access_level": MAINTAINER }));
    }
    for entry in entries.iter().map(read) {
        if entry.user.is_some_and(|it| draft.world.member_level(it, project) == 0) {
            complaints.say("create access levels", "user is not a member of the project");
        }
        let shared = |group| project.shares.get(&group).is_some_and(|it| *it >= DEVELOPER);
        if entry.group.is_some_and(|it| !shared(it)) {
            complaints.say("create access levels", "group does not have access to the project");
        }
    }
    put(row, ENTRIES, entries);
    Ok(())
}

fn shown(world: &World, _: View, row: &mut Row) {
    let first = row.get("id").and_then(Value::as_u64).unwrap_or(0) * 1000;
    let entries = row.get(ENTRIES).and_then(Value::as_array).into_iter().flatten();
    let entries = entries.zip(first..).map(|(entry, id)| AccessLevel { id, ..read(entry) });
    let entries: Value = entries.map(|it| access(world, &it, true)).collect();
    put(row, "create_access_levels", entries);
}

fn complain(_: &Draft<'_>, complaints: Map<String, Value>) -> Refusal {
    let each = complaints.iter().flat_map(|(field, why)| {
        let (first, rest) = field.split_at(1);
        let field = format!("{}{rest}", first.to_uppercase());
        let why = why.as_array().into_iter().flatten().filter_map(Value::as_str);
        why.map(move |why| format!("{field} {why}")).collect::<Vec<_>>()
    });
    Refusal::message(422, each.collect::<Vec<_>>())
}

const FIELDS: &[Field] = &[
    Field::text("name").required().on(On::Create).rule(|value, problems| {
        if value.as_str().is_none_or(str::is_empty) {
            problems.say("can't be blank");
        }
    }),
    Field::new("create_access_level", Kind::Integer, Usual::Null)
        .words(LEVELS)
        .on(On::Create)
        .unkept(),
    Field::new("allowed_to_create", Kind::Entries(ENTRY), Usual::Null).on(On::Create).unkept(),
];

pub(super) const PROJECT: Table = Table {
    id: false,
    unique: Some(Unique {
        fields: &["name"],
        folded: false,
        among: Among::Own,
        taken: |_, _| Taken::Says("name", String::from("has already been taken")),
    }),
    settle,
    shown,
    complain,
    ..Table::new(
        "protected_tags",
        Home::new(&IN_PROJECT, MAINTAINER, MAINTAINER, Order::Role),
        By::Field { name: "name", or_id: false },
        FIELDS,
    )
};
