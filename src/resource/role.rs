//! GitLab's roles: the number of each in the API, its word in files, and the level that checks compare.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::datum::Datum;
use super::lower::Lower;

/// All of them, from the lowest to the highest. GitLab returns 60 in access lists only, never as the role of a member.
const ROLES: [(u64, &str, Level); 9] = [
    (0, "no one", Level::None),
    (5, "minimal_access", Level::Guest),
    (10, "guest", Level::Guest),
    (15, "planner", Level::Guest),
    (20, "reporter", Level::Reporter),
    (30, "developer", Level::Developer),
    (40, "maintainer", Level::Maintainer),
    (50, "owner", Level::Owner),
    (60, "admin", Level::Owner),
];

/// The roles of members among them.
fn of_members() -> &'static [(u64, &'static str, Level)] {
    &ROLES[1..8]
}

/// The word of a number; `None` for a number that no role has.
pub(crate) fn word(number: u64) -> Option<&'static str> {
    ROLES.iter().find(|it| it.0 == number).map(|it| it.1)
}

/// The number of a word.
pub(crate) fn number(word: &str) -> Option<u64> {
    ROLES.iter().find(|it| it.1 == word).map(|it| it.0)
}

/// The role of a member, by GitLab's number. In files it is a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberRole(i64);

impl MemberRole {
    /// The role with GitLab's number, which may be one that files do not have.
    pub fn of(number: i64) -> Self {
        MemberRole(number)
    }

    /// The same for a number that has to be one of a role.
    ///
    /// # Errors
    /// When no role has it.
    pub fn known<E: serde::de::Error>(number: i64) -> Result<Self, E> {
        let role = MemberRole(number);
        role.word()
            .map(|_| role)
            .ok_or_else(|| E::custom(format!("no role has the number {number}")))
    }

    fn word(self) -> Option<&'static str> {
        let known = |it: &&(u64, &str, Level)| i64::try_from(it.0) == Ok(self.0);
        of_members().iter().find(known).map(|it| it.1)
    }
}

impl fmt::Display for MemberRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.word() {
            Some(word) => f.write_str(word),
            None => write!(f, "level {}", self.0),
        }
    }
}

impl Lower for MemberRole {
    fn lower(&self) -> Datum {
        match self.word() {
            Some(word) => Datum::Named(word, self.0),
            None => Datum::Text(self.to_string()),
        }
    }
}

impl<'de> Deserialize<'de> for MemberRole {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let word = Cow::<str>::deserialize(d)?;
        let role = of_members().iter().find(|it| it.1 == word);
        let number = role.and_then(|it| i64::try_from(it.0).ok());
        number.map(MemberRole).ok_or_else(|| D::Error::custom("expected the role of a member"))
    }
}

impl JsonSchema for MemberRole {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "MemberRole".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let one = |(_, word, _): &(u64, &str, Level)| {
            let about = match *word {
                "minimal_access" => "Minimal access, in groups only.".to_owned(),
                word => format!("{}{}.", word[..1].to_uppercase(), &word[1..]),
            };
            json!({ "type": "string", "const": word, "description": about })
        };
        let all: Vec<Value> = of_members().iter().map(one).collect();
        schemars::json_schema!({ "oneOf": all })
    }
}

/// A role in a project, or the administrator above all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not a member.
    None,
    /// Guest, 10, and every level below Reporter.
    Guest,
    /// Reporter, 20.
    Reporter,
    /// Developer, 30.
    Developer,
    /// Maintainer, 40.
    Maintainer,
    /// Owner, 50.
    Owner,
    /// Administrator of the instance.
    Administrator,
}

impl Level {
    /// The level of a number in GitLab's API. Numbers between two levels count as the lower one.
    pub fn of(access_level: u64) -> Level {
        let role = ROLES.iter().rfind(|it| it.0 <= access_level);
        role.map_or(Level::None, |it| it.2)
    }

    /// What a user with this level is: `is a Developer`.
    pub(crate) fn held(self) -> String {
        match self {
            Level::None => "is not a member".to_owned(),
            Level::Owner | Level::Administrator => format!("is an {self}"),
            level => format!("is a {level}"),
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::None => "none",
            Level::Guest => "Guest",
            Level::Reporter => "Reporter",
            Level::Developer => "Developer",
            Level::Maintainer => "Maintainer",
            Level::Owner => "Owner",
            Level::Administrator => "administrator",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_between_two_levels_is_the_lower_one() {
        for (number, level) in [
            (0, Level::None),
            (5, Level::Guest),
            (15, Level::Guest),
            (20, Level::Reporter),
            (35, Level::Developer),
            (40, Level::Maintainer),
            (60, Level::Owner),
        ] {
            assert_eq!(Level::of(number), level, "{number}");
        }
    }
}
