//! The rule of a committee's proposals.

use sea_orm::entity::prelude::*;

use crate::error::Result;
use crate::proposal::model::{Publication, Rule, rule};

/// What holds in a committee that has set nothing: what most counties do (`domain.md` 1.1–1.5).
#[must_use]
pub fn usual(committee: i64) -> Rule {
    Rule {
        committee_id: committee,
        steps: "初审\n复审".to_owned(),
        cosigners: 1,
        accept_days: 5,
        opinion_months: 1,
        reply_months: 3,
        extension_months: 1,
        evaluation_days: 30,
        soon_days: 10,
        contact: true,
        merged: true,
        roll: true,
        publication: Publication::Chosen,
        version: 0,
    }
}

/// The rule of a committee, or the usual one.
///
/// # Errors
/// The database does not answer.
pub async fn rule(on: &impl ConnectionTrait, committee: i64) -> Result<Rule> {
    Ok(rule::Entity::find_by_id(committee).one(on).await?.unwrap_or_else(|| usual(committee)))
}

impl Rule {
    /// The steps of the review, in their order.
    #[must_use]
    pub fn steps(&self) -> Vec<&str> {
        self.steps.lines().filter(|step| !step.is_empty()).collect()
    }
}
