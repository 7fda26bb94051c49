//! Objects of all kinds of the registry, as many as a large configuration has: loaded, checked, and reconciled against
//! themselves. The facts are in memory, and there is nothing to change.
//!
//! `cargo bench --bench mixed`. The objects are those of `tests/kinds/copies.rs`, in as many groups and projects as it
//! takes; a sandbox in another process has them. Read the times as ratios of one run: they should grow in step with the
//! size. The peak of memory is printed for each size, before the times.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program that prints what it measures"
)]

#[path = "../tests/kinds/cases.rs"]
#[expect(dead_code, reason = "tests read all of it")]
mod cases;
#[path = "../tests/kinds/copies.rs"]
mod copies;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use copies::copies;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use labwright::apply::Sources;
use labwright::config::{self, Config, Schemas};
use labwright::gitlab::{Reader, Server, Settings, Token};
use labwright::plan::{Options, Plan, facts, plan_from, references};
use labwright::resource::Facts;
use labwright::sandbox::ADMIN_TOKEN;
use serde_json::Value;

/// What the references of the cases stand for.
const SECRETS: [(&str, &str); 5] = [
    ("CANARY_TOKEN", "value-of-a-token"),
    ("CANARY_VARIABLE", "value-of-a-variable"),
    ("CANARY_HEADER", "value-of-a-header"),
    ("CANARY_SECRET", "value-of-a-secret"),
    ("CANARY_URL", "https://a.example.com/in"),
];

fn secret(name: &str) -> Option<String> {
    SECRETS.iter().find(|it| it.0 == name).map(|it| it.1.to_owned())
}

/// A sandbox in a process of its own, which ends with it.
struct Elsewhere(Child, String);

impl Drop for Elsewhere {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn labwright(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_labwright"));
    command.current_dir(folder).env_clear().envs(SECRETS).stdin(Stdio::null());
    command
}

fn serve(folder: &Path) -> Elsewhere {
    let mut command = labwright(folder);
    command.args(["sandbox", "--seed", "seed.yaml", "--listen", "127.0.0.1:0"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let url = |line: &str| Some(line.split_once("GITLAB_URL=")?.1.split(' ').next()?.to_owned());
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let found = lines.map_while(Result::ok).find_map(|it| url(&it));
    Elsewhere(child, found.expect("the sandbox prints its address"))
}

/// Writes the seed and the file of so many copies of all cases, each in a group of its own.
fn write(folder: &Path, count: usize, schemas: &Schemas) -> Config {
    let (seed, file) = copies(count);
    let text = |it: &Value| serde_yaml::to_string(it).unwrap();
    std::fs::write(folder.join("seed.yaml"), text(&seed)).unwrap();
    std::fs::write(folder.join("labwright.yaml"), text(&file)).unwrap();
    std::fs::write(folder.join("canary"), "value-of-a-file").unwrap();
    std::fs::write(folder.join("logo.png"), include_bytes!("../tests/data/logo.png")).unwrap();
    load(folder, schemas)
}

/// The same, of at least so many objects.
fn write_objects(folder: &Path, objects: usize, schemas: &Schemas) -> Config {
    let one = count(&write(folder, 1, schemas));
    let each = count(&write(folder, 2, schemas)) - one;
    write(folder, 1 + objects.saturating_sub(one).div_ceil(each), schemas)
}

fn count(config: &Config) -> usize {
    config.collections().map(|(_, it)| it.items.len()).sum()
}

fn load(folder: &Path, schemas: &Schemas) -> Config {
    config::read(config::load(folder, schemas).unwrap()).unwrap_or_else(|it| panic!("{it}"))
}

/// Everything as declared, and all that a plan of it reads.
fn prepare(folder: &Path, config: &Config) -> (Facts, Options) {
    let gitlab = serve(folder);
    let mut apply = labwright(folder);
    apply.args(["apply", "-y", "--max-deletes", "1000000", "--parallelism", "8"]);
    apply.env("GITLAB_URL", &gitlab.1).env("GITLAB_TOKEN", ADMIN_TOKEN);
    let applied = apply.output().unwrap();
    let report = String::from_utf8_lossy(&applied.stderr).into_owned();
    assert!(applied.status.success(), "{}", &report[..report.len().min(2_000)]);
    let sources = Sources::new(&secret, folder);
    let options = Options { resolved: sources.resolve(references(config)), ..Options::default() };
    let server = Server::parse(&gitlab.1, "bench").unwrap();
    let reader =
        Reader::new(Settings::new(server, Token::parse(ADMIN_TOKEN, "bench").unwrap())).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    (runtime.block_on(facts(config, &reader, &options)).unwrap(), options)
}

fn reconcile(config: &Config, facts: &Facts, options: &Options) -> Plan {
    let plan = plan_from(config, facts, options);
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    assert!(plan.steps().is_empty(), "{:#}", plan.to_json()["steps"][0]);
    plan
}

/// The largest amount of memory so far, and from here on anew.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|it| it.starts_with("VmHWM")).unwrap_or("unknown");
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn mixed(criterion: &mut Criterion) {
    let is_test = std::env::args().any(|it| it == "--test");
    let sizes: &[usize] = if is_test { &[100] } else { &[1_000, 10_000, 30_000] };
    let schemas = Schemas::new(&config::schema::json_schema()).unwrap();
    let mut group = criterion.benchmark_group("mixed");
    group.sample_size(10);
    for size in sizes {
        let folder = tempfile::tempdir().unwrap();
        let config = write_objects(folder.path(), *size, &schemas);
        let objects = count(&config);
        let (live, options) = prepare(folder.path(), &config);
        drop(config);
        let bytes = std::fs::metadata(folder.path().join("labwright.yaml")).unwrap().len();
        let _ = peak();
        let config = load(folder.path(), &schemas);
        let plan = reconcile(&config, &live, &options);
        println!(
            "{objects} objects in {} scopes, {bytes} bytes: {}, {} unchanged",
            config.scopes.len(),
            peak(),
            plan.unchanged
        );
        drop((config, plan));
        group.throughput(Throughput::Elements(objects as u64));
        group.bench_function(BenchmarkId::new("load, check, reconcile", objects), |bench| {
            bench.iter(|| reconcile(&load(folder.path(), &schemas), &live, &options));
        });
    }
    group.finish();
}

criterion_group!(benches, mixed);
criterion_main!(benches);
