//! Groups of identity providers and LDAP servers that are linked with a group.

use serde_json::{Value, json};

use crate::sandbox::http::gates::{known_group, owns_group};
use crate::sandbox::http::{Call, Param, Refusal, Reply, Route, route};
use crate::sandbox::world::{Licence, Of, Row, World};

const ID: &[Param] = &[Param::text("id").required()];

const LEVELS: &[&str] = &["0", "5", "10", "15", "20", "30", "40", "50"];

const LDAP: &[Param] = &[
    Param::text("cn"),
    Param::text("filter"),
    Param::integer("group_access").required().values(LEVELS),
    Param::text("provider").required(),
    Param::integer("member_role_id"),
];

const LDAP_GONE: &[Param] =
    &[Param::text("cn"), Param::text("filter"), Param::text("provider").required()];

const SAML: &[Param] = &[
    Param::text("saml_group_name").required(),
    Param::integer("access_level").required().values(LEVELS),
    Param::text("provider"),
    Param::integer("member_role_id"),
];

const SAML_ONE: &[Param] = &[Param::text("provider")];

fn premium(world: &World) -> bool {
    world.licence >= Licence::Premium
}

pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/groups/{id}/ldap_group_links", owns_group, &[ID], ldap).where_(premium),
    route("POST", "/groups/{id}/ldap_group_links", owns_group, &[ID, LDAP], link_ldap)
        .where_(premium),
    route("DELETE", "/groups/{id}/ldap_group_links", owns_group, &[ID, LDAP_GONE], unlink_ldap)
        .where_(premium),
    route("GET", "/groups/{id}/saml_group_links", owns_group, &[ID], saml).where_(premium),
    route("POST", "/groups/{id}/saml_group_links", owns_group, &[ID, SAML], link_saml)
        .where_(premium),
    route("GET", "/groups/{id}/saml_group_links/{name}", owns_group, &[ID, SAML_ONE], saml_link)
        .where_(premium),
    route("DELETE", "/groups/{id}/saml_group_links/{name}", owns_group, &[ID, SAML_ONE], unlink)
        .where_(premium),
];

/// A link of these attributes as they were sent.
fn sent(call: &Call<'_>, names: &[(&str, &str)]) -> Row {
    let value = |name: &str| call.params.get(name).cloned().unwrap_or_default();
    names.iter().map(|(shown, name)| ((*shown).to_owned(), value(name))).collect()
}

fn rows<'c>(call: &'c mut Call<'_>, name: &'static str) -> Result<&'c mut Vec<Row>, Refusal> {
    let of = Of::Group(known_group(call)?.id);
    Ok(call.world.rows.entry((of, name)).or_default())
}

/// Removes the first row that is such.
fn removed(rows: &mut Vec<Row>, is_it: impl Fn(&Row) -> bool) -> Option<Row> {
    let at = rows.iter().position(is_it)?;
    Some(rows.remove(at))
}

fn ldap(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let rows = rows(call, "ldap_group_links")?;
    if rows.is_empty() {
        return Err(Refusal::message(404, "No linked LDAP groups found"));
    }
    Ok(Reply::ok(json!(rows)))
}

fn link_ldap(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let names = ["cn", "group_access", "provider", "filter", "member_role_id"].map(|it| (it, it));
    let row = sent(call, &names);
    let is_set = |name: &str| row.get(name).is_some_and(|it| !it.is_null());
    match (is_set("cn"), is_set("filter")) {
        (true, true) => return Err(Refusal::error(400, "cn, filter are mutually exclusive")),
        (false, false) => {
            let why = "cn, filter are missing, exactly one parameter must be provided";
            return Err(Refusal::error(400, why));
        }
        _ => {}
    }
    rows(call, "ldap_group_links")?.push(row.clone());
    Ok(Reply::created(Value::Object(row)))
}

fn unlink_ldap(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let wanted = sent(call, &["cn", "filter", "provider"].map(|it| (it, it)));
    let is_it = |row: &Row| wanted.iter().all(|(name, it)| row.get(name) == Some(it));
    removed(rows(call, "ldap_group_links")?, is_it)
        .map(|_| Reply::no_content())
        .ok_or_else(|| Refusal::message(404, "Linked LDAP group not found"))
}

/// Without single sign-on, nobody is let in.
fn saml_rows<'c>(call: &'c mut Call<'_>) -> Result<&'c mut Vec<Row>, Refusal> {
    if !call.world.saml {
        return Err(Refusal::unauthorized());
    }
    rows(call, "saml_group_links")
}

fn saml(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    Ok(Reply::ok(json!(saml_rows(call)?)))
}

fn link_saml(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let names = [
        ("name", "saml_group_name"),
        ("access_level", "access_level"),
        ("member_role_id", "member_role_id"),
        ("provider", "provider"),
    ];
    let row = sent(call, &names);
    saml_rows(call)?.push(row.clone());
    Ok(Reply::created(Value::Object(row)))
}

/// Whether a link is the one that the path and the query name.
fn named(call: &Call<'_>) -> impl Fn(&Row) -> bool + use<> {
    let name = json!(call.place("name"));
    let provider = call.params.get("provider").cloned();
    move |row| {
        row.get("name") == Some(&name)
            && provider.as_ref().is_none_or(|it| row.get("provider") == Some(it))
    }
}

fn saml_link(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let is_it = named(call);
    let found = saml_rows(call)?.iter().find(|it| is_it(it)).cloned();
    found.map(|it| Reply::ok(Value::Object(it))).ok_or_else(Refusal::not_found)
}

fn unlink(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let is_it = named(call);
    removed(saml_rows(call)?, is_it).map(|_| Reply::no_content()).ok_or_else(Refusal::not_found)
}
