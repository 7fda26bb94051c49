//! Changes of files that a merge request proposes: one for each branch, which further commits update.
//!
//! Its source branch belongs to the configuration, and is never overwritten: a change is one more commit on top. A request that a
//! person closed stays closed. GitLab accepts requests without a difference, and a second one while one to another branch is open
//! (measured), so what exists is read first. When GitLab merges the request, it deletes the source branch.

use serde_json::{Value, json};

use super::branch::{self, Head, pushed};
use super::commit::{Onto, commit, message, step};
use super::model::File;
use crate::gitlab::{ApiPath, Element, Method};
use crate::resource::{
    Action, Call, Change, Check, FileAt, Found, Fresh, Halt, Held, Hole, Look, Need, Sent, Verdict,
};

/// The longest title, in characters.
const LONGEST: usize = 255;

/// What there is of a merge request.
struct Request<'a> {
    source: String,
    /// The source branch, if it exists.
    head: Option<Head>,
    /// The newest request from there: an open one, if there is one.
    newest: Option<&'a Value>,
}

fn requests(look: &Look<'_>, source: &str, target: &str) -> ApiPath {
    let all = look.scope().at("merge_requests");
    all.query("source_branch", source).query("target_branch", target).query("state", "all")
}

/// The branch that proposes changes of another one. git has no branch with some characters, and none below another branch.
fn source(look: &Look<'_>, target: &str) -> String {
    let plain = |it: char| if it.is_ascii_alphanumeric() || it == '-' { it } else { '-' };
    let name: String = look.configuration().chars().map(plain).collect();
    format!("labwright/{name}/{target}")
}

/// Whether it is a merge request of these branches. A merge request of a fork has another source project.
fn is_known(request: &Value, source: &str, target: &str) -> bool {
    let number = |field: &str| request[field].is_u64();
    let state = request["state"].as_str().unwrap_or_default();
    ["iid", "source_project_id", "target_project_id"].into_iter().all(number)
        && ["opened", "closed", "locked", "merged"].contains(&state)
        && request["source_branch"] == source
        && request["target_branch"] == target
}

fn is_open(request: &Value) -> bool {
    request["state"] == "opened"
}

impl<'a> Request<'a> {
    fn read(target: &str, look: &Look<'a>) -> Result<Self, Halt> {
        let source = source(look, target);
        let head = branch::find(&source, look)?;
        let all = look.ask(Need::Page(requests(look, &source, target)))?.as_array();
        let all = all.ok_or_else(|| Halt::not_understood("it is not a list"))?;
        if !all.iter().all(|it| is_known(it, &source, target)) {
            return Err(Halt::not_understood("it has a merge request that was not asked for"));
        }
        let own = |it: &&'a Value| it["source_project_id"] == it["target_project_id"];
        let mut own = all.iter().filter(own);
        let newest = own.clone().find(|it| is_open(it)).or_else(|| own.next());
        Ok(Request { source, head, newest })
    }

    fn called(&self) -> String {
        self.newest.map_or_else(|| "the merge request".to_owned(), |it| format!("!{}", it["iid"]))
    }

    /// The branch to which changes are committed, if it exists.
    fn branch(&self) -> Result<Option<&Head>, Halt> {
        let source = &self.source;
        let Some(head) = &self.head else {
            return match self.newest.is_some_and(is_open) {
                true => Err(Halt::impossible(
                    format!("{} is open, and its branch `{source}` was deleted", self.called()),
                    "plan again in a moment: GitLab closes such a merge request by itself",
                )),
                false => Ok(None),
            };
        };
        match self.newest.and_then(|it| it["state"].as_str()) {
            Some("locked") => Err(Halt::impossible(
                format!("{} is being merged", self.called()),
                "plan again in a moment",
            )),
            Some("merged") => Err(Halt::impossible(
                format!("{} was merged, but its branch `{source}` still exists", self.called()),
                "delete that branch, so that the next merge request starts anew",
            )),
            Some("closed") => Err(Halt::impossible(
                format!("{} proposes this file, and someone closed it", self.called()),
                format!(
                    "reopen it, or delete its branch `{source}` to propose the file again; otherwise remove the file from the files"
                ),
            )),
            _ => pushed(head).map(Some),
        }
    }

    /// What the file is there.
    fn file(&self, path: &str, head: &Head, look: &Look<'a>) -> Result<Option<File>, Halt> {
        let file = look.ask(Need::File(FileAt {
            repository: look.scope().at("repository"),
            declared: self.source.clone(),
            branch: self.source.clone(),
            head: head.commit.clone(),
            path: path.to_owned(),
        }))?;
        let file = Some(file).filter(|it| !it.is_null());
        file.map(|it| File::observed(it).map_err(Halt::not_understood)).transpose()
    }
}

impl File {
    /// Whether the collection proposes changes instead of making them.
    pub(super) fn is_proposed(look: &Look<'_>) -> bool {
        look.shared("via") == Some("merge_request")
    }

    /// The calls that propose a file as it is declared, or its deletion. `target` is the branch that it is for, which is not known
    /// in a project that this plan creates, and `there` what the file is on it.
    pub(super) fn proposed(
        &self,
        does: Action,
        target: Option<&Head>,
        there: Option<File>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let Some(target) = target else {
            if !look.is_new() {
                return Err(Halt::impossible(
                    "the repository is empty, so there is no branch into which a merge request could be merged",
                    "push a first commit, or remove `via`",
                ));
            }
            let onto = Onto { start: Some(None), ..Onto::default() };
            let steps = self.steps(None, None, look);
            let commit = commit(look, does, onto, &self.path, steps, changes);
            return Ok(vec![commit, open(None, None, look)]);
        };
        let request = Request::read(&target.branch, look)?;
        let branch = request.branch()?;
        let now = match branch {
            Some(it) => request.file(&self.path, it, look)?,
            None => there,
        };
        let head = branch.unwrap_or(target).commit.as_str();
        let steps = match (does, &now) {
            (Action::Delete, None) => Vec::new(),
            (Action::Delete, _) => vec![step("delete", &self.path, Some(head))],
            (_, now) => self.steps(now.as_ref(), Some(head), look),
        };
        let mut calls = Vec::new();
        if !steps.is_empty() {
            let onto = Onto {
                branch: Some(request.source.clone()),
                start: branch.is_none().then(|| Some(target.branch.clone())),
                fixed: branch.is_some(),
                after: target.new.as_ref().map(|it| it.address.clone()),
                brings: None,
            };
            calls.push(commit(look, does, onto, &self.path, steps, changes));
        }
        if !request.newest.is_some_and(is_open) {
            calls.push(open(Some(&request.source), Some(&target.branch), look));
        }
        Ok(calls)
    }
}

/// That a merge request proposes a file as it is declared.
pub(super) fn waits(
    file: &File,
    there: Option<File>,
    look: &Look<'_>,
) -> Result<Vec<String>, Halt> {
    let Some(target) = file.head(look)? else { return Ok(Vec::new()) };
    if there.is_some_and(|it| file.steps(Some(&it), None, look).is_empty()) {
        return Ok(Vec::new());
    }
    let request = Request::read(&target.branch, look)?;
    let (Some(head), true) = (&request.head, request.newest.is_some_and(is_open)) else {
        return Ok(Vec::new());
    };
    let proposed = request.file(&file.path, head, look)?;
    let is_it = proposed.is_some_and(|it| file.steps(Some(&it), None, look).is_empty());
    let waits = || format!("{} proposes it, and waits to be merged", request.called());
    Ok(is_it.then(waits).into_iter().collect())
}

/// Opens the merge request.
fn open(source: Option<&str>, target: Option<&str>, look: &Look<'_>) -> Call {
    let line = message(look).lines().next().unwrap_or_default();
    let title: String = line.chars().take(LONGEST).collect();
    let find = requests(look, source.unwrap_or_default(), target.unwrap_or_default());
    // GitLab opens a merge request from a branch that does not exist.
    let branch = source.map(|it| look.scope().at("repository").seg("branches").seg(it));
    let needs = branch.map(|it| Held { look: Fresh::Find(it, Element::Named("name")), by: lacks });
    Call {
        held: needs.into_iter().collect(),
        body: json!({
            "source_branch": Hole::Now(json!(source)).value(),
            "target_branch": Hole::Now(json!(target)).value(),
            "title": title.trim(),
            "remove_source_branch": true,
        }),
        why: Some("opens the merge request for all files of the branch".to_owned()),
        joined: Some(""),
        ..Call::new(
            Action::Act,
            Method::Post,
            look.scope().at("merge_requests"),
            Check::new(Fresh::Answer, was_opened).traced(Fresh::Page(find), left_open),
        )
    }
}

/// Why it is not opened: the commit that makes its branch was not made.
fn lacks(_: &Sent<'_>, branch: &Value) -> Option<String> {
    branch
        .is_null()
        .then(|| "its branch does not exist, because the commit was not made".to_owned())
}

fn was_opened(sent: &Sent<'_>, request: &Value) -> Verdict {
    let same = |it: &&str| Hole::of(&sent.body[*it]) == Some(Hole::Now(request[*it].clone()));
    match is_open(request) && ["source_branch", "target_branch"].iter().all(same) {
        true => Verdict::Good,
        false => Verdict::Failed("GitLab's response is not the open merge request".to_owned()),
    }
}

/// Finds the request whose response was lost.
fn left_open(sent: &Sent<'_>, found: &Value) -> Found {
    let mut all = found.as_array().into_iter().flatten();
    match all.find(|it| was_opened(sent, it) == Verdict::Good) {
        Some(request) => Found::Effect(request.clone()),
        None => Found::Nothing,
    }
}
