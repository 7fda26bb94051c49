//! Badges of projects and groups. A project lists those of its groups, but finds only its own.

use serde_json::Value;

use super::table::{
    Above, By, Field, GROUP as IN_GROUP, Home, Listed, Null, Order, PROJECT as IN_PROJECT,
    Problems, Table, View, put, text,
};
use crate::sandbox::http::params::Param;
use crate::sandbox::world::store::{Of, Row, World};
use crate::sandbox::world::{GUEST, MAINTAINER, OWNER};

fn url(value: &Value, problems: &mut Problems) {
    match value.as_str().unwrap_or("") {
        "" => problems.say("must be a valid URL"),
        text if text.starts_with("http://") || text.starts_with("https://") => {}
        _ => problems.say("is blocked: Only allowed schemes are http, https"),
    }
}

/// Fills in the placeholders; a badge that is read in its group shows those of a project in it.
fn rendered(world: &World, of: Of, text: &str) -> String {
    let group = match of {
        Of::Group(id) => world.groups.get(&id).map_or("", |group| &group.path),
        _ => "",
    };
    let project = match of {
        Of::Project(id) => world.projects.get(&id),
        _ => world.projects.values().find(|it| it.path.starts_with(&format!("{group}/"))),
    };
    let Some(project) = project else { return text.to_owned() };
    let name = project.path.rsplit('/').next().unwrap_or("");
    let branch = project.default_branch.as_deref().unwrap_or("");
    let filled = text
        .replace("%{project_path}", &project.path)
        .replace("%{project_name}", name)
        .replace("%{project_id}", &project.id.to_string())
        .replace("%{default_branch}", branch);
    filled.replace("%{", "%25%7B").replace('}', "%7D")
}

fn shown(world: &World, view: View, row: &mut Row) {
    for (from, to) in [("link_url", "rendered_link_url"), ("image_url", "rendered_image_url")] {
        let filled = rendered(world, view.from, text(row, from));
        put(row, to, filled);
    }
    put(row, "kind", if matches!(view.of, Of::Group(_)) { "group" } else { "project" });
}

const FIELDS: &[Field] = &[
    Field::text("link_url").required().rule(url).null(Null::Says(&["must be a valid URL"])),
    Field::text("image_url").required().rule(url).null(Null::Says(&["must be a valid URL"])),
    Field::text("name").rule(|value, problems| {
        problems.crash |= value.as_str().is_some_and(|it| it.chars().count() > 255);
    }),
];

pub(super) const PROJECT: Table = Table {
    above: Above { listed: Listed::Always, found: false },
    filters: &[Param::text("name")],
    shown,
    ..Table::new("badges", Home::new(&IN_PROJECT, GUEST, MAINTAINER, Order::Params), By::Id, FIELDS)
};

pub(super) const GROUP: Table = Table {
    home: Home::new(&IN_GROUP, GUEST, OWNER, Order::Params),
    above: Above { listed: Listed::Never, found: false },
    ..PROJECT
};
