//! Names that can be meant, and how others are shown.
//!
//! A name that a file declares and nobody can tell from another one (`main` and `main` with a character that cannot be
//! seen) protects nothing, and with `prune` what it looks like is deleted. So every name in a file is held to what its
//! kind allows: an identity and a reference by themselves, any other field by [`Row::named`](super::Row::named). Names
//! that GitLab has are shown by [`marked`].

use std::borrow::Cow;

use crate::problem::invisible;

/// What a name names, and so what it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// Anything that has a name of its own: a check, a hook, an environment.
    Plain,
    /// An account.
    User,
    /// A group or project by its full path.
    Path,
    /// A branch, or a pattern of branches with `*`.
    Branch,
    /// A branch or a tag.
    Ref,
}

/// What is wrong with a name, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong: `holds a line break`.
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
            return flaw(format!("holds {}", described(hidden)), instead(name));
        }
        if name.trim() != name {
            return flaw("begins or ends with a space".to_owned(), instead(name));
        }
        if matches!(name, "" | "." | "..") {
            return flaw(
                "is not a name that GitLab can be asked for".to_owned(),
                OWN_INTERFACE.to_owned(),
            );
        }
        match self {
            Naming::Plain => None,
            Naming::User if name.contains(['/', ' ']) => {
                flaw("is not a username".to_owned(), "write the username alone: alice".to_owned())
            }
            Naming::User => None,
            Naming::Path => path_flaw(name).and_then(|it| flaw(it, WHOLE_PATH.to_owned())),
            Naming::Branch | Naming::Ref => {
                if let Some(short) = name.strip_prefix("refs/heads/").filter(|it| !it.is_empty()) {
                    return flaw(
                        "is the full name of a ref".to_owned(),
                        format!("write `{short}`"),
                    );
                }
                let what = ref_flaw(name).or_else(|| match self {
                    Naming::Branch if name == "HEAD" => {
                        Some("is no branch: it stands for one".to_owned())
                    }
                    Naming::Branch if looks_like_commit(name) => Some(
                        "begins like a commit id, which GitLab refuses in the name of a branch"
                            .to_owned(),
                    ),
                    Naming::Ref if name.contains('*') => {
                        Some("holds `*`, which no branch or tag can".to_owned())
                    }
                    _ => None,
                });
                what.and_then(|it| flaw(it, "write the name as `git branch` shows it".to_owned()))
            }
        }
    }
}

const OWN_INTERFACE: &str = "write another name; what has this name in GitLab can only be removed in GitLab's own interface";
const WHOLE_PATH: &str = "write the full path as it stands in the address: group/project";

/// A name with everything in it that cannot be seen written out: `main\n`, `main\u{200b}`, `main\u{20}`. Two names that
/// differ are marked differently; most names stay as they are.
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

/// Whether a character in a name cannot be seen, or is taken for another one: control characters, line breaks, invisible
/// ones, and every white space but the plain space.
pub(crate) fn is_hidden(it: char) -> bool {
    it != ' ' && (it.is_whitespace() || invisible(it))
}

fn described(it: char) -> String {
    match it {
        '\n' | '\r' => "a line break".to_owned(),
        '\t' => "a tab".to_owned(),
        it if it.is_control() => format!("the control character U+{:04X}", u32::from(it)),
        it if it.is_whitespace() => format!("the white space U+{:04X}", u32::from(it)),
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

/// What keeps a text from being the full path of a group or project.
fn path_flaw(path: &str) -> Option<String> {
    if path.contains(char::is_whitespace) {
        return Some("holds a space, which no path has".to_owned());
    }
    match path.split('/').find(|it| matches!(*it, "" | "." | ".."))? {
        "" => Some("has an empty part".to_owned()),
        part => Some(format!("has the part `{part}`")),
    }
}

/// What git refuses in the name of a branch or tag (`git check-ref-format`), `*` aside: in a pattern it stands for
/// something else. Full names of refs and a leading `-` GitLab refuses as well.
fn ref_flaw(name: &str) -> Option<String> {
    const HELD: [&str; 10] = ["..", "@{", "//", " ", "~", "^", ":", "?", "[", "\\"];
    if let Some(held) = HELD.iter().find(|it| name.contains(**it)) {
        return Some(match *held {
            " " => "holds a space, which git refuses".to_owned(),
            held => format!("holds `{held}`, which git refuses"),
        });
    }
    if let Some(start) = ["/", "-", "refs/heads/", "refs/remotes/", "refs/tags/"]
        .iter()
        .find(|it| name.starts_with(**it))
    {
        return Some(format!("begins with `{start}`, which GitLab refuses"));
    }
    if let Some(end) = ["/", "."].iter().find(|it| name.ends_with(**it)) {
        return Some(format!("ends with `{end}`, which git refuses"));
    }
    let part = name.split('/').find(|it| it.starts_with('.') || it.ends_with(".lock"))?;
    Some(format!("has the part `{part}`, which git refuses"))
}

/// GitLab refuses a branch whose name begins with 40 hexadecimal digits.
fn looks_like_commit(name: &str) -> bool {
    name.bytes().take_while(u8::is_ascii_hexdigit).count() >= 40
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
        for naming in [Naming::Plain, Naming::User, Naming::Path, Naming::Branch, Naming::Ref] {
            for (name, what) in [
                ("acme/main\n", "holds a line break > write `acme/main`"),
                ("acme/ma\u{200B}in", "holds the invisible character U+200B > write `acme/main`"),
                ("acme/main\u{202E}", "holds the invisible character U+202E > write `acme/main`"),
                ("acme/main\u{FEFF}", "holds the invisible character U+FEFF > write `acme/main`"),
                ("acme/\u{A0}main", "holds the white space U+00A0 > write `acme/main`"),
                ("acme/main\u{3000}", "holds the white space U+3000 > write `acme/main`"),
                ("acme/main\t", "holds a tab > write `acme/main`"),
                ("acme/\u{7}main", "holds the control character U+0007 > write `acme/main`"),
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
