//! The SQL of the days on which the week is not kept.

use std::collections::BTreeMap;

use sea_orm::Set;
use sea_orm::entity::prelude::*;

use crate::clock::Day;
use crate::committee::model::holiday;
use crate::committee::rules::pasted::Rest;
use crate::deadline::Holidays;
use crate::error::Result;
use crate::ledger::Change;

/// The days on which the week is not kept.
pub async fn holidays(on: &impl ConnectionTrait, committee: i64) -> Result<Holidays> {
    let found = holiday::Entity::find().filter(holiday::Column::CommitteeId.eq(committee)).all(on).await?;
    Ok(Holidays(found.into_iter().map(|one| (one.day, one.worked)).collect()))
}

/// Sets days off, worked, or as the week says.
pub async fn set_days(change: &Change, days: &BTreeMap<Day, Rest>) -> Result<()> {
    let committee_id = change.acting().committee;
    holiday::Entity::delete_many()
        .filter(holiday::Column::CommitteeId.eq(committee_id))
        .filter(holiday::Column::Day.is_in(days.keys().copied()))
        .exec(change.on())
        .await?;
    let set = days.iter().filter(|(_, rest)| **rest != Rest::Usual).map(|(day, rest)| holiday::ActiveModel {
        committee_id: Set(committee_id),
        day: Set(*day),
        worked: Set(*rest == Rest::Worked),
    });
    let set: Vec<_> = set.collect();
    if !set.is_empty() {
        holiday::Entity::insert_many(set).exec_without_returning(change.on()).await?;
    }
    Ok(())
}
