//! The ledger in words: the history of one thing, and that of a committee.

use fluent_bundle::FluentValue;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::entry::{self, Entry};
use crate::clock::Instant;
use crate::db::Topic;
use crate::error::Result;
use crate::kind::Kind;
use crate::named::key;
use crate::words::Words;

/// How many entries the history of one thing shows.
const LENGTH: u64 = 100;

/// An entry as people read it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HistoryLine)]
pub struct Line {
    pub seq: i64,
    pub at: Instant,
    pub actor: String,
    pub area: String,
    pub thing: i64,
    pub action: String,
    /// What was done, in words.
    pub text: String,
    /// The first eight signs of the entry's hash.
    pub hash: String,
    /// The address of the thing, where it has one.
    pub address: Option<String>,
}

impl Line {
    fn new(entry: Entry, words: &Words) -> Self {
        let facts: Map<String, Value> = serde_json::from_str(&entry.facts).unwrap_or_default();
        let facts: Vec<_> =
            facts.iter().map(|(name, value)| (name.as_str(), fact(value, &entry.area, words))).collect();
        Self {
            text: words.with(&key(&format!("{}-did", entry.area), &entry.action), &facts),
            hash: entry.hash.chars().take(8).collect(),
            seq: entry.seq,
            at: entry.at,
            actor: entry.actor,
            area: entry.area,
            thing: entry.thing_id,
            action: entry.action,
            address: None,
        }
    }

    /// With the address of its thing, in a committee that has things of these kinds.
    #[must_use]
    pub fn linked(mut self, slug: &str, kinds: &[Kind]) -> Self {
        let kind = kinds.iter().find(|kind| kind.name == self.area);
        self.address = kind.and_then(|kind| kind.link(self.thing)).map(|rest| format!("/{slug}{rest}"));
        self
    }
}

/// A fact as a sentence names it. In a list, names of the area's fields are told in words.
fn fact<'v>(value: &'v Value, area: &str, words: &Words) -> FluentValue<'v> {
    match value {
        Value::String(text) => FluentValue::from(text.as_str()),
        Value::Number(number) => number.as_i64().map_or(FluentValue::None, FluentValue::from),
        Value::Array(list) => {
            let part = |name: &str| {
                let key = key(&format!("{area}-field"), name);
                if words.has(&key) { words.say(&key) } else { name.to_owned() }
            };
            let parts: Vec<_> = list.iter().filter_map(Value::as_str).map(part).collect();
            FluentValue::from(parts.join(&words.say("list-comma")))
        }
        _ => FluentValue::None,
    }
}

/// The history of one thing, the newest first.
pub async fn lines_of(
    on: &impl ConnectionTrait,
    words: &Words,
    committee: i64,
    area: &str,
    thing: i64,
) -> Result<Vec<Line>> {
    let entries = entry::Entity::find()
        .filter(entry::Column::CommitteeId.eq(committee))
        .filter(entry::Column::Area.eq(area))
        .filter(entry::Column::ThingId.eq(thing))
        .order_by_desc(entry::Column::Seq)
        .limit(LENGTH)
        .all(on)
        .await?;
    Ok(entries.into_iter().map(|entry| Line::new(entry, words)).collect())
}

/// All entries about a thing, the oldest first.
pub async fn entries_of(on: &impl ConnectionTrait, topic: &Topic) -> Result<Vec<Entry>> {
    Ok(entry::Entity::find()
        .filter(entry::Column::CommitteeId.eq(topic.committee))
        .filter(entry::Column::Area.eq(&topic.area))
        .filter(entry::Column::ThingId.eq(topic.thing))
        .order_by_asc(entry::Column::Seq)
        .all(on)
        .await?)
}

/// The latest entries of a committee up to a number, the newest first.
pub async fn latest(
    on: &impl ConnectionTrait,
    words: &Words,
    committee: i64,
    (upto, most): (i64, u64),
) -> Result<Vec<Line>> {
    let entries = entry::Entity::find()
        .filter(entry::Column::CommitteeId.eq(committee))
        .filter(entry::Column::Seq.lte(upto))
        .order_by_desc(entry::Column::Seq)
        .limit(most)
        .all(on)
        .await?;
    Ok(entries.into_iter().map(|entry| Line::new(entry, words)).collect())
}
