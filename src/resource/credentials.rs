//! A user and a password that GitLab expects in a URL, and returns at most as present.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::datum::Datum;
use super::hole::Hole;
use super::lower::Lower;
use super::secret::{PRESENT, Secret, text_or_secret};

/// A user and a password for another server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Credentials {
    /// User name at the other server, or where it is.
    pub user: Login,
    /// Password or access token of the user.
    #[serde(default)]
    #[schemars(example = &serde_json::json!({ "env": "MIRROR_TOKEN" }))]
    pub password: Option<Secret>,
}

/// A user name, or a reference to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Login {
    /// The name.
    Text(String),
    /// Where the name is.
    Secret(Secret),
}

impl<'de> Deserialize<'de> for Login {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        text_or_secret(d, Login::Text, Login::Secret)
    }
}

impl JsonSchema for Login {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Login".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": ["string", "object"],
            "errorMessage": "A user name, or where it is: `{ env: NAME }` or `{ file: PATH }`.",
            "minLength": 1,
            "if": { "type": "string" },
            "then": { "title": "a user name" },
            "else": generator.subschema_for::<Secret>(),
            "examples": ["mirror-bot"],
        })
    }
}

impl Lower for Login {
    fn lower(&self) -> Datum {
        match self {
            Login::Text(it) => Datum::Text(it.clone()),
            Login::Secret(it) => Datum::Secret(it.clone()),
        }
    }
}

impl Lower for Credentials {
    fn lower(&self) -> Datum {
        let mut fields = BTreeMap::from([("user".to_owned(), self.user.lower())]);
        fields.extend(self.password.as_ref().map(|it| ("password".to_owned(), it.lower())));
        Datum::Record(fields)
    }
}

/// A URL without its user and password, and which of both it has. The user of an SSH URL is a part of the address.
pub(crate) fn parted(url: &str) -> (Cow<'_, str>, Option<Value>) {
    let parts = url.split_once("://").and_then(|(scheme, rest)| {
        let end = rest.find('/').unwrap_or(rest.len());
        let at = rest[..end].rfind('@')?;
        Some((scheme, &rest[..at], &rest[at + 1..]))
    });
    let Some((scheme, user, host)) = parts else { return (Cow::Borrowed(url), None) };
    if scheme == "ssh" && !user.contains([':', '*']) {
        return (Cow::Borrowed(url), None);
    }
    let mut there = json!({ "user": { PRESENT: true } });
    if user.contains(':') {
        there["password"] = json!({ PRESENT: true });
    }
    (Cow::Owned(format!("{scheme}://{host}")), Some(there))
}

/// Moves the field `credentials` of a body into its `url`.
pub(crate) fn joined(body: &mut Value) {
    let Some(fields) = body.as_object_mut() else { return };
    let Some(Value::Object(credentials)) = fields.shift_remove("credentials") else { return };
    let encoded =
        |field: &str| Some(Hole::Encoded(Box::new(credentials.get(field)?.clone())).value());
    let Some((scheme, rest)) =
        fields.get("url").and_then(Value::as_str).and_then(|it| it.split_once("://"))
    else {
        return;
    };
    let mut parts = vec![json!(format!("{scheme}://"))];
    parts.extend(encoded("user"));
    parts.extend(encoded("password").into_iter().flat_map(|it| [json!(":"), it]));
    parts.push(json!(format!("@{rest}")));
    let url = Hole::Text(parts).value();
    fields.insert("url".to_owned(), url);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_parted_from_its_credentials() {
        let check = |url: &str, bare: &str, has: &[&str]| {
            let (found, there) = parted(url);
            let fields = there.as_ref().and_then(Value::as_object);
            let fields: Vec<_> = fields.into_iter().flat_map(|it| it.keys()).collect();
            assert_eq!(
                (&*found, fields.as_slice()),
                (
                    bare,
                    has.iter()
                        .map(|it| (*it).to_owned())
                        .collect::<Vec<_>>()
                        .iter()
                        .collect::<Vec<_>>()
                        .as_slice()
                ),
                "{url}"
            );
        };
        check(
            "https://*****:*****@git.example.com/a.git",
            "https://git.example.com/a.git",
            &["user", "password"],
        );
        check(
            "https://*****@git.example.com/a@b.git",
            "https://git.example.com/a@b.git",
            &["user"],
        );
        check("https://git.example.com/a@b.git", "https://git.example.com/a@b.git", &[]);
        check("ssh://git@git.example.com/a.git", "ssh://git@git.example.com/a.git", &[]);
        check(
            "ssh://*****:*****@git.example.com/a",
            "ssh://git.example.com/a",
            &["user", "password"],
        );
        check("nonsense", "nonsense", &[]);
    }
}
