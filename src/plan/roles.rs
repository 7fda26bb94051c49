//! The role in another project or group that a step writes to: if it is too low, the step is not planned.
//!
//! GitLab refuses a call that lacks a role, and nothing is lost. A call that writes elsewhere comes after others for the same
//! object, such as the creation of a token that is then delivered, so its role is checked before the first of them is sent.
//! **Invariant:** only a clear answer withholds a step.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Step;
use crate::gitlab::{ApiPath, Cause};
use crate::problem::{Problem, clean};
use crate::resource::{Address, Facts, Level, Need, Scope};

/// What a look at the roles came to.
#[derive(Debug, Default)]
pub(super) struct Roles {
    /// Facts that must be there first.
    pub asked: BTreeSet<Need>,
    pub problems: Vec<Problem>,
    /// Objects of which nothing is planned.
    pub withheld: BTreeSet<Address>,
}

/// Checks the steps that write to another project, group, or to the instance.
pub(super) fn check(steps: &[Step], facts: &Facts) -> Roles {
    let mut roles = Roles::default();
    let mut elsewhere: BTreeMap<Option<Scope>, Vec<&Step>> = BTreeMap::new();
    for step in steps.iter().filter(|it| it.elsewhere.is_some()) {
        let home = step.written().scope.home();
        if home != step.scope.home() {
            elsewhere.entry(home).or_default().push(step);
        }
    }
    for (home, steps) in elsewhere {
        let mut ask = |need: Need| {
            let answer = facts.answers.get(&need);
            if answer.is_none() {
                roles.asked.insert(need);
            }
            answer
        };
        let me = ask(Need::find(ApiPath::new("user")));
        let Some(Ok(me)) = me else { continue };
        let Some(id) = me["id"].as_u64().filter(|_| me["is_admin"] != true) else { continue };
        let member = home.as_ref().map(|it| ask(Need::find(it.at("members/all").seg(id))));
        let hidden = matches!(&member, Some(Some(Err(it))) if it.cause() == Some(Cause::Hidden));
        let level = match member {
            None => Some(Level::None),
            Some(Some(Ok(member))) => level(member),
            Some(_) => hidden.then_some(Level::None),
        };
        let Some(level) = level else { continue };
        let user = clean(me["username"].as_str().unwrap_or("the token's user")).into_owned();
        for step in steps {
            let written = step.written();
            let wanted = written.kind.spec().needs.write;
            if level >= wanted || !roles.withheld.insert(step.order.address.clone()) {
                continue;
            }
            let to = written.scope.address_of(written.kind.spec().kind, written.key);
            let of = &step.order.address;
            let (message, hint) = match &home {
                Some(home) if hidden => (
                    format!(
                        "{of}: it writes {to}, but the {} does not exist, or this token cannot see it",
                        home.noun()
                    ),
                    format!("check the path; if it exists, give {user} the {wanted} role there"),
                ),
                Some(home) => (
                    format!(
                        "{of}: writing {to} requires the {wanted} role there; {user} {}",
                        level.held()
                    ),
                    format!(
                        "give {user} the {wanted} role in the {}, or use another token",
                        home.noun()
                    ),
                ),
                None => (
                    format!("{of}: writing {to} requires an administrator, and {user} is not one"),
                    "use the token of an administrator".to_owned(),
                ),
            };
            roles.problems.push(Problem::new(message).hint(hint).at(step.origin.place()));
        }
    }
    roles
}

/// The level of a member by GitLab's response; `None` if it is not clear. A custom role can allow more than its level.
fn level(member: &Value) -> Option<Level> {
    if member.is_null() {
        return Some(Level::None);
    }
    let custom = member["member_role"].is_object();
    member["access_level"].as_u64().filter(|_| !custom).map(Level::of)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::gather::read;
    use super::super::homes::withhold;
    use super::*;
    use crate::config::Config;
    use crate::gitlab::{Reader, Server, Settings, Token};
    use crate::kinds::KINDS;
    use crate::resource::{Entry, Target};
    use crate::sandbox::{Sandbox, Seed};

    fn entry(kind: &str, scope: &Scope) -> &'static Entry {
        KINDS.iter().find(|it| it.spec.kind == kind && scope.is(it.spec.scope)).unwrap()
    }

    /// A label whose color is delivered to a variable of `to`, and another label that refers to it.
    fn steps(to: &Scope) -> Vec<Step> {
        let api = Scope::project("acme/api");
        let labels = entry("labels", &api);
        let create = Step::creating(labels, &api, "bug", json!({}));
        let mut deliver = create.clone();
        deliver.order.part = 1;
        let kind = entry("variables", to);
        deliver.elsewhere = Some(Target { scope: to.clone(), kind, key: "TOKEN".to_owned() });
        let mut other = Step::creating(labels, &api, "other", json!({}));
        let mut needs = other.clone();
        needs.order.address = api.address_of("labels", "needs");
        needs.needs.insert(create.order.address.clone());
        other.action = crate::resource::Action::Update;
        vec![create, deliver, other, needs]
    }

    /// What is left of the steps, and the problems, with the facts that `token` reads from the sandbox.
    async fn planned(sandbox: &Sandbox, token: &str, to: &Scope) -> (Vec<String>, Vec<String>) {
        let server = Server::parse(&sandbox.url(), "test").unwrap();
        let reader =
            Reader::new(Settings::new(server, Token::parse(token, "test").unwrap())).unwrap();
        let version = reader.version().await.unwrap().clone();
        let mut facts = Facts::of(version, reader.today());
        loop {
            let mut steps = steps(to);
            let found = withhold(
                &mut steps,
                &BTreeSet::new(),
                &Config::default(),
                &facts,
                &BTreeMap::new(),
            );
            if found.asked.is_empty() {
                let left = steps.iter().map(|it| it.order.address.key().to_owned()).collect();
                return (left, found.problems.iter().map(Problem::sentence).collect());
            }
            read(&reader, &found.asked, &mut facts).await.unwrap();
        }
    }

    const SEED: &str = "
users: [{ username: mia }, { username: dan }, { username: eve }]
projects:
  - { path: acme/api, members: { mia: maintainer, dan: maintainer, eve: maintainer } }
  - { path: acme/web, visibility: public, members: { mia: developer, dan: maintainer } }
  - { path: acme/private }
tokens:
  - { user: mia, token: of-mia, scopes: [api] }
  - { user: dan, token: of-dan, scopes: [api] }
  - { user: eve, token: of-eve, scopes: [api] }
";

    #[tokio::test(flavor = "multi_thread")]
    async fn a_role_that_is_too_low_elsewhere_withholds_the_whole_object_before_the_first_write() {
        let sandbox = Sandbox::start(&Seed::parse(SEED).unwrap()).await.unwrap();
        sandbox.record(true);
        let web = Scope::project("acme/web");
        let (left, problems) = planned(&sandbox, "of-eve", &Scope::project("acme/private")).await;
        assert_eq!(left, ["other"]);
        let hidden =
            "it writes projects/acme/private/variables/TOKEN, but the project does not exist, or";
        assert!(problems[0].contains(hidden), "{problems:?}");
        let all = ["bug", "bug", "other", "needs"];
        for (token, held) in [
            ("of-mia", Some("mia is a Developer")),
            ("of-eve", Some("eve is not a member")),
            ("of-dan", None),
            (crate::sandbox::ADMIN_TOKEN, None),
        ] {
            let (left, problems) = planned(&sandbox, token, &web).await;
            let Some(held) = held else {
                assert_eq!((left, problems), (all.map(str::to_owned).to_vec(), vec![]), "{token}");
                continue;
            };
            assert_eq!(left, ["other"], "{token}");
            let wanted =
                "writing projects/acme/web/variables/TOKEN requires the Maintainer role there";
            let expected = format!("projects/acme/api/labels/bug: {wanted}; {held}");
            assert!(problems.len() == 1 && problems[0].contains(&expected), "{problems:?}");
        }
        let (left, problems) = planned(&sandbox, "of-dan", &Scope::Instance).await;
        assert_eq!(left, ["other"]);
        assert!(
            problems[0].contains("requires an administrator, and dan is not one"),
            "{problems:?}"
        );
        // In the project itself, nothing is asked: GitLab refuses the first call.
        let before = sandbox.exchanges().len();
        let (left, _) = planned(&sandbox, "of-mia", &Scope::project("acme/api")).await;
        assert_eq!(left, all);
        let asked = sandbox.exchanges();
        assert!(asked[before..].iter().all(|it| !it.path.contains("members")), "{asked:#?}");
        assert!(asked.iter().all(|it| it.method == "GET" || it.path.ends_with("graphql")));
    }

    #[test]
    fn only_a_clear_answer_withholds() {
        assert_eq!(level(&json!(null)), Some(Level::None));
        assert_eq!(level(&json!({ "access_level": 30 })), Some(Level::Developer));
        let custom = json!({ "access_level": 30, "member_role": { "id": 1, "name": "x" } });
        for unclear in [custom, json!({}), json!([{}]), json!({ "access_level": "40" })] {
            assert_eq!(level(&unclear), None, "{unclear}");
        }
    }
}
