//! `labwright sandbox` and `labwright demo`: the embedded GitLab.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::{Exit, Global, output};
use crate::problem::Problem;
use crate::sandbox::{ADMIN_TOKEN, Sandbox, Seed};

#[derive(Debug, Args)]
pub(super) struct SandboxArgs {
    /// Where to listen; on this machine only.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8929")]
    listen: SocketAddr,
    /// The world it starts from, as YAML; without it the sample objects of GitLab's documentation.
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
}

pub(super) async fn serve(global: &Global, args: &SandboxArgs) -> Exit {
    let seed = match &args.seed {
        None => Ok(Seed::default()),
        Some(path) => std::fs::read_to_string(path)
            .map_err(|error| format!("{} cannot be read: {error}", path.display()))
            .and_then(|it| {
                Seed::parse(&it).map_err(|error| format!("{}: {error}", path.display()))
            }),
    };
    let seed = match seed {
        Ok(seed) => seed,
        Err(message) => {
            output::problem(global, Problem::new(message));
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

pub(super) async fn demo(_global: &Global) -> Exit {
    Exit::Done
}
