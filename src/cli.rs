//! The command line: the arguments, and one module for each command.
//!
//! Results go to standard output, everything else to standard error.

mod act;
mod answer;
mod apply;
mod comment;
mod complete;
mod convert;
mod doctor;
mod document;
mod editors;
pub mod environment;
pub mod examples;
mod exit;
mod explain;
mod export;
mod fold;
mod get;
mod init;
mod merge;
mod output;
mod outputs;
mod place;
mod plan;
mod record;
mod reports;
#[cfg(feature = "sandbox")]
mod sandbox;
mod schema;
mod server;
mod session;
mod shard;
mod shell;
mod show;
mod signals;
mod streams;
mod teller;
mod usage;
mod validate;
mod write_file;

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

pub use exit::Exit;

use crate::problem::Problem;
use streams::Stream;

/// Declarative configuration for GitLab.
///
/// YAML files describe how your GitLab should be configured. `labwright plan` shows the difference,
/// `labwright apply` makes exactly those API calls, and a second apply does nothing.
#[derive(Debug, Parser)]
#[command(name = "labwright", version, arg_required_else_help = true, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0    success, or nothing to do
  1    GitLab, the network, or the file system failed or refused; an apply was
       only partly done; or its confirmation was declined
  2    plan --detailed-exitcode: there are changes
  3    wrong usage or invalid files; nothing was sent
  4    the saved plan is stale; nothing was written
  5    a guard refused the plan; nothing was written
  130  interrupted; the report shows what was done

Token: GITLAB_TOKEN, or --token-file. Comments, status checks, and deployment
records use LABWRIGHT_REVIEW_TOKEN if it is set.
Server: the first of --gitlab-url, LABWRIGHT_GITLAB_URL, GITLAB_URL, gitlab.url
in the root file, and the CI variables.";

/// The options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// The root file, or a directory that contains labwright.yaml.
    #[arg(
        short,
        long,
        global = true,
        value_name = "PATH",
        default_value = ".",
        hide_default_value = true
    )]
    config: PathBuf,
    /// URL of the GitLab server.
    #[arg(long, global = true, value_name = "URL")]
    gitlab_url: Option<String>,
    /// Read the token from FILE instead of GITLAB_TOKEN.
    #[arg(long, global = true, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// Output format. Each command supports some of them.
    #[arg(short, long, global = true, value_name = "FORMAT", default_value = "text")]
    output: Form,
    /// Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names:
    /// 'projects/acme/api/protected_branches/*', acme/api, protected_branches. Repeatable.
    #[arg(long, global = true, value_name = "GLOB")]
    only: Vec<String>,
    /// Maximum number of concurrent requests, 1 to 64.
    #[arg(long, global = true, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=64))]
    parallelism: u16,
    /// Longest wait, in seconds, to accept from GitLab's rate limit. If GitLab asks for more, the call fails.
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(..=86_400))]
    max_wait: u64,
    /// When to use colours.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// Print only results and errors.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Print more details; -vv prints every request.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
}

/// The format of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Text, for people.
    Text,
    /// JSON, for programs.
    Json,
    /// Markdown, for comments.
    Markdown,
    /// YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`).
    Yaml,
}

impl Command {
    /// Its name, and the formats that its result has.
    fn forms(&self) -> (&'static str, &'static [Form]) {
        use Form::{Json, Markdown, Text, Yaml};
        match self {
            Command::Init(_) => ("init", &[Text]),
            Command::Validate(_) => ("validate", &[Text, Json]),
            Command::Plan(_) => ("plan", &[Text, Json, Markdown]),
            Command::Comment(_) => ("comment", &[Text, Json]),
            Command::PlanMerge(_) => ("plan-merge", &[Text, Json, Markdown]),
            Command::Apply(_) => ("apply", &[Text, Json, Markdown]),
            Command::Get(_) => ("get", &[Text, Json, Yaml, Markdown]),
            Command::Act(_) => ("act", &[Text, Json, Yaml]),
            Command::Doctor(_) => ("doctor", &[Text, Json, Yaml]),
            Command::Export(_) => ("export", &[Text, Yaml]),
            Command::Convert(_) => ("convert", &[Text, Yaml]),
            Command::Show(_) => ("show", &[Text, Json, Yaml, Markdown]),
            Command::Explain(_) => ("explain", &[Text, Json, Yaml]),
            Command::Schema(_) => ("schema", &[Text, Json]),
            #[cfg(feature = "sandbox")]
            Command::Sandbox(_) => ("sandbox", &[Text]),
            #[cfg(feature = "sandbox")]
            Command::Demo => ("demo", &[Text]),
            Command::Completion(_) => ("completion", &[Text]),
            Command::Man(_) => ("man", &[Text]),
        }
    }
}

/// A format that the command does not support.
fn wrong_form(form: Form, command: &Command) -> Option<Problem> {
    let word = |it: Form| format!("{it:?}").to_lowercase();
    let (name, forms) = command.forms();
    (!forms.contains(&form)).then(|| {
        let offered: Vec<String> = forms.iter().map(|it| word(*it)).collect();
        Problem::new(format!(
            "`labwright {name}` does not support the output format {}",
            word(form)
        ))
        .hint(format!("use -o {}", offered.join("|")))
    })
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal and in GitLab's job log, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a first labwright.yaml, and the JSON Schema for your editor.
    Init(init::InitArgs),
    /// Check the files, offline and without a token.
    Validate(reports::FileReportArgs),
    /// Show what would change. Writes nothing, except for --comment and --answer-status-check.
    Plan(plan::PlanArgs),
    /// Post a saved plan as a comment on a merge request.
    Comment(comment::CommentArgs),
    /// Merge the saved plans of all shards into one.
    PlanMerge(merge::MergeArgs),
    /// Make the changes: show the plan, ask for confirmation, and make the calls.
    ///
    /// Ends with a report of every step, even if it is interrupted: the first SIGINT or SIGTERM waits for the calls in
    /// progress, the second does not. With `-o json` it prints one event per line; the last one is the summary.
    Apply(apply::ApplyArgs),
    /// Show live objects from GitLab.
    Get(get::GetArgs),
    /// Write files that declare what GitLab has: a plan of them has nothing to do.
    Export(export::ExportArgs),
    /// Convert the configuration of another tool into files.
    Convert(convert::ConvertArgs),
    /// Run an action that no file can declare: test a system hook, or retry a status check.
    Act(act::ActArgs),
    /// Check the server, the token, and every scope of the files. Never writes.
    Doctor(doctor::DoctorArgs),
    /// Show what the files declare for an object or a project, with the place of each value; or a saved plan.
    Show(show::ShowArgs),
    /// Explain a kind of object or one of its fields.
    Explain(explain::ExplainArgs),
    /// Print the JSON Schema of the files, for editors.
    Schema(schema::SchemaArgs),
    /// Run the sandbox, an embedded GitLab to try things on.
    #[cfg(feature = "sandbox")]
    Sandbox(sandbox::SandboxArgs),
    /// Show the whole cycle on the sandbox: plan, apply, plan again.
    #[cfg(feature = "sandbox")]
    Demo,
    /// Print the completion script for a shell.
    ///
    /// In bash, zsh, and fish, it also completes the projects, groups, and addresses that the files declare.
    Completion(shell::CompletionArgs),
    /// Print the manual page.
    Man(shell::ManArgs),
}

/// The command line, with the examples of each command.
pub fn command() -> clap::Command {
    examples::added(Cli::command(), "labwright")
}

fn parse() -> Result<Cli, clap::Error> {
    let mut command = command();
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    Cli::from_arg_matches(&matches).map_err(|it| it.format(&mut command))
}

/// Reads the arguments, runs the command, and returns how it ended.
pub fn main() -> Exit {
    streams::checked(run())
}

fn run() -> Exit {
    if let Some(words) = complete::words() {
        return complete::run(&words);
    }
    let cli = match parse() {
        Ok(cli) => cli,
        Err(error) => {
            let wrong = error.use_stderr();
            let error = usage::with_tip(error);
            let printed = error.print().and_then(|()| std::io::stdout().flush());
            streams::note(if wrong { Stream::Err } else { Stream::Out }, printed);
            if !wrong {
                return Exit::Done;
            }
            usage::for_programs(&error);
            return Exit::Usage;
        }
    };
    let Cli { global, command } = cli;
    let events = matches!(command, Command::Apply(_)) && global.output == Form::Json;
    output::set_up(&global, events);
    if let Some(problem) = wrong_form(global.output, &command) {
        output::problem(&global, problem);
        return Exit::Usage;
    }
    match command {
        Command::Init(args) => init::run(&global, &args),
        Command::Validate(args) => validate::run(&global, &args),
        Command::Plan(args) => session::block_on(plan::run(&global, &args)),
        Command::PlanMerge(args) => session::block_on(merge::run(&global, &args)),
        Command::Comment(args) => session::block_on(comment::run(&global, &args)),
        Command::Apply(args) => session::block_on(apply::run(&global, &args)),
        Command::Get(args) => session::block_on(get::run(&global, &args)),
        Command::Act(args) => session::block_on(act::run(&global, &args)),
        Command::Doctor(args) => session::block_on(doctor::run(&global, &args)),
        Command::Export(args) => session::block_on(export::run(&global, &args)),
        Command::Convert(args) => convert::run(&global, &args),
        Command::Show(args) => session::block_on(show::run(&global, &args)),
        Command::Explain(args) => explain::run(&global, &args),
        Command::Schema(args) => schema::run(&global, &args),
        #[cfg(feature = "sandbox")]
        Command::Sandbox(args) => session::block_on(sandbox::serve(&global, &args)),
        #[cfg(feature = "sandbox")]
        Command::Demo => session::block_on(sandbox::demo(&global)),
        Command::Completion(args) => shell::completion(&args),
        Command::Man(args) => shell::man(&global, &args),
    }
}
