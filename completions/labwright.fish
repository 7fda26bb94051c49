# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_labwright_global_optspecs
    string join \n c/config= gitlab-url= token-file= o/output= only= parallelism= max-wait= color= q/quiet v/verbose h/help V/version
end

function __fish_labwright_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_labwright_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_labwright_using_subcommand
    set -l cmd (__fish_labwright_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c labwright -n "__fish_labwright_needs_command" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_needs_command" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_needs_command" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_needs_command" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_needs_command" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_needs_command" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_needs_command" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_needs_command" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_needs_command" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_needs_command" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_needs_command" -s V -l version -d 'Print version'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "init" -d 'Write a first labwright.yaml, and the JSON Schema for your editor'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "validate" -d 'Check the files, offline and without a token'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "plan" -d 'Show what would change. Writes nothing, except for --comment and --answer-status-check'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "comment" -d 'Post a saved plan as a comment on a merge request'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "plan-merge" -d 'Merge the saved plans of all shards into one'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "apply" -d 'Make the changes: show the plan, ask for confirmation, and make the calls'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "get" -d 'Show live objects from GitLab'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "export" -d 'Write files that declare what GitLab has: a plan of them has nothing to do'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "convert" -d 'Convert the configuration of another tool into files'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "act" -d 'Run an action that no file can declare: test a system hook, or retry a status check'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "doctor" -d 'Check the server, the token, and every scope of the files. Never writes'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "show" -d 'Show what the files declare for an object or a project, with the place of each value; or a saved plan'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "explain" -d 'Explain a kind of object or one of its fields'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "schema" -d 'Print the JSON Schema of the files, for editors'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "sandbox" -d 'Run the sandbox, an embedded GitLab to try things on'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "demo" -d 'Show the whole cycle on the sandbox: plan, apply, plan again'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "completion" -d 'Print the completion script for a shell'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "man" -d 'Print the manual page'
complete -c labwright -n "__fish_labwright_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c labwright -n "__fish_labwright_using_subcommand init" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand init" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand init" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand init" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand init" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand init" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand init" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand init" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand init" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand init" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand validate" -l report-codequality -d 'Write the problems with their lines to FILE, for artifacts:reports:codequality; an empty list if there are none' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand validate" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand validate" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand validate" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand validate" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand validate" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand validate" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand validate" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand validate" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand validate" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand validate" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand validate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l comment -d 'Also post the plan as a comment on the merge request: one note that is edited in place, one thread, or a new note each time' -r -f -a "update\t'One note, edited in place'
thread\t'One thread, edited in place, and resolved when nothing is left to do'
new\t'A new note each time'
none\t'No comment'"
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l shard -d 'Work only on shard I of N, which projects belong to by their paths; 1/1 is everything. Default in a job with `parallel: N`: CI_NODE_INDEX/CI_NODE_TOTAL' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l out -d 'Write the plan to FILE, for `apply --plan`' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l report-terraform -d 'Write the counts to FILE, for artifacts:reports:terraform' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l report-codequality -d 'Write the problems with their lines to FILE, for artifacts:reports:codequality' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l report-junit -d 'Write the differences to FILE as failed tests, for artifacts:reports:junit' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l report-annotations -d 'Write links to the changed objects to FILE, for artifacts:reports:annotations' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l report-dotenv -d 'Write the counts to FILE as variables, for artifacts:reports:dotenv' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l report-html -d 'Write the plan to FILE as an HTML page' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l answer-status-check -d 'Answer this external status check of the merge request: first pending, then passed or failed' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l answer-policy -d 'Which plans pass the check' -r -f -a "no-errors\t'The plan has no errors'
no-deletions\t'The plan has no errors and deletes or replaces nothing'
no-changes\t'The plan has no errors and no changes'"
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l merge-request -d 'Number of the merge request in its project' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l project -d 'Full path or ID of its project' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l commit -d 'The commit that the plan is for' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l detailed-exitcode -d 'Exit with code 2 if there are changes'
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l codequality-changes -d 'Include the planned changes in that report'
complete -c labwright -n "__fish_labwright_using_subcommand plan" -l no-fold -d 'Show the changes of each project and group, even if they are equal'
complete -c labwright -n "__fish_labwright_using_subcommand plan" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand plan" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand comment" -l plan -d 'The saved plan, written by `plan --out`' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand comment" -l mode -d 'How to post: one note that is edited in place, one thread, or a new note each time' -r -f -a "update\t'One note, edited in place'
thread\t'One thread, edited in place, and resolved when nothing is left to do'
new\t'A new note each time'"
complete -c labwright -n "__fish_labwright_using_subcommand comment" -l merge-request -d 'Number of the merge request in its project' -r
complete -c labwright -n "__fish_labwright_using_subcommand comment" -l project -d 'Full path or ID of its project' -r
complete -c labwright -n "__fish_labwright_using_subcommand comment" -l commit -d 'The commit that the plan is for' -r
complete -c labwright -n "__fish_labwright_using_subcommand comment" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand comment" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand comment" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand comment" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand comment" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand comment" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand comment" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand comment" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand comment" -l applied -d 'Mark the plan as applied, and resolve the thread'
complete -c labwright -n "__fish_labwright_using_subcommand comment" -l no-fold -d 'Show the changes of each project and group, even if they are equal'
complete -c labwright -n "__fish_labwright_using_subcommand comment" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand comment" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand comment" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l comment -d 'Also post the plan as a comment on the merge request: one note that is edited in place, one thread, or a new note each time' -r -f -a "update\t'One note, edited in place'
thread\t'One thread, edited in place, and resolved when nothing is left to do'
new\t'A new note each time'
none\t'No comment'"
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l out -d 'Write the plan to FILE, for `apply --plan`' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l report-terraform -d 'Write the counts to FILE, for artifacts:reports:terraform' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l report-codequality -d 'Write the problems with their lines to FILE, for artifacts:reports:codequality' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l report-junit -d 'Write the differences to FILE as failed tests, for artifacts:reports:junit' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l report-annotations -d 'Write links to the changed objects to FILE, for artifacts:reports:annotations' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l report-dotenv -d 'Write the counts to FILE as variables, for artifacts:reports:dotenv' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l report-html -d 'Write the plan to FILE as an HTML page' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l answer-status-check -d 'Answer this external status check of the merge request: first pending, then passed or failed' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l answer-policy -d 'Which plans pass the check' -r -f -a "no-errors\t'The plan has no errors'
no-deletions\t'The plan has no errors and deletes or replaces nothing'
no-changes\t'The plan has no errors and no changes'"
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l merge-request -d 'Number of the merge request in its project' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l project -d 'Full path or ID of its project' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l commit -d 'The commit that the plan is for' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l codequality-changes -d 'Include the planned changes in that report'
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -l no-fold -d 'Show the changes of each project and group, even if they are equal'
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand plan-merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l plan -d 'Apply the saved plan in FILE, written by `plan --out`. If a step is needed that it does not contain, nothing is written' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l rotate-secrets -d 'Send secrets again even if nothing changed: those of all objects, or of those that match GLOB, as with --only' -r
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l allow-secrets-in -d 'Also read secrets of `{ file: PATH }` from this directory, in addition to that of the root file. Repeatable' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l shard -d 'Work only on shard I of N, which projects belong to by their paths; 1/1 is everything. Default in a job with `parallel: N`: CI_NODE_INDEX/CI_NODE_TOTAL' -r
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l record-deployment -d 'Record the apply as a deployment to this environment: running before the first write, success or failed afterwards' -r
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l project -d 'Full path or ID of the project to record it in. Default: the project of the CI job' -r
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l max-deletes -d 'Refuse a plan that deletes more objects than this' -r
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l max-delete-percent -d 'Refuse a plan that deletes more than this share of a collection of ten or more objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l allow-destroy -d 'Accept that the object at this address is deleted with what cannot be restored, such as unmerged commits, or the project or group with this path with everything in it. Can be repeated' -r
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l allow-prune-found -d 'Accept a plan that prunes up to this many objects in projects and groups that `defaults` discovered' -r
complete -c labwright -n "__fish_labwright_using_subcommand apply" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand apply" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand apply" -s y -l auto-approve -d 'Apply without asking for confirmation'
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l dry-run -d 'Show the plan and stop; nothing is written'
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l no-fold -d 'Show the changes of each project and group, even if they are equal'
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l allow-empty -d 'Accept files that declare no objects'
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l allow-lockout -d 'Accept changes after which the token\'s user can no longer change the object'
complete -c labwright -n "__fish_labwright_using_subcommand apply" -l allow-token-commands -d 'Run the commands in `save_to`, which get the values of new credentials'
complete -c labwright -n "__fish_labwright_using_subcommand apply" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand apply" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "projects" -d 'Projects that you are a member of; all projects for an administrator'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "groups" -d 'Groups that you are a member of; all groups for an administrator'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "system_hooks" -d 'System hooks of the instance; requires an administrator'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "users" -d 'Users of the instance'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "external_status_checks" -d 'External status checks of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "protected_branches" -d 'Protected branches of a project, or a top-level group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "merge_trains" -d 'Cars of a project\'s merge trains, or the car of one merge request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "status_checks" -d 'Status checks of a merge request, and their status'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "deployments" -d 'Deployments of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "deployment_merge_requests" -d 'Merge requests that a deployment delivered to its environment'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "settings" -d 'Settings of a project, a group, or the instance'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "service_accounts" -d 'Service accounts of a group or the instance'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "variables" -d 'Variables of a pipeline schedule, a project, a group, or the instance'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "applications" -d 'Applications of the instance'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "runners" -d 'Runners of a project, a group, or the instance'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "topics" -d 'Topics of the instance'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "push_rules" -d 'Push rules of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "approval_settings" -d 'Approval settings of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "access_tokens" -d 'Access tokens of a user, a service account, a project, or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "deploy_tokens" -d 'Deploy tokens of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "members" -d 'Members of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "invitations" -d 'Invitations of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "shared_with_groups" -d 'Shared with groups of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "saml_group_links" -d 'Saml group links of a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "ldap_group_links" -d 'Ldap group links of a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "labels" -d 'Labels of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "badges" -d 'Badges of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "milestones" -d 'Milestones of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "hooks" -d 'Hooks of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "integrations" -d 'Integrations of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "protected_environments" -d 'Protected environments of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "security_settings" -d 'Security settings of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "job_token_scope" -d 'Job token scope of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "pages" -d 'Pages of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "pipeline_triggers" -d 'Pipeline triggers of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "deploy_keys" -d 'Deploy keys of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "cluster_agents" -d 'Cluster agents of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "environments" -d 'Environments of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "resource_groups" -d 'Resource groups of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "branches" -d 'Branches of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "files" -d 'Files of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "protected_tags" -d 'Protected tags of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "approval_rules" -d 'Approval rules of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "pipeline_schedules" -d 'Pipeline schedules of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "push_mirrors" -d 'Push mirrors of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "pull_mirror" -d 'Pull mirror of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "keys" -d 'Keys of a user'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "tokens" -d 'Tokens of a cluster agent'
complete -c labwright -n "__fish_labwright_using_subcommand get; and not __fish_seen_subcommand_from projects groups system_hooks users external_status_checks protected_branches merge_trains status_checks deployments deployment_merge_requests settings service_accounts variables applications runners topics push_rules approval_settings access_tokens deploy_tokens members invitations shared_with_groups saml_group_links ldap_group_links labels badges milestones hooks integrations protected_environments security_settings job_token_scope pages pipeline_triggers deploy_keys cluster_agents environments resource_groups branches files protected_tags approval_rules pipeline_schedules push_mirrors pull_mirror keys tokens help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from projects" -l below -d 'Only projects in this group and its subgroups, or of this user' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from projects" -l topic -d 'Only projects with this topic, or with all of several, separated by commas' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from projects" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from projects" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from projects" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from projects" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from projects" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from projects" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from projects" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from projects" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from projects" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from projects" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from projects" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from groups" -l below -d 'Only subgroups of this group, and theirs' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from groups" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from groups" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from groups" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from groups" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from groups" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from groups" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from groups" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from groups" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from groups" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from groups" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from groups" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from system_hooks" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from system_hooks" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from system_hooks" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from system_hooks" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from system_hooks" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from system_hooks" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from system_hooks" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from system_hooks" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from system_hooks" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from system_hooks" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from system_hooks" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from system_hooks" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from users" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from users" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from users" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from users" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from users" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from users" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from users" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from users" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from users" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from users" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from users" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from users" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from external_status_checks" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from external_status_checks" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from external_status_checks" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from external_status_checks" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from external_status_checks" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from external_status_checks" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from external_status_checks" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from external_status_checks" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from external_status_checks" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from external_status_checks" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from external_status_checks" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from external_status_checks" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from external_status_checks" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_branches" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_branches" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_branches" -l search -d 'Part of the name' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_branches" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_branches" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_branches" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_branches" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_branches" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_branches" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_branches" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_branches" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_branches" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_branches" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_branches" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_branches" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -l scope -d 'Cars that are waiting, or merged ones; both by default' -r -f -a "active\t''
complete\t''"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -l target-branch -d 'Only the train of this branch' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -l sort -d 'Sort direction' -r -f -a "asc\t''
desc\t''"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -l merge-request -d 'Show only the one of this merge request' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from merge_trains" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from status_checks" -l merge-request -d 'Number of the merge request in its project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from status_checks" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from status_checks" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from status_checks" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from status_checks" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from status_checks" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from status_checks" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from status_checks" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from status_checks" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from status_checks" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from status_checks" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from status_checks" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from status_checks" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from status_checks" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -l environment -d 'Exact name of the environment' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -l status -d 'Status' -r -f -a "created\t''
running\t''
success\t''
failed\t''
canceled\t''
skipped\t''
blocked\t''"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -l updated-after -d 'Updated at this time or later; requires --order-by updated_at' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -l updated-before -d 'Updated at this time or earlier; requires --order-by updated_at' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -l finished-after -d 'Finished at this time or later; requires --order-by finished_at and --status success' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -l finished-before -d 'Finished before this time; requires --order-by finished_at and --status success' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -l order-by -d 'Sort key; only older releases accept `ref`' -r -f -a "id\t''
iid\t''
created_at\t''
updated_at\t''
finished_at\t''
ref\t''"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -l sort -d 'Sort direction' -r -f -a "asc\t''
desc\t''"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployments" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l deployment -d 'ID of the deployment' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l state -d 'State' -r -f -a "opened\t''
closed\t''
locked\t''
merged\t''
all\t''"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l scope -d 'Created by, assigned to, or to be reviewed by you' -r -f -a "created_by_me\t''
assigned_to_me\t''
reviews_for_me\t''
all\t''"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l author-username -d 'Author, by username' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l author-id -d 'Author, by ID' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l assignee-username -d 'Assignee, by username' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l assignee-id -d 'Assignee: an ID, None, or Any' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l reviewer-username -d 'Reviewer, by username' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l reviewer-id -d 'Reviewer: an ID, None, or Any' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l merge-user-username -d 'User who merged it, by username' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l merge-user-id -d 'User who merged it, by ID' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l source-branch -d 'Source branch' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l target-branch -d 'Target branch' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l labels -d 'Labels, separated by commas, all of which must match; or None or Any' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l milestone -d 'Title of the milestone, or None or Any' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l my-reaction-emoji -d 'Emoji that you reacted with, or None or Any' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l search -d 'Words in the title and description' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l in -d 'Where to search; requires --search' -r -f -a "title\t''
description\t''
title\,description\t''"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l wip -d 'Only drafts, or none' -r -f -a "yes\t''
no\t''"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l created-after -d 'Created at this time or later' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l created-before -d 'Created at this time or earlier' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l updated-after -d 'Updated at this time or later' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l updated-before -d 'Updated at this time or earlier' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l view -d 'Fewer fields of each merge request' -r -f -a "simple\t''"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l order-by -d 'Sort key' -r -f -a "created_at\t''
updated_at\t''
merged_at\t''
title\t''
priority\t''
label_priority\t''
milestone_due\t''
popularity\t''"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l sort -d 'Sort direction' -r -f -a "asc\t''
desc\t''"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deployment_merge_requests" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from settings" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from settings" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from settings" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from settings" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from settings" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from settings" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from settings" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from settings" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from settings" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from settings" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from settings" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from settings" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from settings" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from service_accounts" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from service_accounts" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from service_accounts" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from service_accounts" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from service_accounts" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from service_accounts" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from service_accounts" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from service_accounts" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from service_accounts" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from service_accounts" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from service_accounts" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from service_accounts" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from service_accounts" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from variables" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from variables" -l pipeline-schedule -d 'ID of the pipeline schedule' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from variables" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from variables" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from variables" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from variables" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from variables" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from variables" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from variables" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from variables" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from variables" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from variables" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from variables" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from variables" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from variables" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from applications" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from applications" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from applications" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from applications" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from applications" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from applications" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from applications" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from applications" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from applications" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from applications" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from applications" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from applications" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from runners" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from runners" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from runners" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from runners" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from runners" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from runners" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from runners" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from runners" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from runners" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from runners" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from runners" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from runners" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from runners" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from runners" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from topics" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from topics" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from topics" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from topics" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from topics" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from topics" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from topics" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from topics" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from topics" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from topics" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from topics" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from topics" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_rules" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_rules" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_rules" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_rules" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_rules" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_rules" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_rules" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_rules" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_rules" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_rules" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_rules" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_rules" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_rules" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_settings" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_settings" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_settings" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_settings" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_settings" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_settings" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_settings" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_settings" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_settings" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_settings" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_settings" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_settings" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_settings" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from access_tokens" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from access_tokens" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from access_tokens" -l service-account -d 'ID of the service account' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from access_tokens" -l user -d 'ID of the user' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from access_tokens" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from access_tokens" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from access_tokens" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from access_tokens" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from access_tokens" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from access_tokens" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from access_tokens" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from access_tokens" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from access_tokens" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from access_tokens" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from access_tokens" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from access_tokens" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_tokens" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_tokens" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_tokens" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_tokens" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_tokens" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_tokens" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_tokens" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_tokens" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_tokens" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_tokens" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_tokens" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_tokens" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_tokens" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_tokens" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from members" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from members" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from members" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from members" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from members" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from members" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from members" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from members" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from members" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from members" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from members" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from members" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from members" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from members" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from invitations" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from invitations" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from invitations" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from invitations" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from invitations" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from invitations" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from invitations" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from invitations" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from invitations" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from invitations" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from invitations" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from invitations" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from invitations" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from invitations" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from shared_with_groups" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from shared_with_groups" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from shared_with_groups" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from shared_with_groups" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from shared_with_groups" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from shared_with_groups" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from shared_with_groups" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from shared_with_groups" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from shared_with_groups" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from shared_with_groups" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from shared_with_groups" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from shared_with_groups" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from shared_with_groups" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from shared_with_groups" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from saml_group_links" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from saml_group_links" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from saml_group_links" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from saml_group_links" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from saml_group_links" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from saml_group_links" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from saml_group_links" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from saml_group_links" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from saml_group_links" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from saml_group_links" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from saml_group_links" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from saml_group_links" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from saml_group_links" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from ldap_group_links" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from ldap_group_links" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from ldap_group_links" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from ldap_group_links" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from ldap_group_links" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from ldap_group_links" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from ldap_group_links" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from ldap_group_links" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from ldap_group_links" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from ldap_group_links" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from ldap_group_links" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from ldap_group_links" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from ldap_group_links" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from labels" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from labels" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from labels" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from labels" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from labels" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from labels" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from labels" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from labels" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from labels" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from labels" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from labels" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from labels" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from labels" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from labels" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from badges" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from badges" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from badges" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from badges" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from badges" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from badges" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from badges" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from badges" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from badges" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from badges" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from badges" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from badges" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from badges" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from badges" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from milestones" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from milestones" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from milestones" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from milestones" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from milestones" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from milestones" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from milestones" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from milestones" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from milestones" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from milestones" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from milestones" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from milestones" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from milestones" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from milestones" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from hooks" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from hooks" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from hooks" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from hooks" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from hooks" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from hooks" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from hooks" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from hooks" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from hooks" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from hooks" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from hooks" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from hooks" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from hooks" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from hooks" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from integrations" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from integrations" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from integrations" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from integrations" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from integrations" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from integrations" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from integrations" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from integrations" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from integrations" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from integrations" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from integrations" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from integrations" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from integrations" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from integrations" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_environments" -l group -d 'Full path or ID of the group' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_environments" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_environments" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_environments" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_environments" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_environments" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_environments" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_environments" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_environments" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_environments" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_environments" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_environments" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_environments" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_environments" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from security_settings" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from security_settings" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from security_settings" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from security_settings" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from security_settings" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from security_settings" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from security_settings" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from security_settings" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from security_settings" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from security_settings" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from security_settings" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from security_settings" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from job_token_scope" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from job_token_scope" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from job_token_scope" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from job_token_scope" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from job_token_scope" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from job_token_scope" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from job_token_scope" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from job_token_scope" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from job_token_scope" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from job_token_scope" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from job_token_scope" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from job_token_scope" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pages" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pages" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pages" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pages" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pages" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pages" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pages" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pages" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pages" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pages" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pages" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pages" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_triggers" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_triggers" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_triggers" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_triggers" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_triggers" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_triggers" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_triggers" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_triggers" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_triggers" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_triggers" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_triggers" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_triggers" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_triggers" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_keys" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_keys" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_keys" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_keys" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_keys" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_keys" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_keys" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_keys" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_keys" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_keys" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_keys" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_keys" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from deploy_keys" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from cluster_agents" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from cluster_agents" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from cluster_agents" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from cluster_agents" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from cluster_agents" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from cluster_agents" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from cluster_agents" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from cluster_agents" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from cluster_agents" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from cluster_agents" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from cluster_agents" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from cluster_agents" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from cluster_agents" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from environments" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from environments" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from environments" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from environments" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from environments" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from environments" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from environments" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from environments" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from environments" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from environments" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from environments" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from environments" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from environments" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from resource_groups" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from resource_groups" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from resource_groups" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from resource_groups" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from resource_groups" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from resource_groups" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from resource_groups" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from resource_groups" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from resource_groups" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from resource_groups" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from resource_groups" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from resource_groups" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from resource_groups" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from branches" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from branches" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from branches" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from branches" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from branches" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from branches" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from branches" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from branches" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from branches" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from branches" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from branches" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from branches" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from branches" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from files" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from files" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from files" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from files" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from files" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from files" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from files" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from files" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from files" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from files" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from files" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from files" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from files" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_tags" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_tags" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_tags" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_tags" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_tags" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_tags" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_tags" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_tags" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_tags" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_tags" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_tags" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_tags" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from protected_tags" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_rules" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_rules" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_rules" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_rules" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_rules" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_rules" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_rules" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_rules" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_rules" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_rules" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_rules" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_rules" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from approval_rules" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_schedules" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_schedules" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_schedules" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_schedules" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_schedules" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_schedules" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_schedules" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_schedules" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_schedules" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_schedules" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_schedules" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_schedules" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pipeline_schedules" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_mirrors" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_mirrors" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_mirrors" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_mirrors" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_mirrors" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_mirrors" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_mirrors" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_mirrors" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_mirrors" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_mirrors" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_mirrors" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_mirrors" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from push_mirrors" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pull_mirror" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pull_mirror" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pull_mirror" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pull_mirror" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pull_mirror" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pull_mirror" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pull_mirror" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pull_mirror" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pull_mirror" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pull_mirror" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pull_mirror" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from pull_mirror" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from keys" -l user -d 'ID of the user' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from keys" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from keys" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from keys" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from keys" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from keys" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from keys" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from keys" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from keys" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from keys" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from keys" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from keys" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from keys" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from tokens" -l cluster-agent -d 'ID of the cluster agent' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from tokens" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from tokens" -l limit -d 'Maximum number of objects' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from tokens" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from tokens" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from tokens" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from tokens" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from tokens" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from tokens" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from tokens" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from tokens" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from tokens" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from tokens" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from tokens" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "projects" -d 'Projects that you are a member of; all projects for an administrator'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "groups" -d 'Groups that you are a member of; all groups for an administrator'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "system_hooks" -d 'System hooks of the instance; requires an administrator'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "users" -d 'Users of the instance'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "external_status_checks" -d 'External status checks of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "protected_branches" -d 'Protected branches of a project, or a top-level group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "merge_trains" -d 'Cars of a project\'s merge trains, or the car of one merge request'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "status_checks" -d 'Status checks of a merge request, and their status'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "deployments" -d 'Deployments of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "deployment_merge_requests" -d 'Merge requests that a deployment delivered to its environment'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "settings" -d 'Settings of a project, a group, or the instance'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "service_accounts" -d 'Service accounts of a group or the instance'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "variables" -d 'Variables of a pipeline schedule, a project, a group, or the instance'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "applications" -d 'Applications of the instance'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "runners" -d 'Runners of a project, a group, or the instance'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "topics" -d 'Topics of the instance'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "push_rules" -d 'Push rules of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "approval_settings" -d 'Approval settings of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "access_tokens" -d 'Access tokens of a user, a service account, a project, or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "deploy_tokens" -d 'Deploy tokens of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "members" -d 'Members of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "invitations" -d 'Invitations of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "shared_with_groups" -d 'Shared with groups of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "saml_group_links" -d 'Saml group links of a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "ldap_group_links" -d 'Ldap group links of a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "labels" -d 'Labels of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "badges" -d 'Badges of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "milestones" -d 'Milestones of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "hooks" -d 'Hooks of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "integrations" -d 'Integrations of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "protected_environments" -d 'Protected environments of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "security_settings" -d 'Security settings of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "job_token_scope" -d 'Job token scope of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "pages" -d 'Pages of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "pipeline_triggers" -d 'Pipeline triggers of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "deploy_keys" -d 'Deploy keys of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "cluster_agents" -d 'Cluster agents of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "environments" -d 'Environments of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "resource_groups" -d 'Resource groups of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "branches" -d 'Branches of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "files" -d 'Files of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "protected_tags" -d 'Protected tags of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "approval_rules" -d 'Approval rules of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "pipeline_schedules" -d 'Pipeline schedules of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "push_mirrors" -d 'Push mirrors of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "pull_mirror" -d 'Pull mirror of a project'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "keys" -d 'Keys of a user'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "tokens" -d 'Tokens of a cluster agent'
complete -c labwright -n "__fish_labwright_using_subcommand get; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c labwright -n "__fish_labwright_using_subcommand export" -l project -d 'Full path of a project. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand export" -l group -d 'Full path of a group. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand export" -l kind -d 'Only this kind of object. Repeatable' -r -f -a "access_tokens\t''
applications\t''
approval_rules\t''
approval_settings\t''
badges\t''
cluster_agents\t''
deploy_keys\t''
deploy_tokens\t''
environments\t''
external_status_checks\t''
hooks\t''
integrations\t''
job_token_scope\t''
labels\t''
ldap_group_links\t''
members\t''
milestones\t''
pages\t''
pipeline_schedules\t''
pipeline_triggers\t''
protected_branches\t''
protected_environments\t''
protected_tags\t''
pull_mirror\t''
push_mirrors\t''
push_rules\t''
runners\t''
saml_group_links\t''
security_settings\t''
service_accounts\t''
settings\t''
shared_with_groups\t''
system_hooks\t''
topics\t''
users\t''
variables\t''"
complete -c labwright -n "__fish_labwright_using_subcommand export" -l into -d 'Write to a new or empty directory, one file for each project and group, instead of printing everything' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand export" -l common -d 'Move what all exported projects have in common whose paths match PATTERN into a block of `defaults`: \'acme/**\'' -r
complete -c labwright -n "__fish_labwright_using_subcommand export" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand export" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand export" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand export" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand export" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand export" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand export" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand export" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand export" -l recursive -d 'Also everything below the groups: their subgroups and projects'
complete -c labwright -n "__fish_labwright_using_subcommand export" -l instance -d 'The instance. Requires an administrator\'s token'
complete -c labwright -n "__fish_labwright_using_subcommand export" -l all -d 'Also write values that are GitLab\'s defaults'
complete -c labwright -n "__fish_labwright_using_subcommand export" -l with-values -d 'Write the values of CI/CD variables that are not masked, and other values that plans do not show, instead of references to environment variables'
complete -c labwright -n "__fish_labwright_using_subcommand export" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand export" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand convert; and not __fish_seen_subcommand_from gitlabform help" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand convert; and not __fish_seen_subcommand_from gitlabform help" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand convert; and not __fish_seen_subcommand_from gitlabform help" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand convert; and not __fish_seen_subcommand_from gitlabform help" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand convert; and not __fish_seen_subcommand_from gitlabform help" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand convert; and not __fish_seen_subcommand_from gitlabform help" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand convert; and not __fish_seen_subcommand_from gitlabform help" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand convert; and not __fish_seen_subcommand_from gitlabform help" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand convert; and not __fish_seen_subcommand_from gitlabform help" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand convert; and not __fish_seen_subcommand_from gitlabform help" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand convert; and not __fish_seen_subcommand_from gitlabform help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand convert; and not __fish_seen_subcommand_from gitlabform help" -f -a "gitlabform" -d 'Convert a configuration of gitlabform 6.3'
complete -c labwright -n "__fish_labwright_using_subcommand convert; and not __fish_seen_subcommand_from gitlabform help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c labwright -n "__fish_labwright_using_subcommand convert; and __fish_seen_subcommand_from gitlabform" -l into -d 'Write labwright.yaml to a new or empty directory instead of printing it' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand convert; and __fish_seen_subcommand_from gitlabform" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand convert; and __fish_seen_subcommand_from gitlabform" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand convert; and __fish_seen_subcommand_from gitlabform" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand convert; and __fish_seen_subcommand_from gitlabform" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand convert; and __fish_seen_subcommand_from gitlabform" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand convert; and __fish_seen_subcommand_from gitlabform" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand convert; and __fish_seen_subcommand_from gitlabform" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand convert; and __fish_seen_subcommand_from gitlabform" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand convert; and __fish_seen_subcommand_from gitlabform" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand convert; and __fish_seen_subcommand_from gitlabform" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand convert; and __fish_seen_subcommand_from gitlabform" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand convert; and __fish_seen_subcommand_from help" -f -a "gitlabform" -d 'Convert a configuration of gitlabform 6.3'
complete -c labwright -n "__fish_labwright_using_subcommand convert; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c labwright -n "__fish_labwright_using_subcommand act; and not __fish_seen_subcommand_from test-hook retry-status-check help" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand act; and not __fish_seen_subcommand_from test-hook retry-status-check help" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand act; and not __fish_seen_subcommand_from test-hook retry-status-check help" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand act; and not __fish_seen_subcommand_from test-hook retry-status-check help" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand act; and not __fish_seen_subcommand_from test-hook retry-status-check help" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand act; and not __fish_seen_subcommand_from test-hook retry-status-check help" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand act; and not __fish_seen_subcommand_from test-hook retry-status-check help" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand act; and not __fish_seen_subcommand_from test-hook retry-status-check help" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand act; and not __fish_seen_subcommand_from test-hook retry-status-check help" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand act; and not __fish_seen_subcommand_from test-hook retry-status-check help" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand act; and not __fish_seen_subcommand_from test-hook retry-status-check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand act; and not __fish_seen_subcommand_from test-hook retry-status-check help" -f -a "test-hook" -d 'Test a system hook: GitLab sends a real request with mock data to its URL'
complete -c labwright -n "__fish_labwright_using_subcommand act; and not __fish_seen_subcommand_from test-hook retry-status-check help" -f -a "retry-status-check" -d 'Send a failed status check of a merge request to its service again'
complete -c labwright -n "__fish_labwright_using_subcommand act; and not __fish_seen_subcommand_from test-hook retry-status-check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from test-hook" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from test-hook" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from test-hook" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from test-hook" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from test-hook" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from test-hook" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from test-hook" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from test-hook" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from test-hook" -l dry-run -d 'Show the call without sending it'
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from test-hook" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from test-hook" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from test-hook" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from retry-status-check" -l project -d 'Full path or ID of the project' -r
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from retry-status-check" -l merge-request -d 'Number of the merge request in its project' -r
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from retry-status-check" -l check -d 'Name or ID of the status check' -r
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from retry-status-check" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from retry-status-check" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from retry-status-check" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from retry-status-check" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from retry-status-check" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from retry-status-check" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from retry-status-check" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from retry-status-check" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from retry-status-check" -l dry-run -d 'Show the call without sending it'
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from retry-status-check" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from retry-status-check" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from retry-status-check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from help" -f -a "test-hook" -d 'Test a system hook: GitLab sends a real request with mock data to its URL'
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from help" -f -a "retry-status-check" -d 'Send a failed status check of a merge request to its service again'
complete -c labwright -n "__fish_labwright_using_subcommand act; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c labwright -n "__fish_labwright_using_subcommand doctor" -l allow-secrets-in -d 'Also read secrets of `{ file: PATH }` from this directory, like the same option of apply. Repeatable' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand doctor" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand doctor" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand doctor" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand doctor" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand doctor" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand doctor" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand doctor" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand doctor" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand doctor" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand doctor" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand show" -l plan -d 'Show this saved plan instead, as `plan` showed it' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand show" -l report-terraform -d 'Write the counts to FILE, for artifacts:reports:terraform' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand show" -l report-codequality -d 'Write the problems with their lines to FILE, for artifacts:reports:codequality' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand show" -l report-junit -d 'Write the differences to FILE as failed tests, for artifacts:reports:junit' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand show" -l report-annotations -d 'Write links to the changed objects to FILE, for artifacts:reports:annotations' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand show" -l report-dotenv -d 'Write the counts to FILE as variables, for artifacts:reports:dotenv' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand show" -l report-html -d 'Write the plan to FILE as an HTML page' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand show" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand show" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand show" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand show" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand show" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand show" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand show" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand show" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand show" -l no-fold -d 'Show the changes of each project and group, even if they are equal'
complete -c labwright -n "__fish_labwright_using_subcommand show" -l codequality-changes -d 'Include the planned changes in that report'
complete -c labwright -n "__fish_labwright_using_subcommand show" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand show" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand explain" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand explain" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand explain" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand explain" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand explain" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand explain" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand explain" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand explain" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand explain" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand explain" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand schema" -l write -d 'Write the schemas of the files, of plans, of `apply -o json`, and of `doctor` to this directory instead of printing the first' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand schema" -l setup -d 'Print the settings that make an editor use the schema for the root file and its includes' -r -f -a "vscode\t'VS Code and editors based on it, with the extension "YAML" by Red Hat'
jetbrains\t'IntelliJ IDEA, PyCharm, GoLand, and other JetBrains IDEs'
neovim\t'Neovim 0.11 or newer, with yaml-language-server'"
complete -c labwright -n "__fish_labwright_using_subcommand schema" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand schema" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand schema" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand schema" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand schema" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand schema" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand schema" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand schema" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand schema" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand schema" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand sandbox" -l listen -d 'The loopback address to listen on' -r
complete -c labwright -n "__fish_labwright_using_subcommand sandbox" -l seed -d 'What the sandbox holds at the start: a YAML file, or the name of an example, such as examples/fleet. Without it, the projects of labwright\'s documentation and the samples of GitLab\'s' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand sandbox" -l faults -d 'Failures to inject: a YAML list of `{ method, path, from, times, do }`; see docs/faults.md' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand sandbox" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand sandbox" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand sandbox" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand sandbox" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand sandbox" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand sandbox" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand sandbox" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand sandbox" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand sandbox" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand sandbox" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand sandbox" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand demo" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand demo" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand demo" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand demo" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand demo" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand demo" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand demo" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand demo" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand demo" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand demo" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand completion" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand completion" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand completion" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand completion" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand completion" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand completion" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand completion" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand completion" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand completion" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand completion" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand completion" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand man" -l write -d 'Write the pages of all commands to this directory instead of printing the first' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand man" -s c -l config -d 'The root file, or a directory that contains labwright.yaml' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand man" -l gitlab-url -d 'URL of the GitLab server' -r
complete -c labwright -n "__fish_labwright_using_subcommand man" -l token-file -d 'Read the token from FILE instead of GITLAB_TOKEN' -r -F
complete -c labwright -n "__fish_labwright_using_subcommand man" -s o -l output -d 'Output format. Each command supports some of them' -r -f -a "text\t'Text, for people'
json\t'JSON, for programs'
markdown\t'Markdown, for comments'
yaml\t'YAML, for programs and people (`get`, `act`, `doctor`, `show`, `explain`)'"
complete -c labwright -n "__fish_labwright_using_subcommand man" -l only -d 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: \'projects/acme/api/protected_branches/*\', acme/api, protected_branches. Repeatable' -r
complete -c labwright -n "__fish_labwright_using_subcommand man" -l parallelism -d 'Maximum number of concurrent requests, 1 to 64' -r
complete -c labwright -n "__fish_labwright_using_subcommand man" -l max-wait -d 'Longest wait, in seconds, to accept from GitLab\'s rate limit. If GitLab asks for more, the call fails' -r
complete -c labwright -n "__fish_labwright_using_subcommand man" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal and in GitLab\'s job log, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c labwright -n "__fish_labwright_using_subcommand man" -s q -l quiet -d 'Print only results and errors'
complete -c labwright -n "__fish_labwright_using_subcommand man" -s v -l verbose -d 'Print more details; -vv prints every request'
complete -c labwright -n "__fish_labwright_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "init" -d 'Write a first labwright.yaml, and the JSON Schema for your editor'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "validate" -d 'Check the files, offline and without a token'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "plan" -d 'Show what would change. Writes nothing, except for --comment and --answer-status-check'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "comment" -d 'Post a saved plan as a comment on a merge request'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "plan-merge" -d 'Merge the saved plans of all shards into one'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "apply" -d 'Make the changes: show the plan, ask for confirmation, and make the calls'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "get" -d 'Show live objects from GitLab'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "export" -d 'Write files that declare what GitLab has: a plan of them has nothing to do'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "convert" -d 'Convert the configuration of another tool into files'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "act" -d 'Run an action that no file can declare: test a system hook, or retry a status check'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "doctor" -d 'Check the server, the token, and every scope of the files. Never writes'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "show" -d 'Show what the files declare for an object or a project, with the place of each value; or a saved plan'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "explain" -d 'Explain a kind of object or one of its fields'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "schema" -d 'Print the JSON Schema of the files, for editors'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "sandbox" -d 'Run the sandbox, an embedded GitLab to try things on'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "demo" -d 'Show the whole cycle on the sandbox: plan, apply, plan again'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "completion" -d 'Print the completion script for a shell'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "man" -d 'Print the manual page'
complete -c labwright -n "__fish_labwright_using_subcommand help; and not __fish_seen_subcommand_from init validate plan comment plan-merge apply get export convert act doctor show explain schema sandbox demo completion man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "projects" -d 'Projects that you are a member of; all projects for an administrator'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "groups" -d 'Groups that you are a member of; all groups for an administrator'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "system_hooks" -d 'System hooks of the instance; requires an administrator'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "users" -d 'Users of the instance'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "external_status_checks" -d 'External status checks of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "protected_branches" -d 'Protected branches of a project, or a top-level group'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "merge_trains" -d 'Cars of a project\'s merge trains, or the car of one merge request'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "status_checks" -d 'Status checks of a merge request, and their status'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "deployments" -d 'Deployments of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "deployment_merge_requests" -d 'Merge requests that a deployment delivered to its environment'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "settings" -d 'Settings of a project, a group, or the instance'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "service_accounts" -d 'Service accounts of a group or the instance'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "variables" -d 'Variables of a pipeline schedule, a project, a group, or the instance'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "applications" -d 'Applications of the instance'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "runners" -d 'Runners of a project, a group, or the instance'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "topics" -d 'Topics of the instance'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "push_rules" -d 'Push rules of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "approval_settings" -d 'Approval settings of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "access_tokens" -d 'Access tokens of a user, a service account, a project, or a group'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "deploy_tokens" -d 'Deploy tokens of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "members" -d 'Members of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "invitations" -d 'Invitations of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "shared_with_groups" -d 'Shared with groups of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "saml_group_links" -d 'Saml group links of a group'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "ldap_group_links" -d 'Ldap group links of a group'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "labels" -d 'Labels of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "badges" -d 'Badges of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "milestones" -d 'Milestones of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "hooks" -d 'Hooks of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "integrations" -d 'Integrations of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "protected_environments" -d 'Protected environments of a project or a group'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "security_settings" -d 'Security settings of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "job_token_scope" -d 'Job token scope of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "pages" -d 'Pages of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "pipeline_triggers" -d 'Pipeline triggers of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "deploy_keys" -d 'Deploy keys of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "cluster_agents" -d 'Cluster agents of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "environments" -d 'Environments of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "resource_groups" -d 'Resource groups of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "branches" -d 'Branches of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "files" -d 'Files of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "protected_tags" -d 'Protected tags of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "approval_rules" -d 'Approval rules of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "pipeline_schedules" -d 'Pipeline schedules of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "push_mirrors" -d 'Push mirrors of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "pull_mirror" -d 'Pull mirror of a project'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "keys" -d 'Keys of a user'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from get" -f -a "tokens" -d 'Tokens of a cluster agent'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from convert" -f -a "gitlabform" -d 'Convert a configuration of gitlabform 6.3'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from act" -f -a "test-hook" -d 'Test a system hook: GitLab sends a real request with mock data to its URL'
complete -c labwright -n "__fish_labwright_using_subcommand help; and __fish_seen_subcommand_from act" -f -a "retry-status-check" -d 'Send a failed status check of a merge request to its service again'

function __labwright_declared
    set -l words (commandline -opc)
    command labwright complete -- $words[2..] (commandline -ct) 2>/dev/null | string replace -r '^--[a-z]+=' ''
end
complete -c labwright -n "__fish_seen_subcommand_from show" -a "(__labwright_declared)"
complete -c labwright -l only -x -a "(__labwright_declared)"
complete -c labwright -l project -x -a "(__labwright_declared)"
complete -c labwright -l group -x -a "(__labwright_declared)"
complete -c labwright -l below -x -a "(__labwright_declared)"
