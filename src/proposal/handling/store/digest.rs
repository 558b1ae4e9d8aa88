//! The SQL of the digest: on which day it was mailed last, and who is to evaluate answers.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect, Set};

use crate::clock::Day;
use crate::error::Result;
use crate::ledger::Change;
use crate::member;
use crate::proposal::handling::model::digest;
use crate::proposal::model::proposal;
use crate::proposal::rules::State;

/// The last day on which a committee's digest was mailed.
///
/// # Errors
/// The database does not answer.
pub async fn last(on: &impl ConnectionTrait, committee: i64) -> Result<Option<Day>> {
    Ok(digest::Entity::find_by_id(committee).one(on).await?.map(|row| row.day))
}

/// Notes that it is mailed on a day.
///
/// # Errors
/// The database does not answer.
pub async fn mailed(change: &Change, day: Day) -> Result<()> {
    let row = digest::ActiveModel { committee_id: Set(change.acting().committee), day: Set(day) };
    let again = OnConflict::column(digest::Column::CommitteeId).update_column(digest::Column::Day).to_owned();
    digest::Entity::insert(row).on_conflict(again).exec_without_returning(change.on()).await?;
    Ok(())
}

/// How many answers each account is to evaluate: that of the first proposer, or where he has none the writer's.
///
/// # Errors
/// The database does not answer.
pub async fn to_evaluate(on: &impl ConnectionTrait, committee: i64) -> Result<BTreeMap<i64, usize>> {
    let answered: Vec<(Option<i64>, Option<i64>)> = proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::AccountId, proposal::Column::FirstId])
        .filter(proposal::Column::CommitteeId.eq(committee))
        .filter(proposal::Column::State.eq(State::Answered))
        .into_tuple()
        .all(on)
        .await?;
    let members: Vec<_> = answered.iter().filter_map(|(_, first)| *first).collect();
    let accounts: BTreeMap<_, _> = member::store::accounts(on, &members).await?.into_iter().collect();
    let mut all = BTreeMap::new();
    for (writer, first) in answered {
        let leads = first.and_then(|first| accounts.get(&first).copied());
        if let Some(account) = leads.or(writer) {
            *all.entry(account).or_insert(0) += 1;
        }
    }
    Ok(all)
}
