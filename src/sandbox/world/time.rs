//! Times, as GitLab stores and formats them.

/// A time, in microseconds since 1970. GitLab stores microseconds and returns milliseconds; because of the difference,
/// `If-Unmodified-Since` refuses a time that was copied from an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Time(
    /// Microseconds since 1970.
    pub i64,
);

impl Time {
    /// The time at which a world starts by default.
    pub const START: Time = Time(1_767_600_000_000_123);

    /// The time of this machine.
    pub(crate) fn of_machine() -> Time {
        Time(jiff::Timestamp::now().as_microsecond())
    }

    /// As the header of a response has it.
    pub(crate) fn header(self) -> Option<String> {
        let moment = jiff::Timestamp::from_microsecond(self.0).ok()?;
        Some(moment.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())
    }

    /// As GitLab formats it: UTC, with milliseconds.
    pub fn text(self) -> String {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(moment) => format!("{moment:.3}"),
            Err(_) => String::from("1970-01-01T00:00:00.000Z"),
        }
    }

    /// The date, as GitLab formats dates.
    pub fn day(self) -> String {
        let mut text = self.text();
        text.truncate(10);
        text
    }

    /// Parses ISO 8601 with an offset or `Z`; a date alone means midnight in UTC.
    pub fn parse(text: &str) -> Option<Time> {
        let moment = text.parse::<jiff::Timestamp>().ok().or_else(|| {
            let date = text.parse::<jiff::civil::Date>().ok()?;
            Some(date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
        })?;
        Some(Time(moment.as_microsecond()))
    }

    /// This time plus a number of seconds.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Time {
        Time(self.0 + seconds * 1_000_000)
    }
}
