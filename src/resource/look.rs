//! The facts that planning rests on, and how a kind reads them.
//!
//! Planning is pure: a kind asks for a fact, and if it was not read yet, the question is recorded and
//! planning of that object stops. The planner then fetches all recorded facts concurrently and plans
//! again, until nothing is missing. So no kind does I/O, and exactly what is needed is read.

mod resolve;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::num::NonZeroU64;

use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::address::Address;
use super::content::Measured;
use super::halt::Halt;
use super::live::Live;
use super::moving::Moving;
use super::name::marked;
use super::reference::{CUSTOM_ROLES, Person, Ref, Referent, Space};
use super::scope::Scope;
use super::spec::Spec;
use crate::gitlab::{ApiError, ApiPath, Element, Listing, Paging, Version};

/// A question to GitLab.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Every page of a list.
    List(ApiPath, Listing),
    /// One page of a list: the newest rows of a journal.
    Page(ApiPath),
    /// One object, which may not exist.
    Find(ApiPath, Element),
    /// The SHA-256 of the bytes at a path, which may not exist.
    Digest(ApiPath),
    /// A file of a repository at a commit, which may not exist. Many of them take one request.
    File(FileAt),
    /// The user with this name, in lower case, who may not exist. Many of them take one request.
    User(String),
    /// The group with this full path, in lower case, which may not exist. Many of them take one request.
    Group(String),
    /// Whether the project with this full path is there, and where. Many of them take one request.
    Project(String),
}

/// A file of a repository, at the commit to which its branch points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileAt {
    /// The path of the repository in the API.
    pub repository: ApiPath,
    /// The branch that the files declare; empty for the default one.
    pub declared: String,
    /// The branch.
    pub branch: String,
    /// The commit.
    pub head: String,
    /// The path of the file.
    pub path: String,
}

impl Need {
    /// The path in the API that it asks for, if it asks for one.
    fn path_mut(&mut self) -> Option<&mut ApiPath> {
        match self {
            Need::List(path, _) | Need::Page(path) | Need::Find(path, _) | Need::Digest(path) => {
                Some(path)
            }
            Need::File(it) => Some(&mut it.repository),
            Need::User(_) | Need::Group(_) | Need::Project(_) => None,
        }
    }

    /// A list of objects with IDs, in numbered pages.
    pub fn list(path: ApiPath) -> Self {
        Need::List(path, Listing::default())
    }

    /// An object with an ID.
    pub fn find(path: ApiPath) -> Self {
        Need::Find(path, Element::default())
    }
}

/// Responses, by question.
pub type Answers = BTreeMap<Need, Result<Value, ApiError>>;

/// The responses of GitLab so far.
#[derive(Debug)]
pub struct Facts {
    /// The server's version.
    pub version: Version,
    /// The server's date.
    pub today: Date,
    /// Responses, by question. An object that does not exist is `null`.
    pub answers: Answers,
    /// What this plan moves.
    pub moving: Moving,
}

impl Facts {
    /// Nothing but the server's version and date.
    pub fn of(version: Version, today: Date) -> Self {
        Facts { version, today, answers: Answers::new(), moving: Moving::default() }
    }

    /// An object that was read before, as a list; empty if it was not, or does not exist.
    pub(crate) fn found(&self, path: ApiPath, element: Element) -> &[Value] {
        self.answer(&Need::Find(path, element))
    }

    /// What was read for a question; empty if it was not asked, or there is nothing.
    pub(crate) fn answer(&self, need: &Need) -> &[Value] {
        match self.answers.get(need) {
            Some(Ok(Value::Array(all))) => all,
            None | Some(Err(_) | Ok(Value::Null)) => &[],
            Some(Ok(one)) => std::slice::from_ref(one),
        }
    }

    /// A list that was read before; empty if it was not.
    pub(crate) fn list(&self, path: ApiPath, listing: Listing) -> &[Value] {
        if let Paging::Within(field) = listing.paging {
            let list = self.found(path, Element::default()).first().map(|it| &it[field]);
            return list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        }
        self.answer(&Need::List(path, listing))
    }
}

/// The kinds that objects can refer to.
pub trait Kinds: fmt::Debug + Sync {
    /// A kind in a scope; `None` if that has no such kind.
    fn find(&self, kind: &str, scope: &Scope) -> Option<&'static dyn Observes>;
}

/// Reads objects of GitLab that something refers to.
pub trait Observes: Sync {
    /// What is the same for all its objects.
    fn spec(&self) -> &'static Spec;

    /// An object of GitLab.
    ///
    /// # Errors
    /// What is wrong with it.
    fn observed<'f>(&self, raw: &'f Value, scope: &Scope) -> Result<Live<'f>, String>;
}

/// A kind's view of the facts, from one scope.
#[derive(Debug)]
pub struct Look<'a> {
    facts: &'a Facts,
    scope: &'a Scope,
    spec: &'static Spec,
    names: &'a Names,
    asked: &'a RefCell<BTreeSet<Need>>,
    kinds: &'static dyn Kinds,
    rotate: bool,
}

impl<'a> Look<'a> {
    /// Reads `facts` from `scope` for a kind; questions are recorded in `asked`. `kinds` are those that it can refer to.
    pub fn new(
        facts: &'a Facts,
        scope: &'a Scope,
        spec: &'static Spec,
        names: &'a Names,
        asked: &'a RefCell<BTreeSet<Need>>,
        kinds: &'static dyn Kinds,
    ) -> Self {
        Look { facts, scope, spec, names, asked, kinds, rotate: false }
    }

    /// The same view, for an object whose secrets are sent again.
    pub fn rotating(self, rotate: bool) -> Self {
        Look { rotate, ..self }
    }

    /// Whether secrets are sent again although nothing changed.
    pub fn rotates(&self) -> bool {
        self.rotate
    }

    /// What reads objects of the kind that looks; `None` if its scope has none of them.
    pub fn kind(&self) -> Option<&'static dyn Observes> {
        self.kinds.find(self.spec().kind, self.scope)
    }

    /// The scope looked from.
    pub fn scope(&self) -> &'a Scope {
        self.scope
    }

    /// The kind that looks.
    pub fn spec(&self) -> &'static Spec {
        self.spec
    }

    /// The collection of the kind that looks.
    pub fn collection(&self) -> ApiPath {
        self.spec.collection(self.scope)
    }

    /// The list of the kind that looks.
    pub fn list_here(&self) -> ApiPath {
        self.spec.list_in(self.scope)
    }

    /// The server's version.
    pub fn version(&self) -> &'a Version {
        &self.facts.version
    }

    /// The server's date.
    pub fn today(&self) -> Date {
        self.facts.today
    }

    /// Every object of a list.
    ///
    /// # Errors
    /// When the list was not read yet, or could not be read.
    pub fn list(&self, path: ApiPath) -> Result<&'a [Value], Halt> {
        self.list_as(path, Listing::default())
    }

    /// The same for a list that GitLab divides in another way, or whose elements have another identity.
    ///
    /// # Errors
    /// When the list was not read yet, or could not be read.
    pub fn list_as(&self, path: ApiPath, listing: Listing) -> Result<&'a [Value], Halt> {
        if let Paging::Within(field) = listing.paging {
            return self.list_within(path, field, listing.element);
        }
        self.ask(Need::List(path, listing))?.as_array().map(Vec::as_slice).ok_or_else(no_list)
    }

    /// A list that is a field of an object. GitLab omits it for those who cannot see it.
    fn list_within(
        &self,
        path: ApiPath,
        field: &'static str,
        element: Element,
    ) -> Result<&'a [Value], Halt> {
        if self.names.is_created(&path) {
            return Ok(&[]);
        }
        let object = self.find(path)?.ok_or_else(|| {
            Halt::impossible(
                "GitLab lists the object that this belongs to, but does not return it",
                "plan again: it may have been deleted meanwhile",
            )
        })?;
        let Some(list) = object.get(field) else {
            return Err(Halt::not_returned(&[field], &self.spec.needs));
        };
        let list = list.as_array().ok_or_else(no_list)?;
        element.check_elements(list).map_err(Halt::not_understood)?;
        Ok(list)
    }

    /// Every object of a list as `T`: one that cannot be understood makes the whole list unreadable.
    ///
    /// # Errors
    /// When the list was not read yet, could not be read, or cannot be understood.
    pub fn list_of<T: Deserialize<'a>>(&self, path: ApiPath) -> Result<Vec<T>, Halt> {
        understood(self.list(path)?)
    }

    /// The same for one page of a list.
    ///
    /// # Errors
    /// When the page was not read yet, could not be read, or cannot be understood.
    pub fn page_of<T: Deserialize<'a>>(&self, path: ApiPath) -> Result<Vec<T>, Halt> {
        let page = self.ask(Need::Page(path))?;
        understood(page.as_array().ok_or_else(no_list)?)
    }

    /// One object as `T`; `None` if GitLab reports that it does not exist.
    ///
    /// # Errors
    /// When the object was not read yet, could not be read, or cannot be understood.
    pub fn find_as<T: Deserialize<'a>>(&self, path: ApiPath) -> Result<Option<T>, Halt> {
        self.find(path)?.map(|it| T::deserialize(it).map_err(Halt::not_understood)).transpose()
    }

    /// One object; `None` if GitLab reports that it does not exist.
    ///
    /// # Errors
    /// When the object was not read yet, or could not be read.
    pub fn find(&self, path: ApiPath) -> Result<Option<&'a Value>, Halt> {
        self.find_object(path, Element::default())
    }

    /// The same for an object that has another identity.
    ///
    /// # Errors
    /// When the object was not read yet, or could not be read.
    pub fn find_object(&self, path: ApiPath, element: Element) -> Result<Option<&'a Value>, Halt> {
        let answer = self.ask(Need::Find(path, element))?;
        Ok(Some(answer).filter(|it| !it.is_null()))
    }

    /// The SHA-256 of the bytes at a path; `None` if there is nothing.
    ///
    /// # Errors
    /// When it was not read yet, or could not be read.
    pub fn digest(&self, path: ApiPath) -> Result<Option<&'a str>, Halt> {
        Ok(self.ask(Need::Digest(path))?.as_str())
    }

    /// The token's user.
    ///
    /// # Errors
    /// When it was not read yet, or could not be read.
    pub fn me(&self) -> Result<&'a Value, Halt> {
        let me = self.ask(Need::find(ApiPath::new("user")))?;
        id_of(me).map(|_| me).ok_or_else(|| Halt::not_understood("the token's user has no `id`"))
    }

    /// A merge request, with everything that a decision rests on; `None` if none has that number.
    ///
    /// # Errors
    /// When it was not read yet, could not be read, or cannot be understood.
    pub fn merge_request(&self, path: ApiPath, iid: u64) -> Result<Option<&'a Value>, Halt> {
        let Some(it) = self.find(path)? else { return Ok(None) };
        let text = |field: &str| it[field].as_str().unwrap_or_default();
        let known = matches!(text("state"), "opened" | "closed" | "merged" | "locked");
        let armed = it["merge_when_pipeline_succeeds"].is_boolean();
        if it["iid"] != iid || !known || text("sha").is_empty() || !armed {
            return Err(Halt::not_understood(format!(
                "merge request !{iid} has no number, state, head commit, or auto-merge setting"
            )));
        }
        Ok(Some(it))
    }

    /// Checks that the licence is not certainly missing: without it, GitLab accepts changes that have no effect.
    ///
    /// # Errors
    /// When it is, or when the project or group was not read yet, or could not be read.
    pub fn check_licence(&self) -> Result<(), Halt> {
        let needs = &self.spec.needs;
        let (Some((attribute, (major, minor))), Some(home)) = (needs.shown_by, self.scope.home())
        else {
            return Ok(());
        };
        let home = self.find(home.at(""))?;
        let lacks = home.is_some_and(|it| it.get(attribute).is_none());
        if !lacks || !self.version().at_least(major, minor) {
            return Ok(());
        }
        let (kind, tier) = (self.spec.kind, needs.tier);
        Err(Halt::impossible(
            format!(
                "`{kind}` requires GitLab {tier}: without it, GitLab accepts changes that have no effect"
            ),
            format!("remove `{kind}` from the files, or check the licence of this GitLab"),
        ))
    }

    /// Records a question that will be needed soon, without stopping.
    pub fn prefetch(&self, need: Need) {
        if !self.facts.answers.contains_key(&need) {
            self.asked.borrow_mut().insert(need);
        }
    }

    /// The path of the scope itself, with its ID if it is an object.
    pub fn path(&self) -> ApiPath {
        self.names.located(self.scope, self.scope.at(""))
    }

    /// The answer to a question; `null` for an object that does not exist.
    ///
    /// # Errors
    /// When it was not asked yet, or could not be answered.
    pub fn ask(&self, mut need: Need) -> Result<&'a Value, Halt> {
        if let Some(path) = need.path_mut() {
            *path = self.names.located(self.scope, path.clone());
            Halt::sendable(path)?;
            if self.names.is_created(path) {
                return Ok(match need {
                    Need::List(..) | Need::Page(_) => &EMPTY,
                    _ => &Value::Null,
                });
            }
        }
        match self.facts.answers.get(&need) {
            Some(Ok(value)) => Ok(value),
            Some(Err(error)) => Err(Halt::Unreadable(error.clone())),
            None => {
                self.asked.borrow_mut().insert(need);
                Err(Halt::Pending)
            }
        }
    }

    /// The keys of the objects of a kind in this scope that files declare to exist; only of kinds that share their list with
    /// another one, or whose objects are read one by one.
    pub fn declared(&self, kind: &'static str) -> impl Iterator<Item = &'a str> + use<'a> {
        let keys = self.names.declared.get(&self.scope.address_of(kind, ""));
        keys.into_iter().flatten().map(String::as_str)
    }

    /// What declared objects of the kind that looks write elsewhere, and which objects.
    pub fn written(&self) -> impl Iterator<Item = (&'a Address, &'a Address)> {
        let kind = self.spec.kind;
        let all = self.names.written.values().filter(move |it| it.1.kind() == kind);
        all.map(|(written, by)| (written, by))
    }

    /// What the collection declares for all its objects: see [`Spec::shared`].
    pub fn shared(&self, field: &str) -> Option<&'a str> {
        let all = self.names.shared.get(&self.scope.address_of(self.spec.kind, ""))?;
        all.get(field).map(String::as_str)
    }

    /// The name of the root file, without its extension.
    pub fn configuration(&self) -> &'a str {
        &self.names.configuration
    }

    /// What is known of a file that the configuration names.
    pub fn measured(&self, path: &str) -> Option<&'a Measured> {
        self.names.contents.get(path)
    }

    /// What files declare as the `ref` of a branch or the `default_branch` of a project.
    pub fn text_of(&self, address: &Address, field: &'static str) -> Option<&'a str> {
        self.names.texts.get(&(address.clone(), field)).map(String::as_str)
    }

    /// Whether this plan creates the object at `address`.
    pub fn is_planned(&self, address: &Address) -> bool {
        self.names.ids.get(address) == Some(&None)
    }

    /// Whether the scope is, or is in, a project or group that this plan creates.
    pub fn is_new(&self) -> bool {
        self.scope.path().is_some_and(|it| self.names.is_created(&it))
    }

    /// Whether this plan deletes the object at `address`.
    pub fn is_doomed(&self, address: &Address) -> bool {
        self.names.doomed.contains(address)
    }
}

/// What a project or group that is not created yet has in every list.
static EMPTY: Value = Value::Array(Vec::new());

/// Reads a text that GitLab never leaves empty: a name, a commit.
///
/// # Errors
/// When it is not a text, or empty.
pub(crate) fn full_text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    if text.is_empty() { Err(D::Error::custom("a text is empty")) } else { Ok(text) }
}

/// GitLab's ID of an object.
pub(crate) fn id_of(object: &Value) -> Option<NonZeroU64> {
    object["id"].as_u64().and_then(NonZeroU64::new)
}

fn understood<'a, T: Deserialize<'a>>(list: &'a [Value]) -> Result<Vec<T>, Halt> {
    list.iter().map(T::deserialize).collect::<Result<_, _>>().map_err(Halt::not_understood)
}

fn no_list() -> Halt {
    Halt::not_understood("it is not a list")
}

/// The names and IDs of objects, as far as this plan knows them.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// IDs by address. `None` is an object that this plan creates.
    pub ids: BTreeMap<Address, Option<u64>>,
    /// IDs of users and groups that something refers to.
    pub people: BTreeMap<Person, u64>,
    /// Objects that this plan deletes.
    pub doomed: BTreeSet<Address>,
    /// Projects and groups that this plan creates, by their paths in the API, in lower case.
    pub created: BTreeMap<String, Scope>,
    /// Projects and groups that the plan of another shard creates, likewise, each with that shard.
    pub elsewhere: BTreeMap<String, String>,
    /// Accounts that this plan creates, by username in lower case.
    pub accounts: BTreeMap<String, Address>,
    /// Usernames of the declared users, by e-mail address in lower case.
    pub emails: BTreeMap<String, String>,
    /// See [`super::Kind::writes`]: by its address with a folded path, what is written as the files spell it, and what writes
    /// it.
    pub written: BTreeMap<Address, (Address, Address)>,
    /// See [`Look::declared`]: the keys, by the address of the collection.
    pub declared: BTreeMap<Address, BTreeSet<String>>,
    /// See [`Look::configuration`].
    pub configuration: String,
    /// See [`Look::measured`].
    pub contents: BTreeMap<String, Measured>,
    /// See [`Look::text_of`].
    pub texts: BTreeMap<(Address, &'static str), String>,
    /// See [`Look::shared`]: the texts by key, by the address of the collection.
    pub shared: BTreeMap<Address, BTreeMap<&'static str, String>>,
}

impl Names {
    /// Notes that this plan creates a project or group.
    pub(crate) fn create(&mut self, scope: &Scope) {
        if let Some(path) = scope.path() {
            self.created.insert(path.as_str().to_lowercase(), scope.clone());
        }
    }

    /// Whether a path leads to something in a project or group that this plan creates, so that there is nothing yet.
    pub(crate) fn is_created(&self, path: &ApiPath) -> bool {
        if self.created.is_empty() {
            return false;
        }
        let home: Vec<&str> = path.segments().take(2).collect();
        self.created.contains_key(&home.join("/").to_lowercase())
    }

    /// Why a project or group is not there, if the plan of another shard creates it.
    pub(crate) fn of_another_shard(&self, scope: &Scope) -> Option<Halt> {
        let shard = self.elsewhere.get(&scope.path()?.as_str().to_lowercase())?;
        let (noun, path) = (scope.noun(), marked(scope.full_path()?));
        Some(Halt::impossible(
            format!("the {noun} `{path}` does not exist yet: shard {shard} creates it"),
            format!("apply shard {shard}, then plan this one again"),
        ))
    }

    /// A project or group that this plan creates, as the files spell it.
    pub(crate) fn created(&self, scope: &Scope) -> Option<&Scope> {
        self.created.get(&scope.path()?.as_str().to_lowercase())
    }

    /// A group that this plan creates.
    pub(crate) fn created_group(&self, it: &Person) -> Option<&Scope> {
        let Person::Group(path) = it else { return None };
        self.created(&Scope::group(path))
    }

    /// An account that this plan creates.
    pub(crate) fn created_account(&self, it: &Person) -> Option<&Address> {
        let Person::User(name) = it else { return None };
        self.accounts.get(name)
    }

    /// A path in a scope, with the IDs of the objects that the scope belongs to, as far as they are known.
    pub(crate) fn located(&self, scope: &Scope, path: ApiPath) -> ApiPath {
        let id = |it: &Address| self.ids.get(it).copied().flatten();
        path.with_ids(&scope.objects().iter().map(id).collect::<Vec<_>>())
    }

    /// The ID of what a reference leads to; `Some(None)` for an object that this plan creates.
    pub(crate) fn id_of(&self, to: &Referent) -> Option<Option<u64>> {
        match to {
            Referent::Object(address) => self.ids.get(address).copied(),
            Referent::Person(person) => match self.people.get(person) {
                Some(id) => Some(Some(*id)),
                None => {
                    let created = self.created_group(person).is_some()
                        || self.created_account(person).is_some();
                    created.then_some(None)
                }
            },
        }
    }

    /// Gives a reference that GitLab returned by its ID the name that it has in the files, if they name
    /// it.
    pub fn name(&self, it: &mut Ref) {
        let Space::Returned(space, id) = it.space else { return };
        let named = |(person, known): (&Person, &u64)| match person {
            Person::User(name) if space == "users" => (*known == id).then(|| Ref::user(name)),
            Person::Group(path) if space == "groups" => (*known == id).then(|| Ref::group(path)),
            Person::MemberRole(name) if space == CUSTOM_ROLES => {
                (*known == id).then(|| Ref::member_role(name))
            }
            _ => None,
        };
        if let Some(named) = self.people.iter().find_map(named) {
            *it = named;
        }
    }
}
