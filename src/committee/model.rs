//! Terms with their sessions, sectors and special committees, holidays, and what stands in lists to choose from.

use crate::kind::Kind;
use crate::named;
use crate::words::Words;

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

/// A session (次会议) of a term. What is handed in from `begins` to `ends` goes before its plenary, what comes after it
/// and before the next is handed in between plenaries.
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

/// The last day on which everybody was mailed what is to be done.
pub mod digest {
    use sea_orm::entity::prelude::*;

    use crate::clock::Day;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "proposal_digest")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub committee_id: i64,
        pub day: Day,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What stands in a list to choose from, in its order. `kind` is the list's name. A closed one is chosen no more.
pub mod choice {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;
    use utoipa::ToSchema;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel, ToSchema)]
    #[sea_orm(table_name = "proposal_choice")]
    #[schema(as = Choice)]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub committee_id: i64,
        pub kind: String,
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

named! {
    /// What the members of a committee are divided into: known by name, kept alike.
    pub enum Body {
        Sector = "sector",
        SpecialCommittee = "special_committee",
    }
}

impl Term {
    /// Its last day; empty while it lasts.
    #[must_use]
    pub fn last_day(&self) -> String {
        self.ends.map(|ends| ends.to_string()).unwrap_or_default()
    }
}

impl Session {
    /// What it is called: 十届三次.
    #[must_use]
    pub fn name(&self, words: &Words) -> String {
        words.with("session-name", &[("term", self.term.into()), ("n", self.number.into())])
    }
}

/// A sector or a special committee, by number and name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Called {
    pub id: i64,
    pub name: String,
}

pub use choice::Model as Choice;
pub use sector::Model as Sector;
pub use session::Model as Session;
pub use special_committee::Model as SpecialCommittee;
pub use term::Model as Term;
