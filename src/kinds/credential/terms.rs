//! The fields that all credentials have, and how long one is valid.

use schemars::{Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize as _, Deserializer};
use serde_json::{Map, Value, json};

use super::nature::{Nature, SAVE_TO};
use super::sink::{Sink, VariableSink};
use super::span::Days;
use crate::gitlab::ApiPath;
use crate::resource::{
    Address, Call, Check, Checks, Fresh, Halt, Kind, Live, Look, Object, Rows, Scope, Setting,
    TokenCommand,
};

/// How long a new one is valid.
pub(in crate::kinds) const EXPIRES_IN: &str = "expires_in";
/// Until when it is valid.
pub(in crate::kinds) const EXPIRES_AT: &str = "expires_at";
/// The age from which a new one replaces it.
pub(in crate::kinds) const RENEW_AFTER: &str = "renew_after";
/// How long before its end a new one replaces it.
pub(in crate::kinds) const RENEW_BEFORE: &str = "renew_before";

/// An example of a sink.
pub(in crate::kinds) fn example() -> Value {
    json!([{ "variable": { "key": "BOT_TOKEN" } }])
}

/// What the example of a credential has that is not renewed.
pub(in crate::kinds) fn apart() -> Value {
    json!({ SAVE_TO: example() })
}

/// The schema of a list of scopes. Which ones there are depends on the version of GitLab.
pub(in crate::kinds) fn scopes(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "array",
        "minItems": 1,
        "items": {
            "title": "a scope",
            "type": "string",
            "pattern": "^[a-z0-9_]+$",
            "patternErrorMessage": "a scope, such as `read_api`",
        },
    })
}

/// The name of a credential in a response; GitLab accepts some without one.
pub(in crate::kinds) fn name_or(name: String, id: u64) -> String {
    if name.is_empty() { format!("(nameless {id})") } else { name }
}

/// Reads the scopes in a response.
///
/// # Errors
/// When one is not the name of a scope: the credential must not be replaced because of it.
pub(in crate::kinds) fn read_scopes<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<String>, D::Error> {
    let scopes = Vec::<String>::deserialize(from)?;
    match scopes.iter().any(String::is_empty) {
        true => Err(D::Error::custom("a scope is empty")),
        false => Ok(scopes),
    }
}

/// The fields that all credentials have.
#[derive(Debug)]
pub(in crate::kinds) struct Terms<'t> {
    pub expires_in: Option<Days>,
    pub expires_at: Option<&'t String>,
    pub renew_before: Option<Days>,
    pub renew_after: Option<Days>,
    pub save_to: &'t Setting<Vec<Sink>>,
}

/// A kind of credentials.
pub(in crate::kinds) trait Credential: Kind + Object {
    const NATURE: Nature;

    fn terms(&self) -> Terms<'_>;

    /// The calls that take one that exists elsewhere, if none is to be created.
    ///
    /// # Errors
    /// Why there is none, or a fact that was not read yet or could not be read.
    fn taken(&self, _rows: &Rows, _look: &Look<'_>) -> Result<Option<Vec<Call>>, Halt> {
        Ok(None)
    }

    /// Whether GitLab accepts no further one here.
    ///
    /// # Errors
    /// A fact that was not read yet, or could not be read.
    fn is_full(_look: &Look<'_>) -> Result<bool, Halt> {
        Ok(false)
    }

    /// The path that creates one, and what it is sent in addition to the fields.
    ///
    /// # Errors
    /// A fact that was not read yet, or could not be read.
    fn creation(look: &Look<'_>) -> Result<(ApiPath, Map<String, Value>), Halt> {
        Ok((look.collection(), Map::new()))
    }

    /// Where each of them is found by its ID.
    fn items(look: &Look<'_>) -> ApiPath {
        look.collection()
    }

    /// The path whose deletion takes one away, and how to check that.
    ///
    /// # Errors
    /// A fact that was not read yet, or could not be read.
    fn removal(live: &Live<'_>, look: &Look<'_>) -> Result<(ApiPath, Check), Halt> {
        let gone = Check::gone(Fresh::List(look.list_here(), look.spec().listing));
        Ok((live.path.clone(), gone))
    }

    /// What a reader should know of the kind, in addition to the remarks of all credentials.
    fn notes(&self, _live: Option<&Live<'_>>) -> Vec<String> {
        Vec::new()
    }
}

impl Terms<'_> {
    fn save_to(&self) -> &[Sink] {
        self.save_to.value().map(Vec::as_slice).unwrap_or_default()
    }

    /// The variables that the value is put into.
    pub(super) fn sinks(&self) -> Vec<&VariableSink> {
        self.save_to().iter().filter_map(|it| it.variable.as_ref()).collect()
    }

    /// The commands that get it.
    pub(super) fn commands(&self, nature: &Nature) -> Vec<TokenCommand> {
        self.save_to().iter().filter_map(|it| it.command(nature)).collect()
    }

    /// How many days before its end a new one is due.
    pub(super) fn margin(&self) -> i64 {
        let (Some(Days(whole)), None) = (self.expires_in, self.renew_before) else {
            return self.renew_before.map_or(0, |it| it.0);
        };
        // One that is valid for a shorter time would be due from its first day.
        (whole / 4).max(7).min(whole - 1)
    }

    /// Offline checks of these fields.
    pub(in crate::kinds) fn check(&self, nature: &Nature, checks: &mut Checks) {
        if self.expires_in.is_some() && self.expires_at.is_some() {
            checks.refuse(
                EXPIRES_AT,
                "`expires_at` and `expires_in` exclude each other",
                "remove `expires_at`, so that labwright renews it, or remove `expires_in`",
            );
        }
        match (self.expires_in, self.renew_before) {
            (None, Some(_)) => checks.refuse(
                RENEW_BEFORE,
                "`renew_before` has no effect without `expires_in`",
                "add `expires_in`, or remove `renew_before`",
            ),
            (Some(whole), Some(margin)) if margin.0 >= whole.0 => checks.refuse(
                RENEW_BEFORE,
                "every apply would replace it: `renew_before` is not less than `expires_in`",
                "lower `renew_before`",
            ),
            _ => {}
        }
        self.save_to().iter().for_each(|it| it.check(nature, checks));
    }

    /// The variables that it is put into.
    pub(in crate::kinds) fn writes(&self, scope: &Scope) -> Vec<(&'static str, Address)> {
        self.sinks().iter().map(|it| (SAVE_TO, it.address(scope))).collect()
    }
}
