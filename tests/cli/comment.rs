//! The comment on a merge request: what it looks like whatever is in a plan, and what becomes of it whatever is there
//! already; with the program itself, on the sandbox, with the variables that a job of GitLab CI has.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod body;
mod job;
mod post;
mod thread;
mod unsaid;
