//! Approval settings of projects and top-level groups. What a group restricts, it restricts in all its projects, whatever they
//! have themselves. Projects have a second view of the same settings, some of them under opposite names.

use serde_json::{Map, Value, json};

use super::approval_rules::PROJECT as RULES;
use super::item::own;
use super::table::{
    By, Complaints, Draft, Field, GROUP as IN_GROUP, Home, Null, Order, PROJECT as IN_PROJECT,
    Place, Table, View, is_on, put, text,
};
use super::write;
use crate::sandbox::http::call::Call;
use crate::sandbox::http::gates::{ID, known_group};
use crate::sandbox::http::params::{self, Param};
use crate::sandbox::http::reply::{Refusal, Reply};
use crate::sandbox::http::router::{Route, route};
use crate::sandbox::world::store::{Of, Row, World};
use crate::sandbox::world::{Licence, MAINTAINER, OWNER};

const NAME: &str = "approval_settings";
const AUTHOR: &str = "allow_author_approval";
const COMMITTERS: &str = "allow_committer_approval";
const OVERRIDES: &str = "allow_overrides_to_approver_list_per_merge_request";
const RETAIN: &str = "retain_approvals_on_push";
const SELECTIVE: &str = "selective_code_owner_removals";
/// Another name of [`REAUTH`].
const PASSWORD: &str = "require_password_to_approve";
const REAUTH: &str = "require_reauthentication_to_approve";
/// A group has settings of its own: someone has changed one.
const SET: &str = "_set";
const BEFORE: &str = "approvals_before_merge";

/// Subgroups have no settings.
static TOP: Place = Place {
    prefix: IN_GROUP.prefix,
    below: IN_GROUP.below,
    find: |call| match known_group(call)? {
        group if group.path.contains('/') => Err(Refusal::forbidden()),
        group => Ok(Of::Group(group.id)),
    },
    level: IN_GROUP.level,
};

/// The settings of a project or group itself.
fn stored(world: &World, of: Of) -> Row {
    let table = if matches!(of, Of::Group(_)) { &GROUP } else { &PROJECT };
    let usual = || table.fields().map(|it| (it.name.to_owned(), it.usual.value(""))).collect();
    own(world, NAME, of).pop().map_or_else(usual, |it| it.1)
}

/// What counts of a setting, and whether the top-level group locks it.
fn effective(world: &World, of: Of, row: &Row, name: &str) -> (bool, bool) {
    let strict = name == REAUTH;
    let locks = |group: &Row| is_on(group, SET) && is_on(group, name) == strict;
    let locked = match of {
        // It has no column in groups, and reads as if they inherited it.
        Of::Group(_) => name == SELECTIVE && locks(row),
        _ => {
            let top = world.path_of(of).and_then(|it| it.split('/').next());
            let top = top.and_then(|it| world.group_at(it));
            top.is_some_and(|it| locks(&stored(world, Of::Group(it))))
        }
    };
    (if locked { strict } else { is_on(row, name) }, locked)
}

fn settle(draft: &Draft<'_>, row: &mut Row, _: &mut Complaints) -> Result<(), Refusal> {
    let sent = |name: &&str| draft.params.has(name);
    let on = |name: &str| draft.params.bool(name) == Some(true);
    if [PASSWORD, REAUTH].iter().any(sent) {
        put(row, REAUTH, [PASSWORD, REAUTH].into_iter().filter(sent).all(on));
    }
    if matches!(draft.view.of, Of::Project(_)) {
        let both = is_on(row, SELECTIVE) && !is_on(row, RETAIN);
        return if both { Err(Refusal::message(400, conflict("retain", "en"))) } else { Ok(()) };
    }
    // The first change turns off what it does not name.
    if FIELDS.iter().any(|it| sent(&it.name)) && !is_on(row, SET) {
        for name in [AUTHOR, COMMITTERS, OVERRIDES, RETAIN].iter().filter(|it| !sent(it)) {
            put(row, name, false);
        }
        put(row, SET, true);
    }
    put(row, SELECTIVE, false);
    Ok(())
}

fn conflict(verb: &str, able: &str) -> String {
    format!("{SELECTIVE} can only be enabled when {verb}_approvals_on_push is {able}abled")
}

fn shown(world: &World, view: View, row: &mut Row) {
    let told = |name: &'static str| {
        let stored = if name == PASSWORD { REAUTH } else { name };
        let (value, locked) = effective(world, view.of, row, stored);
        let from = locked.then_some("group");
        (name.to_owned(), json!({ "value": value, "locked": locked, "inherited_from": from }))
    };
    let names = [AUTHOR, COMMITTERS, OVERRIDES, RETAIN, SELECTIVE, PASSWORD, REAUTH];
    *row = names.into_iter().map(told).collect();
}

const fn switch(name: &'static str, usual: bool) -> Field {
    Field::switch(name, usual).null(Null::Empty)
}

const FIELDS: &[Field] = &[
    switch(AUTHOR, false).of(&IN_PROJECT),
    switch(AUTHOR, true).of(&IN_GROUP),
    switch(COMMITTERS, true),
    switch(OVERRIDES, true),
    switch(RETAIN, false).of(&IN_PROJECT),
    switch(RETAIN, true).of(&IN_GROUP),
    switch(SELECTIVE, false),
    switch(PASSWORD, false).unkept(),
    switch(REAUTH, false),
];

pub(super) const PROJECT: Table = Table {
    path: "merge_request_approval_setting",
    id: false,
    always: Some("PUT"),
    needs_one: &["PUT"],
    settle,
    shown,
    exists: |world| world.enterprise,
    ..Table::new(
        NAME,
        Home {
            unlicensed: Refusal::forbidden,
            ..Home::new(&IN_PROJECT, MAINTAINER, MAINTAINER, Order::Role).licensed(Licence::Premium)
        },
        By::Single,
        FIELDS,
    )
};

pub(super) const GROUP: Table = Table {
    home: Home {
        unlicensed: Refusal::forbidden,
        ..Home::new(&TOP, OWNER, OWNER, Order::Role).licensed(Licence::Premium)
    },
    ..PROJECT
};

/// The second view: its names, the setting that each of them is, and whether it is the opposite.
const VIEW: [(&str, &str, bool); 7] = [
    ("reset_approvals_on_push", RETAIN, true),
    (SELECTIVE, SELECTIVE, false),
    ("disable_overriding_approvers_per_merge_request", OVERRIDES, true),
    ("merge_requests_author_approval", AUTHOR, false),
    ("merge_requests_disable_committers_approval", COMMITTERS, true),
    (PASSWORD, REAUTH, false),
    (REAUTH, REAUTH, false),
];

const SENT: &[Param] = &[
    Param::integer(BEFORE),
    Param::boolean(VIEW[0].0),
    Param::boolean(VIEW[1].0),
    Param::boolean(VIEW[2].0),
    Param::boolean(VIEW[3].0),
    Param::boolean(VIEW[4].0),
    Param::boolean(VIEW[5].0),
    Param::boolean(VIEW[6].0),
];

const PATH: &str = "/projects/{id}/approvals";

/// The second view of a project's settings.
pub(in super::super) const CONFIGURATION: &[Route] = &[
    route("GET", PATH, maintains, &[ID], show).where_(|world| world.enterprise),
    route("POST", PATH, maintains, &[ID, SENT], configure).where_(|world| world.enterprise),
];

fn maintains(call: &mut Call<'_>) -> Result<(), Refusal> {
    call.authenticate()?;
    call.at_least(MAINTAINER)
}

fn view(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let project = call.project()?;
    let (of, before) = (Of::Project(project.id), project.setting(BEFORE));
    let row = stored(call.world, of);
    let mut told = Map::new();
    told.insert("approvers".to_owned(), json!([]));
    told.insert("approver_groups".to_owned(), json!([]));
    told.insert(BEFORE.to_owned(), before);
    // Without the licence, GitLab returns that all of them are off.
    let licensed = call.world.licensed(Licence::Premium);
    for (name, switch, opposite) in VIEW {
        let on = effective(call.world, of, &row, switch).0 != opposite;
        told.insert(name.to_owned(), json!(licensed && on));
    }
    Ok(Value::Object(told))
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    Ok(Reply::ok(view(call)?))
}

fn configure(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    if !SENT.iter().any(|it| call.params.has(it.name)) {
        let names: Vec<&str> = SENT.iter().map(|it| it.name).collect();
        let text = "are missing, at least one parameter must be provided";
        return Err(Refusal::error(400, format!("{} {text}", names.join(", "))));
    }
    if call.params.get(BEFORE) == Some(&Value::Null) {
        return Err(Refusal::message(400, json!({ BEFORE: ["is not a number"] })));
    }
    let of = Of::Project(call.project_id()?);
    let mut row = stored(call.world, of);
    for (name, switch, opposite) in VIEW {
        // Null is false, but the author's approval stays as it was true.
        match call.params.get(name) {
            None => {}
            Some(Value::Null) if switch == AUTHOR => {}
            Some(value) => put(&mut row, switch, (*value == Value::Bool(true)) != opposite),
        }
    }
    if is_on(&row, SELECTIVE) && !is_on(&row, RETAIN) {
        return Err(Refusal::message(400, json!({ "base": [conflict("reset", "dis")] })));
    }
    call.world.rows.insert((of, NAME), vec![row]);
    if let Some(number) = call.params.int(BEFORE) {
        call.project_mut()?.settings.insert(BEFORE.to_owned(), json!(number));
        if number > 0 {
            require(call.world, of, number)?;
        }
    }
    Ok(Reply::created(view(call)?))
}

/// A number of approvals of the project is a rule that everybody can fulfil.
fn require(world: &mut World, of: Of, number: i64) -> Result<(), Refusal> {
    let rules = world.rows.entry((of, RULES.name)).or_default();
    if let Some(rule) = rules.iter_mut().find(|it| text(it, "rule_type") == "any_approver") {
        put(rule, "approvals_required", number);
        return Ok(());
    }
    let sent =
        json!({ "name": "All Members", "rule_type": "any_approver", "approvals_required": number });
    let sent = params::check(&[&RULES.params(true)], sent.as_object().unwrap_or(&Map::new()))?;
    static TABLE: Table = RULES;
    write::create(world, &TABLE, of, None, None, &sent).map(|_| ())
}
