//! Projects and groups are created, moved, archived, and deleted, broken off at every call: the next apply finishes the work,
//! no project is made twice, and none is deleted that nobody named. Somebody renames a group meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;
use std::sync::Mutex;

use labwright::config::Config;
use labwright::plan::{Approved, NotApproved, Plan, Saved};
use labwright::sandbox::{Break, Of, World};
use serde_json::{Map, Value, json};

use super::dice::Dice;
use super::lab::{After, Lab};
use super::{saved, text, told};

const SEED: &str = "
groups:
  - { path: acme, visibility: public }
  - { path: acme/old, visibility: public }
  - { path: acme/old/deep, visibility: public }
  - { path: acme/other, visibility: public }
  - { path: acme/doomed, visibility: public }
projects:
  - { path: acme/api, name: api, labels: [{ name: bug, color: '#ff0000' }] }
  - { path: acme/web, name: web }
  - { path: acme/old/one, name: one, labels: [{ name: bug, color: '#ff0000' }] }
  - { path: acme/old/deep/two, name: two }
  - { path: acme/other/frozen, name: frozen, settings: { archived: true } }
  - { path: acme/doomed/three, name: three }
";

/// What is there in the beginning, by a name that is nowhere else.
const PROJECTS: [&str; 5] =
    ["acme/api", "acme/web", "acme/old/one", "acme/old/deep/two", "acme/other/frozen"];

/// A random configuration, and the paths that may be deleted.
fn wanted(dice: &mut Dice) -> (Value, BTreeSet<String>) {
    let (mut groups, mut projects) = (Map::new(), Map::new());
    let mut absent = BTreeSet::new();
    let mut places = vec!["acme".to_owned(), "acme/other".to_owned()];
    if dice.coin() {
        groups.insert("acme/fresh".into(), json!({ "create": true }));
        places.push("acme/fresh".to_owned());
        if dice.coin() {
            groups
                .insert("acme/fresh/sub".into(), of_group(dice, "sub", json!({ "create": true })));
            places.push("acme/fresh/sub".to_owned());
        }
    }
    let move_to = |dice: &mut Dice, names: &[&str], places: &[String]| {
        format!("{}/{}", dice.pick(places), dice.pick(names))
    };
    // Where each group is in the end.
    let mut now: BTreeMap<&str, String> = BTreeMap::from([("acme/old", "acme/old".to_owned())]);
    if dice.coin() {
        let to = move_to(dice, &["old", "renamed"], &places);
        if to != "acme/old" {
            groups.insert(to.clone(), of_group(dice, "old", json!({ "moved_from": "acme/old" })));
            now.insert("acme/old", to);
        }
    }
    let deep = format!("{}/deep", now["acme/old"]);
    now.insert("acme/old/deep", deep.clone());
    if dice.once_in(3) {
        let to = match dice.coin() {
            true => format!("{}/inner", now["acme/old"]),
            false => move_to(dice, &["deep", "inner"], &places),
        };
        groups.insert(to.clone(), json!({ "moved_from": "acme/old/deep" }));
        now.insert("acme/old/deep", to);
    }
    places.extend(now.values().cloned());
    if dice.once_in(3) {
        groups.insert("acme/doomed".into(), json!({ "state": "absent" }));
        absent.insert("acme/doomed".to_owned());
    }
    for (at, path) in PROJECTS.into_iter().enumerate() {
        let (above, last) = path.rsplit_once('/').unwrap();
        let above = now.get(above).map_or(above, |it| it);
        let here = format!("{above}/{last}");
        match dice.roll(5) {
            0 => {}
            1 => drop(projects.insert(here, content(dice, json!({})))),
            2 if here == path => {
                projects.insert(here, json!({ "state": "absent" }));
                absent.insert(path.to_owned());
            }
            _ => {
                // Now and then the path that another one has, or leaves.
                let other = PROJECTS[(at + 1) % PROJECTS.len()].rsplit_once('/').unwrap().1;
                let to = move_to(dice, &[last, "service", other], &places);
                if to != here {
                    projects.insert(to, content(dice, json!({ "moved_from": path })));
                }
            }
        }
    }
    for name in dice.some(&["fresh-1", "fresh-2", "api"]) {
        let path = format!("{}/{name}", dice.pick(&places));
        let create = match dice.coin() {
            true => json!({ "create": { "initialize_with_readme": true } }),
            false => json!({ "create": true }),
        };
        let mut it = content(dice, create);
        if dice.coin() {
            // Its name is known when the project is there.
            let name = json!({ "template": "{{ project.default_branch }}" });
            it["protected_branches"] = json!([{ "name": name, "allowed_to_push": ["no one"] }]);
        }
        it["settings"]["name"] = json!(format!("new {name}"));
        projects.entry(path).or_insert(it);
    }
    (json!({ "version": 1, "groups": groups, "projects": projects }), absent)
}

fn of_group(dice: &mut Dice, name: &str, mut scope: Value) -> Value {
    // No project and no other group has a label of this name: GitLab refuses a second one in a group.
    scope["labels"] = json!([{ "name": name, "color": dice.pick(&["#ff0000", "#00ff00"]) }]);
    scope
}

fn content(dice: &mut Dice, mut scope: Value) -> Value {
    if dice.coin() {
        let color = dice.pick(&["#ff0000", "#00ff00"]);
        scope["labels"] = json!([{ "name": dice.pick(&["bug", "more"]), "color": color }]);
    }
    if dice.coin() {
        scope["settings"]["description"] = json!(dice.pick(&["one", "two"]));
    }
    if dice.once_in(5) && scope["create"].is_null() && scope["moved_from"].is_null() {
        scope["settings"]["archived"] = json!(dice.coin());
    }
    scope
}

/// Somebody who renames, creates, archives, and deletes by hand.
fn meddle(dice: &mut Dice, world: &mut World) {
    let group = |world: &World, path: &str| world.group_at(path);
    match dice.roll(7) {
        0 | 1 => {
            let path = *dice.pick(&["acme/old", "acme/old/deep", "acme/other", "acme/fresh"]);
            if let Some(id) = group(world, path) {
                world.rename_group(id, &format!("{path}-by-hand"));
            }
        }
        2 => {
            let path = *dice.pick(&PROJECTS);
            if let Some(id) = world.project_at(path) {
                world.rename_project(id, &format!("{path}-by-hand"));
            }
        }
        3 => {
            if let Some(project) = world.project_mut(dice.pick::<&str>(&PROJECTS)) {
                project.settings.insert("archived".into(), json!(true));
            }
        }
        4 => {
            // A project takes the path of another one.
            if let (Some(id), None) =
                (world.project_at("acme/web"), world.project_at("acme/service"))
            {
                world.rename_project(id, "acme/service");
            }
        }
        5 => {
            // And another one the path that this one had.
            if let (Some(api), Some(web)) =
                (world.project_at("acme/api"), world.project_at("acme/web"))
            {
                world.rename_project(api, "acme/api-by-hand");
                world.rename_project(web, "acme/api");
            }
        }
        _ => {
            if let Some(id) = world.project_at("acme/old/one") {
                world.remove_project(id);
            }
        }
    }
}

/// Somebody who changes paths after so many steps of an apply.
pub(crate) struct Meanwhile {
    after: usize,
    /// The steps so far, the dice, and the world after the change.
    state: Mutex<(usize, Dice, Option<World>)>,
}

impl Meanwhile {
    /// Another step has ended.
    pub(crate) fn step(&self, world: &mut World) {
        let mut state = self.state.lock().unwrap();
        let (seen, dice, kept) = &mut *state;
        *seen += 1;
        if *seen > self.after && kept.is_none() {
            meddle(dice, world);
            *kept = Some(world.clone());
        }
    }
}

/// What a world holds: paths, settings, and labels; the numbers only of what was there before.
fn truth(world: &World, start: &World) -> Vec<String> {
    let old = |id: u64, known: bool| if known { format!("#{id}") } else { "new".to_owned() };
    let settings = |it: &Map<String, Value>| {
        let mut it = it.clone();
        it.retain(|name, _| !name.ends_with("_at"));
        Value::Object(it).to_string()
    };
    let labels = |of: Of| {
        let rows = world.rows.get(&(of, "labels")).into_iter().flatten();
        let mut all: Vec<_> = rows.map(|it| format!("{}={}", it["name"], it["color"])).collect();
        all.sort();
        all.join(" ")
    };
    let projects = world.projects.values().map(|it| {
        let number = old(it.id, start.projects.contains_key(&it.id));
        let rest = (&it.name, it.visibility, settings(&it.settings), labels(Of::Project(it.id)));
        format!("{} {number} {rest:?} {:?}", it.path, it.default_branch)
    });
    let groups = world.groups.values().map(|it| {
        let number = old(it.id, start.groups.contains_key(&it.id));
        let rest = (&it.name, it.visibility, settings(&it.settings), labels(Of::Group(it.id)));
        format!("{} {number} {rest:?}", it.path)
    });
    let mut lines: Vec<_> = projects.chain(groups).collect();
    lines.sort();
    lines
}

/// What may never be: a project that is deleted though nobody named it, one that is made twice or though nobody asked for it.
fn wrong(config: &Config, absent: &BTreeSet<String>, before: &World, now: &World) -> Vec<String> {
    let mut wrong = Vec::new();
    let is_marked = |it: &labwright::sandbox::Project| it.path.contains("-deletion_scheduled-");
    for (id, was) in &before.projects {
        let named =
            absent.iter().any(|it| was.path == *it || was.path.starts_with(&format!("{it}/")));
        match now.projects.get(id) {
            None => wrong.push(format!("{} is gone", was.path)),
            Some(it) if is_marked(it) && !is_marked(was) && !named => {
                wrong.push(format!("{} is deleted", was.path));
            }
            Some(_) => {}
        }
    }
    let asked = config.lives.iter().filter(|it| it.1.create.is_some());
    let asked: Vec<_> = asked.filter_map(|it| it.0.full_path()).collect();
    let mut made: Vec<&str> = Vec::new();
    for it in now.projects.values().filter(|it| !before.projects.contains_key(&it.id)) {
        made.push(&it.path);
    }
    for it in now.groups.values().filter(|it| !before.groups.contains_key(&it.id)) {
        made.push(&it.path);
    }
    let last = |it: &str| it.rsplit('/').next().unwrap_or_default().replace("-by-hand", "");
    for path in &made {
        let twice = made.iter().filter(|it| *it == path).count() > 1;
        if twice || !asked.iter().any(|it| last(it) == last(path)) {
            wrong.push(format!("{path} is made"));
        }
    }
    wrong
}

/// What was tried.
#[derive(Debug, Default)]
struct Tally {
    journeys: usize,
    problems: usize,
    broken: usize,
    moved: usize,
    created: usize,
    deleted: usize,
    stale: usize,
    held: usize,
    meanwhile: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        let Tally { journeys, problems, broken, moved, created, deleted, stale, held, meanwhile } =
            other;
        self.journeys += journeys;
        self.problems += problems;
        self.broken += broken;
        self.moved += moved;
        self.created += created;
        self.deleted += deleted;
        self.stale += stale;
        self.held += held;
        self.meanwhile += meanwhile;
    }
}

struct Journey {
    start: World,
    config: Config,
    absent: BTreeSet<String>,
    shown: String,
    saved: Saved,
    writes: usize,
    truth: Vec<String>,
}

async fn plan(lab: &mut Lab, config: &Config) -> Plan {
    // What a run has learned of paths is no longer true.
    lab.forget();
    lab.plan(config).await
}

async fn finish(
    lab: &mut Lab,
    it: &Journey,
    approved: Approved,
    shown: &str,
) -> Result<(), String> {
    let report = lab.apply_in_phases(approved, &it.config, 16, After::GoOn, None).await;
    if !report.is_whole() {
        return Err(format!("{shown}\n{}", told(&report)));
    }
    let left = plan(lab, &it.config).await;
    if !left.steps().is_empty() || !left.problems.is_empty() {
        return Err(format!("{shown}\nleft to do:\n{}", text(&left)));
    }
    Ok(())
}

async fn journey(lab: &mut Lab, dice: &mut Dice) -> Result<Option<Journey>, String> {
    let start = lab.seeded.clone();
    lab.reset(&start);
    let (text_of, absent) = wanted(dice);
    // What contradicts itself is found before anything is planned.
    let Ok(config) = lab.config(&text_of) else { return Ok(None) };
    let first = plan(lab, &config).await;
    if !first.problems.is_empty() {
        return Ok(None);
    }
    let (shown, saved) = (text(&first), saved(&first));
    let before = lab.writes();
    let mut it = Journey { start, config, absent, shown, saved, writes: 0, truth: Vec::new() };
    let approved = Approved::by_hand(first);
    finish(lab, &it, approved, "undisturbed")
        .await
        .map_err(|why| format!("{}\n{why}", it.shown))?;
    it.writes = lab.writes() - before;
    let wrong = wrong(&it.config, &it.absent, &it.start, &lab.sandbox.world());
    if !wrong.is_empty() {
        return Err(format!("undisturbed:\n{}\n{}", it.shown, wrong.join("\n")));
    }
    it.truth = truth(&lab.sandbox.world(), &it.start);
    Ok(Some(it))
}

async fn broken(
    lab: &mut Lab,
    it: &Journey,
    at: usize,
    how: Break,
    after: After,
    parallelism: usize,
) -> Result<(), String> {
    lab.reset(&it.start);
    let first = plan(lab, &it.config).await;
    lab.sandbox.break_at(at, how);
    let report =
        lab.apply_in_phases(Approved::by_hand(first), &it.config, parallelism, after, None).await;
    if !lab.sandbox.mend() {
        return Err(format!("call {at} was not broken off: {}", told(&report)));
    }
    let wrong = wrong(&it.config, &it.absent, &it.start, &lab.sandbox.world());
    if !wrong.is_empty() {
        return Err(format!("on the way: {}\n{}", wrong.join("\n"), told(&report)));
    }
    let fresh = plan(lab, &it.config).await;
    let shown = format!("the rest:\n{}\n{}", text(&fresh), told(&report));
    let approved =
        Approved::by_file(fresh, &it.saved).map_err(|stale| format!("{stale}\n{shown}"))?;
    finish(lab, it, approved, &shown).await?;
    let truth = truth(&lab.sandbox.world(), &it.start);
    match super::truth::difference(&truth, &it.truth) {
        Some(difference) => Err(format!("{shown}\n{difference}")),
        None => Ok(()),
    }
}

/// Somebody changes paths between plan and apply.
async fn meddled(
    lab: &mut Lab,
    it: &Journey,
    dice: &mut Dice,
    tally: &mut Tally,
) -> Result<(), String> {
    lab.reset(&it.start);
    meddle(dice, &mut lab.sandbox.world());
    let before = lab.sandbox.world().clone();
    let fresh = plan(lab, &it.config).await;
    let (shown, problems) = (text(&fresh), !fresh.problems.is_empty());
    match Approved::by_file(fresh, &it.saved) {
        Ok(approved) => {
            tally.held += 1;
            let report = lab.apply_in_phases(approved, &it.config, 16, After::GoOn, None).await;
            let wrong = wrong(&it.config, &it.absent, &before, &lab.sandbox.world());
            if !wrong.is_empty() || !problems && !report.is_whole() {
                return Err(format!("{shown}\n{}\n{}", wrong.join("\n"), told(&report)));
            }
        }
        Err(NotApproved::Stale(stale)) => {
            tally.stale += 1;
            if stale.unseen.is_empty() {
                return Err(format!("stale, and every step was seen:\n{shown}"));
            }
        }
        Err(other) => return Err(other.to_string()),
    }
    Ok(())
}

/// Somebody changes paths while an apply is under way: it may fail, and the next one does no harm, either.
async fn meanwhile(lab: &mut Lab, it: &Journey, dice: &mut Dice) -> Result<(), String> {
    lab.reset(&it.start);
    let first = plan(lab, &it.config).await;
    let disturbed = Meanwhile {
        after: dice.roll(it.writes),
        state: Mutex::new((0, Dice::new(dice.roll(1 << 20) as u64), None)),
    };
    let approved = Approved::by_hand(first);
    let report = lab.apply_in_phases(approved, &it.config, 4, After::GoOn, Some(&disturbed)).await;
    let kept = disturbed.state.into_inner().unwrap().2.unwrap_or_else(|| it.start.clone());
    let gone = |world: &World| {
        it.start.projects.keys().filter(|id| !world.projects.contains_key(id)).count()
    };
    let removed = gone(&kept);
    let check = |lab: &Lab, when: &str, report: &labwright::apply::Report| {
        let now = lab.sandbox.world().clone();
        let mut before = it.start.clone();
        before.projects.retain(|id, _| kept.projects.contains_key(id));
        let wrong = wrong(&it.config, &it.absent, &before, &now);
        match wrong.is_empty() && gone(&now) == removed {
            true => Ok(()),
            false => Err(format!("{when}: {}\n{}", wrong.join("\n"), told(report))),
        }
    };
    check(lab, "meanwhile", &report)?;
    let fresh = plan(lab, &it.config).await;
    let report =
        lab.apply_in_phases(Approved::by_hand(fresh), &it.config, 4, After::GoOn, None).await;
    check(lab, "afterwards", &report)
}

async fn seed(lab: &mut Lab, number: u64) -> Result<Tally, String> {
    let mut dice = Dice::new(number);
    let mut tally = Tally { journeys: 1, ..Tally::default() };
    let Some(it) = journey(lab, &mut dice).await? else {
        return Ok(Tally { problems: 1, ..tally });
    };
    let lives = || it.config.lives.values();
    tally.moved += lives().filter(|it| it.moved_from.is_some()).count();
    tally.created += lives().filter(|it| it.create.is_some()).count();
    tally.deleted += it.absent.len();
    for at in 0..it.writes {
        for how in [Break::Before, Break::After] {
            for after in [After::GoOn, After::Stop] {
                let parallelism = *dice.pick(&[1, 16]);
                broken(lab, &it, at, how, after, parallelism).await.map_err(|why| {
                    format!(
                        "call {at} of {} broken off {how:?}, {after:?}, {parallelism} at once\nthe plan:\n{}\n{why}",
                        it.writes, it.shown
                    )
                })?;
                tally.broken += 1;
            }
        }
    }
    for _ in 0..4 {
        let shown = |why| format!("the plan:\n{}\n{why}", it.shown);
        meddled(lab, &it, &mut dice, &mut tally).await.map_err(shown)?;
        if it.writes > 0 {
            meanwhile(lab, &it, &mut dice).await.map_err(shown)?;
            tally.meanwhile += 1;
        }
    }
    Ok(tally)
}

/// Without optimisation, more would take too long.
const SEEDS: u64 = if cfg!(debug_assertions) { 4 } else { 40 };

#[tokio::test(flavor = "multi_thread")]
async fn projects_and_groups_survive_an_apply_that_is_broken_off_anywhere() {
    let usual = super::seeds().is_none();
    let seeds = super::seeds().unwrap_or(0..SEEDS);
    let (tally, mut failed): (Tally, _) =
        super::of_seeds(SEED, seeds, |lab, number| Box::pin(seed(lab, number))).await;
    println!("projects and groups: {tally:?}");
    failed.truncate(5);
    assert!(failed.is_empty(), "{} seeds:\n\n{}", failed.len(), failed.join("\n\n"));
    if usual {
        let Tally { journeys, problems, broken, moved, created, deleted, .. } = tally;
        assert!(problems * 4 < journeys * 3, "too many are contradictory: {tally:?}");
        assert!(broken > 0 && moved > 0 && created > 0 && deleted > 0, "{tally:?}");
        assert!(tally.held > 0 && tally.stale > 0 && tally.meanwhile > 0, "{tally:?}");
    }
}
