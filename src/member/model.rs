//! Members as they are stored, and a member's whole record as forms, tables and rules speak of it.

mod column;

use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};

use crate::clock::Day;
use crate::committee::model::{Sector, SpecialCommittee, Term};
use crate::kind::Kind;

pub use column::Column;

/// A member.
pub const MEMBER: Kind = Kind { name: "member", table: "member", address: "members", paged: true };

pub mod member {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "member")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub committee_id: i64,
        pub version: i64,
        pub name: String,
        pub sort_key: String,
        pub letters: String,
        pub party: Option<String>,
        pub employer: Option<String>,
        pub phone: Option<String>,
        pub account_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod seat {
    use sea_orm::entity::prelude::*;

    use crate::clock::Day;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "seat")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub member_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub term_id: i64,
        pub sector_id: i64,
        pub begins: Day,
        pub ends: Option<Day>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(belongs_to = "super::member::Entity", from = "Column::MemberId", to = "super::member::Column::Id")]
        Member,
    }

    impl Related<super::member::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Member.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod post {
    use sea_orm::entity::prelude::*;

    use crate::clock::Day;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "post")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub member_id: i64,
        pub term_id: i64,
        pub name: String,
        pub special_committee_id: Option<i64>,
        pub begins: Day,
        pub ends: Option<Day>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod before {
    use sea_orm::entity::prelude::*;

    /// `record` is a [`super::Person`] as JSON, and absent where there was no such member before.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "member_before")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub member_id: i64,
        pub version: i64,
        pub record: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// All that the record says of a member: who they are, and the seats they have held, the latest term first.
/// An empty text is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    pub party: Option<String>,
    /// Where they work and as what (工作单位及职务).
    pub employer: Option<String>,
    pub phone: Option<String>,
    pub seats: Vec<Seat>,
}

/// A seat in one term. `term` and `sector` are keys of the committee's own lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub term: i64,
    pub sector: i64,
    pub begins: Day,
    /// The day on which it ended early; absent where it lasts as long as the term.
    pub ends: Option<Day>,
    pub posts: Vec<Post>,
}

/// A post held with a seat, in the committee itself or in a special committee (by its key).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Post {
    pub begins: Day,
    pub special: Option<i64>,
    pub name: String,
    pub ends: Option<Day>,
}

impl Post {
    /// Whether it is held on a day, as long as its seat is.
    #[must_use]
    pub fn held_on(&self, day: Day) -> bool {
        self.begins <= day && self.ends.is_none_or(|ends| ends >= day)
    }
}

/// The day of a term that its roster tells of: today, or the day of the term that is nearest to it.
#[must_use]
pub fn told_day(term: &Term, today: Day) -> Day {
    term.ends.map_or(today, |ends| ends.min(today)).max(term.begins)
}

/// A member's record with its key and its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub id: i64,
    pub version: i64,
    pub person: Person,
}

/// A member of a given name, with what tells namesakes apart.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Namesake {
    pub id: i64,
    pub name: String,
    pub employer: Option<String>,
}

/// A member as others name and reach them.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Known {
    pub id: i64,
    pub name: String,
    pub phone: Option<String>,
    pub account_id: Option<i64>,
}

/// The committee's own lists, by which a record is read and judged. Terms stand the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    pub terms: Vec<Term>,
    pub sectors: Vec<Sector>,
    pub specials: Vec<SpecialCommittee>,
}

impl Lists {
    #[must_use]
    pub fn term(&self, id: i64) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id)
    }

    /// The current term: the latest that has begun by today, or the first of all while none has.
    #[must_use]
    pub fn current(&self, today: Day) -> Option<&Term> {
        self.terms.iter().find(|term| term.begins <= today).or_else(|| self.terms.last())
    }

    /// The last day of a seat, where it is known: the day on which it ended early, or that of its term.
    #[must_use]
    pub fn last_day(&self, seat: &Seat) -> Option<Day> {
        seat.ends.or_else(|| self.term(seat.term)?.ends)
    }

    #[must_use]
    pub fn term_number(&self, number: i64) -> Option<&Term> {
        self.terms.iter().find(|term| term.number == number)
    }

    /// The number (届) of a term; 0 for one that is not of this committee.
    #[must_use]
    pub fn number(&self, term: i64) -> i64 {
        self.term(term).map_or(0, |term| term.number)
    }

    /// The name of a sector; empty for one that is not of this committee.
    #[must_use]
    pub fn sector(&self, id: i64) -> &str {
        self.sectors.iter().find(|sector| sector.id == id).map_or("", |sector| &sector.name)
    }

    /// The name of a special committee; empty for one that is not of this committee.
    #[must_use]
    pub fn special(&self, id: i64) -> &str {
        self.specials.iter().find(|special| special.id == id).map_or("", |special| &special.name)
    }

    /// A post's full title: 提案委员会副主任, 常务委员.
    #[must_use]
    pub fn title(&self, post: &Post) -> String {
        post.special.map_or("", |id| self.special(id)).to_owned() + &post.name
    }
}
