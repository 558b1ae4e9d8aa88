//! What a committee sets for its proposals: the rule.

/// What a committee sets for its proposals. `steps` stand a line each; days are working days.
pub mod rule {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;
    use utoipa::ToSchema;

    use crate::proposal::model::Publication;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel, ToSchema)]
    #[sea_orm(table_name = "proposal_rule")]
    #[schema(as = Rule)]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub committee_id: i64,
        pub steps: String,
        pub cosigners: i64,
        pub accept_days: i64,
        pub opinion_months: i64,
        pub reply_months: i64,
        pub extension_months: i64,
        pub evaluation_days: i64,
        pub soon_days: i64,
        pub contact: bool,
        pub merged: bool,
        pub roll: bool,
        pub publication: Publication,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// What holds in a committee that has set nothing: what most counties do (`domain.md` 1.1–1.5).
        #[must_use]
        pub fn usual(committee: i64) -> Self {
            Self {
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

        /// The steps of the review, in their order.
        #[must_use]
        pub fn steps(&self) -> Vec<&str> {
            self.steps.lines().filter(|step| !step.is_empty()).collect()
        }
    }
}
