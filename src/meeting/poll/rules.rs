//! The life of a poll: which action leads from which state to which, who may vote in it, and when it may open.

mod tally;

use std::fmt::Write;

use crate::error::Refusal;
use crate::meeting::agenda::rules::State as Item;
use crate::meeting::attendance::rules::{Reply, Standing as Capacity};
use crate::meeting::attendance::{Called, Presence};
use crate::meeting::rules::{self as sitting, Share, State as Sitting, Who};
use crate::named;

pub use tally::{Fate, Line, Tally, Votes, ballot, counted_by_hand, elected, hands, question, whole};

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
        /// Each on his own device, by name.
        Named = "named",
        /// Each on his own device, and nobody knows what.
        Secret = "secret",
    }
}

impl Method {
    /// Whether each votes on his own device.
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

/// From which states an action leads to which; none: the poll is gone.
const fn step(action: Action) -> (&'static [State], Option<State>) {
    match action {
        Action::Edit => (&[S::Prepared], Some(S::Prepared)),
        Action::Remove => (&[S::Prepared], None),
        Action::Open => (&[S::Prepared], Some(S::Open)),
        Action::Enter | Action::Vote => (&[S::Open], Some(S::Open)),
        Action::Close => (&[S::Open], Some(S::Closed)),
        Action::Announce => (&[S::Closed], Some(S::Announced)),
        Action::Annul => (&[S::Open, S::Closed], Some(S::Annulled)),
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
    if action != Action::Vote && !who.runs() {
        return Err(Refusal::forbidden());
    }
    let (from, to) = step(action);
    if !from.contains(&standing.state) {
        return Err(Refusal::new(not_now(standing.state)));
    }
    match (action, standing.sitting) {
        (Action::Edit | Action::Remove, _) => may_prepare(standing.sitting, who)?,
        (_, Sitting::Open) => {}
        (_, other) => return Err(Refusal::new(sitting::not_now(other))),
    }
    match action {
        Action::Enter if standing.method.electronic() => Err(Refusal::new("poll-is-electronic")),
        Action::Vote if !standing.method.electronic() => Err(Refusal::new("poll-is-not-electronic")),
        _ => Ok(to),
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
        other => Err(Refusal::new(sitting::not_now(other))),
    }
}

/// The actions that the one who runs the sitting is offered.
#[must_use]
pub fn offered(standing: Standing, who: Who<'_>) -> Vec<Action> {
    let offered = |action: &Action| *action != Action::Vote && decide(standing, *action, who).is_ok();
    Action::ALL.iter().copied().filter(offered).collect()
}

/// Why something cannot be done to a poll that stands so.
const fn not_now(state: State) -> &'static str {
    match state {
        S::Prepared => "poll-is-prepared",
        S::Open => "poll-is-open",
        S::Closed => "poll-is-closed",
        S::Announced => "poll-is-announced",
        S::Annulled => "poll-is-annulled",
    }
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

/// Somebody's place at the sitting, as far as it matters to his vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub capacity: Capacity,
    pub on_leave: bool,
}

impl From<&Called> for Place {
    fn from(called: &Called) -> Self {
        Self { capacity: called.standing, on_leave: called.reply == Reply::LeaveGranted }
    }
}

/// Whether somebody may vote now. `entitled` is whether he has voted already, where he was there when the poll opened.
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
        (S::Open, None) if place.on_leave => Err(Refusal::new("poll-on-leave")),
        (S::Open, None) => Err(Refusal::new("poll-not-present")),
        (S::Open, Some(false)) if !standing.method.electronic() => Err(Refusal::new("poll-is-not-electronic")),
        (S::Open, Some(false)) if standing.sitting != Sitting::Open => {
            Err(Refusal::new(sitting::not_now(standing.sitting)))
        }
        (S::Open, Some(false)) => Ok(()),
        (state, _) => Err(Refusal::new(not_now(state))),
    }
}

/// The life cycle as a diagram, for `docs/life-cycles.md`.
#[must_use]
pub fn life_cycle() -> String {
    let mut diagram = String::from("stateDiagram-v2\n    [*] --> prepared : prepare\n");
    for action in Action::ALL {
        let (from, to) = step(*action);
        for state in from {
            let _ = writeln!(diagram, "    {state} --> {} : {action}", to.map_or("[*]", State::name));
        }
    }
    diagram
}

#[cfg(test)]
mod tests;
