//! Which names files can declare, and how other names are shown.
//!
//! A declared name that looks like another one (`main` and `main` with an invisible character) protects nothing, and with
//! `prune` the object that it looks like is deleted. So every name in a file is checked against the rules of its kind: an
//! identity and a reference always, any other field by [`Row::named`](super::Row::named). Names that GitLab has are shown
//! by [`marked`].

use std::borrow::Cow;

use crate::problem::invisible;

/// What a name refers to, and so what it can contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Naming {
    /// Anything that has a name of its own: a check, a hook, an environment.
    Plain,
    /// An account.
    User,
    /// A group or project by its full path.
    Path,
    /// A branch, or a pattern of branches with `*`.
    Branch,
    /// A branch that can be created.
    OneBranch,
    /// A tag, or a pattern of tags with `*`.
    Tag,
    /// A branch or a tag.
    Ref,
    /// The path of a file in a repository.
    File,
}

/// What is wrong with a name, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong: `contains a line break`.
    pub what: String,
    /// What to write instead.
    pub hint: String,
}

impl Flaw {
    /// The whole sentence about the name.
    pub fn of(&self, name: &str) -> String {
        format!("the name `{}` {}", marked(name), self.what)
    }
}

impl Naming {
    /// What is wrong with a name of this kind.
    pub fn flaw(self, name: &str) -> Option<Flaw> {
        let flaw = |what: String, hint: String| Some(Flaw { what, hint });
        if let Some(hidden) = name.chars().find(|it| is_hidden(*it)) {
            return flaw(format!("contains {}", described(hidden)), instead(name));
        }
        if name.trim() != name {
            return flaw("begins or ends with a space".to_owned(), instead(name));
        }
        if matches!(name, "" | "." | "..") {
            return flaw(
                "cannot be part of a request to GitLab".to_owned(),
                OWN_INTERFACE.to_owned(),
            );
        }
        match self {
            Naming::Plain => None,
            Naming::User if name.contains(['/', ' ']) => {
                flaw("is not a username".to_owned(), "write the username alone: alice".to_owned())
            }
            Naming::User => None,
            Naming::File => file_flaw(name).and_then(|it| flaw(it, PATH_IN_REPOSITORY.to_owned())),
            Naming::Path => path_flaw(name).and_then(|it| flaw(it, WHOLE_PATH.to_owned())),
            Naming::Branch | Naming::OneBranch | Naming::Tag | Naming::Ref => {
                let (prefix, noun) = match self {
                    Naming::Tag => ("refs/tags/", "tag"),
                    _ => ("refs/heads/", "branch"),
                };
                if let Some(short) = name.strip_prefix(prefix).filter(|it| !it.is_empty()) {
                    return flaw(
                        "is the full name of a ref".to_owned(),
                        format!("write `{short}`"),
                    );
                }
                let what = ref_flaw(name).or_else(|| match self {
                    Naming::Branch | Naming::OneBranch if name == "HEAD" => {
                        Some("is not a branch: it refers to one".to_owned())
                    }
                    Naming::Branch | Naming::OneBranch if looks_like_commit(name) => Some(
                        "begins like a commit ID, which GitLab rejects in branch names".to_owned(),
                    ),
                    Naming::OneBranch if name.contains('*') => {
                        Some("contains `*`, which git rejects".to_owned())
                    }
                    Naming::OneBranch if name.len() > LONGEST_REF => {
                        Some(format!("has {} bytes; the limit is {LONGEST_REF}", name.len()))
                    }
                    Naming::Ref if name.contains('*') => {
                        Some("contains `*`, which a branch or tag cannot".to_owned())
                    }
                    _ => None,
                });
                what.and_then(|it| flaw(it, format!("write the name as `git {noun}` shows it")))
            }
        }
    }
}

/// Longer names of branches are refused (measured).
const LONGEST_REF: usize = 254;
const OWN_INTERFACE: &str =
    "use another name; an object with this name can only be removed in GitLab's own interface";
const WHOLE_PATH: &str = "write the full path as in the URL: group/project";

const PATH_IN_REPOSITORY: &str = "write the path from the root of the repository: docs/index.md";

/// Why git or GitLab does not store a file under a path, or stores it under another one (measured).
fn file_flaw(path: &str) -> Option<String> {
    let part = |is: &dyn Fn(&str) -> bool| path.split('/').any(is);
    if path.starts_with('/') {
        Some("begins with a slash".to_owned())
    } else if part(&str::is_empty) {
        Some("has an empty segment".to_owned())
    } else if part(&|it| it == "." || it == "..") {
        Some("has the segment `.` or `..`".to_owned())
    } else if part(&|it| it.eq_ignore_ascii_case(".git")) {
        Some("leads into `.git`, which git keeps for itself".to_owned())
    } else if path.len() > LONGEST_PATH {
        Some(format!("has {} bytes; the limit is {LONGEST_PATH}", path.len()))
    } else {
        None
    }
}

/// Longer paths are not found by common tools.
const LONGEST_PATH: usize = 4095;

/// A name with its invisible characters escaped: `main\n`, `main\u{200b}`, `main\u{20}`. Different names are shown
/// differently; most names stay unchanged.
///
/// ```
/// use labwright::resource::marked;
/// assert_eq!(marked("release/1 x"), "release/1 x");
/// assert_eq!(marked("main\n"), "main\\n");
/// assert_eq!(marked(" main\u{200B}"), "\\u{20}main\\u{200b}");
/// ```
pub fn marked(name: &str) -> Cow<'_, str> {
    let outer = name.len() - name.trim_start().len()..name.trim_end().len();
    let plain = |(at, it): (usize, char)| it != '\\' && !is_hidden(it) && outer.contains(&at);
    if name.char_indices().all(plain) {
        return name.into();
    }
    let mut shown = String::new();
    for (at, it) in name.char_indices() {
        match it {
            _ if plain((at, it)) => shown.push(it),
            '\\' | '\n' | '\r' | '\t' => shown.extend(it.escape_default()),
            _ => shown.extend(it.escape_unicode()),
        }
    }
    shown.into()
}

/// Whether a character in a name is invisible, or looks like another one: control characters, line breaks, invisible
/// ones, and every white space but the plain space.
pub(crate) fn is_hidden(it: char) -> bool {
    it != ' ' && (it.is_whitespace() || invisible(it))
}

fn described(it: char) -> String {
    match it {
        '\n' | '\r' => "a line break".to_owned(),
        '\t' => "a tab".to_owned(),
        it if it.is_control() => format!("the control character U+{:04X}", u32::from(it)),
        it if it.is_whitespace() => format!("the whitespace character U+{:04X}", u32::from(it)),
        it => format!("the invisible character U+{:04X}", u32::from(it)),
    }
}

/// What was probably meant.
fn instead(name: &str) -> String {
    let seen: String = name.chars().filter(|it| !is_hidden(*it)).collect();
    match seen.trim() {
        "" => "write a name".to_owned(),
        seen => format!("write `{seen}`"),
    }
}

/// Why a text is not the full path of a group or project.
fn path_flaw(path: &str) -> Option<String> {
    if path.contains(char::is_whitespace) {
        return Some("contains a space, which a path cannot".to_owned());
    }
    match path.split('/').find(|it| matches!(*it, "" | "." | ".."))? {
        "" => Some("has an empty part".to_owned()),
        part => Some(format!("has the part `{part}`")),
    }
}

/// What git rejects in the name of a branch or tag (`git check-ref-format`), except `*`, which patterns use. GitLab also
/// rejects full names of refs and a leading `-`.
fn ref_flaw(name: &str) -> Option<String> {
    const HELD: [&str; 10] = ["..", "@{", "//", " ", "~", "^", ":", "?", "[", "\\"];
    if let Some(held) = HELD.iter().find(|it| name.contains(**it)) {
        return Some(match *held {
            " " => "contains a space, which git rejects".to_owned(),
            held => format!("contains `{held}`, which git rejects"),
        });
    }
    if let Some(start) = ["/", "-", "refs/heads/", "refs/remotes/", "refs/tags/"]
        .iter()
        .find(|it| name.starts_with(**it))
    {
        return Some(format!("begins with `{start}`, which GitLab rejects"));
    }
    if let Some(end) = ["/", "."].iter().find(|it| name.ends_with(**it)) {
        return Some(format!("ends with `{end}`, which git rejects"));
    }
    let part = name.split('/').find(|it| it.starts_with('.') || it.ends_with(".lock"))?;
    Some(format!("has the part `{part}`, which git rejects"))
}

/// GitLab rejects a branch whose name begins with 40 hexadecimal digits.
fn looks_like_commit(name: &str) -> bool {
    name.bytes().take_while(u8::is_ascii_hexdigit).count() >= 40
}

/// Whether what names a user is an e-mail address: no username contains `@`.
pub(crate) fn is_email(name: &str) -> bool {
    name.contains('@')
}

/// Whether a bot has the name that GitLab gives to the one of an access token: `project_7_bot_9f2c`.
pub(crate) fn is_bot_of_token(name: &str) -> bool {
    let name = name.to_lowercase();
    let number = name.strip_prefix("project_").or_else(|| name.strip_prefix("group_"));
    let rest = number.map(|it| it.trim_start_matches(|it: char| it.is_ascii_digit()));
    rest.is_some_and(|it| it.starts_with("_bot"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::clean;

    fn refused(naming: Naming, name: &str) -> String {
        naming.flaw(name).map(|it| format!("{} > {}", it.what, it.hint)).unwrap_or_default()
    }

    #[test]
    fn a_name_that_cannot_be_seen_as_it_is_is_no_name() {
        for naming in
            [Naming::Plain, Naming::User, Naming::Path, Naming::Branch, Naming::Tag, Naming::Ref]
        {
            for (name, what) in [
                ("acme/main\n", "contains a line break > write `acme/main`"),
                (
                    "acme/ma\u{200B}in",
                    "contains the invisible character U+200B > write `acme/main`",
                ),
                (
                    "acme/main\u{202E}",
                    "contains the invisible character U+202E > write `acme/main`",
                ),
                (
                    "acme/main\u{FEFF}",
                    "contains the invisible character U+FEFF > write `acme/main`",
                ),
                ("acme/\u{A0}main", "contains the whitespace character U+00A0 > write `acme/main`"),
                (
                    "acme/main\u{3000}",
                    "contains the whitespace character U+3000 > write `acme/main`",
                ),
                ("acme/main\t", "contains a tab > write `acme/main`"),
                ("acme/\u{7}main", "contains the control character U+0007 > write `acme/main`"),
                (" acme/main", "begins or ends with a space > write `acme/main`"),
                ("acme/main ", "begins or ends with a space > write `acme/main`"),
                (" ", "begins or ends with a space > write a name"),
            ] {
                assert_eq!(refused(naming, name), what, "{naming:?} {name:?}");
            }
            for name in ["", ".", ".."] {
                assert!(refused(naming, name).contains("own interface"), "{naming:?} {name:?}");
            }
        }
    }

    #[test]
    fn branches_are_held_to_what_git_takes() {
        for name in [
            "main",
            "release/*",
            "*",
            "*-stable",
            "feature/x_1+2",
            "a.b",
            "@",
            "head",
            "MAIN",
            "größe",
            "a%2Fb",
            "refs",
            "heads/x",
            "#1",
            "a=b",
            "0123456789abcdef0123456789abcdef0123456",
        ] {
            assert_eq!(refused(Naming::Branch, name), "", "{name}");
        }
        for name in [
            "a..b",
            "..*",
            "../x",
            "a b",
            "a~1",
            "a^",
            "a:b",
            "a?",
            "[a]",
            "a\\b",
            "a//b",
            "/a",
            "a/",
            "/",
            ".a",
            "a/.b",
            "a.lock",
            "a.lock/b",
            "a.",
            "a@{1}",
            "-a",
            "HEAD",
            "refs/tags/v1",
            "refs/remotes/origin/x",
            "0123456789abcdef0123456789abcdef01234567",
            "0123456789ABCDEF0123456789abcdef01234567-x",
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ] {
            assert!(refused(Naming::Branch, name).contains("git branch"), "{name}");
        }
        assert!(refused(Naming::Branch, "refs/heads/main").ends_with("write `main`"));
        assert_eq!(refused(Naming::Ref, "0123456789abcdef0123456789abcdef01234567"), "");
        assert!(refused(Naming::Ref, "v1.*").contains('*'));
    }

    #[test]
    fn paths_and_usernames_are_what_can_be_asked_for() {
        for path in ["acme", "acme/a.b", "acme/team/x-1", "acme/..."] {
            assert_eq!(refused(Naming::Path, path), "", "{path}");
        }
        for path in ["acme/..", "../acme", "a/./b", "a//b", "/a", "a/", "a b/c"] {
            assert!(refused(Naming::Path, path).contains("full path"), "{path}");
        }
        assert_eq!(refused(Naming::User, "ada.l_1-x"), "");
        assert!(refused(Naming::User, "a/b").contains("username"));
        assert_eq!(refused(Naming::Plain, "Compliance: a/../b (\\)"), "");
    }

    #[test]
    fn names_that_differ_are_marked_differently() {
        let names = [
            "main",
            "main\n",
            "main\\n",
            "main ",
            " main",
            "main\u{200B}",
            "main\\u{200b}",
            "main\u{A0}",
            "main\t",
            "ma in",
            "main\\",
            "main\u{20}\u{200B}",
        ];
        let shown: std::collections::BTreeSet<_> = names.iter().map(|it| marked(it)).collect();
        assert_eq!(shown.len(), names.len(), "{shown:?}");
        assert!(shown.iter().all(|it| clean(it) == *it && it.trim() == it), "{shown:?}");
    }
}
