//! What came of an apply: done, failed, skipped, unknown, not started.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::plan::{Origin, Plan, Step, document};
use crate::resource::{Action, Address, Deviation};

/// What came of every step of a plan, in its order.
#[derive(Debug, Default)]
pub struct Report {
    /// One entry a step.
    pub entries: Vec<Entry>,
    /// Why no further call was begun, if so.
    pub stopped: Option<String>,
    /// It was told from outside to end before all was done.
    pub interrupted: bool,
    /// Planning again had problems that the plan did not have.
    pub incomplete: bool,
}

/// How an apply ended: one of the exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Ending {
    /// Done, or nothing to do (0).
    Done,
    /// GitLab, the network, or the file system reported an error, the apply is incomplete, or the confirmation was not `yes` (1).
    Failed,
    /// Wrong usage or invalid files: nothing was written (3).
    Usage,
    /// The approved plan is stale: nothing was written (4).
    Stale,
    /// A guard refused: nothing was written (5).
    Guarded,
    /// It was interrupted (130).
    Interrupted,
}

/// What came of one step.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The object.
    pub address: Address,
    /// What was to be done.
    pub action: Action,
    /// The call: method and path.
    pub call: String,
    /// What the call does for the object, or why it is needed, where the action does not say it.
    pub why: Option<String>,
    /// What asked for it.
    pub origin: Origin,
    /// The result.
    pub outcome: Outcome,
}

/// What came of one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It took effect; what is not as it was sent is said.
    Done {
        /// Fields that GitLab ignored or changed, and the like.
        remarks: Vec<String>,
    },
    /// It took effect, and GitLab has other values than those that were asked for: it failed.
    Differs {
        /// The fields.
        deviations: Vec<Deviation>,
    },
    /// It took no effect.
    Failed {
        /// Why.
        message: String,
        /// What to do about it.
        hint: String,
        /// Why, and what to do about it, in words that are the same for all projects and groups in which it is the same.
        cause: Option<(String, String)>,
    },
    /// It took no effect, and what was planned for that was done.
    Undone {
        /// Why it took no effect.
        message: String,
        /// What to do about it.
        hint: String,
        /// Method and path of the undo.
        call: String,
        /// The result of the undo.
        undo: Box<Outcome>,
    },
    /// The answer was lost: it may have taken effect. The next apply looks first.
    Unknown {
        /// What is known.
        message: String,
    },
    /// Not sent, since something that it needs was not done.
    Skipped {
        /// The address of that.
        because: String,
    },
    /// The apply ended before this step.
    NotStarted,
}

/// The result of one step, in machine-readable form.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Ended {
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
    /// What should have happened to it.
    pub action: Action,
    /// Method and path of the call.
    pub call: String,
    /// What the call does for the object, or why it is needed. Omitted if the action says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub why: Option<String>,
    /// What asked for it.
    pub origin: document::Origin,
    /// The result.
    #[schemars(extend("enum" = ["done", "failed", "unknown", "skipped", "not_started"]))]
    pub outcome: String,
    /// Remarks; empty if there are none.
    pub message: String,
    /// What to do next; empty if there is nothing to do.
    pub hint: String,
    /// Fields for which GitLab returned a different value than labwright sent. Omitted if there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deviations: Vec<Different>,
    /// The address of the step that it depends on and that was not done. Omitted if the step was not skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub because: Option<String>,
    /// The undo that labwright sent because the call failed. Omitted if it sent none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Undone")]
    pub undo: Option<Undone>,
}

/// The result of an undo.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
pub struct Undone {
    /// Method and path of the call.
    pub call: String,
    /// The result.
    #[schemars(extend("enum" = ["done", "failed", "unknown"]))]
    pub outcome: String,
    /// Why it failed; empty if it did not.
    pub message: String,
    /// What to do next; empty if there is nothing to do.
    pub hint: String,
}

/// A field for which GitLab returned a different value than labwright sent.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
pub struct Different {
    /// The field, as in the files.
    pub field: String,
    /// The value that labwright sent.
    pub asked: Value,
    /// The value that GitLab returned.
    pub answered: Value,
}

/// The number of steps by result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
pub struct Counts {
    /// Took effect.
    pub done: usize,
    /// Took no effect.
    pub failed: usize,
    /// Not sent.
    pub skipped: usize,
    /// The response was lost.
    pub unknown: usize,
    /// The apply ended before this step.
    pub not_started: usize,
}

/// Method and path of a step's call.
pub(super) fn call(step: &Step) -> String {
    format!("{} {}", step.request.method.as_str(), step.request.path)
}

impl Entry {
    pub(super) fn of(step: &Step, outcome: Outcome) -> Self {
        Entry {
            address: step.order.address.clone(),
            action: step.action,
            call: call(step),
            why: step.why.clone(),
            origin: step.origin.clone(),
            outcome,
        }
    }

    /// The entry as programs read it; `number` counts from 1.
    pub fn told(&self, number: usize) -> Ended {
        let mut because = None;
        let (message, hint) = match &self.outcome {
            Outcome::Done { remarks } => (remarks.join("; "), String::new()),
            Outcome::Failed { message, hint, .. } | Outcome::Undone { message, hint, .. } => {
                (message.clone(), hint.clone())
            }
            Outcome::Differs { deviations } => {
                let told: Vec<_> = deviations.iter().map(ToString::to_string).collect();
                (told.join("; "), DIFFERS.to_owned())
            }
            Outcome::Unknown { message } => (message.clone(), String::new()),
            Outcome::Skipped { because: address } => {
                because = Some(address.clone());
                (format!("{address} was not done"), String::new())
            }
            Outcome::NotStarted => (String::new(), String::new()),
        };
        let Entry { address, action, call, why, origin, outcome } = self;
        Ended {
            step: number,
            address: address.to_string(),
            scope: address.scope().to_string(),
            kind: address.kind().to_owned(),
            key: address.key().to_owned(),
            action: *action,
            call: call.clone(),
            why: why.clone(),
            origin: document::Origin {
                file: origin.file.to_string(),
                line: origin.line,
                pruned: origin.pruned,
            },
            outcome: outcome.word().replace(' ', "_"),
            message,
            hint,
            deviations: self.outcome.deviations(),
            because,
            undo: self.outcome.undone(),
        }
    }
}

/// What to do about values that GitLab does not take.
pub(crate) const DIFFERS: &str = "write the value that GitLab answered, or check whether its tier, version, and settings allow the other";

impl Outcome {
    /// A failure that is this object's alone.
    pub(super) fn failed(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Outcome::Failed { message: message.into(), hint: hint.into(), cause: None }
    }

    fn deviations(&self) -> Vec<Different> {
        let Outcome::Differs { deviations } = self else { return Vec::new() };
        let told = |it: &Deviation| Different {
            field: it.field.clone(),
            asked: it.sent.clone(),
            answered: it.found.clone(),
        };
        deviations.iter().map(told).collect()
    }

    fn undone(&self) -> Option<Undone> {
        let Outcome::Undone { call, undo, .. } = self else { return None };
        let (message, hint) = match &**undo {
            Outcome::Failed { message, hint, .. } => (message.clone(), hint.clone()),
            Outcome::Unknown { message } => (message.clone(), String::new()),
            _ => (String::new(), String::new()),
        };
        Some(Undone { call: call.clone(), outcome: undo.word().to_owned(), message, hint })
    }

    /// The word in reports.
    pub fn word(&self) -> &'static str {
        match self {
            Outcome::Done { .. } => "done",
            Outcome::Failed { .. } | Outcome::Differs { .. } | Outcome::Undone { .. } => "failed",
            Outcome::Unknown { .. } => "unknown",
            Outcome::Skipped { .. } => "skipped",
            Outcome::NotStarted => "not started",
        }
    }
}

impl Report {
    /// The number of steps by result.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for entry in &self.entries {
            *match entry.outcome {
                Outcome::Done { .. } => &mut counts.done,
                Outcome::Failed { .. } | Outcome::Differs { .. } | Outcome::Undone { .. } => {
                    &mut counts.failed
                }
                Outcome::Unknown { .. } => &mut counts.unknown,
                Outcome::Skipped { .. } => &mut counts.skipped,
                Outcome::NotStarted => &mut counts.not_started,
            } += 1;
        }
        counts
    }

    /// Whether every step took effect.
    pub fn is_whole(&self) -> bool {
        self.counts().done == self.entries.len()
    }

    /// The report of a plan that nothing was done of.
    pub fn untouched(plan: &Plan) -> Self {
        let entry = |step: &Step| Entry::of(step, Outcome::NotStarted);
        let entries = plan.steps().iter().map(entry).collect();
        Report { entries, ..Report::default() }
    }

    /// How an apply ended that came to this. What could not be planned is not done either.
    pub fn ending(&self, plan_has_problems: bool) -> Ending {
        if self.interrupted {
            Ending::Interrupted
        } else if self.is_whole() && !plan_has_problems && !self.incomplete {
            Ending::Done
        } else {
            Ending::Failed
        }
    }

    /// The result of each step, in order.
    pub(super) fn results(&self) -> Vec<Ended> {
        self.entries.iter().enumerate().map(|(at, it)| it.told(at + 1)).collect()
    }

    /// The report as programs read it: what is in the summary but for how it ended.
    pub fn to_json(&self) -> Value {
        json!({ "counts": self.counts(), "stopped": self.stopped, "results": self.results() })
    }
}

impl Ending {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Ending::Done => 0,
            Ending::Failed => 1,
            Ending::Usage => 3,
            Ending::Stale => 4,
            Ending::Guarded => 5,
            Ending::Interrupted => 130,
        }
    }
}
