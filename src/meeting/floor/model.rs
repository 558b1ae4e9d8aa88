//! Requests to speak. `minutes` is the time allotted.

pub mod speaker {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::clock::Instant;
    use crate::meeting::floor::rules::State;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "speaker")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub sitting_id: i64,
        pub item_id: Option<i64>,
        pub called_id: i64,
        pub state: State,
        pub asked_at: Instant,
        pub minutes: Option<i64>,
        pub began_at: Option<Instant>,
        pub ended_at: Option<Instant>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub use speaker::Model as Speaker;
