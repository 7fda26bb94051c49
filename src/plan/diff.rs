//! Compares the fields of one object with its wanted state.

use std::borrow::Cow;

use crate::gitlab::shortened;
use crate::resource::{
    At, Change, Datum, Halt, Needs, Resolved, Row, Rows, Rule, Source, Spec, same,
};

/// The changes that are sent at the same time, in that order.
pub(super) fn by_time(spec: &Spec, changes: Vec<Change>) -> Vec<(Option<At>, Vec<Change>)> {
    let mut groups: Vec<(Option<At>, Vec<Change>)> = Vec::new();
    for change in changes {
        let at = At::of(spec, &change);
        match groups.iter_mut().find(|it| it.0 == at) {
            Some((_, group)) => group.push(change),
            None => groups.push((at, vec![change])),
        }
    }
    groups
}

/// Whether the value of a reference is what the field requires.
pub(super) fn fits(row: &Row, source: &Source, value: &str) -> Result<(), Halt> {
    match row.misfit.and_then(|misfit| misfit(value)) {
        Some((what, hint)) => {
            Err(Halt::impossible(format!("the secret {source} for `{}` {what}", row.name), hint))
        }
        None => Ok(()),
    }
}

/// The fields that differ. Fields that GitLab does not return and that cannot be compared are left
/// alone, unless secrets are rotated.
///
/// Of a value that a file refers to, GitLab's is shown shortened. Where it is not resolved, it may differ.
pub(super) fn diff(
    wanted: &Rows,
    live: &Rows,
    needs: &Needs,
    rotate: bool,
    resolved: &Resolved,
) -> Result<Vec<Change>, Halt> {
    let mut changes = Vec::new();
    let mut unknown = Vec::new();
    for want in wanted {
        let Some(after) = want.value().filter(|_| want.rule != Rule::Guide) else { continue };
        let before = live.iter().find(|it| it.name == want.name).and_then(Row::value);
        if let (Some(source), Some(now @ (Datum::Text(text) | Datum::Hidden(text)))) =
            (want.reference(), before)
        {
            if resolved.get(source) != Some(text) {
                let Row { name, wire, rule, .. } = *want;
                let before = match now {
                    Datum::Text(text) => Datum::Text(shortened(text)),
                    hidden => hidden.clone(),
                };
                let before = Some(before);
                let after = Some(after.clone());
                changes.push(Change { field: name, wire, rule, before, after });
            }
            continue;
        }
        let before = before.map(|it| want.part_of(it, after));
        // The value of a hidden variable is not returned.
        let secret = want.rule == Rule::WriteOnly || want.referable && before.is_none();
        let differs = match &before {
            Some(before) => !same(after, before),
            None if want.omittable => false,
            None if want.default.as_ref() == Some(after) => false,
            None => {
                unknown.push(want.name);
                continue;
            }
        };
        if differs || secret && rotate && sends_something(after) {
            let Row { name, wire, rule, .. } = *want;
            let (before, after) = (before.map(Cow::into_owned), Some(after.clone()));
            changes.push(Change { field: name, wire, rule, before, after });
        }
    }
    if unknown.is_empty() { Ok(changes) } else { Err(Halt::not_returned(&unknown, needs)) }
}

/// The change of the name of an object that a file names by its old one.
pub(super) fn renaming(spec: &Spec, to: &str, from: &str) -> Option<Change> {
    let wire = spec.renamed.filter(|_| spec.folded(to) != spec.folded(from))?;
    let (before, after) = (Datum::Text(from.to_owned()), Datum::Text(to.to_owned()));
    let field = spec.identity.first()?;
    Some(Change { field, wire, rule: Rule::Plain, before: Some(before), after: Some(after) })
}

fn sends_something(after: &Datum) -> bool {
    match after {
        Datum::Null => false,
        Datum::Record(fields) => !fields.is_empty(),
        _ => true,
    }
}
