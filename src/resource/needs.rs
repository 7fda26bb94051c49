//! What a kind requires: a tier and a version of the server, and a role of the token's user.
//!
//! Each kind declares it once; the schema, `labwright explain`, and `labwright doctor` derive their texts from it.

use std::fmt;

use super::role::Level;
use crate::gitlab::Method;

/// A tier of GitLab. A higher tier includes the lower ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Every GitLab.
    Free,
    /// Premium and Ultimate.
    Premium,
    /// Ultimate only.
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

/// For [`Needs::frozen`]: an archived project rejects every write of the kind.
pub const EVERY_WRITE: &[Method] = &[Method::Post, Method::Put, Method::Patch, Method::Delete];

/// What objects of a kind require.
#[derive(Debug, Clone, Copy)]
pub struct Needs {
    /// The lowest tier that has the kind.
    pub tier: Tier,
    /// The role that can read it in a private project, which a plan requires.
    pub read: Level,
    /// The role that can write it, which an apply requires.
    pub write: Level,
    /// What writing requires in addition to the role: `and the right to merge`. Empty for nothing.
    pub besides: &'static str,
    /// The methods that an archived project rejects: GitLab freezes only some features there, and not all of their calls.
    pub frozen: &'static [Method],
    /// The first GitLab version that has it; `None` if all supported versions do.
    pub since: Option<(u32, u32)>,
    /// An attribute of a project that GitLab returns only with the licence, and the first version that returns it. Needed
    /// if the collection itself does not show that the licence is missing.
    pub shown_by: Option<(&'static str, (u32, u32))>,
    /// Fields that require more than the kind.
    pub fields: &'static [FieldNeeds],
}

/// What a field requires in addition to its kind.
#[derive(Debug, Clone, Copy)]
pub struct FieldNeeds {
    /// Its name in the files.
    pub field: &'static str,
    /// The lowest tier that has it.
    pub tier: Tier,
    /// The first GitLab version that has it.
    pub since: Option<(u32, u32)>,
    /// See [`Needs::shown_by`].
    pub shown_by: Option<(&'static str, (u32, u32))>,
}

impl Needs {
    /// A kind that requires a tier and two roles, and nothing else.
    pub const fn of(tier: Tier, read: Level, write: Level) -> Self {
        Needs {
            tier,
            read,
            write,
            besides: "",
            frozen: &[],
            since: None,
            shown_by: None,
            fields: &[],
        }
    }
}

impl FieldNeeds {
    /// A field that requires a newer GitLab.
    pub const fn since(field: &'static str, major: u32, minor: u32) -> Self {
        Self { field, tier: Tier::Free, since: Some((major, minor)), shown_by: None }
    }

    /// A field that requires a higher tier.
    pub const fn tier(field: &'static str, tier: Tier) -> Self {
        Self { field, tier, since: None, shown_by: None }
    }
}

fn server(tier: Tier, since: Option<(u32, u32)>) -> Option<String> {
    let version = since.map(|(major, minor)| format!("{major}.{minor} or newer"));
    match (tier, version) {
        (Tier::Free, None) => None,
        (Tier::Free, Some(version)) => Some(format!("GitLab {version}")),
        (tier, None) => Some(format!("GitLab {tier}")),
        (tier, Some(version)) => Some(format!("GitLab {tier} {version}")),
    }
}

/// One paragraph for the documentation of the kind.
impl fmt::Display for Needs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let role = |level| match level {
            Level::None => "any token".to_owned(),
            Level::Administrator => {
                "an administrator's token, with the `admin_mode` scope if admin mode is on"
                    .to_owned()
            }
            level => format!("the {level} role"),
        };
        let server = server(self.tier, self.since);
        if self.read == self.write && self.besides.is_empty() {
            let server = server.map_or(String::new(), |it| format!("{it} and "));
            return write!(f, "Requires {server}{}.", role(self.write));
        }
        if let Some(server) = server {
            write!(f, "Requires {server}. ")?;
        }
        let (read, write) = (role(self.read), role(self.write));
        let besides = if self.besides.is_empty() { "" } else { " " };
        write!(f, "A plan requires {read}, an apply {write}{besides}{}.", self.besides)
    }
}

/// One sentence for the documentation of the field.
impl fmt::Display for FieldNeeds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match server(self.tier, self.since) {
            Some(server) => write!(f, "Requires {server}."),
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
        shown_by: None,
        fields: &[],
    };

    #[test]
    fn what_is_needed_is_a_sentence() {
        let check = |needs: Needs, expected: &str| assert_eq!(needs.to_string(), expected);
        check(PLAIN, "A plan requires the Reporter role, an apply the Maintainer role.");
        check(
            Needs { tier: Tier::Premium, since: Some((15, 6)), read: Level::Maintainer, ..PLAIN },
            "Requires GitLab Premium 15.6 or newer and the Maintainer role.",
        );
        check(
            Needs { write: Level::Developer, besides: "and the right to merge", ..PLAIN },
            "A plan requires the Reporter role, an apply the Developer role and the right to merge.",
        );
        check(
            Needs { tier: Tier::Premium, since: Some((15, 6)), ..PLAIN },
            "Requires GitLab Premium 15.6 or newer. A plan requires the Reporter role, an apply the Maintainer role.",
        );
        let admin = Level::Administrator;
        check(
            Needs { read: admin, write: admin, ..PLAIN },
            "Requires an administrator's token, with the `admin_mode` scope if admin mode is on.",
        );
        assert_eq!(FieldNeeds::since("name", 17, 1).to_string(), "Requires GitLab 17.1 or newer.");
        assert_eq!(FieldNeeds::tier("x", Tier::Premium).to_string(), "Requires GitLab Premium.");
    }
}
