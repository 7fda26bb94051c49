//! Names and paths of projects: what they may be, and that they are unique in their group.

use crate::sandbox::plain::Complaints;
use crate::sandbox::world::World;

const NAME: &str = "can contain only letters, digits, emoji, '_', '.', '+', dashes, or spaces. It must start with a letter, digit, emoji, or '_'.";
const PATH: &str = "can contain only letters, digits, '_', '-' and '.'. Cannot start with '-', end in '.git' or end in '.atom'";
const SLUG: &str = "can only include non-accented letters, digits, '_', '-' and '.'. It must not start with '-', '_', or '.', nor end with '-', '_', '.', '.git', or '.atom'.";

const TAKEN: &str = "has already been taken";

/// Words that are parts of GitLab's own addresses.
const RESERVED: &[&str] = &[
    "-",
    "badges",
    "blame",
    "blob",
    "builds",
    "commits",
    "create",
    "create_dir",
    "edit",
    "files",
    "find_file",
    "new",
    "preview",
    "raw",
    "refs",
    "tree",
    "update",
    "wikis",
];

/// The project that is named, and its namespace.
pub(crate) struct Named<'a> {
    pub(crate) id: Option<u64>,
    pub(crate) above: &'a str,
    pub(crate) name: Option<&'a str>,
    pub(crate) path: Option<&'a str>,
}

/// The path that GitLab makes from a name.
pub(crate) fn slug(name: &str) -> String {
    if name.bytes().all(|it| it.is_ascii_alphanumeric() || b"_.-".contains(&it)) {
        return name.trim_start_matches('-').to_owned();
    }
    let plain = |letter: char| match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        it if it.is_ascii_alphanumeric() || it == '_' => it,
        _ => '-',
    };
    let letters: String = name.to_lowercase().chars().map(plain).collect();
    let parts: Vec<&str> = letters.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// Complains about a name and a path.
pub(crate) fn check(world: &World, it: &Named<'_>, complaints: &mut Complaints) {
    let others = || world.projects.values().filter(|other| Some(other.id) != it.id);
    let own = |path: &str| path.rsplit_once('/').map_or("", |(above, _)| above).to_lowercase();
    let mut taken = others().filter(|other| own(&other.path) == it.above.to_lowercase());
    if let Some(name) = it.name {
        let both = ["project_namespace.name", "name"];
        let mut say = |why: &str| both.iter().for_each(|field| complaints.say(field, why));
        if name.trim().is_empty() {
            say("can't be blank");
        } else if taken.any(|other| other.name == name) {
            say(TAKEN);
        }
        if name.chars().count() > 255 {
            say("is too long (maximum is 255 characters)");
        }
        let letter = |it: char| it.is_alphanumeric() || !it.is_ascii() || it == '_';
        if !name.starts_with(letter) || !name.chars().all(|it| letter(it) || ".+- ".contains(it)) {
            complaints.say("name", NAME);
        }
    }
    let Some(last) = it.path else { return };
    let path = format!("{}/{last}", it.above);
    if others().any(|other| other.path.eq_ignore_ascii_case(&path))
        || world.group_at(&path).is_some()
    {
        complaints.say("path", TAKEN);
    }
    let blank = last.is_empty().then_some("can't be blank");
    let plain = last.bytes().all(|it| it.is_ascii_alphanumeric() || b"_.-".contains(&it));
    let wrong = (blank.is_some() || !plain || last.starts_with('-')).then_some(SLUG);
    let ends = [".git", ".atom"].iter().any(|end| last.ends_with(end));
    let shape = (wrong.is_some() || ends).then_some(PATH);
    let reserved = RESERVED.contains(&last).then(|| format!("{last} is a reserved name"));
    let reserved = reserved.as_deref();
    for (field, whys) in [
        ("project_namespace.path", [blank, wrong, shape, reserved]),
        ("path", [blank, shape, wrong, reserved]),
    ] {
        whys.into_iter().flatten().for_each(|why| complaints.say(field, why));
    }
}
