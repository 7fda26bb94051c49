//! The table: what goes wrong, how often, and what comes of it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use labwright::gitlab::Element;
use labwright::resource::Known;
use labwright::sandbox::{Answer, Harm, Loss, Times};
use serde_json::Value;

use super::strikes::{COLUMNS, Column, Strike};

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

impl Column {
    fn heading(self) -> &'static str {
        match self {
            Column::Get => "a plan's `GET`",
            Column::Post => "`POST`, a unique name",
            Column::PostTwice => "`POST`, a name that is not unique",
            Column::Put => "`PUT`, a change",
            Column::Patch => "`PATCH` or `PUT`, a delta",
            Column::Delete => "`DELETE`",
        }
    }
}

/// A fault, and what comes of it for each of [`COLUMNS`]; `None` where it has no meaning.
pub(crate) struct Row {
    pub(crate) what: &'static str,
    pub(crate) harm: fn() -> Harm,
    pub(crate) often: Often,
    pub(crate) cells: [Option<Cell>; 6],
    /// The calls that it can strike.
    pub(crate) of: fn(&Strike) -> bool,
}

const fn row(what: &'static str, often: Often, harm: fn() -> Harm, cells: [Cell; 5]) -> Row {
    let [get, post, put, patch, delete] = cells;
    // What GitLab would create twice is never sent again.
    let twice = if matches!(post, SentAgain) { Unknown } else { post };
    let cells = [Some(get), Some(post), Some(twice), Some(put), Some(patch), Some(delete)];
    Row { what, harm, often, cells, of: |_| true }
}

const fn late(answer: Loss) -> Harm {
    Harm::Late { milliseconds: 150, answer }
}

const fn read(what: &'static str, often: Often, harm: fn() -> Harm, cell: Cell) -> Row {
    read_of(what, often, harm, cell, |_| true)
}

const fn read_of(
    what: &'static str,
    often: Often,
    harm: fn() -> Harm,
    cell: Cell,
    of: fn(&Strike) -> bool,
) -> Row {
    Row { what, harm, often, cells: [Some(cell), None, None, None, None, None], of }
}

fn is_numbered(strike: &Strike) -> bool {
    strike.spec.listing.element == Element::Numbered
}

/// By a name that every object has.
fn is_named(strike: &Strike) -> bool {
    strike.spec.identity == ["name"] && strike.spec.known == Known::Exact
}

#[rustfmt::skip]
pub(crate) const ROWS: &[Row] = &[
    row("connection closed before the call takes effect", Once, || Harm::DropBefore, [Repeated, SentAgain, Repeated, Unknown, Repeated]),
    row("connection closed before the call takes effect", Always, || Harm::DropBefore, [Named, Unknown, Unknown, Unknown, Unknown]),
    row("connection closed after the call took effect", Once, || Harm::DropAfter, [Repeated, Looked, Repeated, Looked, Repeated]),
    row("connection closed after the call took effect", Always, || Harm::DropAfter, [Named, Looked, Looked, Looked, Looked]),
    Row { of: Strike::is_usual, ..row("connection closed in the middle of the response", Once, || Harm::CutOff, [Repeated, Looked, Repeated, Looked, Done]) },
    Row { of: Strike::is_usual, ..row("connection closed in the middle of the response", Always, || Harm::CutOff, [Named, Looked, Looked, Looked, Done]) },
    row("no response, and the call takes no effect", Always, || Harm::StallBefore, [Named, Unknown, Unknown, Unknown, Unknown]),
    row("no response, although the call took effect", Always, || Harm::StallAfter, [Named, Looked, Looked, Looked, Looked]),
    row("502, although the call takes effect later", Once, || late(Loss::BadGateway), [Repeated, Looked, Repeated, Looked, Repeated]),
    row("504, although the call takes effect later", Once, || late(Loss::GatewayTimeout), [Repeated, Looked, Repeated, Looked, Repeated]),
    row("connection closed, although the call takes effect later", Once, || late(Loss::Drop), [Repeated, Looked, Repeated, Looked, Repeated]),
    row("slow response", Always, || Harm::Slow { milliseconds: 5 }, [Done, Done, Done, Done, Done]),
    row("401, unknown token or missing right", Once, || Harm::Unauthorized, [Named, Named, Named, Named, Named]),
    row("401, revoked token", Once, || Harm::Revoked, [Stops, Stops, Stops, Stops, Stops]),
    row("403", Always, || Harm::Forbidden, [Named, Named, Named, Named, Named]),
    row("404, object not found", Always, || Harm::NotFound, [Named, Named, Named, Named, Named]),
    row("404, project not found", Always, || Harm::Hidden, [Named, Named, Named, Named, Named]),
    row("409, locked", Once, || Harm::ResourceLock, [Repeated, Named, Repeated, Named, Repeated]),
    row("409, locked", Always, || Harm::ResourceLock, [Named, Named, Named, Named, Named]),
    row("412", Always, || Harm::PreconditionFailed, [Named, Named, Named, Named, Named]),
    row("429, `Retry-After` in seconds", Once, || throttle(Some(0), false, false), [Repeated, Repeated, Repeated, Repeated, Repeated]),
    row("429, `Retry-After` as a date", Once, || throttle(Some(0), true, false), [Repeated, Repeated, Repeated, Repeated, Repeated]),
    row("429, `Retry-After` beyond `--max-wait`", Once, || throttle(Some(86_400), false, false), [Named, Named, Named, Named, Named]),
    row("429, a date beyond `--max-wait`", Once, || throttle(Some(86_400), true, true), [Named, Named, Named, Named, Named]),
    row("429 without `Retry-After`", Once, || throttle(None, false, true), [Repeated, Repeated, Repeated, Repeated, Repeated]),
    row("429 of an endpoint's own limit", Always, || throttle(Some(0), false, true), [Named, Named, Named, Named, Named]),
    row("500", Always, || Harm::Crash, [Named, Named, Named, Named, Named]),
    row("502, error page of a proxy", Once, || Harm::BadGateway, [Repeated, SentAgain, Repeated, Unknown, Repeated]),
    row("502, error page of a proxy", Always, || Harm::BadGateway, [Named, Unknown, Unknown, Unknown, Unknown]),
    row("503", Once, || Harm::Unavailable { retry_after: Some(0) }, [Repeated, SentAgain, Repeated, Unknown, Repeated]),
    row("503", Always, || Harm::Unavailable { retry_after: None }, [Named, Unknown, Unknown, Unknown, Unknown]),
    row("503, `Retry-After` beyond `--max-wait`", Once, || Harm::Unavailable { retry_after: Some(86_400) }, [Named, SentAgain, Unknown, Unknown, Unknown]),
    read_of("a front end decodes `%2F`", Always, || Harm::DecodeSlashes, Named, Strike::is_encoded),
    read_of("a front end encodes `%2F` again", Always, || Harm::EncodeSlashesAgain, Named, Strike::is_encoded),
    row("a redirect", Once, || Harm::Redirect { to: String::from("https://elsewhere.example.com/") }, [Named, Named, Named, Named, Named]),
    row("200 with a login page", Once, || Harm::LoginPage, [Named, Named, Named, Named, Named]),
    row("200 with `null`", Once, || Harm::Nothing, [Named, Named, Named, Named, Named]),
    row("200 with a different object", Once, other, [Named, Named, Named, Named, Named]),
    row("400 that echoes the request", Once, || Harm::Echo { status: 400 }, [Named, Named, Named, Named, Named]),
    row("500 that echoes the request", Once, || Harm::Echo { status: 500 }, [Named, Named, Named, Named, Named]),
    row("a redirect that echoes the request", Once, || Harm::Echo { status: 307 }, [Named, Named, Named, Named, Named]),
    Row { of: Strike::is_usual, ..row("truncated JSON", Once, || Harm::Truncated, [Named, Looked, Looked, Looked, Done]) },
    row("JSON with the content type HTML", Always, || Harm::WrongType, [Done, Done, Done, Done, Done]),
    row("rate limit nearly used up", Always, || Harm::Quota { limit: 60, remaining: 2, reset: 1 }, [Done, Done, Done, Done, Done]),
    read("203 or another success that is not 200", Always, || success(203), Named),
    read("206 with a part of the list", Always, || success(206), Named),
    read_of("an object of a list without its ID", Always, || Harm::Removed { at: "/0/id".to_owned() }, Named, is_numbered),
    read_of("an object of a list without its name", Always, || Harm::Removed { at: "/0/name".to_owned() }, Named, is_named),
    read("something that is not an object in a list", Always, || Harm::Replaced { at: "/0".to_owned(), with: Value::Null }, Named),
];

/// The same for a list of two pages.
#[rustfmt::skip]
pub(crate) const PAGES: &[Row] = &[
    read("a list page that repeats an object", Second, || Harm::Repeats, Repeated),
    read("a list page that repeats an object", Later, || Harm::Repeats, Named),
    read("a list page that misses an object", Second, || Harm::Skips, Repeated),
    read("a list page that misses an object", Later, || Harm::Skips, Named),
];

fn throttle(retry_after: Option<u64>, as_date: bool, json: bool) -> Harm {
    Harm::Throttle { retry_after, as_date, json }
}

fn success(status: u16) -> Harm {
    Harm::Answer(Answer { status, body: "[]".to_owned(), ..Answer::default() })
}

fn other() -> Harm {
    let body = r#"{"id":999,"name":"somebody else's"}"#.to_owned();
    Harm::Answer(Answer { status: 200, body, ..Answer::default() })
}

/// docs/faults.md
pub(crate) fn document(strikes: &[Strike]) -> String {
    let mut text = String::from(HEAD);
    let headings = COLUMNS.map(Column::heading);
    let _ = writeln!(text, "| failure | how often | {} |", headings.join(" | "));
    let _ = writeln!(text, "|{}", "---|".repeat(2 + COLUMNS.len()));
    for row in ROWS.iter().chain(PAGES) {
        let often = match row.often {
            Once => "once",
            Always => "always",
            Second => "on the second page",
            Later => "on every page but the first",
        };
        let cells: Vec<_> = row.cells.iter().map(|it| it.map_or("", word)).collect();
        let _ = writeln!(text, "| {} | {often} | {} |", row.what, cells.join(" | "));
    }
    text.push_str(CALLS);
    for column in COLUMNS {
        let kinds = strikes.iter().filter(|it| it.column == column).map(|it| it.spec.kind);
        let kinds: BTreeSet<_> = kinds.map(|it| format!("`{it}`")).collect();
        let kinds = kinds.into_iter().collect::<Vec<_>>().join(", ");
        let _ = writeln!(text, "| {} | {kinds} |", column.heading());
    }
    text + TAIL
}

fn word(cell: Cell) -> &'static str {
    match cell {
        Done => "done",
        Repeated => "retried",
        Looked => "confirmed",
        SentAgain => "resent",
        Named => "reported",
        Unknown => "unknown",
        Stops => "stops",
    }
}

const HEAD: &str = "\
# Faults: when GitLab or the network fails

<!-- Written by tests/faults: `UPDATE=1 cargo test --test faults`. -->

What labwright does when the network, a proxy, or GitLab fails. Each cell of the second table is a test that runs the
program against the sandbox with that fault.

| in the table | meaning | exit code |
|---|---|---|
| done | the call succeeds, as without the fault | 0, or 2 for `plan --detailed-exitcode` |
| retried | the call is sent again, up to four times in total; a list that changed while it was read is read again | the same |
| confirmed | the response was lost; labwright reads the object: the call took effect, and the step is done | the same |
| resent | the response was lost; labwright reads the object: the call took no effect, and is sent again, since GitLab refuses a second object of the same name | the same |
| reported | the problem is reported with the next step; nothing is planned for an object that could not be read, a refused call fails its step, and the rest continues | 1 |
| unknown | the response was lost, and labwright cannot determine whether the call took effect; the rest continues, labwright reads the object again at the end, and the next apply checks first | 1 |
| stops | no further call is sent | 1 |

With every fault: nothing is created or deleted because something could not be read or understood; nothing is created twice; `-o json`
is valid; no output contains a secret or a token, even if a server repeats them; and once the fault is gone, the next
apply finishes the work, and the plan after it has nothing to do.

";

const CALLS: &str = "
Every kind takes part. The tests go through the calls of this table in turn, so each of them is struck by at least one
failure:

| call | kinds |
|---|---|
";

const TAIL: &str = "
If a server asks labwright to wait (`Retry-After`, or `RateLimit-Reset` if the limit is used up), all calls of the run wait,
for at most `--max-wait` (60 seconds by default). A longer wait is reported as a problem. If GitLab's rate limit is nearly
used up (`RateLimit-Remaining`), labwright prints a warning and sends calls one by one, spread over the time until the
limit is reset.

## Two applies at the same time

labwright does not lock GitLab. Two applies at the same time do no harm where GitLab keeps names unique: the second one finds
the object, or its creation is refused. System hooks, deployments, and answers to status checks have no unique name in
GitLab. Immediately before labwright creates one, it reads GitLab again: if someone else has created the same object since
the plan was made, nothing is sent. Two applies can still create one each if both read before either of them wrote. The next
plan then reports `GitLab has 2 objects with this identity` with their IDs: delete all but one. To rule this out, run all jobs that apply in one
[`resource_group`](https://docs.gitlab.com/ci/resource_groups/).

## Inject faults

`labwright sandbox --faults FILE` injects faults. The file is a list:

```yaml
# faults.yaml
- method: POST                              # any method by default
  path: /projects/*/external_status_checks  # below /api/v4, as sent (acme%2Fapi); `*` matches within one segment, `**` any number of them; or /api/graphql
  from: 2                                   # the first matching call that fails; 1 by default
  times: 3                                  # how many calls in a row fail, or `always`; 1 by default
  do: drop_after                            # the fault
- { path: /hooks, do: { throttle: { retry_after: 20 } } }
```

| `do` | fault |
|---|---|
| `drop_before`, `drop_after`, `cut_off` | the connection is closed: before the call takes effect, after it, in the middle of the response |
| `stall_before`, `stall_after` | no response, ever; the call takes no effect, or does |
| `slow: { milliseconds }` | a slow response |
| `unauthorized`, `revoked`, `forbidden`, `not_found`, `hidden`, `resource_lock`, `precondition_failed`, `crash` | 401, 401 for a revoked token, 403, 404, 404 for the project, 409, 412, 500, in GitLab's words |
| `throttle: { retry_after, as_date, json }` | 429: `Retry-After` in seconds, as a date, or not at all; as plain text or JSON |
| `bad_gateway`, `unavailable: { retry_after }` | 502 with the error page of a proxy, 503 |
| `late: { milliseconds, answer }` | the response is lost immediately, and the call takes effect later; `answer` is `bad_gateway` (by default), `unavailable`, `gateway_timeout`, or `drop`: the connection is closed |
| `redirect: { to }` | 302 |
| `decode_slashes`, `encode_slashes_again` | a front end that passes `%2F` on as `/`, or as `%252F` |
| `login_page`, `nothing` | 200 with an HTML page, 200 with `null` |
| `echo: { status }` | an error or redirect that echoes the headers and body of the request |
| `answer: { status, headers, body }` | any other response |
| `truncated`, `wrong_type` | truncated JSON; the right JSON as `text/html` |
| `replaced: { at, with }`, `removed: { at }` | one value of the JSON is different or missing; `at` is a JSON pointer: `/0/id` |
| `ignores: { at }` | one value of the body is ignored, and the work is done with the rest; `at` is a JSON pointer |
| `repeats`, `skips` | a page of a list that changed: with the last object of the previous page, or without its first object |
| `quota: { limit, remaining, reset }` | a normal response with `RateLimit-*` headers; `reset` in seconds from now |
";
