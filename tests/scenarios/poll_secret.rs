//! Secret polls and elections: one vote each whatever the devices do, and nothing stored that ties a voter to a choice.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, FromQueryResult, JsonValue, Statement};
use serde_json::{Value, json};

use super::poll::{done, opened, vote};
use crate::helpers::{Held, Reader, Store, TestApp, on_both};

#[tokio::test]
async fn two_devices_and_double_clicks_count_once() {
    on_both(async |store| {
        let held = Held::on(TestApp::start_on(store).await, 4).await;
        held.come(6).await;
        held.press("open").await;
        let poll = opened(&held, &[("method", "secret")]).await;
        let one = &held.members[0];
        let (a, b, c) = tokio::join!(vote(one, &poll, &["yes"]), vote(one, &poll, &["no"]), vote(one, &poll, &["yes"]));
        let mut statuses = [a, b, c].map(|answer| answer.status.as_u16());
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409, 409]);
        let again = vote(one, &poll, &["yes"]).await;
        assert!(again.text().contains("第一次的票已经计入"), "{}", again.text());
        let all = tokio::join!(
            vote(&held.chair, &poll, &["yes"]),
            vote(&held.secretary, &poll, &["yes"]),
            vote(&held.members[1], &poll, &["abstain"]),
        );
        assert!([all.0, all.1, all.2].iter().all(|answer| answer.status == 303));
        assert_eq!(held.clerk.get_json(&poll).await.json()["voted"], 4);
        let page = held.members[0].get(&held.address).await.text();
        assert!(page.contains("您的票已经计入") && !page.contains("name=\"choice\""));
        let closing = format!("{poll}/close");
        let (a, b) = tokio::join!(held.clerk.post(&closing, &[]), held.chair.post(&closing, &[]));
        let mut statuses = [a.status.as_u16(), b.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409], "it is closed once");
        done(&held.chair, &poll, "announce", &[]).await;
        let page = held.members[2].get_json(&poll).await.json();
        let votes = &page["tally"]["votes"];
        assert_eq!(votes["yes"].as_i64().unwrap() + votes["no"].as_i64().unwrap(), 3);
        assert_eq!((&votes["abstain"], &page["tally"]["ballots"]), (&json!(1), &json!(4)));
        assert_eq!(page["voters"], json!([]));
    })
    .await;
}

const CANDIDATES: [(&str, &str); 4] =
    [("kind", "election"), ("base", "present"), ("candidates", "秦望山\n单如故\n曾若谷"), ("seats", "2")];

#[tokio::test]
async fn those_with_the_share_are_elected_and_a_tie_elects_none_of_the_tied() {
    on_both(async |store| {
        let held = Held::on(TestApp::start_on(store).await, 2).await;
        held.come(4).await;
        held.press("open").await;
        for method in ["secret", "named"] {
            let poll = opened(&held, &[&CANDIDATES[..], &[("method", method)]].concat()).await;
            let page = held.chair.get(&held.address).await.text();
            assert!(page.contains("type=\"checkbox\" name=\"choice\" value=\"3\""), "{page}");
            let many = vote(&held.chair, &poll, &["1", "2", "3"]).await;
            assert!(many.text().contains("您选了 3 名，最多只能选 2 名"), "{}", many.text());
            assert_eq!(vote(&held.chair, &poll, &["4"]).await.status, 409);
            for (reader, choices) in [
                (&held.chair, &["1", "2"][..]),
                (&held.secretary, &["3", "1"]),
                (&held.members[0], &["1", "3"]),
                (&held.members[1], &[]),
            ] {
                assert_eq!(vote(reader, &poll, choices).await.status, 303);
            }
            done(&held.clerk, &poll, "close", &[]).await;
            done(&held.clerk, &poll, "announce", &[]).await;
            let page = held.members[0].get_json(&poll).await.json();
            let tally = &page["tally"];
            assert_eq!((&tally["ballots"], &tally["passed"]), (&json!(4), &Value::Null));
            let line =
                |n: usize| (tally["candidates"][n]["votes"].as_i64().unwrap(), tally["candidates"][n]["fate"].clone());
            assert_eq!(line(0), (3, json!("elected")), "{method}");
            assert_eq!(line(1), (1, json!("not_elected")));
            assert_eq!(line(2), (2, json!("not_elected")), "two of four are not more than half");
            let chosen = if method == "named" { json!(["秦望山", "曾若谷"]) } else { Value::Null };
            assert_eq!(page["voters"][1]["chosen"], chosen);
        }
        let by_hand = [&CANDIDATES[..], &[("method", "hands"), ("majority", "at_least_half")]].concat();
        let poll = opened(&held, &by_hand).await;
        let numbers = [("ballots", "4"), ("votes.1", "4"), ("votes.2", "2"), ("votes.3", "3")];
        assert_eq!(held.clerk.post(&format!("{poll}/close"), &numbers).await.status, 422, "nine votes on four ballots");
        let numbers = [("ballots", "4"), ("votes.1", "4"), ("votes.2", "2"), ("votes.3", "2")];
        done(&held.clerk, &poll, "close", &numbers).await;
        done(&held.clerk, &poll, "announce", &[]).await;
        let tally = held.members[0].get_json(&poll).await.json()["tally"].clone();
        let fates: Vec<_> = (0..3).map(|n| tally["candidates"][n]["fate"].as_str().unwrap().to_owned()).collect();
        assert_eq!(fates, ["elected", "tied", "tied"]);
        assert!(held.members[0].get(&poll).await.text().contains("需要再次投票"));
    })
    .await;
}

/// What is random in itself: sessions, the key of the sign-in code, and when the tables were made.
const RANDOM: [&str; 3] = ["secret", "sitting_key", "seaql_migrations"];

/// Holds two secret polls, each voted by five in the same order; `choices` says what by whom.
async fn held_with(store: Store, question: [&str; 5], election: [&[&str]; 5]) -> Held {
    let held = Held::on(TestApp::start_on(store).await, 3).await;
    held.come(5).await;
    held.press("open").await;
    let voters: Vec<&Reader> = [&held.chair, &held.secretary].into_iter().chain(&held.members).collect();
    let poll = opened(&held, &[("method", "secret")]).await;
    for (voter, choice) in voters.iter().zip(question) {
        assert_eq!(vote(voter, &poll, &[choice]).await.status, 303);
    }
    done(&held.clerk, &poll, "close", &[]).await;
    let poll = opened(&held, &[&CANDIDATES[..], &[("method", "secret")]].concat()).await;
    for (voter, choices) in voters.iter().zip(election) {
        assert_eq!(vote(voter, &poll, choices).await.status, 303);
    }
    done(&held.clerk, &poll, "close", &[]).await;
    held
}

/// The same totals, given by other people and in another order.
async fn both(first: Store, second: Store) -> [Held; 2] {
    [
        held_with(first, ["yes", "yes", "no", "abstain", "yes"], [&["1", "2"], &["1"], &[], &["2"], &["1", "3"]]).await,
        held_with(second, ["no", "yes", "abstain", "yes", "yes"], [&["3", "2"], &["1", "2"], &["1"], &["1"], &[]])
            .await,
    ]
}

async fn open(address: &str) -> DatabaseConnection {
    Database::connect(address).await.unwrap()
}

async fn rows(db: &DatabaseConnection, sql: String) -> Vec<JsonValue> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    JsonValue::find_by_statement(statement).all(db).await.unwrap()
}

/// Every row of every table, but for what is random: on SQLite in the order in which it lies there; PostgreSQL puts a row
/// where the connection that writes it finds room.
async fn everything(db: &DatabaseConnection) -> BTreeMap<String, Vec<JsonValue>> {
    let names = match db.get_database_backend() {
        DbBackend::Postgres => "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
        _ => "SELECT name FROM sqlite_master WHERE type = 'table'",
    };
    let mut all = BTreeMap::new();
    for row in rows(db, names.to_owned()).await {
        let name = row["name"].as_str().unwrap().to_owned();
        if !RANDOM.contains(&name.as_str()) {
            let mut rows = rows(db, format!("SELECT * FROM {name}")).await;
            if db.get_database_backend() == DbBackend::Postgres {
                rows.sort_by_key(ToString::to_string);
            }
            all.insert(name, rows);
        }
    }
    all
}

/// Whether nothing is left of the box on PostgreSQL. A snapshot that another test holds keeps former versions of rows
/// for as long as it lasts: then the box is rewritten again, as the next closing would.
async fn emptied(db: &DatabaseConnection) -> bool {
    for _ in 0..1_000 {
        if rows(db, "SELECT pg_relation_size('poll_box') AS n".to_owned()).await[0]["n"] == 0 {
            return true;
        }
        db.execute_unprepared("VACUUM (FULL) poll_box").await.unwrap();
    }
    false
}

#[tokio::test]
async fn who_chose_what_makes_no_difference_to_any_row() {
    let stores = [(Some(Store::sqlite()), Some(Store::sqlite())), (Store::postgres().await, Store::postgres().await)];
    for (first, second) in stores {
        let (Some(first), Some(second)) = (first, second) else { continue };
        let addresses = [first.address.clone(), second.address.clone()];
        let held = both(first, second).await;
        let mut kept = Vec::new();
        for address in &addresses {
            let db = open(address).await;
            kept.push(everything(&db).await);
            if db.get_database_backend() == DbBackend::Postgres {
                assert!(emptied(&db).await, "no former version of a row is left in the box");
            }
        }
        assert!(kept[0]["poll_box"].is_empty());
        assert_eq!(kept[0]["poll_voter"].len(), 10);
        assert_eq!(kept[0]["ledger_entry"].iter().filter(|entry| entry["action"] == "vote").count(), 10);
        let differ: Vec<_> = kept[0].iter().filter(|(table, rows)| kept[1][*table] != **rows).collect();
        assert!(differ.is_empty(), "{differ:?}");
        drop(held);
    }
}

/// The pages of an SQLite file that belong to what is random in itself, counted from 1.
async fn random_pages(db: &DatabaseConnection) -> Vec<usize> {
    let of_random = RANDOM.map(|table| format!("'{table}'")).join(",");
    let sql = format!(
        "SELECT pageno FROM dbstat WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name IN ({of_random}))"
    );
    let pages = rows(db, sql).await;
    pages.iter().map(|row| usize::try_from(row["pageno"].as_u64().unwrap()).unwrap()).collect()
}

#[tokio::test]
async fn who_chose_what_makes_no_difference_to_any_byte_of_the_file_and_the_log_is_empty() {
    const PAGE: usize = 4096;
    const COUNTERS: [std::ops::Range<usize>; 2] = [24..28, 92..96];
    let (first, second) = (Store::sqlite(), Store::sqlite());
    let files = [&first, &second].map(|store| store.folder.path().join("yizheng.db"));
    let addresses = [first.address.clone(), second.address.clone()];
    let held = both(first, second).await;
    let mut random = Vec::new();
    let mut bytes = Vec::new();
    for (file, address) in files.iter().zip(&addresses) {
        assert_eq!(std::fs::metadata(file.with_extension("db-wal")).unwrap().len(), 0, "the log is cut");
        let mut read = std::fs::read(file).unwrap();
        // Counters of the first page depend on which connection of the pool wrote it.
        for place in COUNTERS {
            read[place].fill(0);
        }
        bytes.push(read);
        random.extend(random_pages(&open(address).await).await);
    }
    assert_eq!(bytes[0].len(), bytes[1].len());
    let pages = bytes[0].chunks(PAGE).zip(bytes[1].chunks(PAGE)).zip(1usize..);
    let differ: Vec<_> = pages.filter(|((a, b), n)| a != b && !random.contains(n)).map(|(_, n)| n).collect();
    assert!(differ.is_empty(), "pages {differ:?} differ");
    assert!(random.len() < bytes[0].len() / PAGE / 2, "and there is something to compare");
    drop(held);
}
