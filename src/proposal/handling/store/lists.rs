//! The SQL of lists of work: a unit's inbox, the board of deadlines, the hand-over list, what waits to be assigned.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, Func, SelectStatement};
use sea_orm::{FromQueryResult, QueryOrder, QuerySelect, QueryTrait, Select};

use crate::clock::Day;
use crate::db::{Key, Order, Start, counted, within};
use crate::deadline::{Bounds, Urgency};
use crate::error::Result;
use crate::proposal::handling::model::{Assignment, assignment};
use crate::proposal::handling::rules::{self, OPEN, Part, State, Tray};
use crate::proposal::model::{Proposal, proposal};
use crate::proposal::rules::{HANDLED, State as Stands};

/// No list of work is longer.
pub const MOST: u64 = 5000;

/// What lists of work tell of a proposal.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Head {
    pub id: i64,
    pub subject: String,
    pub number: Option<i64>,
    pub first_id: Option<i64>,
    pub body: Option<String>,
}

/// The heads of the proposals that some work belongs to, by key.
pub async fn heads(on: &impl ConnectionTrait, work: &[Assignment]) -> Result<HashMap<i64, Head>> {
    let columns = [
        proposal::Column::Id,
        proposal::Column::Subject,
        proposal::Column::Number,
        proposal::Column::FirstId,
        proposal::Column::Body,
    ];
    let found = proposal::Entity::find()
        .select_only()
        .columns(columns)
        .filter(proposal::Column::Id.is_in(work.iter().map(|one| one.proposal_id)))
        .into_model::<Head>();
    Ok(found.all(on).await?.into_iter().map(|head| (head.id, head)).collect())
}

fn of_units(committee: i64, units: &[i64]) -> Select<assignment::Entity> {
    assignment::Entity::find()
        .filter(assignment::Column::CommitteeId.eq(committee))
        .filter(assignment::Column::UnitId.is_in(units.iter().copied()))
}

/// The proposals whose reply is drafted by their lead.
fn drafted(committee: i64) -> SelectStatement {
    let leads = assignment::Entity::find().select_only().column(assignment::Column::ProposalId);
    leads
        .filter(assignment::Column::CommitteeId.eq(committee))
        .filter(assignment::Column::Part.eq(Part::Lead))
        .filter(assignment::Column::State.eq(State::Drafted))
        .into_query()
}

/// A co-handler's that waits for it to countersign.
fn to_countersign(committee: i64) -> Condition {
    Condition::all()
        .add(assignment::Column::State.eq(State::OpinionGiven))
        .add(assignment::Column::SignedAt.is_null())
        .add(assignment::Column::ProposalId.in_subquery(drafted(committee)))
}

/// What these units have still to do, what is due first coming first.
pub async fn to_do(on: &impl ConnectionTrait, committee: i64, units: &[i64]) -> Result<Vec<Assignment>> {
    let open = of_units(committee, units).filter(assignment::Column::State.is_in(OPEN.iter().copied()));
    Ok(due_first(open).limit(MOST).all(on).await?)
}

/// What stands in a tray; the same as [`rules::tray`] says of each.
fn in_tray(committee: i64, tray: Tray) -> Condition {
    let waits = to_countersign(committee);
    if tray == Tray::ToCountersign {
        return waits;
    }
    let states = State::ALL.iter().copied();
    let states = states.filter(|state| *state != State::Transferred && rules::tray(*state, false) == tray);
    Condition::all().add(assignment::Column::State.is_in(states)).add(waits.not())
}

/// How much of these units' work stands in a tray.
pub async fn count_tray(on: &impl ConnectionTrait, committee: i64, units: &[i64], tray: Tray) -> Result<u64> {
    let found = of_units(committee, units).filter(in_tray(committee, tray));
    counted(on, found.select_only().column(assignment::Column::Id).into_query()).await
}

/// What is due first comes first in a tray, or what was answered last.
#[must_use]
pub fn in_order(tray: Tray) -> Order {
    if tray == Tray::Answered { Order::falling([Expr::col(assignment::Column::Id)]) } else { by_due() }
}

/// A page of what stands in a tray of these units, and whether more follows.
pub async fn tray<K: Key + Clone>(
    on: &impl ConnectionTrait,
    (committee, units): (i64, &[i64]),
    tray: Tray,
    window: (Start<K>, u64),
) -> Result<(Vec<Assignment>, bool)> {
    let found = of_units(committee, units).filter(in_tray(committee, tray));
    let found = in_order(tray).window(found, window.clone()).all(on).await?;
    Ok(in_order(tray).page(found, window))
}

/// What is due first comes first.
#[must_use]
pub fn by_due() -> Order {
    Order::rising([assignment::Column::Due, assignment::Column::Id].map(Expr::col))
}

fn due_first(found: Select<assignment::Entity>) -> Select<assignment::Entity> {
    found.order_by_asc(assignment::Column::Due).order_by_asc(assignment::Column::Id)
}

/// What the board of deadlines is narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narrow {
    pub urgency: Option<Urgency>,
    /// What asks for a transfer or more time.
    pub asked: bool,
    /// What its unit has not accepted in time.
    pub unaccepted: bool,
    /// What stands at one step.
    pub state: Option<State>,
    pub unit: Option<i64>,
}

fn board(committee: i64, narrow: Narrow, bounds: Bounds) -> Select<assignment::Entity> {
    let mut open = assignment::Entity::find()
        .filter(assignment::Column::CommitteeId.eq(committee))
        .filter(assignment::Column::State.is_in(OPEN.iter().copied()));
    if let Some(unit) = narrow.unit {
        open = open.filter(assignment::Column::UnitId.eq(unit));
    }
    if narrow.asked {
        open = open.filter(assignment::Column::AskedReason.is_not_null());
    }
    if narrow.unaccepted {
        open = open.filter(assignment::Column::State.eq(State::Offered));
        open = open.filter(assignment::Column::AcceptBy.lt(bounds.overdue));
    }
    if let Some(state) = narrow.state {
        open = open.filter(assignment::Column::State.eq(state));
    }
    match narrow.urgency {
        None => open,
        Some(urgency) => open.filter(within(assignment::Column::Due, bounds.days(urgency))),
    }
}

/// A page of the board, what is due first coming first, and whether more follows.
pub async fn open(
    on: &impl ConnectionTrait,
    committee: i64,
    (narrow, bounds): (Narrow, Bounds),
    window: (Start<(Day, i64)>, u64),
) -> Result<(Vec<Assignment>, bool)> {
    let found = by_due().window(board(committee, narrow, bounds), window).all(on).await?;
    Ok(by_due().page(found, window))
}

/// How much stands on the board.
pub async fn count_open(on: &impl ConnectionTrait, committee: i64, (narrow, bounds): (Narrow, Bounds)) -> Result<u64> {
    let found = board(committee, narrow, bounds).select_only().column(assignment::Column::Id);
    counted(on, found.into_query()).await
}

/// All open work of a committee, what is due first coming first.
pub async fn all_open(on: &impl ConnectionTrait, committee: i64) -> Result<Vec<Assignment>> {
    let open = assignment::Entity::find()
        .filter(assignment::Column::CommitteeId.eq(committee))
        .filter(assignment::Column::State.is_in(OPEN.iter().copied()));
    Ok(due_first(open).all(on).await?)
}

/// All of a committee that waits for a co-handler to countersign.
pub async fn all_to_countersign(on: &impl ConnectionTrait, committee: i64) -> Result<Vec<Assignment>> {
    let waits = assignment::Entity::find().filter(assignment::Column::CommitteeId.eq(committee));
    Ok(waits.filter(to_countersign(committee)).all(on).await?)
}

/// The work on the proposals of a session that are handed to units.
pub async fn handed_over(on: &impl ConnectionTrait, committee: i64, session: i64) -> Result<Vec<Assignment>> {
    let proposals = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::Id)
        .filter(proposal::Column::CommitteeId.eq(committee))
        .filter(proposal::Column::SessionId.eq(session))
        .filter(proposal::Column::State.is_in(HANDLED.iter().copied()));
    let found = assignment::Entity::find()
        .filter(assignment::Column::ProposalId.in_subquery(proposals.into_query()))
        .filter(assignment::Column::State.ne(State::Transferred));
    Ok(found.order_by_asc(assignment::Column::Id).limit(MOST).all(on).await?)
}

fn filed(committee: i64) -> Select<proposal::Entity> {
    proposal::Entity::find()
        .filter(proposal::Column::CommitteeId.eq(committee))
        .filter(proposal::Column::State.eq(Stands::Filed))
}

/// How many proposals are filed and not assigned.
pub async fn count_unassigned(on: &impl ConnectionTrait, committee: i64) -> Result<u64> {
    counted(on, filed(committee).select_only().column(proposal::Column::Id).into_query()).await
}

/// By the number within a session. Where there is none, it comes first.
#[must_use]
pub fn by_number() -> Order {
    let known = |column| Expr::expr(Func::coalesce([Expr::col(column), Expr::val(0)]));
    let column = [known(proposal::Column::SessionId), known(proposal::Column::Number)];
    Order::rising(column.into_iter().chain([Expr::col(proposal::Column::Id)]))
}

/// The place of a proposal in [`by_number`]: its session, its number, its key.
pub type Place = (i64, (i64, i64));

#[must_use]
pub fn numbered(one: &Proposal) -> Place {
    (one.session_id.unwrap_or(0), (one.number.unwrap_or(0), one.id))
}

/// A page of the proposals that are filed and not assigned, and whether others follow.
pub async fn unassigned(
    on: &impl ConnectionTrait,
    committee: i64,
    window: (Start<Place>, u64),
) -> Result<(Vec<Proposal>, bool)> {
    let found = by_number().window(filed(committee), window).all(on).await?;
    Ok(by_number().page(found, window))
}

/// The number and the subject of each proposal that is merged into one of these, by the key of the latter.
pub async fn merged(
    on: &impl ConnectionTrait,
    mains: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, Vec<(Option<i64>, String)>>> {
    let found: Vec<(i64, Option<i64>, String)> = proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::MainId, proposal::Column::Number, proposal::Column::Subject])
        .filter(proposal::Column::MainId.is_in(mains))
        .order_by_asc(proposal::Column::Id)
        .into_tuple()
        .all(on)
        .await?;
    let mut merged: HashMap<_, Vec<_>> = HashMap::new();
    for (main, number, subject) in found {
        merged.entry(main).or_default().push((number, subject));
    }
    Ok(merged)
}
