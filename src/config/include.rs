//! From `include` globs to files, never outside of the folder.
//!
//! Globs are followed folder by folder, so that only what they name is ever looked at, and a link that leads out is seen
//! before anything behind it is. `*` and `**` pass over names that begin with a dot.
//!
//! **Invariant:** what a glob names and cannot be looked at is an error. With `prune`, a file that is left out deletes what
//! it declares.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsString;
use std::fs::{self, FileType};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use super::glob::Globs;
use super::words;

/// Why a glob gives no files: what is wrong, and what to do.
pub(super) type Refusal = (String, &'static str);

const STAY: &str = "keep what belongs together in one folder, and point `-c` at it";

/// How long an include may be, in bytes: as long as a path.
const LONGEST: usize = 4096;
/// As many names can be looked at while a byte of a glob is compiled.
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
    /// The names that it matches, and whether names that begin with a dot are among them.
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
            let hint = "`*` stands for any name, `?` for a character, `[ab]` for a or b, `**` for any folders";
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

/// What a path leads to, links followed.
enum Thing {
    Folder(PathBuf),
    File(PathBuf),
    Nothing,
}

/// A folder that is still to be looked into.
struct Place {
    /// From the configuration's folder, by the names that the globs matched.
    path: PathBuf,
    /// Canonical.
    real: PathBuf,
    /// How many steps of the glob lead here.
    steps: usize,
}

/// Finds the included files of a configuration.
pub(super) struct Walk<'f> {
    /// Canonical.
    folder: &'f Path,
    /// How many more names may be looked at.
    left: usize,
    limit: usize,
    found: BTreeMap<PathBuf, PathBuf>,
}

impl<'f> Walk<'f> {
    /// `folder` must be canonical. All globs together look at no more than `limit` names.
    pub(super) fn new(folder: &'f Path, limit: usize) -> Self {
        Walk { folder, left: limit, limit, found: BTreeMap::new() }
    }

    /// Whether there is anything left of the limit.
    pub(super) fn may_go_on(&self) -> bool {
        self.left > 0
    }

    /// The files that were found, by canonical path, each with its path from the folder.
    pub(super) fn into_files(self) -> BTreeMap<PathBuf, PathBuf> {
        self.found
    }

    /// Adds the files that a glob matches.
    pub(super) fn add(&mut self, glob: &str) -> Result<(), Refusal> {
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
        if glob.len() > LONGEST {
            return Err((
                format!("an include cannot be longer than {LONGEST} bytes"),
                "no file has such a path",
            ));
        }
        // Compiling takes time as well.
        let globs = parts(glob).filter(|it| is_glob(it)).map(str::len).sum::<usize>();
        self.spend(globs * NAMES_PER_BYTE)?;
        if !self.follow(&Step::all(glob)?)? {
            return Err((
                format!("the include `{}` matches no file", words::short(glob)),
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
        // A link may lead to where the walk has been.
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
                // A folder that `**` goes through is looked at by the same step again.
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
                // No folder at all is any folders, too.
                places.push(Place { path, real, steps: taken + 1 });
            }
        }
        Ok(matched)
    }

    /// A file may be found on several ways; the first by name is the one that is shown.
    fn find(&mut self, real: PathBuf, path: PathBuf) -> bool {
        let shown = self.found.entry(real).or_insert_with(|| path.clone());
        if path < *shown {
            *shown = path;
        }
        true
    }

    /// What a name that stands in the glob leads to.
    fn look(&self, path: &Path, at: &Path, last: bool) -> Result<Thing, Refusal> {
        match fs::symlink_metadata(at) {
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                Ok(Thing::Nothing)
            }
            Err(error) => Err(unreachable(path, &error)),
            // The file system may take another spelling for the same name.
            Ok(_) => self.resolve(path, at, last),
        }
    }

    /// What an entry of a folder is.
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

    /// Follows links. Where a folder is wanted, a link to a file leads nowhere.
    fn resolve(&self, path: &Path, at: &Path, last: bool) -> Result<Thing, Refusal> {
        let resolved = at.canonicalize().and_then(|real| Ok((fs::metadata(&real)?.is_dir(), real)));
        let (is_folder, real) = resolved.map_err(|error| unreachable(path, &error))?;
        match real.starts_with(self.folder) {
            false if is_folder || last => {
                Err((format!("`{}` leads out of the folder through a link", shown(path)), STAY))
            }
            false => Ok(Thing::Nothing),
            true if is_folder => Ok(Thing::Folder(real)),
            true => Ok(Thing::File(real)),
        }
    }

    /// The names in a folder, in order, and what each of them is.
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
                    format!("the includes look at more than {} names", self.limit),
                    "name smaller folders",
                ));
            }
        }
        Ok(())
    }
}

fn unreachable(path: &Path, error: &io::Error) -> Refusal {
    let why = match error.kind() {
        ErrorKind::NotFound => "the link leads to nothing".to_owned(),
        _ => error.to_string(),
    };
    let what = match shown(path) {
        it if it.is_empty() => "the folder".to_owned(),
        it => format!("`{it}`"),
    };
    (
        format!("{what} cannot be looked at: {why}"),
        "correct or remove it, or write globs that do not match it: what an include leaves out would count as removed",
    )
}

/// A path in a message: whole, unless it is out of all proportion.
fn shown(path: &Path) -> String {
    const MOST: usize = 300;
    let whole = slashes(path);
    match whole.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", &whole[..end]),
        None => whole,
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
