//! What a kind of GitLab object declares about itself, and the canonical form it is compared in.
//!
//! A YAML entry and a response of GitLab are read into the same struct of a kind and lowered to
//! [`Row`]s. Comparison, plan, rendering, and execution see only rows and are written once.
//!
//! **Invariant:** rows refer to other objects by name, never by ID. Two rows that mean the same are
//! equal.

pub(crate) mod access;
mod address;
mod call;
mod datum;
mod fields;
mod kind;
mod live;
mod look;
mod name;
mod needs;
mod object;
mod scope;
mod secret;
mod setting;
mod spec;

pub use access::{Access, GroupEntry, OddEntry, Role, ToldEntry, UserEntry};
pub use address::Address;
pub(crate) use call::same;
pub use call::{
    Action, Call, Check, Decision, Deviation, Found, Fresh, Reads, Reason, Seen, Sent, Trace,
    Verdict, created,
};
pub use datum::{Datum, Ref, Space};
pub(crate) use datum::{ID_HOLE, SECRET_HOLE, id_hole, id_holes};
pub use fields::{Change, Checks, Fields, Lower, Row, Rows, Rule, Trouble};
pub use kind::Kind;
pub use live::Live;
pub use look::{Facts, Look, Missing, Names, Need};
pub(crate) use look::{full_text, id_of};
pub(crate) use name::is_hidden;
pub use name::{Flaw, Naming, marked};
pub use needs::{EVERY_WRITE, FieldNeeds, Level, Needs, Tier};
pub use object::{Entry, Object};
pub use scope::{In, Scope};
pub(crate) use secret::PRESENT;
pub use secret::{Holder, Resolved, Secret, Source};
pub use setting::Setting;
pub use spec::{Duplicates, Known, Rank, Removal, Shape, Spec, Tells, Unique};
