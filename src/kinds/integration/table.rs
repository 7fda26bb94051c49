//! What is known of each integration: a table of facts, as GitLab 18.9 was recorded and describes its API.
//!
//! It lists what GitLab accepts and returns. An integration that is not here can be declared, but is checked less.

/// What is known of an integration.
#[derive(Debug)]
pub(super) struct Slug {
    /// Its name in GitLab's API.
    pub(super) slug: &'static str,
    /// Its secrets, which GitLab never returns.
    pub(super) secrets: &'static [&'static str],
    /// Properties and secrets that every request must have.
    pub(super) required: &'static [&'static str],
    /// Properties that are texts.
    pub(super) texts: &'static [&'static str],
    /// Properties that are `true` or `false`.
    pub(super) switches: &'static [&'static str],
    /// Properties that are whole numbers.
    pub(super) numbers: &'static [&'static str],
    /// Properties that are lists of texts.
    pub(super) lists: &'static [&'static str],
    /// Events that it accepts. GitLab silently ignores all others.
    pub(super) events: &'static [&'static str],
}

impl Slug {
    /// The names of all properties that are not secrets.
    pub(super) fn properties(&self) -> impl Iterator<Item = &'static str> + use<> {
        let Self { texts, switches, numbers, lists, .. } = *self;
        [texts, switches, numbers, lists].into_iter().flatten().copied()
    }
}

#[rustfmt::skip]
pub(super) const SLUGS: &[Slug] = &[
    Slug {
        slug: "custom-issue-tracker", secrets: &[], required: &["project_url", "issues_url", "new_issue_url"],
        texts: &["issues_url", "new_issue_url", "project_url"],
        switches: &[], numbers: &[], lists: &[],
        events: &["push_events"],
    },
    Slug {
        slug: "datadog", secrets: &["api_key"], required: &["api_key"],
        texts: &["api_url", "datadog_env", "datadog_service", "datadog_site", "datadog_tags"],
        switches: &["archive_trace_events", "datadog_ci_visibility"], numbers: &[], lists: &[],
        events: &["merge_requests_events", "note_events", "pipeline_events", "push_events", "tag_push_events"],
    },
    Slug {
        slug: "discord", secrets: &["webhook"], required: &["webhook"],
        texts: &["alert_channel", "branches_to_be_notified", "confidential_issue_channel", "confidential_note_channel", "deployment_channel", "incident_channel", "issue_channel", "merge_request_channel", "note_channel", "pipeline_channel", "push_channel", "tag_push_channel", "vulnerability_channel", "wiki_page_channel"],
        switches: &["notify_only_broken_pipelines"], numbers: &[], lists: &[],
        events: &["confidential_issues_events", "confidential_note_events", "deployment_events", "issues_events", "merge_requests_events", "note_events", "pipeline_events", "push_events", "tag_push_events", "wiki_page_events"],
    },
    Slug {
        slug: "emails-on-push", secrets: &[], required: &["recipients"],
        texts: &["branches_to_be_notified", "recipients"],
        switches: &["disable_diffs", "send_from_committer_email"], numbers: &[], lists: &[],
        events: &["push_events", "tag_push_events"],
    },
    Slug {
        slug: "external-wiki", secrets: &[], required: &["external_wiki_url"],
        texts: &["external_wiki_url"],
        switches: &[], numbers: &[], lists: &[],
        events: &[],
    },
    Slug {
        slug: "github", secrets: &["token"], required: &["token", "repository_url"],
        texts: &["repository_url"],
        switches: &["static_context"], numbers: &[], lists: &[],
        events: &["pipeline_events"],
    },
    Slug {
        slug: "gitlab-slack-application", secrets: &[], required: &[],
        texts: &["alert_channel", "branches_to_be_notified", "channel", "confidential_issue_channel", "confidential_note_channel", "deployment_channel", "incident_channel", "issue_channel", "labels_to_be_notified", "labels_to_be_notified_behavior", "merge_request_channel", "note_channel", "pipeline_channel", "push_channel", "tag_push_channel", "vulnerability_channel", "wiki_page_channel"],
        switches: &["notify_only_broken_pipelines"], numbers: &[], lists: &[],
        events: &["alert_events", "confidential_issues_events", "confidential_note_events", "deployment_events", "incident_events", "issues_events", "merge_requests_events", "note_events", "pipeline_events", "push_events", "tag_push_events", "vulnerability_events", "wiki_page_events"],
    },
    Slug {
        slug: "harbor", secrets: &["password"], required: &["url", "project_name", "username", "password"],
        texts: &["project_name", "url", "username"],
        switches: &[], numbers: &[], lists: &[],
        events: &[],
    },
    Slug {
        slug: "jenkins", secrets: &["password"], required: &["jenkins_url", "project_name"],
        texts: &["jenkins_url", "project_name", "username"],
        switches: &["enable_ssl_verification"], numbers: &[], lists: &[],
        events: &["merge_requests_events", "push_events", "tag_push_events"],
    },
    Slug {
        slug: "jira", secrets: &["password"], required: &["url", "password"],
        texts: &["api_url", "jira_allowed_statuses_as_string", "jira_issue_prefix", "jira_issue_regex", "jira_issue_transition_id", "project_key", "url", "username", "vulnerabilities_issuetype"],
        switches: &["customize_jira_issue_enabled", "issues_enabled", "jira_assignee_check_enabled", "jira_check_enabled", "jira_exists_check_enabled", "jira_status_check_enabled", "vulnerabilities_enabled"], numbers: &["jira_auth_type"], lists: &["project_keys"],
        events: &["comment_on_event_enabled", "commit_events", "merge_requests_events"],
    },
    Slug {
        slug: "mattermost", secrets: &["webhook"], required: &["webhook"],
        texts: &["branches_to_be_notified", "channel", "confidential_issue_channel", "confidential_note_channel", "deployment_channel", "incident_channel", "issue_channel", "labels_to_be_notified", "labels_to_be_notified_behavior", "merge_request_channel", "note_channel", "pipeline_channel", "push_channel", "tag_push_channel", "username", "vulnerability_channel", "wiki_page_channel"],
        switches: &["notify_only_broken_pipelines"], numbers: &[], lists: &[],
        events: &["confidential_issues_events", "confidential_note_events", "deployment_events", "incident_events", "issues_events", "merge_requests_events", "note_events", "pipeline_events", "push_events", "tag_push_events", "vulnerability_events", "wiki_page_events"],
    },
    Slug {
        slug: "microsoft-teams", secrets: &["webhook"], required: &["webhook"],
        texts: &["branches_to_be_notified"],
        switches: &["notify_only_broken_pipelines"], numbers: &[], lists: &[],
        events: &["confidential_issues_events", "confidential_note_events", "issues_events", "merge_requests_events", "note_events", "pipeline_events", "push_events", "tag_push_events", "wiki_page_events"],
    },
    Slug {
        slug: "pipelines-email", secrets: &[], required: &["recipients"],
        texts: &["branches_to_be_notified", "recipients"],
        switches: &["notify_only_broken_pipelines", "notify_only_default_branch"], numbers: &[], lists: &[],
        events: &["pipeline_events"],
    },
    Slug {
        slug: "slack", secrets: &["webhook"], required: &["webhook"],
        texts: &["alert_channel", "branches_to_be_notified", "channel", "confidential_issue_channel", "confidential_note_channel", "deployment_channel", "incident_channel", "issue_channel", "labels_to_be_notified", "labels_to_be_notified_behavior", "merge_request_channel", "note_channel", "pipeline_channel", "push_channel", "tag_push_channel", "username", "vulnerability_channel", "wiki_page_channel"],
        switches: &["notify_only_broken_pipelines"], numbers: &[], lists: &[],
        events: &["alert_events", "confidential_issues_events", "confidential_note_events", "deployment_events", "incident_events", "issues_events", "merge_requests_events", "note_events", "pipeline_events", "push_events", "tag_push_events", "vulnerability_events", "wiki_page_events"],
    },
    Slug {
        slug: "slack-slash-commands", secrets: &["token"], required: &["token"],
        texts: &[],
        switches: &[], numbers: &[], lists: &[],
        events: &[],
    },
];
