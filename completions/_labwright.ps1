
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'labwright' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'labwright'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'labwright' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a first labwright.yaml, and the JSON Schema for your editor')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check the files, offline and without a token')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Show what would change. Writes nothing, except for --comment and --answer-status-check')
            [CompletionResult]::new('comment', 'comment', [CompletionResultType]::ParameterValue, 'Post a saved plan as a comment on a merge request')
            [CompletionResult]::new('plan-merge', 'plan-merge', [CompletionResultType]::ParameterValue, 'Merge the saved plans of all shards into one')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Make the changes: show the plan, ask for confirmation, and make the calls')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show live objects from GitLab')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write files that declare what GitLab has: a plan of them has nothing to do')
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Convert the configuration of another tool into files')
            [CompletionResult]::new('act', 'act', [CompletionResultType]::ParameterValue, 'Run an action that no file can declare: test a system hook, or retry a status check')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check the server, the token, and every scope of the files. Never writes')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show what the files declare for an object or a project, with the place of each value; or a saved plan')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a kind of object or one of its fields')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of the files, for editors')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Run the sandbox, an embedded GitLab to try things on')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Show the whole cycle on the sandbox: plan, apply, plan again')
            [CompletionResult]::new('completion', 'completion', [CompletionResultType]::ParameterValue, 'Print the completion script for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'labwright;init' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;validate' {
            [CompletionResult]::new('--report-codequality', '--report-codequality', [CompletionResultType]::ParameterName, 'Write the problems with their lines to FILE, for artifacts:reports:codequality; an empty list if there are none')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;plan' {
            [CompletionResult]::new('--comment', '--comment', [CompletionResultType]::ParameterName, 'Also post the plan as a comment on the merge request: one note that is edited in place, one thread, or a new note each time')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Work only on shard I of N, which projects belong to by their paths; 1/1 is everything. Default in a job with `parallel: N`: CI_NODE_INDEX/CI_NODE_TOTAL')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write the plan to FILE, for `apply --plan`')
            [CompletionResult]::new('--report-terraform', '--report-terraform', [CompletionResultType]::ParameterName, 'Write the counts to FILE, for artifacts:reports:terraform')
            [CompletionResult]::new('--report-codequality', '--report-codequality', [CompletionResultType]::ParameterName, 'Write the problems with their lines to FILE, for artifacts:reports:codequality')
            [CompletionResult]::new('--report-junit', '--report-junit', [CompletionResultType]::ParameterName, 'Write the differences to FILE as failed tests, for artifacts:reports:junit')
            [CompletionResult]::new('--report-annotations', '--report-annotations', [CompletionResultType]::ParameterName, 'Write links to the changed objects to FILE, for artifacts:reports:annotations')
            [CompletionResult]::new('--report-dotenv', '--report-dotenv', [CompletionResultType]::ParameterName, 'Write the counts to FILE as variables, for artifacts:reports:dotenv')
            [CompletionResult]::new('--report-html', '--report-html', [CompletionResultType]::ParameterName, 'Write the plan to FILE as an HTML page')
            [CompletionResult]::new('--answer-status-check', '--answer-status-check', [CompletionResultType]::ParameterName, 'Answer this external status check of the merge request: first pending, then passed or failed')
            [CompletionResult]::new('--answer-policy', '--answer-policy', [CompletionResultType]::ParameterName, 'Which plans pass the check')
            [CompletionResult]::new('--merge-request', '--merge-request', [CompletionResultType]::ParameterName, 'Number of the merge request in its project')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of its project')
            [CompletionResult]::new('--commit', '--commit', [CompletionResultType]::ParameterName, 'The commit that the plan is for')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'Exit with code 2 if there are changes')
            [CompletionResult]::new('--codequality-changes', '--codequality-changes', [CompletionResultType]::ParameterName, 'Include the planned changes in that report')
            [CompletionResult]::new('--no-fold', '--no-fold', [CompletionResultType]::ParameterName, 'Show the changes of each project and group, even if they are equal')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;comment' {
            [CompletionResult]::new('--plan', '--plan', [CompletionResultType]::ParameterName, 'The saved plan, written by `plan --out`')
            [CompletionResult]::new('--mode', '--mode', [CompletionResultType]::ParameterName, 'How to post: one note that is edited in place, one thread, or a new note each time')
            [CompletionResult]::new('--merge-request', '--merge-request', [CompletionResultType]::ParameterName, 'Number of the merge request in its project')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of its project')
            [CompletionResult]::new('--commit', '--commit', [CompletionResultType]::ParameterName, 'The commit that the plan is for')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--applied', '--applied', [CompletionResultType]::ParameterName, 'Mark the plan as applied, and resolve the thread')
            [CompletionResult]::new('--no-fold', '--no-fold', [CompletionResultType]::ParameterName, 'Show the changes of each project and group, even if they are equal')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;plan-merge' {
            [CompletionResult]::new('--comment', '--comment', [CompletionResultType]::ParameterName, 'Also post the plan as a comment on the merge request: one note that is edited in place, one thread, or a new note each time')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write the plan to FILE, for `apply --plan`')
            [CompletionResult]::new('--report-terraform', '--report-terraform', [CompletionResultType]::ParameterName, 'Write the counts to FILE, for artifacts:reports:terraform')
            [CompletionResult]::new('--report-codequality', '--report-codequality', [CompletionResultType]::ParameterName, 'Write the problems with their lines to FILE, for artifacts:reports:codequality')
            [CompletionResult]::new('--report-junit', '--report-junit', [CompletionResultType]::ParameterName, 'Write the differences to FILE as failed tests, for artifacts:reports:junit')
            [CompletionResult]::new('--report-annotations', '--report-annotations', [CompletionResultType]::ParameterName, 'Write links to the changed objects to FILE, for artifacts:reports:annotations')
            [CompletionResult]::new('--report-dotenv', '--report-dotenv', [CompletionResultType]::ParameterName, 'Write the counts to FILE as variables, for artifacts:reports:dotenv')
            [CompletionResult]::new('--report-html', '--report-html', [CompletionResultType]::ParameterName, 'Write the plan to FILE as an HTML page')
            [CompletionResult]::new('--answer-status-check', '--answer-status-check', [CompletionResultType]::ParameterName, 'Answer this external status check of the merge request: first pending, then passed or failed')
            [CompletionResult]::new('--answer-policy', '--answer-policy', [CompletionResultType]::ParameterName, 'Which plans pass the check')
            [CompletionResult]::new('--merge-request', '--merge-request', [CompletionResultType]::ParameterName, 'Number of the merge request in its project')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of its project')
            [CompletionResult]::new('--commit', '--commit', [CompletionResultType]::ParameterName, 'The commit that the plan is for')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--codequality-changes', '--codequality-changes', [CompletionResultType]::ParameterName, 'Include the planned changes in that report')
            [CompletionResult]::new('--no-fold', '--no-fold', [CompletionResultType]::ParameterName, 'Show the changes of each project and group, even if they are equal')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;apply' {
            [CompletionResult]::new('--plan', '--plan', [CompletionResultType]::ParameterName, 'Apply the saved plan in FILE, written by `plan --out`. If a step is needed that it does not contain, nothing is written')
            [CompletionResult]::new('--rotate-secrets', '--rotate-secrets', [CompletionResultType]::ParameterName, 'Send secrets again even if nothing changed: those of all objects, or of those that match GLOB, as with --only')
            [CompletionResult]::new('--allow-secrets-in', '--allow-secrets-in', [CompletionResultType]::ParameterName, 'Also read secrets of `{ file: PATH }` from this directory, in addition to that of the root file. Repeatable')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Work only on shard I of N, which projects belong to by their paths; 1/1 is everything. Default in a job with `parallel: N`: CI_NODE_INDEX/CI_NODE_TOTAL')
            [CompletionResult]::new('--record-deployment', '--record-deployment', [CompletionResultType]::ParameterName, 'Record the apply as a deployment to this environment: running before the first write, success or failed afterwards')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project to record it in. Default: the project of the CI job')
            [CompletionResult]::new('--max-deletes', '--max-deletes', [CompletionResultType]::ParameterName, 'Refuse a plan that deletes more objects than this')
            [CompletionResult]::new('--max-delete-percent', '--max-delete-percent', [CompletionResultType]::ParameterName, 'Refuse a plan that deletes more than this share of a collection of ten or more objects')
            [CompletionResult]::new('--allow-destroy', '--allow-destroy', [CompletionResultType]::ParameterName, 'Accept that the object at this address is deleted with what cannot be restored, such as unmerged commits, or the project or group with this path with everything in it. Can be repeated')
            [CompletionResult]::new('--allow-prune-found', '--allow-prune-found', [CompletionResultType]::ParameterName, 'Accept a plan that prunes up to this many objects in projects and groups that `defaults` discovered')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Apply without asking for confirmation')
            [CompletionResult]::new('--auto-approve', '--auto-approve', [CompletionResultType]::ParameterName, 'Apply without asking for confirmation')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the plan and stop; nothing is written')
            [CompletionResult]::new('--no-fold', '--no-fold', [CompletionResultType]::ParameterName, 'Show the changes of each project and group, even if they are equal')
            [CompletionResult]::new('--allow-empty', '--allow-empty', [CompletionResultType]::ParameterName, 'Accept files that declare no objects')
            [CompletionResult]::new('--allow-lockout', '--allow-lockout', [CompletionResultType]::ParameterName, 'Accept changes after which the token''s user can no longer change the object')
            [CompletionResult]::new('--allow-token-commands', '--allow-token-commands', [CompletionResultType]::ParameterName, 'Run the commands in `save_to`, which get the values of new credentials')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('projects', 'projects', [CompletionResultType]::ParameterValue, 'Projects that you are a member of; all projects for an administrator')
            [CompletionResult]::new('groups', 'groups', [CompletionResultType]::ParameterValue, 'Groups that you are a member of; all groups for an administrator')
            [CompletionResult]::new('system_hooks', 'system_hooks', [CompletionResultType]::ParameterValue, 'System hooks of the instance; requires an administrator')
            [CompletionResult]::new('users', 'users', [CompletionResultType]::ParameterValue, 'Users of the instance')
            [CompletionResult]::new('external_status_checks', 'external_status_checks', [CompletionResultType]::ParameterValue, 'External status checks of a project')
            [CompletionResult]::new('protected_branches', 'protected_branches', [CompletionResultType]::ParameterValue, 'Protected branches of a project, or a top-level group')
            [CompletionResult]::new('merge_trains', 'merge_trains', [CompletionResultType]::ParameterValue, 'Cars of a project''s merge trains, or the car of one merge request')
            [CompletionResult]::new('status_checks', 'status_checks', [CompletionResultType]::ParameterValue, 'Status checks of a merge request, and their status')
            [CompletionResult]::new('deployments', 'deployments', [CompletionResultType]::ParameterValue, 'Deployments of a project')
            [CompletionResult]::new('deployment_merge_requests', 'deployment_merge_requests', [CompletionResultType]::ParameterValue, 'Merge requests that a deployment delivered to its environment')
            [CompletionResult]::new('settings', 'settings', [CompletionResultType]::ParameterValue, 'Settings of a project, a group, or the instance')
            [CompletionResult]::new('service_accounts', 'service_accounts', [CompletionResultType]::ParameterValue, 'Service accounts of a group or the instance')
            [CompletionResult]::new('variables', 'variables', [CompletionResultType]::ParameterValue, 'Variables of a pipeline schedule, a project, a group, or the instance')
            [CompletionResult]::new('applications', 'applications', [CompletionResultType]::ParameterValue, 'Applications of the instance')
            [CompletionResult]::new('runners', 'runners', [CompletionResultType]::ParameterValue, 'Runners of a project, a group, or the instance')
            [CompletionResult]::new('topics', 'topics', [CompletionResultType]::ParameterValue, 'Topics of the instance')
            [CompletionResult]::new('push_rules', 'push_rules', [CompletionResultType]::ParameterValue, 'Push rules of a project or a group')
            [CompletionResult]::new('approval_settings', 'approval_settings', [CompletionResultType]::ParameterValue, 'Approval settings of a project or a group')
            [CompletionResult]::new('access_tokens', 'access_tokens', [CompletionResultType]::ParameterValue, 'Access tokens of a user, a service account, a project, or a group')
            [CompletionResult]::new('deploy_tokens', 'deploy_tokens', [CompletionResultType]::ParameterValue, 'Deploy tokens of a project or a group')
            [CompletionResult]::new('members', 'members', [CompletionResultType]::ParameterValue, 'Members of a project or a group')
            [CompletionResult]::new('invitations', 'invitations', [CompletionResultType]::ParameterValue, 'Invitations of a project or a group')
            [CompletionResult]::new('shared_with_groups', 'shared_with_groups', [CompletionResultType]::ParameterValue, 'Shared with groups of a project or a group')
            [CompletionResult]::new('saml_group_links', 'saml_group_links', [CompletionResultType]::ParameterValue, 'Saml group links of a group')
            [CompletionResult]::new('ldap_group_links', 'ldap_group_links', [CompletionResultType]::ParameterValue, 'Ldap group links of a group')
            [CompletionResult]::new('labels', 'labels', [CompletionResultType]::ParameterValue, 'Labels of a project or a group')
            [CompletionResult]::new('badges', 'badges', [CompletionResultType]::ParameterValue, 'Badges of a project or a group')
            [CompletionResult]::new('milestones', 'milestones', [CompletionResultType]::ParameterValue, 'Milestones of a project or a group')
            [CompletionResult]::new('hooks', 'hooks', [CompletionResultType]::ParameterValue, 'Hooks of a project or a group')
            [CompletionResult]::new('integrations', 'integrations', [CompletionResultType]::ParameterValue, 'Integrations of a project or a group')
            [CompletionResult]::new('protected_environments', 'protected_environments', [CompletionResultType]::ParameterValue, 'Protected environments of a project or a group')
            [CompletionResult]::new('security_settings', 'security_settings', [CompletionResultType]::ParameterValue, 'Security settings of a project')
            [CompletionResult]::new('job_token_scope', 'job_token_scope', [CompletionResultType]::ParameterValue, 'Job token scope of a project')
            [CompletionResult]::new('pages', 'pages', [CompletionResultType]::ParameterValue, 'Pages of a project')
            [CompletionResult]::new('pipeline_triggers', 'pipeline_triggers', [CompletionResultType]::ParameterValue, 'Pipeline triggers of a project')
            [CompletionResult]::new('deploy_keys', 'deploy_keys', [CompletionResultType]::ParameterValue, 'Deploy keys of a project')
            [CompletionResult]::new('cluster_agents', 'cluster_agents', [CompletionResultType]::ParameterValue, 'Cluster agents of a project')
            [CompletionResult]::new('environments', 'environments', [CompletionResultType]::ParameterValue, 'Environments of a project')
            [CompletionResult]::new('resource_groups', 'resource_groups', [CompletionResultType]::ParameterValue, 'Resource groups of a project')
            [CompletionResult]::new('branches', 'branches', [CompletionResultType]::ParameterValue, 'Branches of a project')
            [CompletionResult]::new('files', 'files', [CompletionResultType]::ParameterValue, 'Files of a project')
            [CompletionResult]::new('protected_tags', 'protected_tags', [CompletionResultType]::ParameterValue, 'Protected tags of a project')
            [CompletionResult]::new('approval_rules', 'approval_rules', [CompletionResultType]::ParameterValue, 'Approval rules of a project')
            [CompletionResult]::new('pipeline_schedules', 'pipeline_schedules', [CompletionResultType]::ParameterValue, 'Pipeline schedules of a project')
            [CompletionResult]::new('push_mirrors', 'push_mirrors', [CompletionResultType]::ParameterValue, 'Push mirrors of a project')
            [CompletionResult]::new('pull_mirror', 'pull_mirror', [CompletionResultType]::ParameterValue, 'Pull mirror of a project')
            [CompletionResult]::new('keys', 'keys', [CompletionResultType]::ParameterValue, 'Keys of a user')
            [CompletionResult]::new('tokens', 'tokens', [CompletionResultType]::ParameterValue, 'Tokens of a cluster agent')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'labwright;get;projects' {
            [CompletionResult]::new('--below', '--below', [CompletionResultType]::ParameterName, 'Only projects in this group and its subgroups, or of this user')
            [CompletionResult]::new('--topic', '--topic', [CompletionResultType]::ParameterName, 'Only projects with this topic, or with all of several, separated by commas')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;groups' {
            [CompletionResult]::new('--below', '--below', [CompletionResultType]::ParameterName, 'Only subgroups of this group, and theirs')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;system_hooks' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;users' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;external_status_checks' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;protected_branches' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'Part of the name')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;merge_trains' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Cars that are waiting, or merged ones; both by default')
            [CompletionResult]::new('--target-branch', '--target-branch', [CompletionResultType]::ParameterName, 'Only the train of this branch')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Sort direction')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('--merge-request', '--merge-request', [CompletionResultType]::ParameterName, 'Show only the one of this merge request')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;status_checks' {
            [CompletionResult]::new('--merge-request', '--merge-request', [CompletionResultType]::ParameterName, 'Number of the merge request in its project')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;deployments' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--environment', '--environment', [CompletionResultType]::ParameterName, 'Exact name of the environment')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Status')
            [CompletionResult]::new('--updated-after', '--updated-after', [CompletionResultType]::ParameterName, 'Updated at this time or later; requires --order-by updated_at')
            [CompletionResult]::new('--updated-before', '--updated-before', [CompletionResultType]::ParameterName, 'Updated at this time or earlier; requires --order-by updated_at')
            [CompletionResult]::new('--finished-after', '--finished-after', [CompletionResultType]::ParameterName, 'Finished at this time or later; requires --order-by finished_at and --status success')
            [CompletionResult]::new('--finished-before', '--finished-before', [CompletionResultType]::ParameterName, 'Finished before this time; requires --order-by finished_at and --status success')
            [CompletionResult]::new('--order-by', '--order-by', [CompletionResultType]::ParameterName, 'Sort key; only older releases accept `ref`')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Sort direction')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;deployment_merge_requests' {
            [CompletionResult]::new('--deployment', '--deployment', [CompletionResultType]::ParameterName, 'ID of the deployment')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'State')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Created by, assigned to, or to be reviewed by you')
            [CompletionResult]::new('--author-username', '--author-username', [CompletionResultType]::ParameterName, 'Author, by username')
            [CompletionResult]::new('--author-id', '--author-id', [CompletionResultType]::ParameterName, 'Author, by ID')
            [CompletionResult]::new('--assignee-username', '--assignee-username', [CompletionResultType]::ParameterName, 'Assignee, by username')
            [CompletionResult]::new('--assignee-id', '--assignee-id', [CompletionResultType]::ParameterName, 'Assignee: an ID, None, or Any')
            [CompletionResult]::new('--reviewer-username', '--reviewer-username', [CompletionResultType]::ParameterName, 'Reviewer, by username')
            [CompletionResult]::new('--reviewer-id', '--reviewer-id', [CompletionResultType]::ParameterName, 'Reviewer: an ID, None, or Any')
            [CompletionResult]::new('--merge-user-username', '--merge-user-username', [CompletionResultType]::ParameterName, 'User who merged it, by username')
            [CompletionResult]::new('--merge-user-id', '--merge-user-id', [CompletionResultType]::ParameterName, 'User who merged it, by ID')
            [CompletionResult]::new('--source-branch', '--source-branch', [CompletionResultType]::ParameterName, 'Source branch')
            [CompletionResult]::new('--target-branch', '--target-branch', [CompletionResultType]::ParameterName, 'Target branch')
            [CompletionResult]::new('--labels', '--labels', [CompletionResultType]::ParameterName, 'Labels, separated by commas, all of which must match; or None or Any')
            [CompletionResult]::new('--milestone', '--milestone', [CompletionResultType]::ParameterName, 'Title of the milestone, or None or Any')
            [CompletionResult]::new('--my-reaction-emoji', '--my-reaction-emoji', [CompletionResultType]::ParameterName, 'Emoji that you reacted with, or None or Any')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'Words in the title and description')
            [CompletionResult]::new('--in', '--in', [CompletionResultType]::ParameterName, 'Where to search; requires --search')
            [CompletionResult]::new('--wip', '--wip', [CompletionResultType]::ParameterName, 'Only drafts, or none')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Created at this time or later')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Created at this time or earlier')
            [CompletionResult]::new('--updated-after', '--updated-after', [CompletionResultType]::ParameterName, 'Updated at this time or later')
            [CompletionResult]::new('--updated-before', '--updated-before', [CompletionResultType]::ParameterName, 'Updated at this time or earlier')
            [CompletionResult]::new('--view', '--view', [CompletionResultType]::ParameterName, 'Fewer fields of each merge request')
            [CompletionResult]::new('--order-by', '--order-by', [CompletionResultType]::ParameterName, 'Sort key')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Sort direction')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;settings' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;service_accounts' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;variables' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--pipeline-schedule', '--pipeline-schedule', [CompletionResultType]::ParameterName, 'ID of the pipeline schedule')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;applications' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;runners' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;topics' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;push_rules' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;approval_settings' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;access_tokens' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--service-account', '--service-account', [CompletionResultType]::ParameterName, 'ID of the service account')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'ID of the user')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;deploy_tokens' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;members' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;invitations' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;shared_with_groups' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;saml_group_links' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;ldap_group_links' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;labels' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;badges' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;milestones' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;hooks' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;integrations' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;protected_environments' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path or ID of the group')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;security_settings' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;job_token_scope' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;pages' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;pipeline_triggers' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;deploy_keys' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;cluster_agents' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;environments' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;resource_groups' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;branches' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;files' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;protected_tags' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;approval_rules' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;pipeline_schedules' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;push_mirrors' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;pull_mirror' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;keys' {
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'ID of the user')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;tokens' {
            [CompletionResult]::new('--cluster-agent', '--cluster-agent', [CompletionResultType]::ParameterName, 'ID of the cluster agent')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;help' {
            [CompletionResult]::new('projects', 'projects', [CompletionResultType]::ParameterValue, 'Projects that you are a member of; all projects for an administrator')
            [CompletionResult]::new('groups', 'groups', [CompletionResultType]::ParameterValue, 'Groups that you are a member of; all groups for an administrator')
            [CompletionResult]::new('system_hooks', 'system_hooks', [CompletionResultType]::ParameterValue, 'System hooks of the instance; requires an administrator')
            [CompletionResult]::new('users', 'users', [CompletionResultType]::ParameterValue, 'Users of the instance')
            [CompletionResult]::new('external_status_checks', 'external_status_checks', [CompletionResultType]::ParameterValue, 'External status checks of a project')
            [CompletionResult]::new('protected_branches', 'protected_branches', [CompletionResultType]::ParameterValue, 'Protected branches of a project, or a top-level group')
            [CompletionResult]::new('merge_trains', 'merge_trains', [CompletionResultType]::ParameterValue, 'Cars of a project''s merge trains, or the car of one merge request')
            [CompletionResult]::new('status_checks', 'status_checks', [CompletionResultType]::ParameterValue, 'Status checks of a merge request, and their status')
            [CompletionResult]::new('deployments', 'deployments', [CompletionResultType]::ParameterValue, 'Deployments of a project')
            [CompletionResult]::new('deployment_merge_requests', 'deployment_merge_requests', [CompletionResultType]::ParameterValue, 'Merge requests that a deployment delivered to its environment')
            [CompletionResult]::new('settings', 'settings', [CompletionResultType]::ParameterValue, 'Settings of a project, a group, or the instance')
            [CompletionResult]::new('service_accounts', 'service_accounts', [CompletionResultType]::ParameterValue, 'Service accounts of a group or the instance')
            [CompletionResult]::new('variables', 'variables', [CompletionResultType]::ParameterValue, 'Variables of a pipeline schedule, a project, a group, or the instance')
            [CompletionResult]::new('applications', 'applications', [CompletionResultType]::ParameterValue, 'Applications of the instance')
            [CompletionResult]::new('runners', 'runners', [CompletionResultType]::ParameterValue, 'Runners of a project, a group, or the instance')
            [CompletionResult]::new('topics', 'topics', [CompletionResultType]::ParameterValue, 'Topics of the instance')
            [CompletionResult]::new('push_rules', 'push_rules', [CompletionResultType]::ParameterValue, 'Push rules of a project or a group')
            [CompletionResult]::new('approval_settings', 'approval_settings', [CompletionResultType]::ParameterValue, 'Approval settings of a project or a group')
            [CompletionResult]::new('access_tokens', 'access_tokens', [CompletionResultType]::ParameterValue, 'Access tokens of a user, a service account, a project, or a group')
            [CompletionResult]::new('deploy_tokens', 'deploy_tokens', [CompletionResultType]::ParameterValue, 'Deploy tokens of a project or a group')
            [CompletionResult]::new('members', 'members', [CompletionResultType]::ParameterValue, 'Members of a project or a group')
            [CompletionResult]::new('invitations', 'invitations', [CompletionResultType]::ParameterValue, 'Invitations of a project or a group')
            [CompletionResult]::new('shared_with_groups', 'shared_with_groups', [CompletionResultType]::ParameterValue, 'Shared with groups of a project or a group')
            [CompletionResult]::new('saml_group_links', 'saml_group_links', [CompletionResultType]::ParameterValue, 'Saml group links of a group')
            [CompletionResult]::new('ldap_group_links', 'ldap_group_links', [CompletionResultType]::ParameterValue, 'Ldap group links of a group')
            [CompletionResult]::new('labels', 'labels', [CompletionResultType]::ParameterValue, 'Labels of a project or a group')
            [CompletionResult]::new('badges', 'badges', [CompletionResultType]::ParameterValue, 'Badges of a project or a group')
            [CompletionResult]::new('milestones', 'milestones', [CompletionResultType]::ParameterValue, 'Milestones of a project or a group')
            [CompletionResult]::new('hooks', 'hooks', [CompletionResultType]::ParameterValue, 'Hooks of a project or a group')
            [CompletionResult]::new('integrations', 'integrations', [CompletionResultType]::ParameterValue, 'Integrations of a project or a group')
            [CompletionResult]::new('protected_environments', 'protected_environments', [CompletionResultType]::ParameterValue, 'Protected environments of a project or a group')
            [CompletionResult]::new('security_settings', 'security_settings', [CompletionResultType]::ParameterValue, 'Security settings of a project')
            [CompletionResult]::new('job_token_scope', 'job_token_scope', [CompletionResultType]::ParameterValue, 'Job token scope of a project')
            [CompletionResult]::new('pages', 'pages', [CompletionResultType]::ParameterValue, 'Pages of a project')
            [CompletionResult]::new('pipeline_triggers', 'pipeline_triggers', [CompletionResultType]::ParameterValue, 'Pipeline triggers of a project')
            [CompletionResult]::new('deploy_keys', 'deploy_keys', [CompletionResultType]::ParameterValue, 'Deploy keys of a project')
            [CompletionResult]::new('cluster_agents', 'cluster_agents', [CompletionResultType]::ParameterValue, 'Cluster agents of a project')
            [CompletionResult]::new('environments', 'environments', [CompletionResultType]::ParameterValue, 'Environments of a project')
            [CompletionResult]::new('resource_groups', 'resource_groups', [CompletionResultType]::ParameterValue, 'Resource groups of a project')
            [CompletionResult]::new('branches', 'branches', [CompletionResultType]::ParameterValue, 'Branches of a project')
            [CompletionResult]::new('files', 'files', [CompletionResultType]::ParameterValue, 'Files of a project')
            [CompletionResult]::new('protected_tags', 'protected_tags', [CompletionResultType]::ParameterValue, 'Protected tags of a project')
            [CompletionResult]::new('approval_rules', 'approval_rules', [CompletionResultType]::ParameterValue, 'Approval rules of a project')
            [CompletionResult]::new('pipeline_schedules', 'pipeline_schedules', [CompletionResultType]::ParameterValue, 'Pipeline schedules of a project')
            [CompletionResult]::new('push_mirrors', 'push_mirrors', [CompletionResultType]::ParameterValue, 'Push mirrors of a project')
            [CompletionResult]::new('pull_mirror', 'pull_mirror', [CompletionResultType]::ParameterValue, 'Pull mirror of a project')
            [CompletionResult]::new('keys', 'keys', [CompletionResultType]::ParameterValue, 'Keys of a user')
            [CompletionResult]::new('tokens', 'tokens', [CompletionResultType]::ParameterValue, 'Tokens of a cluster agent')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'labwright;get;help;projects' {
            break
        }
        'labwright;get;help;groups' {
            break
        }
        'labwright;get;help;system_hooks' {
            break
        }
        'labwright;get;help;users' {
            break
        }
        'labwright;get;help;external_status_checks' {
            break
        }
        'labwright;get;help;protected_branches' {
            break
        }
        'labwright;get;help;merge_trains' {
            break
        }
        'labwright;get;help;status_checks' {
            break
        }
        'labwright;get;help;deployments' {
            break
        }
        'labwright;get;help;deployment_merge_requests' {
            break
        }
        'labwright;get;help;settings' {
            break
        }
        'labwright;get;help;service_accounts' {
            break
        }
        'labwright;get;help;variables' {
            break
        }
        'labwright;get;help;applications' {
            break
        }
        'labwright;get;help;runners' {
            break
        }
        'labwright;get;help;topics' {
            break
        }
        'labwright;get;help;push_rules' {
            break
        }
        'labwright;get;help;approval_settings' {
            break
        }
        'labwright;get;help;access_tokens' {
            break
        }
        'labwright;get;help;deploy_tokens' {
            break
        }
        'labwright;get;help;members' {
            break
        }
        'labwright;get;help;invitations' {
            break
        }
        'labwright;get;help;shared_with_groups' {
            break
        }
        'labwright;get;help;saml_group_links' {
            break
        }
        'labwright;get;help;ldap_group_links' {
            break
        }
        'labwright;get;help;labels' {
            break
        }
        'labwright;get;help;badges' {
            break
        }
        'labwright;get;help;milestones' {
            break
        }
        'labwright;get;help;hooks' {
            break
        }
        'labwright;get;help;integrations' {
            break
        }
        'labwright;get;help;protected_environments' {
            break
        }
        'labwright;get;help;security_settings' {
            break
        }
        'labwright;get;help;job_token_scope' {
            break
        }
        'labwright;get;help;pages' {
            break
        }
        'labwright;get;help;pipeline_triggers' {
            break
        }
        'labwright;get;help;deploy_keys' {
            break
        }
        'labwright;get;help;cluster_agents' {
            break
        }
        'labwright;get;help;environments' {
            break
        }
        'labwright;get;help;resource_groups' {
            break
        }
        'labwright;get;help;branches' {
            break
        }
        'labwright;get;help;files' {
            break
        }
        'labwright;get;help;protected_tags' {
            break
        }
        'labwright;get;help;approval_rules' {
            break
        }
        'labwright;get;help;pipeline_schedules' {
            break
        }
        'labwright;get;help;push_mirrors' {
            break
        }
        'labwright;get;help;pull_mirror' {
            break
        }
        'labwright;get;help;keys' {
            break
        }
        'labwright;get;help;tokens' {
            break
        }
        'labwright;get;help;help' {
            break
        }
        'labwright;export' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path of a project. Repeatable')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Full path of a group. Repeatable')
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only this kind of object. Repeatable')
            [CompletionResult]::new('--into', '--into', [CompletionResultType]::ParameterName, 'Write to a new or empty directory, one file for each project and group, instead of printing everything')
            [CompletionResult]::new('--common', '--common', [CompletionResultType]::ParameterName, 'Move what all exported projects have in common whose paths match PATTERN into a block of `defaults`: ''acme/**''')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--recursive', '--recursive', [CompletionResultType]::ParameterName, 'Also everything below the groups: their subgroups and projects')
            [CompletionResult]::new('--instance', '--instance', [CompletionResultType]::ParameterName, 'The instance. Requires an administrator''s token')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Also write values that are GitLab''s defaults')
            [CompletionResult]::new('--with-values', '--with-values', [CompletionResultType]::ParameterName, 'Write the values of CI/CD variables that are not masked, and other values that plans do not show, instead of references to environment variables')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;convert' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('gitlabform', 'gitlabform', [CompletionResultType]::ParameterValue, 'Convert a configuration of gitlabform 6.3')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'labwright;convert;gitlabform' {
            [CompletionResult]::new('--into', '--into', [CompletionResultType]::ParameterName, 'Write labwright.yaml to a new or empty directory instead of printing it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;convert;help' {
            [CompletionResult]::new('gitlabform', 'gitlabform', [CompletionResultType]::ParameterValue, 'Convert a configuration of gitlabform 6.3')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'labwright;convert;help;gitlabform' {
            break
        }
        'labwright;convert;help;help' {
            break
        }
        'labwright;act' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('test-hook', 'test-hook', [CompletionResultType]::ParameterValue, 'Test a system hook: GitLab sends a real request with mock data to its URL')
            [CompletionResult]::new('retry-status-check', 'retry-status-check', [CompletionResultType]::ParameterValue, 'Send a failed status check of a merge request to its service again')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'labwright;act;test-hook' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the call without sending it')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;act;retry-status-check' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path or ID of the project')
            [CompletionResult]::new('--merge-request', '--merge-request', [CompletionResultType]::ParameterName, 'Number of the merge request in its project')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Name or ID of the status check')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the call without sending it')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;act;help' {
            [CompletionResult]::new('test-hook', 'test-hook', [CompletionResultType]::ParameterValue, 'Test a system hook: GitLab sends a real request with mock data to its URL')
            [CompletionResult]::new('retry-status-check', 'retry-status-check', [CompletionResultType]::ParameterValue, 'Send a failed status check of a merge request to its service again')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'labwright;act;help;test-hook' {
            break
        }
        'labwright;act;help;retry-status-check' {
            break
        }
        'labwright;act;help;help' {
            break
        }
        'labwright;doctor' {
            [CompletionResult]::new('--allow-secrets-in', '--allow-secrets-in', [CompletionResultType]::ParameterName, 'Also read secrets of `{ file: PATH }` from this directory, like the same option of apply. Repeatable')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;show' {
            [CompletionResult]::new('--plan', '--plan', [CompletionResultType]::ParameterName, 'Show this saved plan instead, as `plan` showed it')
            [CompletionResult]::new('--report-terraform', '--report-terraform', [CompletionResultType]::ParameterName, 'Write the counts to FILE, for artifacts:reports:terraform')
            [CompletionResult]::new('--report-codequality', '--report-codequality', [CompletionResultType]::ParameterName, 'Write the problems with their lines to FILE, for artifacts:reports:codequality')
            [CompletionResult]::new('--report-junit', '--report-junit', [CompletionResultType]::ParameterName, 'Write the differences to FILE as failed tests, for artifacts:reports:junit')
            [CompletionResult]::new('--report-annotations', '--report-annotations', [CompletionResultType]::ParameterName, 'Write links to the changed objects to FILE, for artifacts:reports:annotations')
            [CompletionResult]::new('--report-dotenv', '--report-dotenv', [CompletionResultType]::ParameterName, 'Write the counts to FILE as variables, for artifacts:reports:dotenv')
            [CompletionResult]::new('--report-html', '--report-html', [CompletionResultType]::ParameterName, 'Write the plan to FILE as an HTML page')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--no-fold', '--no-fold', [CompletionResultType]::ParameterName, 'Show the changes of each project and group, even if they are equal')
            [CompletionResult]::new('--codequality-changes', '--codequality-changes', [CompletionResultType]::ParameterName, 'Include the planned changes in that report')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;explain' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;schema' {
            [CompletionResult]::new('--write', '--write', [CompletionResultType]::ParameterName, 'Write the schemas of the files, of plans, of `apply -o json`, and of `doctor` to this directory instead of printing the first')
            [CompletionResult]::new('--setup', '--setup', [CompletionResultType]::ParameterName, 'Print the settings that make an editor use the schema for the root file and its includes')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;sandbox' {
            [CompletionResult]::new('--listen', '--listen', [CompletionResultType]::ParameterName, 'The loopback address to listen on')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'What the sandbox holds at the start: a YAML file, or the name of an example, such as examples/fleet. Without it, the projects of labwright''s documentation and the samples of GitLab''s')
            [CompletionResult]::new('--faults', '--faults', [CompletionResultType]::ParameterName, 'Failures to inject: a YAML list of `{ method, path, from, times, do }`; see docs/faults.md')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;demo' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;completion' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;man' {
            [CompletionResult]::new('--write', '--write', [CompletionResultType]::ParameterName, 'Write the pages of all commands to this directory instead of printing the first')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a directory that contains labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'URL of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the token from FILE instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format. Each command supports some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Maximum number of concurrent requests, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print more details; -vv prints every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a first labwright.yaml, and the JSON Schema for your editor')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check the files, offline and without a token')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Show what would change. Writes nothing, except for --comment and --answer-status-check')
            [CompletionResult]::new('comment', 'comment', [CompletionResultType]::ParameterValue, 'Post a saved plan as a comment on a merge request')
            [CompletionResult]::new('plan-merge', 'plan-merge', [CompletionResultType]::ParameterValue, 'Merge the saved plans of all shards into one')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Make the changes: show the plan, ask for confirmation, and make the calls')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show live objects from GitLab')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write files that declare what GitLab has: a plan of them has nothing to do')
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Convert the configuration of another tool into files')
            [CompletionResult]::new('act', 'act', [CompletionResultType]::ParameterValue, 'Run an action that no file can declare: test a system hook, or retry a status check')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check the server, the token, and every scope of the files. Never writes')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show what the files declare for an object or a project, with the place of each value; or a saved plan')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a kind of object or one of its fields')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of the files, for editors')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Run the sandbox, an embedded GitLab to try things on')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Show the whole cycle on the sandbox: plan, apply, plan again')
            [CompletionResult]::new('completion', 'completion', [CompletionResultType]::ParameterValue, 'Print the completion script for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'labwright;help;init' {
            break
        }
        'labwright;help;validate' {
            break
        }
        'labwright;help;plan' {
            break
        }
        'labwright;help;comment' {
            break
        }
        'labwright;help;plan-merge' {
            break
        }
        'labwright;help;apply' {
            break
        }
        'labwright;help;get' {
            [CompletionResult]::new('projects', 'projects', [CompletionResultType]::ParameterValue, 'Projects that you are a member of; all projects for an administrator')
            [CompletionResult]::new('groups', 'groups', [CompletionResultType]::ParameterValue, 'Groups that you are a member of; all groups for an administrator')
            [CompletionResult]::new('system_hooks', 'system_hooks', [CompletionResultType]::ParameterValue, 'System hooks of the instance; requires an administrator')
            [CompletionResult]::new('users', 'users', [CompletionResultType]::ParameterValue, 'Users of the instance')
            [CompletionResult]::new('external_status_checks', 'external_status_checks', [CompletionResultType]::ParameterValue, 'External status checks of a project')
            [CompletionResult]::new('protected_branches', 'protected_branches', [CompletionResultType]::ParameterValue, 'Protected branches of a project, or a top-level group')
            [CompletionResult]::new('merge_trains', 'merge_trains', [CompletionResultType]::ParameterValue, 'Cars of a project''s merge trains, or the car of one merge request')
            [CompletionResult]::new('status_checks', 'status_checks', [CompletionResultType]::ParameterValue, 'Status checks of a merge request, and their status')
            [CompletionResult]::new('deployments', 'deployments', [CompletionResultType]::ParameterValue, 'Deployments of a project')
            [CompletionResult]::new('deployment_merge_requests', 'deployment_merge_requests', [CompletionResultType]::ParameterValue, 'Merge requests that a deployment delivered to its environment')
            [CompletionResult]::new('settings', 'settings', [CompletionResultType]::ParameterValue, 'Settings of a project, a group, or the instance')
            [CompletionResult]::new('service_accounts', 'service_accounts', [CompletionResultType]::ParameterValue, 'Service accounts of a group or the instance')
            [CompletionResult]::new('variables', 'variables', [CompletionResultType]::ParameterValue, 'Variables of a pipeline schedule, a project, a group, or the instance')
            [CompletionResult]::new('applications', 'applications', [CompletionResultType]::ParameterValue, 'Applications of the instance')
            [CompletionResult]::new('runners', 'runners', [CompletionResultType]::ParameterValue, 'Runners of a project, a group, or the instance')
            [CompletionResult]::new('topics', 'topics', [CompletionResultType]::ParameterValue, 'Topics of the instance')
            [CompletionResult]::new('push_rules', 'push_rules', [CompletionResultType]::ParameterValue, 'Push rules of a project or a group')
            [CompletionResult]::new('approval_settings', 'approval_settings', [CompletionResultType]::ParameterValue, 'Approval settings of a project or a group')
            [CompletionResult]::new('access_tokens', 'access_tokens', [CompletionResultType]::ParameterValue, 'Access tokens of a user, a service account, a project, or a group')
            [CompletionResult]::new('deploy_tokens', 'deploy_tokens', [CompletionResultType]::ParameterValue, 'Deploy tokens of a project or a group')
            [CompletionResult]::new('members', 'members', [CompletionResultType]::ParameterValue, 'Members of a project or a group')
            [CompletionResult]::new('invitations', 'invitations', [CompletionResultType]::ParameterValue, 'Invitations of a project or a group')
            [CompletionResult]::new('shared_with_groups', 'shared_with_groups', [CompletionResultType]::ParameterValue, 'Shared with groups of a project or a group')
            [CompletionResult]::new('saml_group_links', 'saml_group_links', [CompletionResultType]::ParameterValue, 'Saml group links of a group')
            [CompletionResult]::new('ldap_group_links', 'ldap_group_links', [CompletionResultType]::ParameterValue, 'Ldap group links of a group')
            [CompletionResult]::new('labels', 'labels', [CompletionResultType]::ParameterValue, 'Labels of a project or a group')
            [CompletionResult]::new('badges', 'badges', [CompletionResultType]::ParameterValue, 'Badges of a project or a group')
            [CompletionResult]::new('milestones', 'milestones', [CompletionResultType]::ParameterValue, 'Milestones of a project or a group')
            [CompletionResult]::new('hooks', 'hooks', [CompletionResultType]::ParameterValue, 'Hooks of a project or a group')
            [CompletionResult]::new('integrations', 'integrations', [CompletionResultType]::ParameterValue, 'Integrations of a project or a group')
            [CompletionResult]::new('protected_environments', 'protected_environments', [CompletionResultType]::ParameterValue, 'Protected environments of a project or a group')
            [CompletionResult]::new('security_settings', 'security_settings', [CompletionResultType]::ParameterValue, 'Security settings of a project')
            [CompletionResult]::new('job_token_scope', 'job_token_scope', [CompletionResultType]::ParameterValue, 'Job token scope of a project')
            [CompletionResult]::new('pages', 'pages', [CompletionResultType]::ParameterValue, 'Pages of a project')
            [CompletionResult]::new('pipeline_triggers', 'pipeline_triggers', [CompletionResultType]::ParameterValue, 'Pipeline triggers of a project')
            [CompletionResult]::new('deploy_keys', 'deploy_keys', [CompletionResultType]::ParameterValue, 'Deploy keys of a project')
            [CompletionResult]::new('cluster_agents', 'cluster_agents', [CompletionResultType]::ParameterValue, 'Cluster agents of a project')
            [CompletionResult]::new('environments', 'environments', [CompletionResultType]::ParameterValue, 'Environments of a project')
            [CompletionResult]::new('resource_groups', 'resource_groups', [CompletionResultType]::ParameterValue, 'Resource groups of a project')
            [CompletionResult]::new('branches', 'branches', [CompletionResultType]::ParameterValue, 'Branches of a project')
            [CompletionResult]::new('files', 'files', [CompletionResultType]::ParameterValue, 'Files of a project')
            [CompletionResult]::new('protected_tags', 'protected_tags', [CompletionResultType]::ParameterValue, 'Protected tags of a project')
            [CompletionResult]::new('approval_rules', 'approval_rules', [CompletionResultType]::ParameterValue, 'Approval rules of a project')
            [CompletionResult]::new('pipeline_schedules', 'pipeline_schedules', [CompletionResultType]::ParameterValue, 'Pipeline schedules of a project')
            [CompletionResult]::new('push_mirrors', 'push_mirrors', [CompletionResultType]::ParameterValue, 'Push mirrors of a project')
            [CompletionResult]::new('pull_mirror', 'pull_mirror', [CompletionResultType]::ParameterValue, 'Pull mirror of a project')
            [CompletionResult]::new('keys', 'keys', [CompletionResultType]::ParameterValue, 'Keys of a user')
            [CompletionResult]::new('tokens', 'tokens', [CompletionResultType]::ParameterValue, 'Tokens of a cluster agent')
            break
        }
        'labwright;help;get;projects' {
            break
        }
        'labwright;help;get;groups' {
            break
        }
        'labwright;help;get;system_hooks' {
            break
        }
        'labwright;help;get;users' {
            break
        }
        'labwright;help;get;external_status_checks' {
            break
        }
        'labwright;help;get;protected_branches' {
            break
        }
        'labwright;help;get;merge_trains' {
            break
        }
        'labwright;help;get;status_checks' {
            break
        }
        'labwright;help;get;deployments' {
            break
        }
        'labwright;help;get;deployment_merge_requests' {
            break
        }
        'labwright;help;get;settings' {
            break
        }
        'labwright;help;get;service_accounts' {
            break
        }
        'labwright;help;get;variables' {
            break
        }
        'labwright;help;get;applications' {
            break
        }
        'labwright;help;get;runners' {
            break
        }
        'labwright;help;get;topics' {
            break
        }
        'labwright;help;get;push_rules' {
            break
        }
        'labwright;help;get;approval_settings' {
            break
        }
        'labwright;help;get;access_tokens' {
            break
        }
        'labwright;help;get;deploy_tokens' {
            break
        }
        'labwright;help;get;members' {
            break
        }
        'labwright;help;get;invitations' {
            break
        }
        'labwright;help;get;shared_with_groups' {
            break
        }
        'labwright;help;get;saml_group_links' {
            break
        }
        'labwright;help;get;ldap_group_links' {
            break
        }
        'labwright;help;get;labels' {
            break
        }
        'labwright;help;get;badges' {
            break
        }
        'labwright;help;get;milestones' {
            break
        }
        'labwright;help;get;hooks' {
            break
        }
        'labwright;help;get;integrations' {
            break
        }
        'labwright;help;get;protected_environments' {
            break
        }
        'labwright;help;get;security_settings' {
            break
        }
        'labwright;help;get;job_token_scope' {
            break
        }
        'labwright;help;get;pages' {
            break
        }
        'labwright;help;get;pipeline_triggers' {
            break
        }
        'labwright;help;get;deploy_keys' {
            break
        }
        'labwright;help;get;cluster_agents' {
            break
        }
        'labwright;help;get;environments' {
            break
        }
        'labwright;help;get;resource_groups' {
            break
        }
        'labwright;help;get;branches' {
            break
        }
        'labwright;help;get;files' {
            break
        }
        'labwright;help;get;protected_tags' {
            break
        }
        'labwright;help;get;approval_rules' {
            break
        }
        'labwright;help;get;pipeline_schedules' {
            break
        }
        'labwright;help;get;push_mirrors' {
            break
        }
        'labwright;help;get;pull_mirror' {
            break
        }
        'labwright;help;get;keys' {
            break
        }
        'labwright;help;get;tokens' {
            break
        }
        'labwright;help;export' {
            break
        }
        'labwright;help;convert' {
            [CompletionResult]::new('gitlabform', 'gitlabform', [CompletionResultType]::ParameterValue, 'Convert a configuration of gitlabform 6.3')
            break
        }
        'labwright;help;convert;gitlabform' {
            break
        }
        'labwright;help;act' {
            [CompletionResult]::new('test-hook', 'test-hook', [CompletionResultType]::ParameterValue, 'Test a system hook: GitLab sends a real request with mock data to its URL')
            [CompletionResult]::new('retry-status-check', 'retry-status-check', [CompletionResultType]::ParameterValue, 'Send a failed status check of a merge request to its service again')
            break
        }
        'labwright;help;act;test-hook' {
            break
        }
        'labwright;help;act;retry-status-check' {
            break
        }
        'labwright;help;doctor' {
            break
        }
        'labwright;help;show' {
            break
        }
        'labwright;help;explain' {
            break
        }
        'labwright;help;schema' {
            break
        }
        'labwright;help;sandbox' {
            break
        }
        'labwright;help;demo' {
            break
        }
        'labwright;help;completion' {
            break
        }
        'labwright;help;man' {
            break
        }
        'labwright;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
