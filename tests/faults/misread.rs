//! Every value of every answer that a plan rests on is replaced by what GitLab never says there: it is missing, null, of
//! another type, empty, far too large. Whatever a plan makes of that, it creates nothing that the plan of the true answers
//! does not create, deletes nothing that this plan does not delete, and names no object by an empty name or the id 0.
//! Some are replaced on the wire.

use std::collections::BTreeSet;
use std::fmt;

use crate::cases::CASES;
use crate::support::World;
use labwright::gitlab::{ApiError, Element, Method};
use labwright::plan::{Options, Plan, Step, plan_from};
use labwright::resource::{Action, Facts, Need};
use labwright::sandbox::{Fault, Harm};
use serde_json::{Value, json};

const SEED: &str = "
users: [{ username: mia }, { username: dan }]
groups: [{ path: guests }]
hooks: [{ url: 'https://nameless.example.com/' }, { url: 'https://old.example.com/', name: old }]
projects:
  - path: acme/api
    members: { mia: maintainer, dan: developer }
    shares: { guests: developer }
    merge_trains: true
    commits: [a91957a858320c0e17f3a0eca7cfacbff50ea29a, 141be9714669a4c1ccaa013c6a7f3e462ff2a40f]
    branches: { main: a91957a858320c0e17f3a0eca7cfacbff50ea29a }
    protected_branches: [{ name: gone }]
    merge_requests:
      - { iid: 1, source_branch: green, pipeline: success }
      - { iid: 2, source_branch: slow, pipeline: running }
      - { iid: 4, source_branch: checked, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, pipeline: success }
    environments: [{ name: canary }]
    protected_environments:
      - { name: canary, deploy: [maintainer], approval_rules: [{ who: maintainer, required_approvals: 2 }] }
    deployments: [{ environment: canary, status: blocked, job: deploy, user: mia }]
";

/// What is there already, before anything is misread.
const THERE: &str = "
version: 1
instance:
  system_hooks:
    - name: audit
      url: 'https://audit.example.com/{tenant}/in'
      token: { env: SECRET }
      description: first
      url_variables: { tenant: { env: SECRET } }
      custom_headers: { X-Team: { env: SECRET } }
    - { url: 'https://nameless.example.com/', push_events: true }
projects:
  acme/api:
    protected_branches:
      - { name: main, allowed_to_merge: [developer, { user: dan }, { group: guests }] }
      - { name: 'release/*', allow_force_push: true }
    external_status_checks:
      - { name: A, external_url: 'https://a.example.com', protected_branches: [main], shared_secret: { env: SECRET } }
      - { name: B, external_url: 'https://b.example.com' }
    merge_trains: [{ merge_request: 1 }, { merge_request: 2, auto_merge: true }]
    merge_requests: [{ iid: 4, status_checks: [{ name: A, status: passed }, { name: B, status: failed }] }]
    deployments:
      - { environment: production, ref: main, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, status: running }
      - { environment: staging, ref: main, sha: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f, status: success }
      - { environment: canary, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, approval: { status: approved } }
";

/// The same, and changes to come: each kind of call.
fn wanted() -> String {
    let pruned =
        THERE.replace("  system_hooks:\n", "  system_hooks:\n   prune: true\n   items:\n").replace(
            "    external_status_checks:\n",
            "    external_status_checks:\n     prune: true\n     items:\n",
        );
    pruned
        .replace("description: first", "description: second")
        .replace(
            "- { name: 'release/*',",
            "- { name: gone, state: absent }\n      - { name: 'release/*',",
        )
        .replace("b.example.com' }", "b2.example.com' }")
        .replace(
            "- { name: A, external",
            "- { name: New, external_url: 'https://new.example.com' }\n      - { name: A, external",
        )
}

async fn world() -> World {
    let mut world = World::start(SEED).await;
    world.secret("SECRET", "s3cret");
    world.write("labwright.yaml", THERE);
    world.converge().await;
    world.write("labwright.yaml", &wanted());
    world.take_exchanges();
    world
}

/// What a plan creates, by its address, and what it deletes, by its path.
fn effects(plan: &Plan) -> BTreeSet<String> {
    let effect = |it: &Step| match it.request.method {
        Method::Post => Some(format!("POST {} for {}", it.request.path, it.order.address)),
        Method::Delete => Some(format!("DELETE {}", it.request.path)),
        _ => None,
    };
    plan.steps().iter().filter_map(effect).collect()
}

/// The calls that branches have for themselves if the files that they come with cannot be planned. No other branch has one more.
fn apart(plan: &Plan) -> impl Iterator<Item = String> {
    let branches = plan.steps().iter().filter(|it| it.entry.spec.kind == "branches");
    let comes = |it: &&Step| it.why.as_deref().is_some_and(|it| it.starts_with("comes with"));
    let creations = branches.filter(|it| it.action == Action::Create).filter(comes);
    creations
        .map(|it| format!("POST {} for {}", it.entry.spec.list_in(&it.scope), it.order.address))
}

/// Where every value of an answer is, as JSON pointers.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(items) => {
            for (index, it) in items.iter().enumerate() {
                pointers(it, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(fields) => {
            for (key, it) in fields {
                pointers(it, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        _ => {}
    }
}

/// What a value is replaced by. An empty list where there was one is a state that GitLab may be in, and so is a switch that
/// stands the other way: what is listed here is none.
fn others(value: &Value) -> Vec<Option<Value>> {
    let deep = (0..100).fold(json!(1), |it, _| json!([it]));
    let mut all = vec![
        None,
        Some(json!(null)),
        Some(json!(0)),
        Some(json!(-1)),
        Some(json!(1e300)),
        Some(json!("")),
        Some(json!({})),
        Some(json!([])),
        Some(json!([{}])),
        Some(json!([null])),
        Some(deep),
    ];
    match value {
        Value::Number(it) => all.push(Some(json!(it.to_string()))),
        Value::String(it) => all.push(it.parse::<u64>().ok().map(|it| json!(it))),
        Value::Array(items) => {
            let twice = items.iter().chain(items).cloned().collect();
            all.push((!items.is_empty()).then_some(Value::Array(twice)));
            all.retain(|it| *it != Some(json!([])));
        }
        _ => {}
    }
    all.retain(|it| it.as_ref() != Some(value));
    all.dedup();
    all
}

/// A value of an answer, and what stands in its place; nothing where it is missing.
struct Misreading {
    need: Need,
    at: String,
    with: Option<Value>,
}

impl fmt::Display for Misreading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let with = self.with.as_ref().map_or("nothing".to_owned(), Value::to_string);
        write!(f, "{:?} at `{}`: {with:.80}", self.need, self.at)
    }
}

/// Every misreading of every answer that a plan rests on.
fn misreadings(facts: &Facts) -> Vec<Misreading> {
    let mut found = Vec::new();
    for (need, answer) in &facts.answers {
        let answer = answer.as_ref().expect("an answer");
        let mut places = Vec::new();
        pointers(answer, "", &mut places);
        for at in places {
            let value = answer.pointer(&at).expect("it was found there");
            // An element less is a list that GitLab may have.
            let field = at
                .rsplit_once('/')
                .and_then(|it| answer.pointer(it.0))
                .is_some_and(Value::is_object);
            let others = others(value).into_iter().filter(|it| field || it.is_some());
            let misread = |with| Misreading { need: need.clone(), at: at.clone(), with };
            found.extend(others.map(misread));
        }
    }
    found
}

/// What is wrong with a plan from misread answers.
fn wrong(plan: &Plan, truth: &BTreeSet<String>) -> Vec<String> {
    let mut wrong: Vec<String> = effects(plan).difference(truth).cloned().collect();
    for step in plan.steps() {
        let path = step.request.path.as_str().split('?').next().unwrap_or_default();
        if path.split('/').any(|it| ["", "0", "%00", "null"].contains(&it)) {
            wrong.push(path.to_owned());
        }
    }
    wrong
}

fn none(many: usize, wrong: &[String]) {
    assert!(wrong.is_empty(), "{} of {many} misreadings:\n{}", wrong.len(), wrong.join("\n"));
}

/// The answer as the client would take it.
fn taken(need: &Need, value: Value) -> Result<Value, ApiError> {
    let taken = match need {
        Need::List(_, listing) => listing.element.check_list(value).map(Value::Array),
        Need::Page(_) => Element::Numbered.check_list(value).map(Value::Array),
        // Computed from whatever bytes came, or from headers that were checked.
        Need::Digest(_) | Need::File(_) => Ok(value),
        Need::Find(_, Element::NumberedOrNull) if value.is_null() => Ok(value),
        Need::Find(_, element) => element.check_object(&value).map(|()| value),
        Need::User(_) | Need::Group(_) | Need::Project(_) => {
            Element::Numbered.check_object(&value).map(|()| value)
        }
    };
    taken.map_err(|what| ApiError::Setup { what, next: String::new() })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_misread_creates_nothing_and_deletes_nothing() {
    let world = world().await;
    let (config, options) = (world.config(), Options::default());
    let mut facts =
        labwright::plan::facts(&config, &world.reader(), &options).await.expect("facts");
    let plan = plan_from(&config, &facts, &options);
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    let truth = effects(&plan);
    assert_eq!(truth.len(), 3, "{truth:?}");
    let all = misreadings(&facts);
    let mut found = Vec::new();
    // A single object has many values that no kind reads: some of them are enough.
    let some = |(at, it): &(usize, &Misreading)| !matches!(it.need, Need::Find(..)) || at % 7 == 0;
    for (_, it) in all.iter().enumerate().filter(some) {
        let Some(Ok(answer)) = facts.answers.get(&it.need).cloned() else { continue };
        let mut misread = answer.clone();
        put(&mut misread, &it.at, it.with.clone());
        facts.answers.insert(it.need.clone(), taken(&it.need, misread));
        let plan = plan_from(&config, &facts, &options);
        found.extend(wrong(&plan, &truth).into_iter().map(|effect| format!("{it}\n    {effect}")));
        facts.answers.insert(it.need.clone(), Ok(answer));
    }
    assert!(all.len() > 5_000, "{}", all.len());
    none(all.len(), &found);
}

/// The same on the wire, for some of them: the client takes nothing else for an answer.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_misread_on_the_wire_creates_nothing_and_deletes_nothing() {
    let world = world().await;
    let (config, reader, options) = (world.config(), world.reader(), Options::default());
    let facts = labwright::plan::facts(&config, &reader, &options).await.expect("facts");
    let truth = effects(&plan_from(&config, &facts, &options));
    let ours = |it: &Misreading| it.at.split('/').count() < 4 && !it.at.contains("_at");
    let all: Vec<_> = misreadings(&facts).into_iter().filter(ours).collect();
    let mut found = Vec::new();
    for it in all.iter().step_by(all.len() / 150) {
        let (Need::List(path, _) | Need::Page(path) | Need::Find(path, _)) = &it.need else {
            continue;
        };
        let (at, path) = (it.at.clone(), path.as_str());
        let path = format!("/{}", path.split('?').next().unwrap_or_default());
        let harm = match it.with.clone() {
            Some(with) => Harm::Replaced { at, with },
            None => Harm::Removed { at },
        };
        world.sandbox().fault(Fault::new("GET", &path, harm).always());
        // Where nothing at all can be read there is no plan.
        if let Ok(plan) = labwright::plan::plan(&config, &reader, &options).await {
            found.extend(
                wrong(&plan, &truth).into_iter().map(|effect| format!("{it}\n    {effect}")),
            );
        }
        world.sandbox().clear_faults();
    }
    world.take_exchanges();
    none(all.len(), &found);
}

/// Puts a value in the place of another, or takes that away.
fn put(json: &mut Value, at: &str, with: Option<Value>) {
    let Some(with) = with else {
        let (parent, key) = at.rsplit_once('/').expect("a field of an object");
        let key = key.replace("~1", "/").replace("~0", "~");
        let parent = json.pointer_mut(parent).and_then(Value::as_object_mut);
        parent.expect("a field of an object").remove(&key);
        return;
    };
    *json.pointer_mut(at).expect("it was found there") = with;
}

/// Most misreadings of one change of a case; the rest are left out evenly.
const EACH: usize = 400;

/// Fields that GitLab leaves empty at times: without them, an object is another one.
const MAY_BE_EMPTY: &[(&str, &str)] = &[
    ("system_hooks", "/name"),
    ("hooks", "/name"),
    ("badges", "/name"),
    // A variable that names no token is one of somebody else; a token without an end cannot be renewed in time.
    ("access_tokens", "/description"),
    ("access_tokens", "/expires_at"),
    ("deploy_tokens", "/description"),
    ("deploy_tokens", "/expires_at"),
    ("pipeline_triggers", "/description"),
    ("pipeline_triggers", "/expires_at"),
    ("applications", "/description"),
    ("runners", "/description"),
    ("tokens", "/description"),
];

/// Every kind, from the cases that all tests of kinds share: each stage is planned from misread answers.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_misread_of_any_kind_creates_nothing_and_deletes_nothing() {
    for case in CASES.iter() {
        let mut world = World::start(case.seed).await;
        for name in ["CANARY_TOKEN", "CANARY_VARIABLE", "CANARY_HEADER", "CANARY_SECRET"] {
            world.secret(name, "s3cret-s3cret");
        }
        world.secret("CANARY_URL", "https://u:s3cret@a.example.com/in");
        world.files_of_cases("s3cret");
        let mut tried = 0;
        for stage in case.stages {
            world.write("labwright.yaml", &format!("version: 1\n{stage}"));
            let (config, options) = (world.config(), Options::default());
            let mut facts =
                labwright::plan::facts(&config, &world.reader(), &options).await.expect("facts");
            let plan = plan_from(&config, &facts, &options);
            let truth = effects(&plan).into_iter().chain(apart(&plan)).collect();
            facts.answers.retain(|_, answer| answer.is_ok());
            let mut all = misreadings(&facts);
            let empty = |it: &Misreading| match &it.with {
                None | Some(Value::Null) => true,
                Some(with) => *with == json!(""),
            };
            let may = |it: &Misreading| {
                MAY_BE_EMPTY.iter().any(|(kind, end)| *kind == case.kind && it.at.ends_with(end))
            };
            all.retain(|it| !(empty(it) && may(it)));
            // There is no object then.
            let none = |it: &Misreading| {
                it.at.is_empty()
                    && match it.need {
                        Need::Find(_, Element::NumberedOrNull) => true,
                        Need::File(_) => it.with == Some(json!(null)),
                        _ => false,
                    }
            };
            all.retain(|it| !none(it));
            let some = all.iter().step_by(all.len() / EACH + 1);
            let mut found = Vec::new();
            for it in some {
                let Some(Ok(answer)) = facts.answers.get(&it.need).cloned() else { continue };
                let mut misread = answer.clone();
                put(&mut misread, &it.at, it.with.clone());
                facts.answers.insert(it.need.clone(), taken(&it.need, misread));
                let plan = plan_from(&config, &facts, &options);
                let effects = wrong(&plan, &truth);
                found.extend(effects.into_iter().map(|effect| format!("{it}\n    {effect}")));
                facts.answers.insert(it.need.clone(), Ok(answer));
                tried += 1;
            }
            assert!(found.is_empty(), "{}, {stage}\n{}", case.kind, found.join("\n"));
            world.apply(world.plan().await).await;
        }
        assert!(tried >= 50, "{}: {tried} misreadings", case.kind);
        world.take_exchanges();
    }
}
