//! Users, groups, projects, members, and the repository.

pub(crate) mod group_links;
pub(crate) mod groups;
pub(crate) mod integrations;
pub(crate) mod invitations;
pub(crate) mod job_token_scope;
pub(crate) mod life;
pub(crate) mod members;
pub(crate) mod new_projects;
pub(crate) mod projects;
pub(crate) mod repository;
pub(crate) mod shares;
pub(crate) mod users;
