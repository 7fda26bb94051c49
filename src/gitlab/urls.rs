//! URLs with credentials: how they are recognized, and which part of them is shown.
//!
//! Nothing here changes what is sent. A variable (`{name}`) is not a credential.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::mask::MASK;

/// Parameters whose values are credentials by their names, in lower case.
const PARAMETERS: [&str; 14] = [
    "auth",
    "authorization",
    "bearer",
    "code",
    "credential",
    "jwt",
    "key",
    "pass",
    "passwd",
    "pwd",
    "sig",
    "signature",
    "sign",
    "session",
];
/// The same, anywhere in the name.
const IN_PARAMETERS: [&str; 8] =
    ["token", "secret", "password", "apikey", "api_key", "api-key", "access_key", "-signature"];
/// URLs whose path is a credential: the end of the host name, and the beginning of the path.
const WEBHOOKS: [(&str, &str); 12] = [
    ("hooks.slack.com", ""),
    ("discord.com", "api/webhooks/"),
    ("discordapp.com", "api/webhooks/"),
    ("webhook.office.com", "webhook"),
    ("outlook.office.com", "webhook/"),
    ("outlook.office365.com", "webhook/"),
    ("hooks.zapier.com", "hooks/"),
    ("api.telegram.org", "bot"),
    ("maker.ifttt.com", "trigger/"),
    ("events.pagerduty.com", "integration/"),
    ("open.feishu.cn", "open-apis/bot/"),
    ("open.larksuite.com", "open-apis/bot/"),
];
/// From this length on, random letters and digits may be a key.
const OPAQUE: usize = 20;

/// The parts of a URL.
struct Address<'t> {
    /// `https://`
    scheme: &'t str,
    userinfo: Option<&'t str>,
    host: &'t str,
    /// Without the first slash.
    path: &'t str,
    /// Query and fragment.
    query: &'t str,
}

impl<'t> Address<'t> {
    /// Parses the URL at the beginning of a text; `scheme` ends with `://`.
    fn of(scheme: &'t str, behind: &'t str) -> Self {
        let (authority, rest) =
            behind.split_at(behind.find(['/', '?', '#']).unwrap_or(behind.len()));
        let (userinfo, host) = match authority.rsplit_once('@') {
            Some((it, host)) => (Some(it), host),
            None => (None, authority),
        };
        let (path, query) = rest.split_at(rest.find(['?', '#']).unwrap_or(rest.len()));
        Address { scheme, userinfo, host, path: path.trim_start_matches('/'), query }
    }

    /// Whether it certainly contains credentials.
    fn has_credentials(&self) -> bool {
        // A name alone may be a token as well, unless it is the user of an SSH server.
        let password = self.userinfo.and_then(|it| match it.split_once(':') {
            Some((_, password)) => Some(password),
            None => Some(it).filter(|_| self.scheme != "ssh://"),
        });
        password.is_some_and(is_given) || self.is_webhook() || self.parameters().any(is_credential)
    }

    /// Whether it may contain credentials: labwright has not checked the URLs that only GitLab has.
    fn may_have_credentials(&self) -> bool {
        self.has_credentials()
            || self.path.split('/').any(Self::is_opaque)
            || self.parameters().any(|(_, value)| is_given(value))
    }

    fn is_webhook(&self) -> bool {
        let host = self.host.split(':').next().unwrap_or_default().to_ascii_lowercase();
        WEBHOOKS.iter().any(|(end, path)| {
            let is_host =
                host.strip_suffix(end).is_some_and(|it| it.is_empty() || it.ends_with('.'));
            let rest = self.path.strip_prefix(path);
            is_host
                && rest.is_some_and(|it| {
                    it.split('/').skip(usize::from(path.is_empty())).any(is_given)
                })
        })
    }

    fn parameters(&self) -> impl Iterator<Item = (&'t str, &'t str)> {
        let pairs = self.query.split(['?', '&', ';', '#']).filter(|it| !it.is_empty());
        pairs.map(|it| it.split_once('=').unwrap_or(("", it)))
    }

    /// Whether a part of a path may be a key.
    fn is_opaque(part: &str) -> bool {
        is_given(part) && part.len() >= OPAQUE && part.contains(|it: char| it.is_ascii_digit())
    }

    /// Scheme and host.
    fn host(&self) -> String {
        format!("{}{}", self.scheme, self.host)
    }

    /// Scheme, host, and the first part of the path.
    fn cut(&self) -> String {
        let user = if self.userinfo.is_some() { format!("{MASK}@") } else { String::new() };
        let (first, rest) = self.path.split_once('/').unwrap_or((self.path, ""));
        let Address { scheme, host, query, .. } = self;
        let slash = if first.is_empty() { "" } else { "/" };
        let rest = match (rest.is_empty(), query.is_empty()) {
            (false, _) => "/…",
            (true, false) => "?…",
            (true, true) => "",
        };
        format!("{scheme}{user}{host}{slash}{first}{rest}")
    }
}

/// Whether it contains anything but variables.
fn is_given(text: &str) -> bool {
    let mut rest = text;
    while let Some(inside) = rest.strip_prefix('{') {
        let Some((_, behind)) = inside.split_once('}') else { return true };
        rest = behind;
    }
    !rest.is_empty()
}

fn is_credential((name, value): (&str, &str)) -> bool {
    let name = percent_decode_str(name).decode_utf8_lossy().to_lowercase();
    is_given(value)
        && (PARAMETERS.contains(&&*name) || IN_PARAMETERS.iter().any(|it| name.contains(it)))
}

/// Whether a text is a URL with credentials: a password or a name before the host, a parameter such as `token`, or the
/// secret path of a webhook.
///
/// ```
/// use labwright::gitlab::has_credentials;
/// assert!(has_credentials("https://mia:pw@a.example/in") && has_credentials("https://a.example/in?token=x"));
/// assert!(!has_credentials("https://a.example/in?token={token}") && !has_credentials("https://a.example/@mia"));
/// ```
pub fn has_credentials(text: &str) -> bool {
    match text.trim().split_once("://") {
        Some((scheme, behind)) if is_scheme(scheme) => {
            Address::of(if scheme == "ssh" { "ssh://" } else { "" }, behind).has_credentials()
        }
        _ => false,
    }
}

fn is_scheme(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|it| it.is_ascii_alphanumeric() || "+.-".contains(it))
}

/// The text with every URL that contains credentials cut after the first part of its path.
///
/// ```
/// use labwright::gitlab::without_credentials;
/// assert_eq!(without_credentials("https://mia:pw@a.example/in/x"), "https://***@a.example/in/…");
/// assert_eq!(without_credentials("https://a.example/@mia"), "https://a.example/@mia");
/// ```
pub fn without_credentials(text: &str) -> Cow<'_, str> {
    cut_where(text, |it| it.has_credentials())
}

/// The same for a URL that only GitLab has, which is already cut if it may contain credentials.
pub fn without_possible_credentials(text: &str) -> Cow<'_, str> {
    cut_where(text, |it| it.may_have_credentials())
}

/// What may be shown of an address that is a secret: at most scheme, host and the first part of the path. A path of one
/// part, or of one that looks like a key, may be the secret itself.
///
/// ```
/// use labwright::gitlab::shortened;
/// assert_eq!(shortened("https://mia:pw@a.example/in/x"), "https://***@a.example/in/…");
/// assert_eq!(shortened("https://a.example/x"), "https://a.example/…");
/// ```
pub fn shortened(text: &str) -> String {
    let Some(address) = whole(text) else { return MASK.to_owned() };
    let (first, rest) = address.path.split_once('/').unwrap_or((address.path, ""));
    match rest.is_empty() || Address::is_opaque(first) {
        true => format!("{}/…", Address { path: "", query: "", ..address }.cut()),
        false => address.cut(),
    }
}

/// Scheme and host of an address; nothing of what is none.
pub(crate) fn host_of(text: &str) -> Option<String> {
    Some(whole(text)?.host())
}

/// A text that is an address from its beginning to its end.
fn whole(text: &str) -> Option<Address<'_>> {
    let at = text.find("://").filter(|at| is_scheme(&text[..*at]))? + 3;
    Some(Address::of(&text[..at], &text[at..])).filter(|it| !it.host.is_empty())
}

fn cut_where<'t>(text: &'t str, such: fn(&Address<'_>) -> bool) -> Cow<'t, str> {
    let mut shown = String::new();
    let mut rest = text;
    let mut changed = false;
    while let Some(at) = rest.find("://") {
        let begin = rest[..at].rfind(|it: char| !is_scheme(it.encode_utf8(&mut [0; 4])));
        let begin = begin.map_or(0, |it| it + rest[it..].chars().next().map_or(1, char::len_utf8));
        let behind = &rest[at + 3..];
        let ends = |it: char| matches!(it, '"' | '<' | '>' | '`') || it.is_whitespace();
        let end = behind.find(ends).unwrap_or(behind.len());
        let address = Address::of(&rest[begin..at + 3], &behind[..end]);
        if such(&address) {
            shown.extend([&rest[..begin], &address.cut()]);
            changed = true;
        } else {
            shown += &rest[..at + 3 + end];
        }
        rest = &behind[end..];
    }
    if !changed {
        return text.into();
    }
    shown += rest;
    shown.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_in_addresses_are_told_from_everything_else() {
        for text in [
            "https://u:p@h/x",
            "https://u:p@ss:w@h:8443/x?y=a@b",
            "https://:p@h",
            "https://token@h/x",
            "https://h/x?token=abc",
            "https://h/x?a=1&PRIVATE_TOKEN=abc",
            "https://h/x?access%5Ftoken=abc",
            "https://h/x?a=b#access_token=abc",
            "https://h/x?X-Amz-Signature=abc",
            "https://h/x?code=abc",
            "https://hooks.slack.com/services/T0/B0/abc",
            "https://Discord.com/api/webhooks/1/abc",
            "https://acme.webhook.office.com/webhookb2/abc",
            "https://api.telegram.org/bot1:abc/sendMessage",
            " https://u:p@h",
        ] {
            assert!(has_credentials(text), "{text}");
        }
        for text in [
            "https://h/x",
            "https://h/@u:p@x",
            "https://h/x?page=2&sort=token",
            "https://h/x?token={token}",
            "https://{user}:{password}@h/x",
            "https://u:{password}@h/x",
            "https://hooks.slack.com/services/{a}/{b}/{c}",
            "https://slack.com/services/T0/B0/abc",
            "https://h",
            "a@b",
            "://",
            "see https://u:p@h",
            "/x?token=abc",
        ] {
            assert!(!has_credentials(text), "{text}");
        }
    }

    #[test]
    fn addresses_are_cut_behind_the_first_part_of_the_path() {
        let check = |text: &str, shown: &str| assert_eq!(without_credentials(text), shown);
        check("https://u:p@h/x", "https://***@h/x");
        check("https://u:p@h:8443/x/y?z=a@b", "https://***@h:8443/x/…");
        check("https://:p@h", "https://***@h");
        check("https://h/x?token=abc", "https://h/x?…");
        check("https://hooks.slack.com/services/T/B/abc", "https://hooks.slack.com/services/…");
        check(
            "see https://u:p@h and http://t@i, ask @mia",
            "see https://***@h and http://***@i, ask @mia",
        );
        check("<https://größe:geheim@h>", "<https://***@h>");
        check("see https://h, or é://x", "see https://h, or é://x");
        check("://", "://");
        for (text, shown) in [
            ("https://u:p@h:8/x/y?z", "https://***@h:8/x/…"),
            ("https://h/x/y", "https://h/x/…"),
            ("https://h/x?y", "https://h/…"),
            ("https://h/x", "https://h/…"),
            ("https://h", "https://h/…"),
            ("https://h/8a7b6c5d4e3f2g1h0i9j8k/slack", "https://h/…"),
            ("secret", "***"),
            ("see https://h/x/y", "***"),
            ("https://", "***"),
        ] {
            assert_eq!(shortened(text), shown);
        }
        let possible =
            |text: &str, shown: &str| assert_eq!(without_possible_credentials(text), shown);
        possible("https://h/x/y?a=1", "https://h/x/…");
        possible("https://h/hooks/8a7b6c5d4e3f2g1h0i9j8k", "https://h/hooks/…");
        possible("https://h/x/y?a={a}", "https://h/x/y?a={a}");
        possible("https://h/compliance/check", "https://h/compliance/check");
    }
}
