//! The kinds of GitLab objects, one file each. To add one, add a file and a line in [`KINDS`].

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

use crate::resource::Entry;

/// Every kind, in the order in which a scope is drafted: what others refer to comes first.
pub static KINDS: &[Entry] = &[
    Entry::of::<SystemHook>(),
    Entry::of::<ProtectedBranch>(),
    Entry::of::<ExternalStatusCheck>(),
    Entry::of::<Deployment>(),
    Entry::of::<MergeTrainEntry>(),
    Entry::of::<StatusCheck>(),
];
