//! All SQL of what sittings ask of somebody.

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use crate::error::Result;
use crate::meeting::attendance::model::{Called, called};
use crate::meeting::attendance::rules::Reply;
use crate::meeting::attendance::store as attendance;
use crate::meeting::model::{Sitting, sitting};
use crate::meeting::rules::State;

/// Those of these sittings to which a member is called.
pub async fn called_to(
    on: &impl ConnectionTrait,
    sittings: Vec<Sitting>,
    member: i64,
) -> Result<Vec<(Sitting, Called)>> {
    if sittings.is_empty() {
        return Ok(Vec::new());
    }
    let ids = sittings.iter().map(|sitting| sitting.id);
    let called = called::Entity::find()
        .filter(called::Column::MemberId.eq(member))
        .filter(attendance::counts())
        .filter(called::Column::SittingId.is_in(ids))
        .all(on)
        .await?;
    let own = |id: i64| called.iter().find(|called| called.sitting_id == id).cloned();
    Ok(sittings.into_iter().filter_map(|sitting| Some((own(sitting.id)?, sitting))).map(|(a, b)| (b, a)).collect())
}

/// The sittings of a committee that stand at one of these states, the next first.
pub async fn standing_at(on: &impl ConnectionTrait, committee: i64, states: &[State]) -> Result<Vec<Sitting>> {
    let sittings = sitting::Entity::find()
        .filter(sitting::Column::CommitteeId.eq(committee))
        .filter(sitting::Column::State.is_in(states.iter().copied()));
    Ok(sittings.order_by_asc(sitting::Column::BeginsAt).order_by_asc(sitting::Column::Id).all(on).await?)
}

/// Those of these sittings at which leave is asked and not decided, each with how often.
pub async fn leave_asked(on: &impl ConnectionTrait, sittings: Vec<Sitting>) -> Result<Vec<(Sitting, i64)>> {
    if sittings.is_empty() {
        return Ok(Vec::new());
    }
    let counted: Vec<(i64, i64)> = called::Entity::find()
        .select_only()
        .column(called::Column::SittingId)
        .column_as(called::Column::Id.count(), "n")
        .filter(called::Column::Reply.eq(Reply::LeaveAsked))
        .filter(attendance::counts())
        .filter(called::Column::SittingId.is_in(sittings.iter().map(|sitting| sitting.id)))
        .group_by(called::Column::SittingId)
        .into_tuple()
        .all(on)
        .await?;
    let asked = |id: i64| counted.iter().find(|(sitting, _)| *sitting == id).map(|(_, n)| *n);
    Ok(sittings.into_iter().filter_map(|sitting| asked(sitting.id).map(|n| (sitting, n))).collect())
}
