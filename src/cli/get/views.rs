//! What `labwright get` shows. A kind needs no entry here: its table then has a column for each row.

use std::sync::LazyLock;

use super::fleet;
use super::model::Cell::{Access, At, Each, Flags, Marked, Name, Sha, Time};
use super::model::Rule::{Apart, Needs};
use super::model::Values::{self, Number, Of, Text};
use super::model::{Column, Filter, Goes, One, View, filter};
use crate::act::HOOK_KEYS;
use crate::kinds::{
    Deployment, ExternalStatusCheck, KINDS, MergeTrainEntry, ProtectedBranch, StatusCheck,
    SystemHook, User,
};
use crate::resource::Naming::{Branch, Plain};
use crate::resource::{Entry, Kind as _, Shape, Spec};

const SORT: Filter = filter("sort", Of(&["asc", "desc"]), "Sort direction");

/// The live objects of a kind.
const fn of(spec: &Spec) -> View {
    View::of(spec.kind, spec.noun, spec.path)
}

/// All views: projects and groups, those with a table of their own, then one for each other kind of the registry.
pub(super) fn views() -> &'static [View] {
    static ALL: LazyLock<Vec<View>> = LazyLock::new(|| {
        let mut all = [fleet::VIEWS, VIEWS].concat();
        for Entry { spec, .. } in KINDS {
            if all.iter().all(|it| it.name != spec.kind) {
                let one = if spec.shape == Shape::Single { One::No } else { One::Keyed };
                all.push(View { one, ..of(spec) });
            }
        }
        all
    });
    &ALL
}

/// Views with a table of their own.
const VIEWS: &[View] = &[
    View {
        about: "System hooks of the instance; requires an administrator",
        one: One::NumberOrListed(HOOK_KEYS),
        columns: &[
            Column("ID", At("/id")),
            Column("NAME", Name(Plain, "/name")),
            Column("URL", At("/url")),
            Column(
                "EVENTS",
                Flags(&[
                    ("/push_events", "push"),
                    ("/tag_push_events", "tag push"),
                    ("/merge_requests_events", "merge requests"),
                    ("/repository_update_events", "repository update"),
                ]),
            ),
            Column("SSL", At("/enable_ssl_verification")),
        ],
        details: &[
            Column("DESCRIPTION", At("/description")),
            Column("BRANCH FILTER", At("/push_events_branch_filter")),
            Column("FILTER STRATEGY", At("/branch_filter_strategy")),
            Column("URL VARIABLES", Each("/url_variables", &["/key"], "none")),
            Column("CUSTOM HEADERS", Each("/custom_headers", &["/key"], "none")),
            Column("TOKEN", At("/token_present")),
            Column("CREATED", Time("/created_at")),
        ],
        ..of(&SystemHook::SPEC)
    },
    View {
        one: One::Keyed,
        brief: &["username", "name", "email", "state", "admin", "external"],
        ..of(&User::SPEC)
    },
    View {
        about: "External status checks of a project",
        one: One::Listed(&["name", "external_url"]),
        columns: &[
            Column("ID", At("/id")),
            Column("NAME", Name(Plain, "/name")),
            Column("EXTERNAL URL", At("/external_url")),
            Column("PROTECTED BRANCHES", Each("/protected_branches", &["/name"], "all branches")),
            Column("HMAC", At("/hmac")),
        ],
        ..of(&ExternalStatusCheck::SPEC)
    },
    View {
        about: "Protected branches of a project, or a top-level group",
        one: One::Name,
        filters: &[filter("search", Text, "Part of the name")],
        columns: &[
            Column("ID", At("/id")),
            Column("NAME", Name(Branch, "/name")),
            Column("PUSH", Access("/push_access_levels", "no one")),
            Column("MERGE", Access("/merge_access_levels", "no one")),
            Column(
                "OPTIONS",
                Flags(&[
                    ("/allow_force_push", "force push"),
                    ("/code_owner_approval_required", "code owners"),
                    ("/inherited", "inherited"),
                ]),
            ),
        ],
        details: &[Column(
            "UNPROTECT",
            Access("/unprotect_access_levels", "those who can push, by role"),
        )],
        ..of(&ProtectedBranch::SPEC)
    },
    View {
        noun: "merge train car",
        about: "Cars of a project's merge trains, or the car of one merge request",
        one: One::Option("merge_request", "merge_requests"),
        filters: &[
            filter(
                "scope",
                Of(&["active", "complete"]),
                "Cars that are waiting, or merged ones; both by default",
            ),
            Filter {
                goes: Goes::Path,
                ..filter("target_branch", Text, "Only the train of this branch")
            },
            SORT,
        ],
        columns: &[
            Column("ID", At("/id")),
            Column("MR", Marked("!", "/merge_request/iid")),
            Column("TITLE", At("/merge_request/title")),
            Column("TARGET", Name(Plain, "/target_branch")),
            Column("STATUS", At("/status")),
            Column("PIPELINE", At("/pipeline/status")),
            Column("USER", At("/user/username")),
        ],
        details: &[
            Column("MR STATE", At("/merge_request/state")),
            Column("PIPELINE REF", Name(Plain, "/pipeline/ref")),
            Column("PIPELINE SHA", At("/pipeline/sha")),
            Column("PIPELINE URL", At("/pipeline/web_url")),
            Column("ADDED", Time("/created_at")),
            Column("MERGED", Time("/merged_at")),
            Column("SECONDS", At("/duration")),
        ],
        ..of(&MergeTrainEntry::SPEC)
    },
    View {
        about: "Status checks of a merge request, and their status",
        one: One::Listed(&["name"]),
        columns: &[
            Column("ID", At("/id")),
            Column("NAME", Name(Plain, "/name")),
            Column("STATUS", At("/status")),
            Column("EXTERNAL URL", At("/external_url")),
        ],
        ..of(&StatusCheck::SPEC)
    },
    View {
        about: "Deployments of a project",
        one: One::Number,
        filters: &[
            filter("environment", Text, "Exact name of the environment"),
            filter(
                "status",
                Of(&["created", "running", "success", "failed", "canceled", "skipped", "blocked"]),
                "Status",
            ),
            filter(
                "updated_after",
                Values::Time,
                "Updated at this time or later; requires --order-by updated_at",
            ),
            filter(
                "updated_before",
                Values::Time,
                "Updated at this time or earlier; requires --order-by updated_at",
            ),
            filter(
                "finished_after",
                Values::Time,
                "Finished at this time or later; requires --order-by finished_at and --status success",
            ),
            filter(
                "finished_before",
                Values::Time,
                "Finished before this time; requires --order-by finished_at and --status success",
            ),
            filter(
                "order_by",
                Of(&["id", "iid", "created_at", "updated_at", "finished_at", "ref"]),
                "Sort key; only older releases accept `ref`",
            ),
            SORT,
        ],
        rules: &[
            Apart("updated_after", "finished_after"),
            Apart("updated_after", "finished_before"),
            Apart("updated_before", "finished_after"),
            Apart("updated_before", "finished_before"),
            Needs("updated_after", "order_by", &["updated_at"]),
            Needs("updated_before", "order_by", &["updated_at"]),
            Needs("finished_after", "order_by", &["finished_at"]),
            Needs("finished_before", "order_by", &["finished_at"]),
            Needs("finished_after", "status", &["success"]),
            Needs("finished_before", "status", &["success"]),
            Needs("order_by=finished_at", "status", &["success", "failed", "canceled"]),
        ],
        columns: &[
            Column("ID", At("/id")),
            Column("ENVIRONMENT", Name(Plain, "/environment/name")),
            Column("STATUS", At("/status")),
            Column("REF", Name(Plain, "/ref")),
            Column("SHA", Sha("/sha")),
            Column("USER", At("/user/username")),
            Column("UPDATED", Time("/updated_at")),
        ],
        details: &[
            Column("IID", At("/iid")),
            Column("CREATED", Time("/created_at")),
            Column("FULL SHA", At("/sha")),
            Column("ENVIRONMENT URL", At("/environment/external_url")),
            Column("JOB", At("/deployable/name")),
            Column("JOB STATUS", At("/deployable/status")),
            Column(
                "APPROVALS",
                Each("/approvals", &["/status", "/user/username", "/comment"], "none"),
            ),
            Column("MISSING APPROVALS", At("/pending_approval_count")),
        ],
        ..of(&Deployment::SPEC)
    },
    View {
        name: "deployment_merge_requests",
        noun: "merge request",
        about: "Merge requests that a deployment delivered to its environment",
        scope: "projects/{project}/deployments/{deployment}",
        path: "merge_requests",
        // GitLab checks neither that the deployment exists nor which project it belongs to.
        first: true,
        filters: &[
            filter("state", Of(&["opened", "closed", "locked", "merged", "all"]), "State"),
            filter(
                "scope",
                Of(&["created_by_me", "assigned_to_me", "reviews_for_me", "all"]),
                "Created by, assigned to, or to be reviewed by you",
            ),
            filter("author_username", Text, "Author, by username"),
            filter("author_id", Number, "Author, by ID"),
            filter("assignee_username", Text, "Assignee, by username"),
            filter("assignee_id", Text, "Assignee: an ID, None, or Any"),
            filter("reviewer_username", Text, "Reviewer, by username"),
            filter("reviewer_id", Text, "Reviewer: an ID, None, or Any"),
            filter("merge_user_username", Text, "User who merged it, by username"),
            filter("merge_user_id", Number, "User who merged it, by ID"),
            filter("source_branch", Text, "Source branch"),
            filter("target_branch", Text, "Target branch"),
            filter(
                "labels",
                Text,
                "Labels, separated by commas, all of which must match; or None or Any",
            ),
            filter("milestone", Text, "Title of the milestone, or None or Any"),
            filter("my_reaction_emoji", Text, "Emoji that you reacted with, or None or Any"),
            filter("search", Text, "Words in the title and description"),
            filter(
                "in",
                Of(&["title", "description", "title,description"]),
                "Where to search; requires --search",
            ),
            filter("wip", Of(&["yes", "no"]), "Only drafts, or none"),
            filter("created_after", Values::Time, "Created at this time or later"),
            filter("created_before", Values::Time, "Created at this time or earlier"),
            filter("updated_after", Values::Time, "Updated at this time or later"),
            filter("updated_before", Values::Time, "Updated at this time or earlier"),
            filter("view", Of(&["simple"]), "Fewer fields of each merge request"),
            filter(
                "order_by",
                Of(&[
                    "created_at",
                    "updated_at",
                    "merged_at",
                    "title",
                    "priority",
                    "label_priority",
                    "milestone_due",
                    "popularity",
                ]),
                "Sort key",
            ),
            SORT,
        ],
        rules: &[
            Apart("author_id", "author_username"),
            Apart("assignee_id", "assignee_username"),
            Apart("reviewer_id", "reviewer_username"),
            Apart("merge_user_id", "merge_user_username"),
        ],
        columns: &[
            Column("MR", Marked("!", "/iid")),
            Column("TITLE", At("/title")),
            Column("STATE", At("/state")),
            Column("SOURCE", Name(Plain, "/source_branch")),
            Column("TARGET", Name(Plain, "/target_branch")),
            Column("AUTHOR", At("/author/username")),
            Column("MERGED", Time("/merged_at")),
        ],
        ..of(&Deployment::SPEC)
    },
];
