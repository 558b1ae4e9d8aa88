//! The SQL of what stands in lists to choose from.

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};

use crate::app::ChoiceList;
use crate::committee::model::{Choice, choice};
use crate::db::{found, unless_used};
use crate::error::{Error, Result};
use crate::ledger::Change;

/// A list to choose from by its name, in its order, closed ones too.
pub async fn choices(on: &impl ConnectionTrait, committee: i64, kind: &str) -> Result<Vec<Choice>> {
    let found = choice::Entity::find().filter(choice::Column::CommitteeId.eq(committee));
    let found = found.filter(choice::Column::Kind.eq(kind));
    Ok(found.order_by_asc(choice::Column::Position).order_by_asc(choice::Column::Id).all(on).await?)
}

/// One of a list to choose from.
///
/// # Errors
/// There is none, or it is of another list.
pub async fn choice(on: &impl ConnectionTrait, committee: i64, kind: &str, id: i64) -> Result<Choice> {
    let found = choice::Entity::find_by_id(id)
        .filter(choice::Column::CommitteeId.eq(committee))
        .filter(choice::Column::Kind.eq(kind));
    found.one(on).await?.ok_or(Error::NotFound)
}

/// Adds one to the end of a list; gives its key.
pub async fn add_choice(change: &Change, kind: &str, name: &str, meaning: &str, promise: bool) -> Result<i64> {
    let committee = change.acting().committee;
    let highest: Option<Option<i64>> = choice::Entity::find()
        .select_only()
        .column_as(choice::Column::Position.max(), "highest")
        .filter(choice::Column::CommitteeId.eq(committee))
        .filter(choice::Column::Kind.eq(kind))
        .into_tuple()
        .one(change.on())
        .await?;
    let row = choice::ActiveModel {
        committee_id: Set(committee),
        kind: Set(kind.to_owned()),
        position: Set(highest.flatten().map_or(0, |highest| highest + 1)),
        name: Set(name.to_owned()),
        meaning: Set(meaning.to_owned()),
        promise: Set(promise),
        closed: Set(false),
        ..Default::default()
    };
    Ok(row.insert(change.on()).await?.id)
}

/// Takes the usual ones into a list that is empty; gives their number, nought where it is not.
pub async fn take_usual(change: &Change, list: &ChoiceList) -> Result<usize> {
    if !choices(change.on(), change.acting().committee, list.name).await?.is_empty() {
        return Ok(0);
    }
    for (name, meaning, promise) in list.usual {
        add_choice(change, list.name, name, meaning, *promise).await?;
    }
    Ok(list.usual.len())
}

/// Changes one of a list as `to` says.
pub async fn change_choice(change: &Change, to: &Choice) -> Result<()> {
    let row = choice::ActiveModel {
        name: Set(to.name.clone()),
        meaning: Set(to.meaning.clone()),
        promise: Set(to.promise),
        position: Set(to.position),
        closed: Set(to.closed),
        ..Default::default()
    };
    let changed = choice::Entity::update_many()
        .set(row)
        .filter(choice::Column::Id.eq(to.id))
        .filter(choice::Column::CommitteeId.eq(change.acting().committee))
        .exec(change.on())
        .await?;
    found(changed.rows_affected)
}

/// Deletes one of a list that nothing refers to.
///
/// # Errors
/// There is none, or something refers to it.
pub async fn delete_choice(change: &Change, id: i64) -> Result<()> {
    let deleted = choice::Entity::delete_many()
        .filter(choice::Column::Id.eq(id))
        .filter(choice::Column::CommitteeId.eq(change.acting().committee))
        .exec(change.on())
        .await;
    found(unless_used(deleted, "choice-in-use")?.rows_affected)
}
