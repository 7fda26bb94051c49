//! The entries of a branch rule: how they are sent, stored, and refused, in projects and groups alike.
//!
//! `POST` combines the short form and the list; `PATCH` adds, changes, and removes entries, all or nothing.

use serde_json::{Value, json};

use crate::sandbox::http::{Call, Kind, Param, Refusal};
use crate::sandbox::world::{AccessLevel, Licence, MAINTAINER, ProtectedBranch, World, take};

const ENTRY: &[Param] = &[
    Param::integer("id"),
    Param::integer("access_level").values(&["30", "40", "60", "0"]),
    Param::integer("user_id"),
    Param::integer("group_id"),
    Param::integer("deploy_key_id"),
    Param::boolean("_destroy"),
];

const UNPROTECT_ENTRY: &[Param] = &[
    Param::integer("id"),
    Param::integer("access_level").values(&["30", "40", "60"]),
    Param::integer("user_id"),
    Param::integer("group_id"),
    Param::boolean("_destroy"),
];

/// The short forms.
pub(crate) const LEVELS: &[Param] = &[
    Param::integer("push_access_level").values(&["30", "40", "60", "0"]),
    Param::integer("merge_access_level").values(&["30", "40", "60", "0"]),
    Param::integer("unprotect_access_level").values(&["30", "40", "60"]),
];

/// The lists.
pub(crate) const ENTRIES: &[Param] = &[
    Param::new("allowed_to_push", Kind::Entries(ENTRY)),
    Param::new("allowed_to_merge", Kind::Entries(ENTRY)),
    Param::new("allowed_to_unprotect", Kind::Entries(UNPROTECT_ENTRY)),
    Param::boolean("code_owner_approval_required"),
];

/// The three lists of a rule: their names in parameters and complaints, and their fields.
pub(crate) type List =
    (&'static str, &'static str, fn(&mut ProtectedBranch) -> &mut Vec<AccessLevel>);

pub(crate) const LISTS: [List; 3] = [
    ("push", "Push", |rule| &mut rule.push),
    ("merge", "Merge", |rule| &mut rule.merge),
    ("unprotect", "Unprotect", |rule| &mut rule.unprotect),
];

/// What is wrong with an entry for a user, group, or deploy key, in the order of the model's checks; `None` for a role.
pub(crate) type Somebody<'a> =
    &'a dyn Fn(&World, &AccessLevel, &[&AccessLevel]) -> Option<Vec<&'static str>>;

/// An entry as it was sent, merged into what is stored.
fn written(entry: &Value, stored: AccessLevel) -> AccessLevel {
    let number = |name: &str| entry.get(name).map(Value::as_u64);
    AccessLevel {
        id: stored.id,
        level: match entry.get("access_level") {
            Some(level) => level.as_u64().and_then(|level| u8::try_from(level).ok()),
            None => stored.level,
        },
        user: number("user_id").unwrap_or(stored.user),
        group: number("group_id").unwrap_or(stored.group),
        deploy_key: number("deploy_key_id").unwrap_or(stored.deploy_key),
    }
}

/// What is wrong with an entry, in the order of the model's checks.
fn complaints_about(
    world: &World,
    somebody: Somebody<'_>,
    entry: &AccessLevel,
    stored: &[AccessLevel],
) -> Vec<&'static str> {
    let others: Vec<&AccessLevel> = stored.iter().filter(|other| other.id != entry.id).collect();
    if let Some(complaints) = somebody(world, entry, &others) {
        return complaints;
    }
    if entry.level.is_none() {
        return vec!["access level can't be blank", "access level is not included in the list"];
    }
    let role = |other: &AccessLevel| {
        other.user.is_none() && other.group.is_none() && other.deploy_key.is_none()
    };
    if others.iter().any(|other| role(other) && other.level == entry.level) {
        return vec!["access level has already been taken"];
    }
    Vec::new()
}

/// Whether a null was sent that crashes GitLab.
pub(crate) fn crashes(call: &Call<'_>) -> bool {
    let null = |name: &str| call.params.get(name).is_some_and(Value::is_null);
    let levels = LISTS.iter().any(|(word, _, _)| null(&format!("{word}_access_level")));
    levels || null("code_owner_approval_required") || null("allow_force_push")
}

/// The entries that a call sends for a list: the short form, then the list.
fn sent(call: &Call<'_>, word: &str) -> Vec<Value> {
    let short = call.params.int(&format!("{word}_access_level"));
    let mut entries: Vec<Value> =
        short.map(|level| json!({ "access_level": level })).into_iter().collect();
    entries.extend(call.params.list(&format!("allowed_to_{word}")).into_iter().flatten().cloned());
    entries
}

pub(crate) fn refused(complaints: Vec<String>) -> Result<(), Refusal> {
    if complaints.is_empty() { Ok(()) } else { Err(Refusal::message(422, complaints)) }
}

fn switches(call: &Call<'_>, rule: &mut ProtectedBranch) {
    if let Some(force) = call.params.bool("allow_force_push") {
        rule.allow_force_push = force;
    }
    let owners = call.params.bool("code_owner_approval_required");
    if let Some(owners) = owners.filter(|_| call.world.licensed(Licence::Premium)) {
        rule.code_owner_approval_required = owners;
    }
}

/// The rule that a call sends; an empty list gets an entry for maintainers.
pub(crate) fn sent_rule(call: &Call<'_>) -> ProtectedBranch {
    let mut rule = ProtectedBranch {
        id: 0,
        name: call.params.text("name").unwrap_or("").to_owned(),
        push: Vec::new(),
        merge: Vec::new(),
        unprotect: Vec::new(),
        allow_force_push: false,
        code_owner_approval_required: false,
        updated_at: call.world.now,
    };
    let plain = AccessLevel { level: Some(MAINTAINER), ..Default::default() };
    for (word, _, list) in LISTS {
        let mut entries: Vec<AccessLevel> =
            sent(call, word).iter().map(|entry| written(entry, plain.clone())).collect();
        if entries.is_empty() {
            entries.push(plain.clone());
        }
        *list(&mut rule) = entries;
    }
    switches(call, &mut rule);
    rule
}

/// What is wrong with a new rule.
pub(crate) fn complaints(
    world: &World,
    rule: &mut ProtectedBranch,
    somebody: Somebody<'_>,
) -> Vec<String> {
    let mut complaints = Vec::new();
    if rule.name.trim().is_empty() {
        complaints.push(String::from("Name can't be blank"));
    }
    for (_, word, list) in LISTS {
        for entry in list(rule).iter() {
            let about = complaints_about(world, somebody, entry, &[]);
            complaints.extend(about.iter().map(|text| format!("{word} access levels {text}")));
        }
    }
    complaints
}

/// Assigns IDs to a new rule and its entries.
pub(crate) fn number(world: &mut World, rule: &mut ProtectedBranch) {
    rule.id = take(&mut world.next.protected_branch);
    for (_, _, list) in LISTS {
        for entry in list(rule).iter_mut() {
            entry.id = take(&mut world.next.access_level);
        }
    }
}

/// Applies what a call sends to a rule: all of it, or nothing.
pub(crate) fn change(
    call: &mut Call<'_>,
    rule: &mut ProtectedBranch,
    somebody: Somebody<'_>,
) -> Result<(), Refusal> {
    if crashes(call) {
        return Err(Refusal::crash());
    }
    let mut complaints = Vec::new();
    for (key, word, list) in LISTS {
        let stored = list(rule).clone();
        let mut entries = stored.clone();
        for entry in sent(call, key) {
            let at = match entry.get("id").and_then(Value::as_u64) {
                Some(id) => {
                    let at = entries
                        .iter()
                        .position(|known| known.id == id)
                        .ok_or_else(Refusal::not_found)?;
                    if entry.get("_destroy") == Some(&Value::Bool(true)) {
                        entries.remove(at);
                        continue;
                    }
                    at
                }
                None => {
                    let id = take(&mut call.world.next.access_level);
                    entries.push(AccessLevel { id, level: Some(MAINTAINER), ..Default::default() });
                    entries.len() - 1
                }
            };
            if let Some(known) = entries.get_mut(at) {
                *known = written(&entry, known.clone());
                // Compared with what is stored: an entry that the same call removes still conflicts.
                let about = complaints_about(call.world, somebody, known, &stored);
                complaints.extend(about.iter().map(|text| format!("{word} access levels {text}")));
            }
        }
        *list(rule) = entries;
    }
    refused(complaints)?;
    switches(call, rule);
    rule.updated_at = call.world.now;
    Ok(())
}

/// Whether a name matches a search: it contains the text, or equals it if that has fewer than three characters.
pub(crate) fn is_like(name: &str, search: &str) -> bool {
    let (name, search) = (name.to_lowercase(), search.to_lowercase());
    if matches!(search.chars().count(), 1 | 2) { name == search } else { name.contains(&search) }
}
