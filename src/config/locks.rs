//! What a group decides for all projects in it, where the files give a project another value.

use std::collections::BTreeMap;

use super::scopes::{Collection, Item};
use crate::problem::{Place, Problem, folded};
use crate::resource::{Datum, Scope, marked};

/// Where a field of an object is declared.
fn place(item: &Item, field: &str) -> Place {
    let line = item.lines.iter().find(|it| it.field == field && it.entry.is_none());
    line.map_or(&item.place, |it| &it.place).clone()
}

/// The values that are declared of one kind: field, value, and place.
fn values<'c>(
    all: &'c [Collection],
    kind: &'static str,
) -> impl Iterator<Item = (&'static str, Datum, Place)> + use<'c> {
    let items = all.iter().filter(move |it| it.entry.spec.kind == kind).flat_map(|it| &it.items);
    let managed = items.filter(|it| !it.absent && !it.unmanaged);
    managed.flat_map(|item| {
        let rows = item.object.rows().into_iter();
        rows.filter_map(|row| Some((row.name, row.value()?.clone(), place(item, row.name))))
    })
}

/// The values of projects that a group, which is declared, too, locks as other ones.
pub(super) fn conflicts(scopes: &BTreeMap<Scope, Vec<Collection>>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let locks = |it: &&Collection| !it.entry.spec.locks.is_empty();
    for (group, collection) in
        scopes.iter().flat_map(|(scope, all)| all.iter().filter(locks).map(move |it| (scope, it)))
    {
        let spec = collection.entry.spec;
        let inside = |it: &(&Scope, &Vec<Collection>)| {
            matches!(it.0, Scope::Project(_)) && it.0.is_within(group)
        };
        for (field, value, there) in values(std::slice::from_ref(collection), spec.kind) {
            if !spec.locks.iter().any(|it| it.0 == field && Datum::Bool(it.1) == value) {
                continue;
            }
            let path = marked(group.full_path().unwrap_or_default());
            for (project, all) in scopes.iter().filter(inside) {
                let others = values(all, spec.kind).filter(|it| it.0 == field && it.1 != value);
                problems.extend(others.map(|(_, _, at)| {
                    let message = format!(
                        "the group `{path}` locks `{field}` as {}, so GitLab would ignore another value",
                        value.show()
                    );
                    Problem::new(message)
                        .of(project.to_string())
                        .at(at)
                        .hint(format!("remove `{field}` here, or change it in the group"))
                        .related(there.clone(), "locked here")
                }));
            }
        }
    }
    folded(problems)
}
