//! Projects and groups themselves: created, and never where GitLab has something.

mod create;
mod destroy;
mod kinds;
mod moves;
mod names;
mod offline;
mod phases;
mod referred;
mod shards;
