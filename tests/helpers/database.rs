//! A fresh database for each test: a SQLite file of its own, or a schema of its own on a PostgreSQL server, which is
//! made and thrown away sooner than a database.

use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;
use yizheng::db::Db;

/// Names the PostgreSQL server on which tests may make schemas.
const SERVER: &str = "YIZHENG_TEST_POSTGRES";

/// Where set to `postgres`, every test that asks for no kind of database in particular runs on PostgreSQL.
const KIND: &str = "YIZHENG_TEST_STORE";

/// A fresh database. The file of an embedded one goes when this goes.
pub struct Store {
    /// What `Db::connect` takes.
    pub address: String,
    pub folder: TempDir,
}

impl Store {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { address: format!("sqlite://{}", folder.path().join("yizheng.db").display()), folder }
    }

    /// SQLite, unless the environment asks for PostgreSQL.
    pub async fn usual() -> Self {
        match std::env::var(KIND).as_deref() {
            Ok("postgres") => Self::postgres().await.unwrap(),
            _ => Self::sqlite(),
        }
    }

    /// A schema of its own on the server named by the environment; `None` where none is named.
    ///
    /// # Panics
    /// In CI a server must be named.
    pub async fn postgres() -> Option<Self> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var(SERVER) else {
            assert!(std::env::var_os("CI").is_none(), "{SERVER} must name a server; `make test` starts one");
            return None;
        };
        let name = format!("yizheng_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let admin = Database::connect(format!("{server}/postgres")).await.unwrap();
        admin.execute_unprepared(&format!("CREATE SCHEMA {name}")).await.unwrap();
        admin.close().await.unwrap();
        let address = format!("{server}/postgres?options[search_path]={name}");
        Some(Self { address, folder: tempfile::tempdir().unwrap() })
    }

    /// # Panics
    /// The database cannot be opened.
    pub async fn open(&self) -> Db {
        Db::connect(&self.address).await.unwrap()
    }
}

/// Runs a test on SQLite, and on PostgreSQL where `YIZHENG_TEST_POSTGRES` names a server (`postgres://app@127.0.0.1:55432`).
pub async fn on_both(test: impl AsyncFn(Store)) {
    test(Store::sqlite()).await;
    if let Some(store) = Store::postgres().await {
        test(store).await;
    }
}
