//! Files in the repository of a project.
//!
//! All files of a branch come in one commit. They are compared by git's own IDs of their contents, at the commit to which the branch
//! points; that commit is also the guard of the new one: GitLab refuses to change a file that another commit has changed since.
//! The guard protects only if GitLab knows the commit, and `start_sha` makes new branches only (measured). GitLab makes a commit
//! without a change, too, so nothing is sent that is equal. `force` is never sent.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::Error as _;
use serde_json::{Map, Value, json};

use crate::gitlab::{ApiPath, EXECUTABLE, Element, Listing, Method, Paging, is_object_id};
use crate::resource::{
    Action, Blob, BlobSource, Call, Change, Check, Checks, Content, Datum, Deviation, Duplicates,
    EVERY_WRITE, Fields, FileAt, FilePath, Found, Fresh, Halt, Hole, In, Kind, Known, Level, Live,
    Look, Naming, Need, Needs, Rank, Removal, Row, Rows, Sent, Setting, Shared, Spec, Tier,
    Verdict, created, marked,
};

/// A file in the repository.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct File {
    /// Path in the repository.
    #[schemars(length(min = 1), example = &".gitlab-ci.yml")]
    pub path: String,
    /// Branch. Without it, the default branch.
    #[serde(default)]
    #[schemars(length(min = 1), example = &"release/1")]
    pub branch: Setting<String>,
    /// Content, as text.
    #[serde(default)]
    #[schemars(example = &"include: [{ project: acme/ci, file: default.yml }]\n")]
    pub content: Setting<String>,
    /// Path of a file with the content, relative to the file that names it. It must be inside the directory of the root file.
    #[serde(default)]
    #[schemars(with = "Setting<String>", length(min = 1), example = &"files/LICENSE")]
    pub file: Setting<FilePath>,
    /// Path of a file with the content, in which templates such as `{{ project.path }}` are filled in; otherwise like `file`.
    #[serde(default)]
    #[schemars(example = &"files/CODEOWNERS")]
    pub template: Setting<String>,
    /// Whether the file can be executed.
    #[serde(default)]
    pub executable: Setting<bool>,
    /// What GitLab has.
    #[serde(skip)]
    live: Option<Blob>,
}

/// The default message of a commit.
const MESSAGE: &str = "Update files managed by labwright";

/// GitLab's limit for what labwright sends of one file, in bytes.
const MOST: usize = 10 << 20;

const NAMED: Element = Element::Named("name");

/// The branch of a file, and the commit that it points to.
struct Head {
    branch: String,
    commit: String,
    may_push: bool,
}

impl File {
    /// The content that is declared, or that GitLab has.
    fn source(&self) -> Setting<Content> {
        if let Some(live) = &self.live {
            return Setting::Value(Content::Blob(live.clone()));
        }
        match (&self.content, &self.file, &self.template) {
            (Setting::Value(text), ..) | (.., Setting::Value(text)) => {
                Setting::Value(Content::Blob(Blob::text(text)))
            }
            (_, Setting::Value(FilePath(path)), _) => Setting::Value(Content::Source(path.clone())),
            _ => Setting::Unmanaged,
        }
    }

    /// The branch; `None` if there is no commit yet, so that the first one creates it.
    fn head(&self, look: &Look<'_>) -> Result<Option<Head>, Halt> {
        let project = look.find(look.scope().at(""))?;
        let empty = project.is_none_or(|it| it["empty_repo"] == true);
        let default = project.and_then(|it| it["default_branch"].as_str());
        let declared = self.branch.value().map(String::as_str);
        if empty {
            return match declared.filter(|it| Some(*it) != default) {
                Some(branch) if !look.is_new() => Err(Halt::impossible(
                    format!(
                        "the repository is empty, and its first commit would make `{}` the default branch",
                        marked(branch)
                    ),
                    "declare a file of the default branch first, or push a first commit",
                )),
                _ => Ok(None),
            };
        }
        let Some(name) = declared.or(default) else {
            return Err(Halt::not_returned(&["default_branch"], &look.spec().needs));
        };
        let branches = look.scope().at("repository").seg("branches");
        let Some(branch) = look.find_object(branches.seg(name), NAMED)? else {
            let shown = marked(name);
            return Err(match look.is_planned(&look.scope().address_of("branches", name)) {
                true => Halt::impossible(
                    format!(
                        "this plan creates the branch `{shown}`, so its files are not known yet"
                    ),
                    "apply the plan, then plan again",
                ),
                false => Halt::impossible(
                    format!("the branch `{shown}` does not exist"),
                    format!(
                        "declare it: `branches: [{{ name: {shown}, ref: … }}]`, or correct its name"
                    ),
                ),
            });
        };
        let commit = branch["commit"]["id"].as_str().filter(|it| is_object_id(it));
        match (commit, branch["can_push"].as_bool(), branch["name"] == name) {
            (Some(commit), Some(may_push), true) => {
                Ok(Some(Head { branch: name.to_owned(), commit: commit.to_owned(), may_push }))
            }
            (.., false) => Err(Halt::not_understood("it is another branch")),
            _ => Err(Halt::not_understood("a branch has no `commit.id` or no `can_push`")),
        }
    }

    /// Where the content is sent from.
    fn sent(rows: &[Row], into: &mut Map<String, Value>) {
        let content = rows.iter().find(|it| it.name == "content").and_then(Row::content);
        let Some(Content::Blob(blob)) = content else { return };
        let value = match blob.source() {
            BlobSource::Text(text) => Hole::Hidden(text.clone()).value(),
            BlobSource::File { path, sha256 } => {
                into.insert("encoding".to_owned(), json!("base64"));
                Hole::Base64 { path: path.clone(), sha256: sha256.clone() }.value()
            }
            BlobSource::Live => return,
        };
        into.insert("content".to_owned(), value);
    }
}

/// One step of the commit.
fn action(name: &str, path: &str, head: Option<&str>) -> Map<String, Value> {
    let mut action = Map::new();
    action.insert("action".to_owned(), json!(name));
    action.insert("file_path".to_owned(), json!(path));
    if let Some(head) = head {
        action.insert("last_commit_id".to_owned(), Hole::Now(json!(head)).value());
    }
    action
}

/// A part of the commit on a branch, which is not known yet in a project that the plan creates.
fn commit(
    look: &Look<'_>,
    does: Action,
    branch: Option<&str>,
    path: &str,
    actions: Vec<Map<String, Value>>,
    changes: Vec<Change>,
) -> Call {
    let repository = look.scope().at("repository");
    let mut body = Map::new();
    body.insert("branch".to_owned(), Hole::Now(json!(branch)).value());
    body.insert("commit_message".to_owned(), json!(look.shared("message").unwrap_or(MESSAGE)));
    for field in ["author_name", "author_email"] {
        body.extend(look.shared(field).map(|it| (field.to_owned(), json!(it))));
    }
    body.insert(
        "actions".to_owned(),
        Value::Array(actions.into_iter().map(Value::Object).collect()),
    );
    let file = Fresh::File {
        repository: repository.clone(),
        branch: branch.unwrap_or_default().to_owned(),
        path: path.to_owned(),
    };
    Call {
        body: Value::Object(body),
        changes,
        joined: Some("actions"),
        ..Call::new(
            does,
            Method::Post,
            repository.seg("commits"),
            Check::new(file.clone(), was_committed).traced(file, left_a_commit),
        )
    }
}

/// What of a file is not as it was sent.
fn differences(sent: &Sent<'_>, file: &Value) -> Vec<Deviation> {
    let live = File::observe(file).map(|it| {
        let mut fields = Fields::default();
        it.fields(&mut fields);
        fields.rows
    });
    let rows = live.unwrap_or_default();
    let differs = |change: &Change| {
        let after = change.after.as_ref()?;
        let found = rows.iter().find(|it| it.name == change.field).and_then(Row::value);
        let found = found.unwrap_or(&Datum::Null);
        (!crate::resource::same(after, found)).then(|| Deviation {
            field: change.field.to_owned(),
            sent: after.show(),
            found: found.show(),
            ignored: None,
        })
    };
    sent.changes.iter().filter_map(differs).collect()
}

/// Compares the commit that GitLab made, and the file in it.
fn was_committed(sent: &Sent<'_>, fresh: &Value) -> Verdict {
    let (commit, file) = (&fresh["commit"], &fresh["file"]);
    let deletes = sent.changes.iter().all(|it| it.after.is_none());
    if deletes != file.is_null() {
        return Verdict::Failed(match deletes {
            true => "GitLab made the commit, but the file still exists".to_owned(),
            false => "GitLab made the commit, but the file does not exist".to_owned(),
        });
    }
    let mut deviations = if deletes { Vec::new() } else { differences(sent, file) };
    // Without a response, the file alone shows what became of the commit.
    let told = [
        ("commit_message", "message"),
        ("author_name", "author_name"),
        ("author_email", "author_email"),
    ];
    for (field, told) in told.into_iter().filter(|_| commit["id"].is_string()) {
        let wanted = &sent.body[field];
        if !wanted.is_null() && commit[told] != *wanted {
            deviations.push(Deviation {
                field: field.to_owned(),
                sent: wanted.clone(),
                found: commit[told].clone(),
                ignored: None,
            });
        }
    }
    match deviations.is_empty() {
        true => Verdict::Good,
        false => Verdict::Differs(deviations),
    }
}

/// Finds what a commit left whose response was lost: the content of the file decides.
fn left_a_commit(sent: &Sent<'_>, fresh: &Value) -> Found {
    match was_committed(sent, fresh) {
        Verdict::Good => Found::Effect(Value::Null),
        _ => Found::Nothing,
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
        shared: &[
            Shared {
                field: "message",
                about: "Message of the commit that changes the files.",
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
            Rank::Branches,
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

    /// A line of a tree, to which the branch was added.
    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        let text = |field: &str| raw[field].as_str();
        let lacks = |field: &str| serde_json::Error::custom(format!("it has no `{field}`"));
        let mode = text("mode").ok_or_else(|| lacks("mode"))?;
        let id = text("id").filter(|it| is_object_id(it)).ok_or_else(|| lacks("id"))?;
        Ok(Self {
            path: text("path").ok_or_else(|| lacks("path"))?.to_owned(),
            branch: Setting::Value(text("declared").unwrap_or_default().to_owned()),
            executable: Setting::Value(mode == EXECUTABLE),
            live: Some(Blob::live(id, raw["size"].as_u64())),
            ..Self::default()
        })
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

    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        let head = self.head(look)?;
        let branch = match &head {
            Some(head) => Some(pushed(head)?.branch.clone()),
            None => {
                let project = look.find(look.scope().at(""))?;
                let default = project.and_then(|it| it["default_branch"].as_str());
                self.branch.value().map(String::as_str).or(default).map(str::to_owned)
            }
        };
        let mut create = action("create", &self.path, None);
        File::sent(rows, &mut create);
        if self.executable.value() == Some(&true) {
            create.insert("execute_filemode".to_owned(), json!(true));
        }
        let mut changes = created(rows);
        changes.retain(|it| it.field != "branch");
        let branch = branch.as_deref();
        Ok(vec![commit(look, Action::Create, branch, &self.path, vec![create], changes)])
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let head = on_top(self.head(look)?, live)?;
        let mut actions = Vec::new();
        for change in &changes {
            let name = if change.field == "content" { "update" } else { "chmod" };
            let mut action = action(name, &self.path, Some(&head.commit));
            match &change.after {
                Some(Datum::Bool(it)) => {
                    drop(action.insert("execute_filemode".to_owned(), json!(it)))
                }
                Some(content) => {
                    let mut row = Fields::default();
                    row.plain(change.field, &Setting::Value(content.clone()));
                    File::sent(&row.rows, &mut action);
                }
                None => {}
            }
            actions.push(action);
        }
        let branch = Some(head.branch.as_str());
        Ok(vec![commit(look, Action::Update, branch, &self.path, actions, changes)])
    }

    fn delete(live: &Live<'_>, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        let text = |field: &str| live.raw[field].as_str().unwrap_or_default();
        let of = Self { branch: Setting::Value(text("branch").to_owned()), ..Self::default() };
        let head = on_top(of.head(look)?, live)?;
        let delete = action("delete", text("path"), Some(&head.commit));
        let shown = Call::delete(look, live.path.clone(), &live.rows).changes;
        let branch = Some(head.branch.as_str());
        Ok(vec![commit(look, Action::Delete, branch, text("path"), vec![delete], shown)])
    }
}

/// A branch to which the token's user can push. A protected branch is never opened for a file.
fn pushed(head: &Head) -> Result<&Head, Halt> {
    match head.may_push {
        true => Ok(head),
        false => Err(Halt::impossible(
            format!("the token's user cannot push to the branch `{}`", marked(&head.branch)),
            "let the user push to it, or remove the file from the files",
        )),
    }
}

/// The branch of a file that is there and is no link.
fn on_top(head: Option<Head>, live: &Live<'_>) -> Result<Head, Halt> {
    let head = head.ok_or_else(|| Halt::not_understood("a file of an empty repository"))?;
    if live.raw["type"] == "commit" || live.raw["mode"] == "120000" {
        return Err(Halt::impossible(
            "it is a link or a submodule, not a file",
            "remove it from the repository first, or use another path",
        ));
    }
    pushed(&head)?;
    Ok(head)
}
