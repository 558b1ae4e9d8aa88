//! What somebody called to a sitting may answer, who is counted as there, and whether they are enough.

use serde::Serialize;

use crate::meeting::rules::Share;
use crate::named;

named! {
    /// As what somebody is called.
    pub enum Standing {
        /// To vote (出席).
        Voting = "voting",
        /// To sit in, without a vote (列席).
        SittingIn = "sitting_in",
    }
}

named! {
    /// What somebody called has answered, and what became of it.
    pub enum Reply {
        Awaited = "awaited",
        Coming = "coming",
        LeaveAsked = "leave_asked",
        LeaveGranted = "leave_granted",
        LeaveRefused = "leave_refused",
    }
}

named! {
    /// Why somebody asks leave.
    pub enum LeaveKind {
        /// Official travel (公务出差).
        Duty = "duty",
        Abroad = "abroad",
        Illness = "illness",
        Other = "other",
    }
}

named! {
    /// How somebody signed in.
    pub enum SignIn {
        /// By the rotating code in the hall.
        Code = "code",
        /// At the clerk's desk.
        Desk = "desk",
    }
}

/// How many are called to a sitting, and how many are there. `called`, `coming`, `asked`, `on_leave` and `present` count
/// those who vote; `sitting_in` and `sitting_in_present` the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Presence {
    pub called: i64,
    pub coming: i64,
    pub asked: i64,
    pub on_leave: i64,
    pub present: i64,
    pub sitting_in: i64,
    pub sitting_in_present: i64,
}

impl Presence {
    /// Those who vote, are neither there nor on leave.
    #[must_use]
    pub const fn absent(&self) -> i64 {
        self.called - self.present - self.on_leave
    }

    /// Whether those who are there are the share that is a quorum.
    #[must_use]
    pub const fn quorate(&self, quorum: Share) -> bool {
        quorum.reached(self.present, self.called)
    }
}
