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
        "GET /users/{user_id}/projects",
        "GET /projects/{id}",
        "the list is described as with `simple=true`, as the one of all projects is",
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
    // Settings.
    Exception {
        kind: Kind::Null,
        on: &["PUT /projects/{id}", "PUT /groups/{id}"],
        places: &["body.description"],
        why: "`null` removes the text (recordings)",
    },
    // Variables.
    Exception {
        kind: Kind::Type,
        on: &[
            "DELETE /projects/{id}/variables/{key}",
            "DELETE /groups/{id}/variables/{key}",
            "PUT /groups/{id}/variables/{key}",
            "GET /projects/{id}/variables/{key}",
            "GET /groups/{id}/variables/{key}",
        ],
        places: &["query.filter = text"],
        why: "the filter is a mapping with one key (recordings)",
    },
    Exception {
        kind: Kind::Name,
        on: &[
            "PUT /projects/{id}/variables/{key}",
            "PUT /groups/{id}/variables/{key}",
            "DELETE /groups/{id}/variables/{key}",
            "GET /groups/{id}/variables/{key}",
        ],
        places: &["query.filter"],
        why: "it is described for the body only; the query has it, too (recordings)",
    },
    // Runners.
    Exception {
        kind: Kind::Missing,
        on: &["POST /user/runners"],
        places: &["body.group_id", "body.project_id"],
        why: "each is required for its own type of runner only (recordings)",
    },
    // Approval rules.
    Exception {
        kind: Kind::Type,
        on: &["GET /projects/{id}/approval_rules", "GET /projects/{id}/approval_rules/{approval_rule_id}", "POST /projects/{id}/approval_rules", "PUT /projects/{id}/approval_rules/{approval_rule_id}"],
        places: &["answer.groups.parent_id = number"],
        why: "it is described as a text; the ID of the group above is a number (recordings)",
    },
    // Links of groups.
    Exception {
        kind: Kind::List,
        on: &["GET /groups/{id}/ldap_group_links", "GET /groups/{id}/saml_group_links"],
        places: &["answer"],
        why: "it is described as one link (documentation of the endpoints)",
    },
    // Invitations.
    Exception {
        kind: Kind::Type,
        on: &["POST /projects/{id}/invitations", "POST /groups/{id}/invitations"],
        places: &["body.email = text"],
        why: "one address is a text (recordings)",
    },
    Exception {
        kind: Kind::Type,
        on: &["PUT /projects/{id}/invitations/{email}", "PUT /groups/{id}/invitations/{email}"],
        places: &["body.expires_at = text"],
        why: "an empty text removes the date (recordings)",
    },
    // Integrations.
    Exception {
        kind: Kind::Type,
        on: &["PUT /projects/{id}/integrations/jira"],
        places: &["body.issues_enabled = boolean"],
        why: "it is true or false (recordings)",
    },
    // Schedules.
    Exception {
        kind: Kind::Status,
        on: &["POST /projects/{id}/pipeline_schedules/{pipeline_schedule_id}/take_ownership"],
        places: &["status.200"],
        why: "of those who own it already (`lib/api/ci/pipeline_schedules.rb`)",
    },
    Exception {
        kind: Kind::Missing,
        on: &["PUT /projects/{id}/pipeline_schedules/{pipeline_schedule_id}"],
        places: &["body.inputs.value"],
        why: "of an input that `destroy` removes (recording)",
    },
    Exception {
        kind: Kind::Type,
        on: &["GET /projects/{id}/pipeline_schedules", "GET /projects/{id}/pipeline_schedules/{pipeline_schedule_id}"],
        places: &["answer.inputs.value = list"],
        why: "the value of an input can be a list (`doc/api/pipeline_schedules.md`)",
    },
    // Pages.
    Exception {
        kind: Kind::Type,
        on: &["*/pages/domains", "*/pages/domains/{domain}"],
        places: &["*= boolean"],
        why: UNTYPED,
    },
    // Mirrors.
    Exception {
        kind: Kind::Null,
        on: &["PUT /projects/{id}/remote_mirrors/{mirror_id}"],
        places: &["body.mirror_branch_regex"],
        why: "`null` removes the pattern of a pull mirror (recordings); of a push mirror it was not measured",
    },
    // Users.
    Exception {
        kind: Kind::Null,
        on: &["PUT /users/{id}"],
        places: &[
            "body.extra_shared_runners_minutes_limit",
            "body.pronouns",
            "body.public_email",
            "body.shared_runners_minutes_limit",
            "body.theme_id",
        ],
        why: "`null` removes the value (recordings)",
    },
    Exception {
        kind: Kind::Type,
        on: &["GET /users", "GET /users/{id}", "PUT /users/{id}"],
        places: &[
            "answer.extra_shared_runners_minutes_limit = number",
            "answer.shared_runners_minutes_limit = number",
        ],
        why: "they are described as texts; the limits are numbers (recordings)",
    },
    // Status checks.
    Exception {
        kind: Kind::Name,
        on: &["GET /projects/{id}/merge_requests/{merge_request_iid}/status_checks"],
        places: &["query.page", "query.per_page"],
        why: "it is paged although it does not say so (facts, 1.2)",
    },
    // Access tokens.
    Exception {
        kind: Kind::Name,
        on: &["GET /projects/{id}/access_tokens", "GET /groups/{id}/access_tokens"],
        places: &["query.page", "query.per_page"],
        why: "it is paged although it does not say so (recordings)",
    },
    // Notes and discussions.
    Exception {
        kind: Kind::Type,
        on: &["*/notes", "*/notes/{note_id}"],
        places: &[
            "answer.commands_changes = object",
            "answer.confidential = boolean",
            "answer.id = number",
            "answer.internal = boolean",
            "answer.noteable_id = number",
            "answer.noteable_iid = number",
            "answer.project_id = number",
            "answer.resolvable = boolean",
            "answer.resolved = boolean",
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
        on: &["GET /projects/{id}/merge_requests/{noteable_id}/discussions/{discussion_id}/notes", "GET /member_roles"],
        places: &["answer"],
        why: "of lists only an element is described",
    },
    Exception {
        kind: Kind::List,
        on: &["*/discussions", "*/discussions/{discussion_id}"],
        places: &["answer.notes"],
        why: "of lists only an element is described",
    },
    Exception {
        kind: Kind::Status,
        on: &["POST /groups/{id}/access_tokens/{token_id}/rotate"],
        places: &["status.200"],
        why: "a rotation answers 200 (recorded for tokens of projects)",
    },
    // Groups and projects.
    Exception {
        kind: Kind::Name,
        on: &["GET /projects"],
        places: &["query.pagination"],
        why: "the parameter of keyset paging is not described (recorded in bulk_reads)",
    },
    Exception {
        kind: Kind::Type,
        on: &["GET /groups/{id}"],
        places: &["*= boolean", "*= number", "*= list", "*= object"],
        why: UNTYPED,
    },
    Exception {
        kind: Kind::Type,
        on: &["GET /application/settings", "PUT /application/settings"],
        places: &["*= boolean", "*= number", "*= list", "*= object"],
        why: UNTYPED,
    },
    Exception {
        kind: Kind::Type,
        on: &["GET /groups/{id}/projects", "GET /projects", "GET /projects/{id}", "POST /projects", "PUT /projects/{id}", "POST /projects/{id}/unarchive", "PUT /projects/{id}/transfer"],
        places: &["answer.shared_with_groups = object"],
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
    Exception {
        kind: Kind::Name,
        on: &["POST /projects/{id}/repository/commits"],
        places: &["body.actions", "body.author_email", "body.author_name", "body.branch", "body.commit_message", "body.start_branch"],
        why: "what is described is what GitLab's own proxy makes of the request",
    },
    Exception {
        kind: Kind::Missing,
        on: &["POST /projects/{id}/repository/commits"],
        places: &["body.file"],
        why: "what is described is what GitLab's own proxy makes of the request",
    },
    // Merge requests, wherever they are told.
    Exception {
        kind: Kind::Type,
        on: &["*"],
        places: &["*.imported = boolean", "*.force_remove_source_branch = boolean"],
        why: UNTYPED,
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
