//! Somebody who changes GitLab by hand.

use labwright::sandbox::{AccessLevel, Hook, Project, World};

use super::dice::Dice;

/// One to three changes; the world holds together afterwards.
pub(crate) fn meddle(dice: &mut Dice, world: &mut World) {
    for _ in 0..=dice.roll(3) {
        once(dice, world);
    }
}

fn once(dice: &mut Dice, world: &mut World) {
    let now = world.now;
    match dice.roll(12) {
        0 => {
            if let Some(hook) = any(dice, world.hooks.values_mut()) {
                hook.custom_headers.retain(|(name, _)| name != "X-A");
                hook.description = Some("by hand".to_owned());
                let pushes = hook.switches.entry("push_events").or_default();
                *pushes = Some(*pushes != Some(true));
            }
        }
        1 => {
            let hook = any(dice, world.hooks.values_mut());
            if let Some(Hook { name, token, .. }) = hook {
                if name.as_deref() == Some("one") {
                    *name = None;
                }
                *token = Some("by hand".to_owned());
            }
        }
        2 => {
            let ids: Vec<u64> = world.hooks.keys().copied().collect();
            if !ids.is_empty() {
                world.hooks.remove(dice.pick(&ids));
            }
        }
        3 => {
            let number = world.next.access_level;
            world.next.access_level += 2;
            let level = |id, level, user| AccessLevel { id, level, user, ..AccessLevel::default() };
            let (mia, role) = (world.user_named("mia"), dice.pick(&[30, 40]));
            if let Some(rule) = any(dice, api(world).protected_branches.values_mut()) {
                rule.push.push(level(number, Some(*role), None));
                rule.merge = vec![level(number + 1, Some(40), mia)];
                rule.allow_force_push = !rule.allow_force_push;
            }
        }
        4 => {
            // GitLab deletes a rule together with what refers to it.
            let project = api(world);
            let ids: Vec<u64> = project.protected_branches.keys().copied().collect();
            if !ids.is_empty() {
                let gone = dice.pick(&ids);
                project.protected_branches.remove(gone);
                for check in project.status_checks.values_mut() {
                    check.protected_branches.retain(|it| it != gone);
                }
            }
        }
        5 => swap_urls(dice, api(world)),
        6 => {
            let project = api(world);
            let branches: Vec<u64> = project.protected_branches.keys().copied().collect();
            let scope = dice.some(&branches);
            if let Some(check) = any(dice, project.status_checks.values_mut()) {
                check.protected_branches = scope;
                check.shared_secret = None;
            }
        }
        7 => {
            let project = api(world);
            let ids: Vec<u64> = project.status_checks.keys().copied().collect();
            if !ids.is_empty() {
                project.status_checks.remove(dice.pick(&ids));
            }
        }
        8 => {
            if let Some(check) = any(dice, api(world).status_checks.values_mut()) {
                check.name = format!("{} by hand", check.name);
            }
        }
        9 => {
            if let Some(environment) = any(dice, api(world).environments.values_mut()) {
                environment.state = "stopped".to_owned();
            }
        }
        10 => {
            let row = any(dice, api(world).deployments.values_mut().filter(|it| it.job.is_none()));
            if let Some(row) = row {
                row.status = dice.pick(&["running", "failed", "success"]).to_string();
                row.finished_at = (row.status != "running").then_some(now);
            }
        }
        _ => {
            let id = world.project_at("acme/train").unwrap();
            world.cancel_auto_merge(id, *dice.pick(&[1, 2, 4]));
        }
    }
}

fn api(world: &mut World) -> &mut Project {
    world.project_mut("acme/api").unwrap()
}

fn any<T>(dice: &mut Dice, all: impl Iterator<Item = T>) -> Option<T> {
    let mut all: Vec<T> = all.collect();
    if all.is_empty() { None } else { Some(all.swap_remove(dice.roll(all.len()))) }
}

fn swap_urls(dice: &mut Dice, project: &mut Project) {
    let ids: Vec<u64> = project.status_checks.keys().copied().collect();
    if ids.len() < 2 {
        return;
    }
    let ids = dice.shuffled(&ids);
    let (one, two) = (&project.status_checks[&ids[0]], &project.status_checks[&ids[1]]);
    let urls = (one.external_url.clone(), two.external_url.clone());
    if let Some(it) = project.status_checks.get_mut(&ids[0]) {
        it.external_url = urls.1;
    }
    if let Some(it) = project.status_checks.get_mut(&ids[1]) {
        it.external_url = urls.0;
    }
}
