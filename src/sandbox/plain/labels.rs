//! Labels of projects and groups. A project sees those of its ancestor groups, and gives them its own priorities.

use serde_json::{Map, Value, json};

use super::table::{
    Above, Among, By, Complaints, Draft, Field, GROUP as IN_GROUP, Home, Listed, Null, On, Order,
    PROJECT as IN_PROJECT, Table, Taken, Unique, Usual, View, put, text, trimmed,
};
use crate::sandbox::http::endpoint::Scopes;
use crate::sandbox::http::params::{Kind, Param};
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::world::store::{Of, Row, World};
use crate::sandbox::world::{GUEST, REPORTER};

/// Names of colours that become codes: those that CSS defines.
const COLOURS: &[(&str, &str)] = &[
    ("black", "#000000"),
    ("blue", "#0000FF"),
    ("crimson", "#DC143C"),
    ("darkviolet", "#9400D3"),
    ("gray", "#808080"),
    ("green", "#008000"),
    ("orange", "#FFA500"),
    ("purple", "#800080"),
    ("red", "#FF0000"),
    ("white", "#FFFFFF"),
    ("yellow", "#FFFF00"),
];

/// The code of a named colour; anything else stays unchanged.
fn code(value: Value) -> Value {
    let word = value.as_str().unwrap_or("").to_lowercase();
    COLOURS.iter().find(|(name, _)| *name == word).map_or(value, |(_, code)| Value::from(*code))
}

fn digits(colour: &str) -> Option<String> {
    let digits = colour.strip_prefix('#')?;
    let hex = digits.bytes().all(|it| it.is_ascii_hexdigit());
    match digits.len() {
        6 if hex => Some(digits.to_owned()),
        3 if hex => Some(digits.chars().flat_map(|it| [it, it]).collect()),
        _ => None,
    }
}

fn text_colour(colour: &str) -> &'static str {
    let digits = digits(colour).unwrap_or_default();
    let part = |at: usize| {
        digits.get(at..at + 2).and_then(|it| u32::from_str_radix(it, 16).ok()).unwrap_or(0)
    };
    // Recorded: #6699cc is dark, #00ff00 is light.
    let light = part(0) * 299 + part(2) * 587 + part(4) * 114 > 146_000;
    if light { "#1F1E24" } else { "#FFFFFF" }
}

/// The priorities of a group's label in projects, by the project's ID.
const PRIORITIES: &str = "_priorities";

fn settle(draft: &Draft<'_>, row: &mut Row, complaints: &mut Complaints) -> Result<(), Refusal> {
    complaints.crash |= draft.params.int("priority").is_some_and(|it| it < 0);
    let Of::Project(project) = draft.view.from else { return Ok(()) };
    if draft.view.of == draft.view.from {
        return Ok(());
    }
    let given = row.remove("priority").unwrap_or_default();
    if draft.params.has("priority") {
        let all = row.entry(PRIORITIES).or_insert_with(|| Value::Object(Map::new()));
        all[project.to_string()] = given;
    }
    Ok(())
}

fn shown(_: &World, view: View, row: &mut Row) {
    let html = text(row, "description").replace('&', "&amp;").replace('<', "&lt;");
    put(row, "description_html", html);
    let colour = text_colour(text(row, "color"));
    put(row, "text_color", colour);
    row.remove("archived");
    if let Of::Project(project) = view.from {
        put(row, "is_project_label", view.of == view.from);
        if view.of != view.from {
            let own = row.get(PRIORITIES).and_then(|all| all.get(project.to_string())).cloned();
            put(row, "priority", own.unwrap_or_default());
        }
    }
}

const FIELDS: &[Field] = &[
    Field::text("name")
        .required()
        .renamed("new_name")
        .blamed("title")
        .read(trimmed)
        .rule(|value, problems| {
            if *value == json!("") {
                problems.say("can't be blank");
            }
            if *value == json!("") || value.as_str().is_some_and(|it| it.contains(',')) {
                problems.say("is invalid");
            }
        })
        .longest(255),
    Field::text("color")
        .required()
        .usual(Usual::Text("#6699cc"))
        .null(Null::Usual)
        .read(code)
        .rule(|value, problems| {
            if digits(value.as_str().unwrap_or("")).is_none() {
                problems.say("must be a valid color code");
            }
        }),
    Field::text("description"),
    Field::new("priority", Kind::Integer, Usual::Null).of(&IN_PROJECT),
    Field::switch("archived", false),
    Field::switch("subscribed", false).on(On::Never),
];

pub(super) const PROJECT: Table = Table {
    noun: "Label",
    unique: Some(Unique {
        fields: &["name"],
        folded: false,
        among: Among::Above,
        taken: |draft, _| match draft.before {
            None => Taken::Refused(Refusal::message(409, "Label already exists")),
            Some(_) => Taken::Says("title", String::from("has already been taken")),
        },
    }),
    needs_one: &["PUT"],
    // A project always lists those of its groups.
    above: Above { listed: Listed::Always, found: true },
    frozen: &["POST", "PUT", "DELETE"],
    filters: &[
        Param::boolean("include_ancestor_groups").or("true"),
        Param::text("search"),
        Param::boolean("with_counts").or("false"),
    ],
    searched: &["name", "description"],
    sorted: |one, other| text(one, "name").cmp(text(other, "name")),
    settle,
    shown,
    ..Table::new(
        "labels",
        Home::new(&IN_PROJECT, GUEST, REPORTER, Order::Item).scopes(Scopes::Project),
        By::Field { name: "name", or_id: true },
        FIELDS,
    )
};

pub(super) const GROUP: Table = Table {
    home: Home::new(&IN_GROUP, GUEST, REPORTER, Order::Item),
    above: Above { listed: Listed::If("include_ancestor_groups", true), found: true },
    filters: &[
        Param::boolean("include_ancestor_groups").or("true"),
        Param::boolean("include_descendant_groups").or("false"),
        Param::boolean("only_group_labels").or("true"),
        Param::text("search"),
        Param::boolean("with_counts").or("false"),
    ],
    ..PROJECT
};
