//! Settings of the instance.
