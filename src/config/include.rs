//! From an `include` glob to files, never outside of the folder.
//!
//! The glob is followed folder by folder, so that only what it names is ever looked at, and a link that leads
//! out is seen before anything behind it is. `*` and `**` pass over names that begin with a dot, and `**` does
//! not follow links: both could go on for ever.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

/// How many names a glob may look at.
const MOST: usize = 200_000;

/// Why a glob gives no files: what is wrong, and what to do.
pub(super) type Refusal = (String, &'static str);

const STAY: &str = "keep what belongs together in one folder, and let `-c` point there";

/// The files that a glob matches, by canonical path, each with its path from the folder.
///
/// `folder` must be canonical.
pub(super) fn expand(folder: &Path, glob: &str) -> Result<BTreeMap<PathBuf, PathBuf>, Refusal> {
    let path = Path::new(glob);
    if glob.trim().is_empty() {
        return Err((
            "an empty path includes nothing".into(),
            "write a path or a glob like `projects/*.yaml`",
        ));
    }
    if path.is_absolute() || path.has_root() || glob.starts_with('~') {
        return Err((
            "an include cannot be an absolute path".into(),
            "write it relative to this file",
        ));
    }
    if path.components().any(|it| matches!(it, Component::ParentDir)) {
        return Err(("an include cannot lead out of the folder with `..`".into(), STAY));
    }
    let steps: Result<Vec<Step>, Refusal> =
        glob.split('/').filter(|it| !it.is_empty() && *it != ".").map(Step::new).collect();
    let mut walk = Walk { folder, found: BTreeMap::new(), looked_at: 0 };
    walk.follow(Path::new(""), &steps?)?;
    if walk.found.is_empty() {
        return Err((
            format!("the include `{}` matches no file", super::words::short(glob)),
            "check the path; it is relative to this file",
        ));
    }
    Ok(walk.found)
}

/// One part of a glob, between two slashes.
enum Step {
    Name(String),
    Some(GlobMatcher, bool),
    AnyFolders,
}

impl Step {
    fn new(part: &str) -> Result<Self, Refusal> {
        if part == "**" {
            return Ok(Step::AnyFolders);
        }
        if !part.contains(['*', '?', '[', ']', '{', '}', '\\']) {
            return Ok(Step::Name(part.to_owned()));
        }
        let glob = GlobBuilder::new(part).literal_separator(true).build().map_err(|error| {
            let hint = "`*` stands for any name, `?` for a character, `[ab]` for a or b, `**` for any folders";
            (format!("this is no glob: {}", error.kind()), hint)
        })?;
        Ok(Step::Some(glob.compile_matcher(), part.starts_with('.')))
    }
}

struct Walk<'f> {
    folder: &'f Path,
    found: BTreeMap<PathBuf, PathBuf>,
    looked_at: usize,
}

impl Walk<'_> {
    fn follow(&mut self, at: &Path, steps: &[Step]) -> Result<(), Refusal> {
        let Some((step, rest)) = steps.split_first() else { return Ok(()) };
        match step {
            Step::Name(name) => self.enter(&at.join(name), rest),
            Step::Some(glob, hidden) => {
                for name in self.names(at)? {
                    if glob.is_match(&name) && (*hidden || !name.starts_with('.')) {
                        self.enter(&at.join(name), rest)?;
                    }
                }
                Ok(())
            }
            Step::AnyFolders => {
                self.follow(at, rest)?;
                // At the end of a glob it stands for the files in them.
                for name in self.names(at)? {
                    let path = at.join(&name);
                    let kind =
                        fs::symlink_metadata(self.folder.join(&path)).map(|it| it.file_type());
                    let is_folder = kind.as_ref().is_ok_and(fs::FileType::is_dir);
                    if name.starts_with('.') {
                        continue;
                    }
                    if is_folder {
                        self.follow(&path, steps)?;
                    } else if rest.is_empty() {
                        self.enter(&path, rest)?;
                    }
                }
                Ok(())
            }
        }
    }

    /// Goes on at a path that the glob names: into a folder, or to a file at its end.
    fn enter(&mut self, path: &Path, rest: &[Step]) -> Result<(), Refusal> {
        // What cannot be reached is not there.
        let Ok(canonical) = self.folder.join(path).canonicalize() else { return Ok(()) };
        let is_folder = canonical.is_dir();
        let is_meant = is_folder || rest.is_empty();
        if is_meant && !canonical.starts_with(self.folder) {
            return Err((
                format!("`{}` leads out of the folder through a link", slashes(path)),
                STAY,
            ));
        }
        if rest.is_empty() && !is_folder {
            self.found.entry(canonical).or_insert_with(|| path.to_path_buf());
        } else if is_folder {
            self.follow(path, rest)?;
        }
        Ok(())
    }

    fn names(&mut self, at: &Path) -> Result<Vec<String>, Refusal> {
        let Ok(entries) = fs::read_dir(self.folder.join(at)) else { return Ok(vec![]) };
        let mut names = vec![];
        for entry in entries.flatten() {
            self.looked_at += 1;
            if self.looked_at > MOST {
                return Err((
                    format!("the include looks at more than {MOST} names"),
                    "name a smaller folder",
                ));
            }
            names.extend(entry.file_name().into_string());
        }
        names.sort_unstable();
        Ok(names)
    }
}

/// A path as people should see it everywhere.
pub(crate) fn slashes(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter(|it| !matches!(it, Component::CurDir))
        .map(|it| it.as_os_str().to_string_lossy())
        .collect();
    parts.join("/").replacen("//", "/", 1)
}
