//! Polls, their candidates, who may vote, and the box of a secret one.

use super::rules::Standing;
use crate::meeting::rules::State as Sitting;

/// A poll. `seats` is how many candidates may be chosen; 1 for a question. `version` counts the changes made while it is
/// prepared. `members` and `present` are counted when it opens; `ballots`, `yes`, `no`, `abstain` and `passed` when it
/// closes (for an election `ballots` alone). Where hands are counted, the clerk may enter the numbers before that.
/// `reason` is why it was annulled. The numbers are for [`crate::meeting::poll::rules::Tally`] to tell.
pub mod poll {
    use sea_orm::entity::prelude::*;

    use crate::clock::Instant;
    use crate::meeting::poll::rules::{Kind, Method, State};
    use crate::meeting::rules::{Base, Share};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "poll")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub sitting_id: i64,
        pub item_id: Option<i64>,
        pub title: String,
        pub kind: Kind,
        pub method: Method,
        pub base: Base,
        pub majority: Share,
        pub seats: i64,
        pub state: State,
        pub version: i64,
        pub members: Option<i64>,
        pub present: Option<i64>,
        pub ballots: Option<i64>,
        pub yes: Option<i64>,
        pub no: Option<i64>,
        pub abstain: Option<i64>,
        pub passed: Option<bool>,
        pub reason: Option<String>,
        pub opened_at: Option<Instant>,
        pub closed_at: Option<Instant>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A candidate of an election, counted from 1.
pub mod candidate {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "poll_candidate")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub poll_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub name: String,
        pub votes: Option<i64>,
        pub elected: Option<bool>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One who may vote, fixed when the poll opens. `choice` stands here only where votes are named.
pub mod voter {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "poll_voter")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub poll_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub called_id: i64,
        pub voted: bool,
        pub choice: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The box of an open secret poll: how often each choice was made; all choices have their row from the beginning.
/// Emptied when the poll closes.
pub mod ballot_box {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "poll_box")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub poll_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub choice: String,
        pub votes: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub use candidate::Model as Candidate;
pub use poll::Model as Poll;
pub use voter::Model as Voter;

impl Poll {
    /// What the rules look at, while its sitting stands so.
    #[must_use]
    pub const fn standing(&self, sitting: Sitting) -> Standing {
        Standing { state: self.state, method: self.method, sitting }
    }
}
