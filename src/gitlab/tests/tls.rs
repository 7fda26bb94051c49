//! TLS over loopback, with certificates that nobody but the test trusts.

use super::stub::{Stub, TOKEN, json};
use super::{ApiError, Reader, Server, hooks, says};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tls").join(name)
}

fn serve() -> String {
    serving("server.pem", "server.key")
}

/// A server that answers every request with `{}`, in a thread of its own.
fn serving(certificate: &str, key: &str) -> String {
    rustls::crypto::ring::default_provider().install_default().ok();
    let chain: Vec<_> =
        CertificateDer::pem_file_iter(file(certificate)).unwrap().map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_file(file(key)).unwrap();
    let config = Arc::new(
        ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key).unwrap(),
    );
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let mut stream =
                StreamOwned::new(ServerConnection::new(Arc::clone(&config)).unwrap(), stream);
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
                head.extend(byte);
            }
            if !head.is_empty() {
                assert!(String::from_utf8_lossy(&head).contains(TOKEN));
                stream.write_all(&json(200, r#"{"id":1}"#)).ok();
                stream.flush().ok();
            }
        }
    });
    format!("https://{address}")
}

async fn ask(url: &str, ca_file: Option<PathBuf>) -> Result<serde_json::Value, ApiError> {
    let mut settings = Stub::always(Vec::new()).await.settings();
    settings.server = Server::parse(url, "GITLAB_URL").unwrap();
    settings.ca_file = ca_file;
    Reader::new(settings)?.get(&hooks()).await
}

#[tokio::test]
async fn a_ca_of_ones_own_is_trusted_when_it_is_named_and_not_before() {
    let url = serve();
    assert!(ask(&url, Some(file("ca.pem"))).await.unwrap().is_object());
    let error = ask(&url, None).await.unwrap_err();
    says(&error, &["CI_SERVER_TLS_CA_FILE", "SSL_CERT_FILE"]);
    // An image without any certificates does not get as far as the server's.
    if !matches!(error, ApiError::Setup { .. }) {
        says(&error, &["issuer that this machine does not trust"]);
    }
    assert!(!error.to_string().contains("Tried"), "a certificate does not heal: {error}");
}

#[tokio::test]
async fn http_and_https_taken_for_each_other_are_told() {
    let https = serve();
    let error = ask(&https.replace("https", "http"), None).await.unwrap_err();
    says(&error, &["GET hooks", "use https://", "GITLAB_URL"]);
    let nginx = "<html><title>400 The plain HTTP request was sent to HTTPS port</title></html>";
    let stub = Stub::always(super::answer(400, &[], nginx)).await;
    says(
        &stub.reader().get(&hooks()).await.unwrap_err(),
        &["expects TLS on this port", "https://"],
    );
    let stub = Stub::always(json(200, r#"{"id":1}"#)).await;
    let error = ask(&stub.url.replace("http", "https"), None).await.unwrap_err();
    if matches!(error, ApiError::Setup { .. }) {
        return;
    }
    says(&error, &["does not use TLS", "use http://", "GITLAB_URL"]);
}

#[tokio::test]
async fn a_ca_file_that_cannot_be_used_is_told_before_anything_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let check = async |path: PathBuf, word: &str| {
        says(
            &ask("https://127.0.0.1:1", Some(path)).await.unwrap_err(),
            &["the CA file", word, "CI_SERVER_TLS_CA_FILE"],
        );
    };
    check(folder.path().join("none.pem"), "cannot be read").await;
    check(path("empty.pem", ""), "no certificate").await;
    check(path("text.pem", "hello"), "no certificate").await;
    check(
        path("broken.pem", "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n"),
        "not valid PEM",
    )
    .await;
}

#[tokio::test]
async fn a_self_signed_certificate_is_accepted_where_the_file_has_exactly_it() {
    let own = serving("own.pem", "own.key");
    assert!(ask(&own, Some(file("own.pem"))).await.unwrap().is_object());
    let check = async |certificate: &str, ca_file: &str, words: &[&str]| {
        let url = serving(certificate, "own.key");
        let error = ask(&url, Some(file(ca_file))).await.unwrap_err();
        says(&error, words);
        assert!(!error.to_string().contains("Tried"), "{error}");
    };
    // Another one of the same key and name, another CA's, and none.
    check(
        "own.pem",
        "ca.pem",
        &["issuer that this machine does not trust", "CI_SERVER_TLS_CA_FILE"],
    )
    .await;
    check("own.pem", "own-elsewhere.pem", &["issuer that this machine does not trust"]).await;
    // For another name, and past its end, it is refused although the file has it.
    check("own-elsewhere.pem", "own-elsewhere.pem", &["certificate"]).await;
    check("own-expired.pem", "own-expired.pem", &["has expired"]).await;
    // As SSL_CERT_FILE it is found twice: as an issuer by the library, and as itself here.
    let mut settings = Stub::always(Vec::new()).await.settings();
    settings.server = Server::parse(&own, "GITLAB_URL").unwrap();
    settings.ca_file = Some(file("ca.pem"));
    settings.system_ca_file = Some(file("own.pem"));
    assert!(Reader::new(settings).unwrap().get(&hooks()).await.unwrap().is_object());
}
