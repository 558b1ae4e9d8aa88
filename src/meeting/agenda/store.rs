//! All SQL of the agenda: its items in order, what is done with them, and what hangs on them.

mod papers;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, NullOrdering};
use sea_orm::{Order, QueryOrder, QuerySelect, QueryTrait, Set};

use super::model::{Draft, paper, removed};
use super::rules::{Action, Outcome, State, Tied};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::meeting::floor::model::speaker;
use crate::meeting::model::{Item, Lines, Sitting, item, sitting};
use crate::meeting::poll::{model::poll, rules::State as Polling};
use crate::meeting::rules::State as Standing;

pub use papers::{
    add_paper, add_version, all_papers, mark_read, newest, paper, readers, receipts_of, remove_paper, titles_of,
    version, versions,
};

/// The items of a sitting, in their order.
pub async fn items(on: &impl ConnectionTrait, sitting: i64) -> Result<Vec<Item>> {
    let items = item::Entity::find().filter(item::Column::SittingId.eq(sitting));
    Ok(items.order_by_asc(item::Column::Position).order_by_asc(item::Column::Id).all(on).await?)
}

/// One item of a sitting.
///
/// # Errors
/// There is none of this number.
pub async fn item(on: &impl ConnectionTrait, sitting: i64, id: i64) -> Result<Item> {
    let found = item::Entity::find_by_id(id).filter(item::Column::SittingId.eq(sitting)).one(on).await?;
    found.ok_or(Error::NotFound)
}

/// The item that a sitting is dealing with.
pub async fn current(on: &impl ConnectionTrait, sitting: i64) -> Result<Option<Item>> {
    let items = item::Entity::find().filter(item::Column::SittingId.eq(sitting));
    Ok(items.filter(item::Column::State.eq(State::Current)).one(on).await?)
}

/// Puts items on the agenda, after those that are there; gives the key of the last.
pub async fn add(change: &Change, sitting: i64, drafts: &[Draft], late: bool) -> Result<i64> {
    let last = items(change.on(), sitting).await?.last().map_or(0, |item| item.position);
    let rows = drafts.iter().zip(last + 1..).map(|(draft, position)| item::ActiveModel {
        sitting_id: Set(sitting),
        position: Set(position),
        state: Set(State::Waiting),
        late: Set(late),
        version: Set(1),
        ..written(draft)
    });
    Ok(item::Entity::insert_many(rows).exec(change.on()).await?.last_insert_id.unwrap_or_default())
}

fn written(draft: &Draft) -> item::ActiveModel {
    item::ActiveModel {
        disposition: Set(draft.disposition),
        subject: Set(draft.subject.clone()),
        documents: Set(Lines(draft.documents.clone())),
        approved_by: Set(draft.approved_by.clone()),
        reporter: Set(draft.reporter.clone()),
        minutes: Set(draft.minutes),
        ..Default::default()
    }
}

/// Changes what is written of an item. It must still stand at the version that was changed.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn save(change: &Change, id: i64, version: i64, draft: &Draft) -> Result<()> {
    let updated = item::Entity::update_many()
        .set(item::ActiveModel { version: Set(version + 1), ..written(draft) })
        .filter(item::Column::Id.eq(id))
        .filter(item::Column::Version.eq(version))
        .exec(change.on())
        .await?;
    if updated.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Takes an item from the agenda, and remembers it.
pub async fn remove(change: &Change, item: &Item) -> Result<()> {
    let row = removed::ActiveModel {
        id: Set(item.id),
        sitting_id: Set(item.sitting_id),
        position: Set(item.position),
        late: Set(item.late),
        draft: Set(serde_json::to_string(&Draft::from(item))?),
    };
    removed::Entity::insert(row).exec_without_returning(change.on()).await?;
    item::Entity::delete_by_id(item.id).exec(change.on()).await?;
    Ok(())
}

/// Brings a removed item back to where it stood.
///
/// # Errors
/// None of this number was removed from this sitting.
pub async fn bring_back(change: &Change, sitting: i64, id: i64) -> Result<Draft> {
    let was = removed::Entity::find_by_id(id).filter(removed::Column::SittingId.eq(sitting)).one(change.on()).await?;
    let was = was.ok_or(Error::NotFound)?;
    let draft: Draft = serde_json::from_str(&was.draft)?;
    item::Entity::update_many()
        .col_expr(item::Column::Position, Expr::col(item::Column::Position).add(1))
        .filter(item::Column::SittingId.eq(sitting))
        .filter(item::Column::Position.gte(was.position))
        .exec(change.on())
        .await?;
    let row = item::ActiveModel {
        id: Set(id),
        sitting_id: Set(sitting),
        position: Set(was.position),
        state: Set(State::Waiting),
        late: Set(was.late),
        version: Set(1),
        ..written(&draft)
    };
    item::Entity::insert(row).exec_without_returning(change.on()).await?;
    removed::Entity::delete_by_id(id).exec(change.on()).await?;
    Ok(draft)
}

/// Puts the items of a sitting into this order.
pub async fn order(change: &Change, sitting: i64, ids: &[i64]) -> Result<()> {
    for (id, position) in ids.iter().zip(1i64..) {
        item::Entity::update_many()
            .col_expr(item::Column::Position, Expr::value(position))
            .filter(item::Column::SittingId.eq(sitting))
            .filter(item::Column::Id.eq(*id))
            .filter(item::Column::Position.ne(position))
            .exec(change.on())
            .await?;
    }
    Ok(())
}

/// Sets the documents of an item: the titles of its papers and those that were entered by hand.
pub async fn set_documents(change: &Change, item: i64, documents: Vec<String>) -> Result<()> {
    let row = item::ActiveModel { documents: Set(Lines(documents)), ..Default::default() };
    item::Entity::update_many().set(row).filter(item::Column::Id.eq(item)).exec(change.on()).await?;
    Ok(())
}

/// Leads an item to another state, with what came of it where it is settled.
pub async fn lead(change: &Change, id: i64, action: Action, to: State, outcome: Outcome) -> Result<()> {
    let now = Some(change.acting().at);
    let row = item::ActiveModel { state: Set(to), ..Default::default() };
    let times = |began: Option<Instant>, row| item::ActiveModel { began_at: Set(began), ended_at: Set(None), ..row };
    let row = match action {
        Action::TakeUp => times(now, row),
        Action::SetAside | Action::Restore => times(None, row),
        Action::Settle => item::ActiveModel {
            ended_at: Set(now),
            passed: Set(outcome.passed),
            decision: Set(outcome.decision),
            ..row
        },
        Action::Reopen => item::ActiveModel { ended_at: Set(None), passed: Set(None), decision: Set(None), ..row },
        Action::PutOff | Action::TakeOff => item::ActiveModel { ended_at: Set(now), ..row },
    };
    item::Entity::update_many().set(row).filter(item::Column::Id.eq(id)).exec(change.on()).await?;
    Ok(())
}

/// What hangs on an item.
pub async fn tied(on: &impl ConnectionTrait, item: i64) -> Result<Tied> {
    Ok(Tied {
        papers: paper::Entity::find().filter(paper::Column::ItemId.eq(item)).count(on).await?,
        polls: poll::Entity::find().filter(poll::Column::ItemId.eq(item)).count(on).await?,
        speakers: speaker::Entity::find().filter(speaker::Column::ItemId.eq(item)).count(on).await?,
    })
}

/// How many polls on an item have begun and are without a result, and whether the last that was announced was won; an
/// election is neither won nor lost.
pub async fn polls(on: &impl ConnectionTrait, item: i64) -> Result<(u64, Option<bool>)> {
    let polls = || poll::Entity::find().filter(poll::Column::ItemId.eq(item));
    let unfinished = polls().filter(poll::Column::State.is_in([Polling::Open, Polling::Closed])).count(on).await?;
    let last = polls()
        .filter(poll::Column::State.eq(Polling::Announced))
        .filter(poll::Column::Passed.is_not_null())
        .order_by_with_nulls(poll::Column::ClosedAt, Order::Desc, NullOrdering::Last)
        .order_by_desc(poll::Column::Id)
        .one(on)
        .await?;
    Ok((unfinished, last.and_then(|poll| poll.passed)))
}

/// How many sittings are offered to copy an agenda from.
const OFFERED: u64 = 30;

/// The sittings of a committee whose agenda can be copied, the latest first: those that have one.
pub async fn templates(on: &impl ConnectionTrait, committee: i64, but: i64) -> Result<Vec<Sitting>> {
    let with_items = item::Entity::find().select_only().column(item::Column::SittingId);
    Ok(sitting::Entity::find()
        .filter(sitting::Column::CommitteeId.eq(committee))
        .filter(sitting::Column::Id.ne(but))
        .filter(sitting::Column::State.is_not_in([Standing::Discarded, Standing::CalledOff]))
        .filter(sitting::Column::Id.in_subquery(with_items.into_query()))
        .order_by_with_nulls(sitting::Column::Date, Order::Desc, NullOrdering::Last)
        .order_by_desc(sitting::Column::Id)
        .limit(OFFERED)
        .all(on)
        .await?)
}

impl From<&Item> for Draft {
    fn from(item: &Item) -> Self {
        Self {
            disposition: item.disposition,
            subject: item.subject.clone(),
            documents: item.documents.0.clone(),
            approved_by: item.approved_by.clone(),
            reporter: item.reporter.clone(),
            minutes: item.minutes,
        }
    }
}
