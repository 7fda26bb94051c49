//! Reports for GitLab's own widgets, and one page for people: `fn(&Document, &Context) -> String`, one file each.
//!
//! What GitLab reads, and what it stumbles over, was read in the source of GitLab 18.9; each file says where. A plan
//! that has problems is not whole: its counts are told to nobody who would take them for the truth.

mod annotations;
mod codequality;
mod dotenv;
mod html;
mod junit;
mod terraform;

pub use annotations::annotations;
pub use codequality::codequality;
pub use dotenv::dotenv;
pub use html::html;
pub use junit::junit;
pub use terraform::terraform;

use super::Fold;
use crate::plan::Document;
use crate::problem::{Told, clean};

/// What reports say and no plan knows: where labwright ran, and for what.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The folder of the repository, absolute, with forward slashes: `/builds/acme/config`.
    pub repository: Option<String>,
    /// The folder in which labwright ran, from the root of the repository; empty at its root.
    pub folder: String,
    /// The root file, for problems that stand in none.
    pub root_file: String,
    /// The commit.
    pub commit: Option<String>,
    /// The page of the commit's files on the server: `https://gitlab.example.com/acme/config/-/blob/141be97`.
    pub source: Option<String>,
    /// The page of the job.
    pub job: Option<String>,
    /// The HTML report, from the root of the repository.
    pub html: Option<String>,
    /// What the page for people shows once.
    pub fold: Fold,
}

impl Context {
    /// A file of a plan, as GitLab knows it: from the root of the repository, without `./`.
    ///
    /// One that lies elsewhere stays as it is written: GitLab has no page for it.
    fn path(&self, file: &str) -> String {
        let absolute = |root: &String| {
            let within = file.strip_prefix(root.trim_end_matches('/'))?.strip_prefix('/')?;
            Some(within.to_owned())
        };
        let joined = match self.repository.as_ref().and_then(absolute) {
            Some(within) => within,
            None if file.starts_with('/') => return clean(file).into_owned(),
            None => format!("{}/{file}", self.folder),
        };
        let mut parts: Vec<&str> = Vec::new();
        for part in joined.split('/') {
            match part {
                "" | "." => {}
                ".." if parts.last().is_some_and(|it| *it != "..") => {
                    parts.pop();
                }
                other => parts.push(other),
            }
        }
        clean(&parts.join("/")).into_owned()
    }

    /// The page of a line of a file.
    fn source_page(&self, file: &str, line: usize) -> Option<String> {
        let path = self.path(file);
        let inside = !path.starts_with('/') && !path.starts_with("..");
        let source = self.source.as_ref().filter(|_| inside)?;
        Some(format!("{source}/{}#L{line}", encoded(&path)))
    }
}

/// How many problems a plan has, told or only counted.
fn problems(plan: &Document) -> usize {
    plan.problems.iter().map(Told::count).sum()
}

/// A path for an address: every part encoded, the slashes kept.
fn encoded(path: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.');
    percent_encoding::utf8_percent_encode(path, KEPT).to_string()
}

/// The SHA-256 of parts, no two lists of which are taken for each other.
fn digest(parts: &[&str]) -> ring::digest::Digest {
    let mut context = ring::digest::Context::new(&ring::digest::SHA256);
    for part in parts {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part.as_bytes());
    }
    context.finish()
}

/// The first 16 bytes of a digest, in hexadecimal.
fn short(digest: &ring::digest::Digest) -> String {
    digest.as_ref()[..16].iter().map(|it| format!("{it:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_the_root_of_the_repository() {
        let context = |folder: &str| Context {
            repository: Some("/builds/acme/config".to_owned()),
            folder: folder.to_owned(),
            ..Context::default()
        };
        for (folder, file, expected) in [
            ("", "labwright.yaml", "labwright.yaml"),
            ("", "./projects/./api.yaml", "projects/api.yaml"),
            ("gitlab", "projects/api.yaml", "gitlab/projects/api.yaml"),
            ("gitlab/live", "../labwright.yaml", "gitlab/labwright.yaml"),
            ("", "/builds/acme/config/a.yaml", "a.yaml"),
            ("gitlab", "/builds/acme/config/a.yaml", "a.yaml"),
            ("", "/builds/acme/config-of-another/a.yaml", "/builds/acme/config-of-another/a.yaml"),
            ("", "../elsewhere/a.yaml", "../elsewhere/a.yaml"),
        ] {
            assert_eq!(context(folder).path(file), expected, "{file} in {folder:?}");
        }
    }

    #[test]
    fn only_files_of_the_repository_have_a_page() {
        let source = Some("https://gitlab.example.com/acme/config/-/blob/141be97".to_owned());
        let context = Context { source, ..Context::default() };
        let page = context.source_page("a b#1.yaml", 7);
        let expected = "https://gitlab.example.com/acme/config/-/blob/141be97/a%20b%231.yaml#L7";
        assert_eq!(page.as_deref(), Some(expected));
        assert_eq!(context.source_page("../a.yaml", 7), None);
        assert_eq!(context.source_page("/a.yaml", 7), None);
    }
}
