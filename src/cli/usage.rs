//! Wrong arguments: suggests what was probably meant, to people and programs.
//!
//! They cannot be parsed, so the requested command and format are guessed from the arguments themselves.

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Cli, output};
use crate::apply::{Ending, Event, Report};
use crate::plan::Document;
use crate::problem::{Problem, Problems};

const FILES: &str = "use -c FILE to name the root file";
const SERVER: &str = "use --gitlab-url URL to name the server";
const NO_TOKEN: &str =
    "others can see a token on the command line: set GITLAB_TOKEN, or use --token-file FILE";
const COLOR: &str = "use --color never, or set NO_COLOR";
const REQUESTS: &str = "use -vv to see every request";
const CERTIFICATES: &str = "certificates are always verified; set SSL_CERT_FILE to the certificate file of a private authority";
const DELETING: &str = "deletions are declared in the files: `prune: true` in a collection";

/// Options of other tools, and what there is instead.
const OPTIONS: &[(&str, &str)] = &[
    ("--dry-run", "a plan never writes anything: labwright plan is the dry run"),
    ("--yes", "use labwright apply --auto-approve, or -y, to apply without confirmation"),
    ("-f", FILES),
    ("--file", FILES),
    ("--filename", FILES),
    ("--config-file", FILES),
    ("--json", "use -o json"),
    ("--format", "use -o json, or -o markdown"),
    ("--token", NO_TOKEN),
    ("--private-token", NO_TOKEN),
    ("--url", SERVER),
    ("--host", SERVER),
    ("--hostname", SERVER),
    ("--server", SERVER),
    ("--target", "use --only ADDRESS"),
    ("--filter", "use --only ADDRESS"),
    ("--topic", "only projects have topics: labwright get projects --topic NAME"),
    ("--no-color", COLOR),
    ("--no-colour", COLOR),
    ("--debug", REQUESTS),
    ("--trace", REQUESTS),
    ("--force", "each guard has its own option, which the refusal names"),
    ("--prune", DELETING),
    ("--delete", DELETING),
    ("--insecure", CERTIFICATES),
    ("-k", CERTIFICATES),
];

const SHOW: &str = "labwright get KIND shows live objects; labwright plan shows what would change";
const VALIDATE: &str = "labwright validate checks the files";
const PLAN: &str = "labwright plan shows what would change";
const APPLY: &str = "labwright apply makes the changes";

/// Commands of other tools, and what there is instead.
const COMMANDS: &[(&str, &str)] = &[
    ("diff", PLAN),
    ("preview", PLAN),
    ("refresh", PLAN),
    ("status", PLAN),
    ("sync", APPLY),
    ("deploy", APPLY),
    ("push", APPLY),
    ("check", VALIDATE),
    ("lint", VALIDATE),
    ("fmt", VALIDATE),
    ("list", SHOW),
    ("ls", SHOW),
    ("describe", SHOW),
    (
        "state",
        "there is no state file: GitLab itself is the state. labwright get KIND shows live objects",
    ),
    (
        "import",
        "an import is not needed: objects that exist are found by name. labwright export writes files that declare them",
    ),
    ("version", "use labwright --version"),
    (
        "destroy",
        "deletions are declared in the files: `state: absent` in an object, `prune: true` in a collection",
    ),
    (
        "delete",
        "deletions are declared in the files: `state: absent` in an object, `prune: true` in a collection",
    ),
    ("login", "set GITLAB_TOKEN and GITLAB_URL; labwright doctor checks both"),
    ("auth", "set GITLAB_TOKEN and GITLAB_URL; labwright doctor checks both"),
    ("docs", "labwright explain KIND describes what you can declare"),
];

/// Adds what was probably meant.
pub(super) fn with_tip(mut error: clap::Error) -> clap::Error {
    let arguments = arguments();
    if let Some(tip) = tip(&error, &arguments) {
        // Similar spelling seldom finds what was meant.
        error.remove(ContextKind::SuggestedArg);
        error.remove(ContextKind::SuggestedSubcommand);
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    error
}

fn arguments() -> Vec<String> {
    std::env::args_os().skip(1).map(|it| it.to_string_lossy().into_owned()).collect()
}

fn tip(error: &clap::Error, arguments: &[String]) -> Option<String> {
    let given = |kind| match error.get(kind) {
        Some(ContextValue::String(given)) => Some(given.as_str()),
        _ => None,
    };
    let row = |table: &[(&str, &str)], word: &str| {
        table.iter().find(|(name, _)| *name == word).map(|(_, tip)| (*tip).to_owned())
    };
    if let Some(command) = given(ContextKind::InvalidSubcommand) {
        return row(COMMANDS, command);
    }
    if let Some(long) = arguments.iter().find_map(|it| long_with_one_dash(it)) {
        return Some(format!("long options begin with two dashes: --{long}"));
    }
    let given =
        given(ContextKind::InvalidArg).filter(|_| error.kind() == ErrorKind::UnknownArgument)?;
    match given.rsplit('.').next() {
        Some("yaml" | "yml") => return Some(format!("use -c to name the root file: -c {given}")),
        Some("json") => {
            return Some(format!("use --plan to name a saved plan: apply --plan {given}"));
        }
        _ => {}
    }
    misplaced(given, arguments).or_else(|| row(OPTIONS, given))
}

/// `-auto-approve` and `-out=plan.json`, as in Terraform.
fn long_with_one_dash(argument: &str) -> Option<&str> {
    let name = argument.strip_prefix('-')?.split('=').next().filter(|it| it.len() > 2)?;
    let cli = Cli::command();
    let has = |it: &clap::Command| it.get_arguments().any(|it| it.get_long() == Some(name));
    (has(&cli) || cli.get_subcommands().any(has)).then_some(name)
}

/// An option of a command that is used before the command, or with another one.
fn misplaced(option: &str, arguments: &[String]) -> Option<String> {
    let long = option.strip_prefix("--")?;
    let cli = Cli::command();
    let has = |it: &&clap::Command| it.get_arguments().any(|it| it.get_long() == Some(long));
    let named = cli.get_subcommands().find(|it| arguments.iter().any(|word| word == it.get_name()));
    if let Some(command) = named.filter(has) {
        let name = command.get_name();
        return Some(format!("put it after the command: labwright {name} {option}"));
    }
    // An option of `apply` does not help someone who wants to see what would happen.
    if OPTIONS.iter().any(|(name, _)| *name == option) {
        return None;
    }
    let owners: Vec<_> = cli.get_subcommands().filter(has).map(clap::Command::get_name).collect();
    match owners.as_slice() {
        [] => None,
        [rest @ .., last] if !rest.is_empty() => {
            Some(format!("{option} is an option of {} and {last}", rest.join(", ")))
        }
        [only, ..] => Some(format!("{option} is an option of labwright {only}")),
    }
}

/// Reports the problem to programs too: `-o json` prints valid JSON on every exit.
pub(super) fn for_programs(error: &clap::Error) {
    let arguments = arguments();
    if !wants_json(&arguments) {
        return;
    }
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default();
    let problem = Problem::new(first.strip_prefix("error: ").unwrap_or(first).to_owned()).hint(
        tip(error, &arguments)
            .unwrap_or_else(|| "run `labwright COMMAND --help` to list the arguments".to_owned()),
    );
    match arguments.iter().find(|it| ["plan", "apply"].contains(&it.as_str())).map(String::as_str) {
        Some("plan") => {
            output::print_json(&Document::of_problems(&Problems::from(problem)).to_json());
        }
        Some("apply") => {
            let summary = Event::summary(&Report::default(), Ending::Usage);
            for it in [Event::start(), Event::Problem(problem.told()), summary] {
                output::event(&it);
            }
        }
        _ => {}
    }
}

fn wants_json(arguments: &[String]) -> bool {
    let joined = ["-ojson", "-o=json", "--output=json"];
    arguments.iter().any(|it| joined.contains(&it.as_str()))
        || arguments.windows(2).any(|it| ["-o", "--output"].contains(&&*it[0]) && it[1] == "json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    fn told(arguments: &[&str]) -> String {
        let words: Vec<String> = arguments.iter().map(|it| (*it).to_owned()).collect();
        let error = Cli::try_parse_from([&["labwright"], arguments].concat()).unwrap_err();
        tip(&error, &words).unwrap_or_else(|| panic!("no tip for {arguments:?}: {error}"))
    }

    #[test]
    fn commands_and_options_of_other_tools_lead_to_what_there_is() {
        for (command, tip) in COMMANDS {
            assert_eq!(told(&[command]), *tip);
        }
        for (option, tip) in OPTIONS {
            assert_eq!(told(&["plan", option]), *tip, "{option}");
        }
    }

    #[test]
    fn an_option_in_the_wrong_place_is_told_its_own() {
        assert_eq!(told(&["--out", "x", "plan"]), "put it after the command: labwright plan --out");
        assert_eq!(
            told(&["plan", "--auto-approve"]),
            "--auto-approve is an option of labwright apply"
        );
        assert_eq!(
            told(&["apply", "-auto-approve"]),
            "long options begin with two dashes: --auto-approve"
        );
        assert_eq!(told(&["plan", "-out=x"]), "long options begin with two dashes: --out");
        assert_eq!(told(&["plan", "a.yaml"]), "use -c to name the root file: -c a.yaml");
        assert_eq!(
            told(&["apply", "p.json"]),
            "use --plan to name a saved plan: apply --plan p.json"
        );
    }

    #[test]
    fn what_a_tip_names_exists() {
        let cli = Cli::command();
        let subcommands = || cli.get_subcommands();
        let longs: Vec<&str> = std::iter::once(&cli)
            .chain(subcommands())
            .chain(subcommands().flat_map(clap::Command::get_subcommands))
            .flat_map(|it| it.get_arguments().filter_map(clap::Arg::get_long))
            .chain(["version"])
            .collect();
        for (_, tip) in COMMANDS.iter().chain(OPTIONS) {
            let words: Vec<&str> = tip.split([' ', ',', ':', ';']).collect();
            for word in words.iter().filter_map(|it| it.strip_prefix("--")) {
                assert!(longs.contains(&word), "--{word} in `{tip}`");
            }
            for pair in
                words.windows(2).filter(|it| it[0] == "labwright" && !it[1].starts_with('-'))
            {
                assert!(cli.find_subcommand(pair[1]).is_some(), "{} in `{tip}`", pair[1]);
            }
        }
    }
}
