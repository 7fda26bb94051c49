//! Files that are written completely or not at all: first next to their destination, then moved there in one step.
//!
//! A link is replaced, never followed. A device or a pipe is written to: a file moved to its place would replace it.

use std::fs::{FileType, OpenOptions};
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};

/// Who can read what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// Only its owner.
    Owner,
    /// Everyone whom the umask allows: GitLab Runner uploads reports as another user.
    AsUsual,
}

/// How a place is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A new file replaces it.
    File,
    /// The text is appended to what is there: a terminal, a pipe, `/dev/null`, `/dev/stdout`.
    Stream,
}

/// Writes a file completely or not at all.
pub(super) fn write(path: &Path, text: &str, readers: Readers) -> Result<()> {
    if target(path)? == Target::Stream {
        let mut stream = OpenOptions::new().append(true).open(path)?;
        return stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    }
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    if readers == Readers::AsUsual {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = readers;
    let mut file = builder.tempfile_in(folder(path))?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// How a place can be written to.
///
/// # Errors
/// Why it cannot.
pub(super) fn target(path: &Path) -> Result<Target> {
    if path.is_dir() {
        return Err(refused("it is a directory"));
    }
    let place = place(path)?;
    // A link there refers to something that is open, and must not be replaced.
    let is_system = place.parent() == Some(Path::new("/dev")) || place.starts_with("/proc");
    let metadata = match is_system {
        true => Some(path.metadata()?),
        false => path.symlink_metadata().ok(),
    };
    match metadata.map(|it| it.file_type()) {
        Some(kind) if takes_text(kind)? => Ok(Target::Stream),
        Some(_) if is_system => Ok(Target::Stream),
        _ => Ok(Target::File),
    }
}

/// Whether it is not a regular file, but can be written to.
#[cfg(unix)]
fn takes_text(kind: FileType) -> Result<bool> {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_socket() {
        return Err(refused("it is a socket"));
    }
    if kind.is_block_device() {
        return Err(refused("it is a block device"));
    }
    Ok(kind.is_fifo() || kind.is_char_device())
}

#[cfg(not(unix))]
fn takes_text(_: FileType) -> Result<bool> {
    Ok(false)
}

fn refused(why: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidInput, why.into())
}

/// Where a file will be, in one spelling for all paths to it.
///
/// # Errors
/// Why it cannot be there.
pub(super) fn place(path: &Path) -> Result<PathBuf> {
    let name = path.file_name().ok_or_else(|| refused("it does not name a file"))?;
    let folder = folder(path);
    match folder.canonicalize() {
        Ok(it) if it.is_dir() => Ok(it.join(name)),
        Ok(_) => Err(refused(format!("{} is not a directory", folder.display()))),
        Err(_) => Err(refused(format!("the directory {} does not exist", folder.display()))),
    }
}

/// The directory that contains a file.
pub(super) fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(it) if !it.as_os_str().is_empty() => it.to_owned(),
        _ => PathBuf::from("."),
    }
}
