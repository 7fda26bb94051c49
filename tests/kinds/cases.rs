//! The kinds, each with what is declared one after the other.

use labwright::resource::In;

/// A world and what is declared in it, stage after stage.
pub(crate) struct Case {
    pub(crate) scope: In,
    pub(crate) kind: &'static str,
    /// A value that must never be shown contains `unseen-`.
    pub(crate) seed: &'static str,
    /// Each is planned, applied, and must then leave nothing to do.
    pub(crate) stages: &'static [&'static str],
}

pub(crate) const CASES: &[Case] = &[
    Case {
        scope: In::Project,
        kind: "settings",
        seed: "{ projects: [{ path: acme/api, settings: { merge_method: merge } }] }",
        stages: &[
            "
projects:
  acme/api:
    settings:
      merge_method: ff
      description: An API
      topics: [rust, api]
      merge_pipelines_enabled: true
      merge_trains_enabled: true
      only_allow_merge_if_pipeline_succeeds: true
      ci_id_token_sub_claim_components: [project_path, ref]
      build_timeout: 1800
",
            "
projects:
  acme/api:
    settings:
      merge_method: null
      description: null
      topics: []
      merge_pipelines_enabled: false
      merge_trains_enabled: false
      only_allow_merge_if_pipeline_succeeds: null
      build_timeout: null
      issues_access_level: disabled
",
        ],
    },
    Case {
        scope: In::Group,
        kind: "settings",
        seed: "{ groups: [{ path: acme }, { path: acme/web }] }",
        stages: &[
            "
groups:
  acme: { settings: { project_creation_level: noone, description: All of it, share_with_group_lock: true } }
  acme/web: { settings: { description: The web } }
",
            "
groups:
  acme: { settings: { project_creation_level: null, description: null, share_with_group_lock: null } }
",
        ],
    },
    Case {
        scope: In::Instance,
        kind: "settings",
        seed: "{}",
        stages: &[
            "
instance:
  settings:
    { max_attachment_size: 50, after_sign_out_path: 'https://out.example.com/', signup_enabled: false, akismet_api_key: unseen-akismet, mailgun_signing_key: { env: CANARY_SECRET } }
",
            "
instance:
  settings: { max_attachment_size: 100, after_sign_out_path: '', signup_enabled: true, akismet_api_key: { env: CANARY_TOKEN } }
",
        ],
    },
    Case {
        scope: In::Project,
        kind: "variables",
        seed: "{ projects: [{ path: acme/api, variables: [{ key: OLD, value: unseen-one }, { key: OLD, value: unseen-two, environment_scope: production }, { key: KEPT, value: unseen-three, description: text }] }] }",
        stages: &[
            "
projects:
  acme/api:
    variables:
      - { key: OLD, value: unseen-changed, raw: true }
      - { key: OLD, value: unseen-also, environment_scope: production, protected: true }
      - { key: MASKED, value: { env: CANARY_TOKEN }, masked: true }
      - { key: HIDDEN, value: { env: CANARY_SECRET }, masked_and_hidden: true, description: kept }
      - { key: FILE, value: { file: canary }, variable_type: file, environment_scope: 'review/*' }
",
            "
projects:
  acme/api:
    variables:
      prune: true
      items:
        - { key: OLD, value: unseen-changed, raw: null, environment_scope: production }
        - { key: MASKED, value: { env: CANARY_TOKEN }, masked_and_hidden: true }
        - { key: HIDDEN, value: { env: CANARY_SECRET } }
        - { key: FILE, state: absent }
",
        ],
    },
    Case {
        scope: In::Group,
        kind: "variables",
        seed: "{ groups: [{ path: acme, variables: [{ key: OLD, value: unseen-one }, { key: OLD, value: unseen-two, environment_scope: production }] }] }",
        stages: &[
            "
groups:
  acme:
    variables:
      - { key: OLD, value: unseen-changed, environment_scope: production }
      - { key: NEW, value: { env: CANARY_TOKEN }, masked: true, description: new }
",
            "
groups:
  acme: { variables: { prune: true, items: [{ key: NEW, value: unseen-plain, masked: null, description: null }] } }
",
        ],
    },
    Case {
        scope: In::Instance,
        kind: "variables",
        seed: "{}",
        stages: &[
            "
instance:
  variables:
    - { key: OLD, value: { env: CANARY_TOKEN }, protected: true }
    - { key: NEW, value: unseen-plain, variable_type: file }
",
            "
instance:
  variables: { prune: true, items: [{ key: NEW, value: 'unseen-8080', description: port }] }
",
        ],
    },
    Case {
        scope: In::Project,
        kind: "push_rules",
        seed: "{ projects: [{ path: acme/api }] }",
        stages: &[
            "
projects:
  acme/api: { push_rules: { commit_message_regex: 'JIRA-[0-9]+', max_file_size: 50, deny_delete_tag: true } }
",
            "
projects:
  acme/api: { push_rules: { commit_message_regex: null, max_file_size: null, reject_unsigned_commits: true } }
",
            "
projects:
  acme/api: { push_rules: { state: absent } }
",
        ],
    },
    Case {
        scope: In::Group,
        kind: "push_rules",
        seed: "{ groups: [{ path: acme }] }",
        stages: &[
            "
groups:
  acme: { push_rules: { branch_name_regex: '^(feature|fix)/', prevent_secrets: true } }
",
            "
groups:
  acme: { push_rules: { branch_name_regex: '^main$', prevent_secrets: false, member_check: true } }
",
        ],
    },
    Case {
        scope: In::Project,
        kind: "members",
        seed: "{ users: [{ username: alice }, { username: bob }, { username: carol }], projects: [{ path: acme/api, members: { alice: developer, bob: reporter } }] }",
        stages: &[
            "
projects:
  acme/api:
    members:
      - { user: alice, access_level: maintainer, expires_at: '2099-01-31' }
      - { user: Carol, access_level: guest }
",
            "
projects:
  acme/api:
    members:
      prune: true
      items:
        - { user: alice, access_level: reporter, expires_at: null }
        - { user: carol, state: absent }
",
        ],
    },
    Case {
        scope: In::Group,
        kind: "members",
        seed: "{ users: [{ username: alice }, { username: bob }], groups: [{ path: acme, members: { alice: owner } }] }",
        stages: &[
            "
groups:
  acme: { members: [{ user: bob, access_level: developer }, { user: alice, access_level: owner }] }
",
            "
groups:
  acme: { members: [{ user: bob, access_level: planner, expires_at: '2099-01-31' }] }
",
        ],
    },
    Case {
        scope: In::Group,
        kind: "protected_branches",
        seed: "{ groups: [{ path: acme, protected_branches: [{ name: main }] }], projects: [{ path: acme/api }] }",
        stages: &[
            "
groups:
  acme:
    protected_branches:
      - { name: main, allowed_to_push: [no one], allowed_to_merge: [developer, maintainer] }
      - { name: 'release/*', allow_force_push: true, code_owner_approval_required: true }
",
            "
groups:
  acme:
    protected_branches: { prune: true, items: [{ name: main, allowed_to_push: null }] }
",
        ],
    },
    Case {
        scope: In::Project,
        kind: "labels",
        seed: "{ groups: [{ path: acme, labels: [{ name: inherited, color: '#112233' }] }], projects: [{ path: acme/api, labels: [{ name: old, color: '#FF0000', priority: 2 }, { name: stays, color: '#112233' }] }] }",
        stages: &[
            "
projects:
  acme/api:
    labels:
      - { name: new, was: old, color: '#F00', description: renamed }
      - { name: 'scope::one', color: '#00aaff', priority: 1 }
      - { name: plain, color: null }
",
            "
projects:
  acme/api:
    labels:
      prune: true
      items:
        - { name: new, color: null, description: null, priority: null }
        - { name: plain, state: absent }
",
        ],
    },
    Case {
        scope: In::Group,
        kind: "labels",
        seed: "{ groups: [{ path: acme, labels: [{ name: above, color: '#112233' }] }, { path: acme/web, labels: [{ name: old, color: '#112233' }] }] }",
        stages: &[
            "
groups:
  acme/web:
    labels: { prune: true, items: [{ name: bug, color: '#d9534f', description: broken }] }
",
            "
groups:
  acme/web: { labels: [{ name: defect, was: bug, color: '#d9534f' }] }
",
        ],
    },
    Case {
        scope: In::Project,
        kind: "badges",
        seed: "{ groups: [{ path: acme, badges: [{ name: old, link_url: 'https://g.example.com', image_url: 'https://g.example.com/i.svg' }] }], projects: [{ path: acme/api, badges: [{ name: old, link_url: 'https://a.example.com', image_url: 'https://a.example.com/i.svg' }, { link_url: 'https://b.example.com', image_url: 'https://b.example.com/i.svg' }, { name: '', link_url: 'https://c.example.com', image_url: 'https://c.example.com/i.svg' }] }] }",
        stages: &[
            "
projects:
  acme/api:
    badges:
      - { name: new, was: old, link_url: 'https://a.example.com/%{project_path}', image_url: { env: CANARY_URL } }
      - { name: named, link_url: 'https://b.example.com', image_url: 'https://b.example.com/i.svg' }
      - { link_url: 'https://c.example.com', image_url: 'https://c.example.com/i.svg' }
      - { link_url: 'https://c.example.com', image_url: 'https://c.example.com/j.svg' }
",
            "
projects:
  acme/api:
    badges:
      prune: true
      items:
        - { name: new, link_url: 'https://a.example.com', image_url: 'https://a.example.com/%{default_branch}.svg' }
        - { link_url: 'https://c.example.com', image_url: 'https://c.example.com/i.svg', state: absent }
",
        ],
    },
    Case {
        scope: In::Group,
        kind: "badges",
        seed: "{ groups: [{ path: acme, badges: [{ name: old, link_url: 'https://a.example.com', image_url: 'https://a.example.com/i.svg' }] }] }",
        stages: &[
            "
groups:
  acme:
    badges:
      - { name: new, link_url: 'https://b.example.com', image_url: 'https://b.example.com/i.svg' }
      - { name: old, link_url: 'https://c.example.com', image_url: 'https://a.example.com/i.svg' }
",
            "
groups:
  acme: { badges: { prune: true, items: [{ name: newer, was: new, link_url: 'https://b.example.com', image_url: 'https://b.example.com/i.svg' }] } }
",
        ],
    },
    Case {
        scope: In::Instance,
        kind: "topics",
        seed: "{ instance: { topics: [{ name: Zig, title: Zig }, { name: old, title: Old }] }, projects: [{ path: acme/api, settings: { topics: [zig] } }] }",
        stages: &[
            "
instance:
  topics:
    - { name: zig, title: The Zig language, description: Crates }
    - { name: new, was: OLD, title: New }
    - { name: another, title: Another }
",
            "
instance:
  topics: { prune: true, items: [{ name: NEW, title: New, description: null }, { name: another, state: absent }] }
",
        ],
    },
    Case {
        scope: In::Project,
        kind: "milestones",
        seed: "{ groups: [{ path: acme, milestones: [{ title: above }] }], projects: [{ path: acme/api, milestones: [{ title: old, due_date: '2030-01-01' }, { title: stays, description: text }] }] }",
        stages: &[
            "
projects:
  acme/api:
    milestones:
      - { title: new, was: old, start_date: '2029-01-01', state: closed }
      - { title: made, description: 'Closed when made', state: closed }
      - { title: open, due_date: '2030-06-01', state: active }
      - { title: plain, state: present }
",
            "
projects:
  acme/api:
    milestones:
      prune: true
      items:
        - { title: new, start_date: null, due_date: null, state: null }
        - { title: made, description: null, state: active, due_date: '2030-07-01' }
        - { title: open, state: absent }
",
        ],
    },
    Case {
        scope: In::Group,
        kind: "milestones",
        seed: "{ groups: [{ path: acme }, { path: acme/web, milestones: [{ title: old }] }] }",
        stages: &[
            "
groups:
  acme/web:
    milestones: { prune: true, items: [{ title: v1, state: closed }, { title: v2 }] }
",
            "
groups:
  acme/web: { milestones: [{ title: v1, state: active }, { title: v3, was: v2, due_date: '2030-01-01' }] }
",
        ],
    },
    Case {
        scope: In::Project,
        kind: "protected_tags",
        seed: "
users: [{ username: mia }, { username: dan }]
groups: [{ path: guests }]
deploy_keys: { 1: robot }
projects:
  - path: acme/api
    members: { mia: maintainer, dan: developer }
    shares: { guests: developer }
    protected_tags:
      - { name: 'v*' }
      - { name: keys, allowed_to_create: [{ access_level: 40 }, { deploy_key_id: 1 }] }
      - { name: old, create_access_level: 0 }
",
        stages: &[
            "
projects:
  acme/api:
    protected_tags:
      - { name: 'v*', allowed_to_create: [{ user: dan }, { group: guests }, maintainer] }
      - { name: keys, allowed_to_create: [developer] }
      - { name: none, allowed_to_create: [] }
      - { name: plain }
",
            "
projects:
  acme/api:
    protected_tags:
      prune: true
      items:
        - { name: 'v*', allowed_to_create: null }
        - { name: keys, allowed_to_create: [no one] }
        - { name: none, allowed_to_create: [{ user: mia }] }
",
            "projects: { acme/api: { protected_tags: [{ name: none, state: absent }] } }",
        ],
    },
    Case {
        scope: In::Project,
        kind: "deploy_keys",
        seed: "
projects:
  - path: acme/api
    deploy_keys:
      - { title: old, key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDtTXNP6rMVrkrqkSNNqaXOpWYYgWFCQcFZ04X1vhC73 me@host' }
      - { title: gone, key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK5fK7mGmEAPaB/X71FppwM+1MzbObPlteEq+/VKHQuJ' }
  - path: acme/web
    deploy_keys: [{ title: shared, key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFAKGMoWRCPMrVWj+FCzHwIgv0p2SM6H6YwYCcdeJ1fb web', can_push: true }]
",
        stages: &[
            "
projects:
  acme/api:
    deploy_keys:
      - { title: renamed, key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDtTXNP6rMVrkrqkSNNqaXOpWYYgWFCQcFZ04X1vhC73 another comment', can_push: true }
      - { title: shared, key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFAKGMoWRCPMrVWj+FCzHwIgv0p2SM6H6YwYCcdeJ1fb' }
",
            "
projects:
  acme/api:
    deploy_keys: { prune: true, items: [{ title: shared, key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFAKGMoWRCPMrVWj+FCzHwIgv0p2SM6H6YwYCcdeJ1fb', can_push: true }] }
  acme/web:
    deploy_keys: [{ title: shared, key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFAKGMoWRCPMrVWj+FCzHwIgv0p2SM6H6YwYCcdeJ1fb', can_push: null }]
",
            "projects: { acme/api: { deploy_keys: [{ key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFAKGMoWRCPMrVWj+FCzHwIgv0p2SM6H6YwYCcdeJ1fb', state: absent }] } }",
        ],
    },
    Case {
        scope: In::Instance,
        kind: "system_hooks",
        seed: "hooks: [{ url: 'https://old.example.com/in', name: old }, { url: 'https://nameless.example.com/' }]",
        stages: &[
            "
instance:
  system_hooks:
    - name: audit
      url: 'https://audit.example.com/{tenant}/in'
      token: { env: CANARY_TOKEN }
      description: first
      push_events: true
      url_variables: { tenant: { env: CANARY_VARIABLE } }
      custom_headers: { X-Team: { env: CANARY_HEADER }, X-More: { file: canary } }
    - { name: taken over, url: 'https://nameless.example.com/', tag_push_events: true }
    - { name: referred, url: { env: CANARY_URL }, token: { env: CANARY_TOKEN } }
",
            // A new url, variables in use, headers less and more.
            "
instance:
  system_hooks:
    - { name: old, url: { env: CANARY_URL }, description: no longer plain }
    - { name: referred, url: 'https://now-plain.example.com/', token: { env: CANARY_TOKEN } }
    - name: audit
      url: 'https://audit2.example.com/{tenant}/{area}'
      token: { env: CANARY_TOKEN }
      push_events: null
      url_variables: { tenant: { env: CANARY_VARIABLE }, area: { env: CANARY_VARIABLE } }
      custom_headers: { X-Team: { env: CANARY_HEADER } }
",
            // To a plain url, without headers, variables or token.
            "
instance:
  system_hooks:
    prune: true
    items:
      - name: audit
        url: 'https://audit3.example.com/'
        token: null
        description: null
        branch_filter_strategy: regex
        push_events_branch_filter: '^release'
        url_variables: {}
        custom_headers: {}
",
            "
instance:
  system_hooks:
    - { name: audit, url: 'https://audit3.example.com/', custom_headers: { X-New: { env: CANARY_HEADER } } }
    - { name: old, state: absent }
",
            "instance: { system_hooks: { prune: true, items: [] } }",
            "instance: { system_hooks: { prune: true, items: [] } }",
            "instance: { system_hooks: [{ name: audit, state: absent }] }",
        ],
    },
    Case {
        scope: In::Project,
        kind: "protected_branches",
        seed: "
users: [{ username: mia }, { username: dan }]
groups: [{ path: guests }]
projects:
  - path: acme/api
    members: { mia: maintainer, dan: developer }
    shares: { guests: developer }
    protected_branches:
      - { name: main }
      - { name: v1.2.x, push: [{ user: mia }, 40, 40], merge: [nobody] }
",
        stages: &[
            "
projects:
  acme/api:
    protected_branches:
      - name: main
        allowed_to_push: [no one]
        allowed_to_merge: [developer, { user: dan }, { group: guests }]
        allowed_to_unprotect: [admin, maintainer]
      - { name: v1.2.x, allowed_to_push: [{ user: dan }], allow_force_push: true }
      - { name: 'release/*', allowed_to_push: [], allowed_to_merge: [{ user: mia }, { user: dan }] }
      - { name: plain }
",
            "
projects:
  acme/api:
    protected_branches:
      prune: true
      items:
        - { name: main, allowed_to_push: null, allowed_to_merge: [{ group: guests }], allowed_to_unprotect: [maintainer] }
        - { name: 'release/*', allowed_to_push: [maintainer], allowed_to_merge: [no one], code_owner_approval_required: true }
",
            "projects: { acme/api: { protected_branches: [{ name: main, state: absent }] } }",
            "projects: { acme/api: { protected_branches: [{ name: main, state: absent }] } }",
            "projects: { acme/api: { protected_branches: { items: [], prune: true } } }",
            "projects: { acme/api: { protected_branches: { items: [], prune: true } } }",
        ],
    },
    Case {
        scope: In::Project,
        kind: "external_status_checks",
        seed: "
projects:
  - path: acme/api
    protected_branches: [{ name: main }, { name: stable }, { name: gone }]
    external_status_checks:
      - { name: A, external_url: 'https://a.example.com', shared_secret: unseen-old }
      - { name: B, external_url: 'https://b.example.com', protected_branches: [gone] }
      - { name: C, external_url: 'https://c.example.com', protected_branches: [main, gone] }
      - { name: Old name, external_url: 'https://renamed.example.com', shared_secret: unseen-kept }
",
        stages: &[
            // Three urls in a circle, a scope that moves away from a branch that goes, a new secret.
            "
projects:
  acme/api:
    protected_branches: [{ name: gone, state: absent }, { name: new }]
    external_status_checks:
      - { name: A, external_url: 'https://b.example.com', shared_secret: { env: CANARY_SECRET } }
      - { name: Referred, external_url: { env: CANARY_URL } }
      - { name: B, external_url: 'https://c.example.com', protected_branches: [stable, new] }
      - { name: C, external_url: 'https://a.example.com', shared_secret: { env: CANARY_SECRET } }
",
            // One under another name, one that takes the url of one that goes.
            "
projects:
  acme/api:
    external_status_checks:
      prune: true
      items:
        - { name: A, external_url: 'https://a.example.com', shared_secret: null, protected_branches: [] }
        - { name: B, external_url: { env: CANARY_URL }, protected_branches: null }
        - { name: Referred, external_url: 'https://b.example.com' }
        - { name: New name, external_url: 'https://renamed.example.com', shared_secret: { env: CANARY_SECRET } }
",
            "projects: { acme/api: { external_status_checks: [{ name: A, state: absent }] } }",
            "projects: { acme/api: { external_status_checks: [{ name: A, state: absent }] } }",
            "projects: { acme/api: { external_status_checks: { prune: true, items: [] } } }",
            "projects: { acme/api: { external_status_checks: { prune: true, items: [] } } }",
        ],
    },
    Case {
        scope: In::MergeRequest,
        kind: "status_checks",
        seed: "
projects:
  - path: acme/api
    external_status_checks:
      - { name: A, external_url: 'https://a.example.com' }
      - { name: B, external_url: 'https://b.example.com' }
    merge_requests: [{ iid: 4, source_branch: f, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, pipeline: success }]
",
        stages: &[
            "
projects:
  acme/api:
    merge_requests:
      - iid: 4
        status_checks:
          - { name: A, status: passed }
          - { name: B, status: failed, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a }
",
            "projects: { acme/api: { merge_requests: [{ iid: 4, status_checks: [{ name: A, status: failed }, { name: B, status: pending }] }] } }",
            // The check itself is created by the same plan.
            "
projects:
  acme/api:
    external_status_checks: [{ name: C, external_url: 'https://c.example.com' }]
    merge_requests: [{ iid: 4, status_checks: [{ name: C, status: passed }] }]
",
        ],
    },
    Case {
        scope: In::Project,
        kind: "deployments",
        seed: "
projects:
  - path: acme/api
    commits: [a91957a858320c0e17f3a0eca7cfacbff50ea29a, 141be9714669a4c1ccaa013c6a7f3e462ff2a40f]
    branches: { main: a91957a858320c0e17f3a0eca7cfacbff50ea29a }
",
        stages: &[
            "
projects:
  acme/api:
    deployments:
      - { environment: production, ref: main, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, status: running }
      - { environment: staging, ref: main, sha: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f, status: success, tag: false }
",
            "
projects:
  acme/api:
    deployments:
      - { environment: production, ref: main, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, status: success }
      - { environment: staging, ref: main, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, status: success }
",
            // Back to the older commit, and a failure.
            "
projects:
  acme/api:
    deployments:
      - { environment: production, ref: main, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, status: failed }
      - { environment: staging, ref: main, sha: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f, status: success }
",
            "
projects:
  acme/api:
    deployments:
      - { environment: staging, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, state: absent }
",
        ],
    },
    Case {
        scope: In::Project,
        kind: "merge_trains",
        seed: "
projects:
  - path: acme/api
    settings: { merge_pipelines_enabled: true, merge_trains_enabled: true }
    merge_requests:
      - { iid: 1, source_branch: green, pipeline: success }
      - { iid: 2, source_branch: slow, pipeline: running }
      - { iid: 3, source_branch: done, state: merged, pipeline: success }
",
        stages: &[
            "
projects:
  acme/api:
    merge_trains:
      - { merge_request: 1, squash: true }
      - { merge_request: 2, auto_merge: true }
      - { merge_request: 3 }
",
        ],
    },
];
