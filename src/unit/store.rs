//! All SQL of units and of the accounts that act for them.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, Set};

use super::model::{Line, Unit, unit, unit_account};
use super::rules;
use crate::account::{self, Actor};
use crate::db::{found, unless_used};
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::permission::{Permission, ScopeKind};

/// The units of a committee by line and name, closed ones too.
pub async fn units(on: &impl ConnectionTrait, committee: i64) -> Result<Vec<Unit>> {
    let found = unit::Entity::find().filter(unit::Column::CommitteeId.eq(committee));
    Ok(found.order_by_asc(unit::Column::Line).order_by_asc(unit::Column::Name).all(on).await?)
}

/// One unit of a committee.
///
/// # Errors
/// There is none.
pub async fn unit(on: &impl ConnectionTrait, committee: i64, id: i64) -> Result<Unit> {
    let found = unit::Entity::find_by_id(id).filter(unit::Column::CommitteeId.eq(committee)).one(on).await?;
    found.ok_or(Error::NotFound)
}

/// The names of units by key.
pub async fn names(on: &impl ConnectionTrait, ids: impl IntoIterator<Item = i64>) -> Result<HashMap<i64, String>> {
    let found: Vec<(i64, String)> = unit::Entity::find()
        .select_only()
        .column(unit::Column::Id)
        .column(unit::Column::Name)
        .filter(unit::Column::Id.is_in(ids))
        .into_tuple()
        .all(on)
        .await?;
    Ok(found.into_iter().collect())
}

/// The accounts that a unit names as acting for it.
pub async fn accounts(on: &impl ConnectionTrait, unit: i64) -> Result<Vec<i64>> {
    let found = unit_account::Entity::find().filter(unit_account::Column::UnitId.eq(unit)).all(on).await?;
    Ok(found.into_iter().map(|one| one.account_id).collect())
}

/// The accounts that may do something for units, each with its unit: those that the unit names, where they may it
/// everywhere, and those that may it within the unit.
pub async fn accounts_of(
    on: &impl ConnectionTrait,
    committee: i64,
    units: &[i64],
    permission: Permission,
) -> Result<Vec<(i64, i64)>> {
    let named = unit_account::Entity::find()
        .select_only()
        .column(unit_account::Column::AccountId)
        .column(unit_account::Column::UnitId)
        .filter(unit_account::Column::UnitId.is_in(units.iter().copied()));
    let mut all: Vec<(i64, i64)> = named.into_tuple().all(on).await?;
    let everywhere = account::store::holders(on, committee, permission).await?;
    all.retain(|(account, _)| everywhere.contains(account));
    let within = account::store::holders_within(on, committee, ScopeKind::Unit, permission).await?;
    all.extend(within.into_iter().filter(|(_, unit)| units.contains(unit)));
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// The units for which an actor may do something in a committee.
pub async fn units_of(
    on: &impl ConnectionTrait,
    committee: i64,
    actor: &Actor,
    permission: Permission,
) -> Result<Vec<i64>> {
    let naming = match actor.account {
        Some(account) if actor.may(permission) => naming(on, committee, account).await?,
        _ => Vec::new(),
    };
    Ok(rules::acted_for(actor, permission, &naming))
}

/// The units of a committee that name an account as acting for them.
pub async fn naming(on: &impl ConnectionTrait, committee: i64, account: i64) -> Result<Vec<i64>> {
    let named = unit_account::Entity::find()
        .select_only()
        .column(unit_account::Column::UnitId)
        .filter(unit_account::Column::AccountId.eq(account));
    let ours = unit::Entity::find()
        .select_only()
        .column(unit::Column::Id)
        .filter(unit::Column::Id.in_subquery(named.into_query()))
        .filter(unit::Column::CommitteeId.eq(committee));
    Ok(ours.into_tuple().all(on).await?)
}

/// Adds a unit; gives its key.
pub async fn add(change: &Change, name: &str, line: Line) -> Result<i64> {
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
pub async fn change(change: &Change, to: &Unit) -> Result<()> {
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

/// Deletes a unit that was never asked for anything, with what its accounts could do for it.
///
/// # Errors
/// There is none, or something refers to it.
pub async fn delete(change: &Change, id: i64) -> Result<()> {
    unit_account::Entity::delete_many().filter(unit_account::Column::UnitId.eq(id)).exec(change.on()).await?;
    let deleted = unit::Entity::delete_many()
        .filter(unit::Column::Id.eq(id))
        .filter(unit::Column::CommitteeId.eq(change.acting().committee))
        .exec(change.on())
        .await;
    found(unless_used(deleted, "unit-in-use")?.rows_affected)
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
