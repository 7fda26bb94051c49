
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
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand init 'Write a first labwright.yaml, and the JSON Schema for your editor'
            cand validate 'Check the files, offline and without a token'
            cand plan 'Show what would change. Writes nothing, except for --comment and --answer-status-check'
            cand comment 'Post a saved plan as a comment on a merge request'
            cand plan-merge 'Merge the saved plans of all shards into one'
            cand apply 'Make the changes: show the plan, ask for confirmation, and make the calls'
            cand get 'Show live objects from GitLab'
            cand export 'Write files that declare what GitLab has: a plan of them has nothing to do'
            cand convert 'Convert the configuration of another tool into files'
            cand act 'Run an action that no file can declare: test a system hook, or retry a status check'
            cand doctor 'Check the server, the token, and every scope of the files. Never writes'
            cand show 'Show what the files declare for an object or a project, with the place of each value; or a saved plan'
            cand explain 'Explain a kind of object or one of its fields'
            cand schema 'Print the JSON Schema of the files, for editors'
            cand sandbox 'Run the sandbox, an embedded GitLab to try things on'
            cand demo 'Show the whole cycle on the sandbox: plan, apply, plan again'
            cand completion 'Print the completion script for a shell'
            cand man 'Print the manual page'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'labwright;init'= {
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;validate'= {
            cand --report-codequality 'Write the problems with their lines to FILE, for artifacts:reports:codequality; an empty list if there are none'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;plan'= {
            cand --comment 'Also post the plan as a comment on the merge request: one note that is edited in place, one thread, or a new note each time'
            cand --shard 'Work only on shard I of N, which projects belong to by their paths; 1/1 is everything. Default in a job with `parallel: N`: CI_NODE_INDEX/CI_NODE_TOTAL'
            cand --out 'Write the plan to FILE, for `apply --plan`'
            cand --report-terraform 'Write the counts to FILE, for artifacts:reports:terraform'
            cand --report-codequality 'Write the problems with their lines to FILE, for artifacts:reports:codequality'
            cand --report-junit 'Write the differences to FILE as failed tests, for artifacts:reports:junit'
            cand --report-annotations 'Write links to the changed objects to FILE, for artifacts:reports:annotations'
            cand --report-dotenv 'Write the counts to FILE as variables, for artifacts:reports:dotenv'
            cand --report-html 'Write the plan to FILE as an HTML page'
            cand --answer-status-check 'Answer this external status check of the merge request: first pending, then passed or failed'
            cand --answer-policy 'Which plans pass the check'
            cand --merge-request 'Number of the merge request in its project'
            cand --project 'Full path or ID of its project'
            cand --commit 'The commit that the plan is for'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand --detailed-exitcode 'Exit with code 2 if there are changes'
            cand --codequality-changes 'Include the planned changes in that report'
            cand --no-fold 'Show the changes of each project and group, even if they are equal'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;comment'= {
            cand --plan 'The saved plan, written by `plan --out`'
            cand --mode 'How to post: one note that is edited in place, one thread, or a new note each time'
            cand --merge-request 'Number of the merge request in its project'
            cand --project 'Full path or ID of its project'
            cand --commit 'The commit that the plan is for'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand --applied 'Mark the plan as applied, and resolve the thread'
            cand --no-fold 'Show the changes of each project and group, even if they are equal'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;plan-merge'= {
            cand --comment 'Also post the plan as a comment on the merge request: one note that is edited in place, one thread, or a new note each time'
            cand --out 'Write the plan to FILE, for `apply --plan`'
            cand --report-terraform 'Write the counts to FILE, for artifacts:reports:terraform'
            cand --report-codequality 'Write the problems with their lines to FILE, for artifacts:reports:codequality'
            cand --report-junit 'Write the differences to FILE as failed tests, for artifacts:reports:junit'
            cand --report-annotations 'Write links to the changed objects to FILE, for artifacts:reports:annotations'
            cand --report-dotenv 'Write the counts to FILE as variables, for artifacts:reports:dotenv'
            cand --report-html 'Write the plan to FILE as an HTML page'
            cand --answer-status-check 'Answer this external status check of the merge request: first pending, then passed or failed'
            cand --answer-policy 'Which plans pass the check'
            cand --merge-request 'Number of the merge request in its project'
            cand --project 'Full path or ID of its project'
            cand --commit 'The commit that the plan is for'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand --codequality-changes 'Include the planned changes in that report'
            cand --no-fold 'Show the changes of each project and group, even if they are equal'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;apply'= {
            cand --plan 'Apply the saved plan in FILE, written by `plan --out`. If a step is needed that it does not contain, nothing is written'
            cand --rotate-secrets 'Send secrets again even if nothing changed: those of all objects, or of those that match GLOB, as with --only'
            cand --allow-secrets-in 'Also read secrets of `{ file: PATH }` from this directory, in addition to that of the root file. Repeatable'
            cand --shard 'Work only on shard I of N, which projects belong to by their paths; 1/1 is everything. Default in a job with `parallel: N`: CI_NODE_INDEX/CI_NODE_TOTAL'
            cand --record-deployment 'Record the apply as a deployment to this environment: running before the first write, success or failed afterwards'
            cand --project 'Full path or ID of the project to record it in. Default: the project of the CI job'
            cand --max-deletes 'Refuse a plan that deletes more objects than this'
            cand --max-delete-percent 'Refuse a plan that deletes more than this share of a collection of ten or more objects'
            cand --allow-destroy 'Accept that the object at this address is deleted with what cannot be restored, such as unmerged commits, or the project or group with this path with everything in it. Can be repeated'
            cand --allow-prune-found 'Accept a plan that prunes up to this many objects in projects and groups that `defaults` discovered'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -y 'Apply without asking for confirmation'
            cand --auto-approve 'Apply without asking for confirmation'
            cand --dry-run 'Show the plan and stop; nothing is written'
            cand --no-fold 'Show the changes of each project and group, even if they are equal'
            cand --allow-empty 'Accept files that declare no objects'
            cand --allow-lockout 'Accept changes after which the token''s user can no longer change the object'
            cand --allow-token-commands 'Run the commands in `save_to`, which get the values of new credentials'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get'= {
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand projects 'Projects that you are a member of; all projects for an administrator'
            cand groups 'Groups that you are a member of; all groups for an administrator'
            cand system_hooks 'System hooks of the instance; requires an administrator'
            cand users 'Users of the instance'
            cand external_status_checks 'External status checks of a project'
            cand protected_branches 'Protected branches of a project, or a top-level group'
            cand merge_trains 'Cars of a project''s merge trains, or the car of one merge request'
            cand status_checks 'Status checks of a merge request, and their status'
            cand deployments 'Deployments of a project'
            cand deployment_merge_requests 'Merge requests that a deployment delivered to its environment'
            cand settings 'Settings of a project, a group, or the instance'
            cand service_accounts 'Service accounts of a group or the instance'
            cand variables 'Variables of a pipeline schedule, a project, a group, or the instance'
            cand applications 'Applications of the instance'
            cand runners 'Runners of a project, a group, or the instance'
            cand topics 'Topics of the instance'
            cand push_rules 'Push rules of a project or a group'
            cand approval_settings 'Approval settings of a project or a group'
            cand access_tokens 'Access tokens of a user, a service account, a project, or a group'
            cand deploy_tokens 'Deploy tokens of a project or a group'
            cand members 'Members of a project or a group'
            cand invitations 'Invitations of a project or a group'
            cand shared_with_groups 'Shared with groups of a project or a group'
            cand saml_group_links 'Saml group links of a group'
            cand ldap_group_links 'Ldap group links of a group'
            cand labels 'Labels of a project or a group'
            cand badges 'Badges of a project or a group'
            cand milestones 'Milestones of a project or a group'
            cand hooks 'Hooks of a project or a group'
            cand integrations 'Integrations of a project or a group'
            cand protected_environments 'Protected environments of a project or a group'
            cand security_settings 'Security settings of a project'
            cand job_token_scope 'Job token scope of a project'
            cand pages 'Pages of a project'
            cand pipeline_triggers 'Pipeline triggers of a project'
            cand deploy_keys 'Deploy keys of a project'
            cand cluster_agents 'Cluster agents of a project'
            cand environments 'Environments of a project'
            cand resource_groups 'Resource groups of a project'
            cand branches 'Branches of a project'
            cand files 'Files of a project'
            cand protected_tags 'Protected tags of a project'
            cand approval_rules 'Approval rules of a project'
            cand pipeline_schedules 'Pipeline schedules of a project'
            cand push_mirrors 'Push mirrors of a project'
            cand pull_mirror 'Pull mirror of a project'
            cand keys 'Keys of a user'
            cand tokens 'Tokens of a cluster agent'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'labwright;get;projects'= {
            cand --below 'Only projects in this group and its subgroups, or of this user'
            cand --topic 'Only projects with this topic, or with all of several, separated by commas'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;groups'= {
            cand --below 'Only subgroups of this group, and theirs'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;system_hooks'= {
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;users'= {
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;external_status_checks'= {
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;protected_branches'= {
            cand --group 'Full path or ID of the group'
            cand --project 'Full path or ID of the project'
            cand --search 'Part of the name'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;merge_trains'= {
            cand --project 'Full path or ID of the project'
            cand --scope 'Cars that are waiting, or merged ones; both by default'
            cand --target-branch 'Only the train of this branch'
            cand --sort 'Sort direction'
            cand --limit 'Maximum number of objects'
            cand --merge-request 'Show only the one of this merge request'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;status_checks'= {
            cand --merge-request 'Number of the merge request in its project'
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;deployments'= {
            cand --project 'Full path or ID of the project'
            cand --environment 'Exact name of the environment'
            cand --status 'Status'
            cand --updated-after 'Updated at this time or later; requires --order-by updated_at'
            cand --updated-before 'Updated at this time or earlier; requires --order-by updated_at'
            cand --finished-after 'Finished at this time or later; requires --order-by finished_at and --status success'
            cand --finished-before 'Finished before this time; requires --order-by finished_at and --status success'
            cand --order-by 'Sort key; only older releases accept `ref`'
            cand --sort 'Sort direction'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;deployment_merge_requests'= {
            cand --deployment 'ID of the deployment'
            cand --project 'Full path or ID of the project'
            cand --state 'State'
            cand --scope 'Created by, assigned to, or to be reviewed by you'
            cand --author-username 'Author, by username'
            cand --author-id 'Author, by ID'
            cand --assignee-username 'Assignee, by username'
            cand --assignee-id 'Assignee: an ID, None, or Any'
            cand --reviewer-username 'Reviewer, by username'
            cand --reviewer-id 'Reviewer: an ID, None, or Any'
            cand --merge-user-username 'User who merged it, by username'
            cand --merge-user-id 'User who merged it, by ID'
            cand --source-branch 'Source branch'
            cand --target-branch 'Target branch'
            cand --labels 'Labels, separated by commas, all of which must match; or None or Any'
            cand --milestone 'Title of the milestone, or None or Any'
            cand --my-reaction-emoji 'Emoji that you reacted with, or None or Any'
            cand --search 'Words in the title and description'
            cand --in 'Where to search; requires --search'
            cand --wip 'Only drafts, or none'
            cand --created-after 'Created at this time or later'
            cand --created-before 'Created at this time or earlier'
            cand --updated-after 'Updated at this time or later'
            cand --updated-before 'Updated at this time or earlier'
            cand --view 'Fewer fields of each merge request'
            cand --order-by 'Sort key'
            cand --sort 'Sort direction'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;settings'= {
            cand --group 'Full path or ID of the group'
            cand --project 'Full path or ID of the project'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;service_accounts'= {
            cand --group 'Full path or ID of the group'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;variables'= {
            cand --group 'Full path or ID of the group'
            cand --pipeline-schedule 'ID of the pipeline schedule'
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;applications'= {
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;runners'= {
            cand --group 'Full path or ID of the group'
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;topics'= {
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;push_rules'= {
            cand --group 'Full path or ID of the group'
            cand --project 'Full path or ID of the project'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;approval_settings'= {
            cand --group 'Full path or ID of the group'
            cand --project 'Full path or ID of the project'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;access_tokens'= {
            cand --group 'Full path or ID of the group'
            cand --project 'Full path or ID of the project'
            cand --service-account 'ID of the service account'
            cand --user 'ID of the user'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;deploy_tokens'= {
            cand --group 'Full path or ID of the group'
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;members'= {
            cand --group 'Full path or ID of the group'
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;invitations'= {
            cand --group 'Full path or ID of the group'
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;shared_with_groups'= {
            cand --group 'Full path or ID of the group'
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;saml_group_links'= {
            cand --group 'Full path or ID of the group'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;ldap_group_links'= {
            cand --group 'Full path or ID of the group'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;labels'= {
            cand --group 'Full path or ID of the group'
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;badges'= {
            cand --group 'Full path or ID of the group'
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;milestones'= {
            cand --group 'Full path or ID of the group'
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;hooks'= {
            cand --group 'Full path or ID of the group'
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;integrations'= {
            cand --group 'Full path or ID of the group'
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;protected_environments'= {
            cand --group 'Full path or ID of the group'
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;security_settings'= {
            cand --project 'Full path or ID of the project'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;job_token_scope'= {
            cand --project 'Full path or ID of the project'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;pages'= {
            cand --project 'Full path or ID of the project'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;pipeline_triggers'= {
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;deploy_keys'= {
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;cluster_agents'= {
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;environments'= {
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;resource_groups'= {
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;branches'= {
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;files'= {
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;protected_tags'= {
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;approval_rules'= {
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;pipeline_schedules'= {
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;push_mirrors'= {
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;pull_mirror'= {
            cand --project 'Full path or ID of the project'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;keys'= {
            cand --user 'ID of the user'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;tokens'= {
            cand --cluster-agent 'ID of the cluster agent'
            cand --project 'Full path or ID of the project'
            cand --limit 'Maximum number of objects'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;get;help'= {
            cand projects 'Projects that you are a member of; all projects for an administrator'
            cand groups 'Groups that you are a member of; all groups for an administrator'
            cand system_hooks 'System hooks of the instance; requires an administrator'
            cand users 'Users of the instance'
            cand external_status_checks 'External status checks of a project'
            cand protected_branches 'Protected branches of a project, or a top-level group'
            cand merge_trains 'Cars of a project''s merge trains, or the car of one merge request'
            cand status_checks 'Status checks of a merge request, and their status'
            cand deployments 'Deployments of a project'
            cand deployment_merge_requests 'Merge requests that a deployment delivered to its environment'
            cand settings 'Settings of a project, a group, or the instance'
            cand service_accounts 'Service accounts of a group or the instance'
            cand variables 'Variables of a pipeline schedule, a project, a group, or the instance'
            cand applications 'Applications of the instance'
            cand runners 'Runners of a project, a group, or the instance'
            cand topics 'Topics of the instance'
            cand push_rules 'Push rules of a project or a group'
            cand approval_settings 'Approval settings of a project or a group'
            cand access_tokens 'Access tokens of a user, a service account, a project, or a group'
            cand deploy_tokens 'Deploy tokens of a project or a group'
            cand members 'Members of a project or a group'
            cand invitations 'Invitations of a project or a group'
            cand shared_with_groups 'Shared with groups of a project or a group'
            cand saml_group_links 'Saml group links of a group'
            cand ldap_group_links 'Ldap group links of a group'
            cand labels 'Labels of a project or a group'
            cand badges 'Badges of a project or a group'
            cand milestones 'Milestones of a project or a group'
            cand hooks 'Hooks of a project or a group'
            cand integrations 'Integrations of a project or a group'
            cand protected_environments 'Protected environments of a project or a group'
            cand security_settings 'Security settings of a project'
            cand job_token_scope 'Job token scope of a project'
            cand pages 'Pages of a project'
            cand pipeline_triggers 'Pipeline triggers of a project'
            cand deploy_keys 'Deploy keys of a project'
            cand cluster_agents 'Cluster agents of a project'
            cand environments 'Environments of a project'
            cand resource_groups 'Resource groups of a project'
            cand branches 'Branches of a project'
            cand files 'Files of a project'
            cand protected_tags 'Protected tags of a project'
            cand approval_rules 'Approval rules of a project'
            cand pipeline_schedules 'Pipeline schedules of a project'
            cand push_mirrors 'Push mirrors of a project'
            cand pull_mirror 'Pull mirror of a project'
            cand keys 'Keys of a user'
            cand tokens 'Tokens of a cluster agent'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'labwright;get;help;projects'= {
        }
        &'labwright;get;help;groups'= {
        }
        &'labwright;get;help;system_hooks'= {
        }
        &'labwright;get;help;users'= {
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
        &'labwright;get;help;settings'= {
        }
        &'labwright;get;help;service_accounts'= {
        }
        &'labwright;get;help;variables'= {
        }
        &'labwright;get;help;applications'= {
        }
        &'labwright;get;help;runners'= {
        }
        &'labwright;get;help;topics'= {
        }
        &'labwright;get;help;push_rules'= {
        }
        &'labwright;get;help;approval_settings'= {
        }
        &'labwright;get;help;access_tokens'= {
        }
        &'labwright;get;help;deploy_tokens'= {
        }
        &'labwright;get;help;members'= {
        }
        &'labwright;get;help;invitations'= {
        }
        &'labwright;get;help;shared_with_groups'= {
        }
        &'labwright;get;help;saml_group_links'= {
        }
        &'labwright;get;help;ldap_group_links'= {
        }
        &'labwright;get;help;labels'= {
        }
        &'labwright;get;help;badges'= {
        }
        &'labwright;get;help;milestones'= {
        }
        &'labwright;get;help;hooks'= {
        }
        &'labwright;get;help;integrations'= {
        }
        &'labwright;get;help;protected_environments'= {
        }
        &'labwright;get;help;security_settings'= {
        }
        &'labwright;get;help;job_token_scope'= {
        }
        &'labwright;get;help;pages'= {
        }
        &'labwright;get;help;pipeline_triggers'= {
        }
        &'labwright;get;help;deploy_keys'= {
        }
        &'labwright;get;help;cluster_agents'= {
        }
        &'labwright;get;help;environments'= {
        }
        &'labwright;get;help;resource_groups'= {
        }
        &'labwright;get;help;branches'= {
        }
        &'labwright;get;help;files'= {
        }
        &'labwright;get;help;protected_tags'= {
        }
        &'labwright;get;help;approval_rules'= {
        }
        &'labwright;get;help;pipeline_schedules'= {
        }
        &'labwright;get;help;push_mirrors'= {
        }
        &'labwright;get;help;pull_mirror'= {
        }
        &'labwright;get;help;keys'= {
        }
        &'labwright;get;help;tokens'= {
        }
        &'labwright;get;help;help'= {
        }
        &'labwright;export'= {
            cand --project 'Full path of a project. Repeatable'
            cand --group 'Full path of a group. Repeatable'
            cand --kind 'Only this kind of object. Repeatable'
            cand --into 'Write to a new or empty directory, one file for each project and group, instead of printing everything'
            cand --common 'Move what all exported projects have in common whose paths match PATTERN into a block of `defaults`: ''acme/**'''
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand --recursive 'Also everything below the groups: their subgroups and projects'
            cand --instance 'The instance. Requires an administrator''s token'
            cand --all 'Also write values that are GitLab''s defaults'
            cand --with-values 'Write the values of CI/CD variables that are not masked, and other values that plans do not show, instead of references to environment variables'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;convert'= {
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand gitlabform 'Convert a configuration of gitlabform 6.3'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'labwright;convert;gitlabform'= {
            cand --into 'Write labwright.yaml to a new or empty directory instead of printing it'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;convert;help'= {
            cand gitlabform 'Convert a configuration of gitlabform 6.3'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'labwright;convert;help;gitlabform'= {
        }
        &'labwright;convert;help;help'= {
        }
        &'labwright;act'= {
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand test-hook 'Test a system hook: GitLab sends a real request with mock data to its URL'
            cand retry-status-check 'Send a failed status check of a merge request to its service again'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'labwright;act;test-hook'= {
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand --dry-run 'Show the call without sending it'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;act;retry-status-check'= {
            cand --project 'Full path or ID of the project'
            cand --merge-request 'Number of the merge request in its project'
            cand --check 'Name or ID of the status check'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand --dry-run 'Show the call without sending it'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;act;help'= {
            cand test-hook 'Test a system hook: GitLab sends a real request with mock data to its URL'
            cand retry-status-check 'Send a failed status check of a merge request to its service again'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'labwright;act;help;test-hook'= {
        }
        &'labwright;act;help;retry-status-check'= {
        }
        &'labwright;act;help;help'= {
        }
        &'labwright;doctor'= {
            cand --allow-secrets-in 'Also read secrets of `{ file: PATH }` from this directory, like the same option of apply. Repeatable'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;show'= {
            cand --plan 'Show this saved plan instead, as `plan` showed it'
            cand --report-terraform 'Write the counts to FILE, for artifacts:reports:terraform'
            cand --report-codequality 'Write the problems with their lines to FILE, for artifacts:reports:codequality'
            cand --report-junit 'Write the differences to FILE as failed tests, for artifacts:reports:junit'
            cand --report-annotations 'Write links to the changed objects to FILE, for artifacts:reports:annotations'
            cand --report-dotenv 'Write the counts to FILE as variables, for artifacts:reports:dotenv'
            cand --report-html 'Write the plan to FILE as an HTML page'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand --no-fold 'Show the changes of each project and group, even if they are equal'
            cand --codequality-changes 'Include the planned changes in that report'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;explain'= {
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;schema'= {
            cand --write 'Write the schemas of the files, of plans, of `apply -o json`, and of `doctor` to this directory instead of printing the first'
            cand --setup 'Print the settings that make an editor use the schema for the root file and its includes'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;sandbox'= {
            cand --listen 'The loopback address to listen on'
            cand --seed 'What the sandbox holds at the start: a YAML file, or the name of an example, such as examples/fleet. Without it, the projects of labwright''s documentation and the samples of GitLab''s'
            cand --faults 'Failures to inject: a YAML list of `{ method, path, from, times, do }`; see docs/faults.md'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;demo'= {
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;completion'= {
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;man'= {
            cand --write 'Write the pages of all commands to this directory instead of printing the first'
            cand -c 'The root file, or a directory that contains labwright.yaml'
            cand --config 'The root file, or a directory that contains labwright.yaml'
            cand --gitlab-url 'URL of the GitLab server'
            cand --token-file 'Read the token from FILE instead of GITLAB_TOKEN'
            cand -o 'Output format. Each command supports some of them'
            cand --output 'Output format. Each command supports some of them'
            cand --only 'Select only objects whose address matches GLOB, or that belong to the project, collection, or kind that it names: ''projects/acme/api/protected_branches/*'', acme/api, protected_branches. Repeatable'
            cand --parallelism 'Maximum number of concurrent requests, 1 to 64'
            cand --max-wait 'Longest wait, in seconds, to accept from GitLab''s rate limit. If GitLab asks for more, the call fails'
            cand --color 'When to use colours'
            cand -q 'Print only results and errors'
            cand --quiet 'Print only results and errors'
            cand -v 'Print more details; -vv prints every request'
            cand --verbose 'Print more details; -vv prints every request'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'labwright;help'= {
            cand init 'Write a first labwright.yaml, and the JSON Schema for your editor'
            cand validate 'Check the files, offline and without a token'
            cand plan 'Show what would change. Writes nothing, except for --comment and --answer-status-check'
            cand comment 'Post a saved plan as a comment on a merge request'
            cand plan-merge 'Merge the saved plans of all shards into one'
            cand apply 'Make the changes: show the plan, ask for confirmation, and make the calls'
            cand get 'Show live objects from GitLab'
            cand export 'Write files that declare what GitLab has: a plan of them has nothing to do'
            cand convert 'Convert the configuration of another tool into files'
            cand act 'Run an action that no file can declare: test a system hook, or retry a status check'
            cand doctor 'Check the server, the token, and every scope of the files. Never writes'
            cand show 'Show what the files declare for an object or a project, with the place of each value; or a saved plan'
            cand explain 'Explain a kind of object or one of its fields'
            cand schema 'Print the JSON Schema of the files, for editors'
            cand sandbox 'Run the sandbox, an embedded GitLab to try things on'
            cand demo 'Show the whole cycle on the sandbox: plan, apply, plan again'
            cand completion 'Print the completion script for a shell'
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
            cand projects 'Projects that you are a member of; all projects for an administrator'
            cand groups 'Groups that you are a member of; all groups for an administrator'
            cand system_hooks 'System hooks of the instance; requires an administrator'
            cand users 'Users of the instance'
            cand external_status_checks 'External status checks of a project'
            cand protected_branches 'Protected branches of a project, or a top-level group'
            cand merge_trains 'Cars of a project''s merge trains, or the car of one merge request'
            cand status_checks 'Status checks of a merge request, and their status'
            cand deployments 'Deployments of a project'
            cand deployment_merge_requests 'Merge requests that a deployment delivered to its environment'
            cand settings 'Settings of a project, a group, or the instance'
            cand service_accounts 'Service accounts of a group or the instance'
            cand variables 'Variables of a pipeline schedule, a project, a group, or the instance'
            cand applications 'Applications of the instance'
            cand runners 'Runners of a project, a group, or the instance'
            cand topics 'Topics of the instance'
            cand push_rules 'Push rules of a project or a group'
            cand approval_settings 'Approval settings of a project or a group'
            cand access_tokens 'Access tokens of a user, a service account, a project, or a group'
            cand deploy_tokens 'Deploy tokens of a project or a group'
            cand members 'Members of a project or a group'
            cand invitations 'Invitations of a project or a group'
            cand shared_with_groups 'Shared with groups of a project or a group'
            cand saml_group_links 'Saml group links of a group'
            cand ldap_group_links 'Ldap group links of a group'
            cand labels 'Labels of a project or a group'
            cand badges 'Badges of a project or a group'
            cand milestones 'Milestones of a project or a group'
            cand hooks 'Hooks of a project or a group'
            cand integrations 'Integrations of a project or a group'
            cand protected_environments 'Protected environments of a project or a group'
            cand security_settings 'Security settings of a project'
            cand job_token_scope 'Job token scope of a project'
            cand pages 'Pages of a project'
            cand pipeline_triggers 'Pipeline triggers of a project'
            cand deploy_keys 'Deploy keys of a project'
            cand cluster_agents 'Cluster agents of a project'
            cand environments 'Environments of a project'
            cand resource_groups 'Resource groups of a project'
            cand branches 'Branches of a project'
            cand files 'Files of a project'
            cand protected_tags 'Protected tags of a project'
            cand approval_rules 'Approval rules of a project'
            cand pipeline_schedules 'Pipeline schedules of a project'
            cand push_mirrors 'Push mirrors of a project'
            cand pull_mirror 'Pull mirror of a project'
            cand keys 'Keys of a user'
            cand tokens 'Tokens of a cluster agent'
        }
        &'labwright;help;get;projects'= {
        }
        &'labwright;help;get;groups'= {
        }
        &'labwright;help;get;system_hooks'= {
        }
        &'labwright;help;get;users'= {
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
        &'labwright;help;get;settings'= {
        }
        &'labwright;help;get;service_accounts'= {
        }
        &'labwright;help;get;variables'= {
        }
        &'labwright;help;get;applications'= {
        }
        &'labwright;help;get;runners'= {
        }
        &'labwright;help;get;topics'= {
        }
        &'labwright;help;get;push_rules'= {
        }
        &'labwright;help;get;approval_settings'= {
        }
        &'labwright;help;get;access_tokens'= {
        }
        &'labwright;help;get;deploy_tokens'= {
        }
        &'labwright;help;get;members'= {
        }
        &'labwright;help;get;invitations'= {
        }
        &'labwright;help;get;shared_with_groups'= {
        }
        &'labwright;help;get;saml_group_links'= {
        }
        &'labwright;help;get;ldap_group_links'= {
        }
        &'labwright;help;get;labels'= {
        }
        &'labwright;help;get;badges'= {
        }
        &'labwright;help;get;milestones'= {
        }
        &'labwright;help;get;hooks'= {
        }
        &'labwright;help;get;integrations'= {
        }
        &'labwright;help;get;protected_environments'= {
        }
        &'labwright;help;get;security_settings'= {
        }
        &'labwright;help;get;job_token_scope'= {
        }
        &'labwright;help;get;pages'= {
        }
        &'labwright;help;get;pipeline_triggers'= {
        }
        &'labwright;help;get;deploy_keys'= {
        }
        &'labwright;help;get;cluster_agents'= {
        }
        &'labwright;help;get;environments'= {
        }
        &'labwright;help;get;resource_groups'= {
        }
        &'labwright;help;get;branches'= {
        }
        &'labwright;help;get;files'= {
        }
        &'labwright;help;get;protected_tags'= {
        }
        &'labwright;help;get;approval_rules'= {
        }
        &'labwright;help;get;pipeline_schedules'= {
        }
        &'labwright;help;get;push_mirrors'= {
        }
        &'labwright;help;get;pull_mirror'= {
        }
        &'labwright;help;get;keys'= {
        }
        &'labwright;help;get;tokens'= {
        }
        &'labwright;help;export'= {
        }
        &'labwright;help;convert'= {
            cand gitlabform 'Convert a configuration of gitlabform 6.3'
        }
        &'labwright;help;convert;gitlabform'= {
        }
        &'labwright;help;act'= {
            cand test-hook 'Test a system hook: GitLab sends a real request with mock data to its URL'
            cand retry-status-check 'Send a failed status check of a merge request to its service again'
        }
        &'labwright;help;act;test-hook'= {
        }
        &'labwright;help;act;retry-status-check'= {
        }
        &'labwright;help;doctor'= {
        }
        &'labwright;help;show'= {
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
