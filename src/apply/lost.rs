//! A call whose answer was lost: what came of it is looked at before anything else is done.
//!
//! **Invariant:** only a call that certainly left nothing is sent again, once, and only where that cannot make two of
//! anything that GitLab keeps apart by its key.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Outcome, Run};
use crate::gitlab::{ApiError, Method};
use crate::plan::Step;
use crate::resource::{Found, Fresh, Trace, Verdict};

/// How often is looked before it is certain that there is nothing: the call may still be under way at GitLab's.
const LOOKS: usize = 2;

impl Run<'_> {
    /// Finds out what came of a step, and sends it once more where nothing did.
    pub(super) async fn lost(
        &self,
        step: &Step,
        body: Option<&Value>,
        ids: &BTreeMap<String, u64>,
        error: &ApiError,
    ) -> Outcome {
        match self.trace(step, ids).await {
            Found::Effect(now) => return self.found(step, ids, now).await,
            Found::Unclear(why) => return unknown(error, &why),
            Found::Nothing => {}
        }
        // A refusal that came in the end is told for what it is. The client repeats all calls but these by itself.
        let refused = error.status().is_some_and(|status| !(502..=504).contains(&status));
        if refused {
            return self.failed(error);
        }
        if step.request.method != Method::Post || self.is_stopped() {
            return unknown(error, "it has not taken effect so far");
        }
        let request = &step.request;
        let (method, path) = (request.method, &request.path);
        tracing::warn!(
            "the answer to {method} {path} was lost and it has no effect; sending it again"
        );
        match self.writer.send(request.method, &request.path, body).await {
            Ok(answer) => {
                let remark = "the first answer was lost and nothing was there: sent again";
                with_remark(self.ended(step, ids, answer.body).await, remark)
            }
            // Refused because the first one came through in the meantime, perhaps.
            Err(error) => match self.trace(step, ids).await {
                Found::Effect(now) => self.found(step, ids, now).await,
                Found::Nothing if error.may_have_taken_effect() => {
                    unknown(&error, "it has not taken effect so far")
                }
                Found::Unclear(why) if error.may_have_taken_effect() => unknown(&error, &why),
                Found::Nothing | Found::Unclear(_) => self.failed(&error),
            },
        }
    }

    async fn found(&self, step: &Step, ids: &BTreeMap<String, u64>, now: Value) -> Outcome {
        let remark = "the answer was lost; it took effect";
        with_remark(self.ended(step, ids, now).await, remark)
    }

    /// Looks for what the call left.
    async fn trace(&self, step: &Step, ids: &BTreeMap<String, u64>) -> Found {
        let (look, find) = match &step.check.trace {
            Some(Trace { look, find }) => (look, Some(find)),
            None if step.check.look == Fresh::Answer => return Found::Unclear(String::new()),
            None => (&step.check.look, None),
        };
        let sent = self.sent(step, ids);
        for at in 1..=LOOKS {
            let fresh = match self.fresh(look, Value::Null).await {
                Ok(fresh) => fresh,
                Err(error) => {
                    self.stop_without_token(&error);
                    return Found::Unclear(format!("looking at it failed too: {}", error.what()));
                }
            };
            let found = match find {
                Some(find) => find(&sent, &fresh),
                None => judged((step.check.judge)(&sent, &fresh), fresh),
            };
            if found != Found::Nothing || at == LOOKS {
                return found;
            }
            tokio::time::sleep(self.settings.poll).await;
        }
        Found::Nothing
    }
}

fn judged(verdict: Verdict, fresh: Value) -> Found {
    match verdict {
        Verdict::Good | Verdict::Differs(_) | Verdict::Again => Found::Effect(fresh),
        Verdict::Failed(_) => Found::Nothing,
    }
}

fn unknown(error: &ApiError, why: &str) -> Outcome {
    let message = if why.is_empty() { error.what() } else { format!("{} {why}.", error.what()) };
    Outcome::Unknown { message }
}

fn with_remark(outcome: Outcome, remark: &str) -> Outcome {
    match outcome {
        Outcome::Done { mut remarks } => {
            remarks.insert(0, remark.to_owned());
            Outcome::Done { remarks }
        }
        other => other,
    }
}
