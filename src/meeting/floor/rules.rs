//! The life of a request to speak, and who may make one.

use crate::error::Refusal;
use crate::meeting::attendance::model::Called;
use crate::meeting::attendance::rules::Reply;
use crate::meeting::rules::{State as Sitting, Who};
use crate::named;
use crate::workflow::{Form, LifeCycle, Row};

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

/// Who may take an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Who runs the sitting.
    Runs,
    /// So, or one whose own request it is.
    OwnOrRuns,
}

impl LifeCycle for Action {
    type State = State;
    type Needs = Needs;

    const WORDS: &'static str = "floor";
    const BEGINS: &'static [(State, &'static str)] = &[(State::Asked, "ask")];

    fn row(self) -> Row<Self> {
        match self {
            Self::Give => {
                Row::leads(&[State::Asked], State::Speaking, Needs::Runs).by(Form::Fields).recorded("give_floor")
            }
            Self::End => Row::leads(&[State::Speaking], State::Spoken, Needs::OwnOrRuns).recorded("end_speech"),
            Self::Withdraw => {
                Row::leads(&[State::Asked], State::Withdrawn, Needs::OwnOrRuns).recorded("withdraw_request")
            }
        }
    }

    fn not_now(request: State) -> Refusal {
        Refusal::new(match request {
            State::Asked => "floor-not-speaking",
            State::Speaking => "floor-speaking",
            State::Spoken => "floor-spoken",
            State::Withdrawn => "floor-withdrawn",
        })
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
    let row = action.row();
    if !(who.runs() || own && row.needs == Needs::OwnOrRuns) {
        return Err(Refusal::forbidden());
    }
    in_session(sitting)?;
    let to = row.next(request)?;
    if action == Action::Give && taken { Err(Refusal::new("floor-taken")) } else { Ok(to) }
}

/// Whether somebody may be put on the list: they are called and there, and not on the list already.
///
/// # Errors
/// The refusal: the sitting is not open, they are not called, on leave, not there, or on the list.
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

fn in_session(sitting: Sitting) -> Result<(), Refusal> {
    match sitting {
        Sitting::Open => Ok(()),
        other => Err(other.not_now()),
    }
}

#[cfg(test)]
mod tests;
