//! What a refusal means, and what to do about it.
//!
//! The knowledge is in [`table`], with one row for each refusal. This module only chooses a row and fills it in.

mod table;

use super::errors::{ApiError, Cause, Trouble};
use super::mask::Mask;
use super::path::decode;
use super::refusal_words::{RefusalWords, refusal_words};
use super::untrusted::one_line;
use super::{ApiPath, Method};
use std::time::Duration;

/// One refusal that labwright knows. The first row that matches is used.
struct Row {
    /// The methods; empty for any.
    methods: &'static [Method],
    /// Segments of the path: `*` is any segment, `**` at the end is any rest, `~` at the beginning is the instance, or any group
    /// or project; empty for any path.
    path: &'static str,
    /// The first and the last status.
    status: (u16, u16),
    /// One of these is in `shape: words`, in lower case; empty for any words.
    says: &'static [&'static str],
    cause: Cause,
    /// What it means. `{scope}` and `{name}` are filled in.
    means: &'static str,
    /// What to do next.
    next: &'static str,
}

impl Row {
    fn fits(&self, method: Method, path: &ApiPath, status: u16, words: &str) -> bool {
        (self.status.0..=self.status.1).contains(&status)
            && (self.methods.is_empty() || self.methods.contains(&method))
            && matches(self.path, path)
            && (self.says.is_empty() || self.says.iter().any(|says| words.contains(says)))
    }
}

fn matches(pattern: &str, path: &ApiPath) -> bool {
    if pattern.is_empty() {
        return true;
    }
    if let Some(below) = pattern.strip_prefix("~/") {
        let scopes = ["", "groups/*/", "projects/*/"];
        return scopes.iter().any(|scope| matches(&format!("{scope}{below}"), path));
    }
    let mut segments = path.segments();
    for wanted in pattern.split('/') {
        match (wanted, segments.next()) {
            ("**", _) => return true,
            ("*", Some(_)) => {}
            (wanted, Some(segment)) if wanted == segment => {}
            _ => return false,
        }
    }
    segments.next().is_none()
}

/// The error for a response with a status of 400 or more. `trouble` has the request and the response.
pub(crate) fn refused(trouble: Trouble, body: &[u8], mask: &Mask, proven: bool) -> ApiError {
    let words = refusal_words(body);
    let status = trouble.status.unwrap_or_default();
    let (cause, means, next) = meaning(trouble.method, &trouble.path, status, &words, proven);
    // Only the title of an HTML page is worth quoting; JSON and text are the server's own words.
    let trouble = trouble.saying(&words.text, mask).explained(means, next);
    ApiError::Refused(cause, Box::new(trouble))
}

impl ApiError {
    /// The error that a response is, or `None` if it is a success; nothing is sent. A 204 has no body, every other
    /// success must have one that is not `null`.
    pub fn of_answer(
        method: Method,
        path: &ApiPath,
        status: u16,
        request_id: Option<&str>,
        body: &[u8],
    ) -> Option<Self> {
        let request_id = request_id.map(|id| one_line(id, 100));
        let trouble = Trouble { status: Some(status), request_id, ..Trouble::new(method, path) };
        match status {
            204 => None,
            200..=299 if body.trim_ascii() == b"null" => Some(nothing(trouble)),
            200..=399 => None,
            _ => Some(refused(trouble, body, &Mask::default(), false)),
        }
    }
}

fn meaning(
    method: Method,
    path: &ApiPath,
    status: u16,
    said: &RefusalWords,
    proven: bool,
) -> (Cause, String, String) {
    let words = format!("{}: {}", said.shape, said.text).to_lowercase();
    let row = table::ROWS.iter().find(|row| row.fits(method, path, status, &words));
    let row = match row {
        // Some endpoints return 401 where others return 403: a token that has worked is not unknown.
        Some(row)
            if row.cause == Cause::Token && proven && words == "message: 401 unauthorized" =>
        {
            &table::NO_RIGHT
        }
        Some(row) => row,
        None => &table::UNKNOWN,
    };
    // A 401 for a licence looks like a wrong token until the token has worked.
    let doubt = if row.cause == Cause::Licence && status == 401 && !proven {
        " (if no other call works, the token is wrong)"
    } else {
        ""
    };
    let scope = said.scope.as_deref().map_or_else(|| "api".to_owned(), scopes);
    let name = path.segments().nth(1).map_or_else(String::new, |name| one_line(&decode(name), 120));
    let fill = |text: &str| text.replace("{scope}", &scope).replace("{name}", &name);
    (row.cause, fill(row.means) + doubt, fill(row.next))
}

/// `mcp mcp api read_api` becomes `mcp, api, or read_api`.
fn scopes(text: &str) -> String {
    let mut all: Vec<&str> = Vec::new();
    for scope in text.split_whitespace() {
        if !all.contains(&scope) {
            all.push(scope);
        }
    }
    match all.split_last() {
        None => "api".to_owned(),
        Some((last, [])) => one_line(last, 60),
        Some((last, [one])) => one_line(&format!("{one} or {last}"), 200),
        Some((last, rest)) => one_line(&format!("{}, or {last}", rest.join(", ")), 200),
    }
}

/// The error if the responses of a run take more memory than the limit.
pub(super) fn too_much(trouble: Trouble, limit: usize) -> ApiError {
    let means = format!(
        "with this response, the responses of this run take more than {} MB of memory",
        limit >> 20
    );
    let next = "Read less in one run: plan in parts with --only or --shard, or filter with `get`";
    ApiError::TooMuch(Box::new(trouble.explained(means, next)))
}

/// A 2xx without the object that it must have: nothing was written.
pub(crate) fn nothing(trouble: Trouble) -> ApiError {
    let means = match trouble.method.changes() {
        true => "the response is empty, so nothing was written",
        false => "the response is empty, so the state is unknown",
    };
    let next = "Check for a value that this GitLab rejects (null or empty where it requires one), and see the documentation of its version";
    ApiError::Refused(Cause::Nothing, Box::new(trouble.explained(means, next)))
}

/// What to do about a response that does not come from GitLab.
pub(super) const NOT_GITLAB: &str =
    "Try again; if the problem persists, check for a proxy between labwright and GitLab";

/// A success that this method never has: a proxy's own response, or a part of GitLab's.
pub(crate) fn odd_success(trouble: Trouble) -> ApiError {
    let status = trouble.status.unwrap_or_default();
    let is = match status {
        203 => "a response that a proxy has changed",
        206 => "only a part of a response",
        _ => "not a valid response",
    };
    let means = format!("{status} is {is} to a {}, so labwright does not use it", trouble.method);
    ApiError::Unusable(Box::new(trouble.explained(means, NOT_GITLAB)))
}

/// A web page where GitLab's API has none.
pub(crate) fn web_page(trouble: Trouble, body: &[u8], server: &str, mask: &Mask) -> ApiError {
    let means = format!("{server} returned a web page instead of a response of GitLab's API");
    let next = "Check the address: it must be the root of GitLab, without a login page or proxy in front of /api/v4";
    // A page may contain anything, even secrets: only its title is quoted.
    let title = Some(refusal_words(body)).filter(|it| it.shape == "html").map(|it| it.text);
    let trouble = trouble.saying(&title.unwrap_or_default(), mask);
    ApiError::Unusable(Box::new(trouble.explained(means, next)))
}

/// A 2xx that is not JSON. It is never quoted: it may contain anything, even secrets.
pub(crate) fn not_json(trouble: Trouble, body: &[u8], server: &str, mask: &Mask) -> ApiError {
    let means = match refusal_words(body).shape {
        "html" => return web_page(trouble, body, server, mask),
        "empty" => "the response is empty",
        _ => "the response is not valid JSON; it may be truncated",
    };
    ApiError::Unusable(Box::new(trouble.explained(means, NOT_GITLAB)))
}

/// A redirect that is not the one of a renamed project.
pub(crate) fn redirect(
    trouble: Trouble,
    location: Option<&str>,
    server: &str,
    mask: &Mask,
) -> ApiError {
    let mut shown = one_line(location.unwrap_or("nowhere"), 200);
    mask.text(&mut shown);
    // A query may contain a session or a signature.
    let shown = shown.split(['?', '#']).next().unwrap_or_default();
    let lower = shown.to_ascii_lowercase();
    let to_https = server.strip_prefix("http://").is_some_and(|rest| {
        lower.starts_with(&format!("https://{}", rest.split([':', '/']).next().unwrap_or(rest)))
    });
    let login = ["sign_in", "login", "saml", "oauth", "sso", "auth"]
        .iter()
        .any(|word| lower.contains(word));
    let (means, next) = if login {
        (
            format!(
                "the server redirects to a login page, {shown}: it is not GitLab's API, or it requires single sign-on"
            ),
            "Check the address; if a proxy requires a login, use an address that bypasses it"
                .to_owned(),
        )
    } else if to_https {
        (
            "the server redirects to https".to_owned(),
            format!("Use {} as the address", server.replacen("http://", "https://", 1)),
        )
    } else if trouble.method.changes() {
        (
            format!(
                "the server redirects to {shown}, and labwright never sends a write to another address"
            ),
            "If that is the right GitLab, use its address".to_owned(),
        )
    } else {
        (
            format!(
                "the server redirects to {shown}, and labwright never sends the token to another address"
            ),
            "If that is the right GitLab, use its address".to_owned(),
        )
    };
    ApiError::Unusable(Box::new(trouble.explained(means, next)))
}

/// A wait that is longer than labwright waits.
pub(crate) fn too_long_a_wait(trouble: Trouble, wait: Duration, longest: Duration) -> ApiError {
    let asked = if wait == Duration::MAX {
        "a very long time".to_owned()
    } else {
        format!("{} s", wait.as_secs())
    };
    let means = format!(
        "GitLab is limiting requests and asks for a wait of {asked}, more than the {} s that labwright waits",
        longest.as_secs()
    );
    let next = "Try again later, allow longer waits with --max-wait, or lower --parallelism; an administrator can raise the limit";
    ApiError::Refused(Cause::RateLimit, Box::new(trouble.explained(means, next)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_about_segments() {
        let check = |pattern: &str, path: ApiPath, expected: bool| {
            assert_eq!(matches(pattern, &path), expected, "{pattern} {path}");
        };
        let checks = || ApiPath::new("projects").seg("a/b").seg("external_status_checks");
        check("projects/*/external_status_checks/**", checks(), true);
        check("projects/*/external_status_checks/**", checks().seg(5).query("x", 1), true);
        check("projects/*/external_status_checks", checks().seg(5), false);
        check("projects/*/external_status_checks/*", checks(), false);
        check("hooks/**", ApiPath::new("hooks"), true);
        check("hooks/**", ApiPath::new("projects").seg(1).seg("hooks"), false);
        check("", ApiPath::new("anything"), true);
    }

    #[test]
    fn every_row_has_its_words_in_lower_case_and_two_sentences() {
        for row in table::ROWS {
            for says in row.says {
                assert_eq!(*says, says.to_lowercase());
            }
            assert!(!row.means.is_empty() && !row.next.is_empty());
            assert!(!row.means.ends_with('.') && !row.next.ends_with('.'), "{}", row.means);
            assert!(row.status.0 <= row.status.1);
        }
    }

    #[test]
    fn every_status_has_a_row_that_takes_all() {
        let path = ApiPath::new("anything");
        for status in 400..600 {
            let words = refusal_words(b"words that nobody has seen");
            let (_, means, _) = meaning(Method::Get, &path, status, &words, true);
            assert!(!means.contains("does not know"), "{status}");
        }
    }
}
