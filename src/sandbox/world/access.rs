//! Levels of access, and the entries of protections.

/// Level of a guest.
pub const GUEST: u8 = 10;
/// Level of a reporter.
pub const REPORTER: u8 = 20;
/// Level of a developer.
pub const DEVELOPER: u8 = 30;
/// Level of a maintainer.
pub const MAINTAINER: u8 = 40;
/// Level of an owner.
pub const OWNER: u8 = 50;
/// Level of an administrator of the instance.
pub const ADMIN: u8 = 60;

/// Who is allowed by an entry of a protection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccessLevel {
    /// ID of the entry.
    pub id: u64,
    /// The level; entries of users and groups have one too.
    pub level: Option<u8>,
    /// A user.
    pub user: Option<u64>,
    /// A group.
    pub group: Option<u64>,
    /// A deploy key.
    pub deploy_key: Option<u64>,
}
