//! What a kind of GitLab object declares about itself, and the canonical form it is compared in.
//!
//! A YAML entry and a response of GitLab are read into the same struct of a kind and lowered to
//! [`Row`]s. Comparison, plan, rendering, and execution see only rows and are written once.
//!
//! **Invariant:** rows refer to other objects by name, never by ID. Two rows that mean the same are
//! equal.

pub(crate) mod access;
mod address;
mod blob;
mod call;
mod check;
mod command;
mod content;
mod credentials;
mod datum;
mod fields;
mod file_path;
mod halt;
mod hidden;
mod hole;
mod kind;
mod live;
mod look;
mod lower;
mod member_role;
mod moving;
mod name;
mod needs;
mod object;
mod path_list;
mod reference;
pub(crate) mod role;
mod scope;
mod secret;
mod setting;
mod spec;
mod url;

pub use access::{Access, GroupEntry, OddEntry, ReturnedEntry, Role, UserEntry};
pub(crate) use address::within_scope;
pub use address::{Address, GROUP, PROJECT};
pub use blob::{Blob, BlobSource};
pub use call::{Action, AnyKind, At, Call, Decision, Held, Produced, Target, Undo, created};
pub use check::{Check, Deviation, Found, Fresh, Reads, Reason, Seen, Sent, Trace, Verdict};
pub(crate) use check::{compare_changed, compare_listed, compare_new, same};
pub use command::TokenCommand;
pub(crate) use command::{quoted, words};
pub(crate) use content::sha256;
pub use content::{Content, ContentFile, Measured};
pub use credentials::{Credentials, Login};
pub(crate) use credentials::{joined, parted};
pub use datum::Datum;
pub use fields::{Accepts, Change, Checks, Fields, Misfit, Row, Rows, Rule, Trouble};
pub use file_path::FilePath;
pub use halt::Halt;
pub use hidden::Hidden;
pub use hole::Hole;
pub(crate) use hole::{ID_HOLE, holes, shown_body};
pub use kind::{Kind, Referrers};
pub use live::Live;
pub use look::{Answers, Facts, FileAt, Look, Names, Need};
pub(crate) use look::{full_text, id_of};
pub use lower::Lower;
pub use member_role::CustomRole;
pub use moving::{Home, Moving};
pub(crate) use moving::{Move, put};
pub use name::{Flaw, Naming, marked};
pub(crate) use name::{is_bot_of_token, is_email, is_hidden};
pub use needs::{EVERY_WRITE, FieldNeeds, Needs, Tier};
pub use object::{Entry, Object};
pub use path_list::PathList;
pub use reference::{Person, Ref, Referent, Space};
pub use role::{Level, MemberRole};
pub use scope::{In, Scope};
pub(crate) use secret::PRESENT;
pub use secret::{Holder, Resolved, Secret, Source};
pub use setting::Setting;
pub use spec::{
    Duplicates, Embeds, Host, Keyed, Known, Mark, Moment, Own, Rank, Removal, Shape, Shared, Spec,
    Unique, Whole,
};
pub use url::Url;
