//! The papers of an item, each in versions, and who has read them; an item as the office writes it. The item itself
//! stands with the sitting.

use serde::{Deserialize, Serialize};

use crate::attachment::Kept;
use crate::meeting::article::Disposition;

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

    use crate::attachment::Media;
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
        pub media: Option<Media>,
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

/// An item that was removed, under the key that it had. `draft` is a [`Draft`] as JSON.
pub mod removed {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "item_removed")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i64,
        pub sitting_id: i64,
        pub position: i64,
        pub late: bool,
        pub draft: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub use paper::Model as Paper;
pub use receipt::Model as Receipt;
pub use version::Model as Version;

/// An item as the office writes it. `documents` are those entered by hand and the titles of its papers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub disposition: Disposition,
    pub subject: String,
    pub documents: Vec<String>,
    pub approved_by: Option<String>,
    pub reporter: Option<String>,
    pub minutes: Option<i64>,
}

/// What a version of a paper holds: text, or a file, or both.
#[derive(Clone, Debug, Default)]
pub struct Content {
    pub body: Option<String>,
    pub file: Option<Kept>,
}
