//! Users, groups, projects, and members.

pub(crate) mod access_tokens;
pub(crate) mod group_links;
pub(crate) mod groups;
pub(crate) mod integrations;
pub(crate) mod invitations;
pub(crate) mod job_token_scope;
pub(crate) mod life;
pub(crate) mod members;
pub(crate) mod new_projects;
pub(crate) mod people;
pub(crate) mod projects;
pub(crate) mod runners;
pub(crate) mod service_accounts;
pub(crate) mod shares;
mod tokens;
pub(crate) mod user_tokens;
pub(crate) mod users;

use serde_json::Value;

use crate::sandbox::world::{Of, World};

/// Writes what a seed has below a name, or says what is wrong with it.
type Sow = fn(&mut World, Of, &Value) -> Result<(), String>;

/// What a seed can have in the instance, a group, or a project besides settings and rows of plain collections.
pub(crate) const SEEDS: &[(&str, Sow)] = &[
    ("integrations", integrations::seed),
    ("access_tokens", access_tokens::seed),
    ("service_accounts", service_accounts::seed),
    ("runners", runners::seed),
];
