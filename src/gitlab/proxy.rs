//! The proxy to the server: `HTTPS_PROXY` and related variables, and `NO_PROXY`.
//!
//! A value that cannot be understood is an error before anything is sent: silently ignoring a proxy, or silently using one,
//! would send the token where it must not go. No message shows the credentials of a proxy.

use std::fmt;
use std::net::IpAddr;

use reqwest::Url;

use super::server::{DiscoverError, Server};
use super::untrusted::one_line;
use super::urls::without_credentials;

/// The variables for a server of `https://`, and of `http://`; the first that is set.
const FOR_HTTPS: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
const FOR_HTTP: [&str; 4] = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
const EXCEPT: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// A proxy, and where it was named.
#[derive(Clone, PartialEq, Eq)]
pub struct Proxy {
    url: Url,
    variable: &'static str,
}

impl Proxy {
    /// For the HTTP client, credentials included.
    pub(super) fn url(&self) -> Url {
        self.url.clone()
    }

    /// The variable that names it.
    pub(super) fn variable(&self) -> &'static str {
        self.variable
    }
}

/// Without credentials.
impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.url.host_str().unwrap_or_default();
        let port = self.url.port().map(|it| format!(":{it}")).unwrap_or_default();
        write!(f, "{}://{host}{port} ({})", self.url.scheme(), self.variable)
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxy({self})")
    }
}

/// The proxy for this server; none for this machine, and for hosts in `NO_PROXY`.
pub(super) fn find(
    server: &Server,
    env: &dyn Fn(&str) -> Option<String>,
) -> Result<Option<Proxy>, DiscoverError> {
    if server.is_loopback() {
        return Ok(None);
    }
    let first = |names: &[&'static str]| {
        let set = |name| env(name).map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
        names.iter().find_map(|name| Some((set(name)?, *name)))
    };
    let names = if server.is_https() { &FOR_HTTPS } else { &FOR_HTTP };
    let Some((text, variable)) = first(names) else { return Ok(None) };
    let proxy = parse(&text, variable)?;
    let Some((list, name)) = first(&EXCEPT) else { return Ok(Some(proxy)) };
    Ok((!excepts(&list, name, &server.url)?).then_some(proxy))
}

fn refuse(variable: &str, text: &str, why: &str, form: &'static str) -> DiscoverError {
    let shown = one_line(&without_credentials(text), 200);
    DiscoverError::Proxy { variable: variable.to_owned(), shown, why: why.to_owned(), form }
}

fn parse(text: &str, variable: &'static str) -> Result<Proxy, DiscoverError> {
    let full = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let refuse =
        |why: &str| refuse(variable, &full, why, "http://proxy.example.com:3128, or unset it");
    let url = Url::parse(&full).map_err(|error| refuse(&error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refuse("only http:// and https:// proxies are supported"));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(refuse("it has no host"));
    }
    if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
        return Err(refuse("it has more than a host and a port"));
    }
    Ok(Proxy { url, variable })
}

/// Whether a list of exceptions contains the server: `*`, a host and its subdomains, an IP address, or a network, each with
/// or without a port. The whole list is read, so that a mistake anywhere is found.
fn excepts(list: &str, variable: &str, server: &str) -> Result<bool, DiscoverError> {
    let Ok(server) = Url::parse(server) else { return Ok(false) };
    let host = server.host_str().unwrap_or_default().trim_matches(['[', ']']).trim_end_matches('.');
    let port = server.port_or_known_default();
    let mut excepted = false;
    for entry in list.split([',', ' ', '\t', '\n', '\r']).filter(|it| !it.is_empty()) {
        let form = "example.com,.example.org,gitlab.example.net:8443,10.0.0.0/8,[fd00::1], or *";
        let Some((name, of_port)) = with_port(entry) else {
            return Err(refuse(variable, entry, "its port is not a number", form));
        };
        let Some(fits) = fits(&name.to_lowercase(), host) else {
            return Err(refuse(
                variable,
                entry,
                "it is not a host, an IP address, or a network",
                form,
            ));
        };
        excepted |= fits && of_port.is_none_or(|it| Some(it) == port);
    }
    Ok(excepted)
}

/// The host and port of `host:8443`, `[::1]:8443`, and `::1`.
fn with_port(entry: &str) -> Option<(&str, Option<u16>)> {
    if let Some(rest) = entry.strip_prefix('[') {
        let (address, rest) = rest.split_once(']')?;
        return match rest {
            "" => Some((address, None)),
            rest => Some((address, Some(rest.strip_prefix(':')?.parse().ok()?))),
        };
    }
    match entry.split_once(':') {
        Some((name, port)) if !port.contains(':') => Some((name, Some(port.parse().ok()?))),
        _ => Some((entry, None)),
    }
}

/// Whether an exception without its port matches the host; `None` if it is not valid.
fn fits(name: &str, host: &str) -> Option<bool> {
    if name == "*" {
        return Some(true);
    }
    let address: Option<IpAddr> = host.parse().ok();
    if let Some((network, bits)) = name.split_once('/') {
        let (network, bits) = (network.parse().ok()?, bits.parse().ok()?);
        return within(address, network, bits);
    }
    if let Ok(it) = name.parse::<IpAddr>() {
        return Some(address == Some(it));
    }
    let name = name.strip_prefix('*').unwrap_or(name);
    let name = name.trim_start_matches('.').trim_end_matches('.');
    let plain = |it: char| it.is_alphanumeric() || "-._".contains(it);
    if name.is_empty() || !name.chars().all(plain) {
        return None;
    }
    let below = host.strip_suffix(name).is_some_and(|it| it.is_empty() || it.ends_with('.'));
    Some(address.is_none() && below)
}

/// Whether an IP address is in a network of so many bits; `None` if the network is not valid.
fn within(address: Option<IpAddr>, network: IpAddr, bits: u32) -> Option<bool> {
    let number = |it: IpAddr| match it {
        IpAddr::V4(it) => (u128::from(u32::from(it)), 32_u32),
        IpAddr::V6(it) => (u128::from(it), 128),
    };
    let (network, width) = number(network);
    let rest = width.checked_sub(bits)?;
    let kept = |it: u128| it.checked_shr(rest).unwrap_or(0);
    Some(address.map(number).is_some_and(|(it, of)| of == width && kept(it) == kept(network)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(server: &str, variables: &[(&str, &str)]) -> Result<String, String> {
        let env = |name: &str| variables.iter().find(|it| it.0 == name).map(|it| it.1.to_owned());
        let server = Server::parse(server, "GITLAB_URL").unwrap();
        match find(&server, &env) {
            Ok(Some(proxy)) => Ok(proxy.to_string()),
            Ok(None) => Ok("none".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn the_proxy_is_that_of_the_scheme_and_shows_no_credentials() {
        let check = |server: &str, variables: &[(&str, &str)], expected: &str| {
            assert_eq!(of(server, variables).as_deref(), Ok(expected), "{server} {variables:?}");
        };
        let both = [("HTTPS_PROXY", "http://mia:pw@p:3128"), ("HTTP_PROXY", "q:8080")];
        check("https://g.example.com", &both, "http://p:3128 (HTTPS_PROXY)");
        check("http://g.example.com", &both, "http://q:8080 (HTTP_PROXY)");
        check("https://g.example.com", &[("all_proxy", "https://p/")], "https://p (all_proxy)");
        check("https://g.example.com", &[("HTTPS_PROXY", " ")], "none");
        check("https://g.example.com", &[("HTTP_PROXY", "p")], "none");
        check("https://127.0.0.1", &both, "none");
        check("http://localhost:3000", &both, "none");
    }

    #[test]
    fn what_no_proxy_excepts_goes_directly() {
        let check = |server: &str, list: &str, expected: bool| {
            let told = of(server, &[("HTTPS_PROXY", "p:1"), ("no_proxy", list)]).unwrap();
            assert_eq!(told == "none", expected, "{server} {list}");
        };
        let host = "https://gitlab.example.com";
        for list in [
            "*",
            "gitlab.example.com",
            "example.com",
            ".example.com",
            "*.example.com",
            "EXAMPLE.COM.",
            "a,gitlab.example.com:443",
            "a example.com",
            "gitlab.example.com:443",
            "*:443",
        ] {
            check(host, list, true);
        }
        for list in [
            "lab.example.com",
            "gitlab.example.com:8443",
            "example.org",
            "com.",
            "x.gitlab.example.com",
        ] {
            check(host, list, list == "com.");
        }
        check("https://gitlab.example.com:8443", "example.com:8443", true);
        check("https://gitlab.example.com:8443", "example.com:443", false);
        check("https://10.1.2.3", "10.1.2.3", true);
        check("https://10.1.2.3", "10.0.0.0/8,[::1]", true);
        check("https://10.1.2.3:8443", "10.1.2.3:8443", true);
        check("https://10.1.2.3", "*", true);
        check("https://10.1.2.3", "2.3,11.0.0.0/8,10.1.2.4", false);
        check("https://[fd00::1]", "[fd00::1]", true);
        check("https://[fd00::1]:8443", "[fd00:0::1]:8443", true);
        check("https://[fd00::1]", "fd00::/8", true);
        check("https://[fd00::1]", "fd00::1", true);
        check("https://[fd00::1]", "[fd00::2],0.0.0.0/0", false);
        check(host, "0.0.0.0/0,::/0", false);
    }

    #[test]
    fn what_is_not_understood_is_an_error_that_shows_no_credentials() {
        let check = |name: &str, value: &str, word: &str| {
            let proxy = if name == "NO_PROXY" { ("HTTPS_PROXY", "p:1") } else { ("x", "") };
            let told = of("https://g.example.com", &[(name, value), proxy]).unwrap_err();
            assert!(told.contains(word) && told.contains(name), "{value}: {told}");
            assert!(!told.contains("hunter2") && !told.contains(char::is_control), "{told}");
        };
        check("HTTPS_PROXY", "http://mia:hunter2@p:port", "port");
        check("HTTPS_PROXY", "mia:hunter2@", "host");
        check("HTTPS_PROXY", "socks5://mia:hunter2@p:1080", "only http:// and https://");
        check("HTTPS_PROXY", "http://p:3128/path", "more than a host");
        check("all_proxy", "\u{fffd}\u{1b}[1m p", "not a valid proxy");
        check("NO_PROXY", "example.com,host:port", "port");
        check("NO_PROXY", "[fd00::1", "port");
        check("NO_PROXY", "10.0.0.0/33", "network");
        check("NO_PROXY", "https://g.example.com", "port");
        check("NO_PROXY", "g.example.com/x", "network");
        check("NO_PROXY", "*,host:port", "port");
    }
}
