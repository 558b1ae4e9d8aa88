//! Who of those called counts: who is called to vote has a seat on the day of the sitting, whatever was so when the
//! notice went out.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, Query, SubQueryStatement};
use sea_orm::{Iterable, QuerySelect};

use crate::meeting::attendance::model::called;
use crate::meeting::attendance::rules::Standing;
use crate::meeting::model::sitting;
use crate::member;

/// That somebody called has a vote.
#[must_use]
pub fn votes() -> Expr {
    let day = Query::select()
        .column((sitting::Entity, sitting::Column::Date))
        .from(sitting::Entity)
        .and_where(sitting::Column::Id.into_expr().equals((called::Entity, called::Column::SittingId)))
        .to_owned();
    let day = Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(day)));
    let seated = member::store::seated(called::Column::MemberId.into_expr(), day);
    called::Column::Standing.eq(Standing::Voting).and(seated)
}

/// That somebody is called still, with a vote or to sit in.
#[must_use]
pub fn counts() -> Expr {
    called::Column::Standing.eq(Standing::SittingIn).or(votes())
}

/// Those called, each as they stand on the day of the sitting.
#[must_use]
pub fn standing() -> Select<called::Entity> {
    let plain = called::Column::iter().filter(|column| !matches!(column, called::Column::Standing));
    let stands = Expr::case(counts(), called::Column::Standing.into_expr()).finally(Standing::Out);
    called::Entity::find().select_only().columns(plain).expr_as(stands, "standing")
}
