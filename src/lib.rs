//! labwright keeps a GitLab instance in sync with YAML files in Git.
//!
//! ```text
//! files ──config──▶ Config ──────────────┐
//!                                        ├─plan (pure)─▶ Plan ──render──▶ text, JSON, Markdown
//! GitLab ──gitlab (GET only)──▶ Facts ───┘                │
//!                                                         └─approve─▶ Approved ──apply──▶ Report
//! ```
//!
//! Invariants, each covered by a test: a plan never writes; an apply sends exactly what was planned; a
//! second apply does nothing; what cannot be read does not count as absent; a secret is never shown.

pub mod act;
pub mod apply;
pub mod cli;
pub mod config;
pub mod convert;
pub mod doctor;
pub mod export;
mod files;
pub mod gitlab;
pub mod kinds;
pub mod plan;
pub mod problem;
pub mod render;
pub mod reserved;
pub mod resource;
pub mod review;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub mod schema;
