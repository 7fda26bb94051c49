//! GraphQL over GET: users, groups, and projects by name, and who is asking.
//!
//! Errors of a query come with status 200. Of the traps that were measured, those are here that a client can step into: a list of
//! no names, or null, is not nobody; of several `user(username:)` in one query only the first is answered, with anybody's data.

mod query;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use self::query::{Field, Operation};
use crate::sandbox::http::gates::sees_group;
use crate::sandbox::http::{Call, Param, Refusal, Reply, Route, Scopes, open, route};
use crate::sandbox::world::User;

const PARAMS: &[Param] =
    &[Param::text("query"), Param::text("variables"), Param::text("operationName")];

/// The one endpoint, which is not below `/api/v4`.
pub(super) const PATH: &str = "/api/graphql";

pub(super) const ROUTES: &[Route] =
    &[route("GET", PATH, open, &[PARAMS], answer).scopes(Scopes::GraphQl)];

/// Most letters of a query.
const LONGEST: usize = 10_000;
/// Most objects of a page.
const PAGE: usize = 100;
/// Most paths of projects in a query.
const PATHS: usize = 50;

/// What stops a query, or one field of it.
enum Stop {
    /// There is no data at all.
    Query(Value),
    /// The field is null.
    Field(String),
}

fn answer(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let text = |name: &str| call.params.text(name).unwrap_or_default();
    let variables = match text("variables") {
        "" => Map::new(),
        given => match serde_json::from_str(given) {
            Ok(Value::Object(variables)) => variables,
            _ => return Err(refusal(&format!("Empty input in '{given}"))),
        },
    };
    if text("query").chars().count() > LONGEST {
        return Err(refusal("Query too large"));
    }
    let operations = match query::read(text("query"), &variables) {
        Ok(operations) => operations,
        Err(error) => return Ok(errors(error)),
    };
    let chosen = match text("operationName") {
        "" if operations.len() > 1 => None,
        "" => operations.first(),
        name => operations.iter().find(|it| it.name.as_deref() == Some(name)),
    };
    match chosen {
        None => Ok(errors(json!({ "message": "An operation name is required" }))),
        Some(Operation { changes: true, .. }) => {
            Err(refusal("Mutations are forbidden in GET requests"))
        }
        Some(Operation { fields, .. }) => Ok(run(call, fields)),
    }
}

fn refusal(message: &str) -> Refusal {
    Refusal(Box::new(Reply { status: 422, ..errors(json!({ "message": message })) }))
}

fn errors(error: Value) -> Reply {
    Reply::ok(json!({ "errors": [error] }))
}

fn run(call: &Call<'_>, fields: &[Field]) -> Reply {
    if let Err(stop) = bounded(call, fields) {
        return errors(stop);
    }
    let (mut data, mut failed) = (Map::new(), Vec::new());
    let known = |it: &Field| call.world.user_named(it.arguments.get("username")?.as_str()?);
    let mut named = fields.iter().filter(|it| it.arguments.contains_key("username"));
    let (first, several) = (named.next(), named.next().is_some());
    for field in fields {
        // Measured: the first one has the data of another, and the others have none.
        let result = match field.arguments.contains_key("username") && several {
            true if first.is_some_and(|it| std::ptr::eq(it, field)) => {
                let id = fields.iter().filter_map(known).max();
                let id = id.map(|it| json!(format!("gid://gitlab/User/{it}"))).unwrap_or_default();
                let arguments = Map::from_iter([("id".to_owned(), id)]);
                root(call, &Field { arguments, ..field.clone() })
            }
            true => Ok(Value::Null),
            false => root(call, field),
        };
        match result {
            Ok(value) => drop(data.insert(field.alias.clone(), value)),
            Err(Stop::Query(error)) => return errors(error),
            Err(Stop::Field(message)) => {
                data.insert(field.alias.clone(), Value::Null);
                failed.push(json!({
                    "message": message, "locations": [place(field)], "path": [field.alias],
                }));
            }
        }
    }
    match failed.is_empty() {
        true => Reply::ok(json!({ "data": data })),
        false => Reply::ok(json!({ "errors": failed, "data": data })),
    }
}

/// Refuses a query with too many objects by name: each costs one more than its fields.
fn bounded(call: &Call<'_>, fields: &[Field]) -> Result<(), Value> {
    let single = |it: &&Field| matches!(it.name.as_str(), "group" | "project" | "user");
    let complexity: usize = fields.iter().filter(single).map(|it| 1 + it.fields.len()).sum();
    let most = match call.user {
        Some(_) if call.is_admin() => 300,
        Some(_) => 250,
        None => 200,
    };
    if complexity <= most {
        return Ok(());
    }
    let message =
        format!("Query has complexity of {complexity}, which exceeds max complexity of {most}");
    Err(json!({ "message": message }))
}

fn place(field: &Field) -> Value {
    json!({ "line": field.at.0, "column": field.at.1 })
}

fn root(call: &Call<'_>, field: &Field) -> Result<Value, Stop> {
    let path = vec!["query".to_owned(), field.alias.clone()];
    let argument = |name: &str| field.arguments.get(name);
    let one = |object: Option<Value>, of: &str| match object {
        Some(object) => select(&object, &field.fields, of, &path),
        None => Ok(Value::Null),
    };
    let text = |name: &str| argument(name).and_then(Value::as_str).unwrap_or_default();
    match field.name.as_str() {
        "currentUser" => {
            one(call.user.and_then(|id| call.world.users.get(&id)).map(user), "CurrentUser")
        }
        "user" => {
            let number =
                text("id").strip_prefix("gid://gitlab/User/").and_then(|it| it.parse().ok());
            let id = number.or_else(|| call.world.user_named(text("username")));
            one(id.and_then(|id| call.world.users.get(&id)).map(user), "UserCore")
        }
        "users" => {
            call.user.ok_or_else(|| {
                let what = "The resource that you are attempting to access does not exist or you don't have permission to perform this action";
                Stop::Field(what.to_owned())
            })?;
            let names = texts(argument("usernames"));
            let fits = |it: &&User| {
                (call.is_admin() || !it.state.is_hidden())
                    && names.as_ref().is_none_or(|all| all.contains(&it.username.to_lowercase()))
            };
            let found = call.world.users.values().rev().filter(fits).map(user);
            list(found.collect(), field, "UserCore", path)
        }
        "group" => {
            let group = call.world.group_at(text("fullPath"));
            let group = group.and_then(|id| call.world.groups.get(&id));
            let group = group.filter(|it| sees_group(call, it));
            let shown = group.map(|it| {
                let id = format!("gid://gitlab/Group/{}", it.id);
                json!({ "id": id, "fullPath": it.path, "name": it.name })
            });
            one(shown, "Group")
        }
        "projects" => {
            let paths = texts(argument("fullPaths")).filter(|all| !all.is_empty());
            if paths.as_ref().is_some_and(|all| all.len() > PATHS) {
                let what = format!("You cannot provide more than {PATHS} full_paths");
                return Err(Stop::Field(what));
            }
            let seen = call.world.projects.values().rev().filter(|it| {
                call.world.sees(call.user, it)
                    && paths.as_ref().is_none_or(|all| all.contains(&it.path.to_lowercase()))
            });
            let shown = seen.map(|it| {
                json!({
                    "id": format!("gid://gitlab/Project/{}", it.id),
                    "fullPath": it.path,
                    "archived": it.settings.get("archived").cloned().unwrap_or_default() == true,
                    "markedForDeletionOn": it.settings.get("marked_for_deletion_at").cloned().unwrap_or_default(),
                })
            });
            list(shown.collect(), field, "Project", path)
        }
        _ => Err(unknown(field, "Query", &path)),
    }
}

/// Texts in lower case; `None` where there is no list.
fn texts(argument: Option<&Value>) -> Option<Vec<String>> {
    let all = argument?.as_array()?;
    Some(all.iter().filter_map(|it| Some(it.as_str()?.to_lowercase())).collect())
}

fn user(user: &User) -> Value {
    json!({
        "id": format!("gid://gitlab/User/{}", user.id),
        "username": user.username,
        "name": user.name,
        "state": user.state.text(),
    })
}

/// The first page of a list.
fn list(all: Vec<Value>, field: &Field, of: &str, path: Vec<String>) -> Result<Value, Stop> {
    let first = field.arguments.get("first").and_then(Value::as_u64);
    let first = first.and_then(|it| usize::try_from(it).ok()).unwrap_or(PAGE).min(PAGE);
    let mut shown = Map::new();
    for part in &field.fields {
        let path = [path.clone(), vec![part.alias.clone()]].concat();
        let value = match part.name.as_str() {
            "nodes" => {
                let nodes = all.iter().take(first);
                nodes.map(|it| select(it, &part.fields, of, &path)).collect::<Result<_, _>>()?
            }
            "count" => json!(all.len()),
            "pageInfo" => {
                let last = all.get(..first).unwrap_or(&all).last();
                let cursor = last.map(|it| STANDARD.encode(it["id"].to_string()));
                let page = json!({ "hasNextPage": all.len() > first, "endCursor": cursor });
                select(&page, &part.fields, "PageInfo", &path)?
            }
            _ => return Err(unknown(part, &format!("{of}Connection"), &path)),
        };
        shown.insert(part.alias.clone(), value);
    }
    Ok(Value::Object(shown))
}

/// What is asked for of an object.
fn select(object: &Value, fields: &[Field], of: &str, path: &[String]) -> Result<Value, Stop> {
    let shown = fields.iter().map(|it| match object.get(&it.name) {
        Some(value) => Ok((it.alias.clone(), value.clone())),
        None => Err(unknown(it, of, &[path, std::slice::from_ref(&it.alias)].concat())),
    });
    shown.collect::<Result<Map<_, _>, _>>().map(Value::Object)
}

fn unknown(field: &Field, of: &str, path: &[String]) -> Stop {
    let name = &field.name;
    Stop::Query(json!({
        "message": format!("Field '{name}' doesn't exist on type '{of}'"),
        "locations": [place(field)],
        "path": path,
        "extensions": { "code": "undefinedField", "typeName": of, "fieldName": name },
    }))
}
