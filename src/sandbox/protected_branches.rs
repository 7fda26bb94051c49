//! Protected branches of projects, and what they let whom do.

use super::router::Route;
use super::world::{Project, World};

pub(super) const ROUTES: &[Route] = &[];

pub(super) fn is_protected(_: &Project, _: &str) -> bool {
    false
}
pub(super) fn level_may_push(_: &Project, _: &str, _: u8) -> bool {
    false
}
pub(super) fn level_may_merge(_: &Project, _: &str, _: u8) -> bool {
    false
}
pub(super) fn may_push(_: &World, _: &Project, _: &str, _: u64) -> bool {
    false
}
