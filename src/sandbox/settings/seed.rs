//! Settings of a seed: by the names that a request has, and what an answer shows beyond those.

use serde_json::{Map, Value};

use super::project;
use super::table::{PROJECT, Table};
use super::write::{self, Writer};
use crate::sandbox::plain;
use crate::sandbox::world::{ADMIN, Of, World};

/// Writes the settings of a seed's project, group or instance.
pub(crate) fn write(world: &mut World, of: Of, seeded: &Map<String, Value>) -> Result<(), String> {
    match of {
        Of::Project(id) => {
            let (shown, changes) = read(&PROJECT, seeded)?;
            project::store(world, id, changes).map_err(|refusal| plain::words(&refusal))?;
            if let Some(project) = world.projects.get_mut(&id) {
                project.settings.extend(shown);
            }
        }
        _ => {}
    }
    Ok(())
}

/// What only an answer shows, and what a request would change.
fn read(
    table: &Table,
    seeded: &Map<String, Value>,
) -> Result<(Map<String, Value>, Map<String, Value>), String> {
    let (mut shown, mut sent) = (Map::new(), Map::new());
    for (name, value) in seeded {
        if table.get(name).is_some() {
            sent.insert(name.clone(), value.clone());
        } else if table.stored.answer().contains_key(name) {
            shown.insert(name.clone(), value.clone());
        } else {
            return Err(format!("unknown setting `{name}`"));
        }
    }
    let words = |refusal| plain::words(&refusal);
    let checked = table.check(&sent).map_err(words)?;
    let writer = Writer { level: ADMIN, subgroup: false };
    let changes = write::changes(table, writer, &checked).map_err(words)?;
    Ok((shown, changes))
}
