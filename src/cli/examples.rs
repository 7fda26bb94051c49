//! Two examples for each command, for its `--help`, its manual page and the reference.
//!
//! A test parses every one of them.

/// One example: what it is for, and the line.
pub type Example = (&'static str, &'static str);

#[rustfmt::skip]
const EXAMPLES: &[(&str, [Example; 2])] = &[
    ("labwright", [
        ("Show what would change", "labwright plan"),
        ("Make the changes", "labwright apply"),
    ]),
    ("labwright init", [
        ("Write a first file to this folder", "labwright init"),
        ("Write it to another folder", "labwright init gitlab-config"),
    ]),
    ("labwright validate", [
        ("Check the files of this folder", "labwright validate"),
        ("Check another root file, and report to GitLab's merge request widget", "labwright validate -c production.yaml --report-codequality gl-code-quality.json"),
    ]),
    ("labwright plan", [
        ("Write the plan to a file, so that it can be approved", "labwright plan --out plan.json"),
        ("Exit with 2 when one project differs from its file", "labwright plan --detailed-exitcode --only 'projects/acme/api/**'"),
    ]),
    ("labwright comment", [
        ("Post a saved plan on the merge request of this pipeline", "labwright comment --plan plan.json"),
        ("Post it on another merge request, as applied", "labwright comment --plan plan.json --applied --project acme/config --merge-request 7"),
    ]),
    ("labwright plan-merge", [
        ("Join the plans of two shards", "labwright plan-merge plan-1.json plan-2.json --out plan.json"),
        ("Show a saved plan", "labwright plan-merge plan.json"),
    ]),
    ("labwright apply", [
        ("Make exactly the changes that were approved", "labwright apply --plan plan.json"),
        ("Send the secrets of one hook again, without a question", "labwright apply --auto-approve --rotate-secrets=instance/system_hooks/audit"),
    ]),
    ("labwright get", [
        ("List the protected branches of a project", "labwright get protected_branches --project acme/api"),
        ("Print the system hooks as YAML", "labwright get system_hooks -o yaml"),
    ]),
    ("labwright get system_hooks", [
        ("List all of them", "labwright get system_hooks"),
        ("Show one as JSON", "labwright get system_hooks audit -o json"),
    ]),
    ("labwright get external_status_checks", [
        ("List those of a project", "labwright get external_status_checks --project acme/api"),
        ("Show one as JSON", "labwright get external_status_checks --project acme/api Compliance -o json"),
    ]),
    ("labwright get protected_branches", [
        ("List those of a project", "labwright get protected_branches --project acme/api"),
        ("Show one as YAML", "labwright get protected_branches --project acme/api main -o yaml"),
    ]),
    ("labwright get merge_trains", [
        ("List the cars on the trains of a project", "labwright get merge_trains --project acme/api --scope active"),
        ("Find the car of one merge request", "labwright get merge_trains --project acme/api --merge-request 7"),
    ]),
    ("labwright get status_checks", [
        ("List the checks of a merge request", "labwright get status_checks --project acme/api --merge-request 7"),
        ("Show one as JSON", "labwright get status_checks --project acme/api --merge-request 7 Compliance -o json"),
    ]),
    ("labwright get deployments", [
        ("List the last deployments to production", "labwright get deployments --project acme/api --environment production --limit 5"),
        ("Show one as JSON", "labwright get deployments --project acme/api 42 -o json"),
    ]),
    ("labwright get deployment_merge_requests", [
        ("List what was deployed", "labwright get deployment_merge_requests --project acme/api --deployment 42"),
        ("Print it as JSON", "labwright get deployment_merge_requests --project acme/api --deployment 42 -o json"),
    ]),
    ("labwright act", [
        ("Fire a system hook", "labwright act test-hook audit"),
        ("Retry a failed status check", "labwright act retry-status-check --project acme/api --merge-request 7 --check Compliance"),
    ]),
    ("labwright act test-hook", [
        ("Fire the hook of this name", "labwright act test-hook audit"),
        ("Show the call without sending it", "labwright act test-hook audit --dry-run"),
    ]),
    ("labwright act retry-status-check", [
        ("Retry a failed status check", "labwright act retry-status-check --project acme/api --merge-request 7 --check Compliance"),
        ("Show the call without sending it", "labwright act retry-status-check --project acme/api --merge-request 7 --check Compliance --dry-run"),
    ]),
    ("labwright doctor", [
        ("Check server, token and everything that the files need", "labwright doctor"),
        ("List every scope, those that work too", "labwright doctor -v"),
    ]),
    ("labwright explain", [
        ("List what can be declared", "labwright explain"),
        ("Explain one field, with an example", "labwright explain protected_branches.allowed_to_push"),
    ]),
    ("labwright schema", [
        ("Write the schemas to a folder", "labwright schema --write schema"),
        ("Print the settings of an editor", "labwright schema --setup vscode"),
    ]),
    ("labwright sandbox", [
        ("Serve a GitLab on a port", "labwright sandbox --listen 127.0.0.1:8080"),
        ("Serve one that holds what a file says", "labwright sandbox --seed sandbox.yaml"),
    ]),
    ("labwright demo", [
        ("Plan, apply and plan again on an embedded GitLab", "labwright demo"),
        ("The same without colours", "labwright demo --color never"),
    ]),
    ("labwright completion", [
        ("Complete in this bash", "source <(labwright completion bash)"),
        ("Install the completions of fish", "labwright completion fish > ~/.config/fish/completions/labwright.fish"),
    ]),
    ("labwright man", [
        ("Read the manual", "labwright man | man -l -"),
        ("Write the pages of all commands to a folder", "labwright man --write man"),
    ]),
];

/// The examples of a command; `words` is how it is called: `labwright plan`.
pub fn of(words: &str) -> &'static [Example] {
    EXAMPLES.iter().find(|(name, _)| *name == words).map_or(&[], |(_, examples)| examples)
}

/// The examples as `--help` shows them.
fn shown(examples: &[Example]) -> String {
    let one = |(about, line): &Example| format!("\n  # {about}\n  {line}\n");
    let all: String = examples.iter().map(one).collect();
    format!("Examples:{}", all.trim_end())
}

/// Adds the examples below the help of a command and of those below it.
pub(super) fn added(command: clap::Command, words: &str) -> clap::Command {
    let names: Vec<String> = command.get_subcommands().map(|it| it.get_name().to_owned()).collect();
    let mut command = command;
    for name in names {
        let below = format!("{words} {name}");
        command = command.mut_subcommand(name, |it| added(it, &below));
    }
    let examples = of(words);
    if examples.is_empty() {
        return command;
    }
    let text = match command.get_after_help() {
        Some(after) => format!("{}\n\n{after}", shown(examples)),
        None => shown(examples),
    };
    command.after_help(text)
}
