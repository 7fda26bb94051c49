//! The tables: what people write, and what labwright has in its place. A test in the parent checks every row.

/// The meaning of a key that the schema does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::config) enum Means {
    /// The same as this key.
    Is(&'static str),
    /// No key; the hint says what to do.
    Write(&'static str),
}
use Means::{Is, Write};

const PRUNE: &str =
    "set `prune` in a collection: `protected_branches: { prune: true, items: [...] }`";
const LEVELS: &str =
    "write a list of roles, users, and groups: `allowed_to_push: [maintainer, { user: USERNAME }]`";
const NO_TOKEN: &str = "remove the token from the file; set GITLAB_TOKEN, or use --token-file";
const BY_PATH: &str =
    "use the full path of the project as the key: `projects: { GROUP/PROJECT: ... }`";
const NO_HOOK_EVENTS: &str = "use `push_events`, `tag_push_events`, `merge_requests_events`, or `repository_update_events`; GitLab always sends \
     all other events";

/// The title of a mapping in the schema, a key that it does not have, and what is meant.
pub(in crate::config) const KEYS: &[(&str, &str, Means)] = &[
    ("instance", "application_settings", Is("settings")),
    ("group", "group_settings", Is("settings")),
    ("project", "project_settings", Is("settings")),
    ("project", "services", Is("integrations")),
    // The file.
    ("labwright", "projects_and_groups", Is("projects")),
    ("labwright", "repositories", Is("projects")),
    ("labwright", "config_version", Write("write `version: 1`")),
    ("labwright", "apiVersion", Write("write `version: 1`")),
    ("labwright", "includes", Is("include")),
    ("labwright", "imports", Is("include")),
    (
        "labwright",
        "skip_projects",
        Write("remove those projects from the files; what is not declared stays unchanged"),
    ),
    (
        "labwright",
        "skip_groups",
        Write("remove those groups from the files; what is not declared stays unchanged"),
    ),
    ("labwright", "prune", Write(PRUNE)),
    ("labwright", "token", Write(NO_TOKEN)),
    ("labwright", "url", Write("write `gitlab: { url: https://gitlab.example.com }`")),
    ("labwright", "provider", Write("write `gitlab: { url: https://gitlab.example.com }`")),
    (
        "labwright",
        "resource",
        Write(
            "declare the objects of each project: `projects: { GROUP/PROJECT: { protected_branches: [...] } }`",
        ),
    ),
    (
        "labwright",
        "gitlab_branch_protection",
        Write("write `projects: { GROUP/PROJECT: { protected_branches: [{ name: main }] } }`"),
    ),
    (
        "labwright",
        "gitlab_system_hook",
        Write("write `instance: { system_hooks: [{ name: audit, url: https://... }] }`"),
    ),
    (
        "labwright",
        "gitlab_project_hook",
        Write("write `projects: { GROUP/PROJECT: { hooks: [{ name: ci, url: https://... }] } }`"),
    ),
    (
        "labwright",
        "gitlab_project_external_status_check",
        Write("write `projects: { GROUP/PROJECT: { external_status_checks: [...] } }`"),
    ),
    ("gitlab", "token", Write(NO_TOKEN)),
    ("gitlab", "base_url", Is("url")),
    ("gitlab", "host", Is("url")),
    ("gitlab", "api_version", Write("remove it; labwright always uses version 4 of the API")),
    (
        "gitlab",
        "ssl_verify",
        Write(
            "remove it; labwright always verifies certificates. For a private authority, set SSL_CERT_FILE to its certificate file",
        ),
    ),
    (
        "gitlab",
        "insecure",
        Write(
            "remove it; labwright always verifies certificates. For a private authority, set SSL_CERT_FILE to its certificate file",
        ),
    ),
    // The instance.
    ("instance", "hooks", Is("system_hooks")),
    ("instance", "gitlab_system_hook", Is("system_hooks")),
    ("instance", "prune", Write(PRUNE)),
    // A project.
    ("project", "protection", Is("protected_branches")),
    (
        "group",
        "security_settings",
        Write("set it in each project: a group only passes it once to the projects that it has"),
    ),
    (
        "security settings",
        "pre_receive_secret_detection_enabled",
        Is("secret_push_protection_enabled"),
    ),
    (
        "security settings",
        "validity_checks_enabled",
        Write("remove it; GitLab's REST API only returns this setting"),
    ),
    (
        "security settings",
        "container_scanning_for_registry_enabled",
        Write("remove it; GitLab's REST API only returns this setting"),
    ),
    ("Pages settings", "force_https", Is("pages_https_only")),
    ("Pages settings", "is_unique_domain_enabled", Is("pages_unique_domain_enabled")),
    ("Pages settings", "pages_access_level", Write("write it in the `settings` of the project")),
    ("project", "branch_protection", Is("protected_branches")),
    ("project", "gitlab_branch_protection", Is("protected_branches")),
    ("project", "status_checks", Is("external_status_checks")),
    ("project", "gitlab_project_external_status_check", Is("external_status_checks")),
    ("project", "merge_train", Is("merge_trains")),
    ("project", "webhooks", Is("hooks")),
    ("project", "remote_mirrors", Is("push_mirrors")),
    ("project", "pull_mirrors", Is("pull_mirror")),
    ("project", "project_hooks", Is("hooks")),
    ("group", "webhooks", Is("hooks")),
    ("group", "group_hooks", Is("hooks")),
    ("project", "prune", Write(PRUNE)),
    ("project", "path", Write(BY_PATH)),
    ("project", "id", Write(BY_PATH)),
    // A protected branch.
    ("protected branch", "branch", Is("name")),
    ("protected branch", "push_access_level", Write(LEVELS)),
    ("protected branch", "push_access_levels", Write(LEVELS)),
    (
        "protected branch",
        "merge_access_level",
        Write("write a list of roles, users, and groups: `allowed_to_merge: [developer]`"),
    ),
    (
        "protected branch",
        "merge_access_levels",
        Write("write a list of roles, users, and groups: `allowed_to_merge: [developer]`"),
    ),
    (
        "protected branch",
        "unprotect_access_level",
        Write("write a list of roles, users, and groups: `allowed_to_unprotect: [maintainer]`"),
    ),
    (
        "protected branch",
        "unprotect_access_levels",
        Write("write a list of roles, users, and groups: `allowed_to_unprotect: [maintainer]`"),
    ),
    ("protected branch", "code_owner_approval", Is("code_owner_approval_required")),
    ("protected branch", "codeowner_approval", Is("code_owner_approval_required")),
    ("protected branch", "force_push", Is("allow_force_push")),
    (
        "protected branch",
        "protected",
        Write(
            "remove it; a declared branch is protected, and `state: absent` removes the protection",
        ),
    ),
    ("protected branch", "prune", Write(PRUNE)),
    ("protected branch", "project", Write(BY_PATH)),
    ("protected branch", "id", Write("remove it; a protected branch is identified by its `name`")),
    // An external status check.
    ("external status check", "url", Is("external_url")),
    ("external status check", "external_api_url", Is("external_url")),
    ("external status check", "secret", Is("shared_secret")),
    ("external status check", "hmac", Is("shared_secret")),
    ("external status check", "branches", Is("protected_branches")),
    (
        "external status check",
        "protected_branch_ids",
        Write("write names, not IDs: `protected_branches: [main]`"),
    ),
    ("external status check", "prune", Write(PRUNE)),
    ("external status check", "project_id", Write(BY_PATH)),
    ("external status check", "project", Write(BY_PATH)),
    // A system hook.
    ("system hook", "ssl_verification", Is("enable_ssl_verification")),
    ("system hook", "branch_filter", Is("push_events_branch_filter")),
    ("system hook", "headers", Is("custom_headers")),
    ("system hook", "variables", Is("url_variables")),
    ("system hook", "secret", Is("token")),
    ("system hook", "secret_token", Is("token")),
    ("system hook", "events", Write(NO_HOOK_EVENTS)),
    ("system hook", "issues_events", Write(NO_HOOK_EVENTS)),
    ("system hook", "prune", Write(PRUNE)),
    // The rest.
    ("environment", "url", Is("external_url")),
    ("application", "redirect_uri", Is("callback_url")),
    ("application", "name", Is("application_name")),
    ("environment", "deployment_tier", Is("tier")),
    (
        "environment",
        "slug",
        Write("remove it; GitLab makes the slug from the name and cannot change it"),
    ),
    ("group", "merge_request_approval_setting", Is("approval_settings")),
    ("project", "merge_request_approval_setting", Is("approval_settings")),
    ("project", "approvals", Is("approval_settings")),
    ("project", "merge_requests_approvals", Is("approval_settings")),
    ("project", "merge_requests_approval_rules", Is("approval_rules")),
    ("approval settings", "require_password_to_approve", Is("require_reauthentication_to_approve")),
    ("approval settings", "merge_requests_author_approval", Is("allow_author_approval")),
    (
        "approval settings",
        "merge_requests_disable_committers_approval",
        Write("write the opposite as `allow_committer_approval`"),
    ),
    (
        "approval settings",
        "disable_overriding_approvers_per_merge_request",
        Write("write the opposite as `allow_overrides_to_approver_list_per_merge_request`"),
    ),
    (
        "approval settings",
        "reset_approvals_on_push",
        Write("write the opposite as `retain_approvals_on_push`"),
    ),
    (
        "approval settings",
        "selective_code_owner_removals",
        Write("set it in each project: GitLab ignores it in a group"),
    ),
    (
        "approval settings",
        "approvals_before_merge",
        Write(
            "declare a rule instead: `approval_rules: [{ name: All Members, approvals_required: 1 }]`",
        ),
    ),
    ("approval rule", "approvals", Is("approvals_required")),
    ("approval rule", "required_approvals", Is("approvals_required")),
    ("approval rule", "branches", Is("protected_branches")),
    (
        "approval rule",
        "protected_branch_ids",
        Write("write names, not IDs: `protected_branches: [main]`"),
    ),
    ("approval rule", "user_ids", Write("write usernames, not IDs: `users: [alice]`")),
    ("approval rule", "usernames", Is("users")),
    ("approval rule", "group_ids", Write("write paths, not IDs: `groups: [acme/reviewers]`")),
    (
        "approval rule",
        "rule_type",
        Write("remove it; it follows from the name: `All Members` is for every member"),
    ),
    ("protected environment", "allowed_to_deploy", Is("deploy_access_levels")),
    ("protected environment", "deploy", Is("deploy_access_levels")),
    ("protected environment", "environment", Is("name")),
    ("protected environment", "tier", Is("name")),
    (
        "protected environment",
        "required_approval_count",
        Write("use `approval_rules`; GitLab no longer accepts a single count"),
    ),
    ("deployment", "branch", Is("ref")),
    ("deployment", "commit", Is("sha")),
    ("deployment", "name", Is("environment")),
    ("deployment", "env", Is("environment")),
    ("deployment", "prune", Write("remove it; deployments are a record and are never pruned")),
    ("merge train entry", "iid", Is("merge_request")),
    ("merge train entry", "merge_request_iid", Is("merge_request")),
    ("merge train entry", "merge_when_pipeline_succeeds", Is("auto_merge")),
    ("merge request", "id", Is("iid")),
    ("merge request", "number", Is("iid")),
    ("merge request", "merge_request", Is("iid")),
    ("merge request", "external_status_checks", Is("status_checks")),
    ("status check", "result", Is("status")),
    ("status check", "external_status_check", Is("name")),
];

/// What GitLab has and labwright does not manage yet, by the mapping that it would belong to.
pub(in crate::config) const NOT_YET: &[(&str, &[&str])] = &[
    ("instance", &["member_roles", "appearance", "plan_limits", "broadcast_messages", "licenses"]),
    ("group", &["boards", "custom_attributes"]),
    (
        "project",
        &[
            "secret_variables",
            "boards",
            "project_push_rules",
            "tags",
            "schedules",
            "freeze_periods",
            "pages_domains",
            "feature_flags",
            "package_protection_rules",
            "container_repository_protection_rules",
            "container_tag_protection_rules",
            "custom_attributes",
            "topics",
        ],
    ),
];
