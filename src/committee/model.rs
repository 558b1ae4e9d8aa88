//! Terms, sectors and special committees.

use super::rules::FitTerm;
use crate::kind::Kind;
use crate::named;

/// The committee itself, as the record of what is set for it knows it.
pub const COMMITTEE: Kind = Kind { name: "committee", table: "committee", address: "settings", paged: false };

pub mod term {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::clock::Day;

    /// A term (届) of the committee. `number` is the 届; `ends` is absent while it lasts.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "term")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub committee_id: i64,
        pub number: i64,
        pub begins: Day,
        pub ends: Option<Day>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod sector {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    /// A sector (界别) from which members come.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "sector")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub committee_id: i64,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod special_committee {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    /// A special committee (专门委员会).
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "special_committee")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub committee_id: i64,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

named! {
    /// What the members of a committee are divided into: known by name, kept alike.
    pub enum Body {
        Sector = "sector",
        SpecialCommittee = "special_committee",
    }
}

impl Term {
    /// What it is, in one text by which a later writer notices that it changed.
    #[must_use]
    pub fn mark(&self) -> String {
        FitTerm::from(self).mark()
    }

    /// Its last day; empty while it lasts.
    #[must_use]
    pub fn last_day(&self) -> String {
        self.ends.map(|ends| ends.to_string()).unwrap_or_default()
    }
}

/// A sector or a special committee, by number and name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Called {
    pub id: i64,
    pub name: String,
}

pub use sector::Model as Sector;
pub use special_committee::Model as SpecialCommittee;
pub use term::Model as Term;
