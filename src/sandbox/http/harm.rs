//! What can go wrong with a call, and what is answered then.
//!
//! The answers that replace the work are a table ([`Harm::answer`]).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use super::request::Request;

/// How a call fails.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Harm {
    /// The connection closes before the work is done.
    DropBefore,
    /// The work is done, and the connection closes before the first byte of the answer.
    DropAfter,
    /// The work is done, and the connection closes in the middle of the answer.
    CutOff,
    /// Nothing is done, and no answer ever comes.
    StallBefore,
    /// The work is done, and no answer ever comes.
    StallAfter,
    /// The answer comes late.
    Slow {
        /// The delay.
        milliseconds: u64,
    },
    /// 401, as for an unknown token, and for missing rights and licences.
    Unauthorized,
    /// 401, as for a token that was revoked.
    Revoked,
    /// 403.
    Forbidden,
    /// 404 of the object.
    NotFound,
    /// 404 of the project.
    Hidden,
    /// 409 `Resource lock`.
    ResourceLock,
    /// 412.
    PreconditionFailed,
    /// 429: the limit of the middleware in plain text, or the application's own in JSON.
    Throttle {
        /// `Retry-After` in seconds; none by default.
        #[serde(default)]
        retry_after: Option<u64>,
        /// `Retry-After` as a date.
        #[serde(default)]
        as_date: bool,
        /// As the application's limiter answers.
        #[serde(default)]
        json: bool,
    },
    /// 500.
    Crash,
    /// 502, a proxy's HTML page.
    BadGateway,
    /// The response is lost immediately, and the work is done later: a proxy gave up, but GitLab did not.
    Late {
        /// The delay.
        milliseconds: u64,
        /// What comes in place of the response.
        #[serde(default)]
        answer: Loss,
    },
    /// 503.
    Unavailable {
        /// `Retry-After` in seconds; none by default.
        #[serde(default)]
        retry_after: Option<u64>,
    },
    /// A front end passes `%2F` on as `/`.
    DecodeSlashes,
    /// A front end passes `%2F` on as `%252F`.
    EncodeSlashesAgain,
    /// 302 to another URL.
    Redirect {
        /// The URL.
        to: String,
    },
    /// 200 with the HTML page of a login.
    LoginPage,
    /// 200 with the body `null`; nothing is done.
    Nothing,
    /// A refusal or redirect that repeats everything that was sent, headers and body, in its body, its `Location`, and its
    /// `X-Request-Id`.
    Echo {
        /// Its status.
        status: u16,
    },
    /// Any other answer; nothing is done.
    Answer(Answer),
    /// The work is done, and the answer is the first half of the JSON.
    Truncated,
    /// The work is done, and the answer claims to be HTML.
    WrongType,
    /// The work is done, and one value of the JSON is replaced.
    Replaced {
        /// Where it is: a JSON pointer.
        at: String,
        /// The new value.
        with: Value,
    },
    /// The work is done, and one value of the JSON is missing.
    Removed {
        /// Where it was: a JSON pointer.
        at: String,
    },
    /// One value of the body is ignored, and the work is done with the rest.
    Ignores {
        /// Where it is: a JSON pointer.
        at: String,
    },
    /// A page begins with the last object of the previous page, as if the list had grown at its beginning.
    Repeats,
    /// A page lacks its first object, as if the list had shrunk at its beginning.
    Skips,
    /// The regular answer, with the headers of a rate limit.
    Quota {
        /// `RateLimit-Limit`.
        limit: u64,
        /// `RateLimit-Remaining`.
        remaining: u64,
        /// Seconds until `RateLimit-Reset`.
        reset: u64,
    },
}

/// What a client gets if a proxy gives up on a call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Loss {
    /// 502.
    #[default]
    BadGateway,
    /// 503.
    Unavailable,
    /// 504.
    GatewayTimeout,
    /// The connection is closed.
    Drop,
}

/// A custom answer.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Headers, `content-type` among them.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The body.
    #[serde(default)]
    pub body: String,
}

impl Answer {
    fn new(status: u16, kind: &str, body: impl Into<String>) -> Answer {
        Answer { status, body: body.into(), ..Answer::default() }.with("content-type", kind)
    }

    fn json(status: u16, body: &Value) -> Answer {
        Answer::new(status, "application/json", body.to_string())
    }

    fn with(mut self, name: &str, value: impl ToString) -> Answer {
        self.headers.insert(name.to_owned(), value.to_string());
        self
    }

    fn after(self, seconds: Option<u64>) -> Answer {
        match seconds {
            Some(seconds) => self.with("retry-after", seconds),
            None => self,
        }
    }
}

impl Harm {
    /// The path that arrives, if it differs from the one that was sent.
    pub(crate) fn path(&self, sent: &str) -> Option<String> {
        match self {
            Harm::DecodeSlashes => Some(sent.replace("%2F", "/")),
            Harm::EncodeSlashesAgain => Some(sent.replace("%2F", "%252F")),
            _ => None,
        }
    }

    /// The body that arrives, if it differs from the one that was sent.
    pub(crate) fn body(&self, sent: &[u8]) -> Option<Vec<u8>> {
        let Harm::Ignores { at } = self else { return None };
        let mut body = serde_json::from_slice(sent).ok()?;
        remove(&mut body, at);
        Some(body.to_string().into_bytes())
    }

    /// The answers that replace the work. `None` if the work is done.
    pub(crate) fn answer(&self, request: &Request) -> Option<Answer> {
        let message = |status: u16, text: &str| Answer::json(status, &json!({ "message": text }));
        Some(match self {
            Harm::Unauthorized => message(401, "401 Unauthorized"),
            Harm::Revoked => Answer::json(
                401,
                &json!({
                    "error": "invalid_token",
                    "error_description": "Token was revoked. You have to re-authorize from the user.",
                }),
            ),
            Harm::Forbidden => message(403, "403 Forbidden"),
            Harm::NotFound => message(404, "404 Not found"),
            Harm::Hidden => message(404, "404 Project Not Found"),
            Harm::ResourceLock => message(409, "409 Conflict: Resource lock"),
            Harm::PreconditionFailed => message(412, "412 Precondition Failed"),
            Harm::Throttle { retry_after, as_date, json } => {
                throttled(*retry_after, *as_date, *json)
            }
            Harm::Crash => message(500, "500 Internal Server Error"),
            Harm::BadGateway | Harm::Late { answer: Loss::BadGateway, .. } => {
                proxy_page("502 Bad Gateway", 502)
            }
            Harm::Late { answer: Loss::GatewayTimeout, .. } => {
                proxy_page("504 Gateway Time-out", 504)
            }
            Harm::Late { answer: Loss::Unavailable, .. } => unavailable(None),
            Harm::Unavailable { retry_after } => unavailable(*retry_after),
            Harm::Redirect { to } => Answer::new(302, "text/html", "").with("location", to),
            Harm::LoginPage => Answer::new(
                200,
                "text/html; charset=utf-8",
                "<!DOCTYPE html><html><head><title>Sign in</title></head><body></body></html>",
            ),
            Harm::Nothing => Answer::json(200, &Value::Null),
            Harm::Echo { status } => echo(*status, request),
            Harm::Answer(answer) => answer.clone(),
            _ => return None,
        })
    }
}

fn proxy_page(title: &str, status: u16) -> Answer {
    let page = format!(
        "<html><head><title>{title}</title></head><body><center>nginx</center></body></html>"
    );
    Answer::new(status, "text/html", page)
}

fn unavailable(retry_after: Option<u64>) -> Answer {
    Answer::new(503, "text/plain", "Service Unavailable").after(retry_after)
}

fn throttled(retry_after: Option<u64>, as_date: bool, json: bool) -> Answer {
    let now = Timestamp::now();
    let then = later(now, retry_after.unwrap_or(60));
    let answer = if json {
        let text = "This endpoint has been requested too many times. Try again later.";
        Answer::json(429, &json!({ "message": { "error": text } }))
    } else {
        Answer::new(429, "text/plain", "Retry later\n")
            .with("ratelimit-limit", 60)
            .with("ratelimit-name", "throttle_authenticated_api")
            .with("ratelimit-observed", 61)
            .with("ratelimit-remaining", 0)
            .with("ratelimit-reset", then.as_second())
            .with("ratelimit-resettime", http_date(then))
    };
    match retry_after {
        Some(_) if as_date => {
            answer.with("retry-after", http_date(then)).with("date", http_date(now))
        }
        other => answer.after(other),
    }
}

pub(crate) fn later(now: Timestamp, seconds: u64) -> Timestamp {
    let wait = SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
    now.checked_add(wait).unwrap_or(Timestamp::MAX)
}

fn http_date(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// Everything that was sent, in every place from which a client might quote it.
fn echo(status: u16, request: &Request) -> Answer {
    let headers: Vec<_> =
        request.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let body = String::from_utf8_lossy(&request.body);
    let text = format!("refused: {body} {}", headers.join(" "));
    let token = request.header("private-token").unwrap_or_default();
    let answer = Answer::json(status, &json!({ "message": text }));
    let line: String = format!("{token} {body}").chars().filter(|it| !it.is_control()).collect();
    let place = percent_encoding::utf8_percent_encode(&line, percent_encoding::NON_ALPHANUMERIC);
    let answer = match status {
        300..=399 => answer.with("location", format!("https://elsewhere.example.com/{place}")),
        _ => answer,
    };
    answer.with("x-request-id", line)
}

/// Takes a value out of JSON.
pub(crate) fn remove(json: &mut Value, at: &str) {
    let Some((parent, key)) = at.rsplit_once('/') else { return };
    let key = key.replace("~1", "/").replace("~0", "~");
    match json.pointer_mut(parent) {
        Some(Value::Object(fields)) => drop(fields.remove(&key)),
        Some(Value::Array(items)) => {
            if let Some(at) = key.parse().ok().filter(|at| *at < items.len()) {
                items.remove(at);
            }
        }
        _ => {}
    }
}
