//! The pure core: files of 1 to 10 MB are loaded, checked and reconciled against themselves.
//!
//! `cargo bench --bench core`. Read the figures as ratios of one run: time should grow in step with
//! the size. The peak of memory is printed once, for the largest file.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program that prints what it measures"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use labwright::config::{self, Config, Schemas};
use labwright::gitlab::Version;
use labwright::plan::{Options, Plan, plan_from};
use labwright::resource::{Facts, Need, Scope};
use serde_json::{Value, json};

const PER_PROJECT: usize = 100;
const BRANCHES: usize = 20;

fn url(it: usize) -> String {
    format!("https://compliance-{it}.example.com/merge-requests/check?source=gitlab&tenant=acme")
}

fn branch(project: usize, it: usize) -> String {
    format!("release/{project}.{it}-maintenance")
}

/// A configuration of so many status checks, about a kilobyte each.
fn write(folder: &Path, objects: usize) -> u64 {
    let mut text = String::from("version: 1\nprojects:\n");
    for it in 0..objects {
        let project = it / PER_PROJECT;
        if it % PER_PROJECT == 0 {
            write!(
                text,
                "  acme/p{project}:\n    external_status_checks:\n      prune: true\n      items:\n"
            )
            .unwrap();
        }
        write!(text, "        - name: check {it}\n          external_url: {}\n          shared_secret: {{ env: SECRET }}\n          protected_branches:\n", url(it)).unwrap();
        for at in 0..BRANCHES {
            writeln!(text, "            - {}", branch(project, at)).unwrap();
        }
    }
    std::fs::write(folder.join("labwright.yaml"), &text).unwrap();
    text.len() as u64
}

/// What GitLab would answer if everything were as declared.
fn facts(objects: usize) -> Facts {
    let mut answers = BTreeMap::new();
    for project in 0..objects.div_ceil(PER_PROJECT) {
        let branches: Vec<Value> = (0..BRANCHES)
            .map(|it| json!({ "id": project * BRANCHES + it + 1, "name": branch(project, it) }))
            .collect();
        let checks = (project * PER_PROJECT..objects.min((project + 1) * PER_PROJECT)).map(|it| {
            json!({
                "id": it + 1, "name": format!("check {it}"), "external_url": url(it),
                "hmac": true, "protected_branches": branches,
            })
        });
        let path = Scope::project(&format!("acme/p{project}")).at("external_status_checks");
        answers.insert(Need::list(path), Ok(checks.collect()));
    }
    let version = Version { major: 18, minor: 9, text: "18.9.0".into(), enterprise: Some(true) };
    Facts { answers, ..Facts::of(version, jiff::civil::date(2026, 1, 1)) }
}

fn load(folder: &Path, schemas: &Schemas) -> Config {
    config::read(config::load(folder, schemas).unwrap()).unwrap()
}

fn reconcile(config: &Config, facts: &Facts) -> Plan {
    let plan = plan_from(config, facts, &Options::default());
    assert!(plan.steps().is_empty() && plan.problems.is_empty(), "it is as declared");
    plan
}

fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|it| it.starts_with("VmHWM")).unwrap_or("unknown");
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn core(criterion: &mut Criterion) {
    let schemas = Schemas::new(&config::schema::json_schema()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let bytes = write(folder.path(), 10_000);
    let config = load(folder.path(), &schemas);
    println!("10,000 objects, {bytes} bytes: {} after loading", peak());
    let live = facts(10_000);
    println!("{} with GitLab's answers", peak());
    let plan = reconcile(&config, &live);
    println!("{} after reconciling {} objects", peak(), plan.unchanged);
    drop((config, live, plan));

    let mut group = criterion.benchmark_group("core");
    group.sample_size(10);
    for objects in [1_000, 2_500, 5_000, 10_000] {
        let folder = tempfile::tempdir().unwrap();
        group.throughput(Throughput::Bytes(write(folder.path(), objects)));
        let live = facts(objects);
        group.bench_function(BenchmarkId::new("load, check, reconcile", objects), |bench| {
            bench.iter(|| reconcile(&load(folder.path(), &schemas), &live));
        });
    }
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), 10_000);
    let config = load(folder.path(), &schemas);
    let live = facts(10_000);
    group.bench_function("reconcile 10000", |bench| bench.iter(|| reconcile(&config, &live)));
    group.finish();
}

/// What a start costs: the schema, and one small file. The ratio of the two grows with the number of kinds.
fn start(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), 1);
    let mut group = criterion.benchmark_group("start");
    group.bench_function("what a small file uses of the schema", |bench| {
        bench.iter(|| load(folder.path(), &Schemas::of_text(config::schema::TEXT)));
    });
    group.bench_function("the whole schema", |bench| {
        bench.iter(|| load(folder.path(), &Schemas::new(&config::schema::embedded()).unwrap()));
    });
    group.finish();
}

criterion_group!(benches, core, start);
criterion_main!(benches);
