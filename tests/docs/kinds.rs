//! The pages of the kinds: one for each kind of the registry, with an example of each of its scopes, which the runner of the
//! pages plans and applies, and with what `labwright explain` prints. The table in docs/kinds.md is derived from the specs.

use labwright::kinds::KINDS;
use labwright::resource::{In, Removal, Shape, Tier};

use crate::page::{Does, Page};
use crate::root;

/// How `labwright explain` names a kind in a scope. A plain name is enough where no other scope has it.
fn explained(kind: &str, scope: In) -> Vec<String> {
    let of = |scope: &str| format!("labwright explain {scope}.{kind}");
    let plain = format!("labwright explain {kind}");
    match scope {
        In::Instance => vec![of("instance"), plain],
        In::Group => vec![of("groups"), plain],
        In::Project => vec![of("projects"), plain],
        In::MergeRequest => vec![plain],
        In::Object(owner) => vec![format!("labwright explain {owner}.{kind}")],
    }
}

/// The kinds with their scopes, in the order of the registry. A kind whose objects belong to others, or are declared among
/// others, is described with those.
fn kinds() -> Vec<(&'static str, Vec<&'static labwright::resource::Entry>)> {
    let mut kinds: Vec<(&str, Vec<_>)> = Vec::new();
    for entry in KINDS {
        let page = match entry.spec.scope {
            In::Object(owner) => owner,
            _ => entry.spec.declared_as(),
        };
        match kinds.iter_mut().find(|it| it.0 == page) {
            Some((_, entries)) => entries.push(entry),
            None => kinds.push((page, vec![entry])),
        }
    }
    kinds
}

#[test]
fn every_kind_has_a_page_with_an_example_of_each_scope() {
    let mut wrong = Vec::new();
    for (kind, entries) in kinds() {
        let path = root().join(format!("docs/kinds/{kind}.md"));
        if !path.exists() {
            wrong.push(format!("docs/kinds/{kind}.md does not exist"));
            continue;
        }
        let page = Page::read(&path);
        let blocks = |does: fn(&Does) -> bool| {
            page.blocks.iter().filter(move |it| does(&it.does)).map(|it| it.text.as_str())
        };
        let files: String = blocks(|it| matches!(it, Does::Write(_))).collect();
        let commands: String = blocks(|it| matches!(it, Does::Run { .. })).collect();
        for needle in ["labwright apply --auto-approve\nlabwright plan\n"] {
            if !commands.contains(needle) {
                wrong.push(format!("{}: the example is not applied: {needle}", page.name));
            }
        }
        for entry in entries {
            let spec = entry.spec;
            let scope = match spec.scope {
                In::Object(owner) => KINDS
                    .iter()
                    .find(|it| it.spec.kind == owner)
                    .map_or(In::Project, |it| it.spec.scope),
                own => own,
            };
            let home = match scope {
                In::Instance => "instance:",
                In::Group => "groups:",
                In::Project | In::MergeRequest | In::Object(_) => "projects:",
            };
            let declared = spec.declared_as();
            if !files.contains(&format!("{declared}:")) || !files.contains(home) {
                wrong.push(format!("{}: no example of {home} {declared}", page.name));
            }
            let ways = explained(declared, spec.scope);
            if !commands.lines().any(|line| ways.iter().any(|it| it == line)) {
                wrong.push(format!("{}: without `{}`", page.name, ways[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the table says of a kind in a scope.
fn row(kind: &str, entry: &labwright::resource::Entry) -> [String; 5] {
    let spec = entry.spec;
    let scope = match spec.scope {
        In::Instance => "instance",
        In::Group if spec.top => "top-level groups",
        In::Group => "groups",
        In::Project => "projects",
        In::MergeRequest => "merge requests",
        In::Object(_) => "such an object",
    };
    let name = match (spec.scope, &spec.host) {
        (In::Object(owner), _) => format!("`{owner}`: `{}`", spec.kind),
        (_, Some(host)) => format!("`{}`: `{}`", host.kind, host.key),
        _ => format!("[`{kind}`](kinds/{kind}.md)"),
    };
    let gitlab = match (spec.needs.tier, spec.needs.since) {
        (Tier::Free, None) => String::new(),
        (tier, None) => tier.to_string(),
        (Tier::Free, Some((major, minor))) => format!("{major}.{minor}"),
        (tier, Some((major, minor))) => format!("{tier}, {major}.{minor}"),
    };
    let deleted = match (spec.shape, spec.removal) {
        (Shape::Goal, _) => "",
        (_, Removal::Never) => "never",
        (_, Removal::Absent) => "`state: absent`",
        (_, Removal::Prune) => "`state: absent`, `prune`",
    };
    [
        name,
        scope.to_owned(),
        gitlab,
        format!("{} / {}", spec.needs.read, spec.needs.write),
        deleted.to_owned(),
    ]
}

#[test]
fn the_table_of_the_kinds_is_that_of_the_registry() {
    const HEAD: &str =
        "| kind | of | GitLab | read / write | deleted by |\n|---|---|---|---|---|\n";
    let mut table = HEAD.to_owned();
    for (kind, entries) in kinds() {
        // Scopes in which all is the same share a row.
        let mut rows: Vec<[String; 5]> = Vec::new();
        for new in entries.into_iter().map(|it| row(kind, it)) {
            let same = |it: &&mut [String; 5]| it[0] == new[0] && it[2..] == new[2..];
            match rows.iter_mut().find(same) {
                Some(row) => row[1] = format!("{}, {}", row[1], new[1]),
                None => rows.push(new),
            }
        }
        for cells in rows {
            table.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
    }
    let path = root().join("docs/kinds.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let start = page.find(HEAD).expect("a table of kinds");
    let rows = page[start..].lines().take_while(|it| it.starts_with('|'));
    let end = start + rows.map(|it| it.len() + 1).sum::<usize>();
    if page[start..end] == table {
        return;
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, format!("{}{table}{}", &page[..start], &page[end..])).unwrap();
    } else {
        panic!("the table of docs/kinds.md is out of date: run with UPDATE=1");
    }
}

/// README.md says what can be managed.
#[test]
fn the_readme_names_every_kind() {
    let page = std::fs::read_to_string(root().join("README.md")).unwrap();
    let named =
        |kind: &str| page.contains(&format!("`{kind}`")) || page.contains(&format!("[].{kind}`"));
    let missing: Vec<_> = kinds().into_iter().map(|it| it.0).filter(|it| !named(it)).collect();
    assert!(missing.is_empty(), "README.md does not name {missing:?}");
}
