//! The record. Whatever changes, changes through a [`Change`]; a [`Change`] cannot be committed before it is recorded
//! in the committee's chain of entries, which is append-only and hashed link by link.

pub mod command;
mod entry;
mod feed;
mod history;
mod verify;

use std::sync::Arc;

use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QuerySelect};
use serde_json::{Map, Value};

use self::feed::News;
use crate::clock::Instant;
use crate::db::{Db, Hub, Writing};
use crate::error::{Error, Result};

pub use entry::{Entry, begin_chain};
pub use feed::{last, listen};
pub use history::{Line, entries_of, latest, lines_of, routes};
pub use verify::{Break, Chain, Fault, chains, verify};

/// Who changes something, in which committee, and when.
#[derive(Clone, Debug)]
pub struct Acting {
    pub committee: i64,
    /// The account, or none for the program itself at the command line.
    pub account: Option<i64>,
    pub name: String,
    pub at: Instant,
}

/// What was done to which thing. `area` and `action` are stable names; history shows them in words by the key
/// `{area}-did-{action}` with the facts.
#[derive(Clone, Debug)]
pub struct Act {
    pub area: &'static str,
    pub thing: i64,
    pub action: &'static str,
    pub facts: Map<String, Value>,
    /// One of many alike, such as a vote: whoever follows the thing need not hurry to see it.
    pub quiet: bool,
}

impl Act {
    #[must_use]
    pub fn new(area: &'static str, thing: i64, action: &'static str) -> Self {
        Self { area, thing, action, facts: Map::new(), quiet: false }
    }

    /// One of many alike: pages that follow the thing show it in their own time.
    #[must_use]
    pub const fn quietly(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Adds a fact. Facts cannot be forgotten later: no secrets, no ballots, no more of a person than the act needs.
    #[must_use]
    pub fn fact(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }
}

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
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn record(self, act: Act) -> Result<Recorded> {
        self.record_all(vec![act]).await
    }

    /// Appends the entries of all that this change does, in this order. There must be one at least.
    ///
    /// # Errors
    /// The database does not answer, or nothing was done.
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
///
/// # Errors
/// The database does not answer.
pub async fn end(on: &impl ConnectionTrait, committee: i64) -> Result<i64> {
    let head = entry::head::Entity::find_by_id(committee).one(on).await?;
    Ok(head.map_or(0, |head| head.seq))
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
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn commit(self) -> Result<()> {
        let Change { writing, hub, news, .. } = self.change;
        writing.commit().await?;
        for news in news {
            news.tell(&hub);
        }
        Ok(())
    }
}
