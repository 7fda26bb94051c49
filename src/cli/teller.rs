//! What an apply says while it runs: words for people, or one event a line for programs.
//!
//! **Invariant:** [`Teller::end`] is the last that is said, on every way out. When standard output cannot be written the
//! report goes to standard error; the calls that were approved are made all the same.

mod bar;

use std::sync::{Mutex, MutexGuard, PoisonError};

use self::bar::Bar;
use super::fold::FoldArgs;
use super::{Exit, Form, Global, output, plan, streams};
use crate::apply::{Ending, Entry, Event, Interrupted, Progress, Report};
use crate::plan::{Note, Plan, Refusal, Stale, Step};
use crate::problem::{Problem, Problems};
use crate::render;

/// Says what happens in an apply.
pub(super) struct Teller<'a> {
    global: &'a Global,
    /// As far as it is known: of a plan that was made, nothing is done.
    known: Mutex<Report>,
    bar: Mutex<Option<Bar>>,
}

impl<'a> Teller<'a> {
    pub(super) fn begin(global: &'a Global) -> Self {
        let teller = Teller { global, known: Mutex::default(), bar: Mutex::default() };
        teller.event(Event::start);
        teller
    }

    /// Tells programs.
    fn event(&self, event: impl FnOnce() -> Event) {
        if self.global.output == Form::Json {
            output::event(&event());
        }
    }

    /// What makes an apply impossible.
    pub(super) fn problems(&self, problems: &Problems) {
        problems.iter().for_each(|it| self.event(|| Event::Problem(it.told())));
        output::tell(&render::problems(problems, output::paint_stderr(self.global)));
    }

    /// What makes an apply impossible, in one sentence.
    pub(super) fn problem(&self, problem: Problem) {
        self.problems(&problem.into());
    }

    pub(super) fn plan(&self, plan: &Plan, fold: FoldArgs) {
        *self.known() = Report::untouched(plan);
        if self.global.output == Form::Json {
            self.event(|| Event::plan(plan));
            if !plan.problems.is_empty() {
                output::tell(&render::problems(&plan.problems, output::paint_stderr(self.global)));
            }
        } else {
            plan::show(self.global, plan, fold);
        }
    }

    pub(super) fn refused(&self, refusals: &[Refusal]) {
        for it in refusals {
            self.event(|| Event::Refused(it.clone()));
        }
        output::tell(&render::refusals(refusals, output::paint_stderr(self.global)));
    }

    pub(super) fn stale(&self, stale: &Stale) {
        self.event(|| Event::stale(stale));
        output::tell(&render::stale(stale, output::paint_stderr(self.global)));
    }

    /// What a reader should know besides.
    pub(super) fn note(&self, note: Note) {
        output::say(self.global, &render::note(&note, output::paint_stderr(self.global)));
        self.event(|| Event::Note(note));
    }

    pub(super) fn begin_steps(&self, steps: usize) {
        *self.bar() = Some(Bar::new(self.global, steps));
    }

    pub(super) fn interrupted(&self, signal: &str, at_once: bool, writing: bool) {
        let signal_name = || signal.to_owned();
        self.event(|| Event::Interrupted(Interrupted { signal: signal_name(), at_once }));
        let then = match (writing, at_once) {
            (false, _) => "stopping before the first write",
            (true, false) => {
                "stopping after the calls in progress; interrupt again to stop immediately"
            }
            (true, true) => "stopping immediately; the calls in progress may have taken effect",
        };
        output::tell("\n");
        output::sentence(self.global, &format!("{signal}: {then}"));
    }

    /// The report of what is known, and the exit code that follows from it.
    pub(super) fn end(&self, report: Option<Report>, ending: Ending) -> Exit {
        if let Some(bar) = self.bar().as_ref() {
            bar.clear();
        }
        let ran = report.is_some();
        if let Some(report) = report {
            *self.known() = report;
        }
        let known = self.known();
        self.event(|| Event::summary(&known, ending));
        if self.global.output != Form::Json && ran && !known.entries.is_empty() {
            let text = render::report(&known, output::paint_stdout(self.global));
            output::print(&output::for_people(&text));
        }
        if streams::is_cut_off() && (ran || ending != Ending::Done) {
            let text = render::report(&known, output::paint_stderr(self.global));
            let why = "Standard output is closed or full, so the report follows here:";
            output::sentence(self.global, why);
            output::tell(&text);
        } else if !ran && ending != Ending::Done && !known.entries.is_empty() {
            let paint = output::paint_stderr(self.global);
            output::tell(&render::untouched(&known, paint));
        }
        ending.into()
    }

    fn known(&self) -> MutexGuard<'_, Report> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn bar(&self) -> MutexGuard<'_, Option<Bar>> {
        self.bar.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress for Teller<'_> {
    fn planned_again(&self, problems: &Problems, refusals: &[Refusal]) {
        if !problems.is_empty() {
            self.problems(problems);
        }
        self.refused(refusals);
    }

    fn started(&self, number: usize, step: &Step) {
        self.event(|| Event::started(number, step));
        if let Some(bar) = self.bar().as_ref() {
            bar.started(number, step);
        }
    }

    fn ended(&self, number: usize, entry: &Entry) {
        if let Some(event) = Event::ended(number, entry) {
            self.event(|| event);
        }
        if let Some(bar) = self.bar().as_ref() {
            bar.ended(number, entry);
        }
    }
}
