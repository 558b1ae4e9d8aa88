//! Seats on a day, for statements about things that only those who hold one may do.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, Func, Query};

use crate::committee::model::term;
use crate::member::model::seat;

/// That a member holds a seat on a day; both are expressions of the statement around it. A seat lasts to the day on
/// which it ended early, or else to the last of its term.
#[must_use]
pub fn seated(member: Expr, day: Expr) -> Expr {
    let ends = [seat::Column::Ends.into_expr(), term::Column::Ends.into_expr()];
    let last = Expr::from(Func::coalesce(ends));
    let held = Query::select()
        .column((seat::Entity, seat::Column::MemberId))
        .from(seat::Entity)
        .inner_join(term::Entity, seat::Column::TermId.into_expr().equals((term::Entity, term::Column::Id)))
        .and_where(seat::Column::MemberId.into_expr().eq(member))
        .and_where(seat::Column::Begins.into_expr().lte(day.clone()))
        .and_where(last.clone().is_null().or(last.gte(day)))
        .to_owned();
    Expr::exists(held)
}
