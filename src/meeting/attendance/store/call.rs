//! Calling a body to vote: the list made anew without disturbing those who are on it already.

use std::collections::HashMap;

use sea_orm::Set;
use sea_orm::entity::prelude::*;

use super::all;
use crate::error::Result;
use crate::ledger::Change;
use crate::meeting::attendance::model::{Called, Invited, called};
use crate::meeting::attendance::rules::Standing;
use crate::meeting::model::Lines;

/// Calls these people with a vote, in this order, in place of those who were called so before. Who was called already
/// keeps his place and his group; who sits in follows the others.
///
/// # Errors
/// The database does not answer.
pub async fn call_anew(change: &Change, sitting: i64, body: &[Invited]) -> Result<()> {
    let there = all(change.on(), sitting).await?;
    let by_member: HashMap<i64, &Called> = there.iter().filter_map(|one| Some((one.member_id?, one))).collect();
    let mut new = Vec::new();
    for (position, invited) in (1..).zip(body) {
        let Some(known) = invited.member.and_then(|member| by_member.get(&member)) else {
            new.push((position, invited));
            continue;
        };
        if (known.position, &known.posts.0, known.standing) != (position, &invited.posts, Standing::Voting) {
            let row = called::ActiveModel {
                position: Set(position),
                posts: Set(Lines(invited.posts.clone())),
                standing: Set(Standing::Voting),
                ..Default::default()
            };
            update(change, known.id, row).await?;
        }
    }
    let stays = |one: &Called| body.iter().any(|invited| invited.member.is_some() && invited.member == one.member_id);
    let gone = there.iter().filter(|one| one.standing == Standing::Voting && !stays(one)).map(|one| one.id);
    called::Entity::delete_many().filter(called::Column::Id.is_in(gone)).exec(change.on()).await?;
    let after = i64::try_from(body.len()).unwrap_or(i64::MAX);
    let sitting_in = there.iter().filter(|one| one.standing == Standing::SittingIn && !stays(one));
    for (one, position) in sitting_in.zip(after + 1..) {
        update(change, one.id, called::ActiveModel { position: Set(position), ..Default::default() }).await?;
    }
    for chunk in new.chunks(super::CHUNK) {
        let rows = chunk.iter().map(|(position, invited)| super::row(sitting, *position, invited));
        called::Entity::insert_many(rows).exec_without_returning(change.on()).await?;
    }
    Ok(())
}

async fn update(change: &Change, id: i64, row: called::ActiveModel) -> Result<()> {
    called::Entity::update_many().set(row).filter(called::Column::Id.eq(id)).exec(change.on()).await?;
    Ok(())
}
