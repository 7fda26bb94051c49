//! Every refusal that a real GitLab was recorded to give comes out as a sentence that helps.
//!
//! The recordings are GitLab's own answers; what they must become is written down here, apart from the table that
//! explains them.

#![expect(clippy::unwrap_used, reason = "a test may panic, its functions as well")]

use labwright::gitlab::{ApiError, ApiPath, Cause, Method};
use serde_json::Value;
use std::path::Path;

/// What refusals of one kind must say. A recorded refusal is held to the first that fits.
struct Class {
    status: u16,
    /// Any = empty.
    method: &'static str,
    /// Stands in the path.
    path: &'static str,
    /// Stands in the recorded body.
    body: &'static str,
    cause: Cause,
    /// All stand in the sentence.
    words: &'static [&'static str],
}

const fn class(
    status: u16,
    method: &'static str,
    path: &'static str,
    body: &'static str,
    cause: Cause,
    words: &'static [&'static str],
) -> Class {
    Class { status, method, path, body, cause, words }
}

#[rustfmt::skip]
const CLASSES: &[Class] = &[
    class(201, "POST", "/deployments", "null", Cause::Nothing, &["nothing was written"]),
    // Parameters.
    class(400, "", "", "path traversal", Cause::Invalid, &["path to another directory"]),
    class(400, "", "", "\"Bad Request\"", Cause::Invalid, &["unusual characters"]),
    class(400, "POST", "/merge_trains/", "Failed to merge", Cause::Conflict, &["trains are disabled", "merge_trains_enabled"]),
    class(400, "POST", "/approval", "not protected", Cause::Conflict, &["Protect the environment"]),
    class(400, "POST", "/approval", "your own deployment", Cause::Role, &["another user"]),
    class(400, "POST", "/approval", "not waiting", Cause::Conflict, &["has all approvals"]),
    class(400, "POST", "/approval", "don't have permission", Cause::Role, &["approval rules"]),
    class(400, "POST", "/approval", "represent_as", Cause::Invalid, &["represented_as"]),
    class(400, "POST", "/approval", "not configured", Cause::Conflict, &["no approval rules"]),
    class(400, "", "/integrations/", "slug does not", Cause::Invalid, &["an integration with this slug"]),
    class(400, "PUT", "/integrations/", "Another issue tracker", Cause::Conflict, &["state: absent"]),
    class(400, "PUT", "/integrations/", "not available", Cause::Conflict, &["does not offer"]),
    class(400, "PUT", "/integrations/", "is missing", Cause::Invalid, &["under `secrets`"]),
    class(400, "PUT", "/integrations/", "Failed to update", Cause::Invalid, &["rejects these values"]),
    class(400, "POST", "/approvals", "", Cause::Invalid, &["rejects"]),
    class(400, "PUT", "/merge_request_approval_setting", "can only be enabled", Cause::Conflict, &["requires `retain_approvals_on_push`", "Plan again"]),
    class(400, "POST", "/approval_rules", "too long", Cause::Invalid, &["rejects"]),
    class(400, "POST", "/approval", "too long", Cause::Invalid, &["255"]),
    class(400, "POST", "/deployments", "commit does not exist", Cause::Invalid, &["`sha`"]),
    class(400, "POST", "/deployments", "branch or tag does not exist", Cause::Invalid, &["`ref`"]),
    class(400, "POST", "/deployments", "{\"name\"", Cause::Invalid, &["environment name"]),
    class(400, "PUT", "/deployments/", "cannot transition", Cause::Conflict, &["returns to running"]),
    class(400, "DELETE", "/deployments/", "running deployment", Cause::Conflict, &["Finish or cancel"]),
    class(400, "DELETE", "/deployments/", "currently deployed", Cause::Conflict, &["Deploy something else"]),
    class(400, "GET", "/deployments", "400 Bad request", Cause::Invalid, &["filters"]),
    class(400, "POST", "/stop", "failed to change", Cause::Conflict, &["auto_stop_setting", "stop job"]),
    class(400, "POST", "/environments", "already been taken", Cause::Conflict, &["environment with this name"]),
    class(400, "POST", "/environments", "Name c", Cause::Invalid, &["environment name"]),
    class(400, "POST", "/environments", "Name is too long", Cause::Invalid, &["environment name"]),
    class(400, "POST", "/environments", "External url", Cause::Invalid, &["URL of the environment"]),
    class(400, "PUT", "/environments/", "external_url", Cause::Invalid, &["URL of the environment"]),
    class(400, "", "/environments", "", Cause::Invalid, &["rejects"]),
    class(400, "", "/approval_rules", "already been taken", Cause::Conflict, &["rule of {p}", "name"]),
    class(400, "", "/approval_rules", "any-approver", Cause::Conflict, &["All Members"]),
    class(400, "", "/approval_rules", "Coverage-Check", Cause::Invalid, &["report_type: code_coverage"]),
    class(400, "", "/approval_rules", "", Cause::Invalid, &["rejects"]),
    class(400, "PUT", "/hooks/", "No parameters", Cause::Invalid, &["does not know any parameter"]),
    class(400, "POST", "/jobs/", "Unplayable", Cause::Conflict, &["cannot be started"]),
    class(400, "", "/job_token_scope", "enforced for the instance", Cause::Conflict, &["administrator"]),
    class(400, "", "/job_token_scope", "Source project", Cause::Conflict, &["always have access"]),
    class(400, "", "/job_token_scope", "in the job token", Cause::Conflict, &["Plan again"]),
    class(404, "POST", "/job_token_scope", "target_", Cause::Absent, &["cannot see it"]),
    class(400, "POST", "/repository/branches", "pre-receive", Cause::Role, &["cannot push to them"]),
    class(400, "POST", "/repository/branches", "must match", Cause::Invalid, &["push rule of {p}", "`branch_name_regex`"]),
    class(400, "POST", "/repository/branches", "already exists", Cause::Conflict, &["Plan again"]),
    class(400, "POST", "/repository/branches", "invalid reference name", Cause::Invalid, &["`ref`", "beside"]),
    class(400, "POST", "/repository/branches", "name is invalid", Cause::Invalid, &["name of the branch"]),
    class(400, "POST", "/repository/branches", "SHA-1", Cause::Invalid, &["name of the branch"]),
    class(400, "POST", "/repository/branches", "create protected branches", Cause::Role, &["cannot push to them"]),
    class(400, "DELETE", "/repository/branches", "default branch", Cause::Conflict, &["`default_branch` first"]),
    class(400, "DELETE", "/repository/branches", "delete protected", Cause::Role, &["Maintainer"]),
    class(403, "", "/repository/branches", "403 Forbidden", Cause::Role, &["Reporter", "Developer"]),
    class(400, "", "/repository/branches", "refname is invalid", Cause::Invalid, &["Correct"]),
    class(400, "POST", "/repository/commits", "has changed since", Cause::Conflict, &["another commit", "Plan again"]),
    class(400, "", "/repository/files", "has changed since", Cause::Conflict, &["another commit", "Plan again"]),
    class(400, "DELETE", "/repository/files", "previously updated", Cause::Conflict, &["another commit", "Plan again"]),
    class(400, "", "/repository/", "name doesn't exist", Cause::Conflict, &["does not exist on the branch", "Plan again"]),
    class(400, "POST", "/repository/", "A file with this name already", Cause::Conflict, &["has a file at this path", "another path"]),
    class(400, "POST", "/repository/", "A directory with this name", Cause::Conflict, &["has a directory", "another path"]),
    class(400, "", "/repository/", "when you are on a branch", Cause::Conflict, &["branch does not exist", "`branches`"]),
    class(400, "", "/repository/", "A branch called", Cause::Conflict, &["already exists", "Plan again"]),
    class(400, "POST", "/repository/commits", "Branch name is invalid", Cause::Invalid, &["name of the branch"]),
    class(400, "", "/repository/", "Commit message does not", Cause::Invalid, &["push rule of {p}", "`message`"]),
    class(400, "", "/repository/", "Committer's email", Cause::Invalid, &["push rule of {p}", "`author_email` does not help", "`author_email_regex`"]),
    class(400, "DELETE", "/repository/files", "into this branch", Cause::Role, &["cannot push to this protected branch"]),
    class(400, "", "/repository/files", "valid file path", Cause::Invalid, &["from the root of the repository"]),
    class(400, "", "/repository/files", "invalid path", Cause::Invalid, &["from the root of the repository"]),
    class(400, "POST", "/repository/commits", "start_sha '", Cause::Conflict, &["commit to start from", "Plan again"]),
    class(400, "", "/repository/", "400 Bad request - ", Cause::Invalid, &["rejects"]),
    class(400, "POST", "/repository/", "Invalid json", Cause::Invalid, &["rejects"]),
    class(400, "POST", "/merge_requests", "{\"title\"", Cause::Invalid, &["rejects"]),
    class(400, "POST", "/merge_requests", "{\"description\"", Cause::Invalid, &["rejects"]),
    class(403, "POST", "/repository/commits", "fork network", Cause::Invalid, &["branch of the project itself"]),
    class(409, "POST", "/merge_requests", "Another open", Cause::Conflict, &["already open", "Plan again"]),
    class(422, "", "/merge_requests", "same project/branch", Cause::Invalid, &["source and the target"]),
    class(400, "POST", "/repository/", "Deadline", Cause::Server, &["storage took too long"]),
    class(400, "GET", "/repository/tree", "pagination cannot", Cause::Invalid, &["rejects"]),
    class(400, "", "", "\"error\"", Cause::Invalid, &["a value is missing, or this GitLab rejects it"]),
    // labwright never sends it.
    class(401, "DELETE", "/review_apps", "", Cause::Token, &[]),
    // The token.
    class(401, "", "", "expired", Cause::Token, &["has expired", "new token"]),
    class(401, "", "", "revoked", Cause::Token, &["was revoked", "new token"]),
    class(401, "PUT", "/external_status_checks", "Not allowed", Cause::Role, &["Maintainer"]),
    class(401, "", "/external_status_checks", "401", Cause::Licence, &["Ultimate", "Maintainer"]),
    class(401, "", "/status_check", "401", Cause::Licence, &["Ultimate"]),
    class(401, "POST", "/merge_trains/", "401", Cause::Role, &["right to merge"]),
    class(401, "PUT", "/merge_requests/{draft}/merge", "401", Cause::Role, &["right to merge"]),
    class(401, "POST", "/cancel_merge", "401", Cause::Role, &["right to merge"]),
    class(401, "", "", "401 Unauthorized", Cause::Token, &["does not know this token", "GITLAB_TOKEN"]),
    // Scope, account, role.
    class(403, "GET", "/user", "\"sudo\"", Cause::Scope, &["one of these scopes: sudo", "scope api"]),
    class(403, "", "", "\"scope\"", Cause::Scope, &["one of these scopes: ", "or read_api", "scope api"]),
    class(403, "", "", "insufficient_scope", Cause::Scope, &["lacks a scope"]),
    class(403, "", "", "blocked", Cause::Token, &["is blocked", "administrator"]),
    class(403, "", "", "sudo", Cause::Role, &["only an administrator"]),
    class(403, "", "", "job token", Cause::Role, &["job token is not allowed"]),
    class(403, "PUT", "/deployments/", "using GitLab CI", Cause::Conflict, &["belongs to a CI/CD job"]),
    class(403, "POST", "/repository/", "into this branch", Cause::Role, &["cannot push to this protected branch"]),
    class(403, "POST", "/retry", "not retryable", Cause::Conflict, &["run again"]),
    class(403, "", "/integrations", "403 Forbidden", Cause::Role, &["Maintainer role"]),
    class(403, "POST", "/approvals", "403 Forbidden", Cause::Role, &["Maintainer role"]),
    class(403, "", "/groups/{p_group}/merge_request_approval_setting", "403 Forbidden", Cause::Licence, &["Premium", "top-level groups"]),
    class(403, "", "/groups/{sub}/merge_request_approval_setting", "403 Forbidden", Cause::Licence, &["Premium", "top-level groups"]),
    class(403, "", "/merge_request_approval_setting", "403 Forbidden", Cause::Licence, &["Premium", "Maintainer"]),
    class(403, "", "/approval_rules", "403 Forbidden", Cause::Licence, &["Premium"]),
    class(403, "", "/groups/{p_group}/protected_env", "403 Forbidden", Cause::Role, &["Owner"]),
    class(403, "", "/protected_environments", "403 Forbidden", Cause::Role, &["Maintainer"]),
    class(403, "GET", "/groups/", "403 Forbidden", Cause::Licence, &["Premium", "Owner"]),
    class(403, "", "/hooks", "403 Forbidden", Cause::Role, &["require an administrator", "admin_mode"]),
    class(403, "", "/application", "403 Forbidden", Cause::Role, &["require an administrator", "admin_mode"]),
    class(403, "POST", "/status_check_responses", "403 Forbidden", Cause::Role, &["cannot approve this merge request"]),
    class(403, "POST", "/retry", "403 Forbidden", Cause::Role, &["Developer role"]),
    class(403, "GET", "/merge_requests/", "403 Forbidden", Cause::Role, &["Reporter"]),
    class(403, "", "/merge_trains", "403 Forbidden", Cause::Role, &["Reporter"]),
    class(403, "PATCH", "/protected_branches", "403 Forbidden", Cause::Role, &["allowed_to_unprotect"]),
    class(403, "DELETE", "/protected_branches", "403 Forbidden", Cause::Role, &["allowed_to_unprotect"]),
    class(403, "", "/protected_branches", "403 Forbidden", Cause::Role, &["Maintainer"]),
    class(403, "DELETE", "/deployments", "403 Forbidden", Cause::Role, &["Maintainer"]),
    class(403, "PUT", "/deployments", "403 Forbidden", Cause::Role, &["Developer", "allowed to deploy"]),
    class(403, "POST", "/approval", "403 Forbidden", Cause::Role, &["Reporter"]),
    class(403, "POST", "/deployments", "403 Forbidden", Cause::Role, &["Developer", "allowed to deploy"]),
    class(403, "GET", "/deployments", "403 Forbidden", Cause::Role, &["Reporter"]),
    class(403, "DELETE", "/environments/", "403 Forbidden", Cause::Role, &["that is stopped", "stop job"]),
    class(403, "POST", "/stop_stale", "403 Forbidden", Cause::Role, &["environments"]),
    class(403, "POST", "/stop", "403 Forbidden", Cause::Role, &["right to deploy"]),
    class(403, "", "/environments", "403 Forbidden", Cause::Role, &["environments"]),
    class(403, "GET", "/variables", "403 Forbidden", Cause::Role, &["Maintainer"]),
    class(403, "", "/repository/files", "into this branch", Cause::Role, &["cannot push to this protected branch"]),
    class(403, "", "/repository/", "403 Forbidden\"", Cause::Role, &["right to push", "`repository_access_level`"]),
    class(403, "GET", "/merge_requests", "403 Forbidden\"", Cause::Role, &["Reporter"]),
    class(403, "POST", "/merge_requests", "403 Forbidden\"", Cause::Role, &["Developer role", "`merge_requests_access_level`"]),
    class(403, "PUT", "/merge_requests/", "403 Forbidden\"", Cause::Role, &["author", "Developer role"]),
    class(403, "DELETE", "/merge_requests/", "403 Forbidden\"", Cause::Role, &["Owner role"]),
    class(403, "", "/projects/", "403 Forbidden", Cause::Role, &["lacks a role"]),
    // Not there.
    class(404, "PUT", "/integrations/", "\"error\"", Cause::NoEndpoint, &["an integration with this slug"]),
    class(404, "", "", "\"error\"", Cause::NoEndpoint, &["does not have this endpoint"]),
    class(404, "", "", "Project Not Found", Cause::Hidden, &["does not exist, or this token cannot see it"]),
    class(404, "", "", "Group Not Found", Cause::Hidden, &["group", "cannot see it"]),
    class(404, "", "", "User with ID", Cause::Absent, &["username"]),
    class(404, "GET", "/merge_trains/", "Merge Train", Cause::Absent, &["never been on a merge train"]),
    class(404, "POST", "/external_status_checks", "404", Cause::Absent, &["a protected branch that it names"]),
    class(404, "PUT", "/external_status_checks", "404", Cause::Absent, &["status check"]),
    class(404, "POST", "/status_check_responses", "", Cause::Absent, &["Developer"]),
    class(404, "", "/deployments", "404", Cause::Absent, &["deployment"]),
    class(404, "GET", "/repository/", "404 ", Cause::Absent, &["Plan again"]),
    class(404, "", "", "404", Cause::Absent, &["does not exist, or this token cannot see it"]),
    // The state of things.
    class(405, "", "", "moved projects", Cause::Moved, &["renamed or moved", "new path"]),
    class(405, "PUT", "/merge", "Method Not Allowed", Cause::Conflict, &["cannot be merged now"]),
    class(406, "", "", "format", Cause::NoEndpoint, &["dot"]),
    class(409, "POST", "", "SHA does not match", Cause::Conflict, &["someone pushed"]),
    class(409, "POST", "", "Auto-Merge", Cause::Conflict, &["already set to auto-merge"]),
    class(409, "POST", "", "already protected", Cause::Conflict, &["someone created it"]),
    class(409, "POST", "", "already exists", Cause::Conflict, &["someone created it"]),
    class(412, "DELETE", "", "412", Cause::Conflict, &["changed since it was read"]),
    // Rules of models.
    class(422, "", "/external_status_checks", "already been taken", Cause::Conflict, &["another status check"]),
    class(422, "", "/external_status_checks", "all protected branches", Cause::Invalid, &["Protect the branch first"]),
    class(422, "", "", "url is blocked", Cause::Invalid, &["outbound"]),
    class(422, "POST", "/retry", "must be failed", Cause::Conflict, &["only a failed"]),
    class(422, "PUT", "/hooks/", "Invalid url", Cause::Invalid, &["cannot change a variable"]),
    class(422, "POST", "/hooks", "Invalid url", Cause::Invalid, &["url_variables"]),
    class(422, "", "/hooks", "branch filter", Cause::Invalid, &["push_events_branch_filter"]),
    class(422, "", "/hooks", "ustom headers", Cause::Invalid, &["of a custom header"]),
    class(422, "", "/url_variables/", "Illegal", Cause::Invalid, &["hook's URL uses it"]),
    class(422, "", "/custom_headers/", "Illegal", Cause::Invalid, &["header's name"]),
    class(422, "", "/hooks", "ariables", Cause::Invalid, &["of a URL variable"]),
    class(422, "", "/protected_branches", "not a member", Cause::Invalid, &["Add the user to the project"]),
    class(422, "", "/protected_branches", "does not have access", Cause::Invalid, &["share the project"]),
    class(422, "POST", "/hooks", "Token is invalid", Cause::Invalid, &["line breaks"]),
    class(422, "PUT", "/hooks/", r#""token":["is invalid"]"#, Cause::Invalid, &["line breaks"]),
    class(422, "", "/protected_environments", "too short", Cause::Invalid, &["no one is left who can deploy"]),
    class(422, "", "/protected_environments", "can't be blank", Cause::Invalid, &["empty"]),
    class(422, "", "/protected_environments", "", Cause::Invalid, &["rejects these values"]),
    class(422, "", "", "too long", Cause::Invalid, &["Shorten"]),
    class(422, "", "", "already been taken", Cause::Conflict, &["like this already exists"]),
    class(422, "", "", "can't be blank", Cause::Invalid, &["empty"]),
    class(422, "PUT", "/merge", "cannot be merged", Cause::Conflict, &["rebase"]),
    // Limits and failures.
    class(429, "", "", "requested too many times", Cause::RateLimit, &["rate limit of this endpoint"]),
    class(429, "", "", "Retry later", Cause::RateLimit, &["--parallelism"]),
    class(500, "POST", "/external_status_checks", "Not allowed", Cause::Role, &["Maintainer"]),
    class(500, "", "/external_status_checks", "500", Cause::Server, &["255"]),
    class(500, "DELETE", "/url_variables/", "500", Cause::Server, &["still uses"]),
    class(500, "PUT", "/hooks/", "500", Cause::Server, &["event flag", "placeholder"]),
    class(500, "POST", "/hooks/", "500", Cause::Server, &["line break"]),
    class(500, "POST", "/hooks", "500", Cause::Server, &["event flag"]),
    class(500, "PUT", "/integrations/", "500", Cause::Server, &["null where a value is required"]),
    class(500, "POST", "/repository/commits", "500", Cause::Server, &["null where a value is required"]),
    class(500, "POST", "/approval_rules", "500", Cause::Server, &["null where a value is required"]),
    class(500, "POST", "/approval", "500", Cause::Server, &["rejection"]),
    class(500, "", "/protected_environments", "500", Cause::Server, &["null where a value is required"]),
    class(500, "", "/approval_rules", "500", Cause::Server, &["null where a value is required"]),
    class(500, "", "/environments", "500", Cause::Server, &["null where a value is required"]),
    class(500, "", "/protected_branches", "500", Cause::Server, &["null where true or false"]),
    class(500, "GET", "", "500", Cause::Server, &["Try again"]),
];

impl Class {
    fn fits(&self, status: u16, method: &str, path: &str, body: &str) -> bool {
        self.status == status
            && (self.method.is_empty() || self.method == method)
            && path.contains(self.path)
            && body.contains(self.body)
    }
}

#[test]
fn every_recorded_refusal_comes_out_as_a_sentence_that_helps() {
    let mut met = vec![0; CLASSES.len()];
    let mut problems = Vec::new();
    let mut seen = 0;
    for (file, step) in recorded() {
        let (request, response) = (&step["request"], &step["response"]);
        let Some(method) = method(request["method"].as_str().unwrap()) else { continue };
        let text = request["path"].as_str().unwrap();
        let path = path(text);
        let status = u16::try_from(response["status"].as_u64().unwrap()).unwrap();
        let body = &response["body"];
        let null =
            body.is_null() && response.get("body").is_some() && status < 300 && status != 204;
        if status < 400 && !null {
            continue;
        }
        seen += 1;
        let wire = match body {
            Value::String(text) => text.clone(),
            json => json.to_string(),
        };
        let id = response["headers"]["x-request-id"].as_str();
        let where_ = format!("{file}: {method} {text} {status} {body}");
        let Some(error) = ApiError::of_answer(method, &path, status, id, wire.as_bytes()) else {
            problems.push(format!("{where_}\n  no error"));
            continue;
        };
        let told = error.to_string();
        let mut wrong = |what: &str| problems.push(format!("{where_}\n  {what}: {told}"));
        let plain = text.split('?').next().unwrap();
        let found = CLASSES
            .iter()
            .position(|class| class.fits(status, method.as_str(), plain, &body.to_string()));
        match found {
            None => wrong("no class is written down for it"),
            Some(at) => {
                met[at] += 1;
                let class = &CLASSES[at];
                if error.cause() != Some(class.cause) {
                    wrong(&format!("the cause is {:?}, not {:?}", error.cause(), class.cause));
                }
                for word in class
                    .words
                    .iter()
                    .filter(|word| !told.to_lowercase().contains(&word.to_lowercase()))
                {
                    wrong(&format!("`{word}` is missing"));
                }
            }
        }
        if !told.starts_with(&format!("{method} {path}: GitLab answered {status}")) {
            wrong("it does not begin with what was asked and answered");
        }
        if id.is_some_and(|id| !told.contains(id)) {
            wrong("the request id is missing");
        }
        for leaf in leaves(body).into_iter().filter(|leaf| !told.contains(leaf.trim())) {
            wrong(&format!("the server's words `{leaf}` are missing"));
        }
        if error.next_step().is_empty()
            || !told.trim_end_matches('.').ends_with(error.next_step().trim_end_matches('.'))
        {
            wrong("there is no next step at the end");
        }
        if told.contains(|c: char| c.is_control())
            || told.contains("<token")
            || told.contains("{name}")
            || told.contains("{scope}")
        {
            wrong("it holds what must not be shown");
        }
        if error.is_not_found() != (error.cause() == Some(Cause::Absent)) {
            wrong("a missing object and a 404 disagree");
        }
    }
    for (class, _) in CLASSES.iter().zip(&met).filter(|(_, met)| **met == 0) {
        problems.push(format!(
            "nothing recorded fits {} {} {} {}",
            class.status, class.method, class.path, class.body
        ));
    }
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems.join("\n"));
    assert!(seen > 1_000, "only {seen} refusals were looked at");
}

/// A licence that is missing must not look like a wrong token, which stops everything.
#[test]
fn only_a_refused_token_stops_everything() {
    let check = |status: u16, path: &str, body: &str, expected: bool| {
        let error =
            ApiError::of_answer(Method::Get, &self::path(path), status, None, body.as_bytes())
                .unwrap();
        assert_eq!(error.is_auth(), expected, "{error}");
    };
    let plain = r#"{"message":"401 Unauthorized"}"#;
    check(401, "/user", plain, true);
    check(401, "/projects/1/external_status_checks", plain, false);
    check(
        401,
        "/projects/1/external_status_checks",
        r#"{"error":"invalid_token","error_description":"Token is expired."}"#,
        true,
    );
    check(403, "/user", r#"{"message":"403 Forbidden - Your account has been blocked."}"#, true);
    check(403, "/user", r#"{"message":"403 Forbidden"}"#, false);
    check(403, "/user", r#"{"error":"insufficient_scope","scope":"api"}"#, false);
    check(401, "/user", "<html><title>Sign in</title></html>", false);
}

#[test]
fn what_a_hostile_server_says_is_cut_and_cleaned() {
    let body = format!("{{\"message\":\"\\u001b[2Jred\\u202e\\n/close {}\"}}", "x".repeat(100_000));
    let path = ApiPath::new("hooks");
    let error =
        ApiError::of_answer(Method::Post, &path, 422, Some("id\n\u{1b}[0m"), body.as_bytes())
            .unwrap();
    let told = error.to_string();
    assert!(told.chars().count() < 1_000, "{}", told.len());
    assert!(!told.contains(|c: char| c.is_control() || c == '\u{202e}'), "{told}");
    assert!(told.contains("[2Jred") && told.contains('…'), "{told}");
}

#[test]
fn a_secret_that_the_server_echoes_is_taken_out() {
    let body = format!(
        "{{\"message\":\"value hunter2\\nsecond is bad {}hunter2\\nsecond\"}}",
        "x".repeat(490)
    );
    let path = ApiPath::new("hooks");
    let error = ApiError::of_answer(Method::Post, &path, 422, None, body.as_bytes()).unwrap();
    let error = error.without_secrets(["hunter2\nsecond", ""]);
    assert!(!error.to_string().contains("hunter"), "{error}");
    assert!(error.to_string().contains("value *** is bad"), "{error}");
}

/// The recordings of what labwright talks to, and of what holds everywhere. Others are there for the
/// sandbox alone.
const FAMILIES: &[&str] = &[
    "branches_create",
    "job_token_scope",
    "branches_delete",
    "commits_",
    "files_",
    "merge_requests_",
    "status_checks_",
    "hooks_",
    "merge_trains_",
    "deployments_",
    "deployment_approvals",
    "integrations",
    "approval_rules",
    "approvals_",
    "environments",
    "protected_environments",
    "protected_branches",
    "protection_branch_",
    "common_auth",
    "common_errors",
    "common_job_token",
    "common_paths",
    "common_sudo",
    "unlicensed",
    "admin_mode",
    "rate_limit",
];

fn recorded() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let is_ours = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        FAMILIES.iter().any(|family| name.starts_with(family))
    };
    files.retain(|path| is_ours(path));
    files.sort();
    let steps = |path: &Path| {
        let file = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).unwrap();
        let Value::Array(steps) = serde_json::from_str::<Value>(&text).unwrap()["steps"].take()
        else {
            panic!("{file}")
        };
        steps.into_iter().map(move |step| (file.clone(), step))
    };
    files.iter().flat_map(|path| steps(path)).collect()
}

/// HEAD and OPTIONS are not labwright's.
fn method(text: &str) -> Option<Method> {
    [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete]
        .into_iter()
        .find(|m| m.as_str() == text)
}

/// The path of a recording, its variables standing for themselves.
fn path(text: &str) -> ApiPath {
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    let decode =
        |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    let mut segments = path.trim_start_matches('/').split('/').map(decode);
    let mut all = ApiPath::new(&segments.next().unwrap());
    for segment in segments {
        all = all.seg(segment);
    }
    for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        all = all.query(&decode(key), decode(value));
    }
    all
}

/// The strings of a body; scopes are told in another form.
fn leaves(body: &Value) -> Vec<String> {
    match body {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(leaves).collect(),
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| *key != "scope")
            .flat_map(|(_, value)| leaves(value))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}
