//! Where the sandbox answers otherwise than a real GitLab was recorded to, with the reason.

/// What a difference means for how well the sandbox conforms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// The recording does not have the whole answer, or it depends on what the recorded server held otherwise.
    Cut,
    /// No run of labwright sends or provokes it.
    Unsent,
    /// The sandbox does not have it.
    Missing,
}

/// Class, scenario, steps, and the reason.
pub(crate) const DIFFERENCES: &[(Class, &str, &[usize], &str)] = &[
    (Class::Cut, "variables_instance", &[20], "the recording tells a shortened value"),
    (
        Class::Unsent,
        "labels",
        &[35, 36, 83],
        "old forms that name the label in the body: no client of ours sends them",
    ),
    (Class::Unsent, "labels", &[82], "labels cannot be promoted to a group"),
    (Class::Missing, "topics", &[22, 24], "topics of a project create none of the instance's"),
    (
        Class::Missing,
        "bulk_reads",
        &[
            17, 18, 19, 20, 29, 30, 31, 32, 37, 38, 39, 40, 41, 42, 43, 44, 61, 62, 63, 64, 65, 66,
            67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88,
        ],
        "collections that are no part of the sandbox",
    ),
    (
        Class::Missing,
        "project_settings",
        &[27, 28],
        "approvals and their rules are no part of the sandbox",
    ),
    (Class::Cut, "project_settings", &[44, 57], "the recording has a shortened text"),
    (
        Class::Cut,
        "project_settings_companions",
        &[0],
        "the recording has the end of the list alone",
    ),
    (Class::Unsent, "project_settings_companions", &[35, 36, 37, 38], "projects cannot be forked"),
    (Class::Cut, "push_rules", &[38], "the recording tells some of a project's attributes only"),
    (
        Class::Missing,
        "status_checks_of_merge_request",
        &[49],
        "contents of merge requests are not modelled: `changes_count` is 1",
    ),
    (Class::Missing, "common_errors", &[33], "milestones are no part of the sandbox"),
    (
        Class::Unsent,
        "common_errors",
        &[48, 53],
        "OPTIONS is a method like any other: no client of ours sends it",
    ),
    (
        Class::Unsent,
        "common_errors",
        &[75, 76],
        "exports, and with them application limits, are no part of the sandbox",
    ),
    (Class::Missing, "common_self", &[23], "nobody signs in: there is no time of the last sign-in"),
    (
        Class::Unsent,
        "common_self",
        &[33, 34, 42],
        "tokens of the sandbox have names and scopes of their own",
    ),
    (
        Class::Unsent,
        "common_self",
        &[45, 46, 47, 49, 50, 51],
        "licences, features and statistics of the instance: no part",
    ),
    (
        Class::Unsent,
        "common_self",
        &[52, 53, 54, 55, 56],
        "tokens cannot be rotated or revoked by themselves",
    ),
    (
        Class::Cut,
        "common_paging",
        &[30, 31, 33, 34, 35],
        "the labels of the recording were made before it began",
    ),
    (
        Class::Missing,
        "common_paging",
        &[49, 51],
        "lists of groups and trees of repositories are no part of the sandbox",
    ),
    (
        Class::Cut,
        "common_paging",
        &[53, 54],
        "the recorded server held projects of other recordings",
    ),
    (Class::Unsent, "common_paging", &[52], "users have no keyset paging"),
    (Class::Unsent, "common_sudo", &[0, 1], "the administrator's token has not the scope `sudo`"),
    (
        Class::Missing,
        "admin_mode",
        &[4, 10, 16, 22],
        "nobody signs in: there is no time of the last sign-in",
    ),
    (Class::Cut, "unlicensed", &[12, 13], "the recording tells some of a project's settings only"),
    (
        Class::Missing,
        "unlicensed",
        &[22, 23, 24, 25, 26],
        "approval and push rules, hooks of groups: no part of the sandbox",
    ),
    (Class::Missing, "common_paths", &[58, 60, 61, 73], "groups cannot be moved"),
    (
        Class::Missing,
        "common_paths",
        &[59, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71],
        "groups cannot be moved, and projects neither moved elsewhere nor restored",
    ),
    (
        Class::Cut,
        "common_bodies",
        &[11, 16, 17, 18, 19, 20, 21, 22, 110, 112],
        "the list of a project's hundred settings is cut",
    ),
    (Class::Unsent, "common_bodies", &[15], "nobody sends multipart forms"),
    (Class::Unsent, "common_bodies", &[92], "an object is no list"),
    (Class::Cut, "merge_trains_lists", &[27], "the recorded ETag is of another body"),
    (
        Class::Cut,
        "merge_trains_add_without_ci",
        &[26],
        "of two notes the recording tells the second alone",
    ),
    (
        Class::Missing,
        "merge_trains_arm",
        &[21],
        "`approvals_syncing`, which lasts for seconds, is never told",
    ),
    (
        Class::Missing,
        "environments_stop_delete",
        &[29, 30, 34],
        "runners are no part of the sandbox",
    ),
    (
        Class::Missing,
        "protected_environments_guard",
        &[16],
        "a success that comes before a stop does not undo it later: nothing happens in the background",
    ),
    (
        Class::Missing,
        "protected_environments_guard",
        &[34, 35, 37],
        "pipelines do not deploy by themselves",
    ),
    (
        Class::Cut,
        "deployment_approvals_own",
        &[0, 3],
        "the recording tells some of a project's settings only",
    ),
    (Class::Missing, "deployment_approvals", &[33], "runners are no part of the sandbox"),
    (
        Class::Missing,
        "protection_branch_leavers",
        &[5, 10],
        "protected tags are no part of the sandbox",
    ),
    (
        Class::Missing,
        "auto_merge",
        &[46],
        "`approvals_syncing`, which lasts for seconds, is never told",
    ),
    (Class::Missing, "common_conditional", &[43], "groups cannot be deleted"),
    (Class::Missing, "common_conditional", &[39, 40], "milestones are no part of the sandbox"),
    (Class::Missing, "common_job_token", &[0], "jobs are known by their deployments alone"),
    (Class::Cut, "merge_trains_drop", &[4], "of two notes the recording tells the second alone"),
    (
        Class::Missing,
        "merge_trains_drop",
        &[13, 15, 24, 25],
        "a pipeline that is broken off is told as `canceled` at once: GitLab does so a moment later",
    ),
    (
        Class::Missing,
        "deployment_approvals_reject",
        &[8, 17, 18],
        "jobs are known by their deployments alone, and cannot be retried",
    ),
    (
        Class::Cut,
        "deployment_approvals_rules_change",
        &[20],
        "steps call several jobs by one number",
    ),
    (
        Class::Missing,
        "deployments_of_jobs",
        &[9, 13, 17, 18, 19, 24],
        "which runner had a job is not told: runners are no part of the sandbox",
    ),
    (
        Class::Missing,
        "merge_trains_fast_forward",
        &[20],
        "lists of commits are no part of the sandbox",
    ),
    (
        Class::Cut,
        "protection_branch_default",
        &[23, 24, 25, 26, 27],
        "the recording tells some of a group's settings only",
    ),
    (
        Class::Missing,
        "archived_writes",
        &[
            6, 7, 8, 10, 11, 15, 16, 20, 21, 27, 28, 31, 32, 34, 35, 36, 37, 38, 39, 40, 41, 44,
            45, 46, 52, 53, 54, 56,
        ],
        "of a project's kinds the sandbox has those that labwright manages, and what they rest on",
    ),
    (Class::Missing, "archived_writes", &[51], "a project can be shared with a group above it"),
    (Class::Cut, "protection_branch_overlaps", &[7], "the recorded server was too slow for it"),
    (
        Class::Missing,
        "protection_branch_overlaps",
        &[9],
        "commits are their project's maker's, without parents",
    ),
];
