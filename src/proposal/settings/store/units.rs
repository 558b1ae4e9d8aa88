//! The SQL of units and of the accounts that act for them.

use std::collections::HashMap;

use sea_orm::Set;
use sea_orm::entity::prelude::*;

use super::in_use;
use crate::db::found;
use crate::error::Result;
use crate::ledger::Change;
use crate::proposal::model::{Line, Unit, unit, unit_account};

/// Adds a unit; gives its key.
pub async fn add_unit(change: &Change, name: &str, line: Line) -> Result<i64> {
    let row = unit::ActiveModel {
        committee_id: Set(change.acting().committee),
        name: Set(name.to_owned()),
        line: Set(line),
        closed: Set(false),
        ..Default::default()
    };
    Ok(row.insert(change.on()).await?.id)
}

/// Changes a unit as `to` says.
pub async fn change_unit(change: &Change, to: &Unit) -> Result<()> {
    let row = unit::ActiveModel {
        name: Set(to.name.clone()),
        line: Set(to.line),
        closed: Set(to.closed),
        ..Default::default()
    };
    let changed = unit::Entity::update_many()
        .set(row)
        .filter(unit::Column::Id.eq(to.id))
        .filter(unit::Column::CommitteeId.eq(change.acting().committee))
        .exec(change.on())
        .await?;
    found(changed.rows_affected)
}

/// Deletes a unit that never had a proposal, with what its accounts could do for it.
pub async fn delete_unit(change: &Change, id: i64) -> Result<()> {
    unit_account::Entity::delete_many().filter(unit_account::Column::UnitId.eq(id)).exec(change.on()).await?;
    let deleted = unit::Entity::delete_many()
        .filter(unit::Column::Id.eq(id))
        .filter(unit::Column::CommitteeId.eq(change.acting().committee))
        .exec(change.on())
        .await;
    found(deleted.map_err(|fault| in_use(fault, "proposalset-unit-in-use"))?.rows_affected)
}

/// How many accounts act for each unit that has any.
pub async fn account_counts(on: &impl ConnectionTrait, units: &[Unit]) -> Result<HashMap<i64, usize>> {
    let ids = units.iter().map(|unit| unit.id);
    let all = unit_account::Entity::find().filter(unit_account::Column::UnitId.is_in(ids)).all(on).await?;
    let mut counts = HashMap::new();
    for one in all {
        *counts.entry(one.unit_id).or_insert(0) += 1;
    }
    Ok(counts)
}

/// Lets an account act for a unit for which it does not act yet.
pub async fn let_act(change: &Change, unit: i64, account: i64) -> Result<()> {
    let row = unit_account::ActiveModel { unit_id: Set(unit), account_id: Set(account) };
    unit_account::Entity::insert(row).exec_without_returning(change.on()).await?;
    Ok(())
}

/// Lets an account act for a unit no longer.
pub async fn stop_acting(change: &Change, unit: i64, account: i64) -> Result<()> {
    let deleted = unit_account::Entity::delete_by_id((unit, account)).exec(change.on()).await?;
    found(deleted.rows_affected)
}
