//! The kinds of GitLab objects, one file each. To add one, add a file, a line in [`KINDS`], and a line in
//! `config/scopes.rs`.

mod deployment;
mod external_status_check;
mod merge_train;
mod protected_branch;
mod status_check;
mod system_hook;

pub use deployment::Deployment;
pub use external_status_check::ExternalStatusCheck;
pub use merge_train::MergeTrainEntry;
pub use protected_branch::ProtectedBranch;
pub use status_check::StatusCheck;
pub use system_hook::SystemHook;

use crate::resource::{Kind, Spec};

/// Every kind. `tests/kinds.rs` holds the list against what files can declare; other tests loop over it.
pub static KINDS: &[&Spec] = &[
    &SystemHook::SPEC,
    &ProtectedBranch::SPEC,
    &ExternalStatusCheck::SPEC,
    &StatusCheck::SPEC,
    &Deployment::SPEC,
    &MergeTrainEntry::SPEC,
];
