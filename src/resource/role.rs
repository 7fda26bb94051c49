//! GitLab's roles: the number of each in the API, its word in files, and the level that checks compare.

use super::needs::Level;

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

/// The word of a number; `None` for a number that no role has.
pub(crate) fn word(number: u64) -> Option<&'static str> {
    ROLES.iter().find(|it| it.0 == number).map(|it| it.1)
}

/// The number of a word.
pub(crate) fn number(word: &str) -> Option<u64> {
    ROLES.iter().find(|it| it.1 == word).map(|it| it.0)
}

/// The level of a number. Numbers between two roles count as the lower one.
pub(super) fn level(number: u64) -> Level {
    let role = ROLES.iter().rfind(|it| it.0 <= number);
    role.map_or(Level::None, |it| it.2)
}
