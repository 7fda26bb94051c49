//! The end of users: a background job removes those that were deleted.

use super::model::Of;
use super::store::World;

/// How many seconds a deleted user stays.
const STAYS: i64 = 120;

impl World {
    /// Marks a user for the background job. Its name and its e-mail address stay taken until then.
    pub(crate) fn delete_user(&mut self, id: u64) {
        let due = self.now.plus_seconds(STAYS);
        self.users.entry(id).and_modify(|it| it.gone_at = it.gone_at.or(Some(due)));
    }

    /// Removes deleted users whose time has come.
    pub(crate) fn forget_deleted_users(&mut self) {
        let due = |it: &super::model::User| it.gone_at.is_some_and(|due| due <= self.now);
        let gone: Vec<u64> = self.users.values().filter(|it| due(it)).map(|it| it.id).collect();
        for id in gone {
            self.users.remove(&id);
            self.tokens.retain(|_, it| it.user != id);
            self.rows.retain(|(of, _), _| *of != Of::Row("users", id));
            for group in self.groups.values_mut() {
                group.members.remove(&id);
            }
            let projects: Vec<u64> = self.projects.keys().copied().collect();
            projects.into_iter().for_each(|project| self.remove_member(project, id));
        }
    }
}
