//! x
pub mod gitlab;
