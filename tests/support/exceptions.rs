//! Where GitLab's description of its API is wrong, or says less than there is.

use super::contract::Kind;

/// What is not held against an exchange.
#[derive(Debug)]
pub(crate) struct Exception {
    /// In which way it strays.
    pub(crate) kind: Kind,
    /// The endpoints; `*` at an end is anything.
    pub(crate) on: &'static [&'static str],
    /// The places; `*` at an end is anything.
    pub(crate) places: &'static [&'static str],
    /// How it is known that the description is wrong.
    pub(crate) why: &'static str,
}

/// Answers that are described with a smaller entity than is told: the endpoint whose description fits, and how that is
/// known.
pub(crate) const INSTEAD: &[(&str, &str, &str)] = &[
    (
        "GET /projects",
        "GET /projects/{id}",
        "the list is described as with `simple=true`; without, projects are told whole (recordings)",
    ),
    (
        "GET /users",
        "GET /user",
        "the list is described for strangers; an administrator is told everything",
    ),
    (
        "GET /users/{id}",
        "GET /user",
        "it is described for strangers; an administrator is told everything",
    ),
    (
        "GET /projects/{id}/merge_requests/{noteable_id}/discussions/{discussion_id}/notes",
        "GET /projects/{id}/merge_requests/{noteable_id}/discussions/{discussion_id}/notes/{note_id}",
        "it is described as a discussion; its notes are answered (`lib/api/discussions.rb`)",
    ),
];

/// What the description gets wrong everywhere.
pub(crate) fn by_rule(endpoint: &str, place: &str, kind: Kind, pages: bool) -> bool {
    match kind {
        // It has no nulls at all; answers have many.
        Kind::Null => place.starts_with("answer"),
        // Refusals and redirects that every endpoint can give are described for hardly any.
        Kind::Status => {
            let refusal = place.strip_prefix("status.").and_then(|it| it.parse::<u16>().ok());
            refusal.is_some_and(|it| REFUSALS.contains(&it))
        }
        // Of lists only an element is described.
        Kind::List => place == "answer" && pages && endpoint.starts_with("GET "),
        _ => false,
    }
}

const REFUSALS: &[u16] = &[301, 400, 401, 403, 404, 405, 406, 409, 412, 415, 422, 429, 500];

/// Every place of every entry has to be of use.
#[rustfmt::skip]
pub(crate) const EXCEPTIONS: &[Exception] = &[
    // Hooks.
    Exception {
        kind: Kind::Type,
        on: &["GET /hooks*", "POST /hooks", "PUT /hooks/{hook_id}"],
        places: &["answer.id = number"],
        why: "the id of a hook is a number (facts, 3.3)",
    },
    Exception {
        kind: Kind::Null,
        on: &["PUT /hooks/{hook_id}"],
        places: &["body.description"],
        why: "null clears it (facts, 3.4)",
    },
    Exception {
        kind: Kind::Status,
        on: &["PUT /hooks/{hook_id}/url_variables/{key}", "PUT /hooks/{hook_id}/custom_headers/{key}"],
        places: &["status.204"],
        why: "200 is described, 204 is answered (facts, 3.1)",
    },
    // Status checks.
    Exception {
        kind: Kind::Null,
        on: &["PUT /projects/{id}/external_status_checks/{check_id}"],
        places: &["body.shared_secret"],
        why: "null takes the secret away (facts, 1.5)",
    },
    Exception {
        kind: Kind::Name,
        on: &["GET /projects/{id}/merge_requests/{merge_request_iid}/status_checks"],
        places: &["query.page", "query.per_page"],
        why: "it is paged although it does not say so (facts, 1.2)",
    },
    // Merge requests.
    Exception {
        kind: Kind::Type,
        on: &[
            "GET /projects/{id}/merge_requests/{merge_request_iid}",
            "PUT /projects/{id}/merge_requests/{merge_request_iid}/merge",
        ],
        places: &["answer.should_remove_source_branch = boolean"],
        why: "a string is described, a boolean is answered (recordings of auto_merge)",
    },
    // Notes and discussions.
    Exception {
        kind: Kind::Type,
        on: &["*/notes", "*/notes/{note_id}"],
        places: &[
            "answer.commands_changes = object", "answer.confidential = boolean", "answer.id = number",
            "answer.internal = boolean", "answer.noteable_id = number", "answer.noteable_iid = number",
            "answer.project_id = number", "answer.resolvable = boolean", "answer.resolved = boolean",
            "answer.system = boolean",
        ],
        why: "undescribed fields are put down as texts (recordings of notes elsewhere)",
    },
    Exception {
        kind: Kind::Type,
        on: &["*/discussions", "*/discussions/{discussion_id}"],
        places: &["answer.individual_note = boolean", "answer.notes.*"],
        why: "undescribed fields are put down as texts (`lib/api/entities/{discussion,note}.rb`)",
    },
    Exception {
        kind: Kind::List,
        on: &["*/discussions", "*/discussions/{discussion_id}"],
        places: &["answer.notes"],
        why: "of lists only an element is described",
    },
    // The server, users, tokens.
    Exception {
        kind: Kind::Type,
        on: &["GET /metadata", "GET /version"],
        places: &["answer.kas = object"],
        why: "it is an object (facts, 5.9)",
    },
    Exception {
        kind: Kind::Type,
        on: &["GET /personal_access_tokens/self"],
        places: &["answer.expires_at = text"],
        why: "it is a date without a time (recordings)",
    },
    Exception {
        kind: Kind::Type,
        on: &["GET /user", "GET /users", "GET /users/{id}"],
        places: &["answer.bot = boolean", "answer.external = boolean", "answer.last_activity_on = text"],
        why: "undescribed fields are put down as texts, and a date as a moment (recordings)",
    },
    Exception {
        kind: Kind::List,
        on: &["GET /user", "GET /users", "GET /users/{id}"],
        places: &["answer.identities", "answer.scim_identities"],
        why: "of lists only an element is described",
    },
    Exception {
        kind: Kind::Name,
        on: &["GET /user", "GET /users", "GET /users/{id}"],
        places: &[
            "answer.created_by", "answer.enterprise_group_associated_at", "answer.enterprise_group_id",
            "answer.is_admin", "answer.is_auditor", "answer.namespace_id", "answer.note",
            "answer.provisioned_by_group_id", "answer.using_license_seat",
        ],
        why: "what administrators are told of users is not described (recordings)",
    },
    // Groups and projects.
    Exception {
        kind: Kind::Type,
        on: &["POST /groups", "PUT /groups/{id}"],
        places: &["answer.id = number", "answer.organization_id = number"],
        why: UNTYPED,
    },
    Exception {
        kind: Kind::Type,
        on: &["POST /groups", "PUT /groups/{id}"],
        places: &[
            "answer.default_branch_protection = number", "answer.default_branch_protection_defaults = object",
            "answer.duo_features_enabled = boolean", "answer.duo_namespace_access_rules = list",
            "answer.lfs_enabled = boolean", "answer.lock_duo_features_enabled = boolean",
            "answer.request_access_enabled = boolean", "answer.require_two_factor_authentication = boolean",
            "answer.share_with_group_lock = boolean", "answer.two_factor_grace_period = number",
        ],
        why: UNTYPED,
    },
    Exception {
        kind: Kind::Type,
        on: &["GET /groups/{id}"],
        places: &["*= boolean", "*= number", "*= list", "*= object"],
        why: UNTYPED,
    },
    Exception {
        kind: Kind::List,
        on: &["GET /groups/{id}"],
        places: &["answer.projects", "answer.shared_projects"],
        why: "its projects are a list (recordings)",
    },
    Exception {
        kind: Kind::Name,
        on: &["POST /groups", "PUT /groups/{id}"],
        places: &[
            "answer.allow_merge_on_skipped_pipeline", "answer.allowed_email_domains_list",
            "answer.auto_ban_user_on_excessive_projects_download", "answer.enabled_git_access_protocol",
            "answer.extra_shared_runners_minutes_limit", "answer.ip_restriction_ranges", "answer.membership_lock",
            "answer.only_allow_merge_if_all_discussions_are_resolved", "answer.only_allow_merge_if_pipeline_succeeds",
            "answer.prevent_forking_outside_group", "answer.prevent_sharing_groups_outside_hierarchy",
            "answer.projects", "answer.runners_token", "answer.service_access_tokens_expiration_enforced",
            "answer.shared_projects", "answer.shared_runners_minutes_limit", "answer.shared_with_groups",
            "answer.unique_project_download_limit*",
        ],
        why: "a group is told whole, less is described (recordings)",
    },
    Exception {
        kind: Kind::Type,
        on: &["GET /groups/{id}/projects", "GET /projects", "GET /projects/{id}", "POST /projects", "PUT /projects/{id}"],
        places: &[
            "answer._links = object",
            "answer.approvals_before_merge = number",
            "answer.compliance_frameworks = list",
            "answer.container_expiration_policy.enabled = boolean",
            "answer.container_expiration_policy.keep_n = number",
            "answer.duo_foundational_flows_enabled = boolean",
            "answer.duo_remote_flows_enabled = boolean",
            "answer.duo_sast_fp_detection_enabled = boolean",
            "answer.duo_sast_vr_workflow_enabled = boolean",
            "answer.merge_pipelines_enabled = boolean",
            "answer.merge_trains_enabled = boolean",
            "answer.merge_trains_skip_train_allowed = boolean",
            "answer.mirror = boolean",
            "answer.only_allow_merge_if_all_status_checks_passed = boolean",
            "answer.permissions = object",
            "answer.prevent_merge_without_jira_issue = boolean",
            "answer.requirements_enabled = boolean",
            "answer.security_and_compliance_enabled = boolean",
            "answer.shared_with_groups = object",
        ],
        why: UNTYPED,
    },
    // Members: the user's fields stand in the same object.
    Exception {
        kind: Kind::Name,
        on: &["GET /projects/{id}/members*", "GET /groups/{id}/members*", "POST /projects/{id}/members", "PUT /projects/{id}/members/{user_id}"],
        places: &[
            "answer.avatar_url", "answer.id", "answer.locked", "answer.name", "answer.public_email", "answer.state",
            "answer.username", "answer.web_url",
        ],
        why: "the user's fields, which stand among the member's, are not described",
    },
    Exception {
        kind: Kind::Type,
        on: &["GET /projects/{id}/members*", "GET /groups/{id}/members*", "POST /projects/{id}/members", "PUT /projects/{id}/members/{user_id}"],
        places: &["answer.access_level = number"],
        why: UNTYPED,
    },
    // Files.
    Exception {
        kind: Kind::Name,
        on: &["POST /projects/{id}/repository/files/{file_path}"],
        places: &["body.branch", "body.commit_message", "body.content"],
        why: "what is described is what GitLab's own proxy makes of the request",
    },
    Exception {
        kind: Kind::Missing,
        on: &["POST /projects/{id}/repository/files/{file_path}"],
        places: &["body.file"],
        why: "what is described is what GitLab's own proxy makes of the request",
    },
    // Merge requests, wherever they are told.
    Exception {
        kind: Kind::Type,
        on: &["*"],
        places: &[
            "*.blocking_discussions_resolved = boolean", "*.downvotes = number", "*.draft = boolean",
            "*.first_contribution = boolean", "*.has_conflicts = boolean", "*.imported = boolean", "*.labels = list",
            "*.merge_when_pipeline_succeeds = boolean", "*.source_project_id = number", "*.squash = boolean",
            "*.squash_on_merge = boolean", "*.subscribed = boolean", "*.target_project_id = number",
            "*.task_completion_status = object", "*.upvotes = number", "*.user = object",
            "*.user_notes_count = number", "*.work_in_progress = boolean",
        ],
        why: UNTYPED,
    },
    Exception {
        kind: Kind::List,
        on: &["*"],
        places: &["*.assignees", "*.reviewers"],
        why: "of lists only an element is described",
    },
    Exception {
        kind: Kind::Name,
        on: &["POST /projects/{id}/merge_requests/{merge_request_iid}/cancel_merge_when_pipeline_succeeds"],
        places: &["answer.http_status", "answer.message", "answer.status"],
        why: "the merge request is described; what is answered is whether it worked (measured)",
    },
    Exception {
        kind: Kind::List,
        on: &["POST /projects/{id}/merge_trains/merge_requests/{merge_request_iid}"],
        places: &["answer"],
        why: "the whole train is answered (facts, 2.4)",
    },
    // Pipelines and jobs.
    Exception {
        kind: Kind::Name,
        on: &["POST /projects/{id}/jobs/{job_id}/play"],
        places: &[
            "answer.archived", "answer.artifacts", "answer.artifacts_expire_at", "answer.runner",
            "answer.runner_manager", "answer.tag_list",
        ],
        why: "a job is told whole, less is described (recordings)",
    },
    Exception {
        kind: Kind::Type,
        on: &["POST /projects/{id}/jobs/{job_id}/play"],
        places: &[
            "answer.project = object", "answer.user.bot = boolean", "answer.user.followers = number",
            "answer.user.following = number",
        ],
        why: UNTYPED,
    },
    // Environments and deployments.
    Exception {
        kind: Kind::Status,
        on: &[
            "POST /projects/{id}/environments/stop_stale",
            "POST /projects/{id}/environments/{environment_id}/stop",
            "POST /projects/{id}/pipelines/{pipeline_id}/cancel",
        ],
        places: &["status.200"],
        why: "201 or nothing is described, 200 is answered (recordings)",
    },
    Exception {
        kind: Kind::List,
        on: &["*"],
        places: &[
            "answer.approval_rules", "answer.approval_summary.rules",
            "answer.approval_summary.rules.deployment_approvals", "answer.approvals", "answer.deploy_access_levels",
        ],
        why: "of lists only an element is described",
    },
    Exception {
        kind: Kind::Type,
        on: &["*"],
        places: &[
            "*rules.access_level = number", "*rules.group_id = number", "*rules.group_inheritance_type = number",
            "*rules.id = number", "*rules.required_approvals = number", "*rules.user_id = number",
        ],
        why: UNTYPED,
    },
    Exception {
        kind: Kind::Type,
        on: &["*"],
        places: &[
            "*.deployable.project = object", "*.deployable.user.bot = boolean",
            "*.deployable.user.followers = number", "*.deployable.user.following = number",
            "*.deployable.user.is_followed = boolean",
        ],
        why: UNTYPED,
    },
    Exception {
        kind: Kind::Name,
        on: &["POST /projects/{id}/members"],
        places: &["answer.status"],
        why: "several members at once are answered with a status alone (recordings)",
    },
];

const UNTYPED: &str = "fields whose type nobody described are put down as texts (recordings)";

/// Whether a pattern fits: as it stands, or with `*` at either end.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(rest), _) => rest.is_empty() || text.ends_with(rest),
        (None, Some(start)) => text.starts_with(start),
        (None, None) => pattern == text,
    }
}
