//! The rule of a committee's proposals.

use sea_orm::entity::prelude::*;

use crate::error::Result;
use crate::proposal::model::{Rule, rule};

/// The rule of a committee, or the usual one.
pub async fn rule(on: &impl ConnectionTrait, committee: i64) -> Result<Rule> {
    Ok(rule::Entity::find_by_id(committee).one(on).await?.unwrap_or_else(|| Rule::usual(committee)))
}
