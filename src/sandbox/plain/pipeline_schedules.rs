//! Pipeline schedules of projects, and their variables. Only its owner can change a schedule; a maintainer can become the
//! owner, and can delete it.

use serde_json::Value;

use super::item;
use super::table::{
    Among, By, Complaints, Draft, Field, Home, Null, On, Order, PROJECT as IN_PROJECT, Place,
    Problems, Shown, Table, Taken, Unique, Usual, View, put, text, trimmed,
};
use crate::sandbox::http::call::Call;
use crate::sandbox::http::params::{Kind, Param};
use crate::sandbox::http::reply::{Refusal, Reply};
use crate::sandbox::views::users::user;
use crate::sandbox::world::branch_rules::{may_merge, may_push};
use crate::sandbox::world::store::{Of, Row, World};
use crate::sandbox::world::{ADMIN, DEVELOPER, GUEST, MAINTAINER};

const BLANK: &str = "can't be blank";
const NOT_ALLOWED: &str = "The current user is not authorized to create the pipeline schedule";

/// Five fields of numbers and signs, or a shortcut.
fn cron(value: &Value, problems: &mut Problems) {
    let text = value.as_str().unwrap_or("");
    let field =
        |it: &str| it.bytes().all(|it| it.is_ascii_alphanumeric() || b"*,-/#".contains(&it));
    let fields: Vec<&str> = text.split_ascii_whitespace().collect();
    let shortcut =
        ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];
    let starts = |it: &&str| it.starts_with(|it: char| it.is_ascii_digit() || it == '*');
    let whole =
        fields.len() == 5 && fields.iter().all(|it| field(it)) && fields[..2].iter().all(starts);
    if !whole && !shortcut.contains(&text) {
        problems.say("syntax is invalid");
    }
    if text.is_empty() {
        problems.say(BLANK);
    }
}

/// The regions of the time zone database; the names of zones are not checked.
const REGIONS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Asia",
    "Atlantic",
    "Australia",
    "Etc",
    "Europe",
    "Indian",
    "Pacific",
];

/// A region and a city, or a city alone.
fn zone(value: &Value, problems: &mut Problems) {
    let text = value.as_str().unwrap_or("");
    let known = match text.split_once('/') {
        Some((region, _)) => REGIONS.contains(&region),
        None => text.starts_with(|it: char| it.is_ascii_uppercase()),
    };
    if !known {
        problems.say("syntax is invalid");
    }
}

/// The full form of a branch or tag; `None` if the project has neither, or both.
fn full_ref(world: &World, of: Of, name: &str) -> Option<String> {
    if name.starts_with("refs/heads/") || name.starts_with("refs/tags/") {
        return Some(name.to_owned());
    }
    let Of::Project(id) = of else { return None };
    let project = world.projects.get(&id)?;
    match (project.branches.contains_key(name), project.tags.contains_key(name)) {
        (true, false) => Some(format!("refs/heads/{name}")),
        (false, true) => Some(format!("refs/tags/{name}")),
        _ => None,
    }
}

/// Inputs are merged by name; one that is to be destroyed goes. Values are kept as texts, lists unchanged.
fn merged(before: Option<&Row>, sent: &[Value]) -> Vec<Value> {
    let before = before.and_then(|it| it.get("_inputs")?.as_array().cloned());
    let mut all = before.unwrap_or_default();
    for it in sent {
        let value = match &it["value"] {
            Value::String(_) | Value::Array(_) => it["value"].clone(),
            scalar => Value::from(scalar.to_string()),
        };
        let input = serde_json::json!({ "name": it["name"], "value": value });
        let known = all.iter().position(|known| known["name"] == it["name"]);
        match (known, it["destroy"] == true) {
            (Some(at), true) => drop(all.remove(at)),
            (Some(at), false) => all[at] = input,
            (None, true) => {}
            (None, false) => all.push(input),
        }
    }
    all
}

fn settle(draft: &Draft<'_>, row: &mut Row, complaints: &mut Complaints) -> Result<(), Refusal> {
    let (world, of) = (draft.world, draft.view.of);
    let creates = draft.before.is_none();
    if creates {
        put(row, "_owner", draft.view.me.unwrap_or(1));
        if row.get("active") == Some(&Value::Null) {
            put(row, "active", true);
        }
    }
    match full_ref(world, of, text(row, "ref")) {
        Some(full) => put(row, "ref", full),
        None => complaints.say("ref", "is ambiguous"),
    }
    if let Some(sent) = draft.params.list("inputs") {
        put(row, "_inputs", merged(draft.before, sent));
    }
    put(row, "updated_at", world.now.text());
    let project = if let Of::Project(id) = of { world.projects.get(&id) } else { None };
    if let (true, Some(me), Some(project)) = (creates, draft.view.me, project)
        && let Some(branch) = text(row, "ref").strip_prefix("refs/heads/")
        && !may_push(world, project, branch, me)
        && !may_merge(world, project, branch, me)
    {
        let mut only = Complaints::default();
        only.say("base", NOT_ALLOWED);
        return Err((SCHEDULES.complain)(draft, only.by_field));
    }
    Ok(())
}

/// Whether someone owns a schedule, or maintains its project.
fn sees_all(world: &World, of: Of, row: &Row, me: Option<u64>) -> bool {
    let Some(me) = me else { return false };
    let project = if let Of::Project(id) = of { world.projects.get(&id) } else { None };
    let level = project.map_or(0, |it| world.level(me, it));
    world.acts_as_admin(me)
        || level >= MAINTAINER
        || level >= DEVELOPER && row.get("_owner") == Some(&Value::from(me))
}

fn shown(world: &World, view: View, row: &mut Row) {
    let owner = row.get("_owner").and_then(Value::as_u64).unwrap_or(0);
    put(row, "owner", user(world, owner));
    let all = sees_all(world, view.of, row, view.me);
    if view.shown != Shown::Answer && all {
        let inputs =
            row.get("_inputs").cloned().unwrap_or_else(|| Value::from(Vec::<Value>::new()));
        put(row, "inputs", inputs);
    }
    if view.shown != Shown::Listed {
        put(row, "last_pipeline", Value::Null);
    }
    if view.shown == Shown::Alone && all {
        let id = row.get("id").and_then(Value::as_u64).unwrap_or(0);
        let of = Of::Row(SCHEDULES.name, id);
        let mut rows = item::own(world, VARIABLES.name, of);
        rows.iter_mut().for_each(|(_, it)| drop(it.shift_remove("id")));
        put(
            row,
            "variables",
            rows.into_iter().map(|(_, it)| Value::Object(it)).collect::<Vec<_>>(),
        );
    }
}

/// Only the owner changes a schedule; maintainers delete it, too.
fn guard(call: &mut Call<'_>, row: &Row) -> Result<(), Refusal> {
    let of = Of::Project(call.project_id()?);
    let owns = row.get("_owner").and_then(Value::as_u64) == call.user;
    let may = match call.route.method {
        "PUT" => owns && call.level()? >= DEVELOPER || call.is_admin(),
        _ => sees_all(call.world, of, row, call.user),
    };
    if may { Ok(()) } else { Err(Refusal::forbidden()) }
}

/// Whether the caller is the owner only from now on.
fn take_ownership(call: &mut Call<'_>, row: &mut Row) -> Result<bool, Refusal> {
    guard(call, row)?;
    let me = Value::from(call.me());
    Ok(row.insert(String::from("_owner"), me.clone()) != Some(me))
}

const INPUT: &[Param] =
    &[Param::text("name").required(), Param::new("value", Kind::Any), Param::boolean("destroy")];

const FIELDS: &[Field] = &[
    Field::text("description").required().null(Null::Says(&[BLANK])).rule(|value, problems| {
        if value.as_str().is_none_or(|it| it.trim().is_empty()) {
            problems.say(BLANK);
        }
    }),
    Field::text("ref").required().no_blank(),
    Field::text("cron").required().read(trimmed).rule(cron),
    Field::text("cron_timezone").usual(Usual::Text("UTC")).null(Null::Usual).rule(zone),
    Field::told("next_run_at", Usual::Made),
    Field::switch("active", true),
    Field::told("created_at", Usual::Made),
    Field::told("updated_at", Usual::Made),
    Field::new("inputs", Kind::Objects(INPUT), Usual::Null).unkept(),
];

pub(super) const SCHEDULES: Table = Table {
    noun: "Pipeline Schedule",
    filters: &[Param::text("scope").values(&["active", "inactive"])],
    kept: |_, row, params| match params.text("scope") {
        Some("active") => row.get("active") == Some(&Value::Bool(true)),
        Some(_) => row.get("active") == Some(&Value::Bool(false)),
        None => true,
    },
    frozen: &["POST", "PUT", "DELETE"],
    settle,
    shown,
    guard,
    actions: &[("take_ownership", take_ownership)],
    ..Table::new(
        "pipeline_schedules",
        Home::new(&IN_PROJECT, GUEST, DEVELOPER, Order::Params),
        By::Id,
        FIELDS,
    )
};

/// A schedule whose variables are asked for.
static SCHEDULE: Place = Place {
    prefix: "/projects/{id}/pipeline_schedules/#schedule",
    below: SCHEDULES.name,
    find: |call| Ok(Of::Row(SCHEDULES.name, schedule(call)?.1)),
    level: |call| {
        let (row, _) = schedule(call)?;
        let may = guard(call, &row).is_ok();
        Ok(if may { ADMIN } else { 0 })
    },
};

fn schedule(call: &mut Call<'_>) -> Result<(Row, u64), Refusal> {
    let project = Of::Project(call.project_id()?);
    let id: u64 = call.place("schedule").parse().unwrap_or(0);
    let rows = item::own(call.world, SCHEDULES.name, project);
    let is_it = |(_, row): &item::Found| row.get("id").and_then(Value::as_u64) == Some(id);
    let found = rows.into_iter().find(is_it).ok_or_else(|| Refusal::no_such(SCHEDULES.noun))?;
    Ok((found.1, id))
}

pub(super) const VARIABLES: Table = Table {
    path: "variables",
    noun: "Pipeline Schedule Variable",
    id: false,
    listed: false,
    unique: Some(Unique {
        fields: &["key"],
        folded: false,
        among: Among::Own,
        taken: |_, _| Taken::Says("key", String::from("has already been taken")),
    }),
    frozen: &["POST", "PUT", "DELETE"],
    parting: |row| Reply { status: 202, ..Reply::ok(row) },
    ..Table::new(
        "schedule_variables",
        Home::new(&SCHEDULE, ADMIN, ADMIN, Order::Params),
        By::Field { name: "key", or_id: false },
        &[
            Field::text("variable_type").usual(Usual::Text("env_var")).words(&["env_var", "file"]),
            Field::text("key").required().on(On::Create).rule(|value, problems| {
                let text = value.as_str().unwrap_or("");
                if text.is_empty()
                    || !text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
                {
                    problems.say("can contain only letters, digits and '_'.");
                }
            }),
            Field::text("value").required(),
            Field::told("raw", Usual::Switch(false)),
        ],
    )
};
