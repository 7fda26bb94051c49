//! Groups that something is shared with, as answers show them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::sandbox::world::{Of, Visibility, World};

/// The groups that something is shared with, as far as the caller sees them.
pub(crate) fn shown<'w>(
    world: &'w World,
    of: Of,
    shares: &'w BTreeMap<u64, u8>,
    user: Option<u64>,
) -> impl Iterator<Item = Value> + use<'w> {
    let rows = world.rows.get(&(of, "shares")).map(Vec::as_slice).unwrap_or_default();
    let at = |id: u64| rows.iter().position(|it| it.get("group_id") == Some(&json!(id)));
    let mut shares: Vec<(&u64, &u8)> = shares.iter().collect();
    shares.sort_by_key(|(id, _)| at(**id));
    shares.into_iter().filter_map(move |(id, level)| {
        let other = world.groups.get(id)?;
        if other.visibility == Visibility::Private
            && !user
                .is_some_and(|it| world.acts_as_admin(it) || world.group_level(it, &other.path) > 0)
        {
            return None;
        }
        let row = rows.iter().find(|it| it.get("group_id") == Some(&json!(id)));
        let kept = |name: &str| row.and_then(|it| it.get(name)).cloned().unwrap_or_default();
        Some(json!({
            "group_id": id, "group_name": other.name, "group_full_path": other.path,
            "group_access_level": level, "expires_at": kept("expires_at"),
            "member_role_id": kept("member_role_id"),
        }))
    })
}
