//! Names of environment variables, made from addresses: readable, the same in every export, and each for one value.

use std::collections::BTreeSet;

use crate::gitlab::TOKEN_VARIABLES;
use crate::resource::Address;

/// The longest name that is derived.
const LONGEST: usize = 160;

/// The names that are in use.
#[derive(Debug, Default)]
pub(super) struct Variables(BTreeSet<String>);

impl Variables {
    /// The name for a value of an object. It starts with the path of the group or project.
    pub(super) fn name(&mut self, address: &Address, field: &str) -> String {
        let scope = address.scope().full_path().unwrap_or_default();
        let within = address.within_scope();
        let name = derived(&format!("{scope}/{within}/{field}"));
        let free = |it: &String| !self.0.contains(it) && !TOKEN_VARIABLES.contains(&it.as_str());
        let numbered = |number: usize| match number {
            1 => name.clone(),
            number => format!("{name}_{number}"),
        };
        let name = (1..).map(numbered).find(free).unwrap_or_default();
        self.0.insert(name.clone());
        name
    }
}

/// `acme/api/hooks/audit/token` is `ACME_API_HOOKS_AUDIT_TOKEN`.
fn derived(text: &str) -> String {
    let mut name = String::new();
    for it in text.chars().take(LONGEST) {
        match it.is_ascii_alphanumeric() {
            true => name.push(it.to_ascii_uppercase()),
            false if name.is_empty() || name.ends_with('_') => {}
            false => name.push('_'),
        }
    }
    let name = name.trim_end_matches('_');
    match name.starts_with(|it: char| it.is_ascii_digit()) {
        true => format!("_{name}"),
        false => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::Scope;

    #[test]
    fn each_value_has_a_name_of_its_own_that_is_valid() {
        let mut names = Variables::default();
        let mut name = |scope: &Scope, kind: &'static str, key: &str, field: &str| {
            names.name(&scope.address_of(kind, key), field)
        };
        let api = Scope::project("acme/api");
        assert_eq!(name(&api, "hooks", "audit", "token"), "ACME_API_HOOKS_AUDIT_TOKEN");
        assert_eq!(name(&api, "hooks", "Audit", "token"), "ACME_API_HOOKS_AUDIT_TOKEN_2");
        assert_eq!(
            name(&Scope::project("acme-api"), "hooks", "audit", "token"),
            "ACME_API_HOOKS_AUDIT_TOKEN_3"
        );
        assert_eq!(name(&Scope::project("7x"), "hooks", "\u{1f98a}", "a/ b"), "_7X_HOOKS_A_B");
        assert_eq!(name(&Scope::instance(), "gitlab", "", "token"), "GITLAB_TOKEN_2");
        let long = name(&api, "hooks", &"https://a.example/".repeat(40), "token");
        assert!(long.len() <= LONGEST, "{long}");
    }
}
