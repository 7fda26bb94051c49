//! Values that need more than another name.

use serde_json::{Map, Value, json};

use super::chain::Chain;
use super::references::References;
use crate::config::{Cursor, Type};
use crate::gitlab::has_credentials;
use crate::kinds::{Place, place_in_integration};
use crate::resource::role;

/// Fields of labwright: name and value. A name with a dot is a field in a mapping. An error says why there are none.
pub(super) type Made = Result<Vec<(String, Value)>, String>;

/// A value, and what is around it.
pub(super) struct Input<'a, 't> {
    /// The value, with its key.
    pub(super) at: Cursor<'t>,
    /// The object that it is in.
    pub(super) object: &'a Chain<'t>,
    /// The key of the object.
    pub(super) key: &'a str,
    /// Where the object is in GitLab, for names of variables.
    pub(super) scope: &'a str,
    /// Where the value is, without secrets.
    pub(super) from: &'a str,
    pub(super) references: &'a mut References,
}

impl Input<'_, '_> {
    fn name(&self) -> String {
        self.at.key().unwrap_or_default().to_owned()
    }

    fn same(&self) -> Made {
        Ok(vec![(self.name(), self.at.json())])
    }

    /// A reference instead of the value.
    pub(super) fn reference(&mut self, field: Option<&str>) -> Value {
        let what = field.map_or_else(|| self.from.to_owned(), |it| format!("{}.{it}", self.from));
        self.references.to(self.scope, &what, self.at.key_place().line)
    }
}

/// A scalar as a text.
pub(super) fn text(at: Cursor<'_>) -> Value {
    match at.value_type() {
        Type::Text | Type::Null | Type::List | Type::Mapping => at.json(),
        _ => json!(at.raw()),
    }
}

/// A role in labwright's words. What is no role stays as it is.
pub(super) fn role_of(at: Cursor<'_>) -> Value {
    if let Some(number) = at.json().as_u64() {
        return role::word(number).map_or_else(|| at.json(), |it| json!(it));
    }
    let Some(text) = at.text() else { return at.json() };
    let text = text.trim().to_lowercase().replace('_', " ");
    match text.as_str() {
        "no access" => json!("no one"),
        "minimal" => json!("minimal_access"),
        text => json!(text),
    }
}

const NUMBERS: [(&str, &str); 3] =
    [("user_id", "user"), ("group_id", "group"), ("deploy_key_id", "")];

/// Who has access, in a list.
fn entry(at: Cursor<'_>) -> Result<Value, String> {
    if at.value_type() != Type::Mapping {
        return Ok(role_of(at));
    }
    for (number, name) in NUMBERS {
        if at.get(number).is_some_and(|it| it.value_type() != Type::Null) {
            return Err(match name {
                "" => format!("files do not have numbers, as in `{number}`"),
                name => format!("files do not have numbers: write `{name}` instead of `{number}`"),
            });
        }
    }
    let mut entry = Map::new();
    for it in at.entries() {
        let key = it.key().unwrap_or_default();
        let value = if key == "access_level" { role_of(it) } else { it.json() };
        entry.insert(key.to_owned(), value);
    }
    let only_role = entry.len() == 1;
    Ok(entry.get("access_level").filter(|_| only_role).cloned().unwrap_or(Value::Object(entry)))
}

fn entries(at: Cursor<'_>) -> Result<Vec<Value>, String> {
    match at.value_type() {
        Type::List => at.items().map(entry).collect(),
        _ => Ok(vec![entry(at)?]),
    }
}

/// A level and a list, which GitLab joins.
fn access(input: &Input<'_, '_>, level: &str, list: &str) -> Made {
    let mut all = Vec::new();
    for at in [level, list].into_iter().filter_map(|it| input.object.get(it)) {
        for it in entries(at)? {
            if !all.contains(&it) {
                all.push(it);
            }
        }
    }
    Ok(vec![(list.to_owned(), Value::Array(all))])
}

pub(super) fn push(input: &mut Input<'_, '_>) -> Made {
    access(input, "push_access_level", "allowed_to_push")
}

pub(super) fn merge(input: &mut Input<'_, '_>) -> Made {
    access(input, "merge_access_level", "allowed_to_merge")
}

pub(super) fn unprotect(input: &mut Input<'_, '_>) -> Made {
    access(input, "unprotect_access_level", "allowed_to_unprotect")
}

pub(super) fn create(input: &mut Input<'_, '_>) -> Made {
    access(input, "create_access_level", "allowed_to_create")
}

/// Who can deploy, or has to approve.
pub(super) fn deployers(input: &mut Input<'_, '_>) -> Made {
    let is_rules = input.at.key() == Some("approval_rules");
    let in_rules = |it: Value| match it {
        Value::String(role) if is_rules => json!({ "access_level": role }),
        other => other,
    };
    let all = entries(input.at)?.into_iter().map(in_rules).collect();
    Ok(vec![(input.name(), Value::Array(all))])
}

/// Numbers of users, groups, or branches.
pub(super) fn numbers(input: &mut Input<'_, '_>) -> Made {
    if input.at.is_empty() {
        return Ok(vec![]);
    }
    let name = input.name();
    let names = match name.as_str() {
        "user_ids" => "users",
        "group_ids" => "groups",
        _ => "protected_branches",
    };
    Err(format!("files do not have numbers: write `{names}` instead of `{name}`"))
}

pub(super) fn avatar(input: &mut Input<'_, '_>) -> Made {
    match input.at.text() {
        Some("") => Ok(vec![("avatar".to_owned(), Value::Null)]),
        _ => Err("copy the image next to the file, and add `avatar: { file: PATH }`".to_owned()),
    }
}

/// gitlabform's list can keep topics, and take some away.
pub(super) fn topics(input: &mut Input<'_, '_>) -> Made {
    let mut topics = Vec::new();
    for it in input.at.items() {
        match it.entries().next() {
            None => topics.push(it.json()),
            Some(it) if it.key() == Some("keep_existing") => {
                if it.json() == true {
                    return Err("labwright declares all topics of a project".to_owned());
                }
            }
            Some(it) if it.get("delete").is_some_and(|it| it.json() == true) => {}
            Some(it) => topics.push(json!(it.key())),
        }
    }
    Ok(vec![("topics".to_owned(), Value::Array(topics))])
}

/// Parts of the names of variables whose values are secrets even if they are not masked.
const SECRETS: [&str; 8] =
    ["token", "secret", "passw", "credential", "private_key", "api_key", "apikey", "access_key"];

fn is_secret(object: &Chain<'_>) -> bool {
    let name = object.get("key").and_then(|it| it.text()).unwrap_or_default().to_lowercase();
    object.is("masked")
        || object.is("masked_and_hidden")
        || SECRETS.iter().any(|it| name.contains(it))
}

/// The value of a CI/CD variable.
pub(super) fn value(input: &mut Input<'_, '_>) -> Made {
    let value = match is_secret(input.object) {
        true => input.reference(None),
        false => text(input.at),
    };
    Ok(vec![("value".to_owned(), value)])
}

/// A variable that is masked cannot inherit a literal.
pub(super) fn masked(input: &mut Input<'_, '_>) -> Made {
    let mut made = input.same()?;
    let is_own = input.object.own.is_some_and(|it| it.get("value").is_some());
    if input.at.json() == true && !is_own && input.object.get("value").is_some() {
        made.push(("value".to_owned(), input.reference(Some("value"))));
    }
    Ok(made)
}

/// The name is the key, unless there is one.
pub(super) fn label(input: &mut Input<'_, '_>) -> Made {
    let name = input.object.get("name").map_or_else(|| json!(input.key), text);
    Ok(vec![("name".to_owned(), name)])
}

/// A URL with credentials would be a reference, and labwright finds such a hook by its name.
pub(super) fn hook(input: &mut Input<'_, '_>) -> Made {
    if has_credentials(input.key) {
        let why = "its URL has credentials in it: give the hook a name in GitLab, and declare `name` and `url: { env: NAME }`";
        return Err(why.to_owned());
    }
    Ok(vec![("url".to_owned(), json!(input.key))])
}

/// A list of keys and values, whose values are secrets.
pub(super) fn pairs(input: &mut Input<'_, '_>) -> Made {
    let name = input.name();
    let mut made = Vec::new();
    for it in input.at.items() {
        let Some(key) = it.get("key").and_then(|it| it.text()) else {
            return Err("an item has no `key`".to_owned());
        };
        made.push((format!("{name}.{key}"), input.reference(Some(key))));
    }
    Ok(made)
}

/// gitlabform has properties, secrets, and events in one mapping.
pub(super) fn integration(input: &mut Input<'_, '_>) -> Made {
    let name = input.name();
    Ok(vec![match place_in_integration(input.key, &name) {
        Place::Beside => (name, input.at.json()),
        Place::Property => (format!("properties.{name}"), input.at.json()),
        Place::Secret => (format!("secrets.{name}"), input.reference(None)),
    }])
}

/// gitlabform can take a time that depends on the number of the project.
pub(super) fn cron(input: &mut Input<'_, '_>) -> Made {
    let text = input.at.text().unwrap_or_default();
    if text.starts_with('@') || text.contains('H') {
        let why = "gitlabform takes a time that depends on the number of the project: write a time";
        return Err(why.to_owned());
    }
    input.same()
}

/// Variables of a schedule: gitlabform deletes all others.
pub(super) fn schedule_variables(input: &mut Input<'_, '_>) -> Made {
    let variables = input.at.entries().map(|it| {
        let mut variable = Map::new();
        variable.insert("key".to_owned(), json!(it.key()));
        for field in it.entries() {
            let value = if field.key() == Some("value") { text(field) } else { field.json() };
            variable.insert(field.key().unwrap_or_default().to_owned(), value);
        }
        Value::Object(variable)
    });
    let variables: Vec<Value> = variables.collect();
    Ok(vec![("variables".to_owned(), json!({ "prune": true, "items": variables }))])
}

/// The host and path of a mirror, and its credentials.
pub(super) fn mirror(input: &mut Input<'_, '_>) -> Made {
    let plain = Ok(vec![("url".to_owned(), json!(input.key))]);
    let Some((scheme, rest)) = input.key.split_once("://") else { return plain };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let Some((who, host)) = rest[..end].rsplit_once('@') else { return plain };
    let mut made = vec![("url".to_owned(), json!(format!("{scheme}://{host}{}", &rest[end..])))];
    let (user, password) = who.split_once(':').map_or((who, ""), |it| it);
    if password.is_empty() {
        // A user alone can be a token.
        made.push(("credentials.user".to_owned(), input.reference(Some("user"))));
    } else {
        let user = match user.contains('%') {
            true => input.reference(Some("user")),
            false => json!(user),
        };
        made.push(("credentials.user".to_owned(), user));
        made.push(("credentials.password".to_owned(), input.reference(Some("password"))));
    }
    Ok(made)
}

/// Who can use job tokens here. A list of gitlabform replaces those of farther levels.
pub(super) fn allow_list(input: &mut Input<'_, '_>) -> Made {
    let list = input.object.below("allowlist");
    let enforce = list.is("enforce");
    let mut made = Vec::new();
    for (name, field) in [("projects", "project"), ("groups", "group")] {
        let own = input.at.get(name);
        let says_prune = input.at.get("enforce").is_some();
        if own.is_none() && !says_prune {
            continue;
        }
        let items: Vec<Value> = own
            .into_iter()
            .flat_map(|it| it.items())
            .map(|it| json!({ field: it.json() }))
            .collect();
        if items.iter().any(|it| it[field].is_number()) {
            return Err(format!("files do not have numbers: write paths in `{name}`"));
        }
        let mut value = Map::new();
        if own.is_some() && list.inherited(name).is_some() {
            value.insert("inherit".to_owned(), json!(false));
        }
        if enforce || says_prune {
            value.insert("prune".to_owned(), json!(enforce));
        }
        value.insert("items".to_owned(), json!(items));
        made.push((name.to_owned(), Value::Object(value)));
    }
    Ok(made)
}

/// Without a word about it, gitlabform limits the access.
pub(super) fn limited(object: &Chain<'_>) -> Vec<(&'static str, Value)> {
    match object.get("limit_access_to_this_project") {
        None => vec![("enabled", json!(true))],
        Some(_) => vec![],
    }
}

fn is_any_approver(object: &Chain<'_>) -> bool {
    object.get("rule_type").and_then(|it| it.text()) == Some("any_approver")
}

/// labwright knows two rules by their names.
pub(super) fn rule_name(input: &mut Input<'_, '_>) -> Made {
    let name = if is_any_approver(input.object) { json!("All Members") } else { text(input.at) };
    Ok(vec![("name".to_owned(), name)])
}

pub(super) fn rule_type(input: &mut Input<'_, '_>) -> Made {
    match input.at.text() {
        Some("any_approver" | "regular") => Ok(vec![]),
        Some("report_approver") => Ok(vec![("report_type".to_owned(), json!("code_coverage"))]),
        _ => Err("labwright does not have rules of this type".to_owned()),
    }
}

/// Lists that a rule does not have are emptied.
pub(super) fn empty_lists(object: &Chain<'_>) -> Vec<(&'static str, Value)> {
    let has = |names: &[&str]| names.iter().any(|it| object.get(it).is_some());
    let lists: [(&str, &[&str]); 3] = [
        ("users", &["users", "user_ids"]),
        ("groups", &["groups", "group_ids"]),
        (
            "protected_branches",
            &["protected_branches", "protected_branch_ids", "applies_to_all_protected_branches"],
        ),
    ];
    let is_any = is_any_approver(object);
    let empty = lists.iter().filter(|it| !has(it.1) && (!is_any || it.0 == "protected_branches"));
    empty.map(|it| (it.0, json!([]))).collect()
}
