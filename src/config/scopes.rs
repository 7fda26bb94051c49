//! What the files declare, scope by scope.
//!
//! Here stands which kinds there are in which scope, once: `scopes!` makes the structs, the visit
//! in the order of ranks, and what the schema is assembled from.

use std::collections::BTreeMap;

use crate::kinds::{
    Deployment, ExternalStatusCheck, MergeTrainEntry, ProtectedBranch, StatusCheck, SystemHook,
};
use crate::problem::Place;
use crate::resource::{Kind, Scope};

/// Everything that the files of one configuration declare.
#[derive(Debug, Default)]
pub struct Config {
    /// The server, where the root file names one.
    pub url: Option<String>,
    /// The instance itself.
    pub instance: Instance,
    /// Projects by full path.
    pub projects: BTreeMap<String, Project>,
}

/// Objects of one kind in one scope, from all files.
#[derive(Debug)]
pub struct Collection<K> {
    /// Where it is declared first; `None` for one that no file mentions, which is not managed.
    pub place: Option<Place>,
    /// What is declared, in the order of files and lists.
    pub items: Vec<Item<K>>,
    /// Where it is said that objects which no file mentions are deleted.
    pub prune: Option<Place>,
}

impl<K> Default for Collection<K> {
    fn default() -> Self {
        Collection { place: None, items: Vec::new(), prune: None }
    }
}

/// One declared object.
#[derive(Debug)]
pub struct Item<K> {
    /// What is declared.
    pub object: K,
    /// `state: absent`: it must not exist.
    pub absent: bool,
    /// Where.
    pub place: Place,
}

/// Does one thing for every collection, with the kind known.
pub trait Visit {
    /// Called once for each kind of each scope, declared or not.
    fn collection<K: Kind>(&mut self, scope: &Scope, collection: &Collection<K>);
}

/// The same, and may change the collections: how files are read in.
pub trait VisitMut {
    /// Called once for each kind of the scope.
    fn collection<K: Kind>(&mut self, collection: &mut Collection<K>);
}

/// Makes the struct of a scope. The order of its kinds is that of their ranks.
macro_rules! scopes {
    ($($(#[$meta:meta])* $name:ident { $($field:ident: $kind:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Default)]
        pub struct $name {
            $(#[doc = concat!("What is declared under `", stringify!($field), "`.")]
            pub $field: Collection<$kind>,)*
            /// Merge requests by number, in the scopes that have them.
            pub merge_requests: BTreeMap<u64, MergeRequest>,
        }

        impl $name {
            /// Shows every collection to `visit`, by rank.
            pub fn visit(&self, scope: &Scope, visit: &mut impl Visit) {
                $(visit.collection::<$kind>(scope, &self.$field);)*
                for (iid, it) in &self.merge_requests {
                    it.visit(&scope.merge_request(*iid), visit);
                }
            }

            /// Shows every collection to `visit`, which may change it.
            pub fn visit_mut(&mut self, visit: &mut impl VisitMut) {
                $(visit.collection::<$kind>(&mut self.$field);)*
            }
        }
    )*};
}

scopes! {
    /// What is declared for the instance.
    Instance {
        system_hooks: SystemHook,
    }
    /// What is declared for a project.
    Project {
        protected_branches: ProtectedBranch,
        external_status_checks: ExternalStatusCheck,
        deployments: Deployment,
        merge_trains: MergeTrainEntry,
    }
    /// What is declared for a merge request.
    MergeRequest {
        status_checks: StatusCheck,
    }
}

impl Config {
    /// Shows every collection of every scope to `visit`.
    pub fn visit(&self, visit: &mut impl Visit) {
        self.instance.visit(&Scope::instance(), visit);
        for (path, project) in &self.projects {
            project.visit(&Scope::project(path), visit);
        }
    }
}
