//! Creates a credential, delivers it, and revokes those that it replaces.

use serde_json::Value;

use super::current::{There, named_by, sinks, variable};
use super::deliver::{deliver, held, holders};
use super::nature::{Nature, SAVE_TO};
use super::span::date_of;
use super::terms::{Credential, EXPIRES_AT, EXPIRES_IN, RENEW_AFTER};
use crate::gitlab::{ApiPath, Method};
use crate::kinds::variable::variable_in;
use crate::resource::{
    Action, Address, Call, Change, Check, Datum, Deviation, Found, Fresh, Halt, Held, Hole, Live,
    Look, Row, Rows, Rule, Sent, Undo, Verdict, compare_new, created,
};

/// Why labwright does not look for a creation whose response is lost.
const NOT_LOOKED_FOR: &str = "labwright does not look for it, because nobody knows its value";

/// What keeps a credential from being revoked.
enum Kept {
    /// labwright itself uses it.
    Own,
    /// A variable of another declared credential names it.
    By(Address),
}

/// Why a credential is not revoked, if it is not. `own` is the address of the declared one that takes its place.
fn kept<C: Credential>(
    live: &Live<'_>,
    own: Option<&Address>,
    look: &Look<'_>,
) -> Result<Option<Kept>, Halt> {
    if let Some(user) = C::NATURE.bot
        && look.me()?["id"] == live.raw[user]
        && (!C::NATURE.many || is_own(live, look)?)
    {
        return Ok(Some(Kept::Own));
    }
    let id = live.id.map_or(0, u64::from);
    Ok(named_by(id, &C::NATURE, own, look)?.map(Kept::By))
}

/// Whether it is the token that labwright itself uses. What cannot be read could be.
fn is_own(live: &Live<'_>, look: &Look<'_>) -> Result<bool, Halt> {
    match look.find(ApiPath::new("personal_access_tokens").seg("self")) {
        Ok(own) => Ok(own.is_none_or(|it| it["id"] == live.raw["id"])),
        Err(Halt::Unreadable(_)) => Ok(true),
        Err(other) => Err(other),
    }
}

impl Kept {
    fn why(&self) -> String {
        match self {
            Kept::Own => "labwright itself uses it".to_owned(),
            Kept::By(variable) => format!("`{variable}` names it"),
        }
    }
}

fn own(look: &Look<'_>, key: &str) -> Address {
    look.scope().address_of(look.spec().kind, key)
}

/// A call that revokes a credential, unless a sink names it by then.
fn revoke<C: Credential>(it: &C, live: &Live<'_>, look: &Look<'_>) -> Result<Call, Halt> {
    let (path, gone) = C::removal(live, look)?;
    let call = Call::new(Action::Replace, Method::Delete, path, gone);
    Ok(Call { held: holders(&it.terms().sinks(), look.scope()), tidies: true, ..call })
}

fn called(nature: &Nature, live: &Live<'_>) -> String {
    format!("{} {}", nature.noun, live.id.map_or(0, u64::from))
}

/// The calls that create a credential and deliver it. `live` is the one that it replaces.
fn renew<C: Credential>(
    it: &C,
    rows: &Rows,
    live: Option<(&Live<'_>, Vec<Change>)>,
    look: &Look<'_>,
) -> Result<Vec<Call>, Halt> {
    let nature = &C::NATURE;
    let terms = it.terms();
    let commands = terms.commands(nature);
    if terms.sinks().is_empty() && commands.is_empty() && !nature.readable {
        return Err(Halt::impossible(
            format!("a new {} has no `save_to`, so nobody would ever see it", nature.noun),
            "add `save_to`, which says where to put it",
        ));
    }
    if let Some(end) = terms.expires_at.and_then(|it| date_of(it))
        && end <= look.today()
    {
        return Err(Halt::impossible(
            format!(
                "`{EXPIRES_AT}` is not in the future, so the {} could not be used",
                nature.noun
            ),
            "set a later date",
        ));
    }
    if C::is_full(look)? {
        return Err(Halt::impossible(
            format!(
                "GitLab accepts no further {}: there are as many active ones as it allows",
                nature.noun
            ),
            "revoke one that nothing uses, then plan again",
        ));
    }
    let address = own(look, &look.spec().key(rows));
    let there = sinks(it, look)?;
    let (path, besides) = C::creation(look)?;
    let create = Call::create(look, &whole(rows, live.as_ref().map(|it| it.0)));
    let mut create = Call { path, ..create.without_nulls() };
    if let Some(body) = create.body.as_object_mut() {
        body.shift_remove(SAVE_TO);
        body.shift_remove(EXPIRES_IN);
        body.shift_remove(RENEW_AFTER);
        body.extend(besides);
        if let Some(days) = terms.expires_in {
            body.insert(EXPIRES_AT.to_owned(), Hole::Day(days.0).value());
        }
    }
    // It is not looked for if the response is lost: nobody would know its value.
    let check = match nature.lasting {
        false => Check::new(Fresh::Answer, was_made),
        true => Check::new(Fresh::find(C::items(look).created()), was_made)
            .traced(Fresh::Answer, |_, _| Found::Unclear(NOT_LOOKED_FOR.to_owned())),
    };
    let (action, changes) = match &live {
        Some((_, changes)) => (Action::Replace, changes.clone()),
        None => (Action::Create, created(rows)),
    };
    // A command cannot be read afterwards, so it comes before what can.
    let runs = commands
        .iter()
        .map(|it| format!("then runs {}, with the {} on standard input", it.line(), it.field));
    let why = Some(runs.collect::<Vec<_>>().join("; ")).filter(|it| !it.is_empty());
    let undo = (!commands.is_empty()).then(|| Undo::creation(C::items(look)));
    let create = Call { action, changes, check, produces: nature.produces, ..create };
    let mut calls = vec![Call { commands, why, undo, ..create }];
    for (sink, there) in terms.sinks().into_iter().zip(&there) {
        let call = deliver::<C>(sink, there.as_ref(), None, &address, look)?;
        calls.push(Call { action, ..call });
    }
    let Some((live, _)) = live else { return Ok(calls) };
    let called = called(nature, live);
    match kept::<C>(live, Some(&address), look)? {
        None => {
            let why = format!("revokes {called}, once every sink has the new one");
            calls.push(revoke(it, live, look)?.because(why));
        }
        Some(kept) => {
            let stays = format!("{called} stays active: {}", kept.why());
            calls[0].why =
                Some(calls[0].why.take().map_or(stays.clone(), |it| format!("{it}; {stays}")));
        }
    }
    Ok(calls)
}

/// What is declared, and of the rest what the one has that is replaced, unless GitLab sets it by itself.
fn whole(rows: &Rows, live: Option<&Live<'_>>) -> Rows {
    let had = |row: &Row| {
        let row = live?.rows.iter().find(|it| it.name == row.name)?;
        let is_set = |it: &Datum| *it != Datum::Null && row.default.as_ref() != Some(it);
        row.value().is_some_and(is_set).then(|| row.clone())
    };
    let whole = |row: &Row| {
        if row.value().is_some() { row.clone() } else { had(row).unwrap_or_else(|| row.clone()) }
    };
    rows.iter().map(whole).collect()
}

/// Whether the new one has everything that was sent, also what did not change.
fn was_made(sent: &Sent<'_>, answer: &Value) -> Verdict {
    match compare_new(sent, answer) {
        Verdict::Good => {}
        other => return other,
    }
    let Ok(Some(seen)) = sent.reads.seen(answer) else { return Verdict::Good };
    let differs = |row: &Row| {
        let wanted = sent.filled.get(row.wire).filter(|_| row.rule == Rule::Plain)?;
        let found = match row.value() {
            None if row.omittable => return None,
            value => value.map_or(Value::Null, Datum::body),
        };
        (found != *wanted).then(|| Deviation {
            field: row.name.to_owned(),
            sent: wanted.clone(),
            found,
            ignored: None,
        })
    };
    let deviations: Vec<_> = seen.rows.iter().filter_map(differs).collect();
    if deviations.is_empty() { Verdict::Good } else { Verdict::Differs(deviations) }
}

pub(in crate::kinds) fn create<C: Credential>(
    it: &C,
    rows: &Rows,
    look: &Look<'_>,
) -> Result<Vec<Call>, Halt> {
    match it.taken(rows, look)? {
        Some(calls) => Ok(calls),
        None => renew(it, rows, None, look),
    }
}

/// Changes attributes of sinks in place; anything else takes a new credential.
pub(in crate::kinds) fn update<C: Credential>(
    it: &C,
    live: &Live<'_>,
    changes: Vec<Change>,
    look: &Look<'_>,
) -> Result<Vec<Call>, Halt> {
    let id = live.id.map_or(0, u64::from);
    let there = sinks(it, look)?;
    // What an interrupted apply left takes the place of a new one: it is revoked first, and the next apply goes on.
    if C::is_full(look)? && !tidies(it, live, look)?.is_empty() {
        return Ok(Vec::new());
    }
    if is_leftover(it, live, &there) {
        return renew(it, &it.rows(), None, look);
    }
    let is_there = |it: &Option<There<'_>>| it.as_ref().is_some_and(|it| it.id == Some(id));
    let (delivered, own_changes): (Vec<_>, Vec<_>) =
        changes.iter().cloned().partition(|it| it.field == SAVE_TO);
    let in_place = C::NATURE.lasting || own_changes.is_empty();
    if in_place && (delivered.is_empty() || there.iter().all(is_there)) {
        let address = own(look, &live.key);
        let mut calls = Vec::new();
        if !own_changes.is_empty() {
            calls.push(Call::set(look, live.path.clone(), own_changes));
        }
        for (sink, there) in it.terms().sinks().into_iter().zip(there.iter().flatten()) {
            let rows = sink.rows(look.scope());
            let differs = there.attributes(&rows, id).is_none_or(|it| !it.is_empty());
            if differs || !there.is_described(sink, &C::NATURE, id) {
                calls.push(deliver::<C>(sink, Some(there), Some(id), &address, look)?);
            }
        }
        return Ok(calls);
    }
    renew(it, &it.rows(), Some((live, changes)), look)
}

/// Whether none of its sinks names it, so that it is not the current one.
fn is_leftover<C: Credential>(it: &C, live: &Live<'_>, there: &[Option<There<'_>>]) -> bool {
    let id = live.id.map(u64::from);
    !it.terms().sinks().is_empty()
        && !there.iter().flatten().any(|it| it.id.is_some() && it.id == id)
}

/// The active ones of the same name that are not current. `live` is the current one, unless no sink names it.
fn others<'f, C: Credential>(
    it: &C,
    live: &Live<'_>,
    look: &Look<'f>,
) -> Result<Vec<Live<'f>>, Halt> {
    let there = sinks(it, look)?;
    let current = live.id.filter(|_| !is_leftover(it, live, &there));
    let spec = look.spec();
    let Some(kind) = look.kind() else { return Ok(Vec::new()) };
    let list = look.list_as(look.list_here(), spec.listing)?;
    let all = list.iter().map(|it| kind.observed(it, look.scope()));
    let mut all = all.collect::<Result<Vec<_>, _>>().map_err(Halt::not_understood)?;
    all.retain(|it| it.key == live.key && (it.id.is_none() || it.id != current));
    let owned: Vec<_> = all.iter().map(|it| C::owns(it, look)).collect();
    let mut owned = owned.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter();
    all.retain(|_| owned.next().unwrap_or(true));
    Ok(all)
}

/// Revokes the others of the same name, which no sink names.
pub(in crate::kinds) fn tidies<C: Credential>(
    it: &C,
    live: &Live<'_>,
    look: &Look<'_>,
) -> Result<Vec<Call>, Halt> {
    // Without a sink, nobody knows which one is used.
    if it.terms().sinks().is_empty() {
        return Ok(Vec::new());
    }
    let address = own(look, &live.key);
    let mut calls = Vec::new();
    for twin in others(it, live, look)? {
        if kept::<C>(&twin, Some(&address), look)?.is_none() {
            let why = format!("revokes {}, which no sink names", called(&C::NATURE, &twin));
            calls.push(revoke(it, &twin, look)?.because(why));
        }
    }
    Ok(calls)
}

/// Notes of others of the same name.
pub(in crate::kinds) fn remarks<C: Credential>(
    it: &C,
    live: Option<&Live<'_>>,
    look: &Look<'_>,
) -> Vec<String> {
    let mut remarks = it.notes(live);
    let Some(live) = live else { return remarks };
    let others = others(it, live, look).unwrap_or_default();
    let is_blind = it.terms().sinks().is_empty();
    let address = own(look, &live.key);
    for twin in &others {
        if let Ok(Some(kept)) = kept::<C>(twin, Some(&address), look) {
            let called = called(&C::NATURE, twin);
            remarks.push(format!("{called} has the same name, and stays active: {}", kept.why()));
            continue;
        }
        remarks.push(match is_blind {
            true => format!(
                "{} has the same name and is active, too; without a variable in `save_to`, labwright does not revoke it",
                called(&C::NATURE, twin)
            ),
            false => format!(
                "{} has the same name, and no sink names it: it may be left from an interrupted apply",
                called(&C::NATURE, twin)
            ),
        });
    }
    remarks
}

pub(in crate::kinds) fn spares<C: Credential>(
    live: &Live<'_>,
    look: &Look<'_>,
) -> Result<Option<String>, Halt> {
    Ok(kept::<C>(live, None, look)?.map(|it| it.why()))
}

pub(in crate::kinds) fn delete<C: Credential>(
    live: &Live<'_>,
    look: &Look<'_>,
) -> Result<Vec<Call>, Halt> {
    if let Some(kept) = kept::<C>(live, None, look)? {
        return Err(Halt::impossible(
            format!("{} is not revoked: {}", called(&C::NATURE, live), kept.why()),
            "use another token for labwright, or another credential in the variable, first",
        ));
    }
    let look_at = |address: &Address| {
        let entry = variable_in(address.scope())?;
        let there = variable(address, &C::NATURE, look).ok()??;
        Some(Fresh::Find(there.live.path, entry.spec.listing.element))
    };
    let near = look.written().filter(|it| it.1.scope() == look.scope());
    let looks = near.filter_map(|it| look_at(it.0));
    let all = looks.map(|look| Held { look, by: held }).collect();
    let (path, check) = C::removal(live, look)?;
    Ok(vec![Call { held: all, check, ..Call::delete(look, path, &live.rows) }])
}
