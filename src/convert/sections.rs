//! What becomes of each section of gitlabform 6.3: the table.
//!
//! Facts from its source and documentation. What a rule does not name keeps its name and its value, as gitlabform sends it
//! to GitLab; if labwright does not have it, the check of what was written says so.

use serde_json::Value;

use super::chain::Chain;
use super::files;
use super::special::{self, Input, Made};

/// Fields that an object has without a word about them.
pub(super) type Implied = fn(&Chain<'_>) -> Vec<(&'static str, Value)>;

/// Where a section is in effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    Project,
    Group,
    Instance,
}

/// What the key of an entry is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    /// There are no entries: the section is one object.
    Single,
    /// A field.
    Field(&'static str),
    /// A label without a meaning in GitLab.
    Label,
    /// Several fields.
    With(fn(&mut Input<'_, '_>) -> Made),
}

/// What becomes of a key and its value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rule {
    /// The same.
    Same,
    /// The value under another name.
    Name(&'static str),
    /// The opposite under another name.
    Not(&'static str),
    /// A role, in labwright's words.
    Role,
    /// A text, whatever YAML reads.
    Text,
    /// A reference.
    Secret,
    /// Nothing: it has no effect, or labwright always does it.
    Nothing,
    /// Several fields, or another form.
    With(fn(&mut Input<'_, '_>) -> Made),
}

/// Which groups a section of a group is in effect in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// The group of its level, and all below it.
    All,
    /// The group of its level: below it, gitlabform finds that a parent has the object.
    Own,
    /// Top-level groups.
    Top,
}

/// A section, or a part of it that becomes a kind of its own.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) name: &'static str,
    pub(super) of: Of,
    /// The key in the section under which the entries are.
    pub(super) at: Option<&'static str>,
    /// Without that key, the section itself has them.
    pub(super) or_itself: bool,
    /// In labwright.
    pub(super) kind: &'static str,
    pub(super) shape: Shape,
    /// What identifies an entry besides its key.
    pub(super) identity: &'static [&'static str],
    pub(super) rules: &'static [(&'static str, Rule)],
    /// For every other key.
    pub(super) others: Rule,
    /// Keys of the section that are no entries, besides those that all sections have.
    pub(super) options: &'static [&'static str],
    /// `protected: false` is what `delete: true` is elsewhere.
    pub(super) protects: bool,
    /// Fields that gitlabform writes even if the section does not say them.
    pub(super) implied: Option<Implied>,
    /// A field with a list: there is an object for each of its values.
    pub(super) each: Option<&'static str>,
    /// Which groups below that of the level it reaches.
    pub(super) reach: Reach,
}

const BASE: Section = Section {
    name: "",
    of: Of::Project,
    at: None,
    or_itself: false,
    kind: "",
    shape: Shape::Single,
    identity: &[],
    rules: &[],
    others: Rule::Same,
    options: &[],
    protects: false,
    implied: None,
    each: None,
    reach: Reach::All,
};

/// Keys that all sections have.
pub(super) const OPTIONS: [&str; 3] = ["enforce", "inherit", "skip"];

use Rule::{Name, Not, Nothing, Role, Secret, Text, With};

const ACCESS: &[(&str, Rule)] = &[
    ("protected", Nothing),
    ("push_access_level", With(special::push)),
    ("allowed_to_push", With(special::push)),
    ("merge_access_level", With(special::merge)),
    ("allowed_to_merge", With(special::merge)),
    ("unprotect_access_level", With(special::unprotect)),
    ("allowed_to_unprotect", With(special::unprotect)),
];
const HOOK: &[(&str, Rule)] = &[
    ("token", Secret),
    ("signing_token", Secret),
    ("url_variables", With(special::pairs)),
    ("custom_headers", With(special::pairs)),
];
const VARIABLE: &[(&str, Rule)] = &[
    ("value", With(special::value)),
    ("masked", With(special::masked)),
    ("masked_and_hidden", With(special::masked)),
    ("protected", Rule::Same),
    ("environment_scope", Text),
];
const SETTINGS: &[(&str, Rule)] = &[
    ("avatar", With(special::avatar)),
    ("topics", With(special::topics)),
    ("container_expiration_policy_attributes", Name("container_expiration_policy")),
];
const USER: &[(&str, Rule)] = &[("access_level", Role)];
const SHARE: &[(&str, Rule)] = &[("group_access", Role)];
const MEMBER_OPTIONS: &[&str] = &["groups", "users", "keep_bots"];

pub(super) static SECTIONS: &[Section] = &[
    Section { name: "settings", of: Of::Instance, kind: "settings", ..BASE },
    Section { name: "project_settings", kind: "settings", rules: SETTINGS, ..BASE },
    Section {
        name: "project",
        kind: "settings",
        rules: &[("archive", Name("archived")), ("transfer_from", Nothing)],
        ..BASE
    },
    Section { name: "project_security_settings", kind: "security_settings", ..BASE },
    Section { name: "project_push_rules", kind: "push_rules", ..BASE },
    Section {
        name: "job_token_scope",
        kind: "job_token_scope",
        rules: &[
            ("limit_access_to_this_project", Name("enabled")),
            ("allowlist", With(special::allow_list)),
        ],
        implied: Some(special::limited),
        ..BASE
    },
    Section {
        name: "members",
        at: Some("users"),
        kind: "members",
        shape: Shape::Field("user"),
        rules: USER,
        options: MEMBER_OPTIONS,
        ..BASE
    },
    Section {
        name: "members",
        at: Some("groups"),
        kind: "shared_with_groups",
        shape: Shape::Field("group"),
        rules: SHARE,
        options: MEMBER_OPTIONS,
        ..BASE
    },
    Section { name: "labels", kind: "labels", shape: Shape::With(special::label), ..BASE },
    Section {
        name: "deploy_keys",
        kind: "deploy_keys",
        shape: Shape::Label,
        identity: &["key"],
        ..BASE
    },
    Section {
        name: "variables",
        kind: "variables",
        shape: Shape::Label,
        identity: &["key", "environment_scope"],
        rules: VARIABLE,
        ..BASE
    },
    Section {
        name: "branches",
        kind: "protected_branches",
        shape: Shape::Field("name"),
        rules: ACCESS,
        options: &["skip_missing_branch"],
        protects: true,
        ..BASE
    },
    Section {
        name: "tags",
        kind: "protected_tags",
        shape: Shape::Field("name"),
        rules: &[
            ("protected", Nothing),
            ("create_access_level", With(special::create)),
            ("allowed_to_create", With(special::create)),
        ],
        protects: true,
        ..BASE
    },
    Section {
        name: "integrations",
        kind: "integrations",
        shape: Shape::Field("slug"),
        rules: &[("active", Nothing)],
        others: With(special::integration),
        ..BASE
    },
    Section {
        name: "files",
        kind: "files",
        shape: Shape::With(files::file),
        rules: &[
            ("branches", Nothing),
            ("content", With(files::content)),
            ("file", Nothing),
            ("template", Nothing),
            ("jinja_env", Nothing),
            ("overwrite", Nothing),
            ("only_first_branch", Nothing),
            ("skip", With(files::skip)),
            ("commit_message", With(files::message)),
            ("skip_ci", With(files::message)),
        ],
        implied: Some(files::once),
        each: Some("branch"),
        ..BASE
    },
    Section {
        name: "hooks",
        kind: "hooks",
        shape: Shape::With(special::hook),
        rules: HOOK,
        ..BASE
    },
    Section {
        name: "schedules",
        kind: "pipeline_schedules",
        shape: Shape::Field("description"),
        rules: &[("cron", With(special::cron)), ("variables", With(special::schedule_variables))],
        ..BASE
    },
    Section { name: "badges", kind: "badges", shape: Shape::Label, identity: &["name"], ..BASE },
    Section {
        name: "resource_groups",
        kind: "resource_groups",
        shape: Shape::Field("key"),
        options: &["ensure_exists"],
        ..BASE
    },
    Section {
        name: "protected_environments",
        kind: "protected_environments",
        shape: Shape::Field("name"),
        rules: &[
            ("name", Nothing),
            ("deploy_access_levels", With(special::deployers)),
            ("approval_rules", With(special::deployers)),
        ],
        ..BASE
    },
    Section {
        name: "merge_requests_approvals",
        kind: "approval_settings",
        rules: &[
            ("merge_requests_author_approval", Name("allow_author_approval")),
            ("merge_requests_disable_committers_approval", Not("allow_committer_approval")),
            (
                "disable_overriding_approvers_per_merge_request",
                Not("allow_overrides_to_approver_list_per_merge_request"),
            ),
            ("reset_approvals_on_push", Not("retain_approvals_on_push")),
            ("require_password_to_approve", Name("require_reauthentication_to_approve")),
        ],
        ..BASE
    },
    Section {
        name: "merge_requests_approval_rules",
        kind: "approval_rules",
        shape: Shape::Label,
        identity: &["name"],
        rules: &[
            ("name", With(special::rule_name)),
            ("rule_type", With(special::rule_type)),
            ("user_ids", With(special::numbers)),
            ("group_ids", With(special::numbers)),
            ("protected_branch_ids", With(special::numbers)),
        ],
        implied: Some(special::empty_lists),
        ..BASE
    },
    Section {
        name: "remote_mirrors",
        kind: "push_mirrors",
        shape: Shape::With(special::mirror),
        rules: &[("force_push", Nothing), ("force_update", Nothing), ("print_public_key", Nothing)],
        options: &["print_details"],
        ..BASE
    },
    Section { name: "group_settings", of: Of::Group, kind: "settings", rules: SETTINGS, ..BASE },
    Section { name: "group_push_rules", of: Of::Group, kind: "push_rules", ..BASE },
    Section {
        name: "group_variables",
        of: Of::Group,
        kind: "variables",
        shape: Shape::Label,
        identity: &["key", "environment_scope"],
        rules: VARIABLE,
        ..BASE
    },
    Section {
        name: "group_members",
        of: Of::Group,
        at: Some("users"),
        or_itself: true,
        kind: "members",
        shape: Shape::Field("user"),
        rules: USER,
        options: MEMBER_OPTIONS,
        ..BASE
    },
    Section {
        name: "group_members",
        of: Of::Group,
        at: Some("groups"),
        kind: "shared_with_groups",
        shape: Shape::Field("group"),
        rules: SHARE,
        options: MEMBER_OPTIONS,
        ..BASE
    },
    Section {
        name: "group_ldap_links",
        of: Of::Group,
        kind: "ldap_group_links",
        shape: Shape::Label,
        identity: &["provider", "cn", "filter"],
        rules: SHARE,
        ..BASE
    },
    Section {
        name: "group_saml_links",
        of: Of::Group,
        kind: "saml_group_links",
        shape: Shape::Label,
        identity: &["saml_group_name", "provider"],
        rules: USER,
        ..BASE
    },
    Section {
        name: "group_badges",
        of: Of::Group,
        kind: "badges",
        shape: Shape::Label,
        identity: &["name"],
        ..BASE
    },
    Section {
        name: "group_labels",
        of: Of::Group,
        kind: "labels",
        shape: Shape::With(special::label),
        reach: Reach::Own,
        ..BASE
    },
    Section {
        name: "group_hooks",
        of: Of::Group,
        kind: "hooks",
        shape: Shape::With(special::hook),
        rules: HOOK,
        ..BASE
    },
    Section {
        name: "group_protected_branches",
        of: Of::Group,
        kind: "protected_branches",
        shape: Shape::Field("name"),
        rules: ACCESS,
        protects: true,
        reach: Reach::Top,
        ..BASE
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds;
    use crate::resource::Scope;
    use std::collections::BTreeSet;

    /// The names of the processors of gitlabform 6.3.1.
    const ALL: [&str; 32] = [
        "settings",
        "project",
        "project_settings",
        "project_security_settings",
        "members",
        "project_push_rules",
        "labels",
        "job_token_scope",
        "deploy_keys",
        "variables",
        "branches",
        "tags",
        "integrations",
        "files",
        "hooks",
        "schedules",
        "badges",
        "resource_groups",
        "protected_environments",
        "merge_requests_approvals",
        "merge_requests_approval_rules",
        "remote_mirrors",
        "group_variables",
        "group_settings",
        "group_members",
        "group_ldap_links",
        "group_badges",
        "group_saml_links",
        "group_labels",
        "group_hooks",
        "group_push_rules",
        "group_protected_branches",
    ];

    #[test]
    fn every_section_becomes_a_kind_that_there_is() {
        let names = SECTIONS.iter().map(|it| it.name);
        assert_eq!(names.collect::<BTreeSet<_>>(), BTreeSet::from(ALL));
        for section in SECTIONS {
            let scope = match section.of {
                Of::Instance => Scope::instance(),
                Of::Group => Scope::group("acme"),
                Of::Project => Scope::project("acme/api"),
            };
            assert!(kinds::find(section.kind, &scope).is_some(), "{section:?}");
        }
    }
}
