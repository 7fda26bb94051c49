//! How long a server asks to wait, and how many requests it still allows.
//!
//! Pure: it reads headers. Which calls are retried is decided where they are sent.

use super::pace::Quota;
use jiff::fmt::rfc2822;
use std::time::Duration;

/// The wait of `Retry-After`, or of `RateLimit-Reset` if a limit is used up and there is no `Retry-After`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wait {
    /// None, or an unreadable one.
    Unsaid,
    /// A wait within the limit.
    For(Duration),
    /// A wait beyond the limit.
    TooLong(Duration),
}

/// Reads `Retry-After`, in seconds or as a date. A date is compared with the server's own `Date`, if there is one: the
/// clocks may differ.
pub(crate) fn wait<'h>(header: impl Fn(&str) -> Option<&'h str>, longest: Duration) -> Wait {
    let asked = match header("retry-after").map(str::trim) {
        Some(text) => match text.parse::<u64>() {
            Ok(seconds) => Some(Duration::from_secs(seconds)),
            Err(_) if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) => {
                Some(Duration::MAX)
            }
            Err(_) => read(text).map(|then| since(then, header("date"))),
        },
        None => quota(header).filter(|it| it.remaining == 0).map(|it| it.left),
    };
    match asked {
        None => Wait::Unsaid,
        Some(wait) if wait > longest => Wait::TooLong(wait),
        Some(wait) => Wait::For(wait),
    }
}

/// Reads `RateLimit-Limit`, `-Remaining` and `-Reset` (seconds since 1970).
pub(crate) fn quota<'h>(header: impl Fn(&str) -> Option<&'h str>) -> Option<Quota> {
    let number = |name: &str| header(name)?.trim().parse::<u64>().ok();
    let reset = i64::try_from(number("ratelimit-reset")?).ok()?;
    let left = since(jiff::Timestamp::from_second(reset).ok()?, header("date"));
    Some(Quota {
        limit: number("ratelimit-limit")?,
        remaining: number("ratelimit-remaining")?,
        left,
    })
}

/// A wait for people: `0.4 s`, `12 s`.
pub(super) fn seconds(wait: Duration) -> String {
    match wait.as_secs_f64() {
        few if few < 10.0 => format!("{few:.1} s"),
        many => format!("{many:.0} s"),
    }
}

/// A date as HTTP writes it.
pub(super) fn read(date: &str) -> Option<jiff::Timestamp> {
    rfc2822::parse(date.trim()).ok().map(|time| time.timestamp())
}

/// A time in the past is no wait.
fn since(then: jiff::Timestamp, date: Option<&str>) -> Duration {
    let now = date.and_then(read).unwrap_or_else(jiff::Timestamp::now);
    Duration::try_from(then.duration_since(now)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_read_and_bounded() {
        let date = Some("Sun, 22 Nov 2026 03:27:20 GMT");
        let says = |text: Option<&'static str>| {
            move |name: &str| match name {
                "retry-after" => text,
                "date" => date,
                _ => None,
            }
        };
        let check = |text: &'static str, expected: Wait| {
            assert_eq!(wait(says(Some(text)), Duration::from_secs(60)), expected, "{text}");
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
        assert_eq!(wait(says(None), secs(60)), Wait::Unsaid);
    }

    #[test]
    fn a_quota_is_read_against_the_clock_of_the_server() {
        let says = |remaining: &'static str| {
            move |name: &str| match name {
                "ratelimit-limit" => Some("60"),
                "ratelimit-remaining" => Some(remaining),
                "ratelimit-reset" => Some("1795318060"),
                "date" => Some("Sun, 22 Nov 2026 03:27:20 GMT"),
                _ => None,
            }
        };
        let left = Duration::from_secs(20);
        assert_eq!(quota(says("3")), Some(Quota { limit: 60, remaining: 3, left }));
        assert_eq!(quota(says("few")), None);
        let longest = Duration::from_secs(60);
        assert_eq!(wait(says("0"), longest), Wait::For(left));
        assert_eq!(wait(says("3"), longest), Wait::Unsaid);
    }
}
