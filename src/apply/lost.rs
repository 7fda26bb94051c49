//! A call whose response is lost, or cannot be relied on: GitLab is read before anything is concluded.
//!
//! **Invariant:** a call is only sent again if it certainly left nothing, once, and only where GitLab itself refuses a
//! second object: the first call may still take effect.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Outcome, Run};
use crate::gitlab::{ApiError, Method, NOT_SENT_AGAIN, seek};
use crate::plan::Step;
use crate::resource::{
    Action, Duplicates, Found, Fresh, Referent, Rule, Sent, Trace, Verdict, id_of,
};

/// How often GitLab is read before a call counts as one that left nothing: it may still take effect.
const LOOKS: u32 = 2;
/// How often GitLab is read at the end for calls that may take effect late.
const LAST_LOOKS: usize = 3;
/// What somebody else deleted, or an earlier call whose response was lost.
const DELETED: &str = "it was already deleted";
pub(super) const SO_FAR: &str = "it has not taken effect so far";

impl Run<'_> {
    /// Finds out what came of a step, and sends it once more where nothing did.
    pub(super) async fn lost(
        &self,
        step: &Step,
        body: Option<&Value>,
        ids: &BTreeMap<Referent, u64>,
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
            return self.refused(step, ids, error).await;
        }
        if step.request.method != Method::Post || self.is_stopped() {
            return unknown(error, SO_FAR);
        }
        if step.written().kind.spec().duplicates != Duplicates::Refused {
            return unknown(error, NOT_SENT_AGAIN);
        }
        let method = step.request.method;
        let Some(path) = self.path(step) else { return unknown(error, SO_FAR) };
        tracing::warn!(
            "the response to {method} {path} was lost, and the call had no effect; sending it again"
        );
        match self.send(step, method, &path, body).await {
            Ok(answer) => {
                let remark = "the first response was lost and the call had no effect; sent again";
                with_remark(self.answered(step, ids, answer.body).await, remark)
            }
            // Refused because the first one came through in the meantime, perhaps.
            Err(error) => match self.trace(step, ids).await {
                Found::Effect(now) => self.found(step, ids, now).await,
                Found::Nothing if error.may_have_taken_effect() => unknown(&error, SO_FAR),
                Found::Unclear(why) if error.may_have_taken_effect() => unknown(&error, &why),
                Found::Nothing => self.refused(step, ids, &error).await,
                Found::Unclear(_) => self.failed(&error),
            },
        }
    }

    pub(super) async fn found(
        &self,
        step: &Step,
        ids: &BTreeMap<Referent, u64>,
        now: Value,
    ) -> Outcome {
        let remark = "the response was lost, but the call took effect";
        with_remark(self.ended(step, ids, now).await, remark)
    }

    /// A creation that GitLab would do twice is only sent if nobody else has done it since the plan was made.
    pub(super) async fn made_meanwhile(
        &self,
        step: &Step,
        ids: &BTreeMap<Referent, u64>,
    ) -> Option<Outcome> {
        let duplicates = step.written().kind.spec().duplicates;
        let twice = duplicates == Duplicates::Accepted && step.check.leaves_a_trace();
        if step.request.method != Method::Post || !twice {
            return None;
        }
        let failed = |message: String| Outcome::failed(message, "nothing was sent: plan again");
        let now = match self.look(step, ids).await {
            Found::Nothing => return None,
            Found::Effect(now) => now,
            Found::Unclear(why) => {
                return Some(failed(format!(
                    "labwright cannot check whether it exists already: {why}"
                )));
            }
        };
        let secret = step.changes.iter().any(|it| it.rule == Rule::WriteOnly);
        Some(match (step.check.judge)(&self.sent(step, ids), &now) {
            Verdict::Good if !secret => {
                if let (Action::Create, Some(id)) = (step.action, id_of(&now)) {
                    self.state().ids.insert(step.order.address.clone().into(), id.get());
                }
                let remark = "someone else has done it since the plan was made; nothing was sent";
                Outcome::Done { remarks: vec![remark.to_owned()] }
            }
            Verdict::Good => failed(
                "someone else has created it since the plan was made, with secrets that cannot be compared".to_owned(),
            ),
            _ => failed(
                "someone else has created it since the plan was made, with other values".to_owned(),
            ),
        })
    }

    /// A DELETE that was answered with 400: GitLab refuses to delete again what it has marked for deletion.
    pub(super) async fn not_deleted(
        &self,
        step: &Step,
        ids: &BTreeMap<Referent, u64>,
        error: &ApiError,
    ) -> Outcome {
        let proves = step.check.look != Fresh::Answer;
        let now = match proves {
            true => self.fresh(step, &step.check.look, Value::Null).await.ok(),
            false => None,
        };
        match now.map(|it| (step.check.judge)(&self.sent(step, ids), &it)) {
            Some(Verdict::Good) => Outcome::Done { remarks: vec![DELETED.to_owned()] },
            _ => self.refused(step, ids, error).await,
        }
    }

    /// A DELETE that was answered with 404: GitLab may have said so, or something in front of it.
    pub(super) async fn gone(
        &self,
        step: &Step,
        ids: &BTreeMap<Referent, u64>,
        error: &ApiError,
    ) -> Outcome {
        match self.fresh(step, &step.check.look, Value::Null).await {
            Ok(now) => match (step.check.judge)(&self.sent(step, ids), &now) {
                Verdict::Good => Outcome::Done { remarks: vec![DELETED.to_owned()] },
                _ => Outcome::failed(
                    format!("{} It still exists.", error.what()),
                    "check the proxy or gateway in front of GitLab, then apply again",
                ),
            },
            Err(other) => {
                self.stop_without_token(&other);
                unknown(
                    error,
                    &format!("checking whether it still exists failed: {}", other.what()),
                )
            }
        }
    }

    /// Reads GitLab again for what may have taken effect late, once all other steps are done.
    pub(super) async fn look_again(&self, steps: &[Step]) {
        let mut open = std::mem::take(&mut self.state().open);
        for _ in 0..LAST_LOOKS {
            if open.is_empty() || self.is_stopped() {
                break;
            }
            tokio::time::sleep(self.pacing.poll).await;
            let mut left = Vec::new();
            for at in open {
                let step = &steps[at];
                let ids = self.ids_of(step);
                match self.look(step, &ids).await {
                    Found::Effect(now) => {
                        let outcome = self.found(step, &ids, now).await;
                        let outcome = self.note(at, step, outcome);
                        self.tell(at, step, outcome);
                    }
                    Found::Nothing | Found::Unclear(_) => left.push(at),
                }
            }
            open = left;
        }
        for at in open {
            let outcome = self.state().outcomes[at].clone();
            outcome.into_iter().for_each(|it| self.tell(at, &steps[at], it));
        }
    }

    /// Looks for what the call left, more than once: it may need a moment.
    pub(super) async fn trace(&self, step: &Step, ids: &BTreeMap<Referent, u64>) -> Found {
        let look = async || match self.look(step, ids).await {
            Found::Nothing => None,
            found => Some(found),
        };
        let wait = async |_| tokio::time::sleep(self.pacing.poll).await;
        seek(LOOKS, look, wait).await.unwrap_or(Found::Nothing)
    }

    /// Looks for what the call left, once.
    async fn look(&self, step: &Step, ids: &BTreeMap<Referent, u64>) -> Found {
        let (look, find) = match &step.check.trace {
            Some(Trace { look, find }) => (look, Some(find)),
            None if !step.check.leaves_a_trace() => return Found::Unclear(String::new()),
            None => (&step.check.look, None),
        };
        let sent = self.sent(step, ids);
        match (self.fresh(step, look, Value::Null).await, find) {
            (Ok(fresh), Some(find)) => match find(&sent, &fresh) {
                Found::Effect(listed) => self.whole(step, &sent, listed).await,
                other => other,
            },
            (Ok(fresh), None) => judged((step.check.judge)(&sent, &fresh), fresh),
            (Err(error), _) => {
                self.stop_without_token(&error);
                Found::Unclear(format!("reading it again failed: {}", error.what()))
            }
        }
    }

    /// An object of a list, with what only its own response contains if the call wrote that.
    async fn whole(&self, step: &Step, sent: &Sent<'_>, listed: Value) -> Found {
        let alone = step.written().kind.spec().alone;
        if !step.changes.iter().any(|it| alone.contains(&it.field)) {
            return Found::Effect(listed);
        }
        let Ok(Some(seen)) = sent.reads.seen(&listed) else { return Found::Effect(listed) };
        match self.fresh(step, &Fresh::find(seen.path), Value::Null).await {
            Ok(Value::Null) => Found::Nothing,
            Ok(whole) => Found::Effect(whole),
            Err(error) => {
                self.stop_without_token(&error);
                Found::Unclear(format!("reading it again failed: {}", error.what()))
            }
        }
    }
}

fn judged(verdict: Verdict, fresh: Value) -> Found {
    match verdict {
        Verdict::Good | Verdict::Differs(_) | Verdict::Again => Found::Effect(fresh),
        Verdict::Failed(_) => Found::Nothing,
    }
}

pub(super) fn unknown(error: &ApiError, why: &str) -> Outcome {
    Outcome::Unknown { message: error.clone().adding(why).what() }
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
