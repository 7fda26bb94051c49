//! Settings of a group.
