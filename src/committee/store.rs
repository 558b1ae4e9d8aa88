//! All SQL of terms, sectors and special committees.

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

use super::model::{Sector, SpecialCommittee, Term, sector, special_committee, term};
use crate::clock::Day;
use crate::error::Result;
use crate::ledger::Change;

/// The terms, the latest first.
///
/// # Errors
/// The database does not answer.
pub async fn terms(on: &impl ConnectionTrait, committee: i64) -> Result<Vec<Term>> {
    Ok(term::Entity::find()
        .filter(term::Column::CommitteeId.eq(committee))
        .order_by_desc(term::Column::Number)
        .all(on)
        .await?)
}

/// The sectors, in the order of their founding.
///
/// # Errors
/// The database does not answer.
pub async fn sectors(on: &impl ConnectionTrait, committee: i64) -> Result<Vec<Sector>> {
    Ok(sector::Entity::find()
        .filter(sector::Column::CommitteeId.eq(committee))
        .order_by_asc(sector::Column::Id)
        .all(on)
        .await?)
}

/// The special committees, in the order of their founding.
///
/// # Errors
/// The database does not answer.
pub async fn special_committees(on: &impl ConnectionTrait, committee: i64) -> Result<Vec<SpecialCommittee>> {
    Ok(special_committee::Entity::find()
        .filter(special_committee::Column::CommitteeId.eq(committee))
        .order_by_asc(special_committee::Column::Id)
        .all(on)
        .await?)
}

/// # Errors
/// The term is there already, or the database does not answer.
pub async fn add_term(change: &Change, number: i64, begins: Day, ends: Option<Day>) -> Result<Term> {
    let row = term::ActiveModel {
        committee_id: Set(change.acting().committee),
        number: Set(number),
        begins: Set(begins),
        ends: Set(ends),
        ..Default::default()
    };
    Ok(row.insert(change.on()).await?)
}

/// # Errors
/// The sector is there already, or the database does not answer.
pub async fn add_sector(change: &Change, name: &str) -> Result<Sector> {
    let committee_id = Set(change.acting().committee);
    let row = sector::ActiveModel { committee_id, name: Set(name.to_owned()), ..Default::default() };
    Ok(row.insert(change.on()).await?)
}

/// # Errors
/// The special committee is there already, or the database does not answer.
pub async fn add_special_committee(change: &Change, name: &str) -> Result<SpecialCommittee> {
    let committee_id = Set(change.acting().committee);
    let row = special_committee::ActiveModel { committee_id, name: Set(name.to_owned()), ..Default::default() };
    Ok(row.insert(change.on()).await?)
}
