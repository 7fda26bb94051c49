//! `labwright sandbox` and `labwright demo`: the embedded GitLab.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::{Exit, Global, output, session};
use crate::apply::{Secrets, Sources, apply};
use crate::gitlab::{Reader, Server, Settings, Token};
use crate::plan::{Approved, Options, plan};
use crate::problem::{Problem, Problems};
use crate::render;
use crate::sandbox::{ADMIN_TOKEN, Fault, Sandbox, SandboxError, Seed};

#[derive(Debug, Args)]
pub(super) struct SandboxArgs {
    /// Where to listen; on this machine only.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8929")]
    listen: SocketAddr,
    /// The world it starts from, as YAML; without it the sample objects of GitLab's documentation.
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// What shall go wrong, as YAML: a list of `{ method, path, from, times, do }`; docs/faults.md has all of it.
    #[arg(long, value_name = "FILE")]
    faults: Option<PathBuf>,
}

/// Reads a file of the sandbox's, where one is named.
fn read<T>(
    path: Option<&PathBuf>,
    parse: impl Fn(&str) -> Result<T, SandboxError>,
) -> Result<Option<T>, Problem> {
    let Some(path) = path else { return Ok(None) };
    let text = std::fs::read_to_string(path)
        .map_err(|error| Problem::new(format!("{} cannot be read: {error}", path.display())))?;
    let parsed = parse(&text);
    parsed.map(Some).map_err(|error| Problem::new(format!("{}: {error}", path.display())))
}

pub(super) async fn serve(global: &Global, args: &SandboxArgs) -> Exit {
    let files = read(args.seed.as_ref(), Seed::parse)
        .and_then(|seed| Ok((seed, read(args.faults.as_ref(), Fault::parse)?)));
    let (seed, faults) = match files {
        Ok((seed, faults)) => (seed.unwrap_or_default(), faults.unwrap_or_default()),
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
    let count = faults.len();
    faults.into_iter().for_each(|it| sandbox.fault(it));
    if count > 0 {
        output::say(global, &format!("{count} faults are set up.\n"));
    }
    let url = sandbox.url();
    output::print(&format!(
        "The sandbox listens on {url}. In another terminal:\n\n  \
         export GITLAB_URL={url} GITLAB_TOKEN={ADMIN_TOKEN}\n  labwright get system_hooks\n\n\
         Ctrl-C ends it; nothing is kept.\n"
    ));
    tokio::select! {
        () = sandbox.wait() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    Exit::Done
}

/// The files of `examples/quickstart`, which the demo plans and applies.
const QUICKSTART: [(&str, &str); 3] = [
    ("labwright.yaml", include_str!("../../examples/quickstart/labwright.yaml")),
    ("projects/api.yaml", include_str!("../../examples/quickstart/projects/api.yaml")),
    ("projects/web.yaml", include_str!("../../examples/quickstart/projects/web.yaml")),
];
const QUICKSTART_SEED: &str = include_str!("../../examples/quickstart/sandbox.yaml");

const NEXT: &str = "\
What to type for your own GitLab:

  export GITLAB_URL=https://gitlab.example.com
  export GITLAB_TOKEN=...     # scope read_api is enough for a plan, api for an apply
  labwright init              # writes a first labwright.yaml, and the schema for your editor
  labwright doctor            # would it work? server, token, role
  labwright explain           # what can be declared
  labwright plan              # shows what would change, and writes nothing
  labwright apply             # shows it again, asks, and makes those calls
";

/// The whole loop, on an embedded GitLab of its own.
pub(super) async fn demo(global: &Global) -> Exit {
    match tell_demo(global).await {
        Ok(()) => Exit::Done,
        Err(problems) => {
            output::problems(global, &problems);
            Exit::Refused
        }
    }
}

async fn tell_demo(global: &Global) -> Result<(), Problems> {
    let failed =
        |what: &str, error: &dyn std::fmt::Display| Problem::new(format!("{what}: {error}"));
    let paint = output::paint_stdout(global);
    let seed = Seed::parse(QUICKSTART_SEED).map_err(|it| failed("the demo's seed", &it))?;
    let sandbox = Sandbox::start(&seed).await.map_err(|it| failed("the sandbox", &it))?;
    let folder = tempfile::tempdir().map_err(|it| failed("a folder for the demo", &it))?;
    for (name, text) in QUICKSTART {
        let path = folder.path().join(name);
        let written = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        written.and_then(|()| std::fs::write(&path, text)).map_err(|it| failed(name, &it))?;
    }
    let global = Global { config: folder.path().to_owned(), ..global.clone() };
    let config = session::files(&global)?.config;
    let token = Token::parse(ADMIN_TOKEN, "the demo").map_err(|it| failed("the token", &it))?;
    let server =
        Server::parse(&sandbox.url(), "the demo").map_err(|it| failed("the server", &it))?;
    let reader =
        Reader::new(Settings::new(server, token)).map_err(|it| failed("the client", &it))?;
    // The temporary folder's name says nothing to anybody.
    let here = format!("{}/", folder.path().display());
    let show = |text: String| output::print(&text.replace(&here, ""));
    let planned = || async {
        plan(&config, &reader, &Options::default()).await.map_err(|it| failed("the plan", &it))
    };

    output::print(&format!("A GitLab to try things on is up: {}\n\n", sandbox.url()));
    output::print("$ labwright plan        # examples/quickstart\n\n");
    let first = planned().await?;
    show(render::text(&first.document(), paint));
    output::print("\n$ labwright apply\n\n");
    let env = |name: &str| Some(format!("demo-{}", name.to_lowercase()));
    let sources = Sources::new(&env, folder.path());
    let secrets = Secrets::find(&first, &sources)?;
    let report = apply(Approved::by_hand(first), &reader, &secrets, &Default::default(), &()).await;
    output::print(&render::report(&report, paint));
    output::print("\n$ labwright plan        # again: nothing is left\n\n");
    let second = planned().await?;
    show(render::text(&second.document(), paint));
    output::print(&format!("\n{NEXT}"));
    if report.is_whole() && second.steps().is_empty() && second.problems.is_empty() {
        Ok(())
    } else {
        Err(Problem::new("the demo did not come out as it should: report it").into())
    }
}
