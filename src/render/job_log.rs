//! A plan in GitLab's job log: a section that can be folded for each scope.
//!
//! The form of the markers was read in `lib/gitlab/regex.rb` and in `app/assets/javascripts/ci/job_log_viewer/lib/scanner.js`
//! of GitLab 18.9. The latter takes any `section_start:1:name` for one, wherever it stands in a line, and blanks in it as
//! well; so nothing else that is printed in a job may hold the beginning of a marker.

use std::borrow::Cow;

use super::blocks::{Fold, alike, blocks};
use super::{Paint, text};
use crate::plan::Document;
use crate::plan::document::Step;

/// What every marker begins with.
const MARKER: &str = "section_";

/// The plan as text, by scope; `time` in seconds since 1970. Blocks in which something is deleted or loosened, and the one
/// block there may be, are unfolded.
pub fn plan(plan: &Document, fold: Fold, paint: Paint, time: u64) -> String {
    let all = alike(plan, fold);
    let blocks = blocks(&all);
    let mut out = without_markers(&text::server(plan, paint)).into_owned();
    let steps = blocks.iter().flat_map(text::steps_of);
    let column = text::column(steps.map(Step::within_scope), paint);
    for (at, block) in blocks.iter().enumerate() {
        let title = text::title(block);
        let name = name(at + 1, &title);
        let dangerous = text::steps_of(block).any(|it| it.deletes() || it.loosens());
        let options = if blocks.len() == 1 || dangerous { "" } else { "[collapsed=true]" };
        let title = paint.strong(&without_markers(&title));
        let size = block.size();
        out += &format!("\x1b[0Ksection_start:{time}:{name}{options}\r\x1b[0K{title}: {size}\n");
        let listing = text::listing(text::steps_of(block), Step::within_scope, column, paint);
        out += &without_markers(&listing);
        out += &format!("\x1b[0Ksection_end:{time}:{name}\r\x1b[0K\n");
    }
    out + &without_markers(&text::rest(plan, &blocks, fold, paint))
}

/// The name of a section: which one it is, and what can be kept of the scope's name.
fn name(number: usize, scope: &str) -> String {
    let kept = |it: char| match it.to_ascii_lowercase() {
        it if it.is_ascii_alphanumeric() || ".-".contains(it) => it,
        _ => '-',
    };
    let scope: String = scope.chars().take(60).map(kept).collect();
    format!("labwright_{number}_{scope}")
}

/// Text in which nothing can be taken for the marker of a section: its `_` is replaced.
pub fn without_markers(text: &str) -> Cow<'_, str> {
    let mut parts = text.split(MARKER);
    let mut out = parts.next().unwrap_or_default().to_owned();
    let mut changed = false;
    for part in parts {
        let marker = begins(part);
        out += if marker { "section\u{FFFD}" } else { MARKER };
        out += part;
        changed |= marker;
    }
    if changed { out.into() } else { text.into() }
}

fn begins(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.starts_with("start") || rest.starts_with("end")
}

/// Whether the `_` between these is that of a marker.
pub(crate) fn is_marker(before: &str, behind: &str) -> bool {
    before.ends_with(MARKER.trim_end_matches('_')) && begins(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_foreign_is_taken_for_a_marker() {
        for (text, expected) in [
            ("section_start:1:x", "section\u{FFFD}start:1:x"),
            (
                "a section_end:1:x and section_end:2:y",
                "a section\u{FFFD}end:1:x and section\u{FFFD}end:2:y",
            ),
            ("section_ \u{A0} start : 1 : x", "section\u{FFFD} \u{A0} start : 1 : x"),
            ("section_section_start:1:x", "section_section\u{FFFD}start:1:x"),
            ("section_other, a_section_", "section_other, a_section_"),
        ] {
            assert_eq!(without_markers(text), expected);
        }
    }

    #[test]
    fn names_of_sections_are_of_the_letters_that_gitlab_knows() {
        assert_eq!(name(2, "projects/Acme/é:1\u{1b}x.y"), "labwright_2_projects-acme---1-x.y");
        assert!(name(1, &"x".repeat(900)).len() < 90);
    }
}
