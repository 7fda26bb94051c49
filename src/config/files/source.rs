//! Reads a file, whatever it is.
//!
//! A configuration can come from anyone's merge request: a path can lead to a device, an endless pipe, or bytes that
//! are not text.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use crate::config::yaml::keys::Known;
use crate::config::yaml::room::{MAX_BYTES, Room};
use crate::problem::{Place, Problem, SourceText};

/// Why there is no text.
#[derive(Debug)]
pub(super) enum Unread {
    /// Something is wrong with the file.
    Problem(Box<Problem>),
    /// Together, the files are too large.
    NoRoom,
}

impl From<Problem> for Unread {
    fn from(problem: Problem) -> Self {
        Unread::Problem(Box::new(problem))
    }
}

/// Reads a file; messages call it `name`.
///
/// # Errors
/// If it is not a regular file, too large, or not UTF-8.
pub(super) fn read(path: &Path, name: &str, room: &Room) -> Result<Arc<SourceText>, Unread> {
    let refused = |error: io::Error| unreadable(name, &error);
    let metadata = fs::metadata(path).map_err(refused)?;
    if !metadata.is_file() {
        let what = if metadata.is_dir() { "a directory" } else { "a device, a pipe, or similar" };
        let problem = Problem::new(format!("this is {what}, not a file")).at(Place::file(name));
        return Err(problem.into());
    }
    let too_large = || {
        Problem::new(format!("the file is larger than {}", size(MAX_BYTES)))
            .at(Place::file(name))
            .hint("split it into several configurations, each with its own root file")
    };
    if metadata.len() > MAX_BYTES {
        return Err(too_large().into());
    }
    take(room, metadata.len())?;
    // A file can grow while it is read, and some report a length of 0.
    let mut bytes = vec![];
    let file = File::open(path).map_err(refused)?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(refused)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large().into());
    }
    take(room, (bytes.len() as u64).saturating_sub(metadata.len()))?;
    Ok(decode(bytes, name)?)
}

fn take(room: &Room, bytes: u64) -> Result<(), Unread> {
    room.takes_bytes(bytes).then_some(()).ok_or(Unread::NoRoom)
}

/// A size, for people.
pub(super) fn size(bytes: u64) -> String {
    match bytes >> 20 {
        0 => format!("{bytes} bytes"),
        megabytes => format!("{megabytes} MB"),
    }
}

/// For a file that cannot be read.
pub(super) fn unreadable(name: &str, error: &io::Error) -> Problem {
    let (why, hint) = match error.kind() {
        io::ErrorKind::NotFound => ("it does not exist".to_owned(), "check the path"),
        io::ErrorKind::PermissionDenied => {
            ("permission denied".to_owned(), "check the permissions of the file")
        }
        _ => (error.to_string(), "try again, or check the file system"),
    };
    Problem::new(format!("cannot read the file: {why}")).at(Place::file(name)).hint(hint)
}

/// Turns the bytes of a file into its text.
///
/// # Errors
/// If it is not UTF-8, or has a control character.
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
                format!("the file is not UTF-8: byte 0x{byte:02X} at line {line}, column {column}")
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
                "a text file cannot contain the control character U+{:04X}",
                character as u32
            );
            let problem =
                Problem::new(message).at(source.place(at..at + character.len_utf8())).hint(
                    "remove it, or write it as an escape in double quotes, such as `\\0` or `\\e`",
                );
            Known::default().hide([&problem]);
            Err(problem)
        }
        None => Ok(source),
    }
}
