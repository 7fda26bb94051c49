//! The refusals that are known: of one endpoint first, then of a status, then whatever is left.
//!
//! The facts are measured on GitLab 18.9 and read from its REST documentation. A row's words are matched in lower case
//! against `shape: words`, where the shape is `message`, `error`, `json`, `plain`, `html` or `empty`.

use super::{Cause, Method, Row};
use Cause::*;
use Method::{Delete, Get, Patch, Post, Put};

const ANY: &[Method] = &[];
const CHECKS: &str = "projects/*/external_status_checks/**";
const TRAINS: &str = "projects/*/merge_trains/**";
const APPROVAL: &str = "projects/*/deployments/*/approval";
const RESPONSES: &str = "projects/*/merge_requests/*/status_check_responses";
const BRANCHES: &str = "projects/*/protected_branches/**";

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
    // A proxy, or no GitLab at all: GitLab's API never answers in HTML.
    ANY, "", is(400), ["sent to https port"] => Proxy, "the server speaks TLS there, and it was spoken to without", "Write https:// in the server's address";
    ANY, "", is(401), ["html: "] => Proxy, "something before GitLab asks for a login of its own", "Use an address that leads past the proxy's login";
    ANY, "", is(403), ["html: "] => Proxy, "a proxy or firewall before GitLab refuses the request", "Ask who runs it to let /api/v4 through for this machine";
    ANY, "", is(404), ["html: "] => Proxy, "the address leads to a web page, not to GitLab's API", "Check the server's address: it must be GitLab's root (sub-path included)";
    ANY, "", is(413), [] => Invalid, "the request is too large for what stands before GitLab", "Make the value shorter, or have the proxy's limit raised";
    ANY, "", is(502), [] => Server, "GitLab does not answer behind its proxy: it is restarting or overloaded", "Try again in a few minutes";
    ANY, "", is(503), [] => Server, "GitLab is not available now: maintenance or overload", "Try again in a few minutes";
    ANY, "", is(504), [] => Server, "GitLab took too long to answer its proxy", "Look whether a write took effect, then try again with a lower --parallelism";

    // 401: the token, unless the endpoint uses 401 for a missing right.
    ANY, "", is(401), ["expired"] => Token, "the token has expired", "Make a new token and put it into GITLAB_TOKEN";
    ANY, "", is(401), ["revoked"] => Token, "the token was revoked", "Make a new token and put it into GITLAB_TOKEN";
    ANY, "", is(401), ["error: invalid_token"] => Token, "GitLab does not accept the token any more", "Make a new token and put it into GITLAB_TOKEN";
    ANY, CHECKS, is(401), ["not allowed"] => Role, "the token's user may not manage status checks of {name}: the role Maintainer is missing", "Give the token's user the role Maintainer in the project";
    ANY, CHECKS, is(401), [] => Licence, "status checks of {name} cannot be managed: GitLab's licence is not Ultimate, or the token's user lacks the role Maintainer", "Check the licence (status checks need Ultimate) and the role of the token's user in the project";
    ANY, "projects/*/merge_requests/*/status_checks/**", is(401), [] => Licence, "status checks need the licence Ultimate, and GitLab does not have it or the token is not accepted here", "Check the licence of this GitLab";
    ANY, RESPONSES, is(401), [] => Licence, "status checks need the licence Ultimate, and GitLab does not have it or the token is not accepted here", "Check the licence of this GitLab";
    &[Post], TRAINS, is(401), [] => Role, "the token's user has no right to merge into the target branch of {name}", "Allow the token's user to merge there (the branch's `allowed_to_merge`, or the role Maintainer)";
    ANY, "projects/*/merge_requests/*/merge", is(401), [] => Role, "the token's user has no right to merge into the target branch of {name}", "Allow the token's user to merge there";
    ANY, "projects/*/merge_requests/*/cancel_merge_when_pipeline_succeeds", is(401), [] => Role, "the token's user may not cancel this auto-merge: it takes the right to merge", "Allow the token's user to merge there";
    ANY, "", is(401), ["plain: ", "empty: ", "json: "] => Token, "the token is not accepted", "Check GITLAB_TOKEN, and that the address is the GitLab that the token is from";
    ANY, "", is(401), [] => Token, "GitLab does not know this token", "Check GITLAB_TOKEN, and that the address is the GitLab that the token is from";

    // 403: scope, account, role.
    ANY, "", is(403), ["insufficient_granular_scope"] => Scope, "the fine-grained token lacks a permission that this call needs", "Add the permission named there to the token";
    ANY, "", is(403), ["insufficient_scope"] => Scope, "the token lacks a scope: this call takes one of {scope} (a write always takes api)", "Make a token with the scope api (read_api is enough for a plan)";
    ANY, "", is(403), ["blocked"] => Token, "the user of the token is blocked", "Use the token of another user, or have an administrator unblock this one";
    ANY, "", is(403), ["deactivated", "pending approval", "terms of service", "password expired", "password has expired"] => Token, "the account of the token's user is not in use", "Sign in once as that user and do what GitLab asks for, or ask an administrator";
    ANY, "", is(403), ["sudo"] => Role, "only an administrator may act as another user", "Use an administrator's token";
    ANY, "", is(403), ["job token"] => Role, "a job token may not do this in the project {name}", "Use a personal, project or group access token in GITLAB_TOKEN";
    &[Put], "projects/*/deployments/*", is(403), ["created using gitlab ci"] => Conflict, "the deployment belongs to a CI job: only the job can change its status", "Wait for the job, or declare another deployment";
    ANY, "", is(403), ["into this branch"] => Role, "the branch is protected against pushes of the token's user", "Allow the token's user to push there";
    &[Post], "projects/*/jobs/**", is(403), ["not retryable"] => Conflict, "the job is not in a state in which it can be run again", "Look at the job's state";
    ANY, "hooks/**", is(403), [] => Role, "system hooks are for administrators", "Use an administrator's token; where admin mode is on, it needs the scope admin_mode as well";
    ANY, "application/**", is(403), [] => Role, "settings of the instance are for administrators", "Use an administrator's token; where admin mode is on, it needs the scope admin_mode as well";
    &[Post], RESPONSES, is(403), [] => Role, "the token's user may not approve this merge request, so it cannot answer its status checks", "Give the token's user the role Developer and let it approve the merge request";
    &[Post], "projects/*/merge_requests/*/status_checks/**", is(403), [] => Role, "a status check can be retried from the role Developer on", "Give the token's user the role Developer in {name}";
    &[Get], "projects/*/merge_requests/**", is(403), [] => Role, "merge requests of {name} can be read from the role Reporter on", "Give the token's user the role Reporter in the project";
    ANY, TRAINS, is(403), [] => Role, "the merge trains of {name} are for those who may see its merge requests and pipelines: the role Reporter is missing", "Give the token's user at least the role Reporter (Developer to merge)";
    &[Patch, Delete], BRANCHES, is(403), [] => Role, "the token's user may not change this protected branch: it takes the role Maintainer, and a right in `allowed_to_unprotect` where that is restricted", "Give the token's user the role Maintainer, or a right to unprotect the branch";
    ANY, BRANCHES, is(403), [] => Role, "protected branches of {name} are read from the role Developer and changed from the role Maintainer on; users, groups and single levels need Premium", "Give the token's user the role Maintainer in the project";
    &[Post], APPROVAL, is(403), [] => Role, "deployments of {name} are hidden from the token's user: the role Reporter is missing", "Give the token's user a role in the project, and a place in the environment's approval rules";
    &[Delete], "projects/*/deployments/**", is(403), [] => Role, "a deployment is deleted from the role Maintainer on, and by those who may deploy where the environment is protected", "Give the token's user the role Maintainer in {name}";
    &[Post, Put], "projects/*/deployments/**", is(403), [] => Role, "deploying takes the role Developer, and the right to deploy where the environment is protected", "Give the token's user the role Developer in {name}, and a place among those allowed to deploy";
    ANY, "projects/*/deployments/**", is(403), [] => Role, "deployments of {name} are read from the role Reporter on", "Give the token's user the role Reporter in the project";
    ANY, "projects/*/environments/**", is(403), [] => Role, "environments of {name} are read from the role Reporter and changed from the role Developer on", "Give the token's user the role it takes in the project";
    ANY, "projects/*/variables/**", is(403), [] => Role, "variables of {name} are for the role Maintainer", "Give the token's user the role Maintainer in the project";
    ANY, "projects/*/approval_rules/**", is(403), [] => Licence, "approval rules need the licence Premium, and the role Maintainer to change them", "Check the licence of this GitLab and the role of the token's user";
    ANY, "groups/*/hooks/**", is(403), [] => Licence, "hooks of groups need the licence Premium and the role Owner", "Check the licence of this GitLab and the role of the token's user";
    ANY, "groups/**", is(403), [] => Role, "the token's user lacks a role in the group {name}", "Give the token's user the role it takes (mostly Owner) in the group";
    ANY, "projects/**", is(403), [] => Role, "the token's user lacks a role in {name}, or the feature is switched off or not licensed there", "Give the token's user the role Maintainer in the project, and check that the feature is on";
    ANY, "", is(403), [] => Role, "the token's user may not do this", "Use the token of a user with the right; where admin mode is on, an administrator's token needs the scope admin_mode";

    // 404: no endpoint, no project, no object.
    ANY, "", is(404), ["error: 404 not found"] => NoEndpoint, "this GitLab has no such endpoint: its version is too old, it is the Community Edition, or a name in the path holds a dot that it does not take", "Compare GitLab's version and edition with its documentation";
    ANY, "", is(404), ["project not found"] => Hidden, "the project {name} is not there, or this token may not see it", "Check the path; a private project is visible to its members only";
    ANY, "", is(404), ["group not found"] => Hidden, "the group {name} is not there, or this token may not see it", "Check the path; a private group is visible to its members only";
    ANY, "", is(404), ["user with id or username"] => Absent, "the user to act as is not there", "Check the user name";
    ANY, "projects/*/merge_trains/merge_requests/**", is(404), ["merge train merge request"] => Absent, "the merge request has never been on a merge train", "Nothing, if none was expected";
    &[Post, Put], CHECKS, is(404), [] => Absent, "the status check, or a protected branch that it names, is not there any more", "Plan again: ids of protected branches change when they are made anew";
    &[Post], RESPONSES, is(404), [] => Absent, "the merge request or the status check is not in {name}, or the token's user lacks the role Developer there", "Check the merge request's number, the check's name and the role of the token's user";
    ANY, "projects/*/deployments/**", is(404), [] => Absent, "the deployment is not in {name}, or hidden from the token's user", "Plan again";
    ANY, "", is(404), ["empty: ", "plain: "] => Proxy, "the answer is not from GitLab's API", "Check the server's address: it must be GitLab's root (sub-path included)";
    ANY, "", is(404), [] => Absent, "it is not there, or hidden from this token", "Plan again: it may have been deleted or renamed meanwhile";

    // 405 to 415.
    ANY, "", is(405), ["moved project"] => Moved, "the project {name} was renamed or moved, and its old path takes no writes", "Write the new path into the file";
    &[Put], "projects/*/merge_requests/*/merge", is(405), [] => Conflict, "the merge request cannot be merged now: it is a draft, closed, conflicting, or a check is missing", "Look at the merge request";
    ANY, "", is(405), [] => NoEndpoint, "this GitLab does not take this method here", "Compare GitLab's version with its documentation";
    ANY, "", is(406), [] => NoEndpoint, "GitLab took the end of a name for a file format", "A name with a dot cannot be addressed here";
    ANY, "", is(409), ["sha does not match"] => Conflict, "the source branch has another head than the given sha: somebody pushed", "Look at the new commits and write the new sha";
    ANY, "", is(409), ["already set to auto-merge"] => Conflict, "the merge request is set to auto-merge already", "Nothing to do; plan again";
    ANY, "", is(409), ["resource lock"] => Conflict, "somebody else is changing the same thing at this moment", "Try again";
    ANY, "", is(409), ["already exists"] => Conflict, "there is one of that name already: somebody made it since the plan", "Plan again";
    ANY, "", is(409), [] => Conflict, "the call does not fit the state of the object", "Plan again";
    ANY, "", is(412), [] => Conflict, "it was changed since it was read", "Plan again";
    ANY, "", is(415), [] => Proxy, "the content type was changed on the way to GitLab", "Look at what stands between here and GitLab";

    // 422: rules of models.
    ANY, CHECKS, is(422), ["already been taken"] => Conflict, "another status check of {name} has that name or that url", "Names and urls of status checks are unique in a project: choose another, or declare the check that is there";
    ANY, CHECKS, is(422), ["all protected branches must exist"] => Invalid, "a protected branch that the check names is not of {name}", "Protect the branch first, or take it out of `protected_branches`";
    ANY, "", is(422), ["url is blocked"] => Invalid, "GitLab's outbound rules do not allow this url", "Choose another url, or have an administrator allow it under outbound requests";
    ANY, "projects/*/merge_requests/*/status_checks/**", is(422), ["must be failed"] => Conflict, "only a failed status check can be retried", "Nothing to do: it has passed or is pending";
    &[Put], "hooks/*", is(422), ["invalid url given"] => Invalid, "the url is not valid, or a url variable in use would change its value", "Check the url and its {placeholders}; GitLab cannot change a variable while the url uses it";
    ANY, "hooks/**", is(422), ["invalid url given"] => Invalid, "the url is not valid: http or https, and a variable for each of its {placeholders}", "Correct the url or its `url_variables`";
    ANY, "hooks/**", is(422), ["branch filter"] => Invalid, "the branch filter is not a valid wildcard or regular expression", "Correct `push_events_branch_filter`, or its `branch_filter_strategy`";
    ANY, "hooks/**", is(422), ["custom headers"] => Invalid, "a custom header has a name or a value that GitLab does not take, or there are more than 20", "Names: letters, digits, single - and _ between them; values: no line breaks, no spaces at the ends, at most 2048 characters";
    ANY, "hooks/**", is(422), ["url variables", "url_variables"] => Invalid, "a url variable has a name or a value that GitLab does not take, or there are more than 20", "Names: letters, digits, single - and _ between them; values: 1 to 2048 characters";
    ANY, "hooks/**", is(422), ["token is invalid"] => Invalid, "the token has a form that GitLab does not take", "Take line breaks out of it";
    ANY, "hooks/*/url_variables/**", is(422), [] => Invalid, "the variable's name or value is not taken, or the hook's url uses it", "Correct it; a variable in use can only be changed together with the url";
    ANY, "hooks/*/custom_headers/**", is(422), [] => Invalid, "the header's name or value is not taken", "Names: letters, digits, single - and _ between them; values: no line breaks, no spaces at the ends";
    ANY, "", is(422), ["not a member", "does not have access"] => Invalid, "a user or group that is named there is no member of the project", "Add it to the project (or share the project with the group) first";
    ANY, "", is(422), ["too long"] => Invalid, "a text is too long", "Shorten it";
    ANY, "", is(422), ["already been taken"] => Conflict, "there is one like it already", "Plan again";
    ANY, "", is(422), ["can't be blank"] => Invalid, "a value that GitLab needs is empty", "Give it a value";
    &[Put], "projects/*/merge_requests/*/merge", is(422), [] => Conflict, "the branch cannot be merged as it is: it may need a rebase", "Look at the merge request";
    ANY, "", is(422), [] => Invalid, "GitLab does not take these values", "Correct what it names";

    // 400: parameters, and what deployments and trains refuse.
    &[Post], TRAINS, is(400), ["failed to merge"] => Conflict, "the merge request cannot go on a train: trains are off or not licensed, its pipeline is not for merged results or not green, or it is not mergeable", "Look at the merge request's own page, it names the blocker; trains are switched on with `merge_trains_enabled`";
    ANY, APPROVAL, is(400), ["environment is not protected"] => Conflict, "the environment is not protected, or protection is not licensed: nothing waits for an approval", "Protect the environment (Premium), or take the approval out";
    ANY, APPROVAL, is(400), ["your own deployment"] => Role, "the one who deployed may not approve", "Approve with the token of another user, or allow self-approval in the environment's protection";
    ANY, APPROVAL, is(400), ["not waiting for approval"] => Conflict, "the deployment has all approvals, or is over", "Nothing to do; plan again";
    ANY, APPROVAL, is(400), ["permission to approve"] => Role, "the token's user is in none of the environment's approval rules", "Add the user, its group or its role to the approval rules";
    ANY, APPROVAL, is(400), ["represent_as"] => Invalid, "`represented_as` names no approval rule of the environment", "Write the user, group or role as the approval rule does";
    ANY, APPROVAL, is(400), ["not configured"] => Conflict, "the environment has no approval rules", "Add approval rules to the environment, or take the approval out";
    ANY, APPROVAL, is(400), ["too long"] => Invalid, "the comment is too long", "Shorten it to 255 characters";
    ANY, "projects/*/deployments/**", is(400), ["commit does not exist"] => Invalid, "the sha is not a commit of {name}", "Push the commit first, or correct `sha`";
    ANY, "projects/*/deployments/**", is(400), ["branch or tag does not exist"] => Invalid, "the ref is no branch or tag of {name}", "Push it first, or correct `ref`";
    ANY, "projects/*/deployments/**", is(400), ["cannot transition"] => Conflict, "the deployment's status cannot become that one (nothing returns to running, and the same again is refused)", "Plan again; a finished deployment is followed by a new one";
    &[Delete], "projects/*/deployments/**", is(400), ["running deployment"] => Conflict, "a running deployment cannot be deleted", "Finish or cancel it first";
    &[Delete], "projects/*/deployments/**", is(400), ["currently deployed"] => Conflict, "what an environment runs now cannot be deleted", "Deploy something else there first";
    &[Post], "projects/*/deployments", is(400), ["name can contain", "name is too long"] => Invalid, "GitLab does not take that environment name", "Letters, digits, spaces and - _ / $ { } . (no / at the ends), at most 255 characters";
    ANY, "projects/*/deployments/**", is(400), ["filter", "bad request"] => Invalid, "this GitLab does not take this combination of filters and order", "Correct the filters";
    ANY, "", is(400), ["no parameters provided"] => Invalid, "nothing in the request is known to this GitLab", "Compare GitLab's version with the attributes in the file";
    ANY, "", is(400), ["path traversal"] => Invalid, "a name in the path looks like a step to another folder", "Correct the name";
    ANY, "", is(400), ["is missing", "is empty", "is invalid", "does not have a valid value", "has a value not allowed"] => Invalid, "a value is missing, or is not one that this GitLab takes", "Correct what it names; if the documentation allows it, this GitLab may be older";
    ANY, "", is(400), ["unplayable"] => Conflict, "the job cannot be started in its present state", "Look at the job";
    ANY, "", is(400), ["pre-receive", "not allowed to create"] => Role, "a rule of the repository refuses the change", "Look at the protected branches and push rules of {name}";
    ANY, "", is(400), ["deadline exceeded"] => Server, "GitLab's repository storage took too long", "Try again";
    ANY, "", is(400), ["plain: ", "empty: ", "html: "] => Invalid, "what stands before GitLab's API could not read the request", "Look for unusual characters in names and values";
    ANY, "", is(400), [] => Invalid, "GitLab does not take this request", "Correct what it names";

    // 429 and 500.
    ANY, "", is(429), ["requested too many times"] => RateLimit, "this endpoint has a limit of its own, and it is used up", "Wait a minute, then run it again";
    ANY, "", is(429), [] => RateLimit, "GitLab's rate limit is used up", "Run it again later, or with a lower --parallelism; an administrator can raise the limit";
    ANY, CHECKS, is(500), ["not allowed"] => Role, "the token's user may not manage status checks of {name}: the role Maintainer is missing (GitLab says 500 here)", "Give the token's user the role Maintainer in the project";
    &[Post, Put], CHECKS, is(500), [] => Server, "GitLab failed inside; for a status check that is mostly a name or a url of more than 255 characters", "Shorten them; else look the request up in GitLab's logs";
    ANY, "hooks/*/url_variables/**", is(500), [] => Server, "GitLab failed inside; here that is mostly a variable that the hook's url still uses", "Change the url first, then the variable";
    &[Post], "hooks", is(500), [] => Server, "GitLab failed inside; for a hook that is mostly a null or empty event flag, or spaces round a url with placeholders", "Correct that; else look the request up in GitLab's logs";
    &[Post], "hooks/*", is(500), [] => Server, "GitLab failed inside; when a hook is fired that is mostly a line break in its token or in a header's value", "Set the token and the headers anew without line breaks";
    &[Put], "hooks/*", is(500), [] => Server, "GitLab failed inside; for a hook that is mostly a null or empty event flag, or a placeholder in the url without a variable", "Correct that; else look the request up in GitLab's logs";
    &[Post], APPROVAL, is(500), [] => Server, "GitLab failed inside; for an approval that is mostly a rejection that was given before", "Look at the deployment: the earlier answer stands";
    &[Post, Patch], BRANCHES, is(500), [] => Server, "GitLab failed inside; for a protected branch that is mostly a null where true or false is wanted", "Correct that; else look the request up in GitLab's logs";
    &[Get], "", is(500), [] => Server, "GitLab failed inside while reading", "Try again; if it stays, look the request up in GitLab's logs";
    ANY, "", is(500), [] => Server, "GitLab failed inside; that is often a text that is too long, or a null where it wants a value", "Look whether it took effect, then look the request up in GitLab's logs";
    ANY, "", (500, 599), [] => Server, "GitLab, or what stands before it, failed", "Try again in a few minutes";
    ANY, "", (400, 499), ["html: "] => Proxy, "a proxy before GitLab refuses the request", "Ask who runs it to let /api/v4 through for this machine";
    ANY, "", (400, 499), [] => Invalid, "GitLab does not take this request", "Correct what it names; if it names nothing, look the request up in GitLab's logs";
];

/// A plain 401 to a token that has worked for another call.
#[rustfmt::skip]
pub(super) const NO_RIGHT: Row = Row {
    methods: ANY, path: "", status: is(401), says: &[], cause: Role,
    means: "the token works elsewhere, so its user lacks a right here, or GitLab lacks a licence for it",
    next: "Give the token's user the role it takes, and check the licence of this GitLab",
};

/// A status that no row is about.
#[rustfmt::skip]
pub(super) const UNKNOWN: Row = Row {
    methods: ANY, path: "", status: (0, u16::MAX), says: &[], cause: Invalid,
    means: "GitLab refused with a status that labwright does not know",
    next: "Look the request up in GitLab's logs",
};
