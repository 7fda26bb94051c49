//! The kinds, each with what is declared one after the other.

/// A world and what is declared in it, stage after stage.
pub(crate) struct Case {
    pub(crate) kind: &'static str,
    pub(crate) seed: &'static str,
    /// Each is planned, applied, and must then leave nothing to do.
    pub(crate) stages: &'static [&'static str],
}

pub(crate) const CASES: &[Case] = &[
    Case {
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
        kind: "external_status_checks",
        seed: "
projects:
  - path: acme/api
    protected_branches: [{ name: main }, { name: stable }, { name: gone }]
    external_status_checks:
      - { name: A, external_url: 'https://a.example.com', shared_secret: old }
      - { name: B, external_url: 'https://b.example.com', protected_branches: [gone] }
      - { name: C, external_url: 'https://c.example.com', protected_branches: [main, gone] }
      - { name: Old name, external_url: 'https://renamed.example.com', shared_secret: kept }
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
