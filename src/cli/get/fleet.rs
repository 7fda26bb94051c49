//! `labwright get projects` and `get groups`: what there is, wherever it is.

use serde_json::Value;

use super::ask::Asked;
use super::model::Cell::{At, Each, Time};
use super::model::Values::{Group, Text};
use super::model::{Column, Filter, Goes, View, filter};
use crate::gitlab::{ApiError, Reader};
use crate::plan::{What, Within, administers, listed};
use crate::resource::Scope;

const BELOW: &str = "below";
const TOPIC: &str = "topic";

const fn apart(filter: Filter) -> Filter {
    Filter { goes: Goes::Apart, ..filter }
}

/// A view of everything that GitLab lists.
const fn of(what: What, name: &'static str, noun: &'static str) -> View {
    View { fleet: Some(what), ..View::of(name, noun, name) }
}

pub(super) const VIEWS: &[View] = &[
    View {
        about: "Projects that you are a member of; all projects for an administrator",
        filters: &[
            apart(filter(
                BELOW,
                Group,
                "Only projects in this group and its subgroups, or of this user",
            )),
            apart(filter(
                TOPIC,
                Text,
                "Only projects with this topic, or with all of several, separated by commas",
            )),
        ],
        columns: &[
            Column("PATH", At("/path_with_namespace")),
            Column("VISIBILITY", At("/visibility")),
            Column("ARCHIVED", At("/archived")),
            Column("TOPICS", Each("/topics", &[""], "")),
            Column("LAST ACTIVITY", Time("/last_activity_at")),
        ],
        ..of(What::Projects, "projects", "project")
    },
    View {
        about: "Groups that you are a member of; all groups for an administrator",
        filters: &[apart(filter(BELOW, Group, "Only subgroups of this group, and theirs"))],
        // GitLab returns no activity of groups.
        columns: &[
            Column("PATH", At("/full_path")),
            Column("VISIBILITY", At("/visibility")),
            Column("ARCHIVED", At("/archived")),
            Column("CREATED", Time("/created_at")),
        ],
        ..of(What::Groups, "groups", "group")
    },
];

/// Reads them, by path.
///
/// # Errors
/// Any [`ApiError`].
pub(super) async fn read(reader: &Reader, what: What, asked: &Asked) -> Result<Value, ApiError> {
    let topic = asked.filter(TOPIC).unwrap_or_default();
    let (within, filters): (_, &[_]) = match asked.filter(BELOW) {
        // The lists of groups have no such filter.
        Some(group) => (Within::Namespace(group), &[]),
        None if administers(reader).await? => (Within::Instance, &[(TOPIC, topic)]),
        None => (Within::Membership, &[(TOPIC, topic)]),
    };
    let filters = if topic.is_empty() { &[] } else { filters };
    let mut list = listed(reader, what, within, filters).await?;
    let topics = topic.split(',').map(|it| it.trim().to_lowercase());
    let topics: Vec<_> = topics.filter(|it| !it.is_empty()).collect();
    list.retain(|(_, live)| topics.iter().all(|it| has_topic(live, it)));
    let path = |it: &(Scope, Value)| it.0.full_path().unwrap_or_default().to_lowercase();
    list.sort_by_cached_key(path);
    Ok(list.into_iter().map(|it| it.1).collect())
}

/// Whether a project has a topic; GitLab ignores its case.
fn has_topic(project: &Value, topic: &str) -> bool {
    let topics = project["topics"].as_array().into_iter().flatten();
    topics.filter_map(Value::as_str).any(|it| it.to_lowercase() == topic)
}
