//! The facts that planning rests on, and how a kind looks at them.
//!
//! Planning is pure: a kind asks for a fact, and where it is not there yet the question is noted
//! and planning of that object breaks off. Whoever plans fetches everything that was asked for, at
//! once and concurrently, and plans again, until nothing is asked for. So no kind does I/O, and what
//! is read is exactly what is needed.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::num::NonZeroU64;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::datum::{Ref, Space};
use super::name::marked;
use crate::gitlab::{ApiError, ApiPath, Cause, Version};

/// Where a collection is: the instance, a project, a merge request.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scope {
    /// As in addresses: `instance`, `projects/acme/api`, `projects/acme/api/merge_requests/4`.
    pub address: String,
    /// Below `/api/v4`; `None` for the instance.
    pub path: Option<ApiPath>,
}

impl Scope {
    /// The instance itself.
    pub fn instance() -> Self {
        Scope { address: "instance".to_owned(), path: None }
    }

    /// A project by its full path.
    pub fn project(path: &str) -> Self {
        Scope {
            address: format!("projects/{path}"),
            path: Some(ApiPath::new("projects").seg(path)),
        }
    }

    /// A merge request of this project.
    pub fn merge_request(&self, iid: u64) -> Self {
        Scope {
            address: format!("{}/merge_requests/{iid}", self.address),
            path: Some(self.at("merge_requests").seg(iid)),
        }
    }

    /// The path of something below this scope.
    pub fn at(&self, segment: &str) -> ApiPath {
        match &self.path {
            Some(path) => path.clone().seg(segment),
            None => ApiPath::new(segment),
        }
    }

    /// The address of an object in this scope. What cannot be seen in its name is written out.
    pub fn address_of(&self, kind: &str, key: &str) -> String {
        format!("{}/{kind}/{}", self.address, marked(key))
    }
}

/// A question to GitLab.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Every page of a list.
    List(ApiPath),
    /// One page of a list: the newest rows of a journal.
    Page(ApiPath),
    /// One object, which may not be there.
    Find(ApiPath),
}

impl Need {
    /// What is asked for.
    pub fn path(&self) -> &ApiPath {
        match self {
            Need::List(path) | Need::Page(path) | Need::Find(path) => path,
        }
    }
}

/// What GitLab answered so far.
#[derive(Debug)]
pub struct Facts {
    /// The server's version.
    pub version: Version,
    /// Answers, by question. An object that is not there is `null`.
    pub answers: BTreeMap<Need, Result<Value, ApiError>>,
}

impl Facts {
    /// A list that was read before; empty where it was not.
    pub(crate) fn list(&self, path: ApiPath) -> &[Value] {
        let answer = self.answers.get(&Need::List(path)).and_then(|it| it.as_ref().ok());
        answer.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Why a fact is not there.
#[derive(Debug, Clone)]
pub enum Missing {
    /// It was not asked for before; now it is.
    Pending,
    /// GitLab refused or could not be reached: nothing may be concluded.
    Unreadable(ApiError),
    /// The facts are there and make it impossible; in words, with what to do.
    Impossible {
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: String,
    },
}

impl Missing {
    /// The facts make it impossible.
    pub fn impossible(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Missing::Impossible { message: message.into(), hint: hint.into() }
    }

    /// Whether nothing can be sent to a path: it would reach something else.
    ///
    /// # Errors
    /// Why it cannot, in words.
    pub fn sendable(path: &ApiPath) -> Result<(), Missing> {
        let Some(part) = path.unsendable() else { return Ok(()) };
        let what = match part.as_str() {
            "" => "GitLab told neither a name nor an id for it".to_owned(),
            part => format!("`{}` cannot stand in an address of GitLab's API", marked(part)),
        };
        Err(Missing::impossible(
            format!("{what}, so no call can be made for it: it would reach something else"),
            "rename or remove it in GitLab's own interface",
        ))
    }

    /// GitLab answered properly, and the answer is not understood: it is not absent, and nothing may be concluded.
    pub fn not_understood(why: impl fmt::Display) -> Self {
        Missing::impossible(
            format!("GitLab's answer is not understood ({why}): nothing is planned from it"),
            "look at what stands between here and GitLab; if this GitLab is newer than labwright knows, update labwright",
        )
    }
}

/// A kind's view of the facts, from one scope.
#[derive(Debug)]
pub struct Look<'a> {
    facts: &'a Facts,
    scope: &'a Scope,
    names: &'a Names,
    asked: &'a RefCell<BTreeSet<Need>>,
    rotate: bool,
}

impl<'a> Look<'a> {
    /// Looks at `facts` from `scope`; questions are noted in `asked`.
    pub fn new(
        facts: &'a Facts,
        scope: &'a Scope,
        names: &'a Names,
        asked: &'a RefCell<BTreeSet<Need>>,
    ) -> Self {
        Look { facts, scope, names, asked, rotate: false }
    }

    /// The same view, for an object whose secrets are to be sent again.
    pub fn rotating(self, rotate: bool) -> Self {
        Look { rotate, ..self }
    }

    /// Whether secrets are to be sent again although nothing changed.
    pub fn rotates(&self) -> bool {
        self.rotate
    }

    /// The scope looked from.
    pub fn scope(&self) -> &'a Scope {
        self.scope
    }

    /// The server's version.
    pub fn version(&self) -> &'a Version {
        &self.facts.version
    }

    /// Every object of a list.
    ///
    /// # Errors
    /// When the list is not there yet, or could not be read.
    pub fn list(&self, path: ApiPath) -> Result<&'a [Value], Missing> {
        self.ask(Need::List(path))?.as_array().map(Vec::as_slice).ok_or_else(no_list)
    }

    /// Every object of a list as `T`: one that is not understood makes the whole list unreadable.
    ///
    /// # Errors
    /// When the list is not there yet, could not be read, or is not understood.
    pub fn list_of<T: Deserialize<'a>>(&self, path: ApiPath) -> Result<Vec<T>, Missing> {
        understood(self.list(path)?)
    }

    /// The same for one page of a list.
    ///
    /// # Errors
    /// When the page is not there yet, could not be read, or is not understood.
    pub fn page_of<T: Deserialize<'a>>(&self, path: ApiPath) -> Result<Vec<T>, Missing> {
        let page = self.ask(Need::Page(path))?;
        understood(page.as_array().ok_or_else(no_list)?)
    }

    /// One object as `T`; `None` where GitLab says that it is not there.
    ///
    /// # Errors
    /// When the object is not there yet, could not be read, or is not understood.
    pub fn find_as<T: Deserialize<'a>>(&self, path: ApiPath) -> Result<Option<T>, Missing> {
        self.find(path)?.map(|it| T::deserialize(it).map_err(Missing::not_understood)).transpose()
    }

    /// One object; `None` where GitLab says that it is not there.
    ///
    /// # Errors
    /// When the object is not there yet, or could not be read.
    pub fn find(&self, path: ApiPath) -> Result<Option<&'a Value>, Missing> {
        let answer = self.ask(Need::Find(path))?;
        Ok(Some(answer).filter(|it| !it.is_null()))
    }

    /// The user that the token is of.
    ///
    /// # Errors
    /// When it is not there yet, or could not be read.
    pub fn me(&self) -> Result<&'a Value, Missing> {
        let me = self.ask(Need::Find(ApiPath::new("user")))?;
        id_of(me).map(|_| me).ok_or_else(|| Missing::not_understood("the token's user has no id"))
    }

    /// A merge request, of which all is told that a decision rests on; `None` where there is none of that number.
    ///
    /// # Errors
    /// When it is not there yet, could not be read, or is not understood.
    pub fn merge_request(&self, path: ApiPath, iid: u64) -> Result<Option<&'a Value>, Missing> {
        let Some(it) = self.find(path)? else { return Ok(None) };
        let text = |field: &str| it[field].as_str().unwrap_or_default();
        let known = matches!(text("state"), "opened" | "closed" | "merged" | "locked");
        let armed = it["merge_when_pipeline_succeeds"].is_boolean();
        if it["iid"] != iid || !known || text("sha").is_empty() || !armed {
            return Err(Missing::not_understood(format!(
                "!{iid} came without its number, state, head commit or auto-merge"
            )));
        }
        Ok(Some(it))
    }

    /// Asks for something that will be needed soon, without waiting for it.
    pub fn prefetch(&self, need: Need) {
        if !self.facts.answers.contains_key(&need) {
            self.asked.borrow_mut().insert(need);
        }
    }

    fn ask(&self, need: Need) -> Result<&'a Value, Missing> {
        Missing::sendable(need.path())?;
        match self.facts.answers.get(&need) {
            Some(Ok(value)) => Ok(value),
            Some(Err(error)) => Err(Missing::Unreadable(error.clone())),
            None => {
                self.asked.borrow_mut().insert(need);
                Err(Missing::Pending)
            }
        }
    }

    /// The id of something that the files name; `Ok(None)` where this plan creates it.
    ///
    /// # Errors
    /// When nothing of that name is there, is known yet, or could be read.
    pub fn resolve(&self, it: &Ref) -> Result<Option<u64>, Missing> {
        if let Some(known) = self.names.ids.get(&it.address()) {
            return Ok(*known);
        }
        let name = &it.name;
        match it.space {
            Space::Told(_, id) => Ok(Some(id)),
            Space::User => {
                let list: Vec<UserRow> =
                    self.list_of(ApiPath::new("users").query("username", name))?;
                let found = list.iter().find(|it| it.username.eq_ignore_ascii_case(name));
                found.map(|it| Some(it.id.get())).ok_or_else(|| {
                    Missing::impossible(
                        format!("there is no user `{name}`, or this token may not see them"),
                        "write the username, without `@`",
                    )
                })
            }
            Space::Group => {
                let group = ApiPath::new("groups").seg(name).query("with_projects", "false");
                let found = match self.find_as::<GroupRow>(group) {
                    Err(Missing::Unreadable(error)) if error.cause() == Some(Cause::Hidden) => None,
                    other => other?,
                };
                found.map(|it| Some(it.id.get())).ok_or_else(|| {
                    Missing::impossible(
                        format!("the group `{name}` does not exist, or this token cannot see it"),
                        "write the group's full path: parent/child",
                    )
                })
            }
            Space::ProtectedBranch => {
                let list: Vec<BranchRow> = self.list_of(self.scope.at("protected_branches"))?;
                let mut named = list.iter().filter(|it| it.name == *name);
                let own = named.clone().find(|it| !it.inherited);
                own.or_else(|| named.next()).map(|it| Some(it.id.get())).ok_or_else(|| {
                    Missing::impossible(
                        format!("no branch `{name}` is protected in {}", self.scope.address),
                        "declare it under `protected_branches`, or name one that is protected",
                    )
                })
            }
        }
    }

    /// Whether this plan creates what is at `address`.
    pub fn is_planned(&self, address: &str) -> bool {
        self.names.ids.get(address) == Some(&None)
    }

    /// Whether this plan deletes what is at `address`.
    pub fn is_doomed(&self, address: &str) -> bool {
        self.names.doomed.contains(address)
    }
}

#[derive(Deserialize)]
struct UserRow {
    id: NonZeroU64,
    username: String,
}

#[derive(Deserialize)]
struct GroupRow {
    id: NonZeroU64,
}

#[derive(Deserialize)]
struct BranchRow {
    id: NonZeroU64,
    name: String,
    #[serde(default)]
    inherited: bool,
}

/// Reads a text that GitLab never leaves empty: a name, a commit.
///
/// # Errors
/// When it is no text, or empty.
pub(crate) fn full_text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    if text.is_empty() { Err(D::Error::custom("a text is empty")) } else { Ok(text) }
}

/// GitLab's number for an object.
pub(crate) fn id_of(object: &Value) -> Option<NonZeroU64> {
    object["id"].as_u64().and_then(NonZeroU64::new)
}

fn understood<'a, T: Deserialize<'a>>(list: &'a [Value]) -> Result<Vec<T>, Missing> {
    list.iter().map(T::deserialize).collect::<Result<_, _>>().map_err(Missing::not_understood)
}

fn no_list() -> Missing {
    Missing::not_understood("it is no list")
}

/// What is called what, as far as this plan knows.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Ids by address. `None` is an object that this plan creates.
    pub ids: BTreeMap<String, Option<u64>>,
    /// Addresses of what this plan deletes.
    pub doomed: BTreeSet<String>,
}

impl Names {
    /// Forgets users and groups.
    pub(crate) fn forget_people(&mut self) {
        for space in ["users", "groups"] {
            let below = self.ids.range(format!("{space}/")..format!("{space}0"));
            let addresses: Vec<String> = below.map(|(address, _)| address.clone()).collect();
            for address in addresses {
                self.ids.remove(&address);
            }
        }
    }

    /// Gives a reference that an answer told by its id the address it has in the files, where one
    /// of them names it.
    pub fn name(&self, it: &mut Ref) {
        let Space::Told(space, id) = it.space else { return };
        let from = format!("{space}/");
        let below = self.ids.range(from.clone()..).take_while(|(at, _)| at.starts_with(&from));
        if let Some((address, _)) = below.into_iter().find(|(_, known)| **known == Some(id)) {
            it.name = address[from.len()..].to_owned();
            it.space = if space == "users" { Space::User } else { Space::Group };
        }
    }
}
