//! Requests and answers: what GitLab does around every route, and what it gives to a route.

pub(crate) mod answer;
pub(crate) mod archived;
pub(crate) mod auth;
pub(crate) mod call;
pub(crate) mod endpoint;
pub(crate) mod faults;
pub(crate) mod form;
pub(crate) mod gates;
pub(crate) mod harm;
pub(crate) mod inject;
pub(crate) mod params;
pub(crate) mod reply;
pub(crate) mod request;
pub(crate) mod router;
pub(crate) mod serve;
pub(crate) mod shared;

pub(crate) use call::{Call, object};
pub(crate) use endpoint::Scopes;
pub(crate) use params::{Kind, PAGE, Param};
pub(crate) use reply::{Refusal, Reply};
pub(crate) use router::{Route, open, route};
