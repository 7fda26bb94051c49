//! The HTTP client: TLS, certificates, headers, and the explanation of failed connections.
//!
//! It never follows a redirect, never retries on its own, and sends the token to one server only.

use super::errors::{ApiError, Trouble};
use super::mask::Mask;
use super::settings::Settings;
use super::tls;
use super::untrusted::one_line;
use reqwest::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, redirect};
use rustls::pki_types::CertificateDer;
use std::error::Error as _;
use std::path::Path;
use std::time::Duration;

const PRIVATE_TOKEN: HeaderName = HeaderName::from_static("private-token");

/// Creates the only client of a run.
pub(crate) fn client(settings: &Settings) -> Result<Client, ApiError> {
    // Another crate of the process may have installed a provider: any of them works.
    rustls::crypto::ring::default_provider().install_default().ok();
    let server = &settings.server;
    let mut token = HeaderValue::from_str(settings.token.expose()).map_err(|_| {
        setup(
            "the token contains characters that are not allowed in a header",
            "Check GITLAB_TOKEN",
        )
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
    // The proxy was chosen before, for this server only.
    builder = builder.no_proxy();
    if let Some(proxy) = &settings.proxy {
        let proxy = reqwest::Proxy::all(proxy.url()).map_err(|error| {
            let what = format!("the proxy {proxy} cannot be used: {}", chain(&error));
            setup(&what, &format!("Check {}", proxy.variable()))
        })?;
        builder = builder.proxy(proxy);
    }
    let untrusted = |why: &str| {
        setup(
            &format!("cannot create the HTTPS client: {why}"),
            "Install the system's CA certificates (package ca-certificates), or set SSL_CERT_FILE or \
             CI_SERVER_TLS_CA_FILE to a PEM file with the certificates to trust",
        )
    };
    if server.is_https() {
        let own = settings.ca_file.as_deref().map_or(Ok(Vec::new()), certificates)?;
        // If this file is not valid, the system's certificates are loaded without it, or their absence is reported there.
        let known = settings.system_ca_file.as_deref().and_then(|it| tls::read(it).ok());
        let config = tls::config(own, known.unwrap_or_default());
        builder =
            builder.tls_backend_preconfigured(config.map_err(|it| untrusted(&it.to_string()))?);
    } else {
        // Without this the builder requires the system's certificates, and fails in an image that has none.
        builder = builder.tls_certs_only([]);
        if !server.is_loopback() {
            tracing::warn!(
                "the token is sent to {} unencrypted: use https:// if the server supports it",
                server.url
            );
        }
    }
    builder.build().map_err(|error| untrusted(&chain(&error)))
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, ApiError> {
    let next =
        "Set CI_SERVER_TLS_CA_FILE to a PEM file with the certificates to trust, or unset it";
    tls::read(path).map_err(|why| setup(&format!("the CA file {}: {why}", path.display()), next))
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
    if reasons.is_empty() { "the reason is unknown".to_owned() } else { reasons.join(": ") }
}

/// A failed attempt, explained.
pub(crate) struct Failed {
    /// The failure, explained, without the number of attempts.
    pub(crate) trouble: Trouble,
    /// Nothing of the request left this machine.
    pub(crate) unsent: bool,
    /// Another attempt may work.
    pub(crate) passing: bool,
    /// The name does not exist, or nothing listens there.
    pub(crate) nowhere: bool,
    /// It used up the time limit of a call.
    pub(crate) slow: bool,
}

/// Explains why there was no complete response.
///
/// `took` is the time since the attempt began: only it shows which of two limits was reached.
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
    // What this machine itself connects to.
    let (first, check) = match &settings.proxy {
        Some(proxy) => (
            format!("the proxy {proxy}"),
            format!(
                "Check {}, or add the server's host to NO_PROXY if it can be reached directly",
                proxy.variable()
            ),
        ),
        None => (
            url.clone(),
            format!("Check the address (from {from}), and that this machine can reach it"),
        ),
    };
    let unreached = match &settings.proxy {
        Some(proxy) => format!("no connection through the proxy {proxy} to"),
        None => "no connection to".to_owned(),
    };
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
        && has(&[
            "unknownissuer",
            "unknown issuer",
            "selfsigned",
            "self-signed",
            "causedasendentity",
        ]) {
        (format!("the certificate of {url} is signed by an issuer that this machine does not trust"),
         "If it is your own CA, or a self-signed certificate, set CI_SERVER_TLS_CA_FILE (or SSL_CERT_FILE) to a PEM file that contains it".to_owned(), false)
    } else if unsent && has(&["certificate expired", "expired"]) {
        (
            format!("the certificate of {url} has expired"),
            "Renew it on the server, or check this machine's clock".to_owned(),
            false,
        )
    } else if unsent && has(&["not valid for name", "notvalidforname"]) {
        (
            format!("the certificate of {url} is for another host name"),
            format!("Use the host name of the certificate; the address is from {from}"),
            false,
        )
    } else if unsent && has(&["invalid peer certificate", "invalidcertificate"]) {
        (format!("the certificate of {url} is not accepted: {reasons}"), check, false)
    } else if unsent
        && has(&["corrupt message", "invalidcontenttype", "invalidmessage", "wrong version"])
    {
        (
            format!("{url} does not use TLS on this port"),
            format!(
                "If the server uses plain HTTP on this port, use http:// (the address is from {from})"
            ),
            false,
        )
    } else if unresolved {
        (format!("cannot resolve the host name of {first}"), check, true)
    } else if refused {
        (format!("{first} refuses the connection: nothing listens there"), check, true)
    } else if error.is_timeout() {
        let (what, limit) = if unsent {
            (unreached.as_str(), settings.connect_timeout)
        } else if took < settings.timeout {
            ("no more data from", settings.silence_timeout)
        } else {
            ("no complete response from", settings.timeout)
        };
        (
            format!("{what} {url} within {limit:?}"),
            if unsent {
                check
            } else {
                "Try again; if the problem persists, GitLab is overloaded or a proxy delays the response"
                    .to_owned()
            },
            true,
        )
    } else if unsent && settings.proxy.is_some() && has(&["proxy", "tunnel"]) {
        let closed = has(&["authorization required", "407"]);
        let what = match closed {
            true => format!("{first} requires credentials, or rejects the given ones"),
            false => format!("{first} does not allow the connection to {url}: {reasons}"),
        };
        (what, check, !closed)
    } else if unsent {
        (format!("{unreached} {url}: {reasons}"), check, true)
    } else if has(&["invalid http version", "parse", "invalid header", "malformed"]) {
        (
            format!("the server at {url} does not speak valid HTTP: {reasons}"),
            format!(
                "If the server uses TLS on this port, use https:// (the address is from {from})"
            ),
            false,
        )
    } else {
        (
            format!("the connection to {url} failed before the response was complete: {reasons}"),
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
