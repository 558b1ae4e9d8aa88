//! A change and its way to the record: begun, recorded, committed, in this order alone.

use std::sync::Arc;

use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QuerySelect};

use super::act::{Act, Acting};
use super::entry::{self, Entry};
use super::feed::News;
use crate::db::{Db, Hub, Writing};
use crate::error::{Error, Result};

/// A transaction that changes things and is not yet recorded. Dropped, it changes nothing.
///
/// It cannot be committed:
/// ```compile_fail,E0599
/// async fn forget(change: yizheng::ledger::Change) {
///     change.commit().await.ok();
/// }
/// ```
/// and what it lends for writing cannot be either:
/// ```compile_fail,E0507
/// async fn forget(change: yizheng::ledger::Change) {
///     change.on().commit().await.ok();
/// }
/// ```
/// Once recorded, it can:
/// ```
/// async fn keep(change: yizheng::ledger::Change) -> yizheng::error::Result<()> {
///     change.record(yizheng::ledger::Act::new("meeting", 1, "publish")).await?.commit().await
/// }
/// ```
pub struct Change {
    writing: Writing,
    acting: Acting,
    /// Where the chain ends, held until the change is done.
    head: entry::head::Model,
    hub: Arc<Hub>,
    /// What is told once it is durable.
    news: Vec<News>,
}

impl Change {
    /// Begins to change something. The end of the committee's chain is held from here on: of two who change things of
    /// one committee the second waits, so that what is checked within a change still holds when it is written.
    ///
    /// # Errors
    /// The database does not answer, another writer holds it for too long, or the committee has no chain.
    pub async fn begin(db: &Db, acting: Acting) -> Result<Self> {
        let writing = db.write().await?;
        let head = hold(&writing.transaction, acting.committee).await?;
        Ok(Self { writing, acting, head, hub: Arc::clone(&db.hub), news: Vec::new() })
    }

    /// What to write with.
    #[must_use]
    pub const fn on(&self) -> &DatabaseTransaction {
        &self.writing.transaction
    }

    #[must_use]
    pub const fn acting(&self) -> &Acting {
        &self.acting
    }

    /// Turns to the chain of another committee that this very change concerns, such as the one that it founds.
    pub(crate) async fn turn_to(&mut self, committee: i64) -> Result<()> {
        self.head = hold(self.on(), committee).await?;
        self.acting.committee = committee;
        Ok(())
    }

    /// Appends the entry of this change to the committee's chain.
    pub async fn record(self, act: Act) -> Result<Recorded> {
        self.record_all(vec![act]).await
    }

    /// Appends the entries of all that this change does, in this order. There must be one at least.
    ///
    /// # Errors
    /// Nothing was done.
    pub async fn record_all(mut self, acts: Vec<Act>) -> Result<Recorded> {
        if acts.is_empty() {
            return Err(Error::internal("a change that does nothing cannot be recorded"));
        }
        let quiet = acts.iter().all(|act| act.quiet);
        let mut entries = Vec::with_capacity(acts.len());
        for act in acts {
            let entry = Entry::after(&self.head, &self.acting, act)?;
            self.head.seq = entry.seq;
            self.head.hash.clone_from(&entry.hash);
            entries.push(entry);
        }
        let news = News::of(self.head.committee_id, &entries, quiet);
        entry::insert(self.on(), entries).await?;
        news.send(self.on()).await?;
        self.news.push(news);
        self.head.clone().into_active_model().reset_all().update(self.on()).await?;
        Ok(Recorded { change: self })
    }
}

/// The number of a committee's last entry; 0 where there is none.
pub async fn end(on: &impl ConnectionTrait, committee: i64) -> Result<i64> {
    Ok(entry::head(on, committee).await?.map_or(0, |head| head.seq))
}

/// The end of a chain, held until the transaction is done.
async fn hold(on: &DatabaseTransaction, committee: i64) -> Result<entry::head::Model> {
    let head = entry::head::Entity::find_by_id(committee).lock_exclusive().one(on).await?;
    head.ok_or_else(|| Error::internal("the committee has no chain"))
}

/// A change whose entry stands in the ledger, within the same transaction.
#[must_use = "a recorded change is lost unless it is committed"]
pub struct Recorded {
    change: Change,
}

impl Recorded {
    /// Goes on changing in the same transaction; what follows must be recorded too.
    #[must_use]
    pub fn and(self) -> Change {
        self.change
    }

    /// Makes the change and its entry durable, both or neither, and tells those who listen.
    pub async fn commit(self) -> Result<()> {
        let Change { writing, hub, news, .. } = self.change;
        writing.commit().await?;
        for news in news {
            news.tell(&hub);
        }
        Ok(())
    }
}
