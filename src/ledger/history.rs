//! The ledger in words: the history of one thing, and the page of a committee's whole history.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use fluent_bundle::FluentValue;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::entry::{self, Entry};
use crate::account::Committee;
use crate::app::{App, Entrance};
use crate::clock::Instant;
use crate::db::Topic;
use crate::error::Result;
use crate::page::{Reader, View};
use crate::permission::Permission;
use crate::words::Words;

/// How many entries a page of the history shows.
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
    /// The address of the thing, where it has one. Thing 0 is no single one: many changed at once.
    pub address: Option<String>,
}

impl Line {
    fn new(entry: Entry, words: &Words) -> Self {
        let facts: Map<String, Value> = serde_json::from_str(&entry.facts).unwrap_or_default();
        let facts: Vec<_> =
            facts.iter().map(|(name, value)| (name.as_str(), fact(value, &entry.area, words))).collect();
        Self {
            text: words.with(&format!("{}-did-{}", entry.area, entry.action.replace('_', "-")), &facts),
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

    fn within(mut self, slug: &str, areas: &[Entrance]) -> Self {
        let area = areas.iter().find(|area| area.paged && area.name == self.area && self.thing > 0);
        self.address = area.map(|area| format!("/{slug}/{}/{}", area.address, self.thing));
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
                let key = format!("{area}-field-{}", name.replace('_', "-"));
                if words.has(&key) { words.say(&key) } else { name.to_owned() }
            };
            let parts: Vec<_> = list.iter().filter_map(Value::as_str).map(part).collect();
            FluentValue::from(parts.join(&words.say("list-comma")))
        }
        _ => FluentValue::None,
    }
}

/// The history of one thing, the newest first.
///
/// # Errors
/// The database does not answer.
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
///
/// # Errors
/// The database does not answer.
pub async fn entries_of(on: &impl ConnectionTrait, topic: &Topic) -> Result<Vec<Entry>> {
    Ok(entry::Entity::find()
        .filter(entry::Column::CommitteeId.eq(topic.committee))
        .filter(entry::Column::Area.eq(&topic.area))
        .filter(entry::Column::ThingId.eq(topic.thing))
        .order_by_asc(entry::Column::Seq)
        .all(on)
        .await?)
}

/// The latest entries of a committee, the newest first.
///
/// # Errors
/// The database does not answer.
pub async fn latest(app: &App, words: &Words, committee: &Committee, most: u64) -> Result<Vec<Line>> {
    let entries = entry::Entity::find()
        .filter(entry::Column::CommitteeId.eq(committee.id))
        .order_by_desc(entry::Column::Seq)
        .limit(most)
        .all(app.db.read())
        .await?;
    Ok(entries.into_iter().map(|entry| Line::new(entry, words).within(&committee.slug, &app.nav.areas)).collect())
}

#[derive(Template, Serialize)]
#[template(path = "ledger/history.html")]
struct History {
    #[serde(skip)]
    view: View,
    /// The newest entry of this page and those before it.
    lines: Vec<Line>,
    /// The number of the whole chain's last entry, and its hash.
    entries: i64,
    hash: String,
    /// From which entry the page before and the page after this one begin.
    newer: Option<i64>,
    older: Option<i64>,
}

#[derive(Deserialize)]
struct From {
    from: Option<i64>,
}

pub fn routes() -> Router<App> {
    Router::new().route("/{committee}/history", get(history))
}

async fn history(State(app): State<App>, reader: Reader, Query(From { from }): Query<From>) -> Result<Response> {
    reader.need(Permission::ReadHistory)?;
    let committee = reader.committee()?;
    let end = entry::head::Entity::find_by_id(committee.id).one(app.db.read()).await?;
    let (entries, hash) = end.map_or((0, String::new()), |end| (end.seq, end.hash));
    let from = from.unwrap_or(entries).clamp(0, entries);
    let page = entry::Entity::find()
        .filter(entry::Column::CommitteeId.eq(committee.id))
        .filter(entry::Column::Seq.lte(from))
        .order_by_desc(entry::Column::Seq)
        .limit(LENGTH)
        .all(app.db.read())
        .await?;
    let length = i64::try_from(LENGTH).unwrap_or(i64::MAX);
    let lines = page.into_iter().map(|entry| Line::new(entry, &reader.words).within(&committee.slug, &app.nav.areas));
    reader.answer(History {
        lines: lines.collect(),
        entries,
        hash,
        newer: (from < entries).then_some((from + length).min(entries)),
        older: (from > length).then_some(from - length),
        view: reader.view(),
    })
}
