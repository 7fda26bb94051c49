//! Answers to external status checks on one merge request.
//!
//! GitLab only ever adds answers; the newest one for the head counts. The same answer again would be
//! another row, so the list is read first. GitLab changes a `pending` answer to `failed` after two
//! minutes (16.6). GitLab 14 has no status: an answer means `passed`, and the list shows `approved`.

use std::num::NonZeroU64;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::gitlab::Method;
use crate::resource::{
    Action, Address, Call, Change, Check, Datum, Decision, Duplicates, EVERY_WRITE, Fields, Fresh,
    Halt, Hole, In, Kind, Level, Look, Needs, Rank, Removal, Rule, Scope, Sent, Setting, Shape,
    Spec, Tier, Verdict, full_text, marked,
};

/// The answer to an external status check, for the head of a merge request.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct StatusCheck {
    /// Name of the external status check.
    #[schemars(length(min = 1), example = &"Compliance Tool")]
    pub name: String,
    /// The answer. `pending` requires GitLab 16.5 and becomes `failed` after two minutes. Before
    /// GitLab 15.0, only `passed` is accepted.
    #[serde(default)]
    pub status: Setting<Answer>,
    /// Guard: the commit that the answer is for, all 40 characters. If it is not the head of the merge
    /// request, nothing is sent. If omitted, the answer is for any head.
    #[serde(default)]
    #[schemars(regex(pattern = "^[0-9a-f]{40}$"), extend("patternErrorMessage" = "the full commit ID: 40 characters 0-9 and a-f"), example = &"141be9714669a4c1ccaa013c6a7f3e462ff2a40f")]
    pub sha: Setting<String>,
}

/// An answer to an external status check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Answer {
    /// The merge request passes the check.
    Passed,
    /// The merge request fails the check.
    Failed,
    /// The service is still working; GitLab changes this to `failed` after two minutes.
    Pending,
}

/// A check in the merge request's list.
#[derive(Debug, Deserialize)]
struct Row {
    id: NonZeroU64,
    #[serde(deserialize_with = "full_text")]
    name: String,
    status: Told,
}

/// A status in that list: GitLab 14 has `approved` for `passed`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Told {
    #[serde(alias = "approved")]
    Passed,
    Failed,
    Pending,
}

impl Told {
    fn word(&self) -> &'static str {
        match self {
            Told::Passed => Answer::Passed.word(),
            Told::Failed => Answer::Failed.word(),
            Told::Pending => Answer::Pending.word(),
        }
    }
}

impl Answer {
    fn word(self) -> &'static str {
        match self {
            Answer::Passed => "passed",
            Answer::Failed => "failed",
            Answer::Pending => "pending",
        }
    }
}

const NEEDS: Needs = Needs {
    tier: Tier::Ultimate,
    read: Level::Reporter,
    write: Level::Developer,
    besides: "and the right to approve the merge request",
    frozen: EVERY_WRITE,
    since: Some((14, 1)),
    shown_by: Some(("only_allow_merge_if_all_status_checks_passed", (15, 9))),
    fields: &[],
};

impl Kind for StatusCheck {
    const SPEC: Spec = Spec {
        removal: Removal::Never,
        required: &["status"],
        shape: Shape::Goal,
        ..Spec::list(
            "status_checks",
            "status check",
            In::MergeRequest,
            Rank::Answers,
            NEEDS,
            Duplicates::Accepted,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { name, status, sha } = self;
        f.identity("name", name);
        let status = match status {
            Setting::Value(it) => Setting::Value(it.word()),
            Setting::Cleared | Setting::Unmanaged => Setting::Unmanaged,
        };
        f.plain("status", &status);
        f.guide("sha", sha);
    }

    fn decide(&self, _absent: bool, look: &Look<'_>) -> Result<Decision, Halt> {
        self.decision(look)
    }
}

impl StatusCheck {
    /// The address of the check itself, which belongs to the project.
    fn check_address(&self, look: &Look<'_>) -> Address {
        let project = look.scope().parent();
        project.as_ref().unwrap_or(look.scope()).address_of("external_status_checks", &self.name)
    }

    /// The check as it applies to the merge request; `None` if this plan creates it.
    fn find<'f>(&self, look: &Look<'_>, checks: &'f [Row]) -> Result<Option<&'f Row>, Halt> {
        let found = checks.iter().find(|it| it.name == self.name);
        if found.is_some() || look.is_planned(&self.check_address(look)) {
            return Ok(found);
        }
        let names: Vec<_> = checks.iter().map(|it| marked(&it.name)).collect();
        Err(Halt::impossible(
            format!("no external status check `{}` applies to this merge request", self.name),
            if names.is_empty() {
                "declare it under `external_status_checks`, and check its `protected_branches`"
                    .to_owned()
            } else {
                format!("these apply: {}", names.join(", "))
            },
        ))
    }

    fn decision(&self, look: &Look<'_>) -> Result<Decision, Halt> {
        let Some(&wanted) = self.status.value() else { return Ok(Decision::Reached) };
        let list = look.scope().at("status_checks");
        let checks: Vec<Row> = look.list_of(list.clone())?;
        let (check, now) = match self.find(look, &checks)? {
            Some(check) => (json!(check.id), check.status.word()),
            // The same plan creates the check first.
            None => (Hole::Id(self.check_address(look).into()).value(), Answer::Pending.word()),
        };
        let reached = now == wanted.word() && check.is_u64();
        if reached && self.sha.value().is_none() {
            return Ok(Decision::Reached);
        }
        let (Scope::MergeRequest(_, iid), Some(path)) = (look.scope(), look.scope().path()) else {
            return Ok(Decision::Reached);
        };
        let Some(merge_request) = look.merge_request(path, *iid)? else {
            return Err(Halt::impossible(
                "the merge request does not exist",
                "check `iid`: it is the number after `!`",
            ));
        };
        let head = merge_request["sha"].as_str().unwrap_or_default();
        if self.sha.value().is_some_and(|sha| sha != head) {
            return Err(Halt::impossible(
                format!(
                    "the head of the merge request is {head}, not the declared `sha`; nothing is sent"
                ),
                "someone pushed in the meantime: review the new commits, then update `sha`",
            ));
        }
        if reached {
            return Ok(Decision::Reached);
        }
        let knows_status = look.version().at_least(15, 0);
        if !knows_status && wanted != Answer::Passed {
            return Err(Halt::impossible(
                format!("GitLab {} only accepts `passed`", look.version().text),
                "update GitLab to 15.0 or newer for `failed`, 16.5 for `pending`",
            ));
        }
        if wanted == Answer::Pending && !look.version().at_least(16, 5) {
            return Err(Halt::impossible(
                format!("GitLab {} does not accept `pending`", look.version().text),
                "update GitLab to 16.5 or newer",
            ));
        }
        let mut body = json!({ "sha": head, "external_status_check_id": check });
        if knows_status {
            body["status"] = json!(wanted.word());
        }
        let change = Change {
            field: "status",
            wire: "status",
            rule: Rule::Plain,
            before: Some(Datum::Text(now.to_owned())),
            after: Some(Datum::Text(wanted.word().to_owned())),
        };
        Ok(Decision::Do(vec![Call {
            body,
            changes: vec![change],
            ..Call::new(
                Action::Update,
                Method::Post,
                look.scope().at("status_check_responses"),
                Check::new(Fresh::list(list), answered),
            )
        }]))
    }
}

/// The response to the call has neither status nor sha, so the list is read.
fn answered(sent: &Sent<'_>, list: &Value) -> Verdict {
    let id = match Hole::of(&sent.body["external_status_check_id"]) {
        Some(Hole::Id(check)) => json!(sent.ids.get(&check)),
        _ => sent.body["external_status_check_id"].clone(),
    };
    let wanted = sent.body["status"].as_str().unwrap_or("passed");
    let check = list.as_array().into_iter().flatten().find(|it| it["id"] == id);
    match check.and_then(|it| it["status"].as_str()) {
        Some("approved") if wanted == "passed" => Verdict::Good,
        Some(now) if now == wanted => Verdict::Good,
        Some(now) => Verdict::Failed(format!(
            "GitLab accepted the answer, but still reports `{now}`; someone may have pushed in the meantime"
        )),
        None => Verdict::Failed("the check no longer applies to this merge request".to_owned()),
    }
}
