//! The papers of an item, each in versions, and who has read them. The item itself stands with the sitting.

/// A paper of an item.
pub mod paper {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "paper")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub sitting_id: i64,
        pub item_id: i64,
        pub position: i64,
        pub title: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One version of a paper, counted from 1: text, or a file known by the SHA-256 of its content (hex), or both.
pub mod version {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::clock::Instant;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "paper_version")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub paper_id: i64,
        pub number: i64,
        pub added_at: Instant,
        pub body: Option<String>,
        pub file_name: Option<String>,
        pub media: Option<String>,
        pub size: Option<i64>,
        pub digest: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// That a member has read a paper, up to the version `number`.
pub mod receipt {
    use sea_orm::entity::prelude::*;

    use crate::clock::Instant;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "paper_receipt")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub paper_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub member_id: i64,
        pub number: i64,
        pub at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub use paper::Model as Paper;
pub use receipt::Model as Receipt;
pub use version::Model as Version;
