//! Calling a body to vote: the list made anew without disturbing those who are on it already, or whom the office put
//! on it or took off it.

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
/// keeps their answer and their group; whom the office added with a vote follows, then who sits in, then who is out.
pub async fn call_anew(change: &Change, sitting: i64, body: &[Invited]) -> Result<()> {
    let there = all(change.on(), sitting).await?;
    let by_member: HashMap<i64, &Called> = there.iter().filter_map(|one| Some((one.member_id?, one))).collect();
    let mut new = Vec::new();
    for (position, invited) in (1..).zip(body) {
        let Some(known) = invited.member.and_then(|member| by_member.get(&member)) else {
            new.push((position, invited));
            continue;
        };
        if known.out() && known.reason.is_some() {
            continue;
        }
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
    let by_rule = |one: &Called| one.standing != Standing::SittingIn && one.reason.is_none();
    let gone = there.iter().filter(|one| by_rule(one) && !stays(one)).map(|one| one.id);
    called::Entity::delete_many().filter(called::Column::Id.is_in(gone)).exec(change.on()).await?;
    let after = i64::try_from(body.len()).unwrap_or(i64::MAX);
    let mut others: Vec<_> = there.iter().filter(|one| !by_rule(one) && (one.out() || !stays(one))).collect();
    others.sort_by_key(|one| one.standing);
    for (one, position) in others.into_iter().zip(after + 1..) {
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
