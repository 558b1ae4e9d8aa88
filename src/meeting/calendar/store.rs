//! All SQL of the calendar: the sittings of a year, and those to which a member is called.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Query};
use sea_orm::{QueryOrder, QuerySelect};

use crate::account::Actor;
use crate::error::Result;
use crate::meeting::attendance::model::called;
use crate::meeting::attendance::store as attendance;
use crate::meeting::model::{Sitting, sitting};
use crate::meeting::rules::State;
use crate::meeting::store::seen_by;

/// The sittings of a year that an actor may see, by day and time. `member` is the member whose account they have: they
/// see what they are to preside at even while it is planned.
pub async fn of_year(
    on: &impl ConnectionTrait,
    committee: i64,
    actor: &Actor,
    member: Option<i64>,
    year: i16,
) -> Result<Vec<Sitting>> {
    let mut seen = Condition::any().add(seen_by(actor));
    if let Some(member) = member {
        let presides =
            Condition::all().add(sitting::Column::State.eq(State::Planned)).add(sitting::Column::ChairId.eq(member));
        seen = seen.add(presides);
    }
    Ok(sitting::Entity::find()
        .filter(sitting::Column::CommitteeId.eq(committee))
        .filter(sitting::Column::Date.starts_with(format!("{year:04}-")))
        .filter(seen)
        .order_by_asc(sitting::Column::Date)
        .order_by_asc(sitting::Column::BeginsAt)
        .order_by_asc(sitting::Column::Id)
        .all(on)
        .await?)
}

/// The sittings to which a member is called and of which they have been told, the latest first: at most this many.
pub async fn called_to(on: &impl ConnectionTrait, committee: i64, member: i64, most: u64) -> Result<Vec<Sitting>> {
    let called = Query::select()
        .column(called::Column::SittingId)
        .from(called::Entity)
        .and_where(called::Column::MemberId.eq(member))
        .and_where(attendance::counts())
        .to_owned();
    Ok(sitting::Entity::find()
        .filter(sitting::Column::CommitteeId.eq(committee))
        .filter(sitting::Column::Id.in_subquery(called))
        .filter(sitting::Column::State.ne(State::Planned))
        .filter(sitting::Column::NoticedAt.is_not_null())
        .order_by_desc(sitting::Column::BeginsAt)
        .order_by_desc(sitting::Column::Id)
        .limit(most)
        .all(on)
        .await?)
}
