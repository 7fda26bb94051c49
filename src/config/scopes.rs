//! What the files declare, scope by scope.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use super::layers::{Below, Reached};
use super::life::Life;
use super::load::Loaded;
use crate::problem::Place;
use crate::resource::{Address, Entry, Measured, Object, Scope};

/// Everything that the files of one configuration declare.
#[derive(Debug, Default)]
pub struct Config {
    /// The name of the root file, without its extension.
    pub name: String,
    /// The server, if the root file names one.
    pub url: Option<String>,
    /// The collections of each scope that declares something, in the order of the registry.
    pub scopes: BTreeMap<Scope, Vec<Collection>>,
    /// Every declared project and group, with what the files say about its existence.
    pub lives: BTreeMap<Scope, Life>,
    /// The files whose content is declared, by their paths from the directory of the root file.
    pub contents: BTreeMap<String, Measured>,
    /// What declared objects write elsewhere, by its address with a folded path: the address as it is spelled, and that of the
    /// declared object.
    pub written: BTreeMap<Address, (Address, Address)>,
    /// What each block of `defaults` declares, for whatever scope.
    pub defaults: Vec<Collection>,
    /// What else has to be known of GitLab to know what is declared.
    pub discovery: Option<Discovery>,
    /// The scopes that GitLab has, and no file declares.
    pub found: BTreeSet<Scope>,
    /// How many of them each block that looks for scopes reaches.
    pub reached: Vec<Reached>,
    /// The collections with objects that cannot be known before their project or group is created, each with the place of a
    /// template that names what it does not have yet.
    pub waiting: BTreeMap<Address, Place>,
}

/// What the files declare depends on which projects and groups GitLab has, or on the topics of projects.
#[derive(Debug)]
pub struct Discovery {
    pub(super) loaded: Arc<Loaded>,
    /// Whether the values are kept as they are written.
    pub(super) keeps: bool,
    /// Where blocks of `defaults` look for projects and groups.
    pub below: Vec<Below>,
    /// The declared projects whose topics decide which blocks match them.
    pub topics: BTreeSet<Scope>,
}

/// Objects of one kind in one scope, from all files.
#[derive(Debug)]
pub struct Collection {
    /// Their kind.
    pub entry: &'static Entry,
    /// Where it is declared first.
    pub place: Place,
    /// What is declared, in the order of files and lists.
    pub items: Vec<Item>,
    /// The place of `prune: true`, which deletes undeclared objects.
    pub prune: Option<Place>,
    /// What is declared for all of them, by key: see [`Spec::shared`](crate::resource::Spec::shared).
    pub shared: BTreeMap<&'static str, String>,
}

/// One declared object.
#[derive(Debug)]
pub struct Item {
    /// What is declared.
    pub object: Box<dyn Object>,
    /// Its identity in its collection.
    pub key: String,
    /// `was: OLD`: the identity that it had before.
    pub was: Option<String>,
    /// `state: absent`: delete it.
    pub absent: bool,
    /// `state: unmanaged`: neither change nor delete it.
    pub unmanaged: bool,
    /// `once: true`: create it if it does not exist, and leave it unchanged otherwise.
    pub once: bool,
    /// A text in it has a name of what GitLab does not have before the project or group is created:
    /// `{{ project.default_branch }}`.
    pub waits: bool,
    /// Where.
    pub place: Place,
    /// What is written elsewhere, and where: at an anchor, or in another file.
    pub lines: Vec<Line>,
    /// What the files say, field by field; empty unless [`read_as_written`](super::read_as_written) was asked for it.
    pub said: Vec<Said>,
}

/// Where a field is written, or an entry of it, if several declarations have some.
#[derive(Debug, Clone)]
pub struct Line {
    /// The field.
    pub field: &'static str,
    /// The key of the entry; `None` for the field.
    pub entry: Option<String>,
    /// Where.
    pub place: Place,
}

/// A field of a declared object, as it is written.
#[derive(Debug, Clone)]
pub struct Said {
    /// The key.
    pub field: String,
    /// The value. A value that is never shown is replaced by a word for it.
    pub value: Value,
    /// Where the value is written.
    pub place: Place,
    /// The entries of the value, if several declarations have some, and `prune`.
    pub entries: Vec<Said>,
}

impl Config {
    /// The addresses of the projects and groups themselves about whose existence the files say something.
    pub fn alive(&self) -> impl Iterator<Item = Address> {
        let says =
            |it: &Life| it.create.is_some() || it.absent.is_some() || it.moved_from.is_some();
        self.lives.iter().filter(move |it| says(it.1)).filter_map(|it| it.0.life())
    }

    /// Every collection that is declared: by scope, a project before its merge requests, then in the order of the registry.
    pub fn collections(&self) -> impl Iterator<Item = (&Scope, &Collection)> {
        self.scopes.iter().flat_map(|(scope, all)| all.iter().map(move |it| (scope, it)))
    }
}

impl Collection {
    /// The address of one of its objects.
    pub fn address_of(&self, scope: &Scope, item: &Item) -> Address {
        scope.address_of(self.entry.spec.kind, &item.key)
    }
}
