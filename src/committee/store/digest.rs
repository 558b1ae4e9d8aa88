//! The SQL of the digest: on which day it was mailed last.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use crate::clock::Day;
use crate::committee::model::digest;
use crate::error::Result;
use crate::ledger::Change;

/// The last day on which a committee's digest was mailed.
pub async fn last_digest(on: &impl ConnectionTrait, committee: i64) -> Result<Option<Day>> {
    Ok(digest::Entity::find_by_id(committee).one(on).await?.map(|row| row.day))
}

/// Notes that it is mailed on a day.
pub async fn digest_mailed(change: &Change, day: Day) -> Result<()> {
    let row = digest::ActiveModel { committee_id: Set(change.acting().committee), day: Set(day) };
    let again = OnConflict::column(digest::Column::CommitteeId).update_column(digest::Column::Day).to_owned();
    digest::Entity::insert(row).on_conflict(again).exec_without_returning(change.on()).await?;
    Ok(())
}
