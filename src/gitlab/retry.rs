//! How long a server asks to be left alone.
//!
//! Pure: it reads two headers. Which calls may be repeated is decided where they are sent.

use jiff::fmt::rfc2822;
use std::time::Duration;

/// What `Retry-After` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wait {
    /// Nothing, or nothing that can be read.
    Unsaid,
    /// A wait within bounds.
    For(Duration),
    /// A wait that nobody would sit through.
    TooLong(Duration),
}

/// Reads `Retry-After`, in seconds or as a date. A date is measured against the server's own `Date` where there is one:
/// its clock need not be ours.
pub(crate) fn wait(retry_after: Option<&str>, date: Option<&str>, longest: Duration) -> Wait {
    let Some(text) = retry_after.map(str::trim) else { return Wait::Unsaid };
    let wait = match text.parse::<u64>() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) => {
            Some(Duration::MAX)
        }
        Err(_) => until(text, date),
    };
    match wait {
        None => Wait::Unsaid,
        Some(wait) if wait > longest => Wait::TooLong(wait),
        Some(wait) => Wait::For(wait),
    }
}

fn until(then: &str, date: Option<&str>) -> Option<Duration> {
    let read = |text: &str| rfc2822::parse(text.trim()).ok().map(|time| time.timestamp());
    let then = read(then)?;
    let now = date.and_then(read).unwrap_or_else(jiff::Timestamp::now);
    // A date that has passed asks for no wait at all.
    Some(Duration::try_from(then.duration_since(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_read_and_bounded() {
        let date = Some("Sun, 22 Nov 2026 03:27:20 GMT");
        let check = |text: &str, expected: Wait| {
            assert_eq!(wait(Some(text), date, Duration::from_secs(60)), expected, "{text}");
        };
        let secs = Duration::from_secs;
        check("20", Wait::For(secs(20)));
        check(" 0 ", Wait::For(secs(0)));
        check("60", Wait::For(secs(60)));
        check("61", Wait::TooLong(secs(61)));
        check("99999999999999999999999", Wait::TooLong(Duration::MAX));
        check("Sun, 22 Nov 2026 03:27:40 GMT", Wait::For(secs(20)));
        check("Sun, 22 Nov 2026 03:27:10 GMT", Wait::For(secs(0)));
        check("Sun, 22 Nov 2026 04:27:20 GMT", Wait::TooLong(secs(3600)));
        for unreadable in ["", "soon", "-5", "1.5"] {
            check(unreadable, Wait::Unsaid);
        }
        assert_eq!(wait(None, date, secs(60)), Wait::Unsaid);
    }
}
