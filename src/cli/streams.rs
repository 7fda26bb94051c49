//! The only way to write to standard output and standard error.
//!
//! **Invariant:** a failed write is a failure of every command, except on a closed pipe: its reader has what it needs.
//! The command goes on in either case: an apply that stopped halfway because nothing reads its output would be worse.

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

/// The state of the streams of this process.
struct State {
    /// Some output did not reach standard output.
    is_cut_off: bool,
    /// The first failure.
    failed: Option<(Stream, io::Error)>,
}

static STATE: Mutex<State> = Mutex::new(State { is_cut_off: false, failed: None });

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes and flushes a text.
pub(super) fn write(stream: Stream, text: &[u8]) {
    let all = |out: &mut dyn Write| out.write_all(text).and_then(|()| out.flush());
    let written = match stream {
        Stream::Out => all(&mut io::stdout().lock()),
        Stream::Err => all(&mut io::stderr().lock()),
    };
    note(stream, written);
}

/// Records the result of a write, also of one that happened elsewhere.
pub(super) fn note(stream: Stream, written: io::Result<()>) {
    let Err(error) = written else { return };
    let mut state = state();
    state.is_cut_off |= stream == Stream::Out;
    if error.kind() != ErrorKind::BrokenPipe {
        state.failed.get_or_insert((stream, error));
    }
}

/// Whether some output did not reach standard output, including closed pipes.
pub(super) fn is_cut_off() -> bool {
    state().is_cut_off
}

/// How the command ends, if it would end with `exit` when everything could be written.
pub(super) fn checked(exit: Exit) -> Exit {
    let Some((stream, error)) = state().failed.take() else { return exit };
    let name = match stream {
        Stream::Out => "standard output",
        Stream::Err => "standard error",
    };
    let text = format!(
        "error: cannot write to {name}: {error}\n  help: free some space or redirect the output, then run the command again\n"
    );
    write(Stream::Err, text.as_bytes());
    match exit {
        Exit::Done | Exit::Changes => Exit::Refused,
        worse => worse,
    }
}
