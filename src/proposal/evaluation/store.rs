//! The SQL of evaluations, and of what they lead to.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, JoinType, QueryOrder, QuerySelect, QueryTrait, RelationDef, Select, Set};

use crate::clock::Instant;
use crate::committee;
use crate::db::{Order, Start, counted};
use crate::error::Result;
use crate::ledger::Change;
use crate::member::model::member;
use crate::proposal::handling::model::assignment;
use crate::proposal::handling::rules::{Part, State as Standing};
use crate::proposal::handling::store as handling;
use crate::proposal::model::{Evaluation, Mark, Proposal, Rule, SignPart, SignState, evaluation, proposal, signer};
use crate::proposal::rules::{State, periods};
use crate::proposal::store;

/// What was said of a proposal, the latest round first.
pub async fn evaluations(on: &impl ConnectionTrait, proposal: i64) -> Result<Vec<Evaluation>> {
    let found = evaluation::Entity::find().filter(evaluation::Column::ProposalId.eq(proposal));
    Ok(found.order_by_desc(evaluation::Column::Round).all(on).await?)
}

/// An evaluation, and the proposal that it is of.
pub type Of = (Evaluation, Proposal);

/// Which evaluations are listed: of a session, with these marks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narrowed {
    pub session: Option<i64>,
    pub work: Option<Mark>,
    pub result: Option<Mark>,
}

fn listed(committee: i64, narrowed: Narrowed) -> Select<evaluation::Entity> {
    let own: RelationDef = evaluation::Entity::belongs_to(proposal::Entity)
        .from(evaluation::Column::ProposalId)
        .to(proposal::Column::Id)
        .into();
    let conditions = Condition::all()
        .add(proposal::Column::CommitteeId.eq(committee))
        .add_option(narrowed.session.map(|session| proposal::Column::SessionId.eq(session)))
        .add_option(narrowed.work.map(|mark| evaluation::Column::Work.eq(mark)))
        .add_option(narrowed.result.map(|mark| evaluation::Column::Result.eq(mark)));
    evaluation::Entity::find().join(JoinType::InnerJoin, own).filter(conditions)
}

/// How many evaluations a list has.
pub async fn count(on: &impl ConnectionTrait, committee: i64, narrowed: Narrowed) -> Result<u64> {
    let found = listed(committee, narrowed).select_only().column(evaluation::Column::ProposalId);
    counted(on, found.into_query()).await
}

/// Those of the newest proposals first, of each the latest.
#[must_use]
pub fn order() -> Order {
    let by = [evaluation::Column::ProposalId, evaluation::Column::Round];
    Order::falling(by.map(|one| Expr::col((evaluation::Entity, one))))
}

/// A page of the evaluations, and whether others follow.
pub async fn list(
    on: &impl ConnectionTrait,
    committee: i64,
    narrowed: Narrowed,
    window: (Start<(i64, i64)>, u64),
) -> Result<(Vec<Of>, bool)> {
    let found = listed(committee, narrowed).select_also(proposal::Entity);
    let (found, further) = order().page(order().window(found, window).all(on).await?, window);
    Ok((found.into_iter().filter_map(|(said, of)| Some((said, of?))).collect(), further))
}

/// Keeps what a proposer says of one round: of the handling, and of its result.
///
/// # Errors
/// They have said it already.
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
/// `remark`: why the committee sends it back.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn reopen(
    change: &Change,
    now: &Proposal,
    version: i64,
    (to, remark): (State, Option<String>),
    rule: &Rule,
) -> Result<()> {
    let (at, today) = (change.acting().at, change.acting().at.day());
    let holidays = committee::store::holidays(change.on(), now.committee_id).await?;
    let accept_by = periods::accept_by(rule, &holidays, today);
    let due = periods::reply_due(rule, &holidays, today);
    let opinion = periods::opinion_due(rule, &holidays, today);
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
        remark: Set(remark),
        answered_at: Set(None),
        ..Default::default()
    };
    store::update(change, now.id, version, row).await
}

/// What one who writes proposals, or leads them as a member, may evaluate now; no more than `most`. What they took in
/// for a member with an account is that member's.
pub async fn to_evaluate(
    on: &impl ConnectionTrait,
    committee: i64,
    (account, member): (i64, Option<i64>),
    most: u64,
) -> Result<Vec<Proposal>> {
    let found = answered(committee).filter(spoken_for(account, member));
    Ok(found.order_by_asc(proposal::Column::AnsweredAt).limit(most).all(on).await?)
}

fn answered(committee: i64) -> Select<proposal::Entity> {
    proposal::Entity::find()
        .filter(proposal::Column::CommitteeId.eq(committee))
        .filter(proposal::Column::State.eq(State::Answered))
}

/// Those for which an account speaks: its own as a member, and what it took in for one who has no account or for a
/// collective proposer.
fn spoken_for(account: i64, own: Option<i64>) -> Condition {
    let served =
        member::Entity::find().select_only().column(member::Column::Id).filter(member::Column::AccountId.is_not_null());
    let silent = Condition::any()
        .add(proposal::Column::FirstId.is_null())
        .add(proposal::Column::FirstId.not_in_subquery(served.into_query()));
    let taken_in = Condition::all().add(proposal::Column::AccountId.eq(account)).add(silent);
    match own {
        Some(own) => Condition::any().add(taken_in).add(proposal::Column::FirstId.eq(own)),
        None => taken_in,
    }
}

/// The proposals of one's own that are merged into one that was answered and of which they have said nothing in its
/// round.
pub async fn to_evaluate_beside(
    on: &impl ConnectionTrait,
    committee: i64,
    (account, member): (i64, Option<i64>),
    most: u64,
) -> Result<Vec<(Proposal, Proposal)>> {
    let found = proposal::Entity::find()
        .filter(proposal::Column::CommitteeId.eq(committee))
        .filter(proposal::Column::State.eq(State::Merged))
        .filter(spoken_for(account, member))
        .order_by_desc(proposal::Column::Id)
        .limit(most)
        .all(on)
        .await?;
    let mains = answered(committee).filter(proposal::Column::Id.is_in(found.iter().filter_map(|one| one.main_id)));
    let mains = mains.all(on).await?;
    let mut pairs = Vec::new();
    for one in found {
        let Some(main) = mains.iter().find(|main| Some(main.id) == one.main_id) else { continue };
        if evaluations(on, one.id).await?.iter().all(|said| said.round != main.round) {
            pairs.push((one, main.clone()));
        }
    }
    Ok(pairs)
}

/// The proposals that a member signed with others and that were answered since, the latest first.
pub async fn signed_and_answered(
    on: &impl ConnectionTrait,
    committee: i64,
    (member, since): (i64, Instant),
    most: u64,
) -> Result<Vec<Proposal>> {
    let signed = signer::Entity::find()
        .select_only()
        .column(signer::Column::ProposalId)
        .filter(signer::Column::MemberId.eq(member))
        .filter(signer::Column::State.eq(SignState::Signed))
        .filter(signer::Column::Part.eq(SignPart::CoSigner));
    let found = answered(committee)
        .filter(proposal::Column::Id.in_subquery(signed.into_query()))
        .filter(proposal::Column::AnsweredAt.gte(since));
    Ok(found.order_by_desc(proposal::Column::AnsweredAt).limit(most).all(on).await?)
}
