//! Push rules of projects and groups: at most one each. The instance's has no endpoint.

use serde_json::{Value, json};

use super::item::above;
use super::table::{
    Among, By, Field, GROUP as IN_GROUP, Home, Null, Order, PROJECT as IN_PROJECT, Problems, Table,
    Taken, Unique, Usual, put,
};
use crate::sandbox::http::params::Kind;
use crate::sandbox::http::reply::{Refusal, Reply};
use crate::sandbox::world::store::{Of, World, take};
use crate::sandbox::world::{Licence, MAINTAINER, OWNER};

/// Gives a new project a copy of the rule of the nearest group that has one. It does not follow later changes.
pub(in super::super) fn inherit(world: &mut World, project: u64) {
    let of = Of::Project(project);
    let rules = above(world, "push_rules", of);
    let nearest = rules.into_iter().max_by_key(|(of, _)| match of {
        Of::Group(id) => world.groups.get(id).map_or(0, |group| group.path.len()),
        _ => 0,
    });
    let Some((_, mut rule)) = nearest else { return };
    put(&mut rule, "id", take(world.row_ids.entry("push_rules").or_insert(1)));
    put(&mut rule, "created_at", world.now.text());
    world.rows.entry((of, "push_rules")).or_default().push(rule);
}

/// The answer if a group has no rule, or the role is too low.
fn hidden() -> Refusal {
    Refusal::message(404, "404 Not Found")
}

/// The most common complaints of the regular expression library.
pub(in super::super) fn expression(value: &Value, problems: &mut Problems) {
    let text = value.as_str().unwrap_or("");
    if let Some(at) = ["(?=", "(?!", "(?<"].iter().find(|it| text.contains(**it)) {
        problems.say(format!("not valid RE2 syntax: invalid perl operator: {at}"));
    } else if regex::Regex::new(text).is_err() {
        let open = text.rfind('[').filter(|at| !text[*at..].contains(']'));
        problems.say(match open {
            Some(at) => format!("not valid RE2 syntax: missing ]: {}", &text[at..]),
            None if text.contains('(') && !text.contains(')') => {
                format!("not valid RE2 syntax: missing ): {text}")
            }
            None => format!("not valid RE2 syntax: bad expression: {text}"),
        });
    }
}

const fn pattern(name: &'static str) -> Field {
    Field::text(name).rule(expression).longest(511)
}

const fn open(name: &'static str) -> Field {
    Field::new(name, Kind::Boolean, Usual::Null)
}

const FIELDS: &[Field] = &[
    Field::told("created_at", Usual::Made),
    Field::told("project_id", Usual::Null).of(&IN_PROJECT),
    Field::new("deny_delete_tag", Kind::Boolean, Usual::Switch(false)).of(&IN_PROJECT),
    open("deny_delete_tag").of(&IN_GROUP),
    Field::switch("member_check", false).null(Null::Crash),
    Field::switch("prevent_secrets", false).null(Null::Crash),
    pattern("commit_message_regex"),
    pattern("commit_message_negative_regex").longest(2047),
    pattern("branch_name_regex"),
    pattern("author_email_regex"),
    pattern("file_name_regex"),
    Field::new("max_file_size", Kind::Integer, Usual::Number(0))
        .null(Null::Says(&["is not a number"]))
        .rule(|value, problems| {
            if value.as_i64().is_some_and(|it| it < 0) {
                problems.say("must be greater than or equal to 0");
            }
        }),
    open("commit_committer_check"),
    Field::switch("commit_committer_name_check", false).null(Null::Crash),
    open("reject_unsigned_commits"),
    open("reject_non_dco_commits"),
];

pub(super) const PROJECT: Table = Table {
    path: "push_rule",
    noun: "Push rule",
    unique: Some(Unique {
        fields: &[],
        folded: false,
        among: Among::Own,
        taken: |_, _| Taken::Refused(Refusal::message(422, "Project push rule exists")),
    }),
    needs_one: &["POST", "PUT"],
    shown: |_, view, row| {
        if let Of::Project(id) = view.of {
            put(row, "project_id", id);
        }
    },
    missing: Some(|call| match call.route.method {
        "GET" => Ok(Reply::ok(json!(null))),
        _ => Err(Refusal::no_such("Push rule")),
    }),
    ..Table::new(
        "push_rules",
        Home::new(&IN_PROJECT, MAINTAINER, MAINTAINER, Order::Role).licensed(Licence::Premium),
        By::Single,
        FIELDS,
    )
};

pub(super) const GROUP: Table = Table {
    home: Home {
        forbidden: hidden,
        ..Home::new(&IN_GROUP, OWNER, OWNER, Order::Role).licensed(Licence::Premium)
    },
    unique: Some(Unique {
        fields: &[],
        folded: false,
        among: Among::Own,
        taken: |_, _| Taken::Refused(Refusal::message(422, "Group push rule exists, try updating")),
    }),
    missing: Some(|_| Err(hidden())),
    ..PROJECT
};
