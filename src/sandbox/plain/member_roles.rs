//! Custom roles of the instance: a level, and permissions beyond it.

use super::table::{By, Field, Home, INSTANCE as IN_INSTANCE, Null, On, Order, Table, Usual};
use crate::sandbox::http::params::Kind;
use crate::sandbox::world::ADMIN;

/// The endpoint has no update.
const fn may(name: &'static str) -> Field {
    Field::switch(name, false).null(Null::Usual).on(On::Create)
}

pub(super) const INSTANCE: Table = Table {
    noun: "Member Role",
    ..Table::new("member_roles", Home::new(&IN_INSTANCE, ADMIN, ADMIN, Order::Role), By::Id, FIELDS)
};

const FIELDS: &[Field] = &[
    Field::told("group_id", Usual::Null),
    Field::text("name").on(On::Create),
    Field::text("description").on(On::Create),
    Field::new("base_access_level", Kind::Integer, Usual::Null).required().on(On::Create),
    may("apply_security_scan_profiles"),
    may("admin_merge_request"),
    may("archive_project"),
    may("remove_group"),
    may("remove_project"),
    may("manage_security_policy_link"),
    may("admin_compliance_framework"),
    may("admin_cicd_variables"),
    may("manage_deploy_tokens"),
    may("manage_group_access_tokens"),
    may("admin_group_member"),
    may("admin_integrations"),
    may("manage_merge_request_settings"),
    may("manage_project_access_tokens"),
    may("admin_protected_branch"),
    may("admin_protected_environments"),
    may("manage_protected_tags"),
    may("admin_push_rules"),
    may("admin_runners"),
    may("admin_security_attributes"),
    may("admin_security_testing"),
    may("admin_terraform_state"),
    may("admin_vulnerability"),
    may("admin_web_hook"),
    may("read_compliance_dashboard"),
    may("read_security_scan_profiles"),
    may("read_admin_cicd"),
    may("read_crm_contact"),
    may("read_dependency"),
    may("read_admin_groups"),
    may("read_admin_projects"),
    may("read_code"),
    may("read_runners"),
    may("read_security_attribute"),
    may("read_admin_subscription"),
    may("read_admin_monitoring"),
    may("read_admin_users"),
    may("read_vulnerability"),
];
