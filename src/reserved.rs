//! Keys that mean the same in every kind. The loader, the schema, the messages, and the docs read this list.
//!
//! Must not know any kind. No kind has a field with one of these names, except that a kind whose objects have states in GitLab
//! adds them to `state`.

/// Whether the object exists.
pub const STATE: &str = "state";
/// The value of [`STATE`] of an object that exists.
pub const PRESENT: &str = "present";
/// The value of [`STATE`] of an object that does not exist.
pub const ABSENT: &str = "absent";
/// The former name of an object.
pub const WAS: &str = "was";
/// The objects of a collection.
pub const ITEMS: &str = "items";
/// Whether objects of a collection that are not listed are deleted.
pub const PRUNE: &str = "prune";
/// The title of a collection that is a mapping, in the schema.
pub const COLLECTION: &str = "items, prune";

/// A key that no kind can redefine.
#[derive(Debug)]
pub struct Key {
    /// As in the files.
    pub name: &'static str,
    /// What it does, or is going to do: one or two sentences.
    pub about: &'static str,
    /// What labwright does without it, if it is not supported yet.
    pub not_yet: Option<&'static str>,
}

/// All of them.
pub const KEYS: [Key; 6] = [
    Key { name: STATE, about: "`absent` deletes this object if it exists.", not_yet: None },
    Key {
        name: WAS,
        about: "Former name. If only it exists, the object is renamed, instead of a new one being created.",
        not_yet: None,
    },
    Key { name: ITEMS, about: "The objects.", not_yet: None },
    Key {
        name: PRUNE,
        about: "Delete objects that are not listed. By default they are left unchanged.",
        not_yet: None,
    },
    Key {
        name: "once",
        about: "Create this object if it does not exist, and never change or delete it.",
        not_yet: Some("labwright updates every object that a file declares"),
    },
    Key {
        name: "inherit",
        about: "Whether defaults apply here.",
        not_yet: Some("files cannot declare defaults"),
    },
];

/// Whether a key is reserved.
pub fn is(name: &str) -> bool {
    KEYS.iter().any(|it| it.name == name)
}

/// What a key does; empty if it is not reserved.
pub fn about(name: &str) -> &'static str {
    KEYS.iter().find(|it| it.name == name).map_or("", |it| it.about)
}

/// What is wrong with a key that is reserved and not supported yet.
pub fn unsupported(name: &str) -> Option<String> {
    let instead = KEYS.iter().find(|it| it.name == name)?.not_yet?;
    Some(format!("`{name}` is not supported yet: {instead}"))
}
