
use builtin;
use str;

set edit:completion:arg-completer[labwright] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'labwright'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'labwright'= {
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand init 'Write a first labwright.yaml, and the schema for editors'
            cand validate 'Check the files: offline, without a token'
            cand plan 'Show what would change. Writes nothing but what --comment and --answer-status-check ask for'
            cand comment 'Say on a merge request what a saved plan would change, or changed'
            cand plan-merge 'Join the saved plans of all shards into one'
            cand apply 'Make the changes: shows the plan, asks, makes the calls'
            cand get 'Show live objects of GitLab'
            cand act 'Do one of the two things that are no state: fire a hook, retry a status check'
            cand doctor 'Check whether it would work: server, token, and every scope of the files. Never writes'
            cand explain 'Explain a kind of object or one of its fields'
            cand schema 'Print the JSON Schema of the files, for editors'
            cand sandbox 'Serve an embedded GitLab to try things on'
            cand demo 'The whole loop on the sandbox: plan, apply, plan again'
            cand completion 'Print the completions for a shell'
            cand man 'Print the manual page'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'labwright;init'= {
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;validate'= {
            cand --report-codequality 'Write the problems on their lines, for artifacts:reports:codequality; an empty list when there are none'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;plan'= {
            cand --comment 'Say it on the merge request as well: one note that is edited in place, one thread, or a new note each time'
            cand --shard 'Only this part of everything: the I-th of N, by the paths of projects; 1/1 is all. Default in a job of `parallel: N`: CI_NODE_INDEX/CI_NODE_TOTAL'
            cand --out 'Write the plan to this file, for `apply --plan`'
            cand --report-terraform 'Write the counts, for artifacts:reports:terraform'
            cand --report-codequality 'Write the problems on their lines, for artifacts:reports:codequality'
            cand --report-junit 'Write what differs as failed tests, for artifacts:reports:junit'
            cand --report-annotations 'Write links to what the plan changes, for artifacts:reports:annotations'
            cand --report-dotenv 'Write the counts as variables, for artifacts:reports:dotenv'
            cand --report-html 'Write the plan as a page of its own'
            cand --answer-status-check 'Answer this external status check of the merge request: pending at once, then passed or failed'
            cand --answer-policy 'Which plans pass it'
            cand --merge-request 'Number of the merge request in its project'
            cand --project 'Full path of its project, or the id'
            cand --commit 'The commit that the plan is for'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand --detailed-exitcode 'Exit with 2 when there are changes'
            cand --codequality-changes 'Write the planned changes into that report too'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;comment'= {
            cand --plan 'The plan: a file that `plan --out` wrote'
            cand --mode 'One note that is edited in place, one thread, or a new note each time'
            cand --merge-request 'Number of the merge request in its project'
            cand --project 'Full path of its project, or the id'
            cand --commit 'The commit that the plan is for'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand --applied 'The plan was applied: say so, and resolve the thread'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;plan-merge'= {
            cand --comment 'Say it on the merge request as well: one note that is edited in place, one thread, or a new note each time'
            cand --out 'Write the plan to this file, for `apply --plan`'
            cand --report-terraform 'Write the counts, for artifacts:reports:terraform'
            cand --report-codequality 'Write the problems on their lines, for artifacts:reports:codequality'
            cand --report-junit 'Write what differs as failed tests, for artifacts:reports:junit'
            cand --report-annotations 'Write links to what the plan changes, for artifacts:reports:annotations'
            cand --report-dotenv 'Write the counts as variables, for artifacts:reports:dotenv'
            cand --report-html 'Write the plan as a page of its own'
            cand --answer-status-check 'Answer this external status check of the merge request: pending at once, then passed or failed'
            cand --answer-policy 'Which plans pass it'
            cand --merge-request 'Number of the merge request in its project'
            cand --project 'Full path of its project, or the id'
            cand --commit 'The commit that the plan is for'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand --codequality-changes 'Write the planned changes into that report too'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;apply'= {
            cand --plan 'Run what was approved in this file, written by `plan --out`; a step that is not in it stops everything'
            cand --rotate-secrets 'Send secrets again although nothing changed: of all objects, or of those that match, as with --only'
            cand --allow-secrets-in 'Read secrets of `{ file: PATH }` from this folder too, besides that of the root file. Repeatable'
            cand --shard 'Only this part of everything: the I-th of N, by the paths of projects; 1/1 is all. Default in a job of `parallel: N`: CI_NODE_INDEX/CI_NODE_TOTAL'
            cand --record-deployment 'Record the apply as a deployment to this environment: running before the first write, success or failed afterwards'
            cand --project 'Full path of the project that it is recorded in, or the id; default: the one whose pipeline runs'
            cand --max-deletes 'Refuse a plan that deletes more objects than this'
            cand --max-delete-percent 'Refuse a plan that deletes more than this share of a collection of ten or more objects'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -y 'Do not ask'
            cand --auto-approve 'Do not ask'
            cand --dry-run 'Stop after showing the plan: nothing is written'
            cand --allow-empty 'Accept files that declare no object at all'
            cand --allow-lockout 'Accept changes after which this token''s user may not change the object again'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get'= {
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand system_hooks 'System hooks of the instance; for administrators'
            cand external_status_checks 'External status checks of a project'
            cand protected_branches 'Protected branches of a project'
            cand merge_trains 'Cars of the merge trains of a project, or that of one merge request'
            cand status_checks 'Status checks of a merge request, and how they stand'
            cand deployments 'Deployments of a project'
            cand deployment_merge_requests 'Merge requests that a deployment brought to its environment'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'labwright;get;system_hooks'= {
            cand --limit 'At most so many'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;external_status_checks'= {
            cand --project 'Full path of the project, or its id'
            cand --limit 'At most so many'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;protected_branches'= {
            cand --project 'Full path of the project, or its id'
            cand --search 'Part of the name'
            cand --limit 'At most so many'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;merge_trains'= {
            cand --project 'Full path of the project, or its id'
            cand --scope 'Cars to be merged, or merged ones; both where left out'
            cand --target-branch 'Train of this branch'
            cand --sort 'Direction of the order'
            cand --limit 'At most so many'
            cand --merge-request 'Just that of this merge request'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;status_checks'= {
            cand --project 'Full path of the project, or its id'
            cand --merge-request 'Number of the merge request'
            cand --limit 'At most so many'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;deployments'= {
            cand --project 'Full path of the project, or its id'
            cand --environment 'Name of the environment, exactly'
            cand --status 'Status'
            cand --updated-after 'Changed at that time or later; needs --order-by updated_at'
            cand --updated-before 'Changed until that time; needs --order-by updated_at'
            cand --finished-after 'Finished at that time or later; needs --order-by finished_at and --status success'
            cand --finished-before 'Finished before that time; needs --order-by finished_at and --status success'
            cand --order-by 'Order; `ref` is taken by older releases only'
            cand --sort 'Direction of the order'
            cand --limit 'At most so many'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;deployment_merge_requests'= {
            cand --project 'Full path of the project, or its id'
            cand --deployment 'Number of the deployment'
            cand --state 'State'
            cand --scope 'Whose they are'
            cand --author-username 'Author, by username'
            cand --author-id 'Author, by id'
            cand --assignee-username 'Assignee, by username'
            cand --assignee-id 'Assignee: an id, None or Any'
            cand --reviewer-username 'Reviewer, by username'
            cand --reviewer-id 'Reviewer: an id, None or Any'
            cand --merge-user-username 'Who merged it, by username'
            cand --merge-user-id 'Who merged it, by id'
            cand --source-branch 'Source branch'
            cand --target-branch 'Target branch'
            cand --labels 'Labels, separated by commas, all of them; None or Any'
            cand --milestone 'Title of the milestone; None or Any'
            cand --my-reaction-emoji 'Emoji that you reacted with; None or Any'
            cand --search 'Words of title and description'
            cand --in 'Where to search; needs --search'
            cand --wip 'Drafts or not'
            cand --created-after 'Created at that time or later'
            cand --created-before 'Created until that time'
            cand --updated-after 'Changed at that time or later'
            cand --updated-before 'Changed until that time'
            cand --view 'Fewer fields of each'
            cand --order-by 'Order'
            cand --sort 'Direction of the order'
            cand --limit 'At most so many'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;help'= {
            cand system_hooks 'System hooks of the instance; for administrators'
            cand external_status_checks 'External status checks of a project'
            cand protected_branches 'Protected branches of a project'
            cand merge_trains 'Cars of the merge trains of a project, or that of one merge request'
            cand status_checks 'Status checks of a merge request, and how they stand'
            cand deployments 'Deployments of a project'
            cand deployment_merge_requests 'Merge requests that a deployment brought to its environment'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'labwright;get;help;system_hooks'= {
        }
        &'labwright;get;help;external_status_checks'= {
        }
        &'labwright;get;help;protected_branches'= {
        }
        &'labwright;get;help;merge_trains'= {
        }
        &'labwright;get;help;status_checks'= {
        }
        &'labwright;get;help;deployments'= {
        }
        &'labwright;get;help;deployment_merge_requests'= {
        }
        &'labwright;get;help;help'= {
        }
        &'labwright;act'= {
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand test-hook 'Fire a system hook with mock data: a real request goes to its url'
            cand retry-status-check 'Send a failed status check of a merge request to its service once more'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'labwright;act;test-hook'= {
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand --dry-run 'Show the call; nothing is sent'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;act;retry-status-check'= {
            cand --project 'Full path of the project, or its id'
            cand --merge-request 'Number of the merge request in its project'
            cand --check 'Name or id of the status check'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand --dry-run 'Show the call; nothing is sent'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;act;help'= {
            cand test-hook 'Fire a system hook with mock data: a real request goes to its url'
            cand retry-status-check 'Send a failed status check of a merge request to its service once more'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'labwright;act;help;test-hook'= {
        }
        &'labwright;act;help;retry-status-check'= {
        }
        &'labwright;act;help;help'= {
        }
        &'labwright;doctor'= {
            cand --allow-secrets-in 'Read secrets of `{ file: PATH }` from this folder too, as an apply with the same option. Repeatable'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;explain'= {
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;schema'= {
            cand --write 'Write the schemas of the files, of plans, of `apply -o json` and of `doctor` to this folder instead of printing the first'
            cand --setup 'Print the settings that make an editor use the schema, for the root file and what it includes'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;sandbox'= {
            cand --listen 'The loopback address to listen on'
            cand --seed 'What the sandbox holds at the start: a YAML file, or the name of an example, such as examples/fleet. Without it, the projects of labwright''s documentation and the samples of GitLab''s'
            cand --faults 'Failures to inject: a YAML list of `{ method, path, from, times, do }`; see docs/faults.md'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;demo'= {
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;completion'= {
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;man'= {
            cand --write 'Write the pages of all commands to this folder instead of printing the first'
            cand -c 'The root file, or a folder that holds a labwright.yaml'
            cand --config 'The root file, or a folder that holds a labwright.yaml'
            cand --gitlab-url 'Address of the GitLab server'
            cand --token-file 'File that holds the token, instead of GITLAB_TOKEN'
            cand -o 'Form of the result; each command has some of them'
            cand --output 'Form of the result; each command has some of them'
            cand --only 'Only objects whose address matches this glob, or that are in the project, collection or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Requests under way at once, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, that GitLab''s rate limit may ask for; beyond it the call fails'
            cand --color 'When to colour'
            cand -q 'Say only what is asked for and what went wrong'
            cand --quiet 'Say only what is asked for and what went wrong'
            cand -v 'Say more; twice: every request'
            cand --verbose 'Say more; twice: every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;help'= {
            cand init 'Write a first labwright.yaml, and the schema for editors'
            cand validate 'Check the files: offline, without a token'
            cand plan 'Show what would change. Writes nothing but what --comment and --answer-status-check ask for'
            cand comment 'Say on a merge request what a saved plan would change, or changed'
            cand plan-merge 'Join the saved plans of all shards into one'
            cand apply 'Make the changes: shows the plan, asks, makes the calls'
            cand get 'Show live objects of GitLab'
            cand act 'Do one of the two things that are no state: fire a hook, retry a status check'
            cand doctor 'Check whether it would work: server, token, and every scope of the files. Never writes'
            cand explain 'Explain a kind of object or one of its fields'
            cand schema 'Print the JSON Schema of the files, for editors'
            cand sandbox 'Serve an embedded GitLab to try things on'
            cand demo 'The whole loop on the sandbox: plan, apply, plan again'
            cand completion 'Print the completions for a shell'
            cand man 'Print the manual page'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'labwright;help;init'= {
        }
        &'labwright;help;validate'= {
        }
        &'labwright;help;plan'= {
        }
        &'labwright;help;comment'= {
        }
        &'labwright;help;plan-merge'= {
        }
        &'labwright;help;apply'= {
        }
        &'labwright;help;get'= {
            cand system_hooks 'System hooks of the instance; for administrators'
            cand external_status_checks 'External status checks of a project'
            cand protected_branches 'Protected branches of a project'
            cand merge_trains 'Cars of the merge trains of a project, or that of one merge request'
            cand status_checks 'Status checks of a merge request, and how they stand'
            cand deployments 'Deployments of a project'
            cand deployment_merge_requests 'Merge requests that a deployment brought to its environment'
        }
        &'labwright;help;get;system_hooks'= {
        }
        &'labwright;help;get;external_status_checks'= {
        }
        &'labwright;help;get;protected_branches'= {
        }
        &'labwright;help;get;merge_trains'= {
        }
        &'labwright;help;get;status_checks'= {
        }
        &'labwright;help;get;deployments'= {
        }
        &'labwright;help;get;deployment_merge_requests'= {
        }
        &'labwright;help;act'= {
            cand test-hook 'Fire a system hook with mock data: a real request goes to its url'
            cand retry-status-check 'Send a failed status check of a merge request to its service once more'
        }
        &'labwright;help;act;test-hook'= {
        }
        &'labwright;help;act;retry-status-check'= {
        }
        &'labwright;help;doctor'= {
        }
        &'labwright;help;explain'= {
        }
        &'labwright;help;schema'= {
        }
        &'labwright;help;sandbox'= {
        }
        &'labwright;help;demo'= {
        }
        &'labwright;help;completion'= {
        }
        &'labwright;help;man'= {
        }
        &'labwright;help;help'= {
        }
    ]
    $completions[$command]
}
