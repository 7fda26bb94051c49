//! `labwright doctor`: would it work? Server, clock, token, and every scope that the files declare.
//!
//! Sends GETs only. What a kind needs is told by [`Kind::NEEDS`](crate::resource::Kind::NEEDS); `ask` finds out what
//! is there, `judge` compares the two and does no I/O. Nothing here plans: what would change is not looked at.

mod ask;
mod declared;
mod judge;
mod people;
mod report;
mod token;

pub use ask::{Trouble, examine};
pub use report::{Clock, Diagnosis, Finding, KindReport, ScopeReport, Server, Stops, Verdict};
pub use token::TokenReport;

/// The schema of what `labwright doctor -o json` prints, draft 7.
pub fn json_schema() -> serde_json::Value {
    report::json_schema()
}
