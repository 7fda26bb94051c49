//! What is sent if a step takes no effect: an object that was deleted for it is put back, one that was created for it is
//! deleted.
//!
//! **Invariant:** only an object whose ID a response of this apply brought is deleted, and only if nothing that was written
//! elsewhere may refer to it.

use std::collections::BTreeMap;

use super::{Outcome, Run};
use crate::gitlab::{ApiError, Method};
use crate::plan::Step;
use crate::resource::Referent;

/// What to do if an object that was deleted could neither be replaced nor put back.
const NOT_PUT_BACK: &str =
    "the old object is deleted: fix the cause and apply again, which creates the new one";
/// What to do if an object that is not wanted any more could not be deleted.
const NOT_DELETED: &str = "the new object may still exist: delete it in GitLab";

impl Run<'_> {
    /// A call that GitLab certainly refused.
    pub(super) async fn refused(
        &self,
        step: &Step,
        ids: &BTreeMap<Referent, u64>,
        error: &ApiError,
    ) -> Outcome {
        let failed = self.failed(error);
        match (failed, self.undo(step, ids).await) {
            (Outcome::Failed { message, hint, .. }, Some((call, undo))) => {
                Outcome::Undone { message, hint, call, undo: Box::new(undo) }
            }
            (failed, _) => failed,
        }
    }

    /// A call that is not sent, since `because` was not done. What an earlier call created for it is of no use then.
    pub(super) async fn skipped(&self, step: &Step, because: String) -> Outcome {
        let created = step.undo.as_ref().is_some_and(|it| it.path.is_created());
        let undone = match created {
            true => self.undo(step, &self.ids_of(step)).await,
            false => None,
        };
        match undone {
            Some((call, undo)) => Outcome::Undone {
                message: format!("`{because}` was not done"),
                hint: "fix that, and apply again".to_owned(),
                call,
                undo: Box::new(undo),
            },
            None => Outcome::Skipped { because },
        }
    }

    /// Sends what is planned if a step takes no effect: the call, and its result. `None` if there is nothing to undo.
    pub(super) async fn undo(
        &self,
        step: &Step,
        ids: &BTreeMap<Referent, u64>,
    ) -> Option<(String, Outcome)> {
        let undo = step.undo.as_ref()?;
        let address = &step.order.address;
        let path = {
            let state = self.state();
            let made = state.made.get(address).filter(|_| !state.delivered.contains(address));
            undo.path.filled(made.copied())?
        };
        let path = Some(self.located(&step.scope, &path)).filter(|it| !it.lacks_id())?;
        let hint = match undo.method {
            Method::Delete => NOT_DELETED,
            _ => NOT_PUT_BACK,
        };
        // The cause of the refusal is reported with the step; what matters here is what is left.
        let left = |message: String| Outcome::failed(message, hint);
        let mut body = undo.body.clone();
        let outcome = match self.fill(&mut body, ids) {
            Err(missing) => left(format!("`{missing}`, which it refers to, does not exist")),
            Ok(()) => {
                let body = (!body.is_null()).then_some(&body);
                match self.send(step, undo.method, &path, body).await {
                    Ok(_) => Outcome::Done { remarks: Vec::new() },
                    Err(error) if error.may_have_taken_effect() => {
                        Outcome::Unknown { message: error.what() }
                    }
                    Err(error) => {
                        self.stop_without_token(&error);
                        left(error.what())
                    }
                }
            }
        };
        if matches!(outcome, Outcome::Done { .. }) && undo.path.is_created() {
            self.state().made.remove(address);
        }
        Some((format!("{} {path}", undo.method.as_str()), outcome))
    }
}
