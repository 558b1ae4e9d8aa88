//! The text of minutes and of news releases.

use serde::{Deserialize, Serialize};

use crate::draft::{Field, Shape};
use crate::named;

named! {
    /// What a text is.
    pub enum Kind {
        Minutes = "minutes",
        Release = "release",
    }
}

/// What is written of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub text: String,
}

/// The longest text, in characters.
pub const LONGEST: usize = 200_000;

pub const FIELDS: &[Field] =
    &[Field { name: "text", shape: Shape::Paragraphs, most: LONGEST, lacks: Some("minutes-empty") }];

/// A text of a sitting. `version` counts its changes; `changed_by` is the name of who made the last one. `former` stood
/// there before it was drafted anew. `fixed_at` and `fixed_by` tell since when it cannot be changed, and by whom: minutes
/// are confirmed, a release is published.
pub mod text {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use super::Kind;
    use crate::clock::Instant;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "sitting_text")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub sitting_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: Kind,
        pub text: String,
        pub former: Option<String>,
        pub version: i64,
        pub changed_at: Instant,
        pub changed_by: String,
        pub fixed_at: Option<Instant>,
        pub fixed_by: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub use text::Model as Text;
