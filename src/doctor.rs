//! `labwright doctor`: whether a plan and an apply would succeed. Checks the server, the clock, the token, and every
//! scope of the files.
//!
//! Sends only GETs. [`Spec::needs`](crate::resource::Spec::needs) declares what a kind requires; `ask` finds out what
//! GitLab has, `judge` compares the two and does no I/O. Nothing here plans: what would change does not matter.

mod ask;
mod declared;
mod finding;
mod judge;
mod people;
mod report;
mod token;

pub use ask::examine;
pub use finding::{Finding, Stops};
pub use judge::Trouble;
pub use report::{Clock, Diagnosis, KindReport, ScopeReport, Server, Verdict};
pub use token::TokenReport;

/// The schema of what `labwright doctor -o json` prints, draft 7.
pub fn json_schema() -> serde_json::Value {
    report::json_schema()
}
