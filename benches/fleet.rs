//! What a fleet costs: a plan over many projects that one block of `defaults` discovers, with nothing to change, and an
//! export of 200 projects.
//!
//! `cargo bench --bench fleet`; `-- 100 1000` for other sizes. GitLab is a sandbox in another process, and each
//! measurement a process of its own, so CPU time and memory are those of labwright alone. Times are the least of several
//! runs: whatever else the machine does only adds to them. Requests are counted, and their bounds are asserted.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program that prints what it measures"
)]

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use labwright::config::{self, Schemas};
use labwright::export::{Asked, export};
use labwright::gitlab::{Reader, Server, Settings, Token};
use labwright::plan::{Options, plan};
use labwright::resource::Scope;
use labwright::sandbox::ADMIN_TOKEN;
use serde::{Deserialize, Serialize};

/// Milliseconds until the sandbox answers.
const LATENCY: u64 = 20;
/// Concurrent requests.
const PARALLELISM: usize = 16;
/// Projects of a page of a group's list.
const PER_PAGE: usize = 20;
const RUNS: usize = 3;

const PLANNED: &str = "version: 1
defaults:
  - for: acme/**
    discover: true
    project:
      settings: { merge_method: merge, squash_option: default_off, only_allow_merge_if_pipeline_succeeds: false }
      protected_branches: [{ name: main, allowed_to_push: [maintainer], allowed_to_merge: [maintainer] }]
";

/// Ten kinds that each project has.
const KINDS: [&str; 10] = [
    "settings",
    "labels",
    "milestones",
    "badges",
    "protected_branches",
    "protected_tags",
    "external_status_checks",
    "hooks",
    "environments",
    "push_rules",
];
const EXPORTED: &str = "version: 1
defaults:
  - for: acme/**
    discover: true
    project:
      settings: { merge_method: ff }
      labels: [{ name: bug, color: '#d9534f' }]
      milestones: [{ title: '1.0' }]
      badges: [{ name: pipeline, link_url: 'https://a.example.com', image_url: 'https://a.example.com/b.svg' }]
      protected_branches: [{ name: main, allowed_to_push: [no one] }]
      protected_tags: [{ name: 'v*', allowed_to_create: [maintainer] }]
      external_status_checks: [{ name: Scan, external_url: 'https://scan.example.com/check' }]
      hooks: [{ name: audit, url: 'https://a.example.com/in' }]
      environments: [{ name: production, tier: production }]
      push_rules: { max_file_size: 5 }
";

/// What one process took.
#[derive(Serialize, Deserialize)]
struct Cost {
    requests: u64,
    seconds: f64,
    /// User and system time of the process, in seconds.
    cpu: f64,
    /// The peak of its memory, in MB.
    memory: f64,
}

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    if let [what, url, folder] = arguments.as_slice() {
        println!("{}", serde_json::to_string(&measure(what, url, Path::new(folder))).unwrap());
        return;
    }
    let sizes: Vec<usize> = arguments.iter().map(|it| it.parse().unwrap()).collect();
    let sizes = if sizes.is_empty() { vec![100, 1_000, 10_000] } else { sizes };
    let mut before = None;
    for projects in sizes {
        let cost = planned(projects);
        if let Some((fewer, less)) = before {
            let Cost { cpu, memory, .. } = &less;
            println!(
                "  {:.1} times as many projects: {:.1} times the CPU time, {:.1} times the memory",
                projects as f64 / fewer as f64,
                cost.cpu / cpu,
                cost.memory / memory
            );
        }
        before = Some((projects, cost));
    }
    exported(200);
}

/// A plan of so many discovered projects; its cost without latency.
fn planned(projects: usize) -> Cost {
    let folder = fleet(projects, PLANNED);
    let (folder, bound) = (folder.path(), projects + projects.div_ceil(PER_PAGE) + 10);
    let [quick, slow] = [false, true].map(|slow| least("plan", folder, &serve(folder, slow)));
    assert!(slow.requests <= bound as u64, "{} requests", slow.requests);
    println!("plan of {projects} projects: {} requests, at most {bound}", slow.requests);
    in_step(&slow);
    println!("  without latency: {:.2} s of CPU time, {:.0} MB", quick.cpu, quick.memory);
    quick
}

/// An export of ten kinds of so many projects.
fn exported(projects: usize) {
    let folder = fleet(projects, EXPORTED);
    let folder = folder.path();
    let gitlab = serve(folder, false);
    let mut apply = labwright(folder);
    apply.args(["apply", "-y", "-q"]).env("GITLAB_URL", &gitlab.1).env("GITLAB_TOKEN", ADMIN_TOKEN);
    assert!(apply.status().unwrap().success());
    let slow = least("export", folder, &serve(folder, true));
    let quick = least("export", folder, &gitlab);
    println!("export of {projects} projects, {} kinds: {} requests", KINDS.len(), slow.requests);
    in_step(&slow);
    println!("  without latency: {:.2} s of CPU time, {:.0} MB", quick.cpu, quick.memory);
}

/// Compares the time with that of the requests alone. Less than that would be more concurrent requests than allowed.
fn in_step(cost: &Cost) {
    let alone = cost.requests as f64 * LATENCY as f64 / 1_000.0 / PARALLELISM as f64;
    println!(
        "  {LATENCY} ms latency, parallelism {PARALLELISM}: {:.2} s, at most {:.2} s; the requests alone take {alone:.2} s",
        cost.seconds,
        1.25 * alone + 0.3
    );
    assert!(cost.seconds > 0.99 * alone, "more requests at a time than allowed");
}

/// A folder with a seed of so many projects in ten subgroups, and a configuration.
fn fleet(projects: usize, files: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut seed = String::from("groups:\n  - { path: acme }\n");
    (0..10).for_each(|it| writeln!(seed, "  - {{ path: acme/t{it} }}").unwrap());
    seed += "projects:\n";
    (0..projects).for_each(|it| writeln!(seed, "  - {{ path: acme/t{}/p{it} }}", it % 10).unwrap());
    let slow = format!("- {{ do: {{ slow: {{ milliseconds: {LATENCY} }} }}, times: always }}\n");
    for (name, text) in
        [("seed.yaml", seed.as_str()), ("labwright.yaml", files), ("slow.yaml", &slow)]
    {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn labwright(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_labwright"));
    command.current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

/// A sandbox in a process of its own, which ends with it, and its URL.
struct Elsewhere(Child, String);

impl Drop for Elsewhere {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(folder: &Path, slow: bool) -> Elsewhere {
    let mut command = labwright(folder);
    command.args(["sandbox", "-q", "--seed", "seed.yaml", "--listen", "127.0.0.1:0"]);
    if slow {
        command.args(["--faults", "slow.yaml"]);
    }
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let url = |line: &str| Some(line.split_once("GITLAB_URL=")?.1.split(' ').next()?.to_owned());
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let found = lines.map_while(Result::ok).find_map(|it| url(&it));
    Elsewhere(child, found.expect("the sandbox prints its address"))
}

/// The least of several runs, each in a process of its own.
fn least(what: &str, folder: &Path, gitlab: &Elsewhere) -> Cost {
    let run = |_| -> Cost {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let output = command.arg(what).arg(&gitlab.1).arg(folder).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{error}"))
    };
    let least = |one: Cost, other: Cost| {
        assert_eq!(one.requests, other.requests);
        Cost {
            requests: one.requests,
            seconds: one.seconds.min(other.seconds),
            cpu: one.cpu.min(other.cpu),
            memory: one.memory.min(other.memory),
        }
    };
    (0..RUNS).map(run).reduce(least).unwrap()
}

/// What planning or exporting costs in this process, files and client included.
fn measure(what: &str, url: &str, folder: &Path) -> Cost {
    let began = Instant::now();
    let server = Server::parse(url, "bench").unwrap();
    let mut settings = Settings::new(server, Token::parse(ADMIN_TOKEN, "bench").unwrap());
    settings.parallelism = PARALLELISM;
    let reader = Reader::new(settings).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        match what {
            "plan" => {
                let schemas = Schemas::of_text(config::schema::TEXT);
                let config = config::read(config::load(folder, &schemas).unwrap()).unwrap();
                let plan = plan(&config, &reader, &Options::default()).await.unwrap();
                assert!(plan.problems.is_empty(), "{}", plan.problems);
                assert!(plan.steps().is_empty(), "{:#}", plan.to_json()["steps"][0]);
            }
            _ => {
                let asked = Asked {
                    scopes: vec![Scope::group("acme")],
                    below: vec!["acme".to_owned()],
                    kinds: KINDS.map(str::to_owned).to_vec(),
                    ..Asked::default()
                };
                let found = export(&reader, &asked).await.unwrap();
                assert!(found.problems.is_empty(), "{:?}", found.problems);
            }
        }
    });
    let (cpu, memory) = used();
    Cost { requests: reader.requests(), seconds: began.elapsed().as_secs_f64(), cpu, memory }
}

/// CPU time in seconds, and the peak of memory in MB, as Linux counts them.
fn used() -> (f64, f64) {
    let read = |name: &str| std::fs::read_to_string(format!("/proc/self/{name}")).unwrap();
    let stat = read("stat");
    // The name of the program, in parentheses, can have blanks.
    let fields = stat.rsplit_once(')').unwrap().1.split_whitespace();
    let ticks: f64 = fields.skip(11).take(2).map(|it| it.parse::<f64>().unwrap()).sum();
    let status = read("status");
    let peak = status.lines().find_map(|it| it.strip_prefix("VmHWM:")).unwrap();
    let kilobytes: f64 = peak.split_whitespace().next().unwrap().parse().unwrap();
    (ticks / 100.0, kilobytes / 1_024.0)
}
