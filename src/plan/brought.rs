//! Objects that the call for another object creates as well, such as a branch that comes with the first commit of its files.
//!
//! **Invariant:** nothing is created by a call unless the plan has a step for it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Step;
use crate::problem::Problem;
use crate::resource::{Action, Address, Fresh};

/// Makes the creation of what others bring (`brings`, from what brings it to what is brought) a part of their call, at the time
/// of the creation. What brings an object that the plan does not create is a problem.
pub(super) fn bring(
    brings: &BTreeMap<Address, Address>,
    steps: &mut Vec<Step>,
    problems: &mut Vec<Problem>,
) {
    if brings.is_empty() {
        return;
    }
    let of: BTreeMap<Address, usize> =
        steps.iter().enumerate().map(|(at, it)| (it.order.address.clone(), at)).collect();
    let mut alone: BTreeSet<&Address> = BTreeSet::new();
    for (by, brought) in brings {
        let Some(call) = of.get(by).copied() else { continue };
        let creates = |at: &usize| steps[*at].action == Action::Create;
        let Some(creation) = of.get(brought).copied().filter(creates) else {
            let message =
                format!("{by}: `{brought}` does not exist, and this plan does not create it");
            let hint = "select it as well, and solve its problems";
            let place = steps[call].origin.place();
            problems.push(Problem::new(message).hint(hint).at(place));
            alone.insert(by);
            continue;
        };
        let (rank, turn) = (steps[creation].order.rank, steps[creation].order.turn);
        let call = &mut steps[call];
        (call.order.rank, call.order.turn) = (rank, turn);
        let (mut request, joined) = (call.request.clone(), call.joined);
        if let Some(list) = joined.and_then(|list| request.body.get_mut(list)) {
            *list = Value::Array(Vec::new());
        }
        let creation = &mut steps[creation];
        creation.request = request;
        creation.joined = joined;
        creation.brought_by = Some(by.clone());
        creation.why = Some(format!("comes with `{}`, in one call", by.kind()));
        // The response is that of the other call.
        if let (Fresh::Answer, Some(trace)) = (&creation.check.look, &creation.check.trace) {
            creation.check.look = trace.look.clone();
        }
    }
    steps.retain(|it| !alone.contains(&it.order.address));
}
