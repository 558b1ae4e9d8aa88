//! The database itself: how it is opened, that both kinds behave alike, and that nothing is lost between two starts.

use std::sync::atomic::{AtomicUsize, Ordering};

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use yizheng::account::{Actor, Committee};
use yizheng::areas::AREAS;
use yizheng::clock::Instant;
use yizheng::committee::store as committees;
use yizheng::db::Db;
use yizheng::error::Error;
use yizheng::ledger::{Act, Acting, Change, end};

use crate::helpers::{Store, on_both};

const AT: Instant = Instant(1_709_604_000_000);

async fn found(db: &Db, slug: &str) -> Result<Committee, Error> {
    let actor = Actor::at_the_machine("测试".to_owned());
    Committee::found(db, &actor, AT, slug, &format!("政协{slug}委员会"), "青岭县").await
}

async fn change(db: &Db, committee: &Committee) -> Change {
    let acting = Acting { committee: committee.id, account: None, name: "测试".to_owned(), at: AT };
    Change::begin(db, acting).await.unwrap()
}

async fn asked(db: &Db, question: &str) -> Value {
    let statement = Statement::from_string(db.read().get_database_backend(), question);
    let row = db.read().query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index::<String>(0)
        .map(Value::from)
        .or_else(|_| row.try_get_by_index::<i64>(0).map(Value::from))
        .unwrap()
}

#[tokio::test]
async fn the_embedded_database_is_durable_and_keeps_references() {
    let store = Store::sqlite();
    let db = store.open().await;
    for (setting, value) in [
        ("PRAGMA journal_mode", Value::from("wal")),
        ("PRAGMA synchronous", Value::from(2_i64)),
        ("PRAGMA foreign_keys", Value::from(1_i64)),
    ] {
        assert_eq!(asked(&db, setting).await, value, "{setting}");
    }
}

#[tokio::test]
async fn what_was_written_is_there_at_the_next_start() {
    on_both(async |store| {
        let db = store.open().await;
        let committee = found(&db, "qingling").await.unwrap();
        db.close().await.unwrap();
        let again = store.open().await;
        assert_eq!(Committee::all(again.read()).await.unwrap(), [committee]);
    })
    .await;
}

#[tokio::test]
async fn each_kind_of_thing_has_a_table_and_a_name_of_its_own() {
    on_both(async |store| {
        let db = store.open().await;
        let kinds: Vec<_> = AREAS.iter().flat_map(|area| area.kinds).collect();
        for kind in &kinds {
            let keys = format!("SELECT id FROM {} LIMIT 1", kind.table);
            assert!(db.read().execute_unprepared(&keys).await.is_ok(), "{kind:?}");
            assert_eq!(kinds.iter().filter(|other| other.name == kind.name).count(), 1, "{kind:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_acknowledged_after_the_disk_was_full_is_kept() {
    let store = Store::sqlite();
    let db = store.open().await;
    let committee = found(&db, "qingling").await.unwrap();
    let full = change(&db, &committee).await;
    full.on().execute_unprepared("PRAGMA max_page_count = 1").await.unwrap();
    let large = format!("INSERT INTO sector (committee_id, name) SELECT {}, hex(zeroblob(500000))", committee.id);
    assert!(full.on().execute_unprepared(&large).await.is_err());
    drop(full);

    // There is room again: each connection of the pool writes, and another program sees what was acknowledged.
    let other = store.open().await;
    let before = end(other.read(), committee.id).await.unwrap();
    for n in 1..=10 {
        let change = change(&db, &committee).await;
        change.record(Act::new("committee", committee.id, "rename")).await.unwrap().commit().await.unwrap();
        assert_eq!(end(other.read(), committee.id).await.unwrap(), before + n);
    }
}

#[tokio::test]
async fn what_is_acknowledged_after_a_connection_broke_is_kept() {
    on_both(async |store| {
        let db = store.open().await;
        let committee = found(&db, "qingling").await.unwrap();
        let before = end(db.read(), committee.id).await.unwrap();
        let act = || Act::new("committee", committee.id, "rename");
        if db.read().get_database_backend() == DbBackend::Postgres {
            let broken = change(&db, &committee).await;
            let ended = "SELECT pg_terminate_backend(pg_backend_pid())";
            assert!(broken.on().execute_unprepared(ended).await.is_err());
            assert!(broken.record(act()).await.is_err(), "nothing is acknowledged on it");
        }
        for n in 1..=10 {
            change(&db, &committee).await.record(act()).await.unwrap().commit().await.unwrap();
            assert_eq!(end(db.read(), committee.id).await.unwrap(), before + n);
        }
    })
    .await;
}

#[tokio::test]
async fn whether_writes_are_kept_is_tried_in_earnest() {
    on_both(async |store| {
        let db = store.open().await;
        db.try_write(AT).await.unwrap();
        assert_eq!(asked(&db, "SELECT asked_at FROM readiness").await, Value::from(AT.0));
        db.read().execute_unprepared("DELETE FROM readiness").await.unwrap();
        assert!(db.try_write(AT).await.is_err(), "where nothing was written, nothing is kept");
    })
    .await;
}

#[tokio::test]
async fn a_taken_name_is_refused_and_leaves_no_chain() {
    on_both(async |store| {
        let db = store.open().await;
        found(&db, "qingling").await.unwrap();
        for slug in ["qingling", "account", "Qingling", "q", "-q", "qing ling"] {
            assert!(matches!(found(&db, slug).await, Err(Error::Refused(_))), "{slug}");
        }
        let committees = Committee::all(db.read()).await.unwrap();
        let chains = yizheng::ledger::chains(db.read(), committees.iter().map(|committee| committee.id));
        assert_eq!(chains.await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_row_that_names_nobody_is_refused() {
    on_both(async |store| {
        let db = store.open().await;
        let orphan = "INSERT INTO sector (committee_id, name) VALUES (4711, '经济界')";
        assert!(db.read().execute_unprepared(orphan).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn two_writers_who_read_before_they_write_do_not_lose_each_others_work() {
    on_both(async |store| {
        let db = store.open().await;
        let committee = found(&db, "qingling").await.unwrap();
        let done = AtomicUsize::new(0);
        let write = async |name: &str| {
            for n in 0..20 {
                let change = change(&db, &committee).await;
                let before = committees::sectors(change.on(), committee.id).await.unwrap();
                committees::add_sector(&change, &format!("{name}{n}")).await.unwrap();
                let act = Act::new("committee", committee.id, "add_sector").fact("before", before.len());
                change.record(act).await.unwrap().commit().await.unwrap();
                done.fetch_add(1, Ordering::Relaxed);
            }
        };
        tokio::join!(write("甲"), write("乙"), write("丙"));
        assert_eq!(done.into_inner(), 60);
        assert_eq!(committees::sectors(db.read(), committee.id).await.unwrap().len(), 60);
    })
    .await;
}

#[tokio::test]
async fn texts_of_any_script_and_length_come_back_byte_for_byte() {
    on_both(async |store| {
        let db = store.open().await;
        let committee = found(&db, "qingling").await.unwrap();
        let long = "议".repeat(500);
        for text in ["𠮷野家", "a'b\"c\\d%_", "\u{feff}零宽\u{200b}", "👩‍👩‍👧‍👦", "\r\n\t", &long]
        {
            let change = change(&db, &committee).await;
            let sector = committees::add_sector(&change, text).await.unwrap();
            change
                .record(Act::new("committee", sector.id, "add_sector").fact("name", text))
                .await
                .unwrap()
                .commit()
                .await
                .unwrap();
            let all = committees::sectors(db.read(), committee.id).await.unwrap();
            assert_eq!(all.last().unwrap().name, text);
        }
        assert_eq!(yizheng::ledger::verify(db.read(), committee.id).await.unwrap().broken, None);
    })
    .await;
}

#[tokio::test]
async fn a_program_can_be_started_twice_at_one_postgresql_database() {
    let Some(store) = Store::postgres().await else { return };
    let (one, other) = tokio::join!(store.open(), store.open());
    let committee = found(&one, "qingling").await.unwrap();
    let write = async |db: &Db, name: &str| {
        for n in 0..15 {
            let change = change(db, &committee).await;
            let sector = committees::add_sector(&change, &format!("{name}{n}")).await.unwrap();
            change.record(Act::new("committee", sector.id, "add_sector")).await.unwrap().commit().await.unwrap();
        }
    };
    tokio::join!(write(&one, "甲"), write(&other, "乙"));
    let chain = yizheng::ledger::verify(other.read(), committee.id).await.unwrap();
    assert_eq!((chain.entries, chain.broken), (31, None));
    assert_eq!(one.read().get_database_backend(), DbBackend::Postgres);
}
