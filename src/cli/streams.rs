//! The one way to standard output and standard error.
//!
//! **Invariant:** what cannot be written is a failure, whichever command it is; only a closed pipe is none, since whoever
//! read from it has what they wanted. The command goes on either way: an apply that stopped in the middle for want of a
//! reader would be worse.

use std::io::{self, ErrorKind, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Exit;

/// A standard stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

/// What became of the streams of this process.
struct State {
    /// Not everything went to standard output.
    is_cut_off: bool,
    /// The first failure.
    failed: Option<(Stream, io::Error)>,
}

static STATE: Mutex<State> = Mutex::new(State { is_cut_off: false, failed: None });

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes a text at once.
pub(super) fn write(stream: Stream, text: &[u8]) {
    let all = |out: &mut dyn Write| out.write_all(text).and_then(|()| out.flush());
    let written = match stream {
        Stream::Out => all(&mut io::stdout().lock()),
        Stream::Err => all(&mut io::stderr().lock()),
    };
    note(stream, written);
}

/// Notes how writing went, where somebody else wrote.
pub(super) fn note(stream: Stream, written: io::Result<()>) {
    let Err(error) = written else { return };
    let mut state = state();
    state.is_cut_off |= stream == Stream::Out;
    if error.kind() != ErrorKind::BrokenPipe {
        state.failed.get_or_insert((stream, error));
    }
}

/// Whether standard output did not take everything, closed pipes included.
pub(super) fn is_cut_off() -> bool {
    state().is_cut_off
}

/// How the command ends, when it would end with `exit` where all could be written.
pub(super) fn checked(exit: Exit) -> Exit {
    let Some((stream, error)) = state().failed.take() else { return exit };
    let name = match stream {
        Stream::Out => "standard output",
        Stream::Err => "standard error",
    };
    let text = format!(
        "error: cannot write to {name}: {error}\n  help: make room, or send it elsewhere, and run the command again\n"
    );
    write(Stream::Err, text.as_bytes());
    match exit {
        Exit::Done | Exit::Changes => Exit::Refused,
        worse => worse,
    }
}
