//! What units do for a proposal: assignments, contacts, replies.

/// What a unit has to do for a proposal.
pub mod assignment {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::clock::{Day, Instant};
    use crate::proposal::handling::rules::{Part, State};

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "assignment")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub committee_id: i64,
        pub proposal_id: i64,
        pub unit_id: i64,
        pub part: Part,
        pub state: State,
        pub round: i64,
        pub version: i64,
        pub offered_at: Instant,
        pub accept_by: Day,
        pub accepted_at: Option<Instant>,
        pub due: Day,
        pub asked_until: Option<Day>,
        pub asked_reason: Option<String>,
        pub asked_unit: Option<String>,
        pub told: Option<String>,
        pub contact: Option<String>,
        pub phone: Option<String>,
        pub extended: bool,
        pub opinion: Option<String>,
        pub signed_at: Option<Instant>,
        pub ended_at: Option<Instant>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How and when the proposer was heard.
pub mod contact {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::clock::{Day, Instant};
    use crate::proposal::model::Way;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "proposal_contact")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub assignment_id: i64,
        pub round: i64,
        pub day: Day,
        pub way: Way,
        pub person: String,
        pub note: String,
        pub at: Instant,
        pub by: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The reply of a unit in one round: what is done, what is planned by when, what is not taken up and why.
pub mod reply {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::clock::{Day, Instant};

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "proposal_reply")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub assignment_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub round: i64,
        pub class_id: Option<i64>,
        pub done: String,
        pub planned: String,
        pub planned_by: Option<Day>,
        pub refused: String,
        pub body: String,
        pub number: String,
        pub signatory: String,
        pub contact: String,
        pub phone: String,
        pub version: i64,
        pub changed_at: Instant,
        pub sent_back: Option<String>,
        pub sent_at: Option<Instant>,
        pub kept_at: Option<Instant>,
        pub kept_how: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub use assignment::Model as Assignment;
pub use contact::Model as Contact;
pub use reply::Model as Reply;
