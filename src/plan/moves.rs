//! The order of changes to a field that no two objects may share.
//!
//! GitLab refuses a url that another check has. So whoever wants a value waits until its holder
//! changed; where holders wait for each other in a circle, one of them takes a stand-in for a moment.

use std::collections::BTreeMap;

/// One object that changes, gets or gives up its unique value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Move {
    /// What it has now; `None` for a new object.
    pub from: Option<String>,
    /// What it shall have; `None` for one that is deleted at the end.
    pub to: Option<String>,
}

/// When a move is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Slot {
    /// The real change; 0 is first.
    pub turn: u32,
    /// The index of the move that must be made before.
    pub after: Option<usize>,
    /// Before everything else this object takes a stand-in.
    pub stand_in: bool,
}

/// Finds an order in which no value is ever held twice.
pub(super) fn order(moves: &[Move]) -> Vec<Slot> {
    let holders: BTreeMap<&str, usize> = moves
        .iter()
        .enumerate()
        .filter(|(_, it)| it.from != it.to)
        .filter_map(|(at, it)| Some((it.from.as_deref()?, at)))
        .collect();
    let holder = |at: usize| {
        let wanted = moves[at].to.as_deref()?;
        holders.get(wanted).copied().filter(|holder| *holder != at)
    };
    let mut slots = vec![Slot::default(); moves.len()];
    // One that is deleted at the end, and whose value is wanted before, steps aside.
    for at in 0..moves.len() {
        if let Some(holder) = holder(at).filter(|it| moves[*it].to.is_none()) {
            slots[holder].stand_in = true;
        }
    }
    let mut done = vec![false; moves.len()];
    for start in 0..moves.len() {
        let mut path = Vec::new();
        let mut at = Some(start);
        while let Some(it) = at.filter(|it| !done[*it]) {
            if path.contains(&it) {
                slots[it].stand_in = true;
                break;
            }
            path.push(it);
            at = holder(it);
        }
        for it in path.into_iter().rev() {
            done[it] = true;
            let Some(before) = holder(it) else { continue };
            slots[it].after = Some(before);
            // Stand-ins are taken in turn 0.
            slots[it].turn = if slots[before].stand_in { 1 } else { slots[before].turn + 1 };
        }
    }
    // Who stands in waits for its own wanted value like everybody else; the turn above says when.
    slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Plays the moves in order of turns and fails when a value is held twice.
    fn play(moves: &[Move]) -> Result<(), String> {
        let slots = order(moves);
        let mut now: Vec<Option<String>> = moves.iter().map(|it| it.from.clone()).collect();
        for (at, slot) in slots.iter().enumerate() {
            if slot.stand_in {
                now[at] = Some(format!("stand-in {at}"));
            }
        }
        let mut turns: Vec<usize> = (0..moves.len()).collect();
        turns.sort_by_key(|at| (slots[*at].turn, *at));
        for at in turns {
            let Some(to) = &moves[at].to else { continue };
            if let Some(other) =
                (0..now.len()).find(|it| *it != at && now[*it].as_ref() == Some(to))
            {
                return Err(format!("{at} takes {to}, which {other} has: {slots:?}"));
            }
            now[at] = Some(to.clone());
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn no_value_is_ever_held_twice(
            from in proptest::collection::hash_set(0u8..8, 0..8),
            new in 0usize..3,
            shuffle in any::<u64>(),
            keep in any::<u8>(),
        ) {
            let mut from: Vec<Option<String>> = from.into_iter().map(|it| Some(it.to_string())).collect();
            from.sort();
            from.extend(std::iter::repeat_n(None, new));
            let mut values: Vec<String> = (0..12u8).map(|it| it.to_string()).collect();
            let mut dice = shuffle | 1;
            for at in (1..values.len()).rev() {
                dice ^= dice << 13; dice ^= dice >> 7; dice ^= dice << 17;
                values.swap(at, (dice % (at as u64 + 1)) as usize);
            }
            let moves: Vec<Move> = from.into_iter().enumerate().map(|(at, from)| {
                let deleted = from.is_some() && keep >> at & 1 == 1;
                Move { from, to: (!deleted).then(|| values[at].clone()) }
            }).collect();
            prop_assert_eq!(play(&moves), Ok(()));
        }
    }

    #[test]
    fn a_swap_takes_one_stand_in() {
        let swap = |from: &str, to: &str| Move { from: Some(from.into()), to: Some(to.into()) };
        let slots = order(&[swap("a", "b"), swap("b", "a")]);
        assert_eq!(slots.iter().filter(|it| it.stand_in).count(), 1, "{slots:?}");
    }
}
