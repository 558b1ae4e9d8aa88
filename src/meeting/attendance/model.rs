//! The people called to a sitting, and the groups of a plenary.

/// Someone called to a sitting: `member_id` where it is a member, `posts` as they stood when they were called.
pub mod called {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::clock::Instant;
    use crate::meeting::attendance::rules::{LeaveKind, Reply, SignIn, Standing};
    use crate::meeting::model::Lines;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "called")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub sitting_id: i64,
        pub position: i64,
        pub member_id: Option<i64>,
        pub name: String,
        pub posts: Lines,
        pub standing: Standing,
        pub group_id: Option<i64>,
        pub reply: Reply,
        /// What they had answered before they came.
        pub reply_before: Option<Reply>,
        pub leave_kind: Option<LeaveKind>,
        pub leave_reason: Option<String>,
        /// When the notice was read.
        pub read_at: Option<Instant>,
        pub came_at: Option<Instant>,
        pub came_by: Option<SignIn>,
        pub left_at: Option<Instant>,
        /// Why the office put them on the list or took them off it; none: they are called by the rules.
        pub reason: Option<String>,
        /// What they had answered before they were asked again.
        pub answered: Option<Reply>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A group (小组) of a plenary and the member who convenes it.
pub mod group {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "sitting_group")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub sitting_id: i64,
        pub position: i64,
        pub name: String,
        pub convener_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What the rotating sign-in code of a sitting is made with (base64url). It is never shown.
pub mod key {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, PartialEq, Eq, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "sitting_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub sitting_id: i64,
        pub secret: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub use called::Model as Called;
pub use group::Model as Group;

use super::rules::{Place, Standing, There};

/// Someone to be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    pub member: Option<i64>,
    pub name: String,
    pub posts: Vec<String>,
    pub standing: Standing,
    pub group: Option<i64>,
}

impl Called {
    /// Called still, signed in and not gone.
    #[must_use]
    pub const fn present(&self) -> bool {
        !self.out() && matches!(self.place().there, There::Present)
    }

    /// On the list, and neither counted nor asked for anything.
    #[must_use]
    pub const fn out(&self) -> bool {
        matches!(self.standing, Standing::Out)
    }

    /// How they stand, for the rules.
    #[must_use]
    pub const fn place(&self) -> Place {
        let there = match (self.came_at, self.left_at) {
            (None, _) => There::NotYet,
            (Some(_), None) => There::Present,
            (Some(_), Some(_)) => There::Left,
        };
        Place { reply: self.reply, before: self.reply_before, there, read: self.read_at.is_some(), out: self.out() }
    }
}
