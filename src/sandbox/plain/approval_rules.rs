//! Approval rules of projects. What does not fit is dropped silently: users who are not members, groups that the caller cannot
//! see, branches that are not protected here. A rule without branches holds for all of them.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::table::{
    Among, By, Complaints, Draft, Field, Home, Null, On, Order, PROJECT as IN_PROJECT, Table,
    Taken, Unique, Usual, View, is_on, put, text,
};
use crate::sandbox::http::params::Kind;
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::views::groups::{self, Whole};
use crate::sandbox::views::protections::protected_branch;
use crate::sandbox::views::users;
use crate::sandbox::world::store::{Of, Row, World};
use crate::sandbox::world::{Licence, MAINTAINER, Project, REPORTER, branch_rules};

const ALL: &str = "applies_to_all_protected_branches";

const COVERAGE: &str = "Coverage-Check";

/// What a row keeps, with the parameters that set it.
const LISTS: [(&str, &[&str]); 3] = [
    ("_users", &["user_ids", "usernames"]),
    ("_groups", &["group_ids"]),
    ("_branches", &["protected_branch_ids"]),
];

fn sent(draft: &Draft<'_>, name: &str) -> BTreeSet<u64> {
    let list = draft.params.list(name).into_iter().flatten();
    let id = |it: &Value| match it {
        Value::String(name) => {
            draft.world.users.values().find(|it| it.username == *name).map(|it| it.id)
        }
        other => other.as_u64(),
    };
    list.filter_map(id).collect()
}

fn ids(row: &Row, name: &str) -> Vec<u64> {
    let list = row.get(name).and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_u64).collect()
}

/// Whether GitLab keeps an ID of a list.
fn fits(draft: &Draft<'_>, project: &Project, list: &str, id: u64) -> bool {
    let world = draft.world;
    match list {
        "_users" => world.member_level(id, project) > 0,
        "_groups" => world.groups.get(&id).is_some_and(|it| {
            let me = draft.view.me;
            me.is_none_or(|it| world.acts_as_admin(it)) || world.sees_group(me, it)
        }),
        _ => branch_rules::all(world, project).iter().any(|it| it.id == id),
    }
}

fn settle(draft: &Draft<'_>, row: &mut Row, complaints: &mut Complaints) -> Result<(), Refusal> {
    let Of::Project(project) = draft.view.of else { return Ok(()) };
    let Some(project) = draft.world.projects.get(&project) else { return Ok(()) };
    if draft.before.is_some() && draft.params.get(ALL) == Some(&Value::Null) {
        return Err(Refusal::crash());
    }
    let mut approvers = false;
    for (list, names) in LISTS {
        if draft.before.is_some() && !names.iter().any(|it| draft.params.has(it)) {
            continue;
        }
        let all: BTreeSet<u64> = names.iter().flat_map(|it| sent(draft, it)).collect();
        let named = names.iter().filter_map(|it| draft.params.list(it)).any(|it| !it.is_empty());
        approvers |= named && list != "_branches";
        let kept: Vec<u64> = all.into_iter().filter(|it| fits(draft, project, list, *it)).collect();
        put(row, list, kept);
    }
    if draft.before.is_none() {
        let of_all = draft.params.text("rule_type").is_none() && !approvers;
        if of_all {
            put(row, "rule_type", "any_approver");
        }
        if !["regular", "any_approver", "report_approver", "code_owner"]
            .contains(&text(row, "rule_type"))
        {
            return Err(Refusal::crash());
        }
        let rows = draft.world.rows.get(&(draft.view.of, PROJECT.name)).into_iter().flatten();
        let any = |it: &Row| text(it, "rule_type") == "any_approver";
        if any(row) && rows.into_iter().any(any) {
            complaints.say("rule_type", "any-approver for the project already exists");
        }
    }
    let (name, report) = (text(row, "name") == COVERAGE, text(row, "report_type"));
    if report.is_empty() && text(row, "rule_type") == "report_approver" {
        complaints.say("report_type", "can't be blank");
    } else if !report.is_empty() && !name {
        complaints.say("report_type", "code_coverage only supports Coverage-Check name");
    } else if report.is_empty() && name {
        complaints.say("name", "Coverage-Check is reserved for code_coverage report type");
    }
    Ok(())
}

fn shown(world: &World, view: View, row: &mut Row) {
    let Of::Project(id) = view.of else { return };
    let Some(project) = world.projects.get(&id) else { return };
    let members: BTreeSet<u64> =
        ids(row, "_users").into_iter().filter(|it| world.member_level(*it, project) > 0).collect();
    let approving: Vec<_> =
        ids(row, "_groups").iter().filter_map(|it| world.groups.get(it)).collect();
    let mut eligible = members.clone();
    eligible.extend(approving.iter().flat_map(|it| it.members.keys().copied()));
    let people =
        |all: &BTreeSet<u64>| all.iter().map(|it| users::user(world, *it)).collect::<Value>();
    put(row, "eligible_approvers", people(&eligible));
    put(row, "users", people(&members));
    let groups: Value =
        approving.iter().map(|it| groups::shown(world, it, view.me, Whole::Brief)).collect();
    put(row, "groups", groups);
    put(row, "contains_hidden_groups", false);
    let (all, named) = (is_on(row, ALL), ids(row, "_branches"));
    let branches = branch_rules::all(world, project);
    let branches = branches.into_iter().filter(|it| all || named.contains(&it.id));
    let branches: Value = branches.map(|it| protected_branch(world, project, it)).collect();
    put(row, "protected_branches", branches);
}

fn report_rules_last(one: &Row, other: &Row) -> Ordering {
    let key = |row: &Row| {
        (text(row, "rule_type") == "report_approver", row.get("id").and_then(Value::as_u64))
    };
    key(one).cmp(&key(other))
}

const FIELDS: &[Field] = &[
    Field::text("name").required().longest(1024).null(Null::Says(&["can't be blank"])).rule(
        |value, problems| {
            if value.as_str().is_none_or(str::is_empty) {
                problems.say("can't be blank");
            }
        },
    ),
    Field::new("approvals_required", Kind::Integer, Usual::Number(0))
        .required()
        .null(Null::Says(&["is not a number"]))
        .rule(|value, problems| match value.as_i64() {
            Some(..0) => problems.say("must be greater than or equal to 0"),
            Some(101..) => problems.say("must be less than or equal to 100"),
            _ => {}
        }),
    Field::text("rule_type").usual(Usual::Text("regular")).on(On::Create),
    Field::text("report_type").words(&["code_coverage"]),
    Field::new(ALL, Kind::Boolean, Usual::Switch(false)).null(Null::Usual),
    Field::new("user_ids", Kind::Integers, Usual::Null).unkept(),
    Field::new("usernames", Kind::Words, Usual::Null).unkept(),
    Field::new("group_ids", Kind::Integers, Usual::Null).unkept(),
    Field::new("protected_branch_ids", Kind::Integers, Usual::Null).unkept(),
    Field::switch("remove_hidden_groups", false).on(On::Update).unkept(),
];

pub(super) const PROJECT: Table = Table {
    unique: Some(Unique {
        fields: &["name", "rule_type"],
        folded: false,
        among: Among::Own,
        taken: |_, _| Taken::Says("name", String::from("has already been taken")),
    }),
    kept: |_, row, _| text(row, "rule_type") != "code_owner",
    sorted: report_rules_last,
    settle,
    shown,
    complain: |_, complaints| Refusal::message(400, json!(complaints)),
    ..Table::new(
        "approval_rules",
        Home {
            unlicensed: Refusal::forbidden,
            ..Home::new(&IN_PROJECT, REPORTER, MAINTAINER, Order::Role).licensed(Licence::Premium)
        },
        By::Id,
        FIELDS,
    )
};
