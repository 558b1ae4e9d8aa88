//! What somebody called to a sitting may answer, when they may sign in, who is counted as there, and whether they are
//! enough.

mod code;
mod deal;
mod presence;
mod show;

use std::fmt::Write;

use crate::clock::Instant;
use crate::error::Refusal;
use crate::meeting::rules::{State as S, Who};
use crate::named;
use crate::permission::Permission;
use crate::workflow::{self, Form, LifeCycle, Row, To};

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
        /// No longer: taken out by the office, or called to vote and without a seat on the day of the sitting.
        Out = "out",
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
        /// They have read the notice.
        Read = "read",
        Confirm = "confirm",
        /// Takes back an answer, as if none had been given.
        Unanswer = "unanswer",
        AskLeave = "ask_leave",
        GrantLeave = "grant_leave",
        RefuseLeave = "refuse_leave",
        /// Takes back that leave was granted or refused.
        ReconsiderLeave = "reconsider_leave",
        /// Signs themselves in with the code in the hall.
        SignIn = "sign_in",
        /// Is signed in at the desk.
        Admit = "admit",
        LeaveEarly = "leave_early",
        ComeBack = "come_back",
        /// Takes back a sign-in made by mistake.
        TakeBackSignIn = "take_back_sign_in",
    }
}

/// How one who is called stands. `before` is what they had answered when they came; who is out is called no longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub reply: Reply,
    pub before: Option<Reply>,
    pub there: There,
    pub read: bool,
    pub out: bool,
}

/// Who does something about one who is called: whether it is they themselves, and whether the one who acts holds a post
/// that grants leave at this kind of sitting.
#[derive(Clone, Copy, Debug)]
pub struct Asks<'a> {
    pub who: Who<'a>,
    pub own: bool,
    pub grants: bool,
}

/// Who may take an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Own,
    /// They themselves, or the office for them.
    OwnOrOffice,
    Office,
    Grants,
}

impl By {
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

/// What an action needs besides the answer: in which states of the sitting, in which whereabouts, and whom; and where
/// one is afterwards (none: where one was).
pub struct Needs {
    during: &'static [S],
    at: &'static [T],
    then: Option<T>,
    pub by: By,
}

impl Needs {
    const fn of(during: &'static [S], at: &'static [T], by: By) -> Self {
        Self { during, at, then: None, by }
    }

    const fn then(self, there: T) -> Self {
        Self { then: Some(there), ..self }
    }
}

impl LifeCycle for Action {
    type State = Reply;
    type Needs = Needs;

    const WORDS: &'static str = "attendance";
    const BEGINS: &'static [(Reply, &'static str)] = &[(R::Awaited, "call")];

    fn row(self) -> Row<Self> {
        const OUTSIDE: &[T] = &[T::NotYet];
        const OPEN_TO: &[R] = &[R::Awaited, R::Coming, R::LeaveAsked, R::LeaveRefused];
        let answers = Needs::of(TOLD, OUTSIDE, By::OwnOrOffice);
        let grants = Needs::of(TOLD, OUTSIDE, By::Grants);
        match self {
            Self::Read => Row::stays(R::ALL, Needs::of(TOLD, T::ALL, By::Own)).recorded("read_notice"),
            Self::Confirm => Row::leads(R::ALL, R::Coming, answers),
            Self::Unanswer => Row::leads(&[R::Coming, R::LeaveAsked], R::Awaited, answers).by(Form::Undo),
            Self::AskLeave => Row::leads(OPEN_TO, R::LeaveAsked, answers).by(Form::Fields),
            Self::GrantLeave => Row::leads(&[R::LeaveAsked, R::LeaveRefused], R::LeaveGranted, grants),
            Self::RefuseLeave => Row::leads(&[R::LeaveAsked, R::LeaveGranted], R::LeaveRefused, grants).danger(),
            Self::ReconsiderLeave => {
                Row::leads(&[R::LeaveGranted, R::LeaveRefused], R::LeaveAsked, grants).by(Form::Undo)
            }
            Self::SignIn => {
                Row::leads(OPEN_TO, R::Coming, Needs::of(TOLD, OUTSIDE, By::Own).then(T::Present)).by(Form::Apart)
            }
            Self::Admit => Row::leads(R::ALL, R::Coming, Needs::of(TOLD, OUTSIDE, By::Office).then(T::Present))
                .recorded("admit_to_sitting"),
            Self::LeaveEarly => Row::stays(R::ALL, Needs::of(OPEN, &[T::Present], By::Office).then(T::Left)),
            Self::ComeBack => Row::stays(R::ALL, Needs::of(OPEN, &[T::Left], By::Office).then(T::Present)),
            Self::TakeBackSignIn => {
                Row::stays(R::ALL, Needs::of(TOLD, &[T::Present, T::Left], By::Office).then(T::NotYet)).danger()
            }
        }
    }
}

/// How one who is called stands after an action at a sitting in a state. What is done already stays as it is.
///
/// # Errors
/// The one who asks may not, or the state of the sitting or of the one called does not allow it.
pub fn decide(place: Place, action: Action, during: S, asks: Asks<'_>) -> Result<Place, Refusal> {
    let row = action.row();
    let Needs { during: states, at, then, by } = row.needs;
    by.met_by(asks)?;
    if place.out {
        return Err(Refusal::new("attendance-is-out"));
    }
    if !states.contains(&during) {
        return Err(during.not_now());
    }
    let read = place.read || asks.own;
    let done = match then {
        Some(there) => there == place.there,
        None => at.contains(&place.there) && [To::Same, To::State(place.reply)].contains(&row.to),
    };
    if done {
        return Ok(Place { read, ..place });
    }
    if !at.contains(&place.there) {
        return Err(Refusal::of("attendance-is", place.there));
    }
    let reply = row.next(place.reply)?;
    let there = then.unwrap_or(place.there);
    let (reply, before) = match (place.there, there) {
        (T::NotYet, T::Present) => (reply, Some(place.reply)),
        (T::Present | T::Left, T::NotYet) => (place.before.unwrap_or(place.reply), None),
        _ => (reply, place.before),
    };
    Ok(Place { reply, before, there, read, ..place })
}

/// What may be done now about one who is called, and would change something.
#[must_use]
pub fn offered(place: Place, during: S, asks: Asks<'_>) -> Vec<Action> {
    workflow::offered(|action| match decide(place, action, during, asks) {
        Ok(to) if action == Action::Read => to != place,
        Ok(to) => (to.reply, to.there) != (place.reply, place.there),
        Err(_) => false,
    })
}

impl Action {
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

/// Whether people may still be called or taken out, and groups be made: until the sitting is closed.
///
/// # Errors
/// The one who acts is not the office, or the sitting is over.
pub fn may_call(during: S, who: Who<'_>) -> Result<(), Refusal> {
    match during {
        _ if !who.actor.may(Permission::RunSittings) => Err(Refusal::forbidden()),
        S::Planned | S::Noticed | S::Open => Ok(()),
        over => Err(over.not_now()),
    }
}

/// The life of an answer as a diagram, for `docs/life-cycles.md`.
#[must_use]
pub fn life_cycle() -> String {
    let mut diagram = String::from("stateDiagram-v2\n    [*] --> awaited : call\n    [*] --> not_yet : call\n");
    for action in Action::ALL {
        let Row { from, to, needs: Needs { at, then, .. }, .. } = action.row();
        let ways: Vec<(&str, &str)> = match (to, then) {
            (_, Some(then)) => at.iter().map(|at| (at.name(), then.name())).collect(),
            (To::State(to), None) => from.iter().map(|from| (from.name(), to.name())).collect(),
            (To::Same | To::Gone, None) => Vec::new(),
        };
        for (from, to) in ways.into_iter().filter(|(from, to)| from != to) {
            let _ = writeln!(diagram, "    {from} --> {to} : {action}");
        }
    }
    diagram
}

#[cfg(test)]
mod tests;
