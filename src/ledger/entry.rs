//! One entry of the ledger: its row, its canonical bytes, and its hash.

use data_encoding::HEXLOWER;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::NotSet, IntoActiveModel, Set};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::act::{Act, Acting};
use crate::clock::Instant;
use crate::error::Result;

/// What the first entry of a chain names as the hash before it.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// An entry as it is stored. `seq` counts from 1 within the committee; `facts` is the JSON text exactly as hashed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_entry")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub committee_id: i64,
    pub seq: i64,
    pub at: Instant,
    pub account_id: Option<i64>,
    pub actor: String,
    pub area: String,
    pub thing_id: i64,
    pub action: String,
    pub facts: String,
    pub previous: String,
    pub hash: String,
}

pub use Model as Entry;

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Where a committee's chain ends.
pub mod head {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ledger_head")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub committee_id: i64,
        pub seq: i64,
        pub hash: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

impl Entry {
    /// The entry that follows the end of a chain. It has no `id` yet.
    pub(super) fn after(head: &head::Model, acting: &Acting, act: Act) -> Result<Self> {
        let mut entry = Self {
            id: 0,
            committee_id: head.committee_id,
            seq: head.seq + 1,
            at: acting.at,
            account_id: acting.account,
            actor: acting.name.clone(),
            area: act.area.to_owned(),
            thing_id: act.thing,
            action: act.action.to_owned(),
            facts: serde_json::to_string(&act.facts)?,
            previous: head.hash.clone(),
            hash: String::new(),
        };
        entry.hash = entry.computed_hash();
        Ok(entry)
    }

    /// SHA-256 over the canonical bytes: a version line, then each field as its length in eight bytes, big-endian,
    /// and its UTF-8 text. Numbers are decimal, an absent account is the empty text.
    #[must_use]
    pub fn computed_hash(&self) -> String {
        let account = self.account_id.map(|id| id.to_string()).unwrap_or_default();
        let numbers = [self.committee_id, self.seq, self.at.0, self.thing_id].map(|number| number.to_string());
        let [committee, seq, at, thing] = &numbers;
        let fields =
            [&self.previous, committee, seq, at, &account, &self.actor, &self.area, thing, &self.action, &self.facts];
        let mut hasher = Sha256::new();
        hasher.update(b"yizheng ledger 1\n");
        for field in fields {
            hasher.update((field.len() as u64).to_be_bytes());
            hasher.update(field.as_bytes());
        }
        HEXLOWER.encode(&hasher.finalize())
    }
}

/// How many entries go into one statement.
const CHUNK: usize = 500;

/// Appends entries, which have no `id` yet.
pub(super) async fn insert(on: &impl ConnectionTrait, entries: Vec<Entry>) -> Result<()> {
    let mut rows = entries.into_iter().map(|entry| ActiveModel { id: NotSet, ..entry.into_active_model().reset_all() });
    loop {
        let chunk: Vec<_> = rows.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        Entity::insert_many(chunk).exec_without_returning(on).await?;
    }
}

/// Where a committee's chain ends; none where it has no chain.
pub async fn head(on: &impl ConnectionTrait, committee: i64) -> Result<Option<head::Model>> {
    Ok(head::Entity::find_by_id(committee).one(on).await?)
}

/// Begins the chain of a new committee.
///
/// # Errors
/// The chain has begun already.
pub async fn begin_chain(on: &impl ConnectionTrait, committee: i64) -> Result<()> {
    let row = head::ActiveModel { committee_id: Set(committee), seq: Set(0), hash: Set(GENESIS.to_owned()) };
    head::Entity::insert(row).exec_without_returning(on).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(actor: &str, area: &str, facts: &str) -> Entry {
        Entry {
            id: 7,
            committee_id: 1,
            seq: 3,
            at: Instant(1_589_817_600_000),
            account_id: None,
            actor: actor.into(),
            area: area.into(),
            thing_id: 12,
            action: "publish".into(),
            facts: facts.into(),
            previous: GENESIS.into(),
            hash: String::new(),
        }
    }

    #[test]
    fn the_hash_of_an_entry_never_changes_between_versions() {
        assert_eq!(
            entry("周文", "meeting", "{}").computed_hash(),
            "c19684adadc7657dc73799a5231c21d0f43f6eb600d997f2016f66268a6d594d"
        );
    }

    proptest! {
        #[test]
        fn text_cannot_move_from_one_field_to_the_next(whole in "[a-z]{2,9}", cut in 1usize..8) {
            let cut = cut.min(whole.len() - 1);
            let moved = entry(&whole[..cut], &whole[cut..], "{}").computed_hash();
            prop_assert_ne!(moved, entry(&whole, "", "{}").computed_hash());
        }
    }
}
