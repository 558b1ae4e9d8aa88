//! The SQL that sets the rule.

use sea_orm::entity::prelude::*;

use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::proposal::model::{Rule, rule};

/// Sets the rule, whose version is one more than that of the rule that holds.
pub async fn set_rule(change: &Change, rule: Rule) -> Result<()> {
    let (committee, version) = (rule.committee_id, rule.version);
    let row: rule::ActiveModel = rule.into();
    if version == 1 {
        rule::Entity::insert(row).exec_without_returning(change.on()).await?;
        return Ok(());
    }
    let updated = rule::Entity::update_many()
        .set(row.reset_all())
        .filter(rule::Column::CommitteeId.eq(committee))
        .filter(rule::Column::Version.eq(version - 1))
        .exec(change.on())
        .await?;
    if updated.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}
