//! A sitting as it is kept: its facts, items, people, speeches, and the article that it was read out of.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;
use sea_orm::sea_query::ValueTypeErr;
use serde::{Deserialize, Serialize};

use super::article::{self, Record};
use super::rules::{Standing, State};
use crate::clock::Instant;
use crate::kind::Kind;

/// A sitting. The record calls it by the name of its area.
pub const SITTING: Kind = Kind { name: "meeting", table: "sitting", address: "meetings", paged: true };

/// A short list of texts, kept as lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, DeriveValueType)]
#[sea_orm(value_type = "String")]
#[serde(transparent)]
pub struct Lines(pub Vec<String>);

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl FromStr for Lines {
    type Err = ValueTypeErr;
    fn from_str(text: &str) -> Result<Self, ValueTypeErr> {
        Ok(Self(text.lines().map(str::to_owned).collect()))
    }
}

/// A sitting. `body` is the committee as the article names it; `term` its 届, `session` the 次 of a plenary, `number`
/// the 次 of another sitting; `version` counts its changes. `date` is the day on which it begins. What follows `present`
/// is known of a sitting that is held here: `chair_id` is the member who presides; `quorum`, `base`, `majority` and
/// `polled` are the rules as they were when it was planned; `was_begins_at`, `was_ends_at` and `was_place` tell when and
/// where it was to be before it was last moved, since those who are called were told of it.
pub mod sitting {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::clock::{Day, Instant};
    use crate::meeting::article::Kind;
    use crate::meeting::rules::{Base, Share, State};

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "sitting")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub committee_id: i64,
        pub state: State,
        pub version: i64,
        pub body: Option<String>,
        pub kind: Kind,
        pub term: Option<i64>,
        pub session: Option<i64>,
        pub number: Option<i64>,
        pub date: Option<Day>,
        pub place: Option<String>,
        pub expected: Option<i64>,
        pub present: Option<i64>,
        pub parent_id: Option<i64>,
        pub name: Option<String>,
        pub group_id: Option<i64>,
        pub begins_at: Option<Instant>,
        pub ends_at: Option<Instant>,
        pub chair_id: Option<i64>,
        pub quorum: Option<Share>,
        pub base: Option<Base>,
        pub majority: Option<Share>,
        pub polled: Option<bool>,
        pub noticed_at: Option<Instant>,
        pub opened_at: Option<Instant>,
        pub closed_at: Option<Instant>,
        pub released: bool,
        pub was_begins_at: Option<Instant>,
        pub was_ends_at: Option<Instant>,
        pub was_place: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An item of the agenda and what came of it. `minutes` is the time allotted, `reporter` who reports; `passed` and
/// `decision` are what came of it once it is settled; `late` was put on after the notice; `version` counts the
/// changes of what is written of it.
pub mod item {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use super::Lines;
    use crate::clock::Instant;
    use crate::meeting::agenda::rules::State;
    use crate::meeting::article::Disposition;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "sitting_item")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub sitting_id: i64,
        pub position: i64,
        pub disposition: Disposition,
        pub subject: String,
        pub documents: Lines,
        pub approved_by: Option<String>,
        pub state: State,
        pub late: bool,
        pub reporter: Option<String>,
        pub minutes: Option<i64>,
        pub passed: Option<bool>,
        pub decision: Option<String>,
        pub began_at: Option<Instant>,
        pub ended_at: Option<Instant>,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Someone who was there, or was missed. `member_id` where the name is that of exactly one member.
pub mod person {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use super::Lines;
    use crate::meeting::article::Capacity;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "sitting_person")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub sitting_id: i64,
        pub position: i64,
        pub name: String,
        pub posts: Lines,
        pub capacity: Capacity,
        pub member_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who said something, in which paragraph of the article, counted from 1.
pub mod speech {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "sitting_speech")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub sitting_id: i64,
        pub position: i64,
        pub speaker: String,
        pub post: Option<String>,
        pub verb: String,
        pub paragraph: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The article as it came and as it was restored. `digest` is absent once its sitting is discarded.
pub mod source {
    use sea_orm::entity::prelude::*;

    use super::Lines;
    use crate::clock::Day;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "article")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub committee_id: i64,
        pub sitting_id: i64,
        pub digest: Option<String>,
        pub name: String,
        pub source: Option<String>,
        pub published: Option<Day>,
        pub reporters: Lines,
        pub encoding: String,
        pub original: String,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The rules that a committee has set for one kind of sitting.
pub mod rule {
    use sea_orm::entity::prelude::*;

    use super::Lines;
    use crate::meeting::article::Kind;
    use crate::meeting::rules::{Base, Rule, Share};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting_rule")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub committee_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: Kind,
        pub posts: Lines,
        pub leave_posts: Lines,
        pub quorum: Share,
        pub base: Base,
        pub majority: Share,
        pub polled: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl From<Model> for Rule {
        fn from(row: Model) -> Self {
            Self {
                posts: row.posts.0,
                leave_posts: row.leave_posts.0,
                quorum: row.quorum,
                base: row.base,
                majority: row.majority,
                polled: row.polled,
            }
        }
    }
}

pub use item::Model as Item;
pub use person::Model as Person;
pub use sitting::Model as Sitting;
pub use source::Model as Source;
pub use speech::Model as Speech;

impl Sitting {
    /// How it stands, for the rules.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        Standing { state: self.state, released: self.released, told: self.noticed_at.is_some() || !self.held() }
    }

    /// As the public knows it: where its minutes stand and by which rules it was held is not told.
    #[must_use]
    pub fn for_the_public(self) -> Self {
        Self {
            state: State::Published,
            version: 0,
            group_id: None,
            chair_id: None,
            quorum: None,
            base: None,
            majority: None,
            polled: None,
            noticed_at: None,
            opened_at: None,
            closed_at: None,
            was_begins_at: None,
            was_ends_at: None,
            was_place: None,
            ..self
        }
    }

    /// When and where it is.
    #[must_use]
    pub fn whereabouts(&self) -> (Option<Instant>, Option<Instant>, Option<&str>) {
        (self.begins_at, self.ends_at, self.place.as_deref())
    }

    /// Whether its time or its place is another than those who are called were told at first.
    #[must_use]
    pub const fn moved(&self) -> bool {
        self.was_begins_at.is_some() || self.was_place.is_some()
    }

    /// From when to when it is, where that is known.
    #[must_use]
    pub fn time(&self) -> Option<String> {
        span(self.begins_at, self.ends_at)
    }

    /// From when to when it was to be, where that was changed.
    #[must_use]
    pub fn was_time(&self) -> Option<String> {
        span(self.was_begins_at, self.was_ends_at)
    }

    /// Whether it is held here, and was not read out of the news.
    #[must_use]
    pub const fn held(&self) -> bool {
        !matches!(self.state, State::Recorded | State::Published | State::Discarded)
    }
}

/// `2024-03-05 14:00–16:00`: the end names its day where it is another.
fn span(begins: Option<Instant>, ends: Option<Instant>) -> Option<String> {
    let begins = begins?;
    Some(match ends {
        Some(ends) if ends.day() == begins.day() => format!("{}–{}", begins.minute(), ends.time()),
        Some(ends) => format!("{} – {}", begins.minute(), ends.minute()),
        None => begins.minute(),
    })
}

/// Everything that is kept of one sitting.
#[derive(Clone, Debug)]
pub struct Whole {
    pub sitting: Sitting,
    pub items: Vec<Item>,
    pub people: Vec<Person>,
    pub speeches: Vec<Speech>,
    pub article: Option<Source>,
}

impl Whole {
    /// The sitting as a record, the shape in which it is read and corrected.
    #[must_use]
    pub fn record(&self) -> Record {
        let small = |number: Option<i64>| number.and_then(|number| u32::try_from(number).ok());
        let sitting = &self.sitting;
        let presiding = self.people.iter().filter(|person| person.capacity == article::Capacity::Presiding);
        Record {
            kind: sitting.kind,
            committee: sitting.body.clone(),
            region: None,
            term: small(sitting.term),
            session: small(sitting.session),
            number: small(sitting.number),
            date: sitting.date.map(|day| day.to_string()),
            published: self.article.as_ref().and_then(|article| article.published).map(|day| day.to_string()),
            source: self.article.as_ref().and_then(|article| article.source.clone()),
            reporters: self.article.as_ref().map(|article| article.reporters.0.clone()).unwrap_or_default(),
            place: sitting.place.clone(),
            presided_by: presiding.map(|person| person.name.clone()).collect(),
            expected: small(sitting.expected),
            present: small(sitting.present),
            items: self.items.iter().map(article::Item::from).collect(),
            speeches: self.speeches.iter().map(article::Speech::from).collect(),
            people: self.people.iter().map(article::Person::from).collect(),
            spans: BTreeMap::new(),
        }
    }
}

impl From<&Item> for article::Item {
    fn from(item: &Item) -> Self {
        Self {
            disposition: item.disposition,
            subject: item.subject.clone(),
            documents: item.documents.0.clone(),
            approved_by: item.approved_by.clone(),
        }
    }
}

impl From<&Person> for article::Person {
    fn from(person: &Person) -> Self {
        Self { name: person.name.clone(), posts: person.posts.0.clone(), capacity: person.capacity }
    }
}

impl From<&Speech> for article::Speech {
    fn from(speech: &Speech) -> Self {
        Self {
            speaker: speech.speaker.clone(),
            post: speech.post.clone(),
            verb: speech.verb.clone(),
            paragraph: usize::try_from(speech.paragraph).unwrap_or(0),
        }
    }
}
