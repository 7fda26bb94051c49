//! Globs over addresses.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::problem::Problem;

/// `None` where there are no globs.
pub(super) fn set(flag: &str, globs: &[String]) -> Result<Option<GlobSet>, Problem> {
    if globs.is_empty() {
        return Ok(None);
    }
    let mut set = GlobSetBuilder::new();
    let wrong = |error: globset::Error| {
        Problem::new(format!("{flag}: {error}"))
            .hint("write a glob over addresses: 'projects/acme/api/**', '**/system_hooks/*'")
    };
    for glob in globs {
        set.add(GlobBuilder::new(glob).literal_separator(true).build().map_err(wrong)?);
    }
    Ok(Some(set.build().map_err(wrong)?))
}
