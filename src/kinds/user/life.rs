//! How users are created, change their state, and are deleted.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::gitlab::{ApiPath, Method};
use crate::resource::{
    Action, At, Call, Change, Check, Datum, Found, Fresh, Halt, Live, Look, Ref, Rows, Rule, marked,
};

pub(super) const STATE: &str = "state";
pub(super) const EMAIL: &str = "email";
pub(super) const PUBLIC_EMAIL: &str = "public_email";
pub(super) const COMMIT_EMAIL: &str = "commit_email";
pub(super) const IDENTITIES: &str = "identities";

/// As `commit_email`: an address that GitLab makes up.
const PRIVATE: &str = "_private";

/// Refuses a user whose creation GitLab would refuse. `signs_in`: it says where the password comes from.
///
/// # Errors
/// What is missing or taken, or a fact that was not read yet or could not be read.
pub(super) fn can_be_created(
    username: &str,
    signs_in: bool,
    rows: &Rows,
    look: &Look<'_>,
) -> Result<(), Halt> {
    let has = |it: &&str| rows.iter().any(|row| row.name == *it && row.value().is_some());
    let mut missing: Vec<&str> = ["name", EMAIL].into_iter().filter(|it| !has(it)).collect();
    if !signs_in {
        missing
            .push("one of `password`, `reset_password: true`, and `force_random_password: true`");
    }
    if !missing.is_empty() {
        let quoted =
            |it: &&str| if it.contains('`') { (*it).to_owned() } else { format!("`{it}`") };
        let missing: Vec<String> = missing.iter().map(quoted).collect();
        return Err(Halt::impossible(
            format!("the user does not exist, and creating it requires {}", missing.join(", ")),
            "add what is missing, or check the username",
        ));
    }
    match look.resolve(&Ref::group(username)) {
        // There is no such group.
        Err(Halt::Impossible { .. }) => {}
        Err(other) => return Err(other),
        Ok(_) => {
            return Err(Halt::impossible(
                format!("`{}` is the path of a group", marked(username)),
                "use another username: users and groups share one name space",
            ));
        }
    }
    let value = |field: &str| rows.iter().find(|it| it.name == field).and_then(|it| it.value());
    let email = value(EMAIL);
    for field in [PUBLIC_EMAIL, COMMIT_EMAIL] {
        if let Some(Datum::Text(other)) = value(field)
            && other != PRIVATE
            && value(field) != email
        {
            return Err(Halt::impossible(
                format!(
                    "`{field}` is `{}`, and a new user has no address but `email`",
                    marked(other)
                ),
                format!("write the same address, or remove `{field}`"),
            ));
        }
    }
    is_free(email, None, look)
}

/// Refuses a public or commit address that GitLab would refuse: neither the primary address nor a confirmed secondary one.
///
/// # Errors
/// Which one, or a fact that was not read yet or could not be read.
pub(super) fn are_confirmed(
    changes: &[Change],
    live: &Live<'_>,
    look: &Look<'_>,
) -> Result<(), Halt> {
    let after = |field: &str| changes.iter().find(|it| it.field == field)?.after.as_ref();
    for field in [PUBLIC_EMAIL, COMMIT_EMAIL] {
        let Some(wanted) = after(field) else { continue };
        let Some(address) = text(Some(wanted)).filter(|it| *it != PRIVATE) else { continue };
        if after(EMAIL) == Some(wanted) {
            continue;
        }
        let all = look.list(live.path.clone().seg("emails"))?;
        let is_it = |it: &Value| {
            it["email"].as_str().is_some_and(|it| it.eq_ignore_ascii_case(address))
                && it["confirmed_at"].is_string()
        };
        if !all.iter().any(is_it) {
            return Err(Halt::impossible(
                format!("`{}` is not a confirmed e-mail address of the user", marked(address)),
                format!("add it to the user in GitLab first, or change `{field}`"),
            ));
        }
    }
    Ok(())
}

/// Refuses an e-mail address that another user has.
///
/// # Errors
/// Who has it, or a fact that was not read yet or could not be read.
pub(super) fn is_free(
    email: Option<&Datum>,
    own: Option<u64>,
    look: &Look<'_>,
) -> Result<(), Halt> {
    let Some(Datum::Text(email)) = email else { return Ok(()) };
    let Some(other) = look.account(email)? else { return Ok(()) };
    if own.is_some() && other["id"].as_u64() == own {
        return Ok(());
    }
    let name = marked(other["username"].as_str().unwrap_or("another user"));
    Err(Halt::impossible(
        format!("`{}` is an e-mail address of the user `{name}`", marked(email)),
        "use another address; a user who was deleted keeps theirs for some minutes",
    ))
}

/// The call that creates a user with everything that has no call of its own.
pub(super) fn create(rows: &Rows, look: &Look<'_>) -> Vec<Call> {
    let own = [STATE, IDENTITIES];
    let plain: Rows = rows.iter().filter(|it| !own.contains(&it.name)).cloned().collect();
    let mut calls = Call::create_whole(look, &plain).into_iter();
    let Some(call) = calls.next() else { return Vec::new() };
    let mut call = call.without_nulls();
    for row in plain.iter().filter(|it| it.rule == Rule::Guide) {
        if let Some(value) = row.value().filter(|it| **it == Datum::Bool(true)) {
            call.body[row.wire] = value.body();
        }
    }
    // Nothing confirms an address later.
    call.body["skip_confirmation"] = Value::Bool(true);
    std::iter::once(Call { at: Some(At::Open), ..call }).chain(calls).collect()
}

/// The calls for a change that has calls of its own; none for other changes.
///
/// # Errors
/// Why it is impossible, or a fact that was not read yet or could not be read.
pub(super) fn own_calls(
    path: &ApiPath,
    change: &Change,
    look: &Look<'_>,
) -> Result<Vec<Call>, Halt> {
    match change.field {
        STATE => turn(path, change),
        IDENTITIES => identify(path, change, look),
        _ => Ok(Vec::new()),
    }
}

/// What an own call leaves is read in the user again.
fn read_again(path: &ApiPath) -> Check {
    let trace = Fresh::find(path.clone());
    let Check { judge, .. } = Check::answer();
    Check::new(trace.clone(), judge).traced(trace, |sent, user| {
        match sent.changes.iter().all(|it| is_done(it, user)) {
            true => Found::Effect(user.clone()),
            false => Found::Nothing,
        }
    })
}

/// Whether a user has the state that was asked for, and lacks the identities that were removed.
fn is_done(change: &Change, user: &Value) -> bool {
    let listed = |provider: &str| {
        let all = user["identities"].as_array();
        all.is_some_and(|all| all.iter().any(|it| it["provider"] == provider))
    };
    match change.field {
        STATE => user["state"].as_str() == text(change.after.as_ref()),
        _ => user["id"].is_u64() && entries(change.after.as_ref()).keys().all(|it| !listed(it)),
    }
}

fn text(it: Option<&Datum>) -> Option<&str> {
    match it {
        Some(Datum::Text(it)) => Some(it),
        _ => None,
    }
}

/// From one state to another: through `active`.
fn turn(path: &ApiPath, change: &Change) -> Result<Vec<Call>, Halt> {
    let before = text(change.before.as_ref()).unwrap_or("active");
    let after = text(change.after.as_ref()).unwrap_or("active");
    let back = match before {
        "active" => None,
        "banned" => Some("unban"),
        "deactivated" => Some("activate"),
        "blocked" | "blocked_pending_approval" => Some("unblock"),
        other => {
            return Err(Halt::impossible(
                format!("the user is `{}`, which GitLab does not change by its API", marked(other)),
                "change it where the user comes from, or remove `state`",
            ));
        }
    };
    let forth = match after {
        "blocked" => Some("block"),
        "banned" => Some("ban"),
        "deactivated" => Some("deactivate"),
        _ => None,
    };
    let middle = Datum::Text("active".to_owned());
    let step = |verb: &str, before: Option<Datum>, after: Datum| {
        let change = Change { before, after: Some(after), ..change.clone() };
        let path_of_verb = path.clone().seg(verb);
        let call = Call::new(Action::Update, Method::Post, path_of_verb, read_again(path));
        Call { changes: vec![change], ..call }
    };
    let end = Datum::Text(after.to_owned());
    let mut calls = Vec::new();
    if let Some(verb) = back {
        let call = step(verb, change.before.clone(), middle.clone());
        calls.push(match forth {
            Some(_) => call.because("GitLab changes a state only to and from `active`"),
            None => call,
        });
    }
    if let Some(verb) = forth {
        let before = if back.is_some() { Some(middle) } else { change.before.clone() };
        calls.push(step(verb, before, end));
    }
    Ok(calls)
}

fn entries(it: Option<&Datum>) -> BTreeMap<String, Datum> {
    match it {
        Some(Datum::Record(entries)) => entries.clone(),
        _ => BTreeMap::new(),
    }
}

/// One call for each identity that changes.
fn identify(path: &ApiPath, change: &Change, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
    let (before, after) = (entries(change.before.as_ref()), entries(change.after.as_ref()));
    let mut calls = Vec::new();
    for (provider, wanted) in after {
        let now = before.get(&provider).cloned().unwrap_or(Datum::Null);
        if now == wanted {
            continue;
        }
        let one = |it: &Datum| Some(Datum::Record([(provider.clone(), it.clone())].into()));
        let change = Change { before: one(&now), after: one(&wanted), ..change.clone() };
        calls.push(match &wanted {
            Datum::Text(uid) => {
                is_unknown(&provider, uid, path, look)?;
                let body = Map::from_iter([
                    ("provider".to_owned(), Value::from(provider.as_str())),
                    ("extern_uid".to_owned(), Value::from(uid.as_str())),
                ]);
                Call::update(look, path.clone(), body, vec![change])
            }
            _ => {
                let path_of_identity = path.clone().seg("identities").seg(&provider);
                let call =
                    Call::new(Action::Update, Method::Delete, path_of_identity, read_again(path));
                Call { changes: vec![change], ..call }
            }
        });
    }
    Ok(calls)
}

/// Refuses an identity of another user: GitLab would refuse it, and leave an identity without a name behind.
fn is_unknown(provider: &str, uid: &str, path: &ApiPath, look: &Look<'_>) -> Result<(), Halt> {
    let found = ApiPath::new("users").query("extern_uid", uid).query("provider", provider);
    let other = |it: &&Value| ApiPath::new("users").id(it) != *path;
    let Some(other) = look.list(found)?.iter().find(other) else { return Ok(()) };
    let name = marked(other["username"].as_str().unwrap_or("another user"));
    Err(Halt::impossible(
        format!("`{}` at `{}` is the user `{name}`", marked(uid), marked(provider)),
        "remove the identity there first, or correct it here",
    ))
}

/// Deletes a user; only if the command line names them.
///
/// # Errors
/// Why it is not deleted, or a fact that was not read yet or could not be read.
pub(super) fn delete(live: &Live<'_>, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
    if look.me()?["id"] == live.raw["id"] {
        return Err(Halt::impossible(
            "it is the token's own user",
            "use the token of another administrator, or keep the user",
        ));
    }
    let accepted =
        Check::status().traced(Fresh::find(live.path.clone()), |_, user| match user.is_null() {
            true => Found::Effect(Value::Null),
            false => Found::Unclear("GitLab removes a user only some minutes later".to_owned()),
        });
    let destroys = "the account is deleted, with its personal projects; GitLab does this within minutes, and its username and \
                    e-mail address are taken until then";
    let call = Call::delete(look, live.path.clone(), &live.rows);
    Ok(vec![Call { destroys: Some(destroys.to_owned()), check: accepted, ..call }])
}

/// Why the token's own user could not act as an administrator any more.
///
/// # Errors
/// A fact that was not read yet or could not be read.
pub(super) fn locks_out(
    live: &Live<'_>,
    changes: &[Change],
    look: &Look<'_>,
) -> Result<Option<String>, Halt> {
    let active = Some(Datum::Text("active".to_owned()));
    let locks = |it: &Change| {
        it.field == "admin" && it.switches(false) || it.field == STATE && it.after != active
    };
    if !changes.iter().any(locks) || look.me()?["id"] != live.raw["id"] {
        return Ok(None);
    }
    Ok(Some("it is the token's own user, who could not change anything any more".to_owned()))
}
