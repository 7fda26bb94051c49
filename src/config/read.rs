//! Reads what the checked files declare together.
//!
//! It finds problems between objects, such as an object that is declared twice, in one file or in two.

use std::collections::BTreeMap;

use super::load::Loaded;
use super::scopes::{Collection, Config, Item, VisitMut};
use super::yaml::{Cursor, keys};
use crate::gitlab::has_credentials;
use crate::problem::{Place, Problem, Problems};
use crate::resource::{Checks, Datum, Kind, Naming, Scope, marked, rows_of};

/// How many projects and objects all files can declare together: ten times what a configuration is expected to have. Each
/// takes a few kilobytes.
const MAX_OBJECTS: usize = 100_000;

/// What the files declare together.
///
/// # Errors
/// All problems of all files.
pub fn read(loaded: &Loaded) -> Result<Config, Problems> {
    let mut config = Config::default();
    let mut problems = Problems::new();
    let mut seen = BTreeMap::new();
    let mut left = MAX_OBJECTS + 1;
    let mut spellings: BTreeMap<String, (String, Place)> = BTreeMap::new();
    for file in loaded.iter() {
        let root = file.root();
        if let Some(url) = root
            .get("gitlab")
            .and_then(|it| it.get("url"))
            .and_then(|it| it.text().map(str::to_owned))
        {
            config.url = Some(url);
        }
        if let Some(instance) = root.get("instance") {
            let scope = Scope::instance();
            let mut fill = Fill {
                at: instance,
                scope,
                problems: &mut problems,
                seen: &mut seen,
                left: &mut left,
            };
            config.instance.visit_mut(&mut fill);
        }
        for project in root.get("projects").into_iter().flat_map(|it| it.entries()) {
            let Some(path) = project.key() else { continue };
            if !take(&mut left, &mut problems, project) {
                break;
            }
            problems.extend(unfit(Naming::Path, path, project.key_place()));
            let first = spellings
                .entry(path.to_lowercase())
                .or_insert_with(|| (path.to_owned(), project.key_place()));
            if first.0 != path {
                problems.push(
                    Problem::new(format!(
                        "`{path}` and `{}` are the same project in GitLab",
                        first.0
                    ))
                    .at(project.key_place())
                    .hint("use the same spelling everywhere")
                    .related(first.1.clone(), "the other spelling"),
                );
            }
            let scope = Scope::project(path);
            let declared = config.projects.entry(path.to_owned()).or_default();
            for it in project.get("merge_requests").into_iter().flat_map(|it| it.items()) {
                if !take(&mut left, &mut problems, it) {
                    break;
                }
                let Some(iid) = it.get("iid").and_then(|it| it.json().as_u64()) else { continue };
                let scope = Scope::merge_request(path, iid);
                let mut fill = Fill {
                    at: it,
                    scope,
                    problems: &mut problems,
                    seen: &mut seen,
                    left: &mut left,
                };
                declared.merge_requests.entry(iid).or_default().visit_mut(&mut fill);
            }
            let mut fill = Fill {
                at: project,
                scope,
                problems: &mut problems,
                seen: &mut seen,
                left: &mut left,
            };
            declared.visit_mut(&mut fill);
        }
    }
    problems.into_result(config)
}

/// Takes one of the objects that are left. That there are too many is reported once.
fn take(left: &mut usize, problems: &mut Problems, at: Cursor<'_>) -> bool {
    if *left == 1 {
        problems.push(
            Problem::new(format!(
                "all files together declare more than {MAX_OBJECTS} projects and objects"
            ))
            .at(at.best_place())
            .hint("split them into several configurations, each with its own root file"),
        );
    }
    *left = left.saturating_sub(1);
    *left > 0
}

/// What is wrong with a name, if anything.
fn unfit(naming: Naming, name: &str, place: Place) -> Option<Problem> {
    let flaw = naming.flaw(name)?;
    Some(Problem::new(flaw.of(name)).at(place).hint(flaw.hint))
}

/// Reads the collections of one scope of one file.
struct Fill<'t, 'p> {
    at: Cursor<'t>,
    scope: Scope,
    problems: &'p mut Problems,
    /// What was declared, and where: addresses, and addresses with a unique value.
    seen: &'p mut BTreeMap<String, Place>,
    /// How many more objects there can be, and one.
    left: &'p mut usize,
}

impl VisitMut for Fill<'_, '_> {
    fn collection<K: Kind>(&mut self, collection: &mut Collection<K>) {
        let Some(written) = self.at.get(K::SPEC.kind) else { return };
        collection.place.get_or_insert_with(|| written.key_place());
        let items = written.get("items").unwrap_or(written);
        let prune = written.get("prune").filter(|it| it.json() == true);
        if let Some(prune) = prune {
            collection.prune.get_or_insert_with(|| prune.key_place());
        }
        for item in items.items() {
            if !take(self.left, self.problems, item) {
                break;
            }
            match item.decode::<K>() {
                Ok(object) => self.item(collection, item, object),
                Err(problem) => self.problems.push(problem),
            }
        }
    }
}

impl Fill<'_, '_> {
    fn item<K: Kind>(&mut self, collection: &mut Collection<K>, item: Cursor<'_>, object: K) {
        let absent = item.get("state").is_some_and(|it| it.text() == Some("absent"));
        let rows = rows_of(&object);
        if let Some(row) = rows.iter().find(|it| it.reference().is_some())
            && object.key().is_empty()
        {
            let names = K::SPEC.identity.iter().filter(|it| **it != row.name);
            let names = names.map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" or ");
            let problem = Problem::new(format!(
                "a {} whose `{}` is a reference requires a {names}",
                K::SPEC.noun,
                row.name
            ));
            let at = item.get(row.name).unwrap_or(item).best_place();
            let hint = format!("add a {names}, by which labwright identifies it");
            return self.problems.push(problem.at(at).hint(hint));
        }
        let address = self.scope.address_of(K::SPEC.kind, &object.key());
        let known_by = K::SPEC.identity.iter().find_map(|it| item.get(it)).unwrap_or(item);
        self.once(address, known_by, || {
            format!("{} `{}` is declared twice", K::SPEC.noun, marked(&object.key()))
        });
        for row in &rows {
            let field = item.get(row.name).unwrap_or(known_by);
            for (naming, name) in row.names(K::SPEC.identity) {
                self.problems.extend(unfit(naming, name, field.holder_of(name).best_place()));
            }
            if row.value().is_some_and(|it| it.texts().into_iter().any(has_credentials)) {
                keys::mask(field);
                let name = row.name;
                let hint = match row.referable {
                    true => format!("write `{name}: {{ env: NAME }}`"),
                    false => "remove it from the URL: everyone who can read the settings in GitLab sees it".into(),
                };
                let hint =
                    format!("{hint}; replace the credential if this file was ever committed");
                self.problems.push(
                    Problem::new(format!("`{}` is a URL with a credential in it", row.name))
                        .at(field.best_place())
                        .label("do not write secrets in files")
                        .hint(hint),
                );
            }
        }
        let unique = rows.iter().find(|row| Some(row.name) == K::SPEC.unique_field());
        if let Some((row, value)) = unique.and_then(|row| Some((row, row.value()?)))
            && matches!(value, Datum::Text(_) | Datum::Secret(_))
            && !absent
        {
            let at = item.get(row.name).unwrap_or(item);
            // One source is one value, whatever that is.
            let address = format!("{}/{}\n{}", self.scope, K::SPEC.kind, value.body());
            self.once(address, at, || {
                format!("two {}s cannot have the same `{}`", K::SPEC.noun, row.name)
            });
        }
        if !absent {
            let mut checks = Checks::default();
            object.check(&mut checks);
            for trouble in checks.troubles {
                let at = item.get(trouble.field).unwrap_or(known_by);
                self.problems
                    .push(Problem::new(trouble.message).at(at.best_place()).hint(trouble.hint));
            }
        }
        collection.items.push(Item { object, absent, place: known_by.best_place() });
    }

    /// Reports what is declared for the second time, with both places.
    fn once(&mut self, what: String, at: Cursor<'_>, message: impl FnOnce() -> String) {
        let place = at.best_place();
        match self.seen.get(&what) {
            Some(first) => self.problems.push(
                Problem::new(message())
                    .at(place)
                    .hint("remove one of them, or merge them")
                    .related(first.clone(), "first declared here"),
            ),
            None => drop(self.seen.insert(what, place)),
        }
    }
}
