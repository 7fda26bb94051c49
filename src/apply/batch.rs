//! Steps that are sent as one call: one object each, whose bodies are joined.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Outcome, Run, without_id};
use crate::gitlab::find_files;
use crate::plan::Step;
use crate::resource::{Found, Fresh};

impl Run<'_> {
    /// Sends several steps as one call; one outcome each.
    pub(super) async fn batch(&self, steps: &[(usize, &Step)]) -> Vec<Outcome> {
        let mut outcomes: Vec<Option<Outcome>> = vec![None; steps.len()];
        let mut joined: Option<Value> = None;
        for ((_, step), outcome) in steps.iter().zip(&mut outcomes) {
            let mut body = step.request.body.clone();
            if let Err(because) = self.fill(&mut body, &self.ids_of(step)) {
                *outcome = Some(Outcome::Skipped { because });
                continue;
            }
            if self.path(step).is_none() {
                *outcome = Some(without_id(step));
                continue;
            }
            if let Some(held) = self.held(step, &self.ids_of(step)).await {
                *outcome = Some(held);
                continue;
            }
            match (&mut joined, step.joined) {
                (Some(all), Some(list)) => {
                    let all = all.get_mut(list).and_then(Value::as_array_mut);
                    let more = body.get_mut(list).map(Value::take);
                    if let (Some(all), Some(Value::Array(more))) = (all, more) {
                        all.extend(more);
                    }
                }
                _ => joined = Some(body),
            }
        }
        // Nothing is sent for what comes along alone.
        let is_empty = |body: &Value, list: &str| body[list].as_array().is_some_and(Vec::is_empty);
        for ((_, step), outcome) in steps.iter().zip(&mut outcomes) {
            let alone = |list| joined.as_ref().is_some_and(|body| is_empty(body, list));
            if let (None, Some(by), true) =
                (&outcome, &step.brought_by, step.joined.is_some_and(alone))
            {
                *outcome = Some(Outcome::Skipped { because: by.to_string() });
            }
        }
        if outcomes.iter().all(Option::is_some) {
            joined = None;
        }
        let first = steps.first().map(|it| it.1);
        let path = first.and_then(|it| self.path(it));
        let (Some(first), Some(path), Some(body)) = (first, path, joined) else {
            return outcomes.into_iter().map(|it| it.unwrap_or(Outcome::NotStarted)).collect();
        };
        let request = &first.request;
        let sent = self.writer.send(request.method, &path, Some(&body)).await;
        if let Ok(answer) = &sent {
            self.read_files(steps, &answer.body).await;
        }
        // The response can repeat what any of them hides.
        let steps_of = || steps.iter().map(|it| it.1);
        let sent = sent.map_err(|error| {
            steps_of().fold(error, |error, step| self.secrets.mask_answer(error, step))
        });
        let reader = self.writer.reader();
        let masked = |outcome: Outcome| {
            steps_of().fold(outcome, |it, step| self.secrets.mask_outcome(it, step, reader))
        };
        let mut all = Vec::new();
        for ((_, step), outcome) in steps.iter().zip(outcomes) {
            let ids = self.ids_of(step);
            all.push(masked(match (outcome, &sent) {
                (Some(skipped), _) => skipped,
                (None, Ok(answer)) => self.ended(step, &ids, answer.body.clone()).await,
                (None, Err(error)) if error.may_have_taken_effect() => {
                    match self.trace(step, &ids).await {
                        Found::Effect(now) => self.found(step, &ids, now).await,
                        Found::Nothing => super::lost::unknown(error, super::lost::SO_FAR),
                        Found::Unclear(why) => super::lost::unknown(error, &why),
                    }
                }
                (None, Err(error)) => self.refused(step, &ids, error).await,
            }));
        }
        all
    }

    /// Reads the files together that the checks of these steps are about, at the commit that they made.
    async fn read_files(&self, steps: &[(usize, &Step)], answer: &Value) {
        let Some(commit) = answer["id"].as_str() else { return };
        let (mut paths, mut of) = (BTreeSet::new(), None);
        for (_, step) in steps {
            if let Fresh::File { repository, path, .. } = &step.check.look {
                paths.insert(path.clone());
                of = Some(self.located(step.written().scope, repository));
            }
        }
        let Some(repository) = of else { return };
        let found = find_files(self.writer.reader(), &repository, commit, paths).await;
        self.state().files.insert(commit.to_owned(), found);
    }
}
