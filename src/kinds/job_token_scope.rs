//! Who can use CI/CD job tokens to access a project.
//!
//! The switch and the two allow-lists are read and written by calls of their own. Entries are projects and groups by ID, the list of
//! groups has no paths but in their URLs, and writes to the lists require the ID of the project itself (measured). A project is
//! always in its own list: GitLab does not remove it, and lists it twice if it is added.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::gitlab::{ApiPath, Element, Listing, Method, Paging};
use crate::resource::{
    Action, Call, Change, Check, Checks, Datum, Duplicates, EVERY_WRITE, Fields, Found, Fresh,
    Halt, In, Keyed, Kind, Level, Live, Look, Naming, Needs, Object as _, PathList, Rank, Removal,
    Sent, Setting, Shape, Spec, Tier, Verdict, marked,
};

/// Who can use CI/CD job tokens to access the project.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct JobTokenScope {
    /// Give access only to the job tokens of the projects and groups in the lists.
    #[serde(default)]
    pub enabled: Setting<bool>,
    /// Projects whose job tokens have access.
    #[serde(default)]
    #[schemars(schema_with = "list_of_projects", example = json!([{ "project": "acme/web" }]))]
    pub projects: Setting<PathList>,
    /// Groups whose projects' job tokens have access.
    #[serde(default)]
    #[schemars(schema_with = "list_of_groups", example = json!([{ "group": "acme/release-team" }]))]
    pub groups: Setting<PathList>,
}

fn list_of_projects(_: &mut SchemaGenerator) -> Schema {
    PathList::schema("project", "acme/web")
}

fn list_of_groups(_: &mut SchemaGenerator) -> Schema {
    PathList::schema("group", "acme/release-team")
}

/// The lists: the field, the path below the scope, and what a body calls an entry.
const LISTS: [(&str, &str, &str); 2] = [
    ("projects", "allowlist", "target_project_id"),
    ("groups", "groups_allowlist", "target_group_id"),
];

/// The path of an entry of a list. Of a group, GitLab returns its URL alone.
fn path_of(entry: &Value) -> Option<String> {
    let path = entry["path_with_namespace"].as_str();
    let path = path.or_else(|| Some(entry["web_url"].as_str()?.split_once("/groups/")?.1));
    path.filter(|it| !it.is_empty()).map(str::to_lowercase)
}

/// What a list has, by path, without the project itself.
fn entries<'l>(
    field: &str,
    list: &'l [Value],
    own: Option<u64>,
) -> Result<BTreeMap<String, &'l Value>, Halt> {
    let others =
        list.iter().filter(|it| field != "projects" || own.is_none_or(|own| it["id"] != own));
    let entry = |it| path_of(it).map(|path| (path, it));
    let all: Option<_> = others.map(entry).collect();
    all.ok_or_else(|| Halt::not_understood("an entry of the allow-list has no path"))
}

impl JobTokenScope {
    fn list(&self, field: &str) -> Option<&PathList> {
        if field == "projects" { self.projects.value() } else { self.groups.value() }
    }

    /// The ID of the project, and the path of an allow-list. Writes to it require the ID, which a new project does not have
    /// yet.
    fn at(look: &Look<'_>, below: &str) -> Result<(Option<u64>, ApiPath), Halt> {
        let own = look.scope().project_path().unwrap_or_default();
        let own = if look.is_new() { None } else { Some(look.project(own)?) };
        let projects = ApiPath::new("projects");
        let project = own.map_or_else(|| projects.clone().created(), |id| projects.clone().seg(id));
        Ok((own, project.seg(Self::SPEC.path).seg(below)))
    }
}

/// The IDs that a fresh list has.
fn has(list: &Value, id: &Value) -> bool {
    list.as_array().into_iter().flatten().any(|it| it["id"] == *id)
}

/// The ID of the entry that a call adds or removes.
fn target(sent: &Sent<'_>) -> Value {
    let added = sent.body.as_object().and_then(|it| it.values().next()).map(|it| sent.id(it));
    let removed = || sent.path.as_str().rsplit('/').next()?.parse::<u64>().ok().map(Value::from);
    added.or_else(removed).unwrap_or_default()
}

fn was_added(sent: &Sent<'_>, list: &Value) -> Verdict {
    match has(list, &target(sent)) {
        true => Verdict::Good,
        false => Verdict::Failed("the entry is not in the allow-list".to_owned()),
    }
}

fn was_removed(sent: &Sent<'_>, list: &Value) -> Verdict {
    match has(list, &target(sent)) {
        true => Verdict::Failed("the entry is still in the allow-list".to_owned()),
        false => Verdict::Good,
    }
}

fn found(verdict: &Verdict, list: &Value) -> Found {
    if *verdict == Verdict::Good { Found::Effect(list.clone()) } else { Found::Nothing }
}

impl Kind for JobTokenScope {
    const SPEC: Spec = Spec {
        shape: Shape::Single,
        removal: Removal::Never,
        identity: &[],
        entries: &[("projects", Keyed::Field("project")), ("groups", Keyed::Field("group"))],
        listing: Listing { paging: Paging::Whole, element: Element::Unnamed },
        update: Method::Patch,
        ..Spec::list(
            "job_token_scope",
            "job token scope",
            In::Project,
            Rank::Settings,
            Needs {
                frozen: EVERY_WRITE,
                ..Needs::of(Tier::Free, Level::Maintainer, Level::Maintainer)
            },
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { enabled, projects, groups } = self;
        f.plain("enabled", enabled).default(true);
        for (name, list) in [("projects", projects), ("groups", groups)] {
            let row = f.plain(name, list).omittable();
            row.partial = list.value().is_some_and(|it| !it.prune);
        }
    }

    fn check(&self, checks: &mut Checks) {
        for (field, ..) in LISTS {
            let Some(list) = self.list(field) else { continue };
            for path in list.entries.keys() {
                if let Some(flaw) = Naming::Path.flaw(path) {
                    checks.refuse_entry(field, path, false, flaw.of(path), flaw.hint);
                }
            }
            for path in &list.twice {
                let message = format!("`{}` is declared twice", marked(path));
                checks.refuse_entry(
                    field,
                    &path.to_lowercase(),
                    false,
                    message,
                    "remove one of them",
                );
            }
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        let enabled = raw.get("inbound_enabled").map(bool::deserialize).transpose()?;
        let enabled = enabled.map_or(Setting::Unmanaged, Setting::Value);
        Ok(Self { enabled, ..Self::default() })
    }

    fn whole() -> Self {
        let all = || Setting::Value(PathList::default());
        Self { projects: all(), groups: all(), ..Self::default() }
    }

    fn complete(&self, live: &mut Live<'_>, look: &Look<'_>) -> Result<(), Halt> {
        if look.is_new() {
            return Ok(());
        }
        let mut whole = Self::observe(live.raw).map_err(Halt::not_understood)?;
        for (field, below, _) in LISTS {
            if self.list(field).is_none() {
                continue;
            }
            let (own, _) = Self::at(look, below)?;
            let list = look.list(look.collection().seg(below))?;
            let entries = entries(field, list, own)?.into_keys().map(|path| (path, true)).collect();
            let list = Setting::Value(PathList { entries, ..PathList::default() });
            if field == "projects" { whole.projects = list } else { whole.groups = list }
        }
        live.rows = whole.rows();
        Ok(())
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let (mut added, mut switched, mut removed) = (Vec::new(), Vec::new(), Vec::new());
        for change in changes {
            let Some((field, below, wire)) = LISTS.into_iter().find(|it| it.0 == change.field)
            else {
                let path = live.path.clone();
                let mut call = Call::set(look, path.clone(), vec![change]);
                // GitLab answers without a body.
                call.check.look = Fresh::Find(path, Self::SPEC.listing.element);
                switched.push(call);
                continue;
            };
            let (own, path) = Self::at(look, below)?;
            let list = look.collection().seg(below);
            let now = entries(field, look.list(list.clone())?, own)?;
            let record = |it: &Option<Datum>| match it {
                Some(Datum::Record(entries)) => entries.clone(),
                _ => BTreeMap::new(),
            };
            let wanted = record(&change.after);
            let prunes = self.list(field).is_some_and(|it| it.prune);
            let gone = |it: &&String| wanted.get(*it).map_or(prunes, |it| *it == Datum::Null);
            let is_new = |it: &(&String, &Datum)| *it.1 != Datum::Null && !now.contains_key(it.0);
            let alone = |path: &str| {
                Some(Datum::Record(BTreeMap::from([(path.to_owned(), Datum::Bool(true))])))
            };
            let none = || Some(Datum::Record(BTreeMap::new()));
            for (entry, _) in wanted.iter().filter(is_new) {
                let id = match field {
                    "projects" => look.project_id(entry)?,
                    _ => look.group_id(entry)?,
                };
                if field == "projects" && own.is_some_and(|own| id == own) {
                    return Err(Halt::impossible(
                        "the job tokens of a project always have access to it",
                        format!("remove `{}` from `projects`", marked(entry)),
                    ));
                }
                let check = Check::new(Fresh::list(list.clone()), was_added)
                    .traced(Fresh::list(list.clone()), |sent, it| found(&was_added(sent, it), it));
                added.push(Call {
                    body: json!({ wire: id }),
                    changes: vec![Change { before: none(), after: alone(entry), ..change.clone() }],
                    ..Call::new(Action::Update, Method::Post, path.clone(), check)
                });
            }
            for entry in now.keys().filter(gone) {
                let check = Check::new(Fresh::list(list.clone()), was_removed)
                    .traced(Fresh::list(list.clone()), |sent, it| {
                        found(&was_removed(sent, it), it)
                    });
                removed.push(Call {
                    changes: vec![Change { before: alone(entry), after: none(), ..change.clone() }],
                    ..Call::new(Action::Update, Method::Delete, path.clone().id(now[entry]), check)
                });
            }
        }
        Ok(added.into_iter().chain(switched).chain(removed).collect())
    }

    fn loosens(change: &Change) -> bool {
        match &change.after {
            Some(Datum::Record(entries)) => entries.values().any(|it| *it == Datum::Bool(true)),
            _ => change.switches(false),
        }
    }
}
