//! Where hooks are: the instance, groups, and projects. Each home has its switches, its gate, and its kind of list.

use crate::sandbox::http::gates::{administrator, known_group, owns_group};
use crate::sandbox::http::{Call, Refusal};
use crate::sandbox::world::{Hook, Licence, MAINTAINER, Of, Time};

/// Switches of hooks that can be stored as null; a null for any other crashes.
pub(crate) const NULLABLE: [&str; 3] =
    ["tag_push_events", "confidential_note_events", "enable_ssl_verification"];

/// A switch, and its value in a new hook.
type Switch = (&'static str, Option<bool>);

const SYSTEM: &[Switch] = &[
    ("push_events", Some(false)),
    ("tag_push_events", Some(false)),
    ("merge_requests_events", Some(false)),
    ("repository_update_events", Some(true)),
    ("enable_ssl_verification", Some(true)),
];

const WEB: &[Switch] = &[
    ("push_events", Some(true)),
    ("tag_push_events", Some(false)),
    ("merge_requests_events", Some(false)),
    ("enable_ssl_verification", Some(true)),
    ("issues_events", Some(false)),
    ("confidential_issues_events", Some(false)),
    ("note_events", Some(false)),
    ("confidential_note_events", None),
    ("pipeline_events", Some(false)),
    ("wiki_page_events", Some(false)),
    ("deployment_events", Some(false)),
    ("feature_flag_events", Some(false)),
    ("job_events", Some(false)),
    ("releases_events", Some(false)),
    ("milestone_events", Some(false)),
    ("emoji_events", Some(false)),
    ("resource_access_token_events", Some(false)),
    ("vulnerability_events", Some(false)),
];

const OF_GROUPS: &[Switch] = &[
    ("subgroup_events", Some(false)),
    ("member_events", Some(false)),
    ("project_events", Some(false)),
];

/// A kind of parent of hooks.
pub(crate) struct Home {
    pub(crate) prefix: &'static str,
    /// Who has access, and to what.
    pub(crate) gate: fn(&mut Call<'_>) -> Result<(), Refusal>,
    pub(crate) find: fn(&mut Call<'_>) -> Result<Of, Refusal>,
    switches: &'static [&'static [Switch]],
    /// How a hook names its parent.
    pub(crate) parent: fn(Of) -> Option<(&'static str, u64)>,
    /// The list leaves out what only the single hook has.
    pub(crate) short_list: bool,
    /// It has payload templates.
    pub(crate) templates: bool,
}

static INSTANCE: Home = Home {
    prefix: "",
    gate: administrator,
    find: |_| Ok(Of::Instance),
    switches: &[SYSTEM],
    parent: |_| None,
    short_list: false,
    templates: false,
};

static GROUP: Home = Home {
    prefix: "/groups/{id}",
    gate: |call| {
        call.authenticate()?;
        owns_group(call)?;
        if call.world.licensed(Licence::Premium) { Ok(()) } else { Err(Refusal::forbidden()) }
    },
    find: |call| Ok(Of::Group(known_group(call)?.id)),
    switches: &[WEB, OF_GROUPS],
    parent: |of| matches!(of, Of::Group(_)).then_some(("group_id", number(of))),
    short_list: false,
    templates: true,
};

static PROJECT: Home = Home {
    prefix: "/projects/{id}",
    gate: |call| {
        call.authenticate()?;
        call.project_id()?;
        if call.is_admin() { Ok(()) } else { call.at_least(MAINTAINER) }
    },
    find: |call| Ok(Of::Project(call.project_id()?)),
    switches: &[WEB],
    parent: |of| matches!(of, Of::Project(_)).then_some(("project_id", number(of))),
    short_list: true,
    templates: true,
};

pub(crate) static HOMES: [&Home; 3] = [&INSTANCE, &GROUP, &PROJECT];

fn number(of: Of) -> u64 {
    match of {
        Of::Group(id) | Of::Project(id) => id,
        Of::Instance | Of::Row(..) => 0,
    }
}

impl Home {
    /// The home of a hook.
    pub(crate) fn of(of: Of) -> &'static Home {
        match of {
            Of::Group(_) => &GROUP,
            Of::Project(_) => &PROJECT,
            Of::Instance | Of::Row(..) => &INSTANCE,
        }
    }

    /// Its switches, with their values in a new hook.
    pub(crate) fn switches(&self) -> impl Iterator<Item = Switch> + use<> {
        self.switches.iter().copied().flatten().copied()
    }
}

impl Hook {
    /// A hook that nothing was sent for.
    pub(crate) fn new(of: Of, now: Time) -> Hook {
        Hook {
            id: 0,
            of,
            url: String::new(),
            name: None,
            description: None,
            token: None,
            signing_token: None,
            template: None,
            switches: Home::of(of).switches().collect(),
            push_events_branch_filter: None,
            branch_filter_strategy: String::from("wildcard"),
            url_variables: Vec::new(),
            custom_headers: Vec::new(),
            created_at: now,
            updated_at: now,
        }
    }
}
