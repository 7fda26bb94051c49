//! Reading a file, whatever it is.
//!
//! A configuration may come from anybody's merge request: a path can lead to a device, a pipe that never
//! ends, or text that is none.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use crate::problem::{Place, Problem, SourceText};

/// How large a file may be.
pub const MAX_BYTES: u64 = 64 << 20;

/// Reads a file; `name` is what people are shown.
///
/// # Errors
/// What is wrong with it, if it is no regular file, too large, or not UTF-8.
pub fn read(path: &Path, name: &str) -> Result<Arc<SourceText>, Problem> {
    let refused = |error: io::Error| {
        let hint = match error.kind() {
            io::ErrorKind::NotFound => "check the path",
            io::ErrorKind::PermissionDenied => "check who may read the file",
            _ => "try again, or check the file system",
        };
        Problem::new(format!("cannot be read: {}", reason(&error))).at(Place::file(name)).hint(hint)
    };
    let metadata = fs::metadata(path).map_err(refused)?;
    if !metadata.is_file() {
        let what = if metadata.is_dir() { "a folder" } else { "a device, a pipe or the like" };
        return Err(Problem::new(format!("this is {what}, not a file")).at(Place::file(name)));
    }
    let too_large = || {
        Problem::new(format!("the file is larger than {} MB", MAX_BYTES >> 20))
            .at(Place::file(name))
            .hint("split it into several files and name them under `include`")
    };
    if metadata.len() > MAX_BYTES {
        return Err(too_large());
    }
    // A file can grow while it is read, and some tell a length of 0.
    let mut bytes = vec![];
    let file = File::open(path).map_err(refused)?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(refused)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large());
    }
    decode(bytes, name)
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
            super::keys::Known::default().hide(&problem);
            Err(problem)
        }
        None => Ok(source),
    }
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => error.to_string(),
    }
}
