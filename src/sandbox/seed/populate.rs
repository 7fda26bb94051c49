//! Turns a [`Seed`] into a [`World`]: assigns IDs, resolves names, and adds what GitLab adds automatically.

use serde_json::Value;

use super::file::Seed;
use super::lines;
use super::maker::{Maker, wrong};
use crate::sandbox::error::SandboxError;
use crate::sandbox::world::{Of, World};
use crate::sandbox::{families, plain, settings};

impl Seed {
    /// Creates the world.
    ///
    /// # Errors
    ///
    /// Unknown names, duplicate IDs, values that GitLab does not have.
    pub fn world(&self) -> Result<World, SandboxError> {
        let mut maker = Maker::default();
        maker.instance(self)?;
        for (at, project) in self.projects.iter().enumerate() {
            maker.project(project).map_err(|error| {
                let error = match error {
                    SandboxError::Seed(what) => wrong(format!("project {}: {what}", project.path)),
                    other => other,
                };
                lines::at(&self.text, &["projects", &at.to_string()], error)
            })?;
        }
        rows(&mut maker.world, self)?;
        Ok(maker.world)
    }
}

/// Settings, and rows of plain collections, which are written once everything else exists.
fn rows(world: &mut World, seed: &Seed) -> Result<(), SandboxError> {
    let wrong_at = |path: &[&str], whose: &str, what: &dyn std::fmt::Display| {
        lines::at(&seed.text, path, wrong(format!("{whose}: {what}")))
    };
    let wrong_row = |path: &[&str], whose: &str, row: &plain::WrongRow| {
        let at = row.at.map(|at| at.to_string()).unwrap_or_default();
        wrong_at(&[path, &[&row.collection, &at]].concat(), whose, row)
    };
    let mut instance = seed.instance.clone();
    let own = match instance.shift_remove("settings") {
        None => Ok(()),
        Some(Value::Object(own)) => settings::seed::write(world, Of::Instance, &own),
        Some(_) => Err(String::from("settings are a mapping of attributes")),
    };
    own.map_err(|why| wrong_at(&["instance", "settings"], "instance", &why))?;
    for (name, write) in families::SEEDS {
        let of = Of::Instance;
        let written = instance.shift_remove(*name).map_or(Ok(()), |rows| write(world, of, &rows));
        written.map_err(|why| wrong_at(&["instance", name], "instance", &why))?;
    }
    plain::write_seed(world, Of::Instance, &instance)
        .map_err(|row| wrong_row(&["instance"], "instance", &row))?;
    for (at, user) in seed.users.iter().enumerate().filter(|it| !it.1.keys.is_empty()) {
        let of = Of::Row("users", world.user_named(&user.username).unwrap_or(0));
        let keys = [(String::from("keys"), Value::Array(user.keys.clone()))].into_iter().collect();
        plain::write_seed(world, of, &keys).map_err(|row| {
            wrong_row(&["users", &at.to_string()], &format!("user {}", user.username), &row)
        })?;
    }
    for (at, group) in seed.groups.iter().enumerate() {
        let of = Of::Group(world.group_at(&group.path).unwrap_or(0));
        let (at, whose) = (at.to_string(), format!("group {}", group.path));
        settings::seed::write(world, of, &group.settings)
            .map_err(|why| wrong_at(&["groups", &at, "settings"], &whose, &why))?;
        let mut rows = group.rows.clone();
        for (name, write) in families::SEEDS {
            let written = rows.shift_remove(*name).map_or(Ok(()), |rows| write(world, of, &rows));
            written.map_err(|why| wrong_at(&["groups", &at, name], &whose, &why))?;
        }
        plain::write_seed(world, of, &rows)
            .map_err(|row| wrong_row(&["groups", &at], &whose, &row))?;
    }
    for (at, project) in seed.projects.iter().enumerate() {
        let of = Of::Project(world.project_at(&project.path).unwrap_or(0));
        let (at, whose) = (at.to_string(), format!("project {}", project.path));
        settings::seed::write(world, of, &project.settings)
            .map_err(|why| wrong_at(&["projects", &at, "settings"], &whose, &why))?;
        let mut rows = project.rows.clone();
        for (name, write) in families::SEEDS {
            let written = rows.shift_remove(*name).map_or(Ok(()), |rows| write(world, of, &rows));
            written.map_err(|why| wrong_at(&["projects", &at, name], &whose, &why))?;
        }
        plain::write_seed(world, of, &rows)
            .map_err(|row| wrong_row(&["projects", &at], &whose, &row))?;
    }
    Ok(())
}
