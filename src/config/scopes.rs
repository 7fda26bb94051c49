//! What the files declare, scope by scope.
//!
//! The only place that lists the kinds of each scope: `scopes!` generates the structs, the visits in the
//! order of ranks, and the parts of the schema.

use std::collections::BTreeMap;

use crate::kinds::{
    Deployment, ExternalStatusCheck, MergeTrainEntry, ProtectedBranch, StatusCheck, SystemHook,
};
use crate::problem::Place;
use crate::resource::{Kind, Scope};

/// Everything that the files of one configuration declare.
#[derive(Debug, Default)]
pub struct Config {
    /// The server, if the root file names one.
    pub url: Option<String>,
    /// The instance itself.
    pub instance: Instance,
    /// Projects by full path.
    pub projects: BTreeMap<String, Project>,
}

/// Objects of one kind in one scope, from all files.
#[derive(Debug)]
pub struct Collection<K> {
    /// Where it is declared first; `None` if no file declares it, so that it is not managed.
    pub place: Option<Place>,
    /// What is declared, in the order of files and lists.
    pub items: Vec<Item<K>>,
    /// The place of `prune: true`, which deletes undeclared objects.
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
    /// `state: absent`: delete it.
    pub absent: bool,
    /// Where.
    pub place: Place,
}

/// Visits every collection, with its kind as a type.
pub trait Visit {
    /// Called once for each kind of each scope, declared or not.
    fn collection<K: Kind>(&mut self, scope: &Scope, collection: &Collection<K>);
}

/// The same, but can change the collections: how files are read.
pub trait VisitMut {
    /// Called once for each kind of the scope.
    fn collection<K: Kind>(&mut self, collection: &mut Collection<K>);
}

/// Generates the struct of a scope. Its kinds are in the order of their ranks.
macro_rules! scopes {
    ($($(#[$meta:meta])* $name:ident { $($field:ident: $kind:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Default)]
        pub struct $name {
            $(#[doc = concat!("What is declared under `", stringify!($field), "`.")]
            pub $field: Collection<$kind>,)*
            /// Merge requests by number, for the scopes that have them.
            pub merge_requests: BTreeMap<u64, MergeRequest>,
        }

        impl $name {
            /// Passes every collection to `visit`, by rank.
            pub fn visit(&self, scope: &Scope, visit: &mut impl Visit) {
                $(visit.collection::<$kind>(scope, &self.$field);)*
                let project = scope.project_path().unwrap_or_default();
                for (iid, it) in &self.merge_requests {
                    it.visit(&Scope::merge_request(project, *iid), visit);
                }
            }

            /// Passes every collection to `visit`, which can change it.
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
    /// Passes every collection of every scope to `visit`.
    pub fn visit(&self, visit: &mut impl Visit) {
        self.instance.visit(&Scope::instance(), visit);
        for (path, project) in &self.projects {
            project.visit(&Scope::project(path), visit);
        }
    }
}
