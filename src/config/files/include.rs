//! Expands `include` globs to files, never outside of the directory.
//!
//! Globs are expanded one directory at a time, so only what they match is searched, and a link that leads out is found
//! before anything behind it is read. `*` and `**` skip names that begin with a dot.
//!
//! **Invariant:** a match that cannot be read is an error. With `prune`, skipping a file would delete what it declares.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsString;
use std::fs::{self, FileType};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use crate::config::glob::Globs;
use crate::config::phrases;

/// Why a glob is refused: what is wrong, and what to do.
pub(super) type Refusal = (String, &'static str);

const STAY: &str = "keep all files of a configuration in one directory, and point `-c` at it";

/// The maximum length of an include in bytes: that of a path.
const LONGEST: usize = 4096;
/// How many names can be searched in the time that compiling one byte of a glob takes.
const NAMES_PER_BYTE: usize = 8;

fn parts(glob: &str) -> impl Iterator<Item = &str> {
    glob.split('/').filter(|it| !it.is_empty() && *it != ".")
}

fn is_glob(part: &str) -> bool {
    part.contains(['*', '?', '[', ']', '{', '}', '\\'])
}

/// One part of a glob, between two slashes.
enum Step {
    Name(String),
    /// A glob, and whether it matches names that begin with a dot.
    Some(Globs, bool),
    AnyFolders,
}

impl Step {
    fn new(part: &str) -> Result<Self, Refusal> {
        if part == "**" {
            return Ok(Step::AnyFolders);
        }
        if !is_glob(part) {
            return Ok(Step::Name(part.to_owned()));
        }
        let glob = Globs::new([part]).map_err(|why| {
            let hint = "use `*` for any name, `?` for one character, `[ab]` for a or b, and `**` for any directories";
            (format!("this glob {why}"), hint)
        })?;
        Ok(Step::Some(glob, part.starts_with('.')))
    }

    /// The parts of a glob. Several `**` in a row are one.
    fn all(glob: &str) -> Result<Vec<Self>, Refusal> {
        let mut parts: Vec<&str> = parts(glob).collect();
        parts.dedup_by(|one, other| *one == "**" && *other == "**");
        parts.into_iter().map(Step::new).collect()
    }
}

/// What a path leads to after following links.
enum Thing {
    Folder(PathBuf),
    File(PathBuf),
    Nothing,
}

/// A directory that is still to be searched.
struct Place {
    /// The path from the configuration's directory, with the names that the globs matched.
    path: PathBuf,
    /// Canonical.
    real: PathBuf,
    /// How many steps of the glob are done.
    steps: usize,
}

/// Finds the included files of a configuration.
pub(super) struct Walk<'f> {
    /// Canonical.
    folder: &'f Path,
    /// How many more names can be searched.
    left: usize,
    limit: usize,
    found: BTreeMap<PathBuf, PathBuf>,
}

impl<'f> Walk<'f> {
    /// `folder` must be canonical. All globs together search at most `limit` names.
    pub(super) fn new(folder: &'f Path, limit: usize) -> Self {
        Walk { folder, left: limit, limit, found: BTreeMap::new() }
    }

    /// Whether the limit is not yet reached.
    pub(super) fn may_go_on(&self) -> bool {
        self.left > 0
    }

    /// The files that were found, by canonical path, each with its path from the directory.
    pub(super) fn into_files(self) -> BTreeMap<PathBuf, PathBuf> {
        self.found
    }

    /// Adds the files that a glob matches.
    pub(super) fn add(&mut self, glob: &str) -> Result<(), Refusal> {
        let path = Path::new(glob);
        if glob.trim().is_empty() {
            return Err((
                "an include cannot be empty".into(),
                "write a path, or a glob such as `projects/*.yaml`",
            ));
        }
        if path.is_absolute() || path.has_root() || glob.starts_with('~') {
            return Err((
                "an include cannot be an absolute path".into(),
                "write a path relative to this file",
            ));
        }
        if path.components().any(|it| matches!(it, Component::ParentDir)) {
            return Err(("an include cannot leave the directory with `..`".into(), STAY));
        }
        if glob.len() > LONGEST {
            return Err((
                format!("an include cannot be longer than {LONGEST} bytes"),
                "write a shorter path or glob",
            ));
        }
        // Compiling takes time, too.
        let globs = parts(glob).filter(|it| is_glob(it)).map(str::len).sum::<usize>();
        self.spend(globs * NAMES_PER_BYTE)?;
        if !self.follow(&Step::all(glob)?)? {
            return Err((
                format!("the include `{}` does not match any file", phrases::short(glob)),
                "check the path; it is relative to this file",
            ));
        }
        Ok(())
    }

    /// Whether the steps lead to a file.
    fn follow(&mut self, steps: &[Step]) -> Result<bool, Refusal> {
        let mut matched = false;
        let start = Place { path: PathBuf::new(), real: self.folder.to_owned(), steps: 0 };
        let mut places = vec![start];
        // A link can lead back to a directory that was already searched.
        let mut seen = HashSet::new();
        while let Some(Place { path, real, steps: taken }) = places.pop() {
            let Some(step) = steps.get(taken) else { continue };
            if !seen.insert((real.clone(), taken)) {
                continue;
            }
            let last = taken + 1 == steps.len();
            if let Step::Name(name) = step {
                self.spend(1)?;
                let path = path.join(name);
                match self.look(&path, &real.join(name), last)? {
                    Thing::Folder(real) => places.push(Place { path, real, steps: taken + 1 }),
                    Thing::File(real) if last => matched |= self.find(real, path),
                    Thing::File(_) | Thing::Nothing => {}
                }
                continue;
            }
            for (name, kind) in self.names(&path, &real)? {
                let hidden = name.as_encoded_bytes().starts_with(b".");
                // The same step applies again to a directory that `**` matches.
                let (is_meant, then) = match step {
                    Step::Some(glob, also_hidden) => {
                        (glob.is_match(&name) && (*also_hidden || !hidden), taken + 1)
                    }
                    _ => (!hidden, taken),
                };
                if !is_meant {
                    continue;
                }
                let path = path.join(&name);
                match self.thing(&path, real.join(&name), kind, last)? {
                    Thing::Folder(real) => places.push(Place { path, real, steps: then }),
                    Thing::File(real) if last => matched |= self.find(real, path),
                    Thing::File(_) | Thing::Nothing => {}
                }
            }
            if matches!(step, Step::AnyFolders) {
                // `**` also matches no directory at all.
                places.push(Place { path, real, steps: taken + 1 });
            }
        }
        Ok(matched)
    }

    /// A file can be found by several paths; the first in alphabetical order is shown.
    fn find(&mut self, real: PathBuf, path: PathBuf) -> bool {
        let shown = self.found.entry(real).or_insert_with(|| path.clone());
        if path < *shown {
            *shown = path;
        }
        true
    }

    /// What a literal name in the glob leads to.
    fn look(&self, path: &Path, at: &Path, last: bool) -> Result<Thing, Refusal> {
        match fs::symlink_metadata(at) {
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                Ok(Thing::Nothing)
            }
            Err(error) => Err(unreachable(path, &error)),
            // The file system may accept another spelling of the same name.
            Ok(_) => self.resolve(path, at, last),
        }
    }

    /// What an entry of a directory is.
    fn thing(
        &self,
        path: &Path,
        at: PathBuf,
        kind: FileType,
        last: bool,
    ) -> Result<Thing, Refusal> {
        if kind.is_symlink() {
            return self.resolve(path, &at, last);
        }
        Ok(if kind.is_dir() { Thing::Folder(at) } else { Thing::File(at) })
    }

    /// Follows links. If a directory is needed, a link to a file leads nowhere.
    fn resolve(&self, path: &Path, at: &Path, last: bool) -> Result<Thing, Refusal> {
        let resolved = at.canonicalize().and_then(|real| Ok((fs::metadata(&real)?.is_dir(), real)));
        let (is_folder, real) = resolved.map_err(|error| unreachable(path, &error))?;
        match real.starts_with(self.folder) {
            false if is_folder || last => Err((
                format!("`{}` leads out of the directory through a symbolic link", shown(path)),
                STAY,
            )),
            false => Ok(Thing::Nothing),
            true if is_folder => Ok(Thing::Folder(real)),
            true => Ok(Thing::File(real)),
        }
    }

    /// The names in a directory, sorted, and what each of them is.
    fn names(&mut self, path: &Path, real: &Path) -> Result<Vec<(OsString, FileType)>, Refusal> {
        let entries = fs::read_dir(real).map_err(|error| unreachable(path, &error))?;
        let mut names = vec![];
        for entry in entries {
            self.spend(1)?;
            let named = entry.and_then(|it| Ok((it.file_name(), it.file_type()?)));
            names.push(named.map_err(|error| unreachable(path, &error))?);
        }
        names.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        Ok(names)
    }

    fn spend(&mut self, names: usize) -> Result<(), Refusal> {
        match self.left.checked_sub(names) {
            Some(left) => self.left = left,
            None => {
                self.left = 0;
                return Err((
                    format!("the includes search more than {} files and directories", self.limit),
                    "use globs that search fewer directories",
                ));
            }
        }
        Ok(())
    }
}

fn unreachable(path: &Path, error: &io::Error) -> Refusal {
    let why = match error.kind() {
        ErrorKind::NotFound => "the target of the link does not exist".to_owned(),
        _ => error.to_string(),
    };
    let what = match shown(path) {
        it if it.is_empty() => "the directory".to_owned(),
        it => format!("`{it}`"),
    };
    (
        format!("cannot read {what}: {why}"),
        "fix or remove it, or use globs that do not match it; labwright does not skip it, because a skipped file would count as removed",
    )
}

/// A path for a message, cut if it is far too long.
fn shown(path: &Path) -> String {
    const MOST: usize = 300;
    let whole = slashes(path);
    match whole.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", &whole[..end]),
        None => whole,
    }
}

/// A path for messages and documents, with forward slashes.
pub(crate) fn slashes(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter(|it| !matches!(it, Component::CurDir))
        .map(|it| it.as_os_str().to_string_lossy())
        .collect();
    parts.join("/").replacen("//", "/", 1)
}
