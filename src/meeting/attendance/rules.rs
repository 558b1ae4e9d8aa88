//! What somebody called to a sitting may answer, when he may sign in, who is counted as there, and whether they are
//! enough.

mod code;
mod deal;
mod presence;
mod show;

use std::fmt::Write;

use crate::clock::Instant;
use crate::error::Refusal;
use crate::meeting::rules::{self, State as S, Who};
use crate::named;
use crate::permission::Permission;

pub use code::{TICKET_LIFE, WINDOW, admits, code, fresh, ticket};
pub use deal::deal;
pub use presence::{Attendance, Presence, attendance};
pub use show::Show;

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

named! {
    /// Whether somebody called is in the hall.
    pub enum There {
        NotYet = "not_yet",
        Present = "present",
        Left = "left",
    }
}

named! {
    /// What is done about one who is called.
    pub enum Action {
        /// He has read the notice.
        Read = "read",
        Confirm = "confirm",
        /// Takes back an answer, as if none had been given.
        Unanswer = "unanswer",
        AskLeave = "ask_leave",
        GrantLeave = "grant_leave",
        RefuseLeave = "refuse_leave",
        /// Takes back that leave was granted or refused.
        ReconsiderLeave = "reconsider_leave",
        /// Signs himself in with the code in the hall.
        SignIn = "sign_in",
        /// Is signed in at the desk.
        Admit = "admit",
        /// Takes back a sign-in made by mistake.
        TakeBackSignIn = "take_back_sign_in",
        LeaveEarly = "leave_early",
        ComeBack = "come_back",
    }
}

/// How one who is called stands. `before` is what he had answered when he came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub reply: Reply,
    pub before: Option<Reply>,
    pub there: There,
    pub read: bool,
}

/// Who does something about one who is called: whether it is he himself, and whether the one who acts holds a post that
/// grants leave at this kind of sitting.
#[derive(Clone, Copy, Debug)]
pub struct Asks<'a> {
    pub who: Who<'a>,
    pub own: bool,
    pub grants: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    Own,
    /// He himself, or the office for him.
    OwnOrOffice,
    Office,
    Grants,
}

impl Needs {
    fn met_by(self, asks: Asks<'_>) -> Result<(), Refusal> {
        let office = asks.who.actor.may(Permission::RunSittings);
        let met = match self {
            Self::Own => asks.own,
            Self::OwnOrOffice => asks.own || office,
            Self::Office => office,
            Self::Grants if !asks.who.actor.may(Permission::GrantLeave) => false,
            Self::Grants if !asks.grants => return Err(Refusal::new("attendance-not-yours-to-grant")),
            Self::Grants => true,
        };
        if met { Ok(()) } else { Err(Refusal::forbidden()) }
    }
}

use Reply as R;
use There as T;

const TOLD: &[S] = &[S::Noticed, S::Open];
const OPEN: &[S] = &[S::Open];

/// An action: in which states of the sitting; from which replies and whereabouts to which (none: it stays); who takes it.
type Step = (&'static [S], &'static [R], &'static [T], Option<R>, Option<T>, Needs);

const fn step(action: Action) -> Step {
    const OUTSIDE: &[T] = &[T::NotYet];
    match action {
        Action::Read => (TOLD, R::ALL, T::ALL, None, None, Needs::Own),
        Action::Confirm => (TOLD, R::ALL, OUTSIDE, Some(R::Coming), None, Needs::OwnOrOffice),
        Action::Unanswer => (TOLD, &[R::Coming, R::LeaveAsked], OUTSIDE, Some(R::Awaited), None, Needs::OwnOrOffice),
        Action::AskLeave => (
            TOLD,
            &[R::Awaited, R::Coming, R::LeaveAsked, R::LeaveRefused],
            OUTSIDE,
            Some(R::LeaveAsked),
            None,
            Needs::OwnOrOffice,
        ),
        Action::GrantLeave => {
            (TOLD, &[R::LeaveAsked, R::LeaveRefused], OUTSIDE, Some(R::LeaveGranted), None, Needs::Grants)
        }
        Action::RefuseLeave => {
            (TOLD, &[R::LeaveAsked, R::LeaveGranted], OUTSIDE, Some(R::LeaveRefused), None, Needs::Grants)
        }
        Action::ReconsiderLeave => {
            (TOLD, &[R::LeaveGranted, R::LeaveRefused], OUTSIDE, Some(R::LeaveAsked), None, Needs::Grants)
        }
        Action::SignIn => (
            TOLD,
            &[R::Awaited, R::Coming, R::LeaveAsked, R::LeaveRefused],
            OUTSIDE,
            Some(R::Coming),
            Some(T::Present),
            Needs::Own,
        ),
        Action::Admit => (TOLD, R::ALL, OUTSIDE, Some(R::Coming), Some(T::Present), Needs::Office),
        Action::TakeBackSignIn => (TOLD, R::ALL, &[T::Present, T::Left], None, Some(T::NotYet), Needs::Office),
        Action::LeaveEarly => (OPEN, R::ALL, &[T::Present], None, Some(T::Left), Needs::Office),
        Action::ComeBack => (OPEN, R::ALL, &[T::Left], None, Some(T::Present), Needs::Office),
    }
}

/// How one who is called stands after an action at a sitting in a state. What is done already stays as it is.
///
/// # Errors
/// The one who asks may not, or the state of the sitting or of the one called does not allow it.
pub fn decide(place: Place, action: Action, during: S, asks: Asks<'_>) -> Result<Place, Refusal> {
    let (states, replies, from, reply, there, needs) = step(action);
    needs.met_by(asks)?;
    if !states.contains(&during) {
        return Err(Refusal::new(rules::not_now(during)));
    }
    let read = place.read || asks.own;
    let done = match there {
        Some(there) => there == place.there,
        None => from.contains(&place.there) && reply.is_none_or(|reply| reply == place.reply),
    };
    if done {
        return Ok(Place { read, ..place });
    }
    if !from.contains(&place.there) {
        return Err(Refusal::new(whereabouts(place.there)));
    }
    if !replies.contains(&place.reply) {
        return Err(Refusal::new(answered(place.reply)));
    }
    let there = there.unwrap_or(place.there);
    let (reply, before) = match (place.there, there) {
        (T::NotYet, T::Present) => (reply.unwrap_or(place.reply), Some(place.reply)),
        (T::Present | T::Left, T::NotYet) => (place.before.unwrap_or(place.reply), None),
        _ => (reply.unwrap_or(place.reply), place.before),
    };
    Ok(Place { reply, before, there, read })
}

/// Why something cannot be done about one who is there, or is not.
const fn whereabouts(there: There) -> &'static str {
    match there {
        T::NotYet => "attendance-is-not-yet",
        T::Present => "attendance-is-present",
        T::Left => "attendance-is-left",
    }
}

/// Why something cannot be done about one who has answered so.
const fn answered(reply: Reply) -> &'static str {
    match reply {
        R::Awaited => "attendance-is-awaited",
        R::Coming => "attendance-is-coming",
        R::LeaveAsked => "attendance-is-leave-asked",
        R::LeaveGranted => "attendance-is-leave-granted",
        R::LeaveRefused => "attendance-is-leave-refused",
    }
}

/// What may be done now about one who is called, and would change something.
#[must_use]
pub fn offered(place: Place, during: S, asks: Asks<'_>) -> Vec<Action> {
    let changes = |action: Action| match decide(place, action, during, asks) {
        Ok(to) if action == Action::Read => to != place,
        Ok(to) => (to.reply, to.there) != (place.reply, place.there),
        Err(_) => false,
    };
    Action::ALL.iter().copied().filter(|action| changes(*action)).collect()
}

impl Action {
    /// Those that a button takes which needs nothing else, in the order in which they are shown.
    pub const BUTTONS: &'static [Self] = &[
        Self::Read,
        Self::Confirm,
        Self::GrantLeave,
        Self::RefuseLeave,
        Self::Admit,
        Self::LeaveEarly,
        Self::ComeBack,
        Self::TakeBackSignIn,
    ];

    /// Its name in the ledger, where the actions of all features stand together.
    #[must_use]
    pub const fn recorded(self) -> &'static str {
        match self {
            Self::Read => "read_notice",
            Self::Admit => "admit_to_sitting",
            other => other.name(),
        }
    }

    /// The action that takes this one back, of one who had answered so before.
    #[must_use]
    pub const fn undone_by(self, before: Reply) -> Option<Self> {
        match self {
            Self::Read | Self::TakeBackSignIn | Self::SignIn => None,
            Self::Confirm | Self::AskLeave | Self::Unanswer => Some(match before {
                R::Awaited | R::LeaveRefused => Self::Unanswer,
                R::Coming => Self::Confirm,
                R::LeaveAsked | R::LeaveGranted => Self::AskLeave,
            }),
            Self::GrantLeave | Self::RefuseLeave => Some(match before {
                R::LeaveGranted => Self::GrantLeave,
                R::LeaveRefused => Self::RefuseLeave,
                _ => Self::ReconsiderLeave,
            }),
            Self::ReconsiderLeave => {
                Some(if matches!(before, R::LeaveRefused) { Self::RefuseLeave } else { Self::GrantLeave })
            }
            Self::Admit => Some(Self::TakeBackSignIn),
            Self::LeaveEarly => Some(Self::ComeBack),
            Self::ComeBack => Some(Self::LeaveEarly),
        }
    }
}

/// How long before a sitting begins people may sign in, in milliseconds.
pub const EARLY: i64 = 2 * Instant::HOUR;

/// Whether people may sign in already: from two hours before the sitting begins, and while it is open.
///
/// # Errors
/// It is too early.
pub fn may_sign_in(during: S, begins_at: Option<Instant>, now: Instant) -> Result<(), Refusal> {
    match begins_at.map(|begins| begins.plus(-EARLY)) {
        Some(from) if during == S::Noticed && now < from => {
            Err(Refusal::new("attendance-too-early").with("from", from.minute()))
        }
        _ => Ok(()),
    }
}

/// Whether people may still be called to sit in, and groups be made: until the sitting is closed.
///
/// # Errors
/// The one who acts is not the office, or the sitting is over.
pub fn may_call(during: S, who: Who<'_>) -> Result<(), Refusal> {
    match during {
        _ if !who.actor.may(Permission::RunSittings) => Err(Refusal::forbidden()),
        S::Planned | S::Noticed | S::Open => Ok(()),
        over => Err(Refusal::new(rules::not_now(over))),
    }
}

/// The life of an answer as a diagram, for `docs/life-cycles.md`.
#[must_use]
pub fn life_cycle() -> String {
    let mut diagram = String::from("stateDiagram-v2\n    [*] --> awaited : call\n    [*] --> not_yet : call\n");
    for action in Action::ALL {
        let (_, replies, from, reply, there, _) = step(*action);
        let ways: Vec<(&str, &str)> = match (reply, there) {
            (_, Some(to)) => from.iter().map(|from| (from.name(), to.name())).collect(),
            (Some(to), None) => replies.iter().map(|from| (from.name(), to.name())).collect(),
            (None, None) => Vec::new(),
        };
        for (from, to) in ways.into_iter().filter(|(from, to)| from != to) {
            let _ = writeln!(diagram, "    {from} --> {to} : {action}");
        }
    }
    diagram
}

#[cfg(test)]
mod tests;
