//! A committee as the ground knows it: what keeps one committee's things apart from another's.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Condition;
use sea_orm::{QueryOrder, Set};
use serde::Serialize;

use super::actor::Actor;
use crate::clock::Instant;
use crate::db::Db;
use crate::error::{Error, Refusal, Result};
use crate::ledger::{Act, Acting, Change, begin_chain};
use crate::permission::Permission;

/// `slug` is its first step in every address, `name` its full name (政协某县委员会), `region` the place (某县).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "committee")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub slug: String,
    pub name: String,
    pub region: String,
    pub founded_at: Instant,
}

pub use Model as Committee;

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The number under which the installation itself keeps its chain, as if it were a committee.
pub const INSTALLATION: i64 = 0;

/// First steps of addresses that are the program's own.
const RESERVED: &[&str] =
    &["account", "assets", "invitation", "sign-in", "sign-out", "language", "health", "ready", "openapi.json"];

impl Committee {
    /// An address within the committee; `rest` is empty or begins with a slash.
    #[must_use]
    pub fn address(&self, rest: &str) -> String {
        format!("/{}{rest}", self.slug)
    }

    pub async fn by_slug(on: &impl ConnectionTrait, slug: &str) -> Result<Option<Self>> {
        Ok(Entity::find().filter(Column::Slug.eq(slug)).one(on).await?)
    }

    /// All committees of the installation, by the order of founding.
    pub async fn all(on: &impl ConnectionTrait) -> Result<Vec<Self>> {
        Ok(Entity::find().order_by_asc(Column::Id).all(on).await?)
    }

    /// Founds a committee and begins its chain. `actor` is who does it.
    ///
    /// # Errors
    /// An actor who may not; a slug that is taken, reserved or not of small letters, digits and hyphens; a name that is taken or empty.
    pub async fn found(db: &Db, actor: &Actor, at: Instant, slug: &str, name: &str, region: &str) -> Result<Self> {
        if !actor.may(Permission::FoundCommittees) {
            return Err(Error::Forbidden);
        }
        if !is_slug(slug) || RESERVED.contains(&slug) {
            return Err(Refusal::new("committee-slug-unfit").with("slug", slug).into());
        }
        if name.trim().is_empty() || region.trim().is_empty() {
            return Err(Refusal::new("committee-name-missing").into());
        }
        let acting = Acting { committee: INSTALLATION, account: actor.account, name: actor.name.clone(), at };
        let mut change = Change::begin(db, acting).await?;
        let taken = Entity::find()
            .filter(Condition::any().add(Column::Slug.eq(slug)).add(Column::Name.eq(name)))
            .one(change.on())
            .await?;
        if taken.is_some() {
            return Err(Refusal::new("committee-taken").with("slug", slug).with("name", name).into());
        }
        let row = ActiveModel {
            slug: Set(slug.to_owned()),
            name: Set(name.to_owned()),
            region: Set(region.to_owned()),
            founded_at: Set(at),
            ..Default::default()
        };
        let committee = row.insert(change.on()).await?;
        begin_chain(change.on(), committee.id).await?;
        change.turn_to(committee.id).await?;
        change.record(Act::new("committee", committee.id, "found").fact("name", name)).await?.commit().await?;
        Ok(committee)
    }
}

/// Small Latin letters, digits and hyphens, 2 to 40 of them, beginning with a letter.
fn is_slug(slug: &str) -> bool {
    (2..=40).contains(&slug.len())
        && slug.starts_with(|c: char| c.is_ascii_lowercase())
        && slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
