//! How a deployment is decided from reads alone.

use serde_json::{Value, json};

use super::{Deployment, Status};
use crate::gitlab::{ApiPath, Method};
use crate::resource::{
    Action, Call, Change, Check, Datum, Decision, Found, Fresh, Look, Lower, Missing, Need, Rule,
    Sent, Setting, Verdict,
};

/// States in which a row waits for a job or a person.
const UNFINISHED: [&str; 3] = ["created", "running", "blocked"];

impl Deployment {
    pub(super) fn decision(&self, look: &Look<'_>) -> Result<Decision, Missing> {
        let environments = look.scope().at("environments").query("name", &self.environment);
        let success = self.status.value() == Some(&Status::Success);
        if success {
            look.prefetch(Need::Find(self.current(look)));
            look.prefetch(Need::List(environments.clone()));
        }
        let mine: Vec<&Value> = look
            .find(self.newest(look))?
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter(|it| self.sha.value().is_some_and(|sha| it["sha"] == sha.as_str()))
            .filter(|it| self.git_ref.value().is_none_or(|name| it["ref"] == name.as_str()))
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

    fn is_mine(&self, it: &Value) -> bool {
        self.sha.value().is_some_and(|sha| it["sha"] == sha.as_str())
            && self.git_ref.value().is_some_and(|name| it["ref"] == name.as_str())
    }

    fn succeed(
        &self,
        look: &Look<'_>,
        mine: &[&Value],
        environments: ApiPath,
    ) -> Result<Decision, Missing> {
        let environment = look.list(environments)?.first();
        let current = look.find(self.current(look))?.and_then(|it| it.get(0));
        let stopped = environment.is_some_and(|it| it["state"] != "available");
        if let Some(current) = current.filter(|it| self.is_mine(it)) {
            if !stopped {
                return Ok(Decision::Reached);
            }
            if !current["deployable"].is_null() {
                return Err(Missing::impossible(
                    format!(
                        "the environment `{}` is stopped, and a job deployed this commit",
                        self.environment
                    ),
                    "run the job again: GitLab starts an environment only by a new deployment",
                ));
            }
            // The same success again would be the old row, and the environment would stay stopped.
            let down = self.set(look, current, "success", Status::Failed);
            let up = self.set(look, current, "failed", Status::Success);
            return Ok(Decision::Do(vec![
                down.because("the environment is stopped: only a new success starts it"),
                up.because("starts the environment"),
            ]));
        }
        let ours = |it: &&&Value| it["status"] == "running" && it["deployable"].is_null();
        if let Some(running) = mine.iter().find(ours) {
            return Ok(Decision::Do(vec![self.set(look, running, "running", Status::Success)]));
        }
        if let Some(waiting) = a_job_is_at_it(mine) {
            return Ok(Decision::Wait(waiting));
        }
        // An apply was broken off between the two calls above: the row that was set to failed since
        // the environment was stopped is the one to go on with.
        let since = environment.filter(|_| stopped).and_then(|it| it["updated_at"].as_str());
        let down = mine.iter().find(|it| {
            it["status"] == "failed"
                && it["deployable"].is_null()
                && it["updated_at"].as_str() > since
        });
        if let (Some(down), true) = (down, since.is_some()) {
            let up = self.set(look, down, "failed", Status::Success);
            return Ok(Decision::Do(vec![up.because("starts the environment")]));
        }
        Ok(Decision::Do(vec![self.post(look, Status::Success)]))
    }

    /// Running, failed and canceled look at the newest row of the commit and ref.
    fn record(&self, look: &Look<'_>, mine: &[&Value], wanted: Status) -> Decision {
        let newest = mine.first();
        if newest.is_some_and(|it| it["status"] == wanted.word()) {
            return Decision::Reached;
        }
        if let Some(waiting) = a_job_is_at_it(mine.get(..1).unwrap_or_default()) {
            return Decision::Wait(waiting);
        }
        match newest {
            Some(it) if it["status"] == "running" && it["deployable"].is_null() => {
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
        // The same rows that the decision looked at: they showed no such deployment then.
        let trace = if status == Status::Success { self.current(look) } else { self.newest(look) };
        Call {
            action: Action::Create,
            method: Method::Post,
            path: look.scope().at("deployments"),
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
            why: None,
            check: Check::new(Fresh::Answer, has_status).traced(Fresh::Find(trace), was_recorded),
        }
    }

    fn set(&self, look: &Look<'_>, row: &Value, before: &str, status: Status) -> Call {
        let path = look.scope().at("deployments").id(row);
        Call {
            action: Action::Update,
            method: Method::Put,
            path: path.clone(),
            body: json!({ "status": status.word() }),
            changes: vec![Change {
                field: "status",
                wire: "status",
                rule: Rule::Plain,
                before: Some(before.lower()),
                after: Some(status.word().lower()),
            }],
            why: None,
            // A repeated call is refused with 400 once the row has the status.
            check: Check::new(Fresh::Answer, has_status).traced(Fresh::Find(path), was_set),
        }
    }

    /// Approving acts on the blocked row of the commit, in the name of the token's user.
    fn approve(&self, look: &Look<'_>, mine: &[&Value]) -> Result<Decision, Missing> {
        let Some(approval) = self.approval.value() else { return Ok(Decision::Reached) };
        let Some(blocked) = mine.iter().find(|it| it["status"] == "blocked") else {
            return Ok(Decision::Reached);
        };
        let path = look.scope().at("deployments").id(blocked);
        look.prefetch(Need::Find(ApiPath::new("user")));
        let deployment = look.find(path.clone())?.unwrap_or(&Value::Null);
        let me = look.find(ApiPath::new("user"))?.unwrap_or(&Value::Null);
        let approvals = deployment["approvals"].as_array().into_iter().flatten();
        let said = approvals.filter(|it| it["user"]["id"] == me["id"]).collect::<Vec<_>>();
        let word = approval.status.word();
        let before = said.last().and_then(|it| it["status"].as_str());
        if before == Some(word) {
            return Ok(Decision::Reached);
        }
        if deployment["pending_approval_count"] == 0 {
            return Ok(Decision::ReachedBut(
                "the deployment has all the approvals it needs; its job waits to be started"
                    .to_owned(),
            ));
        }
        Ok(Decision::Do(vec![Call {
            action: Action::Act,
            method: Method::Post,
            path: path.seg("approval"),
            body: approval.lower().body(),
            changes: vec![Change {
                field: "approval",
                wire: "approval",
                rule: Rule::Guide,
                before: before.map(|it| it.lower()),
                after: Some(approval.lower()),
            }],
            why: None,
            check: Check::new(Fresh::Answer, has_status),
        }]))
    }

    pub(super) fn remove(&self, look: &Look<'_>) -> Result<Decision, Missing> {
        let list = look.scope().at("deployments").query("environment", &self.environment);
        let rows: Vec<&Value> = match self.id.value() {
            Some(id) => look.find(look.scope().at("deployments").seg(id))?.into_iter().collect(),
            None => {
                let all = look.list(list)?;
                let mine =
                    |it: &&Value| self.sha.value().is_some_and(|sha| it["sha"] == sha.as_str());
                all.iter().filter(mine).collect()
            }
        };
        if rows.is_empty() {
            return Ok(Decision::Reached);
        }
        let current = look.find(self.current(look))?.and_then(|it| it.get(0));
        let kept = |it: &&Value| {
            it["status"] == "running" || current.is_some_and(|now| now["id"] == it["id"])
        };
        let (kept, gone): (Vec<&Value>, Vec<&Value>) = rows.into_iter().partition(kept);
        if gone.is_empty() {
            let ids: Vec<_> = kept.iter().map(|it| it["id"].to_string()).collect();
            return Ok(Decision::ReachedBut(format!(
                "GitLab does not let deployment {} be deleted: it is running, or what the \
                 environment runs now; set it to failed or deploy something newer first",
                ids.join(", ")
            )));
        }
        let delete = |it: &&Value| {
            let path = look.scope().at("deployments").id(it);
            Call {
                action: Action::Delete,
                method: Method::Delete,
                path: path.clone(),
                body: Value::Null,
                changes: row_of(it),
                why: None,
                check: Check::new(Fresh::Find(path), is_null),
            }
        };
        Ok(Decision::Do(gone.iter().map(delete).collect()))
    }
}

/// What the journal says of a deployment that is deleted.
fn row_of(told: &Value) -> Vec<Change> {
    let change = |field: &'static str| {
        let before = match &told[field] {
            Value::String(text) => Datum::Text(text.clone()),
            number => Datum::Int(number.as_i64()?),
        };
        Some(Change { field, wire: field, rule: Rule::Plain, before: Some(before), after: None })
    };
    ["id", "ref", "sha", "status"].into_iter().filter_map(change).collect()
}

/// A job's unfinished row of the commit: what to say while waiting for it.
fn a_job_is_at_it(mine: &[&Value]) -> Option<String> {
    let job = mine.iter().find(|it| {
        it["status"].as_str().is_some_and(|status| UNFINISHED.contains(&status))
            && (!it["deployable"].is_null() || it["status"] != "running")
    })?;
    let does = match job["status"].as_str() {
        Some("blocked") => "waits for approval or for somebody to start it",
        Some("created") => "has not started yet",
        _ => "is under way",
    };
    Some(format!("deployment {} of this commit belongs to a job and {does}", job["id"]))
}

fn has_status(sent: &Sent<'_>, answer: &Value) -> Verdict {
    if answer["status"] == sent.body["status"] {
        Verdict::Good
    } else {
        Verdict::Failed(format!("GitLab accepted it, and answered the status {}", answer["status"]))
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
        Verdict::Failed("GitLab accepted the deletion and did not delete".to_owned())
    }
}
