//! The client of GitLab's API: REST, and GraphQL for reading.
//!
//! [`Reader`] only has GET and HEAD; [`Writer`] requires a [`Permit`], which only this crate can grant. Both share one connection
//! and one limit on concurrent requests. Every failure is an [`ApiError`]: a sentence with the request, GitLab's response,
//! and what to do next. Nothing here decides what to read or write.
//!
//! A reader cannot write, and nothing outside this crate can grant a permit:
//!
//! ```compile_fail,E0599
//! # async fn f(reader: labwright::gitlab::Reader, path: labwright::gitlab::ApiPath) {
//! reader.send(labwright::gitlab::Method::Post, &path, None).await;
//! # }
//! ```
//! ```compile_fail,E0624
//! let permit = labwright::gitlab::Permit::granted();
//! ```
//! ```compile_fail,E0423
//! let permit = labwright::gitlab::Permit(());
//! ```
//! ```compile_fail,E0624
//! # fn f(reader: &labwright::gitlab::Reader, permit: labwright::gitlab::Permit) {
//! labwright::gitlab::Writer::new(reader, permit);
//! # }
//! ```

mod connect;
mod errors;
mod explain;
mod files;
mod front;
mod graphql;
mod groups;
mod job;
mod known;
mod link;
mod listing;
mod mask;
mod memory;
mod method;
mod pace;
mod pages;
mod path;
mod present;
mod projects;
mod proxy;
mod read;
mod refusal_words;
mod renames;
mod request;
mod retry;
mod server;
mod settings;
#[cfg(test)]
mod tests;
mod tls;
mod untrusted;
mod urls;
mod users;
mod version;
mod wire;
mod write;

pub use errors::{ApiError, Cause, Trouble};
pub(crate) use files::{EXECUTABLE, Files, find_files, is_object_id};
pub(crate) use groups::find_groups;
pub use known::TOKEN_VARIABLES;
pub(crate) use known::names_a_variable;
pub use listing::{Element, Listing, Paging};
pub(crate) use mask::{Mask, is_masked};
pub(crate) use memory::Share;
pub use method::Method;
pub use path::ApiPath;
pub(crate) use path::is_shown;
pub(crate) use present::find_present;
pub(crate) use projects::find_projects;
pub use proxy::Proxy;
pub use read::{Headers, Reader};
pub use renames::Renamed;
pub use request::{Body, Form};
pub use server::{DiscoverError, Server};
pub use settings::{
    DEFAULT_PARALLELISM, MAX_PARALLELISM, Settings, Token, discover, named_above_file,
};
pub(crate) use urls::host_of;
pub use urls::{has_credentials, shortened, without_credentials, without_possible_credentials};
pub(crate) use users::{Account, find_accounts, find_users};
pub use version::Version;
pub(crate) use write::{NOT_SENT_AGAIN, seek};
pub use write::{Once, Permit, Response, Writer};
