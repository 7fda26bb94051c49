//! Factors out what projects have in common, for a block of `defaults`.
//!
//! **Invariant:** the block and what is left of each project declare together what the project declared before: fields are moved
//! only if each project has the same value.

use serde_json::{Map, Value};

use super::model::{Common, Export, Exported, Object, OfKind};
use crate::kinds;
use crate::resource::Scope;

impl Export {
    /// Moves what the projects with these paths have in common into [`Export::common`]. Returns how many projects there are.
    pub fn factor_out(&mut self, pattern: &str, fits: impl Fn(&str) -> bool) -> usize {
        let is_it = |it: &&mut Exported| match &it.scope {
            Scope::Project(path) => fits(path),
            _ => false,
        };
        let mut projects: Vec<&mut Exported> = self.scopes.iter_mut().filter(is_it).collect();
        let count = projects.len();
        let Some((first, others)) = projects.split_first_mut() else { return 0 };
        let shared = |of: &OfKind| {
            let objects = of.objects.iter().filter_map(|it| {
                let mut alike: Vec<&Object> = vec![it];
                for other in others.iter() {
                    let of = other.kinds.iter().find(|it| it.kind == of.kind)?;
                    alike.push(of.objects.iter().find(|other| other.key == it.key)?);
                }
                in_common(of, &first.scope, &alike)
            });
            let objects: Vec<Object> = objects.collect();
            (!objects.is_empty()).then_some(OfKind { objects, ..*of })
        };
        let common: Vec<OfKind> = first.kinds.iter().filter_map(shared).collect();
        for project in projects {
            for of in &mut project.kinds {
                let Some(shared) = common.iter().find(|it| it.kind == of.kind) else { continue };
                let identity = identity(of.kind, &project.scope);
                for object in &mut of.objects {
                    let Some(shared) = shared.objects.iter().find(|it| it.key == object.key) else {
                        continue;
                    };
                    let is_own = |field: &String| !shared.fields.contains_key(field);
                    let left = object.fields.keys().any(is_own);
                    object.fields.retain(|field, _| {
                        left && (is_own(field) || identity.contains(&field.as_str()))
                    });
                }
            }
        }
        self.common =
            (!common.is_empty()).then(|| Common { pattern: pattern.to_owned(), kinds: common });
        count
    }
}

fn identity(kind: &str, scope: &Scope) -> &'static [&'static str] {
    kinds::find(kind, scope).map_or(&[], |it| it.spec.identity)
}

/// The fields that all these objects have, with the same values; `None` if that is only what they are identified by, and they have
/// other fields.
fn in_common(of: &OfKind, scope: &Scope, alike: &[&Object]) -> Option<Object> {
    let (first, others) = alike.split_first()?;
    let identity = identity(of.kind, scope);
    let everywhere = |(field, value): &(&String, &Value)| {
        others.iter().all(|it| it.fields.get(*field) == Some(*value))
    };
    let shared = first.fields.iter().filter(everywhere);
    let fields: Map<String, Value> = shared.map(|(key, it)| (key.clone(), it.clone())).collect();
    let is_identity = |field: &String| identity.contains(&field.as_str());
    let known = alike.iter().all(|it| {
        it.fields.keys().filter(|field| is_identity(field)).all(|field| fields.contains_key(field))
    });
    let whole = alike.iter().all(|it| it.fields.len() == fields.len());
    let useful = !fields.is_empty() && (whole || !fields.keys().all(is_identity));
    (known && useful).then(|| Object { key: first.key.clone(), fields, remarks: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn project(path: &str, settings: Value, labels: &[Value]) -> Exported {
        let object = |key: &str, fields: &Value| Object {
            key: key.to_owned(),
            fields: fields.as_object().cloned().unwrap_or_default(),
            remarks: Vec::new(),
        };
        let labels = labels.iter().map(|it| object(it["name"].as_str().unwrap_or_default(), it));
        let labels = OfKind { kind: "labels", single: false, objects: labels.collect() };
        let settings =
            OfKind { kind: "settings", single: true, objects: vec![object("", &settings)] };
        Exported { scope: Scope::project(path), kinds: vec![settings, labels], remarks: Vec::new() }
    }

    fn fields(kinds: &[OfKind]) -> Value {
        let of = |it: &OfKind| {
            let objects = it.objects.iter().filter(|it| !it.fields.is_empty());
            (it.kind.to_owned(), objects.map(|it| json!(it.fields)).collect::<Value>())
        };
        Value::Object(kinds.iter().map(of).collect())
    }

    #[test]
    fn what_all_have_is_moved_and_the_rest_stays() {
        let mut export = Export {
            scopes: vec![
                project(
                    "acme/a",
                    json!({ "merge_method": "ff", "name": "a", "topics": ["x"] }),
                    &[
                        json!({ "name": "bug", "color": "#1", "description": "a" }),
                        json!({ "name": "idea", "color": "#2" }),
                        json!({ "name": "own", "color": "#3" }),
                        json!({ "name": "other", "color": "#4" }),
                    ],
                ),
                project(
                    "acme/b",
                    json!({ "merge_method": "ff", "name": "b" }),
                    &[
                        json!({ "name": "idea", "color": "#2" }),
                        json!({ "name": "bug", "color": "#1", "description": "b" }),
                        json!({ "name": "other", "color": "#5" }),
                    ],
                ),
                project("other", json!({ "merge_method": "merge" }), &[]),
            ],
            ..Export::default()
        };
        assert_eq!(export.factor_out("acme/*", |it| it.starts_with("acme/")), 2);
        assert_eq!(
            fields(&export.common.unwrap().kinds),
            json!({
                "settings": [{ "merge_method": "ff" }],
                "labels": [{ "name": "bug", "color": "#1" }, { "name": "idea", "color": "#2" }],
            })
        );
        let left = export.scopes.iter().map(|it| fields(&it.kinds)).collect::<Vec<_>>();
        assert_eq!(
            left,
            [
                json!({
                    "settings": [{ "name": "a", "topics": ["x"] }],
                    "labels": [
                        { "name": "bug", "description": "a" },
                        { "name": "own", "color": "#3" },
                        { "name": "other", "color": "#4" },
                    ],
                }),
                json!({
                    "settings": [{ "name": "b" }],
                    "labels": [
                        { "name": "bug", "description": "b" },
                        { "name": "other", "color": "#5" },
                    ],
                }),
                json!({ "settings": [{ "merge_method": "merge" }], "labels": [] }),
            ]
        );
    }

    #[test]
    fn projects_with_nothing_in_common_stay_as_they_are() {
        let mut export = Export {
            scopes: vec![
                project("acme/a", json!({ "name": "a" }), &[json!({ "name": "x", "color": "#1" })]),
                project("acme/b", json!({ "name": "b" }), &[json!({ "name": "x", "color": "#2" })]),
            ],
            ..Export::default()
        };
        let before = format!("{:?}", export.scopes);
        export.factor_out("acme/*", |_| true);
        assert!(export.common.is_none());
        assert_eq!(format!("{:?}", export.scopes), before);
    }
}
