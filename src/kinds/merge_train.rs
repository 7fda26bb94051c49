//! Merge requests on their merge train (Premium and Ultimate).
//!
//! Decided by the ten rules of the measurements, from the merge request, its car, and the project. A
//! 201 proves nothing: a car can disappear seconds later, with the reason only in a system note, and an
//! apply that trusts the 201 would add it again forever. So the car is read again after adding.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::gitlab::{ApiPath, Method};
use crate::resource::{
    Action, Call, Check, Datum, Decision, Duplicates, EVERY_WRITE, Fields, Fresh, Halt, In, Kind,
    Level, Look, Need, Needs, Object, Rank, Reason, Removal, Sent, Setting, Shape, Spec, Tier,
    Verdict, created,
};

/// A merge request to merge with its merge train. Satisfied when it is merged, on the train, or set to
/// be added to it. It is never removed from the train.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct MergeTrainEntry {
    /// Number of the merge request, as after `!`.
    #[schemars(range(min = 1), example = 59)]
    pub merge_request: u64,
    /// Guard: the commit to merge, all 40 characters. If the head of the merge request is another
    /// commit, nothing is sent. If omitted, any head is merged, even after a late push.
    #[serde(default)]
    #[schemars(regex(pattern = "^[0-9a-f]{40}$"), extend("patternErrorMessage" = "the full commit ID: 40 characters 0-9 and a-f"), example = &"141be9714669a4c1ccaa013c6a7f3e462ff2a40f")]
    pub sha: Setting<String>,
    /// Squash the commits when merging. Sent when the merge request is added; `false` does not turn off
    /// squashing that the merge request itself has set.
    #[serde(default)]
    pub squash: Setting<bool>,
    /// `true`: add it once its pipeline succeeds. `false`: add it now or not at all. If omitted, add it
    /// now if possible, otherwise once its pipeline succeeds.
    #[serde(default)]
    pub auto_merge: Setting<bool>,
}

/// States of a merge request in which GitLab is still checking it.
const UNDECIDED: [&str; 4] = ["preparing", "unchecked", "checking", "approvals_syncing"];
/// States of a merge request that only a person can change, and that keep it off a train.
const STUCK: [&str; 3] = ["conflict", "commits_status", "not_open"];

const NEEDS: Needs = Needs {
    tier: Tier::Premium,
    read: Level::Reporter,
    write: Level::Developer,
    besides: "and the right to merge into the target branch",
    frozen: EVERY_WRITE,
    since: Some((15, 6)),
    shown_by: Some(("merge_trains_enabled", (15, 6))),
    fields: &[],
};

impl Kind for MergeTrainEntry {
    const SPEC: Spec = Spec {
        removal: Removal::Never,
        identity: &["merge_request"],
        shape: Shape::Goal,
        ..Spec::list(
            "merge_trains",
            "merge train entry",
            In::Project,
            Rank::Merges,
            NEEDS,
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { merge_request, sha, squash, auto_merge } = self;
        f.identity("merge_request", merge_request);
        f.guide("sha", sha);
        f.plain("squash", squash);
        f.plain("auto_merge", auto_merge);
    }

    fn decide(&self, _absent: bool, look: &Look<'_>) -> Result<Decision, Halt> {
        self.decision(look)
    }
}

impl MergeTrainEntry {
    fn decision(&self, look: &Look<'_>) -> Result<Decision, Halt> {
        let iid = self.merge_request;
        let path = look.scope().at("merge_requests").seg(iid);
        let Some(it) = look.merge_request(path.clone(), iid)? else {
            return Err(Halt::impossible(
                format!("merge request !{iid} does not exist in this project"),
                "check `merge_request`: it is the number after `!`",
            ));
        };
        let state = it["state"].as_str().unwrap_or_default();
        if matches!(state, "merged" | "locked") {
            return Ok(Decision::Reached);
        }
        if it["merge_when_pipeline_succeeds"] == true && state == "opened" {
            return Ok(match it["head_pipeline"]["status"].as_str() {
                Some("failed" | "canceled") => Decision::ReachedBut(
                    "set to auto-merge, but its pipeline did not succeed; run the pipeline again"
                        .to_owned(),
                ),
                _ => Decision::Reached,
            });
        }
        let Some(project) = look.scope().path() else { return Ok(Decision::Reached) };
        let car = look.scope().at("merge_trains").seg("merge_requests").seg(iid);
        look.prefetch(Need::find(project.clone()));
        if look.find(car.clone())?.is_some() {
            return Ok(Decision::Reached);
        }
        let project = look.find(project)?.unwrap_or(&Value::Null);
        let now = self.how(it, project)?;
        let wanted = match (self.auto_merge.value(), now) {
            (None, How::Now) | (Some(false), How::Now) => false,
            (None, How::Later) | (Some(true), How::Later) => true,
            (Some(true), How::Now) => false,
            (Some(false), How::Later) => {
                return Err(Halt::impossible(
                    "the merge request cannot be added now: its pipeline is not finished, or another requirement is not met",
                    "remove `auto_merge` to add it as soon as possible",
                ));
            }
            (_, How::Wait) => {
                return Ok(Decision::Wait(
                    "GitLab is still checking whether it can be merged; apply again in a moment"
                        .to_owned(),
                ));
            }
        };
        Ok(Decision::Do(vec![self.add(it, look, &path, car, wanted)]))
    }

    /// Whether it can be added now, later, or not at all: rules 4 to 10.
    fn how(&self, it: &Value, project: &Value) -> Result<How, Halt> {
        let no = |message: String, hint: &str| Err(Halt::impossible(message, hint));
        // Without it nothing is known: the merge request is added once all requirements are met.
        let detailed = it["detailed_merge_status"].as_str().unwrap_or_default();
        let pipeline = it["head_pipeline"]["status"].as_str();
        if it["state"] == "closed" {
            return no(
                "the merge request is closed".into(),
                "reopen it, or remove it from the files",
            );
        }
        if project["merge_trains_enabled"] == false {
            return no(
                "merge trains are not enabled in this project".into(),
                "enable merged results pipelines and merge trains in Settings > Merge requests",
            );
        }
        if it["user"]["can_merge"] == false {
            return no(
                "the token's user cannot merge into the target branch".into(),
                "add the user to `allowed_to_merge` of the protected branch, or use another token",
            );
        }
        if let Some(sha) = self.sha.value().filter(|sha| it["sha"] != sha.as_str()) {
            let head = it["sha"].as_str().unwrap_or("unknown");
            return no(
                format!("the head of the merge request is {head}, not {sha}; nothing is sent"),
                "someone pushed in the meantime: review the new commits, then update `sha`",
            );
        }
        if UNDECIDED.contains(&detailed) {
            return Ok(How::Wait);
        }
        if it["has_conflicts"] == true || STUCK.contains(&detailed) {
            return no(
                format!("the merge request cannot be merged ({detailed})"),
                "resolve the conflicts in the merge request",
            );
        }
        let Some(pipeline) = pipeline else {
            return no(
                "the merge request has no pipeline, which a merge train requires".into(),
                "run a merge request pipeline first; the CI/CD file must have jobs for merge requests",
            );
        };
        let green_required = project["only_allow_merge_if_pipeline_succeeds"] == true;
        let finished = matches!(pipeline, "success" | "failed" | "canceled" | "skipped")
            || !green_required && matches!(pipeline, "manual" | "canceling");
        let of_train = it["head_pipeline"]["ref"].as_str().is_some_and(|it| it.ends_with("/train"));
        let again = detailed == "ci_must_pass" && of_train;
        Ok(if finished && (detailed == "mergeable" || again) { How::Now } else { How::Later })
    }

    fn add(&self, it: &Value, look: &Look<'_>, path: &ApiPath, car: ApiPath, later: bool) -> Call {
        let mut body = Map::new();
        // The guard is always sent: only the commit that was read can be merged.
        body.insert("sha".to_owned(), it["sha"].clone());
        if self.squash.value() == Some(&true) {
            body.insert("squash".to_owned(), json!(true));
        }
        if later {
            let wire = if look.version().at_least(17, 11) {
                "auto_merge"
            } else {
                "when_pipeline_succeeds"
            };
            body.insert(wire.to_owned(), json!(true));
        }
        let mut changes = created(&self.rows());
        changes.retain(|it| it.field != "auto_merge");
        changes.push(crate::resource::Change {
            field: "auto_merge",
            wire: "auto_merge",
            rule: crate::resource::Rule::Plain,
            before: None,
            after: Some(Datum::Bool(later)),
        });
        let check = if later {
            Check::new(Fresh::find(path.clone()), armed)
        } else {
            let notes = path.clone().seg("notes").query("sort", "desc").query("per_page", 20);
            let reason = Some(Reason { path: notes, find: why_taken_off });
            Check { reason, ..Check::new(Fresh::find(car.clone()), aboard) }
        };
        let why = if later {
            "added to the train once all requirements are met"
        } else {
            "added to the train now"
        };
        Call {
            body: Value::Object(body),
            changes,
            why: Some(why.to_owned()),
            ..Call::new(Action::Create, Method::Post, car, check)
        }
    }
}

/// How a merge request can be added.
enum How {
    Now,
    Later,
    Wait,
}

/// A fresh car is idle and has no pipeline; it is safe once it has one.
fn aboard(_: &Sent<'_>, car: &Value) -> Verdict {
    match car["status"].as_str() {
        Some("idle") if car["pipeline"].is_null() => Verdict::Again,
        Some(_) => Verdict::Good,
        None => {
            Verdict::Failed("GitLab added it to the train, but removed it immediately".to_owned())
        }
    }
}

/// The newest system note about the train.
fn why_taken_off(notes: &[Value]) -> Option<String> {
    let of_train = |it: &&Value| {
        it["system"] == true && it["body"].as_str().is_some_and(|it| it.contains("merge train"))
    };
    let note = notes.iter().find(of_train)?;
    note["body"].as_str().map(str::to_owned)
}

fn armed(_: &Sent<'_>, merge_request: &Value) -> Verdict {
    let merging = matches!(merge_request["state"].as_str(), Some("merged" | "locked"));
    if merging || merge_request["merge_when_pipeline_succeeds"] == true {
        Verdict::Good
    } else {
        Verdict::Failed(
            "GitLab accepted the call, but the merge request is not set to auto-merge".into(),
        )
    }
}
