//! Levels and entries of protections, as a seed writes them.

use serde::Deserialize;

/// An access level: a number, or a role as files write it; `nobody` is `no one`, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "NumberOrWord")]
pub struct SeedLevel(
    /// The number.
    pub u8,
);

#[derive(Deserialize)]
#[serde(untagged)]
enum NumberOrWord {
    Number(u8),
    Word(String),
}

impl TryFrom<NumberOrWord> for SeedLevel {
    type Error = String;

    fn try_from(value: NumberOrWord) -> Result<Self, String> {
        Ok(SeedLevel(match value {
            NumberOrWord::Number(number) => number,
            NumberOrWord::Word(word) => match word.as_str() {
                "guest" => 10,
                "planner" => 15,
                "reporter" => 20,
                "developer" => 30,
                "maintainer" => 40,
                "owner" => 50,
                "admin" => 60,
                "no one" | "nobody" => 0,
                other => {
                    return Err(format!(
                        "`{other}` is not an access level; use no one, guest, planner, reporter, developer, maintainer, owner, admin, or a number"
                    ));
                }
            },
        }))
    }
}

/// An entry of a protection: a level, or an object with one of these.
#[derive(Debug, Clone, Deserialize)]
#[serde(
    untagged,
    expecting = "expected no one, guest, planner, reporter, developer, maintainer, owner, admin, a number, or a mapping with one of `level`, `user`, `group`, and `deploy_key`"
)]
pub enum SeedAccess {
    /// A level.
    Level(SeedLevel),
    /// Somebody.
    Somebody(SeedSomebody),
}

/// An entry of a protection with named parts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeedSomebody {
    /// ID of the entry.
    pub id: Option<u64>,
    /// A level.
    pub level: Option<SeedLevel>,
    /// A user by name.
    pub user: Option<String>,
    /// A group by path.
    pub group: Option<String>,
    /// A deploy key by ID.
    pub deploy_key: Option<u64>,
}
