//! Plain collections. One table describes the routes, parameters, refusals, answers, and seeds of a collection.
//!
//! Peculiarities of a collection are functions that its table names; the engine has no special cases. Facts
//! come from the recordings of the same names.

mod applications;
mod approval_rules;
mod approval_settings;
mod badges;
mod cluster_agents;
mod deploy_keys;
mod deploy_tokens;
mod engine;
mod item;
mod labels;
mod member_roles;
mod milestones;
mod pages;
mod pipeline_schedules;
mod pipeline_triggers;
mod protected_tags;
mod pull_mirrors;
mod push_mirrors;
mod push_rules;
mod resource_groups;
mod security_settings;
mod seed;
mod ssh_keys;
mod table;
mod topics;
mod variables;
mod write;

pub(super) use approval_settings::CONFIGURATION as APPROVAL_CONFIGURATION;
pub(super) use engine::ROUTES;
pub(super) use push_rules::{expression, inherit as inherit_push_rule};
pub(super) use seed::{WrongRow, words, write as write_seed};
pub(super) use table::{Complaints, Problems};
pub(super) use topics::known as known_topic;

use table::Table;

/// Every table. A new collection adds its line here.
static TABLES: [&Table; 33] = [
    &variables::PROJECT,
    &variables::GROUP,
    &variables::INSTANCE,
    &labels::PROJECT,
    &labels::GROUP,
    &push_mirrors::PROJECT,
    &pull_mirrors::PROJECT,
    &push_rules::PROJECT,
    &push_rules::GROUP,
    &member_roles::INSTANCE,
    &topics::INSTANCE,
    &badges::PROJECT,
    &badges::GROUP,
    &milestones::PROJECT,
    &milestones::GROUP,
    &protected_tags::PROJECT,
    &deploy_keys::PROJECT,
    &cluster_agents::AGENTS,
    &cluster_agents::TOKENS,
    &applications::INSTANCE,
    &ssh_keys::TABLE,
    &deploy_tokens::PROJECT,
    &deploy_tokens::GROUP,
    &pipeline_triggers::PROJECT,
    &security_settings::PROJECT,
    &resource_groups::PROJECT,
    &pages::SETTINGS,
    &pages::DOMAINS,
    &approval_rules::PROJECT,
    &approval_settings::PROJECT,
    &approval_settings::GROUP,
    &pipeline_schedules::SCHEDULES,
    &pipeline_schedules::VARIABLES,
];
