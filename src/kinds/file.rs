//! Files in the repository of a project.
//!
//! All files of a branch come in one commit. They are compared by git's own IDs of their contents, at the commit to which the branch
//! points; that commit is also the guard of the new one: GitLab refuses to change a file that another commit has changed since.
//! The guard protects only if GitLab knows the commit, and `start_sha` makes new branches only (measured). GitLab makes a commit
//! without a change, too, so nothing is sent that is equal. `force` is never sent.

mod branch;
mod commit;
mod model;
mod request;

pub use model::File;

use serde_json::Value;

use crate::gitlab::{ApiPath, Element, Listing, Paging, is_object_id};
use crate::resource::{
    Action, Call, Change, Checks, Duplicates, EVERY_WRITE, Fields, FileAt, Halt, In, Kind, Known,
    Level, Live, Look, Naming, Need, Needs, Rank, Removal, Rows, Setting, Shared, Spec, Tier,
    created,
};
use branch::{Head, New, planned_in_new, pushed};
use commit::{Onto, commit, step};
use model::{LINK, SUBMODULE};

/// GitLab's limit for what labwright sends of one file, in bytes.
const MOST: usize = 10 << 20;

impl File {
    /// Where its commit goes, if it is pushed.
    fn onto(&self, look: &Look<'_>) -> Result<Onto, Halt> {
        let (branch, new) = match self.head(look)? {
            Some(head) => {
                pushed(&head)?;
                (Some(head.branch), head.new)
            }
            None => {
                let default = File::default_branch(look)?.map(str::to_owned);
                let branch = self.branch.value().cloned().or(default);
                let new = branch.as_ref().and_then(|it| planned_in_new(it, look));
                (branch, new)
            }
        };
        Ok(match new {
            // A pipeline runs for a new branch, and one for each commit: with the branch, there is one.
            Some(New { address, start: Some(start) }) => {
                Onto { branch, start: Some(start), brings: Some(address), ..Onto::default() }
            }
            new => Onto { branch, after: new.map(|it| it.address), ..Onto::default() },
        })
    }
}

impl Kind for File {
    const SPEC: Spec = Spec {
        path: "repository/tree",
        query: &[("recursive", "true")],
        identity: &["path", "branch"],
        known: Known::Both(""),
        removal: Removal::Absent,
        listing: Listing { paging: Paging::Keyset, element: Element::Named("path") },
        each: true,
        alternatives: &["content", "file", "template"],
        shown: &["content"],
        shared: &[
            Shared {
                field: "via",
                about: "How files are changed: by a push, which is the default, or by one merge request for each branch.",
                words: &[
                    ("push", "A commit on the branch."),
                    (
                        "merge_request",
                        "A commit on a branch of its own, and a merge request, which later changes update.",
                    ),
                ],
                example: "merge_request",
            },
            Shared {
                field: "message",
                about: "Message of the commit that changes the files. Its first line is the title of a merge request.",
                words: &[],
                example: "Update CI configuration",
            },
            Shared {
                field: "author_name",
                about: "Author of the commit. Without it, the token's user, who is also the committer.",
                words: &[],
                example: "Platform Team",
            },
            Shared {
                field: "author_email",
                about: "Email address of the author.",
                words: &[],
                example: "platform@example.com",
            },
        ],
        ..Spec::list(
            "files",
            "file",
            In::Project,
            Rank::Files,
            Needs {
                besides: "and the right to push to the branch",
                frozen: EVERY_WRITE,
                ..Needs::of(Tier::Free, Level::Reporter, Level::Developer)
            },
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { path, branch, content: _, file: _, template: _, executable, live: _ } = self;
        f.identity("path", path).named(Naming::File);
        f.plain("branch", branch).omittable().named(Naming::OneBranch);
        let content = f.plain("content", &self.source());
        content.accepts = Some(|_, _| None);
        f.plain("executable", executable).default(false);
    }

    fn check(&self, checks: &mut Checks) {
        let named = [
            ("content", self.content.value().is_some()),
            ("file", self.file.value().is_some()),
            ("template", self.template.value().is_some()),
        ];
        let mut named = named.into_iter().filter(|it| it.1).map(|it| it.0);
        match (named.next(), named.next()) {
            (None, _) => checks.refuse(
                "path",
                "a file requires its content",
                "add `content: TEXT`, `file: PATH`, or `template: PATH`",
            ),
            (Some(first), Some(second)) => checks.refuse(
                second,
                format!("a file has one content, and this one also has `{first}`"),
                format!("remove `{first}` or `{second}`"),
            ),
            _ => {}
        }
        for (field, text) in [("content", &self.content), ("template", &self.template)] {
            let text = text.value().map(String::as_str).unwrap_or_default();
            if text.contains('\0') {
                let hint = "write the content to a file, and name it with `file: PATH`";
                checks.refuse(field, "a text with a NUL character cannot be sent to GitLab", hint);
            }
            if text.len() > MOST {
                checks.refuse(
                    field,
                    "the text is larger than 10 MiB",
                    "keep large files elsewhere",
                );
            }
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        File::observed(raw)
    }

    fn item(raw: &Value, collection: ApiPath) -> ApiPath {
        let path = raw["path"].as_str().unwrap_or_default();
        let at = collection.seg(path);
        match raw["branch"].as_str() {
            Some(branch) => at.query("ref", branch),
            None => at,
        }
    }

    fn sought(&self, _: &str, look: &Look<'_>) -> Result<Option<Need>, Halt> {
        let Some(Head { branch, commit, .. }) = self.head(look)? else { return Ok(None) };
        Ok(Some(Need::File(FileAt {
            repository: look.scope().at("repository"),
            declared: self.branch.value().cloned().unwrap_or_default(),
            branch,
            head: commit,
            path: self.path.clone(),
        })))
    }

    fn remarks(&self, live: Option<&Live<'_>>, look: &Look<'_>) -> Vec<String> {
        if !File::is_proposed(look) {
            return Vec::new();
        }
        let there = live.and_then(|it| File::observed(it.raw).ok());
        request::waits(self, there, look).unwrap_or_default()
    }

    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        let mut changes = created(rows);
        changes.retain(|it| it.field != "branch");
        if File::is_proposed(look) {
            let target = self.head(look)?;
            return self.proposed(Action::Create, target.as_ref(), None, changes, look);
        }
        let steps = self.steps(None, None, look);
        Ok(vec![commit(look, Action::Create, self.onto(look)?, &self.path, steps, changes)])
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let there = plain(live)?;
        if File::is_proposed(look) {
            let target = self.head(look)?;
            return self.proposed(Action::Update, target.as_ref(), Some(there), changes, look);
        }
        let steps = self.steps(Some(&there), Some(guard(live)?), look);
        Ok(vec![commit(look, Action::Update, self.onto(look)?, &self.path, steps, changes)])
    }

    fn delete(live: &Live<'_>, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        let there = plain(live)?;
        let text = |field: &str| live.raw[field].as_str().unwrap_or_default();
        let of = Self {
            path: there.path.clone(),
            branch: Setting::Value(text("branch").to_owned()),
            ..Self::default()
        };
        let mut changes = Call::delete(look, live.path.clone(), &live.rows).changes;
        changes.retain(|it| it.field != "branch");
        if File::is_proposed(look) {
            let target = of.head(look)?;
            return of.proposed(Action::Delete, target.as_ref(), Some(there), changes, look);
        }
        let delete = step("delete", &of.path, Some(guard(live)?));
        Ok(vec![commit(look, Action::Delete, of.onto(look)?, &of.path, vec![delete], changes)])
    }
}

/// The commit at which the file was read. Without one, GitLab would overwrite what others changed since.
fn guard<'f>(live: &Live<'f>) -> Result<&'f str, Halt> {
    let head = live.raw["head"].as_str().filter(|it| is_object_id(it));
    head.ok_or_else(|| Halt::not_understood("the commit of a file is not known"))
}

/// What GitLab has, if it is a file and no link.
fn plain(live: &Live<'_>) -> Result<File, Halt> {
    if live.raw["mode"] == LINK || live.raw["mode"] == SUBMODULE {
        return Err(Halt::impossible(
            "it is a link or a submodule, not a file",
            "remove it from the repository first, or use another path",
        ));
    }
    File::observed(live.raw).map_err(Halt::not_understood)
}
