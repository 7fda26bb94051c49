//! The HTTP client: TLS, certificates, headers; and what to say when no connection comes about.
//!
//! It never follows a redirect, never repeats by itself, and sends the token to one server only.

use super::errors::{ApiError, Trouble};
use super::mask::Mask;
use super::settings::Settings;
use super::untrusted::one_line;
use reqwest::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Certificate, Client, redirect};
use std::error::Error as _;
use std::path::Path;
use std::time::Duration;

const PRIVATE_TOKEN: HeaderName = HeaderName::from_static("private-token");

/// Makes the one client of a run.
pub(crate) fn client(settings: &Settings) -> Result<Client, ApiError> {
    // Another crate of the process may have chosen a provider: any will do.
    rustls::crypto::ring::default_provider().install_default().ok();
    let server = &settings.server;
    let mut token = HeaderValue::from_str(settings.token.expose()).map_err(|_| {
        setup("the token holds characters that no header can carry", "Check GITLAB_TOKEN")
    })?;
    token.set_sensitive(true);
    let headers = HeaderMap::from_iter([
        (PRIVATE_TOKEN, token),
        (ACCEPT, HeaderValue::from_static("application/json")),
    ]);
    let mut builder = Client::builder()
        .user_agent(concat!("labwright/", env!("CARGO_PKG_VERSION")))
        .default_headers(headers)
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(settings.connect_timeout)
        .read_timeout(settings.silence_timeout)
        .timeout(settings.timeout);
    if server.is_loopback() {
        builder = builder.no_proxy();
    }
    if server.is_https() {
        if let Some(path) = &settings.ca_file {
            builder = builder.tls_certs_merge(certificates(path)?);
        }
    } else {
        // Without this the builder wants the system's certificates, and fails in an image that has none.
        builder = builder.tls_certs_only([]);
        if !server.is_loopback() {
            tracing::warn!(
                "the token is sent to {} unencrypted: use https:// if the server supports it",
                server.url
            );
        }
    }
    builder.build().map_err(|error| {
        setup(
            &format!("the HTTPS client cannot be made: {}", chain(&error)),
            "Install the system's CA certificates (the package is called ca-certificates), or set SSL_CERT_FILE or \
             CI_SERVER_TLS_CA_FILE to a PEM file with the certificates to trust",
        )
    })
}

fn certificates(path: &Path) -> Result<Vec<Certificate>, ApiError> {
    let next =
        "Set CI_SERVER_TLS_CA_FILE to a PEM file with the certificates to trust, or unset it";
    let refuse = |why: String| setup(&format!("the CA file {}: {why}", path.display()), next);
    let pem = std::fs::read(path).map_err(|error| refuse(format!("cannot be read: {error}")))?;
    let certificates =
        Certificate::from_pem_bundle(&pem).map_err(|_| refuse("is not valid PEM".to_owned()))?;
    if certificates.is_empty() {
        return Err(refuse("holds no certificate in PEM form".to_owned()));
    }
    Ok(certificates)
}

fn setup(what: &str, next: &str) -> ApiError {
    ApiError::Setup { what: one_line(what, 600), next: next.to_owned() }
}

/// The innermost reasons of an error, without its URL.
fn chain(error: &reqwest::Error) -> String {
    let mut reasons = Vec::new();
    let mut source = error.source();
    while let Some(reason) = source {
        let text = reason.to_string();
        if reasons.last() != Some(&text) {
            reasons.push(text);
        }
        source = reason.source();
    }
    if reasons.is_empty() { "no reason is told".to_owned() } else { reasons.join(": ") }
}

/// A failed attempt, explained.
pub(crate) struct Failed {
    /// The failure in words, not yet counted.
    pub(crate) trouble: Trouble,
    /// Nothing of the request left this machine.
    pub(crate) unsent: bool,
    /// Another attempt may work.
    pub(crate) passing: bool,
    /// There is no such name, or nobody listens there.
    pub(crate) nowhere: bool,
    /// It took all the time that a call has.
    pub(crate) slow: bool,
}

/// Explains why no complete answer came.
///
/// `took` is the time since the attempt began: which of two limits was hit is not told otherwise.
pub(crate) fn explain(
    error: &reqwest::Error,
    settings: &Settings,
    mask: &Mask,
    took: Duration,
    trouble: Trouble,
) -> Failed {
    let reasons = chain(error);
    let lower = reasons.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let server = &settings.server;
    let unsent = error.is_connect();
    let from = &server.source;
    let url = &server.url;
    let check = format!("Check the address (it is from {from}) and that this machine may reach it");
    let unresolved = unsent
        && has(&[
            "dns error",
            "failed to lookup",
            "name or service not known",
            "name resolution",
            "no such host",
        ]);
    let refused = unsent && has(&["connection refused"]);
    let (what, next, passing): (String, String, bool) = if unsent
        && has(&["unknownissuer", "unknown issuer", "selfsigned", "self-signed"])
    {
        (format!("the certificate of {url} is signed by an issuer that is not trusted here"),
         "If it is your own CA, set CI_SERVER_TLS_CA_FILE (or SSL_CERT_FILE) to a PEM file with its certificate".to_owned(), false)
    } else if unsent && has(&["certificate expired", "expired"]) {
        (
            format!("the certificate of {url} has expired"),
            "Renew it on the server, or check this machine's clock".to_owned(),
            false,
        )
    } else if unsent && has(&["not valid for name", "notvalidforname"]) {
        (
            format!("the certificate of {url} is for another name"),
            format!("Use the name that the certificate is for; the address is from {from}"),
            false,
        )
    } else if unsent && has(&["invalid peer certificate", "invalidcertificate"]) {
        (format!("the certificate of {url} is not accepted: {reasons}"), check, false)
    } else if unsent
        && has(&["corrupt message", "invalidcontenttype", "invalidmessage", "wrong version"])
    {
        (
            format!("{url} does not speak TLS on this port"),
            format!(
                "If the server speaks plain HTTP there, write http:// (the address is from {from})"
            ),
            false,
        )
    } else if unresolved {
        (format!("the name of {url} cannot be resolved"), check, true)
    } else if refused {
        (format!("{url} refuses the connection: nothing listens there"), check, true)
    } else if error.is_timeout() {
        let (what, limit) = if unsent {
            ("no connection to", settings.connect_timeout)
        } else if took < settings.timeout {
            ("not a byte more from", settings.silence_timeout)
        } else {
            ("no complete answer from", settings.timeout)
        };
        (
            format!("{what} {url} within {limit:?}"),
            if unsent {
                check
            } else {
                "Try again; if it stays, GitLab is overloaded or a proxy holds the answer back"
                    .to_owned()
            },
            true,
        )
    } else if unsent && has(&["proxy", "tunnel"]) {
        (
            format!("the proxy does not let the connection to {url} through: {reasons}"),
            "Check HTTPS_PROXY and NO_PROXY".to_owned(),
            true,
        )
    } else if unsent {
        (format!("no connection to {url}: {reasons}"), check, true)
    } else if has(&["invalid http version", "parse", "invalid header", "malformed"]) {
        (
            format!("what answers at {url} does not speak HTTP properly: {reasons}"),
            format!("If it speaks TLS there, write https:// (the address is from {from})"),
            false,
        )
    } else {
        (
            format!("the connection to {url} broke before the answer was complete: {reasons}"),
            "Try again".to_owned(),
            true,
        )
    };
    let mut what = one_line(&what, 600);
    mask.text(&mut what);
    Failed {
        trouble: trouble.explained(what, next),
        unsent,
        passing,
        nowhere: unresolved || refused,
        slow: !unsent && error.is_timeout(),
    }
}
