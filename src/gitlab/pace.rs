//! When requests can be sent: after the pauses that a server asks for, and more slowly before its limit is reached.
//!
//! Shared by all workers. No worker waits longer than the run's longest wait.

use std::sync::{Mutex, MutexGuard};
use std::time::Duration;
use tokio::time::Instant;

/// The rate limit in the headers of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quota {
    /// `RateLimit-Limit`.
    pub(crate) limit: u64,
    /// `RateLimit-Remaining`.
    pub(crate) remaining: u64,
    /// The time until `RateLimit-Reset`.
    pub(crate) left: Duration,
}

impl Quota {
    /// Whether so few requests are left that they must be spread over the remaining time. A response does not count the
    /// requests in progress, so they are counted here.
    fn is_short(&self, load: Load) -> bool {
        let under_way = 2 * (load.parallelism * load.runs) as u64;
        self.remaining < (self.limit / 10).max(under_way).min(self.limit / 2)
    }

    /// The remaining requests are for all runs.
    fn gap(&self, load: Load) -> Duration {
        let runs = u32::try_from(load.runs).unwrap_or(u32::MAX);
        let left = self.left / u32::try_from(self.remaining.saturating_add(1)).unwrap_or(u32::MAX);
        left.saturating_mul(runs).min(self.left)
    }
}

/// What uses up the limit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Load {
    /// Concurrent requests of this run.
    pub(crate) parallelism: usize,
    /// Runs that share the limit, including this one.
    pub(crate) runs: usize,
}

/// The pace of a run.
#[derive(Debug, Default)]
pub(crate) struct Pace(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// No request is sent before this time: a pause that a server asks for applies to all workers.
    not_before: Option<Instant>,
    slow: Option<Slow>,
}

/// Requests are sent one by one.
#[derive(Debug)]
struct Slow {
    next: Instant,
    gap: Duration,
    /// When the limit is reset.
    until: Instant,
}

impl Pace {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(|broken| broken.into_inner())
    }

    /// Holds all workers back.
    pub(crate) fn pause(&self, until: Instant) {
        let mut state = self.state();
        state.not_before = Some(state.not_before.map_or(until, |earlier| earlier.max(until)));
    }

    /// Until when all workers are held back.
    pub(crate) fn paused_until(&self, now: Instant) -> Option<Instant> {
        self.state().not_before.filter(|until| *until > now)
    }

    /// Processes the limit of a response. Returns the time between requests when it begins to slow down.
    pub(crate) fn hear(&self, quota: Quota, load: Load, now: Instant) -> Option<Duration> {
        let mut state = self.state();
        if quota.left.is_zero() || !quota.is_short(load) {
            state.slow = None;
            return None;
        }
        let (gap, until) = (quota.gap(load), now + quota.left);
        match &mut state.slow {
            Some(slow) if slow.until > now => {
                (slow.gap, slow.until) = (gap, until);
                if quota.remaining == 0 {
                    slow.next = until;
                }
                None
            }
            slow => {
                *slow = Some(Slow { next: now + gap, gap, until });
                Some(gap)
            }
        }
    }

    /// Until when the next request has to wait; `None` if it can be sent immediately: even an expired timer takes the rest
    /// of a millisecond.
    pub(crate) fn turn(&self, longest: Duration, now: Instant) -> Option<Instant> {
        let mut state = self.state();
        let slow = state.slow.as_mut().filter(|slow| slow.until > now)?;
        let turn = slow.next.max(now).min(slow.until).min(now + longest);
        slow.next = turn + slow.gap;
        Some(turn).filter(|turn| *turn > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    const fn alone(parallelism: usize) -> Load {
        Load { parallelism, runs: 1 }
    }

    fn quota(limit: u64, remaining: u64, left: u64) -> Quota {
        Quota { limit, remaining, left: Duration::from_secs(left) }
    }

    fn seconds(turn: Option<Instant>, now: Instant) -> u64 {
        (turn.expect("a wait") - now).as_secs()
    }

    #[test]
    fn what_is_left_is_spread_over_the_time_that_is_left() {
        let (pace, now) = (Pace::default(), Instant::now());
        assert_eq!(pace.hear(quota(600, 59, 60), alone(16), now), Some(Duration::from_secs(1)));
        let turns: Vec<u64> = (0..3).map(|_| seconds(pace.turn(LONG, now), now)).collect();
        assert_eq!(turns, [1, 2, 3]);
        // It is reported once.
        assert_eq!(pace.hear(quota(600, 57, 58), alone(16), now), None);
        // Once the limit is reset nothing holds.
        let later = now + Duration::from_secs(61);
        assert_eq!(pace.turn(LONG, later), None);
        assert_eq!(pace.hear(quota(600, 599, 60), alone(16), later), None);
        assert_eq!(pace.turn(LONG, later), None);
    }

    #[test]
    fn runs_that_share_a_limit_share_what_is_left() {
        let (pace, now) = (Pace::default(), Instant::now());
        let load = Load { parallelism: 4, runs: 4 };
        // As many requests are under way in all as one run of 16 would have.
        assert!(!quota(100, 32, 60).is_short(load) && quota(100, 31, 60).is_short(load));
        assert_eq!(pace.hear(quota(600, 59, 60), load, now), Some(Duration::from_secs(4)));
        assert_eq!(quota(600, 0, 60).gap(load), Duration::from_secs(60));
    }

    #[test]
    fn nobody_waits_beyond_the_reset_or_the_longest_wait() {
        let (pace, now) = (Pace::default(), Instant::now());
        pace.hear(quota(60, 0, 30), alone(1), now);
        assert_eq!(seconds(pace.turn(LONG, now), now), 30);
        assert_eq!(seconds(pace.turn(LONG, now), now), 30);
        assert_eq!(seconds(pace.turn(Duration::from_secs(5), now), now), 5);
        let pace = Pace::default();
        pace.hear(quota(60, 1, 3600), alone(16), now);
        assert!((0..40).all(|_| seconds(pace.turn(LONG, now), now) <= LONG.as_secs()));
    }

    #[test]
    fn a_limit_that_is_far_slows_nothing_down() {
        let check = |limit: u64, remaining: u64, parallelism: usize, short: bool| {
            let quota = quota(limit, remaining, 60);
            assert_eq!(quota.is_short(alone(parallelism)), short, "{quota:?} {parallelism}");
        };
        check(2000, 200, 16, false);
        check(2000, 199, 16, true);
        check(100, 32, 16, false);
        check(100, 31, 16, true);
        check(10, 5, 64, false);
        check(10, 4, 64, true);
        check(0, 0, 16, false);
    }
}
