//! Gates that many routes share: who has access, and to which project or group.

use super::call::Call;
use super::params::Param;
use super::reply::Refusal;
use crate::sandbox::world::{Group, OWNER};

/// The `id` of the path.
pub(crate) const ID: &[Param] = &[Param::text("id").required()];

/// A gate that refuses anonymous callers.
pub(crate) fn signed_in(call: &mut Call<'_>) -> Result<(), Refusal> {
    call.authenticate()
}

/// A gate for administrators alone.
pub(crate) fn administrator(call: &mut Call<'_>) -> Result<(), Refusal> {
    call.authenticate()?;
    if call.is_admin() { Ok(()) } else { Err(Refusal::forbidden()) }
}

/// A gate that looks up the project; anonymous callers pass if its visibility allows it.
pub(crate) fn in_project(call: &mut Call<'_>) -> Result<(), Refusal> {
    call.project_id().map(|_| ())
}

/// The group that the path names, by ID or by path, if the caller can see it.
pub(crate) fn known_group<'c>(call: &'c Call<'_>) -> Result<&'c Group, Refusal> {
    let name = call.place("id");
    let by_number = name.parse::<u64>().ok().filter(|id| call.world.groups.contains_key(id));
    let id = by_number.or_else(|| call.world.group_at(name));
    let sees = |group: &&Group| sees_group(call, group);
    let group = id.and_then(|id| call.world.groups.get(&id)).filter(sees);
    group.ok_or_else(|| Refusal::no_such("Group"))
}

/// A gate for the owners of the group.
pub(crate) fn owns_group(call: &mut Call<'_>) -> Result<(), Refusal> {
    let path = known_group(call)?.path.clone();
    let owner = call.user.is_some_and(|user| call.world.group_level(user, &path) >= OWNER);
    if owner || call.is_admin() { Ok(()) } else { Err(Refusal::forbidden()) }
}

/// Whether the caller may know of a group.
pub(crate) fn sees_group(call: &Call<'_>, group: &Group) -> bool {
    call.is_admin() || call.world.sees_group(call.user, group)
}
