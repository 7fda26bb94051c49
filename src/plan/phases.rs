//! Divides an apply that creates projects and groups: what creates them, and the rest, which is planned again.
//!
//! **Invariants:** of the second plan, nothing runs that the approval does not cover, and no creation of a project or group:
//! those that are left were tried before.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Step as Shown;
use super::{Allowed, Approved, Options, Plan, PlanError, Stage, Step, approval, plan};
use crate::config::Config;
use crate::gitlab::Reader;
use crate::kinds::life::{Settles, settles};
use crate::problem::{Problem, Problems};
use crate::resource::{Action, Address, Scope};

/// What planning again requires.
#[derive(Debug)]
pub struct Again<'a> {
    /// What the files declare.
    pub config: &'a Config,
    /// What was planned of it.
    pub options: &'a Options,
    /// How far the guards let the second plan go.
    pub allowed: &'a Allowed,
}

/// An approved plan that creates projects or groups.
pub(crate) struct Phases {
    /// What creates them, with all that this needs.
    pub first: Approved,
    /// The numbers of these steps in the whole plan, from 1.
    pub numbers: Vec<usize>,
    pub rest: Rest,
}

/// What was approved for when the projects and groups are there.
pub(crate) struct Rest {
    steps: Vec<Step>,
    first: BTreeSet<usize>,
    found: BTreeSet<String>,
    problems: BTreeSet<String>,
}

/// The second plan, as far as it was approved.
pub(crate) struct Second {
    pub approved: Approved,
    /// The numbers of its steps in the whole plan; those that the whole plan has as parts of others come after it.
    pub numbers: Vec<usize>,
    /// Steps that are not sent, by number: because of an object that was not done, or because they were not approved.
    pub withheld: BTreeMap<usize, (Step, Option<Address>)>,
    /// The numbers of approved steps that nothing is left of.
    pub needless: BTreeSet<usize>,
    /// What the first plan had no problem with.
    pub problems: Problems,
}

impl Step {
    /// Whether it creates a project or group.
    pub(crate) fn creates_scope(&self) -> bool {
        self.order.stage == Stage::Make && self.action == Action::Create
    }

    /// Whether it creates a user, whom projects and groups can belong to.
    fn creates_user(&self) -> bool {
        self.order.stage == Stage::Open && self.scope == Scope::Instance
    }
}

impl Approved {
    /// Divides what creates projects or groups from the rest; a plan that creates none comes back whole.
    pub(crate) fn phases(mut self) -> Result<Phases, Box<Approved>> {
        let steps = &self.plan.steps;
        if !steps.iter().any(Step::creates_scope) {
            return Err(Box::new(self));
        }
        let mut wanted: BTreeSet<&Address> = BTreeSet::new();
        let mut open: Vec<&Step> =
            steps.iter().filter(|it| it.order.stage == Stage::Make || it.creates_user()).collect();
        while let Some(step) = open.pop() {
            if wanted.insert(&step.order.address) {
                open.extend(steps.iter().filter(|it| step.needs.contains(&it.order.address)));
            }
        }
        let early = |it: &Step| !matches!(it.order.stage, Stage::Prune | Stage::Close);
        let is_first = |it: &Step| early(it) && wanted.contains(&it.order.address);
        let all = steps.iter().enumerate();
        let first: BTreeSet<usize> = all.filter(|it| is_first(it.1)).map(|it| it.0).collect();
        let steps = self.plan.steps.clone();
        self.plan.steps = first.iter().map(|at| steps[*at].clone()).collect();
        let numbers = first.iter().map(|at| at + 1).collect();
        let found = self.plan.found.keys().map(ToString::to_string).collect();
        let problems = self.plan.problems.iter().map(Problem::sentence).collect();
        let rest = Rest { steps, first, found, problems };
        Ok(Phases { first: self, numbers, rest })
    }
}

impl Rest {
    /// The steps of the whole plan.
    pub(crate) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// What GitLab makes by itself in the projects that these steps created.
    pub(crate) fn settles(&self, made: &BTreeSet<Address>) -> Vec<Settles> {
        let made = |it: &&Step| it.creates_scope() && made.contains(&it.order.address);
        let created = self.steps.iter().filter(made);
        created.filter_map(|it| settles(&it.scope, &it.request.body)).collect()
    }

    /// Plans again: of projects and groups that blocks of `defaults` find, only those that were found before.
    ///
    /// # Errors
    /// As [`plan`].
    pub(crate) async fn plan(&self, again: &Again<'_>, reader: &Reader) -> Result<Plan, PlanError> {
        let found = again.options.found.clone().unwrap_or_else(|| self.found.clone());
        let options = Options { found: Some(found), ..again.options.clone() };
        plan(again.config, reader, &options).await
    }

    /// Approves of a fresh plan what was approved before.
    pub(crate) fn approve(self, mut fresh: Plan) -> Second {
        let shown: Vec<Shown> = self.steps.iter().map(approval::shown).collect();
        approval::spare(&shown, &mut fresh);
        let covers = approval::covers(&shown, &fresh);
        let mut left: BTreeSet<usize> =
            (0..self.steps.len()).filter(|it| !self.first.contains(it)).collect();
        let mut extra = self.steps.len();
        let mut numbers: Vec<usize> = vec![0; covers.len()];
        // What covers a step gives it its number, and what is not covered has that of another step for its object.
        let is_covered = |at: &usize| covers[*at].is_none();
        let mut by_cover: Vec<usize> = (0..covers.len()).collect();
        by_cover.sort_by_key(is_covered);
        for at in by_cover {
            let address = &fresh.steps[at].order.address;
            let own = || left.iter().find(|it| self.steps[**it].order.address == *address).copied();
            let number = covers[at].filter(|it| left.contains(it)).or_else(own);
            numbers[at] = match number {
                Some(it) => it + 1,
                None => {
                    extra += 1;
                    extra
                }
            };
            number.map(|it| left.remove(&it));
        }
        // Nothing is known of an object that could not be planned this time.
        let known = |it: &Problem| self.problems.contains(&it.sentence());
        let problems: Problems = fresh.problems.iter().filter(|it| !known(it)).cloned().collect();
        let needless = match problems.is_empty() {
            true => left.iter().map(|at| at + 1).collect(),
            false => BTreeSet::new(),
        };
        let mut stopped: BTreeMap<Address, Option<Address>> = BTreeMap::new();
        for (step, covered) in fresh.steps.iter().zip(&covers) {
            let address = || step.order.address.clone();
            if step.creates_scope() {
                stopped.insert(address(), Some(address()));
            } else if covered.is_none() || step.waits {
                stopped.entry(address()).or_insert(None);
            }
        }
        loop {
            let because = |it: &Step| it.needs.iter().find(|it| stopped.contains_key(*it)).cloned();
            let open = fresh.steps.iter().filter(|it| !stopped.contains_key(&it.order.address));
            let more: Vec<_> = open
                .filter_map(|it| Some((it.order.address.clone(), Some(because(it)?))))
                .collect();
            if more.is_empty() {
                break;
            }
            stopped.extend(more);
        }
        let (mut kept, mut withheld) = (Vec::new(), BTreeMap::new());
        for (step, number) in std::mem::take(&mut fresh.steps).into_iter().zip(numbers) {
            match stopped.get(&step.order.address) {
                None => kept.push((step, number)),
                // Its result is known.
                Some(_) if step.creates_scope() => {}
                Some(because) => drop(withheld.insert(number, (step, because.clone()))),
            }
        }
        let (steps, numbers) = kept.into_iter().unzip();
        fresh.steps = steps;
        let approved = Approved::by_hand(fresh);
        Second { approved, numbers, withheld, needless, problems }
    }
}
