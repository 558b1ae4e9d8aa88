//! By what those called are told apart in their list.

use super::{Reply, Standing};
use crate::meeting::attendance::model::Called;
use crate::named;

named! {
    /// Which of those called are shown.
    pub enum Show {
        All = "all",
        Voting = "voting",
        SittingIn = "sitting_in",
        Read = "read",
        Unread = "unread",
        Coming = "coming",
        LeaveAsked = "leave_asked",
        OnLeave = "on_leave",
        Awaited = "awaited",
        Present = "present",
        Absent = "absent",
        Out = "out",
    }
}

impl Show {
    /// Whether somebody belongs to them.
    #[must_use]
    pub fn matches(self, called: &Called) -> bool {
        let voting = called.standing == Standing::Voting;
        match self {
            Self::All => true,
            Self::SittingIn => called.standing == Standing::SittingIn,
            Self::Out => called.out(),
            // What follows counts those who vote, as the figures of the sitting do.
            _ if !voting => false,
            Self::Voting => true,
            Self::Read => called.read_at.is_some(),
            Self::Unread => called.read_at.is_none(),
            Self::Coming => called.reply == Reply::Coming,
            Self::LeaveAsked => called.reply == Reply::LeaveAsked,
            Self::OnLeave => called.reply == Reply::LeaveGranted,
            Self::Awaited => called.reply == Reply::Awaited,
            Self::Present => called.present(),
            Self::Absent => !called.present() && called.reply != Reply::LeaveGranted,
        }
    }
}
