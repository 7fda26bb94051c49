//! GitLab Pages of a project.
//!
//! Written by PATCH, by other names than they are read by. `force_https` and the primary domain depend on the project's Pages
//! domains: GitLab fails with 500 if a domain has no certificate, and accepts a primary domain only as the full URL of a domain,
//! to the letter (measured).

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::gitlab::{Element, Listing, Method, Paging};
use crate::resource::{
    Call, Change, Checks, Datum, Duplicates, EVERY_WRITE, FieldNeeds, Fields, Halt, In, Kind,
    Level, Live, Look, Needs, Rank, Removal, Setting, Shape, Spec, Tier, marked,
};

/// Settings of the project's Pages site.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Pages {
    /// Give the site a domain of its own, which no other project shares.
    #[serde(default)]
    pub pages_unique_domain_enabled: Setting<bool>,
    /// Redirect HTTP to HTTPS. All Pages domains of the project must have a certificate, or `auto_ssl_enabled`.
    #[serde(default)]
    pub pages_https_only: Setting<bool>,
    /// URL of the Pages domain that all requests are redirected to: with `https://` if the domain has a certificate.
    #[serde(default)]
    #[schemars(length(min = 1), example = &"https://docs.example.com")]
    pub pages_primary_domain: Setting<String>,
}

/// The names by which GitLab returns them, and those of the files and of requests.
const NAMES: [(&str, &str); 2] =
    [("is_unique_domain_enabled", "pages_unique_domain_enabled"), ("force_https", HTTPS_ONLY)];
const HTTPS_ONLY: &str = "pages_https_only";
const PRIMARY: &str = "pages_primary_domain";

/// A Pages domain, as far as settings depend on it.
#[derive(Debug, Deserialize)]
struct Domain {
    domain: String,
    url: String,
    #[serde(default)]
    auto_ssl_enabled: bool,
    certificate: Option<Value>,
}

/// The host of a URL, as two spellings of it have in common.
fn host(url: &str) -> String {
    let host = url.split_once("://").map_or(url, |it| it.1);
    host.trim_end_matches('/').to_lowercase()
}

/// What GitLab would reject, or fail with.
fn refuses(change: &Change, domains: &[Domain]) -> Option<Halt> {
    let listed = |all: Vec<&str>| {
        let all: Vec<_> = all.iter().map(|it| format!("`{}`", marked(it))).collect();
        all.join(", ")
    };
    match (change.field, &change.after) {
        (HTTPS_ONLY, Some(Datum::Bool(true))) => {
            let bare = domains.iter().filter(|it| it.certificate.is_none() && !it.auto_ssl_enabled);
            let bare: Vec<_> = bare.map(|it| it.domain.as_str()).collect();
            let have = if bare.len() == 1 { "has" } else { "have" };
            (!bare.is_empty()).then(|| {
                Halt::impossible(
                    format!("the Pages domain {} {have} no certificate, with which GitLab rejects `{HTTPS_ONLY}`", listed(bare)),
                    "add a certificate and its key to the domain or turn on `auto_ssl_enabled` there, or delete the domain",
                )
            })
        }
        (PRIMARY, Some(Datum::Text(wanted))) if domains.iter().all(|it| it.url != *wanted) => {
            let alike = domains.iter().find(|it| host(&it.url) == host(wanted));
            let hint = match (alike, domains) {
                (Some(it), _) => format!("write `{}`", marked(&it.url)),
                (None, []) => "the project has no Pages domains: add the domain first".to_owned(),
                (None, all) => {
                    let all = all.iter().map(|it| it.url.as_str()).take(5).collect();
                    format!("add the domain first, or use one of the project's: {}", listed(all))
                }
            };
            let message =
                format!("`{}` is not the URL of a Pages domain of the project", marked(wanted));
            Some(Halt::impossible(message, hint))
        }
        _ => None,
    }
}

impl Kind for Pages {
    const SPEC: Spec = Spec {
        shape: Shape::Single,
        removal: Removal::Never,
        identity: &[],
        listing: Listing { paging: Paging::Whole, element: Element::Unnamed },
        update: Method::Patch,
        ignored: &[(HTTPS_ONLY, "`true` if its Pages are not served over HTTPS")],
        ..Spec::list(
            "pages",
            "Pages settings",
            In::Project,
            Rank::Settings,
            Needs {
                frozen: EVERY_WRITE,
                since: Some((16, 11)),
                fields: &[FieldNeeds::since(PRIMARY, 17, 8)],
                ..Needs::of(Tier::Free, Level::Maintainer, Level::Maintainer)
            },
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { pages_unique_domain_enabled, pages_https_only, pages_primary_domain } = self;
        f.plain("pages_unique_domain_enabled", pages_unique_domain_enabled);
        f.plain(HTTPS_ONLY, pages_https_only);
        f.plain(PRIMARY, pages_primary_domain).or_null();
    }

    fn check(&self, checks: &mut Checks) {
        let Some(url) = self.pages_primary_domain.value() else { return };
        if !url.starts_with("http://") && !url.starts_with("https://") {
            checks.refuse(
                PRIMARY,
                format!("`{}` is not a URL", marked(url)),
                "write the whole URL: `https://` and the domain if it has a certificate, else `http://`",
            );
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        let mut object: Map<String, Value> = Deserialize::deserialize(raw)?;
        for (returned, name) in NAMES {
            if let Some(value) = object.shift_remove(returned) {
                object.insert(name.to_owned(), value);
            }
        }
        Self::deserialize(Value::Object(object))
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        // GitLab's own interface also offers the URL of the site as the primary domain.
        let site = live.raw["url"].as_str();
        let depends = |it: &Change| match (it.field, &it.after) {
            (HTTPS_ONLY, Some(Datum::Bool(on))) => *on,
            (PRIMARY, Some(Datum::Text(url))) => site != Some(url),
            _ => false,
        };
        if changes.iter().any(depends) {
            let listing = Listing { element: Element::Named("domain"), ..Listing::default() };
            let list = look.list_as(live.path.clone().seg("domains"), listing)?;
            let domains: Vec<Domain> = list
                .iter()
                .map(Domain::deserialize)
                .collect::<Result<_, _>>()
                .map_err(Halt::not_understood)?;
            if let Some(halt) =
                changes.iter().filter(|it| depends(it)).find_map(|it| refuses(it, &domains))
            {
                return Err(halt);
            }
        }
        Ok(vec![Call::set(look, live.path.clone(), changes)])
    }

    fn loosens(change: &Change) -> bool {
        change.field == HTTPS_ONLY && change.switches(false)
    }
}
