//! Which modules use each other in a circle.
//!
//! The rule: the files of a folder, each with all that lies in the folder of its own name, form no circle, and neither do the
//! folder's own file (`plan.rs` of `plan/`) and its children: they may use it, or it may use them. Where a module is one thing
//! in several rooms, its folder can be exempt from the second half. An item belongs to the file that defines it, not to those
//! that re-export it, so `mod` and `pub use` are no uses.
//!
//! Reads tokens, not types: a method called on a value is not seen, nor what a macro expands to. Code behind `#[cfg(test)]`
//! does not count.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr as _;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path in code: `["crate", "plan", "Plan"]`.
type Path = Vec<String>;

/// A file of code.
#[derive(Default)]
struct Module {
    /// Names of what it defines, outside of functions.
    defines: BTreeSet<String>,
    /// What `use` brings: its name here, and its path as written.
    imports: BTreeMap<String, Path>,
    /// Names in `imports` that are only passed on, unless the code names them too.
    passed_on: BTreeSet<String>,
    /// Modules all of whose items are imported.
    globs: Vec<Path>,
    /// Paths in the code itself.
    named: BTreeSet<Path>,
}

/// The modules of a crate, by path: `["sandbox", "http", "call"]`.
pub(crate) struct Modules(BTreeMap<Path, Module>);

/// What a path leads to.
enum Found<'m> {
    Module(&'m Path),
    /// An item of this module.
    Item(&'m Path),
}

/// A circle: the folder it is in, its members, and who uses what.
pub(crate) struct Circle {
    pub(crate) folder: String,
    pub(crate) members: Vec<String>,
    pub(crate) uses: Vec<String>,
}

impl Modules {
    /// Reads files: a path below `src`, and the text.
    pub(crate) fn read<'s>(files: impl Iterator<Item = (&'s str, &'s str)>) -> Modules {
        let mut modules = BTreeMap::new();
        for (path, text) in files {
            let path: Path = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            let path = if path == ["lib"] { Vec::new() } else { path };
            let tokens = TokenStream::from_str(text).expect("code that compiles");
            let mut module = Module::default();
            module.read(tokens, true);
            modules.insert(path, module);
        }
        Modules(modules)
    }

    /// Every circle, folder by folder. In the folders `rooms`, the folder's own file takes no part.
    pub(crate) fn circles(&self, rooms: &[&str]) -> Vec<Circle> {
        let uses = self.uses();
        let folders: BTreeSet<&[String]> =
            self.0.keys().filter(|it| !it.is_empty()).map(|it| &it[..it.len() - 1]).collect();
        let own = |folder: &[String]| !rooms.contains(&folder.join("/").as_str());
        folders.into_iter().flat_map(|it| circles_in(it, own(it), &uses)).collect()
    }

    /// Who uses whose items: the user, the definer, the names.
    fn uses(&self) -> BTreeMap<(&Path, &Path), BTreeSet<String>> {
        let mut uses: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
        for (at, module) in &self.0 {
            let imported = module.imports.iter().filter(|it| !module.passed_on.contains(it.0));
            for path in imported.map(|it| it.1).chain(&module.named) {
                // A module alone is no use: what is taken from it stands in the code.
                if let Some(Found::Item(definer)) = self.find(at, path, 0)
                    && definer != at
                {
                    let name = path.last().cloned().unwrap_or_default();
                    uses.entry((at, definer)).or_default().insert(name);
                }
            }
        }
        uses
    }

    /// What `path`, written in the module `at`, leads to; nothing for what is outside of the crate.
    fn find(&self, at: &[String], path: &[String], depth: usize) -> Option<Found<'_>> {
        // A name that is imported under itself leads outside of the crate.
        if depth > 16 {
            return None;
        }
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.below(&[], rest, depth),
            "super" => self.below(&at[..at.len().checked_sub(1)?], rest, depth),
            "self" => self.below(at, rest, depth),
            _ => self.item(at, path, depth),
        }
    }

    /// What `path` leads to from a module that a path has reached.
    fn below(&self, at: &[String], path: &[String], depth: usize) -> Option<Found<'_>> {
        match path.first().map(String::as_str) {
            None => self.0.get_key_value(at).map(|it| Found::Module(it.0)),
            Some("super" | "self") => self.find(at, path, depth + 1),
            Some(_) => self.item(at, path, depth),
        }
    }

    /// A name as the module `at` sees it, and what follows it.
    fn item(&self, at: &[String], path: &[String], depth: usize) -> Option<Found<'_>> {
        let (first, rest) = path.split_first()?;
        let (at, module) = self.0.get_key_value(at)?;
        let child: Path = at.iter().chain([first]).cloned().collect();
        if self.0.contains_key(&child) {
            return self.below(&child, rest, depth + 1);
        }
        if module.defines.contains(first) {
            return Some(Found::Item(at));
        }
        let join = |before: &[String], after: &[String]| [before, after].concat();
        if let Some(import) = module.imports.get(first) {
            return self.find(at, &join(import, rest), depth + 1);
        }
        module.globs.iter().find_map(|glob| match self.find(at, glob, depth + 1)? {
            Found::Module(module) => self.below(module, path, depth + 1),
            // The variants of an enum.
            Found::Item(_) => None,
        })
    }
}

/// A folder's own file among the members of a circle.
pub(crate) const OWN: &str = "(own file)";

/// The circles between the children of a folder and, if `own`, its own file.
fn circles_in(
    folder: &[String],
    own: bool,
    uses: &BTreeMap<(&Path, &Path), BTreeSet<String>>,
) -> Vec<Circle> {
    let node = |path: &Path| match path.strip_prefix(folder)? {
        [] if own => Some(OWN.to_owned()),
        [] => None,
        [child, ..] => Some(child.clone()),
    };
    let mut arrows: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for ((user, definer), names) in uses {
        if let (Some(from), Some(to)) = (node(user), node(definer))
            && from != to
        {
            let names = names.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            let line = format!("{} uses {names} of {}", user.join("/"), definer.join("/"));
            arrows.entry(from).or_default().entry(to).or_default().push(line);
        }
    }
    let reached: BTreeMap<&String, BTreeSet<&String>> =
        arrows.keys().map(|from| (from, reached(from, &arrows))).collect();
    let mutual = |a: &String, b: &String| {
        let reaches = |a, b| reached.get(a).is_some_and(|it| it.contains(b));
        reaches(a, b) && reaches(b, a)
    };
    let mut circles: Vec<Circle> = Vec::new();
    for from in arrows.keys().filter(|it| mutual(it, it)) {
        if circles.iter().any(|it| it.members.contains(from)) {
            continue;
        }
        let members: Vec<String> = arrows.keys().filter(|it| mutual(from, it)).cloned().collect();
        let uses = members.iter().flat_map(|from| arrows.get(from).into_iter().flatten());
        let uses =
            uses.filter(|(to, _)| members.contains(to)).flat_map(|it| it.1.clone()).collect();
        circles.push(Circle { folder: folder.join("/"), members, uses });
    }
    circles
}

fn reached<'a>(
    from: &'a String,
    arrows: &'a BTreeMap<String, BTreeMap<String, Vec<String>>>,
) -> BTreeSet<&'a String> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&String> = vec![from];
    while let Some(next) = open.pop() {
        open.extend(
            arrows.get(next).into_iter().flat_map(|it| it.keys()).filter(|it| found.insert(*it)),
        );
    }
    found
}

impl Module {
    /// Reads tokens; `outermost` where items are the module's own.
    fn read(&mut self, tokens: TokenStream, outermost: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        // A `pub` before a `use`.
        let mut public = false;
        while at < tokens.len() {
            let rest = &tokens[at..];
            if is_for_tests(rest) {
                at += item_length(rest);
                continue;
            }
            match &tokens[at] {
                TokenTree::Ident(it) if it == "use" => {
                    let length = item_length(rest);
                    self.import(&rest[1..length], &mut Vec::new(), public);
                    at += length;
                    public = false;
                    continue;
                }
                TokenTree::Ident(it) if it == "pub" => {
                    public = true;
                    // `pub(crate)`: what is in the brackets is no use.
                    let limited = matches!(rest.get(1), Some(TokenTree::Group(it)) if it.delimiter() == Delimiter::Parenthesis);
                    at += 1 + usize::from(limited);
                    continue;
                }
                TokenTree::Ident(it) => {
                    let after_dot =
                        at > 0 && is(&tokens[at - 1], '.') && !(at > 1 && is(&tokens[at - 2], '.'));
                    let path = path_at(rest);
                    let name = match it.to_string().as_str() {
                        "macro_rules" => rest.get(2),
                        word if outermost && DEFINING.contains(&word) => rest.get(1),
                        _ => None,
                    };
                    if let Some(TokenTree::Ident(name)) = name {
                        self.defines.insert(name.to_string());
                    }
                    at += path.len() * 3 - 2;
                    if !after_dot {
                        self.passed_on.remove(&path[0]);
                        self.named.insert(path);
                    }
                }
                TokenTree::Group(it) => {
                    self.read(it.stream(), false);
                    at += 1;
                }
                _ => at += 1,
            }
            public = false;
        }
    }

    /// What follows `use`, up to and with the semicolon: `crate::plan::{Plan, draft as made};`.
    fn import(&mut self, tokens: &[TokenTree], before: &mut Path, public: bool) {
        let depth = before.len();
        let mut alias = None;
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(it) if it == "as" => {
                    alias = tokens.get(at + 1).map(ToString::to_string);
                }
                TokenTree::Ident(_) if alias.is_some() => {}
                TokenTree::Ident(it) => before.push(it.to_string()),
                TokenTree::Group(it) => {
                    let inner: Vec<TokenTree> = it.stream().into_iter().collect();
                    for part in inner.split(|it| is(it, ',')) {
                        self.import(part, before, public);
                    }
                    before.truncate(depth);
                    return;
                }
                token if is(token, '*') => {
                    self.globs.push(before.clone());
                    before.truncate(depth);
                    return;
                }
                _ => {}
            }
        }
        if before.len() > depth {
            if before.last().is_some_and(|it| it == "self") && before.len() > 1 {
                before.pop();
            }
            let name = alias.unwrap_or_else(|| before[before.len() - 1].clone());
            if public {
                self.passed_on.insert(name.clone());
            }
            self.imports.insert(name, before.clone());
        }
        before.truncate(depth);
    }
}

/// Words before the name of an item.
const DEFINING: &[&str] = &["struct", "enum", "union", "trait", "type", "fn", "const", "static"];

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == sign)
}

/// The path that starts here: words with `::` between them.
fn path_at(tokens: &[TokenTree]) -> Path {
    let mut path = Vec::new();
    let mut at = 0;
    while let Some(TokenTree::Ident(word)) = tokens.get(at) {
        path.push(word.to_string());
        match tokens.get(at + 1..at + 3) {
            Some([a, b]) if is(a, ':') && is(b, ':') => at += 3,
            _ => break,
        }
    }
    path
}

fn is_for_tests(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [sign, TokenTree::Group(it), ..]
        if is(sign, '#') && it.stream().to_string().replace(' ', "") == "cfg(test)")
}

/// Tokens of an item, up to and with its semicolon or its braces.
fn item_length(tokens: &[TokenTree]) -> usize {
    let uses = matches!(tokens, [TokenTree::Ident(it), ..] if it == "use");
    let end = tokens.iter().position(|it| {
        is(it, ';')
            || !uses && matches!(it, TokenTree::Group(it) if it.delimiter() == Delimiter::Brace)
    });
    end.map_or(tokens.len(), |it| it + 1)
}

#[test]
fn a_circle_is_found_through_re_exports_aliases_and_bodies() {
    let found = |files: &[(&str, &str)]| {
        let root = ("lib.rs", "mod x;");
        let modules = Modules::read(files.iter().copied().chain([root]));
        modules
            .circles(&[])
            .into_iter()
            .map(|it| (it.folder, it.members.join(" ")))
            .collect::<Vec<_>>()
    };
    let none: Vec<(String, String)> = Vec::new();
    // Re-exporting is no use, wherever the name is taken from.
    let opened = ("x.rs", "mod a; mod b; pub use a::*; pub(crate) use b::B;");
    assert_eq!(
        found(&[opened, ("x/a.rs", "pub struct A;"), ("x/b.rs", "use super::A; pub struct B;")]),
        none
    );
    let circle = vec![("x".to_owned(), "a b".to_owned())];
    for a in [
        "use super::B; pub struct A;",
        "use crate::x::{self, B as C}; pub struct A;",
        "pub struct A; fn f() { use crate::x::b as c; c::B }",
        "pub struct A(super::B);",
        "pub struct A; fn f() -> usize { json!(crate::x::B::new()) }",
    ] {
        assert_eq!(
            found(&[opened, ("x/a.rs", a), ("x/b.rs", "use super::A; pub struct B;")]),
            circle,
            "{a}"
        );
    }
    // What only tests use, and what a field or a method is called, is no use.
    for a in [
        "pub struct A; #[cfg(test)] mod tests { use super::super::B; }",
        "pub struct A; fn f(it: C) { it.B }",
    ] {
        assert_eq!(
            found(&[opened, ("x/a.rs", a), ("x/b.rs", "use super::A; pub struct B;")]),
            none,
            "{a}"
        );
    }
    // A folder's own file and its children.
    let own = ("x", "(own file) a");
    let own = vec![(own.0.to_owned(), own.1.to_owned())];
    assert_eq!(
        found(&[
            ("x.rs", "mod a; pub use a::A; struct X(A);"),
            ("x/a.rs", "pub struct A(super::X);")
        ]),
        own
    );
    assert_eq!(
        found(&[("x.rs", "mod a; pub use a::A; struct X;"), ("x/a.rs", "pub struct A(super::X);")]),
        none
    );
    // Files of two folders: the folders form the circle.
    let folders = vec![("x".to_owned(), "f g".to_owned())];
    let two = [("x.rs", "mod f; mod g;"), ("x/f.rs", "mod a; mod b;"), ("x/g.rs", "mod c; mod d;")];
    let files = [
        ("x/f/a.rs", "use super::super::g::c::C;"),
        ("x/f/b.rs", "pub struct B;"),
        ("x/g/c.rs", "pub struct C;"),
        ("x/g/d.rs", "use crate::x::f::b::B;"),
    ];
    assert_eq!(found(&[&two[..], &files[..]].concat()), folders);
}
