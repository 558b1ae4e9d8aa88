//! The life of an item of the agenda, and what may be done to the agenda itself, while its sitting is prepared and held.

mod state;

use crate::error::Refusal;
use crate::meeting::article::Disposition;
use crate::meeting::attendance::rules::Presence;
use crate::meeting::rules::{Share, State as Sitting, Who};
use crate::named;
use crate::named::key;
use crate::permission::Permission;
use crate::workflow::{self, Form, LifeCycle, Row};

pub use state::State;

named! {
    /// What is done with an item at its sitting.
    pub enum Action {
        TakeUp = "take_up",
        Settle = "settle",
        /// It waits again, as if it had not been taken up.
        SetAside = "set_aside",
        PutOff = "put_off",
        TakeOff = "take_off",
        Restore = "restore",
        Reopen = "reopen",
    }
}

named! {
    /// What the office does to the agenda and its papers.
    pub enum Edit {
        Add = "add",
        Change = "change",
        Remove = "remove",
        Order = "order",
        /// Papers, and versions of them.
        Paper = "paper",
        Unpaper = "unpaper",
    }
}

use Sitting as S;

impl LifeCycle for Action {
    type State = State;
    /// In which states of the sitting.
    type Needs = &'static [Sitting];

    const WORDS: &'static str = "agenda";
    const BEGINS: &'static [(State, &'static str)] = &[(State::Waiting, "add")];

    fn row(self) -> Row<Self> {
        const OPEN: &[Sitting] = &[S::Open];
        const TOLD: &[Sitting] = &[S::Noticed, S::Open];
        const UNSETTLED: &[State] = &[State::Waiting, State::Current];
        match self {
            Self::TakeUp => {
                Row::leads(&[State::Waiting], State::Current, OPEN).undone_by(Self::SetAside).recorded("take_up_item")
            }
            Self::Settle => Row::leads(&[State::Current], State::Settled, OPEN)
                .by(Form::Apart)
                .undone_by(Self::Reopen)
                .recorded("settle_item"),
            Self::SetAside => {
                Row::leads(&[State::Current], State::Waiting, OPEN).undone_by(Self::TakeUp).recorded("set_aside_item")
            }
            Self::PutOff => {
                Row::leads(UNSETTLED, State::PutOff, OPEN).undone_by(Self::Restore).recorded("put_off_item")
            }
            Self::TakeOff => {
                Row::leads(UNSETTLED, State::TakenOff, TOLD).undone_by(Self::Restore).recorded("take_off_item")
            }
            Self::Restore => {
                Row::leads(&[State::PutOff, State::TakenOff], State::Waiting, TOLD).recorded("restore_item")
            }
            Self::Reopen => Row::leads(&[State::Settled], State::Current, OPEN).recorded("reopen_item"),
        }
    }

    fn not_now(item: State) -> Refusal {
        Refusal::new(stands(item))
    }
}

/// While its sitting stands in which of these states an edit is made.
const fn editable(edit: Edit) -> &'static [Sitting] {
    match edit {
        Edit::Add | Edit::Change | Edit::Remove | Edit::Order | Edit::Paper => &[S::Planned, S::Noticed, S::Open],
        Edit::Unpaper => &[S::Planned],
    }
}

/// How an item stands after an action.
///
/// # Errors
/// The actor does not run the sitting, the sitting is not held, or the item's state does not allow it.
pub fn decide(sitting: Sitting, item: State, action: Action, who: Who<'_>) -> Result<State, Refusal> {
    let row = action.row();
    match row.needs {
        _ if !who.runs() => Err(Refusal::forbidden()),
        during if !during.contains(&sitting) => Err(sitting.not_now()),
        _ => row.next(item),
    }
}

/// The actions that an actor may take now.
#[must_use]
pub fn offered(sitting: Sitting, item: State, who: Who<'_>) -> Vec<Action> {
    workflow::offered(|action| decide(sitting, item, action, who).is_ok())
}

const fn stands(item: State) -> &'static str {
    match item {
        State::Waiting => "agenda-item-waits",
        State::Current => "agenda-item-current",
        State::Settled => "agenda-item-settled",
        State::PutOff => "agenda-item-put-off",
        State::TakenOff => "agenda-item-taken-off",
    }
}

/// Whether the office may edit the agenda of a sitting that stands so.
///
/// # Errors
/// The actor may not, or it is too late.
pub fn may_edit(sitting: Sitting, edit: Edit, who: Who<'_>) -> Result<(), Refusal> {
    if !who.actor.may(Permission::RunSittings) {
        return Err(Refusal::forbidden());
    }
    match edit {
        _ if editable(edit).contains(&sitting) => Ok(()),
        Edit::Unpaper if editable(Edit::Paper).contains(&sitting) => Err(Refusal::new("agenda-paper-noticed")),
        _ => Err(sitting.not_now()),
    }
}

/// Whether this very item may be edited: a settled one is part of what was decided.
///
/// # Errors
/// It is settled.
pub const fn may_edit_item(item: State) -> Result<(), Refusal> {
    match item {
        State::Settled => Err(Refusal::new("agenda-item-settled")),
        _ => Ok(()),
    }
}

/// What hangs on an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tied {
    pub papers: u64,
    pub polls: u64,
    pub speakers: u64,
}

/// Whether an item may go from the agenda as if it had never been there: it waits, nothing was done with it.
///
/// # Errors
/// The refusal.
pub const fn may_remove(item: State, tied: Tied) -> Result<(), Refusal> {
    match (item, tied) {
        (State::Waiting, Tied { papers: 0, polls: 0, speakers: 0 }) => Ok(()),
        (State::Waiting, Tied { papers: 1.., .. }) => Err(Refusal::new("agenda-has-papers")),
        (State::Waiting, _) => Err(Refusal::new("agenda-was-dealt-with")),
        _ => Err(Refusal::new(stands(item))),
    }
}

/// What came of an item, as it was entered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Whether it was passed, for what is passed or not.
    pub passed: Option<bool>,
    pub decision: Option<String>,
}

/// What an outcome is measured by.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    pub presence: Presence,
    pub quorum: Option<Share>,
    /// A document is adopted by a poll alone.
    pub polled: bool,
    /// Polls on the item that are open, or closed and not announced.
    pub unfinished: u64,
    /// Whether the last poll on it that was announced was won.
    pub poll: Option<bool>,
}

/// Whether an item of this kind is passed or not; of the others only what was done is told.
#[must_use]
pub const fn passes(disposition: Disposition) -> bool {
    use Disposition as D;
    matches!(disposition, D::Adopt | D::Agree | D::AgreeInPrinciple | D::Decide | D::Personnel | D::Written)
}

/// The outcome of an item, as it becomes its record.
///
/// # Errors
/// What is missing, or what the measure does not allow; first what the field form lacks.
pub fn settle(disposition: Disposition, outcome: Outcome, measure: Measure) -> Result<Outcome, Refusal> {
    if measure.unfinished > 0 {
        return Err(Refusal::new("agenda-poll-unfinished"));
    }
    if !passes(disposition) {
        return Ok(Outcome { passed: None, ..outcome });
    }
    let Some(passed) = outcome.passed else { return Err(Refusal::new("agenda-outcome-missing")) };
    if passed && disposition == Disposition::Decide && outcome.decision.is_none() {
        return Err(Refusal::new("agenda-decision-missing"));
    }
    // A poll that was won had its quorum when it opened; who left since does not undo it.
    if passed && measure.poll != Some(true) {
        quorate(measure)?;
    }
    match measure.poll {
        Some(won) if won != passed => Err(Refusal::new("agenda-poll-says-otherwise")),
        None if passed && measure.polled && disposition == Disposition::Adopt => Err(Refusal::new("agenda-needs-poll")),
        _ => Ok(outcome),
    }
}

/// Nothing is passed without a quorum; the refusal says how many are missing.
fn quorate(measure: Measure) -> Result<(), Refusal> {
    let Some(quorum) = measure.quorum else { return Ok(()) };
    let Presence { called, present, .. } = measure.presence;
    if measure.presence.quorate(quorum) {
        return Ok(());
    }
    let least = quorum.least(called).max(1);
    Err(Refusal::new("agenda-no-quorum")
        .with("called", called)
        .with("present", present)
        .with("least", least)
        .with("missing", least - present))
}

/// The key of the words for what came of an item; none while nothing has come of it.
#[must_use]
pub fn outcome(state: State, disposition: Disposition, passed: Option<bool>) -> Option<String> {
    let key = match (state, passed) {
        (State::Waiting | State::Current, _) => return None,
        (State::PutOff, _) => "agenda-state-put-off".to_owned(),
        (State::TakenOff, _) => "agenda-state-taken-off".to_owned(),
        (State::Settled, Some(false)) => "agenda-failed".to_owned(),
        (State::Settled, _) => key("agenda-outcome", disposition),
    };
    Some(key)
}

/// Whether a new order of items can take the place of the one that was seen: it has the same items, each once, and the
/// one that was seen is the one that stands.
///
/// # Errors
/// The agenda has changed since, or the order leaves something out.
pub fn reorder(stands: &[i64], seen: &[i64], order: &[i64]) -> Result<(), crate::error::Error> {
    let sorted = |ids: &[i64]| {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids
    };
    if stands == seen && sorted(order) == sorted(seen) { Ok(()) } else { Err(crate::error::Error::Stale) }
}

/// The documents of an item: the titles of its papers, and those entered by hand, each once.
#[must_use]
pub fn titles(papers: &[String], by_hand: &[String]) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    for title in papers.iter().chain(by_hand) {
        if !titles.contains(title) {
            titles.push(title.clone());
        }
    }
    titles
}

#[cfg(test)]
mod tests;
