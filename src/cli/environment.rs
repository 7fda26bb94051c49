//! The environment variables that labwright reads, for its manual pages and the reference.
//!
//! A test finds every name that the code reads, and holds this list to it.

/// Variables that mean the same; the first that is set is taken.
#[derive(Debug, Clone, Copy)]
pub struct Variable {
    /// Their names, the strongest first.
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
    one(&["GITLAB_TOKEN"], "The token. --token-file names a file instead."),
    one(&["LABWRIGHT_REVIEW_TOKEN"], "The token for comments, answers to status checks and deployment records. Without it, they use GITLAB_TOKEN."),
    one(&["LABWRIGHT_GITLAB_URL", "GITLAB_URL", "GITLAB_HOST", "GITLAB_URI", "GITLAB_BASE_URL"], "The address of the GitLab server; the first that is set. --gitlab-url is stronger, `gitlab.url` of the root file weaker."),
    one(&["CI_API_V4_URL", "CI_SERVER_URL"], "The server of the CI job, where nothing else names one."),
    one(&["CI_JOB_TOKEN", "CI_REGISTRY_PASSWORD", "CI_DEPENDENCY_PROXY_PASSWORD", "CI_DEPLOY_PASSWORD", "CI_REPOSITORY_URL"], "Credentials of the CI job. They are never used and never sent as a secret."),
    one(&["CI", "CI_JOB_ID", "CI_COMMIT_REF_PROTECTED", "CI_PIPELINE_SOURCE", "CI_MERGE_REQUEST_ID", "CI_MERGE_REQUEST_IID", "CI_EXTERNAL_PULL_REQUEST_IID"], "Whether this is a CI job, and whether its ref was reviewed. If not, the file may not choose a server of its own."),
    one(&["SSL_CERT_FILE", "SSL_CERT_DIR"], "Certificate authorities to trust instead of those of the system."),
    one(&["CI_SERVER_TLS_CA_FILE"], "The certificate authority of the job's GitLab, trusted besides the others."),
    one(&["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"], "The proxy for requests of that scheme."),
    one(&["NO_PROXY", "no_proxy"], "Servers that are reached without a proxy: `*`, hosts, addresses, networks, each with or without a port."),
    one(&["NO_COLOR"], "No colours. --color is stronger."),
    one(&["CLICOLOR_FORCE"], "Colours although the output is no terminal."),
    one(&["COLUMNS"], "The width of lines, instead of that of the terminal; 80 without either."),
    one(&["TERM"], "`dumb` means no colours and no progress bar."),
    one(&["GITLAB_CI"], "`true` in a CI job: colours and sections of the job log."),
    one(&["CI_JOB_NAME", "CI_NODE_INDEX", "CI_NODE_TOTAL"], "The shard, in a job of `parallel: N`. --shard is stronger."),
    one(&["CI_PROJECT_ID", "CI_PROJECT_PATH", "CI_MERGE_REQUEST_PROJECT_ID", "CI_OPEN_MERGE_REQUESTS"], "The merge request that a plan belongs to. --project and --merge-request are stronger."),
    one(&["CI_COMMIT_SHA", "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"], "The commit that a plan belongs to. --commit is stronger."),
    one(&["CI_COMMIT_BRANCH", "CI_COMMIT_REF_NAME", "CI_COMMIT_TAG"], "The ref of a recorded deployment."),
    one(&["CI_ENVIRONMENT_NAME", "CI_ENVIRONMENT_ACTION"], "The environment that the job itself deploys to: --record-deployment does not record it twice."),
    one(&["CI_PIPELINE_ID", "CI_PIPELINE_URL", "CI_JOB_URL", "CI_PROJECT_URL", "CI_PROJECT_DIR"], "Links and paths in comments and reports."),
];
