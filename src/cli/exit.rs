//! How a command ended.

use std::process::{ExitCode, Termination};

use crate::apply::Ending;

/// How a command ended. The numbers are part of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Success, or nothing to do.
    Done,
    /// GitLab, the network, or the file system failed or refused; an apply was only partly done; or its confirmation was
    /// declined.
    Refused,
    /// `plan --detailed-exitcode`: there are changes.
    Changes,
    /// Wrong usage or invalid files; nothing was sent.
    Usage,
    /// The saved plan is stale; nothing was written.
    Stale,
    /// A guard refused the plan; nothing was written.
    Guarded,
    /// Interrupted; the report shows what was done.
    Interrupted,
}

impl Exit {
    /// The code that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Refused => 1,
            Exit::Changes => 2,
            Exit::Usage => 3,
            Exit::Stale => 4,
            Exit::Guarded => 5,
            Exit::Interrupted => 130,
        }
    }
}

impl From<Ending> for Exit {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Done => Exit::Done,
            Ending::Failed => Exit::Refused,
            Ending::Usage => Exit::Usage,
            Ending::Stale => Exit::Stale,
            Ending::Guarded => Exit::Guarded,
            Ending::Interrupted => Exit::Interrupted,
        }
    }
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(self.code())
    }
}
