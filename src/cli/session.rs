//! What commands have in common: files, server, and token.

use std::future::Future;
use std::path::PathBuf;
use std::time::Duration;

use super::outputs::Outputs;
use super::{Exit, Global, environment, output, shard};
use crate::config::load::{Limits, load_within};
use crate::config::{self, Choice, Config, Loaded, Schemas};
use crate::gitlab::{Reader, Settings};
use crate::plan::{Options, Shard};
use crate::problem::{Problem, Problems};

/// Files that were read and checked.
pub(super) struct Files {
    pub config: Config,
    pub folder: PathBuf,
    pub count: usize,
}

/// Runs a command that talks to a server.
pub(super) fn block_on(command: impl Future<Output = Exit>) -> Exit {
    match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => {
            let exit = runtime.block_on(command);
            // A name that is still being resolved must not delay the exit.
            runtime.shutdown_background();
            exit
        }
        Err(error) => {
            output::tell(&format!("error: cannot start: {error}\n"));
            Exit::Refused
        }
    }
}

/// Reads and checks the files.
pub(super) fn files(global: &Global) -> Result<Files, Problems> {
    files_for(global, None)
}

/// Reads and checks the files, for a command that writes these outputs: none of them can be a file that is read, whatever
/// else is wrong with the files.
pub(super) fn files_for(global: &Global, outputs: Option<&Outputs>) -> Result<Files, Problems> {
    files_by(global, outputs, config::read)
}

/// Reads and checks the files, and keeps every value as it is written.
pub(super) fn files_as_written(global: &Global) -> Result<Files, Problems> {
    files_by(global, None, config::read_as_written)
}

fn files_by(
    global: &Global,
    outputs: Option<&Outputs>,
    read: fn(Loaded) -> Result<Config, Problems>,
) -> Result<Files, Problems> {
    let schemas = Schemas::of_text(config::schema::TEXT);
    let mut inputs = Vec::new();
    let loaded = load_within(&global.config, &schemas, Limits::default(), &mut inputs);
    let files = loaded.and_then(|loaded| {
        let count = loaded.files.len();
        let folder = loaded.folder.clone();
        let config = read(loaded)?;
        Ok(Files { config, folder, count })
    });
    let collisions = outputs.map(|it| it.protect(&inputs)).unwrap_or_default();
    match files {
        Ok(files) => collisions.into_result(files),
        Err(mut problems) => {
            problems.append(collisions);
            Err(problems)
        }
    }
}

/// Finds server and token.
pub(super) fn reader(global: &Global, file_url: Option<&str>) -> Result<Reader, (Exit, Problem)> {
    shard_reader(global, file_url, None)
}

/// Finds server and token, for one of several runs that share the token.
pub(super) fn shard_reader(
    global: &Global,
    file_url: Option<&str>,
    shard: Option<Shard>,
) -> Result<Reader, (Exit, Problem)> {
    let found = Settings::discover(
        global.gitlab_url.as_deref(),
        global.token_file.as_deref(),
        file_url,
        &environment::lookup,
    );
    let mut settings = found.map_err(|error| (Exit::Usage, Problem::new(error.to_string())))?;
    settings.runs = shard::runs(shard);
    connect(global, settings)
}

/// Makes the connection with the limits of the command line, divided among several runs if the settings name them.
pub(super) fn connect(global: &Global, mut settings: Settings) -> Result<Reader, (Exit, Problem)> {
    settings.parallelism = shard::part_of(usize::from(global.parallelism), settings.runs);
    settings.longest_wait = Duration::from_secs(global.max_wait);
    tracing::info!("server {} ({})", settings.server.url, settings.server.source);
    Reader::new(settings).map_err(|error| {
        (Exit::Refused, Problem::new(error.what()).hint(error.next_step().to_owned()))
    })
}

/// Which part of the plan was selected.
pub(super) fn options(
    global: &Global,
    rotate: &[String],
    shard: Option<Shard>,
) -> Result<Options, Problem> {
    Ok(Options {
        only: choice("--only", &global.only)?,
        rotate: choice("--rotate-secrets", rotate)?,
        shard,
        ..Options::default()
    })
}

fn choice(flag: &'static str, patterns: &[String]) -> Result<Option<Choice>, Problem> {
    (!patterns.is_empty()).then(|| Choice::new(flag, patterns)).transpose()
}
