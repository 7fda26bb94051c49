//! Faults: how networks, proxies, and GitLab itself fail.
//!
//! One mechanism: a [`Fault`] selects calls by method, path, and count; its [`Harm`] replaces the work, or changes the answer
//! afterwards.

use serde::Deserialize;

use super::harm::Harm;
use super::request::Request;
use crate::sandbox::error::SandboxError;

/// A failure, and the calls that it affects.
///
/// ```yaml
/// # faults.yaml, for `labwright sandbox --faults faults.yaml`: a list of these
/// - method: POST                              # any method by default
///   path: /projects/*/external_status_checks  # `*` matches within one segment, `**` any number of them; as sent: acme%2Fapi
///   from: 2                                   # the first matching call that fails; 1 by default
///   times: 3                                  # how many calls in a row fail, or `always`; 1 by default
///   do: drop_after                            # the fault
/// - { path: /hooks, do: { throttle: { retry_after: 20 } } }
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// The method; any by default.
    #[serde(default)]
    pub method: Option<String>,
    /// The path below `/api/v4` as it is on the wire, without the query: `*` matches within a segment, `**` anything.
    #[serde(default = "anywhere")]
    pub path: String,
    /// The first matching call that fails, from 1.
    #[serde(default = "first")]
    pub from: u64,
    /// How many calls in a row fail.
    #[serde(default)]
    pub times: Times,
    /// What happens to them.
    #[serde(rename = "do")]
    pub harm: Harm,
}

fn anywhere() -> String {
    String::from("**")
}

fn first() -> u64 {
    1
}

/// How many calls in a row fail: a number, or `always`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "NumberOrWord")]
pub enum Times {
    /// This many.
    Count(u64),
    /// Every one.
    Always,
}

impl Default for Times {
    fn default() -> Self {
        Times::Count(1)
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum NumberOrWord {
    Number(u64),
    Word(String),
}

impl TryFrom<NumberOrWord> for Times {
    type Error = String;

    fn try_from(value: NumberOrWord) -> Result<Self, String> {
        match value {
            NumberOrWord::Number(number) => Ok(Times::Count(number)),
            NumberOrWord::Word(word) if word == "always" => Ok(Times::Always),
            NumberOrWord::Word(word) => Err(format!("`{word}` is neither a number nor `always`")),
        }
    }
}

impl Fault {
    /// Affects the first call of `method` to a matching path.
    pub fn new(method: &str, path: &str, harm: Harm) -> Fault {
        let method = Some(method.to_owned());
        Fault { method, path: path.to_owned(), from: first(), times: Times::default(), harm }
    }

    /// Skips calls: the `number`-th matching call is the first that is affected.
    #[must_use]
    pub fn from(self, number: u64) -> Fault {
        Fault { from: number, ..self }
    }

    /// Affects this many calls in a row.
    #[must_use]
    pub fn times(self, count: u64) -> Fault {
        Fault { times: Times::Count(count), ..self }
    }

    /// Affects all matching calls.
    #[must_use]
    pub fn always(self) -> Fault {
        Fault { times: Times::Always, ..self }
    }

    /// Reads a list of faults from YAML or JSON.
    ///
    /// # Errors
    ///
    /// Broken YAML, unknown keys and faults, values of the wrong type.
    pub fn parse(yaml: &str) -> Result<Vec<Fault>, SandboxError> {
        let file: Option<Vec<Fault>> = serde_yaml::from_str(yaml)
            .map_err(|error| SandboxError::Faults(error.without_snippet().to_string()))?;
        Ok(file.unwrap_or_default())
    }

    /// Whether it matches this call.
    fn is_about(&self, request: &Request) -> bool {
        self.method.as_ref().is_none_or(|it| it.eq_ignore_ascii_case(&request.method))
            && fits(&self.path, &request.path)
    }
}

/// Whether a path matches a pattern: `*` matches anything without a slash, `**` anything.
fn fits(pattern: &str, path: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == path };
    let Some(tail) = path.strip_prefix(head) else { return false };
    let (deep, rest) = match rest.strip_prefix('*') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let reach = if deep { tail.len() } else { tail.find('/').unwrap_or(tail.len()) };
    (0..=reach).filter_map(|at| tail.get(at..)).any(|left| fits(rest, left))
}

/// The faults of a sandbox, and how many calls each has seen.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<(Fault, u64)>);

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.0.push((fault, 0));
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// What happens to a call. Every matching fault counts it; the first that is due applies.
    pub(crate) fn strike(&mut self, request: &Request) -> Option<Harm> {
        let mut struck = None;
        for (fault, seen) in self.0.iter_mut().filter(|(fault, _)| fault.is_about(request)) {
            *seen += 1;
            let within = match fault.times {
                Times::Always => true,
                Times::Count(count) => *seen < fault.from.saturating_add(count),
            };
            if *seen >= fault.from && within && struck.is_none() {
                struck = Some(fault.harm.clone());
            }
        }
        struck
    }
}

#[cfg(test)]
mod tests {
    use super::super::harm::Loss;
    use super::*;

    #[test]
    fn a_star_stays_within_a_part_and_two_do_not() {
        let check = |pattern: &str, path: &str, expected: bool| {
            assert_eq!(fits(pattern, path), expected, "{pattern} {path}");
        };
        check("/hooks", "/hooks", true);
        check("/hooks", "/hooks/1", false);
        check("/hooks/*", "/hooks/1", true);
        check("/hooks/*", "/hooks/1/headers", false);
        check("/hooks/**", "/hooks/1/headers", true);
        check("**", "/anything/at/all", true);
        check(
            "/projects/*/external_status_checks",
            "/projects/acme%2Fapi/external_status_checks",
            true,
        );
        check("/projects/acme%2F*/deployments", "/projects/acme%2Fapi/deployments", true);
        check("/projects/acme%2F*/deployments", "/projects/other%2Fapi/deployments", false);
        check("**/merge_trains/**", "/projects/1/merge_trains/merge_requests/4", true);
    }

    fn request(method: &str, path: &str) -> Request {
        let (method, path) = (method.to_owned(), path.to_owned());
        Request { method, path, query: String::new(), headers: Vec::new(), body: Vec::new() }
    }

    #[test]
    fn a_fault_strikes_the_calls_that_it_counts_to() {
        let mut faults = Faults::default();
        faults.add(Fault::new("GET", "/hooks", Harm::Crash).from(2).times(2));
        let struck: Vec<_> =
            (0..5).map(|_| faults.strike(&request("GET", "/hooks")).is_some()).collect();
        assert_eq!(struck, [false, true, true, false, false]);
        assert_eq!(faults.strike(&request("POST", "/hooks")), None);
        faults.clear();
        faults.add(Fault::new("GET", "**", Harm::Crash).always());
        assert!((0..9).all(|_| faults.strike(&request("GET", "/hooks")).is_some()));
    }

    #[test]
    fn faults_are_read_from_yaml_and_what_is_unknown_is_refused() {
        let read = Fault::parse(
            "
- { method: POST, path: /hooks, from: 2, times: always, do: drop_after }
- do: { throttle: { retry_after: 20, json: true } }
- { path: '/hooks/*', do: { answer: { status: 418, headers: { x-tea: pot }, body: short } } }
- { do: { late: { milliseconds: 1, answer: drop } } }
- { do: { late: { milliseconds: 1 } } }
",
        );
        let read = read.unwrap();
        assert_eq!(read[0], Fault::new("POST", "/hooks", Harm::DropAfter).from(2).always());
        assert_eq!((read[1].path.as_str(), read[1].times), ("**", Times::Count(1)));
        let late = |answer| Harm::Late { milliseconds: 1, answer };
        assert_eq!([&read[3].harm, &read[4].harm], [&late(Loss::Drop), &late(Loss::BadGateway)]);
        assert!(Fault::parse("").unwrap().is_empty());
        for wrong in [
            "- { path: /hooks }",
            "- { do: explode }",
            "- { do: crash, when: 3 }",
            "- { do: crash, times: never }",
            "- { do: { throttle: { after: 3 } } }",
            "- { do: { slow: {} } }",
            "- { do: { late: { milliseconds: 1, answer: never } } }",
        ] {
            assert!(Fault::parse(wrong).is_err(), "{wrong}");
        }
    }
}
