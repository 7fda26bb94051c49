//! `labwright doctor`: checks in advance whether a plan and an apply would succeed. Never writes.

mod show;

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Exit, Form, Global, environment, output, session};
use crate::apply::Sources;
use crate::config::load::ROOT_FILE;
use crate::doctor::{Diagnosis, examine};
use crate::problem::Problems;
use crate::render;
use crate::resource::Source;

#[derive(Debug, Args)]
pub(super) struct DoctorArgs {
    /// Also read secrets of `{ file: PATH }` from this directory, like the same option of apply. Repeatable.
    #[arg(long, value_name = "DIR")]
    allow_secrets_in: Vec<PathBuf>,
}

pub(super) async fn run(global: &Global, args: &DoctorArgs) -> Exit {
    let (diagnosis, files) = match diagnose(global, args).await {
        Ok(both) => both,
        Err((exit, problems)) => {
            if global.output == Form::Json {
                output::print_json(&Diagnosis::of_problems(&problems).to_json());
            }
            output::tell(&render::problems(&problems, output::paint_stderr(global)));
            return exit;
        }
    };
    match global.output {
        Form::Json => output::print_json(&diagnosis.to_json()),
        Form::Yaml => output::print_yaml(&diagnosis.to_json()),
        _ => {
            let whole = global.verbose > 0;
            let text = show::text(&diagnosis, files, whole, output::paint_stdout(global));
            output::print(&output::for_people(&text));
        }
    }
    if diagnosis.plan && diagnosis.apply { Exit::Done } else { Exit::Refused }
}

/// The diagnosis, and whether there are files.
async fn diagnose(
    global: &Global,
    args: &DoctorArgs,
) -> Result<(Diagnosis, bool), (Exit, Problems)> {
    // Without files, the server and the token are still checked, unless files were requested.
    let files =
        match global.config == Path::new(".") && Path::new(ROOT_FILE).symlink_metadata().is_err() {
            true => None,
            false => Some(session::files(global).map_err(|it| (Exit::Usage, it))?),
        };
    let options = session::options(global, &[], None).map_err(|it| (Exit::Usage, it.into()))?;
    if let Some(files) = &files {
        options.unmatched(&files.config).into_result(()).map_err(|it| (Exit::Usage, it))?;
    }
    let url = files.as_ref().and_then(|it| it.config.url.as_deref());
    let reader = session::reader(global, url).map_err(|(exit, it)| (exit, it.into()))?;
    let source = match &global.token_file {
        Some(file) => file.display().to_string(),
        None => "GITLAB_TOKEN".to_owned(),
    };
    let config = files.as_ref().map(|it| &it.config);
    let folder = files.as_ref().map(|it| it.folder.clone()).unwrap_or_default();
    let sources = Sources::new(&environment::lookup, folder)
        .allowing(&args.allow_secrets_in)
        .except_token_of(&reader);
    let trouble = |it: &Source| sources.trouble(it);
    let only = options.only.as_ref();
    Ok((examine(config, only, &reader, &source, &trouble).await, files.is_some()))
}
