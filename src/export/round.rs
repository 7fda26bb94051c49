//! One round of exporting: everything is written down from the facts that are there, and the others are asked for.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::fields::{Writer, called};
use super::model::{Asked, Export, Exported, Object, OfKind, Reference};
use super::names::Variables;
use crate::gitlab::{ApiPath, Cause, Element, Listing, Paging};
use crate::kinds::KINDS;
use crate::problem::Problem;
use crate::resource::{
    Entry, Facts, Halt, In, Live, Look, Names, Need, Ref, Removal, Scope, Shape, Space, Spec,
};

/// Whether objects of a kind are a state that GitLab lists and files can create.
pub(super) fn is_state(spec: &Spec) -> bool {
    let goal = spec.shape == Shape::Goal;
    // Something else creates these: a pipeline, or a push.
    let found = spec.shape == Shape::List && spec.removal == Removal::Never;
    let listed = !spec.each || spec.whole.is_some();
    !goal && !found && listed && spec.host.is_none() && spec.scope != In::MergeRequest
}

/// Exports from facts. What must be read first is in the second part; the export is worth nothing until that is empty.
pub(super) fn round(asked: &Asked, facts: &Facts) -> (Export, BTreeSet<Need>) {
    let mut round = Round {
        asked,
        facts,
        needs: RefCell::default(),
        names: Names::default(),
        variables: Variables::default(),
        references: Vec::new(),
    };
    let mut export = Export::default();
    for scope in round.scopes() {
        match round.scope(&scope) {
            Ok(it) => export.scopes.push(it),
            Err(problem) => export.problems.extend(problem),
        }
    }
    export.references = round.references;
    (export, round.needs.into_inner())
}

struct Round<'f> {
    asked: &'f Asked,
    facts: &'f Facts,
    needs: RefCell<BTreeSet<Need>>,
    names: Names,
    variables: Variables,
    references: Vec<Reference>,
}

impl<'f> Round<'f> {
    /// The scopes, each once, whatever its case.
    fn scopes(&self) -> BTreeSet<Scope> {
        let mut scopes: BTreeSet<Scope> = self.asked.scopes.iter().cloned().collect();
        let mut seen = BTreeSet::new();
        scopes.retain(|it| seen.insert(it.to_string().to_lowercase()));
        scopes
    }

    fn answer(&self, need: Need) -> Result<&'f Value, Halt> {
        match self.facts.answers.get(&need) {
            Some(Ok(value)) => Ok(value),
            Some(Err(error)) => Err(Halt::Unreadable(error.clone())),
            None => {
                self.needs.borrow_mut().insert(need);
                Err(Halt::Pending)
            }
        }
    }

    fn look<'s>(&'s self, scope: &'s Scope, entry: &Entry) -> Look<'s> {
        Look::new(self.facts, scope, entry.spec, &self.names, &self.needs, &KINDS)
    }

    /// One scope; a problem if nothing of it can be read.
    fn scope(&mut self, scope: &Scope) -> Result<Exported, Option<Problem>> {
        let path = match self.home(scope) {
            Ok(it) => it,
            Err(Halt::Pending) => return Err(None),
            Err(why) => return Err(Some(unreadable(scope, why))),
        };
        let mut exported =
            Exported { scope: spelled(scope, path), kinds: Vec::new(), remarks: Vec::new() };
        let mut unread: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
        for entry in KINDS {
            if !self.is_asked_for(entry, scope) {
                continue;
            }
            match self.collection(scope, entry) {
                Ok(objects) if objects.is_empty() => {}
                Ok(objects) => exported.kinds.push(OfKind {
                    kind: entry.spec.kind,
                    single: entry.spec.shape == Shape::Single,
                    objects,
                }),
                Err(Halt::Pending) => {}
                Err(why) => unread.entry(words(why)).or_default().push(entry.spec.kind),
            }
        }
        let remark = |(why, kinds): (String, Vec<&str>)| {
            format!("`{}` could not be read: {why}", kinds.join("`, `"))
        };
        exported.remarks = unread.into_iter().map(remark).collect();
        Ok(exported)
    }

    /// The path of a scope, as GitLab writes it; empty for the instance.
    fn home(&self, scope: &Scope) -> Result<&'f str, Halt> {
        let of_scope = |it: &&Entry| it.spec.path.is_empty() && scope.is(it.spec.scope);
        let Some(settings) = KINDS.iter().find(of_scope) else { return Ok("") };
        let need = Need::Find(settings.spec.list_in(scope), settings.spec.listing.element);
        let found = self.answer(need)?;
        let path = found["full_path"].as_str().or(found["path_with_namespace"].as_str());
        path.filter(|it| !it.is_empty()).ok_or_else(|| {
            Halt::impossible(
                format!("the {} does not exist, or this token cannot see it", scope.noun()),
                "check the path; only its members see a private group or project",
            )
        })
    }

    fn is_asked_for(&self, entry: &Entry, scope: &Scope) -> bool {
        let spec = entry.spec;
        let kinds = &self.asked.kinds;
        let below = scope.full_path().is_some_and(|it| it.contains('/'));
        // The variables of a schedule come with it.
        let is_it = |it: &String| it == spec.kind;
        scope.is(spec.scope)
            && is_state(spec)
            && !(spec.top && below)
            && (kinds.is_empty() || kinds.iter().any(is_it))
    }

    /// The objects of one kind.
    fn collection(&mut self, scope: &Scope, entry: &'static Entry) -> Result<Vec<Object>, Halt> {
        let spec = entry.spec;
        let mut live = self.observed(scope, entry)?;
        live.sort_by(|one, other| one.key.cmp(&other.key));
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        live.iter().for_each(|it| *count.entry(spec.folded(&it.key)).or_default() += 1);
        let mut objects = Vec::new();
        let mut pending = false;
        for mut live in live {
            let same = count.get(&spec.folded(&live.key)).copied().unwrap_or(1);
            if same > 1 {
                count.insert(spec.folded(&live.key), 0);
                let why = format!(
                    "GitLab has {same} of them, and labwright cannot tell them apart: rename or delete all but one"
                );
                objects.push(Object { key: live.key, remarks: vec![why], ..Object::default() });
                continue;
            }
            if same == 0 {
                continue;
            }
            match self.object(scope, entry, &mut live) {
                Ok(object) => objects.push(object),
                Err(Halt::Pending) => pending = true,
                Err(why) => {
                    let remarks = vec![words(why)];
                    objects.push(Object { key: live.key, remarks, ..Object::default() });
                }
            }
        }
        if pending {
            return Err(Halt::Pending);
        }
        for it in &mut objects {
            if it.fields.is_empty() && !it.remarks.is_empty() {
                let what = called(spec.noun, &it.key);
                it.remarks
                    .iter_mut()
                    .for_each(|why| *why = format!("{what} is not exported: {why}"));
            }
        }
        objects.retain(|it| !it.fields.is_empty() || !it.remarks.is_empty());
        Ok(objects)
    }

    /// What GitLab has of one kind, without inherited objects.
    fn observed(&self, scope: &Scope, entry: &'static Entry) -> Result<Vec<Live<'f>>, Halt> {
        let spec = entry.spec;
        let (path, listing) = spec.whole_in(scope, &self.facts.version);
        let path = self.names.located(scope, path);
        let list: Vec<&Value> = match spec.shape {
            Shape::Single => {
                let found = self.answer(Need::Find(path, spec.listing.element))?;
                Some(found).filter(|it| !it.is_null()).into_iter().collect()
            }
            Shape::List | Shape::Goal => {
                self.look(scope, entry).list_as(path.clone(), listing)?;
                self.facts.list(path, listing).iter().collect()
            }
        };
        let live = entry.observed_all(list, scope).map_err(Halt::not_understood)?;
        entry.owned(live, &self.look(scope, entry))
    }

    /// One object, with all that belongs to it.
    fn object(
        &mut self,
        scope: &Scope,
        entry: &'static Entry,
        live: &mut Live<'f>,
    ) -> Result<Object, Halt> {
        let spec = entry.spec;
        let address = scope.address_of(spec.kind, &live.key);
        if let Some(id) = live.id {
            self.names.ids.insert(address.clone(), Some(id.get()));
        }
        if !spec.alone.is_empty() {
            let path = self.names.located(scope, live.path.clone());
            let raw = self.answer(Need::find(path))?;
            *live = entry.observed(raw, scope).map_err(Halt::not_understood)?;
        }
        entry.complete(live, &self.look(scope, entry))?;
        let mut pending = false;
        for row in &mut live.rows {
            row.refs_mut(&mut |it| pending |= !self.name(it));
        }
        if pending {
            return Err(Halt::Pending);
        }
        let below = scope.full_path().is_some_and(|it| it.contains('/'));
        let mut writer = Writer {
            entry,
            address: &address,
            version: &self.facts.version,
            all: self.asked.all,
            values: self.asked.values,
            below: below && matches!(scope, Scope::Group(_)),
            variables: &mut self.variables,
            references: Vec::new(),
        };
        let mut object = writer.object(live);
        self.references.append(&mut writer.references);
        if object.fields.is_empty() {
            return Ok(object);
        }
        let own = spec.scope_of(scope, &live.key);
        let goes_along = |it: &Spec| spec.whole.is_none_or(|whole| whole.with.contains(&it.kind));
        for inner in entry.contents().filter(|it| is_state(it.spec) && goes_along(it.spec)) {
            match self.collection(&own, inner) {
                Ok(objects) => {
                    let mut written = Vec::new();
                    for it in objects {
                        object.remarks.extend(it.remarks);
                        if !it.fields.is_empty() {
                            written.push(Value::Object(it.fields));
                        }
                    }
                    if !written.is_empty() {
                        object.fields.insert(inner.spec.kind.to_owned(), Value::Array(written));
                    }
                }
                Err(Halt::Pending) => pending = true,
                Err(why) => {
                    let kind = inner.spec.kind;
                    object.remarks.push(format!("`{kind}` could not be read: {}", words(why)));
                }
            }
        }
        if pending { Err(Halt::Pending) } else { Ok(object) }
    }

    /// Gives a reference that GitLab returned by its ID its name; `false` if that must be read first. What cannot be read
    /// stays without a name.
    fn name(&self, it: &mut Ref) -> bool {
        let Space::Returned(space, id) = it.space else { return true };
        let path = || ApiPath::new(space).seg(id);
        let found = match space {
            "users" => self.answer(Need::find(path())),
            "groups" => self.answer(Need::find(path().query("with_projects", "false"))),
            other => {
                let listing = Listing { paging: Paging::Whole, element: Element::Numbered };
                self.answer(Need::List(ApiPath::new(other), listing))
            }
        };
        let found = match found {
            Ok(found) => found,
            Err(Halt::Pending) => return false,
            Err(_) => return true,
        };
        let text = |it: &Value| it.as_str().filter(|it| !it.is_empty()).map(str::to_owned);
        match space {
            "users" => text(&found["username"]).into_iter().for_each(|name| *it = Ref::user(&name)),
            "groups" => {
                text(&found["full_path"]).into_iter().for_each(|path| *it = Ref::group(&path))
            }
            _ => {
                let is_it = |role: &&Value| role["id"].as_u64() == Some(id);
                let role = found.as_array().into_iter().flatten().find(is_it);
                let name = role.and_then(|it| text(&it["name"]));
                name.into_iter().for_each(|name| *it = Ref::member_role(&name));
            }
        }
        true
    }
}

/// A scope with its path in another spelling.
fn spelled(scope: &Scope, path: &str) -> Scope {
    match scope {
        Scope::Group(_) => Scope::group(path),
        Scope::Project(_) => Scope::project(path),
        other => other.clone(),
    }
}

/// Why something could not be read.
fn words(why: Halt) -> String {
    match why {
        Halt::Pending => String::new(),
        Halt::Unreadable(error) => error.of_any_home().0,
        Halt::Impossible { message, .. } => message,
    }
}

pub(super) fn unreadable(scope: &Scope, why: Halt) -> Problem {
    let noun = scope.noun();
    let other = if noun == "group" { "project" } else { "group" };
    let (message, hint) = match why {
        Halt::Unreadable(error) if error.cause() != Some(Cause::Hidden) => error.of_any_home(),
        Halt::Impossible { message, hint } => (message, hint),
        Halt::Pending | Halt::Unreadable(_) => (
            format!("the {noun} does not exist, or this token cannot see it"),
            format!(
                "check the path, and use --{other} if it is a {other}; only its members see a private {noun}"
            ),
        ),
    };
    Problem::new(message).of(scope.to_string()).hint(hint)
}
