//! The table: what goes wrong, how often, and what comes of it.

use std::fmt::Write as _;

use labwright::sandbox::{Answer, Harm, Times};

/// What comes of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Done, as if nothing had happened.
    Done,
    /// Repeated, and done.
    Repeated,
    /// The answer was lost; looking showed that it took effect.
    Looked,
    /// The answer was lost; looking showed nothing, so it was sent once more, and done.
    SentAgain,
    /// Told as a problem or as failed; the rest goes on.
    Named,
    /// Told as unknown; the rest goes on.
    Unknown,
    /// Everything stops.
    Stops,
}

use Cell::{Done, Looked, Named, Repeated, SentAgain, Stops, Unknown};

/// How often a fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Often {
    Once,
    Always,
    /// The second call and no other.
    Second,
    /// All but the first.
    Later,
}

use Often::{Always, Later, Once, Second};

impl Often {
    pub(crate) fn from(self) -> u64 {
        if matches!(self, Second | Later) { 2 } else { 1 }
    }

    pub(crate) fn times(self) -> Times {
        if matches!(self, Always | Later) { Times::Always } else { Times::Count(1) }
    }
}

/// A call that a fault strikes.
pub(crate) struct Call {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    heading: &'static str,
}

const CHECKS: &str = "/projects/acme%2Fapi/external_status_checks";
const CHECK: &str = "/projects/acme%2Fapi/external_status_checks/*";
const BRANCH: &str = "/projects/acme%2Fapi/protected_branches/*";

pub(crate) const CALLS: [Call; 5] = [
    Call { method: "GET", path: CHECKS, heading: "a plan's `GET`" },
    Call { method: "POST", path: CHECKS, heading: "`POST`, a creation" },
    Call { method: "PUT", path: CHECK, heading: "`PUT`, a change" },
    Call { method: "PATCH", path: BRANCH, heading: "`PATCH`, a delta" },
    Call { method: "DELETE", path: CHECK, heading: "`DELETE`" },
];

/// A fault, and what comes of it for each of [`CALLS`]; `None` where it has no meaning.
pub(crate) struct Row {
    pub(crate) what: &'static str,
    pub(crate) harm: fn() -> Harm,
    pub(crate) often: Often,
    pub(crate) cells: [Option<Cell>; 5],
}

const fn row(what: &'static str, often: Often, harm: fn() -> Harm, cells: [Cell; 5]) -> Row {
    let [a, b, c, d, e] = cells;
    Row { what, harm, often, cells: [Some(a), Some(b), Some(c), Some(d), Some(e)] }
}

const fn read(what: &'static str, often: Often, harm: fn() -> Harm, cell: Cell) -> Row {
    Row { what, harm, often, cells: [Some(cell), None, None, None, None] }
}

#[rustfmt::skip]
pub(crate) const ROWS: &[Row] = &[
    row("the connection ends before the work is done", Once, || Harm::DropBefore, [Repeated, SentAgain, Repeated, Unknown, Repeated]),
    row("the connection ends before the work is done", Always, || Harm::DropBefore, [Named, Unknown, Unknown, Unknown, Unknown]),
    row("the connection ends when the work is done", Once, || Harm::DropAfter, [Repeated, Looked, Repeated, Looked, Repeated]),
    row("the connection ends when the work is done", Always, || Harm::DropAfter, [Named, Looked, Looked, Looked, Looked]),
    row("the connection ends within the answer", Once, || Harm::CutOff, [Repeated, Looked, Repeated, Looked, Done]),
    row("the connection ends within the answer", Always, || Harm::CutOff, [Named, Looked, Looked, Looked, Done]),
    row("nothing is done and nothing answered", Always, || Harm::StallBefore, [Named, Unknown, Unknown, Unknown, Unknown]),
    row("the work is done and nothing answered", Always, || Harm::StallAfter, [Named, Looked, Looked, Looked, Looked]),
    row("the answer comes late", Always, || Harm::Slow { milliseconds: 5 }, [Done, Done, Done, Done, Done]),
    row("401, a token that is not known, or no right", Once, || Harm::Unauthorized, [Named, Named, Named, Named, Named]),
    row("401, a token that was revoked", Once, || Harm::Revoked, [Stops, Stops, Stops, Stops, Stops]),
    row("403", Always, || Harm::Forbidden, [Named, Named, Named, Named, Named]),
    row("404, no such object", Always, || Harm::NotFound, [Named, Named, Named, Named, Done]),
    row("404, no such project", Always, || Harm::Hidden, [Named, Named, Named, Named, Named]),
    row("409, a lock", Once, || Harm::ResourceLock, [Repeated, Named, Repeated, Named, Repeated]),
    row("409, a lock", Always, || Harm::ResourceLock, [Named, Named, Named, Named, Named]),
    row("412", Always, || Harm::PreconditionFailed, [Named, Named, Named, Named, Named]),
    row("429, `Retry-After` in seconds", Once, || throttle(Some(0), false, false), [Repeated, Repeated, Repeated, Repeated, Repeated]),
    row("429, `Retry-After` as a date", Once, || throttle(Some(0), true, false), [Repeated, Repeated, Repeated, Repeated, Repeated]),
    row("429, `Retry-After` beyond `--max-wait`", Once, || throttle(Some(86_400), false, false), [Named, Named, Named, Named, Named]),
    row("429, a date beyond `--max-wait`", Once, || throttle(Some(86_400), true, true), [Named, Named, Named, Named, Named]),
    row("429 without `Retry-After`", Once, || throttle(None, false, true), [Repeated, Repeated, Repeated, Repeated, Repeated]),
    row("429 of the application's own limit", Always, || throttle(Some(0), false, true), [Named, Named, Named, Named, Named]),
    row("500", Always, || Harm::Crash, [Named, Named, Named, Named, Named]),
    row("502, a proxy's page", Once, || Harm::BadGateway, [Repeated, SentAgain, Repeated, Unknown, Repeated]),
    row("502, a proxy's page", Always, || Harm::BadGateway, [Named, Unknown, Unknown, Unknown, Unknown]),
    row("503", Once, || Harm::Unavailable { retry_after: Some(0) }, [Repeated, SentAgain, Repeated, Unknown, Repeated]),
    row("503", Always, || Harm::Unavailable { retry_after: None }, [Named, Unknown, Unknown, Unknown, Unknown]),
    row("503, `Retry-After` beyond `--max-wait`", Once, || Harm::Unavailable { retry_after: Some(86_400) }, [Named, SentAgain, Unknown, Unknown, Unknown]),
    row("a redirect", Once, || Harm::Redirect { to: String::from("https://elsewhere.example.com/") }, [Named, Named, Named, Named, Named]),
    row("200 with a login page", Once, || Harm::LoginPage, [Named, Named, Named, Named, Named]),
    row("200 with `null`", Once, || Harm::Nothing, [Named, Named, Named, Named, Named]),
    row("200 with the object of somebody else", Once, other, [Named, Named, Named, Named, Named]),
    row("400 that repeats what was sent", Once, || Harm::Echo { status: 400 }, [Named, Named, Named, Named, Named]),
    row("500 that repeats what was sent", Once, || Harm::Echo { status: 500 }, [Named, Named, Named, Named, Named]),
    row("a redirect that repeats what was sent", Once, || Harm::Echo { status: 307 }, [Named, Named, Named, Named, Named]),
    row("half of the JSON", Once, || Harm::Truncated, [Named, Looked, Looked, Looked, Done]),
    row("JSON that calls itself HTML", Always, || Harm::WrongType, [Done, Done, Done, Done, Done]),
    row("a limit that is nearly used up", Always, || Harm::Quota { limit: 60, remaining: 2, reset: 1 }, [Done, Done, Done, Done, Done]),
    read("a page that repeats an object", Second, || Harm::Repeats, Repeated),
    read("a page that repeats an object", Later, || Harm::Repeats, Named),
    read("a page that lacks an object", Second, || Harm::Skips, Repeated),
    read("a page that lacks an object", Later, || Harm::Skips, Named),
];

fn throttle(retry_after: Option<u64>, as_date: bool, json: bool) -> Harm {
    Harm::Throttle { retry_after, as_date, json }
}

fn other() -> Harm {
    let body = r#"{"id":999,"name":"somebody else's"}"#.to_owned();
    Harm::Answer(Answer { status: 200, body, ..Answer::default() })
}

/// docs/faults.md
pub(crate) fn document() -> String {
    let mut text = String::from(HEAD);
    let headings: Vec<_> = CALLS.iter().map(|it| it.heading).collect();
    let _ = writeln!(text, "| what goes wrong | how often | {} |", headings.join(" | "));
    let _ = writeln!(text, "|{}", "---|".repeat(2 + CALLS.len()));
    for row in ROWS {
        let often = match row.often {
            Once => "once",
            Always => "always",
            Second => "on the second page",
            Later => "on every page but the first",
        };
        let cells: Vec<_> = row.cells.iter().map(|it| it.map_or("", word)).collect();
        let _ = writeln!(text, "| {} | {often} | {} |", row.what, cells.join(" | "));
    }
    text + TAIL
}

fn word(cell: Cell) -> &'static str {
    match cell {
        Done => "done",
        Repeated => "repeated",
        Looked => "looked at",
        SentAgain => "sent again",
        Named => "named",
        Unknown => "unknown",
        Stops => "stops",
    }
}

const HEAD: &str = "\
# When something goes wrong

<!-- Written by tests/faults: `UPDATE=1 cargo test --test faults`. -->

What labwright does when the network, a proxy or GitLab does not do what it should. Each cell is a test that runs the
program against the sandbox with that fault.

| in the table | means | exit code |
|---|---|---|
| done | it is done, as if nothing had happened | 0, or 2 for `plan --detailed-exitcode` |
| repeated | the call is sent again, up to four times in all; a list that shifted is read again | the same |
| looked at | the answer was lost, so GitLab is looked at: the call took effect, and the step is done | the same |
| sent again | the answer was lost, GitLab is looked at, nothing is there: the call is sent once more | the same |
| named | the problem is told with what to do; nothing is planned for what could not be read, a call that was refused is failed, and the rest goes on | 1 |
| unknown | the answer was lost, and it cannot be told that the call took effect; the rest goes on, and the next apply looks first | 1 |
| stops | no further call is sent | 1 |

Whatever goes wrong: nothing is created or deleted because something could not be read; nothing is there twice; `-o json`
is valid; no secret and no token is in any output, even when a server repeats them; and once nothing goes
wrong any more, the next apply finishes and the plan after it is empty.

";

const TAIL: &str = "
A server that asks to wait (`Retry-After`, or `RateLimit-Reset` once nothing is left) holds all calls of a run, as long as
`--max-wait` allows (60 seconds unless it says otherwise); a longer wait is a problem that is told. Where GitLab tells that
its limit is nearly used up (`RateLimit-Remaining`), calls go out one by one, spread over the time until it is reset, and a
warning says so.

# Rehearsing it

`labwright sandbox --faults FILE` lets things go wrong on purpose. The file is a list:

```yaml
# faults.yaml
- method: POST                              # any method when it is left out
  path: /projects/*/external_status_checks  # below /api/v4, as on the wire (acme%2Fapi); `*` stays within a part, `**` does not
  from: 2                                   # the second such call is the first that is struck; 1 when left out
  times: 3                                  # how many in a row, or `always`; 1 when left out
  do: drop_after                            # what happens
- { path: /hooks, do: { throttle: { retry_after: 20 } } }
```

| `do` | what happens |
|---|---|
| `drop_before`, `drop_after`, `cut_off` | the connection ends: before the work is done, after it, within the answer |
| `stall_before`, `stall_after` | nothing is answered, for ever; the work is not done, or is |
| `slow: { milliseconds }` | the answer comes late |
| `unauthorized`, `revoked`, `forbidden`, `not_found`, `hidden`, `resource_lock`, `precondition_failed`, `crash` | 401, 401 of a revoked token, 403, 404, 404 of the project, 409, 412, 500, as GitLab says them |
| `throttle: { retry_after, as_date, json }` | 429: `Retry-After` in seconds, as a date or not at all; in plain text or in JSON |
| `bad_gateway`, `unavailable: { retry_after }` | 502 with a proxy's page, 503 |
| `redirect: { to }` | 302 |
| `login_page`, `nothing` | 200 with a page, 200 with `null` |
| `echo: { status }` | a refusal or redirect that repeats headers and body of the request |
| `answer: { status, headers, body }` | any other answer |
| `truncated`, `wrong_type` | half of the JSON; the right JSON as `text/html` |
| `repeats`, `skips` | a page of a list that shifted: with the last object of the page before, or without its first |
| `quota: { limit, remaining, reset }` | a proper answer with `RateLimit-*` headers; `reset` in seconds from now |
";
