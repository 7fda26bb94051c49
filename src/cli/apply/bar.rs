//! How far an apply is: a bar on a terminal, a line every ten seconds without one.

use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::apply::{Entry, Outcome};
use crate::cli::{Global, output};
use crate::problem::clean;

/// The steps that ended, out of all.
pub(super) struct Bar {
    bar: Option<ProgressBar>,
    quiet: bool,
    total: usize,
    /// How many ended, and when that was last said.
    ended: Mutex<(usize, Instant)>,
}

impl Bar {
    pub(super) fn new(global: &Global, steps: usize) -> Self {
        let on = std::io::stderr().is_terminal() && !global.quiet && steps > 0;
        let bar = on.then(|| {
            let bar =
                ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}") {
                bar.set_style(style);
            }
            bar
        });
        let ended = Mutex::new((0, Instant::now()));
        Bar { bar, quiet: global.quiet, total: steps, ended }
    }

    pub(super) fn ended(&self, entry: &Entry) {
        let mut ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        ended.0 += 1;
        let address = clean(&entry.address);
        if let Some(bar) = &self.bar {
            bar.set_position(ended.0 as u64);
            bar.set_message(address.to_string());
        }
        if self.quiet {
            return;
        }
        if matches!(entry.outcome, Outcome::Failed { .. } | Outcome::Unknown { .. }) {
            let line = format!("{}: {} {address}", entry.outcome.word(), entry.action.word());
            match &self.bar {
                Some(bar) => bar.println(line),
                None => output::tell(&format!("{line}\n")),
            }
        }
        if self.bar.is_none() && ended.1.elapsed() > Duration::from_secs(10) {
            ended.1 = Instant::now();
            output::tell(&format!("{} of {} steps\n", ended.0, self.total));
        }
    }

    pub(super) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
