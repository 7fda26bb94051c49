//! Names that nobody can have meant: for every kind, whatever names something.

#![expect(clippy::unwrap_used, reason = "a test that cannot compile its schema has failed")]

use std::collections::BTreeSet;

use labwright::config::{self, Schemas};
use serde_json::Value;

use super::common::{Folder, told};
use super::no_names::{NO_NAMES, OF_CREDENTIALS};

/// What a name is of, which decides what else it may not be.
#[derive(Clone, Copy, PartialEq)]
enum Of {
    Thing,
    Environment,
    Branch,
    Tag,
    Key,
    Ref,
    Path,
    Address,
    Email,
    File,
}

/// Every text in the files that is a name, by its place in the schema, and a file with `NAME` there.
const NAMES: &[(&str, Of, &str)] = &[
    (
        "instance.system_hooks.name",
        Of::Thing,
        "instance: { system_hooks: [{ name: NAME, url: 'https://a.example' }] }",
    ),
    ("instance.system_hooks.url", Of::Address, "instance: { system_hooks: [{ url: NAME }] }"),
    (
        "instance.system_hooks.push_events_branch_filter",
        Of::Thing,
        "instance: { system_hooks: [{ url: 'https://a.example', push_events_branch_filter: NAME }] }",
    ),
    ("instance.users.username", Of::Thing, "instance: { users: [{ username: NAME }] }"),
    (
        "instance.users.keys.key",
        Of::Key,
        "instance: { users: [{ username: x, keys: [{ title: x, key: NAME }] }] }",
    ),
    (
        "instance.service_accounts.username",
        Of::Thing,
        "instance: { service_accounts: [{ username: NAME }] }",
    ),
    (
        "groups.service_accounts.username",
        Of::Thing,
        "groups: { a: { service_accounts: [{ username: NAME }] } }",
    ),
    (
        "instance.applications.application_name",
        Of::Thing,
        "instance: { applications: [{ application_name: NAME, callback_url: 'https://a.example', scopes: [api], save_to: [{ variable: { key: K } }] }] }",
    ),
    (
        "instance.runners.description",
        Of::Thing,
        "instance: { runners: [{ description: NAME, save_to: [{ variable: { key: K } }] }] }",
    ),
    (
        "groups.runners.description",
        Of::Thing,
        "groups: { a: { runners: [{ description: NAME, save_to: [{ variable: { key: K } }] }] } }",
    ),
    (
        "projects.runners.description",
        Of::Thing,
        "projects: { a/b: { runners: [{ description: NAME, save_to: [{ variable: { key: K } }] }] } }",
    ),
    (
        "instance.users.access_tokens.name",
        Of::Thing,
        "instance: { users: [{ username: x, access_tokens: [{ name: NAME, scopes: [api], expires_in: 90d, save_to: [{ variable: { instance: true, key: K } }] }] }] }",
    ),
    (
        "instance.service_accounts.access_tokens.name",
        Of::Thing,
        "instance: { service_accounts: [{ username: x, access_tokens: [{ name: NAME, scopes: [api], expires_in: 90d, save_to: [{ variable: { instance: true, key: K } }] }] }] }",
    ),
    (
        "groups.service_accounts.access_tokens.name",
        Of::Thing,
        "groups: { a: { service_accounts: [{ username: x, access_tokens: [{ name: NAME, scopes: [api], expires_in: 90d, save_to: [{ variable: { instance: true, key: K } }] }] }] } }",
    ),
    (
        "projects.cluster_agents.tokens.name",
        Of::Thing,
        "projects: { a/b: { cluster_agents: [{ name: x, tokens: [{ name: NAME, save_to: [{ variable: { key: K } }] }] }] } }",
    ),
    ("instance.topics.name", Of::Thing, "instance: { topics: [{ name: NAME, title: x }] }"),
    (
        "groups.badges.name",
        Of::Thing,
        "groups: { a: { badges: [{ name: NAME, link_url: 'https://a.example', image_url: 'https://a.example' }] } }",
    ),
    (
        "groups.badges.link_url",
        Of::Address,
        "groups: { a: { badges: [{ name: x, link_url: NAME, image_url: 'https://a.example' }] } }",
    ),
    (
        "groups.badges.image_url",
        Of::Address,
        "groups: { a: { badges: [{ name: x, link_url: 'https://a.example', image_url: NAME }] } }",
    ),
    (
        "projects.badges.name",
        Of::Thing,
        "projects: { a/b: { badges: [{ name: NAME, link_url: 'https://a.example', image_url: 'https://a.example' }] } }",
    ),
    (
        "projects.badges.link_url",
        Of::Address,
        "projects: { a/b: { badges: [{ name: x, link_url: NAME, image_url: 'https://a.example' }] } }",
    ),
    (
        "projects.badges.image_url",
        Of::Address,
        "projects: { a/b: { badges: [{ name: x, link_url: 'https://a.example', image_url: NAME }] } }",
    ),
    ("projects.pull_mirror.url", Of::Address, "projects: { a/b: { pull_mirror: { url: NAME } } }"),
    (
        "projects.push_mirrors.url",
        Of::Address,
        "projects: { a/b: { push_mirrors: [{ url: NAME }] } }",
    ),
    (
        "groups.hooks.name",
        Of::Thing,
        "groups: { a: { hooks: [{ name: NAME, url: 'https://a.example' }] } }",
    ),
    ("groups.hooks.url", Of::Address, "groups: { a: { hooks: [{ url: NAME }] } }"),
    (
        "groups.hooks.push_events_branch_filter",
        Of::Thing,
        "groups: { a: { hooks: [{ url: 'https://a.example', push_events_branch_filter: NAME }] } }",
    ),
    (
        "projects.hooks.name",
        Of::Thing,
        "projects: { a/b: { hooks: [{ name: NAME, url: 'https://a.example' }] } }",
    ),
    ("projects.hooks.url", Of::Address, "projects: { a/b: { hooks: [{ url: NAME }] } }"),
    (
        "projects.hooks.push_events_branch_filter",
        Of::Thing,
        "projects: { a/b: { hooks: [{ url: 'https://a.example', push_events_branch_filter: NAME }] } }",
    ),
    ("groups.milestones.title", Of::Thing, "groups: { a: { milestones: [{ title: NAME }] } }"),
    (
        "projects.milestones.title",
        Of::Thing,
        "projects: { a/b: { milestones: [{ title: NAME }] } }",
    ),
    (
        "projects.pipeline_schedules.description",
        Of::Thing,
        "projects: { a/b: { pipeline_schedules: [{ description: NAME, ref: x, cron: '@daily' }] } }",
    ),
    (
        "projects.job_token_scope.projects.project",
        Of::Path,
        "projects: { a/b: { job_token_scope: { projects: [{ project: NAME }] } } }",
    ),
    (
        "projects.job_token_scope.groups.group",
        Of::Path,
        "projects: { a/b: { job_token_scope: { groups: [{ group: NAME }] } } }",
    ),
    (
        "projects.branches.name",
        Of::Ref,
        "projects: { a/b: { branches: [{ name: NAME, ref: x }] } }",
    ),
    ("projects.branches.ref", Of::Ref, "projects: { a/b: { branches: [{ name: x, ref: NAME }] } }"),
    ("projects.files.path", Of::File, "projects: { a/b: { files: [{ path: NAME, content: x }] } }"),
    (
        "projects.files.branch",
        Of::Ref,
        "projects: { a/b: { files: [{ path: x, branch: NAME, content: x }] } }",
    ),
    (
        "groups.access_tokens.name",
        Of::Thing,
        "groups: { a: { access_tokens: [{ name: NAME, access_level: developer, scopes: [api], expires_in: 90d, save_to: [{ variable: { key: K } }] }] } }",
    ),
    (
        "groups.deploy_tokens.name",
        Of::Thing,
        "groups: { a: { deploy_tokens: [{ name: NAME, scopes: [read_registry], save_to: [{ variable: { key: K } }] }] } }",
    ),
    (
        "projects.access_tokens.name",
        Of::Thing,
        "projects: { a/b: { access_tokens: [{ name: NAME, access_level: developer, scopes: [api], expires_in: 90d, save_to: [{ variable: { key: K } }] }] } }",
    ),
    (
        "projects.deploy_tokens.name",
        Of::Thing,
        "projects: { a/b: { deploy_tokens: [{ name: NAME, scopes: [read_registry], save_to: [{ variable: { key: K } }] }] } }",
    ),
    (
        "projects.pipeline_triggers.description",
        Of::Thing,
        "projects: { a/b: { pipeline_triggers: [{ description: NAME }] } }",
    ),
    (
        "projects.deploy_keys.key",
        Of::Key,
        "projects: { a/b: { deploy_keys: [{ title: x, key: NAME }] } }",
    ),
    (
        "projects.protected_tags.name",
        Of::Tag,
        "projects: { a/b: { protected_tags: [{ name: NAME }] } }",
    ),
    (
        "projects.protected_tags.allowed_to_create.user",
        Of::Thing,
        "projects: { a/b: { protected_tags: [{ name: x, allowed_to_create: [{ user: NAME }] }] } }",
    ),
    (
        "projects.protected_tags.allowed_to_create.group",
        Of::Path,
        "projects: { a/b: { protected_tags: [{ name: x, allowed_to_create: [{ group: NAME }] }] } }",
    ),
    (
        "groups.labels.name",
        Of::Thing,
        "groups: { a: { labels: [{ name: NAME, color: '#112233' }] } }",
    ),
    (
        "groups.shared_with_groups.group",
        Of::Path,
        "groups: { a: { shared_with_groups: [{ group: NAME, group_access: guest }] } }",
    ),
    (
        "groups.shared_with_groups.member_role",
        Of::Thing,
        "groups: { a: { shared_with_groups: [{ group: x, group_access: guest, member_role: NAME }] } }",
    ),
    (
        "projects.shared_with_groups.group",
        Of::Path,
        "projects: { a/b: { shared_with_groups: [{ group: NAME, group_access: guest }] } }",
    ),
    (
        "projects.shared_with_groups.member_role",
        Of::Thing,
        "projects: { a/b: { shared_with_groups: [{ group: x, group_access: guest, member_role: NAME }] } }",
    ),
    (
        "groups.ldap_group_links.cn",
        Of::Thing,
        "groups: { a: { ldap_group_links: [{ cn: NAME, provider: p, group_access: guest }] } }",
    ),
    (
        "groups.ldap_group_links.filter",
        Of::Thing,
        "groups: { a: { ldap_group_links: [{ filter: NAME, provider: p, group_access: guest }] } }",
    ),
    (
        "groups.ldap_group_links.provider",
        Of::Thing,
        "groups: { a: { ldap_group_links: [{ cn: c, provider: NAME, group_access: guest }] } }",
    ),
    (
        "groups.ldap_group_links.member_role",
        Of::Thing,
        "groups: { a: { ldap_group_links: [{ cn: c, provider: p, group_access: guest, member_role: NAME }] } }",
    ),
    (
        "groups.saml_group_links.saml_group_name",
        Of::Thing,
        "groups: { a: { saml_group_links: [{ saml_group_name: NAME, access_level: guest }] } }",
    ),
    (
        "groups.saml_group_links.provider",
        Of::Thing,
        "groups: { a: { saml_group_links: [{ saml_group_name: n, provider: NAME, access_level: guest }] } }",
    ),
    (
        "groups.saml_group_links.member_role",
        Of::Thing,
        "groups: { a: { saml_group_links: [{ saml_group_name: n, access_level: guest, member_role: NAME }] } }",
    ),
    (
        "groups.members.invite.email",
        Of::Email,
        "groups: { a: { members: [{ invite: { email: NAME, access_level: guest } }] } }",
    ),
    (
        "groups.members.invite.member_role",
        Of::Thing,
        "groups: { a: { members: [{ invite: { email: a@b, access_level: guest, member_role: NAME } }] } }",
    ),
    (
        "projects.members.invite.email",
        Of::Email,
        "projects: { a/b: { members: [{ invite: { email: NAME, access_level: guest } }] } }",
    ),
    (
        "projects.members.invite.member_role",
        Of::Thing,
        "projects: { a/b: { members: [{ invite: { email: a@b, access_level: guest, member_role: NAME } }] } }",
    ),
    (
        "groups.members.member_role",
        Of::Thing,
        "groups: { a: { members: [{ user: u, access_level: guest, member_role: NAME }] } }",
    ),
    (
        "groups.members.user",
        Of::Thing,
        "groups: { a: { members: [{ user: NAME, access_level: guest }] } }",
    ),
    (
        "projects.labels.name",
        Of::Thing,
        "projects: { a/b: { labels: [{ name: NAME, color: '#112233' }] } }",
    ),
    (
        "projects.members.member_role",
        Of::Thing,
        "projects: { a/b: { members: [{ user: u, access_level: guest, member_role: NAME }] } }",
    ),
    (
        "projects.members.user",
        Of::Thing,
        "projects: { a/b: { members: [{ user: NAME, access_level: guest }] } }",
    ),
    (
        "groups.protected_branches.name",
        Of::Branch,
        "groups: { a: { protected_branches: [{ name: NAME }] } }",
    ),
    ("groups", Of::Path, "groups: { NAME: {} }"),
    ("projects", Of::Path, "projects: { NAME: {} }"),
    (
        "projects.protected_branches.name",
        Of::Branch,
        "projects: { a/b: { protected_branches: [{ name: NAME }] } }",
    ),
    (
        "projects.protected_branches.allowed_to_push.user",
        Of::Thing,
        "projects: { a/b: { protected_branches: [{ name: main, allowed_to_push: [maintainer, { user: NAME }] }] } }",
    ),
    (
        "projects.protected_branches.allowed_to_push.group",
        Of::Path,
        "projects: { a/b: { protected_branches: [{ name: main, allowed_to_push: [{ group: NAME }] }] } }",
    ),
    (
        "projects.protected_branches.allowed_to_merge.user",
        Of::Thing,
        "projects: { a/b: { protected_branches: [{ name: main, allowed_to_merge: [{ user: NAME }] }] } }",
    ),
    (
        "projects.protected_branches.allowed_to_merge.group",
        Of::Path,
        "projects: { a/b: { protected_branches: [{ name: main, allowed_to_merge: [{ group: NAME }] }] } }",
    ),
    (
        "projects.protected_branches.allowed_to_unprotect.user",
        Of::Thing,
        "projects: { a/b: { protected_branches: [{ name: main, allowed_to_unprotect: [{ user: NAME }] }] } }",
    ),
    (
        "projects.protected_branches.allowed_to_unprotect.group",
        Of::Path,
        "projects: { a/b: { protected_branches: [{ name: main, allowed_to_unprotect: [{ group: NAME }] }] } }",
    ),
    (
        "projects.resource_groups.key",
        Of::Thing,
        "projects: { a/b: { resource_groups: [{ key: NAME }] } }",
    ),
    (
        "projects.environments.name",
        Of::Environment,
        "projects: { a/b: { environments: [{ name: NAME }] } }",
    ),
    (
        "projects.environments.external_url",
        Of::Address,
        "projects: { a/b: { environments: [{ name: x, external_url: NAME }] } }",
    ),
    (
        "projects.protected_environments.name",
        Of::Environment,
        "projects: { a/b: { protected_environments: [{ name: NAME, deploy_access_levels: [admin] }] } }",
    ),
    (
        "projects.protected_environments.deploy_access_levels.user",
        Of::Thing,
        "projects: { a/b: { protected_environments: [{ name: x, deploy_access_levels: [{ user: NAME }] }] } }",
    ),
    (
        "projects.protected_environments.deploy_access_levels.group",
        Of::Path,
        "projects: { a/b: { protected_environments: [{ name: x, deploy_access_levels: [{ group: NAME }] }] } }",
    ),
    (
        "projects.protected_environments.approval_rules.user",
        Of::Thing,
        "projects: { a/b: { protected_environments: [{ name: x, deploy_access_levels: [admin], approval_rules: [{ user: NAME }] }] } }",
    ),
    (
        "projects.protected_environments.approval_rules.group",
        Of::Path,
        "projects: { a/b: { protected_environments: [{ name: x, deploy_access_levels: [admin], approval_rules: [{ group: NAME }] }] } }",
    ),
    (
        "groups.protected_environments.deploy_access_levels.user",
        Of::Thing,
        "groups: { a: { protected_environments: [{ name: other, deploy_access_levels: [{ user: NAME }] }] } }",
    ),
    (
        "groups.protected_environments.deploy_access_levels.group",
        Of::Path,
        "groups: { a: { protected_environments: [{ name: other, deploy_access_levels: [{ group: NAME }] }] } }",
    ),
    (
        "groups.protected_environments.approval_rules.user",
        Of::Thing,
        "groups: { a: { protected_environments: [{ name: other, deploy_access_levels: [admin], approval_rules: [{ user: NAME }] }] } }",
    ),
    (
        "groups.protected_environments.approval_rules.group",
        Of::Path,
        "groups: { a: { protected_environments: [{ name: other, deploy_access_levels: [admin], approval_rules: [{ group: NAME }] }] } }",
    ),
    (
        "projects.approval_rules.name",
        Of::Thing,
        "projects: { a/b: { approval_rules: [{ name: NAME, approvals_required: 1 }] } }",
    ),
    (
        "projects.approval_rules.users",
        Of::Thing,
        "projects: { a/b: { approval_rules: [{ name: x, approvals_required: 1, users: [NAME] }] } }",
    ),
    (
        "projects.approval_rules.groups",
        Of::Path,
        "projects: { a/b: { approval_rules: [{ name: x, approvals_required: 1, groups: [NAME] }] } }",
    ),
    (
        "projects.approval_rules.protected_branches",
        Of::Branch,
        "projects: { a/b: { approval_rules: [{ name: x, approvals_required: 1, protected_branches: [main, NAME] }] } }",
    ),
    (
        "projects.external_status_checks.name",
        Of::Thing,
        "projects: { a/b: { external_status_checks: [{ name: NAME, external_url: 'https://a.example' }] } }",
    ),
    (
        "projects.external_status_checks.external_url",
        Of::Address,
        "projects: { a/b: { external_status_checks: [{ name: x, external_url: NAME }] } }",
    ),
    (
        "projects.external_status_checks.protected_branches",
        Of::Branch,
        "projects: { a/b: { external_status_checks: [{ name: x, external_url: 'https://a.example', protected_branches: [main, NAME] }] } }",
    ),
    (
        "projects.deployments.environment",
        Of::Thing,
        "projects: { a/b: { deployments: [{ environment: NAME, sha: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f }] } }",
    ),
    (
        "projects.deployments.ref",
        Of::Ref,
        "projects: { a/b: { deployments: [{ environment: x, ref: NAME, sha: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f }] } }",
    ),
    (
        "projects.deployments.approval.represented_as",
        Of::Thing,
        "projects: { a/b: { deployments: [{ environment: x, sha: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f, approval: { status: approved, represented_as: NAME } }] } }",
    ),
    (
        "projects.merge_requests.status_checks.name",
        Of::Thing,
        "projects: { a/b: { merge_requests: [{ iid: 1, status_checks: [{ name: NAME, status: passed }] }] } }",
    ),
];

/// The places of the schema at which a text stands that is neither one of a few words nor the place of a secret.
fn texts(schema: &Value, root: &Value, at: &str, found: &mut BTreeSet<String>) {
    // What a template becomes is checked as the text in whose place it is.
    if !schema.is_object() || schema["$ref"] == "#/definitions/Template" {
        return;
    }
    if let Some(target) = schema["$ref"].as_str().and_then(|it| root.pointer(it.strip_prefix('#')?))
    {
        return texts(target, root, at, found);
    }
    let is_text = |it: &Value| {
        it == "string" || it.as_array().is_some_and(|it| it.contains(&"string".into()))
    };
    let properties = schema["properties"].as_object();
    // Where a secret is.
    let is_place = [".env", ".file"].iter().any(|it| at.ends_with(it));
    if !is_place
        && is_text(&schema["type"])
        && schema.get("enum").is_none()
        && schema.get("const").is_none()
    {
        found.insert(at.to_owned());
    }
    if let Some(names) =
        schema.get("propertyNames").filter(|_| ["groups", "projects"].contains(&at))
    {
        assert!(names["pattern"].is_string());
        found.insert(at.to_owned());
    }
    for (name, inner) in properties.into_iter().flatten() {
        let here = match name.as_str() {
            "items" | "prune" => at.to_owned(),
            _ => format!("{at}.{name}").trim_start_matches('.').to_owned(),
        };
        texts(inner, root, &here, found);
    }
    for word in ["items", "additionalProperties", "then", "else"] {
        texts(&schema[word], root, at, found);
    }
    for word in ["allOf", "anyOf", "oneOf"] {
        schema[word].as_array().into_iter().flatten().for_each(|it| texts(it, root, at, found));
    }
}

fn schemas() -> Schemas {
    Schemas::new(&config::schema::json_schema()).unwrap()
}

/// A name as YAML writes it, with nothing that cannot be seen.
fn quoted(name: &str) -> String {
    let escaped: String = name
        .chars()
        .map(|it| match it {
            ' '..='~' if it != '"' && it != '\\' => it.to_string(),
            it => format!("\\U{:08X}", u32::from(it)),
        })
        .collect();
    format!("\"{escaped}\"")
}

/// What is said of a file: `message | hint`.
fn said(schemas: &Schemas, template: &str, name: &str) -> Vec<String> {
    let text = format!("version: 1\n{}\n", template.replace("NAME", &quoted(name)));
    let folder = Folder::with(&[("labwright.yaml", &text)]);
    let read = config::load(folder.path(), schemas).and_then(config::read);
    read.err().map(|it| told(&it, folder.path())).unwrap_or_default()
}

#[test]
fn every_text_of_every_kind_is_a_name_or_said_to_be_none() {
    let schema = config::schema::json_schema();
    let mut found = BTreeSet::new();
    texts(&schema, &schema, "", &mut found);
    // Names in settings are GitLab's to check: there are hundreds of texts, and none identifies an object.
    found.retain(|it| !it.contains(".settings."));
    // What a block of defaults declares is read in the scopes that it reaches.
    found.retain(|it| !it.starts_with("defaults."));
    for ending in OF_CREDENTIALS {
        let before = found.len();
        found.retain(|it| !it.ends_with(ending));
        assert!(found.len() < before, "no text ends with {ending}");
    }
    let known: BTreeSet<String> =
        NAMES.iter().map(|it| it.0).chain(NO_NAMES.iter().copied()).map(str::to_owned).collect();
    assert_eq!(found, known);
}

#[test]
fn every_name_of_every_kind_is_one_that_can_be_meant() {
    let schemas = schemas();
    for (place, of, template) in NAMES {
        let good: &[&str] = match of {
            Of::Thing => &["main", "größe", "a.b-c_d"],
            Of::Environment => &["main", "review/$x", "a.b-c_d {e}"],
            Of::Branch => &["main", "release/*", "größe/1"],
            Of::Key => &["ssh-rsa AAAA== me@host", "ssh-ed25519 AAAA"],
            Of::Tag => &["main", "v*", "HEAD"],
            Of::Ref => &["main", "v1.2.3", "v1.0+x"],
            Of::Path => &["acme/api", "acme/a.b/c-d"],
            Of::Address => &["https://a.example/x"],
            Of::Email => &["jane@example.com", "größe+1@a.example"],
            Of::File => &["main", "docs/a b.md", ".gitlab-ci.yml", "größe/x..y"],
        };
        for name in good {
            assert_eq!(said(&schemas, template, name), [""; 0], "{place} {name:?}");
        }
        let base = good[0];
        for hidden in "\n\r\t\u{0}\u{7}\u{1b}\u{7f}\u{85}\u{a0}\u{ad}\u{34f}\u{115f}\u{180e}\u{200b}\u{200d}\u{202e}\u{202f}\
                       \u{2028}\u{2060}\u{2800}\u{3000}\u{3164}\u{fe0f}\u{feff}\u{e0001}"
            .chars()
        {
            for name in [format!("{base}{hidden}"), format!("{hidden}{base}"), base.replacen('a', &format!("a{hidden}"), 1)] {
                let said = said(&schemas, template, &name);
                assert_eq!(said.len(), 1, "{place} {name:?}: {said:?}");
                assert!(said[0].contains(" | "), "{place} {name:?}: {said:?}");
                assert!(!said[0].contains(hidden), "{place} {name:?}: {said:?}");
            }
        }
        for name in [format!("{base} "), format!(" {base}"), "..".to_owned(), ".".to_owned()] {
            let said = said(&schemas, template, &name);
            assert_eq!(said.len(), 1, "{place} {name:?}: {said:?}");
        }
        let more: &[&str] = match of {
            Of::Thing | Of::Address | Of::Key => &[],
            Of::Environment => &["größe", "/a", "a/", "review/*"],
            Of::Branch => &[
                "HEAD",
                "a..b",
                "refs/heads/main",
                "141be9714669a4c1ccaa013c6a7f3e462ff2a40f",
                "a b",
                "x.lock",
            ],
            Of::Tag => &["a..b", "refs/tags/v1", "a b", "x.lock"],
            Of::Ref => &["a..b", "refs/heads/main", "v*", "a b", "/x", "x/"],
            Of::File => &["/a", "a/", "a//b", "a/../b", "./a", "a/.GIT/config", ".git"],
            Of::Email => &["jane", "a@b@c", "a@b,c@d", "a b@c", "<a@b>"],
            Of::Path => &["a//b", "a/../b", "/a/b", "a/b/", "./a"],
        };
        for name in more {
            assert_eq!(said(&schemas, template, name).len(), 1, "{place} {name:?}");
        }
    }
}

#[test]
fn a_name_that_cannot_be_meant_is_shown_with_what_is_wrong_with_it() {
    let schemas = schemas();
    let branch = "projects: { a/b: { protected_branches: [{ name: NAME }] } }";
    for (name, expected) in [
        ("main\n", "the name `main\\n` contains a line break | write `main`"),
        ("main ", "the name `main\\u{20}` begins or ends with a space | write `main`"),
        (
            "ma\u{200b}in",
            "the name `ma\\u{200b}in` contains the invisible character U+200B | write `main`",
        ),
        ("refs/heads/main", "the name `refs/heads/main` is the full name of a ref | write `main`"),
        (
            "HEAD",
            "the name `HEAD` is not a branch: it refers to one | write the name as `git branch` shows it",
        ),
        (
            "a..b",
            "the name `a..b` contains `..`, which git rejects | write the name as `git branch` shows it",
        ),
    ] {
        let said = said(&schemas, branch, name);
        assert_eq!(said, [format!("labwright.yaml:2:49 {expected}")], "{name:?}");
    }
    // A name in a list is pointed at, not its field.
    let user = "projects: { a/b: { protected_branches: [{ name: main, allowed_to_push: [maintainer, { user: NAME }] }] } }";
    let said = said(&schemas, user, "Alice\u{ad}");
    assert_eq!(
        said,
        [
            "labwright.yaml:2:93 the name `alice\\u{ad}` contains the invisible character U+00AD | write `alice`"
        ]
    );
}
