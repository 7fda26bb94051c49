//! How a deployment is decided from reads alone.

use serde::Deserialize as _;
use serde_json::{Value, json};

use super::row::{Approvals, Environment, Row, State, User};
use super::{Deployment, Status};
use crate::gitlab::{ApiPath, Method};
use crate::resource::{
    Action, Call, Change, Check, Datum, Decision, Found, Fresh, Halt, Look, Lower, Need, Rule,
    Sent, Setting, Verdict,
};

impl Deployment {
    pub(super) fn decision(&self, look: &Look<'_>) -> Result<Decision, Halt> {
        let environments = look.scope().at("environments").query("name", &self.environment);
        let success = self.status.value() == Some(&Status::Success);
        if success {
            look.prefetch(Need::Page(self.current(look)));
            look.prefetch(Need::list(environments.clone()));
        }
        let mine: Vec<Row> = self
            .rows(look.page_of(self.newest(look))?)?
            .into_iter()
            .filter(|it| {
                self.has_sha(it) && self.git_ref.value().is_none_or(|name| it.git_ref == *name)
            })
            .collect();
        let approval = self.approve(look, &mine)?;
        match (approval, self.status.value()) {
            (Decision::Do(calls), _) => Ok(Decision::Do(calls)),
            (_, Some(Status::Success)) => self.succeed(look, &mine, environments),
            (_, Some(&other)) => Ok(self.record(look, &mine, other)),
            (approval, None) => Ok(approval),
        }
    }

    /// The path of the newest rows of the environment: one page is enough to decide from.
    fn newest(&self, look: &Look<'_>) -> ApiPath {
        let path = look.scope().at("deployments").query("environment", &self.environment);
        path.query("order_by", "id").query("sort", "desc").query("per_page", 100)
    }

    /// The path of the deployment that finished last.
    fn current(&self, look: &Look<'_>) -> ApiPath {
        let path = look.scope().at("deployments").query("environment", &self.environment);
        let path = path.query("status", "success").query("order_by", "finished_at");
        path.query("sort", "desc").query("per_page", 1)
    }

    /// The rows, if all of them belong to the requested environment.
    fn rows(&self, rows: Vec<Row>) -> Result<Vec<Row>, Halt> {
        match rows.iter().find(|it| it.environment.name != self.environment) {
            Some(other) => Err(Halt::not_understood(format!(
                "deployment {} belongs to another environment than the requested one",
                other.id
            ))),
            None => Ok(rows),
        }
    }

    fn has_sha(&self, it: &Row) -> bool {
        self.sha.value().is_some_and(|sha| it.sha == *sha)
    }

    fn is_mine(&self, it: &Row) -> bool {
        self.has_sha(it) && self.git_ref.value().is_some_and(|name| it.git_ref == *name)
    }

    /// The environment itself; `None` if no deployment has created it yet.
    fn environment(&self, look: &Look<'_>, path: ApiPath) -> Result<Option<Environment>, Halt> {
        match look.list_of::<Environment>(path)?.into_iter().next() {
            Some(it) if it.name != self.environment => {
                Err(Halt::not_understood("it contains another environment than the requested one"))
            }
            found => Ok(found),
        }
    }

    fn succeed(
        &self,
        look: &Look<'_>,
        mine: &[Row],
        environments: ApiPath,
    ) -> Result<Decision, Halt> {
        let environment = self.environment(look, environments)?;
        let current = self.rows(look.page_of(self.current(look))?)?.into_iter().next();
        let stopped = match environment.as_ref().map(|it| it.state.as_str()) {
            None | Some("available") => false,
            Some("stopping" | "stopped") => true,
            Some(other) => {
                let what = format!("the environment has the unknown state `{other}`");
                return Err(Halt::not_understood(&what));
            }
        };
        if let Some(current) = current.filter(|it| self.is_mine(it)) {
            if !stopped {
                return Ok(Decision::Reached);
            }
            if current.of_a_job() {
                return Err(Halt::impossible(
                    format!(
                        "the environment `{}` is stopped, and this commit was deployed by a job",
                        self.environment
                    ),
                    "run the job again; GitLab starts an environment only with a new deployment",
                ));
            }
            // Reporting success again would keep the old row, and the environment would stay stopped.
            let down = self.set(look, &current, "success", Status::Failed);
            let up = self.set(look, &current, "failed", Status::Success);
            return Ok(Decision::Do(vec![
                down.because("the environment is stopped, and only a new success starts it"),
                up.because("starts the environment"),
            ]));
        }
        if let Some(running) = mine.iter().find(|it| it.is_free(State::Running)) {
            return Ok(Decision::Do(vec![self.set(look, running, "running", Status::Success)]));
        }
        if let Some(waiting) = a_job_is_at_it(mine) {
            return Ok(Decision::Wait(waiting));
        }
        // An apply stopped between the two calls above: continue with the row that was set to failed
        // after the environment was stopped.
        let since = environment.filter(|_| stopped).and_then(|it| it.updated_at);
        let down = mine.iter().find(|it| it.is_free(State::Failed) && it.updated_at > since);
        if let (Some(down), true) = (down, since.is_some()) {
            let up = self.set(look, down, "failed", Status::Success);
            return Ok(Decision::Do(vec![up.because("starts the environment")]));
        }
        Ok(Decision::Do(vec![self.post(look, Status::Success)]))
    }

    /// Running, failed, and canceled depend on the newest row of the commit and ref.
    fn record(&self, look: &Look<'_>, mine: &[Row], wanted: Status) -> Decision {
        let newest = mine.first();
        if newest.is_some_and(|it| it.status.word() == wanted.word()) {
            return Decision::Reached;
        }
        if let Some(waiting) = a_job_is_at_it(mine.get(..1).unwrap_or_default()) {
            return Decision::Wait(waiting);
        }
        match newest {
            Some(it) if it.is_free(State::Running) => {
                Decision::Do(vec![self.set(look, it, "running", wanted)])
            }
            _ => Decision::Do(vec![self.post(look, wanted)]),
        }
    }

    fn post(&self, look: &Look<'_>, status: Status) -> Call {
        let text = |it: &Setting<String>| it.value().cloned().unwrap_or_default();
        let tag = self.tag.value() == Some(&true);
        let set = |field: &'static str, after: Datum| Change {
            field,
            wire: field,
            rule: Rule::Plain,
            before: None,
            after: Some(after),
        };
        // The rows that the decision rests on: they did not have this deployment then.
        let trace = if status == Status::Success { self.current(look) } else { self.newest(look) };
        Call {
            body: json!({
                "environment": self.environment,
                "sha": text(&self.sha),
                "ref": text(&self.git_ref),
                "tag": tag,
                "status": status.word(),
            }),
            changes: vec![
                set("ref", Datum::Text(text(&self.git_ref))),
                set("sha", Datum::Text(text(&self.sha))),
                set("tag", Datum::Bool(tag)),
                set("status", status.word().lower()),
            ],
            ..Call::new(
                Action::Create,
                Method::Post,
                look.scope().at("deployments"),
                Check::new(Fresh::Answer, has_status).traced(Fresh::Page(trace), was_recorded),
            )
        }
    }

    fn set(&self, look: &Look<'_>, row: &Row, before: &str, status: Status) -> Call {
        let path = look.scope().at("deployments").seg(row.id);
        Call {
            body: json!({ "status": status.word() }),
            changes: vec![Change {
                field: "status",
                wire: "status",
                rule: Rule::Plain,
                before: Some(before.lower()),
                after: Some(status.word().lower()),
            }],
            // GitLab rejects a repeated call with 400 once the row has the status.
            ..Call::new(
                Action::Update,
                Method::Put,
                path.clone(),
                Check::new(Fresh::Answer, has_status).traced(Fresh::find(path), was_set),
            )
        }
    }

    /// Approves or rejects the blocked row of the commit, as the token's user.
    fn approve(&self, look: &Look<'_>, mine: &[Row]) -> Result<Decision, Halt> {
        let Some(approval) = self.approval.value() else { return Ok(Decision::Reached) };
        let Some(blocked) = mine.iter().find(|it| it.status == State::Blocked) else {
            return Ok(Decision::Reached);
        };
        let path = look.scope().at("deployments").seg(blocked.id);
        look.prefetch(Need::find(ApiPath::new("user")));
        let Some(deployment) = look.find_as::<Approvals>(path.clone())? else {
            return Err(Halt::impossible(
                format!("deployment {} was deleted in the meantime", blocked.id),
                "plan again",
            ));
        };
        let me = User::deserialize(look.me()?).map_err(Halt::not_understood)?;
        let said = deployment.approvals.iter().rfind(|it| it.user.id == me.id);
        let word = approval.status.word();
        let before = said.map(|it| it.status.as_str());
        if before == Some(word) {
            return Ok(Decision::Reached);
        }
        if deployment.pending_approval_count == 0 {
            return Ok(Decision::ReachedBut(
                "the deployment has all required approvals; its job is waiting to be started"
                    .to_owned(),
            ));
        }
        Ok(Decision::Do(vec![Call {
            body: approval.lower().body(),
            changes: vec![Change {
                field: "approval",
                wire: "approval",
                rule: Rule::Guide,
                before: before.map(|it| it.lower()),
                after: Some(approval.lower()),
            }],
            ..Call::new(
                Action::Act,
                Method::Post,
                path.seg("approval"),
                Check::new(Fresh::Answer, has_status),
            )
        }]))
    }

    pub(super) fn remove(&self, look: &Look<'_>) -> Result<Decision, Halt> {
        let list = look.scope().at("deployments").query("environment", &self.environment);
        let rows: Vec<Row> = match self.id.value() {
            Some(id) => {
                let row = look.find_as::<Row>(look.scope().at("deployments").seg(id))?;
                if row.as_ref().is_some_and(|it| it.id.get() != *id) {
                    return Err(Halt::not_understood("it is another deployment"));
                }
                row.into_iter().collect()
            }
            None => {
                let all = self.rows(look.list_of(list)?)?;
                all.into_iter().filter(|it| self.has_sha(it)).collect()
            }
        };
        if rows.is_empty() {
            return Ok(Decision::Reached);
        }
        let current = self.rows(look.page_of(self.current(look))?)?.into_iter().next();
        let kept = |it: &Row| {
            it.status == State::Running || current.as_ref().is_some_and(|now| now.id == it.id)
        };
        let (kept, gone): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(kept);
        if gone.is_empty() {
            let ids: Vec<_> = kept.iter().map(|it| it.id.to_string()).collect();
            return Ok(Decision::ReachedBut(format!(
                "GitLab refuses to delete deployment {}: it is running, or it is what the \
                 environment runs now; set it to failed or deploy something newer first",
                ids.join(", ")
            )));
        }
        let delete = |it: &Row| {
            let path = look.scope().at("deployments").seg(it.id);
            Call {
                changes: row_of(it),
                ..Call::new(
                    Action::Delete,
                    Method::Delete,
                    path.clone(),
                    Check::new(Fresh::find(path), is_null),
                )
            }
        };
        Ok(Decision::Do(gone.iter().map(delete).collect()))
    }
}

/// The fields of a deployment that is deleted.
fn row_of(row: &Row) -> Vec<Change> {
    let change = |(field, before)| Change {
        field,
        wire: field,
        rule: Rule::Plain,
        before: Some(before),
        after: None,
    };
    let Row { id, git_ref, sha, status, .. } = row;
    let id = ("id", id.get().lower());
    let texts = [("ref", git_ref.lower()), ("sha", sha.lower()), ("status", status.word().lower())];
    std::iter::once(id).chain(texts).map(change).collect()
}

/// An unfinished row of the commit that a job owns: why to wait for it.
fn a_job_is_at_it(mine: &[Row]) -> Option<String> {
    let does = |it: &Row| match it.status {
        State::Blocked => Some("is waiting for an approval or for someone to start it"),
        State::Created => Some("has not started yet"),
        State::Running if it.of_a_job() => Some("is in progress"),
        _ => None,
    };
    let (job, does) = mine.iter().find_map(|it| Some((it, does(it)?)))?;
    Some(format!("deployment {} of this commit belongs to a job and {does}", job.id))
}

fn has_status(sent: &Sent<'_>, answer: &Value) -> Verdict {
    if answer["status"] == sent.body["status"] {
        Verdict::Good
    } else {
        Verdict::Failed(format!(
            "GitLab accepted the call, but returned the status {}",
            answer["status"]
        ))
    }
}

fn was_set(sent: &Sent<'_>, row: &Value) -> Found {
    if row["status"] == sent.body["status"] { Found::Effect(row.clone()) } else { Found::Nothing }
}

/// Whether the newest row of the commit and ref has the status.
fn was_recorded(sent: &Sent<'_>, rows: &Value) -> Found {
    let is_it = |row: &&Value| ["sha", "ref"].iter().all(|it| row[*it] == sent.body[*it]);
    let newest = rows.as_array().into_iter().flatten().find(is_it);
    newest.map_or(Found::Nothing, |row| was_set(sent, row))
}

fn is_null(_: &Sent<'_>, answer: &Value) -> Verdict {
    if answer.is_null() {
        Verdict::Good
    } else {
        Verdict::Failed(
            "GitLab accepted the deletion, but did not delete the deployment".to_owned(),
        )
    }
}
