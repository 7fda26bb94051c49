//! Runs the program into a fault, sees what comes of it, and holds what must hold whatever comes.

use std::collections::BTreeSet;
use std::time::Duration;

use labwright::apply::{self, Secrets, Sources};
use labwright::gitlab::{Reader, Server, Settings, Token};
use labwright::plan::{Approved, Options, PlanError};
use labwright::sandbox::{ADMIN_TOKEN, Fault, Harm};
use serde_json::{Value, json};

use super::support::{self, World};
use super::table::{Call, Cell, Row};

/// Secrets that are sent, with characters that are written otherwise in JSON and in urls.
pub(crate) const SECRETS: [(&str, &str); 2] = [
    ("CANARY_TOKEN", "canary \"of\" a\\token/7q1f&="),
    ("CANARY_SECRET", "canary'of'a<secret>\u{e9}q604%"),
];

/// What no output may hold: the secrets in every form, and pieces that would tell them.
const TELLTALES: [&str; 8] = [
    ADMIN_TOKEN,
    "7q1f",
    "q604",
    "canary \"of\"",
    "canary'of'",
    "canary%20",
    "canary\\",
    "canary+",
];

const CHANGED: &str = "projects/acme/api/external_status_checks/";

fn seed(long: bool) -> String {
    let mut text = String::from(
        "
projects:
  - path: acme/web
  - path: acme/api
    protected_branches: [{ name: main }]
    external_status_checks:
      - { name: Changed, external_url: 'https://before.example.com' }
      - { name: Old, external_url: 'https://old.example.com' }
",
    );
    text.extend(many(long));
    text
}

fn many(long: bool) -> impl Iterator<Item = String> {
    let count = if long { 120 } else { 0 };
    (0..count).map(|it| {
        format!("      - {{ name: c{it:03}, external_url: 'https://c{it:03}.example.com' }}\n")
    })
}

fn files(long: bool) -> String {
    let items = many(long).map(|it| format!("  {it}")).collect::<String>();
    format!(
        "
version: 1
instance:
  system_hooks: [{{ name: audit, url: 'https://audit.example.com/', token: {{ env: CANARY_TOKEN }} }}]
projects:
  acme/web:
    external_status_checks: [{{ name: Web, external_url: 'https://web.example.com' }}]
  acme/api:
    protected_branches: [{{ name: main, allow_force_push: true }}]
    external_status_checks:
      prune: true
      items:
        - {{ name: New, external_url: 'https://new.example.com', shared_secret: {{ env: CANARY_SECRET }} }}
        - {{ name: Changed, external_url: 'https://after.example.com' }}
{items}"
    )
}

/// A run of labwright.
struct Ran {
    code: i32,
    document: Value,
    said: String,
}

/// Runs into the fault of a row and says what came of it.
pub(crate) async fn observe(row: &Row, call: &Call) -> Cell {
    let long = matches!((row.harm)(), Harm::Repeats | Harm::Skips);
    let mut world = World::start(&seed(long)).await;
    world.write("labwright.yaml", &files(long));
    SECRETS.iter().for_each(|(name, value)| world.secret(name, value));
    let about = format!("{} ({:?}), {}", row.what, row.often, call.method);
    world.sandbox().fault(Fault {
        method: Some(call.method.to_owned()),
        path: call.path.to_owned(),
        from: row.often.from(),
        times: row.often.times(),
        harm: (row.harm)(),
    });
    let reads = call.method == "GET";
    let ran = match (row.harm)() {
        Harm::StallBefore | Harm::StallAfter => run_impatient(&world, reads, 1).await,
        // The program itself does not wait under --max-wait 0.
        Harm::Late { milliseconds, .. } => run_impatient(&world, reads, 2 * milliseconds).await,
        _ => run(&world, reads).await,
    };
    for telltale in TELLTALES {
        assert!(!ran.said.contains(telltale), "{about}: {telltale} in\n{}", ran.said);
    }
    let sent = world.exchanges();
    let sent = sent.iter().filter(|it| it.method == call.method && matches(call, &it.path)).count();
    let cell =
        if reads { planned(&ran, sent, long, &about) } else { applied(&ran, sent, call, &about) };
    recovers(&world, &about).await;
    world.finish();
    cell
}

fn matches(call: &Call, path: &str) -> bool {
    match call.path.strip_suffix('*') {
        Some(head) => path.starts_with(head),
        None => path == call.path,
    }
}

async fn run(world: &World, reads: bool) -> Ran {
    let arguments: &[&str] = if reads {
        &["plan", "--detailed-exitcode", "-o", "json", "-vvv", "--max-wait", "0"]
    } else {
        &["apply", "-y", "-o", "json", "-vvv", "--max-wait", "0"]
    };
    let output = world.run(arguments).await;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    let document = if reads {
        serde_json::from_str(&stdout)
            .unwrap_or_else(|error| panic!("{error} in {stdout}\n{stderr}"))
    } else {
        json!({ "report": support::events(&output).pop() })
    };
    Ran { code: output.status.code().unwrap_or(-1), document, said: stdout + &stderr }
}

/// The same in this process, with a client that does not wait long for an answer.
async fn run_impatient(world: &World, reads: bool, poll: u64) -> Ran {
    let server = Server::parse(&world.sandbox().url(), "test").expect("an address");
    let mut settings = Settings::new(server, Token::parse(ADMIN_TOKEN, "test").expect("a token"));
    settings.retry_delay = Duration::from_millis(1);
    settings.timeout = Duration::from_millis(500);
    let reader = Reader::new(settings).expect("a client");
    let planned = labwright::plan::plan(&world.config(), &reader, &Options::default()).await;
    let plan = match planned {
        Ok(plan) => plan,
        Err(PlanError::Server(error)) => panic!("{error}"),
    };
    let mut document = plan.to_json();
    let mut whole = plan.problems.is_empty();
    if !reads {
        let env = |name: &str| SECRETS.iter().find(|it| it.0 == name).map(|it| it.1.to_owned());
        let sources = Sources::new(&env, world.folder());
        let secrets = Secrets::find(&plan, &sources).unwrap_or_else(|it| panic!("{it}"));
        let settings =
            apply::Pacing { poll: Duration::from_millis(poll), ..apply::Pacing::default() };
        let report = apply::apply(Approved::by_hand(plan), &reader, &secrets, &settings, &()).await;
        whole &= report.is_whole();
        document["report"] = report.to_json();
    }
    let code = if !whole {
        1
    } else if reads {
        2
    } else {
        0
    };
    Ran { code, said: document.to_string(), document }
}

/// What came of a plan. Whatever could not be read is neither created nor deleted.
fn planned(ran: &Ran, sent: usize, long: bool, about: &str) -> Cell {
    let list = |key: &str| ran.document[key].as_array().cloned().unwrap_or_default();
    let (steps, problems) = (list("steps"), list("problems"));
    let of = |it: &&Value| it["address"].as_str().is_some_and(|it| it.starts_with(CHANGED));
    let unread = steps.iter().filter(of).count();
    let (pages, all) = (if long { 2 } else { 1 }, 6);
    match ran.code {
        2 => {
            assert!(
                problems.is_empty() && steps.len() == all && unread == 3,
                "{about}: {}",
                ran.said
            );
            if sent > pages { Cell::Repeated } else { Cell::Done }
        }
        1 => {
            assert!(!problems.is_empty() && unread == 0, "{about}: {}", ran.said);
            if steps.is_empty() {
                return Cell::Stops;
            }
            assert_eq!(steps.len(), all - 3, "{about}: {}", ran.said);
            Cell::Named
        }
        code => panic!("{about}: exit code {code}: {}", ran.said),
    }
}

/// What came of the call that was struck; all others are done, unless everything stopped.
fn applied(ran: &Ran, sent: usize, call: &Call, about: &str) -> Cell {
    let report = &ran.document["report"];
    let results = report["results"].as_array().cloned().unwrap_or_default();
    assert_eq!(results.len(), 6, "{about}: {}", ran.said);
    let is_it = |it: &Value| {
        let told = it["call"].as_str().unwrap_or_default();
        let told = told.split_once(' ').unwrap_or_default();
        told.0 == call.method && matches(call, &format!("/{}", told.1))
    };
    let struck = results.iter().find(|it| is_it(it)).unwrap_or_else(|| panic!("{about}"));
    let stopped = !report["stopped"].is_null();
    for other in results.iter().filter(|it| !is_it(it)) {
        assert!(stopped || other["outcome"] == "done", "{about}: {other:#}");
    }
    let message = struck["message"].as_str().unwrap_or_default();
    let cell = match struck["outcome"].as_str().unwrap_or_default() {
        "done" if message.contains("took effect") => Cell::Looked,
        "done" if message.contains("sent again") => Cell::SentAgain,
        "done" if sent > 1 => Cell::Repeated,
        "done" => Cell::Done,
        "failed" if stopped => Cell::Stops,
        "failed" => Cell::Named,
        "unknown" => Cell::Unknown,
        other => panic!("{about}: {other}"),
    };
    let failed = matches!(cell, Cell::Named | Cell::Stops | Cell::Unknown);
    assert_eq!(ran.code, i32::from(failed), "{about}: {cell:?}: {}", ran.said);
    cell
}

/// Once nothing goes wrong any more the next apply finishes, the plan after it is empty, and nothing is there twice.
async fn recovers(world: &World, about: &str) {
    world.sandbox().clear_faults();
    world.converge().await;
    for (path, key) in [
        ("/hooks?per_page=100", "name"),
        ("/projects/acme%2Fapi/external_status_checks?per_page=100", "name"),
        ("/projects/acme%2Fweb/external_status_checks?per_page=100", "name"),
        ("/projects/acme%2Fapi/protected_branches?per_page=100", "name"),
    ] {
        let list = world.send("GET", path, Value::Null).await.body;
        let list = list.as_array().cloned().unwrap_or_default();
        let names: BTreeSet<_> = list.iter().map(|it| it[key].to_string()).collect();
        assert_eq!(names.len(), list.len(), "{about}: {path}: {names:?}");
    }
}
