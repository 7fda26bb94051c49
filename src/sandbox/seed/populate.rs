//! Turns a [`Seed`] into a [`World`]: numbers everything, resolves names, and adds what GitLab adds by itself.

use super::file::Seed;
use super::maker::{Maker, wrong};
use crate::sandbox::error::SandboxError;
use crate::sandbox::world::{Of, World};
use crate::sandbox::{plain, settings};

impl Seed {
    /// Makes the world.
    ///
    /// # Errors
    ///
    /// Names that lead nowhere, numbers that are used twice, words that GitLab does not know.
    pub fn world(&self) -> Result<World, SandboxError> {
        let mut maker = Maker::default();
        maker.instance(self)?;
        for project in &self.projects {
            maker.project(project).map_err(|error| match error {
                SandboxError::Seed(what) => wrong(format!("project {}: {what}", project.path)),
                other => other,
            })?;
        }
        rows(&mut maker.world, self)?;
        Ok(maker.world)
    }
}

/// Rows of plain collections: they are written when everybody and everything else is there.
fn rows(world: &mut World, seed: &Seed) -> Result<(), SandboxError> {
    plain::write_seed(world, Of::Instance, &seed.instance)
        .map_err(|why| wrong(format!("instance: {why}")))?;
    for group in &seed.groups {
        let of = Of::Group(world.group_at(&group.path).unwrap_or(0));
        plain::write_seed(world, of, &group.rows)
            .map_err(|why| wrong(format!("group {}: {why}", group.path)))?;
    }
    for project in &seed.projects {
        let of = Of::Project(world.project_at(&project.path).unwrap_or(0));
        settings::seed::write(world, of, &project.settings)
            .and_then(|()| plain::write_seed(world, of, &project.rows))
            .map_err(|why| wrong(format!("project {}: {why}", project.path)))?;
    }
    Ok(())
}
