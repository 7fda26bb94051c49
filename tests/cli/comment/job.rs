//! A job of a merge request pipeline: its variables, its files, and the notes that it leaves.

use labwright::sandbox::{Exchange, Note};
use serde_json::Value;

use crate::support::World;

pub(crate) const HEAD: &str = "141be9714669a4c1ccaa013c6a7f3e462ff2a40f";

const SEED: &str = "
users: [{ username: bot }, { username: next }, { username: dev }, { username: out }]
tokens: [{ user: bot, token: read-only, scopes: [read_api] }]
projects:
  - path: acme/config
    visibility: public
    members: { bot: developer, next: maintainer, dev: developer }
    merge_requests: [{}, { state: closed }, { state: merged }, { discussion_locked: true }]
  - { path: fork/config, merge_requests: [{}] }
  - path: acme/api
    external_status_checks: [{ name: \"/close\\n/close\\n`\\n/close\", external_url: 'https://a.example.com' }]
    branches: { main: 0fca33964f5327cf18e2b54a129a4b3b24908f70 }
    protected_branches: [{ name: main, push: [maintainer], merge: [developer] }, { name: old }]
";

/// Files that ask for a deletion, a change, and nothing.
pub(crate) const DELETES: &str = "protected_branches: [{ name: old, state: absent }]";
pub(crate) const CHANGES: &str = "protected_branches: [{ name: main, allowed_to_push: [no one] }]";
pub(crate) const NOTHING: &str = "protected_branches: [{ name: main }]";

/// A world with a configuration, and a job on merge request 1 of `acme/config`.
pub(crate) struct Job {
    pub(crate) world: World,
}

/// How a run of the program ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Job {
    pub(crate) async fn start(project: &str) -> Job {
        let mut world = World::start(SEED).await;
        let url = world.sandbox().url();
        let id = world.sandbox().world().project_at("acme/config").unwrap().to_string();
        for (name, value) in [
            ("GITLAB_CI", "true"),
            ("CI_SERVER_URL", &url),
            ("CI_API_V4_URL", &format!("{url}/api/v4")),
            ("CI_PROJECT_ID", &id),
            ("CI_MERGE_REQUEST_PROJECT_ID", &id),
            ("CI_MERGE_REQUEST_IID", "1"),
            ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", ""),
            ("CI_COMMIT_SHA", HEAD),
            ("CI_PIPELINE_ID", "500"),
            ("CI_JOB_URL", "https://gitlab.example.com/acme/config/-/jobs/7"),
            ("LABWRIGHT_REVIEW_TOKEN", "sandbox-bot-token"),
            ("NO_COLOR", "1"),
        ] {
            world.secret(name, value);
        }
        let job = Job { world };
        job.asks_for(project);
        job
    }

    /// What the files ask of `acme/api`.
    pub(crate) fn asks_for(&self, project: &str) {
        let text = format!("version: 1\nprojects:\n  acme/api:\n    {project}\n");
        self.world.write("labwright.yaml", &text);
    }

    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.world.secret(name, value);
    }

    pub(crate) async fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.world.run(arguments).await;
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let code = output.status.code().unwrap();
        let ran = Ran { code, stdout: text(output.stdout), stderr: text(output.stderr) };
        let secret = |it: &str| it.contains("-token") && it.contains("sandbox-");
        assert!(!secret(&ran.stdout) && !secret(&ran.stderr), "a token: {ran:?}");
        ran
    }

    /// A plan that is said; it has to come out well.
    pub(crate) async fn says(&self, mode: &str) -> Ran {
        let ran = self.run(&["plan", "--comment", mode]).await;
        assert_eq!(ran.code, 0, "{ran:?}");
        ran
    }

    /// The notes of people on a merge request, the oldest first.
    pub(crate) fn notes_of(&self, project: &str, iid: u64) -> Vec<Note> {
        let world = self.world.sandbox().world();
        let notes = world.project(project).unwrap().notes.iter();
        notes.filter(|it| it.merge_request == iid && !it.system).cloned().collect()
    }

    /// The notes of people on the merge request of the job.
    pub(crate) fn notes(&self) -> Vec<Note> {
        self.notes_of("acme/config", 1)
    }

    /// The one note that there is.
    pub(crate) fn note(&self) -> Note {
        let [note] = <[Note; 1]>::try_from(self.notes()).unwrap();
        note
    }

    /// Writes since the last time, as `METHOD path`.
    pub(crate) fn writes(&self) -> Vec<String> {
        let is_write = |it: &Exchange| it.method != "GET";
        let writes = self.world.exchanges().into_iter().filter(is_write);
        let told = writes.map(|it| format!("{} {}", it.method, it.path)).collect();
        self.world.take_exchanges();
        told
    }

    pub(crate) async fn posts(&self, user: &str, body: &str) -> u64 {
        let path = "/projects/acme%2Fconfig/merge_requests/1/notes";
        let body = serde_json::json!({ "body": body });
        let answer = self.world.send_as(&format!("sandbox-{user}-token"), "POST", path, body).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.body["id"].as_u64().unwrap()
    }

    pub(crate) fn author(&self, note: &Note) -> String {
        self.world.sandbox().world().users[&note.author].username.clone()
    }
}

impl Ran {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|it| panic!("{it}: {self:?}"))
    }
}
