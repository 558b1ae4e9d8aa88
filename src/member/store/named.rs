//! Members by the names that people write.

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use super::super::model::{Namesake, member};
use super::super::rules::bare;
use crate::clock::Day;
use crate::db::says;
use crate::error::{Refusal, Result};
use crate::text;

/// The members of this very name, or of the name that stands in it beside a title.
pub async fn find_by_name(on: &impl ConnectionTrait, committee: i64, name: &str) -> Result<Vec<Namesake>> {
    Ok(member::Entity::find()
        .select_only()
        .columns([member::Column::Id, member::Column::Name, member::Column::Employer])
        .filter(member::Column::CommitteeId.eq(committee))
        .filter(member::Column::Name.is_in([text::name(name), bare(name)]))
        .order_by_asc(member::Column::Id)
        .into_model()
        .all(on)
        .await?)
}

/// The key of the only member of this name, or of the one with this key, where several have one name.
///
/// # Errors
/// There is none, there are several.
pub async fn named(on: &impl ConnectionTrait, committee: i64, text: &str) -> Result<i64> {
    if let Ok(id) = text.parse() {
        let known = super::name_of(on, committee, id).await?;
        return Ok(known.map(|_| id).ok_or_else(|| no_such(text))?);
    }
    let found = find_by_name(on, committee, text).await?;
    if let [one] = found.as_slice() {
        return Ok(one.id);
    }
    if found.is_empty() {
        return Err(no_such(text).into());
    }
    let told = found.iter().map(|one| format!("{} {}", one.id, one.employer.as_deref().unwrap_or_default()));
    let keys = told.collect::<Vec<_>>().join("；");
    Err(Refusal::new("member-namesakes").with("name", text).with("keys", keys).into())
}

/// The members whose names hold a text, no more than `most`.
pub async fn called(on: &impl ConnectionTrait, committee: i64, text: &str, most: u64) -> Result<Vec<i64>> {
    let found = member::Entity::find().select_only().column(member::Column::Id);
    let found = found.filter(member::Column::CommitteeId.eq(committee));
    let holding = says(on.get_database_backend(), member::Column::Name.into_expr(), text);
    Ok(found.filter(holding).limit(most).into_tuple().all(on).await?)
}

/// There is no such member.
#[must_use]
pub fn no_such(text: &str) -> Refusal {
    Refusal::new("member-no-such-member").with("name", text)
}

/// Whether a member holds a seat on a day.
pub async fn serves(on: &impl ConnectionTrait, committee: i64, id: i64, day: Day) -> Result<bool> {
    let seated = super::seated(member::Column::Id.into_expr(), Expr::value(day));
    let held = member::Entity::find_by_id(id).filter(member::Column::CommitteeId.eq(committee)).filter(seated);
    Ok(held.count(on).await? > 0)
}
