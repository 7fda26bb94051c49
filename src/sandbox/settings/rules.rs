//! What a value has to be for GitLab to take it: rules for one attribute each, the same for every owner.

use serde_json::{Map, Value, json};

use crate::sandbox::http::Refusal;
use crate::sandbox::plain::{Complaints, Problems};

/// A rule for one attribute.
pub(super) struct Rule {
    pub(super) name: &'static str,
    /// Its name in complaints.
    pub(super) blamed: &'static str,
    pub(super) check: fn(&Value, &mut Problems),
}

impl Rule {
    pub(super) const fn new(name: &'static str, check: fn(&Value, &mut Problems)) -> Rule {
        Rule { name, blamed: name, check }
    }

    /// The attribute is stored in a row of its own, which complaints name.
    pub(super) const fn blames(mut self, field: &'static str) -> Rule {
        self.blamed = field;
        self
    }
}

/// Checks what is to be written.
pub(super) fn check(rules: &[Rule], changes: &Map<String, Value>) -> Complaints {
    let mut complaints = Complaints::default();
    for rule in rules {
        let Some(value) = changes.get(rule.name).filter(|value| !value.is_null()) else { continue };
        let mut problems = Problems::default();
        (rule.check)(value, &mut problems);
        complaints.crash |= problems.crash;
        problems.says.into_iter().for_each(|it| complaints.say(rule.blamed, it));
    }
    complaints
}

/// The refusal, if there is anything to complain about.
pub(crate) fn verdict(complaints: Complaints) -> Result<(), Refusal> {
    if complaints.crash {
        return Err(Refusal::crash());
    }
    if complaints.by_field.is_empty() {
        return Ok(());
    }
    Err(Refusal::message(400, Value::Object(complaints.by_field)))
}

pub(super) fn at_least(value: &Value, least: i64, problems: &mut Problems) {
    if value.as_i64().is_some_and(|number| number < least) {
        problems.say(format!("must be greater than or equal to {least}"));
    }
}

pub(super) fn at_most(value: &Value, most: i64, problems: &mut Problems) {
    if value.as_i64().is_some_and(|number| number > most) {
        problems.say(format!("must be less than or equal to {most}"));
    }
}

pub(super) fn within(value: &Value, least: i64, most: i64, why: &str, problems: &mut Problems) {
    if value.as_i64().is_some_and(|number| !(least..=most).contains(&number)) {
        problems.say(why);
    }
}

pub(super) fn longest(value: &Value, most: usize, problems: &mut Problems) {
    if value.as_str().is_some_and(|text| text.chars().count() > most) {
        problems.say(format!("is too long (maximum is {most} characters)"));
    }
}

/// Words of a list without repetitions; commas separate words within one. `None` where the list holds lists or objects.
pub(super) fn words(list: &Value) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    for item in list.as_array().into_iter().flatten().filter(|item| !item.is_null()) {
        let text = crate::sandbox::http::params::plain(item)?;
        for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            if !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
    }
    Some(words)
}

/// A level of visibility as a number.
pub(super) fn rank(level: &Value) -> usize {
    let levels = ["disabled", "private", "enabled", "public"];
    levels.iter().position(|known| *level == json!(known)).unwrap_or(0)
}
