//! Globs over addresses.

use globset::GlobSet;

use crate::config::glob;
use crate::problem::Problem;

/// `None` where there are no globs.
pub(super) fn set(flag: &str, globs: &[String]) -> Result<Option<GlobSet>, Problem> {
    if globs.is_empty() {
        return Ok(None);
    }
    glob::compile(globs).map(Some).map_err(|why| {
        Problem::new(format!("{flag}: this glob {why}"))
            .hint("write a glob over addresses: 'projects/acme/api/**', '**/system_hooks/*'")
    })
}
