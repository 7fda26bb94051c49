//! What the sandbox holds, and how a world is made from a seed. Nothing here knows HTTP.

pub(crate) mod default_branch;
pub(crate) mod delivery;
pub(crate) mod model;
pub(crate) mod populate;
pub(crate) mod populate_delivery;
pub(crate) mod populate_project;
pub(crate) mod seed;
pub(crate) mod seed_delivery;
pub(crate) mod slug;
pub(crate) mod store;

pub use delivery::*;
pub use model::*;
pub use seed::*;
pub use seed_delivery::*;
pub use store::*;
