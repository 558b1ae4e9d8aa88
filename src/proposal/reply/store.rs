//! The SQL of replies: contacts, opinions and signatures, drafts, the way to the proposer, promises.

pub mod lists;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{NotSet, QueryTrait, Set};

use crate::clock::Day;
use crate::draft;
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::proposal::handling::model::{Assignment, Reply, assignment, contact, reply};
use crate::proposal::handling::rules::{Part, State};
use crate::proposal::handling::store as handling;
use crate::proposal::model::{Proposal, ReplyText, Way, proposal};
use crate::proposal::rules::State as Answered;
use crate::proposal::store as proposals;

/// Notes how the proposer was heard: on a day, in which way, who of them, and what was said.
pub async fn note(
    change: &Change,
    one: &Assignment,
    (day, way): (Day, Way),
    (person, note): (String, String),
) -> Result<()> {
    let acting = change.acting();
    let row = contact::ActiveModel {
        id: NotSet,
        assignment_id: Set(one.id),
        round: Set(one.round),
        day: Set(day),
        way: Set(way),
        person: Set(person),
        note: Set(note),
        at: Set(acting.at),
        by: Set(acting.name.clone()),
    };
    contact::Entity::insert(row).exec_without_returning(change.on()).await?;
    Ok(())
}

/// Keeps the opinion of a co-handler.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn give_opinion(change: &Change, one: &Assignment, version: i64, to: State, opinion: String) -> Result<()> {
    let row = assignment::ActiveModel { state: Set(to), opinion: Set(Some(opinion)), ..Default::default() };
    handling::update(change, one.id, version, row).await
}

/// Countersigns the lead's reply, which still stands at the version that was read.
///
/// # Errors
/// Somebody changed one of them meanwhile.
pub async fn countersign(change: &Change, one: &Assignment, version: i64, read: (&Reply, i64)) -> Result<()> {
    hold(change, read, reply::ActiveModel { version: Set(read.1), ..Default::default() }).await?;
    let row = assignment::ActiveModel { signed_at: Set(Some(change.acting().at)), ..Default::default() };
    handling::update(change, one.id, version, row).await
}

/// Approves a reply that still stands at the version that was read; nobody who writes on it can save it any more.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn approve(
    change: &Change,
    one: &Assignment,
    (version, to): (i64, State),
    read: (&Reply, i64),
    (number, signatory): (String, String),
) -> Result<()> {
    let row = reply::ActiveModel {
        version: Set(read.1 + 1),
        number: Set(number),
        signatory: Set(signatory),
        sent_back: Set(None),
        ..Default::default()
    };
    hold(change, read, row).await?;
    // More time that was asked for is no longer needed.
    let row = assignment::ActiveModel {
        state: Set(to),
        asked_until: Set(None),
        asked_reason: Set(None),
        ..Default::default()
    };
    handling::update(change, one.id, version, row).await
}

/// Changes a reply that stands at a version, so that nobody changes it before this is done.
async fn hold(change: &Change, (now, read): (&Reply, i64), row: reply::ActiveModel) -> Result<()> {
    let updated = reply::Entity::update_many()
        .set(row)
        .filter(reply::Column::AssignmentId.eq(now.assignment_id))
        .filter(reply::Column::Round.eq(now.round))
        .filter(reply::Column::Version.eq(read))
        .exec(change.on())
        .await?;
    if updated.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Moves an assignment on. It must still stand at this version.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn move_to(change: &Change, one: &Assignment, version: i64, to: State) -> Result<()> {
    handling::update(change, one.id, version, assignment::ActiveModel { state: Set(to), ..Default::default() }).await
}

/// Gives a reply back to its unit, with the reason.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn send_back(change: &Change, one: &Assignment, version: i64, to: State, reason: String) -> Result<()> {
    let row = reply::ActiveModel { sent_back: Set(Some(reason)), ..Default::default() };
    change_reply(change, one, row).await?;
    move_to(change, one, version, to).await
}

/// Sends a reply to the proposers.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn send(change: &Change, one: &Assignment, version: i64, to: State) -> Result<()> {
    let at = change.acting().at;
    change_reply(change, one, reply::ActiveModel { sent_at: Set(Some(at)), ..Default::default() }).await?;
    let row = assignment::ActiveModel { state: Set(to), ended_at: Set(Some(at)), ..Default::default() };
    handling::update(change, one.id, version, row).await
}

/// All replies are sent: the proposal is answered.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn answer(change: &Change, now: &Proposal, to: Answered) -> Result<()> {
    let at = Some(change.acting().at);
    let row = proposal::ActiveModel { state: Set(to), answered_at: Set(at), ..Default::default() };
    proposals::update(change, now.id, now.version, row).await
}

/// Notes that what was promised is kept, and how.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn keep(change: &Change, one: &Assignment, version: i64, how: String) -> Result<()> {
    let at = change.acting().at;
    let row = reply::ActiveModel { kept_at: Set(Some(at)), kept_how: Set(Some(how)), ..Default::default() };
    change_reply(change, one, row).await?;
    let unmoved = <assignment::ActiveModel as Default>::default();
    handling::update(change, one.id, version, unmoved).await
}

async fn change_reply(change: &Change, one: &Assignment, row: reply::ActiveModel) -> Result<()> {
    reply::Entity::update_many()
        .set(row)
        .filter(reply::Column::AssignmentId.eq(one.id))
        .filter(reply::Column::Round.eq(one.round))
        .exec(change.on())
        .await?;
    Ok(())
}

/// Finds an assignment that stands as it was read.
#[must_use]
pub fn still(one: &Assignment) -> SelectStatement {
    assignment::Entity::find_by_id(one.id).filter(assignment::Column::Version.eq(one.version)).into_query()
}

/// Takes the words of a reply in its present round into the record, in the place of those that stand at a version, and
/// moves the assignment on. Whoever has countersigned other words has not countersigned these. Gives their new version.
pub async fn write(change: &Change, one: &Assignment, (version, text): (i64, &ReplyText), to: State) -> Result<i64> {
    let held = reply::Entity::find_by_id((one.id, one.round)).one(change.on()).await?;
    let row = reply::ActiveModel {
        assignment_id: Set(one.id),
        round: Set(one.round),
        version: Set(version + 1),
        changed_at: Set(change.acting().at),
        ..text.into()
    };
    match &held {
        Some(held) if held.version > version => return Err(Error::Stale),
        Some(_) => drop(reply::Entity::update(row).exec(change.on()).await?),
        None => drop(reply::Entity::insert(row).exec_without_returning(change.on()).await?),
    }
    if held.is_some_and(|held| ReplyText::from(&held) != *text) {
        unsign(change, one.proposal_id).await?;
    }
    // Held by this, so that no words are saved at the same moment over those that are taken.
    move_to(change, one, one.version, to).await?;
    draft::take(change, Reply::draft(one.id, one.round), version).await?;
    Ok(version + 1)
}

/// The signatures of the co-handlers fall.
async fn unsign(change: &Change, proposal: i64) -> Result<()> {
    let unsigned = assignment::ActiveModel { signed_at: Set(None), ..Default::default() };
    assignment::Entity::update_many()
        .set(unsigned)
        .filter(assignment::Column::ProposalId.eq(proposal))
        .filter(assignment::Column::Part.eq(Part::CoHandler))
        .exec(change.on())
        .await?;
    Ok(())
}
