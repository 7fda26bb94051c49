//! Milestones of projects and groups. A title is unique among those of a group and of all that is below it.

use serde_json::{Map, Value};

use super::table::{
    Above, Among, By, Complaints, Draft, Field, GROUP as IN_GROUP, Home, Listed, On, Order,
    PROJECT as IN_PROJECT, Table, Taken, Unique, Usual, View, put, text, trimmed,
};
use crate::sandbox::http::params::Param;
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::world::store::{Of, Row, World};
use crate::sandbox::world::{GUEST, REPORTER};

/// A date as GitLab reads it: the day of a moment, or day, month, and year; anything else is nothing.
fn date(value: Value) -> Value {
    let text = value.as_str().unwrap_or("");
    let turned: Vec<&str> = text.split('/').rev().collect();
    let day = turned.join("-").split('T').next().unwrap_or("").to_owned();
    let is_date = day.parse::<jiff::civil::Date>().is_ok();
    if is_date { Value::from(day) } else { Value::Null }
}

fn settle(draft: &Draft<'_>, row: &mut Row, complaints: &mut Complaints) -> Result<(), Refusal> {
    let now = draft.world.now.text();
    put(row, "updated_at", now);
    match draft.params.text("state_event") {
        Some("close") => put(row, "state", "closed"),
        Some("activate") => put(row, "state", "active"),
        _ => {}
    }
    let (start, due) = (text(row, "start_date"), text(row, "due_date"));
    if !start.is_empty() && !due.is_empty() && due < start {
        complaints.say("due_date", "must be greater than start date");
    }
    Ok(())
}

fn shown(world: &World, view: View, row: &mut Row) {
    let due = text(row, "due_date").to_owned();
    put(row, "expired", !due.is_empty() && due < world.now.text());
    let iid = row.get("iid").and_then(Value::as_u64).unwrap_or(0);
    let path = world.path_of(view.of).unwrap_or("");
    let (key, id, home) = match view.of {
        Of::Group(id) => ("group_id", id, "groups/"),
        Of::Project(id) => ("project_id", id, ""),
        Of::Instance | Of::Row(..) => return,
    };
    put(row, key, id);
    put(row, "web_url", format!("{}/{home}{path}/-/milestones/{iid}", world.url));
}

/// As Ruby writes a hash.
fn complain(draft: &Draft<'_>, complaints: Map<String, Value>) -> Refusal {
    let what = if draft.before.is_none() { "create" } else { "update" };
    let each = complaints.iter().map(|(field, why)| {
        let why = why.as_array().into_iter().flatten().map(Value::to_string);
        format!(":{field}=>[{}]", why.collect::<Vec<_>>().join(", "))
    });
    let all = each.collect::<Vec<_>>().join(", ");
    Refusal::message(400, format!("Failed to {what} milestone {{{all}}}"))
}

const FIELDS: &[Field] = &[
    Field::text("title").required().read(trimmed).rule(|value, problems| {
        if value.as_str().is_none_or(str::is_empty) {
            problems.say("can't be blank");
        }
    }),
    Field::text("description"),
    Field::text("start_date").read(date),
    Field::text("due_date").read(date),
    Field::text("state_event").words(&["close", "activate"]).on(On::Update).unkept(),
    Field::told("state", Usual::Text("active")),
    Field::told("created_at", Usual::Made),
    Field::told("updated_at", Usual::Made),
];

pub(super) const PROJECT: Table = Table {
    iid: true,
    unique: Some(Unique {
        fields: &["title"],
        folded: false,
        among: Among::Around,
        taken: |_, _| {
            let why = "already being used for another group or project milestone.";
            Taken::Says("title", String::from(why))
        },
    }),
    needs_one: &["PUT"],
    above: Above { listed: Listed::If("include_ancestors", false), found: false },
    frozen: &["POST", "PUT", "DELETE"],
    filters: &[
        Param::text("state").values(&["active", "closed", "all"]).or("all"),
        Param::boolean("include_ancestors").or("false"),
        Param::text("title"),
        Param::text("search"),
    ],
    searched: &["title", "description"],
    sorted: |one, other| {
        let key = |row: &Row| (text(row, "due_date").is_empty(), text(row, "due_date").to_owned());
        let id = |row: &Row| row.get("id").and_then(Value::as_u64);
        key(one).cmp(&key(other)).then(id(other).cmp(&id(one)))
    },
    settle,
    shown,
    complain,
    ..Table::new(
        "milestones",
        Home::new(&IN_PROJECT, GUEST, REPORTER, Order::Params),
        By::Id,
        FIELDS,
    )
};

pub(super) const GROUP: Table =
    Table { home: Home::new(&IN_GROUP, GUEST, REPORTER, Order::Params), ..PROJECT };
