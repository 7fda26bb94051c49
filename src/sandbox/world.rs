//! The data of the sandbox, and what GitLab does with it in the background. Nothing here knows HTTP.

pub(crate) mod access;
pub(crate) mod branch_rules;
pub(crate) mod commits;
pub(crate) mod contents;
pub(crate) mod default_branch;
pub(crate) mod delivery;
pub(crate) mod hash;
pub(crate) mod merge_status;
pub(crate) mod merging;
pub(crate) mod model;
pub(crate) mod people;
pub(crate) mod settings;
pub(crate) mod slug;
pub(crate) mod store;
pub(crate) mod time;
pub(crate) mod tokens;
pub(crate) mod trains;

pub use access::*;
pub use contents::{File, Files, Signature};
pub use delivery::*;
pub use model::*;
pub use store::*;
pub use time::*;
pub use tokens::made_up_secret;
