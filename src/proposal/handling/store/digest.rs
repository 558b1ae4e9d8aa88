//! The SQL of the digest: who is to evaluate answers.

use std::collections::BTreeMap;

use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

use crate::error::Result;
use crate::member;
use crate::proposal::model::proposal;
use crate::proposal::rules::State;

/// How many answers each account is to evaluate: that of the first proposer, or where they have none the writer's.
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
