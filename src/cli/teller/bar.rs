//! The progress of an apply: a bar on a terminal; without one and with `-v`, a line for each step.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::apply::{Entry, Outcome};
use crate::cli::{Form, Global, output};
use crate::plan::Step;
use crate::problem::clean;
use crate::render;

/// How many of the steps have ended.
pub(super) struct Bar {
    bar: Option<ProgressBar>,
    says: Says,
    width: usize,
    /// When the steps in progress began, by number.
    began: Mutex<HashMap<usize, Instant>>,
}

/// Which steps get a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// All.
    Each,
    /// Those that failed.
    Failures,
    /// None.
    Nothing,
}

impl Bar {
    pub(super) fn new(global: &Global, steps: usize) -> Self {
        let target = ProgressDrawTarget::stderr();
        let terminal = !target.is_hidden();
        let says = match (global.quiet, global.verbose, global.output) {
            (true, ..) => Says::Nothing,
            (_, 1.., _) => Says::Each,
            // Programs read events.
            (.., Form::Json) => Says::Failures,
            _ if terminal => Says::Failures,
            _ => Says::Each,
        };
        let bar = (terminal && !global.quiet && steps > 0).then(|| {
            let bar = ProgressBar::with_draw_target(Some(steps as u64), target);
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}") {
                bar.set_style(style);
            }
            bar.tick();
            bar
        });
        output::bar(bar.clone());
        let width = output::paint_stderr(global).width;
        Bar { bar, says, width, began: Mutex::default() }
    }

    pub(super) fn started(&self, number: usize, step: &Step) {
        self.began.lock().unwrap_or_else(PoisonError::into_inner).insert(number, Instant::now());
        if let Some(bar) = &self.bar {
            bar.set_message(clean(step.order.address.as_str()).into_owned());
        }
    }

    pub(super) fn ended(&self, number: usize, entry: &Entry) {
        let began = self.began.lock().unwrap_or_else(PoisonError::into_inner).remove(&number);
        let done = matches!(entry.outcome, Outcome::Done { .. });
        if self.says == Says::Each || self.says == Says::Failures && !done {
            let what = match done {
                true => entry.action.past().to_owned(),
                false => format!("{}: {}", entry.outcome.word(), entry.action.word()),
            };
            let took = began.map(|it| format!(" ({:.1} s)", it.elapsed().as_secs_f64()));
            let why = entry.why.as_ref().map(|it| format!(": {}", clean(it)));
            let line = format!(
                "{what} {}{}{}",
                clean(entry.address.as_str()),
                why.unwrap_or_default(),
                took.unwrap_or_default()
            );
            let mut out = String::new();
            render::wrap(&mut out, &line, "", "    ", self.width);
            output::tell(&out);
        }
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    pub(super) fn clear(&self) {
        output::bar(None);
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
