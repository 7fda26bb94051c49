//! One server whose world is put back before every run, and labwright talking to it.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::time::Duration;

use labwright::apply::{self, Entry, Outcome, Progress, Report, Secrets, Sources};
use labwright::config::{self, Config, Schemas};
use labwright::gitlab::{Reader, Server, Settings, Token};
use labwright::plan::{Again, Allowed, Approved, Options, Plan};
use labwright::sandbox::{ADMIN_TOKEN, Sandbox, Seed, World};
use serde_json::Value;

use super::scopes::Meanwhile;

/// What an environment variable contains; if it has to be, a URL.
fn value_of(name: &str, urls: bool) -> String {
    format!("{}value-of-{name}", if urls { "https://example.com/" } else { "" })
}

pub(crate) struct Lab {
    /// Environment variables contain URLs: GitLab accepts nothing else as a webhook.
    pub(crate) urls: bool,
    pub(crate) sandbox: Sandbox,
    folder: tempfile::TempDir,
    /// By version: a reader asks for it once.
    readers: BTreeMap<String, Reader>,
    /// The world as its seed made it.
    pub(crate) seeded: World,
}

/// How an apply goes on when a call is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum After {
    /// With everything that does not need it.
    GoOn,
    /// It is interrupted: no call begins any more.
    Stop,
}

impl Lab {
    pub(crate) async fn start(seed: &str) -> Lab {
        let sandbox = Sandbox::start(&Seed::parse(seed).unwrap()).await.unwrap();
        let seeded = sandbox.world().clone();
        let folder = tempfile::tempdir().unwrap();
        // The file that the cases of the kinds refer to.
        std::fs::write(folder.path().join("canary"), "value-of-a-file\n").unwrap();
        std::fs::write(folder.path().join("logo.png"), include_bytes!("../data/logo.png")).unwrap();
        Lab { urls: false, sandbox, folder, readers: BTreeMap::new(), seeded }
    }

    /// Puts the world back.
    pub(crate) fn reset(&self, world: &World) {
        *self.sandbox.world() = world.clone();
    }

    pub(crate) fn config(&self, wanted: &Value) -> Result<Config, String> {
        self.config_of(&serde_json::to_string_pretty(wanted).unwrap())
    }

    pub(crate) fn config_of(&self, text: &str) -> Result<Config, String> {
        static SCHEMAS: OnceLock<Schemas> = OnceLock::new();
        let schemas = SCHEMAS.get_or_init(|| Schemas::new(&config::schema::json_schema()).unwrap());
        std::fs::write(self.folder.path().join("labwright.yaml"), text).unwrap();
        let config = config::load(self.folder.path(), schemas).and_then(config::read);
        config.map_err(|it| format!("{it}\n{text}"))
    }

    fn reader(&mut self) -> Reader {
        let version = self.sandbox.world().version.clone();
        let url = self.sandbox.url();
        let make = || {
            let server = Server::parse(&url, "test").unwrap();
            let mut settings = Settings::new(server, Token::parse(ADMIN_TOKEN, "test").unwrap());
            settings.retry_delay = Duration::from_micros(1);
            Reader::new(settings).unwrap()
        };
        self.readers.entry(version).or_insert_with(make).clone()
    }

    pub(crate) async fn plan(&mut self, config: &Config) -> Plan {
        let reader = self.reader();
        let resolved = {
            let env = |name: &str| Some(value_of(name, self.urls));
            let sources = Sources::new(&env, self.folder.path());
            sources.resolve(labwright::plan::references(config))
        };
        let options = Options { resolved, ..Options::default() };
        labwright::plan::plan(config, &reader, &options).await.unwrap()
    }

    fn secrets(&self, plan: &Plan) -> Secrets {
        let env = |name: &str| Some(value_of(name, self.urls));
        let sources = Sources::new(&env, self.folder.path());
        Secrets::find(plan, &sources).unwrap_or_else(|it| panic!("{it}"))
    }

    pub(crate) async fn apply(
        &mut self,
        approved: Approved,
        parallelism: usize,
        after: After,
    ) -> Report {
        let secrets = self.secrets(approved.plan());
        let reader = self.reader();
        let stop = apply::Stop::default();
        let settings = apply::Pacing {
            parallelism,
            poll: Duration::ZERO,
            stop: stop.clone(),
            ..apply::Pacing::default()
        };
        let watch = Watch { stop, after, sandbox: &self.sandbox, meanwhile: None };
        apply::apply(approved, &reader, &secrets, &settings, &watch).await
    }

    /// The same for a plan that may create projects and groups, with everything allowed.
    pub(crate) async fn apply_in_phases(
        &mut self,
        approved: Approved,
        config: &Config,
        parallelism: usize,
        after: After,
        meanwhile: Option<&Meanwhile>,
    ) -> Report {
        let reader = self.reader();
        let stop = apply::Stop::default();
        let pacing = apply::Pacing {
            parallelism,
            poll: Duration::ZERO,
            stop: stop.clone(),
            ..apply::Pacing::default()
        };
        let allowed = Allowed {
            deletes: usize::MAX,
            delete_percent: 100,
            destroy: config.alive().map(|it| it.to_string()).collect(),
            ..Allowed::default()
        };
        let again = Again { config, options: &Options::default(), allowed: &allowed };
        let secrets = self.secrets(approved.plan());
        let watch = Watch { stop, after, sandbox: &self.sandbox, meanwhile };
        apply::apply_in_phases(approved, &again, &reader, &secrets, &pacing, &watch).await
    }

    /// How many writes have arrived.
    pub(crate) fn writes(&self) -> usize {
        ["POST", "PUT", "PATCH", "DELETE"].iter().map(|it| self.sandbox.arrived(it)).sum()
    }

    /// Begins a new run: what the last one learned of GitLab is not known.
    pub(crate) fn forget(&mut self) {
        self.readers.clear();
    }
}

struct Watch<'a> {
    stop: apply::Stop,
    after: After,
    sandbox: &'a Sandbox,
    meanwhile: Option<&'a Meanwhile>,
}

impl Progress for Watch<'_> {
    fn ended(&self, _: usize, entry: &Entry) {
        // A lost answer is looked up and may come to a good end: that call was broken off as well.
        let lost = !matches!(entry.outcome, Outcome::Done { .. }) || self.sandbox.was_broken();
        if self.after == After::Stop && lost {
            self.stop.gently();
        }
        if let Some(it) = self.meanwhile {
            it.step(&mut self.sandbox.world());
        }
    }
}
