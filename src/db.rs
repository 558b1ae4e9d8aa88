//! The database: SQLite in a file of our own, or PostgreSQL where `DATABASE_URL` says so; the same statements on both.

mod hub;
mod window;

use std::sync::Arc;
use std::time::Duration;

use sea_orm::sea_query::extension::postgres::PgBinOper;
use sea_orm::sea_query::extension::sqlite::SqliteExpr;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::sqlx::Connection;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqlErr, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager, async_trait};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::clock::Instant;
use crate::error::{Error, Refusal, Result};
use crate::text::alike;

pub use hub::{Hub, Latest, Listener, Topic};
pub use sea_orm::ConnectionTrait;
pub use window::{COUNTED, Key, Order, Start, counted, within};

/// A pool of connections. SQLite has one writer at a time: writers queue here instead of polling a locked file.
#[derive(Clone, Debug)]
pub struct Db {
    pool: DatabaseConnection,
    writer: Arc<Mutex<()>>,
    /// Who listens to what is written.
    pub(crate) hub: Arc<Hub>,
}

/// A transaction that writes. Only the ledger may open one, so that nothing is written and not recorded.
pub(crate) struct Writing {
    pub(crate) transaction: DatabaseTransaction,
    /// Held while SQLite writes, so that writers queue.
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Db {
    /// Connects, and brings the tables up to date.
    ///
    /// # Errors
    /// The address is not one of `sqlite://…` or `postgres://…`, the server does not answer, or a migration fails.
    pub async fn connect(address: &str) -> Result<Self> {
        let mut options = ConnectOptions::new(address);
        options.sqlx_logging(false).acquire_timeout(Duration::from_secs(20)).max_connections(8);
        options.map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                // What is deleted is overwritten, not only forgotten: the box of a secret poll.
                .pragma("secure_delete", "ON")
                .busy_timeout(Duration::from_secs(10))
        });
        // An error such as a full disk makes SQLite end the transaction by itself; the driver, whose own ROLLBACK then
        // finds none, still counts one, and the next change would be a savepoint inside a transaction that never ends.
        options.map_sqlx_sqlite_before_acquire(|connection, _| {
            Box::pin(std::future::ready(Ok(!connection.is_in_transaction())))
        });
        let pool = Database::connect(options).await?;
        bring_up_to_date(&pool).await?;
        let db = Self { pool, writer: Arc::default(), hub: Arc::default() };
        // A program that was killed may have left more in the log than the rows tell.
        if let Err(fault) = db.forget_leftovers(&[]).await {
            tracing::warn!(%fault, "the database is in use, its log stays as it is");
        }
        Ok(db)
    }

    /// Has the text of each statement heard that is sent from here on: for what counts and measures them.
    #[must_use]
    pub fn heard_by(mut self, hear: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.pool.set_metric_callback(move |sent| hear(&sent.statement.sql));
        self
    }

    /// For reading, and for the few tables that no record is kept of.
    #[must_use]
    pub const fn read(&self) -> &DatabaseConnection {
        &self.pool
    }

    /// Closes all connections; SQLite then folds its write-ahead log into the file.
    pub async fn close(self) -> Result<()> {
        Ok(self.pool.close().await?)
    }

    /// Removes what changes that are committed left in the database's files beside the rows as they stand now.
    ///
    /// Rows alone do not keep a ballot secret. The write-ahead log of SQLite holds each page as it was after each
    /// vote, next to the ledger's entry that names the voter; PostgreSQL keeps each former version of a row, with the
    /// number of the transaction that wrote it, which the ledger's row of the same vote bears too. Whoever reads the
    /// files could see which counter grew when who voted. So the log is folded into the file and cut to nothing, and
    /// these tables are written anew.
    ///
    /// Out of reach: copies that the file system, a backup or an archive of PostgreSQL's own log took meanwhile.
    ///
    /// # Errors
    /// Others read it for too long.
    pub async fn forget_leftovers(&self, tables: &[&'static str]) -> Result<()> {
        if self.sqlite() {
            let _turn = self.writer.lock().await;
            let cut = self.pool.query_one_raw(Statement::from_string(DbBackend::Sqlite, CUT_LOG)).await?;
            let busy = cut.map_or(Ok(1), |row| row.try_get_by_index::<i64>(0))?;
            return if busy == 0 { Ok(()) } else { Err(Error::internal("the write-ahead log is in use")) };
        }
        for table in tables {
            self.pool.execute_unprepared(&format!("VACUUM (FULL) {table}")).await?;
        }
        Ok(())
    }

    /// Whether a write is kept: one is, in a row that stands for nothing else.
    ///
    /// # Errors
    /// It is not: the disk is full, the file cannot be written, the server takes no writes or does not answer.
    pub async fn try_write(&self, now: Instant) -> Result<()> {
        let _turn = if self.sqlite() { Some(self.writer.lock().await) } else { None };
        let asked = format!("UPDATE readiness SET asked_at = {} WHERE id = 1", now.0);
        found(self.pool.execute_unprepared(&asked).await?.rows_affected())
    }

    fn sqlite(&self) -> bool {
        self.pool.get_database_backend() == DbBackend::Sqlite
    }

    pub(crate) async fn write(&self) -> Result<Writing> {
        let turn = if self.sqlite() { Some(Arc::clone(&self.writer).lock_owned().await) } else { None };
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        #[expect(clippy::disallowed_methods, reason = "the one place that begins a transaction, IMMEDIATE")]
        let transaction = self.pool.begin_with_options(options).await?;
        Ok(Writing { transaction, _turn: turn })
    }
}

impl Writing {
    /// Makes durable what was written, and lets the next one write.
    pub(crate) async fn commit(self) -> Result<()> {
        Ok(self.transaction.commit().await?)
    }
}

/// Folds SQLite's write-ahead log into the file and leaves the log empty.
const CUT_LOG: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

/// The tables, in steps that each ran once. A step that has been released is never edited.
const STEPS: &[Step] = &[
    Step { name: "0001_ground", sql: include_str!("db/0001_ground.sql") },
    Step { name: "0002_committee", sql: include_str!("db/0002_committee.sql") },
    Step { name: "0003_member", sql: include_str!("db/0003_member.sql") },
    Step { name: "0004_meeting", sql: include_str!("db/0004_meeting.sql") },
    Step { name: "0005_sitting", sql: include_str!("db/0005_sitting.sql") },
    Step { name: "0006_proposal", sql: include_str!("db/0006_proposal.sql") },
    Step { name: "0007_callable", sql: include_str!("db/0007_callable.sql") },
    Step { name: "0008_grant_scope", sql: include_str!("db/0008_grant_scope.sql") },
    Step { name: "0009_draft", sql: include_str!("db/0009_draft.sql") },
    Step { name: "0010_basis", sql: include_str!("db/0010_basis.sql") },
    Step { name: "0012_called", sql: include_str!("db/0012_called.sql") },
    Step { name: "0014_readiness", sql: include_str!("db/0014_readiness.sql") },
    Step { name: "0015_once", sql: include_str!("db/0015_once.sql") },
    Step { name: "0016_roll", sql: include_str!("db/0016_roll.sql") },
];

/// Runs the steps that have not run yet. Of several programs that start at one PostgreSQL database, one does it while
/// the others wait.
async fn bring_up_to_date(pool: &DatabaseConnection) -> Result<()> {
    if pool.get_database_backend() != DbBackend::Postgres {
        return Ok(Migrations::up(pool, None).await?);
    }
    #[expect(clippy::disallowed_methods, reason = "holds a lock and writes nothing")]
    let turn = pool.begin().await?;
    turn.execute_unprepared("SELECT pg_advisory_xact_lock(1949)").await?;
    Migrations::up(pool, None).await?;
    Ok(turn.commit().await?)
}

struct Migrations;

impl MigratorTrait for Migrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        STEPS.iter().map(|step| Box::new(*step) as Box<dyn MigrationTrait>).collect()
    }
}

/// One step: SQL that both databases know. `$id` stands for a self-numbering key; lines after `-- sqlite` or
/// `-- postgres` are for that one only, until `-- both`.
#[derive(Clone, Copy)]
struct Step {
    name: &'static str,
    sql: &'static str,
}

impl Step {
    fn dialect(self, backend: DbBackend) -> String {
        let (own, key) = match backend {
            DbBackend::Postgres => ("-- postgres", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"),
            _ => ("-- sqlite", "INTEGER PRIMARY KEY AUTOINCREMENT"),
        };
        let mut ours = true;
        let mut sql = String::new();
        for line in self.sql.lines() {
            match line {
                "-- sqlite" | "-- postgres" => ours = line == own,
                "-- both" => ours = true,
                _ if ours => sql = sql + line + "\n",
                _ => {}
            }
        }
        sql.replace("$id", key)
    }
}

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), sea_orm::DbErr> {
        let connection = manager.get_connection();
        connection.execute_unprepared(&self.dialect(connection.get_database_backend())).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Goes on only where a statement found its row: what changed nothing must not be recorded.
///
/// # Errors
/// It found none.
pub const fn found(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// What a deletion gave. Whatever something belongs to is referred to, and the database does not let go of it.
///
/// # Errors
/// Something refers to it: the refusal of this key.
pub fn unless_used<T>(deleted: Result<T, DbErr>, refusal: &'static str) -> Result<T> {
    deleted.map_err(|fault| match fault.sql_err() {
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => Refusal::new(refusal).into(),
        _ => fault.into(),
    })
}

/// Whether a text holds these words as they stand, whatever case and width they are written in. Both databases know sets
/// of signs, each in its own kind of pattern.
#[must_use]
pub fn says(backend: DbBackend, text: Expr, words: &str) -> Expr {
    let signs = words.chars().map(alike);
    match backend {
        DbBackend::Postgres => {
            text.binary(PgBinOper::Regex, signs.map(|signs| one_of_regex(&signs)).collect::<String>())
        }
        _ => text.glob(format!("*{}*", signs.map(|signs| one_of_glob(&signs)).collect::<String>())),
    }
}

/// One of these signs, in a regular expression.
fn one_of_regex(signs: &[char]) -> String {
    let plain = |sign: &char| match sign {
        sign if sign.is_ascii_punctuation() => format!("\\{sign}"),
        sign => sign.to_string(),
    };
    let signs: Vec<_> = signs.iter().map(plain).collect();
    if let [one] = &signs[..] { one.clone() } else { format!("[{}]", signs.concat()) }
}

/// One of these signs, in a GLOB, in whose sets only a `^` at the beginning stands for something else.
fn one_of_glob(signs: &[char]) -> String {
    match signs {
        [one] => one.to_string(),
        ['^', others @ ..] => format!("[{}^]", others.iter().collect::<String>()),
        signs => format!("[{}]", signs.iter().collect::<String>()),
    }
}
