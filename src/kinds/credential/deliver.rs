//! Puts the value of a credential into a sink.

use serde_json::{Map, Value};

use super::current::{There, holder};
use super::sink::{VariableSink, differing, named};
use super::terms::Credential;
use crate::gitlab::Method;
use crate::resource::{
    Action, Address, Call, Change, Check, Found, Fresh, Halt, Held, Hole, Look, Row, Scope, Sent,
    Target, Undo, Verdict, compare_changed, compare_new,
};

const VALUE: &str = "value";
const DESCRIPTION: &str = "description";
const HIDDEN: &str = "masked_and_hidden";

fn change(row: &Row, there: Option<&There<'_>>) -> Change {
    let before = there.and_then(|it| it.live.rows.iter().find(|it| it.name == row.name));
    let before = before.and_then(Row::value).cloned();
    let Row { name, wire, rule, .. } = *row;
    Change { field: name, wire, rule, before, after: row.value().cloned() }
}

/// The call that writes the variable of a sink. `id` is that of the credential that has it already; without it, the new one is
/// put there, whose address is `own`.
pub(super) fn deliver<C: Credential>(
    sink: &VariableSink,
    there: Option<&There<'_>>,
    id: Option<u64>,
    own: &Address,
    look: &Look<'_>,
) -> Result<Call, Halt> {
    let nature = &C::NATURE;
    let scope = sink.scope(look.scope());
    let (Some(entry), Some(path)) = (sink.entry(look.scope()), sink.path(look.scope())) else {
        return Err(Halt::impossible(
            format!("`{scope}` has no CI/CD variables"),
            "name a project or group in `save_to`",
        ));
    };
    let rows = sink.rows(look.scope());
    let address = sink.address(look.scope());
    let sent: Vec<&Row> = match there {
        Some(there) => differing(&rows, &there.live.rows),
        None => rows
            .iter()
            .filter(|it| it.name != "environment_scope" || it.value() != it.default.as_ref())
            .collect(),
    };
    if there.is_some() && sent.iter().any(|it| it.name == HIDDEN) {
        return Err(Halt::impossible(
            format!(
                "`{address}` exists, and GitLab can hide or show a variable only when it is created"
            ),
            "delete the variable, so that labwright creates it, or set `masked_and_hidden` to what it is",
        ));
    }
    let field = |it: &&Row| Some(entry.spec.sent(it.name, it.wire, it.value()?));
    let mut body: Map<String, Value> = sent.iter().filter_map(field).collect();
    let answer =
        |field: &str| Hole::Answer { address: own.clone(), field: field.to_owned() }.value();
    let text = match id {
        Some(id) => Value::from(sink.described(nature, id)),
        None => {
            // Values of variables are texts.
            let value = Hole::Text(vec![answer(sink.field(nature))]).value();
            body.insert(VALUE.to_owned(), value);
            sink.description(nature, answer("id"))
        }
    };
    body.insert(DESCRIPTION.to_owned(), text);
    let changes = sent.iter().filter(|it| it.name != "key" && it.name != "environment_scope");
    let changes = changes.map(|it| change(it, there)).collect();
    let element = entry.spec.listing.element;
    let fresh = Fresh::Find(path.clone(), element);
    let (method, path, judge): (_, _, fn(&Sent<'_>, &Value) -> Verdict) = match there {
        Some(_) => (Method::Put, path, was_changed),
        None => (Method::Post, entry.spec.collection(&scope), was_made),
    };
    let check = Check::new(fresh.clone(), judge).traced(fresh, was_delivered);
    let why = match id {
        Some(_) => format!("keeps the value in {address}"),
        None => format!("puts the {} into {address}", sink.field(nature)),
    };
    let action = if there.is_some() { Action::Update } else { Action::Create };
    let call = Call::new(action, method, path, check).because(why);
    Ok(Call {
        body: Value::Object(body),
        changes,
        undo: id.is_none().then(|| Undo::creation(C::items(look))),
        elsewhere: Some(Target { scope, kind: entry, key: sink.key() }),
        ..call
    })
}

/// Why a variable does not have what was sent.
fn flaw(sent: &Sent<'_>, variable: &Value) -> Option<String> {
    if variable.is_null() {
        return Some("GitLab accepted the call, but there is no such variable".to_owned());
    }
    let holder = holder(variable);
    if variable[DESCRIPTION] != sent.filled[DESCRIPTION] {
        return Some(match variable[DESCRIPTION].as_str().and_then(named) {
            Some((noun, id)) => format!("{holder} has {noun} {id} by now"),
            None => format!("{holder} has another description by now"),
        });
    }
    // GitLab does not return the value of a hidden one. It was set by the call that set the description.
    let is_other = variable[VALUE].is_string()
        && sent.filled.get(VALUE).is_some_and(|it| *it != variable[VALUE]);
    is_other.then(|| format!("{holder} has another value"))
}

fn was_changed(sent: &Sent<'_>, variable: &Value) -> Verdict {
    flaw(sent, variable).map_or_else(|| compare_changed(sent, variable), Verdict::Failed)
}

fn was_made(sent: &Sent<'_>, variable: &Value) -> Verdict {
    flaw(sent, variable).map_or_else(|| compare_new(sent, variable), Verdict::Failed)
}

fn was_delivered(sent: &Sent<'_>, variable: &Value) -> Found {
    match flaw(sent, variable) {
        None => Found::Effect(variable.clone()),
        Some(_) => Found::Nothing,
    }
}

/// Why a credential is not revoked: a variable names it.
pub(super) fn held(sent: &Sent<'_>, variable: &Value) -> Option<String> {
    let (_, id) = named(variable[DESCRIPTION].as_str()?)?;
    let own = sent.path.as_str().rsplit('/').next()?;
    (own == id.to_string()).then(|| format!("{} names it, so it is not revoked", holder(variable)))
}

/// What is read before a credential is revoked: the variables of all sinks.
pub(super) fn holders(sinks: &[&VariableSink], own: &Scope) -> Vec<Held> {
    let look = |sink: &&VariableSink| {
        let element = sink.entry(own)?.spec.listing.element;
        Some(Fresh::Find(sink.path(own)?, element))
    };
    let held = |look| Held { look, by: held };
    sinks.iter().filter_map(look).map(held).collect()
}
