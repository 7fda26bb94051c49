//! Which certificates of a server are accepted.
//!
//! Those that the system trusts, and those of the user's own file. **Invariant:** the check cannot be skipped. The library
//! rejects a self-signed certificate that is marked as a CA, even if it is trusted. It is accepted if the file has exactly
//! this certificate, for the name in it, and as long as it is valid.

use std::path::Path;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::verify_server_name;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use rustls_platform_verifier::Verifier;

/// The certificates of a file in PEM form.
///
/// # Errors
/// Why they cannot be read.
pub(super) fn read(path: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let pem = std::fs::read(path).map_err(|error| format!("cannot be read: {error}"))?;
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    match certificates {
        Ok(some) if some.is_empty() => Err("contains no certificate in PEM form".to_owned()),
        Ok(some) => Ok(some),
        Err(_) => Err("is not valid PEM".to_owned()),
    }
}

/// TLS that trusts the system and these certificates. Those of `known` are already trusted as issuers.
pub(super) fn config(
    own: Vec<CertificateDer<'static>>,
    known: Vec<CertificateDer<'static>>,
) -> Result<ClientConfig, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let usual = Verifier::new_with_extra_roots(own.clone(), Arc::clone(&provider))?;
    let verifier = OwnOrUsual { own: [own, known].concat(), usual };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// The usual check, and a second one for one of its errors.
#[derive(Debug)]
struct OwnOrUsual {
    own: Vec<CertificateDer<'static>>,
    usual: Verifier,
}

impl OwnOrUsual {
    /// The library checks the validity before the CA flag (a test covers that), so only the name remains to be checked.
    fn is_own(
        &self,
        error: &Error,
        certificate: &CertificateDer<'_>,
        name: &ServerName<'_>,
    ) -> bool {
        let is_ca = matches!(error, Error::InvalidCertificate(CertificateError::Other(other))
            if other.0.downcast_ref() == Some(&webpki::Error::CaUsedAsEndEntity));
        is_ca
            && self.own.iter().any(|own| own.as_ref() == certificate.as_ref())
            && ParsedCertificate::try_from(certificate)
                .is_ok_and(|it| verify_server_name(&it, name).is_ok())
    }
}

impl ServerCertVerifier for OwnOrUsual {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        issuers: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        match self.usual.verify_server_cert(certificate, issuers, name, ocsp, now) {
            Err(error) if self.is_own(&error, certificate, name) => {
                Ok(ServerCertVerified::assertion())
            }
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.usual.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.usual.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.usual.supported_verify_schemes()
    }
}
