//! All SQL of the review.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Condition;
use sea_orm::{DbBackend, QueryOrder, QuerySelect, QueryTrait, Select, Set};

use super::model::Deed;
use crate::clock::Instant;
use crate::db::{Order, Start, counted, says};
use crate::error::Result;
use crate::ledger::Change;
use crate::proposal::evaluation::store as evaluation;
use crate::proposal::model::{Proposal, Rule, SignPart, SignState, proposal, signer};
use crate::proposal::rules::{Action, FILED, Kind, NUMBERS, State};
use crate::proposal::store::{pressed, update};

/// How many proposals of a session are compared at the most, the latest of them.
const COMPARED: u64 = 2000;

/// What the queue is narrowed to.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub session: Option<i64>,
    /// So many steps are passed; with `decidable` so many or more.
    pub passed: Option<i64>,
    pub decidable: bool,
    pub kind: Option<Kind>,
    pub text: Option<String>,
}

fn waiting(backend: DbBackend, committee: i64, filter: &Filter) -> Select<proposal::Entity> {
    let mut found = proposal::Entity::find()
        .filter(proposal::Column::CommitteeId.eq(committee))
        .filter(proposal::Column::State.eq(State::Submitted));
    if let Some(session) = filter.session {
        found = found.filter(proposal::Column::SessionId.eq(session));
    }
    if let Some(passed) = filter.passed {
        let step = proposal::Column::Step;
        found = found.filter(if filter.decidable { step.gte(passed) } else { step.eq(passed) });
    }
    if let Some(kind) = filter.kind {
        found = found.filter(proposal::Column::Kind.eq(kind));
    }
    if let Some(text) = &filter.text {
        found = found.filter(says(backend, proposal::Column::Subject.into_expr(), text));
    }
    found
}

/// Those that have waited longest come first.
pub(super) fn order() -> Order {
    Order::rising([proposal::Column::SubmittedAt, proposal::Column::Id].map(Expr::col))
}

/// A page of the proposals that wait for their review, and whether others follow.
pub(super) async fn queue(
    on: &impl ConnectionTrait,
    committee: i64,
    filter: &Filter,
    window: (Start<(Instant, i64)>, u64),
) -> Result<(Vec<Proposal>, bool)> {
    let found = waiting(on.get_database_backend(), committee, filter);
    let found = order().window(found, window).all(on).await?;
    Ok(order().page(found, window))
}

/// How many wait for their review.
pub(super) async fn count(on: &impl ConnectionTrait, committee: i64, filter: &Filter) -> Result<u64> {
    let found = waiting(on.get_database_backend(), committee, filter).select_only().column(proposal::Column::Id);
    counted(on, found.into_query()).await
}

/// How many are evaluated and can be closed.
pub(super) async fn evaluated(on: &impl ConnectionTrait, committee: i64) -> Result<u64> {
    let found = proposal::Entity::find().filter(proposal::Column::CommitteeId.eq(committee));
    Ok(found.filter(proposal::Column::State.eq(State::Evaluated)).count(on).await?)
}

/// What others are compared with: the key, number, subject and session of a proposal.
pub(super) type Compared = (i64, Option<i64>, String, Option<i64>);

/// The proposals of some sessions that wait for their review, or that others can be merged into.
pub(super) async fn compared(on: &impl ConnectionTrait, committee: i64, sessions: &[i64]) -> Result<Vec<Compared>> {
    let found = proposal::Entity::find()
        .select_only()
        .columns([
            proposal::Column::Id,
            proposal::Column::Number,
            proposal::Column::Subject,
            proposal::Column::SessionId,
        ])
        .filter(proposal::Column::CommitteeId.eq(committee))
        .filter(proposal::Column::SessionId.is_in(sessions.iter().copied()))
        .filter(proposal::Column::State.is_in([State::Submitted, State::Filed]))
        .order_by_desc(proposal::Column::Id)
        .limit(COMPARED);
    Ok(found.into_tuple().all(on).await?)
}

/// The number after the last one of a session, short of the highest that there is.
pub(super) async fn next_number(on: &impl ConnectionTrait, session: i64) -> Result<i64> {
    let last: Option<Option<i64>> = proposal::Entity::find()
        .select_only()
        .column_as(proposal::Column::Number.max(), "last")
        .filter(proposal::Column::SessionId.eq(session))
        .filter(proposal::Column::Number.lt(*NUMBERS.end()))
        .into_tuple()
        .one(on)
        .await?;
    Ok(last.flatten().unwrap_or(0) + 1)
}

/// The proposal that has a number in a session.
pub(super) async fn numbered(on: &impl ConnectionTrait, session: i64, number: i64) -> Result<Option<Proposal>> {
    let found = proposal::Entity::find().filter(proposal::Column::SessionId.eq(session));
    Ok(found.filter(proposal::Column::Number.eq(number)).one(on).await?)
}

/// The proposals of one's own of which something was decided since then, the latest decision first.
pub(super) async fn decided(
    on: &impl ConnectionTrait,
    committee: i64,
    (account, member): (i64, Option<i64>),
    since: Instant,
) -> Result<Vec<Proposal>> {
    // What they took in for another is told to that other.
    let written = Condition::all().add(proposal::Column::AccountId.eq(account));
    let mut own = Condition::any().add(written.add(proposal::Column::FirstId.is_null()));
    if let Some(member) = member {
        let signed = signer::Entity::find()
            .select_only()
            .column(signer::Column::ProposalId)
            .filter(signer::Column::MemberId.eq(member))
            .filter(signer::Column::Part.eq(SignPart::CoSigner))
            .filter(signer::Column::State.eq(SignState::Signed));
        own = own.add(proposal::Column::FirstId.eq(member));
        own = own.add(proposal::Column::Id.in_subquery(signed.into_query()));
    }
    let filed = Condition::all()
        .add(proposal::Column::State.is_in(FILED.iter().copied()))
        .add(proposal::Column::FiledAt.gte(since));
    let otherwise = Condition::all()
        .add(proposal::Column::State.is_in([State::Merged, State::Redirected, State::Declined]))
        .add(proposal::Column::ChangedAt.gte(since));
    let found = proposal::Entity::find()
        .filter(proposal::Column::CommitteeId.eq(committee))
        .filter(own)
        .filter(Condition::any().add(filed).add(otherwise));
    Ok(found.order_by_desc(proposal::Column::ChangedAt).order_by_desc(proposal::Column::Id).all(on).await?)
}

/// Does what a reviewer decided. The proposal must still stand at this version.
///
/// # Errors
/// Somebody changed it meanwhile.
pub(super) async fn carry_out(
    change: &Change,
    (now, rule): (&Proposal, &Rule),
    version: i64,
    (action, to): (Action, State),
    deed: &Deed,
) -> Result<()> {
    let row = proposal::ActiveModel { state: Set(to), ..Default::default() };
    let row = match deed {
        Deed::Pass { .. } => proposal::ActiveModel { step: Set(now.step + 1), ..row },
        Deed::Unpass { .. } => proposal::ActiveModel { step: Set(now.step - 1), ..row },
        Deed::Categorise { category } => proposal::ActiveModel { category_id: Set(Some(category.0)), ..row },
        Deed::HandBack { remark } => {
            return evaluation::reopen(change, now, version, (to, Some(remark.clone())), rule).await;
        }
        Deed::Return { remark } | Deed::Redirect { remark } => {
            proposal::ActiveModel { remark: Set(Some(remark.clone())), ..row }
        }
        Deed::File { number, category, publish } => proposal::ActiveModel {
            number: Set(Some(*number)),
            category_id: Set(Some(category.0)),
            filed_at: Set(Some(change.acting().at)),
            published: Set(*publish),
            ..row
        },
        Deed::Merge { main, note } => {
            proposal::ActiveModel { main_id: Set(Some(main.0)), remark: Set(note.clone()), ..row }
        }
        Deed::Decline { reason, remark } => {
            proposal::ActiveModel { reason_id: Set(Some(reason.0)), remark: Set(remark.clone()), ..row }
        }
        Deed::Press | Deed::Unmerge { .. } => pressed(action, to, change.acting().at),
        Deed::MakeKey { leader } => proposal::ActiveModel { leader: Set(leader.clone()), ..row },
    };
    update(change, now.id, version, row).await
}
