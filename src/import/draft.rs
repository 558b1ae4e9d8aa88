//! What was read out of a file and waits to be accepted. A draft belongs to the one who brought the file, and is no
//! part of the record.

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::clock::Instant;
use crate::error::{Error, Refusal, Result};
use crate::page::Reader;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_draft")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub committee_id: i64,
    pub account_id: i64,
    pub kind: String,
    pub name: String,
    pub content: String,
    pub created_at: Instant,
    pub changed_at: Instant,
}

pub use Model as Draft;

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How long a draft is kept untouched, in milliseconds.
const KEPT: i64 = 30 * Instant::DAY;

impl Draft {
    /// What was read out of the file.
    ///
    /// # Errors
    /// It was stored by another version of the program, which reads files otherwise.
    pub fn content<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.content).map_err(|fault| {
            tracing::warn!(draft = self.id, %fault, "an import draft of another version");
            Error::Unreadable(Refusal::new("import-of-another-version").with("file", &self.name))
        })
    }
}

/// Keeps what was read out of a file; gives the draft's number. Drafts untouched for long are forgotten.
///
/// # Errors
/// The reader is not signed in.
pub async fn start(
    on: &impl ConnectionTrait,
    reader: &Reader,
    kind: &str,
    name: &str,
    content: &impl Serialize,
) -> Result<i64> {
    Entity::delete_many().filter(Column::ChangedAt.lt(reader.now.plus(-KEPT))).exec(on).await?;
    let row = ActiveModel {
        committee_id: Set(reader.committee()?.id),
        account_id: Set(reader.known()?),
        kind: Set(kind.to_owned()),
        name: Set(name.to_owned()),
        content: Set(serde_json::to_string(content)?),
        created_at: Set(reader.now),
        changed_at: Set(reader.now),
        ..Default::default()
    };
    Ok(row.insert(on).await?.id)
}

/// The reader's own draft of this kind.
///
/// # Errors
/// There is none, or it is another's.
pub async fn mine(on: &impl ConnectionTrait, reader: &Reader, kind: &str, id: i64) -> Result<Draft> {
    Entity::find_by_id(id)
        .filter(Column::CommitteeId.eq(reader.committee()?.id))
        .filter(Column::AccountId.eq(reader.known()?))
        .filter(Column::Kind.eq(kind))
        .one(on)
        .await?
        .ok_or(Error::NotFound)
}

/// A draft as it stands now; none where it was given up meanwhile.
pub async fn still(on: &impl ConnectionTrait, id: i64) -> Result<Option<Draft>> {
    Ok(Entity::find_by_id(id).one(on).await?)
}

/// The reader's own unfinished drafts, the latest first.
///
/// # Errors
/// The reader is not signed in.
pub async fn all(on: &impl ConnectionTrait, reader: &Reader) -> Result<Vec<Draft>> {
    Ok(Entity::find()
        .filter(Column::CommitteeId.eq(reader.committee()?.id))
        .filter(Column::AccountId.eq(reader.known()?))
        .order_by_desc(Column::ChangedAt)
        .all(on)
        .await?)
}

/// Keeps a changed content.
pub async fn save(on: &impl ConnectionTrait, draft: &Draft, content: &impl Serialize, now: Instant) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Content, Expr::value(serde_json::to_string(content)?))
        .col_expr(Column::ChangedAt, Expr::value(now))
        .filter(Column::Id.eq(draft.id))
        .exec(on)
        .await?;
    Ok(())
}

/// Forgets a draft: it was accepted, or given up.
pub async fn discard(on: &impl ConnectionTrait, draft: &Draft) -> Result<()> {
    Entity::delete_by_id(draft.id).exec(on).await?;
    Ok(())
}
