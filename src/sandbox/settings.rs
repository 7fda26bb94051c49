//! Settings of projects, groups and the instance: what a PUT takes and refuses, attribute by attribute.
//!
//! The attributes are tables that were cut from recordings (`*.json`, by `tests/data/settings.py`). What GitLab does in its own way
//! for one of them is a rule in the file of its owner; [`write`] has no case for any.

pub(crate) mod avatar;
pub(crate) mod group;
pub(crate) mod instance;
pub(crate) mod names;
pub(crate) mod project;
pub(crate) mod rules;
pub(crate) mod seed;
pub(crate) mod table;
pub(crate) mod write;
