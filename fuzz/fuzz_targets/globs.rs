//! A glob and, behind a line break, a path: it is refused, or matches as it says.

#![no_main]

use labwright::config::glob::Globs;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (pattern, path) = text.split_once('\n').unwrap_or((text, text));
    let Ok(set) = Globs::new([pattern]) else { return };
    let matches = set.is_match(path);
    if !pattern.contains(['*', '?', '[', ']', '{', '}', '\\']) {
        assert_eq!(matches, pattern == path);
    }
    if matches && !pattern.contains(['[', '{', '\\']) && !pattern.contains("**") {
        assert_eq!(pattern.matches('/').count(), path.matches('/').count());
    }
});
