//! Runs the program into a fault, sees what comes of it, and holds what must hold whatever comes.

use std::time::Duration;

use labwright::apply::{self, Secrets, Sources};
use labwright::gitlab::{Reader, Server, Settings, Token};
use labwright::plan::{Approved, Options, PlanError};
use labwright::sandbox::{ADMIN_TOKEN, Fault, Harm};
use serde_json::{Value, json};

use super::strikes::{BYSTANDER, Column, SECRETS, Strike, TELLTALES};
use super::support::{self, World};
use super::table::{Cell, Row};

/// A run of labwright.
struct Ran {
    code: i32,
    document: Value,
    said: String,
}

/// Runs into the fault of a row and says what came of it.
pub(crate) async fn observe(row: &Row, strike: &Strike) -> Cell {
    let world = strike.world().await;
    let method = strike.method();
    let about = format!("{} ({:?}), {method} {}", row.what, row.often, strike.path);
    world.sandbox().fault(Fault {
        method: Some(method.to_owned()),
        path: strike.path.clone(),
        from: row.often.from(),
        times: row.often.times(),
        harm: (row.harm)(),
    });
    let ran = match (row.harm)() {
        Harm::StallBefore | Harm::StallAfter => run_impatient(&world, strike, 1).await,
        // The program itself does not wait under --max-wait 0.
        Harm::Late { milliseconds, .. } => run_impatient(&world, strike, 2 * milliseconds).await,
        _ => run(&world, strike).await,
    };
    for telltale in TELLTALES {
        assert!(!ran.said.contains(telltale), "{about}: {telltale} in\n{}", ran.said);
    }
    let sent = world.exchanges();
    let sent = sent.iter().filter(|it| it.method == method && it.path == strike.path).count();
    let cell = match strike.column {
        Column::Get => planned(&ran, sent, strike, &about),
        _ => applied(&ran, sent, strike, &about),
    };
    // Once nothing goes wrong any more the next apply finishes, and the plan after it is empty.
    world.sandbox().clear_faults();
    world.converge().await;
    strike.assert_nothing_is_there_twice(&world, &about).await;
    world.finish();
    cell
}

async fn run(world: &World, strike: &Strike) -> Ran {
    let reads = strike.column == Column::Get;
    let arguments: &[&str] = if reads {
        &["plan", "--detailed-exitcode", "-o", "json", "-vvv", "--max-wait", "0"]
    } else {
        &["apply", "-y", "-o", "json", "-vvv", "--max-wait", "0"]
    };
    let only = strike.only.iter().flat_map(|it| ["--only", it]);
    let arguments: Vec<_> = arguments.iter().copied().chain(only).collect();
    let output = world.run(&arguments).await;
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
async fn run_impatient(world: &World, strike: &Strike, poll: u64) -> Ran {
    let reads = strike.column == Column::Get;
    let server = Server::parse(&world.sandbox().url(), "test").expect("an address");
    let mut settings = Settings::new(server, Token::parse(ADMIN_TOKEN, "test").expect("a token"));
    settings.retry_delay = Duration::from_millis(1);
    settings.timeout = Duration::from_millis(500);
    let reader = Reader::new(settings).expect("a client");
    let env = |name: &str| SECRETS.iter().find(|it| it.0 == name).map(|it| it.1.to_owned());
    let sources = Sources::new(&env, world.folder());
    let config = world.config();
    let resolved = sources.resolve(labwright::plan::references(&config));
    let options = Options { resolved, ..strike.options() };
    let planned = labwright::plan::plan(&config, &reader, &options).await;
    let plan = match planned {
        Ok(plan) => plan,
        Err(PlanError::Server(error)) => panic!("{error}"),
    };
    let mut document = plan.to_json();
    let mut whole = plan.problems.is_empty();
    if !reads {
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

/// What came of a plan. Nothing is planned for a collection that could not be read.
fn planned(ran: &Ran, sent: usize, strike: &Strike, about: &str) -> Cell {
    let list = |key: &str| ran.document[key].as_array().cloned().unwrap_or_default();
    let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    let (problems, steps) = (list("problems"), list("steps"));
    let call = |it: &Value| {
        let (method, path) = (text(&it["request"]["method"]), text(&it["request"]["path"]));
        let path = path.split('?').next().unwrap_or_default();
        (text(&it["address"]), format!("{method} /{path}"))
    };
    let steps: Vec<_> = steps.iter().map(call).collect();
    match ran.code {
        2 => {
            assert!(problems.is_empty() && steps == strike.steps, "{about}: {}", ran.said);
            if sent > strike.times { Cell::Repeated } else { Cell::Done }
        }
        1 => {
            assert!(
                !problems.is_empty() && steps.iter().all(|it| strike.steps.contains(it)),
                "{about}: {}",
                ran.said
            );
            if steps.is_empty() {
                return Cell::Stops;
            }
            let unread = steps.iter().filter(|it| it.0.starts_with(strike.collection())).count();
            let others = |all: &[(String, String)]| {
                all.iter().filter(|it| it.0.starts_with(BYSTANDER)).count()
            };
            assert_eq!(unread, 0, "{about}: {}", ran.said);
            assert_eq!(others(&steps), others(&strike.steps), "{about}: {}", ran.said);
            Cell::Named
        }
        code => panic!("{about}: exit code {code}: {}", ran.said),
    }
}

/// What came of the call that was struck; all others are done, unless everything stopped or they need it.
fn applied(ran: &Ran, sent: usize, strike: &Strike, about: &str) -> Cell {
    let report = &ran.document["report"];
    let results = report["results"].as_array().cloned().unwrap_or_default();
    assert_eq!(results.len(), strike.steps.len(), "{about}: {}", ran.said);
    let call = format!("{} {}", strike.method(), &strike.path[1..]);
    let is_it = |it: &Value| {
        let sent = it["call"].as_str().unwrap_or_default();
        sent.split('?').next().is_some_and(|it| it == call)
    };
    let struck = results.iter().find(|it| is_it(it)).unwrap_or_else(|| panic!("{about}"));
    let stopped = !report["stopped"].is_null();
    for other in results.iter().filter(|it| !is_it(it)) {
        let needs_it =
            other["outcome"] == "skipped" && other["because"] == *strike.address.as_str();
        assert!(stopped || needs_it || other["outcome"] == "done", "{about}: {other:#}");
    }
    let message = struck["message"].as_str().unwrap_or_default();
    let cell = match struck["outcome"].as_str().unwrap_or_default() {
        "done" if message.contains("took effect") => Cell::Looked,
        "done" if message.contains("sent again") => Cell::SentAgain,
        "done" if sent > strike.times => Cell::Repeated,
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
