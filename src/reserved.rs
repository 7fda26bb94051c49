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
/// The value of [`STATE`] of an object that is left to others.
pub const UNMANAGED: &str = "unmanaged";
/// Whether an object is only created.
pub const ONCE: &str = "once";
/// Whether defaults apply.
pub const INHERIT: &str = "inherit";
/// The former name of an object.
pub const WAS: &str = "was";
/// The objects of a collection.
pub const ITEMS: &str = "items";
/// Whether objects of a collection that are not listed are deleted.
pub const PRUNE: &str = "prune";
/// The title of a collection that is a mapping, in the schema.
pub const COLLECTION: &str = "items, prune, inherit";

/// A key that no kind can redefine.
#[derive(Debug)]
pub struct Key {
    /// As in the files.
    pub name: &'static str,
    /// What it does: one or two sentences.
    pub about: &'static str,
}

/// All of them.
pub const KEYS: [Key; 6] = [
    Key {
        name: STATE,
        about: "`absent` deletes this object if it exists. `unmanaged` leaves it unchanged, whatever `defaults` and `prune` say.",
    },
    Key {
        name: WAS,
        about: "Former name. If only it exists, the object is renamed, instead of a new one being created.",
    },
    Key { name: ITEMS, about: "The objects." },
    Key {
        name: PRUNE,
        about: "Delete objects that are not listed. By default they are left unchanged.",
    },
    Key {
        name: ONCE,
        about: "Create this object if it does not exist, and never change or delete it.",
    },
    Key {
        name: INHERIT,
        about: "`false`: blocks of `defaults` that are farther away have no effect here.",
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
