//! Pipeline schedules of a project, and their variables.
//!
//! Several schedules can have the same description. GitLab completes `main` to `refs/heads/main`, and does not check a full
//! ref. Only the owner of a schedule, in whose name its pipelines run, and an administrator can change it; a maintainer can
//! become the owner (measured). The variables are a field of the single schedule, for its owner and for maintainers. The inputs
//! are a field of the list, for the same people, and missing in responses to writes.

mod input;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use self::input::{INPUTS, Input};
use super::variable::VariableType;
use crate::gitlab::{ApiPath, Element, Listing, Method, Paging};
use crate::problem::clean;
use crate::resource::{
    Action, Call, Change, Check, Checks, Datum, Duplicates, EVERY_WRITE, FieldNeeds, Fields, Found,
    Fresh, Halt, Hidden, In, Kind, Level, Live, Look, Naming, Needs, Rank, Rule, Sent, Setting,
    Spec, Tier, Verdict, marked,
};

/// Pipelines that GitLab runs at certain times.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct PipelineSchedule {
    /// Description of the schedule, which identifies it.
    #[schemars(length(min = 1), example = &"nightly")]
    pub description: String,
    /// Branch that the pipelines run for; a tag as `refs/tags/NAME`.
    #[serde(default, rename = "ref")]
    #[schemars(length(min = 1), example = &"main", example = &"refs/tags/v1")]
    pub git_ref: Setting<String>,
    /// When they run, in cron syntax.
    #[serde(default)]
    #[schemars(length(min = 1), example = &"0 1 * * *")]
    pub cron: Setting<String>,
    /// Time zone of `cron`.
    #[serde(default)]
    #[schemars(length(min = 1), example = &"Europe/Berlin")]
    pub cron_timezone: Setting<String>,
    /// Whether the schedule runs.
    #[serde(default)]
    pub active: Setting<bool>,
    /// Inputs of the pipelines, by name. The mapping is exact: inputs that are not listed are removed. GitLab stores numbers and
    /// booleans as text.
    #[serde(default)]
    #[schemars(extend("propertyNames" = input::names()), example = input::example())]
    pub inputs: Setting<BTreeMap<String, Input>>,
}

const TAG: &str = "refs/tags/";

/// The call by which the token's user becomes the owner of a schedule, if that is needed to change it.
fn ownership(schedule: &Value, path: &ApiPath, look: &Look<'_>) -> Result<Option<Call>, Halt> {
    let me = look.me()?;
    let owner = &schedule["owner"];
    if owner["id"] == me["id"] || me["is_admin"] == true {
        return Ok(None);
    }
    let text = |it: &Value| it["username"].as_str().map(|it| Datum::Text(it.to_owned()));
    let change = Change {
        field: "owner",
        wire: "owner",
        rule: Rule::Plain,
        before: text(owner),
        after: text(me),
    };
    let check = Check::new(Fresh::Answer, is_owner).traced(Fresh::find(path.clone()), was_taken);
    let call = Call::new(Action::Update, Method::Post, path.clone().seg("take_ownership"), check);
    let call = Call { changes: vec![change], ..call };
    Ok(Some(call.because(
        "only its owner can change a schedule, and its pipelines run in the owner's name",
    )))
}

fn is_owner(sent: &Sent<'_>, schedule: &Value) -> Verdict {
    let owner = schedule["owner"]["username"].as_str().unwrap_or_default();
    let is_it = |it: &Change| matches!(&it.after, Some(Datum::Text(name)) if name == owner);
    match sent.changes.iter().any(is_it) {
        true => Verdict::Good,
        false => Verdict::Failed(format!("the owner is still `{}`", clean(owner))),
    }
}

fn was_taken(sent: &Sent<'_>, schedule: &Value) -> Found {
    match is_owner(sent, schedule) {
        Verdict::Good => Found::Effect(schedule.clone()),
        _ => Found::Nothing,
    }
}

impl Kind for PipelineSchedule {
    const SPEC: Spec = Spec {
        identity: &["description"],
        renamed: Some("description"),
        required: &["ref", "cron"],
        unanswered: &[INPUTS],
        written: |field, value| (field == INPUTS).then(|| (INPUTS, input::whole(value))),
        ..Spec::list(
            "pipeline_schedules",
            "pipeline schedule",
            In::Project,
            Rank::Rules,
            Needs {
                besides: "and, for a protected branch, the right to merge or push to it",
                frozen: EVERY_WRITE,
                fields: &[FieldNeeds::since(INPUTS, 17, 11)],
                ..Needs::of(Tier::Free, Level::Guest, Level::Developer)
            },
            Duplicates::Accepted,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { description, git_ref, cron, cron_timezone, active, inputs } = self;
        f.identity("description", description);
        let short = git_ref.as_ref().map(|it| it.strip_prefix("refs/heads/").unwrap_or(it));
        f.plain("ref", &short.map(str::to_owned));
        f.plain("cron", &cron.as_ref().map(|it| it.trim().to_owned()));
        f.plain("cron_timezone", cron_timezone).default("UTC");
        f.plain("active", active).default(true);
        f.plain(INPUTS, inputs).default(Datum::Record(BTreeMap::new()));
    }

    fn check(&self, checks: &mut Checks) {
        for (name, value) in self.inputs.value().into_iter().flatten() {
            checks.name(INPUTS, Naming::Plain, name);
            if value.has_fraction() {
                checks.refuse(
                    INPUTS,
                    format!(
                        "`{}` has a number with a fraction, which YAML does not keep as written",
                        marked(name)
                    ),
                    "write the number in quotes: \"1.10\"",
                );
            }
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        let mut object: Map<String, Value> = Deserialize::deserialize(raw)?;
        // GitLab stores a null, and does not run such a schedule.
        if object.get("active") == Some(&Value::Null) {
            object.insert("active".to_owned(), Value::from(false));
        }
        if let Some(list) = object.get_mut(INPUTS) {
            *list = input::by_name(list)?;
        }
        Self::deserialize(Value::Object(object))
    }

    fn complete(&self, live: &mut Live<'_>, _look: &Look<'_>) -> Result<(), Halt> {
        match self.inputs.value().is_some_and(|it| !it.is_empty()) && live.raw[INPUTS].is_null() {
            true => Err(Halt::impossible(
                "GitLab returns `inputs` only to the owner of the schedule and to maintainers of the project",
                "use a token with the Maintainer role, or remove `inputs`; they require GitLab 17.11 or newer",
            )),
            false => Ok(()),
        }
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let tag = changes.iter().find_map(|it| match (&it.before, &it.after) {
            (Some(Datum::Text(before)), Some(Datum::Text(after))) if it.field == "ref" => {
                (before.strip_prefix(TAG) == Some(after)).then_some(before)
            }
            _ => None,
        });
        if let Some(tag) = tag.map(|it| marked(it)) {
            return Err(Halt::impossible(
                format!("its `ref` is `{tag}`, and the file names the branch of this name"),
                format!("write `ref: {tag}` for the tag"),
            ));
        }
        let mut calls: Vec<Call> = ownership(live.raw, &live.path, look)?.into_iter().collect();
        let delta = changes.iter().find(|it| it.field == INPUTS).map(input::delta);
        let mut call = Call::set(look, live.path.clone(), changes);
        if let Some(delta) = delta {
            call.body[INPUTS] = delta;
        }
        calls.push(call);
        Ok(calls)
    }
}

/// A CI/CD variable of the pipelines of a schedule.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct ScheduleVariable {
    /// Name of the variable. Case-sensitive.
    #[schemars(length(min = 1, max = 255), regex(pattern = "^[A-Za-z0-9_]+$"), extend("patternErrorMessage" = "letters, digits, and `_`"), example = &"TARGET")]
    pub key: String,
    /// Value of the variable. Plans compare it and do not show it.
    #[serde(default)]
    #[schemars(example = &"staging")]
    pub value: Setting<Hidden>,
    /// Whether jobs have the value itself, or the path of a file that contains it.
    #[serde(default)]
    pub variable_type: Setting<VariableType>,
}

impl Kind for ScheduleVariable {
    const SPEC: Spec = Spec {
        identity: &["key"],
        listing: Listing { paging: Paging::Within("variables"), element: Element::Named("key") },
        required: &["value"],
        ..Spec::list(
            "variables",
            "schedule variable",
            In::Object(PipelineSchedule::SPEC.kind),
            Rank::Contents,
            Needs {
                frozen: EVERY_WRITE,
                ..Needs::of(Tier::Free, Level::Maintainer, Level::Maintainer)
            },
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { key, value, variable_type } = self;
        f.identity("key", key);
        f.hidden("value", value);
        f.plain("variable_type", &VariableType::word(variable_type)).default("env_var");
    }

    fn item(raw: &Value, collection: ApiPath) -> ApiPath {
        collection.seg(raw["key"].as_str().unwrap_or_default())
    }

    fn unlocks(look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        let path = look.path();
        let Some(schedule) = look.find(path.clone())? else { return Ok(Vec::new()) };
        Ok(ownership(schedule, &path, look)?.into_iter().collect())
    }
}
