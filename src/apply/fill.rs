//! Fills the holes of a body when its call is sent, and keeps what responses bring for later calls.

use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::Run;
use crate::plan::Step;
use crate::resource::{Action, Hole, Referent, holes, id_of};

impl Run<'_> {
    /// The ids of everything that the fields of a step refer to, as far as they are known by now.
    pub(super) fn ids_of(&self, step: &Step) -> BTreeMap<Referent, u64> {
        let state = self.state();
        let mut ids = BTreeMap::new();
        let mut refer = |to: Referent| {
            if let Some(id) = state.ids.get(&to) {
                ids.insert(to, *id);
            }
        };
        let mut visit = |hole: &Hole| {
            if let Hole::Id(to) = hole {
                refer(to.clone());
            }
        };
        step.bodies().for_each(|it| holes(it, &mut visit));
        step.written().scope.objects().into_iter().for_each(|it| refer(it.into()));
        for value in step.changes.iter().filter_map(|it| it.after.as_ref()) {
            value.refs(&mut |it| it.referent().into_iter().for_each(&mut refer));
        }
        ids
    }

    /// Fills the holes that a plan leaves.
    ///
    /// # Errors
    /// The address of the object whose ID or response is not known.
    pub(super) fn fill(
        &self,
        value: &mut Value,
        ids: &BTreeMap<Referent, u64>,
    ) -> Result<(), String> {
        *value = match Hole::of(value) {
            Some(Hole::Id(to)) => Value::from(*ids.get(&to).ok_or_else(|| to.to_string())?),
            Some(Hole::Secret(source)) => {
                Value::from(self.secrets.get(&source).ok_or_else(|| source.to_string())?)
            }
            Some(Hole::Hidden(text)) => Value::from(text),
            Some(Hole::Answer { address, field }) => {
                let key = (address, field);
                self.state().answers.get(&key).cloned().ok_or_else(|| key.0.to_string())?
            }
            Some(Hole::Text(mut parts)) => {
                let mut text = String::new();
                for part in &mut parts {
                    self.fill(part, ids)?;
                    match part {
                        Value::String(part) => text.push_str(part),
                        other => text.push_str(&other.to_string()),
                    }
                }
                Value::from(text)
            }
            Some(Hole::Encoded(mut part)) => {
                self.fill(&mut part, ids)?;
                let text = part.as_str().unwrap_or_default();
                Value::from(utf8_percent_encode(text, NON_ALPHANUMERIC).to_string())
            }
            Some(Hole::Day(days)) => Value::from(self.day(days)),
            Some(Hole::Now(value)) => value,
            Some(Hole::Base64 { path, sha256 }) => {
                Value::from(self.secrets.base64(&path, &sha256)?)
            }
            // Read when the form is made.
            Some(hole @ Hole::File { .. }) => hole.value(),
            None => {
                return match value {
                    Value::Array(items) => items.iter_mut().try_for_each(|it| self.fill(it, ids)),
                    Value::Object(fields) => {
                        fields.values_mut().try_for_each(|it| self.fill(it, ids))
                    }
                    _ => Ok(()),
                };
            }
        };
        Ok(())
    }

    /// Reads something, if a call needs the server's date and nothing was read so far. Without a response, this machine's date
    /// has to do.
    pub(super) async fn learn_date(&self, steps: &[Step]) {
        let mut dated = false;
        let mut visit = |it: &Hole| dated |= matches!(it, Hole::Day(_));
        steps.iter().flat_map(Step::bodies).for_each(|it| holes(it, &mut visit));
        let reader = self.writer.reader();
        if dated && reader.clock_ahead().is_none() {
            drop(reader.version().await);
        }
    }

    /// The server's date, and this many days later.
    fn day(&self, days: i64) -> String {
        let today = self.writer.reader().today();
        today.saturating_add(jiff::Span::new().days(days)).to_string()
    }

    /// Keeps the ID of a created object, and what else later calls need of the response. A secret is masked from now on.
    pub(super) fn keep(&self, step: &Step, answer: &Value) {
        let address = &step.order.address;
        let writes_itself = step.elsewhere.is_none();
        let creates = matches!(step.action, Action::Create | Action::Replace);
        if let (true, true, Some(id)) = (creates, writes_itself, id_of(answer)) {
            self.state().ids.insert(address.clone().into(), id.get());
        }
        for it in step.produces {
            let value = &answer[it.field];
            if let (true, Some(text)) = (it.secret, value.as_str()) {
                self.writer.reader().hide(&[text]);
            }
            if !value.is_null() {
                let key = (address.clone(), it.field.to_owned());
                self.state().answers.insert(key, value.clone());
            }
        }
    }
}
