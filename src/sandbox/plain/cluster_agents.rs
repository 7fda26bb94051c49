//! Agents for Kubernetes of projects, and their tokens. Neither can be changed; an agent has two active tokens at most.

use serde_json::{Map, Value, json};

use super::item;
use super::table::{
    Among, By, Complaints, Draft, Field, Home, On, Order, PROJECT as IN_PROJECT, Place, Shown,
    Table, Taken, Unique, Usual, View, put, text,
};
use crate::sandbox::http::call::Call;
use crate::sandbox::http::reply::{Refusal, sentence};
use crate::sandbox::world::store::{Of, Row, World};
use crate::sandbox::world::tokens::made_up_secret;
use crate::sandbox::world::{DEVELOPER, MAINTAINER};

const SHAPE: &str =
    "can contain only lowercase letters, digits, and '-', but cannot start or end with '-'";

/// Refusals are a list of sentences inside a sentence.
fn complain(_: &Draft<'_>, complaints: Map<String, Value>) -> Refusal {
    let texts = complaints.iter().flat_map(|(field, texts)| {
        let texts = texts.as_array().into_iter().flatten().filter_map(Value::as_str);
        texts.map(|it| format!("{:?}", sentence(field, it)))
    });
    Refusal::bad_request_because(&format!("[{}]", texts.collect::<Vec<_>>().join(", ")))
}

fn made(draft: &Draft<'_>, row: &mut Row) {
    let by = draft.view.me.or_else(|| draft.world.user_named("root"));
    put(row, "created_by_user_id", by);
}

const NAME: Field = Field::text("name").required().on(On::Create);

fn blank(value: &Value) -> bool {
    value.as_str().is_none_or(str::is_empty)
}

fn settle(draft: &Draft<'_>, row: &mut Row, complaints: &mut Complaints) -> Result<(), Refusal> {
    made(draft, row);
    if row.get("name") == Some(&Value::Null) {
        complaints.say("name", "can't be blank");
        complaints.say("name", SHAPE);
    }
    Ok(())
}

fn shown(world: &World, view: View, row: &mut Row) {
    let Of::Project(id) = view.of else { return };
    let Some(project) = world.projects.get(&id) else { return };
    let (above, last) = project.path.rsplit_once('/').unwrap_or(("", &project.path));
    let group = world.group_at(above).and_then(|id| world.groups.get(&id));
    let whole = format!("{} / {}", group.map_or(above, |it| &it.name), project.name);
    let home = json!({
        "id": id,
        "description": project.setting("description"),
        "name": project.name,
        "name_with_namespace": whole,
        "path": last,
        "path_with_namespace": project.path,
        "created_at": project.created_at.text(),
    });
    put(row, "config_project", home);
    put(row, "is_receptive", false);
}

pub(super) static AGENTS: Table = Table {
    unique: Some(Unique {
        fields: &["name"],
        folded: false,
        among: Among::Own,
        taken: |_, _| Taken::Says("name", String::from("has already been taken")),
    }),
    sorted: |one, other| text(one, "name").cmp(text(other, "name")),
    settle,
    shown,
    complain,
    frozen: &["POST", "DELETE"],
    ..Table::new(
        "cluster_agents",
        Home::new(&IN_PROJECT, DEVELOPER, MAINTAINER, Order::Role)
            .unseen(|| Refusal::no_such("ClusterAgents")),
        By::Id,
        &[
            NAME.longest(63).rule(|value, problems| {
                let text = value.as_str().unwrap_or("");
                if text.is_empty() {
                    problems.say("can't be blank");
                }
                let plain = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
                let edge = text.starts_with('-') || text.ends_with('-');
                if text.is_empty() || edge || !text.bytes().all(plain) {
                    problems.say(SHAPE);
                }
            }),
            Field::told("created_at", Usual::Made),
            Field::told("created_by_user_id", Usual::Null),
        ],
    )
};

/// An agent whose tokens are asked for.
static AGENT: Place = Place {
    prefix: "/projects/{id}/cluster_agents/#agent_id",
    below: "cluster_agents",
    find: |call| {
        let id = agent(call)?;
        Ok(Of::Row(AGENTS.name, id))
    },
    level: |call| call.level(),
};

fn agent(call: &mut Call<'_>) -> Result<u64, Refusal> {
    let project = Of::Project(call.project_id()?);
    let id: u64 = call.place("agent_id").parse().unwrap_or(0);
    let rows = item::own(call.world, AGENTS.name, project);
    let known = rows.iter().any(|(_, row)| row.get("id").and_then(Value::as_u64) == Some(id));
    known.then_some(id).ok_or_else(Refusal::not_found)
}

fn settle_token(
    draft: &Draft<'_>,
    row: &mut Row,
    complaints: &mut Complaints,
) -> Result<(), Refusal> {
    made(draft, row);
    if item::own(draft.world, TOKENS.name, draft.view.of).len() > 1 {
        let why = "An agent can have only two active tokens at a time";
        return Err(Refusal::bad_request_because(why));
    }
    if row.get("name").is_none_or(blank) {
        complaints.by_field.clear();
        complaints.say("name", "can't be blank");
    }
    Ok(())
}

pub(super) static TOKENS: Table = Table {
    path: "tokens",
    settle: settle_token,
    shown: |_, view, row| {
        let id = row.get("id").and_then(Value::as_u64).unwrap_or(0);
        if let Of::Row(_, agent) = view.of {
            put(row, "agent_id", agent);
        }
        match view.shown {
            Shown::Listed => {}
            Shown::Alone => put(row, "last_used_at", Value::Null),
            Shown::Answer => {
                put(row, "last_used_at", Value::Null);
                put(row, "token", made_up_secret("glagent", id));
            }
        }
    },
    complain,
    ..Table::new(
        "cluster_agent_tokens",
        Home::new(&AGENT, DEVELOPER, MAINTAINER, Order::Role).unseen(Refusal::not_found),
        By::Id,
        &[
            NAME.longest(255),
            Field::text("description").on(On::Create).longest(1024),
            Field::told("status", Usual::Text("active")),
            Field::told("created_at", Usual::Made),
            Field::told("created_by_user_id", Usual::Null),
        ],
    )
};
