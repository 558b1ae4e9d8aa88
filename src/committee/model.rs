//! Terms, sectors and special committees.

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

pub use sector::Model as Sector;
pub use special_committee::Model as SpecialCommittee;
pub use term::Model as Term;
