//! SSH keys of users.
//!
//! A key is unique over the whole instance. GitLab keeps its type and its body, not the comment, and changes nothing: a change
//! deletes the key and creates it again (measured).

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::super::deploy_key::fingerprint;
use super::User;
use crate::resource::{
    Call, Change, Duplicates, Fields, Halt, In, Kind, Level, Live, Look, Needs, Object, Rank,
    Setting, Spec, Tier,
};

/// A public SSH key of a user.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct SshKey {
    /// Public key. Its type and body identify it; a comment after them is ignored.
    #[schemars(regex(pattern = "^[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( .*)?$"), extend("patternErrorMessage" = "a public SSH key: its type, its body, and perhaps a comment"), example = &"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGeuI7Zx7oGupoqe3KT4kDpRwuG82/XKtlQWv1ZZmFWp")]
    pub key: String,
    /// Title of the key.
    #[serde(default)]
    #[schemars(length(min = 1, max = 255), example = &"laptop")]
    pub title: Setting<String>,
    /// Day on which the key stops working, as YYYY-MM-DD.
    #[serde(default)]
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), extend("patternErrorMessage" = "a date, as YYYY-MM-DD"), example = &"2030-12-31")]
    pub expires_at: Setting<String>,
    /// What the key can be used for.
    #[serde(default)]
    #[schemars(extend("enum" = ["auth", "signing", "auth_and_signing"]), example = &"auth", example = &"signing")]
    pub usage_type: Setting<String>,
}

impl Kind for SshKey {
    const SPEC: Spec = Spec {
        identity: &["key"],
        keyed: fingerprint,
        required: &["title"],
        ..Spec::list(
            "keys",
            "SSH key",
            In::Object(User::SPEC.kind),
            Rank::Contents,
            Needs::of(Tier::Free, Level::None, Level::Administrator),
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { key, title, expires_at, usage_type } = self;
        f.identity("key", key);
        f.plain("title", title);
        f.plain("expires_at", expires_at).or_null();
        f.plain("usage_type", usage_type).default("auth_and_signing");
    }

    /// GitLab returns a day as its first moment, and the name of the user in place of the comment.
    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        let mut object: Map<String, Value> = Deserialize::deserialize(raw)?;
        let day = object.get("expires_at").and_then(Value::as_str);
        if let Some(day) = day.and_then(|it| it.strip_suffix("T00:00:00.000Z")).map(Value::from) {
            object.insert("expires_at".to_owned(), day);
        }
        let own = Self::deserialize(Value::Object(object))?;
        let key = own.key.split(' ').take(2).collect::<Vec<_>>().join(" ");
        Ok(Self { key, ..own })
    }

    fn update(
        &self,
        live: &Live<'_>,
        _changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let calls = Call::replace(look, live.path.clone(), &live.rows, &self.rows());
        Ok(calls.into_iter().map(|it| it.because("GitLab cannot change a key")).collect())
    }
}
