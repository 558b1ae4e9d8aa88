//! All SQL of the texts of a sitting, and of what they are drafted from.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, Set};

use super::draft::{Counted, Facts, Spoken};
use super::model::{Kind, Text, Words, text};
use crate::account::Committee;
use crate::clock::Instant;
use crate::draft::{self, Key};
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::meeting::attendance;
use crate::meeting::attendance::model::called;
use crate::meeting::floor::model::speaker;
use crate::meeting::floor::rules::State as Floor;
use crate::meeting::model::{Sitting, item};
use crate::meeting::poll;

/// A text of a sitting, if it is drafted, with the words that are being written.
pub async fn text(on: &impl ConnectionTrait, sitting: i64, kind: Kind) -> Result<Option<Text>> {
    match text::Entity::find_by_id((sitting, kind)).one(on).await? {
        Some(kept) => Ok(Some(written(on, kept).await?)),
        None => Ok(None),
    }
}

/// All texts of a sitting that are drafted, with the words that are being written.
pub async fn texts(on: &impl ConnectionTrait, sitting: i64) -> Result<Vec<Text>> {
    let mut texts = Vec::new();
    for kept in text::Entity::find().filter(text::Column::SittingId.eq(sitting)).all(on).await? {
        texts.push(written(on, kept).await?);
    }
    Ok(texts)
}

/// A text with the words that are being written.
async fn written(on: &impl ConnectionTrait, kept: Text) -> Result<Text> {
    if kept.fixed_at.is_some() {
        return Ok(kept);
    }
    let Some(draft) = draft::find(on, key(&kept)).await? else { return Ok(kept) };
    let Words { text } = draft.words()?;
    let (version, changed_at, changed_by) = (draft.version, draft.changed_at, draft.changed_by);
    Ok(Text { text, version, changed_at, changed_by, ..kept })
}

/// Where the words of a text are kept while they are written.
#[must_use]
pub const fn key(now: &Text) -> Key {
    Key { kind: now.kind.name(), thing: now.sitting_id, part: 0 }
}

/// Finds a text that is not fixed and stands as it was read.
#[must_use]
pub fn still(now: &Text) -> SelectStatement {
    let found = text::Entity::find_by_id((now.sitting_id, now.kind));
    found.filter(text::Column::Version.eq(now.version)).filter(text::Column::FixedAt.is_null()).into_query()
}

/// What the texts of a sitting are drafted from. `title` is its name in Chinese.
pub async fn facts(
    on: &impl ConnectionTrait,
    committee: &Committee,
    sitting: &Sitting,
    title: String,
) -> Result<Facts> {
    let id = sitting.id;
    let items = item::Entity::find().filter(item::Column::SittingId.eq(id)).order_by_asc(item::Column::Position);
    let last = sitting.ends_at.map(Instant::day).filter(|last| sitting.date.is_some_and(|first| *last > first));
    let polls = poll::store::announced(on, id).await?;
    Ok(Facts {
        title,
        ours: ours(committee),
        place: sitting.place.clone(),
        date: sitting.date,
        last_day: last,
        expected: sitting.expected.unwrap_or(0),
        present: sitting.present.unwrap_or(0),
        quorum: sitting.quorum,
        chair: sitting.chair_id,
        called: attendance::store::all(on, id).await?,
        items: items.all(on).await?,
        polls: polls.into_iter().map(|(poll, candidates)| Counted { poll, candidates }).collect(),
        spoken: spoken(on, id).await?,
    })
}

/// What posts of a committee are told with: 县政协 for 政协青岭县委员会.
fn ours(committee: &Committee) -> String {
    let level = committee.region.chars().last().filter(|last| "县市区州旗盟省".contains(*last));
    format!("{}政协", level.map(String::from).unwrap_or_default())
}

async fn spoken(on: &impl ConnectionTrait, sitting: i64) -> Result<Vec<Spoken>> {
    let spoke = speaker::Entity::find()
        .filter(speaker::Column::SittingId.eq(sitting))
        .filter(speaker::Column::State.eq(Floor::Spoken))
        .order_by_asc(speaker::Column::BeganAt)
        .order_by_asc(speaker::Column::Id)
        .all(on)
        .await?;
    let names: Vec<(i64, String)> = called::Entity::find()
        .select_only()
        .column(called::Column::Id)
        .column(called::Column::Name)
        .filter(called::Column::SittingId.eq(sitting))
        .into_tuple()
        .all(on)
        .await?;
    let name = |id: i64| names.iter().find(|(called, _)| *called == id).map(|(_, name)| name.clone());
    Ok(spoke.iter().filter_map(|one| Some(Spoken { name: name(one.called_id)?, item: one.item_id })).collect())
}

/// Writes a text down: the first draft, or in the place of what stands now. What can be had back is what somebody had
/// `written` there, else what stands now.
///
/// # Errors
/// Somebody changed it meanwhile, it is fixed.
pub async fn write(
    change: &Change,
    (sitting, kind): (i64, Kind),
    words: &str,
    now: Option<&Text>,
    written: Option<String>,
) -> Result<i64> {
    let acting = change.acting();
    let row = text::ActiveModel {
        text: Set(words.to_owned()),
        former: Set(now.map(|now| written.unwrap_or_else(|| now.text.clone()))),
        changed_at: Set(acting.at),
        changed_by: Set(acting.name.clone()),
        ..Default::default()
    };
    if let Some(now) = now {
        update(change, now, row).await?;
        return Ok(now.version + 1);
    }
    let row = text::ActiveModel { sitting_id: Set(sitting), kind: Set(kind), version: Set(1), ..row };
    text::Entity::insert(row).exec_without_returning(change.on()).await?;
    Ok(1)
}

/// Fixes a text with its last words: from now on it is not changed.
///
/// # Errors
/// Somebody changed it meanwhile, it is fixed.
pub async fn fix(change: &Change, now: &Text, words: &str) -> Result<()> {
    let acting = change.acting();
    let row = text::ActiveModel {
        text: Set(words.to_owned()),
        fixed_at: Set(Some(acting.at)),
        fixed_by: Set(Some(acting.name.clone())),
        ..Default::default()
    };
    update(change, now, row).await
}

/// Lets a published release be changed again.
pub async fn loosen(change: &Change, now: &Text) -> Result<()> {
    let row = text::ActiveModel {
        fixed_at: Set(None),
        fixed_by: Set(None),
        version: Set(now.version + 1),
        ..Default::default()
    };
    text::Entity::update_many()
        .set(row)
        .filter(text::Column::SittingId.eq(now.sitting_id))
        .filter(text::Column::Kind.eq(now.kind))
        .exec(change.on())
        .await?;
    Ok(())
}

/// Changes a text that is not fixed and still stands at its version; what was being written is taken into the record.
async fn update(change: &Change, now: &Text, row: text::ActiveModel) -> Result<()> {
    let updated = text::Entity::update_many()
        .set(text::ActiveModel { version: Set(now.version + 1), ..row })
        .filter(text::Column::SittingId.eq(now.sitting_id))
        .filter(text::Column::Kind.eq(now.kind))
        .filter(text::Column::Version.lte(now.version))
        .filter(text::Column::FixedAt.is_null())
        .exec(change.on())
        .await?;
    if updated.rows_affected != 1 {
        return Err(Error::Stale);
    }
    draft::take(change, key(now), now.version).await
}
