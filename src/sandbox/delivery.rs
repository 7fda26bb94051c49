//! Pipelines, merge trains, environments and deployments.

pub(crate) mod approvals;
pub(crate) mod deployments;
pub(crate) mod environments;
pub(crate) mod merge_trains;
pub(crate) mod pipelines;
pub(crate) mod views;
