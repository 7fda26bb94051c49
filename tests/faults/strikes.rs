//! The calls that faults strike, of every kind in every scope: each kind's own case of `tests/kinds/cases` is planned, and one
//! call for each column of the table is chosen of what it reads and writes. A new kind takes part by its case.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use futures::stream::{self, StreamExt as _};
use labwright::config::Choice;
use labwright::gitlab::{ApiPath, Method};
use labwright::kinds::KINDS;
use labwright::plan::{Options, Plan, Step};
use labwright::resource::{Action, Address, Duplicates, In, Shape, Spec};
use labwright::sandbox::{self, Exchange};
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::cases::{CASES, Case};
use crate::merge::Merged;
use crate::support::World;

/// Secrets that are sent, with characters that are written otherwise in JSON and in URLs, as far as GitLab accepts them.
pub(crate) const SECRETS: [(&str, &str); 5] = [
    ("CANARY_TOKEN", "canary/of+a=token~7q1f:@"),
    ("CANARY_SECRET", "canary.of-a_secret~q604+/="),
    ("CANARY_HEADER", "canary \"of\" a\\header<\u{e9}>/8q2h&="),
    ("CANARY_VARIABLE", "canary'of'a-variable~3q9v"),
    ("CANARY_URL", "https://u:canary-5q7u@a.example.com/in"),
];
const IN_A_FILE: &str = "canary of a file 6q52\n";

/// What no output may contain: pieces that show a secret in every form, and what the cases mark.
pub(crate) const TELLTALES: [&str; 8] =
    [sandbox::ADMIN_TOKEN, "7q1f", "q604", "8q2h", "3q9v", "5q7u", "6q52", "unseen-"];

/// Where the objects are that have nothing to do with the call.
pub(crate) const BYSTANDER: &str = "projects/bystander/";

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    /// A list that a plan reads.
    Get,
    /// The creation of what GitLab does not create twice.
    Post,
    /// The creation of what GitLab would create twice.
    PostTwice,
    Put,
    Patch,
    Delete,
}

pub(crate) const COLUMNS: [Column; 6] =
    [Column::Get, Column::Post, Column::PostTwice, Column::Put, Column::Patch, Column::Delete];

impl Column {
    pub(crate) fn method(self) -> &'static str {
        match self {
            Column::Get => "GET",
            Column::Post | Column::PostTwice => "POST",
            Column::Put => "PUT",
            Column::Patch => "PATCH",
            Column::Delete => "DELETE",
        }
    }

    /// The column of a write; none for the halves of a replacement, and for what is done once.
    fn of(step: &Step, plan: &Plan) -> Option<Self> {
        let replaced =
            |it: &Step| it.action == Action::Replace && it.order.address == step.order.address;
        if plan.steps().iter().any(replaced) {
            return None;
        }
        // Credentials are replaced rather than looked for: tests/kinds/credentials.rs has these.
        let is_credential = step.entry.spec.duplicates == Duplicates::Replaced;
        match (step.request.method.as_str(), step.action) {
            ("POST" | "PUT", _) if is_credential => None,
            ("POST", Action::Create | Action::Update)
                if step.entry.spec.duplicates == Duplicates::Accepted =>
            {
                Some(Column::PostTwice)
            }
            ("POST", Action::Create) => Some(Column::Post),
            // GitLab refuses a second change of a deployment to the same status: tests/faults/answers has these.
            ("PUT", _) if step.request.method == Method::Delta => Some(Column::Patch),
            ("PUT", _) if step.entry.spec.shape != Shape::Goal => Some(Column::Put),
            ("PATCH", _) => Some(Column::Patch),
            ("DELETE", Action::Delete) => Some(Column::Delete),
            _ => None,
        }
    }
}

/// A world, and files in it.
struct Scene {
    seed: String,
    before: sandbox::World,
    file: String,
    /// The lists that have objects before it.
    filled: BTreeSet<String>,
    /// How many objects the lists have after an apply.
    afterwards: BTreeMap<String, usize>,
    /// What the apply sends, and whether GitLab answers it with a body.
    sent: BTreeMap<String, bool>,
}

/// A call, and the scene in which labwright sends it.
pub(crate) struct Strike {
    pub(crate) column: Column,
    pub(crate) spec: &'static Spec,
    /// Without its query.
    pub(crate) path: String,
    /// The object that it writes, or an object of the list that it reads.
    pub(crate) address: Address,
    /// What is applied: this object, and what else is in the world.
    pub(crate) only: Vec<String>,
    /// Address and call of each step when nothing goes wrong.
    pub(crate) steps: Vec<(String, String)>,
    /// How often the call is sent then.
    pub(crate) times: usize,
    /// A deletion that GitLab answers with a body, half of which can be lost, or an update that it answers without one.
    unusual: bool,
    scene: Arc<Scene>,
}

impl Strike {
    /// Not a deletion that GitLab answers with a body, nor an update that it answers without one.
    pub(crate) fn is_usual(&self) -> bool {
        !self.unusual
    }

    /// The method of the call.
    pub(crate) fn method(&self) -> &'static str {
        match self.column {
            Column::Patch => self.spec.update.as_str(),
            column => column.method(),
        }
    }

    /// Whether its path contains an encoded `/`.
    pub(crate) fn is_encoded(&self) -> bool {
        self.path.contains("%2F")
    }

    /// What the addresses of its collection begin with.
    pub(crate) fn collection(&self) -> &str {
        self.address.as_str().strip_suffix(self.address.key()).unwrap_or_default()
    }

    /// What a plan of the call alone is asked for.
    pub(crate) fn options(&self) -> Options {
        let choice = Choice::new("--only", &self.only).expect("a glob");
        Options { only: (!self.only.is_empty()).then_some(choice), ..Options::default() }
    }

    /// The world before the call.
    pub(crate) async fn world(&self) -> World {
        let world = start(&self.scene.seed).await;
        *world.sandbox().world() = self.scene.before.clone();
        world.write("labwright.yaml", &self.scene.file);
        world
    }

    /// Each list has as many objects as if nothing had gone wrong.
    pub(crate) async fn assert_nothing_is_there_twice(&self, world: &World, about: &str) {
        let lists = counts(world, self.scene.afterwards.keys()).await;
        assert_eq!(lists, self.scene.afterwards, "{about}");
    }
}

async fn start(seed: &str) -> World {
    let mut world = World::start(seed).await;
    SECRETS.iter().for_each(|(name, value)| world.secret(name, value));
    world.files_of_cases(IN_A_FILE);
    world
}

/// How many objects lists have.
async fn counts(world: &World, paths: impl Iterator<Item = &String>) -> BTreeMap<String, usize> {
    // labwright does not ask in this way, so no contract has to know it.
    world.sandbox().record(false);
    let mut counts = BTreeMap::new();
    for path in paths {
        let list = world.send("GET", &format!("{path}?per_page=100"), Value::Null).await.body;
        counts.extend(list.as_array().map(|it| (path.clone(), it.len())));
    }
    world.sandbox().record(true);
    counts
}

/// Address and call of each step.
fn steps(plan: &Plan) -> Vec<(String, String)> {
    let call = |it: &Step| format!("{} {}", it.request.method.as_str(), path(&it.request.path));
    plan.steps().iter().map(|it| (it.order.address.to_string(), call(it))).collect()
}

/// A path, as it is sent, without its query.
fn path(path: &ApiPath) -> String {
    format!("/{}", path.as_str().split('?').next().unwrap_or_default())
}

/// The calls of all cases.
pub(crate) async fn strikes() -> &'static [Strike] {
    static ALL: OnceCell<Vec<Strike>> = OnceCell::const_new();
    let all = || async {
        let of_cases = stream::iter(0..CASES.len()).map(of_case).buffered(4);
        of_cases.collect::<Vec<_>>().await.into_iter().flatten().collect()
    };
    ALL.get_or_init(all).await
}

/// A case whose objects are there, too, and go on: a list of a project, which nothing in another group depends on.
fn bystander(at: usize) -> &'static Case {
    let is_list = |it: &Case| {
        let is_it = |spec: &Spec| {
            (spec.scope, spec.kind) == (it.scope, it.kind)
                && spec.duplicates != Duplicates::Replaced
        };
        KINDS.iter().any(|entry| is_it(entry.spec) && entry.spec.shape == Shape::List)
    };
    let others = CASES.iter().cycle().skip(at + 1).take(CASES.len());
    let mut others = others.filter(|it| it.scope == In::Project && it.kind != CASES[at].kind);
    others.find(|it| is_list(it)).expect("a list of a project")
}

/// The first call of each column, in any of the stages.
async fn of_case(at: usize) -> Vec<Strike> {
    let (case, other) = (&CASES[at], bystander(at));
    let moved = |text: &str| text.replace("acme", "bystander");
    let mut seed = Merged::new();
    seed.add(case.seed);
    seed.add(&moved(other.seed));
    let seed = seed.all.to_string();
    let world = start(&seed).await;
    let mut found: BTreeMap<Column, Strike> = BTreeMap::new();
    for stage in case.stages {
        let mut file = Merged::new();
        file.add("version: 1");
        file.add(stage);
        let alone = file.all.to_string();
        file.add(&moved(other.stages[0]));
        let (scene, plan, gets) = scene(&world, &seed, &file.all.to_string()).await;
        let of_case =
            |it: &&Step| (it.entry.spec.scope, it.entry.spec.kind) == (case.scope, case.kind);
        for it in plan.steps().iter().filter(of_case) {
            let read = read(&scene, &plan, it, &gets);
            let written = written(&world, &scene, &plan, it).await;
            for strike in read.into_iter().chain(written) {
                found.entry(strike.column).or_insert(strike);
            }
        }
        world.write("labwright.yaml", &alone);
        world.converge().await;
    }
    world.take_exchanges();
    found.into_values().collect()
}

/// A list that takes two pages.
pub(crate) async fn long_list() -> Strike {
    let checks = |more: &[u32]| -> Vec<_> {
        let url = |it: &u32| format!("https://c{it:03}.example.com");
        let check = |it: u32| json!({ "name": format!("c{it:03}"), "external_url": url(&it) });
        (0..120).chain(more.iter().copied()).map(check).collect()
    };
    let label = json!([{ "name": "new", "color": "#112233" }]);
    let seed = json!({ "projects": [{ "path": "acme/api", "external_status_checks": checks(&[]) }, { "path": "bystander/api" }] });
    let file = json!({ "version": 1, "projects": {
        "acme/api": { "external_status_checks": { "prune": true, "items": checks(&[121]) } },
        "bystander/api": { "labels": label },
    } });
    let seed = seed.to_string();
    let world = start(&seed).await;
    let (scene, plan, gets) = scene(&world, &seed, &file.to_string()).await;
    world.take_exchanges();
    let mut reads = plan.steps().iter().filter_map(|it| read(&scene, &plan, it, &gets));
    reads.find(|it| it.times == 2).expect("two pages")
}

/// What a plan of a file reads and does; the world stays as it is.
async fn scene(world: &World, seed: &str, file: &str) -> (Arc<Scene>, Plan, Vec<String>) {
    world.write("labwright.yaml", file);
    world.take_exchanges();
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    let gets = world.take_exchanges().into_iter().filter(|it| it.method == "GET");
    let gets: Vec<_> = gets.map(|it| it.path).collect();
    let before = world.sandbox().world().clone();
    let filled = counts(world, gets.iter()).await.into_iter().filter(|it| it.1 > 0);
    let filled = filled.map(|it| it.0).collect();
    world.take_exchanges();
    world.converge().await;
    let call = |it: Exchange| (format!("{} {}", it.method, it.path), it.answer.is_some());
    let sent = world.take_exchanges().into_iter().map(call).collect();
    let afterwards = counts(world, gets.iter()).await;
    *world.sandbox().world() = before.clone();
    let (seed, file) = (seed.to_owned(), file.to_owned());
    (Arc::new(Scene { seed, before, file, filled, afterwards, sent }), plan, gets)
}

/// The list that a step comes from, as a plan reads it.
fn read(scene: &Arc<Scene>, plan: &Plan, step: &Step, gets: &[String]) -> Option<Strike> {
    let path = path(&step.entry.spec.list_in(&step.scope));
    let times = gets.iter().filter(|it| **it == path).count();
    let is_list = step.entry.spec.shape == Shape::List;
    (times > 0 && is_list && scene.filled.contains(&path)).then(|| Strike {
        column: Column::Get,
        spec: step.entry.spec,
        path,
        address: step.order.address.clone(),
        only: Vec::new(),
        steps: steps(plan),
        times,
        unusual: false,
        scene: scene.clone(),
    })
}

/// The call of a step, if no other one looks like it when it is applied with the bystander alone.
async fn written(world: &World, scene: &Arc<Scene>, plan: &Plan, step: &Step) -> Option<Strike> {
    let column = Column::of(step, plan)?;
    let address = step.order.address.clone();
    let only = vec![address.to_string(), format!("{BYSTANDER}**")];
    let choice = Choice::new("--only", &only).expect("a glob");
    let options = Options { only: Some(choice), ..Options::default() };
    let part = world.plan_with(&options).await;
    let (steps, path) = (steps(&part), path(&step.request.path));
    let call = format!("{} {path}", step.request.method.as_str());
    let times = steps.iter().filter(|it| it.1 == call).count();
    // A single object is written by one call again and again, fields that wait for others in a later one.
    let is_one = times == 1 || step.entry.spec.shape == Shape::Single && times > 0;
    // What the plan itself creates gets its ID later.
    let answered = *scene.sent.get(&call)?;
    let is_clear = part.problems.is_empty() && is_one;
    is_clear.then(|| Strike {
        column,
        spec: step.entry.spec,
        unusual: match column {
            Column::Delete => answered,
            Column::Put | Column::Patch => !answered,
            Column::Get | Column::Post | Column::PostTwice => false,
        },
        path,
        address,
        only,
        steps,
        times,
        scene: scene.clone(),
    })
}
