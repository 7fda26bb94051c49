//! What a kind needs: of the server a tier and a version, of the token's user a role.
//!
//! Said once, by the kind; the texts of the schema, `labwright explain` and `labwright doctor` are made of it.

use std::fmt;

use crate::gitlab::Method;

/// What GitLab sells a feature in. A higher tier has all of the lower ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Every GitLab.
    Free,
    /// Premium and Ultimate.
    Premium,
    /// Ultimate alone.
    Ultimate,
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Tier::Free => "Free",
            Tier::Premium => "Premium",
            Tier::Ultimate => "Ultimate",
        })
    }
}

/// A role in a project, or the one that stands above all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// No member.
    None,
    /// Guest, 10; and every level below Reporter.
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
    /// The level of a number as GitLab's API tells it. Numbers between two levels count as the lower one.
    pub fn of(access_level: u64) -> Level {
        match access_level {
            0 => Level::None,
            1..20 => Level::Guest,
            20..30 => Level::Reporter,
            30..40 => Level::Developer,
            40..50 => Level::Maintainer,
            _ => Level::Owner,
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

/// For [`Needs::frozen`]: an archived project rejects every write of the kind.
pub const EVERY_WRITE: &[Method] = &[Method::Post, Method::Put, Method::Patch, Method::Delete];

/// What objects of a kind need.
#[derive(Debug, Clone, Copy)]
pub struct Needs {
    /// The tier without which there is nothing of the kind.
    pub tier: Tier,
    /// The role that reads it in a private project: what a plan needs.
    pub read: Level,
    /// The role that writes it: what an apply needs.
    pub write: Level,
    /// What writing needs besides, after the role: `and the right to merge`. Empty for nothing.
    pub besides: &'static str,
    /// The methods that an archived project rejects: GitLab freezes some features there, and not every call of each.
    pub frozen: &'static [Method],
    /// The first GitLab that has it, where it is not as old as everything that labwright talks to.
    pub since: Option<(u32, u32)>,
    /// The attribute of a project that only a GitLab with the licence tells, and the first that tells it: where the
    /// collection itself does not say that the licence is missing.
    pub told_by: Option<(&'static str, (u32, u32))>,
    /// Fields that need more than the kind.
    pub fields: &'static [FieldNeeds],
}

/// What a field needs beyond its kind.
#[derive(Debug, Clone, Copy)]
pub struct FieldNeeds {
    /// What it is called in the files.
    pub field: &'static str,
    /// The tier it needs.
    pub tier: Tier,
    /// The first GitLab that has it.
    pub since: Option<(u32, u32)>,
    /// See [`Needs::told_by`].
    pub told_by: Option<(&'static str, (u32, u32))>,
}

impl FieldNeeds {
    /// A field of a newer GitLab.
    pub const fn since(field: &'static str, major: u32, minor: u32) -> Self {
        Self { field, tier: Tier::Free, since: Some((major, minor)), told_by: None }
    }

    /// A field of a dearer GitLab.
    pub const fn tier(field: &'static str, tier: Tier) -> Self {
        Self { field, tier, since: None, told_by: None }
    }
}

fn server(tier: Tier, since: Option<(u32, u32)>) -> Option<String> {
    let version = since.map(|(major, minor)| format!("{major}.{minor} or newer"));
    match (tier, version) {
        (Tier::Free, None) => None,
        (Tier::Free, Some(version)) => Some(format!("GitLab {version}")),
        (tier, None) => Some(format!("GitLab {tier}")),
        (tier, Some(version)) => Some(format!("GitLab {tier}, {version}")),
    }
}

/// One paragraph for the documentation of the kind.
impl fmt::Display for Needs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let role = |level| match level {
            Level::Administrator => "an administrator's token".to_owned(),
            level => format!("the role {level}"),
        };
        let besides = if self.besides.is_empty() { "" } else { " " };
        let who = if self.read == self.write && self.besides.is_empty() {
            role(self.write)
        } else {
            format!(
                "{} for a plan, {}{besides}{} for an apply",
                role(self.read),
                role(self.write),
                self.besides
            )
        };
        match server(self.tier, self.since) {
            Some(server) => write!(f, "Needs {server}; {who}."),
            None => write!(f, "Needs {who}."),
        }
    }
}

/// One sentence for the documentation of the field.
impl fmt::Display for FieldNeeds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match server(self.tier, self.since) {
            Some(server) => write!(f, "Needs {server}."),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Needs = Needs {
        tier: Tier::Free,
        read: Level::Reporter,
        write: Level::Maintainer,
        besides: "",
        frozen: &[],
        since: None,
        told_by: None,
        fields: &[],
    };

    #[test]
    fn what_is_needed_is_a_sentence() {
        let check = |needs: Needs, expected: &str| assert_eq!(needs.to_string(), expected);
        check(PLAIN, "Needs the role Reporter for a plan, the role Maintainer for an apply.");
        check(
            Needs { tier: Tier::Premium, since: Some((15, 6)), read: Level::Maintainer, ..PLAIN },
            "Needs GitLab Premium, 15.6 or newer; the role Maintainer.",
        );
        check(
            Needs { write: Level::Developer, besides: "and the right to merge", ..PLAIN },
            "Needs the role Reporter for a plan, the role Developer and the right to merge for an apply.",
        );
        let admin = Level::Administrator;
        check(Needs { read: admin, write: admin, ..PLAIN }, "Needs an administrator's token.");
        assert_eq!(FieldNeeds::since("name", 17, 1).to_string(), "Needs GitLab 17.1 or newer.");
        assert_eq!(FieldNeeds::tier("x", Tier::Premium).to_string(), "Needs GitLab Premium.");
    }

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
