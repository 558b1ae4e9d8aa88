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
}
