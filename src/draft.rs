//! Words that are being written: they save themselves and are no part of the record, until they are handed in, signed,
//! sent or fixed; then they are copied into the thing whose words they are, within a [`Change`].

mod field;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict, Query, SelectStatement};
use sea_orm::{Condition, DbBackend, QuerySelect, QueryTrait};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::clock::Instant;
use crate::db::says;
use crate::error::{Error, Result};
use crate::ledger::{Acting, Change};

pub use field::{Field, Shape, lacking, ticked, tidy, too_long, word, words};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub thing_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub part: i64,
    pub committee_id: i64,
    pub fields: String,
    pub version: i64,
    pub changed_at: Instant,
    pub changed_by: String,
    pub account_id: Option<i64>,
}

pub use Model as Draft;

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Which words: of what kind of thing, of which, and which of its texts where it has one a round.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    pub kind: &'static str,
    pub thing: i64,
    pub part: i64,
}

impl Draft {
    /// The words as they were saved.
    ///
    /// # Errors
    /// They were saved by another version of the program, which this one cannot read.
    pub fn words<T: DeserializeOwned>(&self) -> Result<T> {
        Ok(serde_json::from_str(&self.fields)?)
    }
}

/// What is being written, if anything is that the record does not hold.
pub async fn find(on: &impl ConnectionTrait, Key { kind, thing, part }: Key) -> Result<Option<Draft>> {
    Ok(Entity::find_by_id((kind.to_owned(), thing, part)).one(on).await?)
}

/// What is being written of several things.
pub async fn among(
    on: &impl ConnectionTrait,
    kind: &'static str,
    things: impl IntoIterator<Item = i64>,
) -> Result<Vec<Draft>> {
    let things: Vec<_> = things.into_iter().collect();
    if things.is_empty() {
        return Ok(Vec::new());
    }
    Ok(Entity::find().filter(Column::Kind.eq(kind)).filter(Column::ThingId.is_in(things)).all(on).await?)
}

/// The keys of the things of a kind whose words say something in one of these fields while they are written.
#[must_use]
pub fn saying(backend: DbBackend, kind: &'static str, fields: &[&str], text: &str) -> SelectStatement {
    let words = match backend {
        DbBackend::Postgres => "CAST(draft.fields AS json)",
        _ => "draft.fields",
    };
    let field = |field: &&str| Expr::cust(format!("{words} ->> '{field}'"));
    let any = fields.iter().fold(Condition::any(), |any, one| any.add(says(backend, field(one), text)));
    let found = Entity::find().select_only().column(Column::ThingId);
    found.filter(Column::Kind.eq(kind)).filter(any).into_query()
}

/// Saves words that were written over those of a version; gives theirs. `still` finds the thing if it stands as it was
/// read, and words of that version can be written over it.
///
/// # Errors
/// Other words were saved meanwhile, or these were taken into the record: [`Error::Stale`].
pub async fn keep(
    on: &impl ConnectionTrait,
    key: Key,
    acting: &Acting,
    (version, words): (i64, &impl Serialize),
    still: SelectStatement,
) -> Result<i64> {
    let fields = serde_json::to_string(words)?;
    let saved = Entity::update_many()
        .col_expr(Column::Fields, Expr::value(fields.as_str()))
        .col_expr(Column::Version, Expr::value(version + 1))
        .col_expr(Column::ChangedAt, Expr::value(acting.at))
        .col_expr(Column::ChangedBy, Expr::value(acting.name.as_str()))
        .col_expr(Column::AccountId, Expr::value(acting.account))
        .filter(of(key))
        .filter(Column::Version.eq(version))
        .exec(on)
        .await?;
    if saved.rows_affected == 1 {
        return Ok(version + 1);
    }
    begin(on, key, acting, (version + 1, fields), still).await
}

/// The first words over those that the record holds. They stand only if the thing does: one statement finds both out.
async fn begin(
    on: &impl ConnectionTrait,
    Key { kind, thing, part }: Key,
    acting: &Acting,
    (version, fields): (i64, String),
    mut still: SelectStatement,
) -> Result<i64> {
    let row = [
        Expr::val(kind),
        Expr::val(thing),
        Expr::val(part),
        Expr::val(acting.committee),
        Expr::val(fields),
        Expr::val(version),
        Expr::val(acting.at),
        Expr::val(acting.name.as_str()),
        Expr::val(acting.account),
    ];
    let columns = [
        Column::Kind,
        Column::ThingId,
        Column::Part,
        Column::CommitteeId,
        Column::Fields,
        Column::Version,
        Column::ChangedAt,
        Column::ChangedBy,
        Column::AccountId,
    ];
    // A change that takes the words holds the thing; whoever comes later than that finds that it moved on.
    still.clear_selects().exprs(row).lock_exclusive();
    let first = Query::insert()
        .into_table(Entity)
        .columns(columns)
        .select_from(still)
        .map_err(|fault| Error::internal(fault.to_string()))?
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .to_owned();
    let begun = on.execute(&first).await?;
    if begun.rows_affected() == 1 { Ok(version) } else { Err(Error::Stale) }
}

/// Takes words out, which the change has copied into the thing as they stood at a version. The thing must be held by
/// then: changed within this very change.
///
/// # Errors
/// Others were saved meanwhile: [`Error::Stale`].
pub async fn take(change: &Change, key: Key, version: i64) -> Result<()> {
    let taken = Entity::delete_many().filter(of(key)).filter(Column::Version.lte(version)).exec(change.on()).await?;
    if taken.rows_affected == 0 && find(change.on(), key).await?.is_some() {
        return Err(Error::Stale);
    }
    Ok(())
}

fn of(Key { kind, thing, part }: Key) -> Condition {
    Condition::all().add(Column::Kind.eq(kind)).add(Column::ThingId.eq(thing)).add(Column::Part.eq(part))
}
