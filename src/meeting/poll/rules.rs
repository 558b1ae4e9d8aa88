//! The life of a poll: which action leads from which state to which, who may vote in it, and when it may open.

mod tally;

use crate::error::Refusal;
use crate::meeting::agenda::rules::State as Item;
use crate::meeting::attendance::model::Called;
use crate::meeting::attendance::rules::{Presence, Reply, Standing as Capacity, There};
use crate::meeting::rules::{Share, State as Sitting, Who};
use crate::named;
use crate::workflow::{self, Form, LifeCycle, Row, To};

pub use tally::{Fate, Line, Tally, Votes, ballot, counted_by_hand, elected, hands, present, question, whole};

named! {
    /// What a poll asks.
    pub enum Kind {
        /// Yes, no or abstain.
        Question = "question",
        /// Which of the candidates.
        Election = "election",
    }
}

named! {
    /// How votes are given.
    pub enum Method {
        /// The clerk counts hands and enters the numbers.
        Hands = "hands",
        /// The clerk calls the roll and enters what each one says.
        RollCall = "roll_call",
        /// Each on their own device, by name.
        Named = "named",
        /// Each on their own device, and nobody knows what.
        Secret = "secret",
    }
}

impl Method {
    /// Whether each votes on their own device.
    #[must_use]
    pub const fn electronic(self) -> bool {
        matches!(self, Self::Named | Self::Secret)
    }

    /// Whether it is kept who chose what.
    #[must_use]
    pub const fn by_name(self) -> bool {
        matches!(self, Self::Named | Self::RollCall)
    }
}

named! {
    /// What is said to a question.
    pub enum Choice {
        Yes = "yes",
        No = "no",
        Abstain = "abstain",
    }
}

named! {
    /// Where a poll stands.
    pub enum State {
        Prepared = "prepared",
        Open = "open",
        Closed = "closed",
        /// The one who presides has told the result.
        Announced = "announced",
        /// Something went wrong; it counts for nothing.
        Annulled = "annulled",
    }
}

named! {
    pub enum Action {
        Edit = "edit",
        Remove = "remove",
        Open = "open",
        /// What the clerk counts or hears.
        Enter = "enter",
        Vote = "vote",
        Close = "close",
        Announce = "announce",
        Annul = "annul",
    }
}

use State as S;

/// Who may take an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Who runs the sitting, while it can be prepared.
    Prepares,
    /// Who runs the sitting, while it is open.
    Runs,
    /// Each who has a vote, see [`may_vote`].
    Votes,
}

impl LifeCycle for Action {
    type State = State;
    type Needs = Needs;

    const WORDS: &'static str = "poll";
    const BEGINS: &'static [(State, &'static str)] = &[(S::Prepared, "prepare")];

    fn row(self) -> Row<Self> {
        match self {
            Self::Edit => Row::stays(&[S::Prepared], Needs::Prepares).by(Form::Page).recorded("edit_poll"),
            Self::Remove => Row::ends(&[S::Prepared], Needs::Prepares).danger().recorded("remove_poll"),
            Self::Open => Row::leads(&[S::Prepared], S::Open, Needs::Runs).primary().recorded("open_poll"),
            Self::Enter => Row::stays(&[S::Open], Needs::Runs).by(Form::Apart).recorded("enter_votes"),
            Self::Vote => Row::stays(&[S::Open], Needs::Votes).by(Form::Apart),
            Self::Close => Row::leads(&[S::Open], S::Closed, Needs::Runs).by(Form::Apart).recorded("close_poll"),
            Self::Announce => Row::leads(&[S::Closed], S::Announced, Needs::Runs).primary().recorded("announce_poll"),
            Self::Annul => {
                Row::leads(&[S::Open, S::Closed], S::Annulled, Needs::Runs).by(Form::Apart).recorded("annul_poll")
            }
        }
    }
}

/// What the rules look at in a poll and its sitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub state: State,
    pub method: Method,
    pub sitting: Sitting,
}

/// How a poll stands after an action; none: it is gone.
///
/// # Errors
/// The actor may not, or the state of the poll or of its sitting does not allow it.
pub fn decide(standing: Standing, action: Action, who: Who<'_>) -> Result<Option<State>, Refusal> {
    let row = action.row();
    if row.needs != Needs::Votes && !who.runs() {
        return Err(Refusal::forbidden());
    }
    let to = row.next(standing.state)?;
    match (row.needs, standing.sitting) {
        (Needs::Prepares, _) => may_prepare(standing.sitting, who)?,
        (Needs::Runs | Needs::Votes, Sitting::Open) => {}
        (Needs::Runs | Needs::Votes, other) => return Err(other.not_now()),
    }
    match action {
        Action::Enter if standing.method.electronic() => Err(Refusal::new("poll-is-electronic")),
        Action::Vote if !standing.method.electronic() => Err(Refusal::new("poll-is-not-electronic")),
        _ => Ok((row.to != To::Gone).then_some(to)),
    }
}

/// Whether somebody may prepare polls of a sitting that stands so.
///
/// # Errors
/// The refusal.
pub fn may_prepare(state: Sitting, who: Who<'_>) -> Result<(), Refusal> {
    match state {
        _ if !who.runs() => Err(Refusal::forbidden()),
        Sitting::Planned | Sitting::Noticed | Sitting::Open => Ok(()),
        other => Err(other.not_now()),
    }
}

/// The actions that the one who runs the sitting is offered.
#[must_use]
pub fn offered(standing: Standing, who: Who<'_>) -> Vec<Action> {
    let mut offered = workflow::offered(|action| decide(standing, action, who).is_ok());
    offered.retain(|action| action.row().needs != Needs::Votes);
    offered
}

/// Whether a poll that is prepared may open now: no other is open, its item (if it has one) is the current one, and
/// there is a quorum.
///
/// # Errors
/// The refusal.
pub fn may_open(item: Option<Item>, another: bool, presence: Presence, quorum: Share) -> Result<(), Refusal> {
    if another {
        return Err(Refusal::new("poll-another-open"));
    }
    if item.is_some_and(|state| state != Item::Current) {
        return Err(Refusal::new("poll-item-not-current"));
    }
    if presence.quorate(quorum) {
        return Ok(());
    }
    let missing = (quorum.least(presence.called) - presence.present).max(1);
    Err(Refusal::new("poll-no-quorum")
        .with("called", presence.called)
        .with("present", presence.present)
        .with("missing", missing))
}

/// Somebody's place at the sitting, as far as it matters to their vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub capacity: Capacity,
    pub on_leave: bool,
    pub there: There,
}

impl From<&Called> for Place {
    fn from(called: &Called) -> Self {
        Self { capacity: called.standing, on_leave: called.reply == Reply::LeaveGranted, there: called.place().there }
    }
}

/// Whether somebody may vote now: they were there when the poll opened, and are there now. `entitled` is whether they
/// have voted already, where they were there when it opened.
///
/// # Errors
/// The refusal.
pub fn may_vote(standing: Standing, place: Option<Place>, entitled: Option<bool>) -> Result<(), Refusal> {
    let Some(place) = place else { return Err(Refusal::new("poll-not-called")) };
    if place.capacity == Capacity::SittingIn {
        return Err(Refusal::new("poll-sits-in"));
    }
    match (standing.state, entitled) {
        (S::Open | S::Closed | S::Announced, Some(true)) => Err(Refusal::new(match standing.method {
            Method::Secret => "poll-voted-secretly",
            _ => "poll-voted-already",
        })),
        (S::Open, _) if place.there == There::Left => Err(Refusal::new("poll-left")),
        (S::Open, None) if place.on_leave => Err(Refusal::new("poll-on-leave")),
        (S::Open, None) => Err(Refusal::new("poll-not-present")),
        (S::Open, Some(false)) if !standing.method.electronic() => Err(Refusal::new("poll-is-not-electronic")),
        (S::Open, Some(false)) if standing.sitting != Sitting::Open => Err(standing.sitting.not_now()),
        (S::Open, Some(false)) if place.there != There::Present => Err(Refusal::new("poll-not-present")),
        (S::Open, Some(false)) => Ok(()),
        (state, _) => Err(Action::not_now(state)),
    }
}

#[cfg(test)]
mod tests;
