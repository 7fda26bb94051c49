//! What a configuration becomes, in the order in which it is written.

use serde_json::Value;

use super::references::Reference;

/// A whole configuration.
#[derive(Debug, Default)]
pub struct Converted {
    /// The address of the GitLab server.
    pub url: Option<Field>,
    /// The instance.
    pub instance: Body,
    /// What applies to many projects and groups.
    pub blocks: Vec<Block>,
    /// Groups and projects by themselves, groups first.
    pub scopes: Vec<Scope>,
    /// What is not carried over, or differs.
    pub notes: Vec<Note>,
    /// The secrets that were literals.
    pub references: Vec<Reference>,
}

impl Converted {
    /// Everything that is declared.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        let blocks = self.blocks.iter().flat_map(|it| [&it.project, &it.group]);
        blocks.chain(self.scopes.iter().map(|it| &it.body)).chain([&self.instance])
    }

    /// The same, to change it.
    pub fn bodies_mut(&mut self) -> impl Iterator<Item = &mut Body> {
        let blocks = self.blocks.iter_mut().flat_map(|it| [&mut it.project, &mut it.group]);
        blocks.chain(self.scopes.iter_mut().map(|it| &mut it.body)).chain([&mut self.instance])
    }

    /// Prunes no objects of a kind, because one of them is left out and cannot even be named: any level can reach it.
    pub fn never_prune(&mut self, kind: &str) {
        let mut notes = Vec::new();
        for body in self.bodies_mut() {
            for of in body.kinds.iter_mut().filter(|it| it.kind == kind && it.prune == Some(true)) {
                of.prune = Some(false);
                notes.push(Note {
                    line: of.line,
                    what: format!("{}.enforce", of.from),
                    why: "it would delete an object that is not carried over".to_owned(),
                });
            }
        }
        self.notes.extend(notes);
    }
}

/// A block of `defaults`.
#[derive(Debug)]
pub struct Block {
    /// The patterns.
    pub patterns: Vec<String>,
    /// What they do not match.
    pub except: Vec<String>,
    /// Whether it looks for projects and groups in GitLab.
    pub discover: bool,
    /// What projects get.
    pub project: Body,
    /// What groups get.
    pub group: Body,
    /// The line that it is from, and the key there.
    pub from: (usize, String),
}

/// A group or a project.
#[derive(Debug)]
pub struct Scope {
    /// Its full path.
    pub path: String,
    /// It is a group.
    pub group: bool,
    /// What it declares.
    pub body: Body,
    /// The line that it is from.
    pub line: usize,
}

/// What is declared in a scope.
#[derive(Debug, Default)]
pub struct Body {
    /// Nothing is inherited.
    pub alone: bool,
    /// The path that the project had before.
    pub moved_from: Option<Field>,
    /// The objects.
    pub kinds: Vec<OfKind>,
}

impl Body {
    /// Whether it declares nothing.
    pub fn is_empty(&self) -> bool {
        !self.alone && self.moved_from.is_none() && self.kinds.is_empty()
    }
}

/// The objects of a kind.
#[derive(Debug)]
pub struct OfKind {
    /// The kind, as in files.
    pub kind: &'static str,
    /// A scope has one.
    pub single: bool,
    /// What is farther away has no effect.
    pub alone: bool,
    /// Whether others are deleted.
    pub prune: Option<bool>,
    /// The objects; one at most of a single.
    pub objects: Vec<Object>,
    /// The line that it is from.
    pub line: usize,
    /// Where it is in the other configuration.
    pub from: String,
}

/// An object.
#[derive(Debug)]
pub struct Object {
    /// Its fields, those that identify it first.
    pub fields: Vec<Field>,
    /// The line that it is from.
    pub line: usize,
    /// Where it is in the other configuration, without secrets: `variables.deploy`.
    pub from: String,
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name in files.
    pub name: String,
    /// Its value in files.
    pub value: Value,
    /// The line that it is from.
    pub line: usize,
    /// Where it is in the other configuration, without secrets: `variables.deploy.value`.
    pub from: String,
}

/// Something that is not carried over, or differs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The line in the other configuration.
    pub line: usize,
    /// Where it is there, without secrets.
    pub what: String,
    /// Why.
    pub why: String,
}
