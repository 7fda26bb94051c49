//! What the client costs beside the calls themselves, on a sandbox in this process.
//!
//! `cargo bench --bench calls`. Two figures, each a ratio of one run:
//!
//! - what policy and pacing add to the reads of a plan over 200 projects, as a share of the time of that plan: the same
//!   requests by our client and by a bare one, in turns;
//! - how much of `calls × latency / parallelism` is left of an apply of 1,000 independent creations.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program that prints what it measures"
)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use futures::stream::{self, StreamExt as _};
use labwright::apply::{self, Secrets, Sources};
use labwright::config::{self, Config, Schemas};
use labwright::gitlab::{ApiPath, Reader, Server, Settings, Token};
use labwright::plan::{Approved, Options, Plan, plan};
use labwright::resource::Scope;
use labwright::sandbox::{ADMIN_TOKEN, Fault, Harm, Sandbox, Seed};

const LATENCY: Duration = Duration::from_millis(20);
const PARALLELISM: usize = 16;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for latency in [Duration::ZERO, LATENCY] {
            overhead(latency).await;
        }
        for (projects, parallelism) in [(1_000, 4), (1_000, 16), (1_000, 64), (100, 16)] {
            in_flight(projects, parallelism).await;
        }
    });
}

/// A server that tells a rate limit which is far away: what a healthy GitLab.com does with every answer.
async fn serve(seed: &str) -> Sandbox {
    let sandbox = Sandbox::start(&Seed::parse(seed).unwrap()).await.unwrap();
    let far = Harm::Quota { limit: 2_000_000, remaining: 1_999_000, reset: 60 };
    sandbox.fault(Fault::new("GET", "**", far).always());
    sandbox
}

fn reader(sandbox: &Sandbox, parallelism: usize) -> Reader {
    let server = Server::parse(&sandbox.url(), "bench").unwrap();
    let mut settings = Settings::new(server, Token::parse(ADMIN_TOKEN, "bench").unwrap());
    settings.parallelism = parallelism;
    Reader::new(settings).unwrap()
}

fn config(text: &str) -> Config {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("labwright.yaml"), text).unwrap();
    let schemas = Schemas::new(&config::schema::json_schema()).unwrap();
    config::read(config::load(folder.path(), &schemas).unwrap()).unwrap()
}

async fn planned(config: &Config, reader: &Reader) -> Plan {
    let plan = plan(config, reader, &Options::default()).await.unwrap();
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    plan
}

/// Whatever else the machine does only adds to a time.
fn quickest(times: &[Duration]) -> Duration {
    times.iter().copied().min().unwrap()
}

/// The reads of a plan over 200 projects, where all is as declared.
async fn overhead(latency: Duration) {
    const PROJECTS: usize = 200;
    const ROUNDS: usize = 41;
    let mut seed = String::from("projects:\n");
    let mut files = String::from("version: 1\nprojects:\n");
    for at in 0..PROJECTS {
        let (mut rules, mut declared) = (String::new(), String::new());
        for it in 0..10 {
            write!(rules, "{{ name: b{it} }}, ").unwrap();
            write!(declared, "{{ name: b{it} }}, ").unwrap();
        }
        writeln!(seed, "  - {{ path: acme/p{at}, protected_branches: [{rules}], external_status_checks: [{{ name: Scan, external_url: 'https://scan.example.com' }}] }}").unwrap();
        writeln!(files, "  acme/p{at}: {{ protected_branches: [{declared}], external_status_checks: [{{ name: Scan, external_url: 'https://scan.example.com' }}] }}").unwrap();
    }
    let sandbox = serve(&seed).await;
    let config = config(&files);
    let scopes = (0..PROJECTS).map(|at| Scope::project(&format!("acme/p{at}")));
    let paths: Vec<ApiPath> = scopes
        .flat_map(|it| [it.at("protected_branches"), it.at("external_status_checks")])
        .collect();
    let ours = reader(&sandbox, PARALLELISM);
    assert!(planned(&config, &ours).await.steps().is_empty());
    sandbox.record(true);
    read(&ours, &paths).await;
    let asked: Vec<String> = sandbox
        .exchanges()
        .iter()
        .map(|it| {
            let query: Vec<String> = it.query.iter().map(|(k, v)| format!("{k}={v}")).collect();
            format!("{}/api/v4{}?{}", sandbox.url(), it.path, query.join("&"))
        })
        .collect();
    sandbox.record(false);
    assert_eq!(asked.len(), paths.len(), "one request a list");
    let bare = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    sandbox.set_latency(latency);
    let (mut by_us, mut by_bare, mut whole) = (Vec::new(), Vec::new(), Vec::new());
    let time = |times: &mut Vec<Duration>, began: Instant| times.push(began.elapsed());
    for _ in 0..ROUNDS {
        let began = Instant::now();
        read(&ours, &paths).await;
        time(&mut by_us, began);
        let began = Instant::now();
        read_bare(&bare, &asked).await;
        time(&mut by_bare, began);
        let began = Instant::now();
        planned(&config, &ours).await;
        time(&mut whole, began);
    }
    let (by_us, by_bare, whole) = (quickest(&by_us), quickest(&by_bare), quickest(&whole));
    let share = (by_us.as_secs_f64() - by_bare.as_secs_f64()) / whole.as_secs_f64();
    println!(
        "{latency:?} latency, {} reads of {PROJECTS} projects: ours {by_us:.1?}, bare {by_bare:.1?}, the plan {whole:.1?}: \
         policy and pacing are {:.2} % of it",
        paths.len(),
        share * 100.0
    );
}

async fn read(reader: &Reader, paths: &[ApiPath]) {
    let lists = stream::iter(paths).map(|it| reader.list(it)).buffer_unordered(paths.len());
    lists.for_each(async |it| drop(it.unwrap())).await;
}

async fn read_bare(client: &reqwest::Client, urls: &[String]) {
    let lists = stream::iter(urls).map(async |url| {
        let answer = client.get(url).header("PRIVATE-TOKEN", ADMIN_TOKEN).send().await.unwrap();
        serde_json::from_slice::<serde_json::Value>(&answer.bytes().await.unwrap()).unwrap()
    });
    lists.buffer_unordered(PARALLELISM).for_each(async |it| drop(it)).await;
}

/// An apply of 1,000 creations in so many projects.
async fn in_flight(projects: usize, parallelism: usize) {
    const CREATIONS: usize = 1_000;
    let (mut seed, mut files) =
        (String::from("projects:\n"), String::from("version: 1\nprojects:\n"));
    for at in 0..projects {
        writeln!(seed, "  - path: acme/p{at}").unwrap();
        writeln!(files, "  acme/p{at}:\n    external_status_checks:").unwrap();
        for it in 0..CREATIONS / projects {
            writeln!(files, "      - {{ name: c{it}, external_url: 'https://c{it}.example.com' }}")
                .unwrap();
        }
    }
    let sandbox = serve(&seed).await;
    let reader = reader(&sandbox, parallelism);
    let plan = planned(&config(&files), &reader).await;
    assert_eq!(plan.steps().len(), CREATIONS);
    let sources = Sources::new(&|_| None, std::path::PathBuf::new());
    let secrets = Secrets::find(&plan, &sources).unwrap();
    sandbox.set_latency(LATENCY);
    // What one call takes on this machine: the latency, and what a timer and a connection add to it.
    let alone = Instant::now();
    for _ in 0..20 {
        reader.list(&ApiPath::new("users")).await.unwrap();
    }
    let alone = alone.elapsed() / 20;
    let settings = apply::Pacing { parallelism, ..apply::Pacing::default() };
    let (before, began) = (reader.requests(), Instant::now());
    let report = apply::apply(Approved::by_hand(plan), &reader, &secrets, &settings, &()).await;
    let (took, calls) = (began.elapsed(), reader.requests() - before);
    assert!(report.is_whole(), "{:#}", report.to_json());
    let share = |latency: Duration| {
        latency.as_secs_f64() * calls as f64 / parallelism as f64 / took.as_secs_f64() * 100.0
    };
    println!(
        "{CREATIONS} creations in {projects} projects, parallelism {parallelism}: {calls} calls in {took:.2?}, \
         {:.1} % of what {LATENCY:?} a call allow, {:.1} % of what {alone:.1?} allow (one call alone)",
        share(LATENCY),
        share(alone)
    );
}
