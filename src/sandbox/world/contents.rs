//! What is in a repository: the files of each commit, and who made it.
//!
//! IDs of files and directories are those of git. A commit that a test names without saying what is in it has what the oldest
//! commit has: a README.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::time::Time;

/// A file of a commit.
#[derive(Debug, Clone)]
pub struct File {
    /// What it contains.
    pub bytes: Arc<Vec<u8>>,
    /// Whether it can be executed.
    pub executable: bool,
    /// The last commit that changed it.
    pub commit: String,
}

impl File {
    /// A file that a commit adds.
    pub fn new(bytes: Vec<u8>, commit: &str) -> File {
        File { bytes: Arc::new(bytes), executable: false, commit: commit.to_owned() }
    }

    /// Its ID.
    pub fn blob_id(&self) -> String {
        object_id("blob", &self.bytes)
    }
}

/// The files of a commit, by path.
pub type Files = BTreeMap<String, File>;

/// Who made a commit, and when.
#[derive(Debug, Clone)]
pub struct Signature {
    /// Name and e-mail address of the author.
    pub author: (String, String),
    /// Name and e-mail address of who committed it.
    pub committer: (String, String),
    /// When.
    pub at: Time,
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn digest(kind: &str, bytes: &[u8]) -> ring::digest::Digest {
    let mut context = ring::digest::Context::new(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY);
    context.update(format!("{kind} {}\0", bytes.len()).as_bytes());
    context.update(bytes);
    context.finish()
}

fn object_id(kind: &str, bytes: &[u8]) -> String {
    hexadecimal(digest(kind, bytes).as_ref())
}

/// The SHA-256 of bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(ring::digest::digest(&ring::digest::SHA256, bytes).as_ref())
}

/// One line of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) is_directory: bool,
    pub(crate) path: String,
    pub(crate) mode: &'static str,
    pub(crate) id: String,
}

/// The tree object of a directory (`""` or `a/b/`), and its lines and those below it.
fn tree(files: &Files, directory: &str) -> (Vec<u8>, Vec<Line>) {
    // git sorts a directory as if its name ended with a slash.
    let mut here: BTreeMap<String, Option<&File>> = BTreeMap::new();
    for (path, file) in files.range(directory.to_owned()..) {
        let Some(rest) = path.strip_prefix(directory) else { break };
        match rest.split_once('/') {
            Some((name, _)) => drop(here.insert(format!("{name}/"), None)),
            None => drop(here.insert(rest.to_owned(), Some(file))),
        }
    }
    let (mut object, mut lines) = (Vec::new(), Vec::new());
    for (name, file) in here {
        let name = name.trim_end_matches('/');
        let path = format!("{directory}{name}");
        let (stored, mode, id, below) = match file {
            Some(file) if file.executable => {
                ("100755", "100755", digest("blob", &file.bytes), Vec::new())
            }
            Some(file) => ("100644", "100644", digest("blob", &file.bytes), Vec::new()),
            None => {
                let (inner, below) = tree(files, &format!("{path}/"));
                ("40000", "040000", digest("tree", &inner), below)
            }
        };
        object.extend_from_slice(format!("{stored} {name}\0").as_bytes());
        object.extend_from_slice(id.as_ref());
        let id = hexadecimal(id.as_ref());
        lines.push(Line { is_directory: file.is_none(), path, mode, id });
        lines.extend(below);
    }
    (object, lines)
}

/// The lines of a directory (`""` or `a/b`), and of all below it if `recursive`: directories first, as GitLab lists them. `None`
/// if there is no such directory.
pub(crate) fn lines(files: &Files, directory: &str, recursive: bool) -> Option<Vec<Line>> {
    let inside = if directory.is_empty() { String::new() } else { format!("{directory}/") };
    let (_, mut lines) = tree(files, &inside);
    if lines.is_empty() && !directory.is_empty() {
        return None;
    }
    let deep = |line: &Line| line.path.get(inside.len()..).is_some_and(|it| it.contains('/'));
    lines.retain(|line| recursive || !deep(line));
    lines.sort_by_key(|line| !line.is_directory);
    Some(lines)
}
