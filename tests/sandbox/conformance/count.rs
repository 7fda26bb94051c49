//! How well the sandbox conforms: a line a family of endpoints, with what differs and why.
//!
//! Counted are the steps that a run of labwright can send or provoke and whose answer was recorded whole. A family that the
//! sandbox serves must have [`FLOOR`] percent of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::differences::{Class, DIFFERENCES};
use super::replay::Replayed;
use crate::support::contract::family;

/// Percent of the counted steps of a family that must be answered as recorded.
const FLOOR: usize = 95;

/// Families below [`FLOOR`]: with the percentage they have to keep, and the reason. A family that has reached [`FLOOR`] fails.
const BELOW: &[(&str, usize, &str)] = &[
    ("jobs", 62, "jobs are known by their deployments alone"),
    ("pipelines", 75, "a canceled pipeline is `canceled` at once, not `canceling` first"),
];

/// The steps of one family.
#[derive(Default)]
pub(crate) struct Count {
    pub(crate) matched: usize,
    pub(crate) counted: usize,
    /// How many steps differ, by reason.
    reasons: BTreeMap<&'static str, usize>,
}

impl Count {
    fn percent(&self) -> usize {
        (self.matched * 100).checked_div(self.counted).unwrap_or(100)
    }

    fn step(&mut self, difference: Option<(Class, &'static str)>) {
        let missing = matches!(difference, Some((Class::Missing, _)));
        self.matched += usize::from(difference.is_none());
        self.counted += usize::from(difference.is_none() || missing);
        if let Some((_, reason)) = difference {
            *self.reasons.entry(reason).or_default() += 1;
        }
    }
}

/// What came of all recordings, by family.
#[derive(Default)]
pub(crate) struct Counts(BTreeMap<&'static str, Count>);

impl Counts {
    pub(crate) fn of(replayed: &[Replayed]) -> Counts {
        let mut counts = Counts::default();
        for scenario in replayed {
            for (at, endpoint) in scenario.endpoints.iter().enumerate() {
                let family = family(endpoint).unwrap_or("(no endpoint)");
                counts.0.entry(family).or_default().step(difference(scenario.name, at));
            }
        }
        counts
    }

    /// Of the families that are served: steps that match, and steps that count.
    pub(crate) fn total(&self, served: &BTreeSet<&str>) -> (usize, usize) {
        let served = self.0.iter().filter(|(family, _)| served.contains(*family));
        served.fold((0, 0), |sum, (_, it)| (sum.0 + it.matched, sum.1 + it.counted))
    }

    /// What is wrong with the families that are served.
    pub(crate) fn complaints(&self, served: &BTreeSet<&str>) -> Vec<String> {
        let mut complaints = Vec::new();
        for family in served {
            let count = self.0.get(family);
            let listed = BELOW.iter().find(|it| it.0 == *family);
            let floor = listed.map_or(FLOOR, |it| it.1);
            match (count.map(Count::percent), listed) {
                (None, _) => complaints.push(format!("{family}: no recording is replayed")),
                (Some(percent), _) if percent < floor => {
                    complaints.push(format!("{family}: {percent} % is below {floor} %"));
                }
                (Some(percent), Some(_)) if percent >= FLOOR => {
                    complaints.push(format!("{family}: {percent} %, remove its row in BELOW"));
                }
                _ => {}
            }
        }
        complaints
    }

    /// A line a family, and below it a line a reason.
    pub(crate) fn lines(&self, served: &BTreeSet<&str>) -> Vec<String> {
        let mut lines = Vec::new();
        for (family, count) in &self.0 {
            let note = if served.contains(family) { "" } else { " (not served)" };
            lines.push(format!("{family:<24} {count}{note}"));
            let reasons = count.reasons.iter();
            lines.extend(reasons.map(|(why, steps)| format!("{:>32} {why}", format!("{steps} x"))));
        }
        lines
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>4} of {:>4}  {:>3} %", self.matched, self.counted, self.percent())
    }
}

/// How a step differs on purpose.
pub(crate) fn difference(scenario: &str, step: usize) -> Option<(Class, &'static str)> {
    let listed = DIFFERENCES.iter().find(|it| it.1 == scenario && it.2.contains(&step));
    listed.map(|it| (it.0, it.3))
}

#[test]
fn what_a_run_cannot_send_does_not_count_and_what_is_missing_does() {
    let mut count = Count::default();
    for difference in [
        None,
        None,
        Some((Class::Missing, "no part")),
        Some((Class::Unsent, "no client of ours")),
        Some((Class::Cut, "shortened")),
    ] {
        count.step(difference);
    }
    assert_eq!((count.matched, count.counted, count.percent()), (2, 3, 66));
    assert_eq!(count.reasons.len(), 3);
    let counts = Counts(BTreeMap::from([("hooks", count)]));
    let complaints = counts.complaints(&BTreeSet::from(["hooks", "labels"]));
    assert_eq!(complaints, ["hooks: 66 % is below 95 %", "labels: no recording is replayed"]);
}
