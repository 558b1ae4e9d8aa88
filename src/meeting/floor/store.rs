//! All SQL of requests to speak.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

use super::model::{Speaker, speaker};
use super::rules::{Action, State};
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::meeting::attendance::model::{Called, called};
use crate::meeting::attendance::store as attendance;

fn of(sitting: i64) -> Select<speaker::Entity> {
    speaker::Entity::find().filter(speaker::Column::SittingId.eq(sitting))
}

/// The requests of a sitting in the order in which they were made, each with who made it; withdrawn ones are left out.
pub async fn all(on: &impl ConnectionTrait, sitting: i64) -> Result<Vec<(Speaker, Called)>> {
    let speakers = of(sitting)
        .filter(speaker::Column::State.ne(State::Withdrawn))
        .order_by_asc(speaker::Column::AskedAt)
        .order_by_asc(speaker::Column::Id)
        .all(on)
        .await?;
    if speakers.is_empty() {
        return Ok(Vec::new());
    }
    let ids = speakers.iter().map(|speaker| speaker.called_id);
    let called = attendance::standing().filter(called::Column::Id.is_in(ids)).all(on).await?;
    let called: BTreeMap<_, _> = called.into_iter().map(|called| (called.id, called)).collect();
    Ok(speakers
        .into_iter()
        .filter_map(|speaker| Some((called.get(&speaker.called_id)?.clone(), speaker)))
        .map(|(called, speaker)| (speaker, called))
        .collect())
}

/// One request of a sitting.
///
/// # Errors
/// There is none of this number.
pub async fn one(on: &impl ConnectionTrait, sitting: i64, id: i64) -> Result<Speaker> {
    let found = of(sitting).filter(speaker::Column::Id.eq(id)).one(on).await?;
    found.ok_or(Error::NotFound)
}

/// Whether somebody called is on the list: they wait, or speak.
pub async fn listed(on: &impl ConnectionTrait, sitting: i64, called: i64) -> Result<bool> {
    let requests = of(sitting).filter(speaker::Column::CalledId.eq(called));
    Ok(requests.filter(speaker::Column::State.is_in([State::Asked, State::Speaking])).count(on).await? > 0)
}

/// Whether somebody has the floor.
pub async fn taken(on: &impl ConnectionTrait, sitting: i64) -> Result<bool> {
    Ok(of(sitting).filter(speaker::Column::State.eq(State::Speaking)).count(on).await? > 0)
}

/// Puts somebody on the list, to speak on an item or in general.
pub async fn ask(change: &Change, sitting: i64, item: Option<i64>, called: i64, minutes: Option<i64>) -> Result<()> {
    let row = speaker::ActiveModel {
        sitting_id: Set(sitting),
        item_id: Set(item),
        called_id: Set(called),
        state: Set(State::Asked),
        asked_at: Set(change.acting().at),
        minutes: Set(minutes),
        ..Default::default()
    };
    speaker::Entity::insert(row).exec_without_returning(change.on()).await?;
    Ok(())
}

/// Leads a request to another state. `minutes` are those allotted when the floor is given; none leaves them as they
/// are.
pub async fn lead(change: &Change, id: i64, action: Action, to: State, minutes: Option<i64>) -> Result<()> {
    let now = Set(Some(change.acting().at));
    let row = speaker::ActiveModel { state: Set(to), ..Default::default() };
    let mut row = match action {
        Action::Give => speaker::ActiveModel { began_at: now, ..row },
        Action::End | Action::Withdraw => speaker::ActiveModel { ended_at: now, ..row },
    };
    if minutes.is_some() {
        row.minutes = Set(minutes);
    }
    speaker::Entity::update_many().set(row).filter(speaker::Column::Id.eq(id)).exec(change.on()).await?;
    Ok(())
}

/// The sitting leaves an item: who speaks on it has spoken, who waits to speak on it is on the list no more.
pub async fn leave(change: &Change, item: i64) -> Result<()> {
    end(change, speaker::Column::ItemId.eq(item)).await
}

/// Somebody called leaves the hall: who speaks has spoken, who waits is on the list no more.
pub async fn leave_hall(change: &Change, called: i64) -> Result<()> {
    end(change, speaker::Column::CalledId.eq(called)).await
}

async fn end(change: &Change, which: Expr) -> Result<()> {
    for (from, to) in [(State::Asked, State::Withdrawn), (State::Speaking, State::Spoken)] {
        speaker::Entity::update_many()
            .set(speaker::ActiveModel { state: Set(to), ended_at: Set(Some(change.acting().at)), ..Default::default() })
            .filter(which.clone())
            .filter(speaker::Column::State.eq(from))
            .exec(change.on())
            .await?;
    }
    Ok(())
}
