//! Files that a command writes in addition to its output.
//!
//! **Invariant:** a file that is read is never overwritten, whichever path or link names it, and no two outputs go to
//! the same file.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::write_file::{self, Readers};
use super::{Exit, Global};
use crate::config::{self, load::ROOT_FILE};
use crate::problem::{Problem, Problems};

/// A file by everything that identifies it.
#[derive(Debug)]
struct Identity {
    /// The directory, with links resolved, and the name in it.
    place: Option<PathBuf>,
    /// Where it really is.
    real: Option<PathBuf>,
    /// Device and inode: the same for all names of a file.
    #[cfg(unix)]
    inode: Option<(u64, u64)>,
}

impl Identity {
    fn of(path: &Path) -> Self {
        Identity {
            place: write_file::place(path).ok(),
            real: path.canonicalize().ok(),
            #[cfg(unix)]
            inode: {
                use std::os::unix::fs::MetadataExt;
                path.metadata().ok().map(|it| (it.dev(), it.ino()))
            },
        }
    }

    fn is(&self, other: &Self) -> bool {
        let same = |one: &Option<PathBuf>, other: &Option<PathBuf>| one.is_some() && one == other;
        #[cfg(unix)]
        if self.inode.is_some() && self.inode == other.inode {
            return true;
        }
        same(&self.place, &other.place) || same(&self.real, &other.real)
    }
}

/// A file that is read, and what it is.
struct Input {
    path: PathBuf,
    what: &'static str,
    identity: Identity,
}

impl Input {
    fn new(what: &'static str, path: &Path) -> Self {
        Input { path: path.to_owned(), what, identity: Identity::of(path) }
    }
}

/// Files to write, each by its flag, that appear to be writable.
pub(super) struct Outputs {
    wanted: Vec<(&'static str, PathBuf)>,
    /// The files that are known to be read so far.
    inputs: Mutex<Vec<Input>>,
}

impl Outputs {
    /// Checks whether files can be written, so that this does not fail once the plan is made. `plans` are the saved plans
    /// that are read.
    pub(super) fn prepare(
        global: &Global,
        wanted: Vec<(&'static str, PathBuf)>,
        plans: &[PathBuf],
    ) -> Result<Self, (Exit, Problems)> {
        let mut refused = Problems::new();
        let mut wrong = Problems::new();
        let mut taken: Vec<(&str, Identity)> = Vec::new();
        for (flag, path) in &wanted {
            if let Err(what) = write_file::target(path) {
                refused.push(unwritable(flag, path, &what.to_string()));
                continue;
            }
            let identity = Identity::of(path);
            match taken.iter().find(|(_, it)| it.is(&identity)) {
                Some((other, _)) => wrong.push(
                    Problem::new(format!(
                        "{other} and {flag} name the same file: {}",
                        path.display()
                    ))
                    .hint("use a different file for each"),
                ),
                None => taken.push((flag, identity)),
            }
        }
        let root = root_file(global);
        let inputs = std::iter::once(Input::new("the root file", &root))
            .chain(global.token_file.iter().map(|it| Input::new("the token file", it)))
            .chain(plans.iter().map(|it| Input::new("a saved plan that is read", it)));
        let outputs = Outputs { wanted, inputs: Mutex::new(inputs.collect()) };
        wrong.append(outputs.collisions());
        if !wrong.is_empty() {
            return Err((Exit::Usage, wrong));
        }
        if !refused.is_empty() {
            return Err((Exit::Refused, refused));
        }
        Ok(outputs)
    }

    /// Adds the files of the configuration, and returns which outputs would overwrite one.
    pub(super) fn protect(&self, files: &[PathBuf]) -> Problems {
        if self.wanted.is_empty() {
            return Problems::new();
        }
        let new = files.iter().map(|it| Input::new("a file that the configuration reads", it));
        self.inputs().extend(new);
        self.collisions()
    }

    /// Writes an output, completely or not at all. One that would overwrite a file that is read is skipped: that is already
    /// reported.
    pub(super) fn write(&self, flag: &str, text: &str, readers: Readers) -> Result<(), Problem> {
        let Some((flag, path)) = self.wanted.iter().find(|it| it.0 == flag) else { return Ok(()) };
        if self.collision(flag, path).is_some() {
            return Ok(());
        }
        write_file::write(path, text, readers)
            .map_err(|error| unwritable(flag, path, &error.to_string()))
    }

    fn inputs(&self) -> MutexGuard<'_, Vec<Input>> {
        self.inputs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn collisions(&self) -> Problems {
        self.wanted.iter().filter_map(|(flag, path)| self.collision(flag, path)).collect()
    }

    fn collision(&self, flag: &str, path: &Path) -> Option<Problem> {
        let identity = Identity::of(path);
        let inputs = self.inputs();
        let input = inputs.iter().find(|it| it.identity.is(&identity))?;
        let input = format!("{}: {}", input.what, config::slashes(&input.path));
        Some(
            Problem::new(format!("{flag} {} would overwrite {input}", path.display()))
                .hint("use another file"),
        )
    }
}

fn unwritable(flag: &str, path: &Path, what: &str) -> Problem {
    Problem::new(format!("cannot write {flag} to {}: {what}", path.display()))
        .hint("use a file in a directory that exists")
}

/// The root file, as the command line names it.
pub(super) fn root_file(global: &Global) -> PathBuf {
    let config = &global.config;
    if config.is_dir() { config.join(ROOT_FILE) } else { config.clone() }
}
