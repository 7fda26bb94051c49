//! A command that gets a field of a credential.

use super::name::marked;

/// A command that gets a field of a new credential on its standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenCommand {
    /// The program and its arguments. No shell reads them.
    pub words: Vec<String>,
    /// The field of the response that it gets.
    pub field: &'static str,
}

impl TokenCommand {
    /// As a line of a shell, for people.
    pub(crate) fn line(&self) -> String {
        words(&self.words)
    }
}

/// Words as a line of a shell.
pub(crate) fn words(words: &[String]) -> String {
    words.iter().map(|it| quoted(&marked(it))).collect::<Vec<_>>().join(" ")
}

/// A text as one word of a shell.
pub(crate) fn quoted(word: &str) -> String {
    let plain = |it: u8| it.is_ascii_alphanumeric() || b"/_.-+:,@%=".contains(&it);
    match !word.is_empty() && word.bytes().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}
