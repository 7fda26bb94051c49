//! Addresses that hold credentials.

use std::borrow::Cow;

use super::mask::MASK;

/// The text with the credentials of every address in it masked: `https://user:***@host`. What stands alone before the
/// `@` may be a token as well, and is masked too.
///
/// ```
/// use labwright::gitlab::without_credentials;
/// assert_eq!(without_credentials("https://mia:pw@a.example/in"), "https://mia:***@a.example/in");
/// assert_eq!(without_credentials("https://a.example/@mia"), "https://a.example/@mia");
/// ```
pub fn without_credentials(text: &str) -> Cow<'_, str> {
    if !text.contains("://") || !text.contains('@') {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        shown += before;
        let is_end = |c: char| matches!(c, '/' | '?' | '#' | '"' | '<' | '>') || c.is_whitespace();
        let authority = &after[..after.find(is_end).unwrap_or(after.len())];
        rest = after;
        if let Some(end) = authority.rfind('@') {
            match authority[..end].split_once(':') {
                Some((user, _)) => shown.extend([user, ":", MASK]),
                None => shown += MASK,
            }
            rest = &after[end..];
        }
    }
    shown += rest;
    shown.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_in_addresses_are_masked_and_nothing_else() {
        let check = |text: &str, shown: &str| assert_eq!(without_credentials(text), shown);
        check("https://u:p@h/x", "https://u:***@h/x");
        check("https://u:p@ss:w@h:8443/x?y=a@b", "https://u:***@h:8443/x?y=a@b");
        check("https://:p@h", "https://:***@h");
        check("https://token@h/x", "https://***@h/x");
        check(
            "see https://u:p@h and http://t@i, ask @mia",
            "see https://u:***@h and http://***@i, ask @mia",
        );
        check("https://h/@u:p@x", "https://h/@u:p@x");
        check("https://h", "https://h");
        check("a@b", "a@b");
        check("://", "://");
        check("https://größe:geheim@h", "https://größe:***@h");
    }
}
