//! The environment variables that labwright reads: how to look one up, and the list for the manual pages and the reference.
//!
//! A test finds every variable that the code reads, and compares this list with them.

/// Variables with the same meaning; the first that is set is used.
#[derive(Debug, Clone, Copy)]
pub struct Variable {
    /// Their names, in order of precedence.
    pub names: &'static [&'static str],
    /// What they are for.
    pub about: &'static str,
}

const fn one(names: &'static [&'static str], about: &'static str) -> Variable {
    Variable { names, about }
}

/// All of them.
#[rustfmt::skip]
pub const ENVIRONMENT: &[Variable] = &[
    one(&["GITLAB_TOKEN"], "The access token. --token-file reads it from a file instead."),
    one(&["LABWRIGHT_REVIEW_TOKEN"], "The token for comments, answers to status checks, and deployment records. Without it, they use GITLAB_TOKEN."),
    one(&["LABWRIGHT_GITLAB_URL", "GITLAB_URL", "GITLAB_HOST", "GITLAB_URI", "GITLAB_BASE_URL"], "The URL of the GitLab server; the first that is set is used. --gitlab-url takes precedence over it, and it over `gitlab.url` in the root file."),
    one(&["CI_API_V4_URL", "CI_SERVER_URL"], "The GitLab server of the CI job, if nothing else names one."),
    one(&["CI_JOB_TOKEN", "CI_REGISTRY_PASSWORD", "CI_DEPENDENCY_PROXY_PASSWORD", "CI_DEPLOY_PASSWORD", "CI_REPOSITORY_URL"], "Credentials of the CI job. labwright never uses them and never sends them as a secret."),
    one(&["CI", "CI_JOB_ID", "CI_COMMIT_REF_PROTECTED", "CI_PIPELINE_SOURCE", "CI_MERGE_REQUEST_ID", "CI_MERGE_REQUEST_IID", "CI_EXTERNAL_PULL_REQUEST_IID"], "Whether this is a CI job, and whether its ref was reviewed. If not, the file cannot choose a server."),
    one(&["SSL_CERT_FILE", "SSL_CERT_DIR"], "Certificate authorities to trust instead of the system's."),
    one(&["CI_SERVER_TLS_CA_FILE"], "The certificate authority of the job's GitLab, trusted in addition to the others."),
    one(&["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"], "The proxy for requests with that scheme."),
    one(&["NO_PROXY", "no_proxy"], "Servers to reach without a proxy: `*`, hosts, addresses, or networks, each with or without a port."),
    one(&["NO_COLOR"], "Disables colours. --color takes precedence."),
    one(&["CLICOLOR_FORCE"], "Enables colours even if the output is not a terminal."),
    one(&["COLUMNS"], "The width of lines. Default: the width of the terminal, or 80."),
    one(&["TERM"], "`dumb` disables colours and the progress bar."),
    one(&["GITLAB_CI"], "`true` in a CI job: enables colours and sections of the job log."),
    one(&["CI_JOB_NAME", "CI_NODE_INDEX", "CI_NODE_TOTAL"], "The shard, in a job with `parallel: N`. --shard takes precedence."),
    one(&["CI_PROJECT_ID", "CI_PROJECT_PATH", "CI_MERGE_REQUEST_PROJECT_ID", "CI_OPEN_MERGE_REQUESTS"], "The merge request that a plan belongs to. --project and --merge-request take precedence."),
    one(&["CI_COMMIT_SHA", "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"], "The commit that a plan belongs to. --commit takes precedence."),
    one(&["CI_COMMIT_BRANCH", "CI_COMMIT_REF_NAME", "CI_COMMIT_TAG"], "The ref of a recorded deployment."),
    one(&["CI_ENVIRONMENT_NAME", "CI_ENVIRONMENT_ACTION"], "The environment that the job itself deploys to. --record-deployment does not record it again."),
    one(&["CI_PIPELINE_ID", "CI_PIPELINE_URL", "CI_JOB_URL", "CI_PROJECT_URL", "CI_PROJECT_DIR"], "Links and paths in comments and reports."),
];

/// Looks up an environment variable. Invalid UTF-8 is replaced, so that the variable still counts as set.
pub(super) fn lookup(name: &str) -> Option<String> {
    std::env::var_os(name).map(|it| it.to_string_lossy().into_owned())
}

/// Looks up a secret. One that is not valid UTF-8 counts as missing, and is never sent in another form.
pub(super) fn secret(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
