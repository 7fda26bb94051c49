//! What the worlds of single recordings need: time that passed, runners that worked, numbers and moments that steps write out.

pub(crate) mod deployments;
pub(crate) mod trains;

use labwright::sandbox::{Project, World};

use crate::conformance::delivery::Vars;

fn id(vars: &Vars) -> u64 {
    vars["p"].as_u64().unwrap()
}

fn project<'w>(world: &'w mut World, vars: &Vars) -> &'w mut Project {
    world.projects.get_mut(&id(vars)).unwrap()
}
