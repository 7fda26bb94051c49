//! What a refusal means, and what to do about it.
//!
//! The knowledge is [`table`]: one more refusal is one more row there. Here rows are only chosen and filled in.

mod table;

use super::errors::{ApiError, Cause, Trouble};
use super::mask::Mask;
use super::path::decode;
use super::said::{Said, said};
use super::untrusted::one_line;
use super::{ApiPath, Method};
use std::time::Duration;

/// One refusal that is known. The first row that fits is taken.
struct Row {
    /// The methods it is about; none = any.
    methods: &'static [Method],
    /// Segments of the path: `*` is any one, `**` at the end is any rest; empty = any path.
    path: &'static str,
    /// The first and the last status.
    status: (u16, u16),
    /// Any of these stands in `shape: words`, in lower case; none = any words.
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

/// Makes the error of an answer with a status of 400 or more. `trouble` tells what was asked and answered.
pub(crate) fn refused(trouble: Trouble, body: &[u8], mask: &Mask, proven: bool) -> ApiError {
    let words = said(body);
    let status = trouble.status.unwrap_or_default();
    let (cause, means, next) = meaning(trouble.method, &trouble.path, status, &words, proven);
    // An HTML page says nothing worth quoting but its title; JSON and text are the server's own words.
    let trouble = trouble.saying(&words.text, mask).explained(means, next);
    ApiError::Refused(cause, Box::new(trouble))
}

fn meaning(
    method: Method,
    path: &ApiPath,
    status: u16,
    said: &Said,
    proven: bool,
) -> (Cause, String, String) {
    let words = format!("{}: {}", said.shape, said.text).to_lowercase();
    let row = table::ROWS.iter().find(|row| row.fits(method, path, status, &words));
    let row = match row {
        // Some endpoints answer 401 where others answer 403: a token that has worked is not unknown.
        Some(row)
            if row.cause == Cause::Token && proven && words == "message: 401 unauthorized" =>
        {
            &table::NO_RIGHT
        }
        Some(row) => row,
        None => &table::UNKNOWN,
    };
    // A licence's 401 looks like a wrong token until the token has been seen to work.
    let doubt = if row.cause == Cause::Licence && status == 401 && !proven {
        " (if nothing else works either, the token is wrong)"
    } else {
        ""
    };
    let scope = said.scope.as_deref().map_or_else(|| "api".to_owned(), scopes);
    let name = path.segments().nth(1).map_or_else(String::new, |name| one_line(&decode(name), 120));
    let fill = |text: &str| text.replace("{scope}", &scope).replace("{name}", &name);
    (row.cause, fill(row.means) + doubt, fill(row.next))
}

/// `mcp mcp api read_api` becomes `mcp, api or read_api`.
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
        Some((last, rest)) => one_line(&format!("{} or {last}", rest.join(", ")), 200),
    }
}

/// Where the answers of a run take more memory than there is for them.
pub(super) fn too_much(trouble: Trouble, limit: usize) -> ApiError {
    let means =
        format!("with this answer, those of this run take more than {} MB of memory", limit >> 20);
    let next = "Ask for less at once: plan in parts with --only or --shard, or filter with `get`";
    ApiError::TooMuch(Box::new(trouble.explained(means, next)))
}

/// A 2xx without the object that it should have: nothing was written.
pub(crate) fn nothing(trouble: Trouble) -> ApiError {
    let status = trouble.status.unwrap_or_default();
    let means = match trouble.method.changes() {
        true => format!("GitLab answered {status} with nothing in it: nothing was written"),
        false => {
            format!("GitLab answered {status} with nothing in it, so what is there stays unknown")
        }
    };
    let next = "Look for a value that this GitLab does not take (null or empty where it wants one), and compare its version's documentation";
    ApiError::Refused(Cause::Nothing, Box::new(trouble.explained(means, next)))
}

/// What to do about an answer that GitLab does not give.
pub(super) const NOT_GITLAB: &str =
    "Try again; if it stays, look at what stands between here and GitLab";

/// A success that this method never has: a proxy's own answer, or a part of GitLab's.
pub(crate) fn odd_success(trouble: Trouble) -> ApiError {
    let status = trouble.status.unwrap_or_default();
    let is = match status {
        203 => "an answer that something on the way has changed",
        206 => "a part of an answer",
        _ => "no answer",
    };
    let means = format!("{status} is {is} to a {}, so it is not relied on", trouble.method);
    ApiError::Unusable(Box::new(trouble.explained(means, NOT_GITLAB)))
}

/// A 2xx that is not JSON.
pub(crate) fn not_json(trouble: Trouble, body: &[u8], server: &str, mask: &Mask) -> ApiError {
    let words = said(body);
    let (means, next) = match words.shape {
        "html" => (
            format!("{server} answered with a web page, not with GitLab's API"),
            "Check the address: it must be GitLab's root, and no login page or proxy may stand before /api/v4",
        ),
        "empty" => ("the answer is empty".to_owned(), NOT_GITLAB),
        _ => ("the answer is not valid JSON; it may be cut off".to_owned(), NOT_GITLAB),
    };
    // What could not be read may hold anything, secrets too: only a page's title is worth quoting.
    let quoted = if words.shape == "html" { words.text.as_str() } else { "" };
    ApiError::Unusable(Box::new(trouble.saying(quoted, mask).explained(means, next)))
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
    // A query may hold a session or a signature.
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
                "it redirects to a login page, {shown}: this is not GitLab's API, or it wants single sign-on"
            ),
            "Check the address; where a proxy asks for a login, use an address that leads past it"
                .to_owned(),
        )
    } else if to_https {
        (
            "it redirects to https".to_owned(),
            format!("Write {} as the address", server.replacen("http://", "https://", 1)),
        )
    } else if trouble.method.changes() {
        (
            format!("it redirects to {shown}, and a write is never sent elsewhere"),
            "If that is the GitLab you mean, write its address".to_owned(),
        )
    } else {
        (
            format!("it redirects to {shown}, and the token is never sent elsewhere"),
            "If that is the GitLab you mean, write its address".to_owned(),
        )
    };
    ApiError::Unusable(Box::new(trouble.explained(means, next)))
}

/// A wait that is longer than anybody would sit through.
pub(crate) fn too_long_a_wait(trouble: Trouble, wait: Duration, longest: Duration) -> ApiError {
    let asked = if wait == Duration::MAX {
        "a very long time".to_owned()
    } else {
        format!("{} s", wait.as_secs())
    };
    let means = format!(
        "GitLab is limiting requests and asks to wait {asked}, more than the {} s that labwright waits",
        longest.as_secs()
    );
    let next = "Run it again later, allow longer waits with --max-wait, or lower --parallelism; an administrator can raise the limit";
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
            let words = said(b"words that nobody has seen");
            let (_, means, _) = meaning(Method::Get, &path, status, &words, true);
            assert!(!means.contains("does not know"), "{status}");
        }
    }
}
