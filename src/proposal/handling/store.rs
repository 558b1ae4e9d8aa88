//! The SQL of assignments.

pub mod assign;
pub mod digest;
pub mod lists;
pub mod moved;

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::{JoinType, QueryOrder, QuerySelect, Set};

use crate::clock::Day;
use crate::draft;
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::proposal::handling::model::{Assignment, Contact, Reply, assignment, contact, reply};
use crate::proposal::handling::rules::{FACE_TO_FACE, Part, Standing, State};
use crate::proposal::model::{Proposal, Rule, evaluation};
use crate::proposal::rules::State as Stands;
use crate::unit::model::unit;

/// The assignments of a proposal in their order: the lead first. Those that were transferred come too.
pub async fn assignments(on: &impl ConnectionTrait, proposal: i64) -> Result<Vec<Assignment>> {
    let found = assignment::Entity::find().filter(assignment::Column::ProposalId.eq(proposal));
    let mut found = found.order_by_asc(assignment::Column::Id).all(on).await?;
    found.sort_by_key(|one| (one.state == State::Transferred, one.part, one.id));
    Ok(found)
}

/// The same, each with the name of its unit.
pub async fn assignments_of_units(on: &impl ConnectionTrait, proposal: i64) -> Result<Vec<(Assignment, String)>> {
    let unit =
        assignment::Entity::belongs_to(unit::Entity).from(assignment::Column::UnitId).to(unit::Column::Id).into();
    let found = assignment::Entity::find()
        .filter(assignment::Column::ProposalId.eq(proposal))
        .join(JoinType::LeftJoin, unit)
        .select_also(unit::Entity);
    let found = found.order_by_asc(assignment::Column::Id).all(on).await?.into_iter();
    let mut found: Vec<_> = found.map(|(one, unit)| (one, unit.map(|unit| unit.name).unwrap_or_default())).collect();
    found.sort_by_key(|(one, _)| (one.state == State::Transferred, one.part, one.id));
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
pub async fn reopened_for(on: &impl ConnectionTrait, proposal: &Proposal) -> Result<Option<String>> {
    let before = evaluation::Entity::find_by_id((proposal.id, proposal.round - 1)).one(on).await?;
    Ok(before.map(|said| said.remark))
}

/// How the proposers were heard for each of these assignments, the latest first.
pub async fn contacts(on: &impl ConnectionTrait, all: &[Assignment]) -> Result<HashMap<i64, Vec<Contact>>> {
    let found = contact::Entity::find().filter(contact::Column::AssignmentId.is_in(all.iter().map(|one| one.id)));
    let found = found.order_by_desc(contact::Column::Day).order_by_desc(contact::Column::Id).all(on).await?;
    let mut contacts = HashMap::<_, Vec<_>>::new();
    for one in found {
        contacts.entry(one.assignment_id).or_default().push(one);
    }
    Ok(contacts)
}

/// The replies to each of these assignments, that of the latest round first, with the words that are being written.
pub async fn replies(on: &impl ConnectionTrait, all: &[Assignment]) -> Result<HashMap<i64, Vec<Reply>>> {
    let found = reply::Entity::find().filter(reply::Column::AssignmentId.is_in(all.iter().map(|one| one.id)));
    let mut replies = HashMap::<_, Vec<Reply>>::new();
    for one in found.order_by_desc(reply::Column::Round).all(on).await? {
        replies.entry(one.assignment_id).or_default().push(one);
    }
    let writing: Vec<_> = all.iter().filter(|one| one.part.answers() && one.state != State::Sent).collect();
    let drafts = draft::among(on, Reply::DRAFT, writing.iter().map(|one| one.id)).await?;
    for one in writing {
        if let Some(draft) = drafts.iter().find(|draft| draft.thing_id == one.id && draft.part == one.round) {
            let own = replies.entry(one.id).or_default();
            let kept = own.iter().position(|reply| reply.round == one.round).map(|place| own.remove(place));
            own.insert(0, Reply::written(kept, draft)?);
        }
    }
    Ok(replies)
}

/// How an assignment stands to the rules on a day, among all of its proposal, with its replies and with how the
/// proposers were heard.
#[must_use]
pub fn stands(
    (proposal, one): (&Proposal, &Assignment),
    all: &[Assignment],
    (replies, contacts): (&[Reply], &[Contact]),
    rule: &Rule,
    today: Day,
) -> Standing {
    let helpers = || all.iter().filter(|other| other.part == Part::CoHandler && other.state != State::Transferred);
    let lead = all.iter().find(|other| other.part == Part::Lead && other.state != State::Transferred);
    let drafted = lead.is_some_and(|lead| lead.state == State::Drafted);
    let settled = lead.is_some_and(|lead| matches!(lead.state, State::Approved | State::Passed | State::Sent));
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let is_lead = one.part == Part::Lead;
    let own = replies.iter().find(|reply| reply.round == one.round);
    // In a way that is enough for the round.
    let heard = |contact: &Contact| contact.round == one.round && (one.round < FACE_TO_FACE || contact.way.in_person());
    Standing {
        part: one.part,
        state: one.state,
        proposal: proposal.state,
        first_round: proposal.round == 1,
        transferable: today <= one.accept_by,
        accepted: one.accepted_at.is_some(),
        extension_asked: one.asked_until.is_some() && one.state != State::TransferAsked,
        late: one.due < today,
        extended: one.extended,
        contacted: contacts.iter().any(heard),
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
    }
}

/// The same, read for one assignment alone.
pub async fn standing(
    on: &impl ConnectionTrait,
    (proposal, one): (&Proposal, &Assignment),
    rule: &Rule,
    today: Day,
) -> Result<Standing> {
    let (all, own) = (assignments(on, proposal.id).await?, std::slice::from_ref(one));
    let replies = replies(on, own).await?.remove(&one.id).unwrap_or_default();
    let contacts = contacts(on, own).await?.remove(&one.id).unwrap_or_default();
    Ok(stands((proposal, one), &all, (&replies, &contacts), rule, today))
}

/// Changes an assignment that still stands at a version, which is counted on.
///
/// # Errors
/// Somebody changed it meanwhile.
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
pub async fn all_sent(on: &impl ConnectionTrait, proposal: i64) -> Result<bool> {
    let all = assignments(on, proposal).await?;
    let mut answers = all.iter().filter(|one| one.part.answers() && one.state != State::Transferred);
    Ok(answers.all(|one| one.state == State::Sent))
}

/// The states in which a proposal is with its units in a round that goes on.
pub const IN_HAND: [Stands; 3] = [Stands::Assigned, Stands::InHand, Stands::Reopened];
