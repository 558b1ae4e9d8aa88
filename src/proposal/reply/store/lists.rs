//! Lists over all proposals of a committee: what waits for a step, and what was promised.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{JoinType, QueryOrder, QuerySelect, QueryTrait, RelationDef, Select};

use crate::clock::Day;
use crate::db::{Order, Start, counted};
use crate::deadline::Promised;
use crate::error::Result;
use crate::proposal::handling::model::{Assignment, Reply, assignment, reply};
use crate::proposal::handling::rules::{Part, State};
use crate::proposal::handling::store as handling;
use crate::proposal::model::{Proposal, proposal};

/// What waits for a step: assignments that stand in one state, those that write replies or the co-handlers', of these
/// units or of all.
#[derive(Clone, Copy, Debug)]
pub struct Waiting<'a> {
    pub committee: i64,
    pub state: State,
    pub answers: bool,
    pub units: Option<&'a [i64]>,
}

impl Waiting<'_> {
    fn found(self) -> Select<assignment::Entity> {
        let own: RelationDef = assignment::Entity::belongs_to(proposal::Entity)
            .from(assignment::Column::ProposalId)
            .to(proposal::Column::Id)
            .into();
        let parts = Part::ALL.iter().copied().filter(|part| part.answers() == self.answers);
        let found = assignment::Entity::find()
            .join(JoinType::InnerJoin, own)
            .filter(assignment::Column::CommitteeId.eq(self.committee))
            .filter(assignment::Column::State.eq(self.state))
            .filter(assignment::Column::Part.is_in(parts))
            .filter(proposal::Column::State.is_in(handling::IN_HAND));
        match self.units {
            Some(units) => found.filter(assignment::Column::UnitId.is_in(units.iter().copied())),
            None => found,
        }
    }

    /// How much it is.
    pub async fn count(self, on: &impl ConnectionTrait) -> Result<u64> {
        Ok(self.found().count(on).await?)
    }

    /// Each with its proposal, those due first; no more than `most`.
    pub async fn first(self, on: &impl ConnectionTrait, most: u64) -> Result<Vec<(Assignment, Proposal)>> {
        let found = self.found().select_also(proposal::Entity);
        let found = found.order_by_asc(assignment::Column::Due).order_by_asc(assignment::Column::Id).limit(most);
        Ok(found.all(on).await?.into_iter().filter_map(|(one, proposal)| Some((one, proposal?))).collect())
    }
}

async fn proposals(on: &impl ConnectionTrait, ids: impl IntoIterator<Item = i64>) -> Result<HashMap<i64, Proposal>> {
    let found = proposal::Entity::find().filter(proposal::Column::Id.is_in(ids)).all(on).await?;
    Ok(found.into_iter().map(|one| (one.id, one)).collect())
}

/// A promise: the reply that makes it, of which assignment, for which proposal.
pub struct Promise {
    pub reply: Reply,
    pub assignment: Assignment,
    pub proposal: Proposal,
}

fn assigned() -> RelationDef {
    reply::Entity::belongs_to(assignment::Entity).from(reply::Column::AssignmentId).to(assignment::Column::Id).into()
}

/// The promises of the replies that hold: sent, and not answered anew.
fn holding(committee: i64, units: Option<&[i64]>, show: Option<Promised>, today: Day) -> Select<reply::Entity> {
    let round = Expr::col((assignment::Entity, assignment::Column::Round));
    let mut found = reply::Entity::find()
        .join(JoinType::InnerJoin, assigned())
        .filter(assignment::Column::CommitteeId.eq(committee))
        .filter(assignment::Column::State.eq(State::Sent))
        .filter(round.equals((reply::Entity, reply::Column::Round)))
        .filter(reply::Column::SentAt.is_not_null())
        .filter(reply::Column::PlannedBy.is_not_null());
    if let Some(units) = units {
        found = found.filter(assignment::Column::UnitId.is_in(units.iter().copied()));
    }
    match show {
        None => found,
        Some(Promised::Open) => found.filter(reply::Column::KeptAt.is_null()),
        Some(Promised::Overdue) => {
            found.filter(reply::Column::KeptAt.is_null()).filter(reply::Column::PlannedBy.lt(today))
        }
        Some(Promised::Kept) => found.filter(reply::Column::KeptAt.is_not_null()),
    }
}

/// How many promises there are, of these units or of all.
pub async fn count(
    on: &impl ConnectionTrait,
    (committee, units): (i64, Option<&[i64]>),
    show: Option<Promised>,
    today: Day,
) -> Result<u64> {
    let found = holding(committee, units, show, today).select_only().column(reply::Column::AssignmentId);
    counted(on, found.into_query()).await
}

/// By the day for which they were made.
#[must_use]
pub fn order() -> Order {
    Order::rising([reply::Column::PlannedBy, reply::Column::AssignmentId].map(|one| Expr::col((reply::Entity, one))))
}

/// A page of the promises of these units or of all, and whether others follow.
pub async fn promises(
    on: &impl ConnectionTrait,
    (committee, units): (i64, Option<&[i64]>),
    show: Option<Promised>,
    today: Day,
    window: (Start<(Day, i64)>, u64),
) -> Result<(Vec<Promise>, bool)> {
    let found = holding(committee, units, show, today).select_also(assignment::Entity);
    let found = order().window(found, window).all(on).await?;
    let (found, further) = order().page(found, window);
    let found: Vec<_> = found.into_iter().filter_map(|(reply, one)| Some((reply, one?))).collect();
    let proposals = proposals(on, found.iter().map(|(_, one)| one.proposal_id)).await?;
    let whole = |(reply, assignment): (Reply, Assignment)| {
        let proposal = proposals.get(&assignment.proposal_id)?.clone();
        Some(Promise { reply, assignment, proposal })
    };
    Ok((found.into_iter().filter_map(whole).collect(), further))
}
