//! Runners of the instance, of groups, and of projects.
//!
//! The response to a creation has only the ID and the token, which GitLab never returns again. A list has neither tags nor the
//! project or group that made a runner, and a group's list also has the runners of the groups around it. Descriptions repeat. A
//! runner of a project can be assigned to other projects, unless it is locked; it cannot leave the one that made it (measured).

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::credential::{self, Credential, Nature, Sink, Terms};
use crate::gitlab::{ApiPath, Method};
use crate::resource::{
    Action, Call, Change, Check, Checks, Datum, Duplicates, Fields, Found, Fresh, Halt, In, Kind,
    Level, Live, Look, Needs, Object as _, Rank, Removal, Row, Rows, Rule, Scope, Sent, Setting,
    Spec, Tier, Verdict, id_of, same,
};

const RUNNERS: &str = "runners";

/// A runner, which executes jobs.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Runner {
    /// Description of the runner, which identifies it.
    #[schemars(length(min = 1, max = 1024), example = &"builder")]
    pub description: String,
    /// Tags of the jobs that the runner takes. The list is exact.
    #[serde(default)]
    #[schemars(inner(length(min = 1, max = 255)), example = ["docker"])]
    pub tag_list: Setting<Vec<String>>,
    /// Whether the runner takes jobs without tags.
    #[serde(default)]
    pub run_untagged: Setting<bool>,
    /// Whether the runner takes no new jobs.
    #[serde(default)]
    pub paused: Setting<bool>,
    /// Whether the runner cannot be assigned to other projects.
    #[serde(default)]
    pub locked: Setting<bool>,
    /// Jobs that the runner takes: of protected branches and tags only, or all.
    #[serde(default)]
    #[schemars(extend("enum" = ["not_protected", "ref_protected"]), example = &"ref_protected", example = &"not_protected")]
    pub access_level: Setting<String>,
    /// Longest time of a job, in seconds. `null`: that of the project.
    #[serde(default)]
    #[schemars(range(min = 600, max = 2_147_483_647), example = 3600, example = 7200)]
    pub maximum_timeout: Setting<u64>,
    /// Where the token of a new runner is put. Without it, the runner must exist, and a project gets it assigned.
    #[serde(default)]
    #[schemars(length(min = 1), example = credential::example())]
    pub save_to: Setting<Vec<Sink>>,
}

/// Runners of a group.
pub(super) const OF_GROUP: Spec = Spec {
    scope: In::Group,
    query: &[("type", "group_type")],
    needs: Needs::of(Tier::Free, Level::Owner, Level::Owner),
    ..Runner::SPEC
};

/// Runners of the instance.
pub(super) const OF_INSTANCE: Spec = Spec {
    scope: In::Instance,
    path: "runners/all",
    query: &[("type", "instance_type")],
    removal: Removal::Absent,
    needs: Needs::of(Tier::Free, Level::Administrator, Level::Administrator),
    ..Runner::SPEC
};

impl Credential for Runner {
    const NATURE: Nature =
        Nature { noun: "runner", lasting: true, guessed: false, ..Nature::TOKEN };

    fn terms(&self) -> Terms<'_> {
        Terms {
            expires_in: None,
            expires_at: None,
            renew_before: None,
            renew_after: None,
            save_to: &self.save_to,
        }
    }

    fn creation(look: &Look<'_>) -> Result<(ApiPath, Map<String, Value>), Halt> {
        let of = |kind: &str, owner: Option<(&str, Value)>| {
            let kind = ("runner_type".to_owned(), Value::from(kind));
            let owner = owner.map(|(field, id)| (field.to_owned(), id));
            [kind].into_iter().chain(owner).collect()
        };
        let body = match look.scope() {
            Scope::Project(path) => {
                of("project_type", Some(("project_id", look.project_id(path)?)))
            }
            Scope::Group(path) => of("group_type", Some(("group_id", look.group_id(path)?))),
            _ => of("instance_type", None),
        };
        Ok((ApiPath::new("user").seg(RUNNERS), body))
    }

    fn items(_look: &Look<'_>) -> ApiPath {
        ApiPath::new(RUNNERS)
    }

    /// A runner of several projects is only taken from this one: the others still use it.
    fn removal(live: &Live<'_>, look: &Look<'_>) -> Result<(ApiPath, Check), Halt> {
        let list = Fresh::List(look.list_here(), look.spec().listing);
        let whole = match look.scope() {
            Scope::Project(_) => look.find(live.path.clone())?,
            _ => None,
        };
        let projects = whole.and_then(|it| it["projects"].as_array());
        match projects.is_some_and(|it| it.len() > 1) {
            true => Ok((look.collection().id(live.raw), Check::new(list, is_unassigned))),
            false => Ok((live.path.clone(), Check::gone(list))),
        }
    }

    /// Without `save_to`, a project gets a runner of another one.
    fn taken(&self, rows: &Rows, look: &Look<'_>) -> Result<Option<Vec<Call>>, Halt> {
        if self.save_to.value().is_some() || look.scope().project_path().is_none() {
            return Ok(None);
        }
        let runner = found(&self.description, look)?;
        let id = &runner["id"];
        if runner["locked"] == true {
            return Err(Halt::impossible(
                format!("the runner with ID {id} is locked to the projects that have it"),
                "declare `locked: false` for it in a project that has it, and apply that first",
            ));
        }
        let check = Check::new(Fresh::Answer, was_assigned)
            .traced(Fresh::List(look.list_here(), look.spec().listing), is_assigned);
        let assign = Call {
            body: json!({ "runner_id": id }),
            ..Call::new(Action::Create, Method::Post, look.collection(), check)
        };
        let has = Self::observe(runner).map_err(Halt::not_understood)?.rows();
        let change = |row: &Row| {
            let before = has.iter().find(|it| it.name == row.name).and_then(Row::value);
            let differs = row.rule == Rule::Plain
                && row.value().is_some_and(|it| before.is_none_or(|before| !same(it, before)));
            let (before, after) = (before.cloned(), row.value().cloned());
            let Row { name, wire, rule, .. } = *row;
            differs.then_some(Change { field: name, wire, rule, before, after })
        };
        let changes: Vec<_> = rows.iter().filter_map(change).collect();
        let mut calls = vec![assign.because(format!("assigns the runner with ID {id}"))];
        if !changes.is_empty() {
            calls.push(Call::set(look, ApiPath::new(RUNNERS).id(runner), changes));
        }
        Ok(Some(calls))
    }
}

/// The runner of a call that assigns one, in the list of a project.
fn is_assigned(sent: &Sent<'_>, list: &Value) -> Found {
    let is_it = |it: &&Value| it["id"] == sent.body["runner_id"];
    match list.as_array().and_then(|it| it.iter().find(is_it)) {
        Some(runner) => Found::Effect(runner.clone()),
        None => Found::Nothing,
    }
}

fn was_assigned(sent: &Sent<'_>, answer: &Value) -> Verdict {
    match answer["id"] == sent.body["runner_id"] {
        true => Verdict::Good,
        false => Verdict::Failed("GitLab returned another runner".to_owned()),
    }
}

fn is_unassigned(sent: &Sent<'_>, list: &Value) -> Verdict {
    let id = sent.path.as_str().rsplit('/').next().and_then(|it| it.parse::<u64>().ok());
    let is_it = |it: &Value| id.is_some_and(|id| it["id"] == id);
    match list.as_array().is_some_and(|it| it.iter().any(is_it)) {
        true => Verdict::Failed("GitLab still assigns the runner to this project".to_owned()),
        false => Verdict::Good,
    }
}

/// A runner of a project that is assigned to it: the only one with this description that the token can assign.
///
/// # Errors
/// Why there is none, or a fact that was not read yet or could not be read.
fn found<'f>(description: &str, look: &Look<'f>) -> Result<&'f Value, Halt> {
    let is_admin = look.me()?["is_admin"] == true;
    let all = ApiPath::new(RUNNERS);
    let all = if is_admin { all.seg("all") } else { all };
    let list = look.list(all.query("type", "project_type"))?;
    let named: Vec<_> = list.iter().filter(|it| it["description"] == description).collect();
    let found = match named.as_slice() {
        [] => {
            return Err(Halt::impossible(
                "there is no such runner, and without `save_to` labwright does not create one",
                "add `save_to`, which says where to put its token; a runner that another project creates can be assigned \
                 once it exists",
            ));
        }
        [one] => *one,
        several => {
            let ids: Vec<_> = several.iter().map(|it| it["id"].to_string()).collect();
            return Err(Halt::impossible(
                format!("several runners have this description (IDs {})", ids.join(", ")),
                "give the one that is meant a description of its own",
            ));
        }
    };
    let gone = || Halt::impossible("GitLab lists the runner, but does not return it", "plan again");
    look.find(ApiPath::new(RUNNERS).id(found))?.ok_or_else(gone)
}

impl Kind for Runner {
    const SPEC: Spec = Spec {
        query: &[("type", "project_type")],
        identity: &["description"],
        shown: &["save_to"],
        alone: &["tag_list", "run_untagged", "locked", "access_level", "maximum_timeout"],
        ..Spec::list(
            RUNNERS,
            "runner",
            In::Project,
            Rank::Rules,
            Needs::of(Tier::Free, Level::Maintainer, Level::Maintainer),
            Duplicates::Replaced,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self {
            description,
            tag_list,
            run_untagged,
            paused,
            locked,
            access_level,
            maximum_timeout,
            save_to,
        } = self;
        f.identity("description", description);
        f.plain("tag_list", tag_list).default(Datum::set([]));
        f.plain("run_untagged", run_untagged).default(true);
        f.plain("paused", paused).default(false);
        f.plain("locked", locked).default(false);
        f.plain("access_level", access_level).default("not_protected");
        f.plain("maximum_timeout", maximum_timeout).or_null();
        f.plain("save_to", save_to).omittable();
    }

    fn check(&self, checks: &mut Checks) {
        self.terms().check(&Self::NATURE, checks);
        let untagged = self.run_untagged.value() == Some(&false);
        let tagless = match &self.tag_list {
            Setting::Value(tags) => tags.is_empty(),
            Setting::Cleared => true,
            Setting::Unmanaged => false,
        };
        if untagged && tagless {
            checks.refuse(
                "tag_list",
                "a runner without tags has to take jobs without tags",
                "add a tag, or remove `run_untagged`",
            );
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Answer {
            id: u64,
            description: Option<String>,
            paused: bool,
            #[serde(default)]
            tag_list: Setting<Vec<String>>,
            #[serde(default)]
            run_untagged: Setting<bool>,
            #[serde(default)]
            locked: Setting<bool>,
            #[serde(default)]
            access_level: Setting<String>,
            #[serde(default)]
            maximum_timeout: Setting<u64>,
        }
        let row = Answer::deserialize(raw)?;
        Ok(Runner {
            description: credential::name_or(row.description.unwrap_or_default(), row.id),
            tag_list: row.tag_list,
            run_untagged: row.run_untagged,
            paused: Setting::Value(row.paused),
            locked: row.locked,
            access_level: row.access_level,
            maximum_timeout: row.maximum_timeout,
            save_to: Setting::Unmanaged,
        })
    }

    fn item(raw: &Value, _collection: ApiPath) -> ApiPath {
        ApiPath::new(RUNNERS).id(raw)
    }

    /// The list of a subgroup also has the runners of the groups around it. Only their owners can read one.
    fn owns(live: &Live<'_>, look: &Look<'_>) -> Result<bool, Halt> {
        let Scope::Group(path) = look.scope() else { return Ok(true) };
        if !path.contains('/') {
            return Ok(true);
        }
        let own = look.group_id(path)?;
        match look.find(live.path.clone()) {
            Ok(Some(whole)) => match whole["groups"].as_array() {
                Some(groups) => match groups.iter().map(id_of).collect::<Option<Vec<_>>>() {
                    Some(ids) => Ok(ids.iter().any(|it| it.get() == own)),
                    None => Err(Halt::not_understood("a group of a runner has no `id`")),
                },
                None => Err(Halt::not_understood("a runner of a group has no `groups`")),
            },
            Ok(None) => Ok(false),
            Err(Halt::Unreadable(error)) if error.status() == Some(403) => Ok(false),
            Err(other) => Err(other),
        }
    }

    fn goes_along(_raw: &Value) -> Option<String> {
        Some("whatever runs with its token takes no more jobs here".to_owned())
    }

    credential::life!();
}
