//! Reading a file, whatever it is.
//!
//! A configuration may come from anybody's merge request: a path can lead to a device, a pipe that never
//! ends, or text that is none.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::problem::{Place, Problem, SourceText};

/// How large a file may be, and all files of a configuration together. The worst text of this size takes some fifteen times
/// as much memory.
pub const MAX_BYTES: u64 = 32 << 20;

/// How many bytes the files of a configuration may still have together.
#[derive(Debug)]
pub(super) struct Room(AtomicU64);

impl Room {
    pub(super) fn new(bytes: u64) -> Self {
        Room(AtomicU64::new(bytes))
    }

    fn take(&self, bytes: u64) -> Result<(), Unread> {
        let taken = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes));
        taken.map(drop).map_err(|_| Unread::NoRoom)
    }
}

/// Why there is no text.
#[derive(Debug)]
pub(super) enum Unread {
    /// Something is wrong with the file.
    Problem(Box<Problem>),
    /// It is too large together with the others.
    NoRoom,
}

impl From<Problem> for Unread {
    fn from(problem: Problem) -> Self {
        Unread::Problem(Box::new(problem))
    }
}

/// Reads a file; `name` is what people are shown.
///
/// # Errors
/// What is wrong with it, if it is no regular file, too large, or not UTF-8.
pub(super) fn read(path: &Path, name: &str, room: &Room) -> Result<Arc<SourceText>, Unread> {
    let refused = |error: io::Error| unreadable(name, &error);
    let metadata = fs::metadata(path).map_err(refused)?;
    if !metadata.is_file() {
        let what = if metadata.is_dir() { "a folder" } else { "a device, a pipe or the like" };
        let problem = Problem::new(format!("this is {what}, not a file")).at(Place::file(name));
        return Err(problem.into());
    }
    let too_large = || {
        Problem::new(format!("the file is larger than {}", size(MAX_BYTES)))
            .at(Place::file(name))
            .hint("split it into several configurations, each with a root file of its own")
    };
    if metadata.len() > MAX_BYTES {
        return Err(too_large().into());
    }
    room.take(metadata.len())?;
    // A file can grow while it is read, and some report a length of 0.
    let mut bytes = vec![];
    let file = File::open(path).map_err(refused)?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(refused)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large().into());
    }
    room.take((bytes.len() as u64).saturating_sub(metadata.len()))?;
    Ok(decode(bytes, name)?)
}

/// A size, for people.
pub(super) fn size(bytes: u64) -> String {
    match bytes >> 20 {
        0 => format!("{bytes} bytes"),
        megabytes => format!("{megabytes} MB"),
    }
}

/// For a file that the system does not let read.
pub(super) fn unreadable(name: &str, error: &io::Error) -> Problem {
    let (why, hint) = match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file".to_owned(), "check the path"),
        io::ErrorKind::PermissionDenied => {
            ("permission denied".to_owned(), "check who may read the file")
        }
        _ => (error.to_string(), "try again, or check the file system"),
    };
    Problem::new(format!("cannot be read: {why}")).at(Place::file(name)).hint(hint)
}

/// Turns the bytes of a file into its text.
///
/// # Errors
/// Where it is not UTF-8, or has a byte that text does not have.
pub fn decode(mut bytes: Vec<u8>, name: &str) -> Result<Arc<SourceText>, Problem> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    let utf_16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let byte = bytes[at];
            let begin = bytes[..at].iter().rposition(|it| *it == b'\n').map_or(0, |it| it + 1);
            let place = Place {
                line: 1 + bytes[..at].iter().filter(|it| **it == b'\n').count(),
                column: 1 + String::from_utf8_lossy(&bytes[begin..at]).chars().count(),
                ..Place::file(name)
            };
            let (line, column) = (place.line, place.column);
            let message = if utf_16 {
                "the file is UTF-16, not UTF-8".into()
            } else {
                format!("the file is not UTF-8: byte 0x{byte:02X} in line {line}, column {column}")
            };
            return Err(Problem::new(message).at(place).hint("save the file as UTF-8"));
        }
    };
    let forbidden = |it: &char| it.is_control() && !matches!(it, '\n' | '\r' | '\t' | '\u{85}');
    let found = text.char_indices().find(|(_, it)| forbidden(it));
    let source = SourceText::new(name, text);
    match found {
        Some((at, character)) => {
            let message = format!(
                "the control character U+{:04X} cannot be in a text file",
                character as u32
            );
            let problem = Problem::new(message)
                .at(source.place(at..at + character.len_utf8()))
                .hint("remove it; in double quotes it can be written as an escape, like `\\0` or `\\e`");
            super::keys::Known::default().hide([&problem]);
            Err(problem)
        }
        None => Ok(source),
    }
}
