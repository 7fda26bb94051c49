//! What all credentials have in common whose value GitLab returns only when it creates them: where the value is put, which of
//! several of one name is current, and when a new one replaces it.
//!
//! The current one is the one that its sinks name: the description of a variable carries the ID. **Invariants:** a credential
//! that a sink names is never revoked, and sinks are read again right before a revocation. Whatever interrupts an apply leaves at
//! worst an active credential that no sink names; the next apply replaces it, and revokes it last.

mod current;
mod deliver;
mod nature;
mod renew;
mod sink;
mod span;
mod terms;

pub(super) use current::{chosen, complete};
pub(super) use nature::Nature;
pub(super) use renew::{create, delete, remarks, spares, tidies, update};
pub use sink::{Field, Sink, VariableSink};
pub use span::Days;
pub(super) use span::day_of;
pub(super) use terms::{Credential, Terms, apart, example, name_or, read_scopes, scopes};

/// What every credential implements of [`Kind`] in the same way.
macro_rules! life {
    () => {
        fn complete(
            &self,
            live: &mut $crate::resource::Live<'_>,
            look: &$crate::resource::Look<'_>,
        ) -> Result<(), $crate::resource::Halt> {
            $crate::kinds::credential::complete(self, live, look)
        }

        fn create(
            &self,
            rows: &$crate::resource::Rows,
            look: &$crate::resource::Look<'_>,
        ) -> Result<Vec<$crate::resource::Call>, $crate::resource::Halt> {
            $crate::kinds::credential::create(self, rows, look)
        }

        fn update(
            &self,
            live: &$crate::resource::Live<'_>,
            changes: Vec<$crate::resource::Change>,
            look: &$crate::resource::Look<'_>,
        ) -> Result<Vec<$crate::resource::Call>, $crate::resource::Halt> {
            $crate::kinds::credential::update(self, live, changes, look)
        }

        fn writes(
            &self,
            scope: &$crate::resource::Scope,
        ) -> Vec<(&'static str, $crate::resource::Address)> {
            $crate::kinds::credential::Credential::terms(self).writes(scope)
        }

        fn chosen(
            &self,
            twins: &[&$crate::resource::Live<'_>],
            look: &$crate::resource::Look<'_>,
        ) -> Result<Option<usize>, $crate::resource::Halt> {
            $crate::kinds::credential::chosen(self, twins, look)
        }

        fn tidies(
            &self,
            live: &$crate::resource::Live<'_>,
            look: &$crate::resource::Look<'_>,
        ) -> Result<Vec<$crate::resource::Call>, $crate::resource::Halt> {
            $crate::kinds::credential::tidies(self, live, look)
        }

        fn remarks(
            &self,
            live: Option<&$crate::resource::Live<'_>>,
            look: &$crate::resource::Look<'_>,
        ) -> Vec<String> {
            $crate::kinds::credential::remarks(self, live, look)
        }

        fn spares(
            live: &$crate::resource::Live<'_>,
            look: &$crate::resource::Look<'_>,
        ) -> Result<Option<String>, $crate::resource::Halt> {
            $crate::kinds::credential::spares::<Self>(live, look)
        }

        fn delete(
            live: &$crate::resource::Live<'_>,
            look: &$crate::resource::Look<'_>,
        ) -> Result<Vec<$crate::resource::Call>, $crate::resource::Halt> {
            $crate::kinds::credential::delete::<Self>(live, look)
        }
    };
}
pub(super) use life;
