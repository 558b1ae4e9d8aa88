//! The record under attack: nobody edits it, nobody forgets it, and whoever touches the file is found out.

use std::process::Command;

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};
use yizheng::account::{Actor, Committee};
use yizheng::clock::Instant;
use yizheng::db::Db;
use yizheng::ledger::{Act, Acting, Break, Chain, Change, Entry, Fault, chains, verify};

use crate::helpers::{Store, on_both};

const AT: Instant = Instant(1_709_604_000_000);
/// A fact that stands nowhere else in a database.
const MARK: &str = "marked-7f3a91";

/// A committee whose chain holds its founding and so many entries after it.
async fn furnished(db: &Db, entries: i64) -> Committee {
    let actor = Actor::at_the_machine("测试".to_owned());
    let committee = Committee::found(db, &actor, AT, "qingling", "政协青岭县委员会", "青岭县").await.unwrap();
    for n in 2..=entries + 1 {
        write(db, &committee, n).await;
    }
    committee
}

fn acting(committee: &Committee) -> Acting {
    Acting { committee: committee.id, account: None, name: "周文".to_owned(), at: AT }
}

/// Adds a sector and records it as thing number `n`.
async fn write(db: &Db, committee: &Committee, n: i64) {
    let change = Change::begin(db, acting(committee)).await.unwrap();
    yizheng::committee::store::add_sector(&change, &format!("界别{n}")).await.unwrap();
    change.record(act(n)).await.unwrap().commit().await.unwrap();
}

fn act(n: i64) -> Act {
    Act::new("committee", n, "add_sector").fact("name", format!("{MARK}-{n}"))
}

async fn sectors(db: &Db, committee: &Committee) -> usize {
    yizheng::committee::store::sectors(db.read(), committee.id).await.unwrap().len()
}

async fn read(db: &Db, committee: &Committee) -> Chain {
    verify(db.read(), committee.id).await.unwrap()
}

/// Takes the guards off the ledger, as one with the file in hand could.
async fn take_guards_off(db: &Db) {
    let drop = match db.read().get_database_backend() {
        DbBackend::Sqlite => {
            "DROP TRIGGER ledger_entry_never_updated; DROP TRIGGER ledger_entry_never_deleted; \
             DROP TRIGGER ledger_head_never_deleted"
        }
        _ => {
            "DROP TRIGGER ledger_entry_append_only ON ledger_entry; \
             DROP TRIGGER ledger_head_append_only ON ledger_head"
        }
    };
    db.read().execute_unprepared(drop).await.unwrap();
}

#[tokio::test]
async fn the_database_itself_refuses_to_edit_the_ledger() {
    on_both(async |store| {
        let db = store.open().await;
        let committee = furnished(&db, 2).await;
        let mut attempts = vec![
            "UPDATE ledger_entry SET actor = 'nobody'",
            "DELETE FROM ledger_entry WHERE seq = 2",
            "DELETE FROM ledger_head",
        ];
        if db.read().get_database_backend() == DbBackend::Postgres {
            attempts.extend(["TRUNCATE ledger_entry", "TRUNCATE ledger_head"]);
        }
        for attempt in attempts {
            let refused = db.read().execute_unprepared(attempt).await.unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{attempt}: {refused}");
        }
        assert_eq!((read(&db, &committee).await.entries, read(&db, &committee).await.broken), (3, None));
    })
    .await;
}

#[tokio::test]
async fn fifty_writers_at_once_leave_a_chain_without_a_gap() {
    on_both(async |store| {
        let db = store.open().await;
        let committee = furnished(&db, 0).await;
        let writers: Vec<_> = (2..=51)
            .map(|n| {
                let (db, committee) = (db.clone(), committee.clone());
                tokio::spawn(async move { write(&db, &committee, n).await })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let chain = read(&db, &committee).await;
        assert_eq!((chain.entries, chain.broken), (51, None));
        assert_eq!(sectors(&db, &committee).await, 50);
    })
    .await;
}

#[tokio::test]
async fn a_dropped_change_changes_nothing() {
    on_both(async |store| {
        let db = store.open().await;
        let committee = furnished(&db, 0).await;
        let change = Change::begin(&db, acting(&committee)).await.unwrap();
        yizheng::committee::store::add_sector(&change, "经济界").await.unwrap();
        drop(change);
        let change = Change::begin(&db, acting(&committee)).await.unwrap();
        yizheng::committee::store::add_sector(&change, "农业界").await.unwrap();
        drop(change.record(act(2)).await.unwrap());
        assert_eq!((sectors(&db, &committee).await, read(&db, &committee).await.entries), (0, 1));
    })
    .await;
}

#[tokio::test]
async fn what_is_recorded_twice_is_committed_once() {
    on_both(async |store| {
        let db = store.open().await;
        let committee = furnished(&db, 0).await;
        let mut change = Change::begin(&db, acting(&committee)).await.unwrap();
        yizheng::committee::store::add_sector(&change, "经济界").await.unwrap();
        change = change.record(act(2)).await.unwrap().and();
        yizheng::committee::store::add_sector(&change, "农业界").await.unwrap();
        let recorded = change.record(act(3)).await.unwrap();
        assert_eq!((sectors(&db, &committee).await, read(&db, &committee).await.entries), (0, 1), "not yet");
        recorded.commit().await.unwrap();
        assert_eq!((sectors(&db, &committee).await, read(&db, &committee).await.entries), (2, 3));
        assert_eq!(read(&db, &committee).await.broken, None);
    })
    .await;
}

#[tokio::test]
async fn entries_cut_off_the_end_are_missed() {
    on_both(async |store| {
        let db = store.open().await;
        let committee = furnished(&db, 4).await;
        take_guards_off(&db).await;
        db.read().execute_unprepared("DELETE FROM ledger_entry WHERE seq > 3").await.unwrap();
        assert_eq!(read(&db, &committee).await.broken, Some(Break { seq: 4, fault: Fault::End }));
    })
    .await;
}

#[tokio::test]
async fn an_entry_taken_out_of_the_middle_is_missed() {
    on_both(async |store| {
        let db = store.open().await;
        let committee = furnished(&db, 4).await;
        take_guards_off(&db).await;
        db.read().execute_unprepared("DELETE FROM ledger_entry WHERE seq = 3").await.unwrap();
        assert_eq!(read(&db, &committee).await.broken, Some(Break { seq: 4, fault: Fault::Sequence }));
    })
    .await;
}

#[tokio::test]
async fn a_forger_who_hashes_his_entry_anew_is_found_at_the_next() {
    on_both(async |store| {
        let db = store.open().await;
        let committee = furnished(&db, 4).await;
        take_guards_off(&db).await;
        let third =
            Statement::from_string(db.read().get_database_backend(), "SELECT * FROM ledger_entry WHERE seq = 3");
        let mut entry = Entry::find_by_statement(third).one(db.read()).await.unwrap().unwrap();
        entry.facts = "{}".to_owned();
        let forged =
            format!("UPDATE ledger_entry SET facts = '{{}}', hash = '{}' WHERE seq = 3", entry.computed_hash());
        db.read().execute_unprepared(&forged).await.unwrap();
        assert_eq!(read(&db, &committee).await.broken, Some(Break { seq: 4, fault: Fault::Link }));
    })
    .await;
}

#[tokio::test]
async fn a_chain_is_read_even_if_its_committee_and_its_end_were_removed() {
    on_both(async |store| {
        let db = store.open().await;
        let committee = furnished(&db, 0).await;
        take_guards_off(&db).await;
        db.read().execute_unprepared("DELETE FROM ledger_head; DELETE FROM committee").await.unwrap();
        assert_eq!(chains(db.read(), [].into_iter()).await.unwrap(), [0, committee.id]);
        assert_eq!(read(&db, &committee).await.broken, Some(Break { seq: 2, fault: Fault::End }));
    })
    .await;
}

#[tokio::test]
async fn one_changed_byte_of_the_file_is_found_and_its_entry_named() {
    let store = Store::sqlite();
    let db = store.open().await;
    furnished(&db, 6).await;
    db.close().await.unwrap();
    let whole = verify_command(&store);
    assert_eq!(
        (whole.status.code(), String::from_utf8_lossy(&whole.stdout).contains("7 entries hold")),
        (Some(0), true)
    );

    let file = store.folder.path().join("yizheng.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let mark = format!("{MARK}-5");
    let places: Vec<_> =
        bytes.windows(mark.len()).enumerate().filter(|(_, window)| *window == mark.as_bytes()).collect();
    let [(place, _)] = places[..] else { panic!("the fact stands {} times in the file", places.len()) };
    bytes[place] ^= 1;
    std::fs::write(&file, bytes).unwrap();

    let touched = verify_command(&store);
    let said = String::from_utf8_lossy(&touched.stdout).into_owned();
    assert_eq!(touched.status.code(), Some(1), "{said}");
    assert!(said.contains("政协青岭县委员会: broken at entry 5: its text was changed"), "{said}");
}

fn verify_command(store: &Store) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yizheng"));
    command.env_remove("DATABASE_URL").env("LC_ALL", "C").arg("--data").arg(store.folder.path()).arg("verify");
    command.output().unwrap()
}
