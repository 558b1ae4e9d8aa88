//! What a committee sets for its proposals: sessions, the rule, lists, holidays, units.

/// A session (次会议) of a term: what is handed in within its days goes before its plenary. See [`crate::proposal::rules::days::session`].
pub mod session {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;
    use utoipa::ToSchema;

    use crate::clock::Day;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel, ToSchema)]
    #[sea_orm(table_name = "proposal_session")]
    #[schema(as = Session)]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub committee_id: i64,
        pub term: i64,
        pub number: i64,
        pub begins: Day,
        pub ends: Day,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

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
        pub publication: Publication,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One of a list to choose from. A closed one is chosen no more.
pub mod choice {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;
    use utoipa::ToSchema;

    use crate::proposal::model::List;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel, ToSchema)]
    #[sea_orm(table_name = "proposal_choice")]
    #[schema(as = Choice)]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub committee_id: i64,
        pub kind: List,
        pub position: i64,
        pub name: String,
        pub meaning: String,
        pub promise: bool,
        pub closed: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A day on which the week is not kept.
pub mod holiday {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::clock::Day;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "holiday")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub committee_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub day: Day,
        pub worked: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A unit that answers proposals (承办单位).
pub mod unit {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;
    use utoipa::ToSchema;

    use crate::proposal::model::Line;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel, ToSchema)]
    #[sea_orm(table_name = "unit")]
    #[schema(as = Unit)]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub committee_id: i64,
        pub name: String,
        pub line: Line,
        pub closed: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An account that acts for a unit.
pub mod unit_account {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "unit_account")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub unit_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
