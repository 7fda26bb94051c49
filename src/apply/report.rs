//! What came of an apply: done, failed, skipped, unknown, not started.

use serde_json::{Value, json};

use crate::plan::{Origin, Step};
use crate::resource::Action;

/// What came of every step of a plan, in its order.
#[derive(Debug)]
pub struct Report {
    /// One entry a step.
    pub entries: Vec<Entry>,
    /// Why no further call was begun, if so.
    pub stopped: Option<String>,
}

/// What came of one step.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The object.
    pub address: String,
    /// What was to be done.
    pub action: Action,
    /// The call: method and path.
    pub call: String,
    /// What asked for it.
    pub origin: Origin,
    /// What came of it.
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
    /// It took no effect.
    Failed {
        /// Why.
        message: String,
        /// What to do about it.
        hint: String,
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
    /// The apply ended before.
    NotStarted,
}

/// How many steps came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Took effect.
    pub done: usize,
    /// Took no effect.
    pub failed: usize,
    /// Not sent.
    pub skipped: usize,
    /// The answer was lost.
    pub unknown: usize,
    /// The apply ended before.
    pub not_started: usize,
}

impl Entry {
    pub(super) fn of(step: &Step, outcome: Outcome) -> Self {
        Entry {
            address: step.order.address.clone(),
            action: step.action,
            call: format!("{} {}", step.request.method.as_str(), step.request.path),
            origin: step.origin.clone(),
            outcome,
        }
    }
}

impl Outcome {
    /// The word in reports.
    pub fn word(&self) -> &'static str {
        match self {
            Outcome::Done { .. } => "done",
            Outcome::Failed { .. } => "failed",
            Outcome::Unknown { .. } => "unknown",
            Outcome::Skipped { .. } => "skipped",
            Outcome::NotStarted => "not started",
        }
    }
}

impl Report {
    /// How many steps came to what.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for entry in &self.entries {
            *match entry.outcome {
                Outcome::Done { .. } => &mut counts.done,
                Outcome::Failed { .. } => &mut counts.failed,
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

    /// The report as programs read it.
    pub fn to_json(&self) -> Value {
        let Counts { done, failed, skipped, unknown, not_started } = self.counts();
        let entry = |it: &Entry| {
            let (message, hint) = match &it.outcome {
                Outcome::Done { remarks } => (remarks.join("; "), ""),
                Outcome::Failed { message, hint } => (message.clone(), hint.as_str()),
                Outcome::Unknown { message } => (message.clone(), ""),
                Outcome::Skipped { because } => (format!("{because} was not done"), ""),
                Outcome::NotStarted => (String::new(), ""),
            };
            json!({
                "address": it.address, "action": it.action.word(), "call": it.call,
                "origin": { "file": &*it.origin.file, "line": it.origin.line, "pruned": it.origin.pruned },
                "outcome": it.outcome.word().replace(' ', "_"),
                "message": message, "hint": hint,
            })
        };
        json!({
            "format": 1,
            "results": self.entries.iter().map(entry).collect::<Vec<_>>(),
            "summary": {
                "done": done, "failed": failed, "skipped": skipped, "unknown": unknown,
                "not_started": not_started,
            },
            "stopped": self.stopped,
        })
    }
}
