//! A GitLab of one's own, a folder with files, and labwright between the two.
//!
//! ```ignore
//! let world = World::start("projects: [{ path: acme/api }]").await;
//! world.write("labwright.yaml", "version: 1\nprojects: { acme/api: {} }\n");
//! let report = world.apply(world.plan().await).await;
//! world.finish();
//! ```
//!
//! Every exchange is recorded; when the world ends, all of them are held to GitLab's contract.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

pub(crate) mod contract;
pub(crate) mod exceptions;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::time::Duration;

use labwright::apply::{self, Progress, Report, Secrets, Sources, Stop};
use labwright::config::{self, Config, Schemas};
use labwright::gitlab::{Reader, Server, Settings, Token};
use labwright::plan::{Allowed, Approved, Options, Plan};
use labwright::problem::Problems;
use labwright::sandbox::{ADMIN_TOKEN, Exchange, Sandbox, Seed};
use serde_json::Value;

/// A sandbox, a folder and secrets.
pub(crate) struct World {
    sandbox: Sandbox,
    folder: tempfile::TempDir,
    secrets: BTreeMap<String, String>,
}

/// What came back to a request that labwright did not make.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Null where there was no body.
    pub(crate) body: Value,
}

impl World {
    /// Starts a sandbox from a seed and records everything.
    pub(crate) async fn start(seed: &str) -> World {
        World::from(&Seed::parse(seed).unwrap()).await
    }

    /// Starts a sandbox from a seed and records everything.
    pub(crate) async fn from(seed: &Seed) -> World {
        let sandbox = Sandbox::start(seed).await.unwrap();
        sandbox.record(true);
        let folder = tempfile::tempdir().unwrap();
        World { sandbox, folder, secrets: BTreeMap::new() }
    }

    /// The GitLab.
    pub(crate) fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// Where the files are.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file below the folder.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.folder().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Writes an image below the folder.
    pub(crate) fn image(&self, name: &str) {
        self.write(name, "");
        std::fs::write(self.folder().join(name), include_bytes!("../data/logo.png")).unwrap();
    }

    /// Writes the files that the cases of the kinds refer to: a secret, and an image.
    pub(crate) fn files_of_cases(&self, secret: &str) {
        self.write("canary", secret);
        self.image("logo.png");
    }

    /// Gives an environment variable a value, for the library and for the binary.
    pub(crate) fn secret(&mut self, name: &str, value: &str) {
        self.secrets.insert(name.to_owned(), value.to_owned());
    }

    /// Takes an environment variable away again.
    pub(crate) fn forget(&mut self, name: &str) {
        self.secrets.remove(name);
    }

    /// Reads `labwright.yaml`.
    pub(crate) fn try_config(&self) -> Result<Config, Problems> {
        static SCHEMAS: OnceLock<Schemas> = OnceLock::new();
        let schemas = SCHEMAS.get_or_init(|| Schemas::new(&config::schema::json_schema()).unwrap());
        config::read(config::load(self.folder(), schemas)?)
    }

    /// Reads `labwright.yaml`, which has to be right.
    pub(crate) fn config(&self) -> Config {
        self.try_config().unwrap_or_else(|problems| panic!("{problems}"))
    }

    /// Only GETs, as the administrator, unless the secret `GITLAB_TOKEN` is somebody else's.
    pub(crate) fn reader(&self) -> Reader {
        self.reader_of(self.secrets.get("GITLAB_TOKEN").map_or(ADMIN_TOKEN, String::as_str))
    }

    /// Only GETs, with a token.
    pub(crate) fn reader_of(&self, token: &str) -> Reader {
        let server = Server::parse(&self.sandbox.url(), "test").unwrap();
        let mut settings = Settings::new(server, Token::parse(token, "test").unwrap());
        settings.retry_delay = Duration::from_millis(1);
        Reader::new(settings).unwrap()
    }

    /// Plans what the files say.
    pub(crate) async fn plan(&self) -> Plan {
        self.plan_with(&Options::default()).await
    }

    /// Plans what the files say, in part or with secrets anew.
    pub(crate) async fn plan_with(&self, options: &Options) -> Plan {
        let (config, reader) = (self.config(), self.reader());
        let env = |name: &str| self.secrets.get(name).cloned();
        let sources = Sources::new(&env, self.folder()).except_token_of(&reader);
        let resolved = sources.resolve(labwright::plan::references(&config));
        let options = Options { resolved, ..options.clone() };
        labwright::plan::plan(&config, &reader, &options).await.unwrap()
    }

    /// Makes the calls of a plan.
    pub(crate) async fn apply(&self, plan: Plan) -> Report {
        self.apply_until(plan, Stop::default(), &()).await
    }

    /// Makes the calls of a plan until it is stopped.
    pub(crate) async fn apply_until(
        &self,
        plan: Plan,
        stop: Stop,
        progress: &dyn Progress,
    ) -> Report {
        let env = |name: &str| self.secrets.get(name).cloned();
        let sources = Sources::new(&env, self.folder());
        let secrets = Secrets::find(&plan, &sources).unwrap_or_else(|it| panic!("{it}"));
        let poll = Duration::from_millis(1);
        let command = Duration::from_secs(2);
        let settings = apply::Pacing { poll, stop, command, ..Default::default() };
        let (config, reader, allowed) = (self.config(), self.reader(), Allowed::default());
        let resolved = sources.resolve(labwright::plan::references(&config));
        let options = Options { resolved, ..Options::default() };
        let again =
            labwright::plan::Again { config: &config, options: &options, allowed: &allowed };
        let approved = Approved::by_hand(plan);
        apply::apply_in_phases(approved, &again, &reader, &secrets, &settings, progress).await
    }

    /// Plans and applies; everything has to be done, and nothing may be left to do.
    pub(crate) async fn converge(&self) -> Report {
        let plan = self.plan().await;
        assert!(plan.problems.is_empty(), "{}", plan.problems);
        let report = self.apply(plan).await;
        assert!(report.is_whole(), "{:#}", report.to_json());
        let rest = self.plan().await;
        assert!(rest.steps().is_empty(), "left to do: {:#}", rest.to_json());
        report
    }

    /// Runs the program in the folder, with the address, the token and the secrets in its environment.
    pub(crate) async fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_labwright"));
        command.args(arguments).current_dir(self.folder()).env_clear();
        command.env("GITLAB_URL", self.sandbox.url()).env("GITLAB_TOKEN", ADMIN_TOKEN);
        command.envs(&self.secrets).stdin(std::process::Stdio::null());
        tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap()
    }

    /// A request past labwright, as the administrator.
    pub(crate) async fn send(&self, method: &str, path: &str, body: Value) -> Answer {
        self.send_as(ADMIN_TOKEN, method, path, body).await
    }

    /// A request past labwright. The path is below `/api/v4`, encoded; a null body is none.
    pub(crate) async fn send_as(
        &self,
        token: &str,
        method: &str,
        path: &str,
        body: Value,
    ) -> Answer {
        static CLIENT: OnceLock<reqwest::Client> = OnceLock::new();
        let client = CLIENT.get_or_init(|| {
            // Another test, or labwright itself, may have come first: there is one for the process.
            drop(rustls::crypto::ring::default_provider().install_default());
            reqwest::Client::builder().pool_max_idle_per_host(0).no_proxy().build().unwrap()
        });
        let url = format!("{}/api/v4{path}", self.sandbox.url());
        let mut request =
            client.request(method.parse().unwrap(), url).header("PRIVATE-TOKEN", token);
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or_else(|_| Value::from(text));
        Answer { status, body }
    }

    /// The exchanges since the start, or since they were taken.
    pub(crate) fn exchanges(&self) -> Vec<Exchange> {
        self.sandbox.exchanges()
    }

    /// Exchanges that are not to be held to the contract at the end: requests that are wrong on purpose.
    pub(crate) fn take_exchanges(&self) -> Vec<Exchange> {
        let exchanges = self.sandbox.exchanges();
        self.sandbox.clear_exchanges();
        exchanges
    }

    /// Ends it. Panics where an exchange strays from GitLab's contract; so does dropping it.
    pub(crate) fn finish(self) {
        drop(self);
    }
}

/// The events of `apply -o json`, each of which has to fit the schema. Whatever happened, the first says which format it
/// is, and the last is the one summary, with the exit code.
pub(crate) fn events(output: &Output) -> Vec<Value> {
    static VALIDATOR: OnceLock<jsonschema::Validator> = OnceLock::new();
    let validator =
        VALIDATOR.get_or_init(|| jsonschema::validator_for(&apply::Event::json_schema()).unwrap());
    let text = String::from_utf8_lossy(&output.stdout);
    let event = |line: &str| -> Value {
        let event = serde_json::from_str(line).unwrap_or_else(|it| panic!("{it} in {text}"));
        let errors: Vec<_> = validator.iter_errors(&event).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?} in {event:#}");
        event
    };
    let events: Vec<Value> = text.lines().map(event).collect();
    let (first, last) = (events.first().unwrap(), events.last().unwrap());
    assert_eq!((&first["event"], &first["format"]), (&Value::from("start"), &Value::from(1)));
    assert_eq!(last["event"], "summary", "{text}");
    assert_eq!(last["exit"].as_i64(), output.status.code().map(i64::from), "{text}");
    assert_eq!(events.iter().filter(|it| it["event"] == "summary").count(), 1, "{text}");
    events
}

impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let strays = contract::check(&self.sandbox.exchanges());
        assert!(
            strays.is_empty(),
            "{} strays from the contract:\n{}",
            strays.len(),
            strays.join("\n")
        );
    }
}

/// Everything that a world can do; a test that uses a part of it need not excuse the rest.
#[tokio::test(flavor = "multi_thread")]
async fn a_world_plans_applies_and_keeps_to_the_contract() {
    let mut world = World::start("projects: [{ path: acme/api }]").await;
    world.secret("SECRET", "s3cret");
    world.secret("OTHER", "other");
    world.forget("OTHER");
    world.write(
        "labwright.yaml",
        "version: 1\nprojects:\n  acme/api:\n    external_status_checks:\n      - name: Scan\n        \
         external_url: https://scan.example.com\n        shared_secret: { env: SECRET }\n",
    );
    world.files_of_cases("s3cret");
    assert_eq!(world.plan().await.steps().len(), 1);
    assert!(world.converge().await.is_whole());
    let output = world.run(&["plan", "--detailed-exitcode"]).await;
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let events = events(&world.run(&["apply", "-y", "-o", "json"]).await);
    assert_eq!(events.len(), 3, "{events:#?}");
    let list = world.send("GET", "/projects/acme%2Fapi/external_status_checks", Value::Null).await;
    assert_eq!((list.status, list.body[0]["name"].as_str()), (200, Some("Scan")));
    assert!(!world.exchanges().is_empty() && world.sandbox().url().starts_with("http://"));
    assert_eq!(world.send("GET", "/no/such/route", Value::Null).await.status, 404);
    let mut verdict = contract::Verdict::default();
    verdict.add(contract::judge(&world.take_exchanges(), true));
    assert_eq!(verdict.lines(), ["GET /no/such/route path: Endpoint: GitLab has no such endpoint"]);
    assert!(verdict.values > 10 && verdict.answered().count() < contract::endpoints().count());
    let mut used = verdict.used.iter().map(|(number, _)| &exceptions::EXCEPTIONS[*number]);
    assert!(used.all(|it| !it.why.is_empty()));
    let strays = contract::strays(&[], true);
    assert!(strays.findings.keys().all(|it| contract::family(&it.endpoint).is_some()));
    world.finish();
}
