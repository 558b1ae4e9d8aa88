//! How many are there, whether they are enough, and how each of them attended.

use serde::Serialize;

use super::{LeaveKind, Reply, Standing};
use crate::meeting::attendance::model::Called;
use crate::meeting::model::Sitting;
use crate::meeting::rules::Share;

/// How many are called to a sitting, and how many are there. `called`, `coming`, `asked`, `on_leave` and `present`
/// count those who vote; `sitting_in` and `sitting_in_present` the others.
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
    /// Adds `n` people who stand alike.
    pub const fn count(&mut self, standing: Standing, reply: Reply, present: bool, n: i64) {
        let here = if present { n } else { 0 };
        match standing {
            Standing::Voting => {}
            Standing::SittingIn => {
                self.sitting_in += n;
                self.sitting_in_present += here;
                return;
            }
            Standing::Out => return,
        }
        self.called += n;
        self.present += here;
        match reply {
            Reply::Coming => self.coming += n,
            Reply::LeaveAsked => self.asked += n,
            Reply::LeaveGranted => self.on_leave += n - here,
            Reply::Awaited | Reply::LeaveRefused => {}
        }
    }

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

/// How somebody attended a sitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attendance {
    InTime,
    /// They came after it had been opened.
    Late,
    /// They left before it was closed.
    LeftEarly,
    LateAndLeft,
    OnLeave(LeaveKind),
    /// Without leave.
    Absent,
}

impl Attendance {
    /// The stable name, without the kind of leave.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InTime => "in_time",
            Self::Late => "late",
            Self::LeftEarly => "left_early",
            Self::LateAndLeft => "late_and_left",
            Self::OnLeave(_) => "on_leave",
            Self::Absent => "absent",
        }
    }

    /// All names, for the word files.
    pub const NAMES: &'static [&'static str] =
        &["in_time", "late", "left_early", "late_and_left", "on_leave", "absent"];
}

/// How one who was called attended a sitting that is closed; none: they were called no longer.
#[must_use]
pub fn attendance(called: &Called, sitting: &Sitting) -> Option<Attendance> {
    if called.out() {
        return None;
    }
    let Some(came) = called.came_at else {
        return Some(match (called.reply, called.leave_kind) {
            (Reply::LeaveGranted, kind) => Attendance::OnLeave(kind.unwrap_or(LeaveKind::Other)),
            _ => Attendance::Absent,
        });
    };
    let late = sitting.opened_at.is_some_and(|opened| came > opened);
    let left = called.left_at.is_some_and(|left| sitting.closed_at.is_none_or(|closed| left < closed));
    Some(match (late, left) {
        (false, false) => Attendance::InTime,
        (true, false) => Attendance::Late,
        (false, true) => Attendance::LeftEarly,
        (true, true) => Attendance::LateAndLeft,
    })
}
