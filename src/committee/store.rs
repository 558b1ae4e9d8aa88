//! All SQL of what a committee sets: terms, sectors and special committees here, the rest beside.

mod choice;
mod digest;
mod holiday;
mod session;

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, ExprTrait, Query};
use sea_orm::{QueryOrder, QuerySelect, Set};

use super::model::{Body, Called, Sector, SpecialCommittee, Term, sector, special_committee, term};
use crate::clock::Day;
use crate::db::{found, unless_used};
use crate::error::Result;
use crate::ledger::Change;

pub use choice::*;
pub use digest::*;
pub use holiday::*;
pub use session::*;

/// The terms, the latest first.
pub async fn terms(on: &impl ConnectionTrait, committee: i64) -> Result<Vec<Term>> {
    Ok(term::Entity::find()
        .filter(term::Column::CommitteeId.eq(committee))
        .order_by_desc(term::Column::Number)
        .all(on)
        .await?)
}

/// The number of the latest term of each committee that has one.
pub async fn latest_terms(on: &impl ConnectionTrait) -> Result<HashMap<i64, i64>> {
    let latest = term::Entity::find()
        .select_only()
        .column(term::Column::CommitteeId)
        .column_as(term::Column::Number.max(), "number")
        .group_by(term::Column::CommitteeId)
        .into_tuple::<(i64, i64)>()
        .all(on)
        .await?;
    Ok(latest.into_iter().collect())
}

/// The sectors, in the order of their founding.
pub async fn sectors(on: &impl ConnectionTrait, committee: i64) -> Result<Vec<Sector>> {
    Ok(sector::Entity::find()
        .filter(sector::Column::CommitteeId.eq(committee))
        .order_by_asc(sector::Column::Id)
        .all(on)
        .await?)
}

/// The special committees, in the order of their founding.
pub async fn special_committees(on: &impl ConnectionTrait, committee: i64) -> Result<Vec<SpecialCommittee>> {
    Ok(special_committee::Entity::find()
        .filter(special_committee::Column::CommitteeId.eq(committee))
        .order_by_asc(special_committee::Column::Id)
        .all(on)
        .await?)
}

/// # Errors
/// The term is there already.
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
/// The sector is there already.
pub async fn add_sector(change: &Change, name: &str) -> Result<Sector> {
    let committee_id = Set(change.acting().committee);
    let row = sector::ActiveModel { committee_id, name: Set(name.to_owned()), ..Default::default() };
    Ok(row.insert(change.on()).await?)
}

/// # Errors
/// The special committee is there already.
pub async fn add_special_committee(change: &Change, name: &str) -> Result<SpecialCommittee> {
    let committee_id = Set(change.acting().committee);
    let row = special_committee::ActiveModel { committee_id, name: Set(name.to_owned()), ..Default::default() };
    Ok(row.insert(change.on()).await?)
}

/// The sectors, or the special committees, by number and name.
pub async fn called(on: &impl ConnectionTrait, committee: i64, body: Body) -> Result<Vec<Called>> {
    Ok(match body {
        Body::Sector => {
            sectors(on, committee).await?.into_iter().map(|Sector { id, name, .. }| Called { id, name }).collect()
        }
        Body::SpecialCommittee => special_committees(on, committee)
            .await?
            .into_iter()
            .map(|SpecialCommittee { id, name, .. }| Called { id, name })
            .collect(),
    })
}

/// Adds a sector or a special committee; gives its number.
///
/// # Errors
/// It is there already.
pub async fn add(change: &Change, body: Body, name: &str) -> Result<i64> {
    Ok(match body {
        Body::Sector => add_sector(change, name).await?.id,
        Body::SpecialCommittee => add_special_committee(change, name).await?.id,
    })
}

/// Gives a sector or a special committee another name.
///
/// # Errors
/// It is not there, the name is taken.
pub async fn rename(change: &Change, body: Body, id: i64, name: &str) -> Result<()> {
    let statement = Query::update()
        .table(Alias::new(body.name()))
        .value(Alias::new("name"), name)
        .and_where(Expr::col(Alias::new("id")).eq(id))
        .and_where(Expr::col(Alias::new("committee_id")).eq(change.acting().committee))
        .to_owned();
    found(change.on().execute(&statement).await?.rows_affected())
}

/// Deletes a sector or a special committee to which nothing belongs.
///
/// # Errors
/// It is not there, something belongs to it.
pub async fn delete(change: &Change, body: Body, id: i64) -> Result<()> {
    let statement = Query::delete()
        .from_table(Alias::new(body.name()))
        .and_where(Expr::col(Alias::new("id")).eq(id))
        .and_where(Expr::col(Alias::new("committee_id")).eq(change.acting().committee))
        .to_owned();
    found(unless_used(change.on().execute(&statement).await, "committee-in-use")?.rows_affected())
}

/// Changes the number and the days of a term.
///
/// # Errors
/// It is not there, the number is taken.
pub async fn change_term(change: &Change, to: &Term) -> Result<()> {
    let changed = term::Entity::update_many()
        .col_expr(term::Column::Number, Expr::value(to.number))
        .col_expr(term::Column::Begins, Expr::value(to.begins))
        .col_expr(term::Column::Ends, Expr::value(to.ends))
        .filter(term::Column::Id.eq(to.id))
        .filter(term::Column::CommitteeId.eq(change.acting().committee))
        .exec(change.on())
        .await?;
    found(changed.rows_affected)
}

/// Deletes a term in which nobody has a seat.
///
/// # Errors
/// It is not there, somebody has a seat.
pub async fn delete_term(change: &Change, id: i64) -> Result<()> {
    let deleted = term::Entity::delete_many()
        .filter(term::Column::Id.eq(id))
        .filter(term::Column::CommitteeId.eq(change.acting().committee))
        .exec(change.on())
        .await;
    found(unless_used(deleted, "committee-in-use")?.rows_affected)
}
