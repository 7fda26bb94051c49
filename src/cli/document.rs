//! Documents for programs: JSON and YAML of the same values.
//!
//! Text in them can come from anyone. Characters that act on a terminal are written as escapes, which both formats
//! support, so nothing is lost and nothing acts on the terminal.

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::problem::invisible;
use crate::render::job_log;

/// The document as YAML.
///
/// # Errors
/// The document cannot be written as YAML. This never happens with JSON values.
pub(super) fn yaml(value: &Value) -> Result<String, serde_yaml::ser_error::Error> {
    Ok(escaped(&serde_yaml::to_string(&Quoting(value))?, yaml_escape))
}

fn yaml_escape(it: char) -> String {
    match u32::from(it) {
        code @ ..=0xFFFF => format!("\\u{code:04x}"),
        code => format!("\\U{code:08x}"),
    }
}

/// A value whose texts are in double quotes if they contain characters that must be escaped: YAML supports escapes only
/// there. Keys are GitLab's own; in any other key the escapes are written as plain text.
struct Quoting<'a>(&'a Value);

impl Serialize for Quoting<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::String(text) if escaped(text, yaml_escape) != *text => {
                serde_yaml::DoubleQuoted(text).serialize(serializer)
            }
            Value::Array(items) => serializer.collect_seq(items.iter().map(Quoting)),
            Value::Object(fields) => serializer.collect_map(
                fields.iter().map(|(key, it)| (escaped(key, yaml_escape), Quoting(it))),
            ),
            other => other.serialize(serializer),
        }
    }
}

/// The document as JSON.
pub(super) fn json(value: &Value) -> String {
    escaped(&format!("{value:#}\n"), json_escape)
}

/// The document as JSON in one line.
pub(super) fn line(value: &Value) -> String {
    escaped(&format!("{value}\n"), json_escape)
}

fn json_escape(it: char) -> String {
    let mut units = [0; 2];
    it.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}

/// Writes characters that act on a terminal as escapes. In both formats such characters occur only within quotes.
fn escaped(text: &str, escape: impl Fn(char) -> String) -> String {
    let mut harmless = String::with_capacity(text.len());
    for (at, it) in text.char_indices() {
        // In a job log, GitLab reads it as the beginning or end of a section.
        let marks = it == '_' && job_log::is_marker(&text[..at], &text[at + 1..]);
        if acts(it) || marks {
            harmless += &escape(it);
        } else {
            harmless.push(it);
        }
    }
    harmless
}

/// The document as YAML in one line, for values in a file that people read.
pub(super) fn inline(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) if is_plain(text) => text.clone(),
        Value::String(_) => escaped(&value.to_string(), yaml_escape),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(inline).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(fields) if fields.is_empty() => "{}".to_owned(),
        Value::Object(fields) => {
            let field = |(key, it): (&String, &Value)| {
                format!("{}: {}", inline(&Value::String(key.clone())), inline(it))
            };
            let fields: Vec<String> = fields.iter().map(field).collect();
            format!("{{ {} }}", fields.join(", "))
        }
    }
}

/// Words that some readers of YAML take for something else than a text.
const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

/// Whether a text needs no quotes anywhere in YAML.
fn is_plain(text: &str) -> bool {
    let word = |it: &str| {
        !it.is_empty() && it.chars().all(|it| it.is_ascii_alphanumeric() || "_./@-".contains(it))
    };
    text.starts_with(|it: char| it.is_ascii_alphabetic())
        && text.split(' ').all(word)
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

fn acts(it: char) -> bool {
    it != '\n' && invisible(it)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::clean;
    use serde_json::{Map, json};

    #[rustfmt::skip]
    const TEXTS: &[&str] = &[
        "", " ", "~", "null", "yes", "No", "on", "1", "0x1F", "1e3", ".inf", "1:2", "2026-01-01",
        "- a", "a: b", "a #b", "#b", "{a}", "[a]", "*a", "&a", "!a", "%a", "@a", "`a", "'a'",
        "\"a\"", "a\\b", "a\nb", "a\n\nb\n", "\na", " a\n  b\n", "a\r\nb", "a\tb", "\t", "\u{0}",
        "\u{7}", "\u{1b}[31m", "\u{7f}", "\u{85}", "\u{9b}31m", "\u{a0}", "\u{2028}",
        "\u{202e}abc", "\u{feff}a", "\u{e0041}", "größer ✓ 🦊", "---", "...", "? a", "| a", "> a",
        "=", "<<", "section_start:1:x", "a section_ end:1:x\r",
    ];

    fn hostile() -> Value {
        let is_harmless = |it: &&&str| escaped(it, yaml_escape) == ***it;
        let pair = |it: &&str| ((*it).to_owned(), json!(it));
        let keys: Map<_, _> = TEXTS.iter().filter(is_harmless).map(pair).collect();
        json!({
            "texts": TEXTS, "long": "word ".repeat(100), "keys": keys,
            "lists": [[], [[]], {}, [{}]], "numbers": [u64::MAX, i64::MIN, 1.5, 1e300],
        })
    }

    #[test]
    fn whatever_gitlab_says_is_the_same_document_in_json_and_harmless() {
        let text = super::json(&hostile());
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), hostile());
        assert!(text.lines().all(|it| clean(it) == it && job_log::without_markers(it) == it));
        let line = line(&hostile());
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), hostile());
        assert_eq!(line.strip_suffix('\n').map(|it| clean(it) == it), Some(true));
    }

    #[test]
    fn whatever_gitlab_says_is_the_same_document_in_yaml_and_harmless() {
        let text = yaml(&hostile()).unwrap();
        assert_eq!(serde_yaml::from_str::<Value>(&text).unwrap(), hostile(), "{text}");
        let is_harmless = |it: &str| clean(it) == it && job_log::without_markers(it) == it;
        assert!(text.lines().all(is_harmless), "{text:?}");
    }

    #[test]
    fn a_key_that_acts_is_told_in_plain_text() {
        let text = yaml(&json!({ "a\u{202e}b": 1, "a\u{9b}b": 2 })).unwrap();
        assert!(text.contains("u202e") && text.lines().all(|it| clean(it) == it), "{text:?}");
        assert_eq!(serde_yaml::from_str::<Map<_, Value>>(&text).unwrap().len(), 2);
    }
}
