//! Writes what was sent into stored settings: roles, nulls and older names. What values mean is for rules, which come after.

use serde_json::{Map, Value};

use super::table::{Null, Table};
use crate::sandbox::http::params::Params;
use crate::sandbox::http::{Refusal, Reply};

/// Who writes, and where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writer {
    pub(crate) level: u8,
    /// The settings are those of a group below another.
    pub(crate) subgroup: bool,
}

/// A refusal that looks like success: 200 with the body null.
pub(crate) fn lost() -> Refusal {
    Refusal(Box::new(Reply::ok(Value::Null)))
}

fn refused(body: &Value) -> Refusal {
    Refusal(Box::new(Reply { status: 400, ..Reply::ok(body.clone()) }))
}

/// What was sent as it is to be stored, under the newer names; what was not sent, or does nothing, is not there.
pub(crate) fn changes(
    table: &Table,
    writer: Writer,
    sent: &Params,
) -> Result<Map<String, Value>, Refusal> {
    let mut changes = Map::new();
    let settings = table.stored;
    // Older names that count come after the newer ones.
    let wins = |name: &str| settings.old(name).is_some_and(|old| old.wins);
    let (later, first): (Vec<_>, Vec<_>) =
        table.attributes().iter().partition(|attribute| wins(attribute.name));
    for attribute in first.into_iter().chain(later) {
        let Some(value) = sent.get(attribute.name) else { continue };
        let old = settings.old(attribute.name);
        let newer = old.and_then(|old| table.get(old.new)).unwrap_or(attribute);
        if writer.level < attribute.refused_below {
            return Err(Refusal::forbidden());
        }
        match &attribute.below {
            Some(Value::Bool(_)) if writer.subgroup => continue,
            Some(body) if writer.subgroup => return Err(refused(body)),
            _ => {}
        }
        if writer.level < newer.ignored_below {
            continue;
        }
        let value = match (value, &attribute.null) {
            (Value::Null, Null::Keeps) => continue,
            (Value::Null, Null::Default) => settings.default(attribute.name),
            (Value::Null, Null::Crash) => return Err(Refusal::crash()),
            (Value::Null, Null::Lost) => return Err(lost()),
            (Value::Null, Null::Refused(body)) => return Err(refused(body)),
            (value, _) => value.clone(),
        };
        match old {
            Some(old) if !old.wins && sent.has(old.new) => {}
            Some(old) => drop(changes.insert(old.new.to_owned(), (old.written)(value))),
            None => drop(changes.insert(attribute.name.to_owned(), value)),
        }
    }
    Ok(changes)
}
