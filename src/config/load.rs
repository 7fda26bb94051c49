//! From a path to all files of a configuration, each read and checked.
//!
//! What the files say together, duplicates between them for one, is not known here.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::include::{expand, slashes};
use super::keys::Known;
use super::source;
use super::tree::{Cursor, Kind, Tree};
use super::validate::{SchemaError, Validator, validate};
use crate::problem::{Place, Problem, Problems, SourceText};

/// What the root file is called in a folder.
pub const ROOT_FILE: &str = "labwright.yaml";
/// The version of the file format.
pub const VERSION: u64 = 1;

/// What only the root file may have.
const ROOT_ONLY: [&str; 2] = ["include", "gitlab"];

/// The compiled schema of a file.
#[derive(Debug)]
pub struct Schemas {
    file: Validator,
    /// For texts that are not YAML, where only names tell.
    known_keys: Known,
}

impl Schemas {
    /// Compiles the schema of the files. What concerns `version` in it is left to [`load`], which knows better
    /// words for it and asks for it in every root file.
    ///
    /// # Errors
    /// If it is no valid schema.
    pub fn new(root: &Value) -> Result<Self, SchemaError> {
        let mut schema = root.clone();
        schema["dependencies"] = Value::Object(serde_json::Map::new());
        if let Some(version) = schema.pointer_mut("/properties/version") {
            *version = Value::Bool(true);
        }
        let file = Validator::new(schema)?;
        let known_keys = file.known_keys();
        Ok(Schemas { file, known_keys })
    }

    /// Reads a file; should it be no text, what is shown of it holds no secrets.
    fn read(&self, path: &Path, shown: &str) -> Result<Arc<SourceText>, Problem> {
        source::read(path, shown).inspect_err(|problem| self.known_keys.hide(problem))
    }
}

/// One file, checked against the schema.
#[derive(Debug)]
pub struct File {
    /// As people should see it: relative to where the user points, with forward slashes.
    pub name: Arc<str>,
    /// Where it really is.
    pub path: PathBuf,
    /// Its text.
    pub source: Arc<SourceText>,
    /// Its values.
    pub tree: Tree,
}

impl File {
    /// Its outermost value: a mapping, or nothing if the file is empty.
    pub fn root(&self) -> Cursor<'_> {
        self.tree.root()
    }
}

/// A configuration: the root file, then the included ones by path.
#[derive(Debug)]
pub struct Loaded {
    /// At least the root file.
    pub files: Vec<File>,
    /// The folder of the root file, canonical: secrets in files are relative to it.
    pub folder: PathBuf,
}

impl Loaded {
    /// The files, the root file first.
    pub fn iter(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// The root file.
    pub fn root(&self) -> &File {
        &self.files[0]
    }

    /// The place of a value of a file, by the keys and numbers of items that lead there; of the last value
    /// on the way if it ends before.
    pub fn place_of<S: AsRef<str>>(
        &self,
        file: usize,
        path: impl IntoIterator<Item = S>,
    ) -> Option<Place> {
        Some(self.files.get(file)?.tree.locate(path).best_place())
    }
}

/// Reads and checks a configuration; `path` is its root file, or a folder that holds one.
///
/// # Errors
/// Every problem of every file. A file that is not YAML is told with its first mistake.
pub fn load(path: &Path, schemas: &Schemas) -> Result<Loaded, Problems> {
    let root = find(path)?;
    let shown = slashes(&root);
    let mut problems = Problems::new();
    let source = schemas.read(&root, &shown)?;
    let checked = check(&source, schemas, true);
    problems.extend(checked.problems);
    let Some(tree) = checked.tree else { return Err(problems) };
    let canonical = root.canonicalize().map_err(|error| {
        Problem::new(format!("cannot be found: {error}")).at(Place::file(shown.as_str()))
    })?;
    let folder = canonical.parent().map(Path::to_path_buf).unwrap_or_default();
    let included = included(&tree, &folder, &canonical, &mut problems);
    let beside = root.parent().unwrap_or(Path::new(""));
    let read = in_parallel(&included, |(path, relative)| {
        let shown = slashes(&beside.join(relative));
        schemas.read(path, &shown).map(|it| (check(&it, schemas, false), it))
    });
    let mut files = vec![File { name: Arc::clone(source.name()), path: canonical, source, tree }];
    for ((path, _), read) in included.into_iter().zip(read) {
        match read {
            Err(problem) => problems.push(problem),
            Ok((checked, source)) => {
                problems.extend(checked.problems);
                if let Some(tree) = checked.tree {
                    files.push(File { name: Arc::clone(source.name()), path, source, tree });
                }
            }
        }
    }
    problems.into_result(Loaded { files, folder })
}

/// The root file and what it includes as globs, for others who look for the files: editors. A root file that cannot
/// be read includes nothing.
pub fn globs(path: &Path) -> Vec<String> {
    let root = if path.is_dir() { path.join(ROOT_FILE) } else { path.to_path_buf() };
    let shown = slashes(&root);
    let mut globs = vec![shown.clone()];
    let tree = source::read(&root, &shown).ok().and_then(|it| Tree::parse(&it).tree);
    if let Some(include) = tree.as_ref().and_then(|it| it.root().get("include")) {
        let beside = root.parent().unwrap_or(Path::new(""));
        globs.extend(include.items().filter_map(|it| Some(slashes(&beside.join(it.text()?)))));
    }
    globs
}

fn find(path: &Path) -> Result<PathBuf, Problem> {
    if !path.is_dir() {
        return Ok(path.to_path_buf());
    }
    let root = path.join(ROOT_FILE);
    if root.symlink_metadata().is_ok() {
        return Ok(root);
    }
    let folder = match slashes(path) {
        it if it.is_empty() => "this folder".to_owned(),
        it => format!("the folder `{it}`"),
    };
    let other = ["labwright.yml", ".labwright.yaml", ".labwright.yml"]
        .into_iter()
        .find(|it| path.join(it).is_file());
    Err(Problem::new(format!("{folder} has no file `{ROOT_FILE}`")).hint(match other {
        Some(other) => format!("rename `{other}` to `{ROOT_FILE}`, or point at it with `-c`"),
        None => format!(
            "point with `-c` at a file, or at a folder that holds a `{ROOT_FILE}`; `labwright init` writes a first one"
        ),
    }))
}

struct Checked {
    tree: Option<Tree>,
    problems: Vec<Problem>,
}

fn check(source: &Arc<SourceText>, schemas: &Schemas, is_root: bool) -> Checked {
    let parsed = Tree::parse(source);
    let mut problems = parsed.problems;
    let Some(tree) = parsed.tree else {
        problems.iter().for_each(|it| schemas.known_keys.hide(it));
        return Checked { tree: None, problems };
    };
    let root = tree.root();
    // An included file of which everything is commented out includes nothing, and that is fine.
    let empty = root.kind() == Kind::Null;
    if empty && is_root {
        problems.push(
            Problem::new("the file is empty")
                .at(Place::file(Arc::clone(source.name())))
                .hint(format!("begin with `version: {VERSION}`")),
        );
    } else if !empty {
        // What could not be read has been told already.
        let told: HashSet<_> =
            problems.iter().filter_map(|it| it.place.clone()).map(|it| it.span.start).collect();
        let fresh =
            |it: &Problem| it.place.as_ref().is_none_or(|it| !told.contains(&it.span.start));
        problems.extend(validate(&schemas.file, &tree).into_iter().filter(fresh));
        problems.extend(version(root, is_root));
        if !is_root {
            problems.extend(root_only(root));
        }
    }
    Checked { tree: Some(tree), problems }
}

fn version(root: Cursor<'_>, is_root: bool) -> Option<Problem> {
    match root.get("version") {
        None if is_root && root.kind() == Kind::Mapping => Some(
            Problem::new("the file does not say its version")
                .at(root.place())
                .hint(format!("begin with the line `version: {VERSION}`")),
        ),
        None => None,
        Some(written) if written.json() == VERSION => None,
        Some(written) => Some(
            Problem::new(format!("this labwright reads version {VERSION} of the file format"))
                .at(written.best_place())
                .label("another version")
                .hint(match written.kind() {
                    Kind::Integer => format!("update labwright, or write `version: {VERSION}`"),
                    _ => format!("write `version: {VERSION}`"),
                }),
        ),
    }
}

fn root_only(root: Cursor<'_>) -> impl Iterator<Item = Problem> {
    ROOT_ONLY.into_iter().filter_map(move |key| {
        let written = root.get(key)?;
        Some(
            Problem::new(format!("`{key}` can only be in the root file"))
                .at(written.key_place())
                .hint("move it to the file that includes this one"),
        )
    })
}

/// The included files by path from the folder, each once.
fn included(
    tree: &Tree,
    folder: &Path,
    root: &Path,
    problems: &mut Problems,
) -> Vec<(PathBuf, PathBuf)> {
    let mut found = std::collections::BTreeMap::new();
    let Some(globs) = tree.root().get("include") else { return vec![] };
    for glob in globs.items() {
        let Some(text) = glob.text() else { continue };
        match expand(folder, text) {
            Ok(files) => found.extend(files),
            Err((message, hint)) => {
                problems.push(Problem::new(message).at(glob.place()).hint(hint))
            }
        }
    }
    found.remove(root);
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by(|one, other| one.1.cmp(&other.1));
    found
}

/// Does the work for every item on all cores; results are in the order of the items.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(items.len());
    if cores < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
                    let result = work(item);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}
