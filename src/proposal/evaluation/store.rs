//! The SQL of evaluations, and of what they lead to.

use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect, Set};

use crate::error::Result;
use crate::ledger::Change;
use crate::proposal::handling::store as handling;
use crate::proposal::model::{Evaluation, Mark, Proposal, Rule, assignment, evaluation, proposal};
use crate::proposal::rules::State;
use crate::proposal::rules::days::months_after;
use crate::proposal::rules::handling::{Part, State as Standing};
use crate::proposal::store::{self, set};

/// What was said of a proposal, the latest round first.
///
/// # Errors
/// The database does not answer.
pub async fn evaluations(on: &impl ConnectionTrait, proposal: i64) -> Result<Vec<Evaluation>> {
    let found = evaluation::Entity::find().filter(evaluation::Column::ProposalId.eq(proposal));
    Ok(found.order_by_desc(evaluation::Column::Round).all(on).await?)
}

/// Keeps what a proposer says of one round: of the handling, and of its result.
///
/// # Errors
/// He has said it already, or the database does not answer.
pub async fn add(
    change: &Change,
    (proposal, round): (i64, i64),
    (work, result): (Mark, Mark),
    remark: String,
) -> Result<()> {
    let acting = change.acting();
    let row = evaluation::ActiveModel {
        proposal_id: Set(proposal),
        round: Set(round),
        work: Set(work),
        result: Set(result),
        remark: Set(remark),
        at: Set(acting.at),
        by: Set(acting.name.clone()),
    };
    evaluation::Entity::insert(row).exec_without_returning(change.on()).await?;
    Ok(())
}

/// Offers a proposal to its units once more, with fresh days: what they said, drafted and signed was of the last round.
///
/// # Errors
/// Somebody changed it meanwhile, or the database does not answer.
pub async fn reopen(change: &Change, now: &Proposal, version: i64, to: State, rule: &Rule) -> Result<()> {
    let (at, today) = (change.acting().at, change.acting().at.day());
    let holidays = set::holidays(change.on(), now.committee_id).await?;
    let accept_by = set::accept_by(rule, &holidays, today);
    let due = months_after(today, rule.reply_months);
    let opinion = months_after(today, rule.opinion_months);
    for one in handling::assignments(change.on(), now.id).await? {
        if one.state == Standing::Transferred {
            continue;
        }
        let row = assignment::ActiveModel {
            state: Set(Standing::Offered),
            round: Set(now.round + 1),
            offered_at: Set(at),
            accept_by: Set(accept_by),
            accepted_at: Set(None),
            due: Set(if one.part == Part::CoHandler { opinion } else { due }),
            asked_until: Set(None),
            asked_reason: Set(None),
            asked_unit: Set(None),
            told: Set(None),
            extended: Set(false),
            opinion: Set(None),
            signed_at: Set(None),
            ended_at: Set(None),
            ..Default::default()
        };
        handling::update(change, one.id, one.version, row).await?;
    }
    let row = proposal::ActiveModel {
        state: Set(to),
        round: Set(now.round + 1),
        due: Set(Some(due)),
        answered_at: Set(None),
        ..Default::default()
    };
    store::update(change, now.id, version, row).await
}

/// What one who writes proposals, or leads them as a member, may evaluate now; no more than `most`.
///
/// # Errors
/// The database does not answer.
pub async fn to_evaluate(
    on: &impl ConnectionTrait,
    committee: i64,
    (account, member): (i64, Option<i64>),
    most: u64,
) -> Result<Vec<Proposal>> {
    let mut own = Condition::any().add(proposal::Column::AccountId.eq(account));
    if let Some(member) = member {
        own = own.add(proposal::Column::FirstId.eq(member));
    }
    let found = proposal::Entity::find()
        .filter(proposal::Column::CommitteeId.eq(committee))
        .filter(proposal::Column::State.eq(State::Answered))
        .filter(own);
    Ok(found.order_by_asc(proposal::Column::AnsweredAt).limit(most).all(on).await?)
}
