//! All SQL of polls: what is read of them, preparing, opening, and what becomes of them in the end.

mod count;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{self, Query};
use sea_orm::{ActiveValue::NotSet, QueryOrder, Set};

use super::model::{Candidate, Poll, Voter, ballot_box, candidate, poll, voter};
use super::rules::{Choice, Kind, Method, State};
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::meeting::agenda::rules::State as ItemState;
use crate::meeting::attendance::model::{Called, called};
use crate::meeting::attendance::rules::Presence;
use crate::meeting::attendance::store as attendance;
use crate::meeting::model::{Item, item};
use crate::meeting::rules::{Base, Share};

pub use count::{Ballot, Entered, cast, close, enter, forget};

/// What the box of a secret election calls a ballot without a name.
const BLANK: &str = "";

/// What is prepared of a poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub item: Option<i64>,
    pub title: String,
    pub kind: Kind,
    pub method: Method,
    pub base: Base,
    pub majority: Share,
    pub seats: i64,
    pub candidates: Vec<String>,
}

impl Plan {
    fn columns(&self) -> poll::ActiveModel {
        poll::ActiveModel {
            item_id: Set(self.item),
            title: Set(self.title.clone()),
            kind: Set(self.kind),
            method: Set(self.method),
            base: Set(self.base),
            majority: Set(self.majority),
            seats: Set(self.seats),
            ..Default::default()
        }
    }
}

/// The polls of a sitting, in the order in which they were prepared.
pub async fn all(on: &impl ConnectionTrait, sitting: i64) -> Result<Vec<Poll>> {
    let polls = poll::Entity::find().filter(poll::Column::SittingId.eq(sitting));
    Ok(polls.order_by_asc(poll::Column::Id).all(on).await?)
}

/// One poll of a sitting.
///
/// # Errors
/// There is none of this number.
pub async fn one(on: &impl ConnectionTrait, sitting: i64, id: i64) -> Result<Poll> {
    let found = poll::Entity::find_by_id(id).filter(poll::Column::SittingId.eq(sitting)).one(on).await?;
    found.ok_or(Error::NotFound)
}

/// The poll that is open at a sitting.
pub async fn running(on: &impl ConnectionTrait, sitting: i64) -> Result<Option<Poll>> {
    let open =
        poll::Entity::find().filter(poll::Column::SittingId.eq(sitting)).filter(poll::Column::State.eq(State::Open));
    Ok(open.one(on).await?)
}

/// The candidates of these polls, by poll and position.
pub async fn candidates(on: &impl ConnectionTrait, polls: &[&Poll]) -> Result<Vec<Candidate>> {
    let elections: Vec<_> = polls.iter().filter(|poll| poll.kind == Kind::Election).map(|poll| poll.id).collect();
    if elections.is_empty() {
        return Ok(Vec::new());
    }
    let found = candidate::Entity::find().filter(candidate::Column::PollId.is_in(elections));
    let found = found.order_by_asc(candidate::Column::PollId).order_by_asc(candidate::Column::Position);
    Ok(found.all(on).await?)
}

/// The announced polls of a sitting in the order in which they closed, each with its candidates.
pub async fn announced(on: &impl ConnectionTrait, sitting: i64) -> Result<Vec<(Poll, Vec<Candidate>)>> {
    let told = poll::Entity::find()
        .filter(poll::Column::SittingId.eq(sitting))
        .filter(poll::Column::State.eq(State::Announced))
        .order_by_asc(poll::Column::ClosedAt)
        .order_by_asc(poll::Column::Id)
        .all(on)
        .await?;
    let candidates = candidates(on, &told.iter().collect::<Vec<_>>()).await?;
    let of = |id: i64| candidates.iter().filter(|candidate| candidate.poll_id == id).cloned().collect();
    Ok(told.into_iter().map(|poll| (of(poll.id), poll)).map(|(candidates, poll)| (poll, candidates)).collect())
}

/// Somebody's right to vote in a poll, if they were there when it opened.
pub async fn voter(on: &impl ConnectionTrait, poll: i64, called: i64) -> Result<Option<Voter>> {
    Ok(voter::Entity::find_by_id((poll, called)).one(on).await?)
}

/// How many have voted in a poll.
pub async fn voted(on: &impl ConnectionTrait, poll: i64) -> Result<i64> {
    let voted = voter::Entity::find().filter(voter::Column::PollId.eq(poll)).filter(voter::Column::Voted.eq(true));
    Ok(i64::try_from(voted.count(on).await?).unwrap_or(i64::MAX))
}

/// How many of those who may vote in a poll have voted, or are in the hall now: who left before voting is not among
/// those present at the vote.
pub async fn taking_part(on: &impl ConnectionTrait, poll: i64) -> Result<i64> {
    let voters = voters(on, poll).await?;
    let part = voters.iter().filter(|(called, voter)| voter.voted || called.present());
    Ok(i64::try_from(part.count()).unwrap_or(i64::MAX))
}

/// All who may vote in a poll, in the order in which they are called.
pub async fn voters(on: &impl ConnectionTrait, poll: i64) -> Result<Vec<(Called, Voter)>> {
    let rows = voter::Entity::find().filter(voter::Column::PollId.eq(poll)).all(on).await?;
    let ids = Query::select()
        .column(voter::Column::CalledId)
        .from(voter::Entity)
        .and_where(voter::Column::PollId.eq(poll))
        .to_owned();
    let people = attendance::standing().filter(called::Column::Id.in_subquery(ids));
    let people = people.order_by_asc(called::Column::Position).order_by_asc(called::Column::Id).all(on).await?;
    let mut by_place: std::collections::HashMap<_, _> = rows.into_iter().map(|row| (row.called_id, row)).collect();
    Ok(people.into_iter().filter_map(|called| by_place.remove(&called.id).map(|row| (called, row))).collect())
}

/// An item of a sitting.
///
/// # Errors
/// There is none of this number.
pub async fn item(on: &impl ConnectionTrait, sitting: i64, id: i64) -> Result<Item> {
    let found = item::Entity::find_by_id(id).filter(item::Column::SittingId.eq(sitting)).one(on).await?;
    found.ok_or(Error::NotFound)
}

/// The items of a sitting on which a poll may be prepared, in their order.
pub async fn items(on: &impl ConnectionTrait, sitting: i64) -> Result<Vec<Item>> {
    let items = item::Entity::find().filter(item::Column::SittingId.eq(sitting));
    let items = items.filter(item::Column::State.is_in([ItemState::Waiting, ItemState::Current]));
    Ok(items.order_by_asc(item::Column::Position).all(on).await?)
}

/// Prepares a poll.
pub async fn prepare(change: &Change, sitting: i64, plan: &Plan) -> Result<Poll> {
    let row = poll::ActiveModel {
        id: NotSet,
        sitting_id: Set(sitting),
        state: Set(State::Prepared),
        version: Set(1),
        ..plan.columns()
    };
    let poll = row.insert(change.on()).await?;
    put_up(change, poll.id, &plan.candidates).await?;
    Ok(poll)
}

async fn put_up(change: &Change, poll: i64, names: &[String]) -> Result<()> {
    let row = |(name, position): (&String, i64)| candidate::ActiveModel {
        poll_id: Set(poll),
        position: Set(position),
        name: Set(name.clone()),
        votes: Set(None),
        elected: Set(None),
    };
    if names.is_empty() {
        return Ok(());
    }
    let rows = names.iter().zip(1..).map(row);
    candidate::Entity::insert_many(rows).exec_without_returning(change.on()).await?;
    Ok(())
}

async fn withdraw_candidates(change: &Change, poll: i64) -> Result<()> {
    candidate::Entity::delete_many().filter(candidate::Column::PollId.eq(poll)).exec(change.on()).await?;
    Ok(())
}

/// Changes what is prepared.
pub async fn edit(change: &Change, poll: &Poll, plan: &Plan) -> Result<()> {
    set(change, poll.id, poll::ActiveModel { version: Set(poll.version + 1), ..plan.columns() }).await?;
    withdraw_candidates(change, poll.id).await?;
    put_up(change, poll.id, &plan.candidates).await
}

/// Takes away what was prepared.
pub async fn remove(change: &Change, poll: i64) -> Result<()> {
    withdraw_candidates(change, poll).await?;
    poll::Entity::delete_by_id(poll).exec(change.on()).await?;
    Ok(())
}

/// Opens a poll: who has a vote and is there now may vote, nobody else, whatever comes after. A secret one gets
/// its box, with a row for every choice.
pub async fn open(change: &Change, poll: &Poll, presence: Presence) -> Result<()> {
    let there = Query::select()
        .expr(Expr::val(poll.id))
        .column(called::Column::Id)
        .expr(Expr::val(false))
        .from(called::Entity)
        .and_where(called::Column::SittingId.eq(poll.sitting_id))
        .and_where(attendance::votes())
        .and_where(called::Column::CameAt.is_not_null())
        .and_where(called::Column::LeftAt.is_null())
        .order_by(called::Column::Id, sea_query::Order::Asc)
        .to_owned();
    let entitled = Query::insert()
        .into_table(voter::Entity)
        .columns([voter::Column::PollId, voter::Column::CalledId, voter::Column::Voted])
        .select_from(there)
        .map_err(|fault| Error::internal(fault.to_string()))?
        .to_owned();
    let entitled = change.on().execute(&entitled).await?.rows_affected();
    if poll.method == Method::Secret {
        fill_box(change, poll).await?;
    }
    let row = poll::ActiveModel {
        state: Set(State::Open),
        members: Set(Some(presence.called)),
        present: Set(Some(i64::try_from(entitled).unwrap_or(i64::MAX))),
        opened_at: Set(Some(change.acting().at)),
        ..Default::default()
    };
    set(change, poll.id, row).await
}

async fn fill_box(change: &Change, poll: &Poll) -> Result<()> {
    let choices: Vec<_> = match poll.kind {
        Kind::Question => Choice::ALL.iter().map(ToString::to_string).collect(),
        Kind::Election => {
            let candidates = candidates(change.on(), &[poll]).await?;
            candidates.iter().map(|candidate| candidate.position.to_string()).chain([BLANK.to_owned()]).collect()
        }
    };
    let rows = choices.into_iter().map(|choice| ballot_box::ActiveModel {
        poll_id: Set(poll.id),
        choice: Set(choice),
        votes: Set(0),
    });
    ballot_box::Entity::insert_many(rows).exec_without_returning(change.on()).await?;
    Ok(())
}

/// Lets the numbers of a closed poll be seen.
pub async fn announce(change: &Change, poll: i64) -> Result<()> {
    set(change, poll, poll::ActiveModel { state: Set(State::Announced), ..Default::default() }).await
}

/// Annuls a poll, for a reason. What a box holds goes unread.
pub async fn annul(change: &Change, poll: &Poll, reason: &str) -> Result<()> {
    empty_box(change, poll.id).await?;
    let row = poll::ActiveModel {
        state: Set(State::Annulled),
        reason: Set(Some(reason.to_owned())),
        closed_at: Set(poll.closed_at.or(Some(change.acting().at))),
        ..Default::default()
    };
    set(change, poll.id, row).await
}

/// Sets columns of a poll.
async fn set(change: &Change, poll: i64, row: poll::ActiveModel) -> Result<()> {
    let row = poll::Entity::update_many().set(row).filter(poll::Column::Id.eq(poll));
    crate::db::found(row.exec(change.on()).await?.rows_affected)
}

/// Takes everything out of the box of a poll.
async fn empty_box(change: &Change, poll: i64) -> Result<()> {
    ballot_box::Entity::delete_many().filter(ballot_box::Column::PollId.eq(poll)).exec(change.on()).await?;
    Ok(())
}
