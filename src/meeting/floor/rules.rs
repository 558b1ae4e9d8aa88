//! The life of a request to speak, and who may make one.

use std::fmt::Write;

use crate::error::Refusal;
use crate::meeting::attendance::Called;
use crate::meeting::attendance::rules::Reply;
use crate::meeting::rules::{State as Sitting, Who, not_now};
use crate::named;

named! {
    /// Where a request to speak stands.
    pub enum State {
        Asked = "asked",
        Speaking = "speaking",
        Spoken = "spoken",
        Withdrawn = "withdrawn",
    }
}

named! {
    pub enum Action {
        /// The floor is given.
        Give = "give",
        End = "end",
        Withdraw = "withdraw",
    }
}

/// From which state an action leads to which, and whether he whose request it is may take it himself.
const fn step(action: Action) -> (State, State, bool) {
    match action {
        Action::Give => (State::Asked, State::Speaking, false),
        Action::End => (State::Speaking, State::Spoken, true),
        Action::Withdraw => (State::Asked, State::Withdrawn, true),
    }
}

impl Action {
    /// What the ledger calls it.
    #[must_use]
    pub const fn act(self) -> &'static str {
        match self {
            Self::Give => "give_floor",
            Self::End => "end_speech",
            Self::Withdraw => "withdraw_request",
        }
    }
}

/// How a request stands after an action. `own`: it is the actor's; `taken`: somebody else has the floor.
///
/// # Errors
/// The actor may not, the sitting is not open, or the request's state does not allow it.
pub fn decide(
    sitting: Sitting,
    request: State,
    action: Action,
    who: Who<'_>,
    (own, taken): (bool, bool),
) -> Result<State, Refusal> {
    let (from, to, by_himself) = step(action);
    if !(who.runs() || own && by_himself) {
        return Err(Refusal::forbidden());
    }
    in_session(sitting)?;
    if request != from {
        return Err(Refusal::new(match request {
            State::Asked => "floor-not-speaking",
            State::Speaking => "floor-speaking",
            State::Spoken => "floor-spoken",
            State::Withdrawn => "floor-withdrawn",
        }));
    }
    if action == Action::Give && taken { Err(Refusal::new("floor-taken")) } else { Ok(to) }
}

/// Whether somebody may be put on the list: he is called and there, and not on the list already.
///
/// # Errors
/// The refusal: the sitting is not open, he is not called, on leave, not there, or on the list.
pub fn may_ask(sitting: Sitting, called: Option<&Called>, listed: bool) -> Result<(), Refusal> {
    in_session(sitting)?;
    let Some(called) = called else { return Err(Refusal::new("floor-not-called")) };
    if called.reply == Reply::LeaveGranted && !called.present() {
        return Err(Refusal::new("floor-on-leave"));
    }
    if !called.present() {
        return Err(Refusal::new("floor-not-present"));
    }
    if listed { Err(Refusal::new("floor-listed")) } else { Ok(()) }
}

const fn in_session(sitting: Sitting) -> Result<(), Refusal> {
    match sitting {
        Sitting::Open => Ok(()),
        other => Err(Refusal::new(not_now(other))),
    }
}

/// The life cycle as a diagram, for `docs/life-cycles.md`.
#[must_use]
pub fn life_cycle() -> String {
    let mut diagram = String::from("stateDiagram-v2\n    [*] --> asked : ask\n");
    for action in Action::ALL {
        let (from, to, _) = step(*action);
        let _ = writeln!(diagram, "    {from} --> {to} : {action}");
    }
    diagram
}

#[cfg(test)]
mod tests;
