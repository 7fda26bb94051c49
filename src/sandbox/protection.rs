//! Protected branches and environments, and status checks.

pub(crate) mod branch_entries;
pub(crate) mod branches;
pub(crate) mod environments;
pub(crate) mod group_branches;
pub(crate) mod group_environments;
pub(crate) mod status_checks;
