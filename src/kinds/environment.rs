//! Environments of a project, as deployments use them.
//!
//! A deployment creates the environment that it names, so files declare the attributes of environments, and do not own them:
//! `prune` does not exist. GitLab cannot rename an environment, start one, or delete one that is not stopped. Stopping starts
//! the stop job of the environment, which can take long. An environment that waits for a stop job (`with_action`) and has
//! none is only stopped by force (all of this was measured). A stop job comes with a deployment, so force is used for an
//! environment that was never deployed, and for no other one.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value, json};

use crate::gitlab::ApiPath;
use crate::resource::{
    Call, Change, Checks, Datum, Duplicates, EVERY_WRITE, FieldNeeds, Fields, Fresh, Halt, In,
    Kind, Level, Live, Look, Naming, Needs, Rank, Removal, Rows, Rule, Setting, Spec, Tier, Url,
    Verdict,
};

/// A place that jobs deploy to.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Environment {
    /// Name of the environment. Case-sensitive.
    #[schemars(length(min = 1, max = 255), regex(pattern = r"^[A-Za-z0-9_${}. -]([A-Za-z0-9_${}. /-]*[A-Za-z0-9_${}. -])?$"), extend("patternErrorMessage" = "letters, digits, spaces, and `- _ / $ { } .`, without `/` at the start or end"), example = &"production")]
    pub name: String,
    /// URL of what is deployed. A deployment job that has an `environment:url` replaces it.
    #[serde(default)]
    #[schemars(extend("maxLength" = 255), example = &"https://api.example.com")]
    pub external_url: Setting<Url>,
    /// Tier of the environment. If GitLab creates it without a tier, it derives one from the name.
    #[serde(default)]
    #[schemars(extend("enum" = ["production", "staging", "testing", "development", "other", null]), example = &"production")]
    pub tier: Setting<String>,
    /// What the environment is for.
    #[serde(default)]
    #[schemars(length(min = 1, max = 10_000), example = &"Serves customers")]
    pub description: Setting<String>,
    /// Whether GitLab also stops the environment automatically if it has no stop job (`always`), or only by its stop job
    /// (`with_action`).
    #[serde(default)]
    #[schemars(extend("enum" = ["always", "with_action", null]), example = &"with_action")]
    pub auto_stop_setting: Setting<String>,
    /// Stop the environment, which starts its stop job. Only a deployment starts it again.
    #[serde(default)]
    pub stopped: Setting<bool>,
}

/// The call that stops an environment.
fn stop(look: &Look<'_>, path: ApiPath, before: Option<bool>, force: bool) -> Call {
    let (before, after) = (before.map(Datum::Bool), Some(Datum::Bool(true)));
    let change = Change { field: "stopped", wire: "stopped", rule: Rule::Plain, before, after };
    let call = Call::act(look, path.seg("stop"), vec![change]);
    Call { body: if force { json!({ "force": true }) } else { Value::Null }, ..call }
}

/// Whether nothing was ever deployed to an environment, so that it has no stop job.
fn is_unused(live: &Live<'_>, look: &Look<'_>) -> Result<bool, Halt> {
    let deployments = look.scope().at("deployments").query("environment", &live.key);
    Ok(look.page_of::<IgnoredAny>(deployments.query("per_page", 1))?.is_empty())
}

/// The state of an environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Available,
    Stopping,
    Stopped,
}

fn state(raw: &Value) -> Result<State, serde_json::Error> {
    State::deserialize(&raw["state"])
}

impl Kind for Environment {
    const SPEC: Spec = Spec {
        removal: Removal::Absent,
        later: &["stopped"],
        ..Spec::list(
            "environments",
            "environment",
            In::Project,
            Rank::Settings,
            Needs {
                besides: "and, to stop or delete a protected environment, the right to deploy to it",
                frozen: EVERY_WRITE,
                fields: &[FieldNeeds::since("auto_stop_setting", 17, 8)],
                ..Needs::of(Tier::Free, Level::Reporter, Level::Developer)
            },
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { name, external_url, tier, description, auto_stop_setting, stopped } = self;
        f.identity("name", name);
        f.address("external_url", external_url).or_null().named(Naming::Plain);
        f.plain("tier", tier);
        f.plain("description", description).or_null();
        f.plain("auto_stop_setting", auto_stop_setting).default("always");
        f.plain("stopped", stopped).default(false);
    }

    fn check(&self, checks: &mut Checks) {
        if self.description.value().is_some_and(|it| it.trim().is_empty()) {
            checks.refuse(
                "description",
                "GitLab stores a description of spaces as none",
                "write a text, or `null` for none",
            );
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        let mut object: Map<String, Value> = Deserialize::deserialize(raw)?;
        object.insert("stopped".to_owned(), Value::from(state(raw)? != State::Available));
        Self::deserialize(Value::Object(object))
    }

    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        let mut calls = vec![Call::create(look, rows)];
        if self.stopped.value() == Some(&true) {
            calls.push(stop(look, look.collection().created(), None, true));
        }
        Ok(calls)
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let (stops, others): (Vec<_>, Vec<_>) =
            changes.into_iter().partition(|it| it.field == "stopped");
        let mut calls = Vec::new();
        if !others.is_empty() {
            calls.push(Call::set(look, live.path.clone(), others));
        }
        match stops.first() {
            None => {}
            Some(change) if change.switches(true) => {
                calls.push(stop(look, live.path.clone(), Some(false), is_unused(live, look)?));
            }
            Some(_) => {
                return Err(Halt::impossible(
                    "it is stopped, and GitLab can only start an environment by a deployment",
                    "deploy to it, or remove `stopped`",
                ));
            }
        }
        Ok(calls)
    }

    fn delete(live: &Live<'_>, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        let delete = Call::delete(look, live.path.clone(), &live.rows);
        match state(live.raw).map_err(Halt::not_understood)? {
            State::Stopped => Ok(vec![delete]),
            State::Stopping => Err(Halt::impossible(
                "its stop job is still running, and GitLab only deletes stopped environments",
                "plan again when the job has finished",
            )),
            State::Available => {
                let call = stop(look, live.path.clone(), Some(false), is_unused(live, look)?);
                let mut call = call.because("GitLab only deletes stopped environments");
                call.check.look = Fresh::find(live.path.clone());
                call.check.judge = |_, environment| match state(environment) {
                    Ok(State::Stopped) => Verdict::Good,
                    Ok(State::Stopping) => Verdict::Again,
                    _ => Verdict::Failed("the environment did not stop".to_owned()),
                };
                Ok(vec![call, delete])
            }
        }
    }

    /// The tier decides which protections of the group apply.
    fn loosens(change: &Change) -> bool {
        change.field == "tier"
    }

    fn remarks(&self, live: Option<&Live<'_>>, _look: &Look<'_>) -> Vec<String> {
        let stops = live.is_some_and(|it| state(it.raw).is_ok_and(|it| it == State::Stopping));
        stops.then(|| "its stop job is still running".to_owned()).into_iter().collect()
    }

    fn goes_along(_raw: &Value) -> Option<String> {
        Some("its deployments are deleted with it".to_owned())
    }
}
