//! What an apply tells programs, one event a line, while it runs.
//!
//! The last event is always the [`Summary`], whatever happened. **Invariant:** every text in an event went through the
//! same masks as the report; an event holds nothing that the plan and the report do not.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::report::{Counts, Ended, Ending, Entry, Outcome, Report};
use crate::plan::document::{self, Document};
use crate::plan::{Note, Plan, Refusal, Stale, Step};
use crate::problem::Told;
use crate::resource::Action;

/// The version of the events.
const FORMAT: u64 = 1;

/// A line of `labwright apply -o json`. The first is `start`, the last is `summary`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "event", rename_all = "snake_case")]
#[schemars(title = "labwright apply: one event a line")]
pub enum Event {
    /// The apply starts.
    Start(Start),
    /// Why nothing can be applied: invalid files, a server that cannot be reached, missing secrets, no terminal to ask for
    /// confirmation; or why a deployment could not be recorded. Problems of single objects are in the plan.
    Problem(Told),
    /// The plan.
    Plan(Planned),
    /// A guard refuses the plan: nothing is written.
    Refused(Refusal),
    /// The approved plan is stale: nothing is written.
    Stale(Unseen),
    /// A call is about to be sent.
    StepStarted(Started),
    /// It took effect.
    StepDone(Ended),
    /// It took no effect.
    StepFailed(Ended),
    /// The response was lost or the call was interrupted; it may have taken effect.
    StepUnknown(Ended),
    /// It was not sent because a step that it depends on was not done.
    StepSkipped(Ended),
    /// A wait, a retry, or another warning.
    Warning(Warning),
    /// Additional information, such as what was recorded.
    Note(Note),
    /// A signal was received.
    Interrupted(Interrupted),
    /// The result of the apply. Always the last line.
    Summary(Summary),
}

/// The apply starts.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
pub struct Start {
    /// Version of these events. Their form does not change within a version. Programs ignore events and keys that they do
    /// not know.
    #[schemars(extend("const" = FORMAT))]
    pub format: u64,
    /// Version of labwright that runs.
    pub labwright: String,
}

/// The plan.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
pub struct Planned {
    /// The document that `labwright plan -o json` prints.
    pub plan: Document,
}

/// Steps that nobody approved.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
pub struct Unseen {
    /// What happened, in one sentence.
    pub message: String,
    /// The steps that are not in the approved plan, whole.
    pub steps: Vec<document::Step>,
}

/// A call that is about to be sent.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
pub struct Started {
    /// Its number in the plan, from 1.
    pub step: usize,
    /// The object.
    pub address: String,
    /// Its scope.
    pub scope: String,
    /// Its kind, as in the files.
    pub kind: String,
    /// Its identity in its collection; empty for a single object.
    pub key: String,
    /// What will happen to it.
    pub action: Action,
    /// Method and path of the call.
    pub call: String,
}

/// Something that a person is warned of.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
pub struct Warning {
    /// The message.
    pub message: String,
}

/// A signal was received.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
pub struct Interrupted {
    /// Its name.
    pub signal: String,
    /// labwright stops immediately; the result of calls in progress is unknown.
    pub at_once: bool,
}

/// What came of everything.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
pub struct Summary {
    /// How it ended.
    pub ending: Ending,
    /// The exit code of the command.
    pub exit: u8,
    /// The number of steps by result.
    pub counts: Counts,
    /// Why no more calls were started; null if all were.
    pub stopped: Option<String>,
    /// The result of each step of the plan, in order. Empty if there was no plan.
    pub results: Vec<Ended>,
}

impl Event {
    /// The first event.
    pub fn start() -> Self {
        Event::Start(Start { format: FORMAT, labwright: env!("CARGO_PKG_VERSION").to_owned() })
    }

    /// The plan.
    pub fn plan(plan: &Plan) -> Self {
        Event::Plan(Planned { plan: plan.document() })
    }

    /// A step begins; `number` counts from 1.
    pub fn started(number: usize, step: &Step) -> Self {
        Event::StepStarted(Started {
            step: number,
            address: step.order.address.to_string(),
            scope: step.scope.to_string(),
            kind: step.order.address.kind().to_owned(),
            key: step.order.address.key().to_owned(),
            action: step.action,
            call: super::report::call(step),
        })
    }

    /// The steps that nobody approved.
    pub fn stale(stale: &Stale) -> Self {
        let steps = stale.unseen.iter().map(Step::document).collect();
        Event::Stale(Unseen { message: stale.to_string(), steps })
    }

    /// The result of a step; `None` for what was not started, of which the summary alone tells.
    pub fn ended(number: usize, entry: &Entry) -> Option<Self> {
        let told = entry.told(number);
        match entry.outcome {
            Outcome::Done { .. } => Some(Event::StepDone(told)),
            Outcome::Failed { .. } | Outcome::Differs { .. } | Outcome::Undone { .. } => {
                Some(Event::StepFailed(told))
            }
            Outcome::Unknown { .. } => Some(Event::StepUnknown(told)),
            Outcome::Skipped { .. } => Some(Event::StepSkipped(told)),
            Outcome::NotStarted => None,
        }
    }

    /// The last event.
    pub fn summary(report: &Report, ending: Ending) -> Self {
        let (counts, stopped) = (report.counts(), report.stopped.clone());
        let (exit, results) = (ending.code(), report.results());
        Event::Summary(Summary { ending, exit, counts, stopped, results })
    }

    /// The event as JSON.
    pub fn to_json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The schema of one event, draft 7.
    pub fn json_schema() -> Value {
        let settings = schemars::generate::SchemaSettings::draft07().for_serialize();
        settings.into_generator().into_root_schema_for::<Self>().to_value()
    }
}
