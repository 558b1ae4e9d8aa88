//! The feed: who listens to a thing hears of each new entry about it, in this process through the hub, in others that
//! work on the same PostgreSQL database through NOTIFY and LISTEN.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::{Arc, Weak};
use std::time::Duration;

use sea_orm::sqlx::{self, postgres::PgListener};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, Statement};
use sea_orm::{EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entry::{self, Entry};
use crate::db::{Db, Hub, Latest, Listener, Topic};
use crate::error::{Error, Result};

/// The channel of all nodes. A message begins with the schema in which it was sent: several may share a server.
const CHANNEL: &str = "yizheng";

/// News of more things than these is sent to other nodes as news of everything in the committee; a message has an end.
const MOST: usize = 100;

/// How long to wait before a lost connection is tried again.
const PAUSE: Duration = Duration::from_secs(1);

/// What a change wrote into the chain of one committee: its last entry, and which things its entries are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct News {
    committee: i64,
    latest: Latest,
    /// None: of all.
    things: Option<BTreeSet<(String, i64)>>,
}

impl News {
    pub(super) fn of(committee: i64, entries: &[Entry], quiet: bool) -> Self {
        let things = entries.iter().map(|entry| (entry.area.clone(), entry.thing_id)).collect();
        let seq = entries.last().map_or(0, |entry| entry.seq);
        Self { committee, latest: Latest::new(seq, quiet), things: Some(things) }
    }

    /// Tells those who listen in this process.
    pub(super) fn tell(&self, hub: &Hub) {
        let Some(things) = &self.things else { return hub.tell_all(self.committee, self.latest) };
        for (area, thing) in things {
            hub.tell(&Topic { committee: self.committee, area: area.clone(), thing: *thing }, self.latest);
        }
    }

    /// Sends the news to the other nodes as soon as the transaction is committed, on PostgreSQL.
    pub(super) async fn send(&self, on: &DatabaseTransaction) -> Result<()> {
        if on.get_database_backend() == DbBackend::Postgres {
            let sql = "SELECT pg_notify($1, current_schema() || ' ' || $2)";
            let values = [CHANNEL.into(), self.message().into()];
            on.query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?;
        }
        Ok(())
    }

    /// `3 204 204 meeting:7 member:12`, or `3 204 0 *` for everything: the committee, the last entry, the last one that
    /// is not quiet.
    fn message(&self) -> String {
        let Latest { seq, loud } = self.latest;
        let mut message = format!("{} {seq} {loud}", self.committee);
        match &self.things {
            Some(things) if things.len() <= MOST => {
                for (area, thing) in things {
                    let _ = write!(message, " {area}:{thing}");
                }
            }
            _ => message.push_str(" *"),
        }
        message
    }

    fn read(message: &str) -> Option<Self> {
        let mut words = message.split(' ');
        let mut number = || words.next()?.parse().ok();
        let (committee, latest) = (number()?, Latest { seq: number()?, loud: number()? });
        let thing = |word: &str| {
            let (area, thing) = word.split_once(':')?;
            Some((area.to_owned(), thing.parse().ok()?))
        };
        Some(Self { committee, latest, things: words.map(thing).collect() })
    }
}

/// Listens to a thing from an entry on, or from now on where none is named. What came after that entry is heard at once.
pub async fn listen(db: &Db, topic: Topic, after: Option<i64>) -> Result<Listener> {
    if db.read().get_database_backend() == DbBackend::Postgres {
        db.hub.joined.get_or_try_init(|| join(db)).await?;
    }
    // The ledger is asked by one who listens already, so that nothing falls between.
    let listener = db.hub.listen(topic.clone());
    let latest = last(db.read(), &topic).await?;
    db.hub.tell(&topic, Latest::new(latest, false));
    Ok(listener.knowing(after.unwrap_or(latest).min(latest)))
}

/// The number of the last entry about a thing; 0 where there is none.
pub async fn last(on: &impl ConnectionTrait, topic: &Topic) -> Result<i64> {
    let last: Option<i64> = entry::Entity::find()
        .select_only()
        .column(entry::Column::Seq)
        .filter(entry::Column::CommitteeId.eq(topic.committee))
        .filter(entry::Column::Area.eq(&topic.area))
        .filter(entry::Column::ThingId.eq(topic.thing))
        .order_by_desc(entry::Column::Seq)
        .limit(1)
        .into_tuple()
        .one(on)
        .await?;
    Ok(last.unwrap_or(0))
}

/// Begins to hear what other nodes write, for as long as there is a hub.
async fn join(db: &Db) -> Result<()> {
    let pool = db.read().clone();
    let own = "SELECT current_schema() AS schema";
    let own = pool.query_one_raw(Statement::from_string(DbBackend::Postgres, own)).await?;
    let schema: String = own.ok_or_else(|| Error::internal("a connection has no schema"))?.try_get("", "schema")?;
    let from = connect(&pool).await?;
    tokio::spawn(hear(from, pool, Arc::downgrade(&db.hub), schema + " "));
    Ok(())
}

async fn connect(pool: &DatabaseConnection) -> Result<PgListener> {
    let failed = |fault: sqlx::Error| Error::Internal(Box::new(fault));
    let mut from = PgListener::connect_with(pool.get_postgres_connection_pool()).await.map_err(failed)?;
    from.listen(CHANNEL).await.map_err(failed)?;
    Ok(from)
}

/// Passes on what other nodes send. What was sent while the connection was lost is found in the ledger.
async fn hear(mut from: PgListener, pool: DatabaseConnection, hub: Weak<Hub>, own: String) {
    loop {
        while let Ok(Some(message)) = from.try_recv().await {
            let Some(hub) = hub.upgrade() else { return };
            if let Some(news) = message.payload().strip_prefix(&own).and_then(News::read) {
                news.tell(&hub);
            }
        }
        let connected = loop {
            if pool.get_postgres_connection_pool().is_closed() {
                return;
            }
            match connect(&pool).await {
                Ok(connected) => break connected,
                Err(fault) => tracing::warn!(%fault, "news of other nodes cannot be heard"),
            }
            tokio::time::sleep(PAUSE).await;
        };
        from = connected;
        let Some(hub) = hub.upgrade() else { return };
        for topic in hub.topics() {
            if let Ok(seq) = last(&pool, &topic).await {
                hub.tell(&topic, Latest::new(seq, false));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news(things: &[(&str, i64)]) -> News {
        let things = things.iter().map(|(area, thing)| ((*area).to_owned(), *thing)).collect();
        News { committee: 3, latest: Latest::new(204, true), things: Some(things) }
    }

    #[test]
    fn news_is_read_as_it_was_sent() {
        let few = news(&[("meeting", 7), ("member", 12)]);
        assert_eq!(few.message(), "3 204 0 meeting:7 member:12");
        assert_eq!(News::read(&few.message()), Some(few));
    }

    #[test]
    fn news_of_too_many_things_is_news_of_everything() {
        let many: Vec<_> = (0..=100).map(|thing| ("member", thing)).collect();
        assert_eq!(news(&many[1..]).message().split(' ').count(), 103);
        let message = news(&many).message();
        assert_eq!(message, "3 204 0 *");
        assert_eq!(News::read(&message).unwrap().things, None);
    }

    #[test]
    fn what_is_no_news_is_passed_over() {
        for message in ["", "3", "3 204 meeting:7", "3 x 0 meeting:7", "other words"] {
            assert_eq!(News::read(message), None, "{message}");
        }
    }
}
