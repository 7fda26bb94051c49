//! Which credential is current: what its sinks say about it.

use serde_json::Value;

use super::nature::{Nature, SAVE_TO};
use super::sink::{VariableSink, differing, named};
use super::span::{between, date_of};
use super::terms::{Credential, EXPIRES_AT, EXPIRES_IN, RENEW_AFTER};
use crate::kinds::variable::variable_in;
use crate::resource::{Address, Datum, Halt, Live, Look, Lower, Row, Scope, marked, same};

/// A variable that a sink names, as GitLab has it.
#[derive(Debug)]
pub(super) struct There<'f> {
    pub live: Live<'f>,
    /// The ID that its description names, if that is one of the kind.
    pub id: Option<u64>,
}

/// The variable at an address; `None` if there is none.
pub(super) fn variable<'f>(
    address: &Address,
    nature: &Nature,
    look: &Look<'f>,
) -> Result<Option<There<'f>>, Halt> {
    let Some(entry) = variable_in(address.scope()) else { return Ok(None) };
    let list = look.list_as(entry.spec.list_in(address.scope()), entry.spec.listing);
    let list = list.map_err(|it| match it {
        Halt::Unreadable(error) => Halt::impossible(
            format!("`{address}` cannot be read: {}", error.what()),
            error.next_step(),
        ),
        other => other,
    })?;
    let all = entry.observed_all(list, address.scope()).map_err(Halt::not_understood)?;
    let found = all.into_iter().find(|it| it.key == address.key());
    let id = |raw: &Value| {
        let (noun, id) = named(raw["description"].as_str()?)?;
        (noun == nature.noun).then_some(id)
    };
    Ok(found.map(|live| There { id: id(live.raw), live }))
}

/// What GitLab has for each sink. All of them are asked for before the first one stops.
pub(super) fn sinks<'f, C: Credential>(
    it: &C,
    look: &Look<'f>,
) -> Result<Vec<Option<There<'f>>>, Halt> {
    let read = |sink: &&VariableSink| variable(&sink.address(look.scope()), &C::NATURE, look);
    let all: Vec<_> = it.terms().sinks().iter().map(read).collect();
    all.into_iter().collect()
}

impl There<'_> {
    /// How it differs from what the sink says of a credential with this ID; `None` if it names another one.
    pub(super) fn attributes<'r>(&self, wanted: &'r [Row], id: u64) -> Option<Vec<&'r Row>> {
        (self.id == Some(id)).then(|| differing(wanted, &self.live.rows))
    }

    /// Whether its description is the one that the sink says.
    pub(super) fn is_described(&self, sink: &VariableSink, nature: &Nature, id: u64) -> bool {
        self.live.raw["description"].as_str() == Some(&sink.described(nature, id))
    }
}

/// A sink as plans show what GitLab has of it; `None` if it has nothing.
fn shown(
    sink: &VariableSink,
    there: Option<&There<'_>>,
    nature: &Nature,
    id: u64,
    own: &Scope,
) -> Option<Datum> {
    let there = there?;
    let label = sink.label();
    let Some(_) = there.id.filter(|it| *it == id) else {
        let other = match there.id {
            Some(other) => format!("{label} ({} {other})", nature.noun),
            None => format!("{label} (another value)"),
        };
        return Some(Datum::Text(other));
    };
    let rows = sink.rows(own);
    let now = |row: &&Row| there.live.rows.iter().find(|it| it.name == row.name)?.value().cloned();
    let mut differs: Vec<String> = differing(&rows, &there.live.rows)
        .iter()
        .filter_map(|row| Some(format!("{}: {}", row.name, now(row)?.show())))
        .collect();
    if !there.is_described(sink, nature, id) {
        differs.push("another description".to_owned());
    }
    let text = if differs.is_empty() { label } else { format!("{label} ({})", differs.join(", ")) };
    Some(Datum::Text(text))
}

/// How many days a credential is still valid; `None` if it never expires.
pub(super) fn left(live: &Live<'_>, look: &Look<'_>) -> Option<i64> {
    let end = live.raw[EXPIRES_AT].as_str().and_then(date_of)?;
    Some(between(look.today(), end))
}

/// Adds what sinks say, and how long it is still valid, to a credential.
pub(in crate::kinds) fn complete<C: Credential>(
    it: &C,
    live: &mut Live<'_>,
    look: &Look<'_>,
) -> Result<(), Halt> {
    let terms = it.terms();
    let id = live.id.map_or(0, Into::into);
    if terms.save_to.value().is_some() {
        let there = sinks(it, look)?;
        let both = terms.sinks().into_iter().zip(&there);
        let found = both
            .filter_map(|(sink, there)| shown(sink, there.as_ref(), &C::NATURE, id, look.scope()));
        // Nothing can be read of a command.
        let ran = terms.save_to.value().into_iter().flatten();
        let ran = ran.filter(|it| it.command.is_some()).map(Lower::lower);
        live.set(SAVE_TO, Datum::set(found.chain(ran)));
    }
    if let Some(days) = terms.renew_after {
        let made = live.raw["created_at"].as_str().and_then(date_of);
        let age = made.map_or(0, |it| between(it, look.today()));
        let old = || Datum::Text(format!("{age}d old"));
        live.set(RENEW_AFTER, if age < days.0 { days.lower() } else { old() });
    }
    if let Some(days) = terms.expires_in {
        let is_enough = |left: i64| left >= terms.margin();
        let shown = match left(live, look) {
            None => Datum::Text("never expires".to_owned()),
            Some(left) if is_enough(left) => days.lower(),
            Some(left) => Datum::Text(format!("{left}d left")),
        };
        live.set(EXPIRES_IN, shown);
    }
    Ok(())
}

/// The one of several that the sinks name; the newest one if they name none. Where no sink can be read, the newest one that is
/// as declared, or none of them: see [`Nature::guessed`].
pub(in crate::kinds) fn chosen<C: Credential>(
    it: &C,
    twins: &[&Live<'_>],
    look: &Look<'_>,
) -> Result<Option<usize>, Halt> {
    let there = sinks(it, look)?;
    let named = |live: &Live<'_>| {
        let id = live.id.map(u64::from);
        there.iter().flatten().any(|it| it.id.is_some() && it.id == id)
    };
    let blind = it.terms().sinks().is_empty();
    if blind && !C::NATURE.guessed {
        return Ok(None);
    }
    let fits = |live: &Live<'_>| {
        let as_declared = it.rows().iter().all(|row| {
            let now = live.rows.iter().find(|it| it.name == row.name).and_then(Row::value);
            [SAVE_TO, EXPIRES_IN, RENEW_AFTER].contains(&row.name)
                || row.value().is_none_or(|wanted| now.is_none_or(|now| same(wanted, now)))
        });
        as_declared && left(live, look).is_none_or(|left| left >= it.terms().margin())
    };
    let rank = |at: &usize| (named(twins[*at]), blind && fits(twins[*at]), twins[*at].id);
    Ok((0..twins.len()).max_by_key(rank))
}

/// A variable of a declared credential of this kind that names an ID.
pub(super) fn named_by(
    id: u64,
    nature: &Nature,
    own: Option<&Address>,
    look: &Look<'_>,
) -> Result<Option<Address>, Halt> {
    let others = look.written().filter(|it| Some(it.1) != own);
    let all: Vec<_> = others.map(|(it, _)| (it, variable(it, nature, look))).collect();
    for (address, there) in all {
        if there?.is_some_and(|it| it.id == Some(id)) {
            return Ok(Some(address.clone()));
        }
    }
    Ok(None)
}

/// What messages call a variable.
pub(super) fn holder(variable: &Value) -> String {
    format!("the variable `{}`", marked(variable["key"].as_str().unwrap_or_default()))
}
