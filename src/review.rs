//! The review loop: what a pipeline knows about its merge request, and what it posts there.
//!
//! It sees plan documents, never a plan that can be run, and decides nothing about the objects in them.

mod answer;
pub mod ci;
mod marker;
mod note;
mod record;

pub use answer::{Answering, Begun, NoAnswer, Policy, RENEWAL, Verdict};
pub use marker::Marker;
pub use note::{Comment, Done, Mode, Said, merged};
pub use record::{Commit, NoRecord, Recording};
