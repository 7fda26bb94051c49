//! What GitLab accepts in a webhook: addresses, variables, headers, branch filters, and what a changed address resets.
//!
//! Pure functions of text and of a [`Hook`]; `endpoints` turns the complaints into answers.

use crate::sandbox::world::{Hook, Of};

/// Maximum number of variables, and of headers.
const ENTRIES: usize = 20;

/// Complaints of the model, by field, in its order.
pub(crate) type Complaints = Vec<(&'static str, String)>;

/// Why a URL would be blocked. `local` allows addresses of this machine and of private networks.
pub(crate) fn blocked(url: &str, local: bool) -> Option<&'static str> {
    let Some((scheme, rest)) = url.split_once("://") else {
        return Some("Only allowed schemes are http, https");
    };
    if rest.is_empty() || url.contains('\n') || url.contains('\r') {
        return Some("URI is invalid");
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = match host_and_port.strip_prefix('[') {
        Some(inner) => match inner.split_once(']') {
            Some((host, port)) => (host, port.strip_prefix(':').unwrap_or(port)),
            None => return Some("URI is invalid"),
        },
        None => host_and_port.split_once(':').unwrap_or((host_and_port, "")),
    };
    if host.contains(' ') || !port.bytes().all(|digit| digit.is_ascii_digit()) {
        return Some("URI is invalid");
    }
    if scheme != "http" && scheme != "https" {
        return Some("Only allowed schemes are http, https");
    }
    if !host.is_empty() && !host.contains(':') && !host.starts_with(char::is_alphanumeric) {
        return Some("Hostname or IP address invalid");
    }
    if local {
        return None;
    }
    let numbers: Vec<u8> = host.split('.').filter_map(|part| part.parse().ok()).collect();
    match numbers.as_slice() {
        _ if host.eq_ignore_ascii_case("localhost") || host == "::1" => {
            Some("Requests to localhost are not allowed")
        }
        [127 | 0, _, _, _] => Some("Requests to localhost are not allowed"),
        [10, _, _, _] | [172, 16..=31, _, _] | [192, 168, _, _] => {
            Some("Requests to the local network are not allowed")
        }
        [169, 254, _, _] => Some("Requests to the link local network are not allowed"),
        _ => None,
    }
}

/// Letters, then digits, then groups of one `.`, `_`, or `-` and letters or digits.
fn is_key(key: &str) -> bool {
    let mut rest = key.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    if rest.len() == key.len() {
        return false;
    }
    rest = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
    while let Some(group) = rest.strip_prefix(['.', '_', '-']) {
        rest = group.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric());
        if rest.len() == group.len() {
            return false;
        }
    }
    rest.is_empty()
}

/// Inserts the variables into a URL; `None` if one is missing. Braces around anything else stay unchanged.
fn interpolate(url: &str, variables: &[(String, String)]) -> Option<String> {
    let mut text = String::new();
    let mut rest = url;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let inner = &from[1..];
        match inner.split_once('}').filter(|(key, _)| is_key(key)) {
            Some((key, after)) => {
                text.push_str(&variables.iter().find(|(known, _)| known == key)?.1);
                rest = after;
            }
            None => {
                text.push('{');
                rest = inner;
            }
        }
    }
    text.push_str(rest);
    Some(text)
}

fn are_variables(variables: &[(String, String)]) -> bool {
    variables.len() <= ENTRIES
        && variables
            .iter()
            .all(|(key, value)| is_key(key) && (1..=2048).contains(&value.chars().count()))
}

fn are_headers(headers: &[(String, String)]) -> bool {
    const ESCAPES: [&str; 6] = ["%0a", "%0d", "\\n", "\\r", "%5cn", "%5cr"];
    are_variables(headers)
        && headers.iter().all(|(_, value)| {
            let lower = value.to_lowercase();
            value.trim() == value
                && !value.contains('\r')
                && !ESCAPES.iter().any(|escape| lower.contains(escape))
        })
}

/// Whether Git would accept it as a branch name if its stars were letters.
fn is_branch_pattern(pattern: &str) -> bool {
    let name = pattern.replace('*', "x");
    let forbidden = |letter: char| letter.is_control() || " ~^:?[\\".contains(letter);
    name.chars().count() <= 4000
        && !name.contains(forbidden)
        && !["..", "@{", "//"].iter().any(|pair| name.contains(pair))
        && !name.starts_with(['-', '/'])
        && !name.starts_with("refs/heads/")
        && !name.ends_with(['/', '.'])
        && name != "@"
        && name.split('/').all(|part| !part.starts_with('.') && !part.ends_with(".lock"))
}

/// Whether RE2 would compile it. Not a parser: it checks common mistakes (brackets, look-around, back-references, counts).
fn is_regex(pattern: &str) -> bool {
    let letters: Vec<char> = pattern.chars().collect();
    let mut open = 0_u32;
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        match letter {
            '\\' => {
                match letters.get(at + 1) {
                    None => return false,
                    Some(next) if next.is_ascii_digit() && *next != '0' => return false,
                    Some(_) => {}
                }
                at += 1;
            }
            '[' => {
                let start = at + 1 + usize::from(letters.get(at + 1) == Some(&'^'));
                // A bracket right after the opening one is part of the class.
                let close = letters.iter().skip(start + 1).position(|letter| *letter == ']');
                match close {
                    Some(distance) => at = start + 1 + distance,
                    None => return false,
                }
            }
            '(' => {
                let rest: String = letters.iter().skip(at + 1).take(3).collect();
                if ["?=", "?!", "?<=", "?<!", "?>"].iter().any(|look| rest.starts_with(look)) {
                    return false;
                }
                open += 1;
            }
            ')' => match open.checked_sub(1) {
                Some(less) => open = less,
                None => return false,
            },
            '{' => {
                let inner: String =
                    letters.iter().skip(at + 1).take_while(|letter| **letter != '}').collect();
                let counts = inner.split(',').filter_map(|count| count.parse::<u32>().ok());
                if counts.into_iter().any(|count| count > 1000) {
                    return false;
                }
            }
            _ => {}
        }
        at += 1;
    }
    open == 0
}

/// What happened to a hook that was about to be saved.
pub(crate) enum Outcome {
    /// It is stored.
    Good,
    /// The model refuses it.
    Refused(Complaints),
    /// The server crashes.
    Crash,
}

/// Resets what a changed URL resets: the token, the variables, the headers; in this order, one after the other.
///
/// Returns `false` if GitLab crashes: an unknown variable on a hook that had variables.
fn reset(before: &Hook, after: &mut Hook, token_sent: bool) -> bool {
    if before.url != after.url && !token_sent {
        after.token = None;
    }
    let told = interpolate(&before.url, &before.url_variables);
    if !before.url_variables.is_empty() {
        let Some(now) = interpolate(&after.url, &after.url_variables) else { return false };
        let kept = before
            .url_variables
            .iter()
            .any(|(key, _)| after.url_variables.iter().any(|(known, _)| known == key));
        if told.as_ref() != Some(&now) && kept {
            after.url_variables.clear();
        }
    }
    if let Some(now) = interpolate(&after.url, &after.url_variables)
        && told != Some(now)
    {
        after.custom_headers.clear();
    }
    true
}

/// Resets, normalizes, and validates a hook as saving does. `before` is the stored hook, if any.
pub(crate) fn save(before: Option<&Hook>, hook: &mut Hook, token_sent: bool) -> Outcome {
    if let Some(before) = before
        && !reset(before, hook, token_sent)
    {
        return Outcome::Crash;
    }
    let mut complaints = Complaints::new();
    let mut complain = |field, text: &str| complaints.push((field, text.to_owned()));
    if hook.branch_filter_strategy == "all_branches" {
        hook.push_events_branch_filter = None;
    }
    let templated = !hook.url_variables.is_empty();
    if !templated {
        hook.url = hook.url.trim().to_owned();
        if hook.url.is_empty() {
            complain("url", "can't be blank");
        } else if let Some(reason) = blocked(&hook.url, hook.of == Of::Instance) {
            complain("url", &format!("is blocked: {reason}"));
        }
    }
    if hook.url.chars().count() > 8192 {
        complain("url", "is too long (maximum is 8192 characters)");
    }
    if interpolate(&hook.url, &hook.url_variables).is_none() {
        complain("url", "Invalid URL template. Missing keys");
    }
    if let Some(token) = &hook.token {
        if token.contains('\n') {
            complain("token", "is invalid");
        }
        if token.chars().count() > 8192 {
            complain("token", "is too long (maximum is 8192 characters)");
        }
    }
    let too_long = |text: &Option<String>, limit| {
        text.as_ref().is_some_and(|text| text.chars().count() > limit)
    };
    if too_long(&hook.name, 255) {
        complain("name", "is too long (maximum is 255 characters)");
    }
    if too_long(&hook.description, 2048) {
        complain("description", "is too long (maximum is 2048 characters)");
    }
    if too_long(&hook.template, 4096) {
        complain("custom_webhook_template", "is too long (maximum is 4096 characters)");
    }
    if !are_variables(&hook.url_variables) {
        complain("url_variables", "must be a valid json schema");
    }
    if !are_headers(&hook.custom_headers) {
        complain("custom_headers", "must be a valid json schema");
    }
    if let Some(filter) = &hook.push_events_branch_filter {
        let good = match hook.branch_filter_strategy.as_str() {
            "wildcard" => {
                let squished = filter.split_whitespace().collect::<Vec<_>>().join(" ");
                let good = squished.is_empty() || is_branch_pattern(&squished);
                hook.push_events_branch_filter = Some(squished);
                good
            }
            "regex" => is_regex(filter),
            _ => true,
        };
        if !good {
            complain("push_events_branch_filter", "is not a valid branch name");
        }
    }
    if templated && complaints.is_empty() {
        let whole = interpolate(&hook.url, &hook.url_variables).unwrap_or_default();
        if let Some(reason) = blocked(whole.trim(), false) {
            complaints.push(("interpolated_url", format!("is blocked: {reason}")));
        } else if whole.trim() != whole {
            return Outcome::Crash;
        }
    }
    if complaints.is_empty() { Outcome::Good } else { Outcome::Refused(complaints) }
}

/// Whether a delivery would fail before it is sent.
pub(crate) fn cannot_fire(hook: &Hook) -> bool {
    hook.token.as_ref().is_some_and(|token| token.contains('\r'))
        || hook.custom_headers.iter().any(|(_, value)| value.contains('\n'))
}
