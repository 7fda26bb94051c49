//! Pages of projects: the settings, and domains as far as the settings depend on them. Nothing is deployed, no certificate is
//! looked into.

use serde_json::{Value, json};

use super::item::own;
use super::table::{
    Among, By, Complaints, Draft, Field, Home, Null, On, Order, PROJECT as IN_PROJECT, Place,
    Problems, Table, Taken, Unique, Usual, View, is_on, put, text,
};
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::world::hash::hash;
use crate::sandbox::world::store::{Of, Row, World};
use crate::sandbox::world::{MAINTAINER, Project};

const HOST: &str = "pages.example.com";
const HTTPS_ONLY: &str = "pages_https_only";
const UNIQUE: &str = "pages_unique_domain_enabled";
const PRIMARY: &str = "pages_primary_domain";
const AUTO: &str = "auto_ssl_enabled";
const NO_DOMAIN: &str = "400 Bad request - The `pages_primary_domain` attribute is missing from the domain list in the Pages project configuration. Assign `pages_primary_domain` to the Pages project or reset it.";
const HTTPS: &str = "must be present if HTTPS-only is enabled";

/// A project whose Pages are not disabled: then nobody can read or change them.
static PAGES: Place = Place {
    prefix: IN_PROJECT.prefix,
    below: IN_PROJECT.below,
    find: |call| {
        let of = (IN_PROJECT.find)(call)?;
        let Of::Project(id) = of else { return Ok(of) };
        let off = |it: &Project| it.setting("pages_access_level") == "disabled";
        match call.world.projects.get(&id).is_some_and(off) {
            true => Err(Refusal::forbidden()),
            false => Ok(of),
        }
    },
    level: IN_PROJECT.level,
};

fn domains(world: &World, of: Of) -> Vec<Row> {
    own(world, DOMAINS.name, of).into_iter().map(|it| it.1).collect()
}

/// The address of a domain: with https if it has a certificate.
fn url(domain: &Row) -> String {
    let scheme = if domain.contains_key("_certificate") { "https" } else { "http" };
    format!("{scheme}://{}", text(domain, "domain"))
}

fn settle(draft: &Draft<'_>, row: &mut Row, complaints: &mut Complaints) -> Result<(), Refusal> {
    let domains = domains(draft.world, draft.view.of);
    if let Some(wanted) = draft.params.get(PRIMARY).filter(|it| !it.is_null())
        && domains.iter().all(|it| wanted != &Value::from(url(it)))
    {
        return Err(Refusal::message(400, NO_DOMAIN));
    }
    let bare = |it: &Row| !it.contains_key("_certificate") && !is_on(it, AUTO);
    complaints.crash |= is_on(row, HTTPS_ONLY) && domains.iter().any(bare);
    Ok(())
}

fn shown(world: &World, view: View, row: &mut Row) {
    let Of::Project(id) = view.of else { return };
    let path = world.projects.get(&id).map_or("", |it| it.path.as_str());
    let (root, rest) = path.split_once('/').unwrap_or((path, ""));
    let name = path.rsplit('/').next().unwrap_or(path);
    let at = match is_on(row, UNIQUE) {
        true => format!("http://{name}-{:06x}.{HOST}", hash(path.as_bytes()) % (1 << 24)),
        false => format!("http://{root}.{HOST}/{rest}"),
    };
    // The primary domain goes with the domain.
    let primary = row.get(PRIMARY).cloned().unwrap_or_default();
    let primary = domains(world, view.of).iter().map(url).find(|it| primary == it.as_str());
    let told = json!({
        "url": at,
        "deployments": [],
        "is_unique_domain_enabled": row.get(UNIQUE),
        "force_https": row.get(HTTPS_ONLY),
        "pages_primary_domain": primary,
    });
    if let Value::Object(told) = told {
        *row = told;
    }
}

fn false_for_null(value: Value) -> Value {
    if value.is_null() { Value::Bool(false) } else { value }
}

pub(super) const SETTINGS: Table = Table {
    id: false,
    always: Some("PATCH"),
    frozen: &["PATCH"],
    settle,
    shown,
    ..Table::new(
        "pages",
        Home::new(&PAGES, MAINTAINER, MAINTAINER, Order::Params),
        By::Single,
        &[
            Field::switch(UNIQUE, true).null(Null::Crash),
            Field::switch(HTTPS_ONLY, true).read(false_for_null),
            Field::text(PRIMARY),
        ],
    )
};

fn name(value: &Value, problems: &mut Problems) {
    let text = value.as_str().unwrap_or("");
    let mut parts = text.split('.');
    if !(1..=255).contains(&text.len()) {
        problems.say("must be between 1 and 255 characters long");
    } else if text.ends_with('.') {
        problems.say("must not end with a dot");
    } else if !text.bytes().all(|it| it.is_ascii_alphanumeric() || b"-.".contains(&it)) {
        problems.say("contains invalid characters (valid characters: [a-z0-9\\-])");
    } else if parts.clone().any(|it| it.starts_with('-') || it.ends_with('-')) {
        problems.say("begins or ends with hyphen");
    } else if parts.any(|it| !(1..=63).contains(&it.len())) {
        problems.say("must be between 1 and 63 characters long");
    } else if text.ends_with(&format!(".{HOST}")) {
        problems.say(format!(
            "Subdomains of the Pages root domain {HOST} are reserved and cannot be used as custom Pages domains."
        ));
    } else if text == "gmail.com" {
        problems
            .say(format!("You cannot verify {text} because it is a popular public email domain."));
    }
}

/// A certificate and its key are kept as one; whether they belong together is not checked.
fn settle_domain(
    draft: &Draft<'_>,
    row: &mut Row,
    complaints: &mut Complaints,
) -> Result<(), Refusal> {
    let (certificate, key) = (draft.params.get("certificate"), draft.params.get("key"));
    let is_set = |it: Option<&Value>| it.and_then(Value::as_str).is_some_and(|it| !it.is_empty());
    match (is_set(certificate), is_set(key)) {
        (true, true) => put(row, "_certificate", certificate.cloned().unwrap_or_default()),
        _ if certificate.is_some() && key.is_some() => drop(row.shift_remove("_certificate")),
        _ => {}
    }
    let settings = own(draft.world, SETTINGS.name, draft.view.of);
    let https = settings.first().is_none_or(|(_, it)| is_on(it, HTTPS_ONLY));
    if https && !row.contains_key("_certificate") && !is_on(row, AUTO) {
        complaints.say("certificate", HTTPS);
        complaints.say("key", HTTPS);
    }
    if draft.before.is_none() {
        let code = hash(text(row, "domain").as_bytes());
        put(row, "verification_code", format!("{code:032x}"));
    }
    Ok(())
}

fn taken(draft: &Draft<'_>, _: &Row) -> Taken {
    let Of::Project(id) = draft.view.of else { return Taken::Says("domain", String::new()) };
    let path = draft.world.projects.get(&id).map_or("", |it| it.path.as_str());
    Taken::Says("domain", format!("is already in use by project {path}"))
}

fn shown_domain(_: &World, _: View, row: &mut Row) {
    let at = url(row);
    let mut told = Row::new();
    for (field, value) in std::mem::take(row) {
        told.insert(field.clone(), value);
        if field == "domain" {
            put(&mut told, "url", at.clone());
        }
    }
    if let Some(pem) = told.get("_certificate").cloned() {
        let subject = format!("/CN={}", text(&told, "domain"));
        let certificate = json!({
            "subject": subject, "expired": false, "certificate": pem, "certificate_text": pem,
        });
        put(&mut told, "certificate", certificate);
    }
    *row = told;
}

pub(super) const DOMAINS: Table = Table {
    path: "pages/domains",
    noun: "PagesDomain",
    id: false,
    unique: Some(Unique { fields: &["domain"], folded: true, among: Among::Own, taken }),
    frozen: &["POST", "PUT", "DELETE"],
    sorted: |one, other| text(one, "domain").cmp(text(other, "domain")),
    settle: settle_domain,
    shown: shown_domain,
    ..Table::new(
        "pages_domains",
        Home::new(&PAGES, MAINTAINER, MAINTAINER, Order::Role),
        By::Field { name: "domain", or_id: false },
        &[
            Field::text("domain")
                .required()
                .on(On::Create)
                .rule(name)
                .null(Null::Says(&["must be between 1 and 255 characters long"])),
            Field::told("verified", Usual::Switch(false)),
            Field::told("verification_code", Usual::Null),
            Field::told("enabled_until", Usual::Null),
            Field::switch(AUTO, false).null(Null::Crash).no_blank(),
            Field::text("certificate").unkept(),
            Field::text("key").unkept(),
        ],
    )
};
