//! External status checks.

use super::router::Route;

pub(super) const ROUTES: &[Route] = &[];
