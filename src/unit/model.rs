//! Units and the accounts that act for them.

use crate::kind::Kind;
use crate::named;

/// A unit.
pub const UNIT: Kind = Kind { name: "unit", table: "unit", address: "units", paged: true };

named! {
    /// Which line of authority a unit belongs to (党委、政府、人大、政协、法院、检察院).
    pub enum Line {
        Party = "party",
        Government = "government",
        Congress = "congress",
        Committee = "committee",
        Court = "court",
        Procuratorate = "procuratorate",
        Other = "other",
    }
}

/// A unit that is asked to do something, such as to answer proposals (承办单位). A closed one is asked no more.
pub mod unit {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;
    use utoipa::ToSchema;

    use super::Line;

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

pub use unit::Model as Unit;
