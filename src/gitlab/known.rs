//! The tokens that a run knows in addition to its own.
//!
//! Each of them gives access to a GitLab, so a value that contains one is never sent as a secret, and never shown.

use percent_encoding::percent_decode_str;
use secrecy::SecretString;

/// Environment variables with access tokens of GitLab: labwright's own, and those that GitLab gives every CI job.
pub const TOKEN_VARIABLES: [&str; 7] = [
    "GITLAB_TOKEN",
    "LABWRIGHT_REVIEW_TOKEN",
    "CI_JOB_TOKEN",
    "CI_REGISTRY_PASSWORD",
    "CI_DEPENDENCY_PROXY_PASSWORD",
    "CI_DEPLOY_PASSWORD",
    "CI_REPOSITORY_URL",
];

/// Anything shorter is not a token, and would match other text.
pub(crate) const SHORTEST: usize = 8;

/// The tokens in these variables.
pub(crate) fn known(env: &dyn Fn(&str) -> Option<String>) -> Vec<SecretString> {
    let mut all = Vec::new();
    for name in TOKEN_VARIABLES {
        let Some(value) = env(name) else { continue };
        let value = value.trim();
        match password(value) {
            Some(it) => {
                all.push(percent_decode_str(it).decode_utf8_lossy().into_owned());
                all.push(it.to_owned());
            }
            None => all.push(value.to_owned()),
        }
    }
    all.retain(|it| it.len() >= SHORTEST);
    all.sort();
    all.dedup();
    all.into_iter().map(SecretString::from).collect()
}

/// Whether a value is only the name of a variable that was not expanded: `$NAME`, `${NAME}`, `%NAME%`.
pub(crate) fn names_a_variable(text: &str) -> bool {
    let between = |before: &str, behind: &str| text.strip_prefix(before)?.strip_suffix(behind);
    let name = between("${", "}").or_else(|| between("%", "%")).or_else(|| between("$", ""));
    name.is_some_and(|it| {
        !it.starts_with(|it: char| it.is_ascii_digit())
            && !it.is_empty()
            && it.chars().all(|it| it.is_ascii_alphanumeric() || it == '_')
    })
}

/// The password of an address.
fn password(text: &str) -> Option<&str> {
    let (_, behind) = text.split_once("://")?;
    let authority = behind.split(['/', '?', '#']).next()?;
    authority.rsplit_once('@')?.0.split_once(':').map(|(_, it)| it)
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    #[test]
    fn names_of_variables_are_told_from_values() {
        for text in ["$TOKEN", "${TOKEN_2}", "%TOKEN%"] {
            assert!(names_a_variable(text), "{text}");
        }
        for text in
            ["$", "${}", "%%", "TOKEN", "$1abc", "a$TOKEN", "$TOKEN!", "${A}${B}", "pa$$word"]
        {
            assert!(!names_a_variable(text), "{text}");
        }
    }

    #[test]
    fn tokens_are_found_by_their_variables() {
        let env = |name: &str| {
            let value = match name {
                "GITLAB_TOKEN" => "glpat-of-the-run\n",
                "CI_REPOSITORY_URL" => {
                    "https://gitlab-ci-token:glcbt%2Dof-the-job@gitlab.example.com/a.git"
                }
                "CI_DEPLOY_PASSWORD" => "short",
                "HOME" => "/home/somebody",
                _ => return None,
            };
            Some(value.to_owned())
        };
        let known = known(&env);
        let known: Vec<_> = known.iter().map(|it| it.expose_secret()).collect();
        assert_eq!(known, ["glcbt%2Dof-the-job", "glcbt-of-the-job", "glpat-of-the-run"]);
    }
}
