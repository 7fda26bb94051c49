//! What all credentials have in common whose value GitLab returns only when it creates them: where the value is put, which of
//! several of one name is current, and when a new one replaces it.
//!
//! The current one is the one that its sinks name: the description of a variable carries the ID. **Invariants:** a credential
//! that a sink names is never revoked, and sinks are read again right before a revocation. Whatever interrupts an apply leaves at
//! worst an active credential that no sink names; the next apply replaces it, and revokes it last.

mod current;
mod deliver;
mod renew;
mod sink;
mod span;

pub(super) use current::{chosen, complete};
pub(super) use renew::{create, delete, remarks, spares, tidies, update};
pub use sink::{Field, Sink, VariableSink};
pub use span::Days;
pub(super) use span::day_of;

use schemars::{Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize as _, Deserializer};
use serde_json::{Value, json};

use crate::resource::{Address, Checks, Kind, Object, Produced, Scope, Setting};

/// Where the value is put.
pub(super) const SAVE_TO: &str = "save_to";
/// How long a new one is valid.
pub(super) const EXPIRES_IN: &str = "expires_in";
/// Until when it is valid.
pub(super) const EXPIRES_AT: &str = "expires_at";
/// The age from which a new one replaces it.
pub(super) const RENEW_AFTER: &str = "renew_after";
/// How long before its end a new one replaces it.
pub(super) const RENEW_BEFORE: &str = "renew_before";

/// An example of a sink.
pub(super) fn example() -> Value {
    json!([{ "variable": { "key": "BOT_TOKEN" } }])
}

/// The schema of a list of scopes. Which ones there are depends on the version of GitLab.
pub(super) fn scopes(_: &mut SchemaGenerator) -> Schema {
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
pub(super) fn name_or(name: String, id: u64) -> String {
    if name.is_empty() { format!("(nameless {id})") } else { name }
}

/// Reads the scopes in a response.
///
/// # Errors
/// When one is not the name of a scope: the credential must not be replaced because of it.
pub(super) fn read_scopes<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let scopes = Vec::<String>::deserialize(from)?;
    match scopes.iter().any(String::is_empty) {
        true => Err(D::Error::custom("a scope is empty")),
        false => Ok(scopes),
    }
}

/// What every credential implements of [`Kind`] in the same way.
macro_rules! life {
    () => {
        fn complete(
            &self,
            live: &mut $crate::resource::Live<'_>,
            look: &$crate::resource::Look<'_>,
        ) -> Result<(), $crate::resource::Halt> {
            $crate::kinds::credential::complete(self, live, look)
        }

        fn create(
            &self,
            rows: &$crate::resource::Rows,
            look: &$crate::resource::Look<'_>,
        ) -> Result<Vec<$crate::resource::Call>, $crate::resource::Halt> {
            $crate::kinds::credential::create(self, rows, look)
        }

        fn update(
            &self,
            live: &$crate::resource::Live<'_>,
            changes: Vec<$crate::resource::Change>,
            look: &$crate::resource::Look<'_>,
        ) -> Result<Vec<$crate::resource::Call>, $crate::resource::Halt> {
            $crate::kinds::credential::update(self, live, changes, look)
        }

        fn writes(
            &self,
            scope: &$crate::resource::Scope,
        ) -> Vec<(&'static str, $crate::resource::Address)> {
            $crate::kinds::credential::Credential::terms(self).writes(scope)
        }

        fn chosen(
            &self,
            twins: &[&$crate::resource::Live<'_>],
            look: &$crate::resource::Look<'_>,
        ) -> Result<Option<usize>, $crate::resource::Halt> {
            $crate::kinds::credential::chosen(self, twins, look)
        }

        fn tidies(
            &self,
            live: &$crate::resource::Live<'_>,
            look: &$crate::resource::Look<'_>,
        ) -> Result<Vec<$crate::resource::Call>, $crate::resource::Halt> {
            $crate::kinds::credential::tidies(self, live, look)
        }

        fn remarks(
            &self,
            live: Option<&$crate::resource::Live<'_>>,
            look: &$crate::resource::Look<'_>,
        ) -> Vec<String> {
            $crate::kinds::credential::remarks(self, live, look)
        }

        fn spares(
            live: &$crate::resource::Live<'_>,
            look: &$crate::resource::Look<'_>,
        ) -> Result<Option<String>, $crate::resource::Halt> {
            $crate::kinds::credential::spares::<Self>(live, look)
        }

        fn delete(
            live: &$crate::resource::Live<'_>,
            look: &$crate::resource::Look<'_>,
        ) -> Result<Vec<$crate::resource::Call>, $crate::resource::Halt> {
            $crate::kinds::credential::delete::<Self>(live, look)
        }
    };
}
pub(super) use life;

/// What differs between credentials.
pub(super) struct Nature {
    /// What descriptions of variables call it, so that the IDs of two kinds are told apart.
    pub noun: &'static str,
    /// The field of a response that is the value.
    pub secret: &'static str,
    /// What responses to its creation bring.
    pub produces: &'static [Produced],
    /// GitLab returns the value again later, so that it need not be put anywhere.
    pub readable: bool,
    /// The field of a response with the ID of the user that it belongs to, and to nobody else.
    pub bot: Option<&'static str>,
}

/// The fields that all credentials have.
#[derive(Debug)]
pub(super) struct Terms<'t> {
    pub expires_in: Option<Days>,
    pub expires_at: Option<&'t String>,
    pub renew_before: Option<Days>,
    pub renew_after: Option<Days>,
    pub save_to: &'t Setting<Vec<Sink>>,
}

/// A kind of credentials.
pub(super) trait Credential: Kind + Object {
    const NATURE: Nature;

    fn terms(&self) -> Terms<'_>;
}

impl Terms<'_> {
    fn sinks(&self) -> &[Sink] {
        self.save_to.value().map(Vec::as_slice).unwrap_or_default()
    }

    /// How many days before its end a new one is due.
    fn margin(&self) -> i64 {
        let (Some(Days(whole)), None) = (self.expires_in, self.renew_before) else {
            return self.renew_before.map_or(0, |it| it.0);
        };
        // One that is valid for a shorter time would be due from its first day.
        (whole / 4).max(7).min(whole - 1)
    }

    /// Offline checks of these fields.
    pub(super) fn check(&self, nature: &Nature, checks: &mut Checks) {
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
        self.sinks().iter().for_each(|it| it.check(nature, checks));
    }

    /// The variables that it is put into.
    pub(super) fn writes(&self, scope: &Scope) -> Vec<(&'static str, Address)> {
        self.sinks().iter().map(|it| (SAVE_TO, it.address(scope))).collect()
    }
}
