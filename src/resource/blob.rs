//! A file of a repository, by git's own ID of its content. Nothing is normalised: line ends count (measured).

use std::fmt::Write as _;

/// The content of a file, as far as a plan knows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Blob {
    /// git's IDs of it: of a repository with SHA-1 and with SHA-256. GitLab returns one of them.
    ids: Vec<String>,
    /// Its size in bytes, if it is known.
    size: Option<u64>,
    /// How many lines it has, if it is text and known.
    lines: Option<usize>,
    /// Where it is.
    source: BlobSource,
}

/// Where the content of a file is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlobSource {
    /// In the configuration.
    Text(String),
    /// In a file that the configuration names.
    File {
        /// Its path from the directory of the root file.
        path: String,
        /// The SHA-256 of the bytes, in hexadecimal.
        sha256: String,
    },
    /// In GitLab.
    Live,
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, it| {
        let _ = write!(text, "{it:02x}");
        text
    })
}

/// git's IDs of these bytes, with SHA-1 and with SHA-256.
fn ids(bytes: &[u8]) -> Vec<String> {
    let id = |algorithm| {
        let mut context = ring::digest::Context::new(algorithm);
        context.update(format!("blob {}\0", bytes.len()).as_bytes());
        context.update(bytes);
        hexadecimal(context.finish().as_ref())
    };
    // git's own choice, which protects nothing here: whoever can make two files of one ID has both of them.
    vec![id(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY), id(&ring::digest::SHA256)]
}

impl Blob {
    /// The content of these bytes.
    pub fn of(bytes: &[u8], source: BlobSource) -> Self {
        let text = std::str::from_utf8(bytes).ok().filter(|it| !it.contains('\0'));
        Blob {
            ids: ids(bytes),
            size: Some(bytes.len() as u64),
            lines: text.map(|it| it.lines().count()),
            source,
        }
    }

    /// A text in the configuration.
    pub fn text(text: &str) -> Self {
        Blob::of(text.as_bytes(), BlobSource::Text(text.to_owned()))
    }

    /// What GitLab has, by its ID.
    pub fn live(id: &str, size: Option<u64>) -> Self {
        Blob { ids: vec![id.to_owned()], size, lines: None, source: BlobSource::Live }
    }

    /// Where it is.
    pub fn source(&self) -> &BlobSource {
        &self.source
    }

    /// Whether both are the same content.
    pub(super) fn is_same(&self, other: &Blob) -> bool {
        self.ids.iter().any(|it| other.ids.contains(it))
    }

    /// For people: how much it is, and the beginning of its ID. Never the content, which can be a secret.
    pub(super) fn label(&self) -> String {
        let count = |number: u64, noun: &str| match number {
            1 => format!("1 {noun}"),
            number => format!("{number} {noun}s"),
        };
        let short: String = self.ids.iter().flat_map(|it| it.chars()).take(12).collect();
        let file = match &self.source {
            BlobSource::File { path, .. } => Some(path.clone()),
            _ => None,
        };
        let lines = self.lines.map(|it| count(it as u64, "line"));
        let size = self.size.map(|it| count(it, "byte"));
        let parts = [file, lines, size, Some(format!("blob {short}"))];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `git hash-object` prints, and what GitLab returned for these files (recordings).
    #[test]
    fn ids_are_those_of_git() {
        let cases = [
            ("", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"),
            ("one\n", "5626abf0f72e58d7a153368ba57db4c673c0e171"),
            ("a\r\nb\r\n", "c30dea8a3641ea99b125d04d599d843712292759"),
        ];
        for (text, id) in cases {
            assert!(Blob::text(text).is_same(&Blob::live(id, None)), "{text:?}");
            assert!(!Blob::text(text).is_same(&Blob::text("another")), "{text:?}");
        }
        let id = "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813";
        assert!(Blob::text("").is_same(&Blob::live(id, None)), "SHA-256");
    }

    #[test]
    fn a_label_says_how_much_it_is_and_never_what() {
        let label = Blob::text("password: hunter2\n").label();
        assert_eq!(label, "1 line, 18 bytes, blob 91d5f55a57aa");
        assert!(!label.contains("hunter2"));
        let image =
            Blob::of(b"\x89PNG\0", BlobSource::File { path: "a.png".into(), sha256: "".into() });
        assert!(image.label().starts_with("a.png, 5 bytes, blob "), "{}", image.label());
    }
}
