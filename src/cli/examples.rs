//! Two examples for each command, for its `--help`, its manual page, and the reference.
//!
//! A test parses every one of them.

/// One example: what it does, and the command line.
pub type Example = (String, String);

#[rustfmt::skip]
const EXAMPLES: &[(&str, [(&str, &str); 2])] = &[
    ("labwright", [
        ("Show what would change", "labwright plan"),
        ("Make the changes", "labwright apply"),
    ]),
    ("labwright init", [
        ("Write a first labwright.yaml to the current directory", "labwright init"),
        ("Write it to another directory", "labwright init gitlab-config"),
    ]),
    ("labwright validate", [
        ("Check the files in the current directory", "labwright validate"),
        ("Check another root file, and write a report for GitLab's merge request widget", "labwright validate -c production.yaml --report-codequality gl-code-quality.json"),
    ]),
    ("labwright plan", [
        ("Save the plan to a file, so that it can be approved", "labwright plan --out plan.json"),
        ("Exit with code 2 if a project differs from the files", "labwright plan --detailed-exitcode --only 'projects/acme/api/**'"),
    ]),
    ("labwright comment", [
        ("Post a saved plan on the merge request of this pipeline", "labwright comment --plan plan.json"),
        ("Post it on another merge request, as applied", "labwright comment --plan plan.json --applied --project acme/config --merge-request 7"),
    ]),
    ("labwright plan-merge", [
        ("Merge the plans of two shards", "labwright plan-merge plan-1.json plan-2.json --out plan.json"),
        ("Merge them, and write the page that shows the plan", "labwright plan-merge plan-1.json plan-2.json --report-html plan.html"),
    ]),
    ("labwright apply", [
        ("Apply exactly the changes that were approved", "labwright apply --plan plan.json"),
        ("Send the secrets of one hook again, without confirmation", "labwright apply --auto-approve --rotate-secrets=instance/system_hooks/audit"),
    ]),
    ("labwright get", [
        ("List the protected branches of a project", "labwright get protected_branches --project acme/api"),
        ("Print the system hooks as YAML", "labwright get system_hooks -o yaml"),
    ]),
    ("labwright get projects", [
        ("List the projects in a group and its subgroups", "labwright get projects --below acme"),
        ("List those with a topic, as JSON", "labwright get projects --topic service -o json"),
    ]),
    ("labwright get groups", [
        ("List the groups that you are a member of", "labwright get groups"),
        ("List the subgroups of a group", "labwright get groups --below acme"),
    ]),
    ("labwright get system_hooks", [
        ("List all of them", "labwright get system_hooks"),
        ("Show one as JSON", "labwright get system_hooks audit -o json"),
    ]),
    ("labwright get external_status_checks", [
        ("List all of a project", "labwright get external_status_checks --project acme/api"),
        ("Show one as JSON", "labwright get external_status_checks --project acme/api Compliance -o json"),
    ]),
    ("labwright get protected_branches", [
        ("List all of a project", "labwright get protected_branches --project acme/api"),
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
        ("List the deployed merge requests", "labwright get deployment_merge_requests --project acme/api --deployment 42"),
        ("Print them as JSON", "labwright get deployment_merge_requests --project acme/api --deployment 42 -o json"),
    ]),
    ("labwright act", [
        ("Test a system hook", "labwright act test-hook audit"),
        ("Retry a failed status check", "labwright act retry-status-check --project acme/api --merge-request 7 --check Compliance"),
    ]),
    ("labwright act test-hook", [
        ("Test the hook with this name", "labwright act test-hook audit"),
        ("Show the call without sending it", "labwright act test-hook audit --dry-run"),
    ]),
    ("labwright act retry-status-check", [
        ("Retry a failed status check", "labwright act retry-status-check --project acme/api --merge-request 7 --check Compliance"),
        ("Show the call without sending it", "labwright act retry-status-check --project acme/api --merge-request 7 --check Compliance --dry-run"),
    ]),
    ("labwright doctor", [
        ("Check the server, the token, and everything that the files need", "labwright doctor"),
        ("List every scope, including those without problems", "labwright doctor -v"),
    ]),
    ("labwright export", [
        ("Print what a project has", "labwright export --project acme/api"),
        ("Write a group and everything below it to a directory, one file each", "labwright export --group acme --recursive --into gitlab-config"),
    ]),
    ("labwright convert", [
        ("Print what a configuration of gitlabform becomes", "labwright convert gitlabform config.yml"),
        ("Write it to a new directory", "labwright convert gitlabform config.yml --into gitlab-config"),
    ]),
    ("labwright convert gitlabform", [
        ("Print what a configuration becomes", "labwright convert gitlabform config.yml"),
        ("Write it to a new directory", "labwright convert gitlabform config.yml --into gitlab-config"),
    ]),
    ("labwright show", [
        ("Show what the files and their defaults declare for a project, with the place of each value", "labwright show acme/api"),
        ("Show a saved plan as Markdown", "labwright show --plan plan.json -o markdown"),
    ]),
    ("labwright explain", [
        ("List what you can declare", "labwright explain"),
        ("Explain one field, with an example", "labwright explain protected_branches.allowed_to_push"),
    ]),
    ("labwright schema", [
        ("Write the schemas to a directory", "labwright schema --write schema"),
        ("Print the settings for an editor", "labwright schema --setup vscode"),
    ]),
    ("labwright sandbox", [
        ("Run the sandbox on a fixed port", "labwright sandbox --listen 127.0.0.1:8080"),
        ("Start it with the objects of a seed", "labwright sandbox --seed sandbox.yaml"),
    ]),
    ("labwright demo", [
        ("Plan, apply, and plan again on the sandbox", "labwright demo"),
        ("The same without colours", "labwright demo --color never"),
    ]),
    ("labwright completion", [
        ("Enable completion in the current bash", "source <(labwright completion bash)"),
        ("Install the completions for fish", "labwright completion fish > ~/.config/fish/completions/labwright.fish"),
    ]),
    ("labwright man", [
        ("Read the manual", "labwright man | man -l -"),
        ("Write the pages of all commands to a directory", "labwright man --write man"),
    ]),
];

/// The examples of a command; `words` is its full name: `labwright plan`.
pub fn of(words: &str) -> Vec<Example> {
    if let Some((_, examples)) = EXAMPLES.iter().find(|(name, _)| *name == words) {
        return examples.map(|(about, line)| (about.to_owned(), line.to_owned())).to_vec();
    }
    let kind = words.strip_prefix("labwright get ");
    kind.and_then(super::get::examples).map_or_else(Vec::new, |it| it.to_vec())
}

/// The examples as `--help` shows them.
fn shown(examples: &[Example]) -> String {
    let one = |(about, line): &Example| format!("\n  # {about}\n  {line}\n");
    let all: String = examples.iter().map(one).collect();
    format!("Examples:{}", all.trim_end())
}

/// Adds the examples to the help of a command and of its subcommands.
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
        Some(after) => format!("{}\n\n{after}", shown(&examples)),
        None => shown(&examples),
    };
    command.after_help(text)
}
