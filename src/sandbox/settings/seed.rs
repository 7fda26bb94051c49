//! Settings of a seed: by the names that a request has, and what an answer shows beyond those.

use serde_json::{Map, Value};

use super::table::{GROUP, INSTANCE, PROJECT, Table};
use super::write::{self, Writer};
use super::{group, instance, project};
use crate::sandbox::http::params;
use crate::sandbox::plain;
use crate::sandbox::world::{ADMIN, Of, World};

/// What a seed says of settings.
struct Seeded {
    /// What only an answer shows.
    shown: Map<String, Value>,
    /// What a request would change.
    changes: Map<String, Value>,
}

/// Writes the settings of a seed's project, group or instance.
pub(crate) fn write(world: &mut World, of: Of, seeded: &Map<String, Value>) -> Result<(), String> {
    let words = |refusal| plain::words(&refusal);
    match of {
        Of::Project(id) => {
            let Seeded { shown, changes } = read(&PROJECT, seeded, false)?;
            project::store(world, id, changes).map_err(words)?;
            if let Some(project) = world.projects.get_mut(&id) {
                project.settings.extend(shown);
            }
        }
        Of::Group(id) => {
            let Some(group) = world.groups.get(&id).cloned() else { return Ok(()) };
            let Seeded { shown, changes } = read(&GROUP, seeded, group.path.contains('/'))?;
            group::store(world, group, changes).map_err(words)?;
            if let Some(group) = world.groups.get_mut(&id) {
                group.settings.extend(shown);
            }
        }
        Of::Instance => {
            let Seeded { shown, changes } = read(&INSTANCE, seeded, false)?;
            instance::store(world, changes).map_err(words)?;
            world.settings.extend(shown);
        }
        Of::Row(..) => {}
    }
    Ok(())
}

fn read(table: &Table, seeded: &Map<String, Value>, subgroup: bool) -> Result<Seeded, String> {
    let known = |name: &str| table.get(name).is_some();
    let (sent, shown): (Map<_, _>, Map<_, _>) =
        seeded.clone().into_iter().partition(|(name, _)| known(name));
    if let Some(name) = shown.keys().find(|name| !table.stored.answer().contains_key(*name)) {
        return Err(format!("unknown setting `{name}`"));
    }
    let words = |refusal| plain::words(&refusal);
    let checked = params::check(&[table.params()], &sent).map_err(words)?;
    let writer = Writer { level: ADMIN, subgroup };
    let changes = write::changes(table, writer, &checked).map_err(words)?;
    Ok(Seeded { shown, changes })
}
