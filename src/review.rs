//! The review loop: what a pipeline knows of its merge request, and what is said there.
//!
//! It sees plan documents, never a plan that could be executed, and decides nothing about the objects in them.

mod answer;
pub mod ci;
mod marker;
mod note;
mod record;

pub use answer::{Answering, Begun, NoAnswer, Policy, RENEWAL, Verdict};
pub use marker::Marker;
pub use note::{Comment, Done, Mode, Said, merged};
pub use record::{Commit, NoRecord, Recording};
