//! `labwright sandbox` and `labwright demo`: the embedded GitLab.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Exit, Global, output, session};
use crate::apply::{Secrets, Sources, apply};
use crate::config::load::ROOT_FILE;
use crate::gitlab::{Reader, Server, Settings, Token};
use crate::plan::{Approved, Options, Plan, plan};
use crate::problem::{Problem, Problems};
use crate::render::{self, Fold};
use crate::sandbox::{ADMIN_TOKEN, Fault, Sandbox, SandboxError, Seed};

#[derive(Debug, Args)]
pub(super) struct SandboxArgs {
    /// The loopback address to listen on.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8929")]
    listen: SocketAddr,
    /// What the sandbox holds at the start: a YAML file, or the name of an example, such as examples/fleet. Without it, the
    /// projects of labwright's documentation and the samples of GitLab's.
    #[arg(long, value_name = "SEED")]
    seed: Option<PathBuf>,
    /// Failures to inject: a YAML list of `{ method, path, from, times, do }`; see docs/faults.md.
    #[arg(long, value_name = "FILE")]
    faults: Option<PathBuf>,
}

/// Reads a file that the sandbox starts from.
fn read<T>(
    path: &Path,
    parse: impl Fn(&str) -> Result<T, SandboxError>,
    hint: impl Fn() -> String,
) -> Result<T, Problem> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Problem::new(format!("cannot read {}: {error}", path.display())).hint(hint())
    })?;
    parse(&text).map_err(|error| Problem::new(format!("{}: {error}", path.display())))
}

/// A built-in seed by its name, else a file. Names come first, so that `examples/fleet` is the same everywhere.
fn seed(path: &Path) -> Result<Seed, Problem> {
    let built_in = path.to_str().and_then(|it| Seed::built_in(it.trim_end_matches('/')));
    match built_in {
        Some(text) => Seed::parse(text).map_err(|error| Problem::new(error.to_string())),
        None => read(path, Seed::parse, || {
            let names: Vec<_> = Seed::built_in_names().collect();
            format!("name a YAML file, or one of the built-in seeds: {}", names.join(", "))
        }),
    }
}

fn inputs(args: &SandboxArgs) -> Result<(Seed, Vec<Fault>), Problem> {
    let seed = args.seed.as_deref().map(seed).transpose()?.unwrap_or_default();
    let hint = || String::from("docs/faults.md describes the file");
    let faults = args.faults.as_deref().map(|it| read(it, Fault::parse, hint)).transpose()?;
    Ok((seed, faults.unwrap_or_default()))
}

pub(super) async fn serve(global: &Global, args: &SandboxArgs) -> Exit {
    let (seed, faults) = match inputs(args) {
        Ok(inputs) => inputs,
        Err(problem) => {
            output::problem(global, problem);
            return Exit::Usage;
        }
    };
    let sandbox = match Sandbox::listen(args.listen, &seed).await {
        Ok(sandbox) => sandbox,
        Err(error) => {
            output::problem(global, Problem::new(error.to_string()));
            return Exit::Refused;
        }
    };
    match faults.len() {
        0 => {}
        1 => output::say(global, "1 fault is set up.\n"),
        count => output::say(global, &format!("{count} faults are set up.\n")),
    }
    faults.into_iter().for_each(|it| sandbox.fault(it));
    let url = sandbox.url();
    output::print(&format!(
        "The sandbox listens on {url}. In another terminal:\n\n  \
         export GITLAB_URL={url} GITLAB_TOKEN={ADMIN_TOKEN}\n  labwright get system_hooks\n\n\
         Press Ctrl-C to stop it. Nothing is saved.\n"
    ));
    tokio::select! {
        () = sandbox.wait() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    Exit::Done
}

/// What the demo plans and applies, on the default world; without the comments at its top.
const FILE: &str = include_str!("../../examples/demo/labwright.yaml");
/// The only secret that the file names.
const SECRET: (&str, &str) = ("COMPLIANCE_SECRET", "a-secret-of-the-demo");

const NEXT: &str = "\
To configure your own GitLab:

  export GITLAB_URL=https://gitlab.example.com
  export GITLAB_TOKEN=...     # scope read_api to plan, api to apply
  labwright init              # write a first labwright.yaml, and the schema for your editor
  labwright doctor            # check the server, the token, and its role
  labwright explain           # list what you can declare
  labwright plan              # show what would change; writes nothing
  labwright apply             # show it again, ask, and make the changes
";

/// The whole loop, on an embedded GitLab of its own.
pub(super) async fn demo(global: &Global) -> Exit {
    match run_demo(global).await {
        Ok(()) => Exit::Done,
        Err(problems) => {
            output::problems(global, &problems);
            Exit::Refused
        }
    }
}

async fn run_demo(global: &Global) -> Result<(), Problems> {
    let failed =
        |what: &str, error: &dyn std::fmt::Display| Problem::new(format!("{what}: {error}"));
    let paint = output::paint_stdout(global);
    let sandbox =
        Sandbox::start(&Seed::default()).await.map_err(|it| failed("the sandbox", &it))?;
    let folder = tempfile::tempdir().map_err(|it| failed("a folder for the demo", &it))?;
    let file = FILE.find("version:").map_or(FILE, |at| &FILE[at..]);
    std::fs::write(folder.path().join(ROOT_FILE), file).map_err(|it| failed(ROOT_FILE, &it))?;
    let global = Global { config: folder.path().to_owned(), ..global.clone() };
    let config = session::files(&global)?.config;
    let token = Token::parse(ADMIN_TOKEN, "the demo").map_err(|it| failed("the token", &it))?;
    let server =
        Server::parse(&sandbox.url(), "the demo").map_err(|it| failed("the server", &it))?;
    let reader =
        Reader::new(Settings::new(server, token)).map_err(|it| failed("the client", &it))?;
    // The temporary directory means nothing to the reader.
    let here = format!("{}/", folder.path().display());
    let show = |plan: &Plan| {
        let mut plan = plan.document();
        plan.steps.iter_mut().for_each(|it| it.origin.file = it.origin.file.replace(&here, ""));
        output::print(&render::text(&plan, Fold::Alike, paint));
    };
    let planned = || async {
        plan(&config, &reader, &Options::default()).await.map_err(|it| failed("the plan", &it))
    };

    output::print(&format!("An embedded GitLab listens on {}.\n\n", sandbox.url()));
    output::print(&format!("$ cat {ROOT_FILE}\n\n{file}\n$ labwright plan\n\n"));
    let first = planned().await?;
    show(&first);
    output::print(&format!("\n$ export {}=...\n$ labwright apply\n\n", SECRET.0));
    let env = |name: &str| (name == SECRET.0).then(|| SECRET.1.to_owned());
    let sources = Sources::new(&env, folder.path());
    let secrets = Secrets::find(&first, &sources)?;
    let report = apply(Approved::by_hand(first), &reader, &secrets, &Default::default(), &()).await;
    output::print(&render::report(&report, paint));
    output::print("\n$ labwright plan\n\n");
    let second = planned().await?;
    show(&second);
    output::print(&format!("\n{NEXT}"));
    if report.is_whole() && second.steps().is_empty() && second.problems.is_empty() {
        Ok(())
    } else {
        Err(Problem::new("the demo did not end as expected; please report this as a bug").into())
    }
}
