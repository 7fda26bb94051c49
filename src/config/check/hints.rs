//! Names and values from GitLab's API and pages, Terraform's provider, and gitlabform that labwright does not have, and
//! what to write instead.
//!
//! A new mistake is a new row of a table, and a test validates every row.

mod table;

pub(super) use self::table::Means;
use self::table::{KEYS, NOT_YET};
use super::validator::Validator;
use crate::config::phrases;
use crate::config::yaml::{Cursor, Type};

/// The meaning of a key that the mapping with this title does not have.
pub(super) fn key(title: &str, key: &str) -> Option<Means> {
    KEYS.iter().find(|(at, name, _)| (*at, *name) == (title, key)).map(|(.., means)| *means)
}

/// Whether GitLab has this and labwright does not manage it. At the top of a file, a key may belong to any mapping.
pub(super) fn is_not_managed(title: &str, key: &str) -> bool {
    NOT_YET
        .iter()
        .filter(|(at, _)| *at == title || title == "labwright")
        .any(|(_, keys)| keys.contains(&key))
}

/// Where a key belongs that is valid elsewhere.
pub(super) fn home(validator: &Validator, title: &str, key: &str) -> Option<String> {
    const PROJECT: &str = "/definitions/Project/properties";
    if title == "labwright" && key.contains('/') {
        return Some("move it under `projects:` and indent it".to_owned());
    }
    let has = |at: &str| validator.schema().pointer(at).is_some_and(|it| it.get(key).is_some());
    let project = |key| {
        Some(format!("move it to a project: `projects: {{ GROUP/PROJECT: {{ {key}: [...] }} }}`"))
    };
    match self::key("project", key) {
        Some(Means::Is(meant)) if title == "labwright" => return project(meant),
        _ if has(PROJECT) => return project(key),
        _ => {}
    }
    if has("/properties/instance/properties") {
        return Some(format!("move it to the instance: `instance: {{ {key}: [...] }}`"));
    }
    if has(&format!("{PROJECT}/merge_requests/items/properties")) {
        return Some(format!(
            "move it to a merge request: `merge_requests: [{{ iid: 4, {key}: [...] }}]`"
        ));
    }
    (has("/properties") && title != "labwright")
        .then(|| "move it to the top of the file".to_owned())
}

/// What to write instead of an entry of an access list that is not a role, user, or group; `None` if only the list of
/// roles helps.
pub(super) fn access(at: Cursor<'_>) -> Option<String> {
    match at.value_type() {
        Type::Integer => Some(level(at.raw())),
        Type::Text => access_text(at.text()?),
        Type::Mapping => {
            let entry = at.entries().next()?;
            let value = entry.text().unwrap_or_else(|| entry.raw());
            match entry.key()? {
                "role" | "access_level" | "level" => Some(match role(value) {
                    Some(role) => format!("write `{role}` without a key"),
                    None => level(value),
                }),
                "username" | "name" | "users" => {
                    Some(format!("write `{{ user: {} }}`", phrases::short(name(value))))
                }
                "path" | "groups" => {
                    Some(format!("write `{{ group: {} }}`", phrases::short(value)))
                }
                "user_id" | "id" => Some("write the username: `{ user: USERNAME }`".to_owned()),
                "group_id" => Some("write the full path: `{ group: PATH }`".to_owned()),
                "deploy_key" | "deploy_key_id" => Some(
                    "remove it; deploy keys cannot be declared, and those of a rule stay unchanged"
                        .to_owned(),
                ),
                _ if custom_role(at).is_some() => custom_role(at).map(str::to_owned),
                _ => None,
            }
        }
        _ => None,
    }
}

/// What to write instead of a custom role in an access list.
pub(super) fn custom_role(at: Cursor<'_>) -> Option<&'static str> {
    let named = at.entries().any(|it| matches!(it.key(), Some("member_role" | "member_role_id")));
    named.then_some(
        "write another entry; GitLab does not support custom roles in access lists: it accepts one, but gives access to maintainers",
    )
}

/// The role for a level of GitLab's API, or for its name elsewhere.
fn role(text: &str) -> Option<&'static str> {
    Some(match text.to_lowercase().as_str() {
        "0" | "none" | "no access" | "no_access" | "noaccess" | "nobody" | "no-one" | "noone"
        | "no one" | "no_one" => "no one",
        "30" | "developer" | "dev" => "developer",
        "40" | "maintainer" | "master" => "maintainer",
        "60" | "admin" | "administrator" => "admin",
        _ => return None,
    })
}

fn level(number: &str) -> String {
    match (role(number), number) {
        (Some(role), _) => format!("write `{role}`"),
        (None, "50" | "owner" | "owners") => OWNER.to_owned(),
        (None, _) => {
            "write a role: `no one` (0), `developer` (30), `maintainer` (40), or `admin` (60)"
                .to_owned()
        }
    }
}

const ROLES: [&str; 4] = ["no one", "developer", "maintainer", "admin"];
const OWNER: &str =
    "write `maintainer`, which includes owners; GitLab has no level for owners only";

fn access_text(text: &str) -> Option<String> {
    match (role(text), text.to_lowercase().as_str()) {
        (Some(role), _) => Some(format!("write `{role}`")),
        (None, "owner" | "owners") => Some(OWNER.to_owned()),
        (None, "guest" | "reporter" | "planner" | "everyone" | "all" | "anyone") => Some(
            "use a higher role; the lowest role that GitLab accepts here is `developer`".to_owned(),
        ),
        _ if text.contains(char::is_whitespace) || text.is_empty() => None,
        _ if phrases::nearest(text, ROLES).is_some() => None,
        _ if text.contains('/') => {
            Some(format!("for a group, write `{{ group: {} }}`", phrases::short(name(text))))
        }
        _ => Some(format!("for a user, write `{{ user: {} }}`", phrases::short(name(text)))),
    }
}

/// A username without the `@` that comments use.
fn name(text: &str) -> &str {
    text.trim_start_matches('@')
}

/// What to write instead of a key that is not the full path of a project.
pub(super) fn project(key: &str) -> Option<String> {
    let path = |text: &str| {
        let text = text.split("/-/").next().unwrap_or_default();
        let text = text.trim_matches('/');
        let text = text.strip_suffix(".git").unwrap_or(text);
        format!("write only the full path: `{}`", phrases::short(text))
    };
    if let Some((_, rest)) = key.split_once("://") {
        let rest = rest.split_once('/').map_or("", |(_, path)| path);
        return Some(match rest.contains('/') {
            true => path(rest),
            false => "write only the full path: GROUP/PROJECT".to_owned(),
        });
    }
    if key.contains(['*', '?', '[', '{']) {
        return Some(format!(
            "declare it for many projects: `defaults: [{{ for: {}, project: {{ ... }} }}]`",
            phrases::short(key)
        ));
    }
    if !key.is_empty() && key.bytes().all(|it| it.is_ascii_digit()) {
        return Some("write the full path, GROUP/PROJECT, instead of the ID".to_owned());
    }
    if key.trim_matches('/').contains('/')
        && (key.starts_with('/') || key.ends_with(['/']) || key.ends_with(".git"))
    {
        return Some(path(key));
    }
    let single = !key.contains('/') && !key.contains(char::is_whitespace) && !key.is_empty();
    single.then(|| format!("add the group: `GROUP/{}`", phrases::short(key)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::schema::json_schema;
    use crate::config::{Schemas, load};

    /// A file with `key: VALUE` in a mapping of this title.
    fn file(title: &str, key: &str) -> String {
        let key = format!("{key}: [x]");
        let project = |inner: &str| format!("version: 1\nprojects: {{ a/b: {{ {inner} }} }}\n");
        match title {
            "labwright" => format!("version: 1\n{key}\n"),
            "gitlab" => format!("version: 1\ngitlab: {{ {key} }}\n"),
            "instance" => format!("version: 1\ninstance: {{ {key} }}\n"),
            "group" => format!("version: 1\ngroups: {{ a: {{ {key} }} }}\n"),
            "project" => project(&key),
            "protected branch" => {
                project(&format!("protected_branches: [{{ name: main, {key} }}]"))
            }
            "external status check" => project(&format!(
                "external_status_checks: [{{ name: x, external_url: 'https://a', {key} }}]"
            )),
            "system hook" => {
                format!(
                    "version: 1\ninstance: {{ system_hooks: [{{ url: 'https://a', {key} }}] }}\n"
                )
            }
            "Pages settings" => project(&format!("pages: {{ {key} }}")),
            "security settings" => project(&format!("security_settings: {{ {key} }}")),
            "environment" => project(&format!("environments: [{{ name: x, {key} }}]")),
            "application" => format!(
                "version: 1\ninstance: {{ applications: [{{ application_name: x, scopes: [api], {key} }}] }}\n"
            ),
            "approval settings" => {
                format!("version: 1\ngroups: {{ a: {{ approval_settings: {{ {key} }} }} }}\n")
            }
            "approval rule" => project(&format!("approval_rules: [{{ name: x, {key} }}]")),
            "protected environment" => {
                project(&format!("protected_environments: [{{ name: x, {key} }}]"))
            }
            "deployment" => project(&format!("deployments: [{{ environment: x, {key} }}]")),
            "merge train entry" => {
                project(&format!("merge_trains: [{{ merge_request: 1, {key} }}]"))
            }
            "merge request" => project(&format!("merge_requests: [{{ iid: 1, {key} }}]")),
            "status check" => project(&format!(
                "merge_requests: [{{ iid: 1, status_checks: [{{ name: x, status: passed, {key} }}] }}]"
            )),
            other => panic!("no file for {other}"),
        }
    }

    #[track_caller]
    fn told(text: &str) -> String {
        static SCHEMAS: std::sync::OnceLock<Schemas> = std::sync::OnceLock::new();
        let schemas = SCHEMAS.get_or_init(|| Schemas::new(&json_schema()).unwrap());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("labwright.yaml");
        std::fs::write(&path, text).unwrap();
        let problems = load(&path, schemas).expect_err(text);
        problems
            .iter()
            .map(|it| format!("{} | {}\n", it.message, it.hint.clone().unwrap_or_default()))
            .collect()
    }

    #[test]
    fn every_name_from_elsewhere_leads_to_what_is_written_here() {
        for (title, key, means) in KEYS {
            let said = told(&file(title, key));
            let expected = match means {
                Means::Is(meant) => format!("use `{meant}` instead"),
                Means::Write(hint) => (*hint).to_owned(),
            };
            assert!(said.contains(&expected), "{title}.{key}: {said}");
        }
    }

    #[test]
    fn what_is_not_managed_yet_is_said_to_be_so_and_what_is_managed_is_not() {
        for (title, keys) in NOT_YET {
            for key in *keys {
                let said = told(&file(title, key));
                assert!(
                    said.contains(&format!("labwright does not manage `{key}`")),
                    "{title}.{key}: {said}"
                );
                let said = told(&file("labwright", key));
                assert!(said.contains("labwright does not manage"), "{key} at the top: {said}");
            }
        }
    }

    #[test]
    fn an_entry_of_an_access_list_that_is_none_leads_to_one() {
        for (written, expected) in [
            ("40", "write `maintainer`"),
            ("'30'", "write `developer`"),
            ("0", "write `no one`"),
            ("50", "no level for owners only"),
            ("20", "`developer` (30)"),
            ("none", "write `no one`"),
            ("no access", "write `no one`"),
            ("nobody", "write `no one`"),
            ("Maintainer", "write `maintainer`"),
            ("maintaner", "did you mean `maintainer`?"),
            ("owner", "no level for owners only"),
            ("reporter", "the lowest role"),
            ("bob", "write `{ user: bob }`"),
            ("'@bob'", "write `{ user: bob }`"),
            ("acme/ops", "write `{ group: acme/ops }`"),
            ("{ role: maintainer }", "write `maintainer`"),
            ("{ access_level: 40 }", "write `maintainer`"),
            ("{ access_level: 50 }", "no level for owners only"),
            ("{ user_id: 5 }", "`{ user: USERNAME }`"),
            ("{ group_id: 5 }", "`{ group: PATH }`"),
            ("{ username: bob }", "write `{ user: bob }`"),
            ("{ user: '@bob' }", "without `@`"),
            ("{ member_role: x }", "does not support custom roles"),
            ("{ deploy_key_id: 5 }", "deploy keys"),
            ("{ usr: bob }", "did you mean `user`?"),
        ] {
            let text = format!(
                "version: 1\nprojects: {{ a/b: {{ protected_branches: [{{ name: main, allowed_to_push: [{written}] }}] }} }}\n"
            );
            let said = told(&text);
            assert!(said.contains(expected), "{written}: {said}");
        }
    }

    #[test]
    fn what_is_no_path_of_a_project_leads_to_one() {
        for (written, expected) in [
            ("shop", "`GROUP/shop`"),
            ("42", "instead of the ID"),
            ("https://gitlab.example.com/acme/api", "only the full path: `acme/api`"),
            ("https://gitlab.example.com/acme/api/-/tree/main", "only the full path: `acme/api`"),
            ("https://gitlab.example.com/acme", "GROUP/PROJECT"),
            ("acme/*", "`defaults: [{ for: acme/*, project: { ... } }]`"),
            ("acme/api/", "only the full path: `acme/api`"),
            ("/acme/api", "only the full path: `acme/api`"),
            ("acme/api.git", "only the full path: `acme/api`"),
        ] {
            let said = told(&format!("version: 1\nprojects:\n  {written}: {{}}\n"));
            assert!(said.contains(expected), "{written}: {said}");
        }
        let said = told("version: 1\nacme/api: {}\n");
        assert!(said.contains("under `projects:`"), "{said}");
        let said = told("version: 1\nbranches: {}\n");
        assert!(said.contains("{ branches: [...] }"), "{said}");
        let said = told("version: 1\nprojects: { a/b: { system_hooks: [] } }\n");
        assert!(said.contains("move it to the instance"), "{said}");
    }
}
