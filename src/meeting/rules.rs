//! The life of a sitting: which action leads from which state to which, and who may take it.

use crate::account::Actor;
use crate::error::Refusal;
use crate::named;
use crate::permission::Permission;
use crate::workflow::{self, Form, LifeCycle, Row};

mod share;

pub use share::{Base, Rule, Share, usual};

named! {
    /// Where a sitting stands. One that is held goes from planned to its confirmed minutes; one that is read out of
    /// the news is recorded and published.
    pub enum State {
        /// Prepared by the office, and seen by it alone.
        Planned = "planned",
        /// Those who are called know of it.
        Noticed = "noticed",
        Open = "open",
        Closed = "closed",
        /// Its minutes are being written.
        MinutesDrafted = "minutes_drafted",
        /// Its minutes are fixed.
        MinutesConfirmed = "minutes_confirmed",
        CalledOff = "called_off",
        /// Kept, and seen inside the committee.
        Recorded = "recorded",
        /// Seen by everybody.
        Published = "published",
        /// Recorded by mistake; kept, but in no list.
        Discarded = "discarded",
    }
}

named! {
    pub enum Action {
        Notice = "notice",
        CallOff = "call_off",
        PlanAnew = "plan_anew",
        Open = "open",
        Close = "close",
        Reopen = "reopen",
        DraftMinutes = "draft_minutes",
        ConfirmMinutes = "confirm_minutes",
        Release = "release",
        Retract = "retract",
        Amend = "amend",
        /// Another presides.
        HandOver = "hand_over",
        Correct = "correct",
        Publish = "publish",
        Unpublish = "unpublish",
        Discard = "discard",
        Reinstate = "reinstate",
    }
}

/// What the rules look at in a sitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub state: State,
    /// Its news release is published.
    pub released: bool,
    /// Those who are called were told of it.
    pub told: bool,
}

impl From<State> for Standing {
    fn from(state: State) -> Self {
        Self { state, released: false, told: state != State::Planned }
    }
}

/// Who acts, and whether it is they who preside at this very sitting.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    pub actor: &'a Actor,
    pub presides: bool,
}

impl<'a> Who<'a> {
    /// One who presides at none.
    #[must_use]
    pub const fn only(actor: &'a Actor) -> Self {
        Self { actor, presides: false }
    }

    /// Whether they lead through a sitting: the office does, and the one who presides.
    #[must_use]
    pub fn runs(self) -> bool {
        self.presides || self.actor.may(Permission::RunSittings)
    }
}

/// What an action needs in the one who takes it.
pub enum Needs {
    May(Permission),
    /// To run the sitting: by permission, or presiding at it.
    Runs,
    /// To preside at it.
    Presides,
}

impl Needs {
    fn met_by(&self, who: Who<'_>) -> Result<(), Refusal> {
        match self {
            Self::May(permission) if who.actor.may(*permission) => Ok(()),
            Self::Runs if who.runs() => Ok(()),
            Self::Presides if who.presides => Ok(()),
            Self::Presides => Err(Refusal::new("meeting-chair-only")),
            Self::May(_) | Self::Runs => Err(Refusal::forbidden()),
        }
    }
}

use State as S;

/// The states in which a sitting that was held has something to tell.
const OVER: &[State] = &[S::Closed, S::MinutesDrafted, S::MinutesConfirmed];

impl LifeCycle for Action {
    type State = State;
    type Needs = Needs;

    const WORDS: &'static str = "meeting";
    const BEGINS: &'static [(State, &'static str)] = &[(S::Planned, "plan"), (S::Recorded, "record")];

    fn row(self) -> Row<Self> {
        const RUN: Needs = Needs::May(Permission::RunSittings);
        const RECORD: Needs = Needs::May(Permission::RecordSittings);
        const PUBLISH: Needs = Needs::May(Permission::PublishSittings);
        match self {
            Self::Notice => Row::leads(&[S::Planned], S::Noticed, RUN).primary(),
            Self::CallOff => Row::leads(&[S::Planned, S::Noticed], S::CalledOff, RUN).danger(),
            Self::PlanAnew => Row::leads(&[S::CalledOff], S::Planned, RUN),
            Self::Open => Row::leads(&[S::Noticed], S::Open, Needs::Runs).primary(),
            Self::Close => Row::leads(&[S::Open], S::Closed, Needs::Runs).primary().undone_by(Self::Reopen),
            Self::Reopen => Row::leads(&[S::Closed], S::Open, Needs::Runs),
            Self::DraftMinutes => Row::leads(&[S::Closed], S::MinutesDrafted, RUN).by(Form::Apart),
            Self::ConfirmMinutes => {
                Row::leads(&[S::MinutesDrafted], S::MinutesConfirmed, Needs::Presides).by(Form::Apart)
            }
            Self::Release => Row::stays(OVER, PUBLISH).by(Form::Apart).undone_by(Self::Retract),
            Self::Retract => Row::stays(OVER, PUBLISH).by(Form::Apart).undone_by(Self::Release),
            Self::Amend => Row::stays(&[S::Planned, S::Noticed], RUN).by(Form::Page),
            Self::HandOver => {
                Row::stays(&[S::Planned, S::Noticed, S::Open, S::Closed, S::MinutesDrafted], RUN).by(Form::Apart)
            }
            Self::Correct => Row::stays(&[S::Recorded, S::Published], RECORD).by(Form::Page),
            Self::Publish => Row::leads(&[S::Recorded], S::Published, PUBLISH).primary().undone_by(Self::Unpublish),
            Self::Unpublish => Row::leads(&[S::Published], S::Recorded, PUBLISH).undone_by(Self::Publish),
            Self::Discard => Row::leads(&[S::Recorded], S::Discarded, RECORD).danger().undone_by(Self::Reinstate),
            Self::Reinstate => Row::leads(&[S::Discarded], S::Recorded, RECORD).undone_by(Self::Discard),
        }
    }
}

impl State {
    /// Why something cannot be done to a sitting that stands so.
    #[must_use]
    pub fn not_now(self) -> Refusal {
        Action::not_now(self)
    }
}

/// How a sitting stands after an action.
///
/// # Errors
/// The actor may not, or the state does not allow it.
pub fn decide(standing: Standing, action: Action, who: Who<'_>) -> Result<Standing, Refusal> {
    let row = action.row();
    row.needs.met_by(who)?;
    let Standing { released, told, .. } = standing;
    let state = row.next(standing.state)?;
    match action {
        Action::Release | Action::Reopen if released => Err(Refusal::new("meeting-is-released")),
        Action::Retract if !released => Err(Refusal::new("meeting-is-not-released")),
        Action::Release | Action::Retract => Ok(Standing { released: action == Action::Release, ..standing }),
        _ => Ok(Standing { state, released, told: told || action == Action::Notice }),
    }
}

/// Whether a sitting can be told to those who are called: it has an agenda, and somebody is called.
///
/// # Errors
/// The refusal.
pub const fn ready(items: bool, called: bool) -> Result<(), Refusal> {
    match (items, called) {
        (false, _) => Err(Refusal::new("meeting-no-agenda")),
        (_, false) => Err(Refusal::new("meeting-nobody-called")),
        _ => Ok(()),
    }
}

/// What keeps a sitting open: items that wait or are dealt with, polls without a result, somebody who has the floor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unfinished {
    pub waiting: u64,
    pub current: u64,
    pub polls: u64,
    pub speaking: u64,
}

/// Whether a sitting can be closed.
///
/// # Errors
/// The refusal: first a poll, then the current item, a speaker, and items that wait.
pub fn may_close(left: Unfinished) -> Result<(), Refusal> {
    match left {
        Unfinished { polls: 1.., .. } => Err(Refusal::new("meeting-poll-unfinished")),
        Unfinished { current: 1.., .. } => Err(Refusal::new("meeting-item-unsettled")),
        Unfinished { speaking: 1.., .. } => Err(Refusal::new("meeting-somebody-speaks")),
        Unfinished { waiting: n @ 1.., .. } => Err(Refusal::new("meeting-items-waiting").with("n", n)),
        _ => Ok(()),
    }
}

/// Whether a sitting goes on: it is called, and its minutes are not yet fixed.
#[must_use]
pub const fn goes_on(state: State) -> bool {
    matches!(state, S::Noticed | S::Open | S::Closed | S::MinutesDrafted)
}

/// The actions that an actor may take now.
#[must_use]
pub fn offered(standing: Standing, who: Who<'_>) -> Vec<Action> {
    workflow::offered(|action| decide(standing, action, who).is_ok())
}

/// The states in which an actor finds sittings, whether released or not.
#[must_use]
pub fn seen_by(actor: &Actor) -> Vec<State> {
    let sees = |state: &State| match state {
        S::Published => true,
        S::Planned => actor.may(Permission::RunSittings),
        S::Discarded => false,
        _ => actor.may(Permission::ReadInternal),
    };
    State::ALL.iter().copied().filter(sees).collect()
}

/// Whether an actor may see a sitting that stands so.
#[must_use]
pub fn visible(standing: Standing, who: Who<'_>) -> bool {
    let secret = standing.state == S::CalledOff && !standing.told;
    standing.released
        || seen_by(who.actor).contains(&standing.state) && (!secret || who.runs())
        || standing.state == S::Discarded && who.actor.may(Permission::RecordSittings)
        || standing.state == S::Planned && who.presides
}

#[cfg(test)]
mod tests;
