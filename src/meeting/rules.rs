//! The life of a sitting: which action leads from which state to which, and who may take it.

use std::fmt::Write;

use crate::account::Actor;
use crate::error::Refusal;
use crate::named;
use crate::permission::Permission;

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

/// Who acts, and whether it is he who presides at this very sitting.
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

    /// Whether he leads through a sitting: the office does, and the one who presides.
    #[must_use]
    pub fn runs(self) -> bool {
        self.presides || self.actor.may(Permission::RunSittings)
    }
}

/// What an action needs in the one who takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    May(Permission),
    /// To run the sitting: by permission, or presiding at it.
    Runs,
    /// To preside at it.
    Presides,
}

impl Needs {
    fn met_by(self, who: Who<'_>) -> bool {
        match self {
            Self::May(permission) => who.actor.may(permission),
            Self::Runs => who.runs(),
            Self::Presides => who.presides,
        }
    }
}

use State as S;

/// The states in which a sitting that was held has something to tell.
const OVER: &[State] = &[S::Closed, S::MinutesDrafted, S::MinutesConfirmed];

/// From which states an action leads to which (none: it stays), and what it needs.
const fn step(action: Action) -> (&'static [State], Option<State>, Needs) {
    const RUN: Needs = Needs::May(Permission::RunSittings);
    const RECORD: Needs = Needs::May(Permission::RecordSittings);
    const PUBLISH: Needs = Needs::May(Permission::PublishSittings);
    match action {
        Action::Amend => (&[S::Planned, S::Noticed], None, RUN),
        Action::HandOver => (&[S::Planned, S::Noticed, S::Open, S::Closed, S::MinutesDrafted], None, RUN),
        Action::Notice => (&[S::Planned], Some(S::Noticed), RUN),
        Action::CallOff => (&[S::Planned, S::Noticed], Some(S::CalledOff), RUN),
        Action::PlanAnew => (&[S::CalledOff], Some(S::Planned), RUN),
        Action::Open => (&[S::Noticed], Some(S::Open), Needs::Runs),
        Action::Close => (&[S::Open], Some(S::Closed), Needs::Runs),
        Action::Reopen => (&[S::Closed], Some(S::Open), Needs::Runs),
        Action::DraftMinutes => (&[S::Closed], Some(S::MinutesDrafted), RUN),
        Action::ConfirmMinutes => (&[S::MinutesDrafted], Some(S::MinutesConfirmed), Needs::Presides),
        Action::Release | Action::Retract => (OVER, None, PUBLISH),
        Action::Correct => (&[S::Recorded, S::Published], None, RECORD),
        Action::Publish => (&[S::Recorded], Some(S::Published), PUBLISH),
        Action::Unpublish => (&[S::Published], Some(S::Recorded), PUBLISH),
        Action::Discard => (&[S::Recorded], Some(S::Discarded), RECORD),
        Action::Reinstate => (&[S::Discarded], Some(S::Recorded), RECORD),
    }
}

impl Action {
    /// The action that takes this one back.
    #[must_use]
    pub const fn undone_by(self) -> Option<Self> {
        match self {
            Self::Publish => Some(Self::Unpublish),
            Self::Unpublish => Some(Self::Publish),
            Self::Discard => Some(Self::Reinstate),
            Self::Reinstate => Some(Self::Discard),
            Self::Close => Some(Self::Reopen),
            Self::Release => Some(Self::Retract),
            Self::Retract => Some(Self::Release),
            Self::Amend
            | Self::HandOver
            | Self::Notice
            | Self::CallOff
            | Self::PlanAnew
            | Self::Open
            | Self::Reopen
            | Self::DraftMinutes
            | Self::ConfirmMinutes
            | Self::Correct => None,
        }
    }

    /// Whether a button with nothing but the version takes it; the others have a page of their own.
    #[must_use]
    pub const fn plain(self) -> bool {
        !matches!(
            self,
            Self::Amend | Self::Correct | Self::DraftMinutes | Self::ConfirmMinutes | Self::Release | Self::Retract
        )
    }
}

/// How a sitting stands after an action.
///
/// # Errors
/// The actor may not, or the state does not allow it.
pub fn decide(standing: Standing, action: Action, who: Who<'_>) -> Result<Standing, Refusal> {
    let (from, to, needed) = step(action);
    let Standing { state, released, told } = standing;
    if !needed.met_by(who) {
        return Err(if needed == Needs::Presides { Refusal::new("meeting-chair-only") } else { Refusal::forbidden() });
    }
    if !from.contains(&state) {
        return Err(Refusal::new(not_now(state)));
    }
    match action {
        Action::Release | Action::Reopen if released => Err(Refusal::new("meeting-is-released")),
        Action::Retract if !released => Err(Refusal::new("meeting-is-not-released")),
        Action::Release | Action::Retract => Ok(Standing { released: action == Action::Release, ..standing }),
        _ => Ok(Standing { state: to.unwrap_or(state), released, told: told || action == Action::Notice }),
    }
}

/// Why something cannot be done to a sitting that stands so.
#[must_use]
pub const fn not_now(state: State) -> &'static str {
    match state {
        S::Planned => "meeting-is-planned",
        S::Noticed => "meeting-is-noticed",
        S::Open => "meeting-is-open",
        S::Closed => "meeting-is-closed",
        S::MinutesDrafted => "meeting-is-minutes-drafted",
        S::MinutesConfirmed => "meeting-is-minutes-confirmed",
        S::CalledOff => "meeting-is-called-off",
        S::Recorded => "meeting-is-recorded",
        S::Published => "meeting-is-published",
        S::Discarded => "meeting-is-discarded",
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
    Action::ALL.iter().copied().filter(|action| decide(standing, *action, who).is_ok()).collect()
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

/// The life cycle as a diagram, for `docs/life-cycles.md`.
#[must_use]
pub fn life_cycle() -> String {
    let mut diagram = String::from("stateDiagram-v2\n    [*] --> planned : plan\n    [*] --> recorded : record\n");
    for action in Action::ALL {
        let (from, to, _) = step(*action);
        for state in from {
            let _ = writeln!(diagram, "    {state} --> {} : {action}", to.unwrap_or(*state));
        }
    }
    diagram
}

#[cfg(test)]
mod tests;
