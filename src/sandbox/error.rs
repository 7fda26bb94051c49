//! Why a sandbox does not start.

use std::net::SocketAddr;

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The seed is not YAML, or has keys or values that a seed cannot have.
    #[error("cannot read the seed: {0}")]
    Syntax(String),
    /// The list of faults is not YAML, or has keys or values that a fault cannot have.
    #[error("cannot read the faults: {0}")]
    Faults(String),
    /// The seed is well-formed but inconsistent; for example, it names a user that it does not have.
    #[error("the seed is inconsistent: {0}")]
    Seed(String),
    /// The address can be reached from other machines.
    #[error(
        "{0} is not a loopback address: the sandbox checks no passwords and must not be reachable from other machines"
    )]
    NotLoopback(SocketAddr),
    /// The port could not be opened.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
}
