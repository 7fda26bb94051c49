//! Where an object is: the instance, a group, a project, a merge request, or another object.
//!
//! **Invariant:** a scope is a value. Its address and its path are made from it, and nothing takes an address apart to find
//! the scope.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use serde_json::{Value, json};

use super::name::marked;
use crate::gitlab::ApiPath;

/// What objects belong to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The instance itself.
    Instance,
    /// A group or subgroup, by its full path.
    Group(Arc<str>),
    /// A project, by its full path.
    Project(Arc<str>),
    /// A merge request, by the full path of its project and its number.
    MergeRequest(Arc<str>, u64),
    /// An object that has objects of its own, such as a schedule with its variables.
    Object(Arc<Parent>),
}

/// An object that other objects belong to. GitLab addresses it by its ID, so its path has a hole, which is filled in when
/// the ID is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Parent {
    /// What it belongs to.
    pub scope: Scope,
    /// Its kind, as in the files.
    pub kind: Cow<'static, str>,
    /// The path of its collection below its scope.
    pub below: Cow<'static, str>,
    /// Its identity in its collection.
    pub key: Box<str>,
}

/// A type of scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum In {
    /// The instance.
    Instance,
    /// A group or subgroup.
    Group,
    /// A project.
    Project,
    /// A merge request.
    MergeRequest,
    /// An object of this kind, in any scope that has the kind.
    Object(&'static str),
}

impl Scope {
    /// Whether it is of this type.
    pub fn is(&self, level: In) -> bool {
        match self {
            Scope::Instance => level == In::Instance,
            Scope::Group(_) => level == In::Group,
            Scope::Project(_) => level == In::Project,
            Scope::MergeRequest(..) => level == In::MergeRequest,
            Scope::Object(it) => matches!(level, In::Object(kind) if it.kind == kind),
        }
    }

    /// The instance itself.
    pub fn instance() -> Self {
        Scope::Instance
    }

    /// A group by its full path.
    pub fn group(path: &str) -> Self {
        Scope::Group(path.into())
    }

    /// A project by its full path.
    pub fn project(path: &str) -> Self {
        Scope::Project(path.into())
    }

    /// A merge request by its project and its number.
    pub fn merge_request(project: &str, iid: u64) -> Self {
        Scope::MergeRequest(project.into(), iid)
    }

    /// An object of a kind, whose collection is at the path `below`.
    pub fn object(
        scope: &Scope,
        kind: impl Into<Cow<'static, str>>,
        below: impl Into<Cow<'static, str>>,
        key: &str,
    ) -> Self {
        let (kind, below) = (kind.into(), below.into());
        Scope::Object(Arc::new(Parent { scope: scope.clone(), kind, below, key: key.into() }))
    }

    /// The full path of the project that it is or belongs to.
    pub fn project_path(&self) -> Option<&str> {
        match self {
            Scope::Project(path) | Scope::MergeRequest(path, _) => Some(path),
            Scope::Object(it) => it.scope.project_path(),
            Scope::Instance | Scope::Group(_) => None,
        }
    }

    /// The scope that it belongs to; `None` for those that stand on their own.
    pub fn parent(&self) -> Option<Scope> {
        match self {
            Scope::MergeRequest(project, _) => Some(Scope::Project(project.clone())),
            Scope::Object(it) => Some(it.scope.clone()),
            Scope::Instance | Scope::Group(_) | Scope::Project(_) => None,
        }
    }

    /// It, and all scopes that it belongs to, from the inside out.
    pub fn outwards(&self) -> impl Iterator<Item = Scope> + use<> {
        std::iter::successors(Some(self.clone()), Scope::parent)
    }

    /// The group or project that it is or belongs to; `None` for the instance.
    pub fn home(&self) -> Option<Scope> {
        match self {
            Scope::Instance => None,
            Scope::Group(path) => Some(Scope::Group(path.clone())),
            Scope::Project(path) | Scope::MergeRequest(path, _) => {
                Some(Scope::Project(path.clone()))
            }
            Scope::Object(it) => it.scope.home(),
        }
    }

    /// Whether it is that project or group, or lies in that group. Paths are compared without case.
    pub fn is_within(&self, other: &Scope) -> bool {
        let path = |it: &Scope| it.full_path().map(str::to_lowercase);
        let (Some(path), Some(other_path)) = (path(self), path(other)) else { return false };
        let same = path == other_path && self.noun() == other.noun();
        let below = matches!(other, Scope::Group(_))
            && path.strip_prefix(&other_path).is_some_and(|it| it.starts_with('/'));
        same || below
    }

    /// The same for all spellings of the path of its project or group.
    #[must_use]
    pub fn folded(&self) -> Scope {
        match self {
            Scope::Instance => Scope::Instance,
            Scope::Group(path) => Scope::group(&path.to_lowercase()),
            Scope::Project(path) => Scope::project(&path.to_lowercase()),
            Scope::MergeRequest(path, iid) => Scope::merge_request(&path.to_lowercase(), *iid),
            Scope::Object(it) => {
                Scope::object(&it.scope.folded(), it.kind.clone(), it.below.clone(), &it.key)
            }
        }
    }

    /// The full path of the group or project that it is or belongs to.
    pub fn full_path(&self) -> Option<&str> {
        match self {
            Scope::Instance => None,
            Scope::Group(path) | Scope::Project(path) | Scope::MergeRequest(path, _) => Some(path),
            Scope::Object(it) => it.scope.full_path(),
        }
    }

    /// The noun for what it is or belongs to: `group`, `project`, or `instance`.
    pub fn noun(&self) -> &'static str {
        match self {
            Scope::Instance => "instance",
            Scope::Group(_) => "group",
            Scope::Project(_) | Scope::MergeRequest(..) => "project",
            Scope::Object(it) => it.scope.noun(),
        }
    }

    /// The path of the scope itself below `/api/v4`; `None` for the instance.
    pub fn path(&self) -> Option<ApiPath> {
        let project = |path: &str| ApiPath::new("projects").seg(path);
        match self {
            Scope::Instance => None,
            Scope::Group(path) => Some(ApiPath::new("groups").seg(path)),
            Scope::Project(path) => Some(project(path)),
            Scope::MergeRequest(path, iid) => Some(project(path).seg("merge_requests").seg(iid)),
            Scope::Object(it) => Some(it.scope.at(&it.below).hole(&it.key)),
        }
    }

    /// The path of something below this scope, of one segment or several: `labels`, `ci/variables`. The scope itself if
    /// `below` is empty.
    pub fn at(&self, below: &str) -> ApiPath {
        let mut segments = below.split('/').filter(|it| !it.is_empty());
        let start = match self.path() {
            Some(path) => path,
            None => ApiPath::new(segments.next().unwrap_or_default()),
        };
        segments.fold(start, ApiPath::seg)
    }

    /// The scope as a hole has it.
    pub(super) fn to_hole(&self) -> Value {
        match self {
            Scope::Instance => json!([]),
            Scope::Group(path) => json!(["group", &**path]),
            Scope::Project(path) => json!(["project", &**path]),
            Scope::MergeRequest(path, iid) => json!(["merge_request", &**path, iid]),
            Scope::Object(it) => json!(["object", it.scope.to_hole(), it.kind, it.below, it.key]),
        }
    }

    pub(super) fn of_hole(hole: &Value) -> Option<Self> {
        let parts = hole.as_array()?;
        let text = |at: usize| parts.get(at).and_then(Value::as_str);
        Some(match text(0) {
            None => Scope::Instance,
            Some("group") => Scope::group(text(1)?),
            Some("project") => Scope::project(text(1)?),
            Some("merge_request") => Scope::merge_request(text(1)?, parts.get(2)?.as_u64()?),
            Some("object") => {
                let scope = Scope::of_hole(parts.get(1)?)?;
                Scope::object(&scope, text(2)?.to_owned(), text(3)?.to_owned(), text(4)?)
            }
            Some(_) => return None,
        })
    }

    /// What comes first: the instance, groups, projects; a project before its merge requests, and each before its objects.
    fn rank(&self) -> (u8, &str, Option<u64>, Vec<(&str, &str)>) {
        match self {
            Scope::Instance => (0, "", None, Vec::new()),
            Scope::Group(path) => (1, path, None, Vec::new()),
            Scope::Project(path) => (2, path, None, Vec::new()),
            Scope::MergeRequest(path, iid) => (2, path, Some(*iid), Vec::new()),
            Scope::Object(it) => {
                let mut rank = it.scope.rank();
                rank.3.push((&it.kind, &it.key));
                rank
            }
        }
    }
}

impl Ord for Scope {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for Scope {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The beginning of addresses: `instance`, `projects/acme/api`, `projects/acme/api/merge_requests/4`; the address of an
/// object.
impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::Instance => f.write_str("instance"),
            Scope::Group(path) => write!(f, "groups/{path}"),
            Scope::Project(path) => write!(f, "projects/{path}"),
            Scope::MergeRequest(path, iid) => write!(f, "projects/{path}/merge_requests/{iid}"),
            Scope::Object(it) => write!(f, "{}/{}/{}", it.scope, it.kind, marked(&it.key)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_has_one_address_and_one_path() {
        for (scope, address, path) in [
            (Scope::instance(), "instance", "labels"),
            (Scope::group("acme/web"), "groups/acme/web", "groups/acme%2Fweb/labels"),
            (Scope::project("acme/api"), "projects/acme/api", "projects/acme%2Fapi/labels"),
            (
                Scope::merge_request("acme/api", 4),
                "projects/acme/api/merge_requests/4",
                "projects/acme%2Fapi/merge_requests/4/labels",
            ),
            (
                Scope::object(&Scope::group("acme"), "boards", "issue_boards", "a/b {1}"),
                "groups/acme/boards/a/b {1}",
                "groups/acme/issue_boards/{a%2Fb%20%7B1%7D}/labels",
            ),
        ] {
            assert_eq!(scope.to_string(), address);
            assert_eq!(scope.at("labels").as_str(), path);
        }
    }

    #[test]
    fn a_project_comes_right_before_its_merge_requests() {
        let mut scopes = [
            Scope::merge_request("a/b", 10),
            Scope::object(&Scope::project("a/b"), "boards", "boards", "x"),
            Scope::project("a/c"),
            Scope::merge_request("a/b", 9),
            Scope::group("z"),
            Scope::project("a/b"),
            Scope::instance(),
        ];
        scopes.sort();
        let sorted: Vec<String> = scopes.iter().map(Scope::to_string).collect();
        assert_eq!(
            sorted,
            [
                "instance",
                "groups/z",
                "projects/a/b",
                "projects/a/b/boards/x",
                "projects/a/b/merge_requests/9",
                "projects/a/b/merge_requests/10",
                "projects/a/c",
            ]
        );
    }
}
