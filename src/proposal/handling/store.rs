//! The SQL of assignments.

pub mod assign;
pub mod digest;
pub mod lists;
pub mod moved;

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

use crate::clock::Day;
use crate::draft;
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::proposal::handling::model::{Assignment, Reply, assignment, contact, reply};
use crate::proposal::handling::rules::{FACE_TO_FACE, Part, Standing, State};
use crate::proposal::model::{Proposal, Rule, evaluation};
use crate::proposal::rules::State as Stands;

/// The assignments of a proposal in their order: the lead first. Those that were transferred come too.
///
/// # Errors
/// The database does not answer.
pub async fn assignments(on: &impl ConnectionTrait, proposal: i64) -> Result<Vec<Assignment>> {
    let found = assignment::Entity::find().filter(assignment::Column::ProposalId.eq(proposal));
    let mut found = found.order_by_asc(assignment::Column::Id).all(on).await?;
    found.sort_by_key(|one| (one.state == State::Transferred, one.part, one.id));
    Ok(found)
}

/// One assignment of a proposal.
///
/// # Errors
/// There is none.
pub async fn assignment(on: &impl ConnectionTrait, proposal: i64, id: i64) -> Result<Assignment> {
    let found = assignment::Entity::find_by_id(id).filter(assignment::Column::ProposalId.eq(proposal)).one(on).await?;
    found.ok_or(Error::NotFound)
}

/// The reply of an assignment in one round, drafted or sent, with the words that are being written.
pub async fn reply(on: &impl ConnectionTrait, assignment: i64, round: i64) -> Result<Option<Reply>> {
    let kept = reply::Entity::find_by_id((assignment, round)).one(on).await?;
    if kept.as_ref().is_some_and(|kept| kept.sent_at.is_some()) {
        return Ok(kept);
    }
    match draft::find(on, Reply::draft(assignment, round)).await? {
        Some(draft) => Ok(Some(Reply::written(kept, &draft)?)),
        None => Ok(kept),
    }
}

/// Why the proposer was not satisfied with the round before this one.
///
/// # Errors
/// The database does not answer.
pub async fn reopened_for(on: &impl ConnectionTrait, proposal: &Proposal) -> Result<Option<String>> {
    let before = evaluation::Entity::find_by_id((proposal.id, proposal.round - 1)).one(on).await?;
    Ok(before.map(|said| said.remark))
}

/// Whether the proposer was heard in this round, in a way that is enough for it.
///
/// # Errors
/// The database does not answer.
pub async fn contacted(on: &impl ConnectionTrait, assignment: i64, round: i64) -> Result<bool> {
    let found = contact::Entity::find()
        .filter(contact::Column::AssignmentId.eq(assignment))
        .filter(contact::Column::Round.eq(round))
        .all(on)
        .await?;
    Ok(found.iter().any(|one| round < FACE_TO_FACE || one.way.in_person()))
}

/// How an assignment stands to the rules on a day.
///
/// # Errors
/// The database does not answer.
pub async fn standing(
    on: &impl ConnectionTrait,
    (proposal, one): (&Proposal, &Assignment),
    rule: &Rule,
    today: Day,
) -> Result<Standing> {
    let others = assignments(on, proposal.id).await?;
    let helpers = || others.iter().filter(|other| other.part == Part::CoHandler && other.state != State::Transferred);
    let lead = others.iter().find(|other| other.part == Part::Lead && other.state != State::Transferred);
    let drafted = lead.is_some_and(|lead| lead.state == State::Drafted);
    let settled = lead.is_some_and(|lead| matches!(lead.state, State::Approved | State::Passed | State::Sent));
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let is_lead = one.part == Part::Lead;
    let own = reply(on, one.id, one.round).await?;
    Ok(Standing {
        part: one.part,
        state: one.state,
        proposal: proposal.state,
        first_round: proposal.round == 1,
        transferable: today <= one.accept_by,
        accepted: one.accepted_at.is_some(),
        extension_asked: one.asked_until.is_some() && one.state != State::TransferAsked,
        late: one.due < today,
        extended: one.extended,
        contacted: contacted(on, one.id, one.round).await?,
        contact_waived: !rule.contact && one.round < FACE_TO_FACE,
        opinions_left: if is_lead {
            count(helpers().filter(|one| one.state != State::OpinionGiven).count())
        } else {
            0
        },
        signatures_left: if is_lead { count(helpers().filter(|one| one.signed_at.is_none()).count()) } else { 0 },
        to_countersign: one.part == Part::CoHandler && drafted && one.signed_at.is_none(),
        settled: one.part == Part::CoHandler && settled,
        promised: own.is_some_and(|reply| reply.planned_by.is_some() && reply.kept_at.is_none()),
    })
}

/// Changes an assignment that still stands at a version, which is counted on.
///
/// # Errors
/// Somebody changed it meanwhile, or the database does not answer.
pub async fn update(change: &Change, id: i64, version: i64, row: assignment::ActiveModel) -> Result<()> {
    let updated = assignment::Entity::update_many()
        .set(assignment::ActiveModel { version: Set(version + 1), ..row })
        .filter(assignment::Column::Id.eq(id))
        .filter(assignment::Column::Version.eq(version))
        .exec(change.on())
        .await?;
    if updated.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Whether all that answer a proposal have sent their replies, once one of them has.
///
/// # Errors
/// The database does not answer.
pub async fn all_sent(on: &impl ConnectionTrait, proposal: i64) -> Result<bool> {
    let all = assignments(on, proposal).await?;
    let mut answers = all.iter().filter(|one| one.part.answers() && one.state != State::Transferred);
    Ok(answers.all(|one| one.state == State::Sent))
}

/// The states in which a proposal is with its units in a round that goes on.
pub const IN_HAND: [Stands; 3] = [Stands::Assigned, Stands::InHand, Stands::Reopened];
