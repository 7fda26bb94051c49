//! The refusals that labwright knows: those of one endpoint first, then those of a status, then all others.
//!
//! The facts are measured on GitLab 18.9 and read from its REST documentation. A row's words are matched in lower case
//! against `shape: words`, where the shape is `message`, `error`, `json`, `plain`, `html` or `empty`.

use super::{Cause, Method, Row};
use Cause::*;
use Method::{Delete, Get, Patch, Post, Put};

const ANY: &[Method] = &[];
const CHECKS: &str = "projects/*/external_status_checks/**";
const TRAINS: &str = "projects/*/merge_trains/**";
const RULES: &str = "projects/*/approval_rules/**";
const ENVIRONMENT: &str = "projects/*/environments/*";
const STOP: &str = "projects/*/environments/*/stop";
const APPROVAL: &str = "projects/*/deployments/*/approval";
const RESPONSES: &str = "projects/*/merge_requests/*/status_check_responses";
const JOB_TOKENS: &str = "projects/*/job_token_scope/**";
const INTEGRATIONS: &str = "~/integrations/**";
const BRANCHES: &str = "projects/*/protected_branches/**";
const REPOSITORY: &str = "projects/*/repository/branches/**";
const FILES: &str = "projects/*/repository/**";
const REQUESTS: &str = "projects/*/merge_requests/**";

macro_rules! rows {
    ($($methods:expr, $path:expr, $status:expr, [$($says:expr),*] => $cause:expr, $means:expr, $next:expr;)*) => {
        &[$(Row { methods: $methods, path: $path, status: $status, says: &[$($says),*], cause: $cause, means: $means, next: $next }),*]
    };
}

const fn is(status: u16) -> (u16, u16) {
    (status, status)
}

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = rows![
    // A proxy, or not GitLab at all: GitLab's API never returns HTML.
    ANY, "", is(400), ["sent to https port"] => Proxy, "the server expects TLS on this port", "Use https:// in the server's address";
    ANY, "", is(401), ["html: "] => Proxy, "a proxy in front of GitLab requires its own login", "Use an address that bypasses the proxy's login";
    ANY, "", is(403), ["html: "] => Proxy, "a proxy or firewall in front of GitLab refuses the request", "Ask its administrator to allow /api/v4 from this machine";
    ANY, "", is(404), ["html: "] => Proxy, "the address is a web page, not GitLab's API", "Check the server's address: it must be the root of GitLab, including a relative path";
    ANY, "", is(413), [] => Invalid, "the request is too large for a proxy in front of GitLab", "Shorten the value, or raise the proxy's limit";
    ANY, "", is(502), [] => Server, "GitLab does not respond to its proxy: it is restarting or overloaded", "Try again in a few minutes";
    ANY, "", is(503), [] => Server, "GitLab is unavailable because of maintenance or overload", "Try again in a few minutes";
    ANY, "", is(504), [] => Server, "GitLab took too long to respond to its proxy", "Check whether a write took effect, then try again with a lower --parallelism";

    // 401: the token, unless the endpoint uses 401 for a missing right.
    ANY, "", is(401), ["expired"] => Token, "the token has expired", "Create a new token and set GITLAB_TOKEN to it";
    ANY, "", is(401), ["revoked"] => Token, "the token was revoked", "Create a new token and set GITLAB_TOKEN to it";
    ANY, "", is(401), ["error: invalid_token"] => Token, "GitLab no longer accepts the token", "Create a new token and set GITLAB_TOKEN to it";
    ANY, CHECKS, is(401), ["not allowed"] => Role, "the token's user cannot manage status checks of {name}, which requires the Maintainer role", "Give the token's user the Maintainer role in the project";
    ANY, CHECKS, is(401), [] => Licence, "managing status checks of {name} requires GitLab Ultimate and the Maintainer role", "Check the licence of this GitLab, and the role of the token's user in the project";
    ANY, "projects/*/merge_requests/*/status_checks/**", is(401), [] => Licence, "status checks require GitLab Ultimate, or the token is not accepted here", "Check the licence of this GitLab";
    ANY, RESPONSES, is(401), [] => Licence, "status checks require GitLab Ultimate, or the token is not accepted here", "Check the licence of this GitLab";
    &[Post], TRAINS, is(401), [] => Role, "the token's user does not have the right to merge into the target branch of {name}", "Allow the token's user to merge there (by the branch's `allowed_to_merge`, or the Maintainer role)";
    ANY, "projects/*/merge_requests/*/merge", is(401), [] => Role, "the token's user does not have the right to merge into the target branch of {name}", "Allow the token's user to merge there";
    ANY, "projects/*/merge_requests/*/cancel_merge_when_pipeline_succeeds", is(401), [] => Role, "the token's user cannot cancel this auto-merge, which requires the right to merge", "Allow the token's user to merge there";
    ANY, "projects/*/security_settings", is(401), [] => Licence, "security settings require GitLab Ultimate; reading them requires the Developer role, changing them the Maintainer role", "Check the licence of this GitLab, and the role of the token's user in the project";
    ANY, "groups/*/saml_group_links/**", is(401), [] => Licence, "SAML single sign-on is not enabled for {name}, or the token's user is not an Owner of it", "Enable SAML single sign-on for the group or the instance, and check the role of the token's user";
    ANY, "", is(401), ["plain: ", "empty: ", "json: "] => Token, "the token is not accepted", "Check GITLAB_TOKEN, and that the address is that of the GitLab that issued the token";
    ANY, "", is(401), [] => Token, "GitLab does not know this token", "Check GITLAB_TOKEN, and that the address is that of the GitLab that issued the token";

    // 403: scope, account, role.
    ANY, "", is(403), ["insufficient_granular_scope"] => Scope, "the fine-grained token lacks a permission that this call requires", "Add the permission that GitLab names to the token";
    ANY, "", is(403), ["insufficient_scope"] => Scope, "the token lacks a scope: this call requires one of these scopes: {scope} (a write always requires api)", "Create a token with the scope api (read_api is enough for a plan)";
    ANY, "", is(403), ["blocked"] => Token, "the token's user is blocked", "Use the token of another user, or ask an administrator to unblock this one";
    ANY, "", is(403), ["deactivated", "pending approval", "terms of service", "password expired", "password has expired"] => Token, "the account of the token's user is not active", "Sign in as that user and follow GitLab's instructions, or ask an administrator";
    ANY, "", is(403), ["sudo"] => Role, "only an administrator can act as another user", "Use an administrator's token";
    ANY, "", is(403), ["job token"] => Role, "a job token is not allowed to do this in the project {name}", "Set GITLAB_TOKEN to a personal, project, or group access token";
    &[Put], "projects/*/deployments/*", is(403), ["created using gitlab ci"] => Conflict, "the deployment belongs to a CI/CD job, and only the job can change its status", "Wait for the job, or declare another deployment";
    ANY, "", is(403), ["into this branch"] => Role, "the token's user cannot push to this protected branch", "Allow the token's user to push to it";
    &[Post], "projects/*/jobs/**", is(403), ["not retryable"] => Conflict, "the job cannot be run again in its current state", "Check the job's state";
    ANY, "hooks/**", is(403), [] => Role, "system hooks require an administrator", "Use an administrator's token; if admin mode is on, it also requires the scope admin_mode";
    ANY, "application/**", is(403), [] => Role, "settings of the instance require an administrator", "Use an administrator's token; if admin mode is on, it also requires the scope admin_mode";
    &[Post], RESPONSES, is(403), [] => Role, "the token's user cannot approve this merge request, so they cannot answer its status checks", "Give the token's user the Developer role and the right to approve the merge request";
    &[Post], "projects/*/merge_requests/*/status_checks/**", is(403), [] => Role, "retrying a status check requires the Developer role", "Give the token's user the Developer role in {name}";
    &[Get], "projects/*/merge_requests/**", is(403), [] => Role, "reading merge requests of {name} requires the Reporter role", "Give the token's user the Reporter role in the project";
    ANY, TRAINS, is(403), [] => Role, "reading the merge trains of {name} requires the Reporter role, with access to its merge requests and pipelines", "Give the token's user the Reporter role, or the Developer role to merge";
    &[Patch, Delete], BRANCHES, is(403), [] => Role, "the token's user cannot change this protected branch, which requires the Maintainer role, and an entry in `allowed_to_unprotect` if that is restricted", "Give the token's user the Maintainer role, or the right to unprotect the branch";
    ANY, BRANCHES, is(403), [] => Role, "reading protected branches of {name} requires the Developer role, changing them the Maintainer role; users, groups, and single levels require GitLab Premium", "Give the token's user the Maintainer role in the project";
    &[Post], APPROVAL, is(403), [] => Role, "reading deployments of {name} requires the Reporter role", "Give the token's user a role in the project, and add them to the environment's approval rules";
    &[Delete], "projects/*/deployments/**", is(403), [] => Role, "deleting a deployment requires the Maintainer role and, if the environment is protected, the right to deploy to it", "Give the token's user the Maintainer role in {name}";
    &[Post, Put], "projects/*/deployments/**", is(403), [] => Role, "deploying requires the Developer role and, if the environment is protected, the right to deploy to it", "Give the token's user the Developer role in {name}, and add them to those allowed to deploy";
    ANY, "projects/*/deployments/**", is(403), [] => Role, "reading deployments of {name} requires the Reporter role", "Give the token's user the Reporter role in the project";
    &[Delete], ENVIRONMENT, is(403), [] => Role, "GitLab only deletes an environment that is stopped, for users with the Developer role who can deploy to it", "If its stop job is still running, apply again when it has finished; otherwise check the role of the token's user in {name}, and who can deploy";
    &[Post], STOP, is(403), [] => Role, "stopping an environment requires the Developer role and, if the environment is protected, the right to deploy to it", "Give the token's user the Developer role in {name}, and add them to those allowed to deploy";
    ANY, "projects/*/environments/**", is(403), [] => Role, "reading environments of {name} requires the Reporter role, changing them the Developer role", "Give the token's user the required role in the project";
    &[Post], FILES, is(403), ["fork network"] => Invalid, "the project to start from is not in the fork network of {name}", "Start from a branch of the project itself";
    ANY, REPOSITORY, is(403), [] => Role, "reading branches of {name} requires the Reporter role, changing them the Developer role", "Give the token's user the required role in the project";
    ANY, FILES, is(403), [] => Role, "reading the repository of {name} requires the Reporter role, changing its files the Developer role and the right to push to the branch; the repository must be enabled", "Give the token's user the required role in the project, and check `repository_access_level` in its `settings`";
    &[Post, Put, Delete], "projects/*/merge_requests", is(403), [] => Role, "opening a merge request in {name} requires the Developer role, and that merge requests are enabled", "Give the token's user the Developer role in the project, and check `merge_requests_access_level` in its `settings`";
    &[Put, Delete], "projects/*/merge_requests/*", is(403), [] => Role, "changing a merge request of {name} requires its author or the Developer role, deleting it the Owner role", "Give the token's user the required role in the project";
    ANY, "projects/*/protected_environments/**", is(403), [] => Role, "protected environments of {name} require the Maintainer role", "Give the token's user the Maintainer role in the project";
    ANY, "groups/*/protected_environments/**", is(403), [] => Role, "protected environments of the group {name} require the Owner role", "Give the token's user the Owner role in the group";
    ANY, INTEGRATIONS, is(403), [] => Role, "integrations of {name} require the Maintainer role in a project, and the Owner role in a group", "Give the token's user that role";
    ANY, "projects/*/variables/**", is(403), [] => Role, "CI/CD variables of {name} require the Maintainer role", "Give the token's user the Maintainer role in the project";
    ANY, "projects/*/approval_rules/**", is(403), [] => Licence, "approval rules require GitLab Premium, and changing them the Maintainer role", "Check the licence of this GitLab and the role of the token's user";
    ANY, "projects/*/merge_request_approval_setting", is(403), [] => Licence, "approval settings of {name} require GitLab Premium and the Maintainer role", "Check the licence of this GitLab and the role of the token's user";
    ANY, "groups/*/merge_request_approval_setting", is(403), [] => Licence, "approval settings of the group {name} require GitLab Premium and the Owner role; only top-level groups have them", "Check the licence of this GitLab and the role of the token's user";
    ANY, "projects/*/mirror/pull", is(404), ["message: 404 not found"] => Licence, "pull mirrors require GitLab Premium", "Check the licence of {name}";
    ANY, "projects/*/pages/**", is(404), ["message: 404 not found"] => NoEndpoint, "GitLab Pages are disabled on this instance", "Ask an administrator to enable Pages, or remove `pages` from the files";
    ANY, "projects/*/resource_groups/**", is(403), [] => Role, "resource groups of {name} require the Developer role", "Give the token's user the Developer role in the project";
    ANY, "projects/*/pages/**", is(403), [] => Role, "Pages settings of {name} require the Maintainer role, and Pages must be enabled in the project", "Give the token's user the Maintainer role in the project, and check `pages_access_level` in its `settings`";
    ANY, "groups/*/hooks/**", is(403), [] => Licence, "group hooks require GitLab Premium and the Owner role", "Check the licence of this GitLab and the role of the token's user";
    ANY, "groups/**", is(403), [] => Role, "the token's user lacks a role in the group {name}", "Give the token's user the required role in the group (usually Owner)";
    ANY, "projects/**", is(403), [] => Role, "the token's user lacks a role in {name}, or the feature is disabled there or not included in the licence", "Give the token's user the Maintainer role in the project, and check that the feature is enabled";
    ANY, "", is(403), [] => Role, "the token's user is not allowed to do this", "Use the token of a user with the required rights; if admin mode is on, an administrator's token requires the scope admin_mode";

    // 404: an endpoint, a project, or an object that does not exist.
    &[Put], INTEGRATIONS, is(404), ["error: 404 not found"] => NoEndpoint, "this GitLab does not have an integration with this slug", "Check `slug`: it is the integration's name in GitLab's API, with `-` between words";
    ANY, "", is(404), ["error: 404 not found"] => NoEndpoint, "this GitLab does not have this endpoint: its version is too old, its edition or licence does not include it, or it does not accept a name with a dot in the path", "Check GitLab's documentation for this version and edition";
    ANY, "", is(404), ["project not found"] => Hidden, "the project {name} does not exist, or this token cannot see it", "Check the path; only members can see a private project";
    ANY, "groups/*/ldap_group_links/**", is(404), ["linked ldap group not found"] => Absent, "the link does not exist", "Plan again: it may have been deleted in the meantime";
    ANY, "", is(404), ["group not found"] => Hidden, "the group {name} does not exist, or this token cannot see it", "Check the path; only members can see a private group";
    ANY, "", is(404), ["repository not found"] => Conflict, "the repository of {name} is disabled", "Enable it (`repository_access_level` in `settings`), or remove its branches from the files";
    &[Post], JOB_TOKENS, is(404), ["target_"] => Absent, "the project or group of the entry does not exist, or the token's user cannot see it", "Check its path, and what the token's user can see";
    ANY, "", is(404), ["user with id or username"] => Absent, "the user to act as does not exist", "Check the username";
    ANY, "projects/*/merge_trains/merge_requests/**", is(404), ["merge train merge request"] => Absent, "the merge request has never been on a merge train", "If this is expected, nothing needs to be done";
    &[Post, Put], CHECKS, is(404), [] => Absent, "the status check, or a protected branch that it names, no longer exists", "Plan again: the ID of a protected branch changes when it is recreated";
    &[Post], RESPONSES, is(404), [] => Absent, "the merge request or the status check does not exist in {name}, or the token's user lacks the Developer role there", "Check the number of the merge request, the name of the check, and the role of the token's user";
    ANY, "projects/*/deployments/**", is(404), [] => Absent, "the deployment does not exist in {name}, or the token's user cannot see it", "Plan again";
    &[Get], FILES, is(404), ["404 tree", "404 commit", "404 file", "404 invalid revision", "404 only relative", "traversal"] => Absent, "the file, branch, or commit does not exist in the repository of {name}", "Plan again: it may have been deleted in the meantime";
    ANY, "", is(404), ["empty: ", "plain: "] => Proxy, "the response does not come from GitLab's API", "Check the server's address: it must be the root of GitLab, including a relative path";
    ANY, "", is(404), [] => Absent, "the object does not exist, or this token cannot see it", "Plan again: it may have been deleted or renamed in the meantime";

    // 405 to 415.
    ANY, "", is(405), ["moved project"] => Moved, "the project {name} was renamed or moved, and GitLab rejects writes to its old path", "Use the new path in the file";
    &[Put], "projects/*/merge_requests/*/merge", is(405), [] => Conflict, "the merge request cannot be merged now: it is a draft, is closed, has conflicts, or lacks a check", "Check the merge request";
    ANY, "", is(405), [] => NoEndpoint, "this GitLab does not support this method here", "Check GitLab's documentation for this version";
    ANY, "", is(406), [] => NoEndpoint, "GitLab treated the end of a name as a file format", "A name with a dot cannot be addressed here";
    ANY, "", is(409), ["sha does not match"] => Conflict, "the head of the source branch is not the given sha: someone pushed in the meantime", "Review the new commits, then update `sha`";
    ANY, "", is(409), ["already set to auto-merge"] => Conflict, "the merge request is already set to auto-merge", "Nothing to do; plan again";
    ANY, "", is(409), ["resource lock"] => Conflict, "someone else is changing the same object now", "Try again";
    &[Post], REQUESTS, is(409), ["another open merge request"] => Conflict, "a merge request of this branch is already open: someone opened it since the plan", "Plan again";
    ANY, "", is(409), ["already exists", "already protected"] => Conflict, "an object with this name already exists: someone created it since the plan", "Plan again";
    ANY, "", is(409), [] => Conflict, "the call does not match the state of the object", "Plan again";
    ANY, "", is(412), [] => Conflict, "the object was changed since it was read", "Plan again";
    ANY, "", is(415), [] => Proxy, "the content type was changed on the way to GitLab", "Check for a proxy between labwright and GitLab";

    // 422: rules of models.
    ANY, CHECKS, is(422), ["already been taken"] => Conflict, "another status check of {name} has this name or URL", "Names and URLs of status checks are unique in a project: use another one, or declare the existing check";
    ANY, CHECKS, is(422), ["all protected branches must exist"] => Invalid, "a protected branch that the check names does not belong to {name}", "Protect the branch first, or remove it from `protected_branches`";
    ANY, "", is(422), ["url is blocked"] => Invalid, "GitLab's rules for outbound requests do not allow this URL", "Use another URL, or ask an administrator to allow it for outbound requests";
    ANY, "projects/*/merge_requests/*/status_checks/**", is(422), ["must be failed"] => Conflict, "only a failed status check can be retried", "If it has passed or is pending, nothing needs to be done";
    &[Put], "~/hooks/*", is(422), ["invalid url given"] => Invalid, "the URL is not valid or leads to a local network, or a URL variable in use would change its value", "Check the URL and its {placeholders}; GitLab cannot change a variable while the URL uses it";
    ANY, "~/hooks/**", is(422), ["invalid url given"] => Invalid, "the URL is not valid: it must use http or https, have a variable for each of its {placeholders}, and not lead to a local network that GitLab does not allow", "Correct the URL or its `url_variables`, or ask an administrator to allow its host for outbound requests";
    ANY, "~/hooks/**", is(422), ["branch filter"] => Invalid, "the branch filter is not a valid wildcard or regular expression", "Correct `push_events_branch_filter`, or its `branch_filter_strategy`";
    ANY, "~/hooks/**", is(422), ["custom headers"] => Invalid, "GitLab rejects the name or value of a custom header, or there are more than 20", "Names consist of letters and digits, with single - and _ between them; values have no line breaks, no surrounding spaces, and at most 2048 characters";
    ANY, "~/hooks/**", is(422), ["url variables", "url_variables"] => Invalid, "GitLab rejects the name or value of a URL variable, or there are more than 20", "Names consist of letters and digits, with single - and _ between them; values have 1 to 2048 characters";
    ANY, "~/hooks/**", is(422), ["token is invalid"] => Invalid, "GitLab rejects the form of the token", "Remove line breaks from it";
    ANY, "~/hooks/*/url_variables/**", is(422), [] => Invalid, "GitLab rejects the name or value of the variable, or the hook's URL uses it", "Correct it; a variable in use can only be changed together with the URL";
    ANY, "~/hooks/*/custom_headers/**", is(422), [] => Invalid, "GitLab rejects the header's name or value", "Names consist of letters and digits, with single - and _ between them; values have no line breaks and no surrounding spaces";
    ANY, "", is(422), ["not a member", "does not have access"] => Invalid, "a listed user or group is not a member of the project", "Add the user to the project, or share the project with the group first";
    ANY, "", is(422), ["deploy access levels is too short"] => Invalid, "no one is left who can deploy: GitLab silently ignores users and groups without access", "List a role, or users and groups who have access to the project";
    &[Post, Put], REQUESTS, is(422), ["same project/branch"] => Invalid, "the source and the target of a merge request are the same branch", "Use another target";
    ANY, "", is(422), ["too long"] => Invalid, "a text is too long", "Shorten it";
    ANY, "", is(422), ["already been taken"] => Conflict, "an object like this already exists", "Plan again";
    ANY, "", is(422), ["can't be blank"] => Invalid, "a value that GitLab requires is empty", "Set a value";
    &[Put], "projects/*/merge_requests/*/merge", is(422), [] => Conflict, "the branch cannot be merged: it may need a rebase", "Check the merge request";
    ANY, "", is(422), [] => Invalid, "GitLab rejects these values", "Correct the values that it names";

    // 400: parameters, and what deployments and trains refuse.
    &[Patch], "projects/*/pages", is(400), ["missing from the domain list"] => Conflict, "`pages_primary_domain` is not the URL of a Pages domain of {name}", "Plan again: the domains of the project have changed";
    ANY, INTEGRATIONS, is(400), ["slug does not have a valid value"] => Invalid, "this GitLab does not have an integration with this slug", "Check `slug`: it is the integration's name in GitLab's API, with `-` between words";
    &[Put], INTEGRATIONS, is(400), ["another issue tracker"] => Conflict, "{name} has another active issue tracker, and GitLab allows one", "Disable the other one first: declare it with `state: absent`, and apply";
    &[Put], INTEGRATIONS, is(400), ["integration not available"] => Conflict, "this GitLab does not offer the integration", "Ask its administrator to set it up, or remove the integration from the files";
    &[Put], INTEGRATIONS, is(400), ["is missing"] => Invalid, "the integration requires a value that the file does not declare", "Declare it under `properties`, or a credential under `secrets`";
    &[Put], INTEGRATIONS, is(400), ["failed to update integration"] => Invalid, "GitLab rejects these values of the integration", "Correct what GitLab names; if it names a secret, check the value that the reference contains";
    &[Post], TRAINS, is(400), ["failed to merge"] => Conflict, "the merge request cannot be added to a train: trains are disabled or not included in the licence, its pipeline is not a merged results pipeline or has not succeeded, or it is not mergeable", "Check the page of the merge request, which shows the reason; the setting `merge_trains_enabled` enables trains";
    ANY, APPROVAL, is(400), ["environment is not protected"] => Conflict, "the environment is not protected, or the licence does not include protection, so no approval is required", "Protect the environment (requires GitLab Premium), or remove the approval";
    ANY, APPROVAL, is(400), ["your own deployment"] => Role, "the user who deployed cannot approve", "Approve with the token of another user, or allow self-approval in the environment's protection";
    ANY, APPROVAL, is(400), ["not waiting for approval"] => Conflict, "the deployment has all approvals, or has finished", "Nothing to do; plan again";
    ANY, APPROVAL, is(400), ["permission to approve"] => Role, "the token's user is not in an approval rule of the environment", "Add the user, their group, or their role to the approval rules";
    ANY, APPROVAL, is(400), ["represent_as"] => Invalid, "`represented_as` is not an approval rule of the environment", "Use the user, group, or role of an approval rule";
    ANY, APPROVAL, is(400), ["not configured"] => Conflict, "the environment has no approval rules", "Add approval rules to the environment, or remove the approval";
    ANY, APPROVAL, is(400), ["too long"] => Invalid, "the comment is too long", "Shorten it to 255 characters";
    ANY, "projects/*/deployments/**", is(400), ["commit does not exist"] => Invalid, "`sha` is not a commit of {name}", "Push the commit first, or correct `sha`";
    ANY, "projects/*/deployments/**", is(400), ["branch or tag does not exist"] => Invalid, "`ref` is not a branch or tag of {name}", "Push it first, or correct `ref`";
    ANY, "projects/*/deployments/**", is(400), ["cannot transition"] => Conflict, "the deployment cannot change to this status (no status returns to running, and GitLab rejects the current one)", "Plan again; after a finished deployment, a new one is created";
    &[Delete], "projects/*/deployments/**", is(400), ["running deployment"] => Conflict, "a running deployment cannot be deleted", "Finish or cancel it first";
    &[Delete], "projects/*/deployments/**", is(400), ["currently deployed"] => Conflict, "the deployment that an environment currently runs cannot be deleted", "Deploy something else to the environment first";
    ANY, RULES, is(400), ["already been taken"] => Conflict, "another approval rule of {name} has this name", "Names of approval rules are unique in a project: use another one, or plan again";
    ANY, RULES, is(400), ["any-approver"] => Conflict, "the project already has a rule for all members: someone created it since the plan", "Plan again; the rule is `All Members`, whatever its name in GitLab";
    ANY, RULES, is(400), ["coverage-check"] => Invalid, "`Coverage-Check` is the only rule with `report_type: code_coverage`, and cannot be without it", "Set `report_type: code_coverage` for this rule alone";
    &[Post], STOP, is(400), ["failed to change the status"] => Conflict, "`auto_stop_setting` of the environment is `with_action`, so only a stop job can stop it, and it has none", "Set `auto_stop_setting: always`, or stop it in GitLab";
    &[Post], "projects/*/environments", is(400), ["already been taken"] => Conflict, "an environment with this name already exists: someone created it since the plan", "Plan again";
    &[Post], "projects/*/environments", is(400), ["name can contain", "name is too long", "name can't be blank"] => Invalid, "GitLab rejects this environment name", "Use letters, digits, spaces, and - _ / $ { } . (no / at the start or end), at most 255 characters";
    &[Post, Put], "projects/*/environments/**", is(400), ["external url", "external_url"] => Invalid, "GitLab rejects the URL of the environment", "Use a URL of at most 255 characters, without surrounding spaces, that is not `javascript:`";
    &[Post], "projects/*/deployments", is(400), ["name can contain", "name is too long"] => Invalid, "GitLab rejects this environment name", "Use letters, digits, spaces, and - _ / $ { } . (no / at the start or end), at most 255 characters";
    ANY, "projects/*/deployments/**", is(400), ["filter", "bad request"] => Invalid, "this GitLab rejects this combination of filters and order", "Correct the filters";
    ANY, JOB_TOKENS, is(400), ["enforced for the instance"] => Conflict, "the instance requires an allow-list in every project", "Remove `enabled: false`, or ask an administrator to change `enforce_ci_inbound_job_token_scope_enabled`";
    ANY, JOB_TOKENS, is(400), ["already in the job token", "is not in the job token"] => Conflict, "someone changed the allow-list since the plan", "Plan again";
    ANY, JOB_TOKENS, is(400), ["source project cannot"] => Conflict, "the job tokens of a project always have access to it", "Remove this entry";
    &[Post], REPOSITORY, is(400), ["already exists"] => Conflict, "the branch already exists: someone created it since the plan", "Plan again";
    &[Post], REPOSITORY, is(400), ["invalid reference name"] => Invalid, "`ref` is not a branch, tag, or commit of {name}, or git cannot have the new branch beside an existing one, such as `a/b` beside `a`", "Correct `ref`, or use another name";
    &[Post], REPOSITORY, is(400), ["name is invalid", "sha-1 or sha-256"] => Invalid, "GitLab rejects the name of the branch", "Use another name";
    &[Post], REPOSITORY, is(400), ["create protected branches"] => Role, "a rule protects branches of this name, and the token's user cannot push to them", "Allow the token's user to push, or create the branch before the rule";
    &[Delete], REPOSITORY, is(400), ["default branch"] => Conflict, "GitLab does not delete the default branch", "Change `default_branch` first";
    &[Delete], REPOSITORY, is(400), ["delete protected branches"] => Role, "the branch is protected, and only users with the Maintainer role can delete it", "Keep the branch, or remove the rule first";
    ANY, FILES, is(400), ["has changed since", "previously updated"] => Conflict, "another commit has changed the file since it was read", "Plan again";
    ANY, FILES, is(400), ["this name doesn't exist"] => Conflict, "the file does not exist on the branch: someone deleted or moved it since the plan", "Plan again";
    ANY, FILES, is(400), ["a file with this name already exists"] => Conflict, "the branch has a file at this path, or where the path has a directory", "Plan again: someone may have created it since the plan; otherwise use another path";
    ANY, FILES, is(400), ["a directory with this name"] => Conflict, "the branch has a directory at this path", "Use another path";
    ANY, FILES, is(400), ["when you are on a branch"] => Conflict, "the branch does not exist", "Declare it under `branches`, or correct its name; if someone deleted it since the plan, plan again";
    ANY, FILES, is(400), ["a branch called"] => Conflict, "the branch already exists: someone created it since the plan", "Plan again";
    ANY, FILES, is(400), ["cannot create branch. the branch name", "branch name '"] => Invalid, "a push rule of {name} does not allow the name of the branch", "Use another branch, or change `branch_name_regex` of the push rules";
    ANY, FILES, is(400), ["branch name is invalid"] => Invalid, "GitLab rejects the name of the branch", "Use another name";
    ANY, FILES, is(400), ["commit message "] => Invalid, "a push rule of {name} does not allow the message of the commit", "Set `message` of `files` to one that the rule allows, or change the rule";
    ANY, FILES, is(400), ["committer's email"] => Invalid, "a push rule of {name} does not allow the email address of the token's user, who is the committer (an `author_email` does not help)", "Use the token of a user with an address that the rule allows, or change `author_email_regex` of the push rules";
    ANY, FILES, is(400), ["was prohibited by"] => Invalid, "a push rule of {name} does not allow this file name", "Use another path, or change `file_name_regex` or `prevent_secrets` of the push rules";
    ANY, FILES, is(400), ["which exceed the"] => Invalid, "a file is larger than a push rule of {name} allows", "Keep large files elsewhere, or raise `max_file_size` of the push rules";
    ANY, FILES, is(400), ["into this branch"] => Role, "the token's user cannot push to this protected branch", "Allow the token's user to push to it";
    ANY, FILES, is(400), ["invalid path", "directory traversal", "should be a valid file path"] => Invalid, "git cannot have a file at this path", "Write the path from the root of the repository, such as docs/index.md";
    ANY, FILES, is(400), ["start_sha '"] => Conflict, "the commit to start from does not exist", "Plan again";
    ANY, "", is(400), ["no parameters provided"] => Invalid, "this GitLab does not know any parameter of the request", "Check whether this version of GitLab has the fields in the file";
    ANY, "", is(400), ["path traversal"] => Invalid, "a name in the path looks like a path to another directory", "Correct the name";
    ANY, "", is(400), ["is missing", "are missing", "is empty", "is invalid", "does not have a valid value", "has a value not allowed"] => Invalid, "a value is missing, or this GitLab rejects it", "Correct the values that it names; if the documentation allows them, this GitLab may be older";
    &[Put], "projects/*/merge_request_approval_setting", is(400), ["can only be enabled"] => Conflict, "`selective_code_owner_removals` requires `retain_approvals_on_push`, and one of them was changed in the meantime", "Plan again";
    ANY, "", is(400), ["unplayable"] => Conflict, "the job cannot be started in its current state", "Check the job";
    ANY, "", is(400), ["pre-receive", "not allowed to create"] => Role, "a rule of the repository rejects the change", "Check the protected branches and push rules of {name}";
    ANY, "", is(400), ["deadline exceeded"] => Server, "GitLab's repository storage took too long", "Try again";
    ANY, "", is(400), ["plain: ", "empty: ", "html: "] => Invalid, "a proxy in front of GitLab's API could not read the request", "Check names and values for unusual characters";
    ANY, "", is(400), [] => Invalid, "GitLab rejects this request", "Correct the values that it names";

    // 429 and 500.
    ANY, "", is(429), ["requested too many times"] => RateLimit, "the rate limit of this endpoint is used up", "Wait a minute, then try again";
    ANY, "", is(429), [] => RateLimit, "GitLab's rate limit is used up", "Try again later, or with a lower --parallelism; an administrator can raise the limit";
    &[Patch], "projects/*/pages", is(500), [] => Server, "GitLab failed with an internal error, often caused by `pages_https_only` while a Pages domain has no certificate", "Check the certificates of the Pages domains; otherwise look for this request in GitLab's logs";
    ANY, CHECKS, is(500), ["not allowed"] => Role, "the token's user cannot manage status checks of {name}, which requires the Maintainer role (GitLab returns 500 for this)", "Give the token's user the Maintainer role in the project";
    &[Post, Put], CHECKS, is(500), [] => Server, "GitLab failed with an internal error, often caused by a name or URL of more than 255 characters", "Shorten them; otherwise look for this request in GitLab's logs";
    ANY, "~/hooks/*/url_variables/**", is(500), [] => Server, "GitLab failed with an internal error, often caused by a variable that the hook's URL still uses", "Change the URL first, then the variable";
    &[Post], "~/hooks", is(500), [] => Server, "GitLab failed with an internal error, often caused by a null or empty event flag, or by spaces around a URL with placeholders", "Correct that; otherwise look for this request in GitLab's logs";
    &[Post], "~/hooks/*", is(500), [] => Server, "GitLab failed with an internal error, often caused by a line break in the hook's token or in the value of a header", "Set the token and the headers again, without line breaks";
    &[Put], "~/hooks/*", is(500), [] => Server, "GitLab failed with an internal error, often caused by a null or empty event flag, or by a placeholder in the URL without a variable", "Correct that; otherwise look for this request in GitLab's logs";
    &[Post], APPROVAL, is(500), [] => Server, "GitLab failed with an internal error, often caused by an earlier rejection of the same deployment", "Check the deployment: the earlier decision remains in effect";
    &[Post, Patch], BRANCHES, is(500), [] => Server, "GitLab failed with an internal error, often caused by a null where true or false is required", "Correct that; otherwise look for this request in GitLab's logs";
    &[Get], "", is(500), [] => Server, "GitLab failed with an internal error while reading", "Try again; if the problem persists, look for this request in GitLab's logs";
    ANY, "", is(500), [] => Server, "GitLab failed with an internal error, often caused by a text that is too long, or by a null where a value is required", "Check whether the call took effect, then look for this request in GitLab's logs";
    ANY, "", (500, 599), [] => Server, "GitLab, or a proxy in front of it, failed", "Try again in a few minutes";
    ANY, "", (400, 499), ["html: "] => Proxy, "a proxy in front of GitLab refuses the request", "Ask its administrator to allow /api/v4 from this machine";
    ANY, "", (400, 499), [] => Invalid, "GitLab rejects this request", "Correct the values that it names; if it names none, look for this request in GitLab's logs";
];

/// A plain 401 for a token that has worked for another call.
#[rustfmt::skip]
pub(super) const NO_RIGHT: Row = Row {
    methods: ANY, path: "", status: is(401), says: &[], cause: Role,
    means: "the token works for other calls, so its user lacks a right here, or the licence does not include this feature",
    next: "Give the token's user the required role, and check the licence of this GitLab",
};

/// A status that has no row.
#[rustfmt::skip]
pub(super) const UNKNOWN: Row = Row {
    methods: ANY, path: "", status: (0, u16::MAX), says: &[], cause: Invalid,
    means: "GitLab refused the request with a status that labwright does not know",
    next: "Look for this request in GitLab's logs",
};
