
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
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a first labwright.yaml, and the schema for editors')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check the files: offline, without a token')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Show what would change. Writes nothing but what --comment and --answer-status-check ask for')
            [CompletionResult]::new('comment', 'comment', [CompletionResultType]::ParameterValue, 'Say on a merge request what a saved plan would change, or changed')
            [CompletionResult]::new('plan-merge', 'plan-merge', [CompletionResultType]::ParameterValue, 'Join the saved plans of all shards into one')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Make the changes: shows the plan, asks, makes the calls')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show live objects of GitLab')
            [CompletionResult]::new('act', 'act', [CompletionResultType]::ParameterValue, 'Do one of the two things that are no state: fire a hook, retry a status check')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check whether it would work: server, token, and every scope of the files. Never writes')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a kind of object or one of its fields')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of the files, for editors')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Serve an embedded GitLab to try things on')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'The whole loop on the sandbox: plan, apply, plan again')
            [CompletionResult]::new('completion', 'completion', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'labwright;init' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;validate' {
            [CompletionResult]::new('--report-codequality', '--report-codequality', [CompletionResultType]::ParameterName, 'Write the problems on their lines, for artifacts:reports:codequality; an empty list when there are none')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;plan' {
            [CompletionResult]::new('--comment', '--comment', [CompletionResultType]::ParameterName, 'Say it on the merge request as well: one note that is edited in place, one thread, or a new note each time')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Only this part of everything: the I-th of N, by the paths of projects; 1/1 is all. Default in a job of `parallel: N`: CI_NODE_INDEX/CI_NODE_TOTAL')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write the plan to this file, for `apply --plan`')
            [CompletionResult]::new('--report-terraform', '--report-terraform', [CompletionResultType]::ParameterName, 'Write the counts, for artifacts:reports:terraform')
            [CompletionResult]::new('--report-codequality', '--report-codequality', [CompletionResultType]::ParameterName, 'Write the problems on their lines, for artifacts:reports:codequality')
            [CompletionResult]::new('--report-junit', '--report-junit', [CompletionResultType]::ParameterName, 'Write what differs as failed tests, for artifacts:reports:junit')
            [CompletionResult]::new('--report-annotations', '--report-annotations', [CompletionResultType]::ParameterName, 'Write links to what the plan changes, for artifacts:reports:annotations')
            [CompletionResult]::new('--report-dotenv', '--report-dotenv', [CompletionResultType]::ParameterName, 'Write the counts as variables, for artifacts:reports:dotenv')
            [CompletionResult]::new('--report-html', '--report-html', [CompletionResultType]::ParameterName, 'Write the plan as a page of its own')
            [CompletionResult]::new('--answer-status-check', '--answer-status-check', [CompletionResultType]::ParameterName, 'Answer this external status check of the merge request: pending at once, then passed or failed')
            [CompletionResult]::new('--answer-policy', '--answer-policy', [CompletionResultType]::ParameterName, 'Which plans pass it')
            [CompletionResult]::new('--merge-request', '--merge-request', [CompletionResultType]::ParameterName, 'Number of the merge request in its project')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path of its project, or the id')
            [CompletionResult]::new('--commit', '--commit', [CompletionResultType]::ParameterName, 'The commit that the plan is for')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'Exit with 2 when there are changes')
            [CompletionResult]::new('--codequality-changes', '--codequality-changes', [CompletionResultType]::ParameterName, 'Write the planned changes into that report too')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;comment' {
            [CompletionResult]::new('--plan', '--plan', [CompletionResultType]::ParameterName, 'The plan: a file that `plan --out` wrote')
            [CompletionResult]::new('--mode', '--mode', [CompletionResultType]::ParameterName, 'One note that is edited in place, one thread, or a new note each time')
            [CompletionResult]::new('--merge-request', '--merge-request', [CompletionResultType]::ParameterName, 'Number of the merge request in its project')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path of its project, or the id')
            [CompletionResult]::new('--commit', '--commit', [CompletionResultType]::ParameterName, 'The commit that the plan is for')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--applied', '--applied', [CompletionResultType]::ParameterName, 'The plan was applied: say so, and resolve the thread')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;plan-merge' {
            [CompletionResult]::new('--comment', '--comment', [CompletionResultType]::ParameterName, 'Say it on the merge request as well: one note that is edited in place, one thread, or a new note each time')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write the plan to this file, for `apply --plan`')
            [CompletionResult]::new('--report-terraform', '--report-terraform', [CompletionResultType]::ParameterName, 'Write the counts, for artifacts:reports:terraform')
            [CompletionResult]::new('--report-codequality', '--report-codequality', [CompletionResultType]::ParameterName, 'Write the problems on their lines, for artifacts:reports:codequality')
            [CompletionResult]::new('--report-junit', '--report-junit', [CompletionResultType]::ParameterName, 'Write what differs as failed tests, for artifacts:reports:junit')
            [CompletionResult]::new('--report-annotations', '--report-annotations', [CompletionResultType]::ParameterName, 'Write links to what the plan changes, for artifacts:reports:annotations')
            [CompletionResult]::new('--report-dotenv', '--report-dotenv', [CompletionResultType]::ParameterName, 'Write the counts as variables, for artifacts:reports:dotenv')
            [CompletionResult]::new('--report-html', '--report-html', [CompletionResultType]::ParameterName, 'Write the plan as a page of its own')
            [CompletionResult]::new('--answer-status-check', '--answer-status-check', [CompletionResultType]::ParameterName, 'Answer this external status check of the merge request: pending at once, then passed or failed')
            [CompletionResult]::new('--answer-policy', '--answer-policy', [CompletionResultType]::ParameterName, 'Which plans pass it')
            [CompletionResult]::new('--merge-request', '--merge-request', [CompletionResultType]::ParameterName, 'Number of the merge request in its project')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path of its project, or the id')
            [CompletionResult]::new('--commit', '--commit', [CompletionResultType]::ParameterName, 'The commit that the plan is for')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--codequality-changes', '--codequality-changes', [CompletionResultType]::ParameterName, 'Write the planned changes into that report too')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;apply' {
            [CompletionResult]::new('--plan', '--plan', [CompletionResultType]::ParameterName, 'Run what was approved in this file, written by `plan --out`; a step that is not in it stops everything')
            [CompletionResult]::new('--rotate-secrets', '--rotate-secrets', [CompletionResultType]::ParameterName, 'Send secrets again although nothing changed: of all objects, or of those that match, as with --only')
            [CompletionResult]::new('--allow-secrets-in', '--allow-secrets-in', [CompletionResultType]::ParameterName, 'Read secrets of `{ file: PATH }` from this folder too, besides that of the root file. Repeatable')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Only this part of everything: the I-th of N, by the paths of projects; 1/1 is all. Default in a job of `parallel: N`: CI_NODE_INDEX/CI_NODE_TOTAL')
            [CompletionResult]::new('--record-deployment', '--record-deployment', [CompletionResultType]::ParameterName, 'Record the apply as a deployment to this environment: running before the first write, success or failed afterwards')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path of the project that it is recorded in, or the id; default: the one whose pipeline runs')
            [CompletionResult]::new('--max-deletes', '--max-deletes', [CompletionResultType]::ParameterName, 'Refuse a plan that deletes more objects than this')
            [CompletionResult]::new('--max-delete-percent', '--max-delete-percent', [CompletionResultType]::ParameterName, 'Refuse a plan that deletes more than this share of a collection of ten or more objects')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--auto-approve', '--auto-approve', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Stop after showing the plan: nothing is written')
            [CompletionResult]::new('--allow-empty', '--allow-empty', [CompletionResultType]::ParameterName, 'Accept files that declare no object at all')
            [CompletionResult]::new('--allow-lockout', '--allow-lockout', [CompletionResultType]::ParameterName, 'Accept changes after which this token''s user may not change the object again')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('system_hooks', 'system_hooks', [CompletionResultType]::ParameterValue, 'System hooks of the instance; for administrators')
            [CompletionResult]::new('external_status_checks', 'external_status_checks', [CompletionResultType]::ParameterValue, 'External status checks of a project')
            [CompletionResult]::new('protected_branches', 'protected_branches', [CompletionResultType]::ParameterValue, 'Protected branches of a project')
            [CompletionResult]::new('merge_trains', 'merge_trains', [CompletionResultType]::ParameterValue, 'Cars of the merge trains of a project, or that of one merge request')
            [CompletionResult]::new('status_checks', 'status_checks', [CompletionResultType]::ParameterValue, 'Status checks of a merge request, and how they stand')
            [CompletionResult]::new('deployments', 'deployments', [CompletionResultType]::ParameterValue, 'Deployments of a project')
            [CompletionResult]::new('deployment_merge_requests', 'deployment_merge_requests', [CompletionResultType]::ParameterValue, 'Merge requests that a deployment brought to its environment')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'labwright;get;system_hooks' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;external_status_checks' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path of the project, or its id')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;protected_branches' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path of the project, or its id')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'Part of the name')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;merge_trains' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path of the project, or its id')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Cars to be merged, or merged ones; both where left out')
            [CompletionResult]::new('--target-branch', '--target-branch', [CompletionResultType]::ParameterName, 'Train of this branch')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Direction of the order')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many')
            [CompletionResult]::new('--merge-request', '--merge-request', [CompletionResultType]::ParameterName, 'Just that of this merge request')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;status_checks' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path of the project, or its id')
            [CompletionResult]::new('--merge-request', '--merge-request', [CompletionResultType]::ParameterName, 'Number of the merge request')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;deployments' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path of the project, or its id')
            [CompletionResult]::new('--environment', '--environment', [CompletionResultType]::ParameterName, 'Name of the environment, exactly')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Status')
            [CompletionResult]::new('--updated-after', '--updated-after', [CompletionResultType]::ParameterName, 'Changed at that time or later; needs --order-by updated_at')
            [CompletionResult]::new('--updated-before', '--updated-before', [CompletionResultType]::ParameterName, 'Changed until that time; needs --order-by updated_at')
            [CompletionResult]::new('--finished-after', '--finished-after', [CompletionResultType]::ParameterName, 'Finished at that time or later; needs --order-by finished_at and --status success')
            [CompletionResult]::new('--finished-before', '--finished-before', [CompletionResultType]::ParameterName, 'Finished before that time; needs --order-by finished_at and --status success')
            [CompletionResult]::new('--order-by', '--order-by', [CompletionResultType]::ParameterName, 'Order; `ref` is taken by older releases only')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Direction of the order')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;deployment_merge_requests' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path of the project, or its id')
            [CompletionResult]::new('--deployment', '--deployment', [CompletionResultType]::ParameterName, 'Number of the deployment')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'State')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Whose they are')
            [CompletionResult]::new('--author-username', '--author-username', [CompletionResultType]::ParameterName, 'Author, by username')
            [CompletionResult]::new('--author-id', '--author-id', [CompletionResultType]::ParameterName, 'Author, by id')
            [CompletionResult]::new('--assignee-username', '--assignee-username', [CompletionResultType]::ParameterName, 'Assignee, by username')
            [CompletionResult]::new('--assignee-id', '--assignee-id', [CompletionResultType]::ParameterName, 'Assignee: an id, None or Any')
            [CompletionResult]::new('--reviewer-username', '--reviewer-username', [CompletionResultType]::ParameterName, 'Reviewer, by username')
            [CompletionResult]::new('--reviewer-id', '--reviewer-id', [CompletionResultType]::ParameterName, 'Reviewer: an id, None or Any')
            [CompletionResult]::new('--merge-user-username', '--merge-user-username', [CompletionResultType]::ParameterName, 'Who merged it, by username')
            [CompletionResult]::new('--merge-user-id', '--merge-user-id', [CompletionResultType]::ParameterName, 'Who merged it, by id')
            [CompletionResult]::new('--source-branch', '--source-branch', [CompletionResultType]::ParameterName, 'Source branch')
            [CompletionResult]::new('--target-branch', '--target-branch', [CompletionResultType]::ParameterName, 'Target branch')
            [CompletionResult]::new('--labels', '--labels', [CompletionResultType]::ParameterName, 'Labels, separated by commas, all of them; None or Any')
            [CompletionResult]::new('--milestone', '--milestone', [CompletionResultType]::ParameterName, 'Title of the milestone; None or Any')
            [CompletionResult]::new('--my-reaction-emoji', '--my-reaction-emoji', [CompletionResultType]::ParameterName, 'Emoji that you reacted with; None or Any')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'Words of title and description')
            [CompletionResult]::new('--in', '--in', [CompletionResultType]::ParameterName, 'Where to search; needs --search')
            [CompletionResult]::new('--wip', '--wip', [CompletionResultType]::ParameterName, 'Drafts or not')
            [CompletionResult]::new('--created-after', '--created-after', [CompletionResultType]::ParameterName, 'Created at that time or later')
            [CompletionResult]::new('--created-before', '--created-before', [CompletionResultType]::ParameterName, 'Created until that time')
            [CompletionResult]::new('--updated-after', '--updated-after', [CompletionResultType]::ParameterName, 'Changed at that time or later')
            [CompletionResult]::new('--updated-before', '--updated-before', [CompletionResultType]::ParameterName, 'Changed until that time')
            [CompletionResult]::new('--view', '--view', [CompletionResultType]::ParameterName, 'Fewer fields of each')
            [CompletionResult]::new('--order-by', '--order-by', [CompletionResultType]::ParameterName, 'Order')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Direction of the order')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;get;help' {
            [CompletionResult]::new('system_hooks', 'system_hooks', [CompletionResultType]::ParameterValue, 'System hooks of the instance; for administrators')
            [CompletionResult]::new('external_status_checks', 'external_status_checks', [CompletionResultType]::ParameterValue, 'External status checks of a project')
            [CompletionResult]::new('protected_branches', 'protected_branches', [CompletionResultType]::ParameterValue, 'Protected branches of a project')
            [CompletionResult]::new('merge_trains', 'merge_trains', [CompletionResultType]::ParameterValue, 'Cars of the merge trains of a project, or that of one merge request')
            [CompletionResult]::new('status_checks', 'status_checks', [CompletionResultType]::ParameterValue, 'Status checks of a merge request, and how they stand')
            [CompletionResult]::new('deployments', 'deployments', [CompletionResultType]::ParameterValue, 'Deployments of a project')
            [CompletionResult]::new('deployment_merge_requests', 'deployment_merge_requests', [CompletionResultType]::ParameterValue, 'Merge requests that a deployment brought to its environment')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'labwright;get;help;system_hooks' {
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
        'labwright;get;help;help' {
            break
        }
        'labwright;act' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('test-hook', 'test-hook', [CompletionResultType]::ParameterValue, 'Fire a system hook with mock data: a real request goes to its url')
            [CompletionResult]::new('retry-status-check', 'retry-status-check', [CompletionResultType]::ParameterValue, 'Send a failed status check of a merge request to its service once more')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'labwright;act;test-hook' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the call; nothing is sent')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;act;retry-status-check' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'Full path of the project, or its id')
            [CompletionResult]::new('--merge-request', '--merge-request', [CompletionResultType]::ParameterName, 'Number of the merge request in its project')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Name or id of the status check')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the call; nothing is sent')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;act;help' {
            [CompletionResult]::new('test-hook', 'test-hook', [CompletionResultType]::ParameterValue, 'Fire a system hook with mock data: a real request goes to its url')
            [CompletionResult]::new('retry-status-check', 'retry-status-check', [CompletionResultType]::ParameterValue, 'Send a failed status check of a merge request to its service once more')
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
            [CompletionResult]::new('--allow-secrets-in', '--allow-secrets-in', [CompletionResultType]::ParameterName, 'Read secrets of `{ file: PATH }` from this folder too, as an apply with the same option. Repeatable')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;explain' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;schema' {
            [CompletionResult]::new('--write', '--write', [CompletionResultType]::ParameterName, 'Write the schemas of the files, of plans, of `apply -o json` and of `doctor` to this folder instead of printing the first')
            [CompletionResult]::new('--setup', '--setup', [CompletionResultType]::ParameterName, 'Print the settings that make an editor use the schema, for the root file and what it includes')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;sandbox' {
            [CompletionResult]::new('--listen', '--listen', [CompletionResultType]::ParameterName, 'The loopback address to listen on')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'What the sandbox holds at the start: a YAML file, or the name of an example, such as examples/fleet. Without it, the projects of labwright''s documentation and the samples of GitLab''s')
            [CompletionResult]::new('--faults', '--faults', [CompletionResultType]::ParameterName, 'Failures to inject: a YAML list of `{ method, path, from, times, do }`; see docs/faults.md')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;demo' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;completion' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;man' {
            [CompletionResult]::new('--write', '--write', [CompletionResultType]::ParameterName, 'Write the pages of all commands to this folder instead of printing the first')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The root file, or a folder that holds a labwright.yaml')
            [CompletionResult]::new('--gitlab-url', '--gitlab-url', [CompletionResultType]::ParameterName, 'Address of the GitLab server')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'File that holds the token, instead of GITLAB_TOKEN')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result; each command has some of them')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable')
            [CompletionResult]::new('--parallelism', '--parallelism', [CompletionResultType]::ParameterName, 'Requests under way at once, 1 to 64')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what is asked for and what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more; twice: every request')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'labwright;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a first labwright.yaml, and the schema for editors')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check the files: offline, without a token')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Show what would change. Writes nothing but what --comment and --answer-status-check ask for')
            [CompletionResult]::new('comment', 'comment', [CompletionResultType]::ParameterValue, 'Say on a merge request what a saved plan would change, or changed')
            [CompletionResult]::new('plan-merge', 'plan-merge', [CompletionResultType]::ParameterValue, 'Join the saved plans of all shards into one')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Make the changes: shows the plan, asks, makes the calls')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show live objects of GitLab')
            [CompletionResult]::new('act', 'act', [CompletionResultType]::ParameterValue, 'Do one of the two things that are no state: fire a hook, retry a status check')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check whether it would work: server, token, and every scope of the files. Never writes')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a kind of object or one of its fields')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of the files, for editors')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Serve an embedded GitLab to try things on')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'The whole loop on the sandbox: plan, apply, plan again')
            [CompletionResult]::new('completion', 'completion', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
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
            [CompletionResult]::new('system_hooks', 'system_hooks', [CompletionResultType]::ParameterValue, 'System hooks of the instance; for administrators')
            [CompletionResult]::new('external_status_checks', 'external_status_checks', [CompletionResultType]::ParameterValue, 'External status checks of a project')
            [CompletionResult]::new('protected_branches', 'protected_branches', [CompletionResultType]::ParameterValue, 'Protected branches of a project')
            [CompletionResult]::new('merge_trains', 'merge_trains', [CompletionResultType]::ParameterValue, 'Cars of the merge trains of a project, or that of one merge request')
            [CompletionResult]::new('status_checks', 'status_checks', [CompletionResultType]::ParameterValue, 'Status checks of a merge request, and how they stand')
            [CompletionResult]::new('deployments', 'deployments', [CompletionResultType]::ParameterValue, 'Deployments of a project')
            [CompletionResult]::new('deployment_merge_requests', 'deployment_merge_requests', [CompletionResultType]::ParameterValue, 'Merge requests that a deployment brought to its environment')
            break
        }
        'labwright;help;get;system_hooks' {
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
        'labwright;help;act' {
            [CompletionResult]::new('test-hook', 'test-hook', [CompletionResultType]::ParameterValue, 'Fire a system hook with mock data: a real request goes to its url')
            [CompletionResult]::new('retry-status-check', 'retry-status-check', [CompletionResultType]::ParameterValue, 'Send a failed status check of a merge request to its service once more')
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
