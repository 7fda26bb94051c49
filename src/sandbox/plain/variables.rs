//! CI/CD variables of projects, groups, and the instance.

use serde_json::Value;

use super::table::{Among, GROUP as IN_GROUP, INSTANCE as IN_INSTANCE, PROJECT as IN_PROJECT};
use super::table::{
    By, Complaints, Draft, Field, Home, Null, On, Order, Problems, Table, Taken, Unique, Usual,
    is_on, put, text, trimmed,
};
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::world::store::Row;
use crate::sandbox::world::{ADMIN, MAINTAINER, OWNER};

const KEY: &str = "can contain only letters, digits and '_'.";
const SCOPE: &str =
    "can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', '*' and spaces";
const FIXED: &str = "The visibility setting cannot be changed for masked and hidden variables.";
const LISTED: Null = Null::Says(&["is not included in the list"]);

fn only(value: &Value, problems: &mut Problems, more: &[u8], why: &str) {
    let text = value.as_str().unwrap_or("");
    if text.is_empty() {
        problems.say("can't be blank");
    }
    if text.is_empty() || !text.bytes().all(|it| it.is_ascii_alphanumeric() || more.contains(&it)) {
        problems.say(why);
    }
}

const TYPE: Field = Field::text("variable_type")
    .usual(Usual::Text("env_var"))
    .words(&["env_var", "file"])
    .null(Null::Crash);
const NAME: Field = Field::text("key")
    .required()
    .on(On::Create)
    .read(trimmed)
    .rule(|value, problems| only(value, problems, b"_", KEY))
    .longest(255);
const VALUE: Field = Field::text("value").required();
const PROTECTED: Field = Field::switch("protected", false).null(Null::Usual);
const MASKED: Field = Field::switch("masked", false).null(LISTED);
const RAW: Field = Field::switch("raw", false).null(LISTED);
const DESCRIPTION: Field = Field::text("description").longest(255);

const FIELDS: &[Field] = &[
    TYPE,
    NAME,
    VALUE,
    Field::told("hidden", Usual::Switch(false)),
    PROTECTED,
    MASKED,
    RAW,
    Field::text("environment_scope")
        .usual(Usual::Text("*"))
        .rule(|value, problems| only(value, problems, b"-_/${}.* ", SCOPE))
        .null(Null::Says(&["can't be blank", SCOPE])),
    DESCRIPTION,
    Field::switch("masked_and_hidden", false).on(On::Create).unkept(),
];

fn settle(draft: &Draft<'_>, row: &mut Row, complaints: &mut Complaints) -> Result<(), Refusal> {
    if is_on(row, "masked_and_hidden") {
        put(row, "masked", true);
        put(row, "hidden", true);
    }
    if draft.before.is_some_and(|it| is_on(it, "hidden")) && !is_on(row, "masked") {
        complaints.say("base", FIXED);
        return Ok(());
    }
    let (value, raw) = (text(row, "value"), is_on(row, "raw"));
    let plain = |it: u8| it.is_ascii_alphanumeric() || b"_:@-+.~=/".contains(&it);
    let fits = value.bytes().all(|it| plain(it) || raw && it.is_ascii_graphic());
    if is_on(row, "masked") && (value.len() < 8 || !fits) {
        complaints.say("value", "is invalid");
    }
    Ok(())
}

pub(super) const PROJECT: Table = Table {
    noun: "Variable",
    id: false,
    unique: Some(Unique {
        fields: &["key", "environment_scope"],
        folded: false,
        among: Among::Own,
        taken: |_, row| {
            Taken::Says("key", format!("({}) has already been taken", text(row, "key")))
        },
    }),
    settle,
    shown: |_, _, row| {
        if is_on(row, "hidden") {
            put(row, "value", Value::Null);
        }
    },
    ..Table::new(
        "variables",
        Home::new(&IN_PROJECT, MAINTAINER, MAINTAINER, Order::Role),
        By::Filtered {
            name: "key",
            filter: "environment_scope",
            several: "variables",
            updates_first: false,
        },
        FIELDS,
    )
};

pub(super) const GROUP: Table = Table {
    noun: "GroupVariable",
    home: Home::new(&IN_GROUP, OWNER, OWNER, Order::Role),
    by: By::Filtered {
        name: "key",
        filter: "environment_scope",
        several: "variables",
        updates_first: true,
    },
    ..PROJECT
};

pub(super) const INSTANCE: Table = Table {
    noun: "InstanceVariable",
    path: "admin/ci/variables",
    home: Home::new(&IN_INSTANCE, ADMIN, ADMIN, Order::Role),
    by: By::Field { name: "key", or_id: false },
    fields: &[
        TYPE,
        NAME,
        VALUE.rule(|value, problems| {
            if value.as_str().is_some_and(|it| it.chars().count() > 10_000) {
                problems
                    .say("The value of the provided variable exceeds the 10000 character limit");
            }
        }),
        PROTECTED,
        MASKED,
        RAW,
        DESCRIPTION,
    ],
    ..PROJECT
};
