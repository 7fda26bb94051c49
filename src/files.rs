//! Reads the files that a configuration names: secrets, and what is sent as it is. Nothing outside the directories that
//! the caller allows is ever read.

use std::fmt::Display;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Why a file that a configuration names is not read.
#[derive(Debug)]
pub(crate) enum Unread {
    /// It is outside the directories that it may be in, by `..`, by an absolute path, or through a link.
    Outside,
    /// It is larger than so many bytes.
    TooLarge(u64),
    /// Another reason, as a part of a sentence.
    Because(String),
}

/// The bytes of a file in the first of these directories, which its path is relative to. It must really be inside one of them;
/// a directory that does not exist allows nothing.
///
/// # Errors
/// Why it is not read. It is never larger than `most`.
pub(crate) fn read_within(folders: &[&Path], path: &str, most: u64) -> Result<Vec<u8>, Unread> {
    let because = |why: &dyn Display| Unread::Because(why.to_string());
    let Some(first) = folders.first() else { return Err(Unread::Outside) };
    let at = first.join(path).canonicalize().map_err(|it| match it.kind() {
        ErrorKind::NotFound => because(&"the file does not exist"),
        _ => because(&it),
    })?;
    if !folders.iter().any(|it| it.canonicalize().is_ok_and(|it| at.starts_with(it))) {
        return Err(Unread::Outside);
    }
    if !at.is_file() {
        return Err(because(&"it is not a regular file"));
    }
    let file = File::open(at).map_err(|it| because(&it))?;
    let mut bytes = Vec::with_capacity(usize::try_from(most).unwrap_or_default().saturating_add(1));
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|it| because(&it))?;
    match bytes.len() as u64 > most {
        true => Err(Unread::TooLarge(most)),
        false => Ok(bytes),
    }
}

/// Why a file is not read, as a sentence, and what to do.
pub(crate) type Refused = (String, &'static str);

/// The largest file that is sent as it is.
const MOST: u64 = 10 << 20;

/// The bytes of a file that is sent as it is, which must be in the directory of the root file.
///
/// # Errors
/// Why it is not read, as a sentence, and what to do.
pub(crate) fn read_content(folder: &Path, path: &str) -> Result<Vec<u8>, Refused> {
    let place =
        "write its path relative to the file that names it, in the directory of the root file";
    read_within(&[folder], path, MOST).map_err(|it| match it {
        Unread::Because(why) => (format!("`{path}` cannot be read: {why}"), place),
        Unread::Outside => (format!("`{path}` is outside the directory of the root file"), place),
        Unread::TooLarge(most) => (
            format!("`{path}` is larger than {} MiB, the most that labwright sends", most >> 20),
            "keep large files elsewhere, such as in GitLab's package registry",
        ),
    })
}

/// The name of a file without its directories.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
