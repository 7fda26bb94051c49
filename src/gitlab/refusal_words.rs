//! The words of a refusal, whatever shape the body has.
//!
//! GitLab returns errors in a dozen shapes, and a proxy in front of it in others. Nothing here knows their meaning.

use super::untrusted::{KEPT, one_line};
use serde_json::Value;

/// The words of a refusal and the shape they came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RefusalWords {
    /// The words, on one line.
    pub(crate) text: String,
    /// `message`, `error`, `json`, `plain`, `html` or `empty`: tells GitLab's routes, its models and proxies apart.
    pub(crate) shape: &'static str,
    /// The scopes of an `insufficient_scope`.
    pub(crate) scope: Option<String>,
}

/// Reads the body of a refusal.
pub(crate) fn refusal_words(body: &[u8]) -> RefusalWords {
    let (shape, text, scope) = read(body);
    RefusalWords { text: one_line(&text, KEPT), shape, scope }
}

fn read(body: &[u8]) -> (&'static str, String, Option<String>) {
    if let Ok(value) = serde_json::from_slice::<Value>(body) {
        return match value {
            Value::Null => ("empty", String::new(), None),
            Value::Object(map) => {
                let scope = map.get("scope").map(flat).filter(|scope| !scope.is_empty());
                let get = |key: &str| map.get(key).map(flat).filter(|text| !text.is_empty());
                let all = |keys: &[&str]| {
                    keys.iter().filter_map(|key| get(key)).collect::<Vec<_>>().join(": ")
                };
                if map.contains_key("error") {
                    ("error", all(&["error", "error_description", "message"]), scope)
                } else if map.contains_key("message") {
                    ("message", all(&["message", "reason"]), scope)
                } else {
                    ("json", flat(&Value::Object(map)), scope)
                }
            }
            Value::String(text) => ("plain", text, None),
            other => ("json", flat(&other), None),
        };
    }
    let text = String::from_utf8_lossy(body);
    let text = text.trim();
    if text.is_empty() {
        ("empty", String::new(), None)
    } else if text.starts_with('<') {
        ("html", html_title(text), None)
    } else {
        ("plain", text.to_owned(), None)
    }
}

/// `{"url": ["is blocked"], "name": ["is too long"]}` becomes `url is blocked; name is too long`.
fn flat(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(items) => joined(items.iter().map(flat)),
        Value::Object(map) => {
            joined(map.iter().map(|(key, value)| match (key.as_str(), flat(value)) {
                ("error" | "message" | "base", text) => text,
                (key, text) => format!("{key} {text}"),
            }))
        }
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// The title, or the first heading, of a page.
fn html_title(page: &str) -> String {
    let lower = page.to_ascii_lowercase();
    let between = |open: &str, close: &str| {
        let start = lower.find(open)?;
        let start = start + lower[start..].find('>')? + 1;
        let end = start + lower[start..].find(close)?;
        Some(page[start..end].trim().to_owned()).filter(|title| !title.is_empty())
    };
    between("<title", "</title").or_else(|| between("<h1", "</h1")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_of_a_refusal_is_read() {
        let check = |body: &str, shape: &str, text: &str| {
            let said = refusal_words(body.as_bytes());
            assert_eq!((said.shape, said.text.as_str()), (shape, text), "{body}");
        };
        check(r#"{"message":"404 Project Not Found"}"#, "message", "404 Project Not Found");
        check(
            r#"{"message":{"url":["is blocked","is invalid"],"name":["is too long"]}}"#,
            "message",
            "url is blocked; is invalid; name is too long",
        );
        check(
            r#"{"message":["Not allowed","Name has already been taken"]}"#,
            "message",
            "Not allowed; Name has already been taken",
        );
        check(r#"{"message":null}"#, "message", "");
        check(r#"{"message":{"error":"too many times"}}"#, "message", "too many times");
        check(r#"{"message":{"base":["no"]}}"#, "message", "no");
        check(r#"{"error":"name is missing"}"#, "error", "name is missing");
        check(
            r#"{"error":"invalid_token","error_description":"Token is expired."}"#,
            "error",
            "invalid_token: Token is expired.",
        );
        check(r#"{"errors":[{"detail":"x"}]}"#, "json", "errors detail x");
        check("Retry later\n", "plain", "Retry later");
        check("<html><head><TITLE lang=en>502 Bad\nGateway</TITLE>", "html", "502 Bad Gateway");
        check("<h1>Oops</h1>", "html", "Oops");
        check("<html>", "html", "");
        check("", "empty", "");
        check("null", "empty", "");
        check("[]", "json", "");
        let scope = refusal_words(
            br#"{"error":"insufficient_scope","error_description":"x","scope":"api read_api"}"#,
        );
        assert_eq!(scope.scope.as_deref(), Some("api read_api"));
    }
}
