//! The SQL of assigning: offering to units, taking back, accepting, transferring, giving more time.

use sea_orm::Set;
use sea_orm::entity::prelude::*;

use super::{assignments, update};
use crate::clock::Day;
use crate::draft;
use crate::error::Result;
use crate::ledger::Change;
use crate::proposal::handling::model::{Assignment, Reply, assignment};
use crate::proposal::handling::rules::{OPEN, Part, State};
use crate::proposal::model::{Proposal, proposal};
use crate::proposal::rules::State as Stands;
use crate::proposal::store;

/// What is offered to a unit.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    pub unit: i64,
    pub part: Part,
    pub accept_by: Day,
    pub due: Day,
}

async fn offer(change: &Change, (proposal, round): (i64, i64), offers: &[Offer]) -> Result<()> {
    let acting = change.acting();
    let rows = offers.iter().map(|offer| assignment::ActiveModel {
        committee_id: Set(acting.committee),
        proposal_id: Set(proposal),
        unit_id: Set(offer.unit),
        part: Set(offer.part),
        state: Set(State::Offered),
        round: Set(round),
        version: Set(1),
        offered_at: Set(acting.at),
        accept_by: Set(offer.accept_by),
        due: Set(offer.due),
        extended: Set(false),
        ..Default::default()
    });
    assignment::Entity::insert_many(rows).exec_without_returning(change.on()).await?;
    Ok(())
}

/// Hands a proposal to units for the first time; `due`: when its last reply is.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn assign(change: &Change, (id, version): (i64, i64), offers: &[Offer], due: Day) -> Result<()> {
    offer(change, (id, 1), offers).await?;
    let row = proposal::ActiveModel {
        state: Set(Stands::Assigned),
        round: Set(1),
        due: Set(Some(due)),
        assigned_at: Set(Some(change.acting().at)),
        ..Default::default()
    };
    store::update(change, id, version, row).await
}

/// Takes back what no unit has accepted, as if it had not been assigned.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn recall(change: &Change, (id, version): (i64, i64)) -> Result<()> {
    let offered = assignment::Entity::delete_many().filter(assignment::Column::ProposalId.eq(id));
    offered.exec(change.on()).await?;
    let row = proposal::ActiveModel {
        state: Set(Stands::Filed),
        round: Set(0),
        due: Set(None),
        assigned_at: Set(None),
        ..Default::default()
    };
    store::update(change, id, version, row).await
}

/// A unit signs for what it is to do. `reach`: whom the proposer can call there, and on which phone; what stood before
/// stays where neither is given.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn accept(
    change: &Change,
    id: i64,
    version: i64,
    (to, reach): (State, (Option<String>, Option<String>)),
) -> Result<()> {
    let at = Set(Some(change.acting().at));
    let mut row = assignment::ActiveModel { state: Set(to), accepted_at: at, told: Set(None), ..Default::default() };
    if reach.0.is_some() || reach.1.is_some() {
        (row.contact, row.phone) = (Set(reach.0), Set(reach.1));
    }
    update(change, id, version, row).await
}

/// What a unit asks for: another unit to have it, or more time until a day.
#[derive(Clone, Debug)]
pub struct Asked {
    pub reason: String,
    pub until: Option<Day>,
    pub unit: Option<String>,
}

/// Notes what a unit asks for.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn ask(change: &Change, id: i64, version: i64, (to, asked): (State, Asked)) -> Result<()> {
    let row = assignment::ActiveModel {
        state: Set(to),
        asked_until: Set(asked.until),
        asked_reason: Set(Some(asked.reason)),
        asked_unit: Set(asked.unit),
        told: Set(None),
        ..Default::default()
    };
    update(change, id, version, row).await
}

/// What a unit asked for is refused, for a reason that it is told.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn refuse(change: &Change, id: i64, version: i64, (to, told): (State, String)) -> Result<()> {
    let row = assignment::ActiveModel { state: Set(to), told: Set(Some(told)), ..nothing_asked() };
    update(change, id, version, row).await
}

fn nothing_asked() -> assignment::ActiveModel {
    assignment::ActiveModel {
        asked_until: Set(None),
        asked_reason: Set(None),
        asked_unit: Set(None),
        ..Default::default()
    }
}

/// Another unit has the part of this one, by the same day. What this one was writing is dropped.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn transfer(change: &Change, one: &Assignment, version: i64, (unit, accept_by): (i64, Day)) -> Result<()> {
    let at = Set(Some(change.acting().at));
    let row = assignment::ActiveModel { state: Set(State::Transferred), ended_at: at, ..Default::default() };
    update(change, one.id, version, row).await?;
    draft::take(change, Reply::draft(one.id, one.round), i64::MAX).await?;
    let instead = Offer { unit, part: one.part, accept_by, due: one.due };
    offer(change, (one.proposal_id, one.round), &[instead]).await
}

/// A co-handler has nothing to do with it any more.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn take_out(change: &Change, id: i64, version: i64) -> Result<()> {
    let at = Set(Some(change.acting().at));
    update(
        change,
        id,
        version,
        assignment::ActiveModel { state: Set(State::Transferred), ended_at: at, ..nothing_asked() },
    )
    .await
}

/// Hands a proposal that is in hand to one more co-handler; gives the key of what it has to do.
///
/// # Errors
/// Somebody changed the proposal meanwhile.
pub async fn add(change: &Change, now: &Proposal, version: i64, one: Offer) -> Result<i64> {
    offer(change, (now.id, now.round), &[one]).await?;
    store::update(change, now.id, version, <proposal::ActiveModel as Default>::default()).await?;
    let all = assignments(change.on(), now.id).await?;
    Ok(all.iter().map(|one| one.id).max().unwrap_or(0))
}

/// A unit has until a later day; the proposal is due when the last of those who answer it is.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn extend(change: &Change, on: &Proposal, one: &Assignment, (version, due): (i64, Day)) -> Result<()> {
    let row = assignment::ActiveModel { due: Set(due), extended: Set(true), ..nothing_asked() };
    update(change, one.id, version, row).await?;
    let all = assignments(change.on(), on.id).await?;
    let answers = all.iter().filter(|one| one.part.answers() && OPEN.contains(&one.state));
    let last = answers.map(|one| one.due).max().or(on.due);
    if last == on.due {
        return Ok(());
    }
    store::update(change, on.id, on.version, proposal::ActiveModel { due: Set(last), ..Default::default() }).await
}
